/* model/misconduct: rates and multipliers are found by their critical value: with a hair less a
 * case stays hidden, with a hair more it comes out. Shocks and shares are worked out by hand from
 * the formulas at the head of the file. */
#include "base/sampling.h"
#include "model/organizations.h"
#include "politics_fixture.h"

static const double HAIR = 1e-9;

static int set_up(void **state)
{
    *state = gather(2, 16);
    return 0;
}

/* A scripted case, with number `script` among the events. */
static cadre_case_t *open_case(fixture_t *self, int32_t script, cadre_rank_t rank,
                               cadre_handling_t handling, double severity, int32_t insiders)
{
    self->small->events[script] = (cadre_event_spec_t){.type = CADRE_EVENT_case,
                                                       .rank = rank,
                                                       .handling = handling,
                                                       .severity = severity,
                                                       .insiders = insiders};
    cadre_misconduct_open(self->world, party(self), script);
    return party(self)->case_count > 0 ? &party(self)->cases[party(self)->case_count - 1] : NULL;
}

/* One that four know of, in the branch of the accused. */
static cadre_case_t *hide(fixture_t *self)
{
    return open_case(self, 0, CADRE_RANK_MEMBER, CADRE_HANDLING_UNREPORTED, 0.5, 4);
}

static int32_t slot_of(const fixture_t *self, cadre_person_t person)
{
    const int32_t slot = cadre_person_slot(self->world, person);
    assert_true(slot != CADRE_NONE);
    return slot;
}

static void leave(fixture_t *self, cadre_person_t person)
{
    const int32_t slot = slot_of(self, person);
    cadre_member_depart(self->world, &self->world->branches[self->world->people.branch[slot]],
                        slot);
}

/* ---------------------------------------------------------------- cases begin */

/* .5 a year for those without rank, twice that for cadre: the threshold of the word. */
static void cadre_are_accused_twice_as_often(void **state)
{
    fixture_t *self = *state;
    cadre_block_t block = {.world = self->world,
                           .organization = party(self),
                           .branch = branch_at(self, 0),
                           .count = 8,
                           .vectors = CADRE_LANES / CADRE_VECTOR};
    parameters(self)->misconduct_rate = 0.5;
    cadre_misconduct_prepare(self->world, party(self));
    for (int i = 0; i < 8; i++) {
        block.stage[i] = i / 2;
        const double p = 1 - exp(-(block.stage[i] == CADRE_STAGE_CADRE ? 1 : 0.5) * DT);
        block.words[3][i] = (uint32_t)(p * 4294967296.0 * (1 + (i % 2 ? 1e-6 : -1e-6)));
        block.outcome[i] = CADRE_OUTCOME_GRADUATES;
    }
    cadre_misconduct_block(&block);
    for (int i = 0; i < 8; i++)
        assert_int_equal(block.outcome[i],
                         CADRE_OUTCOME_GRADUATES | (i % 2 ? 0 : CADRE_OUTCOME_CASE));
}

/* ---------------------------------------------------------------- handling */

/* Logistic in the weight of rank, .05, .3 and 1: from .1 to .5 the logit of a cadre is
 * -ln 9 (1 - .25/.95). */
static void the_leadership_overrides_the_more_the_higher_the_rank(void **state)
{
    (void)state;
    cadre_parameters_t p;
    cadre_parameters_defaults(&p);
    check_close(cadre_override_probability(&p, CADRE_RANK_MEMBER), 0.1, 1e-12, 0);
    check_close(cadre_override_probability(&p, CADRE_RANK_LEADER), 0.5, 1e-12, 0);
    check_close(cadre_override_probability(&p, CADRE_RANK_CADRE),
                1 / (1 + exp(log(9) * (1 - 0.25 / 0.95))), 1e-12, 0);
    p.accountability_override_high = 0.9;
    p.accountability_override_low = 0.3;
    const double slope = (log(9) - log(3.0 / 7)) / 0.95;
    check_close(cadre_override_probability(&p, CADRE_RANK_CADRE),
                1 / (1 + exp(-log(3.0 / 7) - 0.25 * slope)), 1e-12, 0);
    p.accountability_override_high = p.accountability_override_low = 0;
    for (int rank = 0; rank < CADRE_RANK_COUNT; rank++)
        assert_true(cadre_override_probability(&p, (cadre_rank_t)rank) == 0);
    p.accountability_override_high = p.accountability_override_low = 1;
    check_close(cadre_override_probability(&p, CADRE_RANK_CADRE), 1, 0, 1e-8);
    p.accountability_override_low = 0; /* never against a member, always against a leader */
    check_close(cadre_override_probability(&p, CADRE_RANK_MEMBER), 0, 0, 1e-8);
    check_close(cadre_override_probability(&p, CADRE_RANK_LEADER), 1, 0, 1e-8);
}

enum { MANY = 4000 };

