/* Where politics has a closed form: the exposure of a hidden case against the law of Grimes (2016)
 * and the sum of its hazards, delegates against the odds they amplify, the vote against the
 * binomial tail. Then what must hold in any run: factions keep to their window, and whatever is
 * born, nobody is lost or doubled, and no money.
 *
 * Counts are held to |z| < 4.4, which fails by chance once in 10^5 each. */
#include "base/dates.h"
#include "model/mechanisms.h"
#include "model/members.h"
#include "model/people.h"
#include "recount.h"
#include "small_world.h"

static const double WEEK_YEARS = 7 / 365.25;

static void check_count(const char *what, double n, double expected, double variance)
{
    if (!(fabs(n - expected) < 4.4 * sqrt(variance))) {
        print_error("%s: %g, expected %g +- %g\n", what, n, expected, sqrt(variance));
        fail();
    }
}

/* ---------------------------------------------------------------- the life of a secret */

/* Per person and year, from the median times of exposure that Grimes (2016) found; and the 3.68
 * years after which 411,000 who know are found out with probability .95. */
static void grimes_published_times(void **state)
{
    (void)state;
    check_close(cadre_grimes(30000, 4.09e-6, 6), 0.5, 2e-3, 0);
    check_close(cadre_grimes(6700, 4.20e-6, 25), 0.5, 2e-3, 0);
    check_close(cadre_grimes(500, 2.45e-4, 6), 0.5, 2e-3, 0);
    check_close(cadre_grimes(411000, 4.09e-6, 3.68), 0.95, 1e-3, 0);
}

/* Never less sure to come out in time, with more who know, or with looser tongues. */
static void grimes_is_monotone(void **state)
{
    (void)state;
    double before = 0;
    for (int k = 1; k <= 20; k++) {
        const double longer = cadre_grimes(15, 0.01, k);
        assert_true(longer > before && longer < 1);
        assert_true(cadre_grimes(15 + k, 0.01, 5) > cadre_grimes(15, 0.01, 5));
        assert_true(cadre_grimes(15, 0.01 * (1 + k), 5) > cadre_grimes(15, 0.01, 5));
        before = longer;
    }
}

enum { CASES = 3000, KNOW = 15 };

/* 3,000 cases of one accused, of each of which 15 of 200 know; nobody comes or goes but who is
 * expelled for a case, and none brings out another. */
typedef struct {
    small_world_t *small;
    cadre_event_spec_t *events;
    cadre_world_t *world;
} secrets_t;

static secrets_t keep_secrets(double disclosure)
{
    secrets_t self;
    self.small = small_world_create(3000, 1);
    self.events = calloc(CASES, sizeof *self.events);
    for (int i = 0; i < CASES; i++)
        self.events[i] = (cadre_event_spec_t){.id = "e",
                                              .type = CADRE_EVENT_case,
                                              .until = -1,
                                              .rank = CADRE_RANK_COUNT,
                                              .handling = CADRE_HANDLING_UNREPORTED,
                                              .severity = 0,
                                              .insiders = KNOW,
                                              .note = ""};
    self.small->specification.events = self.events;
    self.small->specification.event_count = CASES;
    self.small->specification.mechanisms = 1u << CADRE_MECHANISM_misconduct;
    self.small->organizations[0].founders.members = 200;
    cadre_parameters_t *p = &self.small->organizations[0].parameters;
    p->misconduct_rate = 0;
    p->misconduct_begets = 0;
    p->misconduct_disclosure = disclosure;
    self.world = small_world_begin(self.small, 1);
    assert_int_equal(self.world->organizations[0]->case_count, CASES);
    return self;
}

static void free_secrets(secrets_t *self)
{
    cadre_world_free(self->world);
    small_world_free(self->small);
    free(self->events);
}

static int out(const secrets_t *self)
{
    return CASES - self->world->organizations[0]->case_count;
}

/* Who knows of nothing else tells at .0006 a year: N p = .009, where both laws agree to half a
 * percent of the hazard. */
static void few_who_know_are_as_grimes_says(void **state)
{
    (void)state;
    secrets_t secrets = keep_secrets(1);
    for (int32_t t = 500; t <= 3000; t += 500) {
        small_world_run(secrets.world, t);
        const double years = t * WEEK_YEARS;
        const double p = cadre_grimes(KNOW, 0.0006, years);
        check_close(p, 1 - exp(-years * KNOW * 0.0006), 5e-3, 0);
        check_count("Grimes", out(&secrets), CASES * p, CASES * p * (1 - p));
    }
    free_secrets(&secrets);
}

