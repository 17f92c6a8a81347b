/* Scenario discovery: boxes of inputs in which a case of interest is frequent, by the patient rule
 * induction method (Friedman & Fisher 1999; Bryant & Lempert 2010). */
#ifndef CADRE_PRIM_H
#define CADRE_PRIM_H

#include <stdbool.h>
#include <stdint.h>

typedef struct {
    const double *inputs; /* [point][input] */
    const bool *cases;    /* [point], whether it is of interest */
    int64_t points;
    int input_count;
} cadre_cases_t;

typedef struct {
    double peel;  /* share of the box taken off at a time, e.g. .05 */
    double paste; /* share put back at a time */
    double least; /* smallest share of all points a box may hold */
} cadre_prim_options_t;
extern const cadre_prim_options_t CADRE_PRIM_DEFAULT;

typedef struct {
    double *low, *high;             /* [input], both included */
    bool *limits_low, *limits_high; /* [input], whether that side cuts anything off */
    double *p;            /* [input]: probability to find as dense a box without its limits by
                             chance alone, a one-sided binomial test; NaN where it has none */
    int64_t inside, hits; /* points, and cases among them */
    double coverage;      /* cases inside, of all cases */
    double density;       /* cases, of the points inside */
    double support;       /* points inside, of all points */
} cadre_box_t;

/* From the whole space (the first box) by peeling, then pasting the last one: the trade-off between
 * coverage and density. */
typedef struct {
    cadre_box_t *boxes;
    int count, capacity;
    int inputs;
    int chosen; /* the box with the largest harmonic mean of coverage and density */
} cadre_boxes_t;

/* Start with {0}; free it even on error. Peels take what raises the density most for each point
 * they lose, so that inputs of few values are treated fairly. Without a case there is one box.
 * CADRE_ERROR_MEMORY. */
int cadre_prim(const cadre_cases_t *cases, const cadre_prim_options_t *options, cadre_boxes_t *out);
void cadre_boxes_free(cadre_boxes_t *self);

#endif