/* Everybody of a branch of MANY, of one rank, is accused: how many cases were handled how. */
static void accuse_everybody(cadre_rank_t rank, int count[CADRE_HANDLING_COUNT])
{
    fixture_t *self = gather(1, MANY);
    cadre_people_t *people = &self->world->people;
    cadre_parameters_t *p = parameters(self);
    p->misconduct_reported = 0.6;
    p->misconduct_insiders = 0;
    p->accountability_independence = 0.25;
    p->accountability_error = 0.3;
    p->accountability_override_low = 0.2;
    p->accountability_override_high = 0.8;
    for (int32_t k = 0; k < MANY; k++) {
        people->stage[slot_at(self, 0, k)] =
            rank == CADRE_RANK_MEMBER ? CADRE_STAGE_MEMBER : CADRE_STAGE_CADRE;
        people->flags[slot_at(self, 0, k)] = rank == CADRE_RANK_LEADER ? CADRE_FLAG_LEADER : 0;
    }
    take_stock(self);
    for (int32_t k = MANY - 1; k >= 0; k--) {
        const cadre_person_t accused = person_at(self, 0, k);
        const bool gone =
            cadre_misconduct_act(self->world, branch_at(self, 0), slot_at(self, 0, k));
        assert_int_equal(gone, cadre_person_slot(self->world, accused) == CADRE_NONE);
        count[CADRE_HANDLING_RESOLVED] += gone;
    }
    for (int32_t k = 0; k < party(self)->case_count; k++) {
        assert_int_equal(party(self)->cases[k].rank, rank);
        count[party(self)->cases[k].handling]++;
    }
    assert_true(total(self, CADRE_MEASURE_cases) == MANY);
    assert_int_equal(happened(self, CADRE_EVENT_case_opened), MANY);
    assert_true(total(self, CADRE_MEASURE_covered_up) == count[CADRE_HANDLING_COVERED_UP]);
    assert_int_equal(happened(self, CADRE_EVENT_case_covered_up), count[CADRE_HANDLING_COVERED_UP]);
    assert_true(total(self, CADRE_MEASURE_exits_sanctioned) == count[CADRE_HANDLING_RESOLVED]);
    assert_true(total(self, CADRE_MEASURE_exits) == count[CADRE_HANDLING_RESOLVED]);
    recount(self->world);
    release(self);
}

/* Reported .6; of these a quarter is decided by an independent body, which finds and is not
 * overridden; of the others .3 are dismissed; of the rest the leadership covers up a share that
 * grows with rank: .2, .8, and for cadre the logistic between, logit -ln 4 + 2 ln 4 x .25/.95. */
static void cases_are_handled_in_proportion(void **state)
{
    (void)state;
    const double override[CADRE_RANK_COUNT] = {0.2, 1 / (1 + exp(log(4) * (1 - 0.5 / 0.95))), 0.8};
    for (int rank = 0; rank < CADRE_RANK_COUNT; rank++) {
        int count[CADRE_HANDLING_COUNT] = {0};
        accuse_everybody((cadre_rank_t)rank, count);
        const double own = 0.6 * 0.75;
        check_binomial(count[CADRE_HANDLING_UNREPORTED], MANY, 0.4);
        check_binomial(count[CADRE_HANDLING_DISMISSED], MANY, own * 0.3);
        check_binomial(count[CADRE_HANDLING_COVERED_UP], MANY, own * 0.7 * override[rank]);
        check_binomial(count[CADRE_HANDLING_RESOLVED], MANY,
                       0.15 + own * 0.7 * (1 - override[rank]));
    }
}

/* Uniform: mean 1/2 and mean square 1/3 of MANY, which have standard deviations 1/sqrt(12 MANY) and
 * sqrt(4/45 MANY); |z| < 4.4. */
static void severity_is_uniform(void **state)
{
    (void)state;
    fixture_t *self = gather(1, MANY);
    double sum = 0;
    double squares = 0;
    parameters(self)->misconduct_reported = 0;
    for (int32_t k = 0; k < MANY; k++)
        cadre_misconduct_act(self->world, branch_at(self, 0), slot_at(self, 0, k));
    for (int32_t k = 0; k < MANY; k++) {
        const double severity = party(self)->cases[k].severity;
        assert_true(severity > 0 && severity < 1);
        sum += severity;
        squares += severity * severity;
    }
    assert_true(fabs(sum / MANY - 1.0 / 2) < 4.4 / sqrt(12.0 * MANY));
    assert_true(fabs(squares / MANY - 1.0 / 3) < 4.4 * sqrt(4.0 / 45 / MANY));
    release(self);
}

/* One who goes over to a rival when expelled is gone, too. */
static void the_expelled_are_gone_wherever_they_go(void **state)
{
    (void)state;
    fixture_t *self = malloc(sizeof *self);
    self->small = small_world_create(200, 2);
    self->small->specification.mechanisms = 0;
    small_world_add(self->small, "rival")->founders.members = 5000;
    self->world = small_world_begin(self->small, 1);
    small_world_run(self->world, WEEK);
    parameters(self)->misconduct_reported = parameters(self)->accountability_independence = 1;
    parameters(self)->exit_rival_choice = 1e9;
    const cadre_person_t accused = person_at(self, 0, 3);
    assert_true(cadre_misconduct_act(self->world, branch_at(self, 0), slot_at(self, 0, 3)));
    const int32_t now = slot_of(self, accused); /* still in the world */
    assert_int_equal(self->world->branches[self->world->people.branch[now]].organization, 1);
    assert_true(total(self, CADRE_MEASURE_to_rival) == 1);
    release(self);
}

