/* What tests of JSON Schemas share: the schema that `make` writes, and what every schema keeps to.
 */
#ifndef CADRE_SCHEMA_CASE_H
#define CADRE_SCHEMA_CASE_H

#include "check.h"

#include "base/memory.h"
#include "base/text.h"
#include "json/json.h"

static cadre_text_t text;
static cadre_json_document_t *document;

static int make_schema(void (*make)(cadre_text_t *))
{
    cadre_error_t err = {0};
    make(&text);
    if (cadre_json_parse(text.data, text.length, "schema", &document, &err) != CADRE_OK)
        print_error("%s\n", err.message);
    return document == NULL;
}

static int free_schema(void **state)
{
    (void)state;
    cadre_json_free(document);
    cadre_text_free(&text);
    return 0;
}

/* The value at names parted by '/'. */
static const cadre_json_t *find(const char *path)
{
    char copy[200], *rest = NULL;
    const cadre_json_t *value = cadre_json_root(document);
    snprintf(copy, sizeof copy, "%s", path);
    for (char *name = strtok_r(copy, "/", &rest); name; name = strtok_r(NULL, "/", &rest))
        value = cadre_json_get(value, name);
    if (value == NULL)
        fail_msg("no %s", path);
    return value;
}

static void check_references(const cadre_json_t *value)
{
    const cadre_json_t *reference = cadre_json_get(value, "$ref");
    if (reference != NULL) {
        assert_int_equal(strncmp(cadre_json_string(reference), "#/", 2), 0);
        find(cadre_json_string(reference) + 2);
    }
    for (int i = 0; i < cadre_json_size(value); i++)
        check_references(cadre_json_at(value, i));
}

static void test_references(void **state)
{
    (void)state;
    check_references(cadre_json_root(document));
}

/* Every schema that lists properties and describes a value closes the list; those of `if` only
 * look. */
static void check_closed(const cadre_json_t *value)
{
    const cadre_json_t *open = cadre_json_get(value, "additionalProperties");
    if (cadre_json_get(value, "properties") != NULL && cadre_json_get(value, "type") != NULL) {
        assert_non_null(open);
        assert_int_equal(cadre_json_type(open), CADRE_JSON_BOOLEAN);
        assert_false(cadre_json_boolean(open));
    }
    for (int i = 0; i < cadre_json_size(value); i++)
        check_closed(cadre_json_at(value, i));
}

static void test_closed(void **state)
{
    (void)state;
    check_closed(cadre_json_root(document));
}

/* A failed allocation anywhere shows in the text and nowhere else. */
static void check_out_of_memory(void (*make)(cadre_text_t *))
{
    bool failed = true;
    for (long countdown = 1; failed; countdown++) {
        cadre_text_t out = {0};
        cadre_memory_fail_after(countdown);
        make(&out);
        cadre_memory_fail_after(0);
        failed = out.failed;
        if (!failed)
            assert_string_equal(out.data, text.data);
        cadre_text_free(&out);
    }
}

#endif
