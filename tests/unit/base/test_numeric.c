/* base/numeric: accuracy against libm in long double, closed forms, and the same bits everywhere.
 */
#include "base/numeric.h"
#include "check.h"

#include <float.h>
#include <gsl/gsl_statistics_float.h>

enum { POINTS = 2000000 };

/* Uniform on (0,1): an additive sequence, irrational step (Weyl 1916). */
static double weyl(int i)
{
    const double x = (i + 0.5) * 0.61803398874989484820;
    return x - floor(x);
}

/* Distance from the exact value in units of its last place. */
static double ulps(double actual, long double exact)
{
    const double rounded = fabs((double)exact);
    const double ulp = nextafter(rounded, INFINITY) - rounded;
    return (double)fabsl(((long double)actual - exact) / (long double)ulp);
}

static void exp_is_within_two_ulp(void **state)
{
    (void)state;
    double worst = 0;
    for (int i = 0; i < POINTS; i++) {
        const double u = weyl(i);
        worst = fmax(worst, ulps(cadre_exp(1417.0 * u - 708.0), expl(1417.0 * u - 708.0)));
        worst = fmax(worst, ulps(cadre_exp(2.0 * u - 1.0), expl(2.0 * u - 1.0)));
    }
    print_message("exp: at most %.3f ulp\n", worst);
    assert_true(worst <= 2.0);
}

static void exp_at_its_ends(void **state)
{
    (void)state;
    check_close(cadre_exp(0.0), 1.0, 0, 0);
    check_close(cadre_exp(-0.0), 1.0, 0, 0);
    check_close(cadre_exp(1.0), 2.71828182845904523536, 4e-16, 0);
    check_close(cadre_exp(709.78), 1.7928227943945155e308, 1e-15, 0);
    assert_true(isinf(cadre_exp(709.79)));
    assert_true(isinf(cadre_exp(710.5)));
    assert_true(isinf(cadre_exp(INFINITY)));
    /* subnormal results: one step of the coarse grid is allowed */
    check_close(cadre_exp(-720.0), 2.0322308024242932e-313, 0, 0x1p-1074);
    check_close(cadre_exp(-745.0), 0x1p-1074, 0, 0);
    check_close(cadre_exp(-745.2), 0.0, 0, 0);
    check_close(cadre_exp(-INFINITY), 0.0, 0, 0);
    assert_true(isnan(cadre_exp(NAN)));
}

static void log_is_within_two_ulp(void **state)
{
    (void)state;
    double worst = 0;
    for (int i = 0; i < POINTS; i++) {
        const double u = weyl(i);
        const double wide = ldexp(1.0 + u, i % 2000 - 1000);
        worst = fmax(worst, ulps(cadre_log(wide), logl((long double)wide)));
        const double near_one = 0.5 + u;
        worst = fmax(worst, ulps(cadre_log(near_one), logl((long double)near_one)));
        const double nearer = 1.0 + (u - 0.5) * 1e-6;
        worst = fmax(worst, ulps(cadre_log(nearer), logl((long double)nearer)));
    }
    print_message("log: at most %.3f ulp\n", worst);
    assert_true(worst <= 2.0);
}

static void log_at_its_ends(void **state)
{
    (void)state;
    check_close(cadre_log(1.0), 0.0, 0, 0);
    check_close(cadre_log(0x1p-1074), -1074 * 0.69314718055994530942, 4e-16, 0);
    check_close(cadre_log(0x1.8p-1050), log(0x1.8p-1050), 4e-16, 0);
    check_close(cadre_log(DBL_MIN), -1022 * 0.69314718055994530942, 4e-16, 0);
    check_close(cadre_log(DBL_MAX), 1024 * 0.69314718055994530942, 4e-16, 0);
    check_close(cadre_log(nextafter(1.0, 2.0)), DBL_EPSILON, 1e-15, 0);
}