/* The tie of the expelled is cut, but is no example to others. */
static void an_expulsion_is_no_example(void **state)
{
    fixture_t *self = *state;
    cadre_people_tie(self->world, slot_at(self, 0, 0), slot_at(self, 0, 1));
    const cadre_person_t recruit = person_at(self, 0, 1);
    parameters(self)->misconduct_reported = parameters(self)->accountability_independence = 1;
    assert_true(cadre_misconduct_act(self->world, branch_at(self, 0), slot_at(self, 0, 0)));
    cadre_people_settle_ties(self->world);
    assert_int_equal(self->world->people.ties_of[slot_of(self, recruit)], 0);
    assert_int_equal(self->world->people.tie_loss[slot_of(self, recruit)], 0);
    assert_int_equal(party(self)->case_count, 0);
    recount(self->world);
}

/* ---------------------------------------------------------------- who knows */

/* Half of each branch are cadre. */
static void promote_half(fixture_t *self)
{
    for (int32_t b = 0; b < 2; b++)
        for (int32_t k = 0; k < 8; k++)
            self->world->people.stage[slot_at(self, b, k)] = CADRE_STAGE_CADRE;
    take_stock(self);
}

static void check_insiders(const fixture_t *self, const cadre_case_t *of, int32_t count)
{
    const cadre_people_t *people = &self->world->people;
    const int32_t accused = slot_of(self, of->accused);
    assert_int_equal(of->insider_count, count);
    for (int32_t k = 0; k < count; k++) {
        const int32_t slot = slot_of(self, of->insiders[k]);
        assert_int_not_equal(slot, accused);
        for (int32_t other = 0; other < k; other++)
            assert_int_not_equal(slot, slot_of(self, of->insiders[other]));
        if (of->handling == CADRE_HANDLING_UNREPORTED)
            assert_int_equal(people->branch[slot], people->branch[accused]);
        else
            assert_int_equal(people->stage[slot], CADRE_STAGE_CADRE);
    }
}

/* 2 of the branch if unreported, 4 of rank if dismissed, 15 if covered up, or all there are; or as
 * many as the script says. */
static void how_many_know_depends_on_the_handling(void **state)
{
    fixture_t *self = *state;
    static const struct {
        cadre_handling_t handling;
        int32_t wanted, count;
    } cases[] = {
        {CADRE_HANDLING_UNREPORTED, -1, 2},  {CADRE_HANDLING_DISMISSED, -1, 4},
        {CADRE_HANDLING_COVERED_UP, -1, 15}, {CADRE_HANDLING_UNREPORTED, 0, 0},
        {CADRE_HANDLING_UNREPORTED, 30, 15}, {CADRE_HANDLING_DISMISSED, 30, 15},
        {CADRE_HANDLING_COVERED_UP, 7, 7},
    };
    promote_half(self);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const cadre_case_t *hidden =
            open_case(self, (int32_t)i, CADRE_RANK_CADRE, cases[i].handling, 0.5, cases[i].wanted);
        assert_int_equal(hidden->handling, cases[i].handling);
        assert_int_equal(hidden->script, i);
        check_insiders(self, hidden, cases[i].count);
    }
    parameters(self)->misconduct_insiders = 8;
    check_insiders(self, open_case(self, 0, CADRE_RANK_CADRE, CADRE_HANDLING_COVERED_UP, 0.5, -1),
                   8);
}

static void others_know_of_the_next_case(void **state)
{
    fixture_t *self = *state;
    promote_half(self);
    for (int32_t i = 0; i < 2; i++) /* the same accused: the lot is the same */
        open_case(self, 0, CADRE_RANK_CADRE, CADRE_HANDLING_COVERED_UP, 0.5, 5);
    const cadre_case_t *cases = party(self)->cases;
    assert_int_equal(cases[0].accused.handle, cases[1].accused.handle);
    int both = 0;
    for (int32_t k = 0; k < 25; k++)
        both += cases[0].insiders[k / 5].handle == cases[1].insiders[k % 5].handle;
    assert_true(both < 5);
}

/* ---------------------------------------------------------------- a scripted case */

static void a_scripted_case_is_of_somebody_of_its_rank(void **state)
{
    fixture_t *self = *state;
    promote_half(self);
    cadre_leader_seat(self->world, party(self), person_at(self, 1, 4));
    for (int rank = 0; rank < CADRE_RANK_COUNT; rank++) {
        const cadre_case_t *hidden =
            open_case(self, 0, (cadre_rank_t)rank, CADRE_HANDLING_DISMISSED, 0.25, -1);
        assert_int_equal(hidden->rank, rank);
        assert_true(hidden->severity == 0.25);
        const int32_t slot = slot_of(self, hidden->accused);
        assert_int_equal(self->world->people.stage[slot] == CADRE_STAGE_CADRE,
                         rank != CADRE_RANK_MEMBER);
        assert_int_equal(slot == slot_at(self, 1, 4), rank == CADRE_RANK_LEADER);
        assert_true(happening(self, CADRE_EVENT_case_opened, rank)->value == 0.25);
    }
}

