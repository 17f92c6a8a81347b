#include "scenario_case.h"

static void test_all_are_on_by_default(void **state)
{
    (void)state;
    cadre_scenario_t *scenario = load(CASE(PARTY));
    assert_int_equal(scenario->specification.mechanisms, (1u << CADRE_MECHANISM_COUNT) - 1);
    cadre_scenario_free(scenario);
}

static void test_switches(void **state)
{
    (void)state;
    cadre_scenario_t *scenario =
        load(CASE_WITH("\"mechanisms\": {\"exit\": false, \"branches\": true}"));
    for (int i = 0; i < CADRE_MECHANISM_COUNT; i++)
        assert_int_equal(
            cadre_mechanism_on(scenario->specification.mechanisms, (cadre_mechanism_t)i),
            i != CADRE_MECHANISM_exit);
    cadre_scenario_free(scenario);
}

static void test_refusals(void **state)
{
    (void)state;
    check_contains(refuse(CASE_WITH("\"mechanisms\": {\"exits\": false}")),
                   "unknown key 'exits' in mechanisms (did you mean 'exit'?)");
    check_contains(refuse(CASE_WITH("\"mechanisms\": {\"exit\": \"off\"}")),
                   "mechanisms.exit must be true or false, not a string");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        in_folder(test_all_are_on_by_default),
        in_folder(test_switches),
        in_folder(test_refusals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
