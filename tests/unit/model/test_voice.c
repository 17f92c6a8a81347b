/* model/voice: grievances, the decision to speak, sanctions and what a branch learns, against the
 * formulas at the heads of voice.c and discontent.h, in double precision. Where a decision depends
 * on a level, the trait that it meets is put just below and just above the level that was computed
 * by hand. */
#include "model/mechanisms.h"
#include "model/members.h"
#include "recount.h"
#include "world_fixture.h"

static const double DT = 7 / 365.25;
static const double LN2 = 0.69314718055994531;
static const double CLOSE = 3e-7; /* floats of order one, a few operations each */

enum { PEOPLE = CADRE_LANES };

/* A branch of 16 members and their columns, made by hand: belief 1 (no doubt), no grievance,
 * hardship and fear 1, threshold .1, doctrine 0; the convention is far. */
typedef struct {
    small_world_t *small;
    cadre_world_t *world;
    float belief[PEOPLE], grievance[PEOPLE], hardship[PEOPLE], fear[PEOPLE], threshold[PEOPLE],
        doctrine[PEOPLE];
    int32_t spoke[PEOPLE], stigma_until[PEOPLE];
    cadre_block_t block;
} voice_t;

static cadre_organization_t *organization(const voice_t *self)
{
    return self->world->organizations[0];
}

static cadre_parameters_t *parameters(const voice_t *self)
{
    return &organization(self)->parameters;
}

static cadre_branch_t *branch(const voice_t *self)
{
    return cadre_branch_number(self->world, organization(self), 0);
}

static int set_up(void **state)
{
    voice_t *self = calloc(1, sizeof *self);
    self->small = small_world_create(300, 1);
    self->small->specification.mechanisms = 1u << CADRE_MECHANISM_voice;
    self->small->organizations[0].founders.members = PEOPLE;
    self->small->organizations[0].founders.cadre_share = 0;
    self->world = small_world_begin(self->small, 1);
    self->world->to_convention = 30;
    branch(self)->start = (cadre_sums_t){.staged = {0}}; /* nobody polices, nobody spoke */
    for (int i = 0; i < PEOPLE; i++) {
        self->belief[i] = self->hardship[i] = self->fear[i] = 1;
        self->threshold[i] = 0.1f;
        self->spoke[i] = self->stigma_until[i] = CADRE_NEVER;
    }
    self->block = (cadre_block_t){.world = self->world,
                                  .organization = organization(self),
                                  .branch = branch(self),
                                  .count = PEOPLE,
                                  .vectors = PEOPLE / CADRE_VECTOR,
                                  .belief = self->belief,
                                  .grievance = self->grievance,
                                  .hardship = self->hardship,
                                  .fear = self->fear,
                                  .threshold = self->threshold,
                                  .doctrine = self->doctrine,
                                  .spoke = self->spoke,
                                  .stigma_until = self->stigma_until};
    for (int i = 0; i < PEOPLE; i++) {
        self->block.stage[i] = CADRE_STAGE_MEMBER;
        self->block.words[2][i] = UINT32_MAX;
    }
    *state = self;
    return 0;
}

static int tear_down_voice(void **state)
{
    voice_t *self = *state;
    cadre_world_free(self->world);
    small_world_free(self->small);
    free(self);
    return 0;
}

static void week(voice_t *self)
{
    cadre_voice_prepare(self->world, organization(self));
    cadre_voice_block(&self->block);
}

/* Grievances stay where they are put. */
static void no_feelings(voice_t *self)
{
    parameters(self)->voice_harm = 0;
    parameters(self)->voice_fade_years = 1e9;
}

static bool speaks(const voice_t *self, int i)
{
    return (self->block.stance[i] & CADRE_STANCE_SPEAKS) != 0;
}

static bool silent(const voice_t *self, int i)
{
    return (self->block.stance[i] & CADRE_STANCE_SILENT) != 0;
}

/* ---------------------------------------------------------------- grievances */

static void spread(voice_t *self)
{
    for (int i = 0; i < PEOPLE; i++) {
        self->grievance[i] = (float)(i / (PEOPLE - 1.0));
        self->hardship[i] = (float)((5 * i % PEOPLE) / (PEOPLE - 1.0));
    }
}

/* The same, in doubles. */
static double g_of(int i)
{
    return i / (PEOPLE - 1.0);
}
static double h_of(int i)
{
    return (5 * i % PEOPLE) / (PEOPLE - 1.0);
}