/* A hundredfold, N p = .9: hazards add up, where the law of Grimes has at most one disclosure a
 * year: a third less. */
static void many_disclosures_add_up(void **state)
{
    (void)state;
    secrets_t secrets = keep_secrets(100);
    for (int32_t t = 13; t <= 104; t += 13) {
        small_world_run(secrets.world, t);
        const double years = t * WEEK_YEARS;
        const double p = 1 - exp(-years * KNOW * 0.06);
        assert_true(cadre_grimes(KNOW, 0.06, years) < p);
        check_count("sum", out(&secrets), CASES * p, CASES * p * (1 - p));
    }
    free_secrets(&secrets);
}

/* A third of the members leave: each case has its own hazard, .0006 for each member who knows and
 * .0036 for each who was one; the number that are out is a sum of unequal coins. */
static void hazards_of_members_and_former_members_add_up(void **state)
{
    (void)state;
    secrets_t secrets = keep_secrets(1);
    cadre_organization_t *party = secrets.world->organizations[0];
    for (int k = 0; k < 66; k++) {
        cadre_branch_t *branch = cadre_branch_number(secrets.world, party, 0);
        const int32_t slot = branch->people.start + (7 * k) % branch->people.count;
        cadre_member_depart(secrets.world, branch, slot);
        branch->start = branch->sums; /* before the week begins */
        branch->start_count = branch->people.count;
    }
    double *hazard = calloc(CASES, sizeof *hazard);
    double least = 1;
    double most = 0;
    for (int i = 0; i < CASES; i++) {
        for (int k = 0; k < KNOW; k++) {
            const cadre_person_t person = party->cases[i].insiders[k];
            const bool member = cadre_person_slot(secrets.world, person) != CADRE_NONE;
            hazard[i] += member ? 0.0006 : 0.0036;
        }
        least = hazard[i] < least ? hazard[i] : least;
        most = hazard[i] > most ? hazard[i] : most;
    }
    assert_true(most > 2 * least);
    for (int32_t t = 500; t <= 3000; t += 500) {
        double expected = 0;
        double variance = 0;
        small_world_run(secrets.world, t);
        for (int i = 0; i < CASES; i++) {
            const double p = 1 - exp(-t * WEEK_YEARS * hazard[i]);
            expected += p;
            variance += p * (1 - p);
        }
        check_count("unequal", out(&secrets), expected, variance);
    }
    free(hazard);
    free_secrets(&secrets);
}

/* ---------------------------------------------------------------- delegates */

enum { DELEGATIONS = 2000, TWENTY = 20 };

/* Of 2,000 branches of 20, two delegates each, the first `loyal` of which did not speak. */
static double dissatisfied(small_world_t *small, int32_t loyal, double slate, double k)
{
    cadre_world_t *world = small_world_begin(small, 1);
    cadre_organization_t *party = world->organizations[0];
    party->parameters.leadership_slate = slate;
    party->parameters.leadership_amplification = k;
    for (int32_t b = 0; b < DELEGATIONS; b++) {
        const cadre_segment_t *people = &cadre_branch_number(world, party, b)->people;
        assert_int_equal(people->count, TWENTY);
        for (int32_t i = loyal; i < TWENTY; i++)
            world->people.spoke[people->start + i] = 0;
    }
    cadre_leadership_convene(world, party);
    const double opposition = party->opposition;
    cadre_world_free(world);
    return opposition;
}

/* d/(1 - d) = slate (v/(1 - v))^k: realized shares of 4,000 delegates. */
static void delegates_are_amplified_as_the_odds_say(void **state)
{
    (void)state;
    static const struct {
        int32_t loyal;
        double slate, k, odds;
    } cases[] = {{12, 1, 1, 1.5}, {12, 1, 2, 2.25},   {8, 1, 2, 1 / 2.25},
                 {10, 1, 4, 1},   {10, 6, 1, 6},      {8, 3, 2, 3 / 2.25},
                 {15, 1, 2, 9},   {5, 6, 2, 6 / 9.0}, {16, 0.5, 0.5, 0.5 * 2}};
    small_world_t *small = small_world_create(10, DELEGATIONS);
    small->specification.mechanisms = 0;
    small->organizations[0].founders.members = DELEGATIONS * TWENTY;
    small->organizations[0].founders.sites = DELEGATIONS;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const double d = cases[i].odds / (1 + cases[i].odds);
        const double n = 2 * DELEGATIONS;
        const double share = dissatisfied(small, cases[i].loyal, cases[i].slate, cases[i].k);
        check_close(
            cadre_delegate_share((double)cases[i].loyal / TWENTY, cases[i].slate, cases[i].k), d,
            1e-12, 0);
        check_count("supporters", n * (1 - share), n * d, n * d * (1 - d));
    }
    small_world_free(small);
}

