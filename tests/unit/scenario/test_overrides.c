#include "scenario_case.h"

static const char two[] =
    CASE("\"organizations\": {\"a\": {\"founders\": {\"members\": 10}, \"parameters\": "
         "{\"recruitment\": {\"rho\": 1}}}, \"b\": {\"founders\": {\"members\": 10}}, "
         "\"r\": {\"kind\": \"series\", \"members\": 5}}");

static void test_they_come_last_and_in_order(void **state)
{
    (void)state;
    const char *const settings[] = {"recruitment.rho=0.25",
                                    "b.recruitment.rho=0.5",
                                    "exit.contagion=1",
                                    "exit.contagion=1e0",
                                    "choice.comparison=0",
                                    "branches.n_min=7",
                                    "socialization.enter_as_paper=true",
                                    "mechanisms.exit=false",
                                    "mechanisms.branches=false",
                                    "mechanisms.branches=true"};
    cadre_scenario_t *scenario = load_set(two, settings, 10);
    const cadre_specification_t *specification = &scenario->specification;
    for (int i = 0; i < 2; i++) {
        const cadre_parameters_t *parameters = &specification->organizations[i].parameters;
        assert_true(parameters->recruitment_rho == (i == 0 ? 0.25 : 0.5));
        assert_true(parameters->exit_contagion == 1);
        assert_int_equal(parameters->branches_n_min, 7);
        assert_true(parameters->socialization_enter_as_paper);
    }
    assert_true(specification->parameters.choice_comparison == 0);
    assert_false(cadre_mechanism_on(specification->mechanisms, CADRE_MECHANISM_exit));
    assert_true(cadre_mechanism_on(specification->mechanisms, CADRE_MECHANISM_branches));
    cadre_scenario_free(scenario);
}

static void test_refusals(void **state)
{
    (void)state;
    static const struct {
        const char *setting, *message;
    } cases[] = {
        {"recruitment.rhoo=1", "--set recruitment.rhoo=1: unknown parameter 'recruitment.rhoo' "
                               "(did you mean 'recruitment.rho'?)"},
        {"b.recruitment.rhoo=1", "--set b.recruitment.rhoo=1: unknown parameter "
                                 "'recruitment.rhoo' (did you mean 'recruitment.rho'?)"},
        {"recruitment.rho", "--set recruitment.rho: KEY=VALUE is needed, as in "
                            "recruitment.rho=0.6"},
        {"=1", "--set =1: KEY=VALUE is needed, as in recruitment.rho=0.6"},
        {"recruitment.rho=", "--set recruitment.rho=: '' is not a number"},
        {"recruitment.rho=0,5", "--set recruitment.rho=0,5: '0,5' is not a number"},
        {"recruitment.rho=nan", "--set recruitment.rho=nan: 'nan' is not a number"},
        {"recruitment.rho=5.1", "--set recruitment.rho=5.1: recruitment.rho = 5.1 is outside "
                                "[0, 5] (recruits per cadre-year)"},
        {"branches.n_min=2.5", "--set branches.n_min=2.5: branches.n_min = 2.5 is not a whole "
                               "number"},
        {"socialization.enter_as_paper=1", "--set socialization.enter_as_paper=1: '1' is neither "
                                           "true nor false"},
        {"a.choice.comparison=1", "--set a.choice.comparison=1: choice.comparison is one for the "
                                  "whole world (did you mean 'choice.comparison'?)"},
        {"c.recruitment.rho=1", "--set c.recruitment.rho=1: there is no organization 'c' (did you "
                                "mean 'a'?)"},
        {"r.recruitment.rho=1", "--set r.recruitment.rho=1: organization 'r' is of kind \"series\" "
                                "and has no parameters"},
        {"mechanisms.exits=true", "--set mechanisms.exits=true: unknown mechanism 'exits' (did "
                                  "you mean 'exit'?)"},
        {"mechanisms.exit=off", "--set mechanisms.exit=off: 'off' is neither true nor false"},
        {"a=1", "--set a=1: unknown parameter ''"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        check_contains(refuse_set(two, cases[i].setting), cases[i].message);
}

static void test_a_key_that_is_too_long(void **state)
{
    (void)state;
    char setting[300];
    memset(setting, 'a', 250);
    strcpy(setting + 250, "=1");
    check_contains(refuse_set(two, setting), ": the key is too long");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        in_folder(test_they_come_last_and_in_order),
        in_folder(test_refusals),
        in_folder(test_a_key_that_is_too_long),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
