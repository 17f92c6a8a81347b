#include "check.h"

#include "analysis/indices.h"
#include "base/error.h"
#include "base/memory.h"

/* Of five places each resample draws each about equally often, and resamples differ. */
static void test_draws(void **state)
{
    (void)state;
    enum { UNITS = 5, RESAMPLES = 2000 };
    const cadre_resampling_t resampling = {.seed = 3, .resamples = RESAMPLES};
    uint32_t drawn[UNITS], again[UNITS];
    int counts[UNITS] = {0};
    for (int r = 0; r < RESAMPLES; r++) {
        cadre_resample(&resampling, r, UNITS, drawn);
        for (int i = 0; i < UNITS; i++)
            counts[drawn[i]]++;
    }
    for (int i = 0; i < UNITS; i++) /* 2000 +- 5 standard deviations of 40 */
        assert_in_range(counts[i], 1800, 2200);
    cadre_resample(&resampling, RESAMPLES - 1, UNITS, again);
    assert_memory_equal(drawn, again, sizeof drawn);
}

/* 1 2 3 4 5: mean 3, s sqrt(2.5), t_4 2.7764451: leaving one out gives Student's interval of the
 * mean exactly, and the bootstrap's comes near it. */
static void test_intervals_of_a_mean(void **state)
{
    (void)state;
    enum { N = 5, RESAMPLES = 4000 };
    const double half = 2.7764451051977987 * sqrt(2.5 / N);
    double without[N];
    for (int g = 0; g < N; g++)
        without[g] = (15.0 - (g + 1)) / 4;
    const cadre_bounds_t jackknife = cadre_jackknife_bounds(3, without, N);
    check_close(jackknife.low, 3 - half, 1e-12, 0);
    check_close(jackknife.high, 3 + half, 1e-12, 0);

    const cadre_resampling_t resampling = {.seed = 1, .resamples = RESAMPLES};
    static double resampled[RESAMPLES];
    for (int r = 0; r < RESAMPLES; r++) {
        uint32_t drawn[N];
        cadre_resample(&resampling, r, N, drawn);
        for (int i = 0; i < N; i++)
            resampled[r] += (drawn[i] + 1.0) / N;
    }
    const cadre_bounds_t bootstrap = cadre_bootstrap_bounds(&resampling, 3, resampled, N);
    check_close(bootstrap.low, 3 - half, 0, 0.05 * half);
    check_close(bootstrap.high, 3 + half, 0, 0.05 * half);
}

static void test_list(void **state)
{
    (void)state;
    cadre_indices_t list = {0};
    for (int i = 0; i < 100; i++) {
        const cadre_index_t index = {.index = "S1", .input = i};
        assert_int_equal(cadre_indices_add(&list, &index), CADRE_OK);
    }
    assert_int_equal(list.count, 100);
    assert_int_equal(list.items[99].input, 99);
    cadre_indices_free(&list);
    cadre_memory_fail_after(1);
    const cadre_index_t index = {.index = "S1"};
    assert_int_equal(cadre_indices_add(&list, &index), CADRE_ERROR_MEMORY);
    cadre_memory_fail_after(0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_draws),
        cmocka_unit_test(test_intervals_of_a_mean),
        cmocka_unit_test(test_list),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
