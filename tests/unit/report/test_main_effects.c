#include "base/memory.h"
#include "check.h"
#include "report/main_effects.h"

static cadre_scratch_t scratch;

static int teardown(void **state)
{
    (void)state;
    cadre_scratch_free(&scratch);
    return 0;
}

/* By hand: levels 1 (y 1, 3) and 2 (y 6, 10), mean 5: between 2 x 9 + 2 x 9 = 36, all 46. */
static void test_levels(void **state)
{
    static const double X[] = {2, 1, 2, 1}, Y[] = {6, 1, 10, 3};
    (void)state;
    const cadre_main_effect_t found = cadre_main_effect(&scratch, X, Y, 4);
    assert_int_equal(found.count, 2);
    check_close(found.x[0], 1, 0, 0);
    check_close(found.mean[0], 2, 1e-15, 0);
    check_close(found.mean[1], 8, 1e-15, 0);
    check_close(found.low[1], 6.2, 1e-12, 0); /* type 7: 6 + .05 x 4 */
    check_close(found.high[1], 9.8, 1e-12, 0);
    check_close(found.share, 36.0 / 46.0, 1e-12, 0);
}

/* y = x over 100 equal steps in 10 bins: all but the variance within bins, 1 - (10^2-1)/(100^2-1).
 */
static void test_bins(void **state)
{
    double x[100], y[100];
    (void)state;
    for (int i = 0; i < 100; i++)
        x[i] = y[i] = i;
    const cadre_main_effect_t found = cadre_main_effect(&scratch, x, y, 100);
    assert_int_equal(found.count, CADRE_BINS);
    check_close(found.x[0], 4.5, 1e-12, 0);
    check_close(found.mean[9], 94.5, 1e-12, 0);
    assert_int_equal(found.points[3], 10);
    check_close(found.share, 1 - 99.0 / 9999.0, 1e-12, 0);
}

static void test_equal_inputs_stay_in_one_bin(void **state)
{
    double x[60], y[60];
    int points = 0;
    (void)state;
    for (int i = 0; i < 60; i++) {
        x[i] = i < 40 ? 0 : i;
        y[i] = i;
    }
    const cadre_main_effect_t found = cadre_main_effect(&scratch, x, y, 60);
    assert_int_equal(found.points[0], 40);
    for (int k = 0; k < found.count; k++)
        points += found.points[k];
    assert_int_equal(points, 60);
}

static void test_points_without_values_are_left_out(void **state)
{
    static const double X[] = {1, 2, NAN, 1}, Y[] = {4, NAN, 3, 4};
    (void)state;
    const cadre_main_effect_t found = cadre_main_effect(&scratch, X, Y, 4);
    assert_int_equal(found.count, 1);
    assert_int_equal(found.points[0], 2);
    assert_true(isnan(found.share)); /* they do not differ */
    assert_int_equal(cadre_main_effect(&scratch, X, Y, 0).count, 0);
    cadre_memory_fail_after(1);
    assert_int_equal(cadre_main_effect(&scratch, X, Y, 4).count, 0);
    cadre_memory_fail_after(0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(test_levels, teardown),
        cmocka_unit_test_teardown(test_bins, teardown),
        cmocka_unit_test_teardown(test_equal_inputs_stay_in_one_bin, teardown),
        cmocka_unit_test_teardown(test_points_without_values_are_left_out, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
