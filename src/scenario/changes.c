/* What a scenario changes: against what it extends, or against the defaults. */
#include "base/text.h"
#include "scenario/loading.h"

#include <string.h>

/* Members that describe a file; what they say is shown elsewhere. */
static bool describes(const char *key)
{
    static const char *const keys[] = {"$schema", "format", "extends",  "title",
                                       "group",   "claims", "look_for", "expect"};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        if (strcmp(key, keys[i]) == 0)
            return true;
    return false;
}

static void add_value(cadre_text_t *out, const cadre_json_t *value)
{
    if (value == NULL)
        cadre_text_add(out, "(none)");
    else
        cadre_json_canonical(value, out);
}

static void add_line(cadre_text_t *out, const cadre_json_t *base, const cadre_json_t *value)
{
    char path[160];
    cadre_json_path(value ? value : base, path, sizeof path);
    cadre_text_addf(out, "%s: ", path);
    add_value(out, base);
    cadre_text_add(out, " -> ");
    add_value(out, value);
    cadre_text_add(out, "\n");
}

static bool is_object(const cadre_json_t *value)
{
    return value != NULL && cadre_json_type(value) == CADRE_JSON_OBJECT;
}

static void compare_leaves(const cadre_json_t *base, const cadre_json_t *value, cadre_text_t *out)
{
    cadre_text_t left = {0}, right = {0};
    add_value(&left, base);
    add_value(&right, value);
    if (left.failed || right.failed)
        out->failed = true;
    else if (strcmp(left.data, right.data) != 0)
        add_line(out, base, value);
    cadre_text_free(&left);
    cadre_text_free(&right);
}

/* Leaves that differ; one of the two may be missing. */
static void compare(const cadre_json_t *base, const cadre_json_t *value, cadre_text_t *out)
{
    if (!(is_object(base) || base == NULL) || !(is_object(value) || value == NULL)) {
        compare_leaves(base, value, out);
        return;
    }
    const int base_size = base ? cadre_json_size(base) : 0;
    const int size = value ? cadre_json_size(value) : 0;
    for (int i = 0; i < base_size; i++)
        compare(cadre_json_at(base, i), cadre_json_get(value, cadre_json_key(base, i)), out);
    for (int i = 0; i < size; i++)
        if (cadre_json_get(base, cadre_json_key(value, i)) == NULL)
            compare(NULL, cadre_json_at(value, i), out);
}

static void compare_files(const cadre_json_t *base, const cadre_json_t *root, cadre_text_t *out)
{
    for (int i = 0; i < cadre_json_size(base); i++) {
        const char *key = cadre_json_key(base, i);
        if (!describes(key))
            compare(cadre_json_at(base, i), cadre_json_get(root, key), out);
    }
    for (int i = 0; i < cadre_json_size(root); i++) {
        const char *key = cadre_json_key(root, i);
        if (!describes(key) && cadre_json_get(base, key) == NULL)
            compare(NULL, cadre_json_at(root, i), out);
    }
}

/* Parameters of one scope that differ from the table's defaults. */
static void compare_with_defaults(const char *organization, cadre_scope_t scope, const void *fields,
                                  cadre_text_t *out)
{
    for (int i = 0; i < cadre_parameter_count(); i++) {
        const cadre_parameter_t *info = cadre_parameter_at(i);
        if (info->scope != scope || cadre_parameter_get(i, fields) == info->value)
            continue;
        char before[CADRE_NUMBER_SIZE], after[CADRE_NUMBER_SIZE];
        cadre_format_double(info->value, before);
        cadre_format_double(cadre_parameter_get(i, fields), after);
        cadre_text_addf(out, "%s%s%s: %s -> %s\n", organization, organization[0] ? "." : "",
                        info->key, before, after);
    }
}

int cadre_loading_changes(cadre_loading_t *self, const char **text)
{
    const cadre_specification_t *specification = &self->scenario->specification;
    cadre_text_t out = {0};
    cadre_text_add(&out, "");
    if (self->base != NULL) {
        compare_files(self->base, self->root, &out);
    } else {
        compare_with_defaults("", CADRE_SCOPE_WORLD, &specification->parameters, &out);
        for (int i = 0; i < specification->organization_count; i++)
            compare_with_defaults(self->organizations[i].id, CADRE_SCOPE_ORGANIZATION,
                                  &self->organizations[i].parameters, &out);
    }
    if (out.failed) {
        cadre_text_free(&out);
        return cadre_error_set(self->err, CADRE_ERROR_MEMORY,
                               "out of memory while reading the scenario");
    }
    *text = out.data;
    return cadre_owner_keep(self->owner, out.data, self->err);
}
