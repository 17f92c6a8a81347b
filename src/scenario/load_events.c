/* `events`: what is scripted, checked against params/events.def. */
#include "scenario/loading.h"
#include "scenario/settings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_FIELDS = 16, FIELDS_SIZE = 160 };

static int read_type(const cadre_json_t *event, cadre_event_spec_t *out, cadre_error_t *err)
{
    const char *names[CADRE_SCRIPTED_COUNT];
    const cadre_json_t *type;
    int index = 0;
    for (int i = 0; i < CADRE_SCRIPTED_COUNT; i++)
        names[i] = cadre_event_info((cadre_event_type_t)i)->name;
    int status = cadre_check_type(event, CADRE_JSON_OBJECT, err);
    if (status == CADRE_OK)
        status = cadre_require(event, "type", &type, err);
    if (status == CADRE_OK)
        status = cadre_json_read_choice(type, names, CADRE_SCRIPTED_COUNT, &index, err);
    out->type = (cadre_event_type_t)index;
    return status;
}

/* Refuses fields that an event of this type does not take: those of the list are words. */
static int check_fields(const cadre_json_t *event, cadre_event_type_t type, cadre_error_t *err)
{
    const char *known[MAX_FIELDS] = {"date", "type", "note"};
    char fields[FIELDS_SIZE];
    int count = 3;
    if (type != CADRE_EVENT_switch)
        known[count++] = "organization";
    snprintf(fields, sizeof fields, "%s", cadre_event_info(type)->fields);
    char *rest = NULL;
    for (char *word = strtok_r(fields, " ", &rest); word != NULL && count < MAX_FIELDS;
         word = strtok_r(NULL, " ", &rest))
        known[count++] = word;
    return cadre_check_keys(event, known, count, err);
}

/* Whom an event can happen to. */
typedef enum { ANYBODY, WITH_PARAMETERS, WITH_PEOPLE, FRONTS, SPONSORS } subject_t;

static const struct {
    subject_t subject;
    bool named; /* one organization must be named */
} RULES[CADRE_SCRIPTED_COUNT] = {
    [CADRE_EVENT_set] = {WITH_PARAMETERS, false},
    [CADRE_EVENT_destroy] = {WITH_PARAMETERS, true},
    [CADRE_EVENT_merge] = {WITH_PEOPLE, true},
    [CADRE_EVENT_split] = {WITH_PEOPLE, true},
    [CADRE_EVENT_fragment] = {WITH_PEOPLE, true},
    [CADRE_EVENT_reorient] = {WITH_PEOPLE, true},
    [CADRE_EVENT_mutiny] = {FRONTS, true},
    [CADRE_EVENT_detach] = {WITH_PEOPLE, true},
    [CADRE_EVENT_convention] = {WITH_PEOPLE, true},
    [CADRE_EVENT_oust] = {WITH_PEOPLE, true},
    [CADRE_EVENT_thaw] = {WITH_PEOPLE, true},
    [CADRE_EVENT_case] = {WITH_PEOPLE, true},
    [CADRE_EVENT_expose] = {WITH_PEOPLE, true},
    [CADRE_EVENT_sister_scandal] = {WITH_PEOPLE, true},
    [CADRE_EVENT_shock] = {WITH_PEOPLE, true},
    [CADRE_EVENT_issue] = {WITH_PEOPLE, true},
    [CADRE_EVENT_faction] = {WITH_PEOPLE, true},
    [CADRE_EVENT_expel] = {WITH_PEOPLE, true},
    [CADRE_EVENT_secede] = {WITH_PEOPLE, true},
    [CADRE_EVENT_sponsor] = {WITH_PEOPLE, true},
    [CADRE_EVENT_propose_dissolution] = {WITH_PEOPLE, true},
};

static bool suits(subject_t subject, cadre_kind_t kind)
{
    switch (subject) {
    case WITH_PARAMETERS:
        return cadre_kind_is_observed(kind);
    case WITH_PEOPLE:
        return cadre_kind_has_people(kind);
    case FRONTS:
        return kind == CADRE_KIND_FRONT;
    case SPONSORS:
        return kind == CADRE_KIND_SPONSOR || cadre_kind_has_people(kind);
    default:
        return true;
    }
}

