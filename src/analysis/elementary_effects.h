/* Screening by elementary effects (Morris 1991; Campolongo, Cariboni & Saltelli 2007): which inputs
 * matter at all, from few runs. It ranks; it does not share the variance out. */
#ifndef CADRE_ELEMENTARY_EFFECTS_H
#define CADRE_ELEMENTARY_EFFECTS_H

#include "analysis/indices.h"

#include <stdbool.h>

/* Trajectories: each begins at a point, and every step moves one group of inputs (usually a single
 * one), each group once. */
typedef struct {
    const double *values; /* [trajectory][point], groups + 1 points */
    const int *moved;     /* [trajectory][step], the group that step moves */
    const bool *down;     /* [trajectory][step], whether its input went down; NULL: none did */
    const bool *joint;    /* [group], whether it has several inputs; NULL: none has */
    int64_t trajectories; /* at least 2 */
    int groups;
    double step; /* in units of the input's range: levels / (2 (levels - 1)) */
} cadre_trajectories_t;

/* The step of a design of `levels` levels. */
double cadre_morris_step(int levels);

/* Adds mu (mean effect), mu_star (mean of its absolute value) and sigma (its standard deviation,
 * n - 1) of each group, in the outcome's unit over an input's whole range. A group of several
 * inputs has no direction, hence only mu_star. Intervals: bootstrap of trajectories.
 * CADRE_ERROR_MEMORY. */
int cadre_elementary_effects(const cadre_trajectories_t *self, const cadre_resampling_t *resampling,
                             cadre_indices_t *out);

#endif