/* .75 (1 - .42) = .435 a year for full hardship; half of it is gone in two years. */
static double felt(int i, double harm, double more)
{
    return g_of(i) + DT * (harm * (1 - 0.42) * h_of(i) * more * (1 - g_of(i)) - g_of(i) * LN2 / 2);
}

static void grievances_grow_by_hardship_and_fade(void **state)
{
    voice_t *self = *state;
    spread(self);
    for (int i = 0; i < PEOPLE; i += 3)
        self->block.flags[i] = CADRE_FLAG_HARMED; /* twice as much */
    week(self);
    for (int i = 0; i < PEOPLE; i++)
        check_close((double)self->grievance[i], felt(i, 0.75, i % 3 == 0 ? 2 : 1), 0, CLOSE);
}

static void parameters_of_harm_count(void **state)
{
    voice_t *self = *state;
    parameters(self)->voice_harm = 1.5;
    parameters(self)->voice_harmed_factor = 3;
    parameters(self)->voice_fade_years = 0.5;
    organization(self)->openness = 0.8;
    self->grievance[0] = self->grievance[1] = 0.4f;
    self->block.flags[1] = CADRE_FLAG_HARMED;
    week(self);
    check_close((double)self->grievance[0], 0.4 + DT * (1.5 * 0.2 * 0.6 - 0.4 * LN2 / 0.5), 0,
                CLOSE);
    check_close((double)self->grievance[1], 0.4 + DT * (1.5 * 0.2 * 3 * 0.6 - 0.4 * LN2 / 0.5), 0,
                CLOSE);
}

static void grievances_of_paper_members_fade(void **state)
{
    voice_t *self = *state;
    spread(self);
    for (int i = 0; i < PEOPLE; i++)
        self->block.stage[i] = CADRE_STAGE_PAPER;
    week(self);
    for (int i = 0; i < PEOPLE; i++) {
        check_close((double)self->grievance[i], felt(i, 0, 1), 0, CLOSE);
        assert_int_equal(self->block.stance[i], 0);
        assert_int_equal(self->spoke[i], CADRE_NEVER);
    }
}

static void grievances_at_large_fade(void **state)
{
    voice_t *self = *state;
    spread(self);
    self->block.branch = cadre_branch_number(self->world, organization(self), -1);
    self->block.at_large = true;
    for (int i = 0; i < PEOPLE; i++)
        self->block.stance[i] = CADRE_STANCE_SPEAKS | CADRE_STANCE_SILENT | CADRE_STANCE_BELIEVES |
                                CADRE_STANCE_FACTION;
    week(self);
    for (int i = 0; i < PEOPLE; i++) {
        check_close((double)self->grievance[i], felt(i, 0, 1), 0, CLOSE);
        assert_int_equal(self->block.stance[i], CADRE_STANCE_FACTION);
        assert_int_equal(self->spoke[i], CADRE_NEVER);
    }
}

static void grievances_end_at_1(void **state)
{
    voice_t *self = *state;
    parameters(self)->voice_harm = 20;
    parameters(self)->voice_harmed_factor = 20;
    organization(self)->openness = 0;
    self->grievance[0] = 0.5f;
    self->block.flags[0] = CADRE_FLAG_HARMED; /* + 7.7 x .5 */
    week(self);
    assert_true(self->grievance[0] <= 1 && self->grievance[0] >= 1);
}

/* Two sanctions seen, 1 - .95^2, and a shock of .3: 1 - .9025 x .7 = .36825 of what is left, those
 * on paper too; at large, and for one who was sanctioned and had that jump, the shock alone. */
static void sanctions_seen_and_shocks_are_jumps(void **state)
{
    voice_t *self = *state;
    no_feelings(self);
    self->grievance[0] = self->grievance[1] = self->grievance[2] = 0.4f;
    self->block.stage[1] = CADRE_STAGE_PAPER;
    self->stigma_until[2] = self->world->now + 52; /* was sanctioned last week */
    self->stigma_until[3] = self->world->now + 51;
    branch(self)->sanctions = 2;
    organization(self)->shock_jump = 0.3;
    week(self);
    check_close((double)self->grievance[0], 0.4 + 0.36825 * 0.6, 0, CLOSE);
    check_close((double)self->grievance[1], 0.4 + 0.36825 * 0.6, 0, CLOSE);
    check_close((double)self->grievance[2], 0.4 + 0.3 * 0.6, 0, CLOSE);
    check_close((double)self->grievance[3], 0.36825, 0, CLOSE);
    check_close((double)cadre_branch_number(self->world, organization(self), -1)->jump, 0.3, 0,
                CLOSE);
    week(self); /* nothing left of either */
    check_close((double)self->grievance[0], 0.4 + 0.36825 * 0.6, 0, CLOSE);
    check_close((double)self->grievance[2], 0.4 + 0.3 * 0.6, 0, CLOSE);
    assert_true(organization(self)->shock_jump == 0);
}

