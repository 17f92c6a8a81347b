/* Readings: one number taken from a run, as a pattern of evidence is. `cadre score` and sweeps
 * evaluate them in the same place (analysis/scorecard.h). */
#ifndef CADRE_READINGS_H
#define CADRE_READINGS_H

#include "engine/engine.h"
#include "scenario/scenario.h"

/* Of the pattern only what it reads counts, not its band. */
typedef struct {
    const char *name;        /* the outcome's */
    cadre_pattern_t pattern; /* a period of INT32_MIN to INT32_MAX is the whole run */
    bool given;              /* missing where nobody is left of the organization on … */
    int32_t given_day;       /* … this day */
    bool logarithm;          /* of the value, missing where it is 0 */
    bool condition;          /* of a calibration: only whether it lies in the band counts */
} cadre_reading_t;

/* What a run of this scenario must record for the readings: `steps` (ascending, freed with
 * cadre_free) hold every week that is read, and before a FLOW measure's week the one before, since
 * which it is summed. CADRE_ERROR_MEMORY. */
int cadre_readings_rows(const cadre_reading_t *readings, int count,
                        const cadre_specification_t *specification, int32_t **steps,
                        int *step_count);

/* The reading of a replicate that recorded `recording`; missing (NaN) where the run did not reach
 * the rows, has no such organization, no value, or no such event. A failed run has none. Dates are
 * days since 1970-01-01. */
double cadre_reading_value(const cadre_reading_t *self, const cadre_scenario_t *scenario,
                           const cadre_recording_t *recording, const cadre_replicate_t *replicate);

#endif
