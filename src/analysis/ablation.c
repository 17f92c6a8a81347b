#include "analysis/ablation.h"

#include "analysis/scorecard.h"
#include "base/memory.h"

#include <math.h>
#include <string.h>

struct cadre_ablation {
    const cadre_scenario_t *scenario;
    const cadre_recording_t *recording;
    int count; /* of mechanisms knocked out */
    cadre_mechanism_t mechanisms[CADRE_MECHANISM_COUNT];
    int64_t capped[CADRE_MECHANISM_COUNT];
    cadre_specification_t specifications[CADRE_MECHANISM_COUNT];
    cadre_event_spec_t *events[CADRE_MECHANISM_COUNT];
    cadre_variant_t variants[CADRE_MECHANISM_COUNT + 1];
    double *baseline; /* [pattern] of the run as it is */
    bool baseline_failed;
    cadre_paired_t *pairs; /* [mechanism][pattern] */
};

/* Whether an event means nothing without the mechanism. */
static bool belongs_to(const cadre_event_spec_t *event, cadre_mechanism_t mechanism)
{
    if (event->type == CADRE_EVENT_switch)
        return event->mechanism == mechanism;
    return strcmp(cadre_event_info(event->type)->mechanism,
                  cadre_mechanism_info(mechanism)->name) == 0;
}

/* Adds the scenario without `mechanism`. */
static int knock_out(cadre_ablation_t *self, cadre_mechanism_t mechanism)
{
    const cadre_specification_t *whole = &self->scenario->specification;
    const int i = self->count++;
    cadre_specification_t *without = &self->specifications[i];
    cadre_event_spec_t *events = cadre_alloc((size_t)whole->event_count, sizeof *events);
    if (events == NULL)
        return CADRE_ERROR_MEMORY;
    *without = *whole;
    without->mechanisms &= ~(1u << mechanism);
    without->events = events;
    without->event_count = 0;
    for (int e = 0; e < whole->event_count; e++)
        if (!belongs_to(&whole->events[e], mechanism))
            events[without->event_count++] = whole->events[e];
    self->mechanisms[i] = mechanism;
    self->events[i] = events;
    self->variants[i + 1] = (cadre_variant_t){without, self->recording};
    return CADRE_OK;
}

int cadre_ablation_create(const cadre_scenario_t *scenario, const cadre_recording_t *recording,
                          cadre_ablation_t **out)
{
    const size_t patterns = (size_t)scenario->pattern_count;
    *out = NULL;
    cadre_ablation_t *self = cadre_alloc(1, sizeof *self);
    if (self == NULL)
        return CADRE_ERROR_MEMORY;
    self->scenario = scenario;
    self->recording = recording;
    self->variants[0] = (cadre_variant_t){&scenario->specification, recording};
    int code = CADRE_OK;
    for (int m = 0; m < CADRE_MECHANISM_COUNT && code == CADRE_OK; m++)
        if (cadre_mechanism_on(scenario->specification.mechanisms, (cadre_mechanism_t)m))
            code = knock_out(self, (cadre_mechanism_t)m);
    self->baseline = cadre_alloc(patterns, sizeof *self->baseline);
    self->pairs = cadre_alloc((size_t)self->count * patterns, sizeof *self->pairs);
    if (code == CADRE_OK && self->baseline != NULL && self->pairs != NULL) {
        *out = self;
        return CADRE_OK;
    }
    cadre_ablation_free(self);
    return CADRE_ERROR_MEMORY;
}

void cadre_ablation_free(cadre_ablation_t *self)
{
    if (self == NULL)
        return;
    for (int i = 0; i < self->count; i++)
        cadre_free(self->events[i]);
    cadre_free(self->baseline);
    cadre_free(self->pairs);
    cadre_free(self);
}

const cadre_variant_t *cadre_ablation_variants(const cadre_ablation_t *self, int *count)
{
    *count = self->count + 1;
    return self->variants;
}

static double value_of(const cadre_ablation_t *self, const cadre_pattern_t *pattern,
                       const cadre_replicate_t *replicate)
{
    const double value = cadre_pattern_value(self->scenario, self->recording, pattern, replicate);
    return pattern->take == CADRE_TAKE_DATE ? !isnan(value) : value;
}

int cadre_ablation_observe(void *context, const cadre_replicate_t *replicate)
{
    cadre_ablation_t *self = context;
    const bool failed = replicate->status == CADRE_STATUS_FAILED;
    const int patterns = self->scenario->pattern_count;
    if (replicate->variant == 0)
        self->baseline_failed = failed;
    else
        self->capped[replicate->variant - 1] += replicate->status == CADRE_STATUS_CAPPED;
    if (failed || self->baseline_failed)
        return CADRE_OK;
    for (int p = 0; p < patterns; p++) {
        const double value = value_of(self, &self->scenario->patterns[p], replicate);
        if (replicate->variant == 0)
            self->baseline[p] = value;
        else
            cadre_paired_add(&self->pairs[(replicate->variant - 1) * patterns + p],
                             self->baseline[p], value);
    }
    return CADRE_OK;
}

int cadre_ablation_count(const cadre_ablation_t *self)
{
    return self->count;
}

cadre_mechanism_t cadre_ablation_mechanism(const cadre_ablation_t *self, int i)
{
    return self->mechanisms[i];
}

int cadre_ablation_events_left_out(const cadre_ablation_t *self, int i)
{
    return self->scenario->specification.event_count - self->specifications[i].event_count;
}

int64_t cadre_ablation_capped(const cadre_ablation_t *self, int i)
{
    return self->capped[i];
}

const cadre_paired_t *cadre_ablation_at(const cadre_ablation_t *self, int i, int pattern)
{
    return &self->pairs[i * self->scenario->pattern_count + pattern];
}