/* By chance: anybody, by the smallest word; severity and handling by the words of the case. */
static void what_is_omitted_is_left_to_chance(void **state)
{
    fixture_t *self = *state;
    promote_half(self);
    const cadre_people_t *people = &self->world->people;
    int32_t first = slot_at(self, 0, 0);
    for (int32_t k = 1; k < 32; k++) {
        const int32_t slot = slot_at(self, k / 16, k % 16);
        if (luck_of(self, people->id[slot], CADRE_DRAW_ACCUSED, 0, 0) <
            luck_of(self, people->id[first], CADRE_DRAW_ACCUSED, 0, 0))
            first = slot;
    }
    parameters(self)->misconduct_reported = 0;
    const cadre_case_t *hidden =
        open_case(self, 0, CADRE_RANK_COUNT, CADRE_HANDLING_CHANCE, -1, -1);
    assert_int_equal(slot_of(self, hidden->accused), first);
    assert_int_equal(hidden->handling, CADRE_HANDLING_UNREPORTED);
    check_close(hidden->severity, luck_of(self, hidden->id, CADRE_DRAW_CASE, 0, 0), 0, 0);
    /* nobody of that rank: anybody */
    hidden = open_case(self, 1, CADRE_RANK_LEADER, CADRE_HANDLING_CHANCE, 0, -1);
    assert_int_equal(slot_of(self, hidden->accused), first);
    assert_true(hidden->severity == 0);
    assert_true(party(self)->cases[0].id != party(self)->cases[1].id);
}

/* ---------------------------------------------------------------- the shock */

/* z of one case: severity x rank x 2 if covered up x (1 + nu norm), at most the cap. */
static double exposed_shock(fixture_t *self, cadre_rank_t rank, cadre_handling_t handling,
                            double severity)
{
    open_case(self, 0, rank, handling, severity, 0);
    const int before = happened(self, CADRE_EVENT_case_exposed);
    cadre_misconduct_expose(self->world, party(self), CADRE_NONE);
    return happening(self, CADRE_EVENT_case_exposed, before)->value;
}

static void a_shock_is_severity_rank_cover_up_and_norm(void **state)
{
    fixture_t *self = *state;
    promote_half(self);
    cadre_leader_seat(self->world, party(self), person_at(self, 0, 0));
    check_close(exposed_shock(self, CADRE_RANK_MEMBER, CADRE_HANDLING_UNREPORTED, 0.8), 0.04, 1e-12,
                0);
    check_close(exposed_shock(self, CADRE_RANK_CADRE, CADRE_HANDLING_DISMISSED, 0.8), 0.24, 1e-12,
                0);
    check_close(exposed_shock(self, CADRE_RANK_CADRE, CADRE_HANDLING_COVERED_UP, 0.8), 0.48, 1e-12,
                0);
    self->world->norm = 0.5f;
    check_close(exposed_shock(self, CADRE_RANK_CADRE, CADRE_HANDLING_COVERED_UP, 0.8), 0.48 * 1.25,
                1e-12, 0);
    parameters(self)->misconduct_norm = 0;
    check_close(exposed_shock(self, CADRE_RANK_LEADER, CADRE_HANDLING_UNREPORTED, 0.8), 0.8, 1e-12,
                0);
    cadre_leader_seat(self->world, party(self), person_at(self, 0, 1));
    check_close(exposed_shock(self, CADRE_RANK_LEADER, CADRE_HANDLING_COVERED_UP, 0.8), 1.5, 0, 0);
    cadre_leader_seat(self->world, party(self), person_at(self, 0, 2));
    parameters(self)->misconduct_shock_cap = 0.6;
    check_close(exposed_shock(self, CADRE_RANK_LEADER, CADRE_HANDLING_COVERED_UP, 0.8), 0.6, 0, 0);
}

/* As high as the accused now stands; at least as high as then; one who has left, as then. */
static void the_rank_is_that_of_today(void **state)
{
    fixture_t *self = *state;
    const cadre_case_t *hidden =
        open_case(self, 0, CADRE_RANK_MEMBER, CADRE_HANDLING_UNREPORTED, 0.5, 0);
    self->world->people.stage[slot_of(self, hidden->accused)] = CADRE_STAGE_CADRE;
    take_stock(self);
    cadre_leader_seat(self->world, party(self), hidden->accused);
    cadre_misconduct_expose(self->world, party(self), CADRE_NONE);
    check_close(happening(self, CADRE_EVENT_case_exposed, 0)->value, 0.5, 1e-12, 0);
    self->world->people.stage[slot_at(self, 0, 0)] = CADRE_STAGE_CADRE;
    take_stock(self);
    hidden = open_case(self, 1, CADRE_RANK_CADRE, CADRE_HANDLING_UNREPORTED, 0.5, 0);
    leave(self, hidden->accused);
    cadre_misconduct_expose(self->world, party(self), CADRE_NONE);
    check_close(happening(self, CADRE_EVENT_case_exposed, 1)->value, 0.15, 1e-12, 0);
    recount(self->world);
}

