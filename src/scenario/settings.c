#include "scenario/settings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *cadre_settings_nearest(const char *key)
{
    const char *best = NULL;
    for (int i = 0; i < cadre_parameter_count(); i++)
        best = cadre_nearer(key, best, cadre_parameter_at(i)->key);
    return best;
}

static const char *nearest_group(const char *group)
{
    const char *best = NULL;
    for (int i = 0; i < cadre_parameter_count(); i++)
        best = cadre_nearer(group, best, cadre_parameter_at(i)->group);
    return best;
}

/* At the key of child `index`, with the nearest name as a hint. */
static int fail_unknown(const cadre_json_t *object, int index, const char *what, const char *name,
                        const char *nearest, cadre_error_t *err)
{
    const int status = cadre_fail_at_key(object, index, err, NULL, "unknown %s '%s'", what, name);
    cadre_error_hint(err, "`cadre params` lists all");
    cadre_suggest(err, nearest);
    return status;
}

/* Numbers as numbers, yes/no as true and false. */
static int read_value(const cadre_json_t *json, int parameter, double *value, cadre_error_t *err)
{
    const cadre_parameter_t *info = cadre_parameter_at(parameter);
    bool boolean = false;
    int64_t integer = 0;
    int status;
    switch (info->type) {
    case CADRE_PARAMETER_BOOLEAN:
        status = cadre_json_read_boolean(json, &boolean, err);
        *value = boolean;
        return status;
    case CADRE_PARAMETER_INTEGER:
        status =
            cadre_json_read_integer(json, (int64_t)info->min, (int64_t)info->max, &integer, err);
        *value = (double)integer;
        return status;
    default:
        return cadre_json_read_number(json, info->min, info->max, info->unit, value, err);
    }
}

static int read_setting(const cadre_json_t *object, int group, int index, cadre_world_rule_t rule,
                        cadre_setting_t *out, cadre_error_t *err)
{
    const cadre_json_t *members = cadre_json_at(object, group);
    char key[160];
    snprintf(key, sizeof key, "%s.%s", cadre_json_key(object, group),
             cadre_json_key(members, index));
    out->parameter = cadre_parameter_find(key);
    if (out->parameter < 0)
        return fail_unknown(members, index, "parameter", key, cadre_settings_nearest(key), err);
    if (rule != CADRE_WORLD_ALLOWED &&
        cadre_parameter_at(out->parameter)->scope == CADRE_SCOPE_WORLD)
        return cadre_fail_at_key(members, index, err, NULL, "%s is one for the whole world%s", key,
                                 rule == CADRE_WORLD_FIXED
                                     ? " and fixed for a run"
                                     : ": it belongs into the file's top-level \"parameters\"");
    return read_value(cadre_json_at(members, index), out->parameter, &out->value, err);
}

static int check_groups(const cadre_json_t *object, int *count, cadre_error_t *err)
{
    int status = cadre_check_type(object, CADRE_JSON_OBJECT, err);
    *count = 0;
    for (int i = 0; status == CADRE_OK && i < cadre_json_size(object); i++) {
        const char *group = cadre_json_key(object, i);
        if (!cadre_parameter_is_group(group))
            return fail_unknown(object, i, "group of parameters", group, nearest_group(group), err);
        status = cadre_check_type(cadre_json_at(object, i), CADRE_JSON_OBJECT, err);
        *count += status == CADRE_OK ? cadre_json_size(cadre_json_at(object, i)) : 0;
    }
    return status;
}

static int by_parameter(const void *a, const void *b)
{
    const cadre_setting_t *left = a, *right = b;
    return (left->parameter > right->parameter) - (left->parameter < right->parameter);
}

int cadre_settings_read(cadre_loading_t *self, const cadre_json_t *object, cadre_world_rule_t rule,
                        const cadre_setting_t **settings, int *count)
{
    *settings = NULL;
    *count = 0;
    if (object == NULL)
        return CADRE_OK;
    int status = check_groups(object, count, self->err);
    if (status != CADRE_OK)
        return status;
    cadre_setting_t *list = cadre_owner_alloc(self->owner, (size_t)*count, sizeof *list, self->err);
    if (list == NULL)
        return CADRE_ERROR_MEMORY;
    cadre_setting_t *next = list;
    for (int i = 0; i < cadre_json_size(object); i++)
        for (int k = 0; k < cadre_json_size(cadre_json_at(object, i)); k++) {
            status = read_setting(object, i, k, rule, next++, self->err);
            if (status != CADRE_OK)
                return status;
        }
    qsort(list, (size_t)*count, sizeof *list, by_parameter);
    *settings = list;
    return CADRE_OK;
}

void cadre_settings_apply(const cadre_setting_t *settings, int count,
                          cadre_parameters_t *parameters, cadre_world_parameters_t *world)
{
    for (int i = 0; i < count; i++) {
        const bool one_world =
            cadre_parameter_at(settings[i].parameter)->scope == CADRE_SCOPE_WORLD;
        if (one_world && world != NULL)
            cadre_parameter_set(settings[i].parameter, world, settings[i].value);
        if (!one_world && parameters != NULL)
            cadre_parameter_set(settings[i].parameter, parameters, settings[i].value);
    }
}
