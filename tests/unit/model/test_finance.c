/* model/finance: dollars by hand. A party of 20 in one branch, 10 of them cadre; a branch costs 600
 * a year, dues are 25 a month, so its income is 6,000 a year. */
#include "model/mechanisms.h"
#include "model/members.h"
#include "recount.h"
#include "world_fixture.h"

static const double DT = 7 / 365.25;
static const double INCOME = 20 * 25 * 12; /* a year */
static const double BRANCH = 600;          /* a year */

static int set_up(void **state)
{
    fixture_t *self = malloc(sizeof *self);
    self->small = small_world_create(400, 2);
    self->small->specification.mechanisms = 1u << CADRE_MECHANISM_finance;
    self->small->organizations[0].founders.members = 20;
    self->small->organizations[0].founders.sites = 1;
    self->small->organizations[0].founders.cadre_share = 0.5;
    self->world = small_world_begin(self->small, 1);
    self->world->month_begins = false;
    const cadre_segment_t *all = &cadre_branch_number(self->world, party(self), 0)->people;
    for (int32_t k = 0; k < all->count; k++) /* every other one is a cadre */
        self->world->people.stage[all->start + k] =
            k % 2 == 0 ? CADRE_STAGE_MEMBER : CADRE_STAGE_CADRE;
    *state = self;
    return 0;
}

static cadre_parameters_t *parameters(fixture_t *self)
{
    return &party(self)->parameters;
}

static cadre_branch_t *branch(fixture_t *self)
{
    return cadre_branch_number(self->world, party(self), 0);
}

static void week(fixture_t *self, bool month_begins)
{
    self->world->month_begins = month_begins;
    cadre_finance_week(self->world, party(self));
    assert_true(party(self)->funds >= 0);
}

static double total(fixture_t *self, cadre_measure_t measure)
{
    return party(self)->total[measure];
}

/* Gives posts to the first `n` cadre. */
static void employ(fixture_t *self, int n)
{
    const cadre_people_t *people = &self->world->people;
    for (int32_t slot = branch(self)->people.start; n > 0; slot++)
        if (people->stage[slot] == CADRE_STAGE_CADRE) {
            cadre_member_flag(self->world, slot, CADRE_FLAG_STAFF, true);
            n--;
        }
}

/* ---------------------------------------------------------------- in and out */

static void founders_bring_three_months_of_dues(void **state)
{
    fixture_t *self = *state;
    check_close(party(self)->funds, 3 * 25 * 20, 0, 0);
}

static void members_and_cadre_pay_dues(void **state)
{
    fixture_t *self = *state;
    parameters(self)->finance_branch_cost = 0;
    branch(self)->start.staged[CADRE_STAGE_PAPER] = 1000; /* who pay nothing */
    branch(self)->start.staged[CADRE_STAGE_NOVICE] = 1000;
    cadre_branch_number(self->world, party(self), -1)->start.staged[CADRE_STAGE_MEMBER] = 4;
    week(self, false);
    check_close(party(self)->funds, 1500 + (20 + 4) * 25 * 12 * DT, 1e-14, 0);
    check_close(total(self, CADRE_MEASURE_dues), 24 * 25 * 12 * DT, 1e-14, 0);
    check_close(total(self, CADRE_MEASURE_spending), 0, 0, 0);
}

static void staff_and_branches_cost_money(void **state)
{
    fixture_t *self = *state;
    employ(self, 2);
    party(self)->funds = 1e6;
    week(self, false);
    const double spent = (2 * 35000 + BRANCH) * DT;
    check_close(total(self, CADRE_MEASURE_spending), spent, 1e-14, 0);
    check_close(party(self)->funds, 1e6 + INCOME * DT - spent, 1e-14, 0);
}

