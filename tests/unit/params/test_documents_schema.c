/* The schema is JSON, says of every parameter what the table says, points nowhere in vain, and
 * leaves no object open to unknown keys. */
#include "schema_case.h"

#include "params/catalogue.h"
#include "params/documents.h"
#include "params/parameters.h"

static int make_document(void **state)
{
    (void)state;
    return make_schema(cadre_document_scenario_schema);
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

static void test_structure(void **state)
{
    (void)state;
    static const char *const keys[] = {"$schema",       "format",     "extends",    "title",
                                       "group",         "claims",     "look_for",   "expect",
                                       "evidence",      "start",      "end",        "seed",
                                       "environment",   "sites",      "parameters", "regimes",
                                       "organizations", "mechanisms", "events",     "posterior"};
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

/* Each field of the list is described, with the bounds of scenario/load_events.c. */
static void test_event_fields(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        double low, high;
    } bounds[] = {{"share", 0, 1},    {"drift", 0, 1},     {"pieces", 2, 20},
                  {"size", 0, 5},     {"severity", 0, 1},  {"insiders", 0, 30},
                  {"salience", 0, 1}, {"position", -1, 1}, {"founders", 2, 32}};
    const cadre_json_t *fields = find("properties/events/additionalProperties/properties");
    for (int i = 0; i < CADRE_SCRIPTED_COUNT; i++) {
        char fields_of[160];
        snprintf(fields_of, sizeof fields_of, "%s",
                 cadre_event_info((cadre_event_type_t)i)->fields);
        for (char *word = strtok(fields_of, " "); word != NULL; word = strtok(NULL, " ")) {
            const cadre_json_t *field = cadre_json_get(fields, word);
            assert_non_null(field);
            assert_true(cadre_json_get(field, "description") || cadre_json_get(field, "$ref"));
        }
    }
    for (size_t i = 0; i < sizeof bounds / sizeof *bounds; i++) {
        const cadre_json_t *field = cadre_json_get(fields, bounds[i].name);
        check_close(cadre_json_number(cadre_json_get(field, "minimum")), bounds[i].low, 0, 0);
        check_close(cadre_json_number(cadre_json_get(field, "maximum")), bounds[i].high, 0, 0);
    }
}

static void test_out_of_memory(void **state)
{
    (void)state;
    check_out_of_memory(cadre_document_scenario_schema);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_parameters),    cmocka_unit_test(test_references),
        cmocka_unit_test(test_closed),        cmocka_unit_test(test_structure),
        cmocka_unit_test(test_event_rules),   cmocka_unit_test(test_event_fields),
        cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests(tests, make_document, free_schema);
}
