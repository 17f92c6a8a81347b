/* model/workload: energy follows de/dt = recovery (1 - e) - wear e (hours/5) D/8 (1 + wave W),
 * whose exact solution each test writes down. */
#include "model/mechanisms.h"
#include "model/members.h"
#include "recount.h"
#include "world_fixture.h"

static const double DT = 7 / 365.25;
static const double CLOSE = 3e-7; /* one step in floats */

/* One branch of one person of each stage and one with a post (the fifth), workload alone. */
enum { PEOPLE = 5, PAID = 4 };

static cadre_branch_t *branch(fixture_t *self)
{
    return cadre_branch_number(self->world, party(self), 0);
}

static void set_energy(fixture_t *self, double energy)
{
    for (int32_t k = 0; k < PEOPLE; k++)
        self->world->people.energy[branch(self)->people.start + k] = (float)energy;
}

static double energy(fixture_t *self, int32_t k)
{
    return (double)self->world->people.energy[branch(self)->people.start + k];
}

static int set_up(void **state)
{
    fixture_t *self = malloc(sizeof *self);
    self->small = small_world_create(1100, 1);
    self->small->specification.mechanisms = 1u << CADRE_MECHANISM_workload;
    self->small->organizations[0].founders.members = PEOPLE;
    self->world = small_world_begin(self->small, 1);
    for (int32_t k = 0; k < PEOPLE; k++) {
        const int32_t slot = branch(self)->people.start + k;
        self->world->people.stage[slot] = (uint8_t)(k == PAID ? CADRE_STAGE_CADRE : k);
    }
    self->world->people.flags[branch(self)->people.start + PAID] |= CADRE_FLAG_STAFF;
    party(self)->staff = 1;
    *state = self;
    return 0;
}

/* Hours of paper members, novices, members, cadre and staff. */
static const double HOURS[PEOPLE] = {0, 3, 5, 10, 35};

/* After `weeks` weeks in steady conditions of wear. */
static double worn(double e, double recovery, double wear, double hours, int32_t weeks)
{
    const double speed = recovery + wear * hours / 5;
    return recovery / speed + (e - recovery / speed) * exp(-speed * weeks * DT);
}

static void five_hours_and_no_movement_settle_at_four_fifths(void **state)
{
    fixture_t *self = *state;
    for (int full = 0; full < 2; full++) {
        set_energy(self, full);
        small_world_run(self->world, self->world->now + 520);
        check_close(energy(self, CADRE_STAGE_MEMBER), 0.8, 0, 2e-6);
    }
    recount(self->world);
}

static void every_stage_follows_its_exponential_over_weeks(void **state)
{
    fixture_t *self = *state;
    set_energy(self, 0.3);
    for (int32_t t = 1; t <= 50; t++) {
        small_world_run(self->world, self->world->now + 1);
        for (int32_t k = 0; k < PEOPLE; k++)
            check_close(energy(self, k), worn(0.3, 2, 0.5, HOURS[k], t), 0, CLOSE * t);
    }
    recount(self->world);
}

/* W = 1 adds .5 to the wear. */
static void a_movement_wears_faster(void **state)
{
    fixture_t *self = *state;
    set_energy(self, 0.8);
    self->world->wave = 1;
    small_world_run(self->world, self->world->now + 1);
    for (int32_t k = 0; k < PEOPLE; k++)
        check_close(energy(self, k), worn(0.8, 2, 0.75, HOURS[k], 1), 0, CLOSE);
    assert_true(energy(self, CADRE_STAGE_MEMBER) < 0.8);
}

static void demand_scales_the_hours(void **state)
{
    fixture_t *self = *state;
    party(self)->base.effort_demand_hours = party(self)->parameters.effort_demand_hours = 12;
    set_energy(self, 0.5);
    small_world_run(self->world, self->world->now + 1);
    for (int32_t k = 0; k < PEOPLE; k++)
        check_close(energy(self, k), worn(0.5, 2, 0.5, HOURS[k] * 12 / 8, 1), 0, CLOSE);
}

/* Without demand all recover fully: 1 - e falls as exp(-2t); without recovery either, nothing
 * moves. */
static void without_demand_everybody_recovers(void **state)
{
    fixture_t *self = *state;
    cadre_parameters_t *p = &party(self)->parameters;
    p->effort_demand_hours = 0;
    set_energy(self, 0);
    small_world_run(self->world, self->world->now + 26);
    for (int32_t k = 0; k < PEOPLE; k++)
        check_close(energy(self, k), 1 - exp(-2 * 26 * DT), 0, 26 * CLOSE);
    p->workload_recovery = 0;
    set_energy(self, 0.25);
    small_world_run(self->world, self->world->now + 26);
    for (int32_t k = 0; k < PEOPLE; k++)
        check_close(energy(self, k), 0.25, 0, 0);
}

static void switched_off_energy_stays(void **state)
{
    fixture_t *self = *state;
    self->world->mechanisms = 0;
    small_world_run(self->world, 20);
    for (int32_t k = 0; k < PEOPLE; k++)
        check_close(energy(self, k), 0.8, 1e-7, 0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(five_hours_and_no_movement_settle_at_four_fifths),
        TEST(every_stage_follows_its_exponential_over_weeks),
        TEST(a_movement_wears_faster),
        TEST(demand_scales_the_hours),
        TEST(without_demand_everybody_recovers),
        TEST(switched_off_energy_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
