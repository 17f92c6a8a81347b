#include "scenario_case.h"

#include "scenario/settings.h"

static void test_values_reach_their_fields(void **state)
{
    (void)state;
    cadre_scenario_t *scenario =
        load(CASE_WITH("\"parameters\": {\"recruitment\": {\"rho\": 0.7, \"workplace_size\": 20}, "
                       "\"socialization\": {\"enter_as_paper\": true}, "
                       "\"choice\": {\"comparison\": 0.5}}"));
    const cadre_parameters_t *parameters = &scenario->specification.organizations[0].parameters;
    assert_true(parameters->recruitment_rho == 0.7);
    assert_int_equal(parameters->recruitment_workplace_size, 20);
    assert_true(parameters->socialization_enter_as_paper);
    assert_true(scenario->specification.parameters.choice_comparison == 0.5);
    cadre_scenario_free(scenario);
}

/* Every parameter of the table takes both of its bounds and nothing beyond them. */
static void test_every_parameter_at_and_past_its_bounds(void **state)
{
    (void)state;
    for (int i = 0; i < cadre_parameter_count(); i++) {
        const cadre_parameter_t *info = cadre_parameter_at(i);
        if (info->type == CADRE_PARAMETER_BOOLEAN)
            continue;
        const bool whole = info->type == CADRE_PARAMETER_INTEGER;
        const double values[4] = {info->min, info->max, info->min - (whole ? 1 : 1e-6),
                                  info->max + (whole ? 1 : info->max * 1e-6 + 1e-6)};
        for (int k = 0; k < 4; k++) {
            char text[512];
            snprintf(text, sizeof text, CASE_WITH("\"parameters\": {\"%s\": {\"%s\": %.17g}}"),
                     info->group, info->name, values[k]);
            if (k < 2)
                cadre_scenario_free(load(text));
            else
                check_contains(refuse(text), "is outside [");
            written_count = 1; /* one file, written again and again */
        }
    }
}

static void test_unknown_parameters(void **state)
{
    (void)state;
    check_contains(refuse(CASE_WITH("\"parameters\": {\"recruitment\": {\"roh\": 1}}")),
                   "unknown parameter 'recruitment.roh' (did you mean 'recruitment.rho'?)");
    check_contains(refuse(CASE_WITH("\"parameters\": {\"exits\": {\"contagion\": 1}}")),
                   "unknown group of parameters 'exits' (did you mean 'exit'?)");
    check_contains(refuse(CASE_WITH("\"parameters\": {\"qqqqqqqqq\": {}}")),
                   "unknown group of parameters 'qqqqqqqqq' (`cadre params` lists all)");
    check_contains(refuse(CASE_WITH("\"parameters\": {\"exit\": 1}")),
                   "parameters.exit must be an object, not a number");
    check_contains(refuse(CASE_WITH("\"parameters\": []")),
                   "parameters must be an object, not an array");
}

static void test_nearest(void **state)
{
    (void)state;
    assert_string_equal(cadre_settings_nearest("recruitment.rhoo"), "recruitment.rho");
    assert_string_equal(cadre_settings_nearest("exit.Contagion"), "exit.contagion");
    assert_null(cadre_settings_nearest("qqqqqqqqqqqqqqqqqqqq"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        in_folder(test_values_reach_their_fields),
        in_folder(test_every_parameter_at_and_past_its_bounds),
        in_folder(test_unknown_parameters),
        cmocka_unit_test(test_nearest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
