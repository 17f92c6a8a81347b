/* The rows of one replicate in each file. Internal to store/. */
#ifndef CADRE_RUN_ROWS_H
#define CADRE_RUN_ROWS_H

#include "store/rows.h"
#include "store/sheet.h"

/* Which point of a design or posterior a run is of, and its number there, both from 1. */
typedef struct {
    int64_t point, replicate;
    const cadre_posterior_t *posterior; /* the point's values have columns of their own; or NULL */
} cadre_run_place_t;

/* runs.csv: the row of the run. */
void cadre_add_run_row(cadre_sheet_t *sheet, const cadre_scenario_t *scenario,
                       cadre_run_place_t place, const cadre_replicate_t *replicate);
/* series.csv: rows at `steps`, of which those with `wanted` (NULL: all) are written; `values` as in
 * the replicate. */
void cadre_add_series_rows(cadre_sheet_t *sheet, const cadre_scenario_t *scenario,
                           const cadre_replicate_t *replicate, const int32_t *steps,
                           const bool *wanted, const float *values);
/* The same rows without scenario and run. */
void cadre_add_bare_series_rows(cadre_sheet_t *sheet, const cadre_scenario_t *scenario,
                                const cadre_replicate_t *replicate, const int32_t *steps,
                                const bool *wanted, const float *values);
/* purpose.csv: hours booked between yearly rows. */
void cadre_add_purpose_rows(cadre_sheet_t *sheet, const cadre_scenario_t *scenario,
                            const cadre_replicate_t *replicate, const cadre_rows_t *rows);
void cadre_add_branch_rows(cadre_sheet_t *sheet, const cadre_scenario_t *scenario,
                           const cadre_replicate_t *replicate);
void cadre_add_event_rows(cadre_sheet_t *sheet, const cadre_scenario_t *scenario,
                          const cadre_replicate_t *replicate);

#endif
