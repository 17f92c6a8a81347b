/* `evidence`: the target bands a run is drawn and scored against, in a file of their own. */
#include "base/text.h"
#include "scenario/loading.h"
#include "scenario/reference.h"

#include <float.h>
#include <string.h>

enum { DEFAULT_WITHIN = 52, MOST_WITHIN = 5200 };

static int check_measure(const cadre_json_t *value, cadre_error_t *err)
{
    const char *names[CADRE_MEASURE_COUNT];
    const char *measure = cadre_json_string(value);
    if (cadre_measure_find(measure) >= 0)
        return CADRE_OK;
    for (int i = 0; i < CADRE_MEASURE_COUNT; i++)
        names[i] = cadre_measure_info((cadre_measure_t)i)->name;
    /* All measures would not fit into a message: only the nearest is named. */
    const int status = cadre_refuse(value, err, "a measure", "there is no measure '%s'", measure);
    const char *nearest = cadre_nearest(measure, names, CADRE_MEASURE_COUNT);
    cadre_suggest(err, nearest);
    return status;
}

static int check_organization(const cadre_loading_t *self, const cadre_json_t *value)
{
    const cadre_specification_t *specification = &self->scenario->specification;
    const char *wanted = cadre_json_string(value), *nearest = NULL;
    for (int i = 0; i < specification->organization_count; i++) {
        const cadre_organization_spec_t *organization = &specification->organizations[i];
        nearest = cadre_nearer(wanted, nearest, organization->id);
        if (strcmp(organization->id, wanted) != 0)
            continue;
        return cadre_kind_is_observed(organization->kind)
                   ? CADRE_OK
                   : cadre_refuse(value, self->err, NULL,
                                  "organization '%s' is given as a series: there is nothing to "
                                  "compare",
                                  wanted);
    }
    const int status =
        cadre_refuse(value, self->err, NULL, "there is no organization '%s'", wanted);
    cadre_suggest(self->err, nearest);
    return status;
}

static int check_event(const cadre_json_t *value, cadre_error_t *err)
{
    const char *names[CADRE_EVENT_COUNT];
    int count = 0;
    for (int i = CADRE_SCRIPTED_COUNT; i < CADRE_EVENT_COUNT; i++)
        names[count++] = cadre_event_info((cadre_event_type_t)i)->name;
    for (int i = 0; i < count; i++)
        if (strcmp(names[i], cadre_json_string(value)) == 0)
            return CADRE_OK;
    const int status = cadre_refuse(value, err, "an event of events.csv",
                                    "no run reports an event '%s'", cadre_json_string(value));
    cadre_suggest(err, cadre_nearest(cadre_json_string(value), names, count));
    return status;
}

static int read_bound(const cadre_json_t *value, cadre_take_t take, double *out, cadre_error_t *err)
{
    if (take != CADRE_TAKE_DATE)
        return cadre_json_read_number(value, -DBL_MAX, DBL_MAX, NULL, out, err);
    int32_t day = 0;
    const int status = cadre_read_date(value, &day, err);
    *out = day;
    return status;
}

static int read_band(const cadre_json_t *object, cadre_pattern_t *out, cadre_error_t *err)
{
    static const char *const keys[] = {"value", "low", "high"};
    double *const fields[] = {&out->value, &out->low, &out->high};
    int status = CADRE_OK;
    for (int i = 0; i < 3 && status == CADRE_OK; i++) {
        const cadre_json_t *value;
        status = cadre_require(object, keys[i], &value, err);
        if (status == CADRE_OK)
            status = read_bound(value, out->take, fields[i], err);
    }
    if (status == CADRE_OK && !(out->low <= out->value && out->value <= out->high))
        return cadre_refuse(object, err, "low <= value <= high",
                            "the band must have low <= value <= high");
    return status;
}

/* `then`: events that must follow, each within `within_weeks` (52) of the one before. */
static int read_sequence(const cadre_loading_t *self, const cadre_json_t *object,
                         cadre_pattern_t *out)
{
    const cadre_json_t *then = cadre_json_get(object, "then");
    int64_t within = DEFAULT_WITHIN;
    if (then == NULL)
        return CADRE_OK;
    int status = cadre_check_type(then, CADRE_JSON_ARRAY, self->err);
    if (status == CADRE_OK &&
        (cadre_json_size(then) == 0 || cadre_json_size(then) > CADRE_THEN_MAX))
        return cadre_refuse(then, self->err, NULL, "names one to %d events", CADRE_THEN_MAX);
    for (int i = 0; status == CADRE_OK && i < cadre_json_size(then); i++) {
        const cadre_json_t *event = cadre_json_at(then, i);
        status = cadre_json_read_string(event, &out->then[i], self->err);
        if (status == CADRE_OK)
            status = check_event(event, self->err);
        out->then_count = i + 1;
    }
    if (status == CADRE_OK)
        status = cadre_optional_integer(object, "within_weeks", 0, MOST_WITHIN, &within, self->err);
    out->within = (int32_t)within;
    return status;
}

