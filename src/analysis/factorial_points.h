/* The structure of a complete two-level design, repeated at one draw after the other, found in its
 * points. Internal to analysis/. */
#ifndef CADRE_FACTORIAL_POINTS_H
#define CADRE_FACTORIAL_POINTS_H

#include "analysis/attribution.h"

/* Fills rows, units, groups, group_of, joint and there: of the design's blocks, or if it names none
 * of the most factors (at most CADRE_MOST_FACTORS) for which each unit of 2^factors points holds
 * every combination once. Its first point is where no factor is there; all other inputs are the
 * same in it. Inputs that always change together are one factor. CADRE_ERROR_INPUT when there is
 * none or only one unit (of the prior, or of the others); CADRE_ERROR_MEMORY. */
int cadre_factorial_points(cadre_attribution_t *self, cadre_error_t *err);

#endif
