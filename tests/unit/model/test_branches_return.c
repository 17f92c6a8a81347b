/* model/branches: how a group of necessity comes back, and a change of line. Shares are held to
 * |z| < 4.4 (fails by chance once in 10^5). */
#include "model/mechanisms.h"
#include "model/members.h"
#include "recount.h"
#include "world_fixture.h"

static const double DT = 7 / 365.25;

static void check_binomial(double n, double trials, double p)
{
    if (!(fabs(n - trials * p) < 4.4 * sqrt(trials * p * (1 - p)))) {
        print_error("%g of %g, expected %g\n", n, trials, trials * p);
        fail();
    }
}

/* ---------------------------------------------------------------- coming back */

/* A group of necessity of 15 in two branches of three sites, which has ended in week 10: its
 * largest, 14 people, was at site 1. Branches alone; need .5. */
static int set_up_ended(void **state)
{
    fixture_t *self = malloc(sizeof *self);
    self->small = small_world_create(200, 3);
    self->small->specification.mechanisms = 1u << CADRE_MECHANISM_branches;
    cadre_organization_spec_t *spec = &self->small->organizations[0];
    spec->kind = CADRE_KIND_NECESSITY;
    spec->founders.members = 15;
    spec->founders.sites = 2;
    cadre_parameters_of_kind(CADRE_KIND_NECESSITY, &spec->parameters);
    self->world = small_world_begin(self->small, 1);
    small_world_run(self->world, 9);
    while (cadre_branch_number(self->world, party(self), 0)->people.count > 1) {
        cadre_branch_t *first = cadre_branch_number(self->world, party(self), 0);
        cadre_member_move(self->world, first, first->people.start,
                          cadre_branch_number(self->world, party(self), 1), 1);
    }
    small_world_run(self->world, 10);
    cadre_organization_end(self->world, party(self), CADRE_END_DIED);
    self->world->need = 0.5f;
    *state = self;
    return 0;
}

static void two_people_of_the_reservoir_begin_where_it_was(void **state)
{
    fixture_t *self = *state;
    party(self)->parameters.branches_rebuild_per_month = 1e6; /* at once */
    const int64_t reservoir = self->world->reservoir;
    cadre_branches_rebuild(self->world);
    assert_true(cadre_organization_lives(party(self)));
    assert_int_equal(party(self)->members, 2);
    assert_int_equal(party(self)->branch_count, 1);
    const cadre_branch_t *branch = cadre_branch_number(self->world, party(self), 0);
    assert_int_equal(branch->site, 1);
    assert_int_equal(branch->milieu, CADRE_MILIEU_CITY);
    assert_int_equal(branch->number, 3); /* two were opened before */
    assert_int_equal(branch->sums.staged[CADRE_STAGE_NOVICE], 2);
    assert_true(self->world->reservoir == reservoir - 2);
    assert_true(party(self)->total[CADRE_MEASURE_recruits] == 2);
    assert_true(party(self)->total[CADRE_MEASURE_recruits_at_large] == 2);
    assert_int_equal(small_world_happened(self->world, 0, CADRE_EVENT_rebuilt), 1);
    cadre_outcome_t outcome;
    cadre_world_outcome(self->world, 0, &outcome);
    assert_int_equal(outcome.end, CADRE_END_ALIVE);
    assert_int_equal(outcome.ended, CADRE_NONE);
    small_world_run(self->world, 11);
    recount(self->world);
}

/* How many of 4,000 weeks of other luck bring it back. */
static int rebuilt(fixture_t *self)
{
    const int before = small_world_happened(self->world, 0, CADRE_EVENT_rebuilt);
    for (uint32_t r = 0; r < 4000; r++) {
        self->world->luck.replicate = 1000 + r;
        cadre_branches_rebuild(self->world);
        if (cadre_organization_lives(party(self)))
            cadre_organization_end(self->world, party(self), CADRE_END_DIED);
    }
    return small_world_happened(self->world, 0, CADRE_EVENT_rebuilt) - before;
}

/* 2 a month are 24 a year: 1 - exp(-24 dt) a week. */
static void it_comes_back_at_its_rate(void **state)
{
    fixture_t *self = *state;
    party(self)->parameters.branches_rebuild_per_month = 2;
    check_binomial(rebuilt(self), 4000, 1 - exp(-24 * DT));
    party(self)->parameters.branches_rebuild_per_month = 0;
    assert_int_equal(rebuilt(self), 0);
}

static void it_comes_back_while_need_is_above_three_tenths(void **state)
{
    fixture_t *self = *state;
    party(self)->parameters.branches_rebuild_per_month = 1e6;
    self->world->need = 0.29f;
    assert_int_equal(rebuilt(self), 0);
    self->world->need = 0.31f;
    self->world->reservoir = 8001;
    assert_int_equal(rebuilt(self), 4000);
    assert_int_equal(rebuilt(self), 0); /* one person is left */
    assert_true(self->world->reservoir == 1);
}

/* Whole years of need: the group is destroyed over and over and comes back; nobody is lost. */
static void destroyed_it_comes_back(void **state)
{
    (void)state;
    small_world_t *small = small_world_create(400, 3);
    float *need = calloc(401, sizeof *need);
    for (int t = 0; t <= 400; t++)
        need[t] = t < 300 ? 0.8f : 0;
    small->specification.need = need;
    small->organizations[0].kind = CADRE_KIND_NECESSITY;
    cadre_parameters_of_kind(CADRE_KIND_NECESSITY, &small->organizations[0].parameters);
    for (int32_t k = 0; k < 4; k++)
        small_world_event(small, CADRE_EVENT_destroy, "raid", 30 + 90 * k, 0);
    cadre_world_t *world = small_world_begin(small, 1);
    for (int32_t t = 1; t <= 400; t += 3) {
        small_world_run(world, t);
        recount(world);
    }
    assert_true(small_world_happened(world, 0, CADRE_EVENT_rebuilt) >= 3);
    assert_false(cadre_organization_lives(world->organizations[0])); /* no need, no return */
    cadre_world_free(world);
    small_world_free(small);
    free(need);
}

