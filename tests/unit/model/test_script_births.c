/* model/script: events by which organizations are born, merge, break up, turn and lose fronts and
 * publishers. */
#include "model/mechanisms.h"
#include "model/members.h"
#include "recount.h"
#include "world_fixture.h"

/* "party" and "rival" of 75 each at the two larger of four sites, and "front" of the party with 40
 * participants there; nothing happens but events. */
static int set_up(void **state)
{
    fixture_t *self = calloc(1, sizeof *self);
    self->small = small_world_create(100, 4);
    self->small->specification.mechanisms = 0;
    small_world_add(self->small, "rival");
    cadre_organization_spec_t *front = small_world_add(self->small, "front");
    front->kind = CADRE_KIND_FRONT;
    front->parent = 0;
    *state = self;
    return 0;
}

static void begin(fixture_t *self, uint32_t replicate)
{
    cadre_world_free(self->world);
    self->world = small_world_begin(self->small, replicate);
}

static cadre_organization_t *number(fixture_t *self, int32_t o)
{
    return self->world->organizations[o];
}

static int32_t born(const fixture_t *self)
{
    return cadre_world_born_count(self->world);
}

/* The happening of a type, of which there must be one. */
static cadre_happening_t the_happening(const fixture_t *self, cadre_event_type_t type)
{
    int count;
    const cadre_happening_t *all = cadre_world_happenings(self->world, &count);
    int found = -1;
    for (int i = 0; i < count; i++)
        if (all[i].type == type) {
            assert_int_equal(found, -1);
            found = i;
        }
    assert_true(found >= 0);
    return all[found];
}

/* ---------------------------------------------------------------- merge */

static void a_merger_takes_people_and_money_over(void **state)
{
    fixture_t *self = *state;
    small_world_event(self->small, CADRE_EVENT_merge, "unity", 10, 0)->into = 1;
    begin(self, 1);
    small_world_run(self->world, 9);
    number(self, 0)->funds = 100;
    number(self, 1)->funds = 20;
    small_world_run(self->world, 11);
    cadre_outcome_t outcome;
    cadre_world_outcome(self->world, 0, &outcome);
    assert_int_equal(outcome.end, CADRE_END_MERGED);
    assert_int_equal(outcome.ended, 10);
    assert_int_equal(outcome.exits, 0);
    assert_int_equal(number(self, 0)->members, 0);
    assert_int_equal(number(self, 1)->members, 150);
    assert_int_equal(number(self, 1)->branch_count, 2);
    check_close(number(self, 0)->funds, 0, 0, 0);
    check_close(number(self, 1)->funds, 120, 0, 0);
    assert_true(self->world->home == 0);
    assert_int_equal(small_world_happened(self->world, 0, CADRE_EVENT_ended), 1);
    assert_int_equal(small_world_happened(self->world, 0, CADRE_EVENT_merge), 1);
    recount(self->world);
}

/* With one that has ended or is not there yet nobody merges. */
static void there_is_no_merger_with_the_dead_or_the_unborn(void **state)
{
    fixture_t *self = *state;
    self->small->organizations[1].founded = 20;
    small_world_event(self->small, CADRE_EVENT_merge, "too-early", 10, 0)->into = 1;
    small_world_event(self->small, CADRE_EVENT_destroy, "raid", 30, 1);
    small_world_event(self->small, CADRE_EVENT_merge, "too-late", 40, 0)->into = 1;
    begin(self, 1);
    small_world_run(self->world, 50);
    assert_int_equal(number(self, 0)->members, 75);
    assert_int_equal(number(self, 1)->members, 0);
}

/* ---------------------------------------------------------------- split */

/* Who goes is drawn one by one: over 200 replicates Binomial(75, .4); |z| < 4.4 fails by chance
 * once in 10^5. Money goes by share. */
