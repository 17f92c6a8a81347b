/* model/branches: one rule after the other, on a branch set up for it. Expected values are the
 * rules at the head of the file; shares are held to |z| < 4.4 (fails by chance once in 10^5). */
#include "model/mechanisms.h"
#include "model/members.h"
#include "recount.h"
#include "world_fixture.h"

static const double DT = 7 / 365.25;

/* One campus branch of 20 at site 0 of three, 12 of them cadre, 100 weeks old, in week 100; other
 * mechanisms off. Nothing happens to it by itself. */
static int set_up(void **state)
{
    fixture_t *self = malloc(sizeof *self);
    self->small = small_world_create(400, 3);
    self->small->specification.mechanisms = 1u << CADRE_MECHANISM_branches;
    self->small->organizations[0].founders.members = 20;
    self->small->organizations[0].founders.sites = 1;
    self->small->organizations[0].founders.cadre_share = 0.6;
    cadre_parameters_t *p = &self->small->organizations[0].parameters;
    p->branches_to_city = p->branches_visit = p->branches_transplant = 0;
    self->world = small_world_begin(self->small, 1);
    small_world_run(self->world, 100);
    *state = self;
    return 0;
}

static cadre_parameters_t *parameters(fixture_t *self)
{
    return &party(self)->parameters;
}

static cadre_branch_t *branch(fixture_t *self)
{
    return &self->world->branches[party(self)->branches[0]];
}

static void week(fixture_t *self)
{
    cadre_branches_week(self->world, party(self));
}

/* `size` was the branch's size 26 weeks ago. */
static void was(fixture_t *self, int32_t size)
{
    branch(self)->size[self->world->now % CADRE_TREND_WEEKS] = size;
}

static double total(fixture_t *self, cadre_measure_t measure)
{
    return party(self)->total[measure];
}

static void leaves_alone(fixture_t *self, int32_t n)
{
    while (branch(self)->people.count > n)
        cadre_member_leave(self->world, branch(self), branch(self)->people.start);
}

/* How many of 4,000 weeks of other luck bring a change in `measure`; the state is put back by
 * `restore`. */
typedef void (*restore_t)(fixture_t *self);

static void check_weekly_chance(fixture_t *self, cadre_event_type_t type, restore_t restore,
                                double p)
{
    enum { N = 4000 };
    const int before = small_world_happened(self->world, 0, type);
    for (uint32_t r = 0; r < N; r++) {
        self->world->luck.replicate = 1000 + r;
        restore(self);
        week(self);
    }
    const double n = small_world_happened(self->world, 0, type) - before;
    assert_true(fabs(n - N * p) <= 4.4 * sqrt(N * p * (1 - p)));
}

/* ---------------------------------------------------------------- roots */

static void base_work_takes_root_and_roots_decay(void **state)
{
    fixture_t *self = *state;
    branch(self)->roots = 0.4f;
    branch(self)->hours[CADRE_HOURS_base] = 60;
    self->world->climate = 0.3f;
    week(self);
    check_close((double)branch(self)->roots,
                0.4 + DT * 0.6 * (1 - 0.4) * (0.2 + 0.3) - 0.1 * DT * 0.4, 1e-6, 0);
}

static void a_movement_that_begins_to_dominate_costs_roots_once(void **state)
{
    fixture_t *self = *state;
    const double kept = 1 - 0.1 * DT;
    const float share[] = {0.5f, 0.6f, 0.9f, 0.4f, 0.6f};
    const double factor[] = {1, 0.5, 1, 1, 0.5};
    double roots = 0.8;
    branch(self)->roots = 0.8f;
    branch(self)->hours[CADRE_HOURS_base] = 0;
    for (int i = 0; i < 5; i++) {
        branch(self)->wave_share = share[i];
        week(self);
        roots *= kept * factor[i];
        check_close((double)branch(self)->roots, roots, 1e-5, 0);
    }
}

/* ---------------------------------------------------------------- visits */

