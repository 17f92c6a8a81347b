#include "params/parameters.h"

#include <string.h>

#define STRUCTURE_ORGANIZATION cadre_parameters_t
#define STRUCTURE_WORLD        cadre_world_parameters_t

static const cadre_parameter_t table[] = {
#define P(TYPE, SCOPE, GROUP, NAME, VALUE, LOW, HIGH, MIN, MAX, UNIT, SCALE, BASIS, MEANING)       \
    {.key = #GROUP "." #NAME,                                                                      \
     .group = #GROUP,                                                                              \
     .name = #NAME,                                                                                \
     .type = CADRE_PARAMETER_##TYPE,                                                               \
     .scope = CADRE_SCOPE_##SCOPE,                                                                 \
     .offset = offsetof(STRUCTURE_##SCOPE, GROUP##_##NAME),                                        \
     .value = VALUE,                                                                               \
     .low = LOW,                                                                                   \
     .high = HIGH,                                                                                 \
     .min = MIN,                                                                                   \
     .max = MAX,                                                                                   \
     .unit = UNIT,                                                                                 \
     .scale = CADRE_SCALE_##SCALE,                                                                 \
     .basis = CADRE_BASIS_##BASIS,                                                                 \
     .meaning = MEANING},
#include "params/parameters.def"
#undef P
};

enum { COUNT = sizeof table / sizeof table[0] };

int cadre_parameter_count(void)
{
    return COUNT;
}

const cadre_parameter_t *cadre_parameter_at(int index)
{
    return &table[index];
}

int cadre_parameter_find(const char *key)
{
    for (int i = 0; i < COUNT; i++)
        if (strcmp(table[i].key, key) == 0)
            return i;
    return -1;
}

bool cadre_parameter_is_group(const char *group)
{
    for (int i = 0; i < COUNT; i++)
        if (strcmp(table[i].group, group) == 0)
            return true;
    return false;
}

static void set_defaults(cadre_scope_t scope, void *fields)
{
    for (int i = 0; i < COUNT; i++)
        if (table[i].scope == scope)
            cadre_parameter_set(i, fields, table[i].value);
}

/* Cleared first, so that the padding is equal, too, and structures can be compared by memcmp. */
void cadre_parameters_defaults(cadre_parameters_t *self)
{
    memset(self, 0, sizeof *self);
    set_defaults(CADRE_SCOPE_ORGANIZATION, self);
}

void cadre_world_parameters_defaults(cadre_world_parameters_t *self)
{
    memset(self, 0, sizeof *self);
    set_defaults(CADRE_SCOPE_WORLD, self);
}

void cadre_parameters_of_kind(cadre_kind_t kind, cadre_parameters_t *self)
{
#define K(NAME, name, made_of, meaning)
#define D(NAME, group, parameter, value)                                                           \
    if (kind == CADRE_KIND_##NAME)                                                                 \
        self->group##_##parameter = value;
#include "params/kinds.def"
#undef K
#undef D
}

/* Fields are reached through memcpy: no cast can then break alignment or aliasing rules. */
double cadre_parameter_get(int index, const void *fields)
{
    const char *field = (const char *)fields + table[index].offset;
    cadre_real_t real;
    cadre_integer_t integer;
    cadre_boolean_t boolean;
    switch (table[index].type) {
    case CADRE_PARAMETER_INTEGER:
        memcpy(&integer, field, sizeof integer);
        return integer;
    case CADRE_PARAMETER_BOOLEAN:
        memcpy(&boolean, field, sizeof boolean);
        return boolean;
    default:
        memcpy(&real, field, sizeof real);
        return real;
    }
}

void cadre_parameter_set(int index, void *fields, double value)
{
    char *field = (char *)fields + table[index].offset;
    if (table[index].type == CADRE_PARAMETER_INTEGER) {
        const cadre_integer_t integer = (cadre_integer_t)value;
        memcpy(field, &integer, sizeof integer);
    } else if (table[index].type == CADRE_PARAMETER_BOOLEAN) {
        const cadre_boolean_t boolean = value != 0;
        memcpy(field, &boolean, sizeof boolean);
    } else {
        const cadre_real_t real = value;
        memcpy(field, &real, sizeof real);
    }
}

/* NaN fails the first comparison, infinities fail it because all bounds are finite; inside the
 * bounds of an integer the conversion is exact. */
bool cadre_parameter_accepts(int index, double value)
{
    const cadre_parameter_t *parameter = &table[index];
    if (!(value >= parameter->min && value <= parameter->max))
        return false;
    return parameter->type == CADRE_PARAMETER_REAL || value == (double)(int32_t)value;
}
