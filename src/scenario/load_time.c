/* `start`, `end` and `seed`. */
#include "base/dates.h"
#include "base/random.h"
#include "scenario/loading.h"

int cadre_loading_time(cadre_loading_t *self)
{
    cadre_scenario_t *scenario = self->scenario;
    const cadre_json_t *start, *end, *seed = cadre_json_get(self->root, "seed");
    int status = cadre_require(self->root, "start", &start, self->err);
    if (status == CADRE_OK)
        status = cadre_read_date(start, &scenario->specification.start_day, self->err);
    if (status == CADRE_OK)
        status = cadre_require(self->root, "end", &end, self->err);
    if (status == CADRE_OK)
        status = cadre_read_date(end, &scenario->end_day, self->err);
    if (status != CADRE_OK)
        return status;
    if (scenario->end_day < scenario->specification.start_day)
        return cadre_refuse(end, self->err, NULL, "%s is before start, %s", cadre_json_string(end),
                            cadre_json_string(start));
    const int32_t steps = (scenario->end_day - scenario->specification.start_day) / 7;
    if (steps >= CADRE_MAX_WEEKS)
        return cadre_refuse(end, self->err, NULL, "start to end is %d weeks; a run has at most %d",
                            (int)steps, CADRE_MAX_WEEKS - 1);
    scenario->specification.steps = steps;
    scenario->seed = 1;
    return seed ? cadre_json_read_seed(seed, &scenario->seed, self->err) : CADRE_OK;
}
