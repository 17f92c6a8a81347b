#include "check.h"

#include "experiment/targets.h"

static const cadre_pattern_t size = {
    .take = CADRE_TAKE_AT, .value = 1000, .low = 781.33, .high = 1279.9};

/* A band of 1000 exp(+-1.645 .15) is one of sd .15 of the logarithm; a tenth is left out besides:
 * sqrt(.15^2 + .1^2) = .18028. */
static void test_logarithm(void **state)
{
    (void)state;
    const cadre_abc_target_t target = cadre_pattern_target(&size);
    check_close(target.observed, log(1000), 1e-15, 0);
    check_close(target.sd, sqrt(.15 * .15 + .1 * .1), 2e-4, 0); /* the band is rounded */
    check_close(cadre_pattern_statistic(&size, 500), log(500), 1e-15, 0);
    check_close(cadre_pattern_of_statistic(&size, log(500)), 500, 1e-12, 0);
    assert_true(isnan(cadre_pattern_statistic(&size, 0)));
    assert_true(isnan(cadre_pattern_statistic(&size, NAN)));
}

/* Counts and bands that reach to 0 are not logarithms: 4 of 0 to 8, sd 8/3.28971, and .4. */
static void test_linear(void **state)
{
    (void)state;
    const cadre_pattern_t count = {.take = CADRE_TAKE_COUNT, .value = 4, .low = 1, .high = 8};
    const cadre_pattern_t share = {.take = CADRE_TAKE_MAX, .value = 4, .low = 0, .high = 8};
    check_close(cadre_pattern_target(&share).sd, sqrt(pow(8 / 3.289707253902945, 2) + .16), 1e-12,
                0);
    check_close(cadre_pattern_target(&count).observed, 4, 0, 0);
    check_close(cadre_pattern_statistic(&count, 0), 0, 0, 0);
    check_close(cadre_pattern_of_statistic(&share, 3), 3, 0, 0);
}

/* A date is not a tenth of the days since 1970 uncertain. */
static void test_date(void **state)
{
    (void)state;
    const cadre_pattern_t date = {
        .take = CADRE_TAKE_DATE, .value = 18000, .low = 17900, .high = 18100};
    check_close(cadre_pattern_target(&date).sd, 200 / 3.289707253902945, 1e-12, 0);
    check_close(cadre_pattern_target(&date).observed, 18000, 0, 0);
}

/* Of a condition only counts whether a value lies in the band: 1 of 1, with a tenth left out. */
static void test_condition(void **state)
{
    (void)state;
    const cadre_reading_t condition = {
        .pattern = {.take = CADRE_TAKE_COUNT, .value = 1, .low = .5, .high = 9}, .condition = true};
    const cadre_reading_t plain = {.pattern = size};
    check_close(cadre_reading_target(&condition).observed, 1, 0, 0);
    check_close(cadre_reading_target(&condition).sd, .1, 0, 0);
    check_close(cadre_reading_statistic(&condition, 2), 1, 0, 0);
    check_close(cadre_reading_statistic(&condition, 0), 0, 0, 0);
    check_close(cadre_reading_statistic(&condition, NAN), 0, 0, 0);
    check_close(cadre_reading_statistic(&plain, 500), log(500), 1e-15, 0);
    check_close(cadre_reading_target(&plain).sd, cadre_pattern_target(&size).sd, 0, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_logarithm),
                                       cmocka_unit_test(test_linear), cmocka_unit_test(test_date),
                                       cmocka_unit_test(test_condition)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
