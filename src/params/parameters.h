/* Parameters: structures and table, both made from parameters.def. */
#ifndef CADRE_PARAMETERS_H
#define CADRE_PARAMETERS_H

#include "params/catalogue.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef double cadre_real_t;
typedef int32_t cadre_integer_t;
typedef bool cadre_boolean_t;

#define CADRE_TYPE_REAL                 cadre_real_t
#define CADRE_TYPE_INTEGER              cadre_integer_t
#define CADRE_TYPE_BOOLEAN              cadre_boolean_t
#define CADRE_FIELD_(type, group, name) CADRE_TYPE_##type group##_##name;
#define CADRE_NO_FIELD_(type, group, name)

/* The parameters of one organization: `recruitment.rho` is the field recruitment_rho. */
typedef struct {
#define CADRE_IF_ORGANIZATION CADRE_FIELD_
#define CADRE_IF_WORLD        CADRE_NO_FIELD_
#define P(type, scope, group, name, value, low, high, min, max, unit, scale, basis, meaning)       \
    CADRE_IF_##scope(type, group, name)
#include "params/parameters.def"
#undef P
#undef CADRE_IF_ORGANIZATION
#undef CADRE_IF_WORLD
} cadre_parameters_t;

/* The parameters that are one for the whole world. */
typedef struct {
#define CADRE_IF_ORGANIZATION CADRE_NO_FIELD_
#define CADRE_IF_WORLD        CADRE_FIELD_
#define P(type, scope, group, name, value, low, high, min, max, unit, scale, basis, meaning)       \
    CADRE_IF_##scope(type, group, name)
#include "params/parameters.def"
#undef P
#undef CADRE_IF_ORGANIZATION
#undef CADRE_IF_WORLD
} cadre_world_parameters_t;

typedef enum {
    CADRE_PARAMETER_REAL,
    CADRE_PARAMETER_INTEGER,
    CADRE_PARAMETER_BOOLEAN
} cadre_parameter_type_t;
typedef enum { CADRE_SCOPE_ORGANIZATION, CADRE_SCOPE_WORLD } cadre_scope_t;
typedef enum { CADRE_SCALE_LINEAR, CADRE_SCALE_LOG } cadre_scale_t;
typedef enum { CADRE_BASIS_SOURCED, CADRE_BASIS_DERIVED, CADRE_BASIS_ASSUMED } cadre_basis_t;

typedef struct {
    const char *key;   /* "recruitment.rho" */
    const char *group; /* "recruitment" */
    const char *name;  /* "rho" */
    cadre_parameter_type_t type;
    cadre_scope_t scope;
    size_t offset;    /* of its field in the structure of its scope */
    double value;     /* default */
    double low, high; /* plausible range; equal: not swept by default */
    double min, max;  /* allowed range, both ends included */
    const char *unit;
    cadre_scale_t scale;
    cadre_basis_t basis;
    const char *meaning;
} cadre_parameter_t;

/* The table, in the order of parameters.def. */
int cadre_parameter_count(void);
const cadre_parameter_t *cadre_parameter_at(int index);
/* Index of `key` (exact case), or -1. */
int cadre_parameter_find(const char *key);
/* Whether `group` is a group of some parameter. */
bool cadre_parameter_is_group(const char *group);

void cadre_parameters_defaults(cadre_parameters_t *self);
void cadre_world_parameters_defaults(cadre_world_parameters_t *self);
/* Sets what a kind of organization has otherwise than the table (kinds.def). */
void cadre_parameters_of_kind(cadre_kind_t kind, cadre_parameters_t *self);

/* Reads or writes the field of `index` in `fields`, which must be the structure of the
 * parameter's scope. Values pass as double; integers and booleans are exact. Setting does not
 * check the range: use cadre_parameter_accepts. */
double cadre_parameter_get(int index, const void *fields);
void cadre_parameter_set(int index, void *fields, double value);
/* Whether the value is finite, inside [min, max], and integral or 0/1 where the type asks. */
bool cadre_parameter_accepts(int index, double value);

#endif
