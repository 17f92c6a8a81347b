/* model/leadership: who is elected, when a leadership falls, what it makes of openness and
 * legitimacy. Chances are found by their critical value, as test_misconduct.c does; expected values
 * are worked out by hand from the formulas at the head of the file. */
#include "base/dates.h"
#include "base/sampling.h"
#include "model/organizations.h"
#include "politics_fixture.h"

static const double HAIR = 1e-9;

enum { BRANCHES = 3, SIZE = 20, CADRE = 10 };

/* Three branches of 20; the first ten of each are cadre. */
static fixture_t *gather_cadre(void)
{
    fixture_t *self = gather(BRANCHES, SIZE);
    for (int32_t b = 0; b < BRANCHES; b++)
        for (int32_t k = 0; k < CADRE; k++)
            self->world->people.stage[slot_at(self, b, k)] = CADRE_STAGE_CADRE;
    take_stock(self);
    return self;
}

static int set_up(void **state)
{
    *state = gather_cadre();
    return 0;
}

static bool leads(const fixture_t *self, int32_t b, int32_t k)
{
    return self->world->people.flags[slot_at(self, b, k)] & CADRE_FLAG_LEADER;
}

/* Leaders by the flags of people; as many as the committee has, each once. */
static int32_t count_leaders(const fixture_t *self)
{
    int32_t n = 0;
    for (int32_t b = 0; b < BRANCHES; b++)
        for (int32_t k = 0; k < branch_at(self, b)->people.count; k++)
            n += leads(self, b, k);
    assert_int_equal(n, party(self)->leader_count);
    return n;
}

static void speak(fixture_t *self, int32_t b, int32_t first, int32_t end, int32_t weeks_ago)
{
    for (int32_t k = first; k < end; k++)
        self->world->people.spoke[slot_at(self, b, k)] = WEEK - weeks_ago;
}

static void week(fixture_t *self)
{
    cadre_leadership_week(self->world, party(self));
}

/* ---------------------------------------------------------------- delegates */

static void delegates_amplify_a_majority(void **state)
{
    (void)state;
    check_close(cadre_delegate_share(0.6, 1, 2), 2.25 / 3.25, 1e-12, 0);
    check_close(cadre_delegate_share(0.4, 1, 2), 1 / 3.25, 1e-12, 0);
    check_close(cadre_delegate_share(0.5, 6, 1), 6.0 / 7, 1e-12, 0);
    check_close(cadre_delegate_share(0.25, 3, 1), 0.5, 1e-12, 0);
    check_close(cadre_delegate_share(0.8, 2, 0.5), 0.8, 1e-12, 0); /* 2 sqrt 4 = 4 */
    check_close(cadre_delegate_share(0.7, 1, 1), 0.7, 1e-12, 0);
    assert_true(cadre_delegate_share(0, 6, 2) == 0);
    assert_true(cadre_delegate_share(1, 0.01, 2) == 1);
}

/* Share of dissatisfied delegates at a convention, without leaders to be voted out. */
static double opposition(fixture_t *self)
{
    cadre_leadership_convene(self->world, party(self));
    return party(self)->opposition;
}

/* One delegate for up to 19 members, two from 20 on, three from 30 on; those at large send none. */
static void a_branch_sends_a_tenth_but_at_least_one(void **state)
{
    (void)state;
    static const struct {
        int32_t silent; /* branch of which nobody spoke; of the other everybody did */
        double opposition;
    } cases[] = {{1, 1.0 / 2},  {9, 1.0 / 2},  {19, 1.0 / 2}, {20, 1.0 / 3},
                 {29, 1.0 / 3}, {30, 1.0 / 4}, {61, 1.0 / 7}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        fixture_t *self = gather(2, 70);
        speak(self, 0, 0, 70, 0);
        while (branch_at(self, 1)->people.count > cases[i].silent)
            cadre_member_move(self->world, branch_at(self, 1), slot_at(self, 1, 0),
                              branch_at(self, -1), 1);
        while (branch_at(self, 0)->people.count > 12)
            cadre_member_move(self->world, branch_at(self, 0), slot_at(self, 0, 0),
                              branch_at(self, -1), 0);
        check_close(opposition(self), cases[i].opposition, 1e-12, 0);
        assert_int_equal(party(self)->convened, WEEK);
        release(self);
    }
}

/* Who spoke 12 weeks ago is dissatisfied, who did 13 weeks ago no more. */
static void dissatisfied_is_who_spoke_within_three_months(void **state)
{
    fixture_t *self = *state;
    speak(self, 0, 0, SIZE, 12);
    speak(self, 1, 0, SIZE, 13);
    check_close(opposition(self), 1.0 / 3, 1e-12, 0);
}

