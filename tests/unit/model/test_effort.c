/* model/effort: hours of a branch and their split. Expected values are worked out by hand from the
 * formulas at the head of the file and the default parameters. */
#include "model/mechanisms.h"
#include "world_fixture.h"

/* One branch: 4 cadre and 6 members, 4 x 10 + 6 x 5 = 70 hours at normal demand, x .8 = 56. */
static int set_up(void **state)
{
    fixture_t *self = malloc(sizeof *self);
    self->small = small_world_create(52, 1);
    self->small->organizations[0].founders.members = 10;
    self->world = small_world_begin(self->small, 1);
    *state = self;
    return 0;
}

static cadre_branch_t *branch(fixture_t *self)
{
    return &self->world->branches[party(self)->branches[0]];
}

static void check_hours(fixture_t *self, double recruiting, double internal, double paper,
                        double wave, double base)
{
    cadre_effort_week(self->world, party(self));
    check_close((double)branch(self)->hours[CADRE_HOURS_recruiting], recruiting, 1e-6, 1e-6);
    check_close((double)branch(self)->hours[CADRE_HOURS_internal], internal, 1e-6, 1e-6);
    check_close((double)branch(self)->hours[CADRE_HOURS_paper], paper, 1e-6, 1e-6);
    check_close((double)branch(self)->hours[CADRE_HOURS_wave], wave, 1e-6, 1e-6);
    check_close((double)branch(self)->hours[CADRE_HOURS_base], base, 1e-6, 1e-6);
}

static void a_quiet_campus_branch_recruits_with_half_its_hours(void **state)
{
    fixture_t *self = *state;
    check_hours(self, 28, 22.4, 5.6, 0, 0);
    check_close((double)branch(self)->x_wave, 0, 0, 0);
    check_close((double)branch(self)->capacity, 1, 1e-6, 0);
}

/* Outward 28; phi W/(1 + W) = .8 x 1/2 of it to the movement. */
static void a_movement_draws_outward_hours(void **state)
{
    fixture_t *self = *state;
    self->world->wave = 1;
    check_hours(self, 16.8, 22.4, 5.6, 11.2, 0);
    check_close((double)branch(self)->x_wave, 0.4, 1e-6, 0);
    check_close((double)branch(self)->wave_share, 0.4, 1e-6, 0);
    check_close((double)branch(self)->capacity, 1, 1e-6, 0);
}

/* In the city a quarter of what movements leave goes to defence work, at work half. */
static void the_milieu_sets_base_work(void **state)
{
    fixture_t *self = *state;
    self->world->wave = 1;
    branch(self)->milieu = CADRE_MILIEU_CITY;
    check_hours(self, 12.6, 22.4, 5.6, 11.2, 4.2);
    check_close((double)branch(self)->x_wave, 11.2 / 23.8, 1e-6, 0);
    branch(self)->milieu = CADRE_MILIEU_WORKPLACE;
    check_hours(self, 8.4, 22.4, 5.6, 11.2, 8.4);
}

static void demand_scales_all_hours(void **state)
{
    fixture_t *self = *state;
    party(self)->parameters.effort_demand_hours = 4;
    check_hours(self, 14, 11.2, 2.8, 0, 0);
    party(self)->parameters.effort_demand_hours = 0;
    check_hours(self, 0, 0, 0, 0, 0);
}

static void every_stage_has_its_hours(void **state)
{
    fixture_t *self = *state;
    const int32_t staged[CADRE_STAGE_COUNT] = {7, 3, 2, 1}; /* 7 x 1 + 3 x 3 + 2 x 5 + 1 x 10 */
    for (int s = 0; s < CADRE_STAGE_COUNT; s++)             /* each with energy .8 and belief .5 */
        branch(self)->start.drive[s] = staged[s] * cadre_fixed(0.8);
    party(self)->parameters.effort_hours_paper = 1;
    check_hours(self, 14.4, 11.52, 2.88, 0, 0);
}

/* Internal life of .6 leaves .3 instead of .5 to win people with: capacity is .6 of the usual. */
static void internal_life_competes_with_recruiting(void **state)
{
    fixture_t *self = *state;
    party(self)->parameters.effort_internal = 0.6;
    check_hours(self, 16.8, 33.6, 5.6, 0, 0);
    check_close((double)branch(self)->capacity, 0.6, 1e-6, 0);
}

static void shares_never_pass_the_whole(void **state)
{
    fixture_t *self = *state;
    party(self)->parameters.effort_internal = 0.7;
    party(self)->parameters.effort_paper = 0.5;
    self->world->wave = 1;
    check_hours(self, 0, 39.2, 16.8, 0, 0);
    check_close((double)branch(self)->capacity, 0, 0, 1e-7);
    check_close((double)branch(self)->wave_share, 0, 0, 1e-7);
}

static void hours_are_booked(void **state)
{
    fixture_t *self = *state;
    cadre_effort_week(self->world, party(self));
    cadre_effort_week(self->world, party(self));
    check_close(party(self)->total[CADRE_MEASURE_hours_recruiting], 56, 1e-6, 0);
    check_close(party(self)->total[CADRE_MEASURE_hours_internal], 44.8, 1e-6, 0);
    check_close(party(self)->total[CADRE_MEASURE_hours_paper], 11.2, 1e-6, 0);
    check_close(party(self)->total[CADRE_MEASURE_hours_wave], 0, 0, 0);
}

static void switched_off_the_default_split_holds_and_nothing_is_booked(void **state)
{
    fixture_t *self = *state;
    self->world->mechanisms &= ~(1u << CADRE_MECHANISM_effort);
    party(self)->parameters.effort_internal = 0.6;
    check_hours(self, 28, 22.4, 5.6, 0, 0);
    check_close((double)branch(self)->capacity, 1, 1e-6, 0);
    for (int m = CADRE_MEASURE_hours_recruiting; m <= CADRE_MEASURE_hours_base; m++)
        assert_true(party(self)->total[m] == 0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(a_quiet_campus_branch_recruits_with_half_its_hours),
        TEST(a_movement_draws_outward_hours),
        TEST(the_milieu_sets_base_work),
        TEST(demand_scales_all_hours),
        TEST(every_stage_has_its_hours),
        TEST(internal_life_competes_with_recruiting),
        TEST(shares_never_pass_the_whole),
        TEST(hours_are_booked),
        TEST(switched_off_the_default_split_holds_and_nothing_is_booked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
