/* model/people: segments of the arena, handles, ties and how long their losses last. Expected
 * values are counted by hand. */
#include "model/people.h"

#include "base/memory.h"
#include "model/members.h"
#include "recount.h"
#include "world_fixture.h"

/* A world of two empty branches, nobody at large; people are put in by the tests themselves. */
static cadre_branch_t *branch(const fixture_t *self, int k)
{
    return &self->world->branches[self->world->organizations[0]->branches[k]];
}

static int set_up(void **state)
{
    fixture_t *self = malloc(sizeof *self);
    self->small = small_world_create(52, 4);
    self->small->organizations[0].founders.members = 0;
    self->world = small_world_begin(self->small, 1);
    for (int32_t site = 0; site < 2; site++)
        cadre_branch_open(self->world, party(self), site, CADRE_MILIEU_CAMPUS);
    *state = self;
    return 0;
}

static int32_t append(fixture_t *self, int k, uint64_t id)
{
    const int32_t slot = cadre_people_append(self->world, branch(self, k));
    assert_true(slot != CADRE_NONE);
    self->world->people.id[slot] = id;
    return slot;
}

static uint64_t id_at(const fixture_t *self, int k, int32_t place)
{
    assert_true(place < branch(self, k)->people.count);
    return self->world->people.id[branch(self, k)->people.start + place];
}

static void rows_keep_their_order_while_segments_grow(void **state)
{
    fixture_t *self = *state;
    for (uint64_t i = 0; i < 2000; i++) {
        append(self, 0, i);
        if (i % 3 == 0)
            append(self, 1, 10000 + i / 3);
    }
    for (int32_t i = 0; i < 2000; i++)
        assert_true(id_at(self, 0, i) == (uint64_t)i);
    for (int32_t i = 0; i < 667; i++)
        assert_true(id_at(self, 1, i) == 10000 + (uint64_t)i);
    assert_int_equal(branch(self, 0)->people.capacity % CADRE_LANES, 0);
    recount_arena(self->world);
}

static void a_new_row_is_zero_where_somebody_stood_before(void **state)
{
    fixture_t *self = *state;
    cadre_people_t *people = &self->world->people;
    const int32_t slot = append(self, 0, 7);
    people->commitment[slot] = 0.5f;
    people->tie_loss[slot] = 3;
    people->student_until[slot] = 9;
    people->outcome[slot] = CADRE_OUTCOME_EXIT;
    cadre_people_remove(self->world, branch(self, 0), slot);
    assert_int_equal(append(self, 0, 8), slot);
    assert_true(people->commitment[slot] == 0.0f);
    assert_int_equal(people->tie_loss[slot], 0);
    assert_int_equal(people->student_until[slot], 0);
    assert_int_equal(people->outcome[slot], 0);
}

static void the_last_of_a_branch_takes_the_hole(void **state)
{
    fixture_t *self = *state;
    for (uint64_t i = 0; i < 5; i++)
        append(self, 0, i);
    const int32_t start = branch(self, 0)->people.start;
    cadre_people_remove(self->world, branch(self, 0), start + 1); /* 0 4 2 3 */
    cadre_people_remove(self->world, branch(self, 0), start + 3); /* 0 4 2 */
    assert_int_equal(branch(self, 0)->people.count, 3);
    assert_true(id_at(self, 0, 0) == 0 && id_at(self, 0, 1) == 4 && id_at(self, 0, 2) == 2);
    recount_arena(self->world);
}

static void a_move_takes_the_row_and_its_handle_along(void **state)
{
    fixture_t *self = *state;
    for (uint64_t i = 0; i < 3; i++)
        append(self, 0, i);
    for (uint64_t i = 0; i < 16; i++) /* the segment of the second is full */
        append(self, 1, 10 + i);
    cadre_people_t *people = &self->world->people;
    const int32_t slot = branch(self, 0)->people.start;
    const int32_t handle = people->handle[slot];
    people->commitment[slot] = 0.25f;
    const int32_t moved = cadre_people_move(self->world, branch(self, 0), slot, branch(self, 1));
    assert_int_equal(people->ties[handle].slot, moved);
    assert_int_equal(people->handle[moved], handle);
    assert_true(people->commitment[moved] == 0.25f);
    assert_true(id_at(self, 1, 16) == 0);
    assert_int_equal(branch(self, 0)->people.count, 2);
    assert_true(id_at(self, 0, 0) == 2);
    recount_arena(self->world);
}

