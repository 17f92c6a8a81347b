#include "analysis/distribution_indices.h"

#include "base/error.h"
#include "base/memory.h"

#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

typedef enum { MIN, MEAN, MEDIAN, MAX, CV, MEASURES } measure_t;

/* Room for one input at a time. */
typedef struct {
    int64_t points;
    int slices;
    double *x, *y;             /* the sample at hand */
    double *sorted_x, *sorted; /* its values ascending: of the input, of the outcome */
    double *slice;             /* outcomes of a slice, ascending */
    double *distances;         /* [slice], of those that hold points */
    double *some;              /* [measure][resample] */
    uint32_t *drawn;
} room_t;

double cadre_quantile_of_sorted(const double *sorted, int64_t n, double q)
{
    return gsl_stats_quantile_from_sorted_data(sorted, 1, (size_t)n, q);
}

double cadre_ks_distance(const double *x, int64_t n, const double *y, int64_t m)
{
    double most = 0;
    for (int64_t i = 0, j = 0; i < n || j < m;) {
        const double at = j == m || (i < n && x[i] <= y[j]) ? x[i] : y[j];
        while (i < n && x[i] <= at)
            i++;
        while (j < m && y[j] <= at)
            j++;
        const double distance = fabs((double)i / (double)n - (double)j / (double)m);
        most = distance > most ? distance : most;
    }
    return most;
}

/* Outcomes of the points with low <= x < high (or x <= high when `closed`) into self->slice. */
static int64_t collect(room_t *self, double low, double high, bool closed)
{
    int64_t n = 0;
    for (int64_t i = 0; i < self->points; i++)
        if (self->x[i] >= low && (self->x[i] < high || (closed && self->x[i] == high)))
            self->slice[n++] = self->y[i];
    gsl_sort(self->slice, 1, (size_t)n);
    return n;
}

/* Distances of the slices that hold points; returns how many. */
static int find_distances(room_t *self)
{
    const int64_t n = self->points;
    const double width = 1.0 / self->slices;
    int count = 0;
    memcpy(self->sorted_x, self->x, (size_t)n * sizeof *self->x);
    memcpy(self->sorted, self->y, (size_t)n * sizeof *self->y);
    gsl_sort(self->sorted_x, 1, (size_t)n);
    gsl_sort(self->sorted, 1, (size_t)n);
    const bool shared_top = n > 1 && self->sorted_x[n - 2] == self->sorted_x[n - 1];
    for (int s = 0; s < self->slices; s++) {
        const bool last = s + 1 == self->slices;
        const double low = cadre_quantile_of_sorted(self->sorted_x, n, s * width);
        const double high = last ? self->sorted_x[n - 1]
                                 : cadre_quantile_of_sorted(self->sorted_x, n, (s + 1) * width);
        const int64_t inside = collect(self, low, high, last && shared_top);
        if (inside > 0)
            self->distances[count++] = cadre_ks_distance(self->slice, inside, self->sorted, n);
    }
    gsl_sort(self->distances, 1, (size_t)count);
    return count;
}

static void measure(room_t *self, double out[MEASURES])
{
    const int n = find_distances(self);
    const double *d = self->distances;
    memset(out, 0, MEASURES * sizeof *out);
    if (n == 0)
        return;
    out[MIN] = d[0];
    out[MEAN] = cadre_mean(d, n, 1);
    out[MEDIAN] = cadre_quantile_of_sorted(d, n, 0.5);
    out[MAX] = d[n - 1];
    if (out[MEAN] > 0)
        out[CV] = sqrt(cadre_squares(d, n, 1, out[MEAN]) / n) / out[MEAN];
}

/* The sample of input `input` (-1: the dummy, the order of points shuffled by drawing) at the
 * points drawn, or at all when `drawn` is NULL. */
static void take(room_t *self, const cadre_points_t *points, int input, const double *dummy,
                 const uint32_t *drawn)
{
    for (int64_t i = 0; i < points->points; i++) {
        const int64_t from = drawn != NULL ? drawn[i] : i;
        self->x[i] = input < 0 ? dummy[from] : points->inputs[from * points->input_count + input];
        self->y[i] = points->outcomes[from];
    }
}

static int add_input(const cadre_points_t *points, int input, const double *dummy,
                     const cadre_resampling_t *resampling, room_t *room, cadre_indices_t *out)
{
    static const char *const NAMES[MEASURES] = {"pawn_min", "pawn_mean", "pawn_median", "pawn_max",
                                                "pawn_cv"};
    const int resamples = resampling->resamples;
    double all[MEASURES], some[MEASURES];
    take(room, points, input, dummy, NULL);
    measure(room, all);
    for (int r = 0; r < resamples; r++) {
        cadre_resample(resampling, r, points->points, room->drawn);
        take(room, points, input, dummy, room->drawn);
        measure(room, some);
        for (int m = 0; m < MEASURES; m++)
            room->some[m * resamples + r] = some[m];
    }
    int status = CADRE_OK;
    for (int m = 0; status == CADRE_OK && m < MEASURES; m++) {
        cadre_index_t index = {.index = NAMES[m], .input = input, .other = -1, .estimate = all[m]};
        index.bootstrap = cadre_bootstrap_bounds(
            resampling, all[m], room->some + (ptrdiff_t)m * resamples, points->points);
        index.bounds = index.bootstrap;
        if (input >= 0 || m == MEDIAN)
            status = cadre_indices_add(out, &index);
    }
    return status;
}

static bool create(room_t *self, const cadre_points_t *points, int slices, int resamples)
{
    const size_t n = (size_t)points->points;
    *self = (room_t){.points = points->points,
                     .slices = slices,
                     .x = cadre_alloc(n, sizeof *self->x),
                     .y = cadre_alloc(n, sizeof *self->y),
                     .sorted_x = cadre_alloc(n, sizeof *self->sorted_x),
                     .sorted = cadre_alloc(n, sizeof *self->sorted),
                     .slice = cadre_alloc(n, sizeof *self->slice),
                     .distances = cadre_alloc((size_t)slices, sizeof *self->distances),
                     .some = cadre_alloc((size_t)resamples, MEASURES * sizeof *self->some),
                     .drawn = cadre_alloc(n, sizeof *self->drawn)};
    return self->x != NULL && self->y != NULL && self->sorted_x != NULL && self->sorted != NULL &&
           self->slice != NULL && self->distances != NULL && self->some != NULL &&
           self->drawn != NULL;
}

static void destroy(room_t *self)
{
    cadre_free(self->x);
    cadre_free(self->y);
    cadre_free(self->sorted_x);
    cadre_free(self->sorted);
    cadre_free(self->slice);
    cadre_free(self->distances);
    cadre_free(self->some);
    cadre_free(self->drawn);
}

int cadre_pawn(const cadre_points_t *points, int slices, const cadre_resampling_t *resampling,
               cadre_indices_t *out)
{
    room_t room;
    double *dummy = cadre_dummy_input(points->points, resampling->seed);
    int status = create(&room, points, slices, resampling->resamples) && dummy != NULL
                     ? CADRE_OK
                     : CADRE_ERROR_MEMORY;
    for (int i = 0; status == CADRE_OK && i <= points->input_count; i++)
        status = add_input(points, i < points->input_count ? i : -1, dummy, resampling, &room, out);
    destroy(&room);
    cadre_free(dummy);
    return status;
}
