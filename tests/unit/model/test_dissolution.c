/* model/dissolution: readiness, rounds and majorities by hand from the formulas at the head of the
 * file; who stays together when all is over, person by person. */
#include "base/sampling.h"
#include "politics_fixture.h"

static const double HAIR = 1e-6; /* people's columns are floats */

enum { BRANCHES = 4, SIZE = 12 };

/* Where people may speak, so that their grievances are their own. */
static fixture_t *assemble(int32_t branches, int32_t size)
{
    fixture_t *self = gather(branches, size);
    self->world->mechanisms = 1u << CADRE_MECHANISM_voice;
    return self;
}

static int set_up(void **state)
{
    *state = assemble(BRANCHES, SIZE);
    return 0;
}

static void week(fixture_t *self)
{
    cadre_dissolution_week(self->world, party(self));
}

/* ---------------------------------------------------------------- readiness */

static void readiness_is_what_pulls_and_pushes(void **state)
{
    (void)state;
    check_close(cadre_vote_readiness(0, 0, 0, 0), 0.3, 1e-12, 0);
    check_close(cadre_vote_readiness(0.5, 0, 0, 0), 0.45, 1e-12, 0);
    check_close(cadre_vote_readiness(0, 0.5, 0, 0), 0.45, 1e-12, 0);
    check_close(cadre_vote_readiness(0, 0, 0.5, 0), 0.4, 1e-12, 0);
    check_close(cadre_vote_readiness(0, 0, 0, 0.5), 0.15, 1e-12, 0);
    check_close(cadre_vote_readiness(0.2, 0.4, 0.6, 0.3), 0.3 + 0.06 + 0.12 + 0.12 - 0.09, 1e-12,
                0);
    check_close(cadre_vote_readiness(1, 1, 1, 0), 1, 0, 0); /* 1.1 */
    assert_true(cadre_vote_readiness(0, 0, 0, 1.5) == 0);
}

/* ---------------------------------------------------------------- the question */

/* Two, three and four rounds, each in a third of 3,000 worlds. */
static void rounds_are_two_to_four(void **state)
{
    fixture_t *self = *state;
    enum { RUNS = 3000 };
    int count[5] = {0};
    for (uint32_t r = 1; r <= RUNS; r++) {
        self->world->luck.replicate = r;
        party(self)->rounds_left = 0;
        cadre_dissolution_propose(self->world, party(self));
        assert_in_range(party(self)->rounds, 2, 4);
        assert_int_equal(party(self)->rounds_left, party(self)->rounds);
        count[party(self)->rounds]++;
    }
    for (int rounds = 2; rounds <= 4; rounds++)
        check_binomial(count[rounds], RUNS, 1.0 / 3);
    assert_true(happening(self, CADRE_EVENT_dissolution_proposed, RUNS - 1)->value ==
                party(self)->rounds);
}

/* At first the share of yes is that of those who speak. */
static void at_first_yes_is_who_speaks(void **state)
{
    fixture_t *self = *state;
    for (int32_t k = 0; k < 9; k++)
        self->world->people.stance[slot_at(self, k % 3, k)] = CADRE_STANCE_SPEAKS;
    take_stock(self);
    cadre_dissolution_propose(self->world, party(self));
    check_close(party(self)->yes, 9.0 / 48, 1e-12, 0);
    party(self)->yes = 0.75; /* what is being voted on is not put to the vote again */
    cadre_dissolution_propose(self->world, party(self));
    assert_true(party(self)->yes == 0.75);
    assert_int_equal(happened(self, CADRE_EVENT_dissolution_proposed), 1);
}

/* A scandal: a shock above .3 while L < .4. A motion: at a convention with L < motion. Without a
 * leadership there is neither. */
