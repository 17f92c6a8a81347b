/* model/factions: who is in touch, who founds, joins and goes along, what becomes of them. Chances
 * are found by their critical value, as test_misconduct.c does, or person by person from the words;
 * expected values are worked out by hand from the formulas at the head of the file. */
#include "base/sampling.h"
#include "model/organizations.h"
#include "politics_fixture.h"

static const double HAIR = 1e-9;

enum { BRANCHES = 4, SIZE = 12, ALL = BRANCHES * SIZE };

static fixture_t *gather_factions(void)
{
    fixture_t *self = gather(BRANCHES, SIZE);
    self->world->mechanisms = 1u << CADRE_MECHANISM_factions;
    parameters(self)->factions_drift = 0;
    parameters(self)->factions_sympathizers = 0;
    parameters(self)->factions_bloc = 0;
    parameters(self)->voice_horizontal = 1;
    return self;
}

static int set_up(void **state)
{
    *state = gather_factions();
    return 0;
}

static void week(fixture_t *self)
{
    cadre_factions_week(self->world, party(self));
}

/* The first n of a branch have this stance. */
static void take_stance(fixture_t *self, int32_t b, int32_t n, int stance)
{
    for (int32_t k = 0; k < n; k++)
        self->world->people.stance[slot_at(self, b, k)] = (uint8_t)stance;
    take_stock(self);
}

static int32_t in_faction(const fixture_t *self, int32_t b)
{
    int32_t n = 0;
    for (int32_t k = 0; k < branch_at(self, b)->people.count; k++)
        n += (self->world->people.stance[slot_at(self, b, k)] & CADRE_STANCE_FACTION) != 0;
    return n;
}

static int32_t faction(const fixture_t *self)
{
    int32_t n = 0;
    for (int32_t b = -1; b < party(self)->branch_count; b++)
        n += in_faction(self, b);
    return n;
}

/* ---------------------------------------------------------------- founded by chance */

/* Nine who speak in two branches that are in touch, and not fewer, and not in one branch. */
static void nine_in_two_branches_found_it(void **state)
{
    (void)state;
    static const struct {
        int32_t speaking[BRANCHES];
        double horizontal;
        int32_t founders;
    } cases[] = {
        {{5, 4, 0, 0}, 1, 9},   {{5, 3, 0, 0}, 1, 0}, {{12, 0, 0, 0}, 1, 0}, {{8, 0, 1, 0}, 1, 9},
        {{12, 12, 9, 0}, 1, 9}, {{6, 6, 6, 6}, 0, 0}, {{3, 2, 2, 2}, 1, 9},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        fixture_t *self = gather_factions();
        for (int32_t b = 0; b < BRANCHES; b++)
            take_stance(self, b, cases[i].speaking[b], CADRE_STANCE_SPEAKS);
        parameters(self)->voice_horizontal = cases[i].horizontal;
        week(self);
        assert_int_equal(faction(self), cases[i].founders);
        assert_int_equal(party(self)->faction_members, cases[i].founders);
        assert_int_equal(party(self)->faction, cases[i].founders ? WEEK : CADRE_NONE);
        assert_int_equal(happened(self, CADRE_EVENT_faction_formed), cases[i].founders > 0);
        if (cases[i].founders > 0)
            assert_true(happening(self, CADRE_EVENT_faction_formed, 0)->value == 9);
        for (int32_t b = 0; b < BRANCHES; b++)
            for (int32_t k = cases[i].speaking[b]; k < SIZE; k++)
                assert_false(self->world->people.stance[slot_at(self, b, k)]);
        release(self);
    }
}

/* By the smallest words, of all who speak and are connected. */
static void founders_are_drawn_by_lot(void **state)
{
    fixture_t *self = *state;
    take_stance(self, 0, 12, CADRE_STANCE_SPEAKS);
    take_stance(self, 2, 12, CADRE_STANCE_SPEAKS);
    parameters(self)->factions_founders = 7;
    week(self);
    double most = 0;
    double least = 1;
    for (int32_t i = 0; i < 24; i++) {
        const int32_t slot = slot_at(self, i < 12 ? 0 : 2, i % 12);
        const double u = luck_of(self, self->world->people.id[slot], CADRE_DRAW_FACTION, 0, 0);
        const bool founds = self->world->people.stance[slot] & CADRE_STANCE_FACTION;
        if (founds && u > most)
            most = u;
        if (!founds && u < least)
            least = u;
    }
    assert_int_equal(faction(self), 7);
    assert_true(most < least);
}

/* The word of two branches, for all weeks before one convention. */
static double touch(const fixture_t *self, int32_t a, int32_t b)
{
    const uint64_t one = branch_at(self, a)->id;
    const uint64_t two = branch_at(self, b)->id;
    const uint64_t high = one < two ? two : one;
    const uint64_t pair = cadre_identity(CADRE_BIRTH_PAIR, one < two ? one : two, (uint32_t)high,
                                         (uint32_t)(high >> 32));
    return cadre_uniform(
        cadre_draw(self->world->luck, pair, CONVENTION, CADRE_DRAW_CONNECTED, 0).word[0]);
}

