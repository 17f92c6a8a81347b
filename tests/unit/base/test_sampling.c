/* base/sampling: counts by inversion, against GSL's distributions. */
#include "base/sampling.h"

#include "base/random.h"
#include "check.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>

static const int64_t TRIALS[] = {0, 1, 3, 20, 1000, 1000000};
static const double PROBABILITIES[] = {1e-6, 0.001, 0.03, 0.3, 0.5, 0.9, 0.999};
static const double MEANS[] = {0.001, 0.7, 20.0, 99.9, 100.1, 1000.0, 250000.0};
enum { TRIALS_COUNT = 6, PROBABILITIES_COUNT = 7, MEANS_COUNT = 7 };

/* The count k is the right one for u iff P(X < k) < u <= P(X <= k), up to rounding in GSL and
 * here. */
static void check_inversion(int64_t k, double u, double below, double up_to)
{
    const double rounding = 1e-11;
    if (!(below < u + rounding && u <= up_to + rounding)) {
        print_error("u = %.17g gave %lld: P(X < k) = %.17g, P(X <= k) = %.17g\n", u, (long long)k,
                    below, up_to);
        fail();
    }
}

static void binomial_inverts_the_distribution_of_gsl(void **state)
{
    (void)state;
    for (int i = 0; i < TRIALS_COUNT; i++) {
        for (int j = 0; j < PROBABILITIES_COUNT; j++) {
            const unsigned n = (unsigned)TRIALS[i];
            const double p = PROBABILITIES[j];
            for (int m = 0; m < 500; m++) {
                const double u = (m + 0.5) / 500.0;
                const int64_t k = cadre_binomial(TRIALS[i], p, u);
                assert_true(k >= 0 && k <= TRIALS[i]);
                check_inversion(k, u, k > 0 ? gsl_cdf_binomial_P((unsigned)k - 1, p, n) : 0.0,
                                gsl_cdf_binomial_P((unsigned)k, p, n));
            }
        }
    }
}

static void poisson_inverts_the_distribution_of_gsl(void **state)
{
    (void)state;
    for (int j = 0; j < MEANS_COUNT; j++) {
        for (int m = 0; m < 500; m++) {
            const double u = (m + 0.5) / 500.0;
            const int64_t k = cadre_poisson(MEANS[j], u);
            check_inversion(k, u, k > 0 ? gsl_cdf_poisson_P((unsigned)k - 1, MEANS[j]) : 0.0,
                            gsl_cdf_poisson_P((unsigned)k, MEANS[j]));
        }
    }
}

/* Far out in the upper tail, where 1 - P cannot be told from 1: GSL's upper-tail function. The
 * uniforms are the largest that one word and that two words can give. */
static void the_last_uniforms_end_in_the_tail(void **state)
{
    (void)state;
    const double tails[] = {0x1p-33, 0x1p-38};
    for (int t = 0; t < 2; t++) {
        for (int j = 0; j < MEANS_COUNT; j++) {
            const int64_t k = cadre_poisson(MEANS[j], 1.0 - tails[t]);
            assert_true(gsl_cdf_poisson_Q((unsigned)k, MEANS[j]) <= tails[t] * 1.1);
            assert_true(k == 0 || gsl_cdf_poisson_Q((unsigned)k - 1, MEANS[j]) > tails[t] * 0.9);
        }
    }
    for (int j = 0; j < MEANS_COUNT; j++) {
        const int64_t k = cadre_poisson(MEANS[j], 1.0 - 0x1p-53);
        assert_true(gsl_cdf_poisson_Q((unsigned)k, MEANS[j]) < 1e-12);
        assert_true((double)k <= MEANS[j] + 20.0 + 10.0 * sqrt(MEANS[j]));
        assert_true((double)cadre_poisson(MEANS[j], 0x1p-53) >=
                    MEANS[j] - 20.0 - 10.0 * sqrt(MEANS[j]));
    }
}

static void counts_never_pass_their_bounds(void **state)
{
    (void)state;
    const double uniforms[] = {0x1p-53, 0x1p-33, 0.5, 1.0 - 0x1p-33, 1.0 - 0x1p-53};
    const double hazards[] = {0.0, 1e-300, 1e-9, 0.1, 5.0, 99.0, 101.0, 650.0, 701.0, INFINITY};
    for (int i = 0; i < TRIALS_COUNT; i++) {
        for (int j = 0; j < 10; j++) {
            for (int m = 0; m < 5; m++) {
                const int64_t k = cadre_binomial_of_hazard(TRIALS[i], hazards[j], uniforms[m]);
                assert_true(k >= 0 && k <= TRIALS[i]);
            }
        }
    }
}

