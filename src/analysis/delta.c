#include "analysis/distribution_indices.h"

#include "base/error.h"
#include "base/memory.h"
#include "base/random.h"

#include <gsl/gsl_math.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { PLACES = 100, MOST_CLASSES = 48, PURPOSE_DUMMY = 253 };

double *cadre_dummy_input(int64_t points, uint64_t seed)
{
    double *dummy = cadre_alloc((size_t)points, sizeof *dummy);
    const cadre_luck_t luck = {.seed = seed};
    for (int64_t i = 0; dummy != NULL && i < points; i++)
        dummy[i] = cadre_uniform(cadre_draw(luck, (uint64_t)i, 0, PURPOSE_DUMMY, 0).word[0]);
    return dummy;
}

/* Number of classes for n points (Plischke et al. 2013, as SALib has it). */
static int classes_of(int64_t n)
{
    const double size = (double)n;
    const double power = ceil(pow(size, 2.0 / (7.0 + tanh((1500.0 - size) / 500.0))));
    return power < MOST_CLASSES ? (int)power : MOST_CLASSES;
}

typedef struct {
    double low, step; /* of the places where densities are compared */
} places_t;

/* Adds the Gaussian kernels of one value to out[PLACES], each not yet divided by anything. From the
 * place nearest to the value outwards, so that nothing overflows:
 * exp(-(z + h)^2 / 2) = exp(-z^2 / 2) exp(-z h - h^2 / 2), whose second factor changes by exp(-h^2)
 * a step. */
static void add_kernel(const places_t *places, double value, double width, double *out)
{
    const double h = places->step / width, shrink = exp(-h * h);
    int nearest = (int)((value - places->low) / places->step + 0.5);
    nearest = nearest < 0 ? 0 : (nearest >= PLACES ? PLACES - 1 : nearest);
    const double z = (places->low + nearest * places->step - value) / width;
    const double peak = exp(-z * z / 2);
    double density = peak, factor = exp(-z * h - h * h / 2);
    for (int i = nearest; i < PLACES; i++) {
        out[i] += density;
        density *= factor;
        factor *= shrink;
    }
    density = peak * exp(z * h - h * h / 2);
    factor = exp(z * h - h * h / 2) * shrink;
    for (int i = nearest - 1; i >= 0; i--) {
        out[i] += density;
        density *= factor;
        factor *= shrink;
    }
}

/* Kernel density at the places, of width s (3n/4)^(-1/5) (Silverman 1986); all 0 when the values
 * are all equal: their density is nowhere. */
static void density_of(const places_t *places, const double *y, int64_t n, double out[PLACES])
{
    memset(out, 0, PLACES * sizeof *out);
    const double mean = cadre_mean(y, n, 1);
    bool equal = true;
    for (int64_t i = 1; equal && i < n; i++)
        equal = y[i] == y[0];
    if (equal)
        return;
    const double sd = sqrt(cadre_squares(y, n, 1, mean) / (double)(n - 1));
    const double width = sd * pow(0.75 * (double)n, -0.2);
    for (int64_t i = 0; i < n; i++)
        add_kernel(places, y[i], width, out);
    for (int p = 0; p < PLACES; p++)
        out[p] /= (double)n * width * sqrt(2 * M_PI);
}

static double area_between(const places_t *places, const double *f, const double *g)
{
    double sum = 0;
    for (int p = 0; p + 1 < PLACES; p++)
        sum += (fabs(f[p] - g[p]) + fabs(f[p + 1] - g[p + 1])) / 2 * places->step;
    return sum;
}

typedef struct {
    double x, y;
    int64_t place;
} pair_t;

/* Room for one sample. */
typedef struct {
    pair_t *pairs;
    double *y, *ordered; /* outcomes as they come, and in the order of x */
    double *some;
    uint32_t *drawn;
} room_t;

/* By x; equal ones as they come. */
static int compare(const void *a, const void *b)
{
    const pair_t *left = a, *right = b;
    if (left->x != right->x)
        return left->x < right->x ? -1 : 1;
    return left->place < right->place ? -1 : 1;
}