static void the_jump_comes_after_growth(void **state)
{
    voice_t *self = *state;
    spread(self);
    organization(self)->shock_jump = 0.5;
    week(self);
    for (int i = 0; i < PEOPLE; i++)
        check_close((double)self->grievance[i], (1 + felt(i, 0.75, 1)) / 2, 0, CLOSE);
}

static void a_sanction_that_is_seen_counts_as_its_parameter_says(void **state)
{
    voice_t *self = *state;
    no_feelings(self);
    parameters(self)->voice_sanction_seen = 0.4;
    branch(self)->sanctions = 3;
    week(self);
    check_close((double)self->grievance[0], 1 - 0.6 * 0.6 * 0.6, 0, CLOSE);
    assert_int_equal(branch(self)->sanctions_seen, 3);
    assert_int_equal(branch(self)->sanctions, 0);
}

/* ---------------------------------------------------------------- who speaks */

/* One who polices, a believer who helps, any other; each silent and speaking last week. */
enum { ENFORCER, HELPER, OTHER, ROLES };

/* With five enforcers, eight believers and three who speak among twenty: what a person of `role`
 * expects, E and P written out without oneself. */
static double enforcement(double openness, int role, bool spoke)
{
    const double v = spoke ? 2 : 3;
    return (1 - openness) *
           ((role == ENFORCER ? 4 : 5) + (v > 0 ? 0.1 * (role == HELPER ? 7 : 8) : 0));
}

static double punishment(double openness, int role, bool spoke)
{
    const double v = spoke ? 2 : 3;
    return 1 - pow(10, -enforcement(openness, role, spoke) / (v + 1));
}

static void put_in_role(voice_t *self, int i, int role, bool spoke)
{
    self->block.flags[i] = role == ENFORCER ? CADRE_FLAG_ENFORCER : 0;
    self->block.stance[i] = (role == HELPER ? CADRE_STANCE_BELIEVES : 0) |
                            (spoke ? CADRE_STANCE_SPEAKS : CADRE_STANCE_SILENT);
}

static void company(voice_t *self)
{
    branch(self)->start_count = 20;
    branch(self)->start.enforcers = 5;
    branch(self)->start.believers = 8;
    branch(self)->start.speaking = 3;
}

/* Puts the thresholds a little below and a little above `resolve` and looks who speaks. */
static void check_resolve(voice_t *self, int role, bool spoke, double resolve)
{
    for (int i = 0; i < 2; i++) {
        put_in_role(self, i, role, spoke);
        self->threshold[i] = (float)(resolve + (i == 0 ? -1e-5 : 1e-5));
    }
    week(self);
    if (!speaks(self, 0) || speaks(self, 1))
        print_error("role %d, spoke %d: resolve is not %g\n", role, spoke, resolve);
    assert_true(speaks(self, 0));
    assert_false(speaks(self, 1));
}

/* g_eff = .5 x (1 - .4) = .3, fear .9 x P, of the others .5 x V/20; the gate is off, so that
 * nothing but this decides. */
static void discontent_fear_and_company_decide(void **state)
{
    voice_t *self = *state;
    no_feelings(self);
    parameters(self)->voice_gate = 0;
    organization(self)->legitimacy = 0.4;
    company(self);
    for (int i = 0; i < 2; i++) {
        self->grievance[i] = 0.5f;
        self->fear[i] = 0.9f;
    }
    for (int role = 0; role < ROLES; role++)
        for (int spoke = 0; spoke < 2; spoke++)
            check_resolve(self, role, spoke == 1,
                          0.3 - 0.9 * punishment(0.42, role, spoke == 1) + 0.5 * (3 - spoke) / 20);
}

