#include "check.h"

#include "analysis/sampled_inputs.h"
#include "base/error.h"
#include "base/memory.h"

enum { N = 20, RESAMPLES = 50 };
static const cadre_resampling_t RESAMPLING = {.seed = 7, .resamples = RESAMPLES};
static const char *const NAMES[] = {"product", "first"};
static double inputs[N * 2], outcomes[N];
static const cadre_points_t POINTS = {inputs, outcomes, N, 2};

/* Mean of x y, and the first x. */
static void measure(void *room, const double *x, const double *y, int64_t n, double *out)
{
    ++*(int *)room;
    out[0] = 0;
    for (int64_t i = 0; i < n; i++)
        out[0] += x[i] * y[i] / (double)n;
    out[1] = x[0];
}

static int set_up(void **state)
{
    (void)state;
    for (int i = 0; i < N; i++) {
        inputs[2 * i] = i + 1;
        inputs[2 * i + 1] = i % 3;
        outcomes[i] = i * i % 7;
    }
    return 0;
}

/* Each input with all its indices, the dummy with one; each measured once and on every resample. */
static void test_inputs(void **state)
{
    (void)state;
    int calls = 0;
    const cadre_sampled_method_t method = {
        .names = NAMES, .count = 2, .of_dummy = 1, .measure = measure, .room = &calls};
    cadre_indices_t out = {0};
    assert_int_equal(cadre_sampled_inputs(&method, &POINTS, &RESAMPLING, &out), CADRE_OK);
    assert_int_equal(calls, 3 * (RESAMPLES + 1));
    assert_int_equal(out.count, 5);
    for (int i = 0; i < 4; i++) {
        assert_int_equal(out.items[i].input, i / 2);
        assert_string_equal(out.items[i].index, NAMES[i % 2]);
    }
    double expected = 0;
    for (int i = 0; i < N; i++)
        expected += inputs[2 * i + 1] * outcomes[i] / N;
    check_close(out.items[2].estimate, expected, 1e-15, 0);
    check_close(out.items[3].estimate, inputs[1], 0, 0);
    assert_int_equal(out.items[4].input, -1);
    assert_string_equal(out.items[4].index, "first");
    assert_true(out.items[4].estimate > 0 && out.items[4].estimate < 1);
    cadre_indices_free(&out);
}

/* Unbiased: twice the estimate less the mean of the resampled ones, here drawn once more by hand;
 * the interval is that of indices.h about it. */
static void test_unbiased(void **state)
{
    (void)state;
    int calls = 0;
    double some[RESAMPLES], x[N], y[N], all[2], one[2], sum = 0;
    uint32_t drawn[N];
    for (int i = 0; i < N; i++)
        x[i] = inputs[2 * i];
    measure(&calls, x, outcomes, N, all);
    for (int r = 0; r < RESAMPLES; r++) {
        cadre_resample(&RESAMPLING, r, N, drawn);
        for (int i = 0; i < N; i++) {
            x[i] = inputs[2 * drawn[i]];
            y[i] = outcomes[drawn[i]];
        }
        measure(&calls, x, y, N, one);
        some[r] = 2 * all[0] - one[0];
        sum += one[0] / RESAMPLES;
    }
    const cadre_sampled_method_t method = {
        .names = NAMES, .count = 2, .unbiased = true, .measure = measure, .room = &calls};
    cadre_indices_t out = {0};
    assert_int_equal(cadre_sampled_inputs(&method, &POINTS, &RESAMPLING, &out), CADRE_OK);
    assert_int_equal(out.count, 5);
    check_close(out.items[0].estimate, 2 * all[0] - sum, 1e-13, 0);
    const cadre_bounds_t bounds =
        cadre_bootstrap_bounds(&RESAMPLING, out.items[0].estimate, some, N);
    check_close(out.items[0].bounds.low, bounds.low, 0, 0);
    check_close(out.items[0].bootstrap.high, bounds.high, 0, 0);
    cadre_indices_free(&out);
}

static void test_out_of_memory(void **state)
{
    (void)state;
    int calls = 0, status = CADRE_ERROR_MEMORY;
    const cadre_sampled_method_t method = {
        .names = NAMES, .count = 2, .of_dummy = 1, .measure = measure, .room = &calls};
    for (long k = 1; status == CADRE_ERROR_MEMORY; k++) {
        cadre_indices_t out = {0};
        cadre_memory_fail_after(k);
        status = cadre_sampled_inputs(&method, &POINTS, &RESAMPLING, &out);
        cadre_memory_fail_after(0);
        cadre_indices_free(&out);
        assert_true(k < 100);
    }
    assert_int_equal(status, CADRE_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_inputs),
        cmocka_unit_test(test_unbiased),
        cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests(tests, set_up, NULL);
}
