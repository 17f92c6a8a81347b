/* Misconduct, cover-up, exposure (M68-M77): an abstract event with a severity and a handling,
 * nothing more.
 *
 *   cases     at `rate` a member-year, twice as often by cadre, staff and leaders; severity uniform
 *   handling  reported with probability `reported`; then decided by an independent body
 *             (accountability.independence) or by the leadership, whose amateur body errs
 *             (accountability.error) and which overrides a finding with a probability that is
 *             logistic in rank, from override_low to override_high: a cover-up. Else the accused is
 *             expelled and nothing is hidden
 *   insiders  2 of the branch if unreported, 4 if dismissed, `insiders` if covered up
 *   exposure  of a hidden case at sum over insiders (.0006 a year, .0036 if no longer a member)
 *             x disclosure x min(60, multipliers) a year: 50 for a month when the accused rose to
 *             the leadership, 5 for six months when the leadership was replaced or openness stands
 *             .15 above its low of the year, 3 for a year after a sister's scandal,
 *             min(2, 1 + nu norm). With it come out Poisson(begets) of the others there are
 *   shock     z = min(shock_cap, severity x rank x (1 + cover-up) x (1 + nu norm)), rank .05
 *             (member), .3 (cadre), 1 (leader) as it is now:
 *             L <- L exp(-z), g jumps by .3 min(1, z), outrage min(1, z) with half-life 6 months
 *
 * The norm of the time acts here and nowhere else. The multipliers are tuned to one event, and the
 * model can say nothing of how large they are elsewhere. `cadre_grimes` is the law of Grimes (2016)
 * for the life of a conspiracy, with which this agrees where few disclosures are expected. */
#include "base/error.h"
#include "base/memory.h"
#include "base/sampling.h"
#include "model/mechanisms.h"
#include "model/members.h"
#include "model/people.h"
#include "model/selection.h"

static const double RANK[CADRE_RANK_COUNT] = {0.05, 0.3, 1};
static const double MEMBER_DISCLOSES = 0.0006, FORMER_DISCLOSES = 0.0036; /* a year */
static const double RAISED = 50, UNSETTLED = 5, SISTER = 3, MOST_MULTIPLIED = 60, MOST_NORM = 2;
static const double THAWED = 0.15; /* openness above its low that unsettles */
static const double GRIEVANCE_JUMP = 0.3;
static const double OUTRAGE_MONTHS = 6; /* half-life */
static const double LN2 = 0.6931471805599453;
enum {
    RAISED_WEEKS = 4,
    UNSETTLED_WEEKS = 26,
    SISTER_WEEKS = 52,
    UNREPORTED_INSIDERS = 2,
    DISMISSED_INSIDERS = 4
};

double cadre_grimes(double insiders, double rate, double years)
{
    return cadre_probability(years * (1 - cadre_power(1 - rate, insiders)));
}

/* ---------------------------------------------------------------- cases begin, in the pass */

void cadre_misconduct_prepare(cadre_world_t *world, cadre_organization_t *organization)
{
    (void)world;
    const double rate = organization->parameters.misconduct_rate * CADRE_WEEK_YEARS;
    organization->rates.misconduct.ordinary = cadre_threshold((float)cadre_probability(rate));
    organization->rates.misconduct.of_rank = cadre_threshold((float)cadre_probability(2 * rate));
}

void cadre_misconduct_block(cadre_block_t *block)
{
    const int lanes = cadre_lanes(block);
    const uint32_t ordinary = block->organization->rates.misconduct.ordinary;
    const uint32_t of_rank = block->organization->rates.misconduct.of_rank;
    const int32_t *restrict stage = block->stage;
    const uint32_t *restrict word = block->words[3];
    int32_t *restrict outcome = block->outcome;
    for (int i = 0; i < lanes; i++) {
        const uint32_t limit = stage[i] == CADRE_STAGE_CADRE ? of_rank : ordinary;
        outcome[i] |= word[i] < limit ? CADRE_OUTCOME_CASE : 0;
    }
}

/* ---------------------------------------------------------------- handling */

