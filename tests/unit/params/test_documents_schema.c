/* The schema is JSON, says of every parameter what the table says, points nowhere in vain, and
 * leaves no object open to unknown keys. */
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
    cadre_document_scenario_schema(&text);
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

static void check_parameter(const cadre_parameter_t *p)
{
    static const char *const types[] = {"number", "integer", "boolean"};
    char path[200];
    snprintf(path, sizeof path, "definitions/%s/properties/%s", p->group, p->name);
    const cadre_json_t *schema = find(path);
    const cadre_json_t *type = cadre_json_at(cadre_json_get(schema, "type"), 0);
    assert_string_equal(cadre_json_string(type), types[p->type]);
    check_contains(cadre_json_string(cadre_json_get(schema, "description")), p->meaning);
    check_contains(cadre_json_string(cadre_json_get(schema, "description")), p->unit);
    if (p->type == CADRE_PARAMETER_BOOLEAN) {
        assert_int_equal(cadre_json_boolean(cadre_json_get(schema, "default")), p->value != 0);
        return;
    }
    check_close(cadre_json_number(cadre_json_get(schema, "default")), p->value, 0, 0);
    check_close(cadre_json_number(cadre_json_get(schema, "minimum")), p->min, 0, 0);
    check_close(cadre_json_number(cadre_json_get(schema, "maximum")), p->max, 0, 0);
}

static void test_parameters(void **state)
{
    (void)state;
    for (int i = 0; i < cadre_parameter_count(); i++)
        check_parameter(cadre_parameter_at(i));
    assert_non_null(cadre_json_get(find("properties/parameters/properties"), "limits"));
    assert_non_null(cadre_json_get(find("properties/parameters/properties"), "recruitment"));
    /* parameters of the world are none of an organization's */
    assert_null(cadre_json_get(find("definitions/parameters/properties"), "limits"));
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

static void test_structure(void **state)
{
    (void)state;
    static const char *const keys[] = {
        "$schema",    "format",   "extends",       "title",      "group", "claims",      "look_for",
        "expect",     "evidence", "start",         "end",        "seed",  "environment", "sites",
        "parameters", "regimes",  "organizations", "mechanisms", "events"};
    const cadre_json_t *properties = find("properties");
    assert_int_equal(cadre_json_size(properties), sizeof keys / sizeof keys[0]);
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        assert_non_null(cadre_json_get(properties, keys[i]));
    assert_string_equal(cadre_json_string(find("$schema")),
                        "http://json-schema.org/draft-07/schema#");
    for (int i = 0; i < CADRE_MECHANISM_COUNT; i++)
        assert_non_null(cadre_json_get(find("properties/mechanisms/properties"),
                                       cadre_mechanism_info((cadre_mechanism_t)i)->name));
}

/* One rule per type of event, which lists the fields it takes. */
static void test_event_rules(void **state)
{
    (void)state;
    const cadre_json_t *rules = find("properties/events/additionalProperties/allOf");
    cadre_text_t rule = {0};
    assert_int_equal(cadre_json_size(rules), CADRE_SCRIPTED_COUNT);
    cadre_json_canonical(cadre_json_at(rules, CADRE_EVENT_set), &rule);
    assert_string_equal(rule.data,
                        "{\"if\":{\"properties\":{\"type\":{\"const\":\"set\"}},"
                        "\"required\":[\"type\"]},\"then\":{\"propertyNames\":{\"enum\":[\"date\","
                        "\"type\",\"note\",\"organization\",\"parameters\",\"until\"]}}}");
    cadre_text_free(&rule);
}

/* A failed allocation anywhere shows in the text and nowhere else. */
static void test_out_of_memory(void **state)
{
    (void)state;
    bool failed = true;
    for (long countdown = 1; failed; countdown++) {
        cadre_text_t out = {0};
        cadre_memory_fail_after(countdown);
        cadre_document_scenario_schema(&out);
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
        cmocka_unit_test(test_parameters),  cmocka_unit_test(test_references),
        cmocka_unit_test(test_closed),      cmocka_unit_test(test_structure),
        cmocka_unit_test(test_event_rules), cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests(tests, make_schema, free_schema);
}