/* The organization that `name` names, of which `subject` must be true. */
static int find_organization(cadre_loading_t *self, const cadre_json_t *name, subject_t subject,
                             int32_t *out)
{
    int index;
    const int status = cadre_find_key(cadre_json_get(self->root, "organizations"), name,
                                      "organization", &index, self->err);
    if (status != CADRE_OK)
        return status;
    const cadre_kind_t kind = self->organizations[index].kind;
    if (!suits(subject, kind) && subject == FRONTS)
        return cadre_refuse(name, self->err, NULL, "organization '%s' is no front",
                            cadre_json_string(name));
    if (!suits(subject, kind))
        return cadre_refuse(name, self->err, NULL,
                            "organization '%s' is of kind \"%s\": this cannot happen to it",
                            cadre_json_string(name), cadre_kind_info(kind)->name);
    *out = index;
    return CADRE_OK;
}

static int read_organization(cadre_loading_t *self, const cadre_json_t *event,
                             cadre_event_spec_t *out)
{
    const cadre_json_t *name = cadre_json_get(event, "organization");
    out->organization = -1;
    if (name == NULL && RULES[out->type].named)
        return cadre_require(event, "organization", &name, self->err);
    if (name == NULL)
        return CADRE_OK;
    return find_organization(self, name, RULES[out->type].subject, &out->organization);
}

static int read_until(cadre_loading_t *self, const cadre_json_t *event, cadre_event_spec_t *out)
{
    const cadre_json_t *until = cadre_json_get(event, "until");
    out->until = -1;
    if (until == NULL)
        return CADRE_OK;
    const int status = cadre_loading_step(self, until, &out->until);
    if (status == CADRE_OK && out->until <= out->step)
        return cadre_refuse(until, self->err, NULL,
                            "must be at least a week after the event's date");
    return status;
}

static int read_settings(cadre_loading_t *self, const cadre_json_t *event, cadre_event_spec_t *out)
{
    const cadre_json_t *parameters;
    int status = cadre_require(event, "parameters", &parameters, self->err);
    if (status == CADRE_OK)
        status = cadre_settings_read(self, parameters, CADRE_WORLD_FIXED, &out->settings,
                                     &out->setting_count);
    if (status == CADRE_OK && out->setting_count == 0)
        return cadre_refuse(parameters, self->err, NULL, "the event sets no parameter");
    return status;
}

static int read_switch(cadre_loading_t *self, const cadre_json_t *event, cadre_event_spec_t *out)
{
    const char *names[CADRE_MECHANISM_COUNT];
    const cadre_json_t *mechanism, *on;
    int index = 0;
    for (int i = 0; i < CADRE_MECHANISM_COUNT; i++)
        names[i] = cadre_mechanism_info((cadre_mechanism_t)i)->name;
    int status = cadre_require(event, "mechanism", &mechanism, self->err);
    if (status == CADRE_OK)
        status = cadre_json_read_choice(mechanism, names, CADRE_MECHANISM_COUNT, &index, self->err);
    if (status == CADRE_OK)
        status = cadre_require(event, "on", &on, self->err);
    if (status == CADRE_OK)
        status = cadre_json_read_boolean(on, &out->on, self->err);
    out->mechanism = (cadre_mechanism_t)index;
    return status;
}

static int read_merge(cadre_loading_t *self, const cadre_json_t *event, cadre_event_spec_t *out)
{
    const cadre_json_t *into;
    int status = cadre_require(event, "into", &into, self->err);
    if (status == CADRE_OK)
        status = find_organization(self, into, WITH_PEOPLE, &out->into);
    if (status == CADRE_OK && out->into == out->organization)
        return cadre_refuse(into, self->err, NULL, "an organization cannot merge into itself");
    return status;
}

