/* `evidence`: the target bands a run is drawn against, in a file of their own. */
#include "base/text.h"
#include "scenario/loading.h"
#include "scenario/reference.h"

#include <float.h>
#include <string.h>

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
    int index;
    const int status = cadre_find_key(cadre_json_get(self->root, "organizations"), value,
                                      "organization", &index, self->err);
    if (status == CADRE_OK && !cadre_kind_is_observed(self->organizations[index].kind))
        return cadre_refuse(value, self->err, NULL,
                            "organization '%s' is given as a series: there is nothing to compare",
                            cadre_json_string(value));
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
            status = cadre_json_read_number(value, -DBL_MAX, DBL_MAX, NULL, fields[i], err);
    }
    if (status == CADRE_OK && !(out->low <= out->value && out->value <= out->high))
        return cadre_refuse(object, err, "low <= value <= high",
                            "the band must have low <= value <= high");
    return status;
}

static int read_words(const cadre_loading_t *self, const cadre_json_t *object, cadre_pattern_t *out)
{
    static const char *const levels[] = {"high", "medium", "low"};
    static const char *const keys[] = {"measure", "organization", "source", "confidence"};
    const char **const fields[] = {&out->measure, &out->organization, &out->source,
                                   &out->confidence};
    const cadre_json_t *value = NULL;
    int status = CADRE_OK, level;
    for (int i = 0; i < 4 && status == CADRE_OK; i++) {
        status = cadre_require(object, keys[i], &value, self->err);
        if (status == CADRE_OK)
            status = cadre_json_read_string(value, fields[i], self->err);
    }
    if (status == CADRE_OK)
        status = cadre_json_read_choice(value, levels, 3, &level, self->err);
    if (status == CADRE_OK)
        status = check_measure(cadre_json_get(object, "measure"), self->err);
    if (status == CADRE_OK)
        status = check_organization(self, cadre_json_get(object, "organization"));
    out->group = "";
    return status == CADRE_OK ? cadre_optional_string(object, "group", &out->group, self->err)
                              : status;
}

static int read_pattern(cadre_loading_t *self, const cadre_json_t *patterns, int index,
                        cadre_pattern_t *out)
{
    static const char *const known[] = {"organization", "measure", "date",       "value", "low",
                                        "high",         "source",  "confidence", "group", NULL};
    const cadre_json_t *object = cadre_json_at(patterns, index), *date;
    int status = cadre_check_id(patterns, index, self->err);
    if (status == CADRE_OK)
        status = cadre_check_object(object, known, self->err);
    out->id = cadre_json_key(patterns, index);
    if (status == CADRE_OK)
        status = read_words(self, object, out);
    if (status == CADRE_OK)
        status = cadre_require(object, "date", &date, self->err);
    if (status == CADRE_OK)
        status = cadre_read_date(date, &out->day, self->err);
    return status == CADRE_OK ? read_band(object, out, self->err) : status;
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
            pattern->day >= scenario->specification.start_day && pattern->day <= scenario->end_day;
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

int cadre_loading_evidence(cadre_loading_t *self)
{
    const cadre_json_t *value = cadre_json_get(self->root, "evidence");
    const char *path;
    cadre_json_document_t *document;
    if (value == NULL || cadre_json_type(value) == CADRE_JSON_NULL)
        return CADRE_OK;
    int status = cadre_reference_resolve(self, value, &path);
    if (status == CADRE_OK)
        status = cadre_json_load(path, &document, self->err);
    if (status == CADRE_OK)
        status = cadre_owner_keep_document(self->owner, document, self->err);
    return status == CADRE_OK ? read_file(self, cadre_json_root(document)) : status;
}
