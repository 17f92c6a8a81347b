/* Random designs and Latin hypercubes. */
#include "check.h"
#include "design/design.h"

static const cadre_input_t INPUTS[] = {
    {.name = "a", .kind = CADRE_INPUT_INTEGER, .low = 2, .high = 8},
    {.name = "b", .kind = CADRE_INPUT_INTEGER, .low = 5, .high = 12},
    {.name = "c", .low = 0, .high = 1},
};
static const cadre_constraint_t A_BELOW_B = {0, 1, CADRE_LESS};

static cadre_design_t design_of(cadre_method_t method, int64_t points)
{
    return (cadre_design_t){.inputs = INPUTS,
                            .input_count = 3,
                            .method = method,
                            .points = points,
                            .constraints = &A_BELOW_B,
                            .constraint_count = 1,
                            .seed = 12};
}

/* Each of 1,000 strata of c holds one point, whatever the constraint moved; each whole number of a
 * has its seventh, to one. */
static void test_lhs_stays_latin(void **state)
{
    cadre_sample_t sample;
    int strata[1000] = {0}, a[9] = {0};
    (void)state;
    const cadre_design_t design = design_of(CADRE_METHOD_LHS, 1000);
    assert_int_equal(cadre_design_sample(&design, &sample, NULL), 0);
    for (int i = 0; i < 1000; i++) {
        const double *point = sample.values + i * 3;
        assert_true(point[0] < point[1]);
        strata[(int)(point[2] * 1000)]++;
        a[(int)point[0]]++;
    }
    for (int i = 0; i < 1000; i++)
        assert_int_equal(strata[i], 1);
    for (int value = 2; value <= 8; value++)
        check_close(a[value], 1000.0 / 7, 0, 2); /* strata at two ends may be cut */
    cadre_sample_free(&sample);
}

static void test_random_keeps_constraints(void **state)
{
    cadre_sample_t sample;
    (void)state;
    const cadre_design_t design = design_of(CADRE_METHOD_RANDOM, 500);
    assert_int_equal(cadre_design_sample(&design, &sample, NULL), 0);
    for (int i = 0; i < 500; i++)
        assert_true(sample.values[i * 3] < sample.values[i * 3 + 1]);
    cadre_sample_free(&sample);
}

static void test_impossible(void **state)
{
    cadre_sample_t sample;
    cadre_error_t err;
    const cadre_constraint_t never = {0, 0, CADRE_LESS};
    (void)state;
    for (int method = CADRE_METHOD_RANDOM; method <= CADRE_METHOD_LHS; method++) {
        cadre_design_t design = design_of((cadre_method_t)method, 5);
        design.constraints = &never;
        assert_int_equal(cadre_design_sample(&design, &sample, &err), CADRE_ERROR_INPUT);
        check_contains(err.message, "finds no points that keep all constraints");
        cadre_sample_free(&sample);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lhs_stays_latin),
        cmocka_unit_test(test_random_keeps_constraints),
        cmocka_unit_test(test_impossible),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
