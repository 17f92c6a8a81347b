/* model/belief: the relaxation law with every term of the target, against the formula at the head
 * of the file in double precision. */
#include "model/mechanisms.h"
#include "model/members.h"
#include "recount.h"
#include "world_fixture.h"

static const double DT = 7 / 365.25;
static const double MONTH = 12 * 7 / 365.25;
static const double CLOSE = 2e-6; /* floats of order one, a few operations each */

enum { PEOPLE = 10 };

/* One branch of ten members at site 0, 100 weeks old, in week 1; belief alone, no weights of good
 * news but those a test sets, no years without an upturn. */
static int set_up(void **state)
{
    fixture_t *self = malloc(sizeof *self);
    self->small = small_world_create(400, 2);
    self->small->specification.mechanisms = 1u << CADRE_MECHANISM_belief;
    self->small->organizations[0].founders.members = PEOPLE;
    self->small->organizations[0].founders.sites = 1;
    self->small->organizations[0].founders.cadre_share = 0;
    self->world = small_world_begin(self->small, 1);
    small_world_run(self->world, 1);
    party(self)->upturn = self->world->now;
    *state = self;
    return 0;
}

static cadre_branch_t *branch(fixture_t *self)
{
    return cadre_branch_number(self->world, party(self), 0);
}

static void set_belief(fixture_t *self, int32_t k, double belief)
{
    self->world->people.belief[branch(self)->people.start + k] = (float)belief;
}

static double belief(fixture_t *self, int32_t k)
{
    return (double)self->world->people.belief[branch(self)->people.start + k];
}

/* Every person of the branch begins at another belief, 0 to 1. */
static double initial(int32_t k)
{
    return k / (PEOPLE - 1.0);
}

static void spread_belief(fixture_t *self)
{
    for (int32_t k = 0; k < PEOPLE; k++)
        set_belief(self, k, initial(k));
}

static double target(double b, double good, double bad)
{
    return fmin(1, fmax(0, 0.5 + 0.5 * good - 0.5 * (1 - b / 2) * bad));
}

static double relaxed(double b, double good, double bad, double lambda)
{
    const double s = target(b, good, bad);
    return s + (b - s) * exp(-lambda * MONTH);
}

/* One week with these news, from ten beliefs. */
static void check_week(fixture_t *self, double good, double bad)
{
    spread_belief(self);
    small_world_run(self->world, self->world->now + 1);
    for (int32_t k = 0; k < PEOPLE; k++)
        check_close(belief(self, k), relaxed(initial(k), good, bad, 0.08), 0, CLOSE);
    recount(self->world);
}

/* The branch was of `size` 26 weeks ago. */
static void was(fixture_t *self, int32_t size)
{
    branch(self)->opened = self->world->now - CADRE_TREND_WEEKS;
    branch(self)->size[self->world->now % CADRE_TREND_WEEKS] = size;
}

/* ---------------------------------------------------------------- terms of the target */

static void without_news_belief_goes_to_one_half(void **state)
{
    fixture_t *self = *state;
    check_week(self, 0, 0);
    check_week(self, 0, 1 / 10.0 * DT * 0.4); /* one week without an upturn */
}

/* From 8 to 10: growth .25, weight .5 of 1. */
static void growth_is_good_news(void **state)
{
    fixture_t *self = *state;
    was(self, 8);
    check_week(self, 0.5 * 0.25, 0);
}

/* From 2 to 10 is a growth of 4, which counts as 1. */
static void growth_counts_up_to_doubling(void **state)
{
    fixture_t *self = *state;
    was(self, 2);
    check_week(self, 0.5, 0);
}

/* From 16 to 10: decline .375. */
static void decline_is_bad_news(void **state)
{
    fixture_t *self = *state;
    was(self, 16);
    check_week(self, 0, 0.375);
}

static void a_branch_younger_than_26_weeks_has_no_trend(void **state)
{
    fixture_t *self = *state;
    was(self, 2);
    branch(self)->opened++;
    check_week(self, 0, 0);
}

/* A movement of size .25, too small for an upturn: .3 x .25/1.25. */
static void movements_are_good_news(void **state)
{
    fixture_t *self = *state;
    self->world->wave = 0.25f;
    check_week(self, 0.3 * 0.2, 0);
}

