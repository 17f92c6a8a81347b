/* The schema of the claims file is JSON, knows every mechanism, parameter and measure of the lists,
 * points nowhere in vain, and leaves no object open to unknown keys. */
#include "check.h"

#include "base/memory.h"
#include "params/catalogue.h"
#include "params/documents.h"
#include "params/parameters.h"
#include "json/json.h"

static cadre_text_t text;
static cadre_json_document_t *document;

static int make_schema(void **state)
{
    (void)state;
    cadre_error_t err = {0};
    cadre_document_claims_schema(&text);
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

static void test_lists(void **state)
{
    (void)state;
    const cadre_json_t *names = find("definitions/mechanism/items/enum");
    assert_int_equal(cadre_json_size(names), CADRE_MECHANISM_COUNT);
    assert_string_equal(cadre_json_string(cadre_json_at(names, CADRE_MECHANISM_exit)), "exit");
    names = find("definitions/measures/items/enum");
    assert_int_equal(cadre_json_size(names), CADRE_MEASURE_COUNT);
    assert_string_equal(cadre_json_string(cadre_json_at(names, CADRE_MEASURE_cadre)), "cadre");
    names = find("definitions/parameters/items/enum");
    assert_int_equal(cadre_json_size(names), cadre_parameter_count());
    for (int i = 0; i < cadre_parameter_count(); i++)
        assert_string_equal(cadre_json_string(cadre_json_at(names, i)), cadre_parameter_at(i)->key);
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

/* Every schema of an object closes the list of its keys. */
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

/* The keys that configs/README.md lists. */
static void test_keys(void **state)
{
    (void)state;
    static const char *const claim[] = {
        "theme",      "says",     "sources",   "confidence",      "title",        "mechanism",
        "parameters", "measures", "scenarios", "contradicted_by", "not_modelled", "note"};
    const cadre_json_t *keys = find("properties/claims/additionalProperties/properties");
    assert_int_equal(cadre_json_size(keys), sizeof claim / sizeof claim[0]);
    for (size_t i = 0; i < sizeof claim / sizeof claim[0]; i++)
        assert_non_null(cadre_json_get(keys, claim[i]));
    keys = find("properties/contradictions/additionalProperties/properties");
    assert_null(cadre_json_get(keys, "theme"));
    assert_null(cadre_json_get(keys, "says"));
    assert_non_null(cadre_json_get(keys, "versions"));
    assert_int_equal(cadre_json_size(find("properties/claims/additionalProperties/oneOf")), 2);
}

/* A failed allocation anywhere shows in the text and nowhere else. */
static void test_out_of_memory(void **state)
{
    (void)state;
    bool failed = true;
    for (long countdown = 1; failed; countdown++) {
        cadre_text_t out = {0};
        cadre_memory_fail_after(countdown);
        cadre_document_claims_schema(&out);
        cadre_memory_fail_after(0);
        failed = out.failed;
        if (!failed)
            assert_string_equal(out.data, text.data);
        cadre_text_free(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lists),         cmocka_unit_test(test_references),
        cmocka_unit_test(test_closed),        cmocka_unit_test(test_keys),
        cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests(tests, make_schema, free_schema);
}
