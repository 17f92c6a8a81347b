/* Two scenarios under the same luck, pair of runs by pair of runs. */
#ifndef CADRE_COMPARISON_H
#define CADRE_COMPARISON_H

#include "analysis/paired.h"
#include "engine/engine.h"

#include <stdbool.h>

typedef struct cadre_comparison cadre_comparison_t;

/* For sides A and B (0 and 1): of the rows their recordings name, those that have the same date,
 * and of their organizations those with the same id. The sides and what they point to must outlive
 * it. CADRE_ERROR_MEMORY. */
int cadre_comparison_create(const cadre_variant_t sides[2], cadre_comparison_t **out);
void cadre_comparison_free(cadre_comparison_t *self);

/* What the engine is to run: each side with its common rows. */
const cadre_variant_t *cadre_comparison_variants(const cadre_comparison_t *self);
/* The observer for the engine; `context` is the comparison. A pair of which one run failed is left
 * out; a value missing in one of them is missing in the pair. */
int cadre_comparison_observe(void *context, const cadre_replicate_t *replicate);

/* Rows and organizations in common, either may be 0. */
int cadre_comparison_rows(const cadre_comparison_t *self);
int cadre_comparison_organizations(const cadre_comparison_t *self);
/* Step of a row, and organization number k as the engine counts them, on side 0 or 1. */
int32_t cadre_comparison_step(const cadre_comparison_t *self, int side, int row);
int cadre_comparison_organization(const cadre_comparison_t *self, int side, int k);
/* The pairs of one measure. FLOW measures are sums since the row before; in a first row that is not
 * the start of both scenarios they have no pairs. */
const cadre_paired_t *cadre_comparison_at(const cadre_comparison_t *self, int row, int k,
                                          cadre_measure_t measure);

#endif
