#include "store/statistics.h"

#include "base/numeric.h"
#include "model/world.h"

#include <gsl/gsl_sort_float.h>
#include <math.h>
#include <stddef.h>

const double CADRE_FAN_LEVELS[CADRE_FAN_QUANTILES] = {0.05, 0.25, 0.50, 0.75, 0.95};

/* Moves the values that exist to the front, in their order, and counts them. */
static long drop_missing(float *values, long count)
{
    long n = 0;
    for (long i = 0; i < count; i++)
        if (!isnan(values[i]))
            values[n++] = values[i];
    return n;
}

static double mean_of(const float *values, long n)
{
    cadre_sum_t sum = {0};
    for (long i = 0; i < n; i++)
        cadre_sum_add(&sum, (double)values[i]);
    return cadre_sum_value(&sum) / (double)n;
}

static double deviation_of(const float *values, long n, double mean)
{
    cadre_sum_t sum = {0};
    for (long i = 0; i < n; i++) {
        const double distance = (double)values[i] - mean;
        cadre_sum_add(&sum, distance * distance);
    }
    return sqrt(cadre_sum_value(&sum) / (double)(n - 1));
}

void cadre_statistics(float *values, long count, cadre_statistics_t *out)
{
    const long n = drop_missing(values, count);
    out->n = n;
    out->mean = n > 0 ? mean_of(values, n) : CADRE_MISSING;
    out->sd = n > 1 ? deviation_of(values, n, out->mean) : CADRE_MISSING;
    gsl_sort_float(values, 1, (size_t)n);
    out->min = n > 0 ? (double)values[0] : CADRE_MISSING;
    out->max = n > 0 ? (double)values[n - 1] : CADRE_MISSING;
    for (int q = 0; q < CADRE_FAN_QUANTILES; q++)
        out->quantiles[q] =
            n > 0 ? cadre_quantile_sorted(values, n, CADRE_FAN_LEVELS[q]) : CADRE_MISSING;
}
