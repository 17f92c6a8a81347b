/* model/coalitions: each flow of a front against its mean, over the weeks of N other lucks; |z| <
 * 4.4 fails by chance once in 10^5. */
#include "model/mechanisms.h"
#include "model/members.h"
#include "recount.h"
#include "world_fixture.h"

static const double DT = 7 / 365.25;

enum { LUCKS = 4000, PARTICIPANTS = 500, RESERVOIR = 100000 };

/* A party of twelve in one branch at site 0 of two equal ones, and its front of 500 there, in which
 * nothing happens by itself; coalitions alone. */
static int set_up(void **state)
{
    fixture_t *self = malloc(sizeof *self);
    self->small = small_world_create(400, 2);
    self->small->specification.mechanisms = 1u << CADRE_MECHANISM_coalitions;
    self->small->organizations[0].founders.members = 12;
    self->small->organizations[0].founders.sites = 1;
    cadre_organization_spec_t *spec = small_world_add(self->small, "front");
    spec->kind = CADRE_KIND_FRONT;
    spec->parent = 0;
    self->world = small_world_begin(self->small, 1);
    small_world_run(self->world, 1);
    cadre_parameters_t *p = &self->world->organizations[1]->parameters;
    p->coalitions_draw = p->coalitions_fade = p->coalitions_convert = p->coalitions_feed = 0;
    p->coalitions_mutiny = p->coalitions_control = 0;
    self->world->month_begins = false;
    *state = self;
    return 0;
}

static cadre_organization_t *front(fixture_t *self)
{
    return self->world->organizations[1];
}

static cadre_parameters_t *parameters(fixture_t *self)
{
    return &front(self)->parameters;
}

static cadre_branch_t *branch(fixture_t *self)
{
    return cadre_branch_number(self->world, party(self), 0);
}

static float *reputation(fixture_t *self)
{
    return &party(self)->presence[0].reputation;
}

/* The numbers of people as they were at the beginning. */
static void restore(fixture_t *self)
{
    front(self)->presence[0].participants = front(self)->members = PARTICIPANTS;
    self->world->reservoir = RESERVOIR;
    self->world->home = 0;
    *reputation(self) = 1;
}

static double total(fixture_t *self, cadre_measure_t measure)
{
    return front(self)->total[measure];
}

/* People outside organizations and those who came from there; only `feed` adds to them. */
static double everybody(fixture_t *self)
{
    return (double)(self->world->reservoir + self->world->home + front(self)->members) +
           total(self, CADRE_MEASURE_converted) - total(self, CADRE_MEASURE_fed);
}

/* The sum of a flow over weeks that all begin alike. */
static double sum_of_weeks(fixture_t *self, cadre_measure_t flow)
{
    double sum = 0;
    for (uint32_t r = 0; r < LUCKS; r++) {
        restore(self);
        self->world->luck.replicate = 1000 + r;
        const double before = total(self, flow);
        const double people = everybody(self);
        cadre_coalitions_week(self->world);
        check_close(everybody(self), people, 0, 0);
        assert_int_equal(front(self)->members, front(self)->presence[0].participants);
        sum += total(self, flow) - before;
    }
    return sum;
}

static void check_sum(double sum, double mean, double variance)
{
    if (!(fabs(sum - LUCKS * mean) < 4.4 * sqrt(LUCKS * variance))) {
        print_error("%g in all, expected %g +- %g\n", sum, LUCKS * mean,
                    4.4 * sqrt(LUCKS * variance));
        fail();
    }
}

static void check_binomial(fixture_t *self, cadre_measure_t flow, double n, double hazard)
{
    const double p = 1 - exp(-hazard);
    check_sum(sum_of_weeks(self, flow), n * p, n * p * (1 - p));
}

/* ---------------------------------------------------------------- coming and going */

/* Ten hours of movement work at .02 an hour: a mean of .2 a week from the full reservoir of
 * 100,000, and half of it when half of the reservoir is gone. */
static void hours_in_a_movement_draw_participants(void **state)
{
    fixture_t *self = *state;
    parameters(self)->coalitions_draw = 0.02;
    branch(self)->hours[CADRE_HOURS_wave] = 10;
    check_binomial(self, CADRE_MEASURE_recruits, RESERVOIR, 0.2 / RESERVOIR);
    self->world->reservoir_full = 2 * RESERVOIR;
    check_binomial(self, CADRE_MEASURE_recruits, RESERVOIR, 0.2 / (2 * RESERVOIR));
    assert_true(total(self, CADRE_MEASURE_recruits) ==
                total(self, CADRE_MEASURE_recruits_at_large));
}

