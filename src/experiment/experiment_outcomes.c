/* What a experiment measures in each run, and what a calibration aims at. */
#include "experiment/experiment_internal.h"
#include "experiment/targets.h"

#include <stdint.h>
#include <string.h>

/* In the order of cadre_take_t. */
static const char *const KINDS[] = {"at", "mean", "min", "max", "first", "last", "date", "count"};

/* The organization named, or the first that has people. */
static int read_organization(cadre_reading_experiment_t *self, const cadre_json_t *object,
                             cadre_reading_t *out)
{
    const cadre_specification_t *specification = &self->experiment->bases[0]->specification;
    const cadre_json_t *name = cadre_json_get(object, "organization");
    const char *wanted = NULL, *nearest = NULL;
    const int status = name != NULL ? cadre_json_read_string(name, &wanted, self->err) : CADRE_OK;
    for (int i = 0; status == CADRE_OK && i < specification->organization_count; i++) {
        const cadre_organization_spec_t *organization = &specification->organizations[i];
        if (organization->kind == CADRE_KIND_SERIES)
            continue;
        if (wanted == NULL || strcmp(organization->id, wanted) == 0) {
            out->pattern.organization = organization->id;
            return CADRE_OK;
        }
        nearest = cadre_nearer(wanted, nearest, organization->id);
    }
    if (status != CADRE_OK || name == NULL)
        return status != CADRE_OK ? status
                                  : cadre_refuse(object, self->err, NULL,
                                                 "no organization of the scenario has people");
    cadre_refuse(name, self->err, NULL, "there is no organization '%s' with people", wanted);
    cadre_suggest(self->err, nearest);
    return CADRE_ERROR_INPUT;
}

/* A day inside the run of the (first) scenario; others may be shorter, and then have no value. */
static int read_day(cadre_reading_experiment_t *self, const cadre_json_t *object, const char *key,
                    int32_t *out)
{
    const cadre_scenario_t *scenario = self->experiment->bases[0];
    const cadre_json_t *value = cadre_json_get(object, key);
    if (value == NULL)
        return CADRE_OK;
    const int status = cadre_read_date(value, out, self->err);
    if (status == CADRE_OK &&
        (*out < scenario->specification.start_day || *out > scenario->end_day))
        return cadre_refuse(value, self->err, "a day of the run", "%s is outside the run",
                            cadre_json_string(value));
    return status;
}

static int check_order(cadre_reading_experiment_t *self, const cadre_json_t *object,
                       const cadre_reading_t *out)
{
    if (out->pattern.day <= out->pattern.until)
        return CADRE_OK;
    return cadre_refuse(object, self->err, "from <= to", "from must not be after to");
}

/* Whether the value is divided by that of another date, and whether its logarithm is meant. */
static int read_form(cadre_reading_experiment_t *self, const cadre_json_t *object,
                     cadre_reading_t *out)
{
    const cadre_json_t *relative = cadre_json_get(object, "relative_to");
    if (relative != NULL && cadre_json_get(object, "at") == NULL)
        return cadre_refuse(relative, self->err, NULL, "goes with \"at\", not with a period");
    out->pattern.relative = relative != NULL;
    const int status = read_day(self, object, "relative_to", &out->pattern.relative_day);
    return status == CADRE_OK
               ? cadre_optional_boolean(object, "logarithm", &out->logarithm, self->err)
               : status;
}

static int read_measure(cadre_reading_experiment_t *self, const cadre_json_t *object,
                        cadre_reading_t *out)
{
    static const char *const known[] = {
        "measure", "organization", "at",        "relative_to", "take",
        "from",    "to",           "logarithm", "given_alive", NULL};
    const char *names[CADRE_MEASURE_COUNT];
    const cadre_json_t *at = cadre_json_get(object, "at"), *take = cadre_json_get(object, "take");
    int choice = 0;
    for (int i = 0; i < CADRE_MEASURE_COUNT; i++)
        names[i] = cadre_measure_info((cadre_measure_t)i)->name;
    int status = cadre_check_object(object, known, self->err);
    if (status == CADRE_OK)
        status = cadre_json_read_choice(cadre_json_get(object, "measure"), names,
                                        CADRE_MEASURE_COUNT, &choice, self->err);
    out->pattern.measure = names[choice];
    if (status == CADRE_OK && (at != NULL) == (take != NULL))
        return cadre_refuse(object, self->err, "either at, or take with from and to",
                            "needs either \"at\" (a date) or \"take\" (%s, %s, %s, %s, %s)",
                            KINDS[1], KINDS[2], KINDS[3], KINDS[4], KINDS[5]);
    if (status == CADRE_OK && at != NULL &&
        (cadre_json_get(object, "from") != NULL || cadre_json_get(object, "to") != NULL))
        return cadre_refuse(at, self->err, NULL, "from and to belong to \"take\"");
    choice = 0;
    if (status == CADRE_OK && take != NULL) {
        status = cadre_json_read_choice(take, KINDS + CADRE_TAKE_MEAN, 5, &choice, self->err);
        choice += CADRE_TAKE_MEAN;
    }
    out->pattern.take = (cadre_take_t)choice;
    if (status == CADRE_OK)
        status = read_day(self, object, at != NULL ? "at" : "from", &out->pattern.day);
    if (status == CADRE_OK)
        status = read_day(self, object, "to", &out->pattern.until);
    if (status == CADRE_OK)
        status = read_form(self, object, out);
    return status == CADRE_OK && take != NULL ? check_order(self, object, out) : status;
}

