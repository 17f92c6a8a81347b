#include "scenario_case.h"

#include "scenario/posterior.h"

/* Two organizations, one of them with an id that has a '-', and a scenario of one year. */
#define TWO                                                                                        \
    CASE("\"organizations\": {\"a\": {\"founders\": {\"members\": 10}}, \"b-c\": {\"founders\": "  \
         "{\"members\": 10}}}")

static cadre_posterior_t *read_csv(const cadre_scenario_t *scenario, const char *csv,
                                   const char *const *settings, int count)
{
    cadre_posterior_t *posterior;
    cadre_error_t err = {0};
    write_file("p.csv", csv);
    if (cadre_posterior_load(path_of("p.csv"), scenario, (cadre_overrides_t){settings, count},
                             &posterior, &err) != 0)
        fail_msg("%s", cadre_error_describe(&err, described, sizeof described));
    return posterior;
}

static const char *refuse_csv(const cadre_scenario_t *scenario, const char *csv, int code)
{
    cadre_posterior_t *posterior;
    cadre_error_t err = {0};
    write_file("p.csv", csv);
    assert_int_equal(
        cadre_posterior_load(path_of("p.csv"), scenario, (cadre_overrides_t){0}, &posterior, &err),
        code);
    assert_null(posterior);
    return cadre_error_describe(&err, described, sizeof described);
}

/* What the specification would be at a point; its organizations. */
static cadre_organization_spec_t *at(const cadre_scenario_t *scenario,
                                     const cadre_posterior_t *posterior, int64_t point,
                                     cadre_world_parameters_t *world)
{
    static cadre_organization_spec_t organizations[2];
    memcpy(organizations, scenario->specification.organizations, sizeof organizations);
    *world = scenario->specification.parameters;
    cadre_posterior_apply(posterior, point, world, organizations);
    return organizations;
}

/* A column of all, one of one organization, one of the world; others are ignored. */
static void test_columns(void **state)
{
    (void)state;
    cadre_scenario_t *scenario = load(TWO);
    cadre_posterior_t *posterior =
        read_csv(scenario,
                 "particle,weight,distance,p_recruitment_rho,p_b_c_exit_mu_cadre,p_limits_members\n"
                 "1,0.5,0.1,0.7,0.2,5000\n2,0.5,0.2,0.8,0.1,6000\n",
                 NULL, 0);
    cadre_world_parameters_t world;
    assert_int_equal(posterior->points, 2);
    assert_int_equal(posterior->columns, 3);
    assert_string_equal(posterior->name, "p.csv");
    assert_int_equal(posterior->input_count, 3);
    assert_string_equal(posterior->inputs[1].name, "p_b_c_exit_mu_cadre");
    assert_int_equal(posterior->inputs[1].parameter, cadre_parameter_find("exit.mu_cadre"));
    const cadre_organization_spec_t *organizations = at(scenario, posterior, 1, &world);
    check_close(organizations[0].parameters.recruitment_rho, .8, 0, 0);
    check_close(organizations[1].parameters.recruitment_rho, .8, 0, 0);
    check_close(organizations[0].parameters.exit_mu_cadre,
                scenario->specification.organizations[0].parameters.exit_mu_cadre, 0, 0);
    check_close(organizations[1].parameters.exit_mu_cadre, .1, 0, 0);
    check_close((double)world.limits_members, 6000, 0, 0);
    cadre_posterior_free(posterior);
    cadre_scenario_free(scenario);
}

/* --set has the last word, for all or for one. */
static void test_set_wins(void **state)
{
    (void)state;
    static const char *const settings[] = {"a.recruitment.rho=1", "limits.members=7"};
    cadre_scenario_t *scenario = load_set(TWO, settings, 2);
    cadre_posterior_t *posterior =
        read_csv(scenario, "weight,p_recruitment_rho,p_limits_members\n1,0.7,5000\n", settings, 2);
    cadre_world_parameters_t world;
    const cadre_organization_spec_t *organizations = at(scenario, posterior, 0, &world);
    check_close(organizations[0].parameters.recruitment_rho, 1, 0, 0);
    check_close(organizations[1].parameters.recruitment_rho, .7, 0, 0);
    check_close((double)world.limits_members, 7, 0, 0);
    assert_int_equal(posterior->input_count, 1); /* limits.members varies no more */
    cadre_posterior_free(posterior);
    cadre_scenario_free(scenario);
}

