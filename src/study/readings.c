#include "study/readings.h"

#include "base/dates.h"
#include "base/memory.h"
#include "base/numeric.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DAYS_A_WEEK = 7 };

static int32_t day_of(const cadre_specification_t *specification, int32_t step)
{
    return specification->start_day + DAYS_A_WEEK * step;
}

/* Rows of series.csv: the first step of each month, the first and the last step. */
static bool is_row(const cadre_specification_t *specification, int32_t step)
{
    return step == 0 || step == specification->steps ||
           cadre_date_civil(day_of(specification, step)).day <= DAYS_A_WEEK;
}

static int32_t row_before(const cadre_specification_t *specification, int32_t step)
{
    do
        step--;
    while (step > 0 && !is_row(specification, step));
    return step;
}

/* The row nearest to a day, the later of two; -1 outside the run. */
static int32_t row_at(const cadre_specification_t *specification, int32_t day)
{
    const int32_t last = day_of(specification, specification->steps);
    if (day < specification->start_day || day >= last + DAYS_A_WEEK)
        return -1;
    int32_t step =
        day > last ? specification->steps : (day - specification->start_day) / DAYS_A_WEEK;
    while (!is_row(specification, step))
        step--;
    int32_t after = step < specification->steps ? step + 1 : step;
    while (!is_row(specification, after))
        after++;
    return day_of(specification, after) - day <= day - day_of(specification, step) ? after : step;
}

static bool is_event(const cadre_reading_t *self)
{
    return self->kind == CADRE_READING_DATE || self->kind == CADRE_READING_COUNT;
}

static bool reads_row(const cadre_reading_t *self, const cadre_specification_t *specification,
                      int32_t step)
{
    const int32_t day = day_of(specification, step);
    if (is_event(self))
        return false;
    if (self->kind == CADRE_READING_AT)
        return row_at(specification, self->from) == step;
    return day >= self->from && day <= self->to;
}

int cadre_readings_rows(const cadre_reading_t *readings, int count,
                        const cadre_specification_t *specification, int32_t **steps,
                        int *step_count)
{
    const size_t most = (size_t)specification->steps + 1;
    bool *wanted = cadre_alloc(most, sizeof *wanted);
    *steps = cadre_alloc(most, sizeof **steps);
    *step_count = 0;
    for (int32_t step = 0; wanted != NULL && step <= specification->steps; step++) {
        for (int i = 0; is_row(specification, step) && i < count; i++) {
            if (!reads_row(&readings[i], specification, step))
                continue;
            wanted[step] = true;
            if (step > 0 && cadre_measure_info(readings[i].measure)->kind == CADRE_MEASURE_FLOW)
                wanted[row_before(specification, step)] = true;
        }
    }
    for (int32_t step = 0; wanted != NULL && *steps != NULL && step <= specification->steps; step++)
        if (wanted[step])
            (*steps)[(*step_count)++] = step;
    const bool made = wanted != NULL && *steps != NULL;
    cadre_free(wanted);
    return made ? CADRE_OK : CADRE_ERROR_MEMORY;
}

/* Index of the organization in the specification, -1 if it has none; `*observed` as the engine
 * counts, -1 if it has no people. */
static int find_organization(const cadre_specification_t *specification, const char *id,
                             int *observed)
{
    int k = 0;
    for (int i = 0; i < specification->organization_count; i++) {
        const bool series = specification->organizations[i].kind == CADRE_KIND_SERIES;
        if (strcmp(specification->organizations[i].id, id) == 0) {
            *observed = series ? -1 : k;
            return i;
        }
        k += !series;
    }
    *observed = -1;
    return -1;
}

static double of_events(const cadre_reading_t *self, const cadre_specification_t *specification,
                        const cadre_replicate_t *replicate, int organization)
{
    int count = 0;
    for (int i = 0; i < replicate->happening_count; i++) {
        const cadre_happening_t *happening = &replicate->happenings[i];
        if (happening->type != self->event || happening->organization != organization)
            continue;
        if (self->kind == CADRE_READING_DATE)
            return day_of(specification, happening->step);
        count++;
    }
    return self->kind == CADRE_READING_DATE ? CADRE_MISSING : count;
}

typedef struct {
    int n;
    cadre_sum_t sum;
    double min, max, first, last;
} window_t;

static void add_to_window(window_t *self, double x)
{
    if (isnan(x))
        return;
    self->min = self->n == 0 || x < self->min ? x : self->min;
    self->max = self->n == 0 || x > self->max ? x : self->max;
    self->first = self->n == 0 ? x : self->first;
    self->last = x;
    cadre_sum_add(&self->sum, x);
    self->n++;
}

double cadre_reading_value(const cadre_reading_t *self, const cadre_specification_t *specification,
                           const cadre_recording_t *recording, const cadre_replicate_t *replicate)
{
    int observed;
    const int organization = find_organization(specification, self->organization, &observed);
    if (observed < 0 || replicate->status == CADRE_STATUS_FAILED)
        return CADRE_MISSING;
    if (is_event(self))
        return of_events(self, specification, replicate, organization);
    window_t window = {0};
    const size_t width = (size_t)replicate->organizations * CADRE_MEASURE_COUNT;
    for (int row = 0; row < replicate->row_count; row++)
        if (reads_row(self, specification, recording->row_steps[row]))
            add_to_window(
                &window, (double)replicate
                             ->values[(size_t)row * width + (size_t)observed * CADRE_MEASURE_COUNT +
                                      (size_t)self->measure]);
    if (window.n == 0)
        return CADRE_MISSING;
    switch (self->kind) {
    case CADRE_READING_MEAN:
        return cadre_sum_value(&window.sum) / window.n;
    case CADRE_READING_MIN:
        return window.min;
    case CADRE_READING_MAX:
        return window.max;
    case CADRE_READING_FIRST:
        return window.first;
    default: /* AT, LAST */
        return window.last;
    }
}