static void the_publisher_pays_until_it_detaches(void **state)
{
    fixture_t *self = *state;
    parameters(self)->finance_subsidy = 50000;
    week(self, false);
    check_close(total(self, CADRE_MEASURE_subsidies), 50000 * DT, 1e-14, 0);
    check_close(party(self)->funds, 1500 + (50000 + INCOME - BRANCH) * DT, 1e-14, 0);
    party(self)->detached = true;
    week(self, false);
    check_close(total(self, CADRE_MEASURE_subsidies), 50000 * DT, 1e-14, 0);
    check_close(party(self)->funds, 1500 + (50000 + 2 * (INCOME - BRANCH)) * DT, 1e-14, 0);
}

/* 5 dollars are there, 600 dt = 11.50 are due. */
static void nobody_pays_more_than_there_is(void **state)
{
    fixture_t *self = *state;
    parameters(self)->finance_dues_per_month = 0;
    party(self)->funds = 5;
    week(self, false);
    check_close(party(self)->funds, 0, 0, 0);
    check_close(total(self, CADRE_MEASURE_spending), 5, 0, 0);
    week(self, false);
    check_close(party(self)->funds, 0, 0, 0);
}

/* ---------------------------------------------------------------- hiring */

/* One more post at 5,400 a year makes costs equal the income; 6 months of that are 3,000 dollars.
 * What `funds` become within the week is made up for. */
static bool hires(fixture_t *self, double cost, double reserve, bool month_begins)
{
    parameters(self)->finance_staff_cost = cost;
    party(self)->funds = reserve - (INCOME - BRANCH) * DT;
    const int32_t before = party(self)->staff;
    week(self, month_begins);
    return party(self)->staff > before;
}

static void hiring_needs_income_and_reserve(void **state)
{
    fixture_t *self = *state;
    assert_false(hires(self, 5400, 3001, false)); /* only as a month begins */
    assert_false(hires(self, 5400, 2999, true));  /* reserve */
    assert_false(hires(self, 5401, 1e5, true));   /* income */
    assert_true(hires(self, 5400, 3001, true));
    assert_int_equal(party(self)->staff, 1);
    assert_int_equal(branch(self)->sums.staff, 1);
    check_close(total(self, CADRE_MEASURE_hired), 1, 0, 0);
    assert_int_equal(small_world_happened(self->world, 0, CADRE_EVENT_hired), 1);
}

static void where_there_are_no_posts_nobody_is_hired(void **state)
{
    fixture_t *self = *state;
    parameters(self)->finance_posts = false;
    assert_false(hires(self, 1, 1e6, true));
    parameters(self)->finance_posts = true;
    assert_true(hires(self, 1, 1e6, true));
}

/* All ten cadre are hired, one a month and nobody twice; then there is nobody left to hire. */
static void only_cadre_without_a_post_are_hired(void **state)
{
    fixture_t *self = *state;
    for (int n = 1; n <= 12; n++) {
        hires(self, 1, 1e6, true);
        assert_int_equal(party(self)->staff, n < 10 ? n : 10);
    }
    const cadre_segment_t *all = &branch(self)->people;
    for (int32_t slot = all->start; slot < all->start + all->count; slot++)
        assert_int_equal((self->world->people.flags[slot] & CADRE_FLAG_STAFF) != 0,
                         self->world->people.stage[slot] == CADRE_STAGE_CADRE);
}

/* Each of ten cadre is hired in one of ten; 2,000 of other luck, |z| < 4.4 for each of the ten
 * fails by chance once in 10^4. */
static void who_is_hired_is_drawn_among_all(void **state)
{
    fixture_t *self = *state;
    enum { N = 2000 };
    int hired[10] = {0};
    parameters(self)->finance_staff_cost = 1;
    for (uint32_t r = 0; r < N; r++) {
        self->world->luck.replicate = 1000 + r;
        party(self)->funds = 1e6;
        week(self, true);
        int cadre = 0;
        for (int32_t slot = branch(self)->people.start; party(self)->staff > 0; slot++) {
            if (self->world->people.stage[slot] != CADRE_STAGE_CADRE)
                continue;
            if (self->world->people.flags[slot] & CADRE_FLAG_STAFF) {
                hired[cadre]++;
                cadre_member_flag(self->world, slot, CADRE_FLAG_STAFF, false);
            }
            cadre++;
        }
    }
    for (int k = 0; k < 10; k++)
        assert_true(fabs(hired[k] - N * 0.1) < 4.4 * sqrt(N * 0.1 * 0.9));
}

