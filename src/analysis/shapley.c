#include "analysis/shapley.h"

#include "base/error.h"
#include "base/memory.h"

enum {
    MOST_MEASURES = 2 + 3 * CADRE_MOST_FACTORS + CADRE_MOST_FACTORS * (CADRE_MOST_FACTORS - 1) / 2
};

/* ------------------------------------------------------- one game */

static int members(unsigned coalition)
{
    int count = 0;
    for (; coalition != 0; coalition &= coalition - 1)
        count++;
    return count;
}

/* s! (n - s)! / (n + 1)!: the share of the orders of n + 1 players in which exactly these s of n
 * come before the last one. */
static double share_of_orders(int n, int s)
{
    double share = 1.0 / (n + 1);
    for (int i = 1; i <= s; i++)
        share *= (double)i / (n - s + i);
    return share;
}

void cadre_shapley_values(const double *v, int factors, double *out)
{
    for (int j = 0; j < factors; j++) {
        const unsigned own = 1u << j;
        out[j] = 0;
        for (unsigned s = 0; s < 1u << factors; s++)
            if ((s & own) == 0)
                out[j] += share_of_orders(factors - 1, members(s)) * (v[s | own] - v[s]);
    }
}

double cadre_shapley_interaction(const double *v, int factors, int i, int j)
{
    const unsigned one = 1u << i, other = 1u << j;
    double sum = 0;
    for (unsigned s = 0; s < 1u << factors; s++)
        if ((s & (one | other)) == 0)
            sum += share_of_orders(factors - 2, members(s)) *
                   (v[s | one | other] - v[s | one] - v[s | other] + v[s]);
    return sum;
}

/* ------------------------------------------------------- what is told of a game */

typedef struct {
    const char *names[3]; /* of the games, the prior, the difference */
    int input, other;
} measure_t;

/* In the order of `measure_game`. */
static int list_measures(int factors, measure_t *out)
{
    int count = 0;
    out[count++] = (measure_t){{"value", "value_prior", "value_difference"}, CADRE_INPUT_NONE, -1};
    out[count++] = (measure_t){{"value", "value_prior", "value_difference"}, CADRE_INPUT_ALL, -1};
    for (int j = 0; j < factors; j++)
        out[count++] = (measure_t){{"shapley", "shapley_prior", "shapley_difference"}, j, -1};
    for (int j = 0; j < factors; j++) {
        out[count++] = (measure_t){{"alone", "alone_prior", "alone_difference"}, j, -1};
        out[count++] = (measure_t){{"last", "last_prior", "last_difference"}, j, -1};
    }
    for (int i = 0; i < factors; i++)
        for (int j = i + 1; j < factors; j++)
            out[count++] =
                (measure_t){{"interaction", "interaction_prior", "interaction_difference"}, i, j};
    return count;
}

static void measure_game(const double *v, int factors, double *out)
{
    const unsigned all = (1u << factors) - 1;
    *out++ = v[0];
    *out++ = v[all];
    cadre_shapley_values(v, factors, out);
    out += factors;
    for (int j = 0; j < factors; j++) {
        *out++ = v[1u << j] - v[0];
        *out++ = v[all] - v[all & ~(1u << j)];
    }
    for (int i = 0; i < factors; i++)
        for (int j = i + 1; j < factors; j++)
            *out++ = cadre_shapley_interaction(v, factors, i, j);
}

/* ------------------------------------------------------- many games */

/* Measures of a sample, and of its resamples. */
typedef struct {
    int64_t units;
    double *of_unit;   /* [measure][unit] */
    double *resampled; /* [measure][resample] */
    uint32_t *drawn;   /* [unit] */
} sample_t;

static void free_sample(sample_t *self)
{
    cadre_free(self->of_unit);
    cadre_free(self->resampled);
    cadre_free(self->drawn);
}