static void two_branches_are_in_touch_by_chance_once_a_year(void **state)
{
    (void)state;
    for (int more = 0; more < 2; more++)
        for (int32_t later = 0; later < 10; later += 5) {
            fixture_t *self = gather_factions();
            take_stance(self, 1, 5, CADRE_STANCE_SPEAKS);
            take_stance(self, 3, 5, CADRE_STANCE_SPEAKS);
            self->world->now += later;
            self->world->to_convention -= later;
            parameters(self)->voice_horizontal = touch(self, 1, 3) + (more ? HAIR : -HAIR);
            week(self);
            assert_int_equal(faction(self), more ? 9 : 0);
            release(self);
        }
}

/* Nine speak in three branches; that of number `middle` is in touch with the two others, which are
 * not with each other: all are connected, unless nobody speaks in the middle. */
static void who_is_in_touch_over_others_is_connected(void **state)
{
    (void)state;
    for (int32_t middle = 0; middle < 3; middle++)
        for (int32_t speaking = 0; speaking <= 3; speaking += 3) {
            fixture_t *self = gather_factions();
            const int32_t a = (middle + 1) % 3;
            const int32_t b = (middle + 2) % 3;
            uint32_t r = 1; /* a luck in which it is so */
            do
                self->world->luck.replicate = r++;
            while (touch(self, middle, a) > 0.3 || touch(self, middle, b) > 0.3 ||
                   touch(self, a, b) < 0.3);
            take_stance(self, a, 6 - speaking, CADRE_STANCE_SPEAKS);
            take_stance(self, middle, speaking, CADRE_STANCE_SPEAKS);
            take_stance(self, b, 3, CADRE_STANCE_SPEAKS);
            parameters(self)->voice_horizontal = 0.3;
            week(self);
            assert_int_equal(faction(self), speaking > 0 ? 9 : 0);
            release(self);
        }
}

/* Whether 10 who speak in two branches found a faction in such a week. */
static bool founds(cadre_dissent_t rule, int32_t to_convention, bool month_begins, int32_t window)
{
    fixture_t *self = gather_factions();
    take_stance(self, 0, 5, CADRE_STANCE_SPEAKS);
    take_stance(self, 1, 5, CADRE_STANCE_SPEAKS);
    parameters(self)->voice_dissent_rule = (int)rule;
    self->world->to_convention = to_convention;
    self->world->month_begins = month_begins;
    party(self)->faction_window = window;
    week(self);
    const bool founded = party(self)->faction == WEEK;
    if (founded) {
        assert_int_equal(party(self)->faction_window, WEEK + to_convention);
        assert_int_equal(party(self)->faction_until,
                         rule == CADRE_DISSENT_ALWAYS ? INT32_MAX : WEEK + to_convention + 1);
    }
    release(self);
    return founded;
}

/* As a month begins, within 13 weeks of the convention, or always, or never; once a window. */
static void factions_form_while_dissent_is_allowed(void **state)
{
    (void)state;
    assert_true(founds(CADRE_DISSENT_WINDOW, 13, true, CADRE_NEVER));
    assert_true(founds(CADRE_DISSENT_WINDOW, 0, true, CADRE_NEVER));
    assert_false(founds(CADRE_DISSENT_WINDOW, 14, true, CADRE_NEVER));
    assert_false(founds(CADRE_DISSENT_WINDOW, 13, false, CADRE_NEVER));
    assert_false(founds(CADRE_DISSENT_WINDOW, 13, true, WEEK + 13));
    assert_true(founds(CADRE_DISSENT_WINDOW, 13, true, WEEK + 13 - 52));
    assert_false(founds(CADRE_DISSENT_NEVER, 5, true, CADRE_NEVER));
    assert_true(founds(CADRE_DISSENT_ALWAYS, 40, true, CADRE_NEVER));
    assert_false(founds(CADRE_DISSENT_ALWAYS, 40, true, WEEK + 40));
}

/* ---------------------------------------------------------------- founded by the script */

/* First who speaks, then who is silent, then others who are no leaders and no paper members. */
static void a_scripted_faction_is_of_the_most_discontented(void **state)
{
    (void)state;
    for (int32_t founders = 2; founders <= 14; founders += 4) {
        fixture_t *self = gather_factions();
        take_stance(self, 0, 3, CADRE_STANCE_SPEAKS);
        take_stance(self, 1, 4, CADRE_STANCE_SILENT);
        for (int32_t k = 0; k < SIZE; k++) {
            self->world->people.stage[slot_at(self, 2, k)] = CADRE_STAGE_PAPER;
            self->world->people.flags[slot_at(self, 3, k)] = CADRE_FLAG_LEADER;
        }
        take_stock(self);
        cadre_factions_found(self->world, party(self), founders);
        assert_int_equal(faction(self), founders);
        int32_t speaking = 0;
        int32_t silent = 0;
        for (int32_t k = 0; k < SIZE; k++) {
            const uint8_t both[2] = {self->world->people.stance[slot_at(self, 0, k)],
                                     self->world->people.stance[slot_at(self, 1, k)]};
            speaking += both[0] == (CADRE_STANCE_FACTION | CADRE_STANCE_SPEAKS);
            silent += both[1] == (CADRE_STANCE_FACTION | CADRE_STANCE_SILENT);
        }
        assert_int_equal(speaking, founders < 3 ? founders : 3);
        assert_int_equal(silent, founders < 3 ? 0 : founders < 7 ? founders - 3 : 4);
        assert_int_equal(in_faction(self, 2) + in_faction(self, 3), 0);
        assert_int_equal(party(self)->faction, WEEK);
        cadre_factions_found(self->world, party(self), 32); /* one stands already */
        assert_int_equal(faction(self), founders);
        release(self);
    }
}

