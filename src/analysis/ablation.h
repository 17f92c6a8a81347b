/* A scenario without each of its mechanisms in turn, under the luck of the scenario as it is. */
#ifndef CADRE_ABLATION_H
#define CADRE_ABLATION_H

#include "analysis/paired.h"
#include "engine/engine.h"
#include "scenario/scenario.h"

typedef struct cadre_ablation cadre_ablation_t;

/* Of the mechanisms that are on at the start. An event that needs the mechanism, or switches it,
 * is left out with it. `recording` must be every week. CADRE_ERROR_MEMORY. */
int cadre_ablation_create(const cadre_scenario_t *scenario, const cadre_recording_t *recording,
                          cadre_ablation_t **out);
void cadre_ablation_free(cadre_ablation_t *self);

/* What the engine is to run: the scenario as it is, then without each mechanism. */
const cadre_variant_t *cadre_ablation_variants(const cadre_ablation_t *self, int *count);
/* The observer for the engine; `context` is the ablation. Pairs with a failed run are left out. */
int cadre_ablation_observe(void *context, const cadre_replicate_t *replicate);

/* Mechanisms knocked out: how many, which is the i-th, and how many events went with it. */
int cadre_ablation_count(const cadre_ablation_t *self);
cadre_mechanism_t cadre_ablation_mechanism(const cadre_ablation_t *self, int i);
int cadre_ablation_events_left_out(const cadre_ablation_t *self, int i);
/* Runs that passed limits.members without it. */
int64_t cadre_ablation_capped(const cadre_ablation_t *self, int i);
/* Pairs (with, without) of a pattern's value; of take DATE of whether it happens, 0 or 1. */
const cadre_paired_t *cadre_ablation_at(const cadre_ablation_t *self, int i, int pattern);

#endif
