#include "scenario_case.h"

/* Loads `climate` and gives its values at every step. */
static cadre_scenario_t *load_climate(const char *climate)
{
    char text[1024];
    snprintf(text, sizeof text, CASE_WITH("\"environment\": {\"climate\": %s}"), climate);
    return load(text);
}

static const char *refuse_climate(const char *climate)
{
    char text[1024];
    snprintf(text, sizeof text, CASE_WITH("\"environment\": {\"climate\": %s}"), climate);
    return refuse(text);
}

static void test_a_constant(void **state)
{
    (void)state;
    cadre_scenario_t *scenario = load_climate("0.75");
    for (int i = 0; i <= 52; i++)
        assert_true(scenario->specification.climate[i] == 0.75f);
    cadre_scenario_free(scenario);
}

/* Week 2 begins on the 17th, so the point of the 18th holds from week 3. */
static void test_steps_hold_the_last_point(void **state)
{
    (void)state;
    cadre_scenario_t *scenario = load_climate(
        "{\"points\": {\"1999-12-01\": 0.1, \"2000-01-18\": 0.2, \"2000-01-31\": 0.3}, "
        "\"outside\": \"hold\"}");
    const float *climate = scenario->specification.climate;
    assert_true(climate[0] == 0.1f && climate[2] == 0.1f);
    assert_true(climate[3] == 0.2f && climate[4] == 0.3f);
    assert_true(climate[52] == 0.3f);
    cadre_scenario_free(scenario);
}

/* From 0 to 1 in ten weeks: step k has k/10. Points merge in any order. */
static void test_linear(void **state)
{
    (void)state;
    cadre_scenario_t *scenario =
        load_climate("{\"points\": {\"2000-03-13\": 2, \"2000-01-03\": 0}, \"scale\": 0.5, "
                     "\"interpolate\": \"linear\", \"outside\": \"zero\"}");
    for (int k = 0; k <= 10; k++)
        check_close(scenario->specification.climate[k], k / 10.0, 1e-7, 1e-7);
    assert_true(scenario->specification.climate[11] == 0);
    cadre_scenario_free(scenario);
}

/* Steffen (1990) through (0, 0), (1, 1), (2, 1): slope 1 at the first point (the simplest way of
 * section 2.2) and 0 at the second (equation 11), so 1/8 + 1/2 half-way, and never above 1. */
static void test_monotone(void **state)
{
    (void)state;
    cadre_scenario_t *scenario =
        load_climate("{\"points\": {\"2000-01-03\": 0, \"2000-01-31\": 1, \"2000-02-28\": 1}, "
                     "\"interpolate\": \"monotone\", \"outside\": \"hold\"}");
    const float *climate = scenario->specification.climate;
    check_close(climate[2], 0.625, 1e-6, 0);
    assert_true(climate[0] == 0 && climate[4] == 1);
    for (int k = 4; k <= 52; k++)
        check_close(climate[k], 1, 1e-7, 0);
    cadre_scenario_free(scenario);
}

static void test_outside_is_an_error_by_default(void **state)
{
    (void)state;
    assert_string_equal(
        refuse_climate("{\"points\": {\"2000-01-03\": 0.5, \"2000-12-25\": 0.5}}"),
        "s.json:1:103: environment.climate covers 2000-01-03 to 2000-12-25, but the run needs "
        "2001-01-01 (set \"outside\" to \"hold\" or \"zero\")");
    cadre_scenario_t *scenario =
        load_climate("{\"points\": {\"2000-01-03\": 0.5, \"2001-01-01\": 0.25}}");
    assert_true(scenario->specification.climate[52] == 0.25f);
    cadre_scenario_free(scenario);
}

static void test_values_stay_in_range_after_scaling(void **state)
{
    (void)state;
    assert_string_equal(refuse_climate("{\"points\": {\"2000-01-03\": 3}, \"scale\": 0.5}"),
                        "s.json:1:129: environment.climate = 1.5 after scaling is outside [0, 1] "
                        "(level)");
    assert_string_equal(refuse_climate("1.01"),
                        "s.json:1:103: environment.climate = 1.01 is outside [0, 1] (level)");
}

static void test_interpolation_needs_points(void **state)
{
    (void)state;
    check_contains(
        refuse_climate("{\"points\": {\"2000-01-03\": 0.5}, \"interpolate\": \"linear\"}"),
        "environment.climate: linear interpolation needs at least 2 points, there is 1");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        in_folder(test_a_constant),
        in_folder(test_steps_hold_the_last_point),
        in_folder(test_linear),
        in_folder(test_monotone),
        in_folder(test_outside_is_an_error_by_default),
        in_folder(test_values_stay_in_range_after_scaling),
        in_folder(test_interpolation_needs_points),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