/* L exp(-z), jumps of .3 min(1, z) one upon the other, the greater outrage. */
static void shocks_wear_legitimacy_and_add_up(void **state)
{
    fixture_t *self = *state;
    party(self)->legitimacy = 0.8;
    cadre_misconduct_shock(party(self), 0.5);
    check_close(party(self)->legitimacy, 0.8 * exp(-0.5), 1e-12, 0);
    check_close(party(self)->shock, 0.5, 0, 0);
    check_close(party(self)->shock_jump, 0.15, 1e-12, 0);
    check_close(party(self)->outrage, 0.5, 0, 0);
    cadre_misconduct_shock(party(self), 0.2);
    check_close(party(self)->legitimacy, 0.8 * exp(-0.7), 1e-12, 0);
    check_close(party(self)->shock, 0.7, 1e-12, 0);
    check_close(party(self)->shock_jump, 1 - 0.85 * 0.94, 1e-12, 0);
    check_close(party(self)->outrage, 0.5, 0, 0);
    cadre_misconduct_shock(party(self), 1.5);
    check_close(party(self)->shock_jump, 1 - 0.85 * 0.94 * 0.7, 1e-12, 0);
    check_close(party(self)->outrage, 1, 0, 0);
    check_close(party(self)->legitimacy, 0.8 * exp(-2.2), 1e-12, 0);
}

/* Half of it is gone after six months of 365.25/12 days. */
static void outrage_halves_in_six_months(void **state)
{
    fixture_t *self = *state;
    party(self)->outrage = 0.8;
    for (int t = 1; t <= 26; t++) {
        cadre_misconduct_week(self->world, party(self));
        check_close(party(self)->outrage, 0.8 * exp2(-t * 12 * DT / 6), 1e-9, 0);
    }
}

/* ---------------------------------------------------------------- exposure */

/* The accused and all trace of the case are gone; it is told, and the accused expelled. */
static void an_exposure_ends_the_case(void **state)
{
    fixture_t *self = *state;
    hide(self);
    const cadre_person_t accused = party(self)->cases[0].accused;
    cadre_misconduct_expose(self->world, party(self), CADRE_NONE);
    assert_int_equal(party(self)->case_count, 0);
    assert_int_equal(cadre_person_slot(self->world, accused), CADRE_NONE);
    assert_true(total(self, CADRE_MEASURE_exposed) == 1);
    assert_true(total(self, CADRE_MEASURE_exits_sanctioned) == 1);
    check_close(party(self)->shock, 0.5 * 0.05, 1e-12, 0);
    cadre_misconduct_expose(self->world, party(self), CADRE_NONE); /* none is left */
    assert_int_equal(happened(self, CADRE_EVENT_case_exposed), 1);
    recount(self->world);
}

/* Who has gone to another organization is not expelled from there. */
static void what_was_done_elsewhere_expels_nobody_here(void **state)
{
    fixture_t *self = *state;
    const cadre_person_t accused = hide(self)->accused;
    cadre_organization_t *born =
        cadre_organization_bear(self->world, party(self), CADRE_KIND_PARTY, NULL, "split", 0);
    self->world->people.flags[slot_of(self, accused)] |= CADRE_FLAG_MARKED;
    cadre_organization_join(self->world, party(self), born);
    cadre_misconduct_expose(self->world, party(self), CADRE_NONE);
    assert_int_equal(party(self)->case_count, 0);
    assert_int_equal(born->members, 1);
    assert_true(total(self, CADRE_MEASURE_exits_sanctioned) == 0);
}

/* What an arrangement makes of a case that four know of: disclosures a year. Critical is the factor
 * `disclosure` at which the chance of the week is just the case's word. */
static void check_disclosures(void (*arrange)(fixture_t *), double a_year)
{
    for (int more = 0; more < 2; more++) {
        fixture_t *self = gather(2, 16);
        parameters(self)->misconduct_begets = 0;
        hide(self);
        arrange(self);
        const double u = luck_of(self, party(self)->cases[0].id, CADRE_DRAW_EXPOSURE, 0, 0);
        parameters(self)->misconduct_disclosure =
            -log1p(-u) / (a_year * DT) * (1 + (more ? HAIR : -HAIR));
        cadre_misconduct_week(self->world, party(self));
        assert_int_equal(happened(self, CADRE_EVENT_case_exposed), more);
        assert_int_equal(party(self)->case_count, 1 - more);
        release(self);
    }
}

enum { FOUR = 4 };
static const double MEMBERS = FOUR * 0.0006;

