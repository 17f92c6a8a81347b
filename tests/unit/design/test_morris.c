/* Trajectories. */
#include "check.h"
#include "design/design.h"

/* Between neighbouring steps exactly one input changes, by half the grid: of 4 levels over [0, 1]
 * by 2/3; each input once a trajectory (Morris 1991). */
static void test_one_at_a_time(void **state)
{
    cadre_input_t inputs[5];
    cadre_sample_t sample;
    int levels[4] = {0};
    (void)state;
    for (int k = 0; k < 5; k++)
        inputs[k] = (cadre_input_t){.name = "x", .low = 0, .high = 1};
    const cadre_design_t design = {.inputs = inputs,
                                   .input_count = 5,
                                   .method = CADRE_METHOD_MORRIS,
                                   .points = 200,
                                   .levels = 4,
                                   .seed = 3};
    assert_int_equal(cadre_design_sample(&design, &sample, NULL), 0);
    assert_int_equal(sample.points, 200 * 6);
    for (int t = 0; t < 200; t++) {
        bool changed[5] = {false};
        for (int step = 0; step < 6; step++) {
            const double *point = sample.values + (t * 6 + step) * 5;
            assert_int_equal(sample.blocks[t * 6 + step], t + 1);
            assert_int_equal(sample.roles[t * 6 + step], step);
            levels[(int)(point[0] * 3 + 0.5)]++;
            int moved = 0;
            for (int k = 0; step > 0 && k < 5; k++) {
                const double change = fabs(point[k] - point[k - 5]);
                if (change == 0)
                    continue;
                check_close(change, 2.0 / 3, 0, 1e-15);
                assert_false(changed[k]);
                changed[k] = true;
                moved++;
            }
            assert_int_equal(moved, step > 0);
        }
    }
    for (int level = 0; level < 4; level++) /* all equally likely: 300 of 1,200, sd about 30 */
        check_close(levels[level], 300, 0, 120);
    cadre_sample_free(&sample);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_one_at_a_time)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
