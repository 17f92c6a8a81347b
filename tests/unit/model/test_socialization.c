/* model/socialization: one week of Harrison and Carroll's linear form, person by person in double
 * precision, and the ways from stage to stage. */
#include "model/mechanisms.h"
#include "model/members.h"
#include "recount.h"
#include "small_world.h"

static const double DT = 7 / 365.25;
static const double MONTH = 12 * 7 / 365.25;

/* A party of `members` in one branch, all members, in a world of socialization alone. */
static small_world_t *lone_branch(int32_t members)
{
    small_world_t *small = small_world_create(60, 1);
    small->specification.mechanisms = 1u << CADRE_MECHANISM_socialization;
    small->specification.parameters.limits_members = 0;
    small->organizations[0].founders.members = members;
    small->organizations[0].founders.cadre_share = 0;
    small->organizations[0].parameters.socialization_gamma = 0;
    return small;
}

static cadre_branch_t *branch(cadre_world_t *world)
{
    return &world->branches[world->organizations[0]->branches[0]];
}

/* Gives the people of the branch these commitments, as the week begins. */
static void set_commitments(cadre_world_t *world, const double *c)
{
    cadre_branch_t *self = branch(world);
    self->sums.commitment = 0;
    for (int32_t k = 0; k < self->people.count; k++) {
        world->people.commitment[self->people.start + k] = (float)c[k];
        self->sums.commitment += cadre_fixed((double)(float)c[k]);
    }
    self->start.commitment = self->sums.commitment;
}

static double commitment(cadre_world_t *world, int32_t k)
{
    return (double)world->people.commitment[branch(world)->people.start + k];
}

static double pulled(double c, double m, double a, double b, double k)
{
    const double rate = a + b + 0.01;
    const double target = (a + b * m + 0.01 * 0.2) / rate;
    return target + (c - target) * exp(-k * rate * MONTH);
}

static void everybody_moves_towards_the_others(void **state)
{
    (void)state;
    const double c[5] = {0, 0.2, 0.5, 0.9, 1};
    small_world_t *small = lone_branch(5);
    cadre_world_t *world = small_world_begin(small, 1);
    set_commitments(world, c);
    small_world_run(world, 1);
    for (int k = 0; k < 5; k++)
        check_close(commitment(world, k), pulled(c[k], (2.6 - c[k]) / 4, 0.02, 0.1, 1), 0, 2e-7);
    recount(world);
    cadre_world_free(world);
    small_world_free(small);
}

static void somebody_alone_is_pulled_by_nobody(void **state)
{
    (void)state;
    small_world_t *small = lone_branch(1);
    cadre_world_t *world = small_world_begin(small, 1);
    set_commitments(world, (const double[1]){0.4});
    small_world_run(world, 1);
    check_close(commitment(world, 0), pulled(0.4, 0, 0.02, 0, 1), 0, 1e-7);
    cadre_world_free(world);
    small_world_free(small);
}

static void internal_life_strengthens_the_pull_of_management(void **state)
{
    (void)state;
    small_world_t *small = lone_branch(2);
    small->organizations[0].parameters.effort_internal = 0.6;
    small->specification.mechanisms |= 1u << CADRE_MECHANISM_effort;
    cadre_world_t *world = small_world_begin(small, 1);
    set_commitments(world, (const double[2]){0.4, 0.8});
    small_world_run(world, 1);
    check_close(commitment(world, 0), pulled(0.4, 0.8, 0.03, 0.1, 1), 0, 1e-7);
    /* without effort its split is the usual one */
    world->mechanisms = 1u << CADRE_MECHANISM_socialization;
    set_commitments(world, (const double[2]){0.4, 0.8});
    small_world_run(world, 2);
    check_close(commitment(world, 0), pulled(0.4, 0.8, 0.02, 0.1, 1), 0, 1e-7);
    cadre_world_free(world);
    small_world_free(small);
}

/* k = 1 + 6 exp(-.3 tau): a founder of week -1 and one who joined 50 weeks before. */
static void newcomers_are_shaped_faster(void **state)
{
    (void)state;
    small_world_t *small = lone_branch(2);
    small->organizations[0].parameters.socialization_k2 = 6;
    cadre_world_t *world = small_world_begin(small, 1);
    set_commitments(world, (const double[2]){0.4, 0.8});
    world->people.joined[branch(world)->people.start + 1] = -50;
    small_world_run(world, 1);
    check_close(commitment(world, 0), pulled(0.4, 0.8, 0.02, 0.1, 1 + 6 * exp(-0.3 * MONTH)), 0,
                2e-7);
    check_close(commitment(world, 1), pulled(0.8, 0.4, 0.02, 0.1, 1 + 6 * exp(-0.3 * 50 * MONTH)),
                0, 2e-7);
    cadre_world_free(world);
    small_world_free(small);
}