/* ---------------------------------------------------------------- the vote */

enum { VOTERS = 21, VOTES = 6000 };

/* P(more yes than no) when each of n votes with probability `turnout`, yes with probability q. */
static double majority(int n, double turnout, double q)
{
    double sum = 0;
    for (int yes = 0; yes <= n; yes++)
        for (int no = 0; no < yes && yes + no <= n; no++) {
            const double ways =
                lgamma(n + 1) - lgamma(yes + 1) - lgamma(no + 1) - lgamma(n - yes - no + 1);
            sum += exp(ways + yes * log(turnout * q) + no * log(turnout * (1 - q)) +
                       (n - yes - no) * log1p(-turnout));
        }
    return sum;
}

/* All alike, belief .5 and no grievance: v = .15 and c .5, so turnout .75. With theta1 0 votes are
 * independent, each yes with probability 1 - Phi((theta0 - .15)/.1). */
static void a_majority_is_a_binomial_tail(void **state)
{
    (void)state;
    static const struct {
        double theta0, yes;
    } cases[] = {{0.15, 0.5},
                 {0.16, 0.4601721627229710},  /* 1 - Phi(.1) */
                 {0.18, 0.3820885778110474},  /* 1 - Phi(.3) */
                 {0.10, 0.6914624612740131}}; /* Phi(.5) */
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        small_world_t *small = small_world_create(10, 1);
        small->specification.mechanisms = 1u << CADRE_MECHANISM_voice;
        small->organizations[0].founders.members = VOTERS;
        cadre_world_t *world = small_world_begin(small, 1);
        cadre_organization_t *party = world->organizations[0];
        const cadre_segment_t *people = &cadre_branch_number(world, party, 0)->people;
        for (int32_t k = 0; k < VOTERS; k++) {
            world->people.commitment[people->start + k] = 0.5f;
            world->people.belief[people->start + k] = 0.5f;
            world->people.grievance[people->start + k] = 0;
        }
        party->parameters.dissolution_theta0 = cases[i].theta0;
        party->parameters.dissolution_theta1 = 0;
        party->parameters.dissolution_disaffiliates = 0;
        int won = 0;
        for (uint32_t r = 1; r <= VOTES; r++) {
            world->luck.replicate = r;
            party->rounds = party->rounds_left = 2; /* the first round: nothing is decided */
            cadre_dissolution_week(world, party);
            won += party->yes > 0.5;
        }
        const double p = majority(VOTERS, 0.75, cases[i].yes);
        check_count("majorities", won, VOTES * p, VOTES * p * (1 - p));
        cadre_world_free(world);
        small_world_free(small);
    }
}

/* ---------------------------------------------------------------- factions and their window */

/* A closed, quarrelsome body, large enough to last, in which factions form wherever they may. */
static small_world_t *quarrelsome(uint32_t mechanisms)
{
    small_world_t *small = small_world_create(1040, 12);
    cadre_parameters_t *p = &small->organizations[0].parameters;
    small->specification.mechanisms = mechanisms;
    small->specification.pool_size[CADRE_MILIEU_CAMPUS] = 60;
    small->organizations[0].founders.members = 300;
    small->organizations[0].founders.cadre_share = 0.5;
    p->recruitment_rho = 0.8;
    p->exit_grievance = 0.3;
    p->leadership_openness = 0.3;
    p->traits_enforcers = 0.03;
    p->traits_threshold = 0.15;
    p->traits_threshold_spread = 0.05;
    p->voice_harm = 1;
    p->voice_social = 0.1;
    p->voice_horizontal = 0.5;
    p->voice_sanction = 0.2;
    p->legitimacy_base = 0.7;
    p->factions_founders = 4;
    p->factions_expel_per_month = 0.2;
    return small;
}

/* The first week on or after 22 February that is not before `step`. */
static int32_t convention_from(int32_t step)
{
    for (;; step++) {
        const cadre_civil_t date = cadre_date_civil(SMALL_START_DAY + 7 * step);
        if (date.month == 2 && date.day >= 22 && date.day <= 28)
            return step;
    }
}

typedef struct {
    int formed, ended, expelled;
} life_t;