/* Whether it presupposes an organization that is still there on a day. */
static int read_given(cadre_reading_experiment_t *self, const cadre_json_t *object,
                      cadre_reading_t *out)
{
    out->given = cadre_json_get(object, "given_alive") != NULL;
    return read_day(self, object, "given_alive", &out->given_day);
}

static int read_event(cadre_reading_experiment_t *self, const cadre_json_t *object,
                      cadre_reading_t *out)
{
    static const char *const known[] = {"event", "organization", "take", "from",
                                        "to",    "given_alive",  NULL};
    const char *names[CADRE_EVENT_COUNT];
    const cadre_json_t *take;
    int choice = 0, event = 0;
    for (int i = 0; i < CADRE_EVENT_COUNT; i++)
        names[i] = cadre_event_info((cadre_event_type_t)i)->name;
    int status = cadre_check_object(object, known, self->err);
    if (status == CADRE_OK)
        status = cadre_json_read_choice(cadre_json_get(object, "event"), names, CADRE_EVENT_COUNT,
                                        &event, self->err);
    if (status == CADRE_OK)
        status = cadre_require(object, "take", &take, self->err);
    if (status == CADRE_OK)
        status = cadre_json_read_choice(take, KINDS + CADRE_TAKE_DATE, 2, &choice, self->err);
    out->pattern.event = names[event];
    out->pattern.take = (cadre_take_t)(CADRE_TAKE_DATE + choice);
    if (status == CADRE_OK)
        status = read_day(self, object, "from", &out->pattern.day);
    if (status == CADRE_OK)
        status = read_day(self, object, "to", &out->pattern.until);
    return status == CADRE_OK ? check_order(self, object, out) : status;
}

static int read_outcome(cadre_reading_experiment_t *self, const cadre_json_t *outcomes, int index,
                        cadre_reading_t *out)
{
    const cadre_json_t *object = cadre_json_at(outcomes, index);
    *out = (cadre_reading_t){
        .name = cadre_json_key(outcomes, index),
        .pattern = {.measure = "", .per = "", .event = "", .day = INT32_MIN, .until = INT32_MAX}};
    if (out->name[0] == '\0' || strlen(out->name) > 60 ||
        out->name[strspn(out->name, "abcdefghijklmnopqrstuvwxyz0123456789_")] != '\0')
        return cadre_fail_at_key(outcomes, index, self->err, "[a-z0-9_]{1,60}",
                                 "'%s' cannot be the name of a column", out->name);
    int status = cadre_check_type(object, CADRE_JSON_OBJECT, self->err);
    if (status == CADRE_OK && cadre_json_get(object, "measure") != NULL)
        status = read_measure(self, object, out);
    else if (status == CADRE_OK && cadre_json_get(object, "event") != NULL)
        status = read_event(self, object, out);
    else if (status == CADRE_OK)
        return cadre_refuse(object, self->err, "measure or event",
                            "an outcome is a \"measure\" or an \"event\"");
    if (status == CADRE_OK)
        status = read_given(self, object, out);
    return status == CADRE_OK ? read_organization(self, object, out) : status;
}

/* ------------------------------------------------------- the scorecard */

static bool is_listed(const cadre_reading_t *readings, int count, const char *name)
{
    for (int i = 0; i < count; i++)
        if (strcmp(readings[i].name, name) == 0)
            return true;
    return false;
}

/* The name of a pattern as a column: '-' as '_'. */
static const char *column_of(cadre_reading_experiment_t *self, const char *id)
{
    char *name = cadre_owner_copy(self->owner, id, self->err);
    for (char *c = name; c != NULL && *c != '\0'; c++)
        *c = *c == '-' ? '_' : *c;
    return name;
}

