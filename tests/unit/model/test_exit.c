/* model/exit: the hazard of one person against the formula at the head of the file, in double
 * precision; contagion's memory on cases made by hand. */
#include "model/mechanisms.h"
#include "recount.h"
#include "small_world.h"

static const double DT = 7 / 365.25;

/* A branch of 16 and their columns, made by hand. */
typedef struct {
    small_world_t *small;
    cadre_world_t *world;
    float commitment[CADRE_LANES], belief[CADRE_LANES], energy[CADRE_LANES], grievance[CADRE_LANES];
    int32_t joined[CADRE_LANES], student_until[CADRE_LANES], tie_loss[CADRE_LANES],
        ties_of[CADRE_LANES];
    cadre_block_t block;
} fixture_t;

static cadre_organization_t *party(fixture_t *self)
{
    return self->world->organizations[0];
}

static cadre_parameters_t *parameters(fixture_t *self)
{
    return &party(self)->parameters;
}

static cadre_branch_t *branch(fixture_t *self)
{
    return &self->world->branches[party(self)->branches[0]];
}

/* Everybody a member at the reference. */
static int set_up(void **state)
{
    fixture_t *self = calloc(1, sizeof *self);
    self->small = small_world_create(300, 1);
    self->small->organizations[0].founders.members = CADRE_LANES;
    self->world = small_world_begin(self->small, 1);
    for (int i = 0; i < CADRE_LANES; i++) {
        self->commitment[i] = self->belief[i] = 0.5f;
        self->energy[i] = 0.8f;
        self->grievance[i] = 0.23f;
        self->student_until[i] = -1;
    }
    self->block = (cadre_block_t){.world = self->world,
                                  .organization = party(self),
                                  .branch = branch(self),
                                  .count = CADRE_LANES,
                                  .vectors = CADRE_LANES / CADRE_VECTOR,
                                  .commitment = self->commitment,
                                  .belief = self->belief,
                                  .energy = self->energy,
                                  .grievance = self->grievance,
                                  .joined = self->joined,
                                  .student_until = self->student_until,
                                  .tie_loss = self->tie_loss,
                                  .ties_of = self->ties_of};
    for (int i = 0; i < CADRE_LANES; i++)
        self->block.stage[i] = CADRE_STAGE_MEMBER;
    *state = self;
    return 0;
}

static int tear_down(void **state)
{
    fixture_t *self = *state;
    cadre_world_free(self->world);
    small_world_free(self->small);
    free(self);
    return 0;
}

static void hazards(fixture_t *self)
{
    cadre_exit_prepare(self->world, party(self));
    cadre_exit_block(&self->block);
}

/* The probability of leaving at hazard `rate` a year. */
static void check_rate(const fixture_t *self, int i, double rate)
{
    check_close((double)self->block.exit[i], 1 - exp(-rate * DT), 2e-6, 0);
}

static void at_the_reference_each_stage_leaves_at_its_base_rate(void **state)
{
    fixture_t *self = *state;
    const float reference[CADRE_STAGE_COUNT] = {0.35f, 0.35f, 0.5f, 0.56f};
    const double mu[CADRE_STAGE_COUNT] = {0.25, 0.9, 0.9, 0.17};
    for (int s = 0; s < CADRE_STAGE_COUNT; s++) {
        self->block.stage[s] = s;
        self->commitment[s] = reference[s];
    }
    hazards(self);
    for (int s = 0; s < CADRE_STAGE_COUNT; s++)
        check_rate(self, s, mu[s]);
}

/* mu + ln(1 - g/4): .9 + ln(1 - .125), .17 + ln(1 - .05), and .25 + ln(1 - .125) for paper. */
static void students_have_a_lower_base_rate(void **state)
{
    fixture_t *self = *state;
    const double mu[CADRE_STAGE_COUNT] = {0.25 + log(0.875), 0.9 + log(0.875), 0.9 + log(0.875),
                                          0.17 + log(0.95)};
    for (int s = 0; s < CADRE_STAGE_COUNT; s++) {
        self->block.stage[s] = s;
        self->student_until[s] = 1;
    }
    parameters(self)->exit_commitment = 0;
    hazards(self);
    for (int s = 0; s < CADRE_STAGE_COUNT; s++)
        check_rate(self, s, mu[s]);
    /* never below 0 */
    parameters(self)->exit_mu_novice = 0.1;
    hazards(self);
    assert_true(self->block.exit[CADRE_STAGE_MEMBER] == 0);
    /* without graduation there is nothing to make up for */
    self->world->mechanisms &= ~(1u << CADRE_MECHANISM_life_course);
    hazards(self);
    check_rate(self, CADRE_STAGE_MEMBER, 0.1);
}

