/* model/selection: who is chosen by lot, against a plain sort of all candidates by their words. */
#include "model/selection.h"

#include "model/members.h"
#include "model/people.h"
#include "world_fixture.h"

enum { PEOPLE = 40, AWAY = 5 };
static const cadre_lot_t LOT = {CADRE_DRAW_COMMITTEE, 0, 0};

/* Forty on two sites, five more at large; another organization beside. */
static int set_up(void **state)
{
    fixture_t *self = malloc(sizeof *self);
    self->small = small_world_create(10, 4);
    self->small->specification.mechanisms = 0;
    self->small->organizations[0].founders.members = PEOPLE;
    self->small->organizations[0].founders.sites = 2;
    small_world_add(self->small, "other");
    self->world = small_world_begin(self->small, 1);
    cadre_branch_t *away = cadre_branch_number(self->world, party(self), -1);
    for (uint64_t id = 1; id <= AWAY; id++)
        cadre_member_join(self->world, away, id, 3, CADRE_STAGE_PAPER, 0.3f);
    *state = self;
    return 0;
}

static bool anybody(const cadre_world_t *world, int32_t slot, const void *argument)
{
    (void)world, (void)slot, (void)argument;
    return true;
}

static bool of_stage(const cadre_world_t *world, int32_t slot, const void *argument)
{
    return world->people.stage[slot] == *(const uint8_t *)argument;
}

static bool not_this(const cadre_world_t *world, int32_t slot, const void *argument)
{
    return world->people.id[slot] != *(const uint64_t *)argument;
}

/* ---------------------------------------------------------------- the plain way */

typedef struct {
    uint32_t word;
    uint64_t id;
} ticket_t;

static int by_word(const void *a, const void *b)
{
    const ticket_t *x = a, *y = b;
    return x->word != y->word ? (x->word > y->word) - (x->word < y->word)
                              : (x->id > y->id) - (x->id < y->id);
}

/* Tickets of all of the party who are candidates, in order; returns how many. */
static int32_t draw_lots(const fixture_t *self, cadre_lot_t lot, cadre_candidate_t is_candidate,
                         const void *argument, ticket_t *out)
{
    const cadre_world_t *world = self->world;
    int32_t n = 0;
    for (int32_t b = 0; b < world->branch_count; b++) {
        const cadre_branch_t *branch = &world->branches[b];
        if (branch->organization != party(self)->index)
            continue;
        for (int32_t k = 0; k < branch->people.count; k++) {
            const int32_t slot = branch->people.start + k;
            if (!is_candidate(world, slot, argument))
                continue;
            const uint64_t id = world->people.id[slot];
            out[n++] =
                (ticket_t){cadre_draw(world->luck, id, (uint32_t)world->now, lot.purpose, lot.block)
                               .word[lot.word],
                           id};
        }
    }
    qsort(out, (size_t)n, sizeof *out, by_word);
    return n;
}

static uint64_t id_of(const fixture_t *self, cadre_person_t person)
{
    return self->world->people.id[cadre_person_slot(self->world, person)];
}

static void check_choice(const fixture_t *self, cadre_lot_t lot, cadre_candidate_t is_candidate,
                         const void *argument, int32_t wanted)
{
    ticket_t tickets[PEOPLE + AWAY];
    cadre_person_t chosen[CADRE_SELECTION_MAX];
    const int32_t candidates = draw_lots(self, lot, is_candidate, argument, tickets);
    const int32_t most = wanted < CADRE_SELECTION_MAX ? wanted : CADRE_SELECTION_MAX;
    const int32_t n =
        cadre_select(self->world, party(self), lot, is_candidate, argument, wanted, chosen);
    assert_int_equal(n, candidates < most ? candidates : most);
    for (int32_t k = 0; k < n; k++)
        assert_true(id_of(self, chosen[k]) == tickets[k].id);
}

static void those_with_the_smallest_words_in_their_order(void **state)
{
    const fixture_t *self = *state;
    const int32_t wanted[] = {1, 2, 7, 31, 32};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        check_choice(self, LOT, anybody, NULL, wanted[i]);
}

/* Another word, block, purpose, week or replicate is another lot. */
static void the_lot_decides(void **state)
{
    const fixture_t *self = *state;
    const cadre_lot_t lots[] = {LOT,
                                {CADRE_DRAW_COMMITTEE, 0, 3},
                                {CADRE_DRAW_COMMITTEE, 9, 0},
                                {CADRE_DRAW_INSIDER, 0, 0}};
    cadre_person_t chosen;
    uint64_t first[6];
    for (int i = 0; i < 4; i++) {
        check_choice(self, lots[i], anybody, NULL, 12);
        assert_int_equal(cadre_select(self->world, party(self), lots[i], anybody, NULL, 1, &chosen),
                         1);
        first[i] = id_of(self, chosen);
    }
    self->world->now = 1;
    check_choice(self, LOT, anybody, NULL, 12);
    cadre_select(self->world, party(self), LOT, anybody, NULL, 1, &chosen);
    first[4] = id_of(self, chosen);
    self->world->luck.replicate = 2;
    check_choice(self, LOT, anybody, NULL, 12);
    cadre_select(self->world, party(self), LOT, anybody, NULL, 1, &chosen);
    first[5] = id_of(self, chosen);
    int different = 0;
    for (int i = 1; i < 6; i++)
        different += first[i] != first[0];
    assert_true(different >= 4); /* by chance one in 45 is the same */
}

