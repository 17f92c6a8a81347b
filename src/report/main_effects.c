#include "report/main_effects.h"

#include <math.h>
#include <stdlib.h>

typedef struct {
    double x, y;
} point_t;

static int compare(double a, double b)
{
    return (a > b) - (a < b);
}

static int by_x(const void *a, const void *b)
{
    const point_t *p = a, *q = b;
    const int order = compare(p->x, q->x);
    return order != 0 ? order : compare(p->y, q->y);
}

static int by_y(const void *a, const void *b)
{
    return compare(((const point_t *)a)->y, ((const point_t *)b)->y);
}

static int count_levels(const point_t *points, int count)
{
    int levels = 0;
    for (int i = 0; i < count; i++)
        levels += i == 0 || points[i].x > points[i - 1].x;
    return levels;
}

/* Type 7 of points in the order of y. */
static double quantile(const point_t *points, int count, double q)
{
    const double at = q * (count - 1);
    const int i = (int)at;
    return i + 1 < count ? points[i].y + (at - i) * (points[i + 1].y - points[i].y) : points[i].y;
}

static void add_level(cadre_main_effect_t *self, point_t *points, int count)
{
    const int k = self->count++;
    double x = 0, y = 0;
    qsort(points, (size_t)count, sizeof *points, by_y);
    for (int i = 0; i < count; i++) {
        x += points[i].x;
        y += points[i].y;
    }
    self->points[k] = count;
    self->x[k] = x / count;
    self->mean[k] = y / count;
    self->low[k] = quantile(points, count, 0.05);
    self->high[k] = quantile(points, count, 0.95);
}

/* The end of the level, or of the bin, that begins at `from`. */
static int level_end(const point_t *points, int from, int count, int bin, bool in_bins)
{
    int end = in_bins ? (int)((long)count * (bin + 1) / CADRE_BINS) : from + 1;
    end = end > from ? end : from + 1;
    while (end < count && !(points[end].x > points[end - 1].x))
        end++;
    return end;
}

static double share_between(const cadre_main_effect_t *self, const point_t *points, int count)
{
    double mean = 0, all = 0, between = 0;
    for (int i = 0; i < count; i++)
        mean += points[i].y / count;
    for (int i = 0; i < count; i++)
        all += (points[i].y - mean) * (points[i].y - mean);
    for (int k = 0; k < self->count; k++)
        between += self->points[k] * (self->mean[k] - mean) * (self->mean[k] - mean);
    return all > 0 ? between / all : NAN;
}

cadre_main_effect_t cadre_main_effect(cadre_scratch_t *scratch, const double *x, const double *y,
                                      int count)
{
    cadre_main_effect_t self = {.share = NAN};
    point_t *points = cadre_scratch_alloc(scratch, (size_t)count, sizeof *points);
    int valid = 0;
    for (int i = 0; points != NULL && i < count; i++)
        if (isfinite(x[i]) && isfinite(y[i]))
            points[valid++] = (point_t){x[i], y[i]};
    if (valid == 0)
        return self;
    qsort(points, (size_t)valid, sizeof *points, by_x);
    const bool in_bins = count_levels(points, valid) > CADRE_LEVELS_MAX;
    for (int from = 0, end, bin = 0; from < valid; from = end, bin++) {
        end = level_end(points, from, valid, bin, in_bins);
        add_level(&self, points + from, end - from);
    }
    self.share = share_between(&self, points, valid);
    return self;
}