static void every_parameter_of_the_decision_counts(void **state)
{
    voice_t *self = *state;
    no_feelings(self);
    parameters(self)->voice_gate = 0;
    parameters(self)->voice_social = 0.8;
    parameters(self)->voice_way_out = 0.75;
    parameters(self)->voice_doubt = 0.5;
    parameters(self)->traits_doctrine = -0.2;
    parameters(self)->voice_issue_months = 1e9;
    organization(self)->issue_salience = 0.25;
    organization(self)->legitimacy = 0.7;
    organization(self)->openness = 0.9;
    organization(self)->rival_worth = 0.4;
    company(self);
    for (int i = 0; i < 2; i++) {
        self->grievance[i] = 0.4f;
        self->belief[i] = 0.2f;
        self->doctrine[i] = 0.6f;
        self->fear[i] = 0.3f;
    }
    /* g_eff of test_discontent: .392; .75 x .4 of the fear is taken by the rival */
    for (int role = 0; role < ROLES; role++)
        for (int spoke = 0; spoke < 2; spoke++)
            check_resolve(self, role, spoke == 1,
                          0.392 - 0.3 * punishment(0.9, role, spoke == 1) * 0.7 +
                              0.8 * (3 - spoke) / 20);
}

/* Twice the fear until the year is over. */
static void who_was_sanctioned_fears_more(void **state)
{
    voice_t *self = *state;
    no_feelings(self);
    parameters(self)->voice_gate = 0;
    organization(self)->legitimacy = 0;
    company(self);
    const double p = punishment(0.42, OTHER, false);
    for (int i = 0; i < 2; i++) {
        self->grievance[i] = 0.9f;
        self->fear[i] = 0.4f;
        self->stigma_until[i] = self->world->now + 1;
    }
    check_resolve(self, OTHER, false, 0.9 - 0.4 * 2 * p + 0.5 * 3 / 20);
    parameters(self)->voice_stigma = 3;
    check_resolve(self, OTHER, false, 0.9 - 0.4 * 3 * p + 0.5 * 3 / 20);
    self->stigma_until[0] = self->stigma_until[1] = self->world->now;
    check_resolve(self, OTHER, false, 0.9 - 0.4 * p + 0.5 * 3 / 20);
}

/* g_eff = .5 x .18 = .09 just misses .1, however many others speak and nobody can punish. */
static void the_gate_needs_discontent_of_ones_own(void **state)
{
    voice_t *self = *state;
    no_feelings(self);
    branch(self)->start_count = 20;
    branch(self)->start.speaking = 19;
    self->grievance[0] = 0.5f;
    self->grievance[1] = 0.56f; /* .1008 */
    week(self);
    assert_int_equal(self->block.stance[0] & ~CADRE_STANCE_BELIEVES, 0);
    assert_true(speaks(self, 1));
    parameters(self)->voice_gate = 0;
    week(self);
    assert_true(speaks(self, 0));
    assert_true(speaks(self, 1));
}

static void exactly_at_the_threshold_one_speaks(void **state)
{
    voice_t *self = *state;
    no_feelings(self);
    organization(self)->legitimacy = 0.5;
    self->grievance[0] = 0.5f;
    self->threshold[0] = 0.25f;
    week(self);
    assert_true(speaks(self, 0));
}

/* One alone who would speak among six enforcers: the silence is hidden discontent; without fear
 * there is voice. */
static void fear_makes_hidden_discontent(void **state)
{
    voice_t *self = *state;
    no_feelings(self);
    branch(self)->start_count = 20;
    branch(self)->start.enforcers = 6;
    self->world->now = 7;
    self->grievance[0] = 1; /* .18 */
    self->spoke[0] = 3;
    week(self);
    assert_true(silent(self, 0));
    assert_false(speaks(self, 0));
    assert_int_equal(self->spoke[0], 3);
    branch(self)->start.enforcers = 0;
    week(self);
    assert_true(speaks(self, 0));
    assert_false(silent(self, 0));
    assert_int_equal(self->spoke[0], 7);
    self->grievance[0] = 0; /* content again */
    week(self);
    assert_int_equal(self->block.stance[0] & ~CADRE_STANCE_BELIEVES, 0);
    assert_int_equal(self->spoke[0], 7);
}

/* Paper members, at any grievance and threshold. */
static void paper_members_say_nothing(void **state)
{
    voice_t *self = *state;
    self->grievance[0] = 1;
    self->threshold[0] = -1;
    self->block.stage[0] = CADRE_STAGE_PAPER;
    self->block.stance[0] = CADRE_STANCE_SPEAKS | CADRE_STANCE_FACTION;
    parameters(self)->voice_gate = 0;
    week(self);
    assert_int_equal(self->block.stance[0], CADRE_STANCE_FACTION);
}

