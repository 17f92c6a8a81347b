#include "report/report_internal.h"

#include "base/dates.h"
#include "base/memory.h"
#include "json/json.h"

#include <float.h>
#include <string.h>
#include <sys/stat.h>

struct cadre_origin {
    cadre_json_document_t *document;
    const cadre_json_t *root, *how; /* the manifest, and its "cadre" */
};

static const char *text_of(const cadre_json_t *object, const char *key)
{
    const cadre_json_t *value = cadre_json_get(object, key);
    return value != NULL && cadre_json_type(value) == CADRE_JSON_STRING ? cadre_json_string(value)
                                                                        : "";
}

static int not_ours(const char *folder, const char *why, cadre_error_t *err)
{
    cadre_error_set(err, CADRE_ERROR_INPUT, "'%s' holds no results of Cadre: %s", folder, why);
    cadre_error_found(err, folder);
    cadre_error_hint(err,
                     "results have a datapackage.json; 'cadre status' says how far a sweep is");
    return CADRE_ERROR_INPUT;
}

static int load(cadre_origin_t *self, const char *folder, cadre_error_t *err)
{
    struct stat found;
    cadre_text_t path = {0};
    if (stat(folder, &found) != 0) {
        cadre_error_set(err, CADRE_ERROR_NO_INPUT, "there is no directory '%s'", folder);
        cadre_error_found(err, folder);
        return CADRE_ERROR_NO_INPUT;
    }
    if (!S_ISDIR(found.st_mode))
        return not_ours(folder, "it is no directory", err);
    cadre_text_addf(&path, "%s/datapackage.json", folder);
    if (path.failed)
        return cadre_error_set(err, CADRE_ERROR_MEMORY, "out of memory");
    int status = stat(path.data, &found) != 0
                     ? not_ours(folder, "there is no datapackage.json", err)
                     : cadre_json_load(path.data, &self->document, err);
    cadre_text_free(&path);
    return status;
}

int cadre_origin_read(const char *folder, cadre_origin_t **out, cadre_error_t *err)
{
    cadre_origin_t *self = cadre_alloc(1, sizeof *self);
    *out = NULL;
    if (self == NULL)
        return cadre_error_set(err, CADRE_ERROR_MEMORY, "out of memory");
    int status = load(self, folder, err);
    if (status == CADRE_OK) {
        self->root = cadre_json_root(self->document);
        self->how = cadre_json_type(self->root) == CADRE_JSON_OBJECT
                        ? cadre_json_get(self->root, "cadre")
                        : NULL;
        if (self->how == NULL || cadre_json_type(self->how) != CADRE_JSON_OBJECT ||
            text_of(self->how, "kind")[0] == '\0')
            status = not_ours(folder, "its datapackage.json is of another program", err);
    }
    if (status == CADRE_OK)
        *out = self;
    else
        cadre_origin_free(self);
    return status;
}

void cadre_origin_free(cadre_origin_t *self)
{
    if (self == NULL)
        return;
    cadre_json_free(self->document);
    cadre_free(self);
}

const char *cadre_origin_kind(const cadre_origin_t *self)
{
    return text_of(self->how, "kind");
}

const char *cadre_origin_title(const cadre_origin_t *self)
{
    const char *title = text_of(self->root, "title");
    return title[0] != '\0' ? title : text_of(self->root, "name");
}

bool cadre_origin_has(const cadre_origin_t *self, const char *table)
{
    const cadre_json_t *resources = cadre_json_get(self->root, "resources");
    if (resources == NULL || cadre_json_type(resources) != CADRE_JSON_ARRAY)
        return false;
    for (int i = 0; i < cadre_json_size(resources); i++) {
        const cadre_json_t *resource = cadre_json_at(resources, i);
        if (cadre_json_type(resource) == CADRE_JSON_OBJECT &&
            strcmp(text_of(resource, "name"), table) == 0)
            return true;
    }
    return false;
}

/* ---------------------------------------------------------------- what is known */

bool cadre_origin_has_evidence(const cadre_origin_t *self)
{
    return cadre_json_get(self->root, "evidence") != NULL;
}

static int read_number(const cadre_json_t *entry, const char *key, double *out, cadre_error_t *err)
{
    const cadre_json_t *value = cadre_json_get(entry, key);
    if (value == NULL)
        return cadre_json_fail(entry, err, NULL, "this evidence has no '%s'", key);
    return cadre_json_read_number(value, -DBL_MAX, DBL_MAX, NULL, out, err);
}

static int read_evidence(const cadre_json_t *entry, cadre_evidence_t *out, cadre_error_t *err)
{
    int32_t day = 0;
    int status = read_number(entry, "value", &out->value, err);
    if (status == CADRE_OK)
        status = read_number(entry, "low", &out->low, err);
    if (status == CADRE_OK)
        status = read_number(entry, "high", &out->high, err);
    if (status == CADRE_OK && cadre_date_parse(text_of(entry, "date"), &day) != CADRE_OK)
        status = cadre_json_fail(entry, err, "a date: YYYY-MM-DD", "this evidence has no date");
    out->organization = text_of(entry, "organization");
    out->source = text_of(entry, "source");
    out->day = day;
    return status;
}

int cadre_origin_evidence(const cadre_origin_t *self, const char *measure, int most,
                          cadre_evidence_t *out, int *count, cadre_error_t *err)
{
    const cadre_json_t *evidence = cadre_json_get(self->root, "evidence");
    int status = CADRE_OK;
    *count = 0;
    if (evidence == NULL)
        return CADRE_OK;
    if (cadre_json_type(evidence) != CADRE_JSON_ARRAY)
        return cadre_json_fail(evidence, err, NULL, "evidence must be a list");
    for (int i = 0; status == CADRE_OK && i < cadre_json_size(evidence) && *count < most; i++) {
        const cadre_json_t *entry = cadre_json_at(evidence, i);
        if (cadre_json_type(entry) != CADRE_JSON_OBJECT)
            return cadre_json_fail(entry, err, NULL, "evidence must be objects");
        if (strcmp(text_of(entry, "measure"), measure) == 0)
            status = read_evidence(entry, &out[(*count)++], err);
    }
    return status;
}

/* ---------------------------------------------------------------- how the results came about */

static void add_name(cadre_text_t *out, const char *name)
{
    cadre_text_add(out, "<dt>");
    for (; *name != '\0'; name++)
        cadre_text_add_n(out, *name == '_' ? " " : name, 1);
    cadre_text_add(out, "</dt><dd>");
}

static void add_entry(cadre_text_t *out, const char *name, const cadre_json_t *value)
{
    switch (cadre_json_type(value)) {
    case CADRE_JSON_STRING:
        add_name(out, name);
        cadre_markup_text(out, cadre_json_string(value));
        cadre_text_add(out, "</dd>\n");
        break;
    case CADRE_JSON_NUMBER: {
        char digits[CADRE_NUMBER_SIZE];
        cadre_format_double(cadre_json_number(value), digits);
        add_name(out, name);
        cadre_text_addf(out, "%s</dd>\n", digits);
        break;
    }
    case CADRE_JSON_OBJECT:
    case CADRE_JSON_ARRAY:
        for (int i = 0; i < cadre_json_size(value); i++)
            add_entry(out,
                      cadre_json_type(value) == CADRE_JSON_OBJECT ? cadre_json_key(value, i) : name,
                      cadre_json_at(value, i));
        break;
    default:
        break;
    }
}

void cadre_origin_add(const cadre_origin_t *self, cadre_text_t *out)
{
    cadre_text_add(out, "<dl>\n");
    add_entry(out, "", self->how);
    cadre_text_add(out, "</dl>\n");
}
