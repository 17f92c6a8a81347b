#include "analysis/sampled_inputs.h"

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
    int slices;
    double *sorted_x, *sorted; /* its values ascending: of the input, of the outcome */
    double *slice;             /* outcomes of a slice, ascending */
    double *distances;         /* [slice], of those that hold points */
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
static int64_t collect(room_t *self, const double *x, const double *y, int64_t n, double low,
                       double high, bool closed)
{
    int64_t inside = 0;
    for (int64_t i = 0; i < n; i++)
        if (x[i] >= low && (x[i] < high || (closed && x[i] == high)))
            self->slice[inside++] = y[i];
    gsl_sort(self->slice, 1, (size_t)inside);
    return inside;
}

/* Distances of the slices that hold points; returns how many. */
static int find_distances(room_t *self, const double *x, const double *y, int64_t n)
{
    const double width = 1.0 / self->slices;
    int count = 0;
    memcpy(self->sorted_x, x, (size_t)n * sizeof *x);
    memcpy(self->sorted, y, (size_t)n * sizeof *y);
    gsl_sort(self->sorted_x, 1, (size_t)n);
    gsl_sort(self->sorted, 1, (size_t)n);
    const bool shared_top = n > 1 && self->sorted_x[n - 2] == self->sorted_x[n - 1];
    for (int s = 0; s < self->slices; s++) {
        const bool last = s + 1 == self->slices;
        const double low = cadre_quantile_of_sorted(self->sorted_x, n, s * width);
        const double high = last ? self->sorted_x[n - 1]
                                 : cadre_quantile_of_sorted(self->sorted_x, n, (s + 1) * width);
        const int64_t inside = collect(self, x, y, n, low, high, last && shared_top);
        if (inside > 0)
            self->distances[count++] = cadre_ks_distance(self->slice, inside, self->sorted, n);
    }
    gsl_sort(self->distances, 1, (size_t)count);
    return count;
}

static void measure(void *room, const double *x, const double *y, int64_t n, double *out)
{
    room_t *self = room;
    const int count = find_distances(self, x, y, n);
    const double *d = self->distances;
    memset(out, 0, MEASURES * sizeof *out);
    if (count == 0)
        return;
    out[MIN] = d[0];
    out[MEAN] = cadre_mean(d, count, 1);
    out[MEDIAN] = cadre_quantile_of_sorted(d, count, 0.5);
    out[MAX] = d[count - 1];
    if (out[MEAN] > 0)
        out[CV] = sqrt(cadre_squares(d, count, 1, out[MEAN]) / count) / out[MEAN];
}

int cadre_pawn(const cadre_points_t *points, int slices, const cadre_resampling_t *resampling,
               cadre_indices_t *out)
{
    static const char *const NAMES[MEASURES] = {"pawn_min", "pawn_mean", "pawn_median", "pawn_max",
                                                "pawn_cv"};
    const size_t n = (size_t)points->points;
    room_t room = {.slices = slices,
                   .sorted_x = cadre_alloc(n, sizeof *room.sorted_x),
                   .sorted = cadre_alloc(n, sizeof *room.sorted),
                   .slice = cadre_alloc(n, sizeof *room.slice),
                   .distances = cadre_alloc((size_t)slices, sizeof *room.distances)};
    const cadre_sampled_method_t method = {
        .names = NAMES, .count = MEASURES, .of_dummy = MEDIAN, .measure = measure, .room = &room};
    int status = CADRE_ERROR_MEMORY;
    if (room.sorted_x != NULL && room.sorted != NULL && room.slice != NULL &&
        room.distances != NULL)
        status = cadre_sampled_inputs(&method, points, resampling, out);
    cadre_free(room.sorted_x);
    cadre_free(room.sorted);
    cadre_free(room.slice);
    cadre_free(room.distances);
    return status;
}