static void without_a_number_as_many_as_the_parameter_says(void **state)
{
    fixture_t *self = *state;
    parameters(self)->factions_founders = 5;
    cadre_factions_found(self->world, party(self), -1);
    assert_int_equal(faction(self), 5);
}

/* ---------------------------------------------------------------- growth */

/* A faction of `members` in branch 0, founded five weeks ago. */
static void stand(fixture_t *self, int32_t members)
{
    take_stance(self, 0, members, CADRE_STANCE_FACTION);
    party(self)->faction = WEEK - 5;
    party(self)->faction_window = CONVENTION;
    party(self)->faction_until = CONVENTION + 1;
    party(self)->faction_members = members;
    self->world->month_begins = false;
}

/* L .5: discontented is who has a grievance of twice the threshold .1, and is no paper member. Four
 * in the faction of nine discontented: others join whose threshold N(.5, .2) is below 4/9. */
static void the_discontented_join_when_enough_have(void **state)
{
    fixture_t *self = *state;
    cadre_people_t *people = &self->world->people;
    stand(self, 4);
    parameters(self)->voice_doubt = 0;
    parameters(self)->factions_join_mean = 0.5;
    parameters(self)->factions_join_sd = 0.2;
    party(self)->legitimacy = 0.5;
    bool joins[SIZE];
    int32_t n = 0;
    for (int32_t k = 0; k < SIZE; k++) {
        const int32_t slot = slot_at(self, 0, k);
        people->grievance[slot] = k < 9 ? 0.21f : 0.19f;
        const cadre_words_t words =
            cadre_draw(self->world->luck, people->id[slot], WEEK - 5, CADRE_DRAW_FACTION, 0);
        const double threshold = 0.5 + 0.2 * cadre_normal(cadre_uniform(words.word[1]));
        joins[k] = k < 4 || (k < 9 && 4.0 / 9 > threshold);
        n += joins[k];
        people->grievance[slot_at(self, 1, k)] = 1; /* nobody of the faction is there */
    }
    people->grievance[slot_at(self, 0, 11)] = 1;
    people->stage[slot_at(self, 0, 11)] = CADRE_STAGE_PAPER;
    take_stock(self);
    assert_in_range(n, 5, 8); /* some join, some do not */
    week(self);
    for (int32_t k = 0; k < SIZE; k++)
        assert_int_equal((people->stance[slot_at(self, 0, k)] & CADRE_STANCE_FACTION) != 0,
                         joins[k]);
    assert_int_equal(faction(self), n);
    assert_int_equal(party(self)->faction_members, n);
}

/* Where nobody is in it nobody joins, even if half would join a faction of one. */
static void nobody_joins_where_nobody_is(void **state)
{
    fixture_t *self = *state;
    stand(self, 4);
    parameters(self)->factions_join_mean = 0;
    for (int32_t k = 0; k < SIZE; k++)
        self->world->people.grievance[slot_at(self, 1, k)] = 1;
    take_stock(self);
    week(self);
    assert_int_equal(faction(self), 4);
}

/* ---------------------------------------------------------------- its end */

static void it_ends_with_the_convention(void **state)
{
    fixture_t *self = *state;
    stand(self, 6);
    self->world->now = CONVENTION;
    week(self);
    assert_int_equal(faction(self), 6);
    self->world->now = CONVENTION + 1;
    week(self);
    assert_int_equal(faction(self), 0);
    assert_int_equal(party(self)->faction, CADRE_NONE);
    assert_int_equal(party(self)->faction_members, 0);
    assert_int_equal(party(self)->members, ALL); /* they stay */
    assert_true(happening(self, CADRE_EVENT_faction_ended, 0)->value == 6);
}

static void it_ends_when_nobody_is_left(void **state)
{
    fixture_t *self = *state;
    stand(self, 0);
    week(self);
    assert_int_equal(party(self)->faction, CADRE_NONE);
    assert_int_equal(happened(self, CADRE_EVENT_faction_ended), 1);
}

/* Whether a faction of six, founded so many weeks ago, is expelled as a month begins. */
static bool is_expelled(double rate, double openness, int32_t speaking, int32_t age,
                        cadre_dissent_t rule)
{
    fixture_t *self = gather_factions();
    stand(self, 6);
    for (int32_t k = 0; k < speaking; k++)
        self->world->people.stance[slot_at(self, 1 + k / SIZE, k % SIZE)] = CADRE_STANCE_SPEAKS;
    take_stock(self);
    self->world->month_begins = true;
    party(self)->faction = WEEK - age;
    party(self)->openness = openness;
    parameters(self)->factions_expel_per_month = rate;
    parameters(self)->voice_dissent_rule = (int)rule;
    week(self);
    const bool expelled = happened(self, CADRE_EVENT_faction_expelled) == 1;
    assert_int_equal(party(self)->members, expelled ? ALL - 6 : ALL);
    release(self);
    return expelled;
}