/* Follows the factions of one run; under the rule of a window each stands within one. */
static life_t follow(const cadre_world_t *world, bool window)
{
    life_t life = {0, 0, 0};
    int32_t last_convention = -1;
    int32_t standing = -1; /* convention before which the faction was founded */
    int count;
    const cadre_happening_t *all = cadre_world_happenings(world, &count);
    for (int i = 0; i < count; i++) {
        if (all[i].organization != 0)
            continue;
        const bool expelled = all[i].type == CADRE_EVENT_faction_expelled;
        if (all[i].type == CADRE_EVENT_faction_formed) {
            const int32_t convention = convention_from(all[i].step);
            assert_int_equal(standing, -1); /* one at a time */
            assert_true(convention > last_convention);
            assert_true(!window || convention - all[i].step <= 13);
            assert_true(all[i].value >= 4);
            standing = last_convention = convention;
            life.formed++;
        } else if (expelled || all[i].type == CADRE_EVENT_faction_ended) {
            assert_true(standing >= 0);
            assert_true(!window || all[i].step <= standing + 1);
            standing = -1;
            life.expelled += expelled;
            life.ended += !expelled;
        }
    }
    return life;
}

static life_t live_with(cadre_dissent_t rule)
{
    life_t sum = {0, 0, 0};
    for (uint32_t r = 1; r <= 4; r++) {
        small_world_t *small =
            quarrelsome(SMALL_ALL_MECHANISMS & ~(1u << CADRE_MECHANISM_dissolution) &
                        ~(1u << CADRE_MECHANISM_misconduct));
        small->organizations[0].parameters.voice_dissent_rule = (int)rule;
        cadre_world_t *world = small_world_begin(small, r);
        small_world_run(world, 1040);
        const life_t life = follow(world, rule == CADRE_DISSENT_WINDOW);
        sum.formed += life.formed;
        sum.ended += life.ended;
        sum.expelled += life.expelled;
        cadre_world_free(world);
        small_world_free(small);
    }
    return sum;
}

/* In 80 years of quarrels. */
static void factions_keep_to_the_rule(void **state)
{
    (void)state;
    const life_t window = live_with(CADRE_DISSENT_WINDOW);
    assert_in_range(window.formed, 40, 80);
    assert_true(window.ended > 0 && window.expelled > 0);
    assert_int_equal(live_with(CADRE_DISSENT_NEVER).formed, 0);
    const life_t always = live_with(CADRE_DISSENT_ALWAYS);
    assert_true(always.formed > 0);
    assert_int_equal(always.expelled, 0);
}

/* ---------------------------------------------------------------- nobody is lost or doubled */

static int by_identity(const void *a, const void *b)
{
    const uint64_t *left = a;
    const uint64_t *right = b;
    return *left < *right ? -1 : *left > *right;
}

/* Everybody who is there is there once. */
static void check_nobody_is_doubled(const cadre_world_t *world)
{
    uint64_t *id = calloc((size_t)world->members + 1, sizeof *id);
    int64_t n = 0;
    for (int32_t h = 0; h < world->people.handles; h++)
        if (world->people.ties[h].slot != CADRE_NONE)
            id[n++] = world->people.id[world->people.ties[h].slot];
    assert_true(n == world->members);
    qsort(id, (size_t)n, sizeof *id, by_identity);
    for (int64_t k = 1; k < n; k++)
        assert_true(id[k] != id[k - 1]);
    free(id);
}

static double sum_over_organizations(const cadre_world_t *world, cadre_measure_t measure)
{
    double sum = 0;
    for (int32_t o = 0; o < world->organization_count; o++)
        sum += world->organizations[o]->total[measure];
    return sum;
}

/* Who was ever recruited or founded an organization of the file is a member of some organization or
 * went home; all money that came in and was not spent is somewhere. */
static void check_people_and_money(const cadre_world_t *world, double founders, double money)
{
    double members = 0;
    double funds = 0;
    for (int32_t o = 0; o < world->organization_count; o++) {
        members += world->organizations[o]->members;
        funds += world->organizations[o]->funds;
    }
    const double recruits = sum_over_organizations(world, CADRE_MEASURE_recruits);
    assert_true(members + (double)world->home == founders + recruits);
    assert_true(sum_over_organizations(world, CADRE_MEASURE_transferred_in) ==
                sum_over_organizations(world, CADRE_MEASURE_transferred_out) +
                    sum_over_organizations(world, CADRE_MEASURE_to_rival) +
                    sum_over_organizations(world, CADRE_MEASURE_to_local));
    const double came = sum_over_organizations(world, CADRE_MEASURE_dues) +
                        sum_over_organizations(world, CADRE_MEASURE_subsidies);
    const double spent = sum_over_organizations(world, CADRE_MEASURE_spending);
    check_close(funds, money + came - spent, 1e-9, 1e-3);
    check_nobody_is_doubled(world);
}

