/* Readings: one number taken from a run. A measure at a date or over a window, as series.csv with
 * monthly rows has it, or an event of events.csv. The one place where outcomes of sweeps and
 * patterns of evidence are evaluated. */
#ifndef CADRE_READINGS_H
#define CADRE_READINGS_H

#include "engine/engine.h"
#include "scenario/scenario.h"

typedef enum {
    CADRE_READING_AT,   /* at the monthly row nearest to the day `from` */
    CADRE_READING_MEAN, /* these five over the monthly rows from `from` to `to` */
    CADRE_READING_MIN,
    CADRE_READING_MAX,
    CADRE_READING_FIRST,
    CADRE_READING_LAST,
    CADRE_READING_DATE, /* of the first event; days since 1970-01-01 */
    CADRE_READING_COUNT /* of events */
} cadre_reading_kind_t;

typedef struct {
    const char *name; /* the outcome's */
    cadre_reading_kind_t kind;
    const char *organization; /* id */
    cadre_measure_t measure;
    cadre_event_type_t event;
    int32_t from, to; /* days; INT32_MIN and INT32_MAX: the whole run */
} cadre_reading_t;

/* What a run of this scenario must record for the readings: `steps` (ascending, freed with
 * cadre_free) hold every row that is read, and before a FLOW measure's row the month before, since
 * which it is summed. CADRE_ERROR_MEMORY. */
int cadre_readings_rows(const cadre_reading_t *readings, int count,
                        const cadre_specification_t *specification, int32_t **steps,
                        int *step_count);

/* The reading of a replicate that recorded `recording`; missing (NaN) where the run did not reach
 * the rows, has no such organization, no value, or no such event. A failed run has none. */
double cadre_reading_value(const cadre_reading_t *self, const cadre_specification_t *specification,
                           const cadre_recording_t *recording, const cadre_replicate_t *replicate);

#endif