/* 100 hours draw two a week, and with half of the reputation one. */
static void reputation_draws_participants(void **state)
{
    fixture_t *self = *state;
    parameters(self)->coalitions_draw = 0.02;
    branch(self)->hours[CADRE_HOURS_wave] = 100;
    /* an infinite memory: half of the reputation is lost for good */
    parameters(self)->coalitions_reputation_years = 1e30;
    double joined = 0;
    for (uint32_t r = 0; r < LUCKS; r++) {
        restore(self);
        *reputation(self) = 0.5f;
        self->world->luck.replicate = 1000 + r;
        const double before = total(self, CADRE_MEASURE_recruits);
        cadre_coalitions_week(self->world);
        joined += total(self, CADRE_MEASURE_recruits) - before;
    }
    check_sum(joined, 1, 1);
}

/* At 1.5 a year, half of that while W = 1, and not at all while W = 2. */
static void participants_drift_off_to_the_reservoir(void **state)
{
    fixture_t *self = *state;
    parameters(self)->coalitions_fade = 1.5;
    self->world->wave = 0;
    check_binomial(self, CADRE_MEASURE_drifted, PARTICIPANTS, 1.5 * DT);
    self->world->wave = 1;
    check_binomial(self, CADRE_MEASURE_drifted, PARTICIPANTS, 0.75 * DT);
    self->world->wave = 2;
    check_sum(sum_of_weeks(self, CADRE_MEASURE_drifted), 0, 0.01);
    assert_true(total(self, CADRE_MEASURE_exits) == total(self, CADRE_MEASURE_drifted));
}

static void who_is_converted_joins_the_parent(void **state)
{
    fixture_t *self = *state;
    parameters(self)->coalitions_convert = 0.1;
    const int32_t before = party(self)->members;
    check_binomial(self, CADRE_MEASURE_converted, PARTICIPANTS, 0.1 * DT);
    const double converted = total(self, CADRE_MEASURE_converted);
    check_close(party(self)->members - before, converted, 0, 0);
    check_close(party(self)->total[CADRE_MEASURE_recruits_front], converted, 0, 0);
    check_close(party(self)->total[CADRE_MEASURE_recruits], converted, 0, 0);
    assert_int_equal(branch(self)->people.count, party(self)->members);
}

/* (1 - control) x .5 a participant and year: 4.79 a week of 500 without control. */
static void a_front_without_control_feeds_the_movement(void **state)
{
    fixture_t *self = *state;
    parameters(self)->coalitions_feed = 0.5;
    check_sum(sum_of_weeks(self, CADRE_MEASURE_fed), 0.5 * PARTICIPANTS * DT,
              0.5 * PARTICIPANTS * DT);
    parameters(self)->coalitions_control = 0.75;
    check_sum(sum_of_weeks(self, CADRE_MEASURE_fed), 0.125 * PARTICIPANTS * DT,
              0.125 * PARTICIPANTS * DT);
    parameters(self)->coalitions_control = 1;
    check_sum(sum_of_weeks(self, CADRE_MEASURE_fed), 0, 0.01);
}

/* ---------------------------------------------------------------- mutiny */

/* 1 - exp(-1 x .8 x (1 - .42)/2) a term; nothing in other months and other weeks. */
static void mutinies_come_with_terms(void **state)
{
    fixture_t *self = *state;
    parameters(self)->coalitions_mutiny = 1;
    parameters(self)->coalitions_control = 0.8;
    party(self)->openness = 0.42;
    const double p = 1 - exp(-0.8 * 0.58 / 2);
    for (int month = 1; month <= 12; month++) {
        const bool term = month == 2 || month == 9;
        self->world->month = month;
        self->world->month_begins = false;
        check_sum(sum_of_weeks(self, CADRE_MEASURE_mutinies), 0, 1e-9);
        self->world->month_begins = true;
        check_sum(sum_of_weeks(self, CADRE_MEASURE_mutinies), term ? p : 0,
                  term ? p * (1 - p) : 1e-9);
    }
}

