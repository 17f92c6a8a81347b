#include "scenario_case.h"

static void test_defaults(void **state)
{
    (void)state;
    cadre_scenario_t *scenario = load(CASE(PARTY));
    const cadre_specification_t *specification = &scenario->specification;
    for (int i = 0; i <= 52; i++) {
        assert_true(specification->climate[i] == 0.2f);
        assert_true(specification->norm[i] == 0.2f);
        assert_true(specification->need[i] == 0);
    }
    assert_int_equal(specification->wave_count, 0);
    assert_false(specification->wave_generator.on);
    assert_true(specification->wave_generator.rate_per_year == 0.4f);
    assert_true(specification->wave_generator.mean_size == 0.8f);
    assert_true(specification->wave_generator.rise_weeks == 4);
    assert_true(specification->wave_generator.hold_weeks == 0);
    assert_true(specification->wave_generator.decay_weeks == 26);
    cadre_scenario_free(scenario);
}

/* Waves stand by step, then id, whatever the order of the file: they are summed up. */
static void test_waves(void **state)
{
    (void)state;
    cadre_scenario_t *scenario =
        load(CASE_WITH("\"environment\": {\"wave_shape\": {\"rise_weeks\": 2}, \"waves\": {"
                       "\"z\": {\"date\": \"2000-01-17\", \"size\": 2}, "
                       "\"late\": {\"date\": \"2000-06-01\", \"size\": 0.5, \"hold_weeks\": 78, "
                       "\"rise_weeks\": 1, \"decay_weeks\": 13}, "
                       "\"b\": {\"date\": \"2000-01-12\", \"size\": 1}}}"));
    const cadre_wave_spec_t *waves = scenario->specification.waves;
    assert_int_equal(scenario->specification.wave_count, 3);
    assert_string_equal(waves[0].id, "b");
    assert_string_equal(waves[1].id, "z");
    assert_string_equal(waves[2].id, "late");
    assert_int_equal(waves[0].step, 2);
    assert_int_equal(waves[1].step, 2);
    assert_true(waves[1].size == 2);
    assert_true(waves[1].rise_weeks == 2 && waves[1].hold_weeks == 0 && waves[1].decay_weeks == 26);
    assert_true(waves[2].rise_weeks == 1 && waves[2].hold_weeks == 78 &&
                waves[2].decay_weeks == 13);
    assert_true(scenario->specification.wave_generator.rise_weeks == 2);
    cadre_scenario_free(scenario);
}

static void test_the_generator(void **state)
{
    (void)state;
    cadre_scenario_t *scenario = load(
        CASE_WITH("\"environment\": {\"wave_generator\": {\"on\": true, \"rate_per_year\": 0.25, "
                  "\"mean_size\": 2}}"));
    assert_true(scenario->specification.wave_generator.on);
    assert_true(scenario->specification.wave_generator.rate_per_year == 0.25f);
    assert_true(scenario->specification.wave_generator.mean_size == 2);
    cadre_scenario_free(scenario);
}

static void test_refusals(void **state)
{
    (void)state;
    check_contains(refuse(CASE_WITH("\"environment\": {\"waves\": {\"w\": {\"date\": "
                                    "\"2000-02-01\", \"size\": 0}}}")),
                   "environment.waves.w.size: the size of a wave must be above 0, at most 2");
    check_contains(refuse(CASE_WITH("\"environment\": {\"waves\": {\"w\": {\"date\": "
                                    "\"2001-02-01\", \"size\": 1}}}")),
                   "environment.waves.w.date: 2001-02-01 is outside the run, 2000-01-03 to "
                   "2001-01-01");
    check_contains(refuse(CASE_WITH("\"environment\": {\"wave_generator\": "
                                    "{\"rate_per_year\": 11}}")),
                   "environment.wave_generator.rate_per_year = 11 is outside [0, 10] (waves/year)");
    check_contains(refuse(CASE_WITH("\"environment\": {\"wave_shape\": {\"decay\": 3}}")),
                   "unknown key 'decay' in environment.wave_shape");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        in_folder(test_defaults),
        in_folder(test_waves),
        in_folder(test_the_generator),
        in_folder(test_refusals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
