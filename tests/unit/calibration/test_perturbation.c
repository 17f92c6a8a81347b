#include "check.h"

#include "base/memory.h"
#include "calibration/keyed_stream.h"
#include "calibration/perturbation.h"

#include <gsl/gsl_errno.h>

static const cadre_input_t inputs[2] = {{.name = "a", .low = 0, .high = 10},
                                        {.name = "b", .low = 1, .high = 2}};
static const cadre_design_t design = {.inputs = inputs, .input_count = 2};

/* Weights .25 .25 .5 at (.2, .4) (.4, .4) (.5, .6): means .4 and .5, variances .015 and .01,
 * covariance .01; twice these have the root {sqrt .03, .02 / sqrt .03, sqrt(.02 - .0004/.03)}. */
static const double places[6] = {.2, .4, .4, .4, .5, .6}, weights[3] = {.25, .25, .5};

static void test_covariance(void **state)
{
    (void)state;
    cadre_perturbation_t kernel;
    assert_int_equal(cadre_perturbation_create(&kernel, &design, places, weights, 3, 2), 0);
    check_close(gsl_matrix_get(kernel.root, 0, 0), sqrt(.03), 1e-8, 0);
    check_close(gsl_matrix_get(kernel.root, 1, 0), .02 / sqrt(.03), 1e-8, 0);
    check_close(gsl_matrix_get(kernel.root, 1, 1), sqrt(.02 - .0004 / .03), 1e-8, 0);
    cadre_perturbation_free(&kernel);
}

/* Half the width has a quarter of the covariance: every element of the root is half as large. */
static void test_width(void **state)
{
    (void)state;
    cadre_perturbation_t kernel;
    assert_int_equal(cadre_perturbation_create(&kernel, &design, places, weights, 3, .5), 0);
    check_close(gsl_matrix_get(kernel.root, 0, 0), sqrt(.03) / 2, 1e-8, 0);
    check_close(gsl_matrix_get(kernel.root, 1, 0), .01 / sqrt(.03), 1e-8, 0);
    cadre_perturbation_free(&kernel);
}

/* The mixture of three normals, at one place by its formula. */
static void test_density(void **state)
{
    (void)state;
    cadre_perturbation_t kernel;
    assert_int_equal(cadre_perturbation_create(&kernel, &design, places, weights, 3, 2), 0);
    const double at[2] = {.3, .5}, determinant = .03 * .02 - .02 * .02;
    double expected = 0, density;
    for (int i = 0; i < 3; i++) {
        const double x = at[0] - places[2 * i], y = at[1] - places[2 * i + 1];
        const double form = (.02 * x * x - 2 * .02 * x * y + .03 * y * y) / determinant;
        expected += weights[i] * exp(-form / 2) / (2 * acos(-1) * sqrt(determinant));
    }
    assert_int_equal(cadre_perturbation_density(&kernel, at, &density), 0);
    check_close(density, expected, 1e-6, 0);
    cadre_perturbation_free(&kernel);
}

/* Proposals are inside the cube, their values those of the inputs there; around particles that lie
 * evenly about the middle their mean is the middle, wherever the cube cuts. */
static void test_proposals(void **state)
{
    (void)state;
    enum { N = 20000 };
    static const double even[6] = {.3, .4, .7, .6, .5, .5};
    static const double halves[3] = {.25, .25, .5};
    cadre_perturbation_t kernel;
    assert_int_equal(cadre_perturbation_create(&kernel, &design, even, halves, 3, 2), 0);
    double sum = 0;
    for (int i = 0; i < N; i++) {
        cadre_keyed_stream_t stream;
        double place[2], point[2];
        cadre_keyed_stream_begin(&stream, 1, 2, (uint64_t)i);
        cadre_perturbation_propose(&kernel, &stream.rng, place, point);
        assert_true(place[0] > 0 && place[0] < 1 && place[1] > 0 && place[1] < 1);
        check_close(point[0], 10 * place[0], 1e-15, 0);
        check_close(point[1], 1 + place[1], 1e-15, 0);
        sum += place[1];
    }
    check_close(sum / N, .5, 0, .0064); /* sd of b below .3: three standard errors */
    cadre_perturbation_free(&kernel);
}

/* Two particles in two inputs have a singular covariance, three equal ones none at all. */
static void test_singular(void **state)
{
    (void)state;
    const double line[4] = {.2, .2, .6, .6}, halves[2] = {.5, .5};
    const double same[6] = {.3, .7, .3, .7, .3, .7};
    cadre_perturbation_t kernel;
    cadre_keyed_stream_t stream;
    double place[2], point[2];
    gsl_set_error_handler_off();
    assert_int_equal(cadre_perturbation_create(&kernel, &design, line, halves, 2, 2), 0);
    cadre_keyed_stream_begin(&stream, 1, 2, 3);
    cadre_perturbation_propose(&kernel, &stream.rng, place, point);
    assert_true(isfinite(place[0]) && isfinite(place[1]));
    cadre_perturbation_free(&kernel);
    assert_int_equal(cadre_perturbation_create(&kernel, &design, same, weights, 3, 2), 0);
    cadre_perturbation_propose(&kernel, &stream.rng, place, point);
    check_close(place[0], .3, 0, 1e-4);
    check_close(place[1], .7, 0, 1e-4);
    cadre_perturbation_free(&kernel);
}

/* Constraints that leave nothing: the prior says so, a particle stays where it is. */
static void test_impossible(void **state)
{
    (void)state;
    const cadre_constraint_t never = {0, 0, CADRE_LESS};
    cadre_design_t none = design;
    none.constraints = &never;
    none.constraint_count = 1;
    cadre_perturbation_t kernel;
    cadre_keyed_stream_t stream;
    double place[2], point[2];
    cadre_keyed_stream_begin(&stream, 1, 2, 3);
    assert_false(cadre_prior_propose(&none, &stream.rng, place, point));
    assert_int_equal(cadre_perturbation_create(&kernel, &none, places, weights, 3, 2), 0);
    cadre_perturbation_propose(&kernel, &stream.rng, place, point);
    assert_true(place[0] == .2 || place[0] == .4 || place[0] == .5);
    cadre_perturbation_free(&kernel);
}

static void test_memory(void **state)
{
    (void)state;
    cadre_perturbation_t kernel;
    cadre_memory_fail_after(1);
    assert_int_equal(cadre_perturbation_create(&kernel, &design, places, weights, 3, 2),
                     CADRE_ERROR_MEMORY);
    cadre_memory_fail_after(0);
    cadre_perturbation_free(&kernel);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_covariance), cmocka_unit_test(test_width),
        cmocka_unit_test(test_density),    cmocka_unit_test(test_proposals),
        cmocka_unit_test(test_singular),   cmocka_unit_test(test_impossible),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
