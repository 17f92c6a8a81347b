#include "scenario/series.h"

#include "base/dates.h"
#include "scenario/data_file.h"

#include <gsl/gsl_interp.h>
#include <stdio.h>
#include <stdlib.h>

typedef enum { STEP, LINEAR, MONOTONE } interpolation_t;
typedef enum { REFUSED, HOLD, ZERO } outside_t;

static const char *const interpolations[] = {"step", "linear", "monotone"};
static const char *const outsides[] = {"error", "hold", "zero"};

typedef struct {
    const cadre_json_t *value; /* as written, for messages */
    cadre_point_t *points;     /* scaled, by day */
    int count;
    int interpolation, outside;
} series_t;

static int by_day(const void *a, const void *b)
{
    const cadre_point_t *left = a, *right = b;
    return (left->day > right->day) - (left->day < right->day);
}

/* Points from the file itself, in any order: merging may have added some behind later ones. */
static int read_points(cadre_loading_t *self, series_t *series, const cadre_json_t *points)
{
    int status = cadre_check_type(points, CADRE_JSON_OBJECT, self->err);
    if (status != CADRE_OK)
        return status;
    series->count = cadre_json_size(points);
    if (series->count == 0)
        return cadre_refuse(points, self->err, NULL, "a series needs at least one point");
    series->points =
        cadre_owner_alloc(self->owner, (size_t)series->count, sizeof *series->points, self->err);
    if (series->points == NULL)
        return CADRE_ERROR_MEMORY;
    for (int i = 0; i < series->count; i++) {
        cadre_point_t *point = &series->points[i];
        const cadre_json_t *value = cadre_json_at(points, i);
        if (cadre_date_parse(cadre_json_key(points, i), &point->day) != CADRE_OK)
            return cadre_fail_at_key(points, i, self->err, "a day of the calendar as YYYY-MM-DD",
                                     "'%s' is not a date (YYYY-MM-DD)", cadre_json_key(points, i));
        status = cadre_json_read_number(value, -1e12, 1e12, NULL, &point->value, self->err);
        if (status != CADRE_OK)
            return status;
        point->file = cadre_json_file(value);
        point->line = cadre_json_line(value);
        point->column = cadre_json_column(value);
    }
    qsort(series->points, (size_t)series->count, sizeof *series->points, by_day);
    return CADRE_OK;
}

static int read_source(cadre_loading_t *self, series_t *series)
{
    const cadre_json_t *points = cadre_json_get(series->value, "points");
    const cadre_json_t *file = cadre_json_get(series->value, "file");
    const cadre_json_t *column = cadre_json_get(series->value, "column");
    if (points != NULL && (file != NULL || column != NULL))
        return cadre_refuse(series->value, self->err, NULL,
                            "a series has either points or a file with a column, not both");
    if (points != NULL)
        return read_points(self, series, points);
    if (file == NULL && column == NULL)
        return cadre_refuse(series->value, self->err, NULL,
                            "a series is a number or has \"points\", or \"file\" and \"column\"");
    int status = cadre_require(series->value, "file", &file, self->err);
    if (status == CADRE_OK)
        status = cadre_require(series->value, "column", &column, self->err);
    if (status == CADRE_OK)
        status = cadre_data_file_read(self, file, column, &series->points, &series->count);
    return status;
}

static int refuse_value(const cadre_loading_t *self, const series_t *series,
                        const cadre_point_t *point, bool scaled, cadre_series_range_t range)
{
    char path[160], value[CADRE_NUMBER_SIZE], low[CADRE_NUMBER_SIZE], high[CADRE_NUMBER_SIZE];
    cadre_json_path(series->value, path, sizeof path);
    cadre_format_double(point->value, value);
    cadre_format_double(range.min, low);
    cadre_format_double(range.max, high);
    cadre_json_fail(series->value, self->err, NULL, "%s = %s%s is outside [%s, %s] (%s)", path,
                    value, scaled ? " after scaling" : "", low, high, range.unit);
    cadre_error_allowed(self->err, "[%s, %s]", low, high);
    cadre_error_at(self->err, point->file, point->line, point->column);
    return CADRE_ERROR_INPUT;
}

static int scale_points(cadre_loading_t *self, series_t *series, double scale,
                        cadre_series_range_t range)
{
    for (int i = 0; i < series->count; i++) {
        cadre_point_t *point = &series->points[i];
        point->value *= scale;
        if (!(point->value >= range.min && point->value <= range.max))
            return refuse_value(self, series, point, scale != 1, range);
    }
    return CADRE_OK;
}