/* Above .6 one helps to shut down criticism; enforcers do so anyway, reformers are such no more. */
static void believers_are_those_who_help(void **state)
{
    voice_t *self = *state;
    no_feelings(self);
    self->belief[0] = 0.6f;
    self->belief[1] = 0.601f;
    self->block.flags[2] = CADRE_FLAG_ENFORCER;
    self->block.flags[3] = CADRE_FLAG_ENFORCER | CADRE_FLAG_REFORMED;
    self->block.stage[4] = CADRE_STAGE_PAPER;
    for (int i = 0; i < 5; i++)
        self->block.stance[i] |= CADRE_STANCE_FACTION;
    week(self);
    const int32_t expected[5] = {0, CADRE_STANCE_BELIEVES, 0, CADRE_STANCE_BELIEVES, 0};
    for (int i = 0; i < 5; i++)
        assert_int_equal(self->block.stance[i], expected[i] | CADRE_STANCE_FACTION);
}

/* The week's feelings come before the week's decision. */
static void a_decision_is_of_this_weeks_grievance(void **state)
{
    voice_t *self = *state;
    organization(self)->legitimacy = 0;
    self->grievance[0] = 0.0f;
    self->grievance[1] = 0.1f;
    organization(self)->shock_jump = 0.2;
    week(self);
    assert_true(speaks(self, 0));
    parameters(self)->voice_harm = 0;
    parameters(self)->voice_fade_years = 0.1;
    self->grievance[1] = 0.101f; /* .101 (1 - .133) */
    week(self);
    assert_false(speaks(self, 1));
}

/* ---------------------------------------------------------------- who is sanctioned */

/* Puts the word a little below and above the weekly probability of `rate` a year; all speak. */
static void check_sanction(voice_t *self, int role, bool spoke, double rate)
{
    const double p = 1 - exp(-rate * DT);
    for (int i = 0; i < 2; i++) {
        put_in_role(self, i, role, spoke);
        self->block.outcome[i] = CADRE_OUTCOME_EXIT;
        self->block.words[2][i] = (uint32_t)(p * (i == 0 ? 1 - 1e-5 : 1 + 1e-5) * 0x1p32);
    }
    week(self);
    assert_true(speaks(self, 0) && speaks(self, 1));
    assert_int_equal(self->block.outcome[0], CADRE_OUTCOME_SANCTIONED | CADRE_OUTCOME_EXIT);
    assert_int_equal(self->block.outcome[1], CADRE_OUTCOME_EXIT);
}

static double sanction_rate(double factor, double openness, int role, bool spoke)
{
    const double e = enforcement(openness, role, spoke);
    const double v = spoke ? 2 : 3;
    return factor * (1 - openness) * e / (e + v + 1);
}

static void fearless(voice_t *self)
{
    for (int i = 0; i < PEOPLE; i++) {
        self->threshold[i] = -10;
        self->block.words[2][i] = UINT32_MAX;
    }
}

static void those_who_speak_are_sanctioned_at_a_rate(void **state)
{
    voice_t *self = *state;
    fearless(self);
    company(self);
    for (int role = 0; role < ROLES; role++)
        for (int spoke = 0; spoke < 2; spoke++)
            check_sanction(self, role, spoke == 1, sanction_rate(1, 0.42, role, spoke == 1));
    parameters(self)->voice_sanction = 2.5;
    organization(self)->openness = 0.1;
    check_sanction(self, OTHER, false, sanction_rate(2.5, 0.1, OTHER, false));
}

static void who_is_silent_is_not_sanctioned(void **state)
{
    voice_t *self = *state;
    company(self);
    self->block.words[2][0] = 0;
    week(self);
    assert_int_equal(self->block.outcome[0], 0);
    fearless(self);
    self->block.words[2][0] = 0;
    week(self);
    assert_int_equal(self->block.outcome[0], CADRE_OUTCOME_SANCTIONED);
    assert_int_equal(self->block.outcome[1], 0);
}

/* Without an enforcer but oneself, and with believers only where nobody else speaks. */
static void nobody_there_to_punish(void **state)
{
    voice_t *self = *state;
    no_feelings(self);
    fearless(self);
    branch(self)->start_count = 20;
    branch(self)->start.enforcers = 1;
    put_in_role(self, 0, ENFORCER, false);
    put_in_role(self, 1, OTHER, false);
    self->block.words[2][0] = self->block.words[2][1] = 0;
    week(self);
    assert_int_equal(self->block.outcome[0], 0);
    assert_int_equal(self->block.outcome[1], CADRE_OUTCOME_SANCTIONED);

    branch(self)->start.enforcers = 0;
    branch(self)->start.believers = 6;
    branch(self)->start.speaking = 1;
    put_in_role(self, 0, OTHER, true); /* the only one who speaks */
    put_in_role(self, 1, OTHER, false);
    self->block.outcome[0] = self->block.outcome[1] = 0;
    week(self);
    assert_int_equal(self->block.outcome[0], 0);
    assert_int_equal(self->block.outcome[1], CADRE_OUTCOME_SANCTIONED);
}

