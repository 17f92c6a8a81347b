/* engine: rows of organizations that are born during a run, from birth to the end. */
#include "check.h"
#include "two_years.h"

#include "base/memory.h"
#include "engine/replicate.h"

enum { COPIES = 3, SPLIT = 30 };

typedef struct {
    two_years_t small;
    cadre_event_spec_t event;
    cadre_world_t *world;
    cadre_result_t result;
} fixture_t;

static bool never(void *context)
{
    (void)context;
    return false;
}

/* The party of two years, of which two in five go their own way in week 30. Nobody joins, so flows
 * are what leaves and goes over. */
static int set_up(void **state)
{
    fixture_t *self = calloc(1, sizeof *self);
    two_years_make(&self->small);
    self->small.organization.parent = -1;
    self->small.organization.copies = 1;
    self->small.specification.mechanisms &= ~(1u << CADRE_MECHANISM_recruitment);
    self->event = (cadre_event_spec_t){.id = "split",
                                       .type = CADRE_EVENT_split,
                                       .step = SPLIT,
                                       .until = -1,
                                       .share = 0.4,
                                       .note = ""};
    self->small.specification.events = &self->event;
    self->small.specification.event_count = 1;
    assert_int_equal(cadre_result_create(&self->result, SMALL_ROWS, 1), 0);
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

static const cadre_replicate_t *compute(fixture_t *self, int64_t run)
{
    const cadre_assignment_t assignment = {
        .specification = &self->small.specification,
        .recording = &self->small.recording,
        .luck = {7, (uint32_t)run},
        .run = run,
        .keep_branches = true,
        .poll = never,
    };
    if (self->world == NULL)
        self->world = cadre_world_create(&self->small.specification);
    assert_non_null(self->world);
    assert_int_equal(cadre_replicate_compute(&assignment, self->world, &self->result), 0);
    return &self->result.replicate;
}

static float value(const cadre_born_row_t *row, cadre_measure_t measure)
{
    return row->values[measure];
}

/* Rows stand at steps 0, 13, 52, 100, 104: the first after week 30 is that of 52. Who went over is
 * in its flows alone, and exits of the rows add up to all. */
static void rows_begin_with_the_birth(void **state)
{
    fixture_t *self = *state;
    const cadre_replicate_t *replicate = compute(self, 1);
    assert_int_equal(replicate->born_count, 1);
    assert_string_equal(replicate->born[0].name, "party-split-1");
    assert_int_equal(replicate->born[0].born, SPLIT);
    assert_int_equal(replicate->born[0].parent, 0);
    assert_int_equal(replicate->born_row_count, 3);
    float members = 0;
    for (int i = 0; i < 3; i++) {
        const cadre_born_row_t *row = &replicate->born_rows[i];
        assert_int_equal(row->row, 2 + i);
        assert_int_equal(row->organization, 1);
        assert_true((value(row, CADRE_MEASURE_transferred_in) > 0) == (i == 0));
        members += value(row, CADRE_MEASURE_transferred_in) - value(row, CADRE_MEASURE_exits);
        check_close((double)value(row, CADRE_MEASURE_members), (double)members, 0, 0);
    }
    const float *parent = replicate->values + 2 * CADRE_MEASURE_COUNT;
    check_close((double)parent[CADRE_MEASURE_transferred_out],
                (double)value(&replicate->born_rows[0], CADRE_MEASURE_transferred_in), 0, 0);
}

/* Everybody soon leaves: in 20 runs organizations end in most spans between rows. Each has rows at
 * every recorded step of its life and the two first at or after its end, as far as there are, and
 * none else; in the first of these stand the last exits, in the second nothing. */
static void rows_end_after_the_end(void **state)
{
    fixture_t *self = *state;
    self->small.organization.parameters.exit_mu_novice = 5;
    self->small.organization.parameters.exit_mu_cadre = 5;
    int ended_between = 0;
    for (int64_t run = 1; run <= 20; run++) {
        const cadre_replicate_t *replicate = compute(self, run);
        if (replicate->born_count == 0)
            continue; /* nobody was left to go */
        const int32_t ended = replicate->born[0].ended;
        double members = 0;
        int i = 0, after = 0;
        for (int row = 0; row < SMALL_ROWS; row++) {
            if (SMALL_ROW_STEPS[row] < SPLIT || after == 2)
                continue;
            const cadre_born_row_t *born = &replicate->born_rows[i++];
            assert_int_equal(born->row, row);
            after += ended >= 0 && ended <= SMALL_ROW_STEPS[row];
            members += (double)value(born, CADRE_MEASURE_transferred_in) -
                       (double)value(born, CADRE_MEASURE_exits);
            check_close((double)value(born, CADRE_MEASURE_members), members, 0, 0);
            assert_true((members == 0) == (after > 0));
            if (after == 2)
                check_close((double)value(born, CADRE_MEASURE_exits), 0, 0, 0);
        }
        assert_int_equal(replicate->born_row_count, i);
        ended_between += ended > SPLIT && ended <= 52;
    }
    assert_true(ended_between > 0); /* so the row of step 104 was left out */
}

/* Of a file with rows at steps 0, 52 and 104 alone: rows go on until the first of them at or after
 * the end, however many there are between. */
static void rows_go_on_to_the_file(void **state)
{
    fixture_t *self = *state;
    static const bool FILED[SMALL_ROWS] = {true, false, true, false, true};
    self->small.recording.filed = FILED;
    self->small.organization.parameters.exit_mu_novice = 5;
    self->small.organization.parameters.exit_mu_cadre = 5;
    int ended_late = 0;
    for (int64_t run = 1; run <= 20; run++) {
        const cadre_replicate_t *replicate = compute(self, run);
        if (replicate->born_count == 0)
            continue;
        const int32_t ended = replicate->born[0].ended;
        const int last = ended >= 0 && ended <= 52 ? 2 : 4;    /* row */
        assert_int_equal(replicate->born_row_count, last - 1); /* from row 2 on */
        assert_int_equal(replicate->born_rows[replicate->born_row_count - 1].row, last);
        ended_late += ended > 52;
    }
    assert_true(ended_late > 0);
}

/* Copies are born with the world and have all rows; those of one row stand in order of birth. */
static void copies_have_all_rows(void **state)
{
    fixture_t *self = *state;
    self->small.organization.copies = COPIES;
    self->small.specification.event_count = 0;
    const cadre_replicate_t *replicate = compute(self, 1);
    assert_int_equal(replicate->born_count, COPIES - 1);
    assert_string_equal(replicate->born[0].name, "party-2");
    assert_string_equal(replicate->born[1].name, "party-3");
    assert_int_equal(replicate->born_row_count, SMALL_ROWS * (COPIES - 1));
    for (int i = 0; i < replicate->born_row_count; i++) {
        assert_int_equal(replicate->born_rows[i].row, i / (COPIES - 1));
        assert_int_equal(replicate->born_rows[i].organization, 1 + i % (COPIES - 1));
    }
    check_close((double)value(&replicate->born_rows[0], CADRE_MEASURE_members), SMALL_FOUNDERS, 0,
                0);
}

/* A run that fails half-way, out of memory, keeps its rows, and they name organizations it knows:
 * with one allocation after the other failing. */
static void a_failed_run_knows_who_was_born(void **state)
{
    fixture_t *self = *state;
    self->small.organization.copies = COPIES;
    int failed_with_rows = 0;
    for (long allocation = 1;; allocation++) {
        cadre_world_free(self->world);
        self->world = cadre_world_create(&self->small.specification);
        cadre_result_free(&self->result);
        assert_int_equal(cadre_result_create(&self->result, SMALL_ROWS, 1), 0);
        cadre_memory_fail_after(allocation);
        const cadre_replicate_t *replicate = compute(self, 1);
        cadre_memory_fail_after(0);
        for (int i = 0; i < replicate->born_row_count; i++)
            assert_in_range(replicate->born_rows[i].organization, 1, replicate->born_count);
        for (int i = 0; i < replicate->branch_count; i++)
            assert_in_range(replicate->branches[i].organization, 0, replicate->born_count);
        for (int b = 0; b < replicate->born_count; b++)
            check_contains(replicate->born[b].name, "party-");
        if (replicate->status != CADRE_STATUS_FAILED)
            break;
        failed_with_rows += replicate->born_row_count > 0;
    }
    assert_true(failed_with_rows > 0);
}

/* Branches of those born are listed, by organization. */
static void born_organizations_list_their_branches(void **state)
{
    fixture_t *self = *state;
    self->event.share = 0.5;
    const cadre_replicate_t *replicate = compute(self, 1);
    int of_born = 0;
    for (int i = 0; i < replicate->branch_count; i++)
        of_born += replicate->branches[i].organization == 1;
    assert_true(of_born > 0);
}

/* A run without births after one with them has none. */
static void births_are_those_of_the_run(void **state)
{
    fixture_t *self = *state;
    assert_int_equal(compute(self, 1)->born_count, 1);
    self->event.step = SMALL_STEPS + 1;
    const cadre_replicate_t *replicate = compute(self, 1);
    assert_int_equal(replicate->born_count, 0);
    assert_int_equal(replicate->born_row_count, 0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(rows_begin_with_the_birth),
        TEST(rows_end_after_the_end),
        TEST(rows_go_on_to_the_file),
        TEST(copies_have_all_rows),
        TEST(born_organizations_list_their_branches),
        TEST(births_are_those_of_the_run),
        TEST(a_failed_run_knows_who_was_born),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
