/* An analysis of outcomes told: finds the design's structure in its points, then asks the method
 * about every outcome. */
#ifndef CADRE_ATTRIBUTION_H
#define CADRE_ATTRIBUTION_H

#include "analysis/indices.h"
#include "analysis/prim.h"
#include "analysis/shapley.h"
#include "analysis/told.h"
#include "analysis/variance_indices.h"

typedef enum {
    CADRE_ASK_MORRIS,
    CADRE_ASK_SOBOL,
    CADRE_ASK_PAWN,
    CADRE_ASK_DELTA,
    CADRE_ASK_PRIM,
    CADRE_ASK_SHAPLEY,
    CADRE_ASK_COUNT
} cadre_ask_t;

typedef enum {
    CADRE_CASE_LESS,
    CADRE_CASE_LESS_EQUAL,
    CADRE_CASE_GREATER,
    CADRE_CASE_GREATER_EQUAL,
    CADRE_CASE_EQUAL
} cadre_case_relation_t;

typedef struct {
    cadre_ask_t method;
    cadre_estimator_t estimator; /* SOBOL */
    int randomizations;          /* SOBOL; 1 = not known to be any */
    int levels;                  /* MORRIS */
    uint64_t seed;               /* of the bootstrap */
    bool drop_failed;            /* leaves out blocks with a run that failed or has no value */
    const char *case_outcome;    /* PRIM: of interest is where this outcome (NULL: each) … */
    cadre_case_relation_t case_relation;
    double case_value; /* … stands in this relation to this */
} cadre_ask_options_t;

/* What is known of one outcome. */
typedef struct {
    bool left_out;   /* has runs without a value: nothing else is known */
    int64_t dropped; /* blocks, trajectories or points left out */
    cadre_indices_t indices;
    cadre_boxes_t boxes; /* PRIM */
    int64_t cases;       /* PRIM: points of interest */
    /* Share of noise that is left in a point's mean: (v / R) / V, v the variance between the R
     * replicates of a point, V that between points without it; NaN with one replicate, infinite
     * when nothing but noise is seen. An input without effect has this /(1 + this) as its total
     * index when the runs of a block had luck of their own, and 0 when they shared it. */
    double noise;
} cadre_answer_about_t;

typedef struct {
    const cadre_told_t *told;
    cadre_ask_options_t options;
    int64_t units;     /* blocks, trajectories, or points */
    int rows;          /* points of each */
    bool second_order; /* SOBOL: with the rows BA */
    bool repeats;      /* single points: neighbours share most values, as those of a block do */
    int groups;        /* MORRIS, SHAPLEY: of inputs that move together; else the inputs */
    int *group_of;     /* [input]; -1: SHAPLEY, one that is no factor */
    int *moved;        /* MORRIS: [trajectory][step] */
    bool *down;        /* MORRIS: [trajectory][step] */
    bool *joint;       /* [group], has several inputs */
    uint8_t *there;    /* SHAPLEY: [point], a bit for each factor (group) that is there */
    const char
        *names[CADRE_MOST_FACTORS]; /* SHAPLEY: of the factors; NULL: those of their inputs */
    cadre_answer_about_t *answers;  /* [outcome] */
} cadre_attribution_t;

/* CADRE_ERROR_INPUT when the points are not what the method needs or runs failed;
 * CADRE_ERROR_MEMORY. `told` must outlive it; free it even on error. */
int cadre_attribution_find(cadre_attribution_t *self, const cadre_told_t *told,
                           const cadre_ask_options_t *options, cadre_error_t *err);
void cadre_attribution_free(cadre_attribution_t *self);
/* Whether the points, of which no outcomes are known yet, are what the method needs; errors as
 * above. */
int cadre_attribution_check(const cadre_told_t *told, const cadre_ask_options_t *options,
                            cadre_error_t *err);

#endif
