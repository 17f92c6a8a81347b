#include "check.h"

#include "store/statistics.h"

#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics.h>

/* 1 2 3 4 and one missing: mean 2.5, sd sqrt(5/3); type 7 puts the p-quantile at 1 + 3p. */
static void test_by_hand(void **state)
{
    (void)state;
    float values[] = {3, 1, (float)NAN, 4, 2};
    cadre_statistics_t s;
    cadre_statistics(values, 5, &s);
    assert_int_equal(s.n, 4);
    check_close(s.mean, 2.5, 0, 0);
    check_close(s.sd, 1.2909944487358056, 1e-15, 0);
    check_close(s.min, 1, 0, 0);
    check_close(s.max, 4, 0, 0);
    for (int q = 0; q < CADRE_FAN_QUANTILES; q++)
        check_close(s.quantiles[q], 1 + 3 * CADRE_FAN_LEVELS[q], 1e-15, 0);
}

/* GSL computes the same from the same numbers. */
static void test_against_gsl(void **state)
{
    (void)state;
    enum { N = 1001 };
    float values[N];
    double copy[N];
    uint32_t x = 1;
    for (int i = 0; i < N; i++) {
        x = x * 1664525u + 1013904223u; /* any numbers will do */
        values[i] = (float)(x >> 8) / 65536.0f;
        copy[i] = (double)values[i];
    }
    cadre_statistics_t s;
    cadre_statistics(values, N, &s);
    check_close(s.mean, gsl_stats_mean(copy, 1, N), 1e-13, 0);
    check_close(s.sd, gsl_stats_sd(copy, 1, N), 1e-13, 0);
    gsl_sort(copy, 1, N);
    check_close(s.min, copy[0], 0, 0);
    check_close(s.max, copy[N - 1], 0, 0);
    for (int q = 0; q < CADRE_FAN_QUANTILES; q++)
        check_close(s.quantiles[q],
                    gsl_stats_quantile_from_sorted_data(copy, 1, N, CADRE_FAN_LEVELS[q]), 1e-14, 0);
}

/* A standard deviation takes two values, everything else one. */
static void test_few(void **state)
{
    (void)state;
    float values[] = {7, (float)NAN};
    cadre_statistics_t s;
    cadre_statistics(values, 2, &s);
    assert_int_equal(s.n, 1);
    check_close(s.mean, 7, 0, 0);
    check_close(s.quantiles[0], 7, 0, 0);
    assert_true(isnan(s.sd));

    values[0] = (float)NAN;
    cadre_statistics(values, 2, &s);
    assert_int_equal(s.n, 0);
    assert_true(isnan(s.mean) && isnan(s.min) && isnan(s.max) && isnan(s.quantiles[4]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_by_hand),
        cmocka_unit_test(test_against_gsl),
        cmocka_unit_test(test_few),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