static void shrinking_and_unvisited(fixture_t *self)
{
    was(self, 23); /* 20 < .9 x 23 = 20.7 */
    branch(self)->visited = self->world->now - 26;
}

static void shrinking_but_visited(fixture_t *self)
{
    was(self, 23);
    branch(self)->visited = self->world->now - 25;
}

static void steady(fixture_t *self)
{
    was(self, 22); /* 20 >= 19.8 */
    branch(self)->visited = self->world->now - 26;
}

static void the_centre_visits_shrinking_branches(void **state)
{
    fixture_t *self = *state;
    parameters(self)->branches_visit = 5; /* a month */
    parameters(self)->branches_visit_blame = 0;
    const double p = 1 - exp(-12 * 5 * DT);
    check_weekly_chance(self, CADRE_EVENT_visited, shrinking_and_unvisited, p);
    check_weekly_chance(self, CADRE_EVENT_visited, shrinking_but_visited, 0);
    check_weekly_chance(self, CADRE_EVENT_visited, steady, 0);
    assert_int_equal(party(self)->members, 20);   /* nobody was blamed */
    branch(self)->opened = self->world->now - 25; /* no size of 26 weeks ago */
    check_weekly_chance(self, CADRE_EVENT_visited, shrinking_and_unvisited, 0);
}

/* With a rate of 10 a month and blame 1, nearly every visit costs one. */
static void a_visit_blames_one_local(void **state)
{
    fixture_t *self = *state;
    parameters(self)->branches_visit = 10;
    parameters(self)->branches_visit_blame = 1;
    shrinking_and_unvisited(self);
    while (total(self, CADRE_MEASURE_exits_blamed) == 0) {
        self->world->luck.replicate++;
        week(self);
        was(self, 23);
    }
    assert_int_equal(party(self)->members, 19);
    assert_true(total(self, CADRE_MEASURE_exits) == 1);
    assert_int_equal(branch(self)->visited, self->world->now);
    assert_int_equal(small_world_happened(self->world, 0, CADRE_EVENT_visited), 1);
    assert_int_equal(party(self)->left, 0); /* the blamed do not count in contagion */
}

/* ---------------------------------------------------------------- campus and city */

static void ready_to_turn(fixture_t *self)
{
    was(self, 20);
    branch(self)->milieu = CADRE_MILIEU_CAMPUS;
    branch(self)->switched = self->world->now - 52;
    branch(self)->retreated = self->world->now - 78;
}

static void shrinking_in_turn(fixture_t *self)
{
    ready_to_turn(self);
    was(self, 23);
}

static void just_switched(fixture_t *self)
{
    ready_to_turn(self);
    branch(self)->switched = self->world->now - 51;
}

static void just_retreated(fixture_t *self)
{
    ready_to_turn(self);
    branch(self)->retreated = self->world->now - 77;
}

static void of_size(fixture_t *self, int32_t n)
{
    ready_to_turn(self);
    branch(self)->start_count = n;
    was(self, n);
}

static void too_small(fixture_t *self)
{
    of_size(self, 15); /* 2 n_lo = 16 */
}

static void just_large_enough(fixture_t *self)
{
    of_size(self, 16);
}

static void a_strong_campus_branch_turns_to_the_city(void **state)
{
    fixture_t *self = *state;
    parameters(self)->branches_to_city = 10; /* a year */
    check_weekly_chance(self, CADRE_EVENT_turned_to_city, ready_to_turn, 1 - exp(-10 * DT));
    check_weekly_chance(self, CADRE_EVENT_turned_to_city, shrinking_in_turn, 0);
    check_weekly_chance(self, CADRE_EVENT_turned_to_city, just_switched, 0);
    check_weekly_chance(self, CADRE_EVENT_turned_to_city, just_retreated, 0);
    check_weekly_chance(self, CADRE_EVENT_turned_to_city, too_small, 0);
    check_weekly_chance(self, CADRE_EVENT_turned_to_city, just_large_enough, 1 - exp(-10 * DT));
}