/* 1 - exp(-rate (1 - Omega)/.58) a month: at Omega .71 with half the rate. Not with a majority,
 * 24 of 48, that speaks; not in the week of its founding; not where dissent is always allowed. */
static void a_closed_leadership_with_a_majority_expels(void **state)
{
    (void)state;
    fixture_t *self = gather_factions();
    const double u = luck_of(self, party(self)->id, CADRE_DRAW_EXPULSION, 0, 0);
    release(self);
    const double critical = -log1p(-u);
    const cadre_dissent_t window = CADRE_DISSENT_WINDOW;
    assert_true(is_expelled(critical + HAIR, 0.42, 0, 5, window));
    assert_false(is_expelled(critical - HAIR, 0.42, 0, 5, window));
    assert_true(is_expelled(2 * critical + HAIR, 0.71, 23, 5, window));
    assert_false(is_expelled(2 * critical - HAIR, 0.71, 23, 5, window));
    assert_false(is_expelled(1e3, 0.42, 24, 5, window));
    assert_false(is_expelled(1e3, 0.42, 0, 0, window));
    assert_true(is_expelled(1e3, 0.42, 0, 1, CADRE_DISSENT_NEVER));
    assert_false(is_expelled(1e3, 0.42, 0, 5, CADRE_DISSENT_ALWAYS));
    assert_false(is_expelled(1e3, 1, 0, 5, window));
}

static void it_is_decided_once_a_month(void **state)
{
    fixture_t *self = *state;
    stand(self, 6);
    parameters(self)->factions_expel_per_month = 1e3;
    week(self);
    assert_int_equal(happened(self, CADRE_EVENT_faction_expelled), 0);
}

/* ---------------------------------------------------------------- leaving together */

static const cadre_organization_t *newborn(const fixture_t *self)
{
    assert_int_equal(self->world->organization_count, 2);
    return self->world->organizations[1];
}

/* Those of a faction stand at .25 and .5. */
static void stand_apart(fixture_t *self, int32_t members)
{
    stand(self, members);
    for (int32_t k = 0; k < members; k++)
        self->world->people.doctrine[slot_at(self, 0, k)] = k % 2 ? 0.5f : 0.25f;
    party(self)->funds = 4800;
}

/* Six expelled: an organization of their own with .1 more openness, their mean doctrine, no money.
 */
static void the_expelled_found_their_own(void **state)
{
    fixture_t *self = *state;
    stand_apart(self, 6);
    cadre_factions_expel(self->world, party(self), NULL);
    const cadre_organization_t *born = newborn(self);
    assert_string_equal(born->name, "party-faction-1");
    assert_int_equal(born->kind, CADRE_KIND_PARTY);
    assert_int_equal(born->parent, 0);
    assert_int_equal(born->members, 6);
    assert_int_equal(party(self)->members, ALL - 6);
    check_close(born->base.leadership_openness, 0.52, 1e-12, 0);
    check_close(born->parameters.leadership_openness, 0.52, 1e-12, 0);
    check_close(born->base.traits_doctrine, 0.375, 1e-7, 0);
    assert_true(born->funds == 0 && party(self)->funds == 4800);
    assert_int_equal(faction(self), 0);
    assert_int_equal(party(self)->faction, CADRE_NONE);
    assert_int_equal(born->faction, CADRE_NONE);
    assert_int_equal(party(self)->faction_members, 0);
    const cadre_happening_t *told = happening(self, CADRE_EVENT_faction_expelled, 0);
    assert_int_equal(told->other, 1);
    assert_true(told->value == 6);
    assert_true(total(self, CADRE_MEASURE_transferred_out) == 6);
    assert_true(total(self, CADRE_MEASURE_exits) == 0);
    assert_int_equal(branch_at(self, 0)->sanctions, 1); /* who lost people has seen it */
    assert_int_equal(branch_at(self, 1)->sanctions, 0);
    recount(self->world);
    cadre_factions_expel(self->world, party(self), NULL); /* none stands */
    assert_int_equal(self->world->organization_count, 2);
}

/* 6 of 48 take an eighth of the money; the regime is copied. */
static void seceders_take_their_share_of_the_money(void **state)
{
    fixture_t *self = *state;
    stand_apart(self, 6);
    parameters(self)->factions_sympathizers = 100;
    for (int32_t k = 6; k < SIZE; k++)
        cadre_people_tie(self->world, slot_at(self, 0, 0), slot_at(self, 0, k));
    cadre_factions_secede(self->world, party(self), "league");
    const cadre_organization_t *born = newborn(self);
    assert_string_equal(born->name, "league");
    assert_int_equal(born->members, 6); /* nobody goes along */
    check_close(born->base.leadership_openness, 0.42, 1e-12, 0);
    check_close(born->funds, 600, 1e-12, 0);
    check_close(party(self)->funds, 4200, 1e-12, 0);
    assert_int_equal(happening(self, CADRE_EVENT_seceded, 0)->other, 1);
    assert_int_equal(branch_at(self, 0)->sanctions, 0);
    cadre_people_settle_ties(self->world);
    recount(self->world);
}

