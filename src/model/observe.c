/* Observation: measures of organizations, whole-run outcomes, branches, one person. Reads the
 * state, changes nothing but its own marks of what was reported. */
#include "model/mechanisms.h"

#include <string.h>

/* ---------------------------------------------------------------- measures */

/* Sites with a branch, or with as many at large as would found one. */
static int32_t cities(const cadre_world_t *world, const cadre_organization_t *organization)
{
    int32_t n = 0;
    for (int32_t s = 0; s < world->specification->site_count; s++) {
        const cadre_presence_t *presence = &organization->presence[s];
        n += presence->branch != CADRE_NONE ||
             presence->at_large >= organization->parameters.branches_open_at;
    }
    return n;
}

static void stocks(const cadre_world_t *world, const cadre_organization_t *organization,
                   double *value)
{
    value[CADRE_MEASURE_members] = organization->members;
    value[CADRE_MEASURE_branches] = organization->branch_count;
    value[CADRE_MEASURE_staff] = organization->staff;
    value[CADRE_MEASURE_funds] = organization->funds;
    value[CADRE_MEASURE_leaders] = organization->leader_count;
    value[CADRE_MEASURE_faction_members] = organization->faction_members;
    value[CADRE_MEASURE_hidden_cases] = organization->case_count;
    if (organization->at_large == CADRE_NONE)
        return;
    for (int32_t k = -1; k < organization->branch_count; k++) {
        const cadre_branch_t *branch =
            &world->branches[k < 0 ? organization->at_large : organization->branches[k]];
        value[CADRE_MEASURE_paper] += branch->sums.staged[CADRE_STAGE_PAPER];
        value[CADRE_MEASURE_novices] += branch->sums.staged[CADRE_STAGE_NOVICE];
        value[CADRE_MEASURE_active] += branch->sums.staged[CADRE_STAGE_MEMBER];
        value[CADRE_MEASURE_cadre] += branch->sums.staged[CADRE_STAGE_CADRE];
        value[CADRE_MEASURE_voicing] += branch->sums.speaking;
        value[CADRE_MEASURE_silent] += branch->sums.silent;
        value[CADRE_MEASURE_enforcers] += branch->sums.enforcers;
        value[CADRE_MEASURE_harmed] += branch->sums.harmed;
        if (k < 0) {
            value[CADRE_MEASURE_at_large] = branch->people.count;
            continue;
        }
        value[CADRE_MEASURE_campus_branches] += branch->milieu == CADRE_MILIEU_CAMPUS;
        value[CADRE_MEASURE_city_branches] += branch->milieu == CADRE_MILIEU_CITY;
        value[CADRE_MEASURE_workplace_branches] += branch->milieu == CADRE_MILIEU_WORKPLACE;
    }
    value[CADRE_MEASURE_cities] = cities(world, organization);
}

/* What only a look at every person tells. */
static void people_sums(const cadre_world_t *world, const cadre_organization_t *organization,
                        double *value)
{
    int64_t tenure = 0;
    int32_t students = 0;
    cadre_fixed_t commitment = 0, belief = 0, energy = 0, grievance = 0;
    double roots = 0, reputation = 0, practice = 0;
    for (int32_t k = -1; k < organization->branch_count; k++) {
        const cadre_branch_t *branch =
            &world->branches[k < 0 ? organization->at_large : organization->branches[k]];
        const int32_t end = branch->people.start + branch->people.count;
        for (int32_t slot = branch->people.start; slot < end; slot++) {
            tenure += world->now - world->people.joined[slot];
            students += cadre_is_student(world, slot);
        }
        commitment += branch->sums.commitment;
        belief += branch->sums.belief;
        energy += branch->sums.energy;
        grievance += branch->sums.grievance;
        practice += k < 0 ? 0 : (double)branch->practice;
        roots += k < 0 ? 0 : (double)branch->roots;
        reputation += k < 0 ? 0 : (double)organization->presence[branch->site].reputation;
    }
    const double n = organization->members;
    value[CADRE_MEASURE_students] = students;
    value[CADRE_MEASURE_mean_tenure] = (double)tenure * CADRE_WEEK_YEARS / n;
    value[CADRE_MEASURE_mean_commitment] = cadre_fixed_value(commitment) / n;
    value[CADRE_MEASURE_mean_belief] = cadre_fixed_value(belief) / n;
    value[CADRE_MEASURE_mean_energy] = cadre_fixed_value(energy) / n;
    value[CADRE_MEASURE_mean_grievance] = cadre_world_has(world, CADRE_MECHANISM_voice)
                                              ? cadre_fixed_value(grievance) / n
                                              : organization->parameters.exit_reference_grievance;
    if (organization->branch_count > 0) {
        value[CADRE_MEASURE_mean_practice] = practice / organization->branch_count;
        value[CADRE_MEASURE_mean_roots] = roots / organization->branch_count;
        value[CADRE_MEASURE_mean_reputation] = reputation / organization->branch_count;
        value[CADRE_MEASURE_campus_share] =
            value[CADRE_MEASURE_campus_branches] / organization->branch_count;
    }
}