static int read_series(cadre_loading_t *self, series_t *series, cadre_series_range_t range)
{
    static const char *const known[] = {"points",      "file",    "column", "scale",
                                        "interpolate", "outside", NULL};
    double scale = 1;
    int status = cadre_check_object(series->value, known, self->err);
    if (status == CADRE_OK)
        status = cadre_optional_choice(series->value, "interpolate", interpolations, 3,
                                       &series->interpolation, self->err);
    if (status == CADRE_OK)
        status = cadre_optional_choice(series->value, "outside", outsides, 3, &series->outside,
                                       self->err);
    if (status == CADRE_OK)
        status = cadre_optional_number(series->value, "scale", 0, 1e12, NULL, &scale, self->err);
    if (status == CADRE_OK)
        status = read_source(self, series);
    if (status == CADRE_OK)
        status = scale_points(self, series, scale, range);
    const int least = 1 + series->interpolation; /* what GSL's interpolants need */
    if (status == CADRE_OK && series->count < least)
        status = cadre_refuse(series->value, self->err, NULL,
                              "%s interpolation needs at least %d points, there %s %d",
                              interpolations[series->interpolation], least,
                              series->count == 1 ? "is" : "are", series->count);
    return status;
}

static int refuse_outside(cadre_loading_t *self, const series_t *series, int32_t day)
{
    char from[11], to[11], wanted[11], path[160];
    cadre_json_path(series->value, path, sizeof path);
    cadre_date_format(series->points[0].day, from);
    cadre_date_format(series->points[series->count - 1].day, to);
    cadre_date_format(day, wanted);
    const int status =
        cadre_json_fail(series->value, self->err, NULL, "%s covers %s to %s, but the run needs %s",
                        path, from, to, wanted);
    cadre_error_hint(self->err, "set \"outside\" to \"hold\" or \"zero\"");
    return status;
}

/* Value of the last point on or before `day`, which the points cover. */
static double last_before(const series_t *self, int32_t day)
{
    int low = 0, high = self->count;
    while (high - low > 1) {
        const int middle = low + (high - low) / 2;
        if (self->points[middle].day <= day)
            low = middle;
        else
            high = middle;
    }
    return self->points[low].value;
}

static double outside_value(const series_t *self, int32_t day)
{
    if (self->outside == ZERO)
        return 0;
    return day < self->points[0].day ? self->points[0].value : self->points[self->count - 1].value;
}

static int fill(cadre_loading_t *self, const series_t *series, gsl_interp *interpolant,
                const double *x, const double *y, float *out)
{
    for (int32_t step = 0; step <= self->scenario->specification.steps; step++) {
        const int32_t day = cadre_scenario_day(self->scenario, step);
        const bool covered =
            day >= series->points[0].day && day <= series->points[series->count - 1].day;
        if (!covered && series->outside == REFUSED)
            return refuse_outside(self, series, day);
        if (!covered)
            out[step] = (float)outside_value(series, day);
        else if (interpolant != NULL)
            out[step] = (float)gsl_interp_eval(interpolant, x, y, day, NULL);
        else
            out[step] = (float)last_before(series, day);
    }
    return CADRE_OK;
}

static int interpolate(cadre_loading_t *self, const series_t *series, float *out)
{
    const size_t n = (size_t)series->count;
    double *x = cadre_owner_alloc(self->owner, n, sizeof *x, self->err);
    double *y = cadre_owner_alloc(self->owner, n, sizeof *y, self->err);
    if (x == NULL || y == NULL)
        return CADRE_ERROR_MEMORY;
    for (size_t i = 0; i < n; i++) {
        x[i] = series->points[i].day;
        y[i] = series->points[i].value;
    }
    gsl_interp *interpolant = gsl_interp_alloc(
        series->interpolation == LINEAR ? gsl_interp_linear : gsl_interp_steffen, n);
    int status = CADRE_ERROR_MEMORY;
    if (interpolant == NULL || gsl_interp_init(interpolant, x, y, n) != 0)
        cadre_error_set(self->err, status, "out of memory while interpolating a series");
    else
        status = fill(self, series, interpolant, x, y, out);
    gsl_interp_free(interpolant);
    return status;
}

static int fill_constant(cadre_loading_t *self, const cadre_json_t *value,
                         cadre_series_range_t range, float *out)
{
    double constant = range.fallback;
    if (value != NULL) {
        const int status =
            cadre_json_read_number(value, range.min, range.max, range.unit, &constant, self->err);
        if (status != CADRE_OK)
            return status;
    }
    for (int32_t step = 0; step <= self->scenario->specification.steps; step++)
        out[step] = (float)constant;
    return CADRE_OK;
}

int cadre_series_read(cadre_loading_t *self, const cadre_json_t *value, cadre_series_range_t range,
                      const float **out)
{
    const size_t steps = (size_t)self->scenario->specification.steps;
    float *values = cadre_owner_alloc(self->owner, steps + 1, sizeof *values, self->err);
    if (values == NULL)
        return CADRE_ERROR_MEMORY;
    *out = values;
    if (value == NULL || cadre_json_type(value) == CADRE_JSON_NUMBER)
        return fill_constant(self, value, range, values);
    if (cadre_json_type(value) != CADRE_JSON_OBJECT)
        return cadre_refuse(value, self->err, "a number or an object",
                            "a series is a number or an object, not %s",
                            cadre_json_type_name(cadre_json_type(value)));
    series_t series = {.value = value, .interpolation = STEP, .outside = REFUSED};
    const int status = read_series(self, &series, range);
    if (status != CADRE_OK)
        return status;
    if (series.interpolation == STEP)
        return fill(self, &series, NULL, NULL, NULL, values);
    return interpolate(self, &series, values);
}