static void full_openness_frightens_nobody(void **state)
{
    voice_t *self = *state;
    fearless(self);
    company(self);
    organization(self)->openness = 1;
    self->block.words[2][0] = 0;
    week(self);
    assert_int_equal(self->block.outcome[0], 0);
}

/* Rule 2: neither fear nor sanctions. */
static void where_dissent_is_always_allowed_nobody_is_punished(void **state)
{
    voice_t *self = *state;
    no_feelings(self);
    parameters(self)->voice_gate = 0;
    parameters(self)->voice_dissent_rule = CADRE_DISSENT_ALWAYS;
    organization(self)->legitimacy = 0.4;
    company(self);
    self->grievance[0] = self->grievance[1] = 0.5f;
    self->block.words[2][0] = self->block.words[2][1] = 0;
    check_resolve(self, OTHER, false, 0.3 + 0.5 * 3 / 20);
    assert_int_equal(self->block.outcome[0], 0);
}

/* Rule 1: in the 13 weeks before the convention, and in its week, no sanction, but the fear of what
 * comes after. Rule 0: never. */
static void the_window_spares_but_does_not_calm(void **state)
{
    voice_t *self = *state;
    no_feelings(self);
    parameters(self)->voice_gate = 0;
    organization(self)->legitimacy = 0.4;
    company(self);
    self->grievance[0] = self->grievance[1] = 0.5f;
    const double resolve = 0.3 - punishment(0.42, OTHER, false) + 0.5 * 3 / 20;
    const struct {
        int32_t rule; /* cadre_dissent_t */
        int32_t to_convention;
        int32_t outcome;
    } cases[] = {{CADRE_DISSENT_WINDOW, 14, CADRE_OUTCOME_SANCTIONED},
                 {CADRE_DISSENT_WINDOW, 13, 0},
                 {CADRE_DISSENT_WINDOW, 0, 0},
                 {CADRE_DISSENT_NEVER, 13, CADRE_OUTCOME_SANCTIONED}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        parameters(self)->voice_dissent_rule = cases[i].rule;
        self->world->to_convention = cases[i].to_convention;
        self->block.outcome[0] = 0;
        self->block.words[2][0] = 0;
        check_resolve(self, OTHER, false, resolve);
        assert_int_equal(self->block.outcome[0], cases[i].outcome);
    }
}

/* ---------------------------------------------------------------- a sanction */

/* Somebody of the branch, not by hand but in the arena. */
static int32_t member(const voice_t *self, int32_t k)
{
    return branch(self)->people.start + k;
}

static double expulsion_word(const voice_t *self, int32_t slot)
{
    const cadre_words_t words = cadre_draw(self->world->luck, self->world->people.id[slot],
                                           (uint32_t)self->world->now, CADRE_DRAW_SANCTION, 0);
    return cadre_uniform(words.word[0]);
}

/* .4 + .2 x .6 = .52. The year of stigma begins with the next week. */
static void a_sanction_hurts_and_frightens_for_a_year(void **state)
{
    voice_t *self = *state;
    parameters(self)->voice_sanction_expels = 0;
    self->world->now = 9;
    const int32_t slot = member(self, 5);
    cadre_member_grieve(self->world, slot, 0.4f);
    assert_false(cadre_voice_act(self->world, branch(self), slot));
    check_close((double)self->world->people.grievance[slot], 0.52, 0, CLOSE);
    assert_int_equal(self->world->people.stigma_until[slot], 9 + 1 + 52);
    parameters(self)->voice_sanction_suffered = 0.5;
    assert_false(cadre_voice_act(self->world, branch(self), slot));
    check_close((double)self->world->people.grievance[slot], 0.76, 0, CLOSE);
    assert_int_equal(branch(self)->sanctions, 2);
    check_close(organization(self)->total[CADRE_MEASURE_sanctions], 2, 0, 0);
    check_close(organization(self)->total[CADRE_MEASURE_exits], 0, 0, 0);
    recount(self->world);
}