/* ---------------------------------------------------------------- a change of line */

enum { BRANCH = 2000 };

/* A party in three branches of 2,000: one in the city, two on campus. Every other person of each is
 * a founder, the others came from elsewhere. */
static int set_up_line(void **state)
{
    fixture_t *self = malloc(sizeof *self);
    self->small = small_world_create(200, 6);
    self->small->specification.mechanisms = 1u << CADRE_MECHANISM_branches;
    self->small->organizations[0].founders.members = 3 * BRANCH;
    self->world = small_world_begin(self->small, 1);
    for (int32_t b = 0; b < 3; b++) {
        cadre_branch_t *branch = cadre_branch_number(self->world, party(self), b);
        branch->milieu = b == 0 ? CADRE_MILIEU_CITY : CADRE_MILIEU_CAMPUS;
        branch->roots = 0.8f;
        for (int32_t k = 0; k < BRANCH; k += 2) {
            cadre_member_flag(self->world, branch->people.start + k, CADRE_FLAG_FOUNDER, false);
            cadre_member_flag(self->world, branch->people.start + k, CADRE_FLAG_CAME, true);
        }
    }
    *state = self;
    return 0;
}

static const cadre_branch_t *line(fixture_t *self, int32_t b)
{
    return cadre_branch_number(self->world, party(self), b);
}

static int32_t founders(fixture_t *self, int32_t b)
{
    int32_t n = 0;
    for (int32_t k = 0; k < line(self, b)->people.count; k++)
        n += (self->world->people.flags[line(self, b)->people.start + k] & CADRE_FLAG_FOUNDER) != 0;
    return n;
}

/* In the city, where nothing changes, founders leave with probability .15; on campus everybody,
 * founder or not, as often and not twice as often. */
static void those_of_the_old_milieu_and_founders_leave(void **state)
{
    fixture_t *self = *state;
    cadre_branches_reorient(self->world, party(self), CADRE_MILIEU_CITY);
    check_binomial(BRANCH / 2 - founders(self, 0), BRANCH / 2, 0.15);
    assert_int_equal(line(self, 0)->people.count - founders(self, 0), BRANCH / 2);
    for (int32_t b = 1; b < 3; b++) {
        check_binomial(BRANCH - line(self, b)->people.count, BRANCH, 0.15);
        check_binomial(BRANCH / 2 - founders(self, b), BRANCH / 2, 0.15);
    }
    const double gone = 3 * BRANCH - party(self)->members;
    assert_true(party(self)->total[CADRE_MEASURE_exits_reoriented] == gone);
    assert_true(party(self)->total[CADRE_MEASURE_exits] == gone);
    recount(self->world);
}

static void the_others_turn_and_lose_roots(void **state)
{
    fixture_t *self = *state;
    self->world->now = 20;
    cadre_branches_reorient(self->world, party(self), CADRE_MILIEU_CITY);
    for (int32_t b = 0; b < 3; b++) {
        assert_int_equal(line(self, b)->milieu, CADRE_MILIEU_CITY);
        check_close((double)line(self, b)->roots, b == 0 ? 0.8 : 0.4, 1e-6, 0);
        assert_true(b == 0 ? line(self, b)->switched < 0 : line(self, b)->switched == 20);
        assert_true(line(self, b)->retreated < 0);
    }
    self->world->now = 30;
    cadre_branches_reorient(self->world, party(self), CADRE_MILIEU_CAMPUS);
    for (int32_t b = 0; b < 3; b++) {
        assert_int_equal(line(self, b)->milieu, CADRE_MILIEU_CAMPUS);
        check_close((double)line(self, b)->roots, b == 0 ? 0.4 : 0.2, 1e-6, 0);
        assert_true(line(self, b)->retreated == 30 && line(self, b)->switched == 30);
    }
}

/* At large there is no milieu to turn from: founders leave, the others stay. */
static void at_large_founders_leave(void **state)
{
    fixture_t *self = *state;
    cadre_branch_close(self->world, party(self), party(self)->branches[0]);
    cadre_branches_reorient(self->world, party(self), CADRE_MILIEU_CAMPUS);
    check_binomial(BRANCH / 2 - founders(self, -1), BRANCH / 2, 0.15);
    assert_int_equal(line(self, -1)->people.count - founders(self, -1), BRANCH / 2);
}

static void without_loss_nobody_leaves(void **state)
{
    fixture_t *self = *state;
    party(self)->parameters.branches_reorient_loss = 0;
    cadre_branches_reorient(self->world, party(self), CADRE_MILIEU_WORKPLACE);
    assert_int_equal(party(self)->members, 3 * BRANCH);
    assert_int_equal(line(self, 2)->milieu, CADRE_MILIEU_WORKPLACE);
}

int main(void)
{
#define TEST(name, set_up) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(two_people_of_the_reservoir_begin_where_it_was, set_up_ended),
        TEST(it_comes_back_at_its_rate, set_up_ended),
        TEST(it_comes_back_while_need_is_above_three_tenths, set_up_ended),
        cmocka_unit_test(destroyed_it_comes_back),
        TEST(those_of_the_old_milieu_and_founders_leave, set_up_line),
        TEST(the_others_turn_and_lose_roots, set_up_line),
        TEST(at_large_founders_leave, set_up_line),
        TEST(without_loss_nobody_leaves, set_up_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
