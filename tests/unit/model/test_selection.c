/* model/selection: who is chosen by lot, against a plain sort of all candidates by their words; of
 * large groups, against the distribution: each candidate equally likely, whatever the rank among
 * those chosen, and nobody twice. */
#include "model/selection.h"

#include "model/members.h"
#include "model/people.h"
#include "world_fixture.h"

#include <gsl/gsl_cdf.h>

enum { PEOPLE = 40, AWAY = 5 };
static const cadre_lot_t LOT = {.purpose = CADRE_DRAW_COMMITTEE};

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
                                {.purpose = CADRE_DRAW_COMMITTEE, .word = 3},
                                {.purpose = CADRE_DRAW_COMMITTEE, .block = 9},
                                {.purpose = CADRE_DRAW_INSIDER}};
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
    const cadre_lot_t lot = {.purpose = CADRE_DRAW_FACTION};
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

/* ---------------------------------------------------------------- by number */

enum { CROWD = 6000, ROUNDS = 20000, CHOSEN = 10, CELLS = 60 };
/* Each of the five tests of chi-square at fixed seed would fail a right program once in 10^4 seeds.
 */
static const double FALSE_ALARM = 1e-4;

/* Six thousand at three sites, of whom three in ten are cadre. */
static int set_up_crowd(void **state)
{
    fixture_t *self = malloc(sizeof *self);
    self->small = small_world_create(10, 4);
    self->small->specification.mechanisms = 0;
    self->small->organizations[0].founders =
        (cadre_founders_t){.members = CROWD, .cadre_share = 0.3, .sites = 3};
    self->world = small_world_begin(self->small, 1);
    *state = self;
    return 0;
}

static cadre_lot_t lot_of_round(int round)
{
    return (cadre_lot_t){.purpose = CADRE_DRAW_INSIDER,
                         .block = (unsigned)round % 256,
                         .by_number = CADRE_DRAW_CONFIDANT,
                         .id = 1000 + (uint64_t)round};
}

/* Numbers the candidates in the order of slots; CADRE_NONE for others. */
static int32_t number_candidates(const fixture_t *self, cadre_candidate_t is_candidate,
                                 const void *argument, int32_t *number)
{
    const cadre_world_t *world = self->world;
    int32_t n = 0;
    for (int32_t slot = 0; slot < world->people.used; slot++) {
        const cadre_branch_t *branch = &world->branches[world->people.branch[slot]];
        const int32_t place = slot - branch->people.start;
        const bool there = place >= 0 && place < branch->people.count;
        number[slot] = there && is_candidate(world, slot, argument) ? n++ : CADRE_NONE;
    }
    return n;
}

typedef struct {
    int count[2][CELLS]; /* of the first and the last who are chosen */
} tally_t;

/* Chooses ROUNDS times and counts into `cells` equal cells of candidates. */
static void choose_often(const fixture_t *self, const cadre_branch_t *branch,
                         cadre_candidate_t is_candidate, const void *argument, int cells,
                         tally_t *tally)
{
    int32_t *number = malloc((size_t)self->world->people.used * sizeof *number);
    number_candidates(self, is_candidate, argument, number);
    *tally = (tally_t){0};
    for (int round = 0; round < ROUNDS; round++) {
        cadre_person_t chosen[CHOSEN];
        const cadre_lot_t lot = lot_of_round(round);
        self->world->now = round / 256; /* words of people are keyed by week and block */
        const int32_t n = branch != NULL ? cadre_select_in(self->world, branch, lot, is_candidate,
                                                           argument, CHOSEN, chosen)
                                         : cadre_select(self->world, party(self), lot, is_candidate,
                                                        argument, CHOSEN, chosen);
        assert_int_equal(n, CHOSEN);
        for (int k = 0; k < CHOSEN; k++) {
            assert_true(number[cadre_person_slot(self->world, chosen[k])] != CADRE_NONE);
            for (int j = 0; j < k; j++)
                assert_true(chosen[j].handle != chosen[k].handle);
        }
        tally->count[0][number[cadre_person_slot(self->world, chosen[0])] % cells]++;
        tally->count[1][number[cadre_person_slot(self->world, chosen[CHOSEN - 1])] % cells]++;
    }
    free(number);
}