/* Exits of the past 52 weeks per member-year. */
static double crude_exit(const cadre_organization_t *organization)
{
    int64_t exits = 0;
    int64_t member_weeks = 0;
    for (int w = 0; w < CADRE_YEAR_WEEKS; w++) {
        exits += organization->exit_ring[w];
        member_weeks += organization->member_ring[w];
    }
    return member_weeks == 0 ? CADRE_MISSING
                             : (double)exits / ((double)member_weeks * CADRE_WEEK_YEARS);
}

/* Recruits of weeks first..last (clipped to those seen for 52 weeks) and how many left by then. */
static void follow(const cadre_world_t *world, const cadre_organization_t *organization,
                   int32_t first, int64_t *recruits, int64_t *gone)
{
    const int32_t last = world->now - CADRE_YEAR_WEEKS - 1;
    *recruits = *gone = 0;
    for (int32_t w = first < 0 ? 0 : first; w <= last; w++) {
        *recruits += organization->joined[w];
        *gone += organization->gone_early[w];
    }
}

static double share_gone_within_year(const cadre_world_t *world,
                                     const cadre_organization_t *organization)
{
    int64_t recruits;
    int64_t gone;
    follow(world, organization, world->now - 2 * CADRE_YEAR_WEEKS, &recruits, &gone);
    return recruits == 0 ? CADRE_MISSING : (double)gone / (double)recruits;
}

static void of_the_world(const cadre_world_t *world, double *value)
{
    int64_t left = 0;
    int64_t full = 0;
    for (int32_t s = 0; s < world->specification->site_count; s++)
        for (int pool = 0; pool < CADRE_MILIEU_COUNT; pool++) {
            left += world->sites[s].pool[pool];
            full += world->sites[s].full[pool];
        }
    value[CADRE_MEASURE_pool_free] = full == 0 ? CADRE_MISSING : (double)left / (double)full;
    value[CADRE_MEASURE_reservoir_free] = (double)world->reservoir;
    value[CADRE_MEASURE_home] = (double)world->home;
    value[CADRE_MEASURE_wave] = (double)world->wave;
    value[CADRE_MEASURE_climate] = (double)world->climate;
    value[CADRE_MEASURE_norm] = (double)world->norm;
    for (int32_t o = 0; o < world->specification->organization_count; o++)
        if (world->specification->organizations[o].kind == CADRE_KIND_SERIES)
            value[CADRE_MEASURE_series_members] +=
                (double)world->specification->organizations[o].series_members[world->now];
}

static const cadre_measure_kind_t KIND[CADRE_MEASURE_COUNT] = {
#define Q(name, kind, type, unit, meaning) CADRE_MEASURE_##kind,
#include "params/measures.def"
#undef Q
};

void cadre_world_observe(cadre_world_t *self, int organization_index, bool reset_flows,
                         float *values)
{
    cadre_organization_t *organization = self->organizations[organization_index];
    double value[CADRE_MEASURE_COUNT];
    for (int m = 0; m < CADRE_MEASURE_COUNT; m++) {
        value[m] = KIND[m] == CADRE_MEASURE_MEAN ? CADRE_MISSING : 0;
        if (KIND[m] != CADRE_MEASURE_FLOW)
            continue;
        value[m] = organization->total[m] - organization->reported[m];
        if (reset_flows)
            organization->reported[m] = organization->total[m];
    }
    stocks(self, organization, value);
    of_the_world(self, value);
    if (cadre_organization_lives(organization) && organization->members > 0 &&
        cadre_kind_has_people(organization->kind)) {
        people_sums(self, organization, value);
        value[CADRE_MEASURE_crude_exit] = crude_exit(organization);
        value[CADRE_MEASURE_share_gone_within_year] = share_gone_within_year(self, organization);
        value[CADRE_MEASURE_openness] = organization->openness;
        value[CADRE_MEASURE_outside_option] = organization->rival_gap;
        value[CADRE_MEASURE_legitimacy] = organization->legitimacy;
        value[CADRE_MEASURE_threat] = organization->threat;
        value[CADRE_MEASURE_outrage] = organization->outrage;
        value[CADRE_MEASURE_leader_tenure] = organization->leader_tenure;
    }
    for (int m = 0; m < CADRE_MEASURE_COUNT; m++)
        values[m] = (float)value[m];
}

/* ---------------------------------------------------------------- whole runs */