static void a_split_takes_its_share_of_people_and_money(void **state)
{
    fixture_t *self = *state;
    enum { N = 200 };
    cadre_event_spec_t *event = small_world_event(self->small, CADRE_EVENT_split, "out", 10, 0);
    event->share = 0.4;
    double sum = 0;
    for (uint32_t r = 1; r <= N; r++) {
        begin(self, r);
        small_world_run(self->world, 9);
        number(self, 0)->funds = 750;
        small_world_run(self->world, 11);
        const int32_t went = number(self, 3)->members;
        assert_int_equal(born(self), 1);
        assert_int_equal(number(self, 0)->members, 75 - went);
        check_close(number(self, 3)->funds, 10 * went, 1e-12, 0);
        check_close(number(self, 0)->funds, 750 - 10 * went, 1e-12, 0);
        sum += went;
    }
    assert_true(fabs(sum - N * 30.0) < 4.4 * sqrt(N * 75 * 0.4 * 0.6));
    recount(self->world);
}

static void a_split_is_reported_with_who_was_born(void **state)
{
    fixture_t *self = *state;
    cadre_event_spec_t *event = small_world_event(self->small, CADRE_EVENT_split, "out", 10, 0);
    event->share = 1;
    event->found = "league";
    begin(self, 1);
    small_world_run(self->world, 10);
    const cadre_happening_t happening = the_happening(self, CADRE_EVENT_split_off);
    assert_int_equal(happening.step, 10);
    assert_int_equal(happening.organization, 0);
    assert_int_equal(happening.other, 3);
    check_close(happening.value, 75, 0, 0);
    cadre_organization_row_t row;
    cadre_world_organization(self->world, 3, &row);
    assert_string_equal(row.name, "league");
    assert_int_equal(row.born, 10);
    assert_int_equal(row.parent, 0);
    /* whom all have left ends with the week */
    small_world_run(self->world, 11);
    assert_int_equal(number(self, 0)->end, CADRE_END_DIED);
    assert_int_equal(number(self, 3)->members, 75);
    recount(self->world);
}

/* With nobody who goes nothing is born, and who was destroyed or is not there cannot split. */
static void of_nobody_nothing_is_born(void **state)
{
    fixture_t *self = *state;
    small_world_event(self->small, CADRE_EVENT_split, "nobody", 10, 0)->share = 0;
    small_world_event(self->small, CADRE_EVENT_destroy, "raid", 20, 0);
    small_world_event(self->small, CADRE_EVENT_split, "late", 30, 0)->share = 1;
    small_world_event(self->small, CADRE_EVENT_fragment, "later", 40, 0)->pieces = 5;
    begin(self, 1);
    small_world_run(self->world, 50);
    assert_int_equal(born(self), 0);
}

/* What is born lives on its own: with all mechanisms on, a newborn recruits, and events for all
 * hold for it too. */
static void what_is_born_lives(void **state)
{
    fixture_t *self = *state;
    self->small->specification.mechanisms = SMALL_ALL_MECHANISMS & ~SMALL_POLITICS;
    cadre_event_spec_t *event = small_world_event(self->small, CADRE_EVENT_split, "out", 10, 0);
    event->share = 0.5;
    event = small_world_event(self->small, CADRE_EVENT_set, "all", 20, -1);
    small_world_setting(self->small, event, "recruitment.rho", 1.5);
    event->until = 60;
    begin(self, 1);
    small_world_run(self->world, 59);
    check_close(number(self, 3)->parameters.recruitment_rho, 1.5, 0, 0);
    small_world_run(self->world, 61);
    check_close(number(self, 3)->parameters.recruitment_rho, 0.55, 0, 0);
    assert_true(small_world_measure(self->world, 3, CADRE_MEASURE_recruits) > 0);
    assert_true(small_world_measure(self->world, 3, CADRE_MEASURE_members) ==
                small_world_measure(self->world, 3, CADRE_MEASURE_recruits) -
                    small_world_measure(self->world, 3, CADRE_MEASURE_exits) +
                    small_world_measure(self->world, 3, CADRE_MEASURE_transferred_in) -
                    small_world_measure(self->world, 3, CADRE_MEASURE_transferred_out));
    recount(self->world);
}

