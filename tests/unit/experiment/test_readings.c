/* Which weeks readings need, and what they read of a run made by hand: members 10, 40, 30, 20 and
 * missing, in the weeks of 1 January 1970 (day 0) and after. */
#include "unit/analysis/hand_made_runs.h"

#include "base/memory.h"
#include "experiment/readings.h"

static cadre_reading_t reading_at(hand_run_t *run, int32_t day)
{
    return (cadre_reading_t){.name = "y", .pattern = *hand_run_pattern(run, day)};
}

static void check_rows(const hand_run_t *run, const cadre_reading_t *readings, int count,
                       const int32_t *expected, int expected_count)
{
    int32_t *steps;
    int found;
    assert_int_equal(
        cadre_readings_rows(readings, count, &run->scenario.specification, &steps, &found), 0);
    assert_int_equal(found, expected_count);
    for (int i = 0; i < found; i++)
        assert_int_equal(steps[i], expected[i]);
    cadre_free(steps);
}

/* The week nearest to a day, all weeks of a period, and before a flow's week the one before. */
static void test_rows(void **state)
{
    (void)state;
    hand_run_t *run = hand_run_make();
    cadre_reading_t readings[3] = {reading_at(run, 10), reading_at(run, 25), reading_at(run, 0)};
    check_rows(run, readings, 1, (const int32_t[]){1}, 1); /* day 10 is nearer to 7 than to 14 */
    check_rows(run, readings, 2, (const int32_t[]){1, 4}, 2);
    readings[1].pattern.measure = "recruits"; /* since the week before */
    check_rows(run, readings, 2, (const int32_t[]){1, 3, 4}, 3);
    readings[2].pattern.measure = "recruits"; /* of week 0 there is none before */
    check_rows(run, readings + 2, 1, (const int32_t[]){0}, 1);
    readings[0].pattern.relative = true;
    readings[0].pattern.relative_day = 21;
    check_rows(run, readings, 1, (const int32_t[]){1, 3}, 2);
    readings[0].pattern = (cadre_pattern_t){.measure = "members",
                                            .per = "",
                                            .event = "",
                                            .take = CADRE_TAKE_MAX,
                                            .day = 8,
                                            .until = 21};
    check_rows(run, readings, 1, (const int32_t[]){2, 3}, 2);
    readings[0].pattern.event = "ended"; /* events need no rows */
    check_rows(run, readings, 1, NULL, 0);
    free(run);
}

static void test_values(void **state)
{
    (void)state;
    hand_run_t *run = hand_run_make();
    cadre_reading_t reading = reading_at(run, 14);
#define VALUE() cadre_reading_value(&reading, &run->scenario, &run->recording, &run->replicate)
    check_close(VALUE(), 30, 0, 0);
    reading.pattern.take = CADRE_TAKE_MAX; /* of the whole run */
    reading.pattern.day = INT32_MIN;
    reading.pattern.until = INT32_MAX;
    check_close(VALUE(), 40, 0, 0);
    reading.pattern.organization = "nobody";
    assert_true(isnan(VALUE()));
    reading.pattern.organization = "rival"; /* a series has no people to count */
    assert_true(isnan(VALUE()));
    reading.pattern.organization = "party";
    run->replicate.status = CADRE_STATUS_FAILED;
    assert_true(isnan(VALUE()));
    free(run);
}

/* ln(20 / 40); nothing where it was 0, or where nobody was left on the day it presupposes. */
static void test_forms(void **state)
{
    (void)state;
    hand_run_t *run = hand_run_make();
    cadre_reading_t reading = reading_at(run, 21);
    reading.pattern.relative = true;
    reading.pattern.relative_day = 7;
    reading.logarithm = true;
    check_close(VALUE(), log(.5), 1e-7, 0);
    reading.given = true;
    reading.given_day = 14;
    check_rows(run, &reading, 1, (const int32_t[]){1, 2, 3}, 3);
    check_close(VALUE(), log(.5), 1e-7, 0);
    run->values[2][CADRE_MEASURE_members] = 0;
    assert_true(isnan(VALUE()));
    reading.given = false;
    run->values[3][CADRE_MEASURE_members] = 0;
    assert_true(isnan(VALUE()));
    free(run);
}

/* A date outside the run has no value, other than the nearest week's. */
static void test_outside(void **state)
{
    (void)state;
    hand_run_t *run = hand_run_make();
    run->values[4][CADRE_MEASURE_members] = 5;
    cadre_reading_t reading = reading_at(run, 34); /* in the last week, which begins on day 28 */
    check_close(VALUE(), 5, 0, 0);
    reading.pattern.day = 35;
    assert_true(isnan(VALUE()));
    reading.pattern.day = -1;
    assert_true(isnan(VALUE()));
    free(run);
}

static void test_out_of_memory(void **state)
{
    (void)state;
    hand_run_t *run = hand_run_make();
    const cadre_reading_t reading = reading_at(run, 7);
    int32_t *steps;
    int count;
    for (long n = 1; n <= 2; n++) {
        cadre_memory_fail_after(n);
        assert_int_equal(
            cadre_readings_rows(&reading, 1, &run->scenario.specification, &steps, &count),
            CADRE_ERROR_MEMORY);
        cadre_memory_fail_after(0);
        cadre_free(steps);
    }
    free(run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),          cmocka_unit_test(test_values),
        cmocka_unit_test(test_forms),         cmocka_unit_test(test_outside),
        cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
