#include "scenario/claims.h"

#include "base/build.h"
#include "scenario/loading.h"

#include <string.h>
#include <strings.h>

typedef struct {
    cadre_claims_t claims;
    cadre_owner_t *owner;
} loaded_t;

typedef struct {
    loaded_t *loaded;
    const cadre_json_t *root;
    cadre_error_t *err;
} reader_t;

static void *take(const reader_t *self, int count, size_t size)
{
    return cadre_owner_alloc(self->loaded->owner, (size_t)count, size, self->err);
}

/* ---------------------------------------------------------------- what may be named */

static int check_mechanism(const cadre_json_t *name, cadre_error_t *err)
{
    const char *names[CADRE_MECHANISM_COUNT];
    int index;
    for (int i = 0; i < CADRE_MECHANISM_COUNT; i++)
        names[i] = cadre_mechanism_info((cadre_mechanism_t)i)->name;
    return cadre_json_read_choice(name, names, CADRE_MECHANISM_COUNT, &index, err);
}

static int check_parameter(const cadre_json_t *name, cadre_error_t *err)
{
    const char *key = cadre_json_string(name), *nearest = NULL;
    if (cadre_parameter_find(key) >= 0)
        return CADRE_OK;
    for (int i = 0; i < cadre_parameter_count(); i++)
        nearest = cadre_nearer(key, nearest, cadre_parameter_at(i)->key);
    cadre_refuse(name, err, "a parameter", "there is no parameter '%s'", key);
    cadre_suggest(err, nearest);
    return CADRE_ERROR_INPUT;
}

static int check_measure(const cadre_json_t *name, cadre_error_t *err)
{
    const char *key = cadre_json_string(name), *nearest = NULL;
    if (cadre_measure_find(key) >= 0)
        return CADRE_OK;
    for (int i = 0; i < CADRE_MEASURE_COUNT; i++)
        nearest = cadre_nearer(key, nearest, cadre_measure_info((cadre_measure_t)i)->name);
    cadre_refuse(name, err, "a measure", "there is no measure '%s'", key);
    cadre_suggest(err, nearest);
    return CADRE_ERROR_INPUT;
}

/* An optional array of names; `check` may be NULL. */
static int read_names(const reader_t *self, const cadre_json_t *object, const char *key,
                      int (*check)(const cadre_json_t *, cadre_error_t *), cadre_claim_names_t *out)
{
    const cadre_json_t *list = cadre_json_get(object, key);
    if (list == NULL)
        return CADRE_OK;
    int status = cadre_check_type(list, CADRE_JSON_ARRAY, self->err);
    if (status != CADRE_OK)
        return status;
    const char **items = take(self, cadre_json_size(list), sizeof *items);
    if (items == NULL)
        return CADRE_ERROR_MEMORY;
    out->items = items;
    out->count = cadre_json_size(list);
    for (int i = 0; i < out->count && status == CADRE_OK; i++) {
        const cadre_json_t *name = cadre_json_at(list, i);
        status = cadre_json_read_string(name, &items[i], self->err);
        if (status == CADRE_OK && check != NULL)
            status = check(name, self->err);
    }
    return status;
}

/* ---------------------------------------------------------------- a telling and its sources */

static int read_source(const reader_t *self, const cadre_json_t *object, cadre_claim_source_t *out)
{
    static const char *const known[] = {"document", "line", NULL};
    const cadre_json_t *documents = cadre_json_get(self->root, "documents");
    const cadre_json_t *document, *line, *title, *lines;
    int64_t number = 0, most = 0;
    int index = 0, status = cadre_check_object(object, known, self->err);
    if (status == CADRE_OK)
        status = cadre_require(object, "document", &document, self->err);
    if (status == CADRE_OK)
        status = cadre_find_key(documents, document, "document", &index, self->err);
    if (status == CADRE_OK)
        status = cadre_require(cadre_json_at(documents, index), "title", &title, self->err);
    if (status == CADRE_OK)
        status = cadre_json_read_string(title, &out->title, self->err);
    if (status == CADRE_OK)
        status = cadre_require(cadre_json_at(documents, index), "lines", &lines, self->err);
    if (status == CADRE_OK)
        status = cadre_json_read_integer(lines, 1, INT32_MAX, &most, self->err);
    if (status == CADRE_OK)
        status = cadre_require(object, "line", &line, self->err);
    if (status == CADRE_OK)
        status = cadre_json_read_integer(line, 1, most, &number, self->err);
    out->document = status == CADRE_OK ? cadre_json_key(documents, index) : "";
    out->line = (int)number;
    return status;
}

static int read_sources(const reader_t *self, const cadre_json_t *object,
                        cadre_claim_version_t *out)
{
    const cadre_json_t *list = cadre_json_get(object, "sources");
    if (list == NULL)
        return out->external[0] != '\0' ? CADRE_OK
                                        : cadre_refuse(object, self->err, NULL, "it has no source");
    int status = cadre_check_type(list, CADRE_JSON_ARRAY, self->err);
    if (status != CADRE_OK)
        return status;
    out->source_count = cadre_json_size(list);
    out->sources = take(self, out->source_count, sizeof *out->sources);
    if (out->sources == NULL)
        return CADRE_ERROR_MEMORY;
    for (int i = 0; i < out->source_count && status == CADRE_OK; i++)
        status = read_source(self, cadre_json_at(list, i), &out->sources[i]);
    return status;
}

