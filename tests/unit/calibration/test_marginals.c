#include "check.h"

#include "base/memory.h"
#include "calibration/marginals.h"

enum { N = 400 };
static const cadre_input_t inputs[2] = {{.name = "a", .low = 0, .high = 10},
                                        {.name = "b", .low = 0, .high = 1}};
static const cadre_design_t design = {.inputs = inputs, .input_count = 2};
static double places[N][2], points[N][2], weights[N];

/* Both inputs evenly spread over [0, 1] and [low, high] of it; `a` up, `b` as `sign` says. */
static cadre_population_t spread(double low, double high, int sign)
{
    for (int i = 0; i < N; i++) {
        const double u = (i + 0.5) / N;
        places[i][0] = u;
        places[i][1] = low + (high - low) * (sign > 0 ? u : 1 - u);
        for (int k = 0; k < 2; k++)
            points[i][k] = cadre_input_value(&inputs[k], places[i][k]);
        weights[i] = 1.0 / N;
    }
    return (cadre_population_t){
        .count = N, .places = places[0], .points = points[0], .weights = weights};
}

/* Evenly spread: the prior itself, so not identified. In half of the range: half a range of
 * difference, and a quarter of the variance. */
static void test_identified(void **state)
{
    (void)state;
    const cadre_population_t posterior = spread(.5, 1, 1);
    cadre_marginal_t of;
    assert_int_equal(cadre_marginal(&design, &posterior, 0, NULL, 0, &of), 0);
    assert_false(of.identified);
    check_close(of.difference, .5 / N, 1e-9, 0);
    check_close(of.contraction, 0, 0, 1e-4);
    check_close(of.prior[0], .5, 1e-12, 0);
    check_close(of.posterior[1], 5, 0, .02);
    check_close(of.mean, 5, 1e-12, 0);
    check_close(of.sd, 10 / sqrt(12), 1e-4, 0);
    assert_int_equal(cadre_marginal(&design, &posterior, 1, NULL, 0, &of), 0);
    assert_true(of.identified);
    check_close(of.difference, .5, 0, .002);
    check_close(of.contraction, .75, 0, 1e-4);
    check_close(of.posterior[0], .525, 0, .002);
    check_close(of.posterior[2], .975, 0, .002);
}

/* 1.358 / (20 + .12 + .0055) = .0675 at 400 particles (Stephens 1970): a range cut at .06 is within
 * chance, one cut at .075 is not. Weights that make 100 of 400 raise that to .1342. */
static void test_level(void **state)
{
    (void)state;
    cadre_marginal_t of;
    cadre_population_t posterior = spread(.06, 1, 1);
    assert_int_equal(cadre_marginal(&design, &posterior, 1, NULL, 0, &of), 0);
    assert_false(of.identified);
    posterior = spread(.075, 1, 1);
    assert_int_equal(cadre_marginal(&design, &posterior, 1, NULL, 0, &of), 0);
    assert_true(of.identified);
    for (int i = 0; i < N; i++)
        weights[i] = i % 4 == 0 ? 4.0 / N : 0;
    check_close(cadre_effective_size(weights, N), 100, 1e-12, 0);
    assert_int_equal(cadre_marginal(&design, &posterior, 1, NULL, 0, &of), 0);
    assert_false(of.identified);
}

/* A prior that is a sample in half of the range: the same posterior is not identified then. */
static void test_sampled_prior(void **state)
{
    (void)state;
    static double prior[N][2];
    const cadre_population_t posterior = spread(.5, 1, 1);
    for (int i = 0; i < N; i++)
        prior[i][1] = .5 + .5 * (i + 0.5) / N;
    cadre_marginal_t of;
    assert_int_equal(cadre_marginal(&design, &posterior, 1, prior[0], N, &of), 0);
    assert_false(of.identified);
    check_close(of.difference, 0, 0, 1e-9);
    check_close(of.contraction, 0, 0, 1e-9);
    check_close(of.prior[1], .75, 0, .002);
    assert_int_equal(cadre_marginal(&design, &posterior, 0, prior[0], N, &of), 0);
    assert_true(of.identified); /* a is 0 in all of that sample */
}

static void test_correlation(void **state)
{
    (void)state;
    cadre_population_t posterior = spread(0, .3, 1);
    check_close(cadre_posterior_correlation(&design, &posterior, 0, 1), 1, 1e-12, 0);
    posterior = spread(0, .3, -1);
    check_close(cadre_posterior_correlation(&design, &posterior, 0, 1), -1, 1e-12, 0);
    posterior = spread(.3, .3, 1);
    for (int i = 0; i < N; i++)
        places[i][1] = .5;
    check_close(cadre_posterior_correlation(&design, &posterior, 0, 1), 0, 0, 1e-12);
}

static void test_memory(void **state)
{
    (void)state;
    const cadre_population_t posterior = spread(0, 1, 1);
    cadre_marginal_t of;
    for (long n = 1; n <= 2; n++) {
        cadre_memory_fail_after(n);
        assert_int_equal(cadre_marginal(&design, &posterior, 0, places[0], N, &of),
                         CADRE_ERROR_MEMORY);
    }
    cadre_memory_fail_after(0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_identified),    cmocka_unit_test(test_level),
        cmocka_unit_test(test_sampled_prior), cmocka_unit_test(test_correlation),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