static cadre_rank_t rank_of(const cadre_world_t *world, int32_t slot)
{
    if (world->people.flags[slot] & CADRE_FLAG_LEADER)
        return CADRE_RANK_LEADER;
    return world->people.stage[slot] == CADRE_STAGE_CADRE ? CADRE_RANK_CADRE : CADRE_RANK_MEMBER;
}

static double logit(double p)
{
    const double inside = cadre_clamp(p, 1e-9, 1 - 1e-9);
    return cadre_log(inside / (1 - inside));
}

double cadre_override_probability(const cadre_parameters_t *p, cadre_rank_t rank)
{
    const double high = p->accountability_override_high;
    const double low = p->accountability_override_low;
    if (high <= 0 && low <= 0)
        return 0;
    const double slope = (logit(high) - logit(low)) / (RANK[CADRE_RANK_LEADER] - RANK[0]);
    return 1 / (1 + cadre_exp(-(logit(low) + slope * (RANK[rank] - RANK[0]))));
}

static cadre_handling_t handle_by_chance(const cadre_world_t *world, const cadre_parameters_t *p,
                                         const cadre_case_t *self)
{
    const cadre_words_t words =
        cadre_draw(world->luck, self->id, (uint32_t)world->now, CADRE_DRAW_CASE, 0);
    const cadre_words_t more =
        cadre_draw(world->luck, self->id, (uint32_t)world->now, CADRE_DRAW_CASE, 1);
    if (cadre_uniform(words.word[1]) >= p->misconduct_reported)
        return CADRE_HANDLING_UNREPORTED;
    if (cadre_uniform(words.word[2]) < p->accountability_independence)
        return CADRE_HANDLING_RESOLVED;
    if (cadre_uniform(words.word[3]) < p->accountability_error)
        return CADRE_HANDLING_DISMISSED;
    return cadre_uniform(more.word[0]) < cadre_override_probability(p, self->rank)
               ? CADRE_HANDLING_COVERED_UP
               : CADRE_HANDLING_RESOLVED;
}

/* Who may come to know: those of the branch, or those of rank. */
static bool is_another(const cadre_world_t *world, int32_t slot, const void *argument)
{
    const cadre_person_t *accused = argument;
    return world->people.handle[slot] != accused->handle;
}

static bool is_another_cadre(const cadre_world_t *world, int32_t slot, const void *argument)
{
    return world->people.stage[slot] == CADRE_STAGE_CADRE && is_another(world, slot, argument);
}

static void tell_insiders(cadre_world_t *world, cadre_organization_t *organization,
                          cadre_case_t *self, int32_t wanted)
{
    const int32_t slot = cadre_person_slot(world, self->accused);
    const int32_t most = wanted < CADRE_INSIDERS_MAX ? wanted : CADRE_INSIDERS_MAX;
    const cadre_lot_t lot = {.purpose = CADRE_DRAW_INSIDER,
                             .block = (unsigned)organization->cases_ever % 256,
                             .by_number = CADRE_DRAW_CONFIDANT,
                             .id = self->id};
    self->insider_count =
        self->handling == CADRE_HANDLING_UNREPORTED
            ? cadre_select_in(world, &world->branches[world->people.branch[slot]], lot, is_another,
                              &self->accused, most, self->insiders)
            : cadre_select(world, organization, lot, is_another_cadre, &self->accused, most,
                           self->insiders);
}

static int32_t usual_insiders(const cadre_parameters_t *p, cadre_handling_t handling)
{
    return handling == CADRE_HANDLING_COVERED_UP  ? (int32_t)p->misconduct_insiders
           : handling == CADRE_HANDLING_DISMISSED ? DISMISSED_INSIDERS
                                                  : UNREPORTED_INSIDERS;
}

/* Out of the organization, as a sanction. */
static void expel(cadre_world_t *world, const cadre_organization_t *organization,
                  cadre_person_t person)
{
    const int32_t slot = cadre_person_slot(world, person);
    if (slot == CADRE_NONE)
        return;
    cadre_branch_t *branch = &world->branches[world->people.branch[slot]];
    if (branch->organization != organization->index)
        return;
    cadre_count(world->organizations[branch->organization], CADRE_MEASURE_exits_sanctioned, 1);
    cadre_member_depart(world, branch, slot);
}