/* Struggle .6 where roots are .5; without roots it is no news. */
static void struggle_counts_where_there_are_roots(void **state)
{
    fixture_t *self = *state;
    self->world->climate = 0.6f;
    branch(self)->roots = 0.5f;
    check_week(self, 0.2 * 0.3, 0);
    self->world->climate = 0.6f;
    branch(self)->roots = 0;
    party(self)->upturn = self->world->now;
    check_week(self, 0, 0);
}

/* Weights 1, .6, .4 are those of .5, .3, .2; weights of zero leave the conference alone. */
static void weights_are_shares_of_their_sum(void **state)
{
    fixture_t *self = *state;
    cadre_parameters_t *p = &party(self)->parameters;
    p->belief_growth = 1;
    p->belief_movement = 0.6;
    p->belief_struggle = 0.4;
    was(self, 8);
    check_week(self, 0.5 * 0.25, 0);
    p->belief_growth = p->belief_movement = p->belief_struggle = 0;
    was(self, 8);
    party(self)->upturn = self->world->now;
    self->world->conference_age = 0;
    check_week(self, 0.1, 0);
}

/* In weeks: 261 are 5.002 years, and after 10 years nothing is added. Deferral .6 excuses .6 of
 * it, a full one all. */
static void years_without_an_upturn_are_bad_news(void **state)
{
    fixture_t *self = *state;
    party(self)->upturn = self->world->now - 261;
    check_week(self, 0, 0.4 * 261 * DT / 10);
    party(self)->upturn = self->world->now - 800;
    check_week(self, 0, 0.4);
    party(self)->parameters.belief_deferral = 0;
    check_week(self, 0, 1);
    party(self)->parameters.belief_deferral = 1;
    check_week(self, 0, 0);
}

/* From size .5 on a movement is an upturn: the waiting begins anew. */
static void a_large_movement_is_an_upturn(void **state)
{
    fixture_t *self = *state;
    const int32_t before = party(self)->upturn - 800;
    party(self)->upturn = before;
    self->world->wave = 0.49f;
    check_week(self, 0.3 * 0.49 / 1.49, 0.4);
    assert_int_equal(party(self)->upturn, before);
    self->world->wave = 0.5f;
    check_week(self, 0.3 * 0.5 / 1.5, 0);
    assert_int_equal(party(self)->upturn, self->world->now - 1);
}

/* The first week that begins in July 1990 is that of Monday the 2nd, step 26. Half of it is left
 * after four months, exp(-ln 2 m/4) after m. */
static void the_conference_fades_by_half_in_its_months(void **state)
{
    fixture_t *self = *state;
    party(self)->parameters.belief_deferral = 1;
    for (int32_t t = self->world->now; t < 26 + 60; t++) {
        const double pulse = t < 26   ? 0
                             : t < 78 ? 0.1 * exp2(-(t - 26) * MONTH / 4)
                                      : 0.1 * exp2(-(t - 78) * MONTH / 4);
        check_week(self, pulse, 0);
    }
}

static void belief_stays_between_0_and_1(void **state)
{
    fixture_t *self = *state;
    cadre_parameters_t *p = &party(self)->parameters;
    p->belief_conference = 1;
    for (int i = 0; i < 2; i++) {
        self->world->conference_age = i == 0 ? 0 : 100000;
        p->belief_lambda = 10; /* a week goes nearly all the way */
        p->belief_deferral = 0;
        party(self)->upturn = self->world->now - (i == 0 ? 0 : 800);
        was(self, i == 0 ? 1 : 1000);
        check_close(target(0, i == 0 ? 1.5 : 0, i == 0 ? 0 : 1.99), i == 0 ? 1 : 0, 0, 0);
        spread_belief(self);
        small_world_run(self->world, self->world->now + 1);
        recount(self->world); /* which checks the bounds */
        check_close(belief(self, 0), i == 0 ? 1 - exp(-10 * MONTH) : 0, 0, CLOSE);
    }
}

/* ---------------------------------------------------------------- who learns how */