static void a_scandal_or_a_motion_brings_the_question_up(void **state)
{
    (void)state;
    static const struct {
        double shock, legitimacy;
        int32_t convened, committee;
        bool asked;
    } cases[] = {
        {0.3001, 0.3999, 0, 12, true}, {0.3, 0.3999, 0, 12, false}, {0.3001, 0.4, 0, 12, false},
        {0.3001, 0.3999, 0, 0, false}, {0, 0.19, WEEK, 12, true},   {0, 0.2, WEEK, 12, false},
        {0, 0.1, WEEK - 1, 12, false}, {0, 0.1, WEEK, 0, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        fixture_t *self = assemble(1, SIZE);
        party(self)->shock = cases[i].shock;
        party(self)->legitimacy = cases[i].legitimacy;
        party(self)->convened = cases[i].convened;
        parameters(self)->leadership_committee = cases[i].committee;
        parameters(self)->dissolution_motion = 0.2;
        week(self);
        assert_int_equal(party(self)->rounds_left > 0, cases[i].asked);
        assert_int_equal(happened(self, CADRE_EVENT_voted), 0); /* the first round is next week */
        release(self);
    }
}

/* ---------------------------------------------------------------- one round */

/* All alike, in a rival's pull, with grievances, outrage and belief: without noise everybody who
 * votes says yes, or nobody. Returns the share of yes at this theta0. */
static double yes_at(double theta0, double theta1, double yes_before)
{
    fixture_t *self = assemble(1, 40);
    for (int32_t k = 0; k < 40; k++) {
        self->world->people.grievance[slot_at(self, 0, k)] = 0.5f;
        self->world->people.belief[slot_at(self, 0, k)] = 0.25f;
    }
    take_stock(self);
    party(self)->rival_worth = 0.2;
    party(self)->outrage = 0.6;
    party(self)->rounds = party(self)->rounds_left = 3;
    party(self)->yes = yes_before;
    parameters(self)->dissolution_noise = 0;
    parameters(self)->dissolution_theta0 = theta0;
    parameters(self)->dissolution_theta1 = theta1;
    week(self);
    assert_int_equal(party(self)->rounds_left, 2);
    assert_int_equal(happening(self, CADRE_EVENT_voted, 0)->number, 1);
    const double yes = party(self)->yes;
    assert_true(happening(self, CADRE_EVENT_voted, 0)->value == yes);
    release(self);
    return yes;
}

/* v = .3 + .06 + .15 + .12 - .075 = .555 against theta0 + theta1 (1 - yes). */
static void a_yes_takes_more_than_the_threshold(void **state)
{
    (void)state;
    const double ready = 0.555;
    assert_true(yes_at(ready - HAIR, 0, 0.3) == 1);
    assert_true(yes_at(ready + HAIR, 0, 0.3) == 0);
    assert_true(yes_at(ready - 0.5 * 0.7 - HAIR, 0.5, 0.3) == 1);
    assert_true(yes_at(ready - 0.5 * 0.7 + HAIR, 0.5, 0.3) == 0);
    assert_true(yes_at(ready - HAIR, 0.5, 1) == 1);
    assert_true(yes_at(ready + HAIR, 0.5, 1) == 0);
    assert_true(yes_at(ready - 0.5 + HAIR, 0.5, 0) == 0);
}

enum { MANY = 6000 };

/* Half are committed and against, half not and for: who votes is decided by .6 + .3 c and the word
 * of the round. */
static void the_committed_vote_more_often(void **state)
{
    (void)state;
    fixture_t *self = assemble(1, MANY);
    const cadre_people_t *people = &self->world->people;
    parameters(self)->dissolution_noise = parameters(self)->dissolution_theta1 = 0;
    parameters(self)->dissolution_theta0 = 0.2;
    for (int32_t k = 0; k < MANY; k++)
        people->commitment[slot_at(self, 0, k)] = people->belief[slot_at(self, 0, k)] =
            (float)(k % 2);
    take_stock(self);
    party(self)->rounds = party(self)->rounds_left = 3;
    for (unsigned round = 0; round < 2; round++) {
        int votes = 0;
        int yes = 0;
        for (int32_t k = 0; k < MANY; k++) {
            const uint64_t id = people->id[slot_at(self, 0, k)];
            const bool comes = luck_of(self, id, CADRE_DRAW_BALLOT, round, 0) < 0.6 + 0.3 * (k % 2);
            votes += comes;
            yes += comes && k % 2 == 0;
        }
        week(self);
        check_close(party(self)->yes, (double)yes / votes, 1e-12, 0);
    }
    release(self);
}

/* v = .15 and noise .1: of those who vote P(N(0,1) > (.25 - .15)/.1) = .158655 say yes. */
static void noise_is_normal(void **state)
{
    (void)state;
    fixture_t *self = assemble(1, MANY);
    parameters(self)->dissolution_theta0 = 0.25;
    parameters(self)->dissolution_theta1 = 0;
    party(self)->rounds = party(self)->rounds_left = 2;
    week(self);
    const double votes = MANY * 0.75;
    check_close(party(self)->yes, 0.158655, 0, 4.4 * sqrt(0.158655 * 0.841345 / votes));
    release(self);
}

/* Where nobody may speak everybody's grievance is the reference, .23: v = .3 + .069 - .15. */
static void without_voice_grievances_are_the_usual(void **state)
{
    (void)state;
    for (int more = 0; more < 2; more++) {
        fixture_t *self = gather(1, 40);
        for (int32_t k = 0; k < 40; k++)
            self->world->people.grievance[slot_at(self, 0, k)] = (float)(k % 2);
        parameters(self)->dissolution_noise = parameters(self)->dissolution_theta1 = 0;
        parameters(self)->dissolution_theta0 = 0.219 + (more ? HAIR : -HAIR);
        party(self)->rounds = party(self)->rounds_left = 2;
        week(self);
        assert_true(party(self)->yes == 1 - more);
        release(self);
    }
}

/* Those at large vote, too. */
static void everybody_votes(void **state)
{
    fixture_t *self = *state;
    while (branch_at(self, 0)->people.count > 0)
        cadre_member_move(self->world, branch_at(self, 0), slot_at(self, 0, 0), branch_at(self, -1),
                          0);
    for (int32_t k = 0; k < SIZE; k++)
        self->world->people.grievance[slot_at(self, -1, k)] = 1;
    take_stock(self);
    parameters(self)->dissolution_noise = 0;
    parameters(self)->dissolution_theta0 = 0.3;
    parameters(self)->dissolution_theta1 = 0;
    party(self)->rounds = party(self)->rounds_left = 2;
    week(self);
    assert_true(party(self)->yes > 0 && party(self)->yes < 0.5);
}

/* ---------------------------------------------------------------- the decision */

/* All of the last round's votes are yes, or none; who leaves joins no local group. */
static void decide(fixture_t *self, int32_t rounds_left, bool yes)
{
    parameters(self)->dissolution_noise = 0;
    parameters(self)->dissolution_theta0 = yes ? 0 : 1;
    parameters(self)->dissolution_theta1 = 0;
    parameters(self)->dissolution_disaffiliates = 0;
    parameters(self)->exit_local_choice = 0;
    party(self)->rounds = 4;
    party(self)->rounds_left = rounds_left;
    week(self);
}

static void the_last_round_decides(void **state)
{
    fixture_t *self = *state;
    for (int32_t left = 4; left > 1; left--) {
        decide(self, left, true);
        assert_true(party(self)->yes == 1);
        assert_int_equal(party(self)->rounds_left, left - 1);
        assert_int_equal(happening(self, CADRE_EVENT_voted, 4 - left)->number, 5 - left);
    }
    decide(self, 1, false);
    assert_true(cadre_organization_lives(party(self)));
    assert_int_equal(party(self)->rounds_left, 0);
    decide(self, 1, true);
    assert_false(cadre_organization_lives(party(self)));
    assert_int_equal(party(self)->end, CADRE_END_DISSOLVED);
    assert_true(happening(self, CADRE_EVENT_dissolved, 0)->value == BRANCHES * SIZE);
}

/* Of two who vote one says yes: that is no majority. */
static void half_is_no_majority(void **state)
{
    (void)state;
    int ties = 0;
    for (uint32_t r = 1; r <= 10; r++) {
        fixture_t *self = assemble(1, 2);
        self->world->luck.replicate = r;
        for (int32_t k = 0; k < 2; k++) {
            self->world->people.commitment[slot_at(self, 0, k)] = 1;
            self->world->people.belief[slot_at(self, 0, k)] = (float)k;
        }
        take_stock(self);
        parameters(self)->dissolution_noise = parameters(self)->dissolution_theta1 = 0;
        parameters(self)->dissolution_theta0 = 0.2; /* .3 is for, 0 against */
        party(self)->rounds = party(self)->rounds_left = 1;
        week(self);
        assert_int_equal(party(self)->ended == CADRE_NONE, party(self)->yes <= 0.5);
        ties += party(self)->yes == 0.5;
        release(self);
    }
    assert_true(ties > 3);
}

/* ---------------------------------------------------------------- branches that leave */

/* Discontent of all in a branch: grievance alone, of which 1 - L = .5 counts. */
static void embitter(fixture_t *self, int32_t b, int32_t people, double discontent)
{
    party(self)->legitimacy = 0.5;
    parameters(self)->voice_doubt = 0;
    for (int32_t k = 0; k < people; k++)
        self->world->people.grievance[slot_at(self, b, k)] = (float)(2 * discontent);
}

/* More than half of a branch above .45: it leaves in this round if its word is below the parameter,
 * and is a local group. */
static void a_branch_set_against_it_may_leave(void **state)
{
    (void)state;
    static const struct {
        int32_t people;
        double discontent;
        bool likely, leaves;
    } cases[] = {
        {7, 0.4501, true, true},
        {6, 0.4501, true, false},
        {12, 0.4499, true, false},
        {7, 0.4501, false, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        fixture_t *self = assemble(BRANCHES, SIZE);
        const double u = luck_of(self, branch_at(self, 2)->id, CADRE_DRAW_DISAFFILIATE, 0, 0);
        embitter(self, 2, cases[i].people, cases[i].discontent);
        take_stock(self);
        parameters(self)->dissolution_disaffiliates = u + (cases[i].likely ? 1e-9 : -1e-9);
        parameters(self)->dissolution_theta0 = 5; /* nobody votes yes */
        party(self)->rounds = party(self)->rounds_left = 2;
        week(self);
        assert_int_equal(happened(self, CADRE_EVENT_branch_left), cases[i].leaves);
        assert_int_equal(party(self)->members, (BRANCHES - cases[i].leaves) * SIZE);
        assert_int_equal(self->world->organization_count, 1 + cases[i].leaves);
        if (cases[i].leaves) {
            const cadre_organization_t *local = self->world->organizations[1];
            assert_int_equal(local->kind, CADRE_KIND_LOCAL);
            assert_int_equal(local->parent, 0);
            assert_int_equal(local->members, SIZE);
            assert_true(local->funds == 0);
            assert_string_equal(local->name, "party-local-1");
            assert_int_equal(happening(self, CADRE_EVENT_branch_left, 0)->other, 1);
        }
        recount(self->world);
        release(self);
    }
}

/* Without a round nobody leaves; in each round another draw of each branch decides. */
static void branches_leave_in_rounds_only(void **state)
{
    fixture_t *self = *state;
    for (int32_t b = 0; b < BRANCHES; b++)
        embitter(self, b, SIZE, 0.5);
    take_stock(self);
    parameters(self)->dissolution_disaffiliates = 1;
    parameters(self)->dissolution_theta0 = 5;
    week(self);
    assert_int_equal(party(self)->members, BRANCHES * SIZE);
    party(self)->rounds = party(self)->rounds_left = 2;
    week(self);
    assert_int_equal(party(self)->members, 0);
    assert_int_equal(happened(self, CADRE_EVENT_branch_left), BRANCHES);
    assert_true(party(self)->yes == 0); /* nobody is left to vote */
    recount(self->world);
}

/* ---------------------------------------------------------------- what survives */

/* Whether the person prefers a local group: .5 + .3 c. */
static bool prefers(const fixture_t *self, int32_t b, int32_t k, double commitment)
{
    const uint64_t id = self->world->people.id[slot_at(self, b, k)];
    return luck_of(self, id, CADRE_DRAW_BALLOT, 255, 2) < 0.5 + 0.3 * commitment;
}

static int32_t living_of_kind(const fixture_t *self, cadre_kind_t kind, int32_t *people)
{
    int32_t n = 0;
    *people = 0;
    for (int32_t o = 1; o < self->world->organization_count; o++)
        if (self->world->organizations[o]->kind == kind) {
            *people += self->world->organizations[o]->members;
            n++;
        }
    return n;
}

/* A branch of which three prefer it stays together, one of which two do does not. */
static void locals_are_of_those_who_prefer_it(void **state)
{
    (void)state;
    int kept = 0;
    int scattered = 0;
    for (int32_t size = 2; size <= 8; size++) {
        fixture_t *self = assemble(BRANCHES, size);
        int32_t groups = 0;
        int32_t stay = 0;
        for (int32_t b = 0; b < BRANCHES; b++) {
            int32_t n = 0;
            for (int32_t k = 0; k < size; k++) {
                self->world->people.commitment[slot_at(self, b, k)] = (float)b / 3;
                n += prefers(self, b, k, b / 3.0);
            }
            groups += n >= 3;
            stay += n >= 3 ? n : 0;
            kept += n == 3;
            scattered += n == 2;
        }
        take_stock(self);
        decide(self, 1, true);
        int32_t people;
        assert_int_equal(living_of_kind(self, CADRE_KIND_LOCAL, &people), groups);
        assert_int_equal(people, stay);
        assert_int_equal(happened(self, CADRE_EVENT_local_formed), groups);
        assert_true(total(self, CADRE_MEASURE_transferred_out) == stay);
        assert_true(total(self, CADRE_MEASURE_exits) == BRANCHES * size - stay);
        assert_int_equal(self->world->home, BRANCHES * size - stay);
        recount(self->world);
        release(self);
    }
    assert_true(kept > 0 && scattered > 0);
}

/* Where a rival pulls without bound, nobody of the others goes home. */
static void the_others_go_to_the_rival(void **state)
{
    (void)state;
    fixture_t *self = malloc(sizeof *self);
    self->small = small_world_create(200, 2);
    self->small->specification.mechanisms = 0;
    small_world_add(self->small, "rival")->founders.members = 5000;
    self->world = small_world_begin(self->small, 1);
    small_world_run(self->world, WEEK);
    parameters(self)->exit_rival_choice = 1e9;
    decide(self, 1, true);
    int32_t stay;
    int32_t caucus;
    living_of_kind(self, CADRE_KIND_LOCAL, &stay);
    living_of_kind(self, CADRE_KIND_CAUCUS, &caucus);
    stay += caucus;
    assert_in_range(stay, 20, 70);
    assert_int_equal(self->world->organizations[1]->members, 5000 + 75 - stay);
    assert_true(total(self, CADRE_MEASURE_to_rival) == 75 - stay);
    assert_int_equal(self->world->home, 0);
    release(self);
}

/* Those harmed more who are in no local group found a caucus, if they are eight; those at large are
 * among them. */
static void eight_of_the_harmed_are_a_caucus(void **state)
{
    (void)state;
    for (int32_t wanted = 7; wanted <= 8; wanted++) {
        fixture_t *self = assemble(1, 40);
        while (branch_at(self, 0)->people.count > 20)
            cadre_member_move(self->world, branch_at(self, 0), slot_at(self, 0, 0),
                              branch_at(self, -1), 0);
        int32_t harmed = 0;
        int32_t stay = 0;
        for (int32_t k = 0; k < 20; k++) { /* all who stay together, 4 at large, others here */
            uint8_t *here = &self->world->people.flags[slot_at(self, 0, k)];
            uint8_t *away = &self->world->people.flags[slot_at(self, -1, k)];
            *away |= k < 4 ? CADRE_FLAG_HARMED : 0;
            const bool goes = prefers(self, 0, k, 0.5);
            stay += goes;
            if (goes || harmed < wanted - 4)
                *here |= CADRE_FLAG_HARMED;
            harmed += !goes && harmed < wanted - 4;
        }
        assert_int_equal(harmed, wanted - 4);
        take_stock(self);
        decide(self, 1, true);
        int32_t people;
        assert_int_equal(living_of_kind(self, CADRE_KIND_LOCAL, &people), 1);
        assert_int_equal(people, stay);
        assert_int_equal(living_of_kind(self, CADRE_KIND_CAUCUS, &people), wanted == 8);
        assert_int_equal(people, wanted == 8 ? 8 : 0);
        assert_int_equal(happened(self, CADRE_EVENT_caucus_formed), wanted == 8);
        assert_int_equal(self->world->members + self->world->home, 40);
        recount(self->world);
        release(self);
    }
}

/* What is born has a parent, its kind's parameters, the name of its kind, and no money. */
static void what_survives_is_a_child_without_money(void **state)
{
    fixture_t *self = *state;
    party(self)->funds = 5000;
    for (int32_t b = 0; b < BRANCHES; b++)
        for (int32_t k = 0; k < SIZE; k++)
            self->world->people.flags[slot_at(self, b, k)] |= CADRE_FLAG_HARMED;
    take_stock(self);
    decide(self, 1, true);
    const int32_t count = self->world->organization_count;
    assert_int_equal(count, 1 + BRANCHES + 1);
    for (int32_t o = 1; o < count; o++) {
        const cadre_organization_t *born = self->world->organizations[o];
        const bool caucus = o == count - 1;
        assert_int_equal(born->kind, caucus ? CADRE_KIND_CAUCUS : CADRE_KIND_LOCAL);
        assert_int_equal(born->parent, 0);
        assert_int_equal(born->born, WEEK);
        assert_true(born->funds == 0);
        assert_int_equal(born->parameters.leadership_committee, 0);
        assert_int_equal(born->parameters.branches_n_min, caucus ? 2 : 3);
        assert_int_equal(born->branch_count > 0, !caucus || born->members > 8);
        check_contains(born->name, caucus ? "party-caucus-1" : "party-local-");
    }
    assert_int_equal(self->world->members + self->world->home, BRANCHES * SIZE);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(readiness_is_what_pulls_and_pushes),
        TEST(rounds_are_two_to_four),
        TEST(at_first_yes_is_who_speaks),
        cmocka_unit_test(a_scandal_or_a_motion_brings_the_question_up),
        cmocka_unit_test(a_yes_takes_more_than_the_threshold),
        cmocka_unit_test(the_committed_vote_more_often),
        cmocka_unit_test(noise_is_normal),
        cmocka_unit_test(without_voice_grievances_are_the_usual),
        TEST(everybody_votes),
        TEST(the_last_round_decides),
        cmocka_unit_test(half_is_no_majority),
        cmocka_unit_test(a_branch_set_against_it_may_leave),
        TEST(branches_leave_in_rounds_only),
        cmocka_unit_test(locals_are_of_those_who_prefer_it),
        cmocka_unit_test(eight_of_the_harmed_are_a_caucus),
        cmocka_unit_test(the_others_go_to_the_rival),
        TEST(what_survives_is_a_child_without_money),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
