/* model/members: how people come, move and go, and how branches open and close, always with the
 * sums that go with it. Expected values are counted by hand. */
#include "model/members.h"
#include "model/people.h"

#include "recount.h"
#include "world_fixture.h"

/* Two organizations of 10 on sites 0 and 1 of four; the first has `cadre_share` .4. */
static int set_up(void **state)
{
    fixture_t *self = malloc(sizeof *self);
    self->small = small_world_create(156, 4);
    small_world_add(self->small, "other");
    for (int o = 0; o < 2; o++)
        self->small->organizations[o].founders.members = 10;
    self->world = small_world_begin(self->small, 1);
    *state = self;
    return 0;
}

static cadre_branch_t *branch_of(fixture_t *self, int32_t site)
{
    return cadre_branch_at(self->world, party(self), site);
}

static cadre_branch_t *away(fixture_t *self)
{
    return &self->world->branches[party(self)->at_large];
}

static double total(fixture_t *self, cadre_measure_t measure)
{
    return party(self)->total[measure];
}

static void check_recount(fixture_t *self)
{
    self->world->now++; /* a recount wants a week's end */
    recount(self->world);
    self->world->now--;
}

static void joining_counts_everywhere(void **state)
{
    fixture_t *self = *state;
    const int32_t slot =
        cadre_member_join(self->world, branch_of(self, 0), 77, 0, CADRE_STAGE_NOVICE, 0.3f);
    assert_int_equal(self->world->people.joined[slot], 0);
    assert_false(cadre_is_student(self->world, slot));
    assert_int_equal(self->world->people.spoke[slot], CADRE_NEVER);
    assert_int_equal(self->world->people.stigma_until[slot], CADRE_NEVER);
    assert_int_equal(self->world->people.stance[slot], 0);
    assert_true(self->world->people.grievance[slot] == 0);
    assert_int_equal(party(self)->members, 11);
    assert_int_equal(self->world->members, 21);
    assert_int_equal(branch_of(self, 0)->sums.staged[CADRE_STAGE_NOVICE], 1);
    check_recount(self);
}

static void somebody_at_large_lives_at_a_site(void **state)
{
    fixture_t *self = *state;
    assert_null(branch_of(self, 3));
    assert_ptr_equal(cadre_place_at(self->world, party(self), 3), away(self));
    assert_ptr_equal(cadre_place_at(self->world, party(self), 0), branch_of(self, 0));
    cadre_member_join(self->world, away(self), 77, 3, CADRE_STAGE_NOVICE, 0.3f);
    assert_int_equal(party(self)->presence[3].at_large, 1);
    /* on to another site, still at large */
    cadre_member_move(self->world, away(self), away(self)->people.start, away(self), 2);
    assert_int_equal(party(self)->presence[3].at_large, 0);
    assert_int_equal(party(self)->presence[2].at_large, 1);
    cadre_member_move(self->world, away(self), away(self)->people.start, branch_of(self, 1), 1);
    assert_int_equal(party(self)->presence[2].at_large, 0);
    assert_int_equal(branch_of(self, 1)->people.count, 6);
    check_recount(self);
}

static void leaving_counts_cadre_and_destination(void **state)
{
    fixture_t *self = *state;
    cadre_member_leave(self->world, branch_of(self, 0), branch_of(self, 0)->people.start);
    assert_int_equal(total(self, CADRE_MEASURE_exits), 1);
    assert_int_equal(total(self, CADRE_MEASURE_exits_cadre), 1); /* founder 1 is cadre */
    assert_int_equal(total(self, CADRE_MEASURE_to_home), 1);
    assert_int_equal(total(self, CADRE_MEASURE_to_rival), 0);
    assert_int_equal(party(self)->members, 9);
    check_recount(self);
}

/* Of those whom the culture harms more exits are counted apart. */
static void exits_of_the_harmed_are_counted(void **state)
{
    fixture_t *self = *state;
    for (int32_t k = 0; k < 4; k++)
        cadre_member_flag(self->world, branch_of(self, 0)->people.start + k, CADRE_FLAG_HARMED,
                          k < 2);
    for (int32_t k = 3; k >= 0; k--)
        cadre_member_leave(self->world, branch_of(self, 0), branch_of(self, 0)->people.start + k);
    assert_int_equal(total(self, CADRE_MEASURE_exits), 4);
    assert_int_equal(total(self, CADRE_MEASURE_exits_harmed), 2);
    check_recount(self);
}

/* ---------------------------------------------------------------- politics */