/* Those with a post learn slower, by 1/(1 + tenure/10 years); 522 weeks are 10.004 years. */
static void staff_and_leaders_are_entrenched(void **state)
{
    fixture_t *self = *state;
    const cadre_flag_t post[2] = {CADRE_FLAG_STAFF, CADRE_FLAG_LEADER};
    const int32_t start = branch(self)->people.start;
    spread_belief(self);
    for (int i = 0; i < 2; i++)
        self->world->people.flags[start + i] |= (uint8_t)post[i];
    for (int32_t k = 0; k < 3; k++) {
        set_belief(self, k, 0.9);
        self->world->people.joined[start + k] = self->world->now - 522;
    }
    was(self, 16);
    small_world_run(self->world, self->world->now + 1);
    const double slow = 0.08 / (1 + 522 * DT / 10);
    check_close(belief(self, 0), relaxed(0.9, 0, 0.375, slow), 0, CLOSE);
    check_close(belief(self, 1), relaxed(0.9, 0, 0.375, slow), 0, CLOSE);
    check_close(belief(self, 2), relaxed(0.9, 0, 0.375, 0.08), 0, CLOSE);
}

/* At large one sees the organization's growth, from 9 to 12, and has no roots. */
static void those_at_large_see_the_organization(void **state)
{
    fixture_t *self = *state;
    cadre_branch_t *away = cadre_branch_number(self->world, party(self), -1);
    for (uint64_t i = 0; i < 2; i++)
        cadre_member_join(self->world, away, 100 + i, 1, CADRE_STAGE_MEMBER, 0.4f);
    small_world_run(self->world, self->world->now + 1); /* they act from the next week on */
    party(self)->upturn = self->world->now;
    party(self)->weeks_lived = CADRE_TREND_WEEKS;
    party(self)->size[self->world->now % CADRE_TREND_WEEKS] = 9;
    self->world->climate = 1;
    away->roots = 0;
    branch(self)->roots = 1;
    was(self, 16);
    small_world_run(self->world, self->world->now + 1);
    check_close((double)self->world->people.belief[away->people.start],
                relaxed(0.5, 0.5 / 3, 0, 0.08), 0, CLOSE);
}

/* ---------------------------------------------------------------- newcomers, and without */

static double newcomer(fixture_t *self)
{
    const int32_t slot =
        cadre_member_enrol(self->world, branch(self), 1000, 0, CADRE_MEASURE_recruits_campus);
    return (double)self->world->people.belief[slot];
}

static void recruits_bring_the_belief_of_entry(void **state)
{
    fixture_t *self = *state;
    party(self)->parameters.belief_entry = 0.75;
    const cadre_fixed_t before = branch(self)->sums.belief;
    check_close(newcomer(self), 0.75, 0, 0);
    assert_int_equal(branch(self)->sums.belief - before, cadre_fixed(0.75));
}

static void switched_off_it_stays_at_its_reference(void **state)
{
    fixture_t *self = *state;
    self->world->mechanisms = 0;
    party(self)->parameters.belief_entry = 0.75;
    was(self, 2);
    check_close(newcomer(self), 0.5, 0, 0);
    for (int32_t k = 0; k < PEOPLE; k++)
        set_belief(self, k, 0.5);
    small_world_run(self->world, self->world->now + 10);
    for (int32_t k = 0; k < PEOPLE + 1; k++)
        check_close(belief(self, k), 0.5, 0, 0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(without_news_belief_goes_to_one_half),
        TEST(growth_is_good_news),
        TEST(growth_counts_up_to_doubling),
        TEST(decline_is_bad_news),
        TEST(a_branch_younger_than_26_weeks_has_no_trend),
        TEST(movements_are_good_news),
        TEST(struggle_counts_where_there_are_roots),
        TEST(weights_are_shares_of_their_sum),
        TEST(years_without_an_upturn_are_bad_news),
        TEST(a_large_movement_is_an_upturn),
        TEST(the_conference_fades_by_half_in_its_months),
        TEST(belief_stays_between_0_and_1),
        TEST(staff_and_leaders_are_entrenched),
        TEST(those_at_large_see_the_organization),
        TEST(recruits_bring_the_belief_of_entry),
        TEST(switched_off_it_stays_at_its_reference),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
