#include "test_functions.h"

#include "analysis/elementary_effects.h"
#include "base/error.h"
#include "base/memory.h"

static const cadre_resampling_t RESAMPLING = {.seed = 1, .resamples = 100};

/* All trajectories of 4 levels that begin on the lower half and go up, in one order of inputs: the
 * effects of every pair of neighbours are in it equally often, so its means are the expectations.
 * Expected: exact expectations of mu_star (7.875 in every trajectory for x2). */
static void test_ishigami(void **state)
{
    (void)state;
    enum { STARTS = 64, D = 3 };
    double values[STARTS * 6][D + 1], step = cadre_morris_step(4);
    int moved[STARTS * 6][D], count = 0;
    bool down[STARTS * 6][D];
    static const int orders[6][D] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2},
                                     {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    check_close(step, 2.0 / 3, 1e-15, 0);
    for (int start = 0; start < STARTS; start++)
        for (int o = 0; o < 6; o++, count++) {
            double u[D] = {(start & 3) / 3.0, (start >> 2 & 3) / 3.0, (start >> 4) / 3.0};
            values[count][0] = ishigami(u);
            for (int s = 0; s < D; s++) {
                const int i = orders[o][s];
                moved[count][s] = i;
                down[count][s] = u[i] > 0.5;
                u[i] += down[count][s] ? -step : step;
                values[count][s + 1] = ishigami(u);
            }
        }
    const cadre_trajectories_t data = {.values = values[0],
                                       .moved = moved[0],
                                       .down = down[0],
                                       .trajectories = count,
                                       .groups = D,
                                       .step = step};
    cadre_indices_t out = {0};
    assert_int_equal(cadre_elementary_effects(&data, &RESAMPLING, &out), CADRE_OK);
    assert_int_equal(out.count, 9);
    check_close(out.items[1].estimate, 7.704054111593103, 1e-12, 0);
    check_close(out.items[4].estimate, 7.875, 1e-12, 0);
    check_close(out.items[4].bounds.low, 7.875, 1e-12, 0);
    check_close(out.items[7].estimate, 6.248796103333117, 1e-12, 0);
    assert_string_equal(out.items[7].index, "mu_star");
    cadre_indices_free(&out);
}

/* Effects 2, -4 and 6 (changes over a step of 1/2): mu 4/3, mu_star 4, sigma sqrt(76/3); those of a
 * group of several inputs only mu_star. By hand. */
static void test_by_hand(void **state)
{
    (void)state;
    const double values[] = {0, 1, 1, 0, -2, -2, 0, 3, 3}; /* the second group never acts */
    const int moved[] = {0, 1, 0, 1, 0, 1};
    const bool joint[] = {false, true};
    const cadre_trajectories_t data = {.values = values,
                                       .moved = moved,
                                       .joint = joint,
                                       .trajectories = 3,
                                       .groups = 2,
                                       .step = 0.5};
    cadre_indices_t out = {0};
    assert_int_equal(cadre_elementary_effects(&data, &RESAMPLING, &out), CADRE_OK);
    assert_int_equal(out.count, 4);
    check_close(out.items[0].estimate, 4.0 / 3, 1e-15, 0);
    check_close(out.items[1].estimate, 4, 1e-15, 0);
    check_close(out.items[2].estimate, sqrt(76.0 / 3), 1e-15, 0);
    assert_string_equal(out.items[3].index, "mu_star");
    assert_true(out.items[3].estimate == 0 && out.items[3].bounds.high == 0);
    cadre_indices_free(&out);
}

static void test_out_of_memory(void **state)
{
    (void)state;
    const double values[] = {0, 1, 2, 3};
    const int moved[] = {0, 0};
    const cadre_trajectories_t data = {
        .values = values, .moved = moved, .trajectories = 2, .groups = 1, .step = 0.5};
    int status = CADRE_ERROR_MEMORY;
    for (long k = 1; status == CADRE_ERROR_MEMORY; k++) {
        cadre_indices_t out = {0};
        cadre_memory_fail_after(k);
        status = cadre_elementary_effects(&data, &RESAMPLING, &out);
        cadre_memory_fail_after(0);
        cadre_indices_free(&out);
        assert_true(k < 100);
    }
    assert_int_equal(status, CADRE_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ishigami),
        cmocka_unit_test(test_by_hand),
        cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