/* In 2^-20: .25 and .75 instead of 0 and 0. */
static void a_grievance_counts_in_its_branch(void **state)
{
    fixture_t *self = *state;
    const int32_t first = branch_of(self, 0)->people.start;
    cadre_member_grieve(self->world, first, 0.75f);
    cadre_member_grieve(self->world, first + 1, 0.5f);
    cadre_member_grieve(self->world, first + 1, 0.25f);
    assert_true(self->world->people.grievance[first] == 0.75f);
    assert_true(self->world->people.grievance[first + 1] == 0.25f);
    assert_true(branch_of(self, 0)->sums.grievance == CADRE_FIXED_ONE);
    assert_true(branch_of(self, 1)->sums.grievance == 0);
    assert_int_equal(party(self)->members, 10);
    check_recount(self);
}

static void a_seat_is_taken_once_and_from_this_week_on(void **state)
{
    fixture_t *self = *state;
    const int32_t slot = branch_of(self, 1)->people.start + 2;
    const cadre_person_t person = cadre_person_at(self->world, slot);
    self->world->now = 7;
    cadre_leader_seat(self->world, party(self), person);
    assert_int_equal(party(self)->leader_count, 1);
    assert_int_equal(party(self)->leaders[0].since, 7);
    assert_int_equal(party(self)->leaders[0].person.handle, person.handle);
    assert_true(self->world->people.flags[slot] & CADRE_FLAG_LEADER);
    self->world->now = 8;
    cadre_leader_seat(self->world, party(self), person);
    assert_int_equal(party(self)->leader_count, 1);
    assert_int_equal(party(self)->leaders[0].since, 7);
    check_recount(self);
}

static void a_full_committee_takes_nobody(void **state)
{
    fixture_t *self = *state;
    for (uint64_t k = 0; k <= CADRE_COMMITTEE_MAX; k++) {
        const int32_t slot =
            cadre_member_join(self->world, branch_of(self, 0), 500 + k, 0, CADRE_STAGE_CADRE, 0.5f);
        cadre_leader_seat(self->world, party(self), cadre_person_at(self->world, slot));
        assert_int_equal((self->world->people.flags[slot] & CADRE_FLAG_LEADER) != 0,
                         k < CADRE_COMMITTEE_MAX);
    }
    assert_int_equal(party(self)->leader_count, CADRE_COMMITTEE_MAX);
}

/* Enforcers count while they have not changed sides. */
static void flags_count_in_the_sums(void **state)
{
    fixture_t *self = *state;
    const cadre_sums_t *sums = &branch_of(self, 0)->sums;
    const int32_t first = branch_of(self, 0)->people.start;
    for (int32_t k = 0; k < 5; k++) {
        cadre_member_flag(self->world, first + k, CADRE_FLAG_ENFORCER, k < 3);
        cadre_member_flag(self->world, first + k, CADRE_FLAG_HARMED, k == 4);
    }
    assert_int_equal(sums->enforcers, 3);
    assert_int_equal(sums->harmed, 1);
    cadre_member_flag(self->world, first, CADRE_FLAG_REFORMED, true);
    cadre_member_flag(self->world, first + 4, CADRE_FLAG_REFORMED, true); /* is none */
    assert_int_equal(sums->enforcers, 2);
    cadre_member_flag(self->world, first, CADRE_FLAG_REFORMED, false);
    assert_int_equal(sums->enforcers, 3);
    check_recount(self);
}

/* Each stance in its own sum, and out of it again. */
static void stances_count_in_the_sums(void **state)
{
    fixture_t *self = *state;
    const int32_t slot = branch_of(self, 0)->people.start;
    static const uint8_t stances[] = {CADRE_STANCE_SPEAKS, CADRE_STANCE_SILENT,
                                      CADRE_STANCE_BELIEVES, CADRE_STANCE_FACTION};
    for (int i = 0; i < 4; i++) {
        cadre_sums_t sums = {0};
        self->world->people.stance[slot] = stances[i];
        cadre_sums_add(&sums, &self->world->people, slot, +1);
        cadre_sums_add(&sums, &self->world->people, slot, +1);
        assert_int_equal(sums.speaking, i == 0 ? 2 : 0);
        assert_int_equal(sums.silent, i == 1 ? 2 : 0);
        assert_int_equal(sums.believers, i == 2 ? 2 : 0);
        cadre_sums_add(&sums, &self->world->people, slot, -1);
        cadre_sums_add(&sums, &self->world->people, slot, -1);
        assert_memory_equal(&sums, &(cadre_sums_t){0}, sizeof sums);
    }
}