/* ---------------------------------------------------------------- laying off */

/* Costs with three posts at 12,000 and a branch are 36,600 a year; a month of it is 3,050. */
static void one_a_month_is_laid_off_below_the_reserve(void **state)
{
    fixture_t *self = *state;
    parameters(self)->finance_staff_cost = 12000;
    employ(self, 3);
    const double change = (INCOME - 36600) * DT;
    party(self)->funds = 3051 - change;
    week(self, true);
    assert_int_equal(party(self)->staff, 3);
    party(self)->funds = 3049 - change;
    week(self, false); /* only as a month begins */
    assert_int_equal(party(self)->staff, 3);
    party(self)->funds = 3049 - change;
    week(self, true);
    assert_int_equal(party(self)->staff, 2);
    assert_int_equal(branch(self)->sums.staff, 2);
    check_close(total(self, CADRE_MEASURE_laid_off), 1, 0, 0);
    assert_int_equal(small_world_happened(self->world, 0, CADRE_EVENT_laid_off), 1);
}

/* Three posts cost 3 x 35,000 dt = 2,012 a week; 1,400 pay for two, who cost 1,342. */
static void posts_that_cannot_be_paid_end_at_once(void **state)
{
    fixture_t *self = *state;
    parameters(self)->finance_dues_per_month = 0;
    employ(self, 3);
    party(self)->funds = 1400;
    week(self, false);
    assert_int_equal(party(self)->staff, 2);
    check_close(party(self)->funds, 1400 - (70000 + BRANCH) * DT, 1e-12, 0);
    party(self)->funds = 100;
    week(self, false);
    assert_int_equal(party(self)->staff, 0);
    check_close(total(self, CADRE_MEASURE_laid_off), 3, 0, 0);
}

/* ---------------------------------------------------------------- shortfall */

/* Three months of 600 a year are 150. */
static void a_shortfall_is_what_three_months_lack(void **state)
{
    fixture_t *self = *state;
    parameters(self)->finance_dues_per_month = 0;
    const double funds[] = {1000, 150, 75, 0};
    const double expected[] = {0, 0, 0.5, 1};
    for (int i = 0; i < 4; i++) {
        party(self)->funds = funds[i] + (i < 3 ? BRANCH * DT : 0);
        week(self, false);
        check_close(party(self)->shortfall, expected[i], 0, 1e-12);
    }
    parameters(self)->finance_branch_cost = 0; /* no costs, no lack */
    week(self, false);
    check_close(party(self)->shortfall, 0, 0, 0);
}

/* In the city, without a movement: internal .4, paper .1, base .125, recruiting .375. A shortfall
 * of one half turns .1 of internal and base hours, .0525 of all, half and half. */
static void strain_turns_hours_to_the_paper_and_to_recruiting(void **state)
{
    fixture_t *self = *state;
    self->world->mechanisms |= 1u << CADRE_MECHANISM_effort;
    branch(self)->milieu = CADRE_MILIEU_CITY;
    for (int strained = 0; strained < 2; strained++) {
        party(self)->shortfall = strained ? 0.5 : 0;
        cadre_effort_week(self->world, party(self));
        const float *hours = branch(self)->hours;
        /* ten members of 5 hours and ten cadre of 10, energy .8, belief .5 */
        const double all = (10 * 5 + 10 * 10) * 0.8;
        const double turned = strained ? 0.1 * (0.4 + 0.125) : 0;
        const double kept = strained ? 0.9 : 1;
        check_close((double)hours[CADRE_HOURS_internal], all * 0.4 * kept, 1e-6, 0);
        check_close((double)hours[CADRE_HOURS_base], all * 0.125 * kept, 1e-6, 0);
        check_close((double)hours[CADRE_HOURS_paper], all * (0.1 + turned / 2), 1e-6, 0);
        check_close((double)hours[CADRE_HOURS_recruiting], all * (0.375 + turned / 2), 1e-6, 0);
    }
}

