#include "base/dates.h"
#include "check.h"
#include "report/axis.h"

static double day(int year, int month, int of_month)
{
    return cadre_date_days((cadre_civil_t){year, month, of_month});
}

static void test_places_are_in_proportion(void **state)
{
    const cadre_axis_t axis = {10, 20, 300, 100};
    (void)state;
    check_close(cadre_axis_place(&axis, 10), 300, 0, 1e-12);
    check_close(cadre_axis_place(&axis, 15), 200, 0, 1e-12);
    check_close(cadre_axis_place(&axis, 25), 0, 0, 1e-12);
}

static void test_only_numbers_are_included(void **state)
{
    cadre_axis_t axis = {INFINITY, -INFINITY, 0, 1};
    (void)state;
    cadre_axis_include(&axis, NAN);
    cadre_axis_include(&axis, INFINITY);
    cadre_axis_include(&axis, 1e308);
    cadre_axis_include(&axis, 3);
    cadre_axis_include(&axis, -1);
    check_close(axis.low, -1, 0, 0);
    check_close(axis.high, 3, 0, 0);
}

static void test_rounding_never_loses_a_value(void **state)
{
    static const double RANGES[][4] = {
        {0, 1961, 0, 2000}, {-133, 410, -200, 600}, {0.12, 0.47, 0.1, 0.5},
        {0, 0, 0, 1},       {75, 75, 20, 120},      {-3, -3, -5, -1},
    };
    (void)state;
    for (size_t i = 0; i < sizeof RANGES / sizeof RANGES[0]; i++) {
        cadre_axis_t axis = {RANGES[i][0], RANGES[i][1], 0, 1};
        cadre_axis_round(&axis, 5);
        check_close(axis.low, RANGES[i][2], 1e-12, 1e-12);
        check_close(axis.high, RANGES[i][3], 1e-12, 1e-12);
    }
}

static void test_an_axis_without_values_has_an_extent(void **state)
{
    cadre_axis_t axis = {INFINITY, -INFINITY, 0, 1};
    (void)state;
    cadre_axis_round(&axis, 5);
    assert_true(axis.high > axis.low);
}

static void test_ticks_are_round_and_within(void **state)
{
    const cadre_axis_t axis = {-133, 410, 0, 1};
    cadre_ticks_t ticks;
    (void)state;
    cadre_axis_ticks(&axis, 6, &ticks);
    assert_int_equal(ticks.count, 6);
    assert_string_equal(ticks.labels[0], "-100");
    assert_string_equal(ticks.labels[1], "0");
    assert_string_equal(ticks.labels[5], "400");
}

static void test_date_ticks(void **state)
{
    const cadre_axis_t long_time = {day(1977, 3, 12), day(2019, 12, 28), 0, 1};
    const cadre_axis_t short_time = {day(2013, 1, 20), day(2013, 6, 2), 0, 1};
    const cadre_axis_t edge = {day(1980, 1, 1), day(1990, 1, 1), 0, 1};
    cadre_ticks_t ticks;
    (void)state;
    cadre_axis_date_ticks(&long_time, 12, &ticks);
    assert_int_equal(ticks.count, 8); /* 1980, 1985, …, 2015 */
    assert_string_equal(ticks.labels[0], "1980");
    check_close(ticks.values[7], day(2015, 1, 1), 0, 0);
    cadre_axis_date_ticks(&short_time, 6, &ticks);
    assert_int_equal(ticks.count, 5);
    assert_string_equal(ticks.labels[0], "2013-02");
    cadre_axis_date_ticks(&edge, 5, &ticks);
    assert_int_equal(ticks.count, 3); /* both ends are ticks */
    assert_string_equal(ticks.labels[2], "1990");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_places_are_in_proportion),
        cmocka_unit_test(test_only_numbers_are_included),
        cmocka_unit_test(test_rounding_never_loses_a_value),
        cmocka_unit_test(test_an_axis_without_values_has_an_extent),
        cmocka_unit_test(test_ticks_are_round_and_within),
        cmocka_unit_test(test_date_ticks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