static int read_version(const reader_t *self, const cadre_json_t *object,
                        cadre_claim_version_t *out)
{
    static const char *const levels[] = {"high", "medium", "low", "inference"};
    const cadre_json_t *says;
    int level = -1, status = cadre_require(object, "says", &says, self->err);
    out->external = out->confidence = out->model = "";
    if (status == CADRE_OK)
        status = cadre_json_read_string(says, &out->says, self->err);
    if (status == CADRE_OK)
        status = cadre_optional_string(object, "external", &out->external, self->err);
    if (status == CADRE_OK)
        status = cadre_optional_string(object, "model", &out->model, self->err);
    if (status == CADRE_OK)
        status = cadre_optional_choice(object, "confidence", levels, 4, &level, self->err);
    if (level >= 0)
        out->confidence = levels[level];
    return status == CADRE_OK ? read_sources(self, object, out) : status;
}

static int read_versions(const reader_t *self, const cadre_json_t *object, cadre_claim_t *out)
{
    static const char *const known[] = {"says", "sources", "external", "confidence", "model", NULL};
    const cadre_json_t *list;
    int status = cadre_require(object, "versions", &list, self->err);
    if (status == CADRE_OK)
        status = cadre_check_type(list, CADRE_JSON_ARRAY, self->err);
    if (status != CADRE_OK)
        return status;
    out->version_count = cadre_json_size(list);
    out->versions = take(self, out->version_count, sizeof *out->versions);
    if (out->versions == NULL)
        return CADRE_ERROR_MEMORY;
    for (int i = 0; i < out->version_count && status == CADRE_OK; i++) {
        status = cadre_check_object(cadre_json_at(list, i), known, self->err);
        if (status == CADRE_OK)
            status = read_version(self, cadre_json_at(list, i), &out->versions[i]);
    }
    return status;
}

/* ---------------------------------------------------------------- a claim */

static int read_against(const reader_t *self, const cadre_json_t *object, cadre_claim_t *out)
{
    const cadre_json_t *map = cadre_json_get(object, "contradicted_by");
    if (map == NULL)
        return CADRE_OK;
    int status = cadre_check_type(map, CADRE_JSON_OBJECT, self->err);
    if (status != CADRE_OK)
        return status;
    const int count = cadre_json_size(map);
    const char **ids = take(self, count, sizeof *ids), **why = take(self, count, sizeof *why);
    if (ids == NULL || why == NULL)
        return CADRE_ERROR_MEMORY;
    for (int i = 0; i < count && status == CADRE_OK; i++) {
        ids[i] = cadre_json_key(map, i);
        if (cadre_json_get(cadre_json_get(self->root, "claims"), ids[i]) == NULL &&
            cadre_json_get(cadre_json_get(self->root, "contradictions"), ids[i]) == NULL)
            return cadre_fail_at_key(map, i, self->err, "a claim", "there is no claim '%s'",
                                     ids[i]);
        status = cadre_json_read_string(cadre_json_at(map, i), &why[i], self->err);
    }
    out->against = (cadre_claim_names_t){ids, count};
    out->why = (cadre_claim_names_t){why, count};
    return status;
}

static int read_model(const reader_t *self, const cadre_json_t *object, cadre_claim_t *out)
{
    out->not_modelled = out->note = "";
    int status = read_names(self, object, "mechanism", check_mechanism, &out->mechanisms);
    if (status == CADRE_OK)
        status = read_names(self, object, "parameters", check_parameter, &out->parameters);
    if (status == CADRE_OK)
        status = read_names(self, object, "measures", check_measure, &out->measures);
    if (status == CADRE_OK)
        status = read_names(self, object, "scenarios", NULL, &out->scenarios);
    if (status == CADRE_OK)
        status = cadre_optional_string(object, "not_modelled", &out->not_modelled, self->err);
    if (status == CADRE_OK)
        status = cadre_optional_string(object, "note", &out->note, self->err);
    if (status == CADRE_OK && (out->mechanisms.count > 0) == (out->not_modelled[0] != '\0'))
        return cadre_refuse(object, self->err, "mechanism or not_modelled",
                            "it must have either mechanism or not_modelled");
    return status == CADRE_OK ? read_against(self, object, out) : status;
}

static int read_theme(const reader_t *self, const cadre_json_t *object, cadre_claim_t *out)
{
    const cadre_json_t *themes = cadre_json_get(self->root, "themes"), *theme;
    int index, status = cadre_require(object, "theme", &theme, self->err);
    if (status == CADRE_OK)
        status = cadre_find_key(themes, theme, "theme", &index, self->err);
    return status == CADRE_OK
               ? cadre_json_read_string(cadre_json_at(themes, index), &out->theme, self->err)
               : status;
}

