#include "check.h"

#include "store/statistics.h"

#include <gsl/gsl_sort.h>
#include <gsl/gsl_sort_float.h>
#include <gsl/gsl_statistics.h>

/* 1 2 3 4 and one missing: mean 2.5, sd sqrt(5/3); type 7 puts the p-quantile at 1 + 3p. */
static void test_by_hand(void **state)
{
    (void)state;
    float values[] = {3, 1, (float)NAN, 4, 2}, spare[5];
    cadre_statistics_t s;
    cadre_statistics(values, 5, spare, &s);
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
    float values[N], spare[N];
    double copy[N];
    uint32_t x = 1;
    for (int i = 0; i < N; i++) {
        x = x * 1664525u + 1013904223u; /* any numbers will do */
        values[i] = (float)(x >> 8) / 65536.0f;
        copy[i] = (double)values[i];
    }
    cadre_statistics_t s;
    cadre_statistics(values, N, spare, &s);
    check_close(s.mean, gsl_stats_mean(copy, 1, N), 1e-13, 0);
    check_close(s.sd, gsl_stats_sd(copy, 1, N), 1e-13, 0);
    gsl_sort(copy, 1, N);
    check_close(s.min, copy[0], 0, 0);
    check_close(s.max, copy[N - 1], 0, 0);
    for (int q = 0; q < CADRE_FAN_QUANTILES; q++)
        check_close(s.quantiles[q],
                    gsl_stats_quantile_from_sorted_data(copy, 1, N, CADRE_FAN_LEVELS[q]), 1e-14, 0);
}

/* The order is GSL's, for numbers of all signs and sizes and for lengths from one to some thousand;
 * with few and with many different values. */
static void test_sorting(void **state)
{
    (void)state;
    enum { MOST = 3000 };
    static float values[MOST], expected[MOST], spare[MOST];
    static const uint32_t DIFFERENT[] = {1, 2, 300, 70000, 0x1000000};
    uint32_t x = 7;
    for (size_t n = 1; n <= MOST; n += 1 + n / 3) {
        for (size_t d = 0; d < sizeof DIFFERENT / sizeof DIFFERENT[0]; d++) {
            for (size_t i = 0; i < n; i++) {
                x = x * 1664525u + 1013904223u;
                const float size = (float)((x >> 8) % DIFFERENT[d]);
                values[i] = expected[i] = x % 3 == 0 ? -size / 1e30f : size;
            }
            cadre_statistics_t s;
            cadre_statistics(values, (long)n, spare, &s);
            gsl_sort_float(expected, 1, n);
            for (size_t i = 0; i < n; i++)
                check_close(values[i], expected[i], 0, 0);
        }
    }
}

/* A standard deviation takes two values, everything else one. */
static void test_few(void **state)
{
    (void)state;
    float values[] = {7, (float)NAN}, spare[2];
    cadre_statistics_t s;
    cadre_statistics(values, 2, spare, &s);
    assert_int_equal(s.n, 1);
    check_close(s.mean, 7, 0, 0);
    check_close(s.quantiles[0], 7, 0, 0);
    assert_true(isnan(s.sd));

    values[0] = (float)NAN;
    cadre_statistics(values, 2, spare, &s);
    assert_int_equal(s.n, 0);
    assert_true(isnan(s.mean) && isnan(s.min) && isnan(s.max) && isnan(s.quantiles[4]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_by_hand),
        cmocka_unit_test(test_against_gsl),
        cmocka_unit_test(test_sorting),
        cmocka_unit_test(test_few),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
