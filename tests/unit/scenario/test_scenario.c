#include "scenario_case.h"

/* The shipped scenario, as evidence and format say it: 2,233 weeks from 1977-03-12, 14 waves. */
static void test_the_historical_scenario(void **state)
{
    (void)state;
    cadre_error_t err = {0};
    cadre_scenario_t *scenario = NULL;
    const int status = cadre_scenario_load("configs/iso-1977-2019.json",
                                           (cadre_overrides_t){NULL, 0}, &scenario, &err);
    if (status != CADRE_OK)
        fail_msg("%s", cadre_error_describe(&err, described, sizeof described));
    const cadre_specification_t *specification = &scenario->specification;
    assert_string_equal(scenario->name, "iso-1977-2019");
    assert_int_equal(specification->steps, 2233);
    assert_int_equal(specification->wave_count, 14);
    assert_int_equal(specification->organization_count, 2);
    assert_int_equal(specification->organizations[0].founders.members, 75);
    check_close(specification->climate[0], 298 * 0.003333, 1e-6, 0);
    check_close(specification->climate[2233], 25 * 0.003333, 1e-6, 0);
    assert_true(specification->organizations[1].series_members[0] == 6500);
    assert_true(specification->organizations[1].series_members[2233] == 56000);
    assert_int_equal(scenario->pattern_count, 23);
    cadre_scenario_free(scenario);
}

static void test_unknown_keys_at_the_top(void **state)
{
    (void)state;
    check_contains(refuse(CASE_WITH("\"sede\": 1")),
                   "unknown key 'sede' in the file's top level (did you mean 'seed'?)");
}

static void test_a_missing_file(void **state)
{
    (void)state;
    const char *message =
        refuse_file("none.json", (cadre_overrides_t){NULL, 0}, CADRE_ERROR_NO_INPUT);
    check_contains(message, "none.json");
}

/* A scenario with a part of every kind. */
static void write_rich_scenario(void)
{
    write_file("d.csv", "date,level,note\n2000-01-01,0.5,\"a, b\"\n2000-06-01,0.25,c\n");
    write_file("e.json", "{\"format\": \"cadre-evidence/1\", \"patterns\": {\"size\": "
                         "{\"organization\": \"a\", \"measure\": \"members\", \"date\": "
                         "\"2000-06-01\", \"low\": 1, \"value\": 2, \"high\": 3, \"source\": "
                         "\"S1\", \"confidence\": \"low\"}}}");
    write_file("base.json",
               CASE("\"regimes\": {\"r\": {\"parameters\": {\"exit\": {\"contagion\": 1}}}}, "
                    "\"organizations\": {\"a\": {\"regime\": \"r\", \"founders\": {\"members\": "
                    "10, \"at\": [1, 2]}}, \"s\": {\"kind\": \"series\", \"members\": {\"points\": "
                    "{\"2000-01-01\": 1, \"2001-06-01\": 2}, \"interpolate\": \"linear\"}}}"));
    write_file("top.json",
               "{\"format\": \"cadre-scenario/1\", \"extends\": \"base.json\", \"evidence\": "
               "\"e.json\", \"claims\": [\"M01\"], \"look_for\": [\"x\"], \"environment\": "
               "{\"climate\": {\"file\": \"d.csv\", \"column\": \"level\", \"outside\": \"hold\"}, "
               "\"waves\": {\"w\": {\"date\": \"2000-02-07\", \"size\": 1}}}, \"events\": {\"e\": "
               "{\"date\": \"2000-02-01\", \"type\": \"set\", \"parameters\": {\"exit\": "
               "{\"contagion\": 2}}}}}");
}

/* Whichever allocation fails, loading ends with one clear error and keeps nothing (the address
 * sanitizer looks); no failure is swallowed: the first success leaves the failure to come. */
static void test_out_of_memory(void **state)
{
    (void)state;
    const char *const settings[] = {"recruitment.rho=1"};
    int status = CADRE_ERROR_MEMORY;
    long n = 0;
    write_rich_scenario();
    cadre_scenario_t *scenario = NULL;
    while (status == CADRE_ERROR_MEMORY) {
        cadre_error_t err = {0};
        cadre_memory_fail_after(++n);
        status = cadre_scenario_load(path_of("top.json"), (cadre_overrides_t){settings, 1},
                                     &scenario, &err);
        if (status == CADRE_OK)
            break;
        cadre_memory_fail_after(0);
        assert_int_equal(status, CADRE_ERROR_MEMORY);
        assert_int_equal(err.code, CADRE_ERROR_MEMORY);
        check_contains(err.message, "memory");
        assert_null(scenario);
    }
    assert_null(cadre_alloc(1, 1)); /* the n-th allocation, after n - 1 */
    cadre_memory_fail_after(0);
    assert_true(n > 50);
    assert_int_equal(scenario->pattern_count, 1);
    cadre_scenario_free(scenario);
}

static void test_no_error_structure_is_needed(void **state)
{
    (void)state;
    cadre_scenario_t *scenario = NULL;
    write_file("s.json", CASE_WITH("\"sede\": 1"));
    assert_int_equal(
        cadre_scenario_load(path_of("s.json"), (cadre_overrides_t){NULL, 0}, &scenario, NULL),
        CADRE_ERROR_INPUT);
    assert_null(scenario);
    cadre_scenario_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_historical_scenario),
        in_folder(test_unknown_keys_at_the_top),
        in_folder(test_a_missing_file),
        in_folder(test_out_of_memory),
        in_folder(test_no_error_structure_is_needed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
