/* model/schedule: what a week does in which order, the calendar, the blocks, how runs end. */
#include "model/schedule.h"

#include "base/dates.h"
#include "model/members.h"
#include "recount.h"
#include "small_world.h"

static void months_begin_with_their_first_week(void **state)
{
    (void)state;
    small_world_t *small = small_world_create(52, 2);
    cadre_world_t *world = small_world_begin(small, 1);
    /* 1990-01-01 is a Monday. First weeks of 1990 by the calendar: steps of 1 January, 5 February,
     * 5 March, 2 April, 7 May, 4 June, 2 July, 6 August, 3 September, 1 October, 5 November and
     * 3 December. */
    const int32_t first[12] = {0, 5, 9, 13, 18, 22, 26, 31, 35, 39, 44, 48};
    int month = 0;
    for (int32_t t = 0; t < 52; t++) {
        const bool begins = month < 12 && t == first[month];
        month += begins;
        assert_int_equal(world->month_begins, begins);
        assert_int_equal(world->month, month);
        small_world_run(world, t + 1);
    }
    cadre_world_free(world);
    small_world_free(small);
}

/* Recruits of week t are there at t + 1, and nothing has happened to them: hazards so high that of
 * some 100 recruits a week half would leave or be promoted at once. */
/* Weeks until the first week on or after 22 February, from dates alone; 0 in that week. */
static void the_next_convention_is_in_late_february(void **state)
{
    (void)state;
    small_world_t *small = small_world_create(600, 1);
    small->specification.mechanisms = 0;
    cadre_world_t *world = small_world_begin(small, 1);
    for (int32_t t = 0; t <= 600; t++) {
        int32_t weeks = 0;
        for (;; weeks++) {
            const cadre_civil_t date = cadre_date_civil(SMALL_START_DAY + 7 * (t + weeks));
            if (date.month == 2 && date.day >= 22 && date.day <= 28)
                break;
        }
        small_world_run(world, t);
        assert_int_equal(world->to_convention, weeks);
    }
    cadre_world_free(world);
    small_world_free(small);
}

/* Of 75 founders 30 are cadre; 20 are harmed more, of whom ten leave as week 5 begins: member-years
 * of all, of cadre and of these, as each week began. */
static void time_lived_is_counted_by_the_week(void **state)
{
    (void)state;
    small_world_t *small = small_world_create(20, 1);
    small->specification.mechanisms = 0;
    cadre_world_t *world = small_world_begin(small, 1);
    cadre_branch_t *branch = cadre_branch_number(world, world->organizations[0], 0);
    for (int32_t k = 0; k < 75; k++) /* the last 20, none of whom is cadre */
        cadre_member_flag(world, branch->people.start + k, CADRE_FLAG_HARMED, k >= 55);
    branch->start = branch->sums; /* before the week begins */
    small_world_run(world, 5);
    for (int32_t k = 74; k >= 65; k--)
        cadre_member_depart(world, branch, branch->people.start + k);
    branch->start = branch->sums;
    branch->start_count = world->organizations[0]->start_members = 65;
    small_world_run(world, 8);
    const double *total = world->organizations[0]->total;
    const double week = 7 / 365.25;
    check_close(total[CADRE_MEASURE_member_years], (5 * 75 + 3 * 65) * week, 1e-12, 0);
    check_close(total[CADRE_MEASURE_cadre_years], 8 * 30 * week, 1e-12, 0);
    check_close(total[CADRE_MEASURE_harmed_years], (5 * 20 + 3 * 10) * week, 1e-12, 0);
    cadre_world_free(world);
    small_world_free(small);
}

/* A shock is of its week; the jump it gives waits for the next week, where there is voice. */
static void a_shock_is_over_with_its_week(void **state)
{
    (void)state;
    for (int voice = 0; voice < 2; voice++) {
        small_world_t *small = small_world_create(20, 1);
        small->specification.mechanisms = (uint32_t)voice << CADRE_MECHANISM_voice;
        small->organizations[0].parameters.voice_harm = 0;
        cadre_world_t *world = small_world_begin(small, 1);
        cadre_organization_t *party = world->organizations[0];
        party->shock = 0.5;
        party->shock_jump = 0.25;
        small_world_run(world, 1);
        assert_true(party->shock == 0 && party->shock_jump == 0);
        const double felt = small_world_measure(world, 0, CADRE_MEASURE_mean_grievance);
        check_close(felt, voice ? 0.25 : 0.23, 0, 1e-6); /* .23: the reference, without voice */
        cadre_world_free(world);
        small_world_free(small);
    }
}