/* The patterns of evidence of all scenarios, in the order of first appearance. */
static int read_scorecard(cadre_reading_experiment_t *self, const cadre_json_t *value)
{
    cadre_experiment_t *experiment = self->experiment;
    int most = 0, count = 0;
    for (int i = 0; i < experiment->scenario_count; i++)
        most += experiment->bases[i]->pattern_count;
    if (most == 0)
        return cadre_refuse(value, self->err, NULL,
                            "the scenario has no evidence, and so no scorecard");
    cadre_reading_t *readings =
        cadre_owner_alloc(self->owner, (size_t)most, sizeof *readings, self->err);
    if (readings == NULL)
        return CADRE_ERROR_MEMORY;
    for (int i = 0; i < experiment->scenario_count; i++)
        for (int p = 0; p < experiment->bases[i]->pattern_count; p++) {
            const cadre_pattern_t *pattern = &experiment->bases[i]->patterns[p];
            const char *name = column_of(self, pattern->id);
            if (name == NULL)
                return CADRE_ERROR_MEMORY;
            if (!is_listed(readings, count, name))
                readings[count++] = (cadre_reading_t){.name = name, .pattern = *pattern};
        }
    experiment->readings = readings;
    experiment->reading_count = count;
    return CADRE_OK;
}

static int read_list(cadre_reading_experiment_t *self, const cadre_json_t *outcomes)
{
    int status = cadre_check_type(outcomes, CADRE_JSON_OBJECT, self->err);
    if (status != CADRE_OK)
        return status;
    const int count = cadre_json_size(outcomes);
    if (count == 0)
        return cadre_refuse(outcomes, self->err, NULL, "there is nothing to measure");
    cadre_reading_t *readings =
        cadre_owner_alloc(self->owner, (size_t)count, sizeof *readings, self->err);
    if (readings == NULL)
        return CADRE_ERROR_MEMORY;
    for (int i = 0; i < count && status == CADRE_OK; i++)
        status = read_outcome(self, outcomes, i, &readings[i]);
    self->experiment->readings = readings;
    self->experiment->reading_count = count;
    return status;
}

/* ------------------------------------------------------- of a calibration */

static const cadre_pattern_t *find_pattern(const cadre_evidence_t *evidence, const char *id)
{
    for (int i = 0; i < evidence->count; i++)
        if (strcmp(evidence->patterns[i].id, id) == 0)
            return &evidence->patterns[i];
    return NULL;
}

/* What a list of patterns is for. */
typedef enum { AIMED_AT, CONDITIONED_ON, HELD_OUT } cadre_use_t;

/* One more reading, of a pattern that a list names. */
static int add_pattern(cadre_reading_experiment_t *self, const cadre_evidence_t *evidence,
                       const cadre_json_t *name, cadre_use_t use, cadre_reading_t *readings)
{
    int index;
    const int status = cadre_find_key(cadre_json_get(evidence->root, "patterns"), name, "pattern",
                                      &index, self->err);
    if (status != CADRE_OK)
        return status;
    const cadre_pattern_t *pattern = find_pattern(evidence, cadre_json_string(name));
    if (pattern == NULL)
        return cadre_refuse(name, self->err, NULL, "pattern '%s' is of a time outside the run",
                            cadre_json_string(name));
    if (use == AIMED_AT && pattern->held_out)
        return cadre_refuse(name, self->err, NULL,
                            "pattern '%s' is held out by its file: it is not for fitting",
                            pattern->id);
    for (int i = 0; i < self->experiment->reading_count; i++)
        if (strcmp(readings[i].pattern.id, pattern->id) == 0)
            return cadre_refuse(name, self->err, NULL, "pattern '%s' is named twice", pattern->id);
    readings[self->experiment->reading_count++] = (cadre_reading_t){
        .name = pattern->id, .pattern = *pattern, .condition = use == CONDITIONED_ON};
    return CADRE_OK;
}

static int add_patterns(cadre_reading_experiment_t *self, const cadre_evidence_t *evidence,
                        const cadre_json_t *names, cadre_use_t use, cadre_reading_t *readings)
{
    int status = CADRE_OK;
    for (int i = 0; status == CADRE_OK && names != NULL && i < cadre_json_size(names); i++)
        status = add_pattern(self, evidence, cadre_json_at(names, i), use, readings);
    return status;
}