/* ---------------------------------------------------------------- laying out anew */

enum { PLACES = 40, MOST_AT_A_PLACE = 1000, STEPS = 60000, LAID_OUT_AT_LEAST = 5 };

/* What the branches should hold, kept the plain way. */
typedef struct {
    uint64_t id[PLACES][MOST_AT_A_PLACE];
    int32_t count[PLACES];
} ledger_t;

static int set_up_places(void **state)
{
    fixture_t *self = malloc(sizeof *self);
    self->small = small_world_create(52, PLACES);
    self->small->organizations[0].founders.members = 0;
    self->world = small_world_begin(self->small, 1);
    for (int32_t site = 0; site < PLACES; site++)
        cadre_branch_open(self->world, party(self), site, CADRE_MILIEU_CAMPUS);
    *state = self;
    return 0;
}

static void compare_with(const fixture_t *self, const ledger_t *ledger)
{
    for (int k = 0; k < PLACES; k++) {
        assert_int_equal(branch(self, k)->people.count, ledger->count[k]);
        for (int32_t i = 0; i < ledger->count[k]; i++)
            assert_true(id_at(self, k, i) == ledger->id[k][i]);
    }
    recount_arena(self->world);
}

static void come(fixture_t *self, ledger_t *ledger, int k, uint64_t id)
{
    if (ledger->count[k] == MOST_AT_A_PLACE)
        return;
    append(self, k, id);
    ledger->id[k][ledger->count[k]++] = id;
}

static void go(fixture_t *self, ledger_t *ledger, int k, uint32_t word)
{
    if (ledger->count[k] == 0)
        return;
    const int32_t place = (int32_t)(word % (uint32_t)ledger->count[k]);
    cadre_people_remove(self->world, branch(self, k), branch(self, k)->people.start + place);
    ledger->id[k][place] = ledger->id[k][--ledger->count[k]];
}

/* Places fill and empty by chance, more of the ones growing first and of the others then, so that
 * segments go up and down, through none, when all are laid out anew. */
static void rows_stay_while_all_is_laid_out_anew(void **state)
{
    fixture_t *self = *state;
    ledger_t *ledger = calloc(1, sizeof *ledger);
    int32_t used = 0, laid_out = 0;
    for (uint32_t t = 0; t < STEPS; t++) {
        const cadre_words_t words = cadre_draw((cadre_luck_t){1, 1}, t, 0, 1, 0);
        const int k = (int)(words.word[0] % PLACES);
        const bool growing = k % 2 == (t < STEPS / 2);
        if (words.word[1] % 10 < (growing ? 8u : 3u))
            come(self, ledger, k, t);
        else
            go(self, ledger, k, words.word[2]);
        laid_out += self->world->people.used < used;
        used = self->world->people.used;
        if (t % 1000 == 0)
            compare_with(self, ledger);
    }
    compare_with(self, ledger);
    assert_true(laid_out >= LAID_OUT_AT_LEAST);
    free(ledger);
}

/* What is left behind is at most headroom: a sixteenth, with half again of the first 16,384. */
static void little_is_left_behind(void **state)
{
    fixture_t *self = *state;
    const cadre_people_t *people = &self->world->people;
    for (uint64_t i = 0; i < 40000; i++)
        append(self, (int)(i % PLACES), i);
    int32_t held = 0;
    for (int k = 0; k < PLACES; k++)
        held += branch(self, k)->people.capacity;
    assert_true(held < 40000 * 1.3);
    assert_true(people->used <= people->capacity);
    assert_true(people->capacity <= held + held / 16 + 8192 + 16 * CADRE_LANES);
    assert_true(people->touched <= people->allocated);
}

/* Founders: 40 x 100 people come without a column moving or a segment growing. */
static void what_is_expected_and_reserved_comes_without_moving(void **state)
{
    fixture_t *self = *state;
    const cadre_people_t *people = &self->world->people;
    assert_int_equal(cadre_people_expect(self->world, 100 * PLACES, PLACES), CADRE_OK);
    const uint64_t *ids = people->id;
    for (int k = 0; k < PLACES; k++)
        assert_int_equal(cadre_people_reserve(self->world, branch(self, k), 100), CADRE_OK);
    const int32_t used = people->used;
    for (uint64_t i = 0; i < 100 * PLACES; i++)
        append(self, (int)(i % PLACES), i);
    assert_int_equal(people->used, used);
    assert_ptr_equal(people->id, ids);
    assert_int_equal(cadre_people_reserve(self->world, branch(self, 0), 50), CADRE_OK);
    assert_int_equal(people->used, used);
    recount_arena(self->world);
}