static void sure_things(void **state)
{
    (void)state;
    assert_int_equal(cadre_binomial(7, 0.0, 0.999), 0);
    assert_int_equal(cadre_binomial(7, 1.0, 0.001), 7);
    assert_int_equal(cadre_binomial_of_hazard(7, 0.0, 0.999), 0);
    assert_int_equal(cadre_binomial_of_hazard(7, 1e4, 0.001), 7);
    assert_int_equal(cadre_binomial_of_hazard(7, INFINITY, 0.001), 7);
    assert_int_equal(cadre_binomial_of_hazard(0, INFINITY, 0.5), 0);
    assert_int_equal(cadre_poisson(0.0, 0.999), 0);
}

/* One trial: a success iff u > exp(-hazard). By hand: exp(-ln 2) = 1/2. */
static void one_trial_is_one_comparison(void **state)
{
    (void)state;
    assert_int_equal(cadre_binomial_of_hazard(1, 0.69314718055994531, 0.4999), 0);
    assert_int_equal(cadre_binomial_of_hazard(1, 0.69314718055994531, 0.5001), 1);
    assert_int_equal(cadre_binomial(1, 0.25, 0.7499), 0);
    assert_int_equal(cadre_binomial(1, 0.25, 0.7501), 1);
}

/* The promise behind common random numbers: with the same uniform a larger hazard never gives
 * fewer. The grid crosses the border between both ways of walking (n hazard = 100). */
static void counts_never_fall_when_the_rate_rises(void **state)
{
    (void)state;
    const int64_t trials[] = {1, 3, 20, 1000, 50000};
    for (int m = 0; m < 20; m++) {
        const double u = cadre_uniform((uint32_t)m * 0x0d1b54a3u + 0x1234567u);
        for (int i = 0; i < 5; i++) {
            int64_t before = 0;
            for (double hazard = 1e-6; hazard < 300.0; hazard *= 1.03) {
                const int64_t k = cadre_binomial_of_hazard(trials[i], hazard, u);
                assert_true(k >= before);
                before = k;
            }
            assert_int_equal(before, trials[i]);
        }
        int64_t before = 0;
        for (double mean = 0.001; mean < 5000.0; mean *= 1.01) {
            const int64_t k = cadre_poisson(mean, u);
            assert_true(k >= before);
            before = k;
        }
        assert_true(before > 4000);
    }
}

static double uniform_number(int i, uint32_t purpose)
{
    const cadre_words_t words = cadre_draw((cadre_luck_t){20, 1}, (uint64_t)i, 3, purpose, 0);
    return cadre_uniform(words.word[0]);
}

enum { DRAWS = 4000, SPREAD = 20000 };

typedef double (*probability_t)(unsigned k, double parameter, unsigned n);

static double binomial_probability(unsigned k, double p, unsigned n)
{
    return gsl_ran_binomial_pdf(k, p, n);
}

static double poisson_probability(unsigned k, double mean, unsigned n)
{
    (void)n;
    return gsl_ran_poisson_pdf(k, mean);
}

/* Chi-square of DRAWS counts against `probability`, neighbouring counts joined until 20 are
 * expected; `first` is the count that counts[0] stands for. */
static double chi_square_p_value(const int *counts, int64_t first, probability_t probability,
                                 double parameter, unsigned n, unsigned last)
{
    double statistic = 0, expected = 0, observed = 0, left = DRAWS, left_observed = DRAWS;
    int cells = 0;
    for (int i = 0; i < SPREAD && first + i <= (int64_t)last; i++) {
        expected += DRAWS * probability((unsigned)(first + i), parameter, n);
        observed += counts[i];
        if (expected >= 20.0 && left - expected >= 20.0) {
            statistic += (observed - expected) * (observed - expected) / expected;
            left -= expected;
            left_observed -= observed;
            expected = observed = 0;
            cells++;
        }
    }
    if (cells == 0) {
        return 1.0; /* fewer than 20 draws differ from the rest: nothing to compare */
    }
    statistic += (left_observed - left) * (left_observed - left) / left;
    return gsl_cdf_chisq_Q(statistic, cells);
}

/* False alarms: 1e-4 in each of 42 + 7 cases, so 0.5 % for any at all; the seeds are fixed. */
static void binomial_counts_follow_gsl(void **state)
{
    (void)state;
    static int counts[SPREAD];
    for (int i = 0; i < TRIALS_COUNT; i++) {
        for (int j = 0; j < PROBABILITIES_COUNT; j++) {
            const unsigned n = (unsigned)TRIALS[i];
            const double p = PROBABILITIES[j];
            const int64_t middle = (int64_t)(n * p);
            const int64_t first = middle > SPREAD / 2 ? middle - SPREAD / 2 : 0;
            memset(counts, 0, sizeof counts);
            for (int d = 0; d < DRAWS; d++) {
                const double u = uniform_number(d, (uint32_t)(10 * i + j));
                const int64_t k = cadre_binomial(TRIALS[i], p, u) - first;
                assert_true(k >= 0 && k < SPREAD);
                counts[k]++;
            }
            assert_true(chi_square_p_value(counts, first, binomial_probability, p, n, n) > 1e-4);
        }
    }
}