/* One leaves by example, one for a reason of one's own: only the example is remembered. */
static void departing_is_no_example(void **state)
{
    fixture_t *self = *state;
    cadre_person_t left[2];
    for (int32_t example = 0; example < 2; example++) {
        const int32_t first = branch_of(self, example)->people.start;
        cadre_people_tie(self->world, first, first + 1);
        left[example] = cadre_person_at(self->world, first + 1);
        if (example)
            cadre_member_leave(self->world, branch_of(self, 1), first);
        else
            cadre_member_depart(self->world, branch_of(self, 0), first);
    }
    cadre_people_settle_ties(self->world);
    for (int example = 0; example < 2; example++) {
        const int32_t slot = cadre_person_slot(self->world, left[example]);
        assert_int_equal(self->world->people.ties_of[slot], 0);
        assert_int_equal(self->world->people.tie_loss[slot], example ? CADRE_FIXED_ONE : 0);
    }
    check_recount(self);
}

/* ---------------------------------------------------------------- destinations */

/* To the rival with probability 1 - exp(-3 x .4) = .6988: 10,000 leavers, |z| < 4.4 (fails by
 * chance once in 10^5). */
static void the_better_rival_draws_its_share_of_leavers(void **state)
{
    fixture_t *self = *state;
    enum { N = 10000 };
    party(self)->rival_gap = 0.4;
    for (uint64_t i = 0; i < N; i++) {
        const int32_t slot = cadre_member_join(self->world, branch_of(self, 0), 1000 + i, 0,
                                               CADRE_STAGE_MEMBER, 0.5f);
        cadre_member_leave(self->world, branch_of(self, 0), slot);
    }
    const double p = 1 - exp(-3 * 0.4);
    const double z = (total(self, CADRE_MEASURE_to_rival) - N * p) / sqrt(N * p * (1 - p));
    assert_true(fabs(z) < 4.4);
    assert_int_equal(total(self, CADRE_MEASURE_to_rival) + total(self, CADRE_MEASURE_to_home), N);
}

/* A recruit of week 3 is at risk in weeks 4 .. 55, which are 52. */
static void gone_early_means_within_52_weeks(void **state)
{
    fixture_t *self = *state;
    self->world->now = 3;
    for (uint64_t i = 0; i < 3; i++)
        cadre_member_join(self->world, branch_of(self, 0), 100 + i, 0, CADRE_STAGE_NOVICE, 0.3f);
    const int32_t last[3] = {4, 55, 56};
    const int32_t gone[3] = {1, 2, 2};
    for (int i = 0; i < 3; i++) {
        cadre_branch_t *branch = branch_of(self, 0);
        self->world->now = last[i];
        cadre_member_leave(self->world, branch, branch->people.start + branch->people.count - 1);
        assert_int_equal(party(self)->gone_early[3], gone[i]);
    }
    /* a founder is no recruit */
    cadre_member_leave(self->world, branch_of(self, 0), branch_of(self, 0)->people.start);
    int32_t sum = 0;
    for (int32_t w = 0; w <= 156; w++)
        sum += party(self)->gone_early[w];
    assert_int_equal(sum, 2);
}

static void branches_of_a_site_are_listed_by_identity_of_organization(void **state)
{
    fixture_t *self = *state;
    const int32_t first = self->world->sites[0].first_branch;
    const int32_t second = self->world->branches[first].next_at_site;
    assert_true(self->world->organizations[self->world->branches[first].organization]->id <
                self->world->organizations[self->world->branches[second].organization]->id);
    assert_int_equal(self->world->branches[second].next_at_site, CADRE_NONE);
}

static void an_opened_branch_has_number_and_identity_of_its_own(void **state)
{
    fixture_t *self = *state;
    const int32_t opened = cadre_branch_open(self->world, party(self), 3, CADRE_MILIEU_CITY);
    assert_int_equal(self->world->branches[opened].number, 3);
    assert_int_equal(self->world->branches[opened].milieu, CADRE_MILIEU_CITY);
    const uint64_t first = self->world->branches[opened].id;
    assert_true(first == cadre_identity(CADRE_BIRTH_BRANCH, party(self)->id, 3, 0));
    cadre_branch_close(self->world, party(self), opened);
    const int32_t again = cadre_branch_open(self->world, party(self), 3, CADRE_MILIEU_CAMPUS);
    assert_int_equal(again, opened); /* the slot is used again, the number and identity are not */
    assert_int_equal(self->world->branches[again].number, 4);
    assert_true(self->world->branches[again].id != first);
    check_recount(self);
}

static void people_of_a_closed_branch_are_at_large_at_its_site(void **state)
{
    fixture_t *self = *state;
    cadre_branch_close(self->world, party(self), party(self)->branches[0]);
    assert_null(branch_of(self, 0));
    assert_int_equal(party(self)->branch_count, 1);
    assert_int_equal(party(self)->presence[0].at_large, 5);
    assert_int_equal(away(self)->people.count, 5);
    assert_int_equal(party(self)->members, 10);
    check_recount(self);
}