/* Of 40 in a branch 12 spoke: v = .7, d/(1 - d) = 1.5 (7/3)^2; the four delegates are as many
 * supporters as the branch's word says. */
static void supporters_among_delegates_are_binomial(void **state)
{
    (void)state;
    int seen[5] = {0};
    for (uint32_t r = 1; r <= 40; r++) {
        fixture_t *self = gather(1, 40);
        speak(self, 0, 0, 12, 3);
        self->world->luck.replicate = r;
        parameters(self)->leadership_slate = 1.5;
        const double odds = 1.5 * 49 / 9;
        const double u = luck_of(self, branch_at(self, 0)->id, CADRE_DRAW_DELEGATES, 0, 0);
        const int64_t supporters = cadre_binomial(4, odds / (1 + odds), u);
        check_close(opposition(self), 1 - (double)supporters / 4, 1e-12, 0);
        seen[supporters]++;
        release(self);
    }
    assert_true(seen[4] > 0 && seen[3] > 0 && seen[2] > 0);
}

/* ---------------------------------------------------------------- an ouster */

/* Half of the delegates are dissatisfied. Whether those in office fall. */
static bool falls(double midpoint, double scale, bool in_office)
{
    fixture_t *self = gather(2, SIZE);
    speak(self, 0, 0, SIZE, 0);
    self->world->people.stage[slot_at(self, 1, 0)] = CADRE_STAGE_CADRE;
    take_stock(self);
    if (in_office)
        cadre_leader_seat(self->world, party(self), person_at(self, 1, 0));
    parameters(self)->leadership_oust_midpoint = midpoint;
    parameters(self)->leadership_oust_scale = scale;
    cadre_leadership_convene(self->world, party(self));
    check_close(party(self)->opposition, 0.5, 1e-12, 0);
    const bool fell = happened(self, CADRE_EVENT_ousted) == 1;
    assert_int_equal(party(self)->replaced == WEEK, fell);
    release(self);
    return fell;
}

/* With probability u, the word of the convention, at opposition midpoint + scale ln(u/(1 - u)). */
static void the_leadership_falls_with_a_logistic_probability(void **state)
{
    (void)state;
    fixture_t *self = gather(2, SIZE);
    const double u = luck_of(self, party(self)->id, CADRE_DRAW_CONVENTION, 0, 0);
    release(self);
    const double scale[] = {0.05, 0.01, 0.3};
    for (int i = 0; i < 3; i++) {
        const double critical = 0.5 - scale[i] * log(u / (1 - u));
        assert_true(falls(critical - HAIR, scale[i], true));
        assert_false(falls(critical + HAIR, scale[i], true));
        assert_false(falls(critical - HAIR, scale[i], false));
    }
    assert_true(falls(0, 1e-5, true)); /* exponents beyond all bounds */
    assert_false(falls(1, 1e-5, true));
}

/* Five seats: first for those who spoke, three of them; then for others; none for the old. */
static void the_opposition_takes_over(void **state)
{
    fixture_t *self = *state;
    parameters(self)->leadership_committee = 5;
    parameters(self)->legitimacy_ouster_restores = 0.25;
    speak(self, 0, 0, 4, 2);
    for (int32_t k = 3; k < 8; k++) /* one of the old leaders spoke, too */
        cadre_leader_seat(self->world, party(self), person_at(self, 0, k));
    party(self)->legitimacy = 0.42;
    cadre_leadership_oust(self->world, party(self));
    assert_int_equal(count_leaders(self), 5);
    for (int32_t k = 0; k < 3; k++)
        assert_true(leads(self, 0, k));
    for (int32_t k = 3; k < 8; k++)
        assert_false(leads(self, 0, k));
    for (int32_t k = 0; k < 5; k++)
        assert_int_equal(party(self)->leaders[k].since, WEEK);
    check_close(party(self)->legitimacy, 0.42 + 0.25 * 0.4, 1e-12, 0);
    assert_int_equal(party(self)->replaced, WEEK);
    assert_true(happening(self, CADRE_EVENT_ousted, 0)->value == 5);
    recount(self->world);
}

static void legitimacy_above_its_base_is_left_alone(void **state)
{
    fixture_t *self = *state;
    party(self)->legitimacy = 0.9;
    cadre_leadership_oust(self->world, party(self));
    assert_true(party(self)->legitimacy == 0.9);
}

/* ---------------------------------------------------------------- the committee */

