/* Main effects of a design: how the outcome goes along with one input, whatever the others are.
 * Internal to report/. */
#ifndef CADRE_MAIN_EFFECTS_H
#define CADRE_MAIN_EFFECTS_H

#include "report/scratch.h"

enum { CADRE_LEVELS_MAX = 12, CADRE_BINS = 10 };

/* An input at its levels, ascending; one of many values in bins of equally many points. */
typedef struct {
    int count;
    double x[CADRE_LEVELS_MAX]; /* mean of the input over the points of a level */
    double mean[CADRE_LEVELS_MAX], low[CADRE_LEVELS_MAX], high[CADRE_LEVELS_MAX];
    int points[CADRE_LEVELS_MAX];
    /* Variance between the levels over the variance between all points (correlation ratio, eta
     * squared): 0 to 1; NaN where the points do not differ. */
    double share;
} cadre_main_effect_t;

/* `x` and `y` of `count` points; those without either are left out. Low and high are the 5 and 95 %
 * quantiles (type 7) of the level's points. Out of memory: no levels. */
cadre_main_effect_t cadre_main_effect(cadre_scratch_t *scratch, const double *x, const double *y,
                                      int count);

#endif