static void recruits_act_from_the_next_week(void **state)
{
    (void)state;
    small_world_t *small = small_world_create(20, 2);
    small->specification.pool_size[CADRE_MILIEU_CAMPUS] = 100000;
    cadre_parameters_t *p = &small->organizations[0].parameters;
    p->recruitment_rho = 5;
    p->recruitment_campus = 20;
    p->recruitment_at_large = 0;
    p->exit_mu_novice = 10;
    p->exit_mu_cadre = 0;
    p->socialization_gamma = 5;
    p->socialization_novice_weeks = 0;
    cadre_world_t *world = small_world_begin(small, 1);
    int32_t seen = 0;
    for (int32_t t = 0; t < 20; t++) {
        small_world_run(world, t + 1);
        int32_t fresh = 0;
        for (int32_t b = 0; b < world->branch_count; b++) {
            const cadre_segment_t *segment = &world->branches[b].people;
            for (int32_t slot = segment->start; slot < segment->start + segment->count; slot++)
                if (world->people.joined[slot] == t) {
                    assert_int_equal(world->people.stage[slot], CADRE_STAGE_NOVICE);
                    assert_true(world->people.commitment[slot] == 0.3f);
                    fresh++;
                }
        }
        assert_int_equal(fresh, world->organizations[0]->joined[t]);
        seen += fresh;
    }
    assert_true(seen > 500);
    cadre_world_free(world);
    small_world_free(small);
}

/* Large branches are many tiles; the pass sums them all (a recount adds every person up). */
static void a_branch_may_be_many_tiles(void **state)
{
    (void)state;
    small_world_t *small = small_world_create(30, 2);
    small->specification.parameters.limits_members = 0;
    small->organizations[0].founders.members = 3 * CADRE_TILE + 77;
    small->organizations[0].founders.sites = 1;
    small->organizations[0].parameters.exit_mu_novice = 5;
    cadre_world_t *world = small_world_begin(small, 1);
    for (int32_t t = 0; t < 30; t++) {
        small_world_run(world, t + 1);
        assert_int_equal(world->tile_count > 0, 1);
        recount(world);
    }
    cadre_world_free(world);
    small_world_free(small);
}

static void an_organization_without_members_has_died(void **state)
{
    (void)state;
    small_world_t *small = small_world_create(520, 2);
    small_world_switch(small, CADRE_MECHANISM_recruitment, false);
    small->organizations[0].founders.members = 5;
    small->organizations[0].parameters.exit_mu_novice = 10;
    small->organizations[0].parameters.exit_mu_cadre = 10;
    cadre_world_t *world = small_world_begin(small, 1);
    int32_t last_alive = 0;
    for (int32_t t = 0; t < 520; t++) {
        if (world->organizations[0]->members > 0)
            last_alive = t;
        small_world_run(world, t + 1);
    }
    cadre_outcome_t outcome;
    cadre_world_outcome(world, 0, &outcome);
    assert_int_equal(outcome.end, CADRE_END_DIED);
    assert_int_equal(outcome.ended, last_alive + 1);
    assert_int_equal(outcome.members_end, 0);
    assert_int_equal(outcome.exits, 5);
    assert_int_equal(small_world_happened(world, 0, CADRE_EVENT_ended), 1);
    assert_true(isnan(small_world_measure(world, 0, CADRE_MEASURE_mean_tenure)));
    assert_true(small_world_measure(world, 0, CADRE_MEASURE_members) == 0);
    cadre_world_free(world);
    small_world_free(small);
}

static void a_run_past_the_limit_is_capped(void **state)
{
    (void)state;
    small_world_t *small = small_world_create(52, 2);
    small->specification.pool_size[CADRE_MILIEU_CAMPUS] = 1000;
    small->specification.parameters.limits_members = 100;
    cadre_parameters_t *p = &small->organizations[0].parameters;
    p->recruitment_rho = 5;
    cadre_world_t *world = small_world_begin(small, 1);
    assert_int_equal(cadre_world_status(world), CADRE_STATUS_OK);
    int64_t before = 0;
    while (cadre_world_status(world) == CADRE_STATUS_OK) {
        before = world->members;
        assert_int_equal(cadre_world_step(world), CADRE_OK);
    }
    assert_int_equal(cadre_world_status(world), CADRE_STATUS_CAPPED);
    assert_true(before <= 100 && world->members > 100);
    assert_int_equal(small_world_happened(world, CADRE_NONE, CADRE_EVENT_capped), 1);
    /* 75 founders are already too many for a limit of 74, just right for 75 */
    small->specification.parameters.limits_members = 74;
    cadre_world_t *full = small_world_begin(small, 1);
    assert_int_equal(cadre_world_status(full), CADRE_STATUS_CAPPED);
    cadre_world_free(full);
    small->specification.parameters.limits_members = 75;
    full = small_world_begin(small, 1);
    assert_int_equal(cadre_world_status(full), CADRE_STATUS_OK);
    cadre_world_free(full);
    cadre_world_free(world);
    small_world_free(small);
}

