#include "report/summary_reader.h"

#include "base/dates.h"

#include <math.h>
#include <string.h>

int cadre_summary_read(cadre_summary_reader_t *self, const char *folder, cadre_scratch_t *scratch,
                       cadre_error_t *err)
{
    static const char *const NAMES[] = {"organization", "date", "step", "metric", "mean",
                                        "q05",          "q25",  "q50",  "q75",    "q95"};
    int found[4 + CADRE_SUMMARY_COLUMNS];
    *self = (cadre_summary_reader_t){.scratch = scratch};
    int status = cadre_data_read(&self->data, folder, "summary.csv", err);
    if (status == CADRE_OK)
        status = cadre_data_need(&self->data, NAMES, 4 + CADRE_SUMMARY_COLUMNS, found, err);
    if (status != CADRE_OK)
        return status;
    self->organization = found[0];
    self->date = found[1];
    self->step = found[2];
    self->metric = found[3];
    memcpy(self->values, found + 4, sizeof self->values);
    return CADRE_OK;
}

void cadre_summary_reader_free(cadre_summary_reader_t *self)
{
    cadre_data_free(&self->data);
}

int cadre_summary_organizations(const cadre_summary_reader_t *self, int most, const char **out)
{
    const char *last = "";
    int count = 0;
    for (long row = 0; row < self->data.rows; row++) {
        const char *name = cadre_data_text(&self->data, row, self->organization);
        bool known = strcmp(name, last) == 0;
        for (int i = 0; !known && i < count && i < most; i++)
            known = strcmp(out[i], name) == 0;
        last = name;
        if (known)
            continue;
        if (count < most)
            out[count] = name;
        count++;
    }
    return count;
}

static bool is_row(const cadre_summary_reader_t *self, long row, const char *organization,
                   const char *metric)
{
    return strcmp(cadre_data_text(&self->data, row, self->metric), metric) == 0 &&
           strcmp(cadre_data_text(&self->data, row, self->organization), organization) == 0;
}

/* The first row from `row` on; the number of rows if there is none. */
static long next_row(const cadre_summary_reader_t *self, long row, const char *organization,
                     const char *metric)
{
    while (row < self->data.rows && !is_row(self, row, organization, metric))
        row++;
    return row;
}

static const char CLOCK[] = "members"; /* a measure that every organization has at every date */

static long count_dates(const cadre_summary_reader_t *self, const char *organization)
{
    long count = 0;
    for (long row = next_row(self, 0, organization, CLOCK); row < self->data.rows;
         row = next_row(self, row + 1, organization, CLOCK))
        count++;
    return count;
}

cadre_times_t cadre_summary_times(cadre_summary_reader_t *self, const char *organization, int most)
{
    const long count = count_dates(self, organization);
    const long stride = count <= most ? 1 : (count + most - 2) / (most - 1);
    double *x = cadre_scratch_numbers(self->scratch, (size_t)(count / stride + 2));
    cadre_times_t times = {0, x};
    long row = next_row(self, 0, organization, CLOCK);
    for (long i = 0; x != NULL && i < count; i++) {
        if (i % stride == 0 || i == count - 1)
            x[times.count++] = cadre_data_day(&self->data, row, self->date);
        row = next_row(self, row + 1, organization, CLOCK);
    }
    return times;
}

const double *cadre_summary_at(cadre_summary_reader_t *self, const char *organization,
                               const char *metric, cadre_summary_column_t column,
                               const cadre_times_t *times)
{
    double *values = cadre_scratch_numbers(self->scratch, (size_t)times->count);
    long row = next_row(self, 0, organization, metric);
    for (int i = 0; values != NULL && i < times->count && row < self->data.rows;
         row = next_row(self, row + 1, organization, metric)) {
        const double day = cadre_data_day(&self->data, row, self->date);
        while (i < times->count && times->x[i] < day)
            i++;
        if (i < times->count && !(times->x[i] > day))
            values[i] = cadre_data_number(&self->data, row, self->values[column]);
    }
    return values;
}

static int year_of(double day)
{
    return isfinite(day) ? cadre_date_civil((int32_t)day).year : 0;
}

/* The years of a measure's rows, one after the other. */
typedef struct {
    cadre_summary_reader_t *reader;
    const char *organization, *metric;
    long row;     /* the next */
    double step;  /* of the row before; NaN: there is none */
    double day;   /* last of the year */
    double sum;   /* over its rows */
    double weeks; /* that they cover */
} walk_t;

static walk_t walk_begin(cadre_summary_reader_t *reader, const char *organization,
                         const char *metric)
{
    return (walk_t){.reader = reader,
                    .organization = organization,
                    .metric = metric,
                    .row = next_row(reader, 0, organization, metric),
                    .step = NAN};
}

/* Takes the next calendar year; false if there is none. */
static bool walk_next(walk_t *self)
{
    cadre_data_t *data = &self->reader->data;
    if (self->row >= data->rows)
        return false;
    const int year = year_of(cadre_data_day(data, self->row, self->reader->date));
    self->sum = self->weeks = 0;
    while (self->row < data->rows) {
        const double day = cadre_data_day(data, self->row, self->reader->date);
        if (year_of(day) != year)
            break;
        const double step = cadre_data_number(data, self->row, self->reader->step);
        const double value =
            cadre_data_number(data, self->row, self->reader->values[CADRE_SUMMARY_MEAN]);
        self->sum += isfinite(value) ? value : 0;
        self->weeks += isnan(self->step) ? 0 : step - self->step;
        self->step = step;
        self->day = day;
        self->row = next_row(self->reader, self->row + 1, self->organization, self->metric);
    }
    return true;
}

cadre_times_t cadre_summary_years(cadre_summary_reader_t *self, const char *organization)
{
    double *x = cadre_scratch_numbers(self->scratch, (size_t)count_dates(self, organization));
    cadre_times_t years = {0, x};
    walk_t walk = walk_begin(self, organization, CLOCK);
    while (x != NULL && walk_next(&walk))
        if (walk.weeks > 0)
            x[years.count++] = walk.day;
    return years;
}

const double *cadre_summary_rates(cadre_summary_reader_t *self, const char *organization,
                                  const char *metric, double weeks, const cadre_times_t *years)
{
    double *rates = cadre_scratch_numbers(self->scratch, (size_t)years->count);
    walk_t walk = walk_begin(self, organization, metric);
    int i = 0;
    while (rates != NULL && i < years->count && walk_next(&walk))
        if (walk.weeks > 0)
            rates[i++] = walk.sum / walk.weeks * weeks;
    return rates;
}
