/* `environment`: climate, norm and need, waves and what they look like. */
#include "scenario/loading.h"
#include "scenario/series.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    float rise_weeks, hold_weeks, decay_weeks;
} shape_t;

/* Weeks that `object` gives; the others keep what `inout` says. */
static int read_shape(const cadre_json_t *object, shape_t *inout, cadre_error_t *err)
{
    int status =
        cadre_optional_float(object, "rise_weeks", 1, 520, "weeks", &inout->rise_weeks, err);
    if (status == CADRE_OK)
        status =
            cadre_optional_float(object, "hold_weeks", 0, 5200, "weeks", &inout->hold_weeks, err);
    if (status == CADRE_OK)
        status =
            cadre_optional_float(object, "decay_weeks", 1, 5200, "weeks", &inout->decay_weeks, err);
    return status;
}

static int read_default_shape(const cadre_json_t *environment, shape_t *shape, cadre_error_t *err)
{
    static const char *const known[] = {"rise_weeks", "hold_weeks", "decay_weeks", NULL};
    const cadre_json_t *object = cadre_json_get(environment, "wave_shape");
    *shape = (shape_t){.rise_weeks = 4, .hold_weeks = 0, .decay_weeks = 26};
    if (object == NULL)
        return CADRE_OK;
    const int status = cadre_check_object(object, known, err);
    return status == CADRE_OK ? read_shape(object, shape, err) : status;
}

/* 0 is not a size: a wave that is none is removed with null. */
static int read_size(const cadre_json_t *value, float *size, cadre_error_t *err)
{
    double number;
    const int status = cadre_json_read_number(value, 0, 2, NULL, &number, err);
    if (status != CADRE_OK)
        return status;
    if (number < 1e-6)
        return cadre_refuse(value, err, "above 0, at most 2",
                            "the size of a wave must be above 0, at most 2");
    *size = (float)number;
    return CADRE_OK;
}

static int read_wave(cadre_loading_t *self, const cadre_json_t *waves, int index, shape_t shape,
                     cadre_wave_spec_t *out)
{
    static const char *const known[] = {"date",       "size",        "rise_weeks",
                                        "hold_weeks", "decay_weeks", NULL};
    const cadre_json_t *wave = cadre_json_at(waves, index), *date, *size;
    int status = cadre_check_id(waves, index, self->err);
    if (status == CADRE_OK)
        status = cadre_check_object(wave, known, self->err);
    if (status == CADRE_OK)
        status = cadre_require(wave, "date", &date, self->err);
    if (status == CADRE_OK)
        status = cadre_loading_step(self, date, &out->step);
    if (status == CADRE_OK)
        status = cadre_require(wave, "size", &size, self->err);
    if (status == CADRE_OK)
        status = read_size(size, &out->size, self->err);
    if (status == CADRE_OK)
        status = read_shape(wave, &shape, self->err);
    out->id = cadre_json_key(waves, index);
    out->rise_weeks = shape.rise_weeks;
    out->hold_weeks = shape.hold_weeks;
    out->decay_weeks = shape.decay_weeks;
    return status;
}

static int by_step(const void *a, const void *b)
{
    const cadre_wave_spec_t *left = a, *right = b;
    if (left->step != right->step)
        return left->step < right->step ? -1 : 1;
    return strcmp(left->id, right->id);
}

/* By (step, id): waves are added up, and the order of keys must not change a sum. */
static int read_waves(cadre_loading_t *self, const cadre_json_t *waves, shape_t shape)
{
    if (waves == NULL)
        return CADRE_OK;
    int status = cadre_check_type(waves, CADRE_JSON_OBJECT, self->err);
    if (status != CADRE_OK)
        return status;
    const int count = cadre_json_size(waves);
    cadre_wave_spec_t *list =
        cadre_owner_alloc(self->owner, (size_t)count, sizeof *list, self->err);
    if (list == NULL)
        return CADRE_ERROR_MEMORY;
    for (int i = 0; i < count && status == CADRE_OK; i++)
        status = read_wave(self, waves, i, shape, &list[i]);
    if (status != CADRE_OK)
        return status;
    qsort(list, (size_t)count, sizeof *list, by_step);
    self->scenario->specification.waves = list;
    self->scenario->specification.wave_count = count;
    return CADRE_OK;
}

static int read_generator(cadre_loading_t *self, const cadre_json_t *generator, shape_t shape)
{
    static const char *const known[] = {"on", "rate_per_year", "mean_size", NULL};
    cadre_specification_t *out = &self->scenario->specification;
    out->wave_generator.on = false;
    out->wave_generator.rate_per_year = 0.4f;
    out->wave_generator.mean_size = 0.8f;
    out->wave_generator.rise_weeks = shape.rise_weeks;
    out->wave_generator.hold_weeks = shape.hold_weeks;
    out->wave_generator.decay_weeks = shape.decay_weeks;
    if (generator == NULL)
        return CADRE_OK;
    int status = cadre_check_object(generator, known, self->err);
    if (status == CADRE_OK)
        status = cadre_optional_boolean(generator, "on", &out->wave_generator.on, self->err);
    if (status == CADRE_OK)
        status = cadre_optional_float(generator, "rate_per_year", 0, 10, "waves/year",
                                      &out->wave_generator.rate_per_year, self->err);
    const cadre_json_t *size = cadre_json_get(generator, "mean_size");
    if (status == CADRE_OK && size != NULL)
        status = read_size(size, &out->wave_generator.mean_size, self->err);
    return status;
}

int cadre_loading_environment(cadre_loading_t *self)
{
    static const char *const known[] = {"climate",    "norm",           "need", "waves",
                                        "wave_shape", "wave_generator", NULL};
    static const cadre_series_range_t normal = {0.2, 0, 1, "level"}, none = {0, 0, 1, "level"};
    const cadre_json_t *object = cadre_json_get(self->root, "environment");
    cadre_specification_t *out = &self->scenario->specification;
    shape_t shape;
    int status = object ? cadre_check_object(object, known, self->err) : CADRE_OK;
    if (status == CADRE_OK)
        status = cadre_series_read(self, cadre_json_get(object, "climate"), normal, &out->climate);
    if (status == CADRE_OK)
        status = cadre_series_read(self, cadre_json_get(object, "norm"), normal, &out->norm);
    if (status == CADRE_OK)
        status = cadre_series_read(self, cadre_json_get(object, "need"), none, &out->need);
    if (status == CADRE_OK)
        status = read_default_shape(object, &shape, self->err);
    if (status == CADRE_OK)
        status = read_waves(self, cadre_json_get(object, "waves"), shape);
    if (status == CADRE_OK)
        status = read_generator(self, cadre_json_get(object, "wave_generator"), shape);
    return status;
}
