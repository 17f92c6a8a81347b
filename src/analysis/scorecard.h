/* The patterns of a scenario's evidence, as a run shows them, and how many runs are inside. */
#ifndef CADRE_SCORECARD_H
#define CADRE_SCORECARD_H

#include "analysis/interval.h"
#include "engine/engine.h"
#include "scenario/scenario.h"

/* What a run shows of a pattern; NaN when it has no value. Rows are those of `recording`, which
 * must be every week: a date is the row nearest to it, a period the rows within it. Of DATE days
 * since 1970-01-01. */
double cadre_pattern_value(const cadre_scenario_t *scenario, const cadre_recording_t *recording,
                           const cadre_pattern_t *pattern, const cadre_replicate_t *replicate);
/* A day as a year with decimals: 1 July 2019 is 2019.4959. */
double cadre_decimal_year(double day);

typedef struct cadre_scorecard cadre_scorecard_t;

typedef struct {
    int64_t n;                 /* runs that have a value */
    double median, q05, q95;   /* of these (type 7); NaN when there are none */
    double inside;             /* share of all runs that did not fail; NaN when all did */
    cadre_interval_t interval; /* of that share */
} cadre_score_t;

/* For `runs` runs of `scenario`; takes 4 bytes a run and pattern. CADRE_ERROR_MEMORY. */
int cadre_scorecard_create(const cadre_scenario_t *scenario, const cadre_recording_t *recording,
                           int64_t runs, cadre_scorecard_t **out);
void cadre_scorecard_free(cadre_scorecard_t *self);
/* The observer for the engine; `context` is the scorecard. Failed runs are left out. */
int cadre_scorecard_observe(void *context, const cadre_replicate_t *replicate);
/* After the last run. */
cadre_score_t cadre_scorecard_score(cadre_scorecard_t *self, int pattern);

#endif