static void openness_of_the_expelled_is_at_most_one(void **state)
{
    fixture_t *self = *state;
    stand_apart(self, 5);
    party(self)->base.leadership_openness = 0.95;
    cadre_factions_expel(self->world, party(self), NULL);
    check_close(newborn(self)->base.leadership_openness, 1, 0, 0);
    assert_int_equal(newborn(self)->members, 5);
}

static void fewer_than_five_go_home(void **state)
{
    fixture_t *self = *state;
    stand(self, 4);
    cadre_factions_expel(self->world, party(self), "league");
    assert_int_equal(self->world->organization_count, 1);
    assert_int_equal(party(self)->members, ALL - 4);
    assert_int_equal(self->world->home, 4);
    assert_true(total(self, CADRE_MEASURE_exits) == 4);
    assert_string_equal(happening(self, CADRE_EVENT_faction_expelled, 0)->label, "home");
    recount(self->world);
}

/* A parameter drifts by sd .1 of its logarithm, as in any birth. */
static void the_regime_drifts(void **state)
{
    fixture_t *self = *state;
    stand(self, 6);
    parameters(self)->factions_drift = party(self)->base.factions_drift = 0.1;
    cadre_factions_secede(self->world, party(self), NULL);
    const double drift = log(newborn(self)->base.recruitment_rho / 0.55);
    assert_true(drift != 0 && fabs(drift) < 0.5);
}

/* ---------------------------------------------------------------- who goes along */

/* Each of six has three ties, one to the recruiter and two to recruits; Poisson(1.5) of them go
 * along, the recruiter first, nobody twice. */
static void sympathizers_go_along(void **state)
{
    fixture_t *self = *state;
    stand(self, 6);
    parameters(self)->factions_sympathizers = 1.5;
    int32_t gone = 0;
    for (int32_t k = 0; k < 6; k++) {
        const int32_t slot = slot_at(self, 0, k);
        cadre_people_tie(self->world, slot_at(self, 1, k), slot);
        cadre_people_tie(self->world, slot, slot_at(self, 2, k));
        cadre_people_tie(self->world, slot, slot_at(self, 3, k));
        const double u = luck_of(self, self->world->people.id[slot], CADRE_DRAW_FACTION, 0, 2);
        const int32_t wanted = (int32_t)cadre_poisson(1.5, u);
        gone += wanted < 3 ? wanted : 3;
    }
    assert_in_range(gone, 4, 14);
    cadre_factions_expel(self->world, party(self), NULL);
    assert_int_equal(newborn(self)->members, 6 + gone);
    assert_int_equal(party(self)->members, ALL - 6 - gone);
    int32_t recruiters = SIZE - branch_at(self, 1)->people.count;
    assert_true(recruiters >= gone / 3);
    cadre_people_settle_ties(self->world);
    recount(self->world);
}

/* Who goes anyway takes nobody's place: four have a recruiter in the faction and a recruit outside,
 * who goes along when Poisson(1.2) is one or more. */
static void ties_within_the_faction_do_not_count(void **state)
{
    fixture_t *self = *state;
    stand(self, 5);
    self->world->luck.replicate = 2;
    parameters(self)->factions_sympathizers = 1.2;
    int32_t gone = 0;
    for (int32_t k = 1; k < 5; k++) {
        const int32_t slot = slot_at(self, 0, k);
        cadre_people_tie(self->world, slot_at(self, 0, 0), slot);
        cadre_people_tie(self->world, slot, slot_at(self, 1, k));
        const double u = luck_of(self, self->world->people.id[slot], CADRE_DRAW_FACTION, 0, 2);
        gone += cadre_poisson(1.2, u) > 0;
    }
    assert_in_range(gone, 1, 3);
    cadre_factions_expel(self->world, party(self), NULL);
    assert_int_equal(newborn(self)->members, 5 + gone);
}

/* Of those tied to several nobody is taken twice, and all there are at most. */
static void all_who_are_tied_may_go(void **state)
{
    fixture_t *self = *state;
    stand(self, 5);
    parameters(self)->factions_sympathizers = 100;
    for (int32_t k = 1; k < 5; k++)
        cadre_people_tie(self->world, slot_at(self, 0, 0), slot_at(self, 0, k));
    cadre_people_tie(self->world, slot_at(self, 1, 0), slot_at(self, 0, 0));
    cadre_people_tie(self->world, slot_at(self, 0, 1), slot_at(self, 1, 1));
    cadre_people_tie(self->world, slot_at(self, 1, 1),
                     slot_at(self, 1, 2)); /* tied to a tied one */
    cadre_factions_expel(self->world, party(self), NULL);
    assert_int_equal(newborn(self)->members, 7);
    cadre_people_settle_ties(self->world);
    recount(self->world);
}