/* Weights 1 : 3 : 0 : 4 of 80 runs: 10, 30, 0 and 40 runs, in order, whatever the seed; of 10 runs
 * each within one of its share (systematic resampling). */
static void test_resampling(void **state)
{
    (void)state;
    cadre_scenario_t *scenario = load(TWO);
    cadre_posterior_t *posterior =
        read_csv(scenario, "weight,p_recruitment_rho\n1,0.1\n3,0.2\n0,0.3\n4,0.4\n", NULL, 0);
    for (uint64_t seed = 1; seed <= 20; seed++) {
        int counts[4] = {0}, few[4] = {0};
        int64_t before = 0;
        for (int64_t run = 1; run <= 80; run++) {
            const int64_t point = cadre_posterior_point(posterior, seed, run, 80);
            assert_true(point >= before);
            before = point;
            counts[point]++;
        }
        for (int64_t run = 1; run <= 10; run++)
            few[cadre_posterior_point(posterior, seed, run, 10)]++;
        assert_int_equal(counts[0], 10);
        assert_int_equal(counts[1], 30);
        assert_int_equal(counts[2], 0);
        assert_int_equal(counts[3], 40);
        assert_in_range(few[0], 1, 2);
        assert_in_range(few[1], 3, 4);
        assert_int_equal(few[2], 0);
        assert_int_equal(few[3], 5);
    }
    cadre_posterior_free(posterior);
    cadre_scenario_free(scenario);
}

static void test_refusals(void **state)
{
    (void)state;
    cadre_scenario_t *scenario = load(TWO);
    check_contains(refuse_csv(scenario, "weight,p_recruitment_roh\n1,1\n", CADRE_ERROR_INPUT),
                   "p.csv:1: column 'p_recruitment_roh' is no parameter of the scenario 's'");
    check_contains(refuse_csv(scenario, "weight,p_mechanisms_exit\n1,true\n", CADRE_ERROR_INPUT),
                   "no mechanisms");
    check_contains(refuse_csv(scenario, "p_recruitment_rho\n1\n", CADRE_ERROR_INPUT),
                   "it has no column 'weight'");
    check_contains(refuse_csv(scenario, "weight,x\n1,1\n", CADRE_ERROR_INPUT),
                   "it has no column p_");
    check_contains(refuse_csv(scenario, "weight,p_recruitment_rho\n-1,1\n", CADRE_ERROR_INPUT),
                   "p.csv:2:1: a weight must not be negative");
    check_contains(refuse_csv(scenario, "weight,p_recruitment_rho\n0,1\n", CADRE_ERROR_INPUT),
                   "no point with a weight above 0");
    check_contains(refuse_csv(scenario, "weight,p_recruitment_rho\n", CADRE_ERROR_INPUT),
                   "no point with a weight above 0");
    check_contains(refuse_csv(scenario, "weight,p_recruitment_rho\n1,7\n", CADRE_ERROR_INPUT),
                   "p.csv:2:3: recruitment.rho = 7 is outside [0, 5]");
    check_contains(refuse_csv(scenario, "weight,p_recruitment_rho\n1,\n", CADRE_ERROR_INPUT),
                   "p.csv:2:3");
    check_contains(refuse_csv(scenario, "weight,p_branches_n_min\n1,2.5\n", CADRE_ERROR_INPUT),
                   "p.csv:2:3");
    cadre_posterior_t *posterior;
    assert_int_equal(cadre_posterior_load(path_of("none.csv"), scenario, (cadre_overrides_t){0},
                                          &posterior, NULL),
                     CADRE_ERROR_NO_INPUT);
    cadre_scenario_free(scenario);
}

static void test_memory(void **state)
{
    (void)state;
    cadre_scenario_t *scenario = load(TWO);
    int code = CADRE_ERROR_MEMORY;
    write_file("p.csv", "weight,p_recruitment_rho\n1,1\n");
    for (long n = 1; code != 0; n++) {
        cadre_posterior_t *posterior;
        cadre_memory_fail_after(n);
        code = cadre_posterior_load(path_of("p.csv"), scenario, (cadre_overrides_t){0}, &posterior,
                                    NULL);
        cadre_memory_fail_after(0);
        assert_true(code == 0 || code == CADRE_ERROR_MEMORY);
        cadre_posterior_free(posterior);
    }
    cadre_scenario_free(scenario);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        in_folder(test_columns),  in_folder(test_set_wins), in_folder(test_resampling),
        in_folder(test_refusals), in_folder(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
