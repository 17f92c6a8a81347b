#include "test_functions.h"

#include "analysis/distribution_indices.h"
#include "base/error.h"
#include "base/memory.h"

static const cadre_resampling_t RESAMPLING = {.seed = 1, .resamples = 20};

/* y = x1 + x2 of independent standard normals. By numbers (a double integral of |f(y) - f(y|x)|):
 * delta = .306 for each; a third that does nothing has about 0, as the dummy. */
static void test_sum_of_normals(void **state)
{
    (void)state;
    enum { N = 2000, D = 3 };
    double *inputs = cadre_alloc(N * D, sizeof *inputs), *y = cadre_alloc(N, sizeof *y);
    gsl_rng *random = gsl_rng_alloc(gsl_rng_mt19937);
    for (int i = 0; i < N; i++) {
        for (int d = 0; d < D; d++) {
            const double u = gsl_rng_uniform_pos(random), v = gsl_rng_uniform(random);
            inputs[i * D + d] = sqrt(-2 * log(u)) * cos(2 * M_PI * v);
        }
        y[i] = inputs[i * D] + inputs[i * D + 1];
    }
    gsl_rng_free(random);
    const cadre_points_t points = {inputs, y, N, D};
    cadre_indices_t out = {0};
    assert_int_equal(cadre_delta(&points, &RESAMPLING, &out), CADRE_OK);
    assert_int_equal(out.count, 4);
    check_close(out.items[0].estimate, 0.306, 0, 0.04);
    check_close(out.items[1].estimate, 0.306, 0, 0.04);
    check_close(out.items[2].estimate, 0, 0, 0.04);
    check_close(out.items[3].estimate, 0, 0, 0.04);
    assert_int_equal(out.items[3].input, -1);
    cadre_indices_free(&out);
    cadre_free(inputs);
    cadre_free(y);
}

static void test_constant(void **state)
{
    (void)state;
    double x[20], y[20];
    for (int i = 0; i < 20; i++) {
        x[i] = i;
        y[i] = 3;
    }
    const cadre_points_t points = {x, y, 20, 1};
    cadre_indices_t out = {0};
    assert_int_equal(cadre_delta(&points, &RESAMPLING, &out), CADRE_OK);
    assert_true(out.items[0].estimate == 0 && out.items[0].bounds.high == 0);
    cadre_indices_free(&out);
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
        status = cadre_delta(&points, &RESAMPLING, &out);
        cadre_memory_fail_after(0);
        cadre_indices_free(&out);
        assert_true(k < 100);
    }
    assert_int_equal(status, CADRE_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sum_of_normals),
        cmocka_unit_test(test_constant),
        cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