/* ---------------------------------------------------------------- the publisher's reach */

/* From afar join Binomial(Z, dt .025 reach N/Z): with .025 x 1,000 and Z = 100,000 a mean of
 * .4791 a week, three times that with a reach of 3. 2,000 of other luck; |z| < 4.4 fails by chance
 * once in 10^5. */
static void check_reach(fixture_t *self, double reach)
{
    enum { N = 2000 };
    double joined = 0;
    for (uint32_t r = 0; r < N; r++) {
        self->world->luck.replicate = 1000 + r;
        self->world->reservoir = 100000;
        party(self)->start_members = 1000;
        const double before = total(self, CADRE_MEASURE_recruits_at_large);
        cadre_recruitment_week(self->world);
        joined += total(self, CADRE_MEASURE_recruits_at_large) - before;
    }
    const double mean = N * 25 * reach * DT;
    assert_true(fabs(joined - mean) < 4.4 * sqrt(mean));
}

static void reach_multiplies_recruiting_from_afar(void **state)
{
    fixture_t *self = *state;
    parameters(self)->finance_reach = 3;
    self->world->mechanisms |= 1u << CADRE_MECHANISM_recruitment;
    check_reach(self, 3);
    party(self)->detached = true;
    check_reach(self, 1);
    party(self)->detached = false;
    self->world->mechanisms = 1u << CADRE_MECHANISM_recruitment;
    check_reach(self, 1);
}

/* ---------------------------------------------------------------- whole weeks */

/* The whole model with a rich party: it hires, staff leave, move and learn, and every sum is what
 * a recount of its people gives. */
static void the_sums_of_staff_are_those_of_the_people(void **state)
{
    (void)state;
    small_world_t *small = small_world_create(300, 6);
    small->organizations[0].parameters.finance_staff_cost = 500;
    small->organizations[0].parameters.finance_hire_months = 1;
    cadre_world_t *world = small_world_begin(small, 3);
    int32_t most = 0;
    for (int32_t t = 10; t <= 300; t += 10) {
        small_world_run(world, t);
        recount(world);
        const int32_t staff = world->organizations[0]->staff;
        most = staff > most ? staff : most;
    }
    assert_true(most >= 10);
    cadre_world_free(world);
    small_world_free(small);
}

static void switched_off_no_money_moves(void **state)
{
    fixture_t *self = *state;
    self->world->mechanisms = 0;
    small_world_run(self->world, 20);
    check_close(party(self)->funds, 1500, 0, 0);
    check_close(party(self)->shortfall, 0, 0, 0);
    check_close(total(self, CADRE_MEASURE_dues), 0, 0, 0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(founders_bring_three_months_of_dues),
        TEST(members_and_cadre_pay_dues),
        TEST(staff_and_branches_cost_money),
        TEST(the_publisher_pays_until_it_detaches),
        TEST(nobody_pays_more_than_there_is),
        TEST(hiring_needs_income_and_reserve),
        TEST(where_there_are_no_posts_nobody_is_hired),
        TEST(only_cadre_without_a_post_are_hired),
        TEST(who_is_hired_is_drawn_among_all),
        TEST(one_a_month_is_laid_off_below_the_reserve),
        TEST(posts_that_cannot_be_paid_end_at_once),
        TEST(a_shortfall_is_what_three_months_lack),
        TEST(strain_turns_hours_to_the_paper_and_to_recruiting),
        TEST(reach_multiplies_recruiting_from_afar),
        cmocka_unit_test(the_sums_of_staff_are_those_of_the_people),
        TEST(switched_off_no_money_moves),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