static int read_claim(const reader_t *self, const cadre_json_t *object, bool contradiction,
                      cadre_claim_t *out)
{
    static const char *const known[] = {"theme",      "title",           "says",         "sources",
                                        "confidence", "mechanism",       "parameters",   "measures",
                                        "scenarios",  "contradicted_by", "not_modelled", "note",
                                        NULL};
    static const char *const of_contradictions[] = {
        "title",     "versions",        "mechanism",    "parameters", "measures",
        "scenarios", "contradicted_by", "not_modelled", "note",       NULL};
    const cadre_json_t *title;
    int status = cadre_check_object(object, contradiction ? of_contradictions : known, self->err);
    if (status == CADRE_OK)
        status = cadre_require(object, "title", &title, self->err);
    if (status == CADRE_OK)
        status = cadre_json_read_string(title, &out->title, self->err);
    if (status != CADRE_OK)
        return status;
    out->theme = "Contradictions";
    if (contradiction) {
        status = read_versions(self, object, out);
    } else {
        status = read_theme(self, object, out);
        out->version_count = 1;
        out->versions = take(self, 1, sizeof *out->versions);
        if (status == CADRE_OK)
            status = out->versions ? read_version(self, object, out->versions) : CADRE_ERROR_MEMORY;
    }
    return status == CADRE_OK ? read_model(self, object, out) : status;
}

static int read_claims(const reader_t *self)
{
    static const char *const parts[] = {"claims", "contradictions"};
    const cadre_json_t *maps[2];
    cadre_claims_t *claims = &self->loaded->claims;
    int total = 0, status = CADRE_OK;
    for (int p = 0; p < 2; p++) {
        status = cadre_require(self->root, parts[p], &maps[p], self->err);
        if (status == CADRE_OK)
            status = cadre_check_type(maps[p], CADRE_JSON_OBJECT, self->err);
        if (status != CADRE_OK)
            return status;
        total += cadre_json_size(maps[p]);
    }
    claims->claims = take(self, total, sizeof *claims->claims);
    if (claims->claims == NULL)
        return CADRE_ERROR_MEMORY;
    for (int p = 0; p < 2; p++)
        for (int i = 0; i < cadre_json_size(maps[p]) && status == CADRE_OK; i++) {
            cadre_claim_t *claim = &claims->claims[claims->count++];
            claim->id = cadre_json_key(maps[p], i);
            status = read_claim(self, cadre_json_at(maps[p], i), p == 1, claim);
        }
    return status;
}

static int read_file(const reader_t *self)
{
    static const char *const known[] = {"$schema", "format", "title",          "documents",
                                        "themes",  "claims", "contradictions", NULL};
    static const char *const formats[] = {"cadre-claims/1"};
    const cadre_json_t *value;
    int index, status = cadre_check_type(self->root, CADRE_JSON_OBJECT, self->err);
    if (status == CADRE_OK)
        status = cadre_require(self->root, "format", &value, self->err);
    if (status == CADRE_OK)
        status = cadre_json_read_choice(value, formats, 1, &index, self->err);
    if (status == CADRE_OK)
        status = cadre_check_object(self->root, known, self->err);
    return status == CADRE_OK ? read_claims(self) : status;
}

int cadre_claims_load(const char *path, cadre_claims_t **out, cadre_error_t *err)
{
    cadre_json_document_t *document;
    *out = NULL;
    cadre_owner_t *owner = cadre_owner_create();
    if (owner == NULL)
        return cadre_error_set(err, CADRE_ERROR_MEMORY, "out of memory");
    loaded_t *loaded = cadre_owner_alloc(owner, 1, sizeof *loaded, err);
    int status = loaded ? cadre_json_load(path, &document, err) : CADRE_ERROR_MEMORY;
    if (status == CADRE_OK)
        status = cadre_owner_keep_document(owner, document, err);
    if (status == CADRE_OK) {
        loaded->owner = loaded->claims.memory = owner;
        status = read_file(&(reader_t){loaded, cadre_json_root(document), err});
    }
    if (status == CADRE_OK)
        *out = &loaded->claims;
    else
        cadre_owner_free(owner);
    return status;
}

void cadre_claims_free(cadre_claims_t *self)
{
    if (self != NULL)
        cadre_owner_free(self->memory);
}

int cadre_claims_find(char *path, unsigned long size, cadre_error_t *err)
{
    const int status = cadre_scenario_find("claims", path, size, err);
    if (status == CADRE_ERROR_NO_INPUT)
        cadre_error_set(err, status, "there is no claims.json in ./configs, $CADRE_PATH or %s",
                        CADRE_DATA_FOLDER);
    return status;
}

const cadre_claim_t *cadre_claims_get(const cadre_claims_t *self, const char *id)
{
    for (int i = 0; i < self->count; i++)
        if (strcasecmp(self->claims[i].id, id) == 0)
            return &self->claims[i];
    return NULL;
}