/* Eight of twelve of a branch are expelled: the others leave as a bloc with probability bloc x 2/3,
 * a local group of four. */
static void a_branch_may_leave_as_a_bloc(void **state)
{
    (void)state;
    for (int more = 0; more < 2; more++) {
        fixture_t *self = gather_factions();
        stand(self, 8);
        const double u = luck_of(self, branch_at(self, 0)->id, CADRE_DRAW_DELEGATES, 0, 1);
        parameters(self)->factions_bloc = u * 1.5 + (more ? HAIR : -HAIR);
        cadre_factions_expel(self->world, party(self), NULL);
        assert_int_equal(happened(self, CADRE_EVENT_branch_left), more);
        assert_int_equal(party(self)->members, more ? ALL - SIZE : ALL - 8);
        if (more) {
            const cadre_organization_t *local = self->world->organizations[2];
            assert_int_equal(local->kind, CADRE_KIND_LOCAL);
            assert_int_equal(local->members, 4);
        }
        recount(self->world);
        release(self);
    }
}

/* Two who are left of a branch go home together; of a branch with nobody left nobody leaves. */
static void what_is_left_of_a_branch_may_be_too_small(void **state)
{
    (void)state;
    for (int32_t left = 0; left <= 2; left += 2) {
        fixture_t *self = gather_factions();
        stand(self, SIZE - left);
        parameters(self)->factions_bloc = 10;
        cadre_factions_expel(self->world, party(self), NULL);
        assert_int_equal(happened(self, CADRE_EVENT_branch_left), left > 0);
        assert_int_equal(party(self)->members, ALL - SIZE);
        assert_int_equal(self->world->home, left);
        recount(self->world);
        release(self);
    }
}

/* ---------------------------------------------------------------- secession at a convention */

/* Six who spoke stand below the organization's doctrine, `above` above; of the delegates .05 were
 * opposed for each of them. The convention was last week. */
typedef struct {
    int32_t before; /* members two conventions ago */
    int32_t above;
    double share, probability;
    int32_t spoke; /* weeks ago */
    bool ousted;
} convention_t;

static fixture_t *break_up(convention_t of)
{
    fixture_t *self = gather_factions();
    parameters(self)->traits_doctrine = 0.125;
    for (int32_t k = 0; k < 6 + of.above; k++) {
        const int32_t slot = slot_at(self, 3, k);
        self->world->people.spoke[slot] = WEEK - of.spoke;
        self->world->people.doctrine[slot] = k < 6 ? 0 : 0.25f;
    }
    party(self)->convened = WEEK - 1;
    party(self)->replaced = of.ousted ? WEEK - 1 : CADRE_NEVER;
    party(self)->opposition = 0.05 * (6 + of.above);
    party(self)->funds = 480;
    party(self)->convention_size[0] = 1000;
    party(self)->convention_size[1] = of.before;
    parameters(self)->factions_secession_share = of.share;
    parameters(self)->factions_secession = of.probability;
    week(self);
    return self;
}

static int32_t seceded(convention_t of)
{
    fixture_t *self = break_up(of);
    const int32_t gone = ALL - party(self)->members;
    assert_int_equal(self->world->home, 0);
    recount(self->world);
    release(self);
    return gone;
}

/* 48 members are a fifth fewer than 60. The slates have .3 and .25 of the delegates. */
static void slates_secede_from_a_body_in_decline(void **state)
{
    (void)state;
    assert_int_equal(seceded((convention_t){60, 5, 0.26, 1, 1, false}), 6);
    assert_int_equal(seceded((convention_t){60, 5, 0.299, 1, 13, false}), 6);
    assert_int_equal(seceded((convention_t){60, 5, 0.301, 1, 1, false}), 0);
    assert_int_equal(seceded((convention_t){60, 5, 0.249, 1, 1, false}), 11);
    assert_int_equal(seceded((convention_t){60, 5, 0.251, 1, 1, false}), 6);
    assert_int_equal(seceded((convention_t){59, 5, 0.1, 1, 1, false}), 0);
    assert_int_equal(seceded((convention_t){0, 5, 0.1, 1, 1, false}), 0);
    assert_int_equal(seceded((convention_t){60, 5, 0.2, 0, 1, false}), 0);
    assert_int_equal(seceded((convention_t){60, 5, 0.2, 1, 14, false}), 0); /* too long ago */
    assert_int_equal(seceded((convention_t){60, 4, 0.1, 1, 1, false}), 6);  /* four are too few */
    assert_int_equal(seceded((convention_t){60, 5, 0.1, 1, 1, true}), 0);   /* they have won */
}

/* Each with a word of its own. */
static void each_slate_has_its_own_chance(void **state)
{
    (void)state;
    fixture_t *self = gather_factions();
    const double below = luck_of(self, party(self)->id, CADRE_DRAW_CONVENTION, 0, 1);
    const double above = luck_of(self, party(self)->id, CADRE_DRAW_CONVENTION, 0, 2);
    release(self);
    const double low = below < above ? below : above;
    const double high = below < above ? above : below;
    const int32_t first = below < above ? 6 : 5;
    assert_int_equal(seceded((convention_t){60, 5, 0.1, low - HAIR, 1, false}), 0);
    assert_int_equal(seceded((convention_t){60, 5, 0.1, low + HAIR, 1, false}), first);
    assert_int_equal(seceded((convention_t){60, 5, 0.1, high - HAIR, 1, false}), first);
    assert_int_equal(seceded((convention_t){60, 5, 0.1, high + HAIR, 1, false}), 11);
}