static double p_value(const int *count, int cells)
{
    const double expected = (double)ROUNDS / cells;
    double statistic = 0;
    for (int c = 0; c < cells; c++)
        statistic += (count[c] - expected) * (count[c] - expected) / expected;
    return gsl_cdf_chisq_Q(statistic, cells - 1);
}

static void of_many_each_candidate_is_equally_likely(void **state)
{
    const fixture_t *self = *state;
    const uint8_t cadre = CADRE_STAGE_CADRE;
    tally_t tally;
    choose_often(self, NULL, of_stage, &cadre, CELLS, &tally);
    assert_true(p_value(tally.count[0], CELLS) > FALSE_ALARM);
    assert_true(p_value(tally.count[1], CELLS) > FALSE_ALARM);
}

static void of_a_large_branch_too(void **state)
{
    const fixture_t *self = *state;
    cadre_branch_t *branch = cadre_branch_number(self->world, party(self), 0);
    cadre_branch_t *other = cadre_branch_number(self->world, party(self), 1);
    const int32_t index = party(self)->branches[0];
    while (other->people.count > 0)
        cadre_member_move(self->world, other, other->people.start, branch, branch->site);
    other = cadre_branch_number(self->world, party(self), 2);
    while (branch->people.count < 4800)
        cadre_member_move(self->world, other, other->people.start, branch, branch->site);
    tally_t tally;
    choose_often(self, branch, is_of_branch, &index, CELLS, &tally);
    assert_true(p_value(tally.count[0], CELLS) > FALSE_ALARM);
}

/* One in three hundred: numbers bring some, and the words of all who are left the others. */
static bool is_rare(const cadre_world_t *world, int32_t slot, const void *argument)
{
    (void)argument;
    return world->people.site[slot] == 1 && world->people.handle[slot] % 100 == 1;
}

static void rare_candidates_too(void **state)
{
    const fixture_t *self = *state;
    int32_t *number = malloc((size_t)self->world->people.used * sizeof *number);
    const int32_t rare = number_candidates(self, is_rare, NULL, number);
    free(number);
    assert_int_equal(rare, CROWD / 300);
    tally_t tally;
    choose_often(self, NULL, is_rare, NULL, rare, &tally);
    assert_true(p_value(tally.count[0], rare) > FALSE_ALARM);
    assert_true(p_value(tally.count[1], rare) > FALSE_ALARM);
    cadre_person_t chosen[CADRE_SELECTION_MAX];
    assert_int_equal(cadre_select(self->world, party(self), lot_of_round(1), is_rare, NULL,
                                  CADRE_SELECTION_MAX, chosen),
                     rare);
}

/* What decides is the entity and the week; the word of the person only where nobody draws. */
static void numbers_belong_to_the_entity(void **state)
{
    const fixture_t *self = *state;
    cadre_person_t first[CHOSEN], again[CHOSEN];
    cadre_lot_t lot = lot_of_round(1);
    cadre_select(self->world, party(self), lot, anybody, NULL, CHOSEN, first);
    lot.block = 7;
    cadre_select(self->world, party(self), lot, anybody, NULL, CHOSEN, again);
    assert_memory_equal(first, again, sizeof first);
    lot.id++;
    cadre_select(self->world, party(self), lot, anybody, NULL, CHOSEN, again);
    assert_memory_not_equal(first, again, sizeof first);
}

static void small_groups_go_by_words(void **state)
{
    const fixture_t *self = *state;
    check_choice(self, lot_of_round(1), anybody, NULL, 12);
}

int main(void)
{
#define TEST(name)       cmocka_unit_test_setup_teardown(name, set_up, tear_down)
#define CROWD_TEST(name) cmocka_unit_test_setup_teardown(name, set_up_crowd, tear_down)
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
        TEST(small_groups_go_by_words),
        CROWD_TEST(of_many_each_candidate_is_equally_likely),
        CROWD_TEST(of_a_large_branch_too),
        CROWD_TEST(rare_candidates_too),
        CROWD_TEST(numbers_belong_to_the_entity),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