/* The id of what is born: one that no organization of the file has. */
static int read_found(cadre_loading_t *self, const cadre_json_t *event, cadre_event_spec_t *out)
{
    const cadre_json_t *found = cadre_json_get(event, "found");
    if (found == NULL)
        return CADRE_OK;
    const int status = cadre_json_read_string(found, &out->found, self->err);
    if (status != CADRE_OK)
        return status;
    if (!cadre_is_id(out->found))
        return cadre_refuse(found, self->err, "[a-z][a-z0-9-]{0,31}", "'%s' is no id", out->found);
    for (int o = 0; o < self->scenario->specification.organization_count; o++)
        if (strcmp(self->organizations[o].id, out->found) == 0)
            return cadre_refuse(found, self->err, NULL, "there is an organization '%s' already",
                                out->found);
    return CADRE_OK;
}

static int read_split(cadre_loading_t *self, const cadre_json_t *event, cadre_event_spec_t *out)
{
    static const char *const who[] = {"random", "loyal_minority"};
    const cadre_json_t *value;
    int64_t pieces = 2;
    int chosen = 0;
    int status = cadre_optional_choice(event, "who", who, 2, &chosen, self->err);
    out->loyal_minority = chosen == 1;
    if (status == CADRE_OK && out->type == CADRE_EVENT_fragment)
        status = cadre_require(event, "pieces", &value, self->err);
    else if (status == CADRE_OK && !out->loyal_minority)
        status = cadre_require(event, "share", &value, self->err);
    if (status == CADRE_OK)
        status = cadre_optional_number(event, "share", 0, 1, "share", &out->share, self->err);
    if (status == CADRE_OK)
        status = cadre_optional_integer(event, "pieces", 2, 20, &pieces, self->err);
    if (status == CADRE_OK)
        status = cadre_optional_number(event, "drift", 0, 1, NULL, &out->drift, self->err);
    out->pieces = (int32_t)pieces;
    return status == CADRE_OK ? read_found(self, event, out) : status;
}

static int read_reorient(cadre_loading_t *self, const cadre_json_t *event, cadre_event_spec_t *out)
{
    static const char *const milieus[] = {"campus", "city", "workplace"};
    const cadre_json_t *value;
    int milieu = 0;
    int status = cadre_require(event, "milieu", &value, self->err);
    if (status == CADRE_OK)
        status = cadre_json_read_choice(value, milieus, CADRE_MILIEU_COUNT, &milieu, self->err);
    out->milieu = (cadre_milieu_t)milieu;
    return status;
}

/* A size from 0 to `most` that must be given, or is `usual`. */
static int read_size(cadre_loading_t *self, const cadre_json_t *event, double most, double usual,
                     cadre_event_spec_t *out)
{
    const cadre_json_t *value;
    out->size = usual;
    if (usual < 0) {
        const int status = cadre_require(event, "size", &value, self->err);
        if (status != CADRE_OK)
            return status;
    }
    return cadre_optional_number(event, "size", 0, most, NULL, &out->size, self->err);
}

static int read_case(cadre_loading_t *self, const cadre_json_t *event, cadre_event_spec_t *out)
{
    static const char *const ranks[CADRE_RANK_COUNT + 1] = {"member", "cadre", "leader", "chance"};
    static const char *const handlings[CADRE_HANDLING_COUNT] = {"chance", "unreported", "dismissed",
                                                                "covered_up", "resolved"};
    int rank = CADRE_RANK_COUNT;
    int handling = CADRE_HANDLING_CHANCE;
    int64_t insiders = -1;
    out->severity = -1;
    int status =
        cadre_optional_choice(event, "rank", ranks, CADRE_RANK_COUNT + 1, &rank, self->err);
    if (status == CADRE_OK)
        status = cadre_optional_number(event, "severity", 0, 1, NULL, &out->severity, self->err);
    if (status == CADRE_OK)
        status = cadre_optional_choice(event, "handling", handlings, CADRE_HANDLING_COUNT,
                                       &handling, self->err);
    if (status == CADRE_OK)
        status =
            cadre_optional_integer(event, "insiders", 0, CADRE_INSIDERS_MAX, &insiders, self->err);
    out->rank = (cadre_rank_t)rank;
    out->handling = (cadre_handling_t)handling;
    out->insiders = (int32_t)insiders;
    return status;
}

