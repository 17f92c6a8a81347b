#include "check.h"

#include "calibration/abc_distance.h"

/* By hand: group 0 has two targets that are 3 and 4 scales away, group 1 one that is 1 away. Groups
 * weigh 1/2 each: (9 + 16) / 4 + 1 / 2 = 6.75. */
static void test_groups(void **state)
{
    (void)state;
    const cadre_abc_target_t targets[3] = {{0, 1, 0}, {10, 1, 1}, {0, 1, 0}};
    const double scales[3] = {2, 5, 0.5}, statistics[3] = {6, 5, -2};
    check_close(cadre_abc_distance(targets, 3, scales, statistics), sqrt(6.75), 1e-15, 0);
    const double missing[3] = {6, NAN, -2}, infinite[3] = {6, 5, INFINITY};
    assert_true(isinf(cadre_abc_distance(targets, 3, scales, missing)));
    assert_true(isinf(cadre_abc_distance(targets, 3, scales, infinite)));
}

/* 1 2 3 4 100: median 3, absolute deviations 2 1 0 1 97, their median 1, times 1.482602218505602;
 * the standard deviation is that of R's sd(): 43.61766. The target's own sd of 7 is added in
 * squares. A column of equal values has its own alone, or 1 if that is 0. */
static void test_scales(void **state)
{
    (void)state;
    const cadre_abc_target_t targets[3] = {{0, 7, 0}, {0, 9, 0}, {0, 0, 0}};
    const double statistics[18] = {1, 5, 5, 2, 5, 5, 3, 5, 5, 4, 5, 5, 100, 5, 5, NAN, 5, 5};
    double work[12], scales[3];
    cadre_abc_scales(targets, 3, CADRE_SCALE_MAD, statistics, 6, work, scales);
    check_close(scales[0], sqrt(49 + 1.482602218505602 * 1.482602218505602), 1e-15, 0);
    check_close(scales[1], 9, 0, 0);
    check_close(scales[2], 1, 0, 0);
    cadre_abc_scales(targets, 3, CADRE_SCALE_SD, statistics, 6, work, scales);
    check_close(scales[0], sqrt(49 + 43.61766 * 43.61766), 1e-6, 0);
    cadre_abc_scales(targets, 3, CADRE_SCALE_BAND, statistics, 6, work, scales);
    check_close(scales[0], 7, 0, 0);
}

/* More than half are equal, so that the median deviation is 0: the standard deviation serves. */
static void test_mostly_equal(void **state)
{
    (void)state;
    const cadre_abc_target_t target = {0, 0, 0};
    const double statistics[4] = {0, 0, 0, 2};
    double work[8], scale;
    cadre_abc_scales(&target, 1, CADRE_SCALE_MAD, statistics, 4, work, &scale);
    check_close(scale, 1, 1e-15, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_groups), cmocka_unit_test(test_scales),
                                       cmocka_unit_test(test_mostly_equal)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