/* A little above the word, one goes; a little below, one stays. */
static void a_sanction_may_be_an_expulsion(void **state)
{
    voice_t *self = *state;
    const int32_t slot = member(self, 5);
    const uint64_t id = self->world->people.id[slot];
    parameters(self)->voice_sanction_expels = expulsion_word(self, slot) - 1e-9;
    assert_false(cadre_voice_act(self->world, branch(self), slot));
    assert_true(self->world->people.id[slot] == id);
    parameters(self)->voice_sanction_expels = expulsion_word(self, slot) + 1e-9;
    assert_true(cadre_voice_act(self->world, branch(self), slot));
    assert_int_equal(organization(self)->members, PEOPLE - 1);
    const double *total = organization(self)->total;
    check_close(total[CADRE_MEASURE_sanctions], 2, 0, 0);
    check_close(total[CADRE_MEASURE_exits_sanctioned], 1, 0, 0);
    check_close(total[CADRE_MEASURE_exits], 1, 0, 0);
    check_close(total[CADRE_MEASURE_to_home], 1, 0, 0);
    assert_int_equal(branch(self)->sanctions, 2);
    recount(self->world);
}

/* One in ten, of all weeks and people: 2,000 are 200 +- 4 x 13.4. */
static void one_sanction_in_ten_expels(void **state)
{
    voice_t *self = *state;
    int expelled = 0;
    for (int k = 0; k < 2000; k++) {
        self->world->now = k % 290;
        const int32_t slot = member(self, k % 10);
        const bool due = expulsion_word(self, slot) < 0.1;
        expelled += due;
        assert_int_equal(cadre_voice_act(self->world, branch(self), slot), due);
        if (due)
            cadre_member_join(self->world, branch(self), (uint64_t)(k + 1), 0, CADRE_STAGE_MEMBER,
                              0.5f);
    }
    check_close(expelled, 200, 0, 4 * sqrt(2000 * 0.1 * 0.9));
}

/* ---------------------------------------------------------------- what a branch learns */

/* Three of twenty, openness .42: towards .063 with half-life three years; from .5 on. */
static void practice_follows_expressed_criticism(void **state)
{
    voice_t *self = *state;
    company(self);
    double q = 0.5;
    check_close((double)branch(self)->practice, q, 0, 0);
    for (int t = 0; t < 50; t++) {
        cadre_voice_prepare(self->world, organization(self));
        q += (0.15 * 0.42 - q) * (1 - exp(-LN2 * DT / 3));
        check_close((double)branch(self)->practice, q, 0, 2e-6);
    }
    parameters(self)->voice_practice_years = 0.25;
    organization(self)->openness = 0.9;
    cadre_voice_prepare(self->world, organization(self));
    q += (0.15 * 0.9 - q) * (1 - exp(-LN2 * DT / 0.25));
    check_close((double)branch(self)->practice, q, 0, 2e-6);
    branch(self)->start_count = 0; /* nobody speaks where nobody is */
    branch(self)->start.speaking = 0;
    cadre_voice_prepare(self->world, organization(self));
    q -= q * (1 - exp(-LN2 * DT / 0.25));
    check_close((double)branch(self)->practice, q, 0, 2e-6);
}

/* Half of an issue is gone after six months. */
static void an_issue_fades(void **state)
{
    voice_t *self = *state;
    organization(self)->issue_salience = 0.8;
    for (int t = 1; t <= 10; t++) {
        cadre_voice_prepare(self->world, organization(self));
        check_close(organization(self)->issue_salience, 0.8 * exp2(-t * 12 * DT / 6), 1e-12, 0);
    }
    parameters(self)->voice_issue_months = 1;
    cadre_voice_prepare(self->world, organization(self));
    check_close(organization(self)->issue_salience, 0.8 * exp2(-10 * 2 * DT) * exp2(-12 * DT),
                1e-12, 0);
}

/* ---------------------------------------------------------------- in the week */

/* The whole week with real columns: who is discontented enough speaks, sums follow, and nobody who
 * is sanctioned this week sees the sanction besides. */
static void the_week_speaks_and_sanctions(void **state)
{
    voice_t *self = *state;
    cadre_people_t *people = &self->world->people;
    parameters(self)->voice_sanction_expels = 0;
    parameters(self)->voice_dissent_rule = CADRE_DISSENT_NEVER;
    organization(self)->base = *parameters(self);
    for (int32_t k = 0; k < PEOPLE; k++) {
        people->belief[member(self, k)] = 1;
        people->threshold[member(self, k)] = k < 8 ? -10.0f : 10.0f;
        people->flags[member(self, k)] |= k >= 12 ? CADRE_FLAG_ENFORCER : 0;
    }
    for (int t = 0; t < 290; t++) {
        small_world_run(self->world, self->world->now + 1);
        assert_int_equal(branch(self)->sums.speaking, 8);
        assert_int_equal(branch(self)->start.speaking, 8);
    }
    /* eight people, 290 weeks, about .58 E/(E + 8) a year with E of about .58 x 4: 5.9 +- 2.4 */
    const double sanctions = organization(self)->total[CADRE_MEASURE_sanctions];
    assert_true(sanctions >= 1 && sanctions <= 16);
    check_close(small_world_measure(self->world, 0, CADRE_MEASURE_voicing), 8, 0, 0);
}