/* `case`: the id of an event of type case, which is looked up when all are sorted. */
static int read_expose(cadre_loading_t *self, const cadre_json_t *event, cadre_event_spec_t *out)
{
    const cadre_json_t *name = cadre_json_get(event, "case"), *type;
    out->reference = -1;
    if (name == NULL)
        return CADRE_OK;
    int index;
    const cadre_json_t *events = cadre_json_get(self->root, "events");
    const int status = cadre_find_key(events, name, "event", &index, self->err);
    if (status != CADRE_OK)
        return status;
    type = cadre_json_get(cadre_json_at(events, index), "type");
    if (type == NULL || cadre_json_type(type) != CADRE_JSON_STRING ||
        strcmp(cadre_json_string(type), "case") != 0)
        return cadre_refuse(name, self->err, NULL, "event '%s' is no case",
                            cadre_json_string(name));
    out->found = cadre_json_key(events, index);
    return CADRE_OK;
}

static int read_issue(cadre_loading_t *self, const cadre_json_t *event, cadre_event_spec_t *out)
{
    const cadre_json_t *value;
    int status = cadre_require(event, "salience", &value, self->err);
    if (status == CADRE_OK)
        status = cadre_optional_number(event, "salience", 0, 1, NULL, &out->salience, self->err);
    if (status == CADRE_OK)
        status = cadre_optional_number(event, "position", -1, 1, NULL, &out->position, self->err);
    return status;
}

static int read_faction(cadre_loading_t *self, const cadre_json_t *event, cadre_event_spec_t *out)
{
    int64_t founders = -1;
    const int status =
        cadre_optional_integer(event, "founders", 2, CADRE_COMMITTEE_MAX, &founders, self->err);
    out->founders = (int32_t)founders;
    return status;
}

static const double USUAL_SPONSOR = 0.8; /* its doctrine where the file does not say */

static int read_sponsor(cadre_loading_t *self, const cadre_json_t *event, cadre_event_spec_t *out)
{
    static const char *const actions[CADRE_SPONSOR_COUNT] = {"instigate", "copy_regime", "back",
                                                             "expel", "sever"};
    const cadre_json_t *value;
    const cadre_json_t *sponsor = cadre_json_get(event, "sponsor");
    int action = 0;
    out->sponsor = -1;
    out->position = USUAL_SPONSOR;
    int status = cadre_require(event, "action", &value, self->err);
    if (status == CADRE_OK)
        status = cadre_json_read_choice(value, actions, CADRE_SPONSOR_COUNT, &action, self->err);
    out->action = (cadre_sponsor_action_t)action;
    if (status == CADRE_OK && sponsor != NULL)
        status = find_organization(self, sponsor, SPONSORS, &out->sponsor);
    else if (status == CADRE_OK && out->action == CADRE_SPONSOR_COPY_REGIME)
        status = cadre_require(event, "sponsor", &value, self->err);
    if (status == CADRE_OK)
        status = cadre_optional_number(event, "position", -1, 1, NULL, &out->position, self->err);
    return status;
}