static void never_more_than_fit_or_than_there_are(void **state)
{
    const fixture_t *self = *state;
    const uint8_t paper = CADRE_STAGE_PAPER, novice = CADRE_STAGE_NOVICE;
    check_choice(self, LOT, anybody, NULL, 33); /* 32 of 45 */
    check_choice(self, LOT, of_stage, &paper, 12);
    cadre_person_t chosen[CADRE_SELECTION_MAX] = {{-7, -7}};
    assert_int_equal(cadre_select(self->world, party(self), LOT, of_stage, &paper, 12, chosen),
                     AWAY);
    assert_int_equal(cadre_select(self->world, party(self), LOT, of_stage, &novice, 12, chosen), 0);
}

static void nobody_is_wanted(void **state)
{
    const fixture_t *self = *state;
    cadre_person_t chosen = {-7, -7};
    assert_int_equal(cadre_select(self->world, party(self), LOT, anybody, NULL, 0, &chosen), 0);
    assert_int_equal(cadre_select(self->world, party(self), LOT, anybody, NULL, -3, &chosen), 0);
    assert_int_equal(chosen.handle, -7);
}

/* Of one branch the same are chosen, in the same order, as of the organization when only those of
 * that branch are candidates. */
static bool is_of_branch(const cadre_world_t *world, int32_t slot, const void *argument)
{
    const int32_t *branch = argument;
    return world->people.branch[slot] == *branch;
}

static void of_one_branch_the_same_are_chosen(void **state)
{
    const fixture_t *self = *state;
    const cadre_organization_t *organization = self->world->organizations[0];
    const cadre_lot_t lot = {CADRE_DRAW_FACTION, 0, 0};
    for (int32_t k = 0; k < organization->branch_count; k++) {
        const int32_t index = organization->branches[k];
        cadre_person_t all[5], here[5];
        const int32_t n =
            cadre_select(self->world, organization, lot, is_of_branch, &index, 5, all);
        assert_int_equal(cadre_select_in(self->world, &self->world->branches[index], lot, anybody,
                                         NULL, 5, here),
                         n);
        assert_int_equal(n, 5);
        assert_memory_equal(here, all, sizeof all);
    }
}

static void only_candidates_are_chosen(void **state)
{
    const fixture_t *self = *state;
    const uint8_t stages[] = {CADRE_STAGE_PAPER, CADRE_STAGE_MEMBER, CADRE_STAGE_CADRE};
    for (size_t s = 0; s < sizeof stages; s++)
        check_choice(self, LOT, of_stage, &stages[s], 12);
}

/* ---------------------------------------------------------------- what does not matter */

static void ids(const fixture_t *self, cadre_candidate_t is_candidate, const void *argument,
                int32_t wanted, uint64_t *out)
{
    cadre_person_t chosen[CADRE_SELECTION_MAX];
    assert_int_equal(
        cadre_select(self->world, party(self), LOT, is_candidate, argument, wanted, chosen),
        wanted);
    for (int32_t k = 0; k < wanted; k++)
        out[k] = id_of(self, chosen[k]);
}

/* The second branch goes to those at large, from its end: other slots, other order. */
static void where_people_stand_does_not_matter(void **state)
{
    const fixture_t *self = *state;
    uint64_t before[12], after[12];
    ids(self, anybody, NULL, 12, before);
    cadre_branch_close(self->world, party(self), party(self)->branches[1]);
    ids(self, anybody, NULL, 12, after);
    assert_memory_equal(before, after, sizeof before);
}

static void one_candidate_less_moves_the_next_up(void **state)
{
    const fixture_t *self = *state;
    uint64_t with[12], without[12];
    ids(self, anybody, NULL, 12, with);
    for (int gone = 0; gone < 12; gone++) {
        ids(self, not_this, &with[gone], 11, without);
        for (int k = 0; k < 11; k++)
            assert_true(without[k] == with[k < gone ? k : k + 1]);
    }
}

/* ---------------------------------------------------------------- equal words */

enum { SEARCHED = 400000 }; /* 400,000^2/2^33 = 18 pairs of equal words are expected */

static void equal_words_are_decided_by_identity(void **state)
{
    const fixture_t *self = *state;
    ticket_t *tickets = malloc(SEARCHED * sizeof *tickets);
    for (uint64_t i = 0; i < SEARCHED; i++)
        tickets[i] = (ticket_t){cadre_draw(self->world->luck, i + 1000, (uint32_t)self->world->now,
                                           LOT.purpose, LOT.block)
                                    .word[LOT.word],
                                i + 1000};
    qsort(tickets, SEARCHED, sizeof *tickets, by_word);
    int pair = 0;
    while (tickets[pair].word != tickets[pair + 1].word)
        assert_true(++pair + 1 < SEARCHED);
    const uint8_t paper = CADRE_STAGE_PAPER;
    uint64_t *people = self->world->people.id;
    const int32_t start = cadre_branch_number(self->world, party(self), -1)->people.start;
    for (int order = 0; order < 2; order++) {
        uint64_t chosen[AWAY];
        people[start + 1] = tickets[pair + order].id;
        people[start + 3] = tickets[pair + 1 - order].id;
        ids(self, of_stage, &paper, AWAY, chosen);
        int at = 0;
        while (chosen[at] != tickets[pair].id)
            assert_true(++at < AWAY);
        assert_true(at + 1 < AWAY && chosen[at + 1] == tickets[pair + 1].id);
    }
    free(tickets);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(those_with_the_smallest_words_in_their_order),
        TEST(the_lot_decides),
        TEST(never_more_than_fit_or_than_there_are),
        TEST(nobody_is_wanted),
        TEST(of_one_branch_the_same_are_chosen),
        TEST(only_candidates_are_chosen),
        TEST(where_people_stand_does_not_matter),
        TEST(one_candidate_less_moves_the_next_up),
        TEST(equal_words_are_decided_by_identity),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