/* The first week seats twelve cadre who did not speak lately, by lot. */
static void the_first_committee_is_of_loyal_cadre(void **state)
{
    fixture_t *self = *state;
    speak(self, 0, 0, CADRE, 12);
    speak(self, 1, 0, CADRE, 13);
    week(self);
    assert_int_equal(count_leaders(self), 12);
    double most = 0;
    double least = 1;
    for (int32_t b = 0; b < BRANCHES; b++)
        for (int32_t k = 0; k < SIZE; k++) {
            const uint64_t id = self->world->people.id[slot_at(self, b, k)];
            const double u = luck_of(self, id, CADRE_DRAW_COMMITTEE, 0, 0);
            assert_true(!leads(self, b, k) || (b > 0 && k < CADRE));
            if (leads(self, b, k) && u > most)
                most = u;
            if (b > 0 && k < CADRE && !leads(self, b, k) && u < least)
                least = u;
        }
    assert_true(most < least);
}

static void a_small_body_has_as_many_leaders_as_cadre(void **state)
{
    (void)state;
    fixture_t *self = gather(1, 10);
    for (int32_t k = 0; k < 3; k++)
        self->world->people.stage[slot_at(self, 0, k)] = CADRE_STAGE_CADRE;
    take_stock(self);
    cadre_leadership_week(self->world, party(self));
    assert_int_equal(party(self)->leader_count, 3);
    release(self);
}

/* After the first convention empty seats wait for the next one. */
static void seats_are_filled_at_conventions(void **state)
{
    fixture_t *self = *state;
    parameters(self)->leadership_leave = 0;
    party(self)->convened = WEEK - 10;
    week(self);
    assert_int_equal(count_leaders(self), 0);
    for (int32_t k = 0; k < 4; k++)
        cadre_leader_seat(self->world, party(self), person_at(self, 2, k));
    cadre_member_depart(self->world, branch_at(self, 2), slot_at(self, 2, 0));
    week(self);
    assert_int_equal(count_leaders(self), 3);
    self->world->to_convention = 0;
    week(self);
    assert_int_equal(count_leaders(self), 12);
    assert_int_equal(party(self)->convened, WEEK);
}

/* Exactly those whose word is below 1 - exp(-leave dt) step down; leave 8 a year. */
static void leaders_step_down_at_their_rate(void **state)
{
    fixture_t *self = *state;
    int32_t stays = 0;
    parameters(self)->leadership_leave = 8;
    for (int32_t b = 0; b < BRANCHES; b++)
        for (int32_t k = 0; k < CADRE; k++) {
            const uint64_t id = self->world->people.id[slot_at(self, b, k)];
            cadre_leader_seat(self->world, party(self), person_at(self, b, k));
            stays += luck_of(self, id, CADRE_DRAW_COMMITTEE, 0, 1) >= 1 - exp(-8 * DT);
        }
    week(self);
    assert_in_range(stays, 20, 29); /* some go */
    assert_int_equal(count_leaders(self), stays);
    for (int32_t b = 0; b < BRANCHES; b++)
        for (int32_t k = 0; k < CADRE; k++) {
            const uint64_t id = self->world->people.id[slot_at(self, b, k)];
            assert_int_equal(leads(self, b, k),
                             luck_of(self, id, CADRE_DRAW_COMMITTEE, 0, 1) >= 1 - exp(-8 * DT));
        }
    recount(self->world);
}

/* Who is gone, lost the post otherwise, or is of another organization now. */
static void who_is_no_leader_any_more_has_no_seat(void **state)
{
    fixture_t *self = *state;
    parameters(self)->leadership_leave = 0;
    for (int32_t k = 0; k < 5; k++)
        cadre_leader_seat(self->world, party(self), person_at(self, 0, k));
    const cadre_person_t one = person_at(self, 0, 1);
    cadre_organization_t *other =
        cadre_organization_bear(self->world, party(self), CADRE_KIND_PARTY, NULL, "split", 0);
    self->world->people.flags[slot_at(self, 0, 3)] |= CADRE_FLAG_MARKED;
    cadre_organization_join(self->world, party(self), other);
    cadre_member_depart(self->world, branch_at(self, 0), slot_at(self, 0, 0));
    cadre_member_flag(self->world, cadre_person_slot(self->world, one), CADRE_FLAG_LEADER, false);
    week(self);
    assert_int_equal(count_leaders(self), 2);
}

/* Two and four years: three in the mean. */
static void tenure_is_the_mean_of_those_in_office(void **state)
{
    fixture_t *self = *state;
    parameters(self)->leadership_leave = 0;
    for (int32_t k = 0; k < 2; k++) {
        cadre_leader_seat(self->world, party(self), person_at(self, 0, k));
        party(self)->leaders[k].since = WEEK - 60 * (k + 1);
    }
    week(self);
    check_close(party(self)->leader_tenure, 90 * DT, 1e-12, 0);
    party(self)->leader_count = 0;
    party(self)->convened = WEEK;
    week(self);
    assert_true(party(self)->leader_tenure == 0);
}