static void nothing(fixture_t *self)
{
    (void)self;
}
static void two_leave(fixture_t *self)
{
    leave(self, party(self)->cases[0].insiders[0]);
    leave(self, party(self)->cases[0].insiders[3]);
}
/* To an organization that is born of it. */
static void one_goes_over(fixture_t *self)
{
    cadre_organization_t *born =
        cadre_organization_bear(self->world, party(self), CADRE_KIND_PARTY, NULL, "split", 0);
    const int32_t slot = slot_of(self, party(self)->cases[0].insiders[2]);
    self->world->people.flags[slot] |= CADRE_FLAG_MARKED;
    assert_int_equal(cadre_organization_join(self->world, party(self), born), 1);
}
static void now_raised(fixture_t *self)
{
    party(self)->cases[0].raised = WEEK;
}
static void raised_a_month_ago(fixture_t *self)
{
    party(self)->cases[0].raised = WEEK - 3;
}
static void raised_long_ago(fixture_t *self)
{
    party(self)->cases[0].raised = WEEK - 4;
}
static void leaders_replaced(fixture_t *self)
{
    party(self)->replaced = WEEK - 25;
}
static void leaders_replaced_long_ago(fixture_t *self)
{
    party(self)->replaced = WEEK - 26;
}
static void thawed(fixture_t *self)
{
    for (int m = 0; m < CADRE_YEAR_MONTHS; m++)
        party(self)->lowest_openness[m] = m == 3 ? 0.25 : 0.75;
    party(self)->openness = 0.4375; /* .1875 above the low */
}
static void hardly_thawed(fixture_t *self)
{
    thawed(self);
    party(self)->openness = 0.375; /* .125 */
}
static void raised_and_replaced(fixture_t *self)
{
    now_raised(self);
    leaders_replaced(self);
}
static void sister(fixture_t *self)
{
    cadre_misconduct_sister(self->world, party(self), 1);
}
static void smaller_sister(fixture_t *self)
{
    cadre_misconduct_sister(self->world, party(self), 0.25);
}
static void sister_a_year_ago(fixture_t *self)
{
    self->world->now -= 52;
    sister(self);
    self->world->now += 52;
}
static void sister_almost_a_year_ago(fixture_t *self)
{
    self->world->now -= 51;
    sister(self);
    self->world->now += 51;
}
static void norm(fixture_t *self)
{
    self->world->norm = 0.5f;
}
static void strong_norm(fixture_t *self)
{
    self->world->norm = 1;
    parameters(self)->misconduct_norm = 4;
}
static void all_but_raised(fixture_t *self)
{
    leaders_replaced(self);
    smaller_sister(self);
    norm(self);
}

static void those_who_know_disclose_at_their_rates(void **state)
{
    (void)state;
    check_disclosures(nothing, MEMBERS);
    check_disclosures(two_leave, 2 * 0.0006 + 2 * 0.0036);
    check_disclosures(one_goes_over, 3 * 0.0006 + 0.0036);
}

static void an_accused_who_rose_loosens_tongues_fiftyfold_for_a_month(void **state)
{
    (void)state;
    check_disclosures(now_raised, 50 * MEMBERS);
    check_disclosures(raised_a_month_ago, 50 * MEMBERS);
    check_disclosures(raised_long_ago, MEMBERS);
}

static void change_at_the_top_unsettles_fivefold(void **state)
{
    (void)state;
    check_disclosures(leaders_replaced, 5 * MEMBERS);
    check_disclosures(leaders_replaced_long_ago, MEMBERS);
    check_disclosures(thawed, 5 * MEMBERS);
    check_disclosures(hardly_thawed, MEMBERS);
}

/* Threefold, less for a smaller scandal: 1 + 2 x .25. */
static void a_sisters_scandal_works_for_a_year(void **state)
{
    (void)state;
    check_disclosures(sister, 3 * MEMBERS);
    check_disclosures(smaller_sister, 1.5 * MEMBERS);
    check_disclosures(sister_almost_a_year_ago, 3 * MEMBERS);
    check_disclosures(sister_a_year_ago, MEMBERS);
}

static void the_norm_at_most_doubles(void **state)
{
    (void)state;
    check_disclosures(norm, 1.25 * MEMBERS);
    check_disclosures(strong_norm, 2 * MEMBERS);
}

static void multipliers_multiply_up_to_sixty(void **state)
{
    (void)state;
    check_disclosures(all_but_raised, 5 * 1.5 * 1.25 * MEMBERS);
    check_disclosures(raised_and_replaced, 60 * MEMBERS);
}

/* ---------------------------------------------------------------- what else comes out */

/* Ten hidden cases of ten accused; the world is in its first week of luck. */
static void hide_ten(fixture_t *self)
{
    for (int32_t k = 0; k < 10; k++) {
        self->world->now = WEEK - 20 + k; /* others are drawn in other weeks */
        open_case(self, 0, CADRE_RANK_MEMBER, CADRE_HANDLING_UNREPORTED, 0.1, 0);
    }
    self->world->now = WEEK;
    assert_int_equal(party(self)->case_count, 10);
}

/* How many come out with the first; never more than there are. */
static int others_of(double begets, uint32_t replicate)
{
    fixture_t *self = gather(2, 16);
    hide_ten(self);
    self->world->luck.replicate = replicate;
    parameters(self)->misconduct_begets = begets;
    cadre_misconduct_expose(self->world, party(self), CADRE_NONE);
    const int out = happened(self, CADRE_EVENT_case_exposed);
    assert_int_equal(party(self)->case_count, 10 - out);
    assert_true(total(self, CADRE_MEASURE_exposed) == out);
    release(self);
    return out - 1;
}

/* Poisson(2) of those there are: mean and variance 2; the mean of 600 is held to |z| < 4.4. */
static void a_disclosure_brings_out_others(void **state)
{
    (void)state;
    enum { RUNS = 600 };
    int sum = 0;
    int none = 0;
    for (uint32_t r = 1; r <= RUNS; r++) {
        const int others = others_of(2, r);
        sum += others;
        none += others == 0;
    }
    assert_true(fabs((double)sum / RUNS - 2) < 4.4 * sqrt(2.0 / RUNS));
    check_binomial(none, RUNS, exp(-2));
    assert_int_equal(others_of(0, 1), 0);
    assert_int_equal(others_of(50, 1), 9);
}