static void a_slate_takes_its_share_of_the_money(void **state)
{
    (void)state;
    fixture_t *self = break_up((convention_t){60, 5, 0.26, 1, 1, false});
    check_close(newborn(self)->funds, 60, 1e-12, 0);
    check_close(newborn(self)->base.traits_doctrine, 0, 0, 0);
    assert_int_equal(happening(self, CADRE_EVENT_seceded, 0)->other, 1);
    /* the sizes of two conventions are remembered */
    assert_int_equal(party(self)->convention_size[0], ALL);
    assert_int_equal(party(self)->convention_size[1], 1000);
    release(self);
    self = break_up((convention_t){60, 5, 0.26, 1, 1, false});
    party(self)->convention_size[1] = 100;
    self->world->now = WEEK + 1; /* no convention last week */
    week(self);
    assert_int_equal(party(self)->convention_size[1], 100);
    assert_int_equal(self->world->organization_count, 2);
    release(self);
}

/* ---------------------------------------------------------------- a sponsor */

static const cadre_event_spec_t AT_HALF = {.sponsor = CADRE_NONE, .position = 0.5};

static void act(fixture_t *self, cadre_sponsor_action_t action)
{
    cadre_event_spec_t event = AT_HALF;
    event.action = action;
    cadre_factions_sponsor(self->world, party(self), &event);
}

/* Between 0 and .5: six stand at .3, six just at .25. */
static void take_positions(fixture_t *self)
{
    for (int32_t k = 0; k < 6; k++) {
        self->world->people.doctrine[slot_at(self, 1, k)] = 0.3f;
        self->world->people.doctrine[slot_at(self, 2, k)] = 0.25f;
        self->world->people.doctrine[slot_at(self, 3, k)] = -0.9f;
    }
}

static void a_sponsor_instigates_those_nearer_to_it(void **state)
{
    (void)state;
    for (int32_t founders = 2; founders <= 8; founders += 6) {
        fixture_t *self = gather_factions();
        take_positions(self);
        parameters(self)->factions_founders = founders;
        act(self, CADRE_SPONSOR_INSTIGATE);
        assert_int_equal(in_faction(self, 1), 6);
        assert_int_equal(faction(self), 6);
        assert_int_equal(party(self)->faction, WEEK);
        assert_true(happening(self, CADRE_EVENT_faction_formed, 0)->value ==
                    (founders < 6 ? founders : 6));
        assert_true(party(self)->sponsor_position == 0.5);
        act(self, CADRE_SPONSOR_INSTIGATE); /* one stands */
        assert_int_equal(happened(self, CADRE_EVENT_faction_formed), 1);
        release(self);
    }
}

static void nobody_is_instigated_without_followers_or_factions(void **state)
{
    fixture_t *self = *state;
    act(self, CADRE_SPONSOR_INSTIGATE);
    assert_int_equal(party(self)->faction, CADRE_NONE);
    take_positions(self);
    self->world->mechanisms = 0;
    act(self, CADRE_SPONSOR_INSTIGATE);
    assert_int_equal(party(self)->faction, CADRE_NONE);
    assert_int_equal(faction(self), 0);
}

/* L .5: of the six near to it two are discontented. Without a faction the leadership regains half
 * of what is missing: .5 + (.82 - .5)/2 = .66. */
static void a_sponsor_backs_a_faction_or_the_leadership(void **state)
{
    fixture_t *self = *state;
    take_positions(self);
    parameters(self)->voice_doubt = 0;
    party(self)->legitimacy = 0.5;
    for (int32_t k = 0; k < SIZE; k++)
        self->world->people.grievance[slot_at(self, 1, k)] = k % 3 ? 0 : 1;
    stand(self, 6);
    act(self, CADRE_SPONSOR_BACK);
    assert_int_equal(in_faction(self, 1), 2);
    assert_int_equal(faction(self), 8);
    assert_true(party(self)->legitimacy == 0.5);
    party(self)->faction = CADRE_NONE;
    act(self, CADRE_SPONSOR_BACK);
    check_close(party(self)->legitimacy, 0.66, 1e-12, 0);
    assert_int_equal(faction(self), 8);
    party(self)->legitimacy = 0.9;
    act(self, CADRE_SPONSOR_BACK);
    assert_true(party(self)->legitimacy == 0.9);
}

