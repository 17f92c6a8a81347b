#include "scenario_case.h"

static const cadre_overrides_t none = {NULL, 0};

/* As RFC 7396 has it: objects merge deeply, other values and arrays replace, null removes. */
static void test_three_files_merge(void **state)
{
    (void)state;
    write_file("base.json",
               CASE_WITH("\"title\": \"base\", \"seed\": 5, \"claims\": [\"M01\", \"M02\"], "
                         "\"environment\": {\"waves\": {\"one\": {\"date\": \"2000-02-07\", "
                         "\"size\": 1}, \"two\": {\"date\": \"2000-03-06\", \"size\": 1}}}"));
    write_file("middle.json", "{\"format\": \"cadre-scenario/1\", \"extends\": \"base.json\", "
                              "\"claims\": [\"C9\"], \"environment\": {\"waves\": "
                              "{\"one\": null, \"two\": {\"size\": 2}}}}");
    write_file("top.json", "{\"format\": \"cadre-scenario/1\", \"extends\": \"middle.json\", "
                           "\"title\": \"top\", \"organizations\": "
                           "{\"b\": {\"founders\": {\"members\": 20}}}}");
    cadre_scenario_t *scenario = load_file("top.json", none);
    assert_string_equal(scenario->title, "top");
    assert_string_equal(scenario->name, "top");
    assert_int_equal(scenario->seed, 5);
    assert_int_equal(scenario->claim_count, 1);
    assert_string_equal(scenario->claims[0], "C9");
    assert_int_equal(scenario->specification.wave_count, 1);
    assert_string_equal(scenario->specification.waves[0].id, "two");
    assert_true(scenario->specification.waves[0].size == 2.0f);
    assert_int_equal(scenario->specification.waves[0].step, 9);
    assert_int_equal(scenario->specification.organization_count, 2);
    assert_string_equal(scenario->specification.organizations[0].id, "a");
    assert_string_equal(scenario->specification.organizations[1].id, "b");
    assert_int_equal(scenario->extends_count, 2);
    check_contains(scenario->extends[0], "/middle.json");
    check_contains(scenario->extends[1], "/base.json");
    cadre_scenario_free(scenario);
}

/* `levels` files, each of which extends the next, below top.json. */
static void write_chain(int levels)
{
    char name[32], text[256];
    for (int i = 0; i <= levels; i++) {
        snprintf(name, sizeof name, "level-%d.json", i);
        snprintf(text, sizeof text,
                 "{\"format\": \"cadre-scenario/1\", \"extends\": \"level-%d.json\"}", i + 1);
        write_file(name, i < levels ? text : CASE_WITH("\"seed\": 3"));
    }
}

static void test_eight_levels_and_no_more(void **state)
{
    (void)state;
    write_chain(8);
    cadre_scenario_t *scenario = load_file("level-0.json", none);
    assert_int_equal(scenario->extends_count, 8);
    assert_int_equal(scenario->seed, 3);
    cadre_scenario_free(scenario);
    write_chain(9);
    assert_string_equal(refuse_file("level-0.json", none, CADRE_ERROR_INPUT),
                        "level-8.json:1:43: extends: nested more than 8 levels deep");
}

static void test_circles_are_refused(void **state)
{
    (void)state;
    write_file("a.json", "{\"format\": \"cadre-scenario/1\", \"extends\": \"b.json\"}");
    write_file("b.json", "{\"format\": \"cadre-scenario/1\", \"extends\": \"./a.json\"}");
    assert_string_equal(refuse_file("a.json", none, CADRE_ERROR_INPUT),
                        "b.json:1:43: extends: runs in a circle: './a.json' is extended already");
}

static void test_every_file_of_the_chain_is_a_scenario(void **state)
{
    (void)state;
    write_file("a.json", "{\"format\": \"cadre-scenario/1\", \"extends\": \"b.json\"}");
    write_file("b.json", "{\"start\": \"2000-01-03\"}");
    assert_string_equal(refuse_file("a.json", none, CADRE_ERROR_INPUT),
                        "b.json:1:1: format is missing");
    write_file("b.json", "{\"format\": \"cadre-scenario/2\"}");
    assert_string_equal(refuse_file("a.json", none, CADRE_ERROR_INPUT),
                        "b.json:1:12: format: \"cadre-scenario/2\" is not the format of a "
                        "scenario, \"cadre-scenario/1\"");
}

/* A value keeps the place it was written at, whichever file is loaded. */
static void test_messages_point_into_the_right_file(void **state)
{
    (void)state;
    write_file("base.json", "{\"format\": \"cadre-scenario/1\",\n \"seed\": 1.5}");
    write_file("a.json", CASE_WITH("\"extends\": \"base.json\""));
    check_contains(refuse_file("a.json", none, CADRE_ERROR_INPUT), "base.json:2:10: seed = 1.5");
    write_file("base.json", CASE_WITH("\"seed\": 1"));
    write_file("a.json", "{\"format\": \"cadre-scenario/1\", \"extends\": \"base.json\",\n"
                         "\"seed\": 1.5}");
    check_contains(refuse_file("a.json", none, CADRE_ERROR_INPUT), "a.json:2:9: seed = 1.5");
    write_file("a.json", "{\"format\": \"cadre-scenario/1\", \"extends\": \"base.json\",\n"
                         "\"group\": null}");
    check_contains(refuse_file("a.json", none, CADRE_ERROR_INPUT),
                   "a.json:2:10: null removes nothing");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        in_folder(test_three_files_merge),
        in_folder(test_eight_levels_and_no_more),
        in_folder(test_circles_are_refused),
        in_folder(test_every_file_of_the_chain_is_a_scenario),
        in_folder(test_messages_point_into_the_right_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