static void poisson_counts_follow_gsl(void **state)
{
    (void)state;
    static int counts[SPREAD];
    for (int j = 0; j < MEANS_COUNT; j++) {
        const int64_t middle = (int64_t)MEANS[j];
        const int64_t first = middle > SPREAD / 2 ? middle - SPREAD / 2 : 0;
        memset(counts, 0, sizeof counts);
        for (int d = 0; d < DRAWS; d++) {
            const int64_t k = cadre_poisson(MEANS[j], uniform_number(d, 100 + (uint32_t)j)) - first;
            assert_true(k >= 0 && k < SPREAD);
            counts[k]++;
        }
        assert_true(
            chi_square_p_value(counts, first, poisson_probability, MEANS[j], 0, UINT32_MAX) > 1e-4);
    }
}

/* The chi-square above must be able to fail: the same draws against a mean 5 % too high. */
static void chi_square_sees_a_wrong_mean(void **state)
{
    (void)state;
    static int counts[SPREAD];
    memset(counts, 0, sizeof counts);
    for (int d = 0; d < DRAWS; d++) {
        counts[cadre_poisson(20.0, uniform_number(d, 200))]++;
    }
    assert_true(chi_square_p_value(counts, 0, poisson_probability, 21.0, 0, UINT32_MAX) < 1e-6);
}

/* The quantile against GSL's over 1e-9 <= u <= 1 - 1e-9: densely in the middle, by powers of ten
 * in both tails. */
static void normal_is_the_quantile_of_gsl(void **state)
{
    (void)state;
    for (int i = 0; i <= 100000; i++) {
        const double u = 1e-9 + (1 - 2e-9) * i / 100000.0;
        check_close(cadre_normal(u), gsl_cdf_ugaussian_Pinv(u), 1e-12, 1e-12);
    }
    for (int i = 0; i <= 900; i++) {
        const double u = pow(10, -i / 100.0);
        check_close(cadre_normal(u / 2), gsl_cdf_ugaussian_Pinv(u / 2), 1e-12, 1e-12);
        check_close(cadre_normal(1 - u / 2), gsl_cdf_ugaussian_Pinv(1 - u / 2), 1e-12, 1e-12);
    }
}

/* By hand: the median is 0, 97.5 % lie below 1.959963984540054, and tails mirror each other. */
static void normal_at_known_points(void **state)
{
    (void)state;
    check_close(cadre_normal(0.5), 0, 0, 0);
    check_close(cadre_normal(0.975), 1.959963984540054, 1e-15, 0);
    check_close(cadre_normal(0.125), -cadre_normal(0.875), 1e-15, 0);
    check_close(cadre_normal(1e-6), -cadre_normal(1 - 1e-6), 1e-10, 0);
}

/* Weights .1 .3 .6: row 0 below .1, row 1 below .4, row 2 above; rounding may leave the last sum
 * below u. */
static void test_weighted_row(void **state)
{
    (void)state;
    const double cumulative[3] = {.1, .4, 1 - 1e-16};
    assert_int_equal(cadre_weighted_row(cumulative, 3, .05), 0);
    assert_int_equal(cadre_weighted_row(cumulative, 3, .1), 1);
    assert_int_equal(cadre_weighted_row(cumulative, 3, .399), 1);
    assert_int_equal(cadre_weighted_row(cumulative, 3, .4), 2);
    assert_int_equal(cadre_weighted_row(cumulative, 3, 1), 2);
    assert_int_equal(cadre_weighted_row(cumulative, 1, .7), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(binomial_inverts_the_distribution_of_gsl),
        cmocka_unit_test(poisson_inverts_the_distribution_of_gsl),
        cmocka_unit_test(the_last_uniforms_end_in_the_tail),
        cmocka_unit_test(counts_never_pass_their_bounds),
        cmocka_unit_test(sure_things),
        cmocka_unit_test(one_trial_is_one_comparison),
        cmocka_unit_test(counts_never_fall_when_the_rate_rises),
        cmocka_unit_test(binomial_counts_follow_gsl),
        cmocka_unit_test(poisson_counts_follow_gsl),
        cmocka_unit_test(chi_square_sees_a_wrong_mean),
        cmocka_unit_test(normal_is_the_quantile_of_gsl),
        cmocka_unit_test(normal_at_known_points),
        cmocka_unit_test(test_weighted_row),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
