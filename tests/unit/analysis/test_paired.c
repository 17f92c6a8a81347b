#include "check.h"

#include "analysis/paired.h"

static cadre_paired_t pairs_of(const double *a, const double *b, int count)
{
    cadre_paired_t pairs = {0};
    for (int i = 0; i < count; i++)
        cadre_paired_add(&pairs, a[i], b[i]);
    return pairs;
}

/* Student's own sleep data (1908), R: t.test(extra ~ group, data = sleep, paired = TRUE). */
static void test_sleep(void **state)
{
    (void)state;
    static const double a[] = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};
    static const double b[] = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};
    const cadre_paired_t pairs = pairs_of(a, b, 10);
    const cadre_interval_t interval = cadre_paired_interval(&pairs);
    check_close(pairs.mean_difference, -1.58, 1e-12, 0);
    check_close(interval.low, -2.4598858, 0, 1e-6);
    check_close(interval.high, -0.7001142, 0, 1e-6);
    assert_true(cadre_paired_differs(&pairs));
    /* var(a) 3.200556, var(b) 4.009000, var(a - b) 1.512889 */
    check_close(cadre_paired_variance_ratio(&pairs), (3.2005556 + 4.009) / 1.5128889, 1e-6, 0);
    check_close(cadre_paired_effect(&pairs), -1.58 / sqrt((3.2005556 + 4.009) / 2), 1e-6, 0);
}

/* Nothing is lost to a large mean: 1e9 + 1, 2, 3 have the variance of 1, 2, 3. */
static void test_large_mean(void **state)
{
    (void)state;
    static const double a[] = {1e9 + 1, 1e9 + 2, 1e9 + 3}, b[] = {0, 0, 0};
    const cadre_paired_t pairs = pairs_of(a, b, 3);
    check_close(pairs.squares_a, 2, 1e-12, 0);
    check_close(pairs.mean_a, 1e9 + 2, 1e-15, 0);
}

/* Equal values differ by exactly nothing, and have no variance ratio. */
static void test_equal(void **state)
{
    (void)state;
    static const double a[] = {0.1, 0.7, 1e9, -3};
    const cadre_paired_t pairs = pairs_of(a, a, 4);
    const cadre_interval_t interval = cadre_paired_interval(&pairs);
    assert_true(pairs.mean_difference == 0 && pairs.squares_difference == 0);
    assert_true(interval.low == 0 && interval.high == 0);
    assert_true(pairs.mean_a == pairs.mean_b);
    assert_false(cadre_paired_differs(&pairs));
    assert_true(isnan(cadre_paired_variance_ratio(&pairs)));
    assert_true(cadre_paired_effect(&pairs) == 0);
}

static void test_missing(void **state)
{
    (void)state;
    const double a[] = {1, (double)NAN, 3}, b[] = {2, 5, (double)NAN};
    const cadre_paired_t pairs = pairs_of(a, b, 3);
    assert_int_equal(pairs.n, 1);
    assert_true(pairs.mean_a == 1 && pairs.mean_b == 2 && pairs.mean_difference == -1);
    assert_true(isnan(cadre_paired_interval(&pairs).low));
    assert_true(isnan(cadre_paired_effect(&pairs)));
    assert_false(cadre_paired_differs(&pairs));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sleep),
        cmocka_unit_test(test_large_mean),
        cmocka_unit_test(test_equal),
        cmocka_unit_test(test_missing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