/* libm's expm1l from 1e-300 to 50; and never above 1, never falling. */
static void probability_of_a_hazard(void **state)
{
    (void)state;
    double worst = 0, before = 0;
    for (int i = 0; i <= POINTS; i++) {
        const double x = exp(-20.0 + 24.0 * i / POINTS);
        const double p = cadre_probability(x);
        worst = fmax(worst, ulps(p, -expm1l((long double)-x)));
        assert_true(p >= before && p <= 1.0);
        before = p;
    }
    print_message("probability: at most %.3f ulp\n", worst);
    assert_true(worst <= 4.0);
    check_close(cadre_probability(0.0), 0.0, 0, 0);
    check_close(cadre_probability(1e-300), 1e-300, 1e-15, 0);
    check_close(cadre_probability(1e9), 1.0, 0, 0);
    check_close(cadre_probability(INFINITY), 1.0, 0, 0);
}

static void powers(void **state)
{
    (void)state;
    check_close(cadre_power(2.0, 10.0), 1024.0, 1e-14, 0);
    check_close(cadre_power(2.0, 0.5), 1.41421356237309504880, 1e-15, 0);
    check_close(cadre_power(10.0, -3.0), 0.001, 1e-14, 0);
    check_close(cadre_power(7.3, 0.0), 1.0, 0, 0);
    check_close(cadre_power(1.0, 123.0), 1.0, 0, 0);
}

/* exp in double, whose error is a billion times smaller. Dense grid over the whole range. */
static void expf_is_within_two_ten_millionths(void **state)
{
    (void)state;
    double worst = 0;
    for (int i = 0; i <= 4 * POINTS; i++) {
        const float x = -80.0f + 160.0f * (float)i / (4.0f * POINTS);
        const double exact = exp((double)x);
        worst = fmax(worst, fabs((double)cadre_expf(x) - exact) / exact);
    }
    print_message("expf: relative error at most %.3g\n", worst);
    assert_true(worst < 2e-7);
}

static void expf_is_clamped(void **state)
{
    (void)state;
    assert_true(cadre_expf(0.0f) == 1.0f);
    assert_true(cadre_expf(1000.0f) == cadre_expf(80.0f));
    assert_true(cadre_expf(-1000.0f) == cadre_expf(-80.0f));
    assert_true(cadre_expf(INFINITY) == cadre_expf(80.0f));
    assert_true(cadre_expf(-INFINITY) == cadre_expf(-80.0f));
}

static void probabilityf_is_within_two_ten_millionths(void **state)
{
    (void)state;
    double worst = 0;
    for (int i = 1; i <= POINTS; i++) {
        const float x = 0.5f * (float)i / POINTS;
        const double exact = -expm1((double)-x);
        worst = fmax(worst, fabs((double)cadre_probabilityf(x) - exact) / exact);
    }
    for (float x = 1e-30f; x < 0.5f; x *= 1.001f) {
        const double exact = -expm1((double)-x);
        worst = fmax(worst, fabs((double)cadre_probabilityf(x) - exact) / exact);
    }
    print_message("probabilityf: relative error at most %.3g\n", worst);
    assert_true(worst < 2e-7);
    assert_true(cadre_probabilityf(0.0f) == 0.0f);
}

static void thresholds(void **state)
{
    (void)state;
    assert_int_equal(cadre_threshold(0.0f), 0);
    assert_int_equal(cadre_threshold(0.5f), 0x80000000u);
    assert_int_equal(cadre_threshold(0x1p-32f), 1);
    assert_int_equal(cadre_threshold(1.0f), 0xffffffffu);
    assert_int_equal(cadre_threshold(1.5f), 0xffffffffu);
    assert_int_equal(cadre_threshold(nextafterf(1.0f, 0.0f)), 0xffffff00u);
}

/* The definition: the threshold of a probability, for which half of all words are enough. */
static void low_thresholds_are_thresholds(void **state)
{
    (void)state;
    for (float p = 1e-12f; p < 0.5f; p *= 1.01f)
        assert_int_equal(cadre_threshold_low(p), cadre_threshold(p));
    assert_int_equal(cadre_threshold_low(0.0f), 0);
    assert_int_equal(cadre_threshold_low(nextafterf(0.5f, 0.0f)), 0x7fffff80u);
}