/* delta of the n points taken. */
static double raw_delta(room_t *room, int64_t n, double low, double high)
{
    const places_t places = {low, (high - low) / (PLACES - 1)};
    const int classes = classes_of(n);
    double all[PLACES], some[PLACES], sum = 0;
    if (!(high > low))
        return 0;
    qsort(room->pairs, (size_t)n, sizeof *room->pairs, compare);
    for (int64_t i = 0; i < n; i++)
        room->ordered[i] = room->pairs[i].y;
    density_of(&places, room->y, n, all);
    int64_t first = 0;
    for (int c = 0; c < classes; c++) {
        const int64_t last = c + 1 == classes ? n : (int64_t)((double)n * (c + 1) / classes);
        if (last > first) {
            density_of(&places, room->ordered + first, last - first, some);
            sum += (double)(last - first) / (2 * (double)n) * area_between(&places, all, some);
        }
        first = last;
    }
    return sum;
}

static void take(room_t *room, const cadre_points_t *points, int input, const double *dummy,
                 const uint32_t *drawn)
{
    for (int64_t i = 0; i < points->points; i++) {
        const int64_t from = drawn != NULL ? drawn[i] : i;
        const double x =
            input < 0 ? dummy[from] : points->inputs[from * points->input_count + input];
        room->y[i] = points->outcomes[from];
        room->pairs[i] = (pair_t){x, room->y[i], i};
    }
}

static int add_input(const cadre_points_t *points, int input, const double *dummy,
                     const cadre_resampling_t *resampling, room_t *room, cadre_indices_t *out)
{
    const int64_t n = points->points;
    double low, high;
    gsl_stats_minmax(&low, &high, points->outcomes, 1, (size_t)n);
    take(room, points, input, dummy, NULL);
    const double raw = raw_delta(room, n, low, high);
    for (int r = 0; r < resampling->resamples; r++) {
        cadre_resample(resampling, r, n, room->drawn);
        take(room, points, input, dummy, room->drawn);
        room->some[r] = 2 * raw - raw_delta(room, n, low, high);
    }
    cadre_index_t index = {.index = "delta",
                           .input = input,
                           .other = -1,
                           .estimate = cadre_mean(room->some, resampling->resamples, 1)};
    index.bootstrap = cadre_bootstrap_bounds(resampling, index.estimate, room->some, n);
    index.bounds = index.bootstrap;
    return cadre_indices_add(out, &index);
}

static bool create(room_t *self, int64_t points, int resamples)
{
    const size_t n = (size_t)points;
    *self = (room_t){.pairs = cadre_alloc(n, sizeof *self->pairs),
                     .y = cadre_alloc(n, sizeof *self->y),
                     .ordered = cadre_alloc(n, sizeof *self->ordered),
                     .some = cadre_alloc((size_t)resamples, sizeof *self->some),
                     .drawn = cadre_alloc(n, sizeof *self->drawn)};
    return self->pairs != NULL && self->y != NULL && self->ordered != NULL && self->some != NULL &&
           self->drawn != NULL;
}

static void destroy(room_t *self)
{
    cadre_free(self->pairs);
    cadre_free(self->y);
    cadre_free(self->ordered);
    cadre_free(self->some);
    cadre_free(self->drawn);
}

int cadre_delta(const cadre_points_t *points, const cadre_resampling_t *resampling,
                cadre_indices_t *out)
{
    room_t room;
    double *dummy = cadre_dummy_input(points->points, resampling->seed);
    int status = create(&room, points->points, resampling->resamples) && dummy != NULL
                     ? CADRE_OK
                     : CADRE_ERROR_MEMORY;
    for (int i = 0; status == CADRE_OK && i <= points->input_count; i++)
        status = add_input(points, i < points->input_count ? i : -1, dummy, resampling, &room, out);
    destroy(&room);
    cadre_free(dummy);
    return status;
}
