/* Which steps have a row, and in which file. Internal to store/. */
#ifndef CADRE_ROWS_H
#define CADRE_ROWS_H

#include "experiment/plan.h"
#include "store/store.h"

/* Rows of all files of a run together, ascending; the engine records these. */
typedef struct {
    int32_t *steps;
    bool *series; /* [row] whether it stands in series.csv and summary.csv */
    bool *yearly; /* [row] whether it stands in branches.csv and purpose.csv */
    int count;
    int32_t *years; /* the yearly ones once more */
    int year_count;
} cadre_rows_t;

/* CADRE_ERROR_MEMORY; free it even then. */
int cadre_rows_create(cadre_rows_t *self, const cadre_specification_t *specification,
                      cadre_every_t every);
void cadre_rows_free(cadre_rows_t *self);

/* What a step is to series.csv of a sweep: the rows of a run's are recorded, too, where they are
 * not in the file, since a flow summed over the same parts has the same last digit. */
cadre_plan_step_t cadre_rows_step(const cadre_specification_t *specification, cadre_every_t every,
                                  int32_t step);

/* FLOW measures of recorded rows are sums since the row before; in `out` they are sums since the
 * row of series.csv before, which has those of `rows` rows with `series`. Both are
 * [row][organization][CADRE_MEASURE_COUNT]; rows from `row_count` (reached) on are missing. */
void cadre_rows_sum_flows(const bool *series, int rows, const float *values, int row_count,
                          int organizations, float *out);

#endif