/* The definition: u below 1 - exp(-x), on a grid of both and next to the border. */
static void a_hazard_happens_below_its_probability(void **state)
{
    (void)state;
    for (double x = 1e-9; x < 50; x *= 1.7) {
        const double p = -expm1(-x);
        for (int i = 0; i < 1000; i++) {
            const double u = (i + 0.5) / 1000;
            assert_int_equal(cadre_happens(x, u), u < p);
        }
        assert_true(cadre_happens(x, p * (1 - 1e-12)));
        assert_false(cadre_happens(x, p + (1 - p) * 1e-9));
    }
    assert_false(cadre_happens(0, 1e-10));
}

static void clamps(void **state)
{
    (void)state;
    check_close(cadre_clamp(-1.0, 0.0, 2.0), 0.0, 0, 0);
    check_close(cadre_clamp(1.0, 0.0, 2.0), 1.0, 0, 0);
    check_close(cadre_clamp(3.0, 0.0, 2.0), 2.0, 0, 0);
    assert_true(cadre_clampf(-1.0f, 0.0f, 2.0f) == 0.0f);
    assert_true(cadre_clampf(1.0f, 0.0f, 2.0f) == 1.0f);
    assert_true(cadre_clampf(3.0f, 0.0f, 2.0f) == 2.0f);
}

static void fixed_point_rounds_to_the_nearest(void **state)
{
    (void)state;
    assert_int_equal(cadre_fixed(1.0), 1 << 20);
    assert_int_equal(cadre_fixed(-2.5), -5 * (1 << 19));
    assert_int_equal(cadre_fixed(0x1.8p-20), 2);
    assert_int_equal(cadre_fixed(-0x1.8p-20), -2);
    assert_int_equal(cadre_fixed(0x1.7p-20), 1);
    check_close(cadre_fixed_value(cadre_fixed(1234.5678)), 1234.5678, 0, 0x1p-21);
}

/* Of floats in [0, 2]: exact at halves of a unit, elsewhere the same as in double but for the last
 * unit, which a float of that size cannot hold. */
static void fixed_point_of_floats(void **state)
{
    (void)state;
    assert_int_equal(cadre_fixedf(0.0f), 0);
    assert_int_equal(cadre_fixedf(1.0f), 1 << 20);
    assert_int_equal(cadre_fixedf(2.0f), 1 << 21);
    assert_int_equal(cadre_fixedf(0x1.8p-20f), 2);
    assert_int_equal(cadre_fixedf(0x1.7p-20f), 1);
    assert_int_equal(cadre_fixedf(0x0.8p-20f), 1);
    assert_int_equal(cadre_fixedf(0x0.7p-20f), 0);
    for (int i = 0; i < 100000; i++) {
        const float x = (float)(2 * weyl(i));
        assert_in_range(cadre_fixedf(x) - cadre_fixed((double)x) + 1, 0, 2);
        assert_true(fabs((double)cadre_fixedf(x) * 0x1p-20 - (double)x) <= 0x1.2p-21);
    }
}

/* Quartiles of 1..4 by hand, as R's quantile(1:4) prints them: 1, 1.75, 2.5, 3.25, 4. */
static void quantiles_of_one_to_four(void **state)
{
    (void)state;
    const float values[] = {1, 2, 3, 4};
    check_close(cadre_quantile_sorted(values, 4, 0.0), 1.0, 0, 0);
    check_close(cadre_quantile_sorted(values, 4, 0.25), 1.75, 0, 0);
    check_close(cadre_quantile_sorted(values, 4, 0.5), 2.5, 0, 0);
    check_close(cadre_quantile_sorted(values, 4, 0.75), 3.25, 0, 0);
    check_close(cadre_quantile_sorted(values, 4, 1.0), 4.0, 0, 0);
    check_close(cadre_quantile_sorted(values, 1, 0.3), 1.0, 0, 0);
}

