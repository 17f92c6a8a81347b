#include "store/rows.h"

#include "base/dates.h"
#include "base/memory.h"

enum { DAYS_A_WEEK = 7, FEBRUARY = 2, CONVENTION_DAY = 22 };

static cadre_civil_t date_of(const cadre_specification_t *specification, int32_t step)
{
    return cadre_date_civil(specification->start_day + DAYS_A_WEEK * step);
}

static bool begins_month(const cadre_specification_t *specification, int32_t step)
{
    return date_of(specification, step).day <= DAYS_A_WEEK;
}

/* The first step on or after 22 February is the one in the week from that day on. */
static bool is_convention(const cadre_specification_t *specification, int32_t step)
{
    const cadre_civil_t date = date_of(specification, step);
    return date.month == FEBRUARY && date.day >= CONVENTION_DAY &&
           date.day < CONVENTION_DAY + DAYS_A_WEEK;
}

static bool has_row(const cadre_specification_t *specification, cadre_every_t every, int32_t step)
{
    if (step == 0 || step == specification->steps)
        return true;
    switch (every) {
    case CADRE_EVERY_MONTH:
        return begins_month(specification, step);
    case CADRE_EVERY_YEAR:
        return is_convention(specification, step);
    case CADRE_EVERY_WEEK:
    default:
        return true;
    }
}

int cadre_row_steps(const cadre_specification_t *specification, cadre_every_t every,
                    int32_t **steps, int *count)
{
    *count = 0;
    *steps = cadre_alloc((size_t)specification->steps + 1, sizeof **steps);
    if (*steps == NULL)
        return CADRE_ERROR_MEMORY;
    for (int32_t step = 0; step <= specification->steps; step++)
        if (has_row(specification, every, step))
            (*steps)[(*count)++] = step;
    return CADRE_OK;
}

static bool is_yearly(const cadre_specification_t *specification, int32_t step)
{
    return is_convention(specification, step) || step == specification->steps;
}

cadre_plan_step_t cadre_rows_step(const cadre_specification_t *specification, cadre_every_t every,
                                  int32_t step)
{
    if (has_row(specification, every, step))
        return CADRE_PLAN_STEP_FILED;
    return is_yearly(specification, step) ? CADRE_PLAN_STEP_RECORDED : CADRE_PLAN_STEP_PASSED;
}

int cadre_rows_create(cadre_rows_t *self, const cadre_specification_t *specification,
                      cadre_every_t every)
{
    const size_t most = (size_t)specification->steps + 1;
    *self = (cadre_rows_t){0};
    self->steps = cadre_alloc(most, sizeof *self->steps);
    self->series = cadre_alloc(most, sizeof *self->series);
    self->yearly = cadre_alloc(most, sizeof *self->yearly);
    self->years = cadre_alloc(most, sizeof *self->years);
    if (!self->steps || !self->series || !self->yearly || !self->years)
        return CADRE_ERROR_MEMORY;
    for (int32_t step = 0; step <= specification->steps; step++) {
        const bool series = has_row(specification, every, step);
        const bool yearly = is_yearly(specification, step);
        if (yearly)
            self->years[self->year_count++] = step;
        if (!series && !yearly)
            continue;
        self->steps[self->count] = step;
        self->series[self->count] = series;
        self->yearly[self->count++] = yearly;
    }
    return CADRE_OK;
}

void cadre_rows_free(cadre_rows_t *self)
{
    cadre_free(self->steps);
    cadre_free(self->series);
    cadre_free(self->yearly);
    cadre_free(self->years);
    *self = (cadre_rows_t){0};
}

void cadre_rows_sum_flows(const bool *series, int rows, const float *values, int row_count,
                          int organizations, float *out)
{
    const size_t width = (size_t)organizations * CADRE_MEASURE_COUNT;
    for (int row = 0; row < rows; row++) {
        const bool goes_on = row > 0 && !series[row - 1];
        const float *before = out + (size_t)(row > 0 ? row - 1 : 0) * width;
        const float *now = values + (size_t)row * width;
        float *sum = out + (size_t)row * width;
        for (size_t i = 0; i < width; i++) {
            const cadre_measure_t measure = (cadre_measure_t)(i % CADRE_MEASURE_COUNT);
            const bool flow = cadre_measure_info(measure)->kind == CADRE_MEASURE_FLOW;
            if (row >= row_count)
                sum[i] = (float)CADRE_MISSING;
            else
                sum[i] = flow && goes_on ? before[i] + now[i] : now[i];
        }
    }
}