static void an_ended_organization_has_nobody_and_all_went_home(void **state)
{
    fixture_t *self = *state;
    cadre_member_join(self->world, away(self), 77, 3, CADRE_STAGE_NOVICE, 0.3f);
    party(self)->rival_gap = 10;
    cadre_organization_end(self->world, party(self), CADRE_END_DESTROYED);
    assert_int_equal(party(self)->members, 0);
    assert_int_equal(self->world->members, 10); /* of the other */
    assert_int_equal(party(self)->branch_count, 0);
    assert_int_equal(total(self, CADRE_MEASURE_exits), 11);
    assert_int_equal(total(self, CADRE_MEASURE_to_home), 11);
    assert_false(cadre_organization_lives(party(self)));
    assert_int_equal(party(self)->end, CADRE_END_DESTROYED);
    assert_int_equal(small_world_happened(self->world, 0, CADRE_EVENT_ended), 1);
    check_recount(self);
}

/* Who is gone leads nobody, is of no faction and votes no more. */
static void an_ended_organization_has_no_politics(void **state)
{
    fixture_t *self = *state;
    for (int32_t k = 0; k < 3; k++)
        cadre_leader_seat(self->world, party(self),
                          cadre_person_at(self->world, branch_of(self, 0)->people.start + k));
    party(self)->faction = 0;
    party(self)->faction_members = 4;
    party(self)->rounds = party(self)->rounds_left = 2;
    cadre_organization_end(self->world, party(self), CADRE_END_DESTROYED);
    assert_true(small_world_measure(self->world, 0, CADRE_MEASURE_leaders) == 0);
    assert_true(small_world_measure(self->world, 0, CADRE_MEASURE_faction_members) == 0);
    assert_int_equal(party(self)->faction, CADRE_NONE);
    assert_int_equal(party(self)->rounds_left, 0);
}

static void a_site_is_drawn_by_its_share_of_size(void **state)
{
    fixture_t *self = *state; /* four equal sites */
    assert_int_equal(cadre_site_by_size(self->world, 1e-10), 0);
    assert_int_equal(cadre_site_by_size(self->world, 0.2499), 0);
    assert_int_equal(cadre_site_by_size(self->world, 0.2501), 1);
    assert_int_equal(cadre_site_by_size(self->world, 0.7499), 2);
    assert_int_equal(cadre_site_by_size(self->world, 0.7501), 3);
    assert_int_equal(cadre_site_by_size(self->world, cadre_uniform(UINT32_MAX)), 3);
}

static void a_report_keeps_what_it_is_told(void **state)
{
    fixture_t *self = *state;
    int before;
    int after;
    cadre_world_happenings(self->world, &before);
    self->world->now = 5;
    for (int i = 0; i < 100; i++)
        cadre_report(self->world, party(self), CADRE_EVENT_visited, NULL, i, 0.5);
    cadre_report(self->world, NULL, CADRE_EVENT_note, "text", CADRE_NONE, CADRE_MISSING);
    const cadre_happening_t *happening = cadre_world_happenings(self->world, &after);
    assert_int_equal(after - before, 101);
    assert_int_equal(happening[before + 99].number, 99);
    assert_int_equal(happening[before + 99].step, 5);
    assert_int_equal(happening[before + 99].organization, 0);
    assert_string_equal(happening[after - 1].label, "text");
    assert_int_equal(happening[after - 1].organization, CADRE_NONE);
    assert_true(isnan(happening[after - 1].value));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(joining_counts_everywhere),
        TEST(somebody_at_large_lives_at_a_site),
        TEST(leaving_counts_cadre_and_destination),
        TEST(exits_of_the_harmed_are_counted),
        TEST(a_grievance_counts_in_its_branch),
        TEST(a_seat_is_taken_once_and_from_this_week_on),
        TEST(a_full_committee_takes_nobody),
        TEST(flags_count_in_the_sums),
        TEST(stances_count_in_the_sums),
        TEST(departing_is_no_example),
        TEST(the_better_rival_draws_its_share_of_leavers),
        TEST(gone_early_means_within_52_weeks),
        TEST(branches_of_a_site_are_listed_by_identity_of_organization),
        TEST(an_opened_branch_has_number_and_identity_of_its_own),
        TEST(people_of_a_closed_branch_are_at_large_at_its_site),
        TEST(an_ended_organization_has_nobody_and_all_went_home),
        TEST(an_ended_organization_has_no_politics),
        TEST(a_site_is_drawn_by_its_share_of_size),
        TEST(a_report_keeps_what_it_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
