#include "scenario_case.h"

static void check_changes(cadre_scenario_t *scenario, const char *expected)
{
    cadre_text_t text = {0};
    cadre_scenario_changes(scenario, &text);
    assert_false(text.failed);
    assert_string_equal(text.data, expected);
    cadre_text_free(&text);
    cadre_scenario_free(scenario);
}

/* Against its base: the leaves that differ, what was added and what was removed; not what merely
 * describes the file. */
static void test_against_the_base(void **state)
{
    (void)state;
    write_file("base.json",
               CASE_WITH("\"title\": \"base\", \"parameters\": {\"recruitment\": {\"rho\": 0.55, "
                         "\"eta\": 1}}, \"environment\": {\"waves\": {\"w\": {\"date\": "
                         "\"2000-02-07\", \"size\": 1}}}"));
    write_file("top.json",
               "{\"format\": \"cadre-scenario/1\", \"extends\": \"base.json\", \"title\": \"top\", "
               "\"claims\": [\"M01\"], \"parameters\": {\"recruitment\": {\"rho\": 0.7, \"eta\": "
               "1.0}}, \"environment\": {\"waves\": {\"w\": null}}, \"organizations\": {\"a\": "
               "{\"founders\": {\"at\": [1, 2]}}}, \"mechanisms\": {\"exit\": false}}");
    check_changes(load_file("top.json", (cadre_overrides_t){NULL, 0}),
                  "parameters.recruitment.rho: 0.55 -> 0.7\n"
                  "environment.waves.w.date: \"2000-02-07\" -> (none)\n"
                  "environment.waves.w.size: 1 -> (none)\n"
                  "organizations.a.founders.at: (none) -> [1,2]\n"
                  "mechanisms.exit: (none) -> false\n");
}

/* Without a base: parameters that differ from the table (8, 0.55, 0.85), before --set. */
static void test_against_the_defaults(void **state)
{
    (void)state;
    const char *const settings[] = {"recruitment.rho=3"};
    check_changes(
        load_set(CASE("\"parameters\": {\"choice\": {\"comparison\": 0.5}, \"effort\": "
                      "{\"demand_hours\": 8}}, \"organizations\": {\"a\": {\"founders\": "
                      "{\"members\": 1}, \"parameters\": {\"effort\": {\"demand_hours\": 3}}}, "
                      "\"b\": {\"founders\": {\"members\": 1}}, \"r\": {\"kind\": \"series\", "
                      "\"members\": 1}}"),
                 settings, 1),
        "choice.comparison: 0.85 -> 0.5\n"
        "a.effort.demand_hours: 8 -> 3\n");
}

static void test_nothing(void **state)
{
    (void)state;
    check_changes(load(CASE(PARTY)), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        in_folder(test_against_the_base),
        in_folder(test_against_the_defaults),
        in_folder(test_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
