#include "analysis/sampled_inputs.h"

#include "base/error.h"
#include "base/memory.h"
#include "base/random.h"

enum { PURPOSE_DUMMY = 253 }; /* as that of indices.c */

typedef struct {
    const cadre_sampled_method_t *method;
    const cadre_points_t *points;
    const cadre_resampling_t *resampling;
    double *dummy; /* [point] */
    double *x, *y; /* the sample at hand */
    double *all;   /* [index] */
    double *one;   /* [index], of a resample */
    double *some;  /* [index][resample] */
    uint32_t *drawn;
} driver_t;

/* Values of an input that is in no relation to anything: uniform; NULL when out of memory. */
static double *draw_dummy(int64_t points, uint64_t seed)
{
    double *dummy = cadre_alloc((size_t)points, sizeof *dummy);
    const cadre_luck_t luck = {.seed = seed};
    for (int64_t i = 0; dummy != NULL && i < points; i++)
        dummy[i] = cadre_uniform(cadre_draw(luck, (uint64_t)i, 0, PURPOSE_DUMMY, 0).word[0]);
    return dummy;
}

/* The indices of an input (-1: the dummy) at the points drawn, or at all when `drawn` is NULL. */
static void measure(driver_t *self, int input, const uint32_t *drawn, double *out)
{
    const cadre_points_t *points = self->points;
    for (int64_t i = 0; i < points->points; i++) {
        const int64_t from = drawn != NULL ? drawn[i] : i;
        self->x[i] =
            input < 0 ? self->dummy[from] : points->inputs[from * points->input_count + input];
        self->y[i] = points->outcomes[from];
    }
    self->method->measure(self->method->room, self->x, self->y, points->points, out);
}

static int add_index(driver_t *self, int input, int m, cadre_indices_t *out)
{
    const int resamples = self->resampling->resamples;
    double *some = self->some + (ptrdiff_t)m * resamples;
    cadre_index_t index = {
        .index = self->method->names[m], .input = input, .other = -1, .estimate = self->all[m]};
    if (self->method->unbiased)
        index.estimate = cadre_mean(some, resamples, 1);
    index.bootstrap =
        cadre_bootstrap_bounds(self->resampling, index.estimate, some, self->points->points);
    index.bounds = index.bootstrap;
    return cadre_indices_add(out, &index);
}

static int add_input(driver_t *self, int input, cadre_indices_t *out)
{
    const cadre_sampled_method_t *method = self->method;
    const int resamples = self->resampling->resamples;
    measure(self, input, NULL, self->all);
    for (int r = 0; r < resamples; r++) {
        cadre_resample(self->resampling, r, self->points->points, self->drawn);
        measure(self, input, self->drawn, self->one);
        for (int m = 0; m < method->count; m++)
            self->some[m * resamples + r] =
                method->unbiased ? 2 * self->all[m] - self->one[m] : self->one[m];
    }
    int status = CADRE_OK;
    for (int m = 0; status == CADRE_OK && m < method->count; m++)
        if (input >= 0 || m == method->of_dummy)
            status = add_index(self, input, m, out);
    return status;
}

static bool create(driver_t *self)
{
    const size_t n = (size_t)self->points->points, count = (size_t)self->method->count;
    self->dummy = draw_dummy(self->points->points, self->resampling->seed);
    self->x = cadre_alloc(n, sizeof *self->x);
    self->y = cadre_alloc(n, sizeof *self->y);
    self->all = cadre_alloc(count, sizeof *self->all);
    self->one = cadre_alloc(count, sizeof *self->one);
    self->some = cadre_alloc((size_t)self->resampling->resamples, count * sizeof *self->some);
    self->drawn = cadre_alloc(n, sizeof *self->drawn);
    return self->dummy != NULL && self->x != NULL && self->y != NULL && self->all != NULL &&
           self->one != NULL && self->some != NULL && self->drawn != NULL;
}

static void destroy(driver_t *self)
{
    cadre_free(self->dummy);
    cadre_free(self->x);
    cadre_free(self->y);
    cadre_free(self->all);
    cadre_free(self->one);
    cadre_free(self->some);
    cadre_free(self->drawn);
}

int cadre_sampled_inputs(const cadre_sampled_method_t *self, const cadre_points_t *points,
                         const cadre_resampling_t *resampling, cadre_indices_t *out)
{
    driver_t driver = {.method = self, .points = points, .resampling = resampling};
    int status = create(&driver) ? CADRE_OK : CADRE_ERROR_MEMORY;
    for (int i = 0; status == CADRE_OK && i <= points->input_count; i++)
        status = add_input(&driver, i < points->input_count ? i : -1, out);
    destroy(&driver);
    return status;
}
