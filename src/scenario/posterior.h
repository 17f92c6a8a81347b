/* A posterior: weighted points of parameters in a CSV file, as `cadre calibrate` writes it. Runs of
 * a scenario can each take one of them. */
#ifndef CADRE_POSTERIOR_H
#define CADRE_POSTERIOR_H

#include "scenario/scenario.h"

/* What a column sets. */
typedef struct {
    int parameter;    /* index in the table */
    int organization; /* index in the specification; -1 = of the world */
    int column;       /* of the values */
} cadre_posterior_setting_t;

/* A column that sets anything. */
typedef struct {
    const char *name; /* p_… */
    int parameter;    /* index in the table */
    int column;       /* of the values */
} cadre_posterior_input_t;

typedef struct cadre_posterior {
    const char *path, *name; /* as opened; the file's name alone */
    char sha256[65];
    int64_t points;
    int columns;
    const double *values;     /* [point][column] */
    const double *cumulative; /* [point] of the weights, to 1 */
    const cadre_posterior_setting_t *settings;
    int setting_count;
    const cadre_posterior_input_t *inputs;
    int input_count;
    void *memory; /* owner of everything above */
} cadre_posterior_t;

/* Reads columns `weight` and p_… of the file, '.' and '-' of keys as '_': parameters of the world,
 * of all organizations, or (p_ORGANIZATION_KEY) of one. What --set sets is left to it. Refuses,
 * with line and column, weights that are none, columns that are no parameter here, and values that
 * are not allowed: CADRE_ERROR_INPUT. Also _NO_INPUT, _IO, _MEMORY. */
int cadre_posterior_load(const char *path, const cadre_scenario_t *scenario,
                         cadre_overrides_t overrides, cadre_posterior_t **out, cadre_error_t *err);
void cadre_posterior_free(cadre_posterior_t *self);

/* The point, from 0, that run `run`, from 1, of `runs` takes: systematic resampling (Carpenter,
 * Clifford & Fearnhead 1999), in which each point has its share of runs within one. */
int64_t cadre_posterior_point(const cadre_posterior_t *self, uint64_t seed, int64_t run,
                              int64_t runs);
/* Sets the parameters of a point in a copy of the specification, with organizations of its own. */
void cadre_posterior_apply(const cadre_posterior_t *self, int64_t point,
                           cadre_world_parameters_t *world,
                           cadre_organization_spec_t *organizations);

#endif