/* Each has a parent that was there before, a kind that can be born, and a name of its own. */
static void check_births(const cadre_world_t *world)
{
    for (int32_t o = 1; o < world->organization_count; o++) {
        const cadre_organization_t *born = world->organizations[o];
        assert_in_range(born->parent, 0, o - 1);
        const cadre_organization_t *parent = world->organizations[born->parent];
        assert_true(born->born >= parent->born && born->born > 0);
        assert_true(born->kind == parent->kind || born->kind == CADRE_KIND_LOCAL ||
                    born->kind == CADRE_KIND_CAUCUS);
        for (int32_t other = 0; other < o; other++)
            assert_string_not_equal(born->name, world->organizations[other]->name);
    }
}

/* How often each way of being born was seen, in all runs. */
typedef struct {
    int expelled, seceded, left, locals, caucuses, loyal;
} births_t;

static void add_births(const cadre_world_t *world, births_t *births)
{
    int count;
    const cadre_happening_t *all = cadre_world_happenings(world, &count);
    for (int i = 0; i < count; i++) {
        if (all[i].other < 0)
            continue;
        births->expelled += all[i].type == CADRE_EVENT_faction_expelled;
        births->seceded += all[i].type == CADRE_EVENT_seceded;
        births->left += all[i].type == CADRE_EVENT_branch_left;
        births->locals += all[i].type == CADRE_EVENT_local_formed;
        births->caucuses += all[i].type == CADRE_EVENT_caucus_formed;
        births->loyal += all[i].type == CADRE_EVENT_split_off;
    }
}

/* All of politics, with factions, expulsions, blocs, secessions, a loyal minority, and an end. */
static small_world_t *restless(void)
{
    small_world_t *small = quarrelsome(SMALL_ALL_MECHANISMS);
    cadre_parameters_t *p = &small->organizations[0].parameters;
    p->factions_secession = 1;
    p->factions_secession_share = 0.05;
    p->factions_secession_decline = 0.1;
    p->leadership_oust_midpoint = 1; /* nobody is voted out: they leave */
    p->misconduct_rate = 0.01;
    p->misconduct_reported = 0.6;
    p->misconduct_disclosure = 20;
    p->dissolution_motion = 0;
    cadre_event_spec_t *event = small_world_event(small, CADRE_EVENT_sponsor, "sponsor", 190, 0);
    event->action = CADRE_SPONSOR_SEVER;
    event->sponsor = -1;
    event->position = 0.5;
    small_world_event(small, CADRE_EVENT_split, "loyal", 200, 0)->loyal_minority = true;
    small_world_event(small, CADRE_EVENT_propose_dissolution, "motion", 700, 0);
    event = small_world_event(small, CADRE_EVENT_set, "all-for-it", 701, 0);
    small_world_setting(small, event, "dissolution.theta0", -5);
    return small;
}

static void what_is_born_holds_its_people_and_money(void **state)
{
    (void)state;
    births_t births = {0};
    for (uint32_t r = 1; r <= 6; r++) {
        small_world_t *small = restless();
        cadre_world_t *world = small_world_begin(small, r);
        const double money = world->organizations[0]->funds;
        for (int32_t t = 1; t <= 1040; t++) {
            small_world_run(world, t);
            check_people_and_money(world, 300, money);
            if (t % 13 == 1)
                recount(world);
        }
        check_births(world);
        add_births(world, &births);
        assert_int_equal(world->organizations[0]->end, CADRE_END_DISSOLVED);
        cadre_world_free(world);
        small_world_free(small);
    }
    assert_true(births.expelled > 0 && births.seceded > 0 && births.left > 0);
    assert_true(births.locals > 0 && births.caucuses > 0 && births.loyal > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(grimes_published_times),
        cmocka_unit_test(grimes_is_monotone),
        cmocka_unit_test(few_who_know_are_as_grimes_says),
        cmocka_unit_test(many_disclosures_add_up),
        cmocka_unit_test(hazards_of_members_and_former_members_add_up),
        cmocka_unit_test(delegates_are_amplified_as_the_odds_say),
        cmocka_unit_test(a_majority_is_a_binomial_tail),
        cmocka_unit_test(factions_keep_to_the_rule),
        cmocka_unit_test(what_is_born_holds_its_people_and_money),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
