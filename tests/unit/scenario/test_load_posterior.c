#include "scenario_case.h"

#include "scenario/posterior.h"

static const char CSV[] = "weight,p_recruitment_rho\n1,0.7\n";

/* The file's points are there, the values as written stay in the specification, and the file's
 * contents are part of the scenario's identity. */
static void test_named(void **state)
{
    (void)state;
    char before[65];
    write_file("p.csv", CSV);
    cadre_scenario_t *scenario = load(CASE_WITH("\"posterior\": \"p.csv\""));
    assert_non_null(scenario->posterior);
    assert_int_equal(scenario->posterior->points, 1);
    assert_true(scenario->specification.organizations[0].parameters.recruitment_rho != .7);
    strcpy(before, scenario->sha256);
    cadre_scenario_free(scenario);
    write_file("p.csv", "weight,p_recruitment_rho\n1,0.8\n");
    scenario = load(CASE_WITH("\"posterior\": \"p.csv\""));
    assert_string_not_equal(before, scenario->sha256);
    cadre_scenario_free(scenario);
}

/* None, also by null; what --set sets is left to it. */
static void test_none_and_set(void **state)
{
    (void)state;
    static const char *const setting = "recruitment.rho=1";
    write_file("p.csv", CSV);
    cadre_scenario_t *scenario = load(CASE(PARTY));
    assert_null(scenario->posterior);
    cadre_scenario_free(scenario);
    scenario = load_set(CASE_WITH("\"posterior\": \"p.csv\""), &setting, 1);
    assert_int_equal(scenario->posterior->setting_count, 0);
    cadre_scenario_free(scenario);
}

static void test_refusals(void **state)
{
    (void)state;
    write_file("p.csv", "weight,p_recruitment_rho\n1,70\n");
    assert_string_equal(refuse(CASE_WITH("\"posterior\": \"p.csv\"")),
                        "p.csv:2:3: recruitment.rho = 70 is outside [0, 5] (recruits per "
                        "cadre-year)");
    check_contains(refuse(CASE_WITH("\"posterior\": 3")), "posterior must be a string");
    check_contains(refuse(CASE_WITH("\"posterior\": \"/p.csv\"")), "absolute path");
}

int main(void)
{
    const struct CMUnitTest tests[] = {in_folder(test_named), in_folder(test_none_and_set),
                                       in_folder(test_refusals)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
