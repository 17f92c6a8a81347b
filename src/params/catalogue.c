#include "params/catalogue.h"

#include <string.h>

static const cadre_mechanism_info_t mechanisms[] = {
#define M(NAME, DOES, WITHOUT) {#NAME, DOES, WITHOUT},
#include "params/mechanisms.def"
#undef M
};

/* All scripted types come first, as in cadre_event_type_t, whatever the order of the list. */
static const cadre_event_info_t events[] = {
#define SCRIPTED(TYPE, MECHANISM, FIELDS, MEANING) {#TYPE, MECHANISM, FIELDS, MEANING, 1},
#define HAPPENED(TYPE, LABEL, VALUE)
#include "params/events.def"
#undef SCRIPTED
#undef HAPPENED
#define SCRIPTED(TYPE, MECHANISM, FIELDS, MEANING)
#define HAPPENED(TYPE, LABEL, VALUE) {#TYPE, "", LABEL, VALUE, 0},
#include "params/events.def"
#undef SCRIPTED
#undef HAPPENED
};

enum { REAL = 0, INTEGER = 1 };

static const cadre_measure_info_t measures[] = {
#define Q(NAME, KIND, TYPE, UNIT, MEANING) {#NAME, CADRE_MEASURE_##KIND, TYPE, UNIT, MEANING},
#include "params/measures.def"
#undef Q
};

static const cadre_hours_info_t hours[] = {
#define L(NAME, MEANING) {#NAME, MEANING},
#include "params/ledger.def"
#undef L
};

static const cadre_kind_info_t kinds[] = {
#define K(NAME, WORD, MADE_OF, MEANING) {#WORD, CADRE_MADE_OF_##MADE_OF, MEANING},
#define D(NAME, GROUP, PARAMETER, VALUE)
#include "params/kinds.def"
#undef K
#undef D
};

const cadre_mechanism_info_t *cadre_mechanism_info(cadre_mechanism_t mechanism)
{
    return &mechanisms[mechanism];
}

const cadre_event_info_t *cadre_event_info(cadre_event_type_t type)
{
    return &events[type];
}

const cadre_measure_info_t *cadre_measure_info(cadre_measure_t measure)
{
    return &measures[measure];
}

const cadre_hours_info_t *cadre_hours_info(cadre_hours_t purpose)
{
    return &hours[purpose];
}

const cadre_kind_info_t *cadre_kind_info(cadre_kind_t kind)
{
    return &kinds[kind];
}

int cadre_mechanism_find(const char *name)
{
    for (int i = 0; i < CADRE_MECHANISM_COUNT; i++)
        if (strcmp(mechanisms[i].name, name) == 0)
            return i;
    return -1;
}

int cadre_scripted_event_find(const char *name)
{
    for (int i = 0; i < CADRE_SCRIPTED_COUNT; i++)
        if (strcmp(events[i].name, name) == 0)
            return i;
    return -1;
}

int cadre_measure_find(const char *name)
{
    for (int i = 0; i < CADRE_MEASURE_COUNT; i++)
        if (strcmp(measures[i].name, name) == 0)
            return i;
    return -1;
}
