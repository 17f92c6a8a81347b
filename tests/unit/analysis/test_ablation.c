#include "hand_made_runs.h"

#include "analysis/ablation.h"
#include "base/memory.h"

static cadre_ablation_t *create(hand_run_t *run)
{
    cadre_ablation_t *ablation;
    assert_int_equal(cadre_ablation_create(&run->scenario, &run->recording, &ablation), 0);
    return ablation;
}

/* The two mechanisms that are on are switched off in turn; an event that switches one goes with
 * it, all else stays. */
static void test_variants(void **state)
{
    (void)state;
    hand_run_t *run = hand_run_make();
    run->events[0] =
        (cadre_event_spec_t){.type = CADRE_EVENT_switch, .mechanism = CADRE_MECHANISM_exit};
    run->events[1] = (cadre_event_spec_t){.id = "kept", .type = CADRE_EVENT_note};
    cadre_ablation_t *ablation = create(run);
    int count;
    const cadre_variant_t *variants = cadre_ablation_variants(ablation, &count);
    assert_int_equal(count, 3);
    assert_int_equal(cadre_ablation_count(ablation), 2);
    assert_ptr_equal(variants[0].specification, &run->scenario.specification);
    assert_int_equal(cadre_ablation_mechanism(ablation, 0), CADRE_MECHANISM_exit);
    assert_int_equal(variants[1].specification->mechanisms, 1u << CADRE_MECHANISM_branches);
    assert_int_equal(variants[1].specification->event_count, 1);
    assert_string_equal(variants[1].specification->events[0].id, "kept");
    assert_int_equal(cadre_ablation_events_left_out(ablation, 0), 1);
    assert_int_equal(variants[2].specification->mechanisms, 1u << CADRE_MECHANISM_exit);
    assert_int_equal(cadre_ablation_events_left_out(ablation, 1), 0);
    cadre_ablation_free(ablation);
    free(run);
}

static void observe(hand_run_t *run, cadre_ablation_t *ablation, int variant, float members,
                    cadre_status_t status)
{
    run->values[0][CADRE_MEASURE_members] = members;
    run->replicate.variant = variant;
    run->replicate.status = status;
    assert_int_equal(cadre_ablation_observe(ablation, &run->replicate), 0);
}

/* 20 - 15 and 30 - 20 differ by 7.5 on average; a failed run takes its pair with it. */
static void test_pairs(void **state)
{
    (void)state;
    hand_run_t *run = hand_run_make();
    hand_run_pattern(run, 0);
    cadre_ablation_t *ablation = create(run);
    observe(run, ablation, 0, 20, CADRE_STATUS_OK);
    observe(run, ablation, 1, 15, CADRE_STATUS_OK);
    observe(run, ablation, 2, NAN, CADRE_STATUS_CAPPED);
    observe(run, ablation, 0, 30, CADRE_STATUS_OK);
    observe(run, ablation, 1, 20, CADRE_STATUS_OK);
    observe(run, ablation, 2, 30, CADRE_STATUS_FAILED);
    observe(run, ablation, 0, 1000, CADRE_STATUS_FAILED);
    observe(run, ablation, 1, 20, CADRE_STATUS_OK);
    const cadre_paired_t *pairs = cadre_ablation_at(ablation, 0, 0);
    assert_int_equal(pairs->n, 2);
    assert_true(pairs->mean_a == 25 && pairs->mean_b == 17.5 && pairs->mean_difference == 7.5);
    assert_int_equal(cadre_ablation_at(ablation, 1, 0)->n, 0);
    assert_int_equal(cadre_ablation_capped(ablation, 1), 1);
    cadre_ablation_free(ablation);
    free(run);
}

/* Of a dated event it is whether it happens. */
static void test_share(void **state)
{
    (void)state;
    hand_run_t *run = hand_run_make();
    cadre_pattern_t *pattern = hand_run_pattern(run, 0);
    pattern->measure = "";
    pattern->event = "visited";
    pattern->take = CADRE_TAKE_DATE;
    pattern->until = 28;
    cadre_ablation_t *ablation = create(run);
    observe(run, ablation, 0, 1, CADRE_STATUS_OK);
    run->replicate.happening_count = 0;
    observe(run, ablation, 1, 1, CADRE_STATUS_OK);
    const cadre_paired_t *pairs = cadre_ablation_at(ablation, 0, 0);
    assert_true(pairs->n == 1 && pairs->mean_a == 1 && pairs->mean_b == 0);
    cadre_ablation_free(ablation);
    free(run);
}

static void test_out_of_memory(void **state)
{
    (void)state;
    hand_run_t *run = hand_run_make();
    cadre_ablation_t *ablation;
    for (long allocation = 1; allocation <= 5; allocation++) {
        cadre_memory_fail_after(allocation);
        assert_int_equal(cadre_ablation_create(&run->scenario, &run->recording, &ablation),
                         CADRE_ERROR_MEMORY);
        cadre_memory_fail_after(0);
        assert_null(ablation);
    }
    free(run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_variants),
        cmocka_unit_test(test_pairs),
        cmocka_unit_test(test_share),
        cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