static void a_weak_city_branch_retreats_with_its_people(void **state)
{
    fixture_t *self = *state;
    const struct {
        int32_t before, now, rested;
        bool retreats;
    } cases[] = {{20, 8, 52, false}, /* n_lo = 8 is enough, but ... */
                 {8, 8, 52, false},  {8, 7, 52, true},
                 {8, 7, 51, false},  {23, 20, 52, true}, /* shrinking */
                 {22, 20, 52, false}};
    for (int i = 1; i < 6; i++) {
        branch(self)->milieu = CADRE_MILIEU_CITY;
        branch(self)->roots = 0.5f;
        branch(self)->hours[CADRE_HOURS_base] = 0;
        branch(self)->switched = self->world->now - cases[i].rested;
        branch(self)->start_count = cases[i].now;
        was(self, cases[i].before);
        week(self);
        const double kept = 0.5 * (1 - 0.1 * DT);
        assert_int_equal(branch(self)->milieu,
                         cases[i].retreats ? CADRE_MILIEU_CAMPUS : CADRE_MILIEU_CITY);
        check_close((double)branch(self)->roots, cases[i].retreats ? kept / 2 : kept, 1e-6, 0);
        if (cases[i].retreats) {
            assert_int_equal(branch(self)->switched, self->world->now);
            assert_int_equal(branch(self)->retreated, self->world->now);
        }
    }
    assert_int_equal(branch(self)->people.count, 20);
    assert_int_equal(small_world_happened(self->world, 0, CADRE_EVENT_retreated), 2);
}

/* ---------------------------------------------------------------- opening and sending */

static void three_at_large_found_a_branch(void **state)
{
    fixture_t *self = *state;
    cadre_branch_t *away = &self->world->branches[party(self)->at_large];
    for (uint64_t i = 0; i < 5; i++)
        cadre_member_join(self->world, away, 100 + i, i < 3 ? 2 : 1, CADRE_STAGE_NOVICE, 0.3f);
    week(self);
    assert_int_equal(party(self)->branch_count, 2);
    const cadre_branch_t *opened = cadre_branch_at(self->world, party(self), 2);
    assert_int_equal(opened->people.count, 3);
    assert_int_equal(opened->milieu, CADRE_MILIEU_CAMPUS);
    assert_int_equal(party(self)->presence[2].at_large, 0);
    assert_int_equal(party(self)->presence[1].at_large, 2); /* two are too few */
    assert_true(total(self, CADRE_MEASURE_branches_opened) == 1);
    assert_int_equal(small_world_happened(self->world, 0, CADRE_EVENT_branch_opened), 1);
    self->world->now++;
    recount(self->world);
}

static void strong(fixture_t *self)
{
    was(self, 20);
    branch(self)->start_count = 25;
    branch(self)->start.staged[CADRE_STAGE_CADRE] = 8;
    branch(self)->milieu = CADRE_MILIEU_CAMPUS;
    /* those who were sent come back, and their branches are forgotten */
    for (int32_t site = 1; site < 3; site++) {
        const int32_t opened = party(self)->presence[site].branch;
        if (opened == CADRE_NONE)
            continue;
        cadre_branch_t *other = &self->world->branches[opened];
        while (other->people.count > 0)
            cadre_member_move(self->world, other, other->people.start, branch(self), 0);
        cadre_branch_close(self->world, party(self), opened);
    }
}

static void too_few(fixture_t *self)
{
    strong(self);
    branch(self)->start_count = 24;
}

static void too_few_cadre(fixture_t *self)
{
    strong(self);
    branch(self)->start.staged[CADRE_STAGE_CADRE] = 7;
}

