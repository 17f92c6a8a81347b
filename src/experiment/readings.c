#include "experiment/readings.h"

#include "analysis/scorecard.h"
#include "base/memory.h"

#include <math.h>
#include <string.h>

enum { DAYS_A_WEEK = 7 };

/* The week nearest to a day, the earlier of two; the first or the last of those outside. */
static int32_t week_near(const cadre_specification_t *specification, int32_t day)
{
    const int32_t away = day - specification->start_day;
    const int32_t step = away <= 0 ? 0 : (away + DAYS_A_WEEK / 2) / DAYS_A_WEEK;
    return step < specification->steps ? step : specification->steps;
}

static bool is_flow(const char *measure)
{
    const int found = cadre_measure_find(measure);
    return found >= 0 && cadre_measure_info((cadre_measure_t)found)->kind == CADRE_MEASURE_FLOW;
}

/* Members on the day that a reading presupposes. */
static cadre_pattern_t presupposed(const cadre_reading_t *self)
{
    return (cadre_pattern_t){.organization = self->pattern.organization,
                             .measure = cadre_measure_info(CADRE_MEASURE_members)->name,
                             .per = "",
                             .event = "",
                             .day = self->given_day,
                             .take = CADRE_TAKE_AT};
}

/* What one pattern reads. All weeks of a period are there, and a date's own week, so a row that
 * another pattern needs changes no value. */
static void want(const cadre_pattern_t *pattern, const cadre_specification_t *specification,
                 bool *wanted)
{
    const bool flow = is_flow(pattern->measure) || is_flow(pattern->per);
    for (int32_t step = 0; pattern->event[0] == '\0' && step <= specification->steps; step++) {
        const int32_t day = specification->start_day + DAYS_A_WEEK * step;
        const bool reads =
            pattern->take == CADRE_TAKE_AT
                ? step == week_near(specification, pattern->day) ||
                      (pattern->relative && step == week_near(specification, pattern->relative_day))
                : day >= pattern->day && day <= pattern->until;
        wanted[step] |= reads;
        if (reads && flow && step > 0)
            wanted[step - 1] = true;
    }
}

int cadre_readings_rows(const cadre_reading_t *readings, int count,
                        const cadre_specification_t *specification, int32_t **steps,
                        int *step_count)
{
    const size_t most = (size_t)specification->steps + 1;
    bool *wanted = cadre_alloc(most, sizeof *wanted);
    *steps = cadre_alloc(most, sizeof **steps);
    *step_count = 0;
    const bool made = wanted != NULL && *steps != NULL;
    for (int i = 0; made && i < count; i++)
        want(&readings[i].pattern, specification, wanted);
    for (int i = 0; made && i < count; i++) {
        const cadre_pattern_t given = presupposed(&readings[i]);
        if (readings[i].given)
            want(&given, specification, wanted);
    }
    for (int32_t step = 0; made && step <= specification->steps; step++)
        if (wanted[step])
            (*steps)[(*step_count)++] = step;
    cadre_free(wanted);
    return made ? CADRE_OK : CADRE_ERROR_MEMORY;
}

/* Whether the scenario has this organization, with people. */
static bool has_organization(const cadre_specification_t *specification, const char *id)
{
    for (int k = 0; k < cadre_observed_count(specification); k++)
        if (strcmp(specification->organizations[cadre_observed_organization(specification, k)].id,
                   id) == 0)
            return true;
    return false;
}

double cadre_reading_value(const cadre_reading_t *self, const cadre_scenario_t *scenario,
                           const cadre_recording_t *recording, const cadre_replicate_t *replicate)
{
    const cadre_pattern_t *pattern = &self->pattern;
    const int32_t last = cadre_scenario_day(scenario, scenario->specification.steps);
    if (replicate->status == CADRE_STATUS_FAILED ||
        !has_organization(&scenario->specification, pattern->organization))
        return CADRE_MISSING;
    if (pattern->take == CADRE_TAKE_AT &&
        (pattern->day < scenario->specification.start_day || pattern->day >= last + DAYS_A_WEEK))
        return CADRE_MISSING;
    const cadre_pattern_t given = presupposed(self);
    if (self->given && !(cadre_pattern_value(scenario, recording, &given, replicate) > 0))
        return CADRE_MISSING;
    const double value = cadre_pattern_value(scenario, recording, pattern, replicate);
    if (!self->logarithm)
        return value;
    return value > 0 ? log(value) : CADRE_MISSING;
}