/* The same to the last luck: it is the fourth word of the front's draw at its site that decides. */
static void a_mutiny_is_decided_by_its_word(void **state)
{
    fixture_t *self = *state;
    parameters(self)->coalitions_mutiny = 1;
    parameters(self)->coalitions_control = 0.8;
    party(self)->openness = 0.42;
    self->world->month = 9;
    self->world->month_begins = true;
    const uint64_t id = cadre_identity(CADRE_BIRTH_PRESENCE, front(self)->id, 0, 0);
    const double p = 1 - exp(-0.8 * 0.58 / 2);
    for (uint32_t r = 0; r < LUCKS; r++) {
        restore(self);
        self->world->luck.replicate = 1000 + r;
        const cadre_words_t words =
            cadre_draw(self->world->luck, id, (uint32_t)self->world->now, CADRE_DRAW_FRONT, 0);
        cadre_coalitions_week(self->world);
        assert_int_equal(front(self)->members == 0, cadre_uniform(words.word[3]) < p);
    }
}

static void an_open_parent_or_one_without_control_sees_none(void **state)
{
    fixture_t *self = *state;
    self->world->month = 9;
    self->world->month_begins = true;
    parameters(self)->coalitions_mutiny = 20;
    party(self)->openness = 0;
    check_sum(sum_of_weeks(self, CADRE_MEASURE_mutinies), 0, 1e-9); /* control 0 */
    parameters(self)->coalitions_control = 1;
    party(self)->openness = 1;
    check_sum(sum_of_weeks(self, CADRE_MEASURE_mutinies), 0, 1e-9);
}

/* All 500 go home, and of the site's share of the reservoir, 50,000, each with probability .2. The
 * parent keeps .7 of its reputation there and all of it elsewhere. */
static void a_mutiny_burns_the_site(void **state)
{
    fixture_t *self = *state;
    double burned = 0;
    for (uint32_t r = 0; r < LUCKS; r++) {
        restore(self);
        self->world->luck.replicate = 1000 + r;
        const double before = total(self, CADRE_MEASURE_burned);
        const double people = everybody(self);
        cadre_coalitions_mutiny(self->world, front(self));
        check_close(everybody(self), people, 0, 0);
        assert_int_equal(front(self)->members, 0);
        const double now = total(self, CADRE_MEASURE_burned) - before;
        assert_true(self->world->home == (int64_t)now + PARTICIPANTS);
        assert_true(self->world->reservoir == RESERVOIR - (int64_t)now);
        check_close((double)*reputation(self), 0.7, 1e-7, 0);
        burned += now;
    }
    check_sum(burned, 10000, 50000 * 0.2 * 0.8);
    check_close(total(self, CADRE_MEASURE_exits), (double)LUCKS * PARTICIPANTS, 0, 0);
    check_close(total(self, CADRE_MEASURE_to_home), (double)LUCKS * PARTICIPANTS, 0, 0);
    check_close((double)party(self)->presence[1].reputation, 1, 0, 0);
    assert_int_equal(small_world_happened(self->world, 1, CADRE_EVENT_mutinied), LUCKS);
    cadre_coalitions_mutiny(self->world, front(self)); /* nobody is there */
    assert_int_equal(small_world_happened(self->world, 1, CADRE_EVENT_mutinied), LUCKS);
}

/* ---------------------------------------------------------------- reputation */

/* Half of what is lost is back after three years, 156.5 weeks: r = 1 - .6 exp(-ln 2 t/3). */
static void half_of_a_lost_reputation_comes_back_in_its_years(void **state)
{
    fixture_t *self = *state;
    *reputation(self) = 0.4f;
    for (int t = 1; t <= 313; t++) {
        cadre_coalitions_week(self->world);
        check_close((double)*reputation(self), 1 - 0.6 * exp2(-t * DT / 3), 0, 1e-7 * t);
    }
    check_close((double)*reputation(self), 1 - 0.6 / 4, 0, 1e-4);
}

/* In a week by .1 control (1 - Omega) dt where there are participants. */
static void control_wears_reputation(void **state)
{
    fixture_t *self = *state;
    restore(self);
    parameters(self)->coalitions_control = 0.8;
    party(self)->openness = 0.42;
    cadre_coalitions_week(self->world);
    check_close((double)*reputation(self), 1 - 0.1 * 0.8 * 0.58 * DT, 0, 1e-7);
    restore(self);
    front(self)->presence[0].participants = front(self)->members = 0;
    cadre_coalitions_week(self->world);
    check_close((double)*reputation(self), 1, 0, 0);
}

/* ---------------------------------------------------------------- without the parent */

/* At site 1 the party has no branch: those there only drift off, at the rate of fade, and neither
 * hours nor feed, conversion or mutinies reach them. */
