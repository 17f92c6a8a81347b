#include "analysis/indices.h"

#include "base/error.h"
#include "base/memory.h"
#include "base/numeric.h"
#include "base/random.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

/* Draws of the bootstrap are told from those of the model by a purpose that no mechanism has (they
 * count up from 1 in params/purposes.def; designs have 255) and from replicates by week 0. */
enum { PURPOSE = 254, FIRST_CAPACITY = 16 };

int cadre_indices_add(cadre_indices_t *self, const cadre_index_t *index)
{
    if (self->count == self->capacity) {
        const int capacity = self->capacity > 0 ? 2 * self->capacity : FIRST_CAPACITY;
        cadre_index_t *items = cadre_resize(self->items, (size_t)self->capacity, (size_t)capacity,
                                            sizeof *self->items);
        if (items == NULL)
            return CADRE_ERROR_MEMORY;
        self->items = items;
        self->capacity = capacity;
    }
    self->items[self->count++] = *index;
    return CADRE_OK;
}

void cadre_indices_free(cadre_indices_t *self)
{
    cadre_free(self->items);
    *self = (cadre_indices_t){0};
}

void cadre_resample(const cadre_resampling_t *self, int resample, int64_t units, uint32_t *out)
{
    const cadre_luck_t luck = {.seed = self->seed, .replicate = (uint32_t)resample};
    cadre_words_t words = {{0}};
    for (int64_t i = 0; i < units; i++) {
        if (i % 4 == 0)
            words = cadre_draw(luck, (uint64_t)i / 4, 0, PURPOSE, 0);
        out[i] = cadre_uniform_below(words.word[i % 4], (uint32_t)units);
    }
}

static cadre_bounds_t around(double estimate, double error, int64_t units)
{
    if (units < 2)
        return (cadre_bounds_t){NAN, NAN};
    const double width = gsl_cdf_tdist_Pinv(0.975, (double)(units - 1)) * error;
    return (cadre_bounds_t){estimate - width, estimate + width};
}

cadre_bounds_t cadre_bootstrap_bounds(const cadre_resampling_t *self, double estimate,
                                      const double *resampled, int64_t units)
{
    const double mean = cadre_mean(resampled, self->resamples, 1);
    const double variance =
        cadre_squares(resampled, self->resamples, 1, mean) / (self->resamples - 1);
    const double enlarged = variance * (double)units / (double)(units - 1);
    return around(estimate, sqrt(enlarged), units);
}

cadre_bounds_t cadre_jackknife_bounds(double estimate, const double *without, int groups)
{
    const double mean = cadre_mean(without, groups, 1);
    const double variance = cadre_squares(without, groups, 1, mean) * (groups - 1) / groups;
    return around(estimate, sqrt(variance), groups);
}

double cadre_mean(const double *x, int64_t n, int64_t stride)
{
    cadre_sum_t sum = {0};
    for (int64_t i = 0; i < n; i++)
        cadre_sum_add(&sum, x[i * stride]);
    return cadre_sum_value(&sum) / (double)n;
}

double cadre_squares(const double *x, int64_t n, int64_t stride, double mean)
{
    cadre_sum_t sum = {0};
    for (int64_t i = 0; i < n; i++)
        cadre_sum_add(&sum, (x[i * stride] - mean) * (x[i * stride] - mean));
    return cadre_sum_value(&sum);
}