static bool reserve_case(cadre_world_t *world, cadre_organization_t *organization)
{
    if (organization->case_count < organization->case_capacity)
        return true;
    const int32_t more = 2 * organization->case_capacity + 16;
    cadre_case_t *grown = cadre_resize(organization->cases, (size_t)organization->case_capacity,
                                       (size_t)more, sizeof *grown);
    if (grown == NULL) {
        world->error = CADRE_ERROR_MEMORY;
        return false;
    }
    organization->cases = grown;
    organization->case_capacity = more;
    return true;
}

/* Handles a case of which everything but the handling may be given; keeps it if it is hidden. */
static void open_case(cadre_world_t *world, cadre_organization_t *organization, cadre_case_t self,
                      int32_t insiders)
{
    const cadre_parameters_t *p = &organization->parameters;
    organization->cases_ever++;
    cadre_count(organization, CADRE_MEASURE_cases, 1);
    cadre_report(world, organization, CADRE_EVENT_case_opened, NULL, CADRE_NONE, self.severity);
    if (self.handling == CADRE_HANDLING_CHANCE)
        self.handling = handle_by_chance(world, p, &self);
    if (self.handling == CADRE_HANDLING_RESOLVED) {
        expel(world, organization, self.accused);
        return;
    }
    if (self.handling == CADRE_HANDLING_COVERED_UP) {
        cadre_count(organization, CADRE_MEASURE_covered_up, 1);
        cadre_report(world, organization, CADRE_EVENT_case_covered_up, NULL, CADRE_NONE,
                     self.severity);
    }
    if (!reserve_case(world, organization))
        return;
    tell_insiders(world, organization, &self,
                  insiders >= 0 ? insiders : usual_insiders(p, self.handling));
    organization->cases[organization->case_count++] = self;
}

bool cadre_misconduct_act(cadre_world_t *world, cadre_branch_t *branch, int32_t slot)
{
    cadre_organization_t *organization = world->organizations[branch->organization];
    const uint64_t id =
        cadre_identity(CADRE_BIRTH_CASE, world->people.id[slot], (uint32_t)world->now, 0);
    const cadre_person_t accused = cadre_person_at(world, slot);
    const cadre_words_t words =
        cadre_draw(world->luck, id, (uint32_t)world->now, CADRE_DRAW_CASE, 0);
    open_case(world, organization,
              (cadre_case_t){.id = id,
                             .accused = accused,
                             .rank = rank_of(world, slot),
                             .handling = CADRE_HANDLING_CHANCE,
                             .severity = cadre_uniform(words.word[0]),
                             .script = CADRE_NONE,
                             .raised = CADRE_NEVER},
              CADRE_NONE);
    return cadre_person_slot(world, accused) != slot;
}

/* ---------------------------------------------------------------- a scripted case */

static bool is_of_rank(const cadre_world_t *world, int32_t slot, const void *argument)
{
    const cadre_rank_t *rank = argument;
    return *rank == CADRE_RANK_COUNT || rank_of(world, slot) == *rank;
}

void cadre_misconduct_open(cadre_world_t *world, cadre_organization_t *organization, int32_t script)
{
    const cadre_event_spec_t *event = &world->specification->events[script];
    const cadre_lot_t lot = {.purpose = CADRE_DRAW_ACCUSED};
    const cadre_rank_t anybody = CADRE_RANK_COUNT;
    cadre_person_t accused;
    if (cadre_select(world, organization, lot, is_of_rank, &event->rank, 1, &accused) == 0 &&
        cadre_select(world, organization, lot, is_of_rank, &anybody, 1, &accused) == 0)
        return;
    const int32_t slot = cadre_person_slot(world, accused);
    const uint64_t id = cadre_identity(CADRE_BIRTH_CASE, world->people.id[slot],
                                       (uint32_t)world->now, (uint32_t)script + 1);
    const cadre_words_t words =
        cadre_draw(world->luck, id, (uint32_t)world->now, CADRE_DRAW_CASE, 0);
    open_case(world, organization,
              (cadre_case_t){.id = id,
                             .accused = accused,
                             .rank = rank_of(world, slot),
                             .handling = event->handling,
                             .severity = event->severity >= 0 ? event->severity
                                                              : cadre_uniform(words.word[0]),
                             .script = script,
                             .raised = CADRE_NEVER},
              event->insiders);
}