static void commitment_protects_within_bounds(void **state)
{
    fixture_t *self = *state;
    const double c[] = {0, 0.3, 0.5, 0.8, 1};
    for (int i = 0; i < 5; i++)
        self->commitment[i] = (float)c[i];
    hazards(self);
    for (int i = 0; i < 5; i++)
        check_rate(self, i, 0.9 * exp(0.5 - c[i]));
    parameters(self)->exit_commitment = 10;
    hazards(self);
    check_rate(self, 0, 0.9 * exp(2));
    check_rate(self, 4, 0.9 * exp(-2));
    /* switched off, commitment stands at its reference */
    self->world->mechanisms &= ~(1u << CADRE_MECHANISM_socialization);
    hazards(self);
    check_rate(self, 0, 0.9);
}

/* b_g (g - .23), b_g 1.5, where people may speak; for all alike where they may not. */
static void grievance_drives_out(void **state)
{
    fixture_t *self = *state;
    const double g[] = {0, 0.23, 0.6, 1};
    for (int i = 0; i < 4; i++)
        self->grievance[i] = (float)g[i];
    hazards(self);
    for (int i = 0; i < 4; i++)
        check_rate(self, i, 0.9);
    self->world->mechanisms |= 1u << CADRE_MECHANISM_voice;
    hazards(self);
    for (int i = 0; i < 4; i++)
        check_rate(self, i, 0.9 * exp(1.5 * (g[i] - 0.23)));
    parameters(self)->exit_grievance = 10;
    hazards(self);
    check_rate(self, 0, 0.9 * exp(-2)); /* -2.3 */
    check_rate(self, 3, 0.9 * exp(2));
}

/* exp(-.5) of the hazard for those with a post, of any kind (M32, M40). */
static void a_post_keeps(void **state)
{
    fixture_t *self = *state;
    self->block.flags[0] = CADRE_FLAG_STAFF;
    self->block.flags[1] = CADRE_FLAG_LEADER;
    self->block.flags[2] = CADRE_FLAG_STAFF | CADRE_FLAG_LEADER;
    self->block.flags[3] = CADRE_FLAG_ENFORCER | CADRE_FLAG_FOUNDER;
    hazards(self);
    for (int i = 0; i < 4; i++)
        check_rate(self, i, i < 3 ? 0.9 * exp(-0.5) : 0.9);
}

static void the_outside_option_and_demand_move_everybody(void **state)
{
    fixture_t *self = *state;
    self->block.stage[1] = CADRE_STAGE_CADRE;
    self->commitment[1] = 0.56f;
    party(self)->rival_gap = 0.25;
    parameters(self)->effort_demand_hours = 12;
    hazards(self);
    check_rate(self, 0, 0.9 * exp(0.8 * 0.25 - 0.03 * 4));
    check_rate(self, 1, 0.17 * exp(0.8 * 0.25 - 0.03 * 4));
}

static void at_most_half_leave_in_hazard_a_week(void **state)
{
    fixture_t *self = *state;
    parameters(self)->exit_mu_novice = 10;
    parameters(self)->exit_commitment = 10;
    self->commitment[0] = 0;
    hazards(self);
    check_close((double)self->block.exit[0], 1 - exp(-0.5), 1e-6, 0);
}

/* ---------------------------------------------------------------- contagion */

static int32_t fixed(double x)
{
    return (int32_t)cadre_fixed(x);
}

/* f = .2 in the branch, .5 in the ties; f* = 13 x .01; chi = 2. */
static void unusual_losses_among_branch_and_ties_drive_people_out(void **state)
{
    fixture_t *self = *state;
    branch(self)->left_sum = fixed(0.2);
    party(self)->weeks_lived = 50;
    party(self)->left_sum = fixed(0.5);
    self->ties_of[1] = 2; /* ties, none lost */
    self->ties_of[2] = 1;
    self->tie_loss[2] = fixed(0.5);
    self->tie_loss[3] = fixed(0.5); /* ties, all lost */
    hazards(self);
    check_rate(self, 0, 0.9 * (1 + 2 * (0.2 - 0.13))); /* no ties: the branch alone */
    check_rate(self, 1, 0.9);                          /* (.2 + 0)/2 = .1 is less than usual */
    check_rate(self, 2, 0.9 * (1 + 2 * (0.35 - 0.13)));
    check_rate(self, 3, 0.9 * (1 + 2 * (0.35 - 0.13)));
    self->block.at_large = true;
    hazards(self);
    for (int i = 0; i < 4; i++)
        check_rate(self, i, 0.9);
}