void cadre_outcome_week(cadre_world_t *world)
{
    for (int32_t o = 0; o < world->organization_count; o++) {
        cadre_organization_t *organization = world->organizations[o];
        cadre_outcome_t *outcome = &organization->outcome;
        if (!cadre_organization_lives(organization))
            continue;
        if (organization->members > outcome->members_peak) {
            outcome->members_peak = organization->members;
            outcome->members_peak_step = world->now;
        }
        if (organization->branch_count > outcome->branches_peak)
            outcome->branches_peak = organization->branch_count;
        if (world->month_begins || world->now == 0) {
            const int32_t n = cities(world, organization);
            if (n > outcome->cities_peak)
                outcome->cities_peak = n;
        }
    }
}

void cadre_world_outcome(const cadre_world_t *self, int organization_index, cadre_outcome_t *out)
{
    static const cadre_measure_t hours[CADRE_HOURS_COUNT] = {
#define L(name, meaning) CADRE_MEASURE_hours_##name,
#include "params/ledger.def"
#undef L
    };
    const cadre_organization_t *organization = self->organizations[organization_index];
    *out = organization->outcome;
    out->end = organization->end;
    out->ended = organization->ended;
    out->members_end = organization->members;
    out->recruits = (int64_t)organization->total[CADRE_MEASURE_recruits];
    out->exits = (int64_t)organization->total[CADRE_MEASURE_exits];
    out->member_years = organization->total[CADRE_MEASURE_member_years];
    follow(self, organization, 0, &out->recruits_followed, &out->gone_within_year);
    for (int h = 0; h < CADRE_HOURS_COUNT; h++)
        out->hours[h] = organization->total[hours[h]];
}

int cadre_world_observed_count(const cadre_world_t *self)
{
    int n = 0;
    for (int32_t o = 0; o < self->specification->organization_count; o++)
        n += cadre_kind_is_observed(self->specification->organizations[o].kind);
    return n;
}

int cadre_world_observed(const cadre_world_t *self, int k)
{
    int32_t o = 0;
    for (;; o++)
        if (cadre_kind_is_observed(self->specification->organizations[o].kind) && k-- == 0)
            return o;
}

int cadre_world_declared_count(const cadre_world_t *self)
{
    return self->specification->organization_count;
}

int cadre_world_born_count(const cadre_world_t *self)
{
    return self->organization_count - self->specification->organization_count;
}

void cadre_world_organization(const cadre_world_t *self, int organization,
                              cadre_organization_row_t *out)
{
    const cadre_organization_t *of = self->organizations[organization];
    *out = (cadre_organization_row_t){
        .kind = of->kind, .parent = of->parent, .born = of->born, .ended = of->ended};
    memcpy(out->name, of->name, sizeof out->name);
}

const cadre_happening_t *cadre_world_happenings(const cadre_world_t *self, int *count)
{
    *count = self->happening_count;
    return self->happenings;
}

/* ---------------------------------------------------------------- branches and people */

int cadre_world_branch_count(const cadre_world_t *self, int organization)
{
    return self->organizations[organization]->branch_count;
}

void cadre_world_branch(const cadre_world_t *self, int organization, int k, cadre_branch_row_t *out)
{
    const cadre_branch_t *branch = &self->branches[self->organizations[organization]->branches[k]];
    *out = (cadre_branch_row_t){branch->number,
                                branch->site,
                                branch->milieu,
                                branch->people.count,
                                branch->sums.staged[CADRE_STAGE_CADRE],
                                branch->roots};
}

static void describe_person(const cadre_world_t *world, const cadre_branch_t *branch, int32_t slot,
                            cadre_person_row_t *out)
{
    const cadre_people_t *people = &world->people;
    out->found = true;
    out->organization = branch->organization;
    out->branch = branch->site == CADRE_NONE ? 0 : branch->number;
    out->site = people->site[slot];
    out->stage = people->stage[slot];
    out->joined = people->joined[slot];
    out->student = cadre_is_student(world, slot);
    out->commitment = people->commitment[slot];
    out->exit_probability =
        people->id[slot] == world->watched ? world->watched_exit : (float)CADRE_MISSING;
    out->words =
        cadre_draw(world->luck, people->id[slot], (uint32_t)world->now, CADRE_DRAW_PERSON_WEEK, 0);
}

void cadre_world_person(const cadre_world_t *self, uint64_t id, cadre_person_row_t *out)
{
    *out = (cadre_person_row_t){0};
    for (int32_t b = 0; b < self->branch_count; b++) {
        const cadre_branch_t *branch = &self->branches[b];
        for (int32_t k = 0; k < branch->people.count; k++)
            if (self->people.id[branch->people.start + k] == id) {
                describe_person(self, branch, branch->people.start + k, out);
                return;
            }
    }
}

void cadre_world_watch(cadre_world_t *self, uint64_t id)
{
    self->watched = id;
}