/* ---------------------------------------------------------------- the shock */

void cadre_misconduct_shock(cadre_organization_t *organization, double z)
{
    const double bounded = z < 1 ? z : 1;
    organization->legitimacy *= cadre_exp(-z);
    organization->shock += z;
    organization->shock_jump = 1 - (1 - organization->shock_jump) * (1 - GRIEVANCE_JUMP * bounded);
    if (organization->outrage < bounded)
        organization->outrage = bounded;
}

void cadre_misconduct_sister(const cadre_world_t *world, cadre_organization_t *organization,
                             double size)
{
    if (world->now >= organization->sister || size > organization->sister_size)
        organization->sister_size = size;
    organization->sister = world->now + SISTER_WEEKS;
}

/* A scandal of one works on the others of the family: its parent, its offspring, those of the same
 * parent (M74). */
static void warn_sisters(cadre_world_t *world, const cadre_organization_t *organization,
                         double size)
{
    for (int32_t o = 0; o < world->organization_count; o++) {
        cadre_organization_t *other = world->organizations[o];
        const bool related = other->parent == organization->index ||
                             other->index == organization->parent ||
                             (other->parent != CADRE_NONE && other->parent == organization->parent);
        if (related && other != organization)
            cadre_misconduct_sister(world, other, size);
    }
}

/* ---------------------------------------------------------------- exposure */

static double shock_of(const cadre_world_t *world, const cadre_organization_t *organization,
                       const cadre_case_t *self)
{
    const cadre_parameters_t *p = &organization->parameters;
    const int32_t slot = cadre_person_slot(world, self->accused);
    const bool here =
        slot != CADRE_NONE &&
        world->branches[world->people.branch[slot]].organization == organization->index;
    cadre_rank_t rank = self->rank;
    if (here && rank_of(world, slot) > rank)
        rank = rank_of(world, slot);
    const double covered = self->handling == CADRE_HANDLING_COVERED_UP ? 2 : 1;
    const double z =
        self->severity * RANK[rank] * covered * (1 + p->misconduct_norm * (double)world->norm);
    return z < p->misconduct_shock_cap ? z : p->misconduct_shock_cap;
}

/* Takes those that are known off the list, all at once: one by one would move the whole list for
 * each. */
static void take_out_known(cadre_organization_t *organization)
{
    int32_t hidden = 0;
    for (int32_t k = 0; k < organization->case_count; k++)
        if (!organization->cases[k].known)
            organization->cases[hidden++] = organization->cases[k];
    organization->case_count = hidden;
}

static void come_out(cadre_world_t *world, cadre_organization_t *organization, cadre_case_t *self)
{
    const double z = shock_of(world, organization, self);
    self->known = true;
    cadre_count(organization, CADRE_MEASURE_exposed, 1);
    cadre_report(world, organization, CADRE_EVENT_case_exposed, NULL, CADRE_NONE, z);
    cadre_misconduct_shock(organization, z);
    warn_sisters(world, organization, z < 1 ? z : 1);
    expel(world, organization, self->accused);
}

/* Of those still hidden, the one with the smallest word; NULL without any. */
static cadre_case_t *next_hidden(const cadre_world_t *world, cadre_organization_t *organization)
{
    cadre_case_t *first = NULL;
    uint32_t least = 0;
    for (int32_t k = 0; k < organization->case_count; k++) {
        cadre_case_t *self = &organization->cases[k];
        if (self->known)
            continue;
        const cadre_words_t words =
            cadre_draw(world->luck, self->id, (uint32_t)world->now, CADRE_DRAW_EXPOSURE, 0);
        if (first == NULL || words.word[2] < least) {
            least = words.word[2];
            first = self;
        }
    }
    return first;
}

/* With it come out some of the others (M72). */
static void expose(cadre_world_t *world, cadre_organization_t *organization, cadre_case_t *self)
{
    const cadre_words_t words =
        cadre_draw(world->luck, self->id, (uint32_t)world->now, CADRE_DRAW_EXPOSURE, 0);
    int64_t others =
        cadre_poisson(organization->parameters.misconduct_begets, cadre_uniform(words.word[1]));
    while (self != NULL) {
        come_out(world, organization, self);
        self = others-- > 0 ? next_hidden(world, organization) : NULL;
    }
}