/* ---------------------------------------------------------------- openness and legitimacy */

/* From `before` members a year ago to 60, a rival's worth, years of tenure: what the leadership
 * adds to openness, and where legitimacy goes. */
static void check_standing(fixture_t *self, int32_t before, double rival, double tenure,
                           double threat, double opening)
{
    cadre_organization_t *organization = party(self);
    organization->weeks_lived = 53;
    organization->member_ring[WEEK % 52] = before;
    organization->rival_worth = rival;
    organization->leader_count = 0;
    cadre_leader_seat(self->world, organization, person_at(self, 0, 0));
    organization->leaders[0].since = WEEK - (int32_t)(tenure / DT + 0.5);
    week(self);
    const double years = organization->leader_tenure;
    check_close(years, tenure, 0, DT);
    check_close(organization->threat, threat, 1e-12, 0);
    check_close(organization->opening, opening + 0.02 * ((tenure < 15 ? tenure - years : 0)), 1e-9,
                1e-12);
    check_close(organization->legitimacy_goal, 0.82 - 0.8 * threat, 1e-12, 0);
    cadre_member_flag(self->world, slot_at(self, 0, 0), CADRE_FLAG_LEADER, false);
}

static void reform_answers_threats_and_tenure_closes(void **state)
{
    fixture_t *self = *state;
    parameters(self)->leadership_leave = 0;
    parameters(self)->leadership_committee = 1;
    party(self)->convened = WEEK - 1;
    check_standing(self, 60, 0, 0, 0, 0);
    check_standing(self, 75, 0, 0, 0.2, 0.2);
    check_standing(self, 60, 0.5, 0, 0.15, 0.15);
    check_standing(self, 75, 0.5, 10, 0.35, 0.15);
    check_standing(self, 40, 0, 10, 0, -0.2); /* growth is no threat */
    check_standing(self, 60, 0, 15, 0, -0.3);
    check_standing(self, 60, 0, 25, 0, -0.3); /* fifteen years count */
    check_standing(self, 600, 0.5, 0, 0.5, 0.5);
    party(self)->member_ring[WEEK % 52] = 0;
    week(self);
    check_close(party(self)->threat, 0.15, 1e-12, 0);
}

/* A response of .5 opens by half of a threat of .2; legitimacy wears all the same. */
static void a_leadership_may_answer_less(void **state)
{
    fixture_t *self = *state;
    parameters(self)->leadership_response = 0.5;
    party(self)->weeks_lived = 53;
    party(self)->member_ring[WEEK % 52] = 75;
    week(self);
    check_close(party(self)->threat, 0.2, 1e-12, 0);
    check_close(party(self)->opening, 0.1, 1e-12, 0);
    check_close(party(self)->legitimacy_goal, 0.66, 1e-12, 0);
}

/* In its first year an organization has nothing to compare with. */
static void decline_takes_a_year_to_be_seen(void **state)
{
    fixture_t *self = *state;
    party(self)->member_ring[WEEK % 52] = 120;
    party(self)->weeks_lived = 52;
    week(self);
    assert_true(party(self)->threat == 0);
    party(self)->weeks_lived = 53;
    week(self);
    assert_true(party(self)->threat == 0.5);
}

/* ---------------------------------------------------------------- enforcers change sides */

/* Everybody of branch 0 polices the others; the reform is at 8 a year. */
static void set_the_scene(fixture_t *self, int32_t speaking, double legitimacy, bool reformed)
{
    for (int32_t k = 0; k < SIZE; k++)
        self->world->people.flags[slot_at(self, 0, k)] =
            CADRE_FLAG_ENFORCER | (reformed ? CADRE_FLAG_REFORMED : 0);
    for (int32_t k = 0; k < speaking; k++)
        self->world->people.stance[slot_at(self, 1 + k / SIZE, k % SIZE)] = CADRE_STANCE_SPEAKS;
    take_stock(self);
    parameters(self)->leadership_reform = 8;
    party(self)->legitimacy = legitimacy;
    party(self)->reformed = reformed ? SIZE : 0;
    party(self)->convened = WEEK - 1;
}

/* How many of branch 0 have changed sides: those whose word is below 1 - exp(-8 dt), or nobody. */
static int32_t changed(const fixture_t *self, bool from)
{
    int32_t n = 0;
    for (int32_t k = 0; k < SIZE; k++) {
        const uint8_t flags = self->world->people.flags[slot_at(self, 0, k)];
        n += ((flags & CADRE_FLAG_REFORMED) != 0) != from;
    }
    return n;
}