/* Those with the smallest words. */
static void which_others_is_decided_by_lot(void **state)
{
    (void)state;
    fixture_t *self = gather(2, 16);
    hide_ten(self);
    parameters(self)->misconduct_begets = 3;
    double word[10];
    uint64_t id[10];
    for (int32_t k = 0; k < 10; k++) {
        id[k] = party(self)->cases[k].id;
        word[k] = luck_of(self, id[k], CADRE_DRAW_EXPOSURE, 0, 2);
    }
    cadre_misconduct_expose(self->world, party(self), CADRE_NONE);
    assert_in_range(party(self)->case_count, 3, 8);
    double most_out = 0;
    double least_hidden = 1;
    for (int32_t k = 1; k < 10; k++) {
        bool hidden = false;
        for (int32_t h = 0; h < party(self)->case_count; h++)
            hidden = hidden || party(self)->cases[h].id == id[k];
        if (hidden && word[k] < least_hidden)
            least_hidden = word[k];
        if (!hidden && word[k] > most_out)
            most_out = word[k];
    }
    assert_true(most_out < least_hidden);
    release(self);
}

static void a_scripted_exposure_is_of_its_case_or_the_oldest(void **state)
{
    fixture_t *self = *state;
    parameters(self)->misconduct_begets = 0;
    for (int32_t k = 0; k < 3; k++) {
        self->world->now = WEEK + k;
        open_case(self, k, CADRE_RANK_MEMBER, CADRE_HANDLING_UNREPORTED, 0.1 * (k + 1), 0);
    }
    cadre_misconduct_expose(self->world, party(self), 5); /* no such case */
    assert_int_equal(party(self)->case_count, 3);
    cadre_misconduct_expose(self->world, party(self), 1);
    cadre_misconduct_expose(self->world, party(self), 1); /* is out already */
    assert_int_equal(party(self)->case_count, 2);
    assert_int_equal(party(self)->cases[0].script, 0);
    assert_int_equal(party(self)->cases[1].script, 2);
    cadre_misconduct_expose(self->world, party(self), CADRE_NONE);
    assert_int_equal(party(self)->cases[0].script, 2);
    check_close(happening(self, CADRE_EVENT_case_exposed, 0)->value, 0.01, 1e-12, 0);
    check_close(happening(self, CADRE_EVENT_case_exposed, 1)->value, 0.005, 1e-12, 0);
}

/* All cases of a week are looked at before one comes out; the week ends with none of them left. */
static void several_come_out_in_one_week(void **state)
{
    fixture_t *self = *state;
    hide_ten(self);
    for (int32_t k = 3; k < 8; k++) /* of the others nobody knows */
        party(self)->cases[k].insiders[party(self)->cases[k].insider_count++] =
            person_at(self, 1, 15);
    parameters(self)->misconduct_disclosure = 1e9;
    parameters(self)->misconduct_begets = 0;
    cadre_misconduct_week(self->world, party(self));
    assert_int_equal(happened(self, CADRE_EVENT_case_exposed), 5);
    assert_int_equal(party(self)->case_count, 5);
    for (int32_t k = 0; k < 5; k++)
        assert_int_equal(party(self)->cases[k].insider_count, 0);
    recount(self->world);
}

/* ---------------------------------------------------------------- sister organizations */

static void a_larger_scandal_is_what_counts(void **state)
{
    fixture_t *self = *state;
    cadre_misconduct_sister(self->world, party(self), 0.5);
    assert_int_equal(party(self)->sister, WEEK + 52);
    self->world->now = WEEK + 10;
    cadre_misconduct_sister(self->world, party(self), 0.25);
    assert_int_equal(party(self)->sister, WEEK + 62);
    assert_true(party(self)->sister_size == 0.5);
    cadre_misconduct_sister(self->world, party(self), 0.75);
    assert_true(party(self)->sister_size == 0.75);
    self->world->now = WEEK + 62;
    cadre_misconduct_sister(self->world, party(self), 0.125); /* the others are forgotten */
    assert_true(party(self)->sister_size == 0.125);
}

/* Parent, offspring and those of the same parent; nobody else, and not the one whose it is. */
static void a_scandal_works_on_the_family(void **state)
{
    (void)state;
    enum { SELF, PARENT, CHILD, SIBLING, STRANGER, COUSIN, COUNT };
    fixture_t *self = malloc(sizeof *self);
    self->small = small_world_create(200, 2);
    self->small->specification.mechanisms = 0;
    self->small->organizations[0].copies = COUNT;
    self->small->organizations[0].founders.members = 4;
    self->world = small_world_begin(self->small, 1);
    small_world_run(self->world, WEEK);
    static const int32_t parent[COUNT] = {PARENT, CADRE_NONE, SELF, PARENT, CADRE_NONE, STRANGER};
    for (int o = 0; o < COUNT; o++)
        self->world->organizations[o]->parent = parent[o];
    open_case(self, 0, CADRE_RANK_MEMBER, CADRE_HANDLING_COVERED_UP, 0.5, 0);
    cadre_misconduct_expose(self->world, party(self), CADRE_NONE);
    for (int o = 0; o < COUNT; o++) {
        const bool warned = o == PARENT || o == CHILD || o == SIBLING;
        assert_int_equal(self->world->organizations[o]->sister > WEEK, warned);
        if (warned)
            check_close(self->world->organizations[o]->sister_size, 0.05, 1e-12, 0);
    }
    /* two without a parent are no sisters; a scandal counts as one at most */
    for (int o = 0; o < COUNT; o++)
        self->world->organizations[o]->parent = o == COUSIN ? SELF : CADRE_NONE;
    take_stock(self);
    cadre_leader_seat(self->world, party(self), person_at(self, 0, 0));
    open_case(self, 1, CADRE_RANK_LEADER, CADRE_HANDLING_COVERED_UP, 1, 0);
    cadre_misconduct_expose(self->world, party(self), CADRE_NONE);
    assert_false(self->world->organizations[STRANGER]->sister > WEEK);
    assert_true(self->world->organizations[COUSIN]->sister_size == 1);
    release(self);
}