/* Targets, and groups numbered in the order of first appearance. */
static int aim(cadre_reading_experiment_t *self, int count)
{
    cadre_experiment_t *experiment = self->experiment;
    const cadre_reading_t *readings = experiment->readings;
    int groups = 0;
    cadre_abc_target_t *targets =
        cadre_owner_alloc(self->owner, (size_t)count, sizeof *targets, self->err);
    if (targets == NULL)
        return CADRE_ERROR_MEMORY;
    for (int k = 0; k < count; k++) {
        int same = 0;
        while (same < k && strcmp(readings[same].pattern.group, readings[k].pattern.group) != 0)
            same++;
        targets[k] = cadre_reading_target(&readings[k]);
        targets[k].group = same < k ? targets[same].group : groups++;
    }
    experiment->targets = targets;
    experiment->target_count = count;
    return CADRE_OK;
}

/* `*count` of the names in a list; 0 if there is none. */
static int count_names(cadre_reading_experiment_t *self, const cadre_json_t *names, int *count)
{
    const int status =
        names != NULL ? cadre_check_type(names, CADRE_JSON_ARRAY, self->err) : CADRE_OK;
    *count = status == CADRE_OK && names != NULL ? cadre_json_size(names) : 0;
    return status;
}

static int read_names(cadre_reading_experiment_t *self, const cadre_json_t *names,
                      const cadre_evidence_t *evidence)
{
    const cadre_json_t *conditions =
        cadre_json_get(cadre_json_get(self->root, "targets"), "condition");
    const cadre_json_t *hold_out = cadre_json_get(self->root, "hold_out");
    int count = 0, conditioned = 0, held = 0;
    int status = count_names(self, names, &count);
    if (status == CADRE_OK)
        status = count_names(self, conditions, &conditioned);
    if (status == CADRE_OK)
        status = count_names(self, hold_out, &held);
    if (status != CADRE_OK)
        return status;
    if (count == 0)
        return cadre_refuse(names, self->err, NULL, "there is nothing to aim at");
    count += conditioned;
    cadre_reading_t *readings =
        cadre_owner_alloc(self->owner, (size_t)count + (size_t)held, sizeof *readings, self->err);
    if (readings == NULL)
        return CADRE_ERROR_MEMORY;
    self->experiment->readings = readings;
    status = add_patterns(self, evidence, names, AIMED_AT, readings);
    if (status == CADRE_OK)
        status = add_patterns(self, evidence, conditions, CONDITIONED_ON, readings);
    if (status == CADRE_OK)
        status = add_patterns(self, evidence, hold_out, HELD_OUT, readings);
    return status == CADRE_OK ? aim(self, count) : status;
}

int cadre_experiment_targets(cadre_reading_experiment_t *self)
{
    static const char *const known[] = {"file", "patterns", "condition", NULL};
    const cadre_json_t *targets = cadre_json_get(self->root, "targets"), *file, *names;
    cadre_evidence_t evidence;
    const char *path;
    if (!cadre_experiment_calibrates(self->experiment))
        return targets == NULL ? CADRE_OK
                               : cadre_refuse(targets, self->err, NULL,
                                              "only methods abc and abc-smc have targets");
    if (self->experiment->free)
        return cadre_refuse(self->root, self->err, NULL, "a calibration needs a scenario");
    int status = cadre_require(self->root, "targets", &targets, self->err);
    if (status == CADRE_OK)
        status = cadre_check_object(targets, known, self->err);
    if (status == CADRE_OK)
        status = cadre_require(targets, "file", &file, self->err);
    if (status == CADRE_OK)
        status = cadre_require(targets, "patterns", &names, self->err);
    if (status == CADRE_OK)
        status = cadre_experiment_file(self, file, &path);
    if (status == CADRE_OK)
        status = cadre_evidence_load(self->experiment->bases[0], path, self->owner, &evidence,
                                     self->err);
    if (status != CADRE_OK)
        return status;
    self->evidence = evidence.root;
    return read_names(self, names, &evidence);
}

int cadre_experiment_outcomes(cadre_reading_experiment_t *self)
{
    const cadre_json_t *outcomes = cadre_json_get(self->root, "outcomes");
    const bool aims = cadre_experiment_calibrates(self->experiment);
    if ((self->experiment->free || aims) && outcomes != NULL)
        return cadre_refuse(outcomes, self->err, NULL,
                            aims ? "a calibration measures what it aims at and what is held out"
                                 : "a design without a scenario has nothing to measure");
    if (outcomes == NULL && (self->experiment->free || aims))
        return CADRE_OK;
    if (outcomes == NULL)
        return cadre_require(self->root, "outcomes", &outcomes, self->err);
    if (cadre_json_type(outcomes) == CADRE_JSON_STRING &&
        strcmp(cadre_json_string(outcomes), "scorecard") == 0)
        return read_scorecard(self, outcomes);
    return read_list(self, outcomes);
}
