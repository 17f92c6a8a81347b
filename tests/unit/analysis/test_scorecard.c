#include "hand_made_runs.h"

#include "analysis/scorecard.h"
#include "base/dates.h"
#include "base/memory.h"

static double value(const hand_run_t *run, const cadre_pattern_t *pattern)
{
    return cadre_pattern_value(&run->scenario, &run->recording, pattern, &run->replicate);
}

/* At a date: the nearest week, day 10 being nearer to 7 than to 14. */
static void test_at(void **state)
{
    (void)state;
    hand_run_t *run = hand_run_make();
    cadre_pattern_t *pattern = hand_run_pattern(run, 10);
    assert_true(value(run, pattern) == 40);
    pattern->day = 11;
    assert_true(value(run, pattern) == 30);
    pattern->per = "branches";
    assert_true(value(run, pattern) == 15);
    pattern->relative = true;
    pattern->relative_day = 7;
    assert_true(value(run, pattern) == 0.75);
    pattern->day = 28; /* missing */
    assert_true(isnan(value(run, pattern)));
    pattern->day = 21;
    run->replicate.row_count = 3; /* a capped run did not reach it */
    assert_true(isnan(value(run, pattern)));
    free(run);
}

static void test_periods(void **state)
{
    (void)state;
    static const double expected[] = {[CADRE_TAKE_MEAN] = 30,
                                      [CADRE_TAKE_MIN] = 20,
                                      [CADRE_TAKE_MAX] = 40,
                                      [CADRE_TAKE_FIRST] = 40,
                                      [CADRE_TAKE_LAST] = 20};
    hand_run_t *run = hand_run_make();
    cadre_pattern_t *pattern = hand_run_pattern(run, 1);
    pattern->until = 28; /* weeks 1 to 4, of which the last is missing */
    for (int take = CADRE_TAKE_MEAN; take <= CADRE_TAKE_LAST; take++) {
        pattern->take = (cadre_take_t)take;
        check_close(value(run, pattern), expected[take], 1e-15, 0);
    }
    pattern->day = 22; /* no value in it */
    pattern->take = CADRE_TAKE_MEAN;
    assert_true(isnan(value(run, pattern)));
    pattern->take = CADRE_TAKE_MAX;
    assert_true(isnan(value(run, pattern)));
    free(run);
}

/* The first visit is another organization's. */
static void test_events(void **state)
{
    (void)state;
    hand_run_t *run = hand_run_make();
    cadre_pattern_t *pattern = hand_run_pattern(run, 0);
    pattern->measure = "";
    pattern->event = "visited";
    pattern->until = 28;
    pattern->take = CADRE_TAKE_COUNT;
    assert_true(value(run, pattern) == 2);
    pattern->take = CADRE_TAKE_DATE;
    assert_true(value(run, pattern) == 14);
    pattern->day = 15;
    assert_true(value(run, pattern) == 21);
    pattern->event = "ended";
    assert_true(isnan(value(run, pattern)));
    pattern->take = CADRE_TAKE_COUNT;
    assert_true(value(run, pattern) == 0);
    free(run);
}

/* 2020 has 366 days: 1 July is its 183rd, 182 of them are over. */
static void test_decimal_year(void **state)
{
    (void)state;
    check_close(cadre_decimal_year(cadre_date_days((cadre_civil_t){2020, 1, 1})), 2020, 0, 0);
    check_close(cadre_decimal_year(cadre_date_days((cadre_civil_t){2020, 7, 1})),
                2020 + 182.0 / 366, 1e-15, 0);
    assert_true(isnan(cadre_decimal_year((double)NAN)));
}

/* Three runs of 20, 30 and 40 and one without a value: two of four are within 15 to 30. A failed
 * one counts nowhere. */
static void test_score(void **state)
{
    (void)state;
    static const float members[] = {20, NAN, 40, 30, 30};
    hand_run_t *run = hand_run_make();
    hand_run_pattern(run, 0);
    cadre_scorecard_t *card;
    assert_int_equal(cadre_scorecard_create(&run->scenario, &run->recording, 5, &card), 0);
    for (int i = 0; i < 5; i++) {
        run->values[0][CADRE_MEASURE_members] = members[i];
        run->replicate.status = i == 4 ? CADRE_STATUS_FAILED : CADRE_STATUS_OK;
        assert_int_equal(cadre_scorecard_observe(card, &run->replicate), 0);
    }
    const cadre_score_t score = cadre_scorecard_score(card, 0);
    assert_int_equal(score.n, 3);
    assert_true(score.median == 30 && score.inside == 0.5);
    check_close(score.q05, 21, 1e-6, 0);
    check_close(score.q95, 39, 1e-6, 0);
    check_close(score.interval.low, cadre_share_interval(2, 4).low, 0, 0);
    cadre_scorecard_free(card);
    free(run);
}

static void test_no_runs(void **state)
{
    (void)state;
    hand_run_t *run = hand_run_make();
    hand_run_pattern(run, 0);
    cadre_scorecard_t *card;
    assert_int_equal(cadre_scorecard_create(&run->scenario, &run->recording, 1, &card), 0);
    const cadre_score_t score = cadre_scorecard_score(card, 0);
    assert_int_equal(score.n, 0);
    assert_true(isnan(score.median) && isnan(score.inside) && isnan(score.interval.low));
    cadre_scorecard_free(card);
    for (long allocation = 1; allocation <= 4; allocation++) {
        cadre_memory_fail_after(allocation);
        assert_int_equal(cadre_scorecard_create(&run->scenario, &run->recording, 1, &card),
                         CADRE_ERROR_MEMORY);
        cadre_memory_fail_after(0);
        assert_null(card);
    }
    free(run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_at),     cmocka_unit_test(test_periods),
        cmocka_unit_test(test_events), cmocka_unit_test(test_decimal_year),
        cmocka_unit_test(test_score),  cmocka_unit_test(test_no_runs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
