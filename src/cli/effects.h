/* Main effects of a sweep for a person: how the mean of each outcome moves with each input. */
#ifndef CADRE_EFFECTS_H
#define CADRE_EFFECTS_H

#include "base/text.h"
#include "store/sweep_store.h"

typedef struct cadre_effects cadre_effects_t;

/* NULL when out of memory. */
cadre_effects_t *cadre_effects_create(void);
void cadre_effects_free(cadre_effects_t *self);
/* The form cadre_sweep_merge calls; `context` is the effects. */
void cadre_effects_add(void *context, const cadre_point_mean_t *mean);
/* A table per outcome: the mean at the low and the high end of each input. An input's ends are its
 * smallest and largest value when it has at most five, else its lower and upper thirds of points;
 * inputs by the size of the difference, at most twelve, of at most six outcomes.
 * CADRE_ERROR_MEMORY. */
int cadre_effects_write(cadre_effects_t *self, const cadre_merged_t *merged, cadre_text_t *out);

#endif