/* Whoever's word is below the probability is marked, and nobody else. */
static void the_word_decides(void **state)
{
    fixture_t *self = *state;
    const double p = 1 - exp(-0.9 * DT);
    self->block.words[0][0] = (uint32_t)(p * 4294967296.0 * (1 - 1e-5));
    self->block.words[0][1] = (uint32_t)(p * 4294967296.0 * (1 + 1e-5));
    self->block.words[0][2] = UINT32_MAX;
    self->block.outcome[0] = CADRE_OUTCOME_GRADUATES;
    self->block.outcome[1] = CADRE_OUTCOME_PROMOTED;
    hazards(self);
    assert_int_equal(self->block.outcome[0], CADRE_OUTCOME_GRADUATES | CADRE_OUTCOME_EXIT);
    assert_int_equal(self->block.outcome[1], CADRE_OUTCOME_PROMOTED);
    assert_int_equal(self->block.outcome[2], 0);
    assert_int_equal(self->block.outcome[3], CADRE_OUTCOME_EXIT); /* word 0 */
}

/* One of 16 leaves in week 5: 1/16 is remembered for 13 weeks by the branch, by the organization
 * for 104. */
static void losses_are_remembered_for_their_weeks(void **state)
{
    fixture_t *self = *state;
    for (self->world->now = 0; self->world->now < 120; self->world->now++) {
        branch(self)->left = party(self)->left = self->world->now == 5;
        cadre_exit_week(self->world, party(self));
        const bool branch_knows = self->world->now >= 5 && self->world->now < 18;
        const bool party_knows = self->world->now >= 5 && self->world->now < 109;
        check_close(cadre_fixed_value(branch(self)->left_sum), branch_knows ? 1.0 / 16 : 0, 0, 0);
        check_close(cadre_fixed_value(party(self)->left_sum), party_knows ? 1.0 / 16 : 0, 0, 0);
    }
    assert_int_equal(party(self)->weeks_lived, 120);
}

/* Usual in 13 weeks is 13 times the weekly mean: over the weeks lived at first, then over 104. */
static void the_usual_is_the_mean_of_two_years(void **state)
{
    fixture_t *self = *state;
    cadre_exit_prepare(self->world, party(self));
    check_close((double)party(self)->rates.exit.usual, 0, 0, 0);
    for (int t = 0; t < 60; t++) {
        party(self)->left = t % 4 == 0; /* 1/64 a week */
        cadre_exit_week(self->world, party(self));
    }
    cadre_exit_prepare(self->world, party(self));
    check_close((double)party(self)->rates.exit.usual, 13.0 / 64, 1e-6, 0);
    party(self)->left = 0;
    for (int t = 0; t < 96; t++)
        cadre_exit_week(self->world, party(self));
    cadre_exit_prepare(self->world, party(self)); /* two of 104 weeks are still remembered */
    check_close((double)party(self)->rates.exit.usual, 13.0 * 2 / 16 / 104, 1e-6, 0);
}

static void leaving_counts_in_branch_and_organization(void **state)
{
    fixture_t *self = *state;
    for (int k = 0; k < 3; k++)
        cadre_exit_act(self->world, branch(self), branch(self)->people.start);
    assert_int_equal(branch(self)->left, 3);
    assert_int_equal(party(self)->left, 3);
    assert_int_equal(party(self)->members, CADRE_LANES - 3);
    assert_true(party(self)->total[CADRE_MEASURE_exits] == 3);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(at_the_reference_each_stage_leaves_at_its_base_rate),
        TEST(students_have_a_lower_base_rate),
        TEST(commitment_protects_within_bounds),
        TEST(grievance_drives_out),
        TEST(a_post_keeps),
        TEST(the_outside_option_and_demand_move_everybody),
        TEST(at_most_half_leave_in_hazard_a_week),
        TEST(unusual_losses_among_branch_and_ties_drive_people_out),
        TEST(the_word_decides),
        TEST(losses_are_remembered_for_their_weeks),
        TEST(the_usual_is_the_mean_of_two_years),
        TEST(leaving_counts_in_branch_and_organization),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