static void quantiles_equal_those_of_gsl(void **state)
{
    (void)state;
    enum { COUNT = 101 };
    float values[COUNT];
    for (int i = 0; i < COUNT; i++) {
        values[i] = (float)(i * i) / 7.0f;
    }
    for (int n = 1; n <= COUNT; n += 4) {
        for (int i = 0; i <= 200; i++) {
            const double q = i / 200.0;
            check_close(cadre_quantile_sorted(values, n, q),
                        gsl_stats_float_quantile_from_sorted_data(values, 1, (size_t)n, q), 1e-12,
                        0);
        }
    }
}

/* Neumaier's example: 1 + 1e100 + 1 - 1e100 is 2, a plain sum (and Kahan's) gives 0. */
static void compensated_sum(void **state)
{
    (void)state;
    cadre_sum_t sum = {0};
    cadre_sum_add(&sum, 1.0);
    cadre_sum_add(&sum, 1e100);
    cadre_sum_add(&sum, 1.0);
    cadre_sum_add(&sum, -1e100);
    check_close(cadre_sum_value(&sum), 2.0, 0, 0);
    cadre_sum_t tenths = {0};
    for (int i = 0; i < 10000000; i++) {
        cadre_sum_add(&tenths, -0.1);
    }
    check_close(cadre_sum_value(&tenths), -1e6, 1e-15, 0);
}

static uint64_t fold(uint64_t hash, uint64_t bits)
{
    return (hash ^ bits) * 0x100000001b3u;
}
static uint64_t fold_double(uint64_t hash, double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return fold(hash, bits);
}
static uint64_t fold_float(uint64_t hash, float x)
{
    uint32_t bits;
    memcpy(&bits, &x, sizeof bits);
    return fold(hash, bits);
}

/* A fingerprint of all results' bits. Found equal with gcc 12 and clang 14, -O0, -O3 and
 * -march=native, native and in WebAssembly: a difference means that some build computes
 * otherwise, and results of that build cannot be compared with others'. */
static void same_bits_as_every_other_build(void **state)
{
    (void)state;
    uint64_t hash = 0xcbf29ce484222325u;
    for (int i = 0; i < 100000; i++) {
        const double x = (i - 50000) * 0.0137;
        const double positive = 0.001 + i * 0.37;
        hash = fold_double(hash, cadre_exp(x));
        hash = fold_double(hash, cadre_log(positive));
        hash = fold_double(hash, cadre_probability(positive * 1e-3));
        hash = fold_double(hash, cadre_power(positive, 0.3));
        hash = fold_float(hash, cadre_expf((float)x * 0.1f));
        hash = fold_float(hash, cadre_probabilityf((float)i * 5e-6f));
    }
    print_message("fingerprint: %016llx\n", (unsigned long long)hash);
    assert_true(hash == 0xf21c048caafaea27u);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exp_is_within_two_ulp),
        cmocka_unit_test(exp_at_its_ends),
        cmocka_unit_test(log_is_within_two_ulp),
        cmocka_unit_test(log_at_its_ends),
        cmocka_unit_test(probability_of_a_hazard),
        cmocka_unit_test(powers),
        cmocka_unit_test(expf_is_within_two_ten_millionths),
        cmocka_unit_test(expf_is_clamped),
        cmocka_unit_test(probabilityf_is_within_two_ten_millionths),
        cmocka_unit_test(thresholds),
        cmocka_unit_test(low_thresholds_are_thresholds),
        cmocka_unit_test(a_hazard_happens_below_its_probability),
        cmocka_unit_test(clamps),
        cmocka_unit_test(fixed_point_rounds_to_the_nearest),
        cmocka_unit_test(fixed_point_of_floats),
        cmocka_unit_test(quantiles_of_one_to_four),
        cmocka_unit_test(quantiles_equal_those_of_gsl),
        cmocka_unit_test(compensated_sum),
        cmocka_unit_test(same_bits_as_every_other_build),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