static void without_any_pull_nobody_moves(void **state)
{
    (void)state;
    for (int k2 = 0; k2 < 2; k2++) {
        small_world_t *small = lone_branch(2);
        cadre_parameters_t *p = &small->organizations[0].parameters;
        p->socialization_a = p->socialization_b = p->socialization_d = 0;
        p->socialization_k2 = k2;
        cadre_world_t *world = small_world_begin(small, 1);
        set_commitments(world, (const double[2]){0.25, 1});
        small_world_run(world, 3);
        check_close(commitment(world, 0), 0.25, 0, 0);
        check_close(commitment(world, 1), 1, 0, 0);
        cadre_world_free(world);
        small_world_free(small);
    }
}

/* ---------------------------------------------------------------- stages */

static void make_novices(cadre_world_t *world, cadre_branch_t *self, cadre_stage_t stage)
{
    for (int32_t k = 0; k < self->people.count; k++)
        world->people.stage[self->people.start + k] = (uint8_t)stage;
    memset(self->sums.staged, 0, sizeof self->sums.staged);
    self->sums.staged[stage] = self->people.count;
}

/* Who joined in week -1 has been a novice for 16 weeks when week 15 has passed. */
static void novices_become_members_after_their_weeks(void **state)
{
    (void)state;
    small_world_t *small = lone_branch(10);
    cadre_world_t *world = small_world_begin(small, 1);
    make_novices(world, branch(world), CADRE_STAGE_NOVICE);
    small_world_run(world, 15);
    assert_int_equal(branch(world)->sums.staged[CADRE_STAGE_NOVICE], 10);
    small_world_run(world, 16);
    assert_int_equal(branch(world)->sums.staged[CADRE_STAGE_NOVICE], 0);
    assert_int_equal(branch(world)->sums.staged[CADRE_STAGE_MEMBER], 10);
    cadre_world_free(world);
    small_world_free(small);
}

/* Of 100,000 in one week, p = 1 - exp(-rate dt); |z| < 4.4 fails by chance once in 10^5. */
static void check_rate(cadre_stage_t from, cadre_stage_t to, double openness, double rate)
{
    const double n = 100000;
    small_world_t *small = lone_branch((int32_t)n);
    small->organizations[0].parameters.socialization_gamma = 2;
    small->organizations[0].parameters.socialization_paper_to_member = 3;
    small->organizations[0].parameters.leadership_openness = openness;
    cadre_world_t *world = small_world_begin(small, 1);
    make_novices(world, branch(world), from);
    small_world_run(world, 1);
    const double p = 1 - exp(-rate * DT);
    assert_true(fabs(branch(world)->sums.staged[to] - n * p) < 4.4 * sqrt(n * p * (1 - p)));
    assert_true(branch(world)->sums.staged[from] + branch(world)->sums.staged[to] == (int32_t)n);
    assert_true(small_world_measure(world, 0, CADRE_MEASURE_promotions) ==
                (to == CADRE_STAGE_CADRE ? branch(world)->sums.staged[to] : 0));
    cadre_world_free(world);
    small_world_free(small);
}

static void promotion_and_activation_keep_their_rates(void **state)
{
    (void)state;
    check_rate(CADRE_STAGE_MEMBER, CADRE_STAGE_CADRE, 0.42, 2);
    check_rate(CADRE_STAGE_NOVICE, CADRE_STAGE_CADRE, 0.42, 2);
    check_rate(CADRE_STAGE_MEMBER, CADRE_STAGE_CADRE, 1, 2 / 0.826);
    check_rate(CADRE_STAGE_PAPER, CADRE_STAGE_MEMBER, 0.42, 3);
}

/* At large nobody is promoted or activated, and c follows the person alone. */
static void at_large_there_is_no_promotion(void **state)
{
    (void)state;
    small_world_t *small = lone_branch(1);
    small->organizations[0].parameters.socialization_gamma = 5;
    small->organizations[0].parameters.socialization_paper_to_member = 5;
    cadre_world_t *world = small_world_begin(small, 1);
    cadre_branch_t *away = &world->branches[world->organizations[0]->at_large];
    for (uint64_t i = 0; i < 200; i++)
        cadre_member_join(world, away, 100 + i, 0, i % 2 ? CADRE_STAGE_PAPER : CADRE_STAGE_MEMBER,
                          0.4f);
    small_world_run(world, 1); /* they act from the next week on */
    small_world_run(world, 53);
    assert_int_equal(away->sums.staged[CADRE_STAGE_PAPER], 100);
    assert_int_equal(away->sums.staged[CADRE_STAGE_MEMBER], 100);
    double c = 0.4;
    for (int t = 0; t < 52; t++)
        c = pulled(c, 0, 0.02, 0, 1);
    check_close((double)world->people.commitment[away->people.start + 7], c, 0, 1e-5);
    cadre_world_free(world);
    small_world_free(small);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everybody_moves_towards_the_others),
        cmocka_unit_test(somebody_alone_is_pulled_by_nobody),
        cmocka_unit_test(internal_life_strengthens_the_pull_of_management),
        cmocka_unit_test(newcomers_are_shaped_faster),
        cmocka_unit_test(without_any_pull_nobody_moves),
        cmocka_unit_test(novices_become_members_after_their_weeks),
        cmocka_unit_test(promotion_and_activation_keep_their_rates),
        cmocka_unit_test(at_large_there_is_no_promotion),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