/* Two of the sixteen are enforcers, one of them on paper: one polices. */
static void paper_members_police_nobody(void **state)
{
    voice_t *self = *state;
    cadre_people_t *people = &self->world->people;
    for (int32_t k = 0; k < PEOPLE; k++)
        people->flags[member(self, k)] &= (uint8_t)~CADRE_FLAG_ENFORCER;
    people->flags[member(self, 3)] |= CADRE_FLAG_ENFORCER;
    people->flags[member(self, 4)] |= CADRE_FLAG_ENFORCER;
    people->stage[member(self, 4)] = CADRE_STAGE_PAPER;
    small_world_run(self->world, 1);
    assert_int_equal(branch(self)->sums.enforcers, 1);
    assert_int_equal(branch(self)->start.enforcers, 1);
    check_close(small_world_measure(self->world, 0, CADRE_MEASURE_enforcers), 1, 0, 0);
    cadre_member_flag(self->world, member(self, 4), CADRE_FLAG_REFORMED, true);
    cadre_member_flag(self->world, member(self, 3), CADRE_FLAG_REFORMED, true);
    assert_int_equal(branch(self)->sums.enforcers, 0);
    recount(self->world);
}

static void switched_off_it_says_nothing(void **state)
{
    voice_t *self = *state;
    self->block.stance[0] =
        CADRE_STANCE_SPEAKS | CADRE_STANCE_SILENT | CADRE_STANCE_BELIEVES | CADRE_STANCE_FACTION;
    cadre_voice_silence(&self->block);
    assert_int_equal(self->block.stance[0], CADRE_STANCE_FACTION);

    cadre_people_t *people = &self->world->people;
    people->threshold[member(self, 0)] = -10;
    small_world_run(self->world, 1);
    assert_int_equal(branch(self)->sums.speaking, 1);
    self->world->specification = &self->small->specification;
    self->small->specification.mechanisms = 0;
    self->world->mechanisms = 0;
    const float grievance = people->grievance[member(self, 0)];
    organization(self)->shock_jump = 0.3;
    small_world_run(self->world, 2);
    assert_int_equal(branch(self)->sums.speaking, 0);
    assert_true(people->grievance[member(self, 0)] == grievance);
    assert_true(organization(self)->shock_jump == 0); /* not kept for later */
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down_voice)
    const struct CMUnitTest tests[] = {
        TEST(grievances_grow_by_hardship_and_fade),
        TEST(parameters_of_harm_count),
        TEST(grievances_of_paper_members_fade),
        TEST(grievances_at_large_fade),
        TEST(grievances_end_at_1),
        TEST(sanctions_seen_and_shocks_are_jumps),
        TEST(the_jump_comes_after_growth),
        TEST(a_sanction_that_is_seen_counts_as_its_parameter_says),
        TEST(discontent_fear_and_company_decide),
        TEST(every_parameter_of_the_decision_counts),
        TEST(who_was_sanctioned_fears_more),
        TEST(the_gate_needs_discontent_of_ones_own),
        TEST(exactly_at_the_threshold_one_speaks),
        TEST(fear_makes_hidden_discontent),
        TEST(paper_members_say_nothing),
        TEST(believers_are_those_who_help),
        TEST(a_decision_is_of_this_weeks_grievance),
        TEST(those_who_speak_are_sanctioned_at_a_rate),
        TEST(who_is_silent_is_not_sanctioned),
        TEST(nobody_there_to_punish),
        TEST(full_openness_frightens_nobody),
        TEST(where_dissent_is_always_allowed_nobody_is_punished),
        TEST(the_window_spares_but_does_not_calm),
        TEST(a_sanction_hurts_and_frightens_for_a_year),
        TEST(a_sanction_may_be_an_expulsion),
        TEST(one_sanction_in_ten_expels),
        TEST(practice_follows_expressed_criticism),
        TEST(an_issue_fades),
        TEST(the_week_speaks_and_sanctions),
        TEST(paper_members_police_nobody),
        TEST(switched_off_it_says_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