/* The watched person's probability is that of the week just gone: for a cadre of a lone branch at
 * the reference state 1 - exp(-.17 dt), and the week's first word decides by it. */
static void a_watched_person_shows_its_probability_of_leaving(void **state)
{
    (void)state;
    small_world_t *small = small_world_create(300, 1);
    small->specification.mechanisms = 1u << CADRE_MECHANISM_exit;
    small->organizations[0].parameters.exit_contagion = 0;
    small->organizations[0].parameters.exit_mu_cadre = 1.7;
    cadre_world_t *world = small_world_begin(small, 1);
    const uint64_t id = cadre_founder_identity("party", 1);
    const double p = 1 - exp(-1.7 * 7 / 365.25);
    cadre_person_row_t person;
    cadre_world_person(world, id, &person);
    assert_true(isnan(person.exit_probability));
    cadre_world_watch(world, id);
    int32_t weeks = 0;
    while (person.found && weeks < 300) {
        const bool leaves = cadre_uniform(person.words.word[0]) < p;
        small_world_run(world, ++weeks);
        cadre_world_person(world, id, &person);
        assert_int_equal(person.found, !leaves);
        if (person.found)
            check_close((double)person.exit_probability, p, 1e-6, 0);
    }
    assert_true(weeks < 300); /* it did leave */
    cadre_world_free(world);
    small_world_free(small);
}

/* Blocks of the pass may be done in any order: here from the last to the first. */
static void backwards(void *executor, int n, void (*fn)(void *arg, int i), void *arg)
{
    int *calls = executor;
    for (int i = n - 1; i >= 0; i--) {
        fn(arg, i);
        (*calls)++;
    }
}

static void the_order_of_tiles_changes_nothing(void **state)
{
    (void)state;
    small_world_t *small = small_world_create(52, 8);
    small->organizations[0].founders.members = 16000; /* two tiles a branch */
    small_world_add(small, "other");
    cadre_world_t *forward = small_world_begin(small, 1);
    cadre_world_t *backward = small_world_begin(small, 1);
    int calls = 0;
    cadre_world_set_executor(backward, backwards, &calls);
    for (int32_t t = 1; t <= 52; t++) {
        small_world_run(forward, t);
        small_world_run(backward, t);
        small_world_check_same(forward, 0, backward, 0);
        small_world_check_same(forward, 1, backward, 1);
    }
    assert_true(calls > 52 * 8);
    cadre_world_free(forward);
    cadre_world_free(backward);
    small_world_free(small);
}

/* Threads that meet every week cost more than a small world's week. */
static void a_small_world_is_not_spread(void **state)
{
    (void)state;
    small_world_t *small = small_world_create(20, 8);
    small->organizations[0].founders.members = 5000;
    cadre_world_t *world = small_world_begin(small, 1);
    int calls = 0;
    cadre_world_set_executor(world, backwards, &calls);
    small_world_run(world, 20);
    assert_int_equal(calls, 0);
    cadre_world_free(world);
    small_world_free(small);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(months_begin_with_their_first_week),
        cmocka_unit_test(the_next_convention_is_in_late_february),
        cmocka_unit_test(time_lived_is_counted_by_the_week),
        cmocka_unit_test(a_shock_is_over_with_its_week),
        cmocka_unit_test(recruits_act_from_the_next_week),
        cmocka_unit_test(a_branch_may_be_many_tiles),
        cmocka_unit_test(an_organization_without_members_has_died),
        cmocka_unit_test(a_run_past_the_limit_is_capped),
        cmocka_unit_test(a_watched_person_shows_its_probability_of_leaving),
        cmocka_unit_test(the_order_of_tiles_changes_nothing),
        cmocka_unit_test(a_small_world_is_not_spread),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
