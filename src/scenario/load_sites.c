/* `sites`: how many places there are, how large they are, and the people who can be met there. */
#include "base/random.h"
#include "scenario/loading.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

enum { MAX_SITES = 100000 };
static const double MOST_PEOPLE = 1e9;

typedef struct {
    double median, sigma;
    bool draw;
} sizes_t;

static int read_sizes(const cadre_json_t *object, sizes_t *out, cadre_error_t *err)
{
    static const char *const known[] = {"distribution", "median", "sigma", "draw", NULL};
    static const char *const distributions[] = {"lognormal"};
    int distribution = 0;
    *out = (sizes_t){.median = 1, .sigma = 0.9, .draw = false};
    if (object == NULL)
        return CADRE_OK;
    int status = cadre_check_object(object, known, err);
    if (status == CADRE_OK)
        status =
            cadre_optional_choice(object, "distribution", distributions, 1, &distribution, err);
    if (status == CADRE_OK)
        status = cadre_optional_number(object, "median", 0.001, 1000, "size", &out->median, err);
    if (status == CADRE_OK)
        status = cadre_optional_number(object, "sigma", 0, 3, "of the logarithm", &out->sigma, err);
    if (status == CADRE_OK)
        status = cadre_optional_boolean(object, "draw", &out->draw, err);
    return status;
}

static int descending(const void *a, const void *b)
{
    const float left = *(const float *)a, right = *(const float *)b;
    return (left < right) - (left > right);
}

/* Sizes from the largest on: either fixed quantiles, so that runs of different luck share one
 * geography, or keyed by the scenario's seed. */
static int place_sites(cadre_loading_t *self, sizes_t sizes)
{
    cadre_specification_t *out = &self->scenario->specification;
    const int32_t count = out->site_count;
    float *site_size = cadre_owner_alloc(self->owner, (size_t)count, sizeof *site_size, self->err);
    if (site_size == NULL)
        return CADRE_ERROR_MEMORY;
    const cadre_luck_t luck = {self->scenario->seed, 0};
    for (int32_t i = 0; i < count; i++) {
        double p = (count - i - 0.5) / count;
        if (sizes.draw) {
            const uint64_t site = cadre_identity(CADRE_BIRTH_SITE, (uint64_t)i, 0, 0);
            p = cadre_uniform(cadre_draw(luck, site, 0, CADRE_DRAW_SITE_SIZE, 0).word[0]);
        }
        site_size[i] = (float)gsl_cdf_lognormal_Pinv(p, log(sizes.median), sizes.sigma);
    }
    qsort(site_size, (size_t)count, sizeof *site_size, descending);
    out->site_size = site_size;
    return CADRE_OK;
}

static int read_pools(const cadre_json_t *pools, double *pool_size, cadre_error_t *err)
{
    static const char *const known[] = {"campus", "city", "workplace", NULL};
    pool_size[CADRE_MILIEU_CAMPUS] = 20;
    pool_size[CADRE_MILIEU_CITY] = 90;
    pool_size[CADRE_MILIEU_WORKPLACE] = 40;
    int status = pools ? cadre_check_object(pools, known, err) : CADRE_OK;
    for (int i = 0; i < CADRE_MILIEU_COUNT && status == CADRE_OK; i++)
        status =
            cadre_optional_number(pools, known[i], 0, MOST_PEOPLE, "people", &pool_size[i], err);
    return status;
}

int cadre_loading_sites(cadre_loading_t *self)
{
    static const char *const known[] = {"count", "size", "pools", "reservoir", NULL};
    const cadre_json_t *object = cadre_json_get(self->root, "sites");
    cadre_specification_t *out = &self->scenario->specification;
    int64_t count = 80;
    sizes_t sizes;
    out->reservoir = 10000;
    int status = object ? cadre_check_object(object, known, self->err) : CADRE_OK;
    if (status == CADRE_OK)
        status = cadre_optional_integer(object, "count", 1, MAX_SITES, &count, self->err);
    if (status == CADRE_OK)
        status = read_sizes(cadre_json_get(object, "size"), &sizes, self->err);
    if (status == CADRE_OK)
        status = read_pools(cadre_json_get(object, "pools"), out->pool_size, self->err);
    if (status == CADRE_OK)
        status = cadre_optional_integer(object, "reservoir", 0, (int64_t)MOST_PEOPLE,
                                        &out->reservoir, self->err);
    if (status != CADRE_OK)
        return status;
    out->site_count = (int32_t)count;
    return place_sites(self, sizes);
}
