#include "test_functions.h"

#include "analysis/distribution_indices.h"
#include "base/error.h"
#include "base/memory.h"

#include <gsl/gsl_sort.h>

static const cadre_resampling_t RESAMPLING = {.seed = 1, .resamples = 20};

/* Distances by hand: half of the second sample lies below all of the first; equal samples; apart.
 */
static void test_distance(void **state)
{
    (void)state;
    const double x[] = {3, 4}, y[] = {1, 2, 3, 4}, z[] = {5, 6};
    check_close(cadre_ks_distance(x, 2, y, 4), 0.5, 0, 0);
    check_close(cadre_ks_distance(y, 4, y, 4), 0, 0, 0);
    check_close(cadre_ks_distance(y, 4, z, 2), 1, 0, 0);
}

/* y = x on 0 .. 1: the slice s of S has distance max(s, S - 1 - s) / S, in the limit. */
static void test_identity(void **state)
{
    (void)state;
    enum { N = 2001 };
    double inputs[2 * N], y[N];
    for (int i = 0; i < N; i++) {
        y[i] = inputs[2 * i] = (double)(i * 7 % N) / (N - 1);
        inputs[2 * i + 1] = 1; /* has one value: a single slice, which holds all */
    }
    const cadre_points_t points = {inputs, y, N, 2};
    cadre_indices_t out = {0};
    assert_int_equal(cadre_pawn(&points, 10, &RESAMPLING, &out), CADRE_OK);
    assert_int_equal(out.count, 11);
    check_close(out.items[0].estimate, 0.5, 0, 2e-3);
    check_close(out.items[1].estimate, 0.7, 0, 2e-3);
    check_close(out.items[2].estimate, 0.7, 0, 2e-3);
    check_close(out.items[3].estimate, 0.9, 0, 2e-3);
    assert_true(out.items[8].estimate == 0);
    assert_int_equal(out.items[10].input, -1);
    assert_true(out.items[10].estimate > 0 && out.items[10].estimate < 0.15);
    cadre_indices_free(&out);
}

/* A switch that decides everything: its two values are two slices, each half of the outcomes. */
static void test_switch(void **state)
{
    (void)state;
    double inputs[40], y[40];
    for (int i = 0; i < 40; i++)
        y[i] = inputs[i] = i % 2;
    const cadre_points_t points = {inputs, y, 40, 1};
    cadre_indices_t out = {0};
    assert_int_equal(cadre_pawn(&points, 10, &RESAMPLING, &out), CADRE_OK);
    check_close(out.items[0].estimate, 0.5, 0, 0);
    check_close(out.items[3].estimate, 0.5, 0, 0);
    cadre_indices_free(&out);
}

/* Type 7 as GSL and R have it, to 1e-12: 1 2 3 4 at p is 1 + 3p. */
static void test_quantile(void **state)
{
    (void)state;
    const double x[] = {1, 2, 3, 4};
    for (int i = 0; i <= 10; i++)
        check_close(cadre_quantile_of_sorted(x, 4, i / 10.0), 1 + 3 * i / 10.0, 1e-12, 0);
}

static void test_out_of_memory(void **state)
{
    (void)state;
    double x[20];
    for (int i = 0; i < 20; i++)
        x[i] = i;
    const cadre_points_t points = {x, x, 20, 1};
    int status = CADRE_ERROR_MEMORY;
    for (long k = 1; status == CADRE_ERROR_MEMORY; k++) {
        cadre_indices_t out = {0};
        cadre_memory_fail_after(k);
        status = cadre_pawn(&points, 10, &RESAMPLING, &out);
        cadre_memory_fail_after(0);
        cadre_indices_free(&out);
        assert_true(k < 100);
    }
    assert_int_equal(status, CADRE_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_distance),      cmocka_unit_test(test_identity),
        cmocka_unit_test(test_switch),        cmocka_unit_test(test_quantile),
        cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
