#include "check.h"

#include "analysis/comparison.h"
#include "base/memory.h"

/* A has "x" and "y" from day 0, B has "y" and "z", begins two weeks later: rows are fortnightly. */
enum { ROWS = 3, OF_A = 2, OF_B = 2 };

static const int32_t STEPS[ROWS] = {0, 2, 4};

typedef struct {
    cadre_organization_spec_t organizations[2][2];
    cadre_specification_t specifications[2];
    cadre_recording_t recording;
    cadre_variant_t sides[2];
    cadre_comparison_t *comparison;
} fixture_t;

static int set_up(void **state)
{
    static const char *const IDS[2][2] = {{"x", "y"}, {"y", "z"}};
    fixture_t *self = calloc(1, sizeof *self);
    self->recording = (cadre_recording_t){.row_steps = STEPS, .row_count = ROWS};
    for (int side = 0; side < 2; side++) {
        for (int k = 0; k < 2; k++)
            self->organizations[side][k].id = IDS[side][k];
        self->specifications[side] =
            (cadre_specification_t){.start_day = 14 * side,
                                    .steps = 4,
                                    .organizations = self->organizations[side],
                                    .organization_count = 2};
        self->sides[side] = (cadre_variant_t){&self->specifications[side], &self->recording};
    }
    *state = self;
    return 0;
}

static int tear_down(void **state)
{
    fixture_t *self = *state;
    cadre_comparison_free(self->comparison);
    free(self);
    return 0;
}

/* A run of one side whose measures are all base + 10 row + organization. */
static void observe(fixture_t *self, int variant, int rows, float base, cadre_status_t status)
{
    float values[ROWS * OF_A * CADRE_MEASURE_COUNT];
    for (int i = 0; i < rows * OF_A * CADRE_MEASURE_COUNT; i++)
        values[i] = base + (float)(10 * (i / (OF_A * CADRE_MEASURE_COUNT))) +
                    (float)(i / CADRE_MEASURE_COUNT % OF_A);
    const cadre_replicate_t replicate = {.run = 1,
                                         .variant = variant,
                                         .status = status,
                                         .organizations = OF_A,
                                         .row_count = rows,
                                         .values = values};
    assert_int_equal(cadre_comparison_observe(self->comparison, &replicate), 0);
}

/* Days 14 and 28 and organization y are common; y is second in A and first in B. */
static void test_common(void **state)
{
    fixture_t *self = *state;
    assert_int_equal(cadre_comparison_create(self->sides, &self->comparison), 0);
    assert_int_equal(cadre_comparison_rows(self->comparison), 2);
    assert_int_equal(cadre_comparison_organizations(self->comparison), 1);
    assert_int_equal(cadre_comparison_step(self->comparison, 0, 0), 2);
    assert_int_equal(cadre_comparison_step(self->comparison, 1, 0), 0);
    assert_int_equal(cadre_comparison_organization(self->comparison, 0, 0), 1);
    assert_int_equal(cadre_comparison_organization(self->comparison, 1, 0), 0);
    observe(self, 0, 2, 100, CADRE_STATUS_OK);
    observe(self, 1, 2, 50, CADRE_STATUS_OK);
    const cadre_paired_t *pairs =
        cadre_comparison_at(self->comparison, 1, 0, CADRE_MEASURE_members);
    assert_int_equal(pairs->n, 1);
    assert_true(pairs->mean_a == 111 && pairs->mean_b == 60);
    /* A has no week before its first common row that B has too: no flows there */
    pairs = cadre_comparison_at(self->comparison, 0, 0, CADRE_MEASURE_recruits);
    assert_int_equal(pairs->n, 0);
    pairs = cadre_comparison_at(self->comparison, 1, 0, CADRE_MEASURE_recruits);
    assert_int_equal(pairs->n, 1);
}

/* Rows that one run did not reach have no pair, failed runs none at all. */
static void test_short_and_failed(void **state)
{
    fixture_t *self = *state;
    assert_int_equal(cadre_comparison_create(self->sides, &self->comparison), 0);
    observe(self, 0, 2, 1, CADRE_STATUS_OK);
    observe(self, 1, 1, 1, CADRE_STATUS_CAPPED);
    observe(self, 0, 2, 1, CADRE_STATUS_FAILED);
    observe(self, 1, 2, 1, CADRE_STATUS_OK);
    observe(self, 0, 2, 1, CADRE_STATUS_OK);
    observe(self, 1, 2, 1, CADRE_STATUS_FAILED);
    assert_int_equal(cadre_comparison_at(self->comparison, 0, 0, CADRE_MEASURE_members)->n, 1);
    assert_int_equal(cadre_comparison_at(self->comparison, 1, 0, CADRE_MEASURE_members)->n, 0);
}

static void test_nothing_common(void **state)
{
    fixture_t *self = *state;
    self->specifications[1].start_day = 3; /* another day of the week */
    self->organizations[1][0].id = "other";
    assert_int_equal(cadre_comparison_create(self->sides, &self->comparison), 0);
    assert_int_equal(cadre_comparison_rows(self->comparison), 0);
    assert_int_equal(cadre_comparison_organizations(self->comparison), 0);
}

static void test_out_of_memory(void **state)
{
    fixture_t *self = *state;
    long allocation = 1;
    for (;; allocation++) {
        cadre_memory_fail_after(allocation);
        const int code = cadre_comparison_create(self->sides, &self->comparison);
        cadre_memory_fail_after(0);
        if (code == CADRE_OK)
            break;
        assert_int_equal(code, CADRE_ERROR_MEMORY);
        assert_null(self->comparison);
    }
    assert_int_equal(allocation, 8); /* it makes seven */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_common, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_short_and_failed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_nothing_common, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_out_of_memory, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
