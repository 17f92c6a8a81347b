/* summary.csv of a run: values over time of an organization's measures. Internal to report/. */
#ifndef CADRE_SUMMARY_READER_H
#define CADRE_SUMMARY_READER_H

#include "report/data_table.h"
#include "report/scratch.h"

typedef enum {
    CADRE_SUMMARY_MEAN,
    CADRE_SUMMARY_Q05,
    CADRE_SUMMARY_Q25,
    CADRE_SUMMARY_Q50,
    CADRE_SUMMARY_Q75,
    CADRE_SUMMARY_Q95,
    CADRE_SUMMARY_COLUMNS
} cadre_summary_column_t;

typedef struct {
    cadre_data_t data;
    int organization, date, step, metric;
    int values[CADRE_SUMMARY_COLUMNS];
    cadre_scratch_t *scratch; /* what everything below is allocated from */
} cadre_summary_reader_t;

/* Values at ascending x; `x` NULL if out of memory (the scratch knows). */
typedef struct {
    int count;
    const double *x;
} cadre_times_t;

int cadre_summary_read(cadre_summary_reader_t *self, const char *folder, cadre_scratch_t *scratch,
                       cadre_error_t *err);
void cadre_summary_reader_free(cadre_summary_reader_t *self);

/* Ids of the organizations in their order; at most `most` are kept, all are counted. */
int cadre_summary_organizations(const cadre_summary_reader_t *self, int most, const char **out);
/* At most about `most` of the organization's dates, evenly spread, always the first and the last.
 */
cadre_times_t cadre_summary_times(cadre_summary_reader_t *self, const char *organization, int most);
/* A measure at these times; NaN where it is missing. NULL if out of memory. */
const double *cadre_summary_at(cadre_summary_reader_t *self, const char *organization,
                               const char *metric, cadre_summary_column_t column,
                               const cadre_times_t *times);
/* The last date of each calendar year that has weeks of its own. */
cadre_times_t cadre_summary_years(cadre_summary_reader_t *self, const char *organization);
/* The mean of a flow over the runs, summed over each of these years and divided by its weeks, times
 * `weeks`: a rate per so many weeks, also where the year is not whole. */
const double *cadre_summary_rates(cadre_summary_reader_t *self, const char *organization,
                                  const char *metric, double weeks, const cadre_times_t *years);

#endif