static void resample(sample_t *self, int measures, const cadre_resampling_t *resampling, int first)
{
    for (int r = 0; r < resampling->resamples; r++) {
        cadre_resample(resampling, first + r, self->units, self->drawn);
        for (int m = 0; m < measures; m++) {
            const double *of_unit = self->of_unit + m * self->units;
            double sum = 0;
            for (int64_t u = 0; u < self->units; u++)
                sum += of_unit[self->drawn[u]];
            self->resampled[m * resampling->resamples + r] = sum / (double)self->units;
        }
    }
}

/* `first`: the number of its first resample, so that two samples do not draw alike. */
static int make_sample(const cadre_games_t *games, int factors, int measures,
                       const cadre_resampling_t *resampling, int first, sample_t *out)
{
    double of_game[MOST_MEASURES] = {0};
    const size_t units = (size_t)games->units, rows = (size_t)measures;
    *out = (sample_t){.units = games->units,
                      .of_unit = cadre_alloc(units, rows * sizeof *out->of_unit),
                      .resampled =
                          cadre_alloc((size_t)resampling->resamples, rows * sizeof *out->resampled),
                      .drawn = cadre_alloc(units, sizeof *out->drawn)};
    if (out->of_unit == NULL || out->resampled == NULL || out->drawn == NULL)
        return CADRE_ERROR_MEMORY;
    for (int64_t u = 0; u < games->units; u++) {
        measure_game(games->worths + (u << factors), factors, of_game);
        for (int m = 0; m < measures; m++)
            out->of_unit[m * games->units + u] = of_game[m];
    }
    resample(out, measures, resampling, first);
    return CADRE_OK;
}

static int add(const measure_t *measure, int which, double estimate, const double *resampled,
               int64_t units, const cadre_resampling_t *resampling, cadre_indices_t *out)
{
    cadre_index_t index = {.index = measure->names[which],
                           .input = measure->input,
                           .other = measure->other,
                           .estimate = estimate};
    index.bootstrap = cadre_bootstrap_bounds(resampling, estimate, resampled, units);
    index.bounds = index.bootstrap;
    return cadre_indices_add(out, &index);
}

/* Measure m of both samples and their difference, which takes the place of the second's resamples
 * and has the degrees of freedom of the smaller one. */
static int add_both(const measure_t *measure, int m, const sample_t *games, sample_t *prior,
                    const cadre_resampling_t *resampling, cadre_indices_t *out)
{
    const ptrdiff_t resamples = resampling->resamples;
    const double *of_games = games->resampled + m * resamples;
    double *of_prior = prior->resampled + m * resamples;
    const int64_t fewer = games->units < prior->units ? games->units : prior->units;
    const double estimate = cadre_mean(games->of_unit + m * games->units, games->units, 1);
    const double before = cadre_mean(prior->of_unit + m * prior->units, prior->units, 1);
    int status = add(measure, 0, estimate, of_games, games->units, resampling, out);
    if (status == CADRE_OK)
        status = add(measure, 1, before, of_prior, prior->units, resampling, out);
    for (ptrdiff_t r = 0; r < resamples; r++)
        of_prior[r] = of_games[r] - of_prior[r];
    return status == CADRE_OK ? add(measure, 2, estimate - before, of_prior, fewer, resampling, out)
                              : status;
}

int cadre_attribute(const cadre_games_t *games, const cadre_games_t *prior, int factors,
                    const cadre_resampling_t *resampling, cadre_indices_t *out)
{
    measure_t measures[MOST_MEASURES];
    const int count = list_measures(factors, measures);
    sample_t sample = {0}, before = {0};
    int status = make_sample(games, factors, count, resampling, 0, &sample);
    if (status == CADRE_OK && prior != NULL)
        status = make_sample(prior, factors, count, resampling, resampling->resamples, &before);
    for (int m = 0; status == CADRE_OK && m < count; m++)
        status = prior != NULL ? add_both(&measures[m], m, &sample, &before, resampling, out)
                               : add(&measures[m], 0,
                                     cadre_mean(sample.of_unit + m * sample.units, sample.units, 1),
                                     sample.resampled + (ptrdiff_t)m * resampling->resamples,
                                     sample.units, resampling, out);
    free_sample(&sample);
    free_sample(&before);
    return status;
}