/* Whichever column cannot grow, the others can, and nobody is lost. */
static void columns_that_cannot_grow_lose_nobody(void **state)
{
    fixture_t *self = *state;
    int32_t n = 0;
    for (int32_t fails = 1; fails < 30; fails++) {
        cadre_memory_fail_after(fails);
        while (self->world->error == CADRE_OK && n < 100000) {
            const int32_t slot = cadre_people_append(self->world, branch(self, 0));
            if (slot != CADRE_NONE)
                self->world->people.id[slot] = (uint64_t)n++;
        }
        cadre_memory_fail_after(0);
        assert_int_equal(self->world->error, CADRE_ERROR_MEMORY);
        self->world->error = CADRE_OK;
        assert_int_equal(branch(self, 0)->people.count, n);
        for (int32_t i = 0; i < n; i++)
            assert_true(id_at(self, 0, i) == (uint64_t)i);
        recount_arena(self->world);
    }
}

/* ---------------------------------------------------------------- ties */

/* A recruiter, id 0, with recruits 1, 2, 3 in one branch; their handles. */
static void recruit_three(fixture_t *self, int32_t handle[4])
{
    const int32_t recruiter = append(self, 0, 0);
    handle[0] = self->world->people.handle[recruiter];
    for (int i = 1; i < 4; i++) {
        const int32_t slot = append(self, 0, (uint64_t)i);
        handle[i] = self->world->people.handle[slot];
        cadre_people_tie(self->world, recruiter, slot);
    }
}

static int32_t slot_of(const fixture_t *self, int32_t handle)
{
    return self->world->people.ties[handle].slot;
}

static void leave(fixture_t *self, int32_t handle)
{
    cadre_people_cut_ties(self->world, slot_of(self, handle), true);
    cadre_people_remove(self->world, branch(self, 0), slot_of(self, handle));
}

/* On to week `until`, as far as ties notice. */
static void weeks(fixture_t *self, int32_t until)
{
    while (self->world->now < until) {
        cadre_people_settle_ties(self->world);
        self->world->now++;
        cadre_people_forget_losses(self->world);
    }
}

static double loss(const fixture_t *self, int32_t handle)
{
    return cadre_fixed_value(self->world->people.tie_loss[slot_of(self, handle)]);
}

static void ties_are_counted_on_both_sides(void **state)
{
    fixture_t *self = *state;
    int32_t handle[4];
    recruit_three(self, handle);
    assert_int_equal(self->world->people.ties_of[slot_of(self, handle[0])], 3);
    for (int i = 1; i < 4; i++)
        assert_int_equal(self->world->people.ties_of[slot_of(self, handle[i])], 1);
    recount_ties(self->world);
}

static void losses_of_one_week_are_shares_of_the_same_number(void **state)
{
    fixture_t *self = *state;
    int32_t handle[4];
    recruit_three(self, handle);
    leave(self, handle[1]);
    leave(self, handle[3]);
    check_close(loss(self, handle[0]), 2.0 / 3, 0, 2e-6);
    assert_int_equal(self->world->people.ties_of[slot_of(self, handle[0])], 3);
    cadre_people_settle_ties(self->world);
    assert_int_equal(self->world->people.ties_of[slot_of(self, handle[0])], 1);
    recount_ties(self->world);
}

static void a_later_loss_is_a_share_of_what_was_left(void **state)
{
    fixture_t *self = *state;
    int32_t handle[4];
    recruit_three(self, handle);
    leave(self, handle[2]);
    weeks(self, 1);
    leave(self, handle[1]); /* one of two */
    check_close(loss(self, handle[0]), 1.0 / 3 + 1.0 / 2, 0, 2e-6);
}

static void recruits_lose_their_only_tie_with_the_recruiter(void **state)
{
    fixture_t *self = *state;
    int32_t handle[4];
    recruit_three(self, handle);
    leave(self, handle[0]);
    for (int i = 1; i < 4; i++)
        check_close(loss(self, handle[i]), 1, 0, 0);
    cadre_people_settle_ties(self->world);
    recount_ties(self->world);
}

