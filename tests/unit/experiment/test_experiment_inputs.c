/* Inputs of designs: what they change, and over which values. */
#define _XOPEN_SOURCE 700 /* mkdtemp */
#include "unit/experiment/design_file.h"

#include "params/catalogue.h"

#define OF(inputs)   DESIGN("{\"type\": \"lhs\", \"points\": 4}", inputs, SIMPLE_OUTCOMES)
#define LIST(inputs) DESIGN("{\"type\": \"grid\"}", inputs, SIMPLE_OUTCOMES)

/* Without anything said: the plausible range and scale of the table of parameters. */
static void test_range_of_the_table(void **state)
{
    const cadre_experiment_t *experiment = design_get(*state, OF("{\"recruitment.rho\": {}}"));
    const cadre_parameter_t *info = cadre_parameter_at(cadre_parameter_find("recruitment.rho"));
    const cadre_input_t *axis = &experiment->design.inputs[0];
    assert_int_equal(experiment->inputs[0].target, CADRE_TARGET_PARAMETER);
    assert_null(experiment->inputs[0].organization);
    assert_string_equal(experiment->inputs[0].unit, info->unit);
    check_close(axis->low, info->low, 0, 0);
    check_close(axis->high, info->high, 0, 0);
    assert_int_equal(experiment->inputs[0].line, 3);
}

static void test_shapes(void **state)
{
    const cadre_experiment_t *experiment = design_get(
        *state, OF("{\"recruitment.rho\": {\"low\": 0.2, \"high\": 0.8, \"scale\": \"linear\"},"
                   " \"exit.contagion\": {\"distribution\": \"normal\", \"mean\": 1, \"sd\": 0.1},"
                   " \"left.exit.mu_novice\": {\"distribution\": \"triangular\", \"low\": 1,"
                   " \"mode\": 2, \"high\": 3}}"));
    const cadre_input_t *axes = experiment->design.inputs;
    assert_int_equal(axes[0].distribution, CADRE_DISTRIBUTION_UNIFORM);
    check_close(axes[0].high, 0.8, 0, 0);
    assert_int_equal(axes[1].distribution, CADRE_DISTRIBUTION_NORMAL);
    check_close(axes[1].spread, 0.1, 0, 0);
    check_close(axes[1].low, cadre_parameter_at(experiment->inputs[1].parameter)->min, 0, 0);
    check_close(axes[2].centre, 2, 0, 0);
    assert_string_equal(experiment->inputs[2].organization, "left");
}

static void test_targets(void **state)
{
    const cadre_experiment_t *experiment = design_get(
        *state,
        LIST("{\"mechanisms.exit\": {\"values\": [true, false]},"
             " \"organizations.left.founders.members\": {\"values\": [10, 20, 30]},"
             " \"organizations.left.founders.milieu\": {\"values\": [\"campus\", \"city\"]}}"));
    const cadre_input_t *axes = experiment->design.inputs;
    assert_int_equal(experiment->inputs[0].target, CADRE_TARGET_SWITCH);
    assert_int_equal(axes[0].kind, CADRE_INPUT_BOOLEAN);
    check_close(axes[0].values[1], 0, 0, 0);
    assert_int_equal(experiment->inputs[1].target, CADRE_TARGET_PATH);
    assert_int_equal(axes[1].value_count, 3);
    check_close(axes[1].values[2], 30, 0, 0);
    assert_int_equal(axes[2].kind, CADRE_INPUT_TEXT);
    assert_string_equal(axes[2].texts[1], "city");
}

/* Five levels from 1 to 3. */
static void test_levels(void **state)
{
    const cadre_experiment_t *experiment =
        design_get(*state, LIST("{\"exit.contagion\": {\"low\": 1, \"high\": 3, \"levels\": 5,"
                                " \"scale\": \"linear\"}}"));
    assert_int_equal(experiment->design.inputs[0].value_count, 5);
    for (int i = 0; i < 5; i++)
        check_close(experiment->design.inputs[0].values[i], 1 + 0.5 * i, 1e-15, 0);
}

static void test_refusals(void **state)
{
    design_file_t *file = *state;
    design_refused(file, OF("{\"recruitment.roh\": {}}"), "'recruitment.roh' is no input");
    assert_int_equal(file->err.line, 3);
    design_refused(file, OF("{\"right.recruitment.rho\": {}}"), "no input this scenario has");
    design_refused(file, OF("{\"recruitment.rho\": {\"low\": 3, \"high\": 1}}"),
                   "low must be below");
    design_refused(file, OF("{\"recruitment.rho\": {\"low\": 0, \"high\": 1, \"scale\": \"log\"}}"),
                   "needs a low above 0");
    design_refused(file, LIST("{\"recruitment.rho\": {\"values\": []}}"), "the list is empty");
    design_refused(file, LIST("{\"recruitment.rho\": {\"values\": [99]}}"), "outside");
}

/* What --set fixes cannot vary. */
static void test_set_and_input(void **state)
{
    design_file_t *file = *state;
    static const char *const settings[] = {"recruitment.rho=0.5"};
    const cadre_experiment_options_t options = {.overrides = {settings, 1}};
    design_write(file, "d.json", OF("{\"recruitment.rho\": {}}"));
    assert_int_equal(
        cadre_experiment_load(design_path(file, "d.json"), &options, &file->experiment, &file->err),
        CADRE_ERROR_USAGE);
    check_contains(file->err.message, "is an input of the design");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_range_of_the_table),
        cmocka_unit_test(test_shapes),
        cmocka_unit_test(test_targets),
        cmocka_unit_test(test_levels),
        cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_set_and_input),
    };
    return cmocka_run_group_tests(tests, design_set_up, design_tear_down);
}
