/* Complete two-level designs at listed draws and at those of the prior. */
#include "check.h"
#include "design/design.h"

static const double LEVELS[] = {0, 1}, OTHER[] = {5, 9};

/* a and c are one factor, b another, z is drawn. */
static const cadre_input_t INPUTS[] = {
    {.name = "a", .distribution = CADRE_DISTRIBUTION_LIST, .values = LEVELS, .value_count = 2},
    {.name = "z", .distribution = CADRE_DISTRIBUTION_UNIFORM, .low = 10, .high = 20},
    {.name = "b", .distribution = CADRE_DISTRIBUTION_LIST, .values = LEVELS, .value_count = 2},
    {.name = "c", .distribution = CADRE_DISTRIBUTION_LIST, .values = OTHER, .value_count = 2}};
static const int FACTOR_OF[] = {0, -1, 1, 0};
static const char *const NAMES[] = {"first", "second"};

static cadre_design_t design_of(const double *table, int64_t listed, int64_t drawn)
{
    return (cadre_design_t){.inputs = INPUTS,
                            .input_count = 4,
                            .method = CADRE_METHOD_FACTORIAL,
                            .points = listed,
                            .prior_points = drawn,
                            .table = table,
                            .group_of = FACTOR_OF,
                            .group_count = 2,
                            .factor_names = NAMES,
                            .seed = 3};
}

static void test_blocks(void **state)
{
    static const char *const ROLES[2][4] = {
        {"prior", "prior first", "prior second", "prior first+second"},
        {"posterior", "posterior first", "posterior second", "posterior first+second"}};
    static const double TABLE[] = {0, 11, 0, 0, 0, 12, 0, 0};
    const cadre_design_t design = design_of(TABLE, 2, 300);
    cadre_sample_t sample;
    char role[CADRE_ROLE_SIZE];
    double mean = 0;
    (void)state;
    assert_int_equal(cadre_design_sample(&design, &sample, NULL), 0);
    assert_int_equal(sample.points, 302 * 4);
    for (int64_t i = 0; i < sample.points; i++) {
        const double *point = sample.values + i * 4;
        assert_int_equal(sample.blocks[i], i / 4 + 1);
        check_close(point[0], (double)(i & 1), 0, 0);
        check_close(point[2], (double)(i >> 1 & 1), 0, 0);
        check_close(point[3], (i & 1) ? 9 : 5, 0, 0);
        if (i < 8)
            check_close(point[1], i < 4 ? 11 : 12, 0, 0);
        else if (i % 4 > 0)
            check_close(point[1], point[-3], 0, 0); /* one draw a block */
        assert_string_equal(cadre_role_name(&design, sample.roles[i], role), ROLES[i < 8][i % 4]);
        mean += i < 8 ? 0 : point[1] / 1200;
    }
    check_close(mean, 15, 0,
                .67); /* 4 sd of the mean of 300 uniform draws: 4 x 10/sqrt(12 x 300) */
    cadre_sample_free(&sample);
}

static void test_refusals(void **state)
{
    cadre_design_t design = design_of(NULL, 0, 2);
    static const cadre_constraint_t CONSTRAINT = {0, 1, CADRE_LESS};
    static const int DRAWN_AS_FACTOR[] = {0, 1, 1, 0};
    cadre_sample_t sample;
    cadre_error_t err = {0};
    (void)state;
    design.constraints = &CONSTRAINT;
    design.constraint_count = 1;
    assert_int_equal(cadre_design_sample(&design, &sample, &err), CADRE_ERROR_INPUT);
    check_contains(err.message, "takes no constraints");
    design.constraint_count = 0;
    design.group_of = DRAWN_AS_FACTOR;
    assert_int_equal(cadre_design_sample(&design, &sample, &err), CADRE_ERROR_INPUT);
    check_contains(err.message, "input 'z' needs two different values");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_blocks),
                                       cmocka_unit_test(test_refusals)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