/* What it is about: a measure, perhaps per another one, or an event and what follows. */
static int read_subject(const cadre_loading_t *self, const cadre_json_t *object,
                        cadre_pattern_t *out)
{
    const cadre_json_t *event = cadre_json_get(object, "event");
    const cadre_json_t *per = cadre_json_get(object, "per"), *measure;
    out->measure = out->per = out->event = "";
    if (event != NULL && (cadre_json_get(object, "measure") != NULL || per != NULL))
        return cadre_refuse(event, self->err, NULL,
                            "a pattern has a measure or an event, not both");
    if (event != NULL) {
        int status = cadre_json_read_string(event, &out->event, self->err);
        if (status == CADRE_OK)
            status = check_event(event, self->err);
        return status == CADRE_OK ? read_sequence(self, object, out) : status;
    }
    if (cadre_json_get(object, "then") != NULL)
        return cadre_refuse(cadre_json_get(object, "then"), self->err, NULL,
                            "goes with an event, not with a measure");
    int status = cadre_require(object, "measure", &measure, self->err);
    if (status == CADRE_OK)
        status = cadre_json_read_string(measure, &out->measure, self->err);
    if (status == CADRE_OK && per != NULL)
        status = cadre_json_read_string(per, &out->per, self->err);
    return status;
}

static int check_subject(const cadre_json_t *object, cadre_error_t *err)
{
    const cadre_json_t *measure = cadre_json_get(object, "measure");
    const cadre_json_t *per = cadre_json_get(object, "per");
    int status = measure != NULL ? check_measure(measure, err) : CADRE_OK;
    if (status == CADRE_OK && per != NULL)
        status = check_measure(per, err);
    return status;
}

static int read_words(const cadre_loading_t *self, const cadre_json_t *object, cadre_pattern_t *out)
{
    static const char *const levels[] = {"high", "medium", "low"};
    static const char *const uses[] = {"fit", "held-out"};
    static const char *const keys[] = {"organization", "source", "confidence"};
    const char **const fields[] = {&out->organization, &out->source, &out->confidence};
    const cadre_json_t *value = NULL;
    int status = read_subject(self, object, out), level, use = 0;
    for (int i = 0; i < 3 && status == CADRE_OK; i++) {
        status = cadre_require(object, keys[i], &value, self->err);
        if (status == CADRE_OK)
            status = cadre_json_read_string(value, fields[i], self->err);
    }
    if (status == CADRE_OK)
        status = cadre_json_read_choice(value, levels, 3, &level, self->err);
    if (status == CADRE_OK)
        status = check_subject(object, self->err);
    if (status == CADRE_OK)
        status = check_organization(self, cadre_json_get(object, "organization"));
    if (status == CADRE_OK)
        status = cadre_optional_choice(object, "use", uses, 2, &use, self->err);
    out->held_out = use == 1;
    out->group = "";
    return status == CADRE_OK ? cadre_optional_string(object, "group", &out->group, self->err)
                              : status;
}

static int read_day(const cadre_json_t *object, const char *key, int32_t *day, cadre_error_t *err)
{
    const cadre_json_t *value;
    const int status = cadre_require(object, key, &value, err);
    return status == CADRE_OK ? cadre_read_date(value, day, err) : status;
}

/* A period and what is taken of it. */
static int read_period(const cadre_json_t *object, cadre_pattern_t *out, cadre_error_t *err)
{
    static const char *const of_measures[] = {"mean", "min", "max", "first", "last"};
    static const char *const of_events[] = {"date", "count"};
    const bool event = out->event[0] != '\0';
    const cadre_json_t *take, *relative = cadre_json_get(object, "relative_to");
    int choice = 0;
    int status = cadre_require(object, "take", &take, err);
    if (status == CADRE_OK)
        status = cadre_json_read_choice(take, event ? of_events : of_measures, event ? 2 : 5,
                                        &choice, err);
    out->take = (cadre_take_t)(choice + (event ? CADRE_TAKE_DATE : CADRE_TAKE_MEAN));
    if (status == CADRE_OK && relative != NULL)
        status = cadre_refuse(relative, err, NULL, "goes with a date, not with a period");
    if (status == CADRE_OK)
        status = read_day(object, "from", &out->day, err);
    if (status == CADRE_OK)
        status = read_day(object, "to", &out->until, err);
    if (status == CADRE_OK && out->until < out->day)
        return cadre_refuse(cadre_json_get(object, "to"), err, NULL, "is before 'from'");
    return status;
}