static int32_t ready_to_change(const fixture_t *self)
{
    int32_t n = 0;
    for (int32_t k = 0; k < SIZE; k++)
        n += luck_of(self, self->world->people.id[slot_at(self, 0, k)], CADRE_DRAW_REFORM, 0, 0) <
             1 - exp(-8 * DT);
    return n;
}

/* More than .4 of 60 speak, or L < .4: to reform. Fewer than .2, and L > .5: back. */
static void enforcers_turn_in_a_crisis_and_back_in_calm(void **state)
{
    (void)state;
    static const struct {
        int32_t speaking;
        double legitimacy;
        bool reformed, turn;
    } cases[] = {
        {24, 0.8, false, false}, {25, 0.8, false, true},   {0, 0.4, false, false},
        {0, 0.399, false, true}, {11, 0.501, true, true},  {12, 0.501, true, false},
        {11, 0.5, true, false},  {25, 0.501, true, false}, {0, 0.399, true, false},
        {11, 0.8, false, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        fixture_t *self = gather_cadre();
        set_the_scene(self, cases[i].speaking, cases[i].legitimacy, cases[i].reformed);
        const int32_t ready = ready_to_change(self);
        assert_in_range(ready, 1, SIZE - 1);
        week(self);
        const int32_t turned = changed(self, cases[i].reformed);
        assert_int_equal(turned, cases[i].turn ? ready : 0);
        const int32_t reformed = cases[i].reformed ? SIZE - turned : turned;
        assert_int_equal(party(self)->reformed, reformed);
        assert_int_equal(branch_at(self, 0)->sums.enforcers, SIZE - reformed);
        recount(self->world);
        release(self);
    }
}

/* ---------------------------------------------------------------- the calendar */

static void without_a_committee_there_is_no_leadership(void **state)
{
    fixture_t *self = *state;
    parameters(self)->leadership_committee = 0;
    self->world->to_convention = 0;
    party(self)->rival_worth = 1;
    week(self);
    assert_int_equal(party(self)->leader_count, 0);
    assert_true(party(self)->convened < 0);
    assert_true(party(self)->opening == 0 && party(self)->threat == 0);
}

/* The first week on or after 22 February, each year. */
static void conventions_meet_in_late_february(void **state)
{
    (void)state;
    small_world_t *small = small_world_create(600, 4);
    small_world_switch(small, CADRE_MECHANISM_leadership, true);
    cadre_world_t *world = small_world_begin(small, 1);
    int32_t last = CADRE_NEVER;
    int conventions = 0;
    for (int32_t t = 1; t <= 600; t++) {
        small_world_run(world, t);
        const int32_t convened = world->organizations[0]->convened;
        if (convened == last)
            continue;
        assert_int_equal(convened, t - 1);
        const cadre_civil_t date = cadre_date_civil(SMALL_START_DAY + 7 * convened);
        assert_int_equal(date.month, 2);
        assert_in_range(date.day, 22, 28);
        conventions++;
        last = convened;
    }
    assert_int_equal(conventions, 12); /* 1990 .. 2001 */
    assert_int_equal(world->organizations[0]->leader_count > 0, 1);
    cadre_world_free(world);
    small_world_free(small);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(delegates_amplify_a_majority),
        cmocka_unit_test(a_branch_sends_a_tenth_but_at_least_one),
        TEST(dissatisfied_is_who_spoke_within_three_months),
        cmocka_unit_test(supporters_among_delegates_are_binomial),
        cmocka_unit_test(the_leadership_falls_with_a_logistic_probability),
        TEST(the_opposition_takes_over),
        TEST(legitimacy_above_its_base_is_left_alone),
        TEST(the_first_committee_is_of_loyal_cadre),
        cmocka_unit_test(a_small_body_has_as_many_leaders_as_cadre),
        TEST(seats_are_filled_at_conventions),
        TEST(leaders_step_down_at_their_rate),
        TEST(who_is_no_leader_any_more_has_no_seat),
        TEST(tenure_is_the_mean_of_those_in_office),
        TEST(reform_answers_threats_and_tenure_closes),
        TEST(a_leadership_may_answer_less),
        TEST(decline_takes_a_year_to_be_seen),
        cmocka_unit_test(enforcers_turn_in_a_crisis_and_back_in_calm),
        TEST(without_a_committee_there_is_no_leadership),
        cmocka_unit_test(conventions_meet_in_late_february),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
