#include "check.h"

#include "base/dates.h"
#include "base/memory.h"
#include "store/rows.h"

static cadre_specification_t from(int year, int month, int day, int32_t steps)
{
    return (cadre_specification_t){.start_day = cadre_date_days((cadre_civil_t){year, month, day}),
                                   .steps = steps};
}

static void check_steps(const cadre_specification_t *specification, cadre_every_t every,
                        const int32_t *expected, int expected_count)
{
    int32_t *steps;
    int count;
    assert_int_equal(cadre_row_steps(specification, every, &steps, &count), 0);
    assert_int_equal(count, expected_count);
    assert_memory_equal(steps, expected, (size_t)count * sizeof *steps);
    cadre_free(steps);
}

/* Saturdays from 12 March 1977, counted on a calendar: the first ones of a month are 2 April,
 * 7 May, 4 June and 2 July 1977 (steps 3, 8, 12, 16). */
static void test_monthly(void **state)
{
    (void)state;
    const cadre_specification_t spring = from(1977, 3, 12, 18);
    static const int32_t EXPECTED[] = {0, 3, 8, 12, 16, 18};
    check_steps(&spring, CADRE_EVERY_MONTH, EXPECTED, 6);
}

/* The first Saturdays on or after 22 February are 25 February 1978 and 24 February 1979 (steps 50
 * and 102); in 1977 the start is later. */
static void test_yearly(void **state)
{
    (void)state;
    const cadre_specification_t two_years = from(1977, 3, 12, 104);
    static const int32_t EXPECTED[] = {0, 50, 102, 104};
    check_steps(&two_years, CADRE_EVERY_YEAR, EXPECTED, 4);
    /* 22 and 28 February are the earliest and the latest it can be */
    const cadre_specification_t earliest = from(1997, 2, 15, 3), latest = from(1998, 2, 21, 3);
    static const int32_t EXPECTED_STEP[] = {0, 1, 3};
    check_steps(&earliest, CADRE_EVERY_YEAR, EXPECTED_STEP, 3);
    check_steps(&latest, CADRE_EVERY_YEAR, EXPECTED_STEP, 3);
}

static void test_weekly(void **state)
{
    (void)state;
    const cadre_specification_t weeks = from(1977, 3, 12, 4);
    static const int32_t EXPECTED[] = {0, 1, 2, 3, 4};
    check_steps(&weeks, CADRE_EVERY_WEEK, EXPECTED, 5);
}

/* A run of no weeks has one row. */
static void test_no_weeks(void **state)
{
    (void)state;
    const cadre_specification_t none = from(1977, 3, 12, 0);
    static const int32_t EXPECTED[] = {0};
    check_steps(&none, CADRE_EVERY_MONTH, EXPECTED, 1);
}

/* Recorded are the monthly rows and the yearly ones, each marked for its files. */
static void test_union(void **state)
{
    (void)state;
    const cadre_specification_t two_years = from(1977, 3, 12, 104);
    cadre_rows_t rows;
    assert_int_equal(cadre_rows_create(&rows, &two_years, CADRE_EVERY_MONTH), 0);
    /* 24 months after March 1977, the start, the end 10 March 1979, and two conventions */
    assert_int_equal(rows.count, 24 + 2 + 2);
    assert_int_equal(rows.year_count, 3);
    static const int32_t YEARS[] = {50, 102, 104};
    assert_memory_equal(rows.years, YEARS, sizeof YEARS);
    for (int row = 0; row < rows.count; row++) {
        const int32_t step = rows.steps[row];
        assert_true(row == 0 || step > rows.steps[row - 1]);
        assert_int_equal(rows.yearly[row], step == 50 || step == 102 || step == 104);
        assert_int_equal(rows.series[row], step != 50 && step != 102);
    }
    cadre_rows_free(&rows);
}

/* Those of a sweep's series are those of a run, whose other rows are recorded, too. */
static void test_steps_of_a_sweep(void **state)
{
    (void)state;
    const cadre_specification_t weeks = from(1977, 3, 12, 104);
    for (int every = CADRE_EVERY_WEEK; every <= CADRE_EVERY_YEAR; every++) {
        cadre_rows_t rows;
        int row = 0;
        assert_int_equal(cadre_rows_create(&rows, &weeks, (cadre_every_t)every), 0);
        for (int32_t step = 0; step <= weeks.steps; step++) {
            const bool there = row < rows.count && rows.steps[row] == step;
            assert_int_equal(cadre_rows_step(&weeks, (cadre_every_t)every, step),
                             !there             ? CADRE_PLAN_STEP_PASSED
                             : rows.series[row] ? CADRE_PLAN_STEP_FILED
                                                : CADRE_PLAN_STEP_RECORDED);
            row += there;
        }
        cadre_rows_free(&rows);
    }
}

/* Rows 0 1 2 3, of which 1 and 2 are not in series.csv: the flows 1 2 4 8 of the weeks before each
 * row are 1, then 2, 2+4, 2+4+8 since row 0. Stocks stay; row 3 is not reached the second time. */
static void test_flows(void **state)
{
    (void)state;
    int32_t steps[] = {0, 1, 2, 3};
    bool series[] = {true, false, false, true}, yearly[] = {false, true, true, true};
    const cadre_rows_t rows = {.steps = steps, .series = series, .yearly = yearly, .count = 4};
    float values[4][CADRE_MEASURE_COUNT] = {{0}}, out[4][CADRE_MEASURE_COUNT];
    for (int row = 0; row < 4; row++) {
        values[row][CADRE_MEASURE_exits] = (float)(1 << row);
        values[row][CADRE_MEASURE_members] = (float)(10 * row);
    }
    static const double EXITS[] = {1, 2, 6, 14};
    cadre_rows_sum_flows(rows.series, rows.count, values[0], 4, 1, out[0]);
    for (int row = 0; row < 4; row++) {
        check_close(out[row][CADRE_MEASURE_exits], EXITS[row], 0, 0);
        check_close(out[row][CADRE_MEASURE_members], 10 * row, 0, 0);
    }
    cadre_rows_sum_flows(rows.series, rows.count, values[0], 3, 1, out[0]);
    check_close(out[2][CADRE_MEASURE_exits], 6, 0, 0);
    assert_true(isnan(out[3][CADRE_MEASURE_exits]) && isnan(out[3][CADRE_MEASURE_members]));
}

static void test_out_of_memory(void **state)
{
    (void)state;
    const cadre_specification_t weeks = from(1977, 3, 12, 4);
    cadre_rows_t rows;
    for (long allocation = 1; allocation <= 4; allocation++) {
        cadre_memory_fail_after(allocation);
        assert_int_equal(cadre_rows_create(&rows, &weeks, CADRE_EVERY_WEEK), CADRE_ERROR_MEMORY);
        cadre_memory_fail_after(0);
        cadre_rows_free(&rows);
    }
    int32_t *steps;
    int count;
    cadre_memory_fail_after(1);
    assert_int_equal(cadre_row_steps(&weeks, CADRE_EVERY_WEEK, &steps, &count), CADRE_ERROR_MEMORY);
    cadre_memory_fail_after(0);
    assert_null(steps);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_monthly), cmocka_unit_test(test_yearly),
        cmocka_unit_test(test_weekly),  cmocka_unit_test(test_no_weeks),
        cmocka_unit_test(test_union),   cmocka_unit_test(test_steps_of_a_sweep),
        cmocka_unit_test(test_flows),   cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
