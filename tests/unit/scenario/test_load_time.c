#include "scenario_case.h"

#include "base/random.h"

static cadre_scenario_t *load_between(const char *start, const char *end, const char *more)
{
    char text[512];
    snprintf(text, sizeof text,
             "{\"format\": \"cadre-scenario/1\", \"start\": \"%s\", \"end\": \"%s\", %s" PARTY "}",
             start, end, more);
    return load(text);
}

static const char *refuse_between(const char *start, const char *end)
{
    char text[512];
    snprintf(text, sizeof text,
             "{\"format\": \"cadre-scenario/1\", \"start\": \"%s\", \"end\": \"%s\", " PARTY "}",
             start, end);
    return refuse(text);
}

/* The last step is the greatest at or before the end. 2000-01-03 is day 10959 of 1970-01-01's
 * count (`date -d 2000-01-03 +%s` / 86400). */
static void test_steps(void **state)
{
    (void)state;
    static const struct {
        const char *end;
        int32_t steps;
    } cases[] = {{"2000-01-03", 0}, {"2000-01-09", 0}, {"2000-01-10", 1}, {"2001-01-01", 52}};
    for (int i = 0; i < 4; i++) {
        cadre_scenario_t *scenario = load_between("2000-01-03", cases[i].end, "");
        assert_int_equal(scenario->specification.start_day, 10959);
        assert_int_equal(scenario->specification.steps, cases[i].steps);
        assert_int_equal(cadre_scenario_day(scenario, 1), 10966);
        cadre_scenario_free(scenario);
    }
}

/* 65,534 weeks after 0001-01-01 is 1256-12-25 (Python's datetime). */
static void test_the_longest_run(void **state)
{
    (void)state;
    cadre_scenario_t *scenario = load_between("0001-01-01", "1256-12-31", "");
    assert_int_equal(scenario->specification.steps, CADRE_MAX_WEEKS - 1);
    cadre_scenario_free(scenario);
    check_contains(refuse_between("0001-01-01", "1257-01-01"),
                   "end: start to end is 65535 weeks; a run has at most 65534");
}

static void test_seeds(void **state)
{
    (void)state;
    cadre_scenario_t *scenario = load_between("2000-01-03", "2000-01-10", "");
    assert_true(scenario->seed == 1);
    cadre_scenario_free(scenario);
    scenario = load_between("2000-01-03", "2000-01-10", "\"seed\": \"18446744073709551615\", ");
    assert_true(scenario->seed == UINT64_MAX);
    cadre_scenario_free(scenario);
}

static void test_refusals(void **state)
{
    (void)state;
    assert_string_equal(refuse_between("2000-01-03", "2000-01-02"),
                        "s.json:1:62: end: 2000-01-02 is before start, 2000-01-03");
    check_contains(refuse_between("2000-1-3", "2000-01-02"),
                   "start: '2000-1-3' is not a date (YYYY-MM-DD)");
    check_contains(refuse_between("2000-01-03", "2000-02-30"),
                   "end: '2000-02-30' is not a date (YYYY-MM-DD)");
    check_contains(refuse("{\"format\": \"cadre-scenario/1\", \"start\": \"2000-01-03\"}"),
                   "s.json:1:1: end is missing");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        in_folder(test_steps),
        in_folder(test_the_longest_run),
        in_folder(test_seeds),
        in_folder(test_refusals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
