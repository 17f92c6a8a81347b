#include "calibration/marginals.h"

#include "base/memory.h"

#include <math.h>
#include <stdlib.h>

static const double LEVELS[3] = {.05, .5, .95};
static const double UNIFORM_VARIANCE = 1.0 / 12;

/* A particle in one input. */
typedef struct {
    double place, weight;
} weighted_t;

static int by_place(const void *a, const void *b)
{
    const double x = ((const weighted_t *)a)->place, y = ((const weighted_t *)b)->place;
    return (x > y) - (x < y);
}

/* Input k of all particles, ascending; `weights` NULL: all the same. */
static weighted_t *column_of(const double *places, const double *weights, int64_t count, int inputs,
                             int k)
{
    weighted_t *column = cadre_alloc((size_t)count, sizeof *column);
    for (int64_t i = 0; column != NULL && i < count; i++)
        column[i] =
            (weighted_t){places[i * inputs + k], weights != NULL ? weights[i] : 1 / (double)count};
    if (column != NULL)
        qsort(column, (size_t)count, sizeof *column, by_place);
    return column;
}

/* Smallest place below or at which the share `level` of the weight lies. */
static double quantile(const weighted_t *column, int64_t count, double level)
{
    double sum = 0;
    for (int64_t i = 0; i < count; i++) {
        sum += column[i].weight;
        if (sum >= level)
            return column[i].place;
    }
    return column[count - 1].place;
}

static void moments(const weighted_t *column, int64_t count, double *mean, double *variance)
{
    *mean = *variance = 0;
    for (int64_t i = 0; i < count; i++)
        *mean += column[i].weight * column[i].place;
    for (int64_t i = 0; i < count; i++)
        *variance += column[i].weight * (column[i].place - *mean) * (column[i].place - *mean);
}

/* Largest difference between the distribution functions of a sample and of the uniform. */
static double difference_to_uniform(const weighted_t *column, int64_t count)
{
    double below = 0, largest = 0;
    for (int64_t i = 0; i < count; i++) {
        largest = fmax(largest, column[i].place - below);
        below += column[i].weight;
        largest = fmax(largest, below - column[i].place);
    }
    return largest;
}

/* The same between two samples. */
static double difference_between(const weighted_t *a, int64_t a_count, const weighted_t *b,
                                 int64_t b_count)
{
    double below_a = 0, below_b = 0, largest = 0;
    int64_t i = 0, j = 0;
    while (i < a_count && j < b_count) {
        const double at = fmin(a[i].place, b[j].place);
        while (i < a_count && a[i].place <= at)
            below_a += a[i++].weight;
        while (j < b_count && b[j].place <= at)
            below_b += b[j++].weight;
        largest = fmax(largest, fabs(below_a - below_b));
    }
    return largest;
}

/* Critical value of the test at 5 % (Stephens 1970, case 0). */
static double critical_difference(double n)
{
    return 1.358 / (sqrt(n) + .12 + .11 / sqrt(n));
}

static void fill_values(const cadre_design_t *design, const cadre_population_t *posterior, int k,
                        cadre_marginal_t *out)
{
    const int inputs = design->input_count;
    out->mean = out->sd = 0;
    for (int64_t i = 0; i < posterior->count; i++)
        out->mean += posterior->weights[i] * posterior->points[i * inputs + k];
    for (int64_t i = 0; i < posterior->count; i++) {
        const double away = posterior->points[i * inputs + k] - out->mean;
        out->sd += posterior->weights[i] * away * away;
    }
    out->sd = sqrt(out->sd);
}

int cadre_marginal(const cadre_design_t *design, const cadre_population_t *posterior, int k,
                   const double *prior_places, int64_t prior_count, cadre_marginal_t *out)
{
    const int inputs = design->input_count;
    const cadre_input_t *input = &design->inputs[k];
    const bool sampled = prior_places != NULL;
    weighted_t *after =
        column_of(posterior->places, posterior->weights, posterior->count, inputs, k);
    weighted_t *before = sampled ? column_of(prior_places, NULL, prior_count, inputs, k) : NULL;
    int code = CADRE_ERROR_MEMORY;
    if (after == NULL || (sampled && before == NULL))
        goto out;
    double mean, variance, prior_variance = UNIFORM_VARIANCE;
    double n = cadre_effective_size(posterior->weights, posterior->count);
    for (int q = 0; q < 3; q++) {
        const double place = sampled ? quantile(before, prior_count, LEVELS[q]) : LEVELS[q];
        out->prior[q] = cadre_input_value(input, place);
        out->posterior[q] = cadre_input_value(input, quantile(after, posterior->count, LEVELS[q]));
    }
    if (sampled) {
        moments(before, prior_count, &mean, &prior_variance);
        n = n * (double)prior_count / (n + (double)prior_count);
        out->difference = difference_between(after, posterior->count, before, prior_count);
    } else {
        out->difference = difference_to_uniform(after, posterior->count);
    }
    moments(after, posterior->count, &mean, &variance);
    out->contraction = prior_variance > 0 ? 1 - variance / prior_variance : 0;
    out->identified = out->difference > critical_difference(n);
    fill_values(design, posterior, k, out);
    code = CADRE_OK;
out:
    cadre_free(after);
    cadre_free(before);
    return code;
}

double cadre_posterior_correlation(const cadre_design_t *design,
                                   const cadre_population_t *posterior, int j, int k)
{
    const int inputs = design->input_count;
    double mean_j = 0, mean_k = 0, jj = 0, kk = 0, jk = 0;
    for (int64_t i = 0; i < posterior->count; i++) {
        mean_j += posterior->weights[i] * posterior->places[i * inputs + j];
        mean_k += posterior->weights[i] * posterior->places[i * inputs + k];
    }
    for (int64_t i = 0; i < posterior->count; i++) {
        const double w = posterior->weights[i];
        const double away_j = posterior->places[i * inputs + j] - mean_j;
        const double away_k = posterior->places[i * inputs + k] - mean_k;
        jj += w * away_j * away_j;
        kk += w * away_k * away_k;
        jk += w * away_j * away_k;
    }
    return jj > 0 && kk > 0 ? jk / sqrt(jj * kk) : 0;
}