/* ---------------------------------------------------------------- fragment */

/* Branch by branch: nobody of one branch is in two pieces. Of 40 branches in four pieces each has
 * about ten: Binomial(40, 1/4), in the sum over 50 replicates |z| < 4.4. */
static void fragments_are_whole_branches_in_equal_chances(void **state)
{
    fixture_t *self = *state;
    enum { N = 50, BRANCHES = 40, PIECES = 4 };
    small_world_free(self->small);
    self->small = small_world_create(20, 2 * BRANCHES);
    self->small->specification.mechanisms = 0;
    self->small->organizations[0].founders.members = 5 * BRANCHES;
    self->small->organizations[0].founders.sites = BRANCHES;
    small_world_event(self->small, CADRE_EVENT_fragment, "crisis", 10, 0)->pieces = PIECES;
    double branches[PIECES] = {0};
    for (uint32_t r = 1; r <= N; r++) {
        begin(self, r);
        small_world_run(self->world, 11);
        assert_int_equal(born(self), PIECES - 1);
        int32_t sum = 0;
        for (int o = 0; o < PIECES; o++) {
            int32_t whole = 0;
            for (int32_t b = 0; b < number(self, o)->branch_count; b++) {
                const int32_t n =
                    cadre_branch_number(self->world, number(self, o), b)->people.count;
                assert_true(n == 0 || n == 5);
                whole += n == 5;
            }
            branches[o] += whole;
            sum += number(self, o)->members;
        }
        assert_int_equal(sum, 5 * BRANCHES);
        recount(self->world);
    }
    for (int o = 0; o < PIECES; o++)
        assert_true(fabs(branches[o] - N * 10.0) < 4.4 * sqrt(N * BRANCHES * 0.25 * 0.75));
}

/* A piece is born only if a branch falls to it, as in this replicate both do. */
static void fragments_are_called_after_what_the_event_says(void **state)
{
    fixture_t *self = *state;
    cadre_event_spec_t *event = small_world_event(self->small, CADRE_EVENT_fragment, "end", 10, 0);
    event->pieces = 3;
    event->found = "group";
    self->small->organizations[0].founders.sites = 4;
    begin(self, 4);
    small_world_run(self->world, 11);
    assert_int_equal(born(self), 2);
    assert_string_equal(number(self, 3)->name, "group");
    assert_string_equal(number(self, 4)->name, "group-2");
}

static void one_piece_is_no_fragmentation(void **state)
{
    fixture_t *self = *state;
    small_world_event(self->small, CADRE_EVENT_fragment, "none", 10, 0)->pieces = 1;
    begin(self, 1);
    small_world_run(self->world, 20);
    assert_int_equal(born(self), 0);
    assert_int_equal(number(self, 0)->members, 75);
}

/* ---------------------------------------------------------------- fronts */

static void fill_front(fixture_t *self)
{
    number(self, 2)->presence[0].participants = 30;
    number(self, 2)->presence[1].participants = 10;
    number(self, 2)->members = 40;
}

static void a_mutiny_empties_the_front_and_it_lives_on(void **state)
{
    fixture_t *self = *state;
    small_world_event(self->small, CADRE_EVENT_mutiny, "meeting", 10, 2);
    begin(self, 1);
    small_world_run(self->world, 9);
    fill_front(self);
    small_world_run(self->world, 11);
    assert_int_equal(number(self, 2)->members, 0);
    assert_true(cadre_organization_lives(number(self, 2)));
    check_close(number(self, 2)->total[CADRE_MEASURE_mutinies], 2, 0, 0);
    check_close(number(self, 2)->total[CADRE_MEASURE_to_home], 40, 0, 0);
    assert_int_equal(small_world_happened(self->world, 2, CADRE_EVENT_mutinied), 2);
    for (int s = 0; s < 4; s++)
        check_close((double)number(self, 0)->presence[s].reputation, s < 2 ? 0.7 : 1, 1e-7, 0);
    recount(self->world);
}