/* `date`, perhaps relative to another one; or `take` of `from` .. `to`. */
static int read_when(const cadre_json_t *object, cadre_pattern_t *out, cadre_error_t *err)
{
    const cadre_json_t *date = cadre_json_get(object, "date");
    const cadre_json_t *take = cadre_json_get(object, "take");
    if (date != NULL && take != NULL)
        return cadre_refuse(take, err, NULL, "goes with 'from' and 'to', not with a date");
    if (take != NULL || out->event[0] != '\0')
        return read_period(object, out, err);
    out->take = CADRE_TAKE_AT;
    int status = read_day(object, "date", &out->day, err);
    out->until = out->day;
    out->relative = cadre_json_get(object, "relative_to") != NULL;
    if (status == CADRE_OK && out->relative)
        status = read_day(object, "relative_to", &out->relative_day, err);
    return status;
}

static int read_pattern(cadre_loading_t *self, const cadre_json_t *patterns, int index,
                        cadre_pattern_t *out)
{
    static const char *const known[] = {
        "organization", "measure", "per",   "event",        "date", "relative_to", "take",
        "from",         "to",      "value", "low",          "high", "source",      "confidence",
        "group",        "use",     "then",  "within_weeks", NULL};
    const cadre_json_t *object = cadre_json_at(patterns, index);
    int status = cadre_check_id(patterns, index, self->err);
    if (status == CADRE_OK)
        status = cadre_check_object(object, known, self->err);
    out->id = cadre_json_key(patterns, index);
    if (status == CADRE_OK)
        status = read_words(self, object, out);
    if (status == CADRE_OK)
        status = read_when(object, out, self->err);
    return status == CADRE_OK ? read_band(object, out, self->err) : status;
}

static bool is_in_run(const cadre_scenario_t *scenario, int32_t day)
{
    return day >= scenario->specification.start_day && day <= scenario->end_day;
}

/* Patterns outside the run are left out: a scenario of fewer years keeps its base's evidence. */
static int read_patterns(cadre_loading_t *self, const cadre_json_t *patterns)
{
    cadre_scenario_t *scenario = self->scenario;
    int status = cadre_check_type(patterns, CADRE_JSON_OBJECT, self->err);
    if (status != CADRE_OK)
        return status;
    const int count = cadre_json_size(patterns);
    scenario->patterns =
        cadre_owner_alloc(self->owner, (size_t)count, sizeof *scenario->patterns, self->err);
    if (scenario->patterns == NULL)
        return CADRE_ERROR_MEMORY;
    for (int i = 0; i < count; i++) {
        cadre_pattern_t *pattern = &scenario->patterns[scenario->pattern_count];
        status = read_pattern(self, patterns, i, pattern);
        if (status != CADRE_OK)
            return status;
        scenario->pattern_count +=
            is_in_run(scenario, pattern->day) && is_in_run(scenario, pattern->until) &&
            (!pattern->relative || is_in_run(scenario, pattern->relative_day));
    }
    return CADRE_OK;
}

static int read_file(cadre_loading_t *self, const cadre_json_t *root)
{
    static const char *const known[] = {"$schema", "format", "title", "patterns", NULL};
    static const char *const formats[] = {"cadre-evidence/1"};
    const cadre_json_t *format, *patterns;
    const char *text;
    int index;
    int status = cadre_check_type(root, CADRE_JSON_OBJECT, self->err);
    if (status == CADRE_OK)
        status = cadre_require(root, "format", &format, self->err);
    if (status == CADRE_OK)
        status = cadre_json_read_choice(format, formats, 1, &index, self->err);
    if (status == CADRE_OK)
        status = cadre_check_object(root, known, self->err);
    if (status == CADRE_OK)
        status = cadre_optional_string(root, "title", &text, self->err);
    if (status == CADRE_OK)
        status = cadre_require(root, "patterns", &patterns, self->err);
    return status == CADRE_OK ? read_patterns(self, patterns) : status;
}

static int load(cadre_loading_t *self, const char *path, const cadre_json_t **root)
{
    cadre_json_document_t *document;
    int status = cadre_json_load(path, &document, self->err);
    if (status == CADRE_OK)
        status = cadre_owner_keep_document(self->owner, document, self->err);
    if (status != CADRE_OK)
        return status;
    *root = cadre_json_root(document);
    return read_file(self, *root);
}

int cadre_loading_evidence(cadre_loading_t *self)
{
    const cadre_json_t *value = cadre_json_get(self->root, "evidence"), *root;
    const char *path;
    if (value == NULL || cadre_json_type(value) == CADRE_JSON_NULL)
        return CADRE_OK;
    const int status = cadre_reference_resolve(self, value, &path);
    return status == CADRE_OK ? load(self, path, &root) : status;
}

int cadre_evidence_load(const cadre_scenario_t *scenario, const char *path, cadre_owner_t *owner,
                        cadre_evidence_t *out, cadre_error_t *err)
{
    cadre_scenario_t about = *scenario;
    cadre_loading_t loading = {.scenario = &about, .owner = owner, .err = err};
    about.patterns = NULL;
    about.pattern_count = 0;
    const int status = load(&loading, path, &out->root);
    out->patterns = about.patterns;
    out->count = about.pattern_count;
    return status;
}
