#include "check.h"

#include "analysis/interval.h"

/* R 4.2: qt(.975, c(1, 2, 9, 99, 1e6)), qnorm(.975). */
static void test_quantiles(void **state)
{
    (void)state;
    check_close(cadre_t_quantile(1), 12.7062047361747, 0, 1e-7);
    check_close(cadre_t_quantile(2), 4.30265272974946, 0, 1e-7);
    check_close(cadre_t_quantile(9), 2.26215716279820, 0, 1e-7);
    check_close(cadre_t_quantile(99), 1.98421695158642, 0, 1e-7);
    check_close(cadre_t_quantile(1000000), 1.95996635682141, 0, 1e-7);
    check_close(cadre_normal_quantile(), 1.95996398454005, 0, 1e-7);
}

/* R: t.test(1:10)$conf.int; the squares of 1..10 about 5.5 sum to 82.5. */
static void test_mean(void **state)
{
    (void)state;
    const cadre_interval_t interval = cadre_mean_interval(10, 5.5, 82.5);
    check_close(interval.low, 3.33414941027723, 0, 1e-6);
    check_close(interval.high, 7.66585058972277, 0, 1e-6);
    assert_true(isnan(cadre_mean_interval(1, 5, 0).low));
    assert_true(isnan(cadre_mean_interval(0, 0, 0).high));
    const cadre_interval_t point = cadre_mean_interval(3, 2, 0);
    assert_true(point.low == 2 && point.high == 2);
}

/* The score equation itself: at each end e, |p - e| = z sqrt(e (1 - e) / n). Newcombe (1998), table
 * I: 81 of 263 gives .2553 to .3662, 0 of 20 gives 0 to .1611. */
static void test_share(void **state)
{
    (void)state;
    const cadre_interval_t some = cadre_share_interval(81, 263);
    check_close(some.low, 0.2553, 0, 5e-5);
    check_close(some.high, 0.3662, 0, 5e-5);
    const double p = 81.0 / 263, z = 1.95996398454005;
    check_close(p - some.low, z * sqrt(some.low * (1 - some.low) / 263), 1e-6, 0);
    check_close(some.high - p, z * sqrt(some.high * (1 - some.high) / 263), 1e-6, 0);
    const cadre_interval_t none = cadre_share_interval(0, 20), all = cadre_share_interval(20, 20);
    assert_true(none.low == 0 && all.high == 1);
    check_close(none.high, 0.1611, 0, 5e-5);
    check_close(all.low, 1 - none.high, 1e-12, 0);
    assert_true(isnan(cadre_share_interval(0, 0).low));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_quantiles),
        cmocka_unit_test(test_mean),
        cmocka_unit_test(test_share),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
