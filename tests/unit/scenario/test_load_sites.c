#include "scenario_case.h"

static void test_defaults(void **state)
{
    (void)state;
    cadre_scenario_t *scenario = load(CASE(PARTY));
    const cadre_specification_t *specification = &scenario->specification;
    assert_int_equal(specification->site_count, 80);
    assert_true(specification->pool_size[CADRE_MILIEU_CAMPUS] == 20);
    assert_true(specification->pool_size[CADRE_MILIEU_CITY] == 90);
    assert_true(specification->pool_size[CADRE_MILIEU_WORKPLACE] == 40);
    assert_int_equal(specification->reservoir, 10000);
    /* exp(.9 z) at p = 1 - .5/80 and .5/80, z by Python's NormalDist().inv_cdf */
    check_close(specification->site_size[0], 9.468163185410338, 1e-6, 0);
    check_close(specification->site_size[79], 0.1056171065514501, 1e-6, 0);
    cadre_scenario_free(scenario);
}

/* Three sites stand at the quantiles 5/6, 1/2, 1/6 (from the same source). */
static void test_sizes_are_fixed_quantiles(void **state)
{
    (void)state;
    cadre_scenario_t *scenario =
        load(CASE_WITH("\"sites\": {\"count\": 3, \"size\": {\"median\": 2}}"));
    const float *size = scenario->specification.site_size;
    check_close(size[0], 2 * 2.388533094434134, 1e-6, 0);
    check_close(size[1], 2, 1e-6, 0);
    check_close(size[2], 2 * 0.41866700626013703, 1e-6, 0);
    cadre_scenario_free(scenario);
    scenario = load(CASE_WITH("\"sites\": {\"count\": 2, \"size\": {\"sigma\": 0}}"));
    assert_true(scenario->specification.site_size[0] == 1);
    assert_true(scenario->specification.site_size[1] == 1);
    cadre_scenario_free(scenario);
}

/* 10,000 logarithms of N(0, .9): mean within 4 x .9/100, variance within 4 x .81 x sqrt(2)/100. */
static void test_sizes_may_be_drawn(void **state)
{
    (void)state;
    cadre_scenario_t *scenario =
        load(CASE_WITH("\"sites\": {\"count\": 10000, \"size\": {\"draw\": true}}"));
    const float *size = scenario->specification.site_size;
    double sum = 0, squares = 0;
    for (int i = 0; i < 10000; i++) {
        assert_true(i == 0 || size[i] <= size[i - 1]);
        sum += log(size[i]);
        squares += log(size[i]) * log(size[i]);
    }
    check_close(sum / 10000, 0, 0, 0.036);
    check_close(squares / 10000, 0.81, 0, 0.046);
    const float largest = size[0];
    cadre_scenario_free(scenario);
    scenario =
        load(CASE_WITH("\"seed\": 2, \"sites\": {\"count\": 10000, \"size\": {\"draw\": true}}"));
    assert_true(scenario->specification.site_size[0] != largest);
    cadre_scenario_free(scenario);
}

static void test_pools_and_reservoir_may_be_large(void **state)
{
    (void)state;
    cadre_scenario_t *scenario =
        load(CASE_WITH("\"sites\": {\"pools\": {\"campus\": 1e9, \"city\": 0.5}, "
                       "\"reservoir\": 1000000000}"));
    assert_true(scenario->specification.pool_size[CADRE_MILIEU_CAMPUS] == 1e9);
    assert_true(scenario->specification.pool_size[CADRE_MILIEU_CITY] == 0.5);
    assert_true(scenario->specification.pool_size[CADRE_MILIEU_WORKPLACE] == 40);
    assert_int_equal(scenario->specification.reservoir, 1000000000);
    cadre_scenario_free(scenario);
}

static void test_refusals(void **state)
{
    (void)state;
    check_contains(refuse(CASE_WITH("\"sites\": {\"count\": 100001}")),
                   "sites.count = 100001 is outside [1, 100000]");
    check_contains(refuse(CASE_WITH("\"sites\": {\"size\": {\"sigma\": -1}}")),
                   "sites.size.sigma = -1 is outside [0, 3] (of the logarithm)");
    check_contains(refuse(CASE_WITH("\"sites\": {\"pools\": {\"campus\": 1.1e9}}")),
                   "sites.pools.campus = 1.1e9 is outside [0, 1000000000] (people)");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        in_folder(test_defaults),           in_folder(test_sizes_are_fixed_quantiles),
        in_folder(test_sizes_may_be_drawn), in_folder(test_pools_and_reservoir_may_be_large),
        in_folder(test_refusals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
