#include "analysis/sampled_inputs.h"

#include "base/error.h"
#include "base/memory.h"

#include <gsl/gsl_math.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { PLACES = 100, MOST_CLASSES = 48 };

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

/* Room for one sample, and the outcomes' range over all points. */
typedef struct {
    pair_t *pairs;
    double *ordered; /* outcomes in the order of x */
    double low, high;
} room_t;

/* By x; equal ones as they come. */
static int compare(const void *a, const void *b)
{
    const pair_t *left = a, *right = b;
    if (left->x != right->x)
        return left->x < right->x ? -1 : 1;
    return left->place < right->place ? -1 : 1;
}

/* delta, with its bias. */
static void measure(void *context, const double *x, const double *y, int64_t n, double *out)
{
    room_t *room = context;
    const places_t places = {room->low, (room->high - room->low) / (PLACES - 1)};
    const int classes = classes_of(n);
    double all[PLACES], some[PLACES];
    *out = 0;
    if (!(room->high > room->low))
        return;
    for (int64_t i = 0; i < n; i++)
        room->pairs[i] = (pair_t){x[i], y[i], i};
    qsort(room->pairs, (size_t)n, sizeof *room->pairs, compare);
    for (int64_t i = 0; i < n; i++)
        room->ordered[i] = room->pairs[i].y;
    density_of(&places, y, n, all);
    int64_t first = 0;
    for (int c = 0; c < classes; c++) {
        const int64_t last = c + 1 == classes ? n : (int64_t)((double)n * (c + 1) / classes);
        if (last > first) {
            density_of(&places, room->ordered + first, last - first, some);
            *out += (double)(last - first) / (2 * (double)n) * area_between(&places, all, some);
        }
        first = last;
    }
}

int cadre_delta(const cadre_points_t *points, const cadre_resampling_t *resampling,
                cadre_indices_t *out)
{
    static const char *const NAMES[] = {"delta"};
    const size_t n = (size_t)points->points;
    room_t room = {.pairs = cadre_alloc(n, sizeof *room.pairs),
                   .ordered = cadre_alloc(n, sizeof *room.ordered)};
    const cadre_sampled_method_t method = {
        .names = NAMES, .count = 1, .unbiased = true, .measure = measure, .room = &room};
    gsl_stats_minmax(&room.low, &room.high, points->outcomes, 1, n);
    const int status = room.pairs != NULL && room.ordered != NULL
                           ? cadre_sampled_inputs(&method, points, resampling, out)
                           : CADRE_ERROR_MEMORY;
    cadre_free(room.pairs);
    cadre_free(room.ordered);
    return status;
}
