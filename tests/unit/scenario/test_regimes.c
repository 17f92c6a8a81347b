#include "scenario_case.h"

#define OF(regime)                                                                                 \
    "\"organizations\": {\"a\": {\"regime\": \"" regime "\", \"founders\": {\"members\": 10}}}"

/* A regime starts from what it extends, and says what differs. */
static void test_regimes_build_on_one_another(void **state)
{
    (void)state;
    cadre_scenario_t *scenario =
        load(CASE("\"regimes\": {\"mildest\": {\"extends\": \"mild\"}, "
                  "\"mild\": {\"extends\": \"strict\", \"parameters\": {\"effort\": "
                  "{\"demand_hours\": 6}}}, "
                  "\"strict\": {\"parameters\": {\"effort\": {\"demand_hours\": 12, \"internal\": "
                  "0.5}}}}, " OF("mildest")));
    const cadre_parameters_t *parameters = &scenario->specification.organizations[0].parameters;
    assert_true(parameters->effort_demand_hours == 6);
    assert_true(parameters->effort_internal == 0.5);
    cadre_scenario_free(scenario);
}

static void test_circles_are_refused_even_when_unused(void **state)
{
    (void)state;
    check_contains(refuse(CASE_WITH("\"regimes\": {\"x\": {\"extends\": \"x\"}}")),
                   "regimes.x.extends: regime 'x' extends itself in a circle");
    check_contains(refuse(CASE_WITH("\"regimes\": {\"z\": {\"extends\": \"x\"}, "
                                    "\"x\": {\"extends\": \"y\"}, \"y\": {\"extends\": \"x\"}}")),
                   "extends itself in a circle");
}

static void test_absent_regimes(void **state)
{
    (void)state;
    check_contains(refuse(CASE(OF("strict"))),
                   "organizations.a.regime: there is no regime 'strict'");
    check_contains(refuse(CASE("\"regimes\": {\"strict\": {}}, " OF("stict"))),
                   "there is no regime 'stict' (did you mean 'strict'?)");
}

static void test_regimes_are_checked_even_when_unused(void **state)
{
    (void)state;
    check_contains(refuse(CASE_WITH("\"regimes\": {\"x\": {\"parameters\": {\"choice\": "
                                    "{\"comparison\": 0}}}}")),
                   "choice.comparison is one for the whole world: it belongs into the file's "
                   "top-level \"parameters\"");
    check_contains(refuse(CASE_WITH("\"regimes\": {\"x\": {\"parameter\": {}}}")),
                   "unknown key 'parameter' in regimes.x (did you mean 'parameters'?)");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        in_folder(test_regimes_build_on_one_another),
        in_folder(test_circles_are_refused_even_when_unused),
        in_folder(test_absent_regimes),
        in_folder(test_regimes_are_checked_even_when_unused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
