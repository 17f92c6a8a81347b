#include "scenario_case.h"

static void test_texts(void **state)
{
    (void)state;
    cadre_scenario_t *scenario =
        load(CASE_WITH("\"title\": \"A title\", \"group\": \"vary\", \"claims\": [\"M01\", \"C9\", "
                       "\"C15\"], \"look_for\": [\"one\", \"two\"], \"expect\": {\"members\": "
                       "\"higher\"}, \"$schema\": \"scenario.schema.json\""));
    assert_string_equal(scenario->title, "A title");
    assert_string_equal(scenario->group, "vary");
    assert_int_equal(scenario->claim_count, 3);
    assert_string_equal(scenario->claims[2], "C15");
    assert_int_equal(scenario->look_for_count, 2);
    assert_string_equal(scenario->look_for[1], "two");
    cadre_scenario_free(scenario);
}

static void test_defaults(void **state)
{
    (void)state;
    cadre_scenario_t *scenario = load(CASE(PARTY));
    assert_string_equal(scenario->name, "s");
    assert_string_equal(scenario->title, "s");
    assert_string_equal(scenario->group, "");
    assert_int_equal(scenario->claim_count, 0);
    assert_int_equal(scenario->look_for_count, 0);
    cadre_scenario_free(scenario);
}

static void test_ids_of_claims(void **state)
{
    (void)state;
    static const char *const bad[] = {"", "M", "M1", "M001", "C", "C123", "X01", "m01", "M01 "};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        char text[512], expected[128];
        snprintf(text, sizeof text, CASE_WITH("\"claims\": [\"%s\"]"), bad[i]);
        snprintf(expected, sizeof expected,
                 "claims[0]: '%s' is not the id of a claim (as M42 and C9 are)", bad[i]);
        check_contains(refuse(text), expected);
    }
}

static void test_refusals(void **state)
{
    (void)state;
    check_contains(refuse(CASE_WITH("\"title\": 3")), "title must be a string, not a number");
    check_contains(refuse(CASE_WITH("\"look_for\": \"one\"")),
                   "look_for must be an array, not a string");
    check_contains(refuse(CASE_WITH("\"expect\": {\"members\": 3}")),
                   "expect.members must be a string, not a number");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        in_folder(test_texts),
        in_folder(test_defaults),
        in_folder(test_ids_of_claims),
        in_folder(test_refusals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