/* 10 a year, two in three of the time to another of three equal sites. */
static void a_strong_branch_sends_two_cadre(void **state)
{
    fixture_t *self = *state;
    parameters(self)->branches_transplant = 10;
    check_weekly_chance(self, CADRE_EVENT_branch_opened, strong, 2.0 / 3 * (1 - exp(-10 * DT)));
    const double opened = total(self, CADRE_MEASURE_branches_opened);
    assert_true(total(self, CADRE_MEASURE_transplants) == 2 * opened);
    check_weekly_chance(self, CADRE_EVENT_branch_opened, too_few, 0);
    check_weekly_chance(self, CADRE_EVENT_branch_opened, too_few_cadre, 0);
    /* who is sent is cadre, and joins a branch that is there already */
    strong(self);
    cadre_branch_open(self->world, party(self), 1, CADRE_MILIEU_CAMPUS);
    cadre_branch_open(self->world, party(self), 2, CADRE_MILIEU_CAMPUS);
    const double before = total(self, CADRE_MEASURE_transplants);
    while (total(self, CADRE_MEASURE_transplants) == before) {
        self->world->luck.replicate++;
        branch(self)->start_count = 25;
        branch(self)->start.staged[CADRE_STAGE_CADRE] = 8;
        for (int32_t k = 1; k < 3; k++) /* nobody there yet: keep them from closing */
            if (party(self)->branch_count < 3)
                cadre_branch_open(self->world, party(self),
                                  party(self)->presence[1].branch == CADRE_NONE ? 1 : 2,
                                  CADRE_MILIEU_CAMPUS);
        week(self);
    }
    int32_t sent = 0;
    for (int32_t k = 1; k < party(self)->branch_count; k++) {
        const cadre_branch_t *other = &self->world->branches[party(self)->branches[k]];
        assert_int_equal(other->sums.staged[CADRE_STAGE_CADRE], other->people.count);
        sent += other->people.count;
    }
    assert_int_equal(sent, 2);
    assert_int_equal(branch(self)->people.count, 18);
    recount_arena(self->world);
}

/* The k-th cadre of the branch by slot, taken out of `ids` as from a branch: the last takes the
 * hole. Founders 1 to 12 are cadre. */
static uint64_t take_cadre(uint64_t *ids, int32_t *count, uint32_t k)
{
    for (int32_t i = 0; i < *count; i++) {
        bool cadre = false;
        for (int32_t f = 1; f <= 12; f++)
            cadre = cadre || ids[i] == cadre_founder_identity("party", f);
        if (!cadre || k-- > 0)
            continue;
        const uint64_t taken = ids[i];
        ids[i] = ids[--*count];
        return taken;
    }
    fail();
    return 0;
}

/* As purposes.def says: words 0 and 1 of BRANCH_PICK are who is sent, word 2 is where. */
static void who_is_sent_and_where_have_chances_of_their_own(void **state)
{
    fixture_t *self = *state;
    parameters(self)->branches_transplant = 10;
    while (total(self, CADRE_MEASURE_transplants) == 0) {
        self->world->luck.replicate++;
        strong(self);
        week(self);
        if (self->world->luck.replicate > 1000)
            fail();
    }
    uint64_t ids[20];
    int32_t count = 20;
    cadre_world_t *before = small_world_begin(self->small, 1);
    small_world_run(before, 100);
    const int32_t start = before->branches[before->organizations[0]->branches[0]].people.start;
    memcpy(ids, before->people.id + start, sizeof ids);
    cadre_world_free(before);
    const cadre_words_t words = cadre_draw(self->world->luck, branch(self)->id,
                                           (uint32_t)self->world->now, CADRE_DRAW_BRANCH_PICK, 0);
    const int32_t site = cadre_site_by_size(self->world, cadre_uniform(words.word[2]));
    const uint64_t first = take_cadre(ids, &count, cadre_uniform_below(words.word[0], 12));
    const uint64_t second = take_cadre(ids, &count, cadre_uniform_below(words.word[1], 11));
    const cadre_branch_t *opened = cadre_branch_at(self->world, party(self), site);
    assert_non_null(opened);
    assert_true(self->world->people.id[opened->people.start] == first);
    assert_true(self->world->people.id[opened->people.start + 1] == second);
}

/* ---------------------------------------------------------------- closing */

/* Weeks in which the branch is below n_min = 5. */
static void small_weeks(fixture_t *self, int32_t n)
{
    for (int32_t i = 0; i < n && party(self)->branch_count > 0; i++) {
        branch(self)->start_count = 4;
        week(self);
        self->world->now++;
    }
}

