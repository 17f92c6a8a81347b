/* Ask and tell: the points of a design and what came out at them, from two CSV files, ours or not.
 *
 * Design: a row a point; the columns block, role, trajectory, step, point, run, randomization are
 * not inputs, all others are: numbers, dates (days since 1970-01-01), true and false (1 and 0), or
 * words (numbered as they appear). Outcomes: a row a run, with `point` (from 1) and any number of
 * runs a point, or without it a row a point in the design's order. Outcomes are the columns whose
 * names begin with y_; if there are none, all that are neither inputs nor p_… nor one of run,
 * point, replicate, scenario, status, end_state, error or those above. */
#ifndef CADRE_TOLD_H
#define CADRE_TOLD_H

#include "base/error.h"
#include "base/text.h"

#include <stdbool.h>
#include <stdint.h>

enum { CADRE_TOLD_ROLES = 64 };

typedef struct {
    int64_t points;
    int input_count, outcome_count;
    char **inputs;                 /* names */
    char **outcomes;               /* names */
    int *words;                    /* [input], how many different words; 0: numbers */
    double *x;                     /* [point][input] */
    bool *prior;                   /* [point], whether its role begins with "prior" */
    int64_t block;                 /* points of the first block; 0: the design names none */
    char *roles[CADRE_TOLD_ROLES]; /* of its first points; NULL: none */
    double *y;          /* [outcome][point], mean of the replicates; NaN where a run failed or has
                           no value */
    double *within;     /* [outcome], mean variance between the replicates of a point; NaN: one */
    int64_t *missing;   /* [outcome], runs without a value that did not fail */
    int64_t replicates; /* runs at each point */
    int64_t failed;     /* runs whose status is there and not ok */
    char first_failed[64]; /* "line 7: capped" */
} cadre_told_t;

/* Reads both. CADRE_ERROR_NO_INPUT, _INPUT with file, line and column, _MEMORY, _IO. Free it even
 * then. */
int cadre_told_read(cadre_told_t *self, const char *design, const char *outcomes,
                    cadre_error_t *err);
/* The two halves, for who makes the outcomes in between: the points, from the text of a design
 * (`name` for messages), without any outcome; then the file of the outcomes. Errors as above. */
int cadre_told_read_points(cadre_told_t *self, const char *name, const cadre_text_t *design,
                           cadre_error_t *err);
int cadre_told_read_outcomes(cadre_told_t *self, const char *path, cadre_error_t *err);
void cadre_told_free(cadre_told_t *self);

#endif