static void without_a_branch_of_the_parent_they_drift_off(void **state)
{
    fixture_t *self = *state;
    cadre_parameters_t *p = parameters(self);
    p->coalitions_draw = p->coalitions_convert = p->coalitions_feed = 1;
    p->coalitions_mutiny = 20;
    p->coalitions_control = 0.5;
    p->coalitions_fade = 1.5;
    self->world->month = 9;
    self->world->month_begins = true;
    double drifted = 0;
    for (uint32_t r = 0; r < LUCKS; r++) {
        self->world->luck.replicate = 1000 + r;
        front(self)->presence[0].participants = 0;
        front(self)->presence[1].participants = front(self)->members = PARTICIPANTS;
        self->world->reservoir = RESERVOIR;
        cadre_coalitions_week(self->world);
        drifted += PARTICIPANTS - front(self)->members;
        assert_true(self->world->reservoir == RESERVOIR + PARTICIPANTS - front(self)->members);
    }
    const double gone = 1 - exp(-1.5 * DT);
    check_sum(drifted, PARTICIPANTS * gone, PARTICIPANTS * gone * (1 - gone));
    check_close(total(self, CADRE_MEASURE_fed), 0, 0, 0);
    check_close(total(self, CADRE_MEASURE_converted), 0, 0, 0);
    check_close(total(self, CADRE_MEASURE_mutinies), 0, 0, 0);
}

static void a_front_that_ended_is_left_alone(void **state)
{
    fixture_t *self = *state;
    parameters(self)->coalitions_draw = 1;
    branch(self)->hours[CADRE_HOURS_wave] = 1000;
    front(self)->ended = self->world->now;
    cadre_coalitions_week(self->world);
    assert_int_equal(front(self)->members, 0);
    front(self)->ended = CADRE_NONE;
    cadre_coalitions_week(self->world);
    assert_true(front(self)->members > 900);
}

/* ---------------------------------------------------------------- whole weeks */

/* The whole model with movements: people are in the reservoir, in pools, in an organization, in the
 * front or at home, whatever the front adds; participants and sums are what a recount gives. */
static void a_whole_world_with_a_front_adds_up(void **state)
{
    (void)state;
    small_world_t *small = small_world_create(520, 4);
    for (int i = 0; i < 4; i++)
        small_world_wave(small, "w", 20 + 120 * i, 1);
    cadre_organization_spec_t *spec = small_world_add(small, "front");
    spec->kind = CADRE_KIND_FRONT;
    spec->parent = 0;
    spec->founded = 30;
    spec->parameters.coalitions_draw = 1;
    cadre_world_t *world = small_world_begin(small, 1);
    for (int32_t t = 10; t <= 520; t += 10) {
        small_world_run(world, t);
        recount(world);
    }
    const double *of = world->organizations[1]->total;
    assert_true(of[CADRE_MEASURE_recruits] > 100 && of[CADRE_MEASURE_mutinies] > 0 &&
                of[CADRE_MEASURE_converted] > 0 && of[CADRE_MEASURE_fed] > 0);
    check_close(of[CADRE_MEASURE_recruits] - of[CADRE_MEASURE_exits],
                world->organizations[1]->members, 0, 0);
    check_close(of[CADRE_MEASURE_exits],
                of[CADRE_MEASURE_drifted] + of[CADRE_MEASURE_converted] + of[CADRE_MEASURE_to_home],
                0, 0);
    const double *parent = world->organizations[0]->total;
    check_close((double)world->reservoir,
                RESERVOIR - parent[CADRE_MEASURE_recruits_at_large] - of[CADRE_MEASURE_recruits] +
                    of[CADRE_MEASURE_drifted] - of[CADRE_MEASURE_burned] + of[CADRE_MEASURE_fed],
                0, 0);
    cadre_world_free(world);
    small_world_free(small);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(hours_in_a_movement_draw_participants),
        TEST(reputation_draws_participants),
        TEST(participants_drift_off_to_the_reservoir),
        TEST(who_is_converted_joins_the_parent),
        TEST(a_front_without_control_feeds_the_movement),
        TEST(mutinies_come_with_terms),
        TEST(a_mutiny_is_decided_by_its_word),
        TEST(an_open_parent_or_one_without_control_sees_none),
        TEST(a_mutiny_burns_the_site),
        TEST(half_of_a_lost_reputation_comes_back_in_its_years),
        TEST(control_wears_reputation),
        TEST(without_a_branch_of_the_parent_they_drift_off),
        TEST(a_front_that_ended_is_left_alone),
        cmocka_unit_test(a_whole_world_with_a_front_adds_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