static void what_a_sponsor_expels_becomes_an_issue(void **state)
{
    fixture_t *self = *state;
    party(self)->severed = false;
    act(self, CADRE_SPONSOR_EXPEL);
    assert_true(party(self)->issue_salience == 0.1);
    assert_true(party(self)->severed);
    party(self)->issue_salience = 0;
    party(self)->severed = false;
    act(self, CADRE_SPONSOR_SEVER);
    assert_true(party(self)->issue_salience == 0);
    assert_true(party(self)->severed);
    assert_int_equal(party(self)->members, ALL);
    /* whoever has severed is moved by no sponsor any more */
    party(self)->legitimacy = 0.5;
    act(self, CADRE_SPONSOR_BACK);
    assert_true(party(self)->legitimacy == 0.5);
}

/* One that is not in the file has no regime to copy. */
static void nothing_is_copied_of_a_sponsor_without_a_regime(void **state)
{
    fixture_t *self = *state;
    const cadre_parameters_t before = party(self)->base;
    act(self, CADRE_SPONSOR_COPY_REGIME);
    assert_memory_equal(&party(self)->base, &before, sizeof before);
    assert_true(party(self)->sponsor_position == 0.5);
}

static void a_sponsor_of_the_file_has_its_own_doctrine_and_regime(void **state)
{
    (void)state;
    fixture_t *self = malloc(sizeof *self);
    self->small = small_world_create(200, 2);
    self->small->specification.mechanisms = 0;
    cadre_organization_spec_t *sponsor = small_world_add(self->small, "sponsor");
    sponsor->kind = CADRE_KIND_SPONSOR;
    sponsor->founders.members = 0;
    sponsor->parameters.traits_doctrine = -0.75;
    sponsor->parameters.recruitment_rho = 1.25;
    self->world = small_world_begin(self->small, 1);
    small_world_run(self->world, WEEK);
    cadre_event_spec_t event = {.sponsor = 1, .position = 0.5, .action = CADRE_SPONSOR_COPY_REGIME};
    cadre_factions_sponsor(self->world, party(self), &event);
    assert_true(party(self)->sponsor_position == -0.75);
    assert_false(party(self)->severed);
    assert_true(party(self)->base.recruitment_rho == 1.25);
    assert_true(parameters(self)->recruitment_rho == 1.25);
    assert_int_equal(cadre_world_begin(self->world, (cadre_luck_t){1, 2}), CADRE_OK);
    assert_true(parameters(self)->recruitment_rho == 0.55); /* as in the file again */
    release(self);
}

/* Those at .3 leave a body at 0 whose sponsor was at .5; expelled, they take no money. */
static void the_loyal_minority_is_nearer_to_the_sponsor(void **state)
{
    fixture_t *self = *state;
    take_positions(self);
    party(self)->funds = 100;
    party(self)->sponsor_position = 0.5;
    cadre_factions_loyal_minority(self->world, party(self), "loyal");
    assert_string_equal(newborn(self)->name, "loyal");
    assert_int_equal(newborn(self)->members, 6);
    assert_int_equal(branch_at(self, 1)->people.count, SIZE - 6);
    check_close(newborn(self)->base.traits_doctrine, (double)0.3f, 1e-12, 0);
    assert_true(party(self)->funds == 100);
    assert_int_equal(happening(self, CADRE_EVENT_split_off, 0)->other, 1);
    recount(self->world);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nine_in_two_branches_found_it),
        TEST(founders_are_drawn_by_lot),
        cmocka_unit_test(two_branches_are_in_touch_by_chance_once_a_year),
        cmocka_unit_test(who_is_in_touch_over_others_is_connected),
        cmocka_unit_test(factions_form_while_dissent_is_allowed),
        cmocka_unit_test(a_scripted_faction_is_of_the_most_discontented),
        TEST(without_a_number_as_many_as_the_parameter_says),
        TEST(the_discontented_join_when_enough_have),
        TEST(nobody_joins_where_nobody_is),
        TEST(it_ends_with_the_convention),
        TEST(it_ends_when_nobody_is_left),
        cmocka_unit_test(a_closed_leadership_with_a_majority_expels),
        TEST(it_is_decided_once_a_month),
        TEST(the_expelled_found_their_own),
        TEST(seceders_take_their_share_of_the_money),
        TEST(openness_of_the_expelled_is_at_most_one),
        TEST(fewer_than_five_go_home),
        TEST(the_regime_drifts),
        TEST(sympathizers_go_along),
        TEST(ties_within_the_faction_do_not_count),
        TEST(all_who_are_tied_may_go),
        cmocka_unit_test(a_branch_may_leave_as_a_bloc),
        cmocka_unit_test(what_is_left_of_a_branch_may_be_too_small),
        cmocka_unit_test(slates_secede_from_a_body_in_decline),
        cmocka_unit_test(each_slate_has_its_own_chance),
        cmocka_unit_test(a_slate_takes_its_share_of_the_money),
        cmocka_unit_test(a_sponsor_instigates_those_nearer_to_it),
        TEST(nobody_is_instigated_without_followers_or_factions),
        TEST(a_sponsor_backs_a_faction_or_the_leadership),
        TEST(what_a_sponsor_expels_becomes_an_issue),
        TEST(nothing_is_copied_of_a_sponsor_without_a_regime),
        cmocka_unit_test(a_sponsor_of_the_file_has_its_own_doctrine_and_regime),
        TEST(the_loyal_minority_is_nearer_to_the_sponsor),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