/* What only events of one type have. */
static int read_fields(cadre_loading_t *self, const cadre_json_t *event, cadre_event_spec_t *out)
{
    switch (out->type) {
    case CADRE_EVENT_set:
        return read_settings(self, event, out);
    case CADRE_EVENT_switch:
        return read_switch(self, event, out);
    case CADRE_EVENT_merge:
        return read_merge(self, event, out);
    case CADRE_EVENT_split:
    case CADRE_EVENT_fragment:
        return read_split(self, event, out);
    case CADRE_EVENT_reorient:
        return read_reorient(self, event, out);
    case CADRE_EVENT_thaw:
        return read_size(self, event, 1, -1, out);
    case CADRE_EVENT_shock:
        return read_size(self, event, 5, -1, out);
    case CADRE_EVENT_sister_scandal:
        return read_size(self, event, 1, 1, out);
    case CADRE_EVENT_case:
        return read_case(self, event, out);
    case CADRE_EVENT_expose:
        return read_expose(self, event, out);
    case CADRE_EVENT_issue:
        return read_issue(self, event, out);
    case CADRE_EVENT_faction:
        return read_faction(self, event, out);
    case CADRE_EVENT_expel:
    case CADRE_EVENT_secede:
        return read_found(self, event, out);
    case CADRE_EVENT_sponsor:
        return read_sponsor(self, event, out);
    default:
        return CADRE_OK;
    }
}

static int check_mechanism(cadre_loading_t *self, const cadre_json_t *event,
                           cadre_event_type_t type)
{
    const char *name = cadre_event_info(type)->mechanism;
    const int mechanism = name[0] ? cadre_mechanism_find(name) : -1;
    if (mechanism < 0 ||
        cadre_mechanism_on(self->scenario->specification.mechanisms, (cadre_mechanism_t)mechanism))
        return CADRE_OK;
    return cadre_refuse(event, self->err, NULL,
                        "event type %s needs the mechanism '%s', which is switched off",
                        cadre_event_info(type)->name, name);
}

static int read_event(cadre_loading_t *self, const cadre_json_t *events, int index,
                      cadre_event_spec_t *out)
{
    const cadre_json_t *event = cadre_json_at(events, index), *date;
    out->id = cadre_json_key(events, index);
    out->note = "";
    int status = cadre_check_id(events, index, self->err);
    if (status == CADRE_OK)
        status = read_type(event, out, self->err);
    if (status == CADRE_OK)
        status = check_fields(event, out->type, self->err);
    if (status == CADRE_OK)
        status = check_mechanism(self, event, out->type);
    if (status == CADRE_OK)
        status = cadre_require(event, "date", &date, self->err);
    if (status == CADRE_OK)
        status = cadre_loading_step(self, date, &out->step);
    if (status == CADRE_OK)
        status = read_until(self, event, out);
    if (status == CADRE_OK)
        status = read_organization(self, event, out);
    if (status == CADRE_OK)
        status = cadre_optional_string(event, "note", &out->note, self->err);
    return status == CADRE_OK ? read_fields(self, event, out) : status;
}

static int by_step(const void *a, const void *b)
{
    const cadre_event_spec_t *left = a, *right = b;
    if (left->step != right->step)
        return left->step < right->step ? -1 : 1;
    return strcmp(left->id, right->id);
}

/* Exposures refer to their cases by place in the sorted list. */
static void find_cases(cadre_event_spec_t *list, int count)
{
    for (int i = 0; i < count; i++) {
        if (list[i].type != CADRE_EVENT_expose || list[i].found == NULL)
            continue;
        for (int k = 0; k < count; k++)
            if (strcmp(list[k].id, list[i].found) == 0)
                list[i].reference = k;
        list[i].found = NULL;
    }
}

int cadre_loading_events(cadre_loading_t *self)
{
    const cadre_json_t *events = cadre_json_get(self->root, "events");
    if (events == NULL)
        return CADRE_OK;
    int status = cadre_check_type(events, CADRE_JSON_OBJECT, self->err);
    if (status != CADRE_OK)
        return status;
    const int count = cadre_json_size(events);
    cadre_event_spec_t *list =
        cadre_owner_alloc(self->owner, (size_t)count, sizeof *list, self->err);
    if (list == NULL)
        return CADRE_ERROR_MEMORY;
    for (int i = 0; i < count && status == CADRE_OK; i++)
        status = read_event(self, events, i, &list[i]);
    if (status != CADRE_OK)
        return status;
    qsort(list, (size_t)count, sizeof *list, by_step);
    find_cases(list, count);
    self->scenario->specification.events = list;
    self->scenario->specification.event_count = count;
    return CADRE_OK;
}
