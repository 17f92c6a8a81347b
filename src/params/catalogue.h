/* The other lists as tables and numbers: mechanisms, purposes of randomness, kinds of identity,
 * the ledger, events, measures, kinds of organization. */
#ifndef CADRE_CATALOGUE_H
#define CADRE_CATALOGUE_H

#include <stdint.h>

typedef enum {
#define M(name, does, without) CADRE_MECHANISM_##name,
#include "params/mechanisms.def"
#undef M
    CADRE_MECHANISM_COUNT
} cadre_mechanism_t;

typedef enum {
#define K(NAME, name, made_of, meaning) CADRE_KIND_##NAME,
#define D(NAME, group, parameter, value)
#include "params/kinds.def"
#undef K
#undef D
    CADRE_KIND_COUNT
} cadre_kind_t;

/* What an organization is made of: persons, participants who are only counted, or nobody. */
typedef enum { CADRE_MADE_OF_PEOPLE, CADRE_MADE_OF_COUNTS, CADRE_MADE_OF_NOBODY } cadre_made_of_t;

enum {
#define D(name, number, entity, words) CADRE_DRAW_##name = number,
#include "params/purposes.def"
#undef D
};

enum {
#define B(name, number, made_of) CADRE_BIRTH_##name = number,
#include "params/births.def"
#undef B
};

typedef enum {
#define L(name, meaning) CADRE_HOURS_##name,
#include "params/ledger.def"
#undef L
    CADRE_HOURS_COUNT
} cadre_hours_t;

typedef enum {
#define SCRIPTED(type, mechanism, fields, meaning) CADRE_EVENT_##type,
#define HAPPENED(type, label, value)
#include "params/events.def"
#undef SCRIPTED
#undef HAPPENED
    CADRE_SCRIPTED_COUNT,
    CADRE_EVENT_FIRST_HAPPENED_ = CADRE_SCRIPTED_COUNT - 1,
#define SCRIPTED(type, mechanism, fields, meaning)
#define HAPPENED(type, label, value) CADRE_EVENT_##type,
#include "params/events.def"
#undef SCRIPTED
#undef HAPPENED
    CADRE_EVENT_COUNT
} cadre_event_type_t;

typedef enum {
#define Q(name, kind, type, unit, meaning) CADRE_MEASURE_##name,
#include "params/measures.def"
#undef Q
    CADRE_MEASURE_COUNT
} cadre_measure_t;

typedef enum {
    CADRE_MEASURE_STOCK,
    CADRE_MEASURE_FLOW,
    CADRE_MEASURE_MEAN,
    CADRE_MEASURE_WORLD
} cadre_measure_kind_t;

typedef struct {
    const char *name, *does, *without;
} cadre_mechanism_info_t;
typedef struct {
    const char *name, *mechanism, *fields, *meaning; /* happened: label's and value's meaning */
    int scripted;
} cadre_event_info_t;
typedef struct {
    const char *name;
    cadre_measure_kind_t kind;
    int integer; /* whether its values are whole numbers */
    const char *unit, *meaning;
} cadre_measure_info_t;
typedef struct {
    const char *name, *meaning;
} cadre_hours_info_t;
typedef struct {
    const char *name;
    cadre_made_of_t made_of;
    const char *meaning;
} cadre_kind_info_t;

/* Static tables; the index is the enumerator. */
const cadre_mechanism_info_t *cadre_mechanism_info(cadre_mechanism_t mechanism);
const cadre_event_info_t *cadre_event_info(cadre_event_type_t type);
const cadre_measure_info_t *cadre_measure_info(cadre_measure_t measure);
const cadre_hours_info_t *cadre_hours_info(cadre_hours_t purpose);
const cadre_kind_info_t *cadre_kind_info(cadre_kind_t kind);
/* The enumerator of a name, or -1. */
int cadre_mechanism_find(const char *name);
int cadre_scripted_event_find(const char *name);
int cadre_measure_find(const char *name);

#endif
