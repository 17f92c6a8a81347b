#include "check.h"
#include "two_years.h"

#include "base/memory.h"
#include "engine/replicate.h"

typedef struct {
    two_years_t small;
    cadre_world_t *world;
    cadre_result_t result;
    cadre_assignment_t assignment;
    int polls, drop_at;
} fixture_t;

static bool count_polls(void *context)
{
    fixture_t *self = context;
    return ++self->polls == self->drop_at;
}

static int set_up(void **state)
{
    fixture_t *self = calloc(1, sizeof *self);
    two_years_make(&self->small);
    self->world = cadre_world_create(&self->small.specification);
    assert_non_null(self->world);
    assert_int_equal(cadre_result_create(&self->result, SMALL_ROWS, 1), 0);
    self->assignment = (cadre_assignment_t){
        .specification = &self->small.specification,
        .recording = &self->small.recording,
        .luck = {7, 1},
        .run = 1,
        .keep_branches = true,
        .poll = count_polls,
        .poll_context = self,
    };
    *state = self;
    return 0;
}

static int tear_down(void **state)
{
    fixture_t *self = *state;
    cadre_result_free(&self->result);
    cadre_world_free(self->world);
    free(self);
    return 0;
}

static int compute(fixture_t *self)
{
    return cadre_replicate_compute(&self->assignment, self->world, &self->result);
}

/* Rows are those asked for; at the founding there are the 75 founders and no flow yet. */
static void test_rows(void **state)
{
    fixture_t *self = *state;
    assert_int_equal(compute(self), 0);
    const cadre_replicate_t *replicate = &self->result.replicate;
    assert_int_equal(replicate->run, 1);
    assert_int_equal(replicate->status, CADRE_STATUS_OK);
    assert_int_equal(replicate->row_count, SMALL_ROWS);
    assert_int_equal(replicate->last_step, SMALL_STEPS);
    check_close(replicate->values[CADRE_MEASURE_members], SMALL_FOUNDERS, 0, 0);
    check_close(replicate->values[CADRE_MEASURE_recruits], 0, 0, 0);
    const float *last = replicate->values + (SMALL_ROWS - 1) * CADRE_MEASURE_COUNT;
    check_close(last[CADRE_MEASURE_members], (double)replicate->outcomes[0].members_end, 0, 0);
}

/* The first thing that happens is the founding, by 75. */
static void test_happenings(void **state)
{
    fixture_t *self = *state;
    assert_int_equal(compute(self), 0);
    assert_true(self->result.replicate.happening_count >= 1);
    const cadre_happening_t *first = &self->result.replicate.happenings[0];
    assert_int_equal(first->type, CADRE_EVENT_founded);
    assert_int_equal(first->step, 0);
    check_close(first->value, SMALL_FOUNDERS, 0, 0);
}

/* Branches are listed at the yearly steps and nowhere else, and only when they are kept. */
static void test_branches(void **state)
{
    fixture_t *self = *state;
    assert_int_equal(compute(self), 0);
    const cadre_replicate_t *replicate = &self->result.replicate;
    assert_true(replicate->branch_count > 0);
    for (int i = 0; i < replicate->branch_count; i++) {
        assert_int_equal(replicate->branches[i].organization, 0);
        assert_true(replicate->branches[i].step == 50 || replicate->branches[i].step == 104);
    }
    self->assignment.keep_branches = false;
    assert_int_equal(compute(self), 0);
    assert_int_equal(self->result.replicate.branch_count, 0);
}

/* A run that passes the limit keeps the rows it reached, and no more. */
static void test_capped(void **state)
{
    fixture_t *self = *state;
    self->small.specification.parameters.limits_members = SMALL_FOUNDERS / 2;
    cadre_world_free(self->world);
    self->world = cadre_world_create(&self->small.specification);
    assert_int_equal(compute(self), 0);
    const cadre_replicate_t *replicate = &self->result.replicate;
    assert_int_equal(replicate->status, CADRE_STATUS_CAPPED);
    assert_int_equal(replicate->error, 0);
    assert_true(replicate->last_step < SMALL_STEPS);
    assert_true(replicate->row_count >= 1 && replicate->row_count < SMALL_ROWS);
}

/* A poll comes before every week; the one that says yes drops the replicate. */
static void test_poll(void **state)
{
    fixture_t *self = *state;
    assert_int_equal(compute(self), 0);
    assert_int_equal(self->polls, SMALL_STEPS);
    self->polls = 0;
    self->drop_at = 3;
    assert_int_equal(compute(self), CADRE_ERROR_INTERRUPTED);
    assert_int_equal(cadre_world_now(self->world), 2);
}

/* Whatever allocation fails, the replicate is a failed one and the next one is whole. */
static void test_out_of_memory(void **state)
{
    fixture_t *self = *state;
    int failures = 0;
    for (long allocation = 1;; allocation++) {
        cadre_result_free(&self->result);
        cadre_world_free(self->world);
        self->world = cadre_world_create(&self->small.specification);
        assert_int_equal(cadre_result_create(&self->result, SMALL_ROWS, 1), 0);
        cadre_memory_fail_after(allocation);
        assert_int_equal(compute(self), 0);
        cadre_memory_fail_after(0);
        if (self->result.replicate.status != CADRE_STATUS_FAILED)
            break;
        assert_int_equal(self->result.replicate.error, CADRE_ERROR_MEMORY);
        assert_int_equal(self->result.replicate.happening_count, 0);
        failures++;
    }
    assert_true(failures > 0);
    assert_int_equal(self->result.replicate.error, 0);
    assert_int_equal(self->result.replicate.row_count, SMALL_ROWS);
}

/* A world and buffers used before give what fresh ones give. */
static void test_reuse(void **state)
{
    enum { VALUES = SMALL_ROWS * CADRE_MEASURE_COUNT };
    fixture_t *self = *state;
    self->assignment.run = 2;
    self->assignment.luck.replicate = 2;
    assert_int_equal(compute(self), 0);
    float fresh[VALUES];
    memcpy(fresh, self->result.values, sizeof fresh);
    const int happenings = self->result.replicate.happening_count;

    self->assignment.run = 1;
    self->assignment.luck.replicate = 1;
    assert_int_equal(compute(self), 0);
    assert_true(memcmp(fresh, self->result.values, sizeof fresh) != 0);
    self->assignment.run = 2;
    self->assignment.luck.replicate = 2;
    assert_int_equal(compute(self), 0);
    assert_memory_equal(fresh, self->result.values, sizeof fresh);
    assert_int_equal(self->result.replicate.happening_count, happenings);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_rows, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_happenings, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_branches, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_capped, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_poll, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_out_of_memory, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_reuse, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