static void destroying_a_front_ends_it(void **state)
{
    fixture_t *self = *state;
    small_world_event(self->small, CADRE_EVENT_destroy, "ban", 10, 2);
    begin(self, 1);
    small_world_run(self->world, 9);
    fill_front(self);
    small_world_run(self->world, 20);
    cadre_outcome_t outcome;
    cadre_world_outcome(self->world, 2, &outcome);
    assert_int_equal(outcome.end, CADRE_END_DESTROYED);
    assert_int_equal(outcome.ended, 10);
    assert_int_equal(outcome.members_end, 0);
    assert_int_equal(small_world_happened(self->world, 2, CADRE_EVENT_ended), 1);
    assert_int_equal(number(self, 0)->members, 75); /* its parent is untouched */
    recount(self->world);
}

static void destroying_all_ends_fronts_too(void **state)
{
    fixture_t *self = *state;
    small_world_event(self->small, CADRE_EVENT_destroy, "coup", 10, -1);
    begin(self, 1);
    small_world_run(self->world, 20);
    for (int o = 0; o < 3; o++) {
        assert_false(cadre_organization_lives(number(self, o)));
        assert_int_equal(small_world_happened(self->world, o, CADRE_EVENT_ended), 1);
    }
}

/* ---------------------------------------------------------------- detach, reorient */

static void detach_ends_the_publishers_support_for_good(void **state)
{
    fixture_t *self = *state;
    self->small->specification.mechanisms = 1u << CADRE_MECHANISM_finance;
    for (int o = 0; o < 2; o++)
        self->small->organizations[o].parameters.finance_subsidy = 52000;
    small_world_event(self->small, CADRE_EVENT_detach, "quarrel", 10, 0);
    begin(self, 1);
    small_world_run(self->world, 30);
    const double week = 52000 * 7 / 365.25;
    check_close(number(self, 0)->total[CADRE_MEASURE_subsidies], 10 * week, 1e-12, 0);
    check_close(number(self, 1)->total[CADRE_MEASURE_subsidies], 30 * week, 1e-12, 0);
    assert_true(number(self, 0)->detached && !number(self, 1)->detached);
}

static void a_change_of_line_turns_the_branches(void **state)
{
    fixture_t *self = *state;
    self->small->organizations[0].parameters.branches_reorient_loss = 0.5;
    small_world_event(self->small, CADRE_EVENT_reorient, "to-work", 10, 0)->milieu =
        CADRE_MILIEU_WORKPLACE;
    begin(self, 1);
    small_world_run(self->world, 11);
    for (int o = 0; o < 2; o++)
        for (int32_t b = 0; b < 2; b++)
            assert_int_equal(cadre_branch_number(self->world, number(self, o), b)->milieu,
                             o == 0 ? CADRE_MILIEU_WORKPLACE : CADRE_MILIEU_CAMPUS);
    /* Binomial(75, .5): 20 to 55 hold but once in 10^4 */
    assert_in_range(number(self, 0)->members, 20, 55);
    assert_int_equal(number(self, 1)->members, 75);
    recount(self->world);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(a_merger_takes_people_and_money_over),
        TEST(there_is_no_merger_with_the_dead_or_the_unborn),
        TEST(a_split_takes_its_share_of_people_and_money),
        TEST(a_split_is_reported_with_who_was_born),
        TEST(of_nobody_nothing_is_born),
        TEST(what_is_born_lives),
        TEST(fragments_are_whole_branches_in_equal_chances),
        TEST(fragments_are_called_after_what_the_event_says),
        TEST(one_piece_is_no_fragmentation),
        TEST(a_mutiny_empties_the_front_and_it_lives_on),
        TEST(destroying_a_front_ends_it),
        TEST(destroying_all_ends_fronts_too),
        TEST(detach_ends_the_publishers_support_for_good),
        TEST(a_change_of_line_turns_the_branches),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
