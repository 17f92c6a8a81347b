/* The method `factorial` as files name it, and the draws of a posterior. */
#define _XOPEN_SOURCE 700 /* mkdtemp */
#include "unit/experiment/design_file.h"

#define INPUTS                                                                                     \
    "{\"mechanisms.voice\": {}, \"recruitment.rho\": {}, \"exit.contagion\": {\"values\": [1, "    \
    "2]}}"
#define FACTORS      "\"factors\": {\"v\": [\"mechanisms.voice\"], \"x\": [\"exit.contagion\"]}"
#define METHOD(more) "{\"type\": \"factorial\", " FACTORS ", " more "}"
#define OF(more)     DESIGN(METHOD(more), INPUTS, SIMPLE_OUTCOMES)

static void test_prior_alone(void **state)
{
    const cadre_experiment_t *experiment = design_get(*state, OF("\"draws\": 3"));
    cadre_sample_t sample;
    assert_int_equal(experiment->design.group_count, 2);
    assert_int_equal(experiment->design.group_of[0], 0);
    assert_int_equal(experiment->design.group_of[1], -1);
    assert_int_equal(experiment->design.group_of[2], 1);
    assert_int_equal(cadre_experiment_sample(experiment, &sample, NULL), 0);
    assert_int_equal(sample.points, 3 * 4);
    assert_int_equal(sample.roles[0], CADRE_ROLE_PRIOR);
    cadre_sample_free(&sample);
}

/* Weights .1, .5, .4 and four draws: systematic resampling at .125, .375, .625, .875 takes rows 2,
 * 2, 3, 3. Other columns are left alone; the file is part of the design. */
static void test_posterior(void **state)
{
    design_file_t *file = *state;
    char sha256[65];
    design_write(file, "posterior.csv",
                 "particle,weight,p_exit_mu_cadre,p_recruitment_rho\n1,0.1,.1,0.2\n2,0.5,.1,0.3\n"
                 "3,0.4,.1,0.4\n");
    const char *text = OF("\"draws\": 4, \"prior_draws\": 2, \"posterior\": \"posterior.csv\"");
    const cadre_experiment_t *experiment = design_get(file, text);
    assert_int_equal(experiment->design.points, 4);
    assert_int_equal(experiment->design.prior_points, 2);
    for (int d = 0; d < 4; d++)
        check_close(experiment->design.table[d * 3 + 1], d < 2 ? .3 : .4, 0, 0);
    strcpy(sha256, experiment->sha256);
    design_write(file, "posterior.csv", "weight,p_recruitment_rho\n1,0.2\n");
    assert_string_not_equal(design_get(file, text)->sha256, sha256);
}

static void test_refusals(void **state)
{
    design_file_t *file = *state;
    const char *text = OF("\"draws\": 4, \"posterior\": \"posterior.csv\"");
    design_refused(file, OF("\"prior_draws\": 2"), "draws is missing");
    design_refused(file, OF("\"draws\": 4, \"posterior\": 7"), "string");
    design_write(file, "posterior.csv", "p_recruitment_rho\n0.2\n");
    design_refused(file, text, "no column 'weight'");
    design_write(file, "posterior.csv", "weight,p_exit_mu_cadre\n1,0.2\n");
    design_refused(file, text, "has no column 'p_recruitment_rho'");
    design_write(file, "posterior.csv", "weight,p_recruitment_rho\n1,0.2\n-1,0.2\n");
    design_refused(file, text, "must not be negative");
    assert_int_equal(file->err.line, 3);
    design_write(file, "posterior.csv", "weight,p_recruitment_rho\n1,-0.2\n");
    design_refused(file, text, "is outside");
    design_write(file, "posterior.csv", "weight,p_recruitment_rho\n0,0.2\n");
    design_refused(file, text, "weight above 0");
    design_refused(file,
                   DESIGN("{\"type\": \"factorial\", \"draws\": 2, \"factors\": {\"v\": [\"x\"]}}",
                          INPUTS, SIMPLE_OUTCOMES),
                   "there is no input 'x'");
}

/* The shipped attribution: sixteen points a draw. */
static void test_shipped(void **state)
{
    const cadre_experiment_options_t options = {0};
    cadre_experiment_t *experiment;
    cadre_error_t err = {0};
    (void)state;
    assert_int_equal(
        cadre_experiment_load("configs/designs/attribute-iso.json", &options, &experiment, &err),
        0);
    assert_int_equal(experiment->design.group_count, 4);
    assert_true(experiment->independent); /* each draw has luck of its own */
    cadre_experiment_free(experiment);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_prior_alone), cmocka_unit_test(test_posterior),
        cmocka_unit_test(test_refusals), cmocka_unit_test(test_shipped)};
    return cmocka_run_group_tests(tests, design_set_up, design_tear_down);
}