static void a_loss_lasts_exactly_thirteen_weeks(void **state)
{
    fixture_t *self = *state;
    int32_t handle[4];
    recruit_three(self, handle);
    weeks(self, 5);
    leave(self, handle[1]);
    /* seen by the passes over people of weeks 6 .. 18: forgotten as week 19 begins */
    weeks(self, 18);
    check_close(loss(self, handle[0]), 1.0 / 3, 0, 1e-6);
    weeks(self, 19);
    check_close(loss(self, handle[0]), 0, 0, 0);
    recount_ties(self->world);
}

static void whoever_gets_a_freed_handle_inherits_no_loss(void **state)
{
    fixture_t *self = *state;
    int32_t handle[4];
    recruit_three(self, handle);
    leave(self, handle[0]); /* 1, 2 and 3 remember it */
    leave(self, handle[1]);
    const int32_t slot = append(self, 0, 99);
    assert_int_equal(self->world->people.handle[slot], handle[1]);
    cadre_people_tie(self->world, slot_of(self, handle[2]), slot);
    weeks(self, 13);
    assert_int_equal(self->world->people.tie_loss[slot], 0);
    assert_int_equal(self->world->people.ties_of[slot], 1);
    recount_ties(self->world);
}

static void a_tie_outlives_a_move(void **state)
{
    fixture_t *self = *state;
    int32_t handle[4];
    recruit_three(self, handle);
    cadre_people_move(self->world, branch(self, 0), slot_of(self, handle[0]), branch(self, 1));
    leave(self, handle[2]);
    check_close(loss(self, handle[0]), 1.0 / 3, 0, 1e-6);
}

/* A wish to the processor: whatever is foreseen, of whomever, nothing changes. */
static void foresight_changes_nothing(void **state)
{
    fixture_t *self = *state;
    const cadre_people_t *people = &self->world->people;
    int32_t handle[4];
    recruit_three(self, handle);
    leave(self, handle[2]);
    cadre_tie_node_t nodes[4];
    memcpy(nodes, people->ties, sizeof nodes);
    const int32_t slots = branch(self, 0)->people.start + branch(self, 0)->people.capacity;
    for (int32_t slot = branch(self, 0)->people.start; slot < slots; slot++)
        cadre_people_foresee(self->world, slot, CADRE_FORESEE_ROW);
    for (int i = 0; i < 4; i++)
        for (int what = CADRE_FORESEE_HANDLE; i != 2 && what <= CADRE_FORESEE_ROWS; what++)
            cadre_people_foresee(self->world, slot_of(self, handle[i]), (cadre_foresight_t)what);
    assert_memory_equal(nodes, people->ties, sizeof nodes);
    recount_arena(self->world);
}

static void cleared_arena_is_empty_and_usable(void **state)
{
    fixture_t *self = *state;
    int32_t handle[4];
    recruit_three(self, handle);
    leave(self, handle[0]);
    cadre_people_clear(&self->world->people);
    assert_int_equal(self->world->people.used, 0);
    for (int w = 0; w < CADRE_CONTAGION_WEEKS; w++)
        assert_int_equal(self->world->people.losses[w].count, 0);
    branch(self, 0)->people = (cadre_segment_t){0, 0, 0};
    recruit_three(self, handle);
    assert_int_equal(branch(self, 0)->people.count, 4);
    recount_arena(self->world);
}

int main(void)
{
#define TEST(name)        cmocka_unit_test_setup_teardown(name, set_up, tear_down)
#define PLACES_TEST(name) cmocka_unit_test_setup_teardown(name, set_up_places, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(rows_keep_their_order_while_segments_grow),
        TEST(a_new_row_is_zero_where_somebody_stood_before),
        TEST(the_last_of_a_branch_takes_the_hole),
        TEST(a_move_takes_the_row_and_its_handle_along),
        PLACES_TEST(rows_stay_while_all_is_laid_out_anew),
        PLACES_TEST(little_is_left_behind),
        PLACES_TEST(what_is_expected_and_reserved_comes_without_moving),
        PLACES_TEST(columns_that_cannot_grow_lose_nobody),
        TEST(ties_are_counted_on_both_sides),
        TEST(losses_of_one_week_are_shares_of_the_same_number),
        TEST(a_later_loss_is_a_share_of_what_was_left),
        TEST(recruits_lose_their_only_tie_with_the_recruiter),
        TEST(a_loss_lasts_exactly_thirteen_weeks),
        TEST(whoever_gets_a_freed_handle_inherits_no_loss),
        TEST(a_tie_outlives_a_move),
        TEST(foresight_changes_nothing),
        TEST(cleared_arena_is_empty_and_usable),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