/* ---------------------------------------------------------------- the accused rises */

static bool rises(bool cadre, bool away, double promoted_less_word)
{
    fixture_t *self = gather(2, 16);
    cadre_case_t *hidden = hide(self);
    cadre_person_t accused = hidden->accused;
    if (cadre)
        self->world->people.stage[slot_of(self, accused)] = CADRE_STAGE_CADRE;
    take_stock(self);
    if (away)
        leave(self, accused);
    parameters(self)->misconduct_disclosure = 0;
    parameters(self)->misconduct_promoted =
        luck_of(self, hidden->id, CADRE_DRAW_EXPOSURE, 0, 3) + promoted_less_word;
    party(self)->replaced = WEEK - 1;
    cadre_misconduct_week(self->world, party(self));
    const bool rose = party(self)->leader_count == 1;
    assert_int_equal(hidden->raised == WEEK, rose);
    if (rose) {
        assert_true(self->world->people.flags[slot_of(self, accused)] & CADRE_FLAG_LEADER);
        assert_int_equal(party(self)->leaders[0].since, WEEK);
    }
    release(self);
    return rose;
}

static void after_an_ouster_the_accused_may_rise(void **state)
{
    (void)state;
    assert_true(rises(true, false, HAIR));
    assert_false(rises(true, false, -HAIR));
    assert_false(rises(false, false, 1));
    assert_false(rises(true, true, 1));
}

static void nobody_rises_in_other_weeks(void **state)
{
    fixture_t *self = *state;
    cadre_case_t *hidden = hide(self);
    self->world->people.stage[slot_of(self, hidden->accused)] = CADRE_STAGE_CADRE;
    take_stock(self);
    parameters(self)->misconduct_disclosure = 0;
    parameters(self)->misconduct_promoted = 1;
    for (int32_t ago = 0; ago < 4; ago++) {
        party(self)->replaced = WEEK - ago;
        if (ago != 1)
            cadre_misconduct_week(self->world, party(self));
        assert_int_equal(party(self)->leader_count, 0);
    }
}

/* ---------------------------------------------------------------- the law of Grimes */

/* Median exposure after 6 years: 30,000 who know and 4.09e-6 a year each, as published. */
static void grimes_medians_are_those_published(void **state)
{
    (void)state;
    check_close(cadre_grimes(30000, 4.09e-6, 6), 0.5, 2e-3, 0);
    check_close(cadre_grimes(500, 0.01, 0), 0, 0, 0);
    check_close(cadre_grimes(1, 0.25, 2), 1 - exp(-0.5), 1e-12, 0);
    check_close(cadre_grimes(2, 0.25, 2), 1 - exp(-2 * 0.4375), 1e-12, 0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(cadre_are_accused_twice_as_often),
        cmocka_unit_test(the_leadership_overrides_the_more_the_higher_the_rank),
        cmocka_unit_test(cases_are_handled_in_proportion),
        cmocka_unit_test(severity_is_uniform),
        cmocka_unit_test(the_expelled_are_gone_wherever_they_go),
        TEST(an_expulsion_is_no_example),
        TEST(how_many_know_depends_on_the_handling),
        TEST(others_know_of_the_next_case),
        TEST(a_scripted_case_is_of_somebody_of_its_rank),
        TEST(what_is_omitted_is_left_to_chance),
        TEST(a_shock_is_severity_rank_cover_up_and_norm),
        TEST(the_rank_is_that_of_today),
        TEST(shocks_wear_legitimacy_and_add_up),
        TEST(outrage_halves_in_six_months),
        TEST(an_exposure_ends_the_case),
        TEST(what_was_done_elsewhere_expels_nobody_here),
        cmocka_unit_test(those_who_know_disclose_at_their_rates),
        cmocka_unit_test(an_accused_who_rose_loosens_tongues_fiftyfold_for_a_month),
        cmocka_unit_test(change_at_the_top_unsettles_fivefold),
        cmocka_unit_test(a_sisters_scandal_works_for_a_year),
        cmocka_unit_test(the_norm_at_most_doubles),
        cmocka_unit_test(multipliers_multiply_up_to_sixty),
        cmocka_unit_test(a_disclosure_brings_out_others),
        cmocka_unit_test(which_others_is_decided_by_lot),
        TEST(a_scripted_exposure_is_of_its_case_or_the_oldest),
        TEST(several_come_out_in_one_week),
        TEST(a_larger_scandal_is_what_counts),
        cmocka_unit_test(a_scandal_works_on_the_family),
        cmocka_unit_test(after_an_ouster_the_accused_may_rise),
        TEST(nobody_rises_in_other_weeks),
        cmocka_unit_test(grimes_medians_are_those_published),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