void cadre_misconduct_expose(cadre_world_t *world, cadre_organization_t *organization,
                             int32_t script)
{
    for (int32_t k = 0; k < organization->case_count; k++)
        if (script == CADRE_NONE || organization->cases[k].script == script) {
            expose(world, organization, &organization->cases[k]);
            take_out_known(organization);
            return;
        }
}

/* Disclosures a year of those who know. */
static double knowing(const cadre_world_t *world, const cadre_organization_t *organization,
                      const cadre_case_t *self)
{
    double sum = 0;
    for (int32_t k = 0; k < self->insider_count; k++) {
        const int32_t slot = cadre_person_slot(world, self->insiders[k]);
        const bool member =
            slot != CADRE_NONE &&
            world->branches[world->people.branch[slot]].organization == organization->index;
        sum += member ? MEMBER_DISCLOSES : FORMER_DISCLOSES;
    }
    return sum;
}

/* What loosens tongues in the whole organization. */
static double unsettled(const cadre_world_t *world, const cadre_organization_t *organization)
{
    double low = 1;
    for (int m = 0; m < CADRE_YEAR_MONTHS; m++)
        if (organization->lowest_openness[m] < low)
            low = organization->lowest_openness[m];
    const bool replaced = world->now - organization->replaced < UNSETTLED_WEEKS;
    const bool thawed = organization->openness >= low + THAWED;
    const double norm = 1 + organization->parameters.misconduct_norm * (double)world->norm;
    const double sister =
        world->now < organization->sister ? 1 + (SISTER - 1) * organization->sister_size : 1;
    return (replaced || thawed ? UNSETTLED : 1) * sister * (norm < MOST_NORM ? norm : MOST_NORM);
}

static bool is_exposed(const cadre_world_t *world, const cadre_organization_t *organization,
                       const cadre_case_t *self, double common)
{
    const bool raised = world->now - self->raised < RAISED_WEEKS;
    const double factor = raised ? RAISED * common : common;
    const double rate = knowing(world, organization, self) *
                        organization->parameters.misconduct_disclosure *
                        (factor < MOST_MULTIPLIED ? factor : MOST_MULTIPLIED);
    const cadre_words_t words =
        cadre_draw(world->luck, self->id, (uint32_t)world->now, CADRE_DRAW_EXPOSURE, 0);
    return cadre_happens(rate * CADRE_WEEK_YEARS, cadre_uniform(words.word[0]));
}

/* After an ouster the accused of a hidden case may rise to the new leadership (M71). */
static void raise_accused(cadre_world_t *world, cadre_organization_t *organization)
{
    for (int32_t k = 0; k < organization->case_count; k++) {
        cadre_case_t *self = &organization->cases[k];
        const int32_t slot = cadre_person_slot(world, self->accused);
        if (slot == CADRE_NONE || world->people.stage[slot] != CADRE_STAGE_CADRE ||
            world->branches[world->people.branch[slot]].organization != organization->index)
            continue;
        const cadre_words_t words =
            cadre_draw(world->luck, self->id, (uint32_t)world->now, CADRE_DRAW_EXPOSURE, 0);
        if (cadre_uniform(words.word[3]) < organization->parameters.misconduct_promoted) {
            self->raised = world->now;
            cadre_leader_seat(world, organization, self->accused);
        }
    }
}

void cadre_misconduct_week(cadre_world_t *world, cadre_organization_t *organization)
{
    organization->outrage *= cadre_exp(-LN2 * CADRE_WEEK_MONTHS / OUTRAGE_MONTHS);
    if (organization->replaced == world->now - 1)
        raise_accused(world, organization);
    if (organization->case_count == 0)
        return;
    const double common = unsettled(world, organization);
    for (int32_t k = 0; k < organization->case_count; k++)
        organization->cases[k].out =
            is_exposed(world, organization, &organization->cases[k], common);
    for (int32_t k = 0; k < organization->case_count; k++)
        if (organization->cases[k].out && !organization->cases[k].known)
            expose(world, organization, &organization->cases[k]);
    take_out_known(organization);
}