static void a_small_branch_closes_after_a_quarter(void **state)
{
    fixture_t *self = *state;
    leaves_alone(self, 2); /* not enough to found anew */
    small_weeks(self, 12);
    assert_int_equal(party(self)->branch_count, 1);
    branch(self)->start_count = 5; /* once large enough: counted afresh */
    week(self);
    small_weeks(self, 12);
    assert_int_equal(party(self)->branch_count, 1);
    small_weeks(self, 1);
    assert_int_equal(party(self)->branch_count, 0);
    assert_int_equal(party(self)->presence[0].at_large, 2);
    assert_true(total(self, CADRE_MEASURE_branches_closed) == 1);
    assert_int_equal(small_world_happened(self->world, 0, CADRE_EVENT_branch_closed), 1);
}

static void a_young_branch_has_grace(void **state)
{
    fixture_t *self = *state;
    leaves_alone(self, 2);
    branch(self)->opened = self->world->now; /* 78 weeks */
    small_weeks(self, 78);
    assert_int_equal(party(self)->branch_count, 1);
    small_weeks(self, 1);
    assert_int_equal(party(self)->branch_count, 0);
}

static void a_branch_without_people_closes_at_once(void **state)
{
    fixture_t *self = *state;
    branch(self)->opened = self->world->now;
    leaves_alone(self, 0);
    week(self);
    assert_int_equal(party(self)->branch_count, 0);
}

/* Four are enough to found a branch, but not in the 52 weeks after one has closed. */
/* Nor by sending, while the site is barred; and who is at large there joins the branch that opens.
 */
static void sending_respects_the_bar_and_gathers_those_at_large(void **state)
{
    fixture_t *self = *state;
    parameters(self)->branches_transplant = 10;
    cadre_member_join(self->world, &self->world->branches[party(self)->at_large], 7, 1,
                      CADRE_STAGE_NOVICE, 0.3f);
    for (int32_t site = 1; site < 3; site++)
        party(self)->presence[site].barred_until = self->world->now + 1;
    for (int i = 0; i < 200; i++) {
        self->world->luck.replicate++;
        strong(self);
        week(self);
    }
    assert_int_equal(party(self)->branch_count, 1);
    party(self)->presence[1].barred_until = 0;
    while (party(self)->branch_count == 1) {
        self->world->luck.replicate++;
        strong(self);
        week(self);
    }
    assert_int_equal(cadre_branch_at(self->world, party(self), 1)->people.count, 3);
    assert_int_equal(party(self)->presence[1].at_large, 0);
}

static void where_a_branch_closed_none_reopens_for_a_year(void **state)
{
    fixture_t *self = *state;
    leaves_alone(self, 4);
    small_weeks(self, 13);
    assert_int_equal(party(self)->presence[0].at_large, 4);
    for (int32_t t = 1; t < 52; t++) { /* small_weeks has gone on by one already */
        week(self);
        assert_int_equal(party(self)->branch_count, 0);
        self->world->now++;
    }
    week(self);
    assert_int_equal(party(self)->branch_count, 1);
    assert_int_equal(branch(self)->people.count, 4);
    assert_int_equal(branch(self)->number, 2);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(base_work_takes_root_and_roots_decay),
        TEST(a_movement_that_begins_to_dominate_costs_roots_once),
        TEST(the_centre_visits_shrinking_branches),
        TEST(a_visit_blames_one_local),
        TEST(a_strong_campus_branch_turns_to_the_city),
        TEST(a_weak_city_branch_retreats_with_its_people),
        TEST(three_at_large_found_a_branch),
        TEST(a_strong_branch_sends_two_cadre),
        TEST(who_is_sent_and_where_have_chances_of_their_own),
        TEST(a_small_branch_closes_after_a_quarter),
        TEST(a_young_branch_has_grace),
        TEST(a_branch_without_people_closes_at_once),
        TEST(where_a_branch_closed_none_reopens_for_a_year),
        TEST(sending_respects_the_bar_and_gathers_those_at_large),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
