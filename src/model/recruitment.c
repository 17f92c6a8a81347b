/* Recruitment: who is met, who joins, and who prefers another organization.
 *
 * Hazard a week of a branch on one person of a pool of full size P0 (M01, M02, M04-M08, M25):
 *
 *   h = dt rho K A a_m season (1 + wave_pull W) social(N) f(D) acceptance / P0
 *   K           cadre + member_weight x members, each times energy/.8, x (recruiting + wave hours)
 *               / (the same at default parameters), x a visit's boost
 *               x (1 + practice_gain (q - .5)), q what the branch has learnt from criticism (M45)
 *   A           x_rec + wave_yield x_wave, the shares of recruiting and wave hours in their sum
 *   social(N)   1 + eta N^2/(N^2 + N_c^2)
 *   f(D)        exp(-(D - 8)/D0), so that rho means recruits at normal demand
 *   acceptance  1/(1 + mean/x0): prior experience x is exponential, accepted with exp(-x/x0)
 *   at work     h = dt workplace K Q (.2 + struggle) acceptance / P0, from n_work members on (M19)
 *
 * Joins of a pool are Binomial(P, 1 - exp(-sum of h)); each joiner is someone's contact in
 * proportion to h, and with probability kappa compares the organizations present, choosing by
 * Omega (1 + N_site)^zeta; an organization given as a series counts Omega ((1 + N_site)^zeta - 1)
 * with N_site = alpha max(0, D - D_ref) x the site's share (M86, M87, M92).
 *
 * From afar join Binomial(Z, dt (at_large reach N (1 + at_large_wave W) + self_join Z0 W)/Z0), at a
 * site drawn by size: readers of the paper, and those whom events bring unasked (M33, M88). */
#include "base/error.h"
#include "base/sampling.h"
#include "model/mechanisms.h"
#include "model/members.h"
#include "model/people.h"

static const double CLIMATE_FLOOR = 0.2;
static const double USUAL_PRACTICE = 0.5;
/* Recruiting through the academic year, January to December; mean 1 (assumed). */
static const double SEASON[12] = {1.5, 1.4, 1, 0.9, 0.7, 0.5, 0.5, 0.6, 1.5, 1.4, 1.1, 0.9};
enum { VISIT_BOOST_WEEKS = 26 };

static double season(const cadre_world_t *world, cadre_milieu_t milieu)
{
    return milieu == CADRE_MILIEU_CAMPUS ? SEASON[world->month - 1] : 1;
}

static double acceptance(const cadre_world_t *world, const cadre_parameters_t *p,
                         cadre_milieu_t milieu)
{
    const double mean[CADRE_MILIEU_COUNT] = {
        [CADRE_MILIEU_CAMPUS] = world->parameters.pools_campus_experience,
        [CADRE_MILIEU_CITY] = world->parameters.pools_city_experience,
        [CADRE_MILIEU_WORKPLACE] = world->parameters.pools_workplace_experience,
    };
    return 1 / (1 + mean[milieu] / p->recruitment_experience_tolerance);
}

/* ---------------------------------------------------------------- hazards, as the week begins */

/* K; effort has left the hours' factor in `capacity`. */
static void prepare_capacity(const cadre_world_t *world, const cadre_parameters_t *p,
                             cadre_branch_t *branch)
{
    const double weighted = (cadre_fixed_value(branch->start.vigour[CADRE_STAGE_CADRE]) +
                             p->recruitment_member_weight *
                                 cadre_fixed_value(branch->start.vigour[CADRE_STAGE_MEMBER])) /
                            (double)CADRE_REFERENCE_ENERGY;
    const bool visited = world->now - branch->visited <= VISIT_BOOST_WEEKS;
    const double learnt =
        cadre_world_has(world, CADRE_MECHANISM_voice)
            ? 1 + p->voice_practice_gain * ((double)branch->practice - USUAL_PRACTICE)
            : 1;
    branch->capacity *= (float)(weighted * learnt * (visited ? p->branches_visit_boost : 1));
}

static double workplace_hazard(const cadre_world_t *world, const cadre_parameters_t *p,
                               const cadre_branch_t *branch, const cadre_site_t *site)
{
    if (branch->roots <= 0 || branch->start_count < p->recruitment_workplace_size ||
        site->full[CADRE_MILIEU_WORKPLACE] == 0)
        return 0;
    return CADRE_WEEK_YEARS * p->recruitment_workplace * (double)branch->capacity *
           (double)branch->roots * (CLIMATE_FLOOR + (double)world->climate) *
           acceptance(world, p, CADRE_MILIEU_WORKPLACE) /
           (double)site->full[CADRE_MILIEU_WORKPLACE];
}

/* What is left of the contacts where the organization has a bad reputation: all of the loss counts
 * in the city and at work, a quarter of it on campus (M11). */
static double good_name(const cadre_organization_t *organization, int32_t site,
                        cadre_milieu_t milieu)
{
    const double lost = 1 - (double)organization->presence[site].reputation;
    return 1 - lost * (milieu == CADRE_MILIEU_CAMPUS ? 0.25 : 1);
}

void cadre_recruitment_prepare(cadre_world_t *world, cadre_organization_t *organization)
{
    const cadre_parameters_t *p = &organization->parameters;
    const double n2 = (double)organization->start_members * organization->start_members;
    const double social = 1 + p->recruitment_eta * n2 /
                                  (n2 + p->recruitment_visible_size * p->recruitment_visible_size);
    const double demand =
        cadre_exp(-(p->effort_demand_hours - CADRE_NORMAL_DEMAND) / p->recruitment_demand_scale);
    const double common = CADRE_WEEK_YEARS * p->recruitment_rho * social * demand *
                          (1 + p->recruitment_wave_pull * (double)world->wave);
    const double ease[2] = {
        p->recruitment_campus * season(world, CADRE_MILIEU_CAMPUS) *
            acceptance(world, p, CADRE_MILIEU_CAMPUS),
        acceptance(world, p, CADRE_MILIEU_CITY),
    };
    for (int32_t k = 0; k < organization->branch_count; k++) {
        cadre_branch_t *branch = &world->branches[organization->branches[k]];
        const cadre_site_t *site = &world->sites[branch->site];
        prepare_capacity(world, p, branch);
        for (int m = 0; m < CADRE_MILIEU_COUNT; m++)
            branch->hazard[m] = 0;
        const cadre_milieu_t milieu = branch->milieu;
        if (milieu != CADRE_MILIEU_WORKPLACE && site->full[milieu] > 0) {
            const double yield = 1 + (p->recruitment_wave_yield - 1) * (double)branch->x_wave;
            branch->hazard[milieu] = common * ease[milieu] * yield * (double)branch->capacity *
                                     good_name(organization, branch->site, milieu) /
                                     (double)site->full[milieu];
        }
        branch->hazard[CADRE_MILIEU_WORKPLACE] =
            workplace_hazard(world, p, branch, site) *
            good_name(organization, branch->site, CADRE_MILIEU_WORKPLACE);
    }
}

/* ---------------------------------------------------------------- who joins whom */

/* The branch whose contact the joiner is: drawn in proportion to the hazards on the pool. */
static cadre_branch_t *contact(cadre_world_t *world, const cadre_site_t *site, cadre_milieu_t pool,
                               double total, double u)
{
    double left = u * total;
    cadre_branch_t *last = NULL;
    for (int32_t b = site->first_branch; b != CADRE_NONE; b = world->branches[b].next_at_site) {
        cadre_branch_t *branch = &world->branches[b];
        if (branch->hazard[pool] <= 0)
            continue;
        last = branch;
        left -= branch->hazard[pool];
        if (left < 0)
            break;
    }
    return last;
}

/* Members of a series organization who are met at a site. */
static double series_presence(const cadre_world_t *world, const cadre_organization_spec_t *series,
                              const cadre_site_t *site)
{
    const double gained =
        (double)series->series_members[world->now] - (double)series->series_members[0];
    return gained <= 0 ? 0 : world->parameters.choice_rival_presence * gained * site->share;
}

/* Weight of a series organization in the choice: none where it has gained nothing. */
static double series_weight(const cadre_world_t *world, const cadre_organization_spec_t *series,
                            const cadre_site_t *site)
{
    if (series->kind != CADRE_KIND_SERIES)
        return 0;
    const double n = series_presence(world, series, site);
    if (n <= 0)
        return 0;
    return (double)series->series_openness[world->now] *
           (cadre_power(1 + n, world->parameters.choice_size_exponent) - 1);
}

/* Weight of a branch; none as long as nobody stands there. */
static double branch_weight(const cadre_world_t *world, const cadre_branch_t *branch)
{
    if (branch->start_count == 0)
        return 0;
    return world->organizations[branch->organization]->openness *
           cadre_power(1.0 + branch->start_count, world->parameters.choice_size_exponent);
}

/* The joiner's choice among the organizations at the site; NULL: a series organization. Where none
 * is open at all there is nothing to compare, and the joiner follows the contact. */
static cadre_branch_t *choose(cadre_world_t *world, const cadre_site_t *site, cadre_branch_t *met,
                              double u)
{
    const cadre_specification_t *specification = world->specification;
    double series = 0;
    double total = 0;
    for (int32_t k = 0; k < world->order_count; k++)
        if (world->order[k] < specification->organization_count)
            series += series_weight(world, &specification->organizations[world->order[k]], site);
    for (int32_t b = site->first_branch; b != CADRE_NONE; b = world->branches[b].next_at_site)
        total += branch_weight(world, &world->branches[b]);
    if (total + series <= 0)
        return met;
    double left = u * (total + series);
    for (int32_t b = site->first_branch; b != CADRE_NONE; b = world->branches[b].next_at_site) {
        left -= branch_weight(world, &world->branches[b]);
        if (left < 0)
            return &world->branches[b];
    }
    return NULL;
}

/* ---------------------------------------------------------------- a recruit */

/* One of the branch by recruiting capacity, the recruit's recruiter; CADRE_NONE: nobody. */
static int32_t draw_recruiter(const cadre_world_t *world, const cadre_branch_t *branch,
                              double member_weight, double u)
{
    const double total = branch->sums.staged[CADRE_STAGE_CADRE] +
                         member_weight * branch->sums.staged[CADRE_STAGE_MEMBER];
    double left = u * total;
    const int32_t end = branch->people.start + branch->people.count;
    for (int32_t slot = branch->people.start; slot < end && total > 0; slot++) {
        const uint8_t stage = world->people.stage[slot];
        left -= stage == CADRE_STAGE_CADRE ? 1 : stage == CADRE_STAGE_MEMBER ? member_weight : 0;
        if (left < 0)
            return slot;
    }
    return CADRE_NONE;
}

static const cadre_measure_t RECRUITS[CADRE_MILIEU_COUNT] = {
    [CADRE_MILIEU_CAMPUS] = CADRE_MEASURE_recruits_campus,
    [CADRE_MILIEU_CITY] = CADRE_MEASURE_recruits_city,
    [CADRE_MILIEU_WORKPLACE] = CADRE_MEASURE_recruits_workplace,
};

/* The traits of a recruit met face to face, and the tie to the recruiter. */
static void settle_in(cadre_world_t *world, const cadre_branch_t *branch, int32_t slot,
                      cadre_milieu_t pool)
{
    cadre_people_t *people = &world->people;
    const cadre_parameters_t *p = &world->organizations[branch->organization]->parameters;
    const cadre_words_t words =
        cadre_draw(world->luck, people->id[slot], (uint32_t)world->now, CADRE_DRAW_RECRUIT, 0);
    if (pool == CADRE_MILIEU_CAMPUS) {
        const double years = p->life_course_student_years * cadre_uniform(words.word[0]);
        people->student_until[slot] = world->now + 1 + (int32_t)(years / CADRE_WEEK_YEARS);
    }
    const int32_t recruiter =
        draw_recruiter(world, branch, p->recruitment_member_weight, cadre_uniform(words.word[1]));
    if (recruiter != CADRE_NONE)
        cadre_people_tie(world, recruiter, slot);
}

/* One who was won over from a pool joins the contact's organization or, comparing, another. */
static void join_from_pool(cadre_world_t *world, cadre_site_t *site, cadre_milieu_t pool,
                           double total, uint64_t id)
{
    const cadre_words_t words =
        cadre_draw(world->luck, id, (uint32_t)world->now, CADRE_DRAW_CHOICE, 0);
    cadre_branch_t *branch = contact(world, site, pool, total, cadre_uniform(words.word[0]));
    const int32_t met = branch->organization;
    if (cadre_uniform(words.word[1]) < world->parameters.choice_comparison)
        branch = choose(world, site, branch, cadre_uniform(words.word[2]));
    if (branch == NULL || branch->organization != met)
        cadre_count(world->organizations[met], CADRE_MEASURE_diverted, 1);
    if (branch == NULL)
        return;
    const int32_t slot = cadre_member_enrol(world, branch, id, branch->site, RECRUITS[pool]);
    if (slot != CADRE_NONE)
        settle_in(world, branch, slot, pool);
}

/* Pools in which somebody is met this week, before it is drawn how many join. */
typedef struct {
    int32_t count;
    int32_t site[CADRE_BLOCK];
    cadre_milieu_t pool[CADRE_BLOCK];
    double total[CADRE_BLOCK]; /* hazard on each person of the pool */
    uint64_t id[CADRE_BLOCK];
} met_t;

static void join_from_pools(cadre_world_t *world, met_t *met)
{
    cadre_words_t words[CADRE_BLOCK];
    cadre_draw_each(world->luck, met->id, met->count, (uint32_t)world->now, CADRE_DRAW_POOL, words);
    for (int32_t k = 0; k < met->count; k++) {
        cadre_site_t *site = &world->sites[met->site[k]];
        int64_t *pool = &site->pool[met->pool[k]];
        const int64_t joins =
            cadre_binomial_of_hazard(*pool, met->total[k], cadre_uniform(words[k].word[0]));
        *pool -= joins;
        for (int64_t slot = 0; slot < joins && world->error == CADRE_OK; slot++)
            join_from_pool(
                world, site, met->pool[k], met->total[k],
                cadre_recruit_identity(met->site[k], met->pool[k], world->now, (int32_t)slot));
    }
    met->count = 0;
}

/* Hazards are as the week began, so pools can be taken together. */
static void meet_at_site(cadre_world_t *world, int32_t s, met_t *met)
{
    const cadre_site_t *site = &world->sites[s];
    for (int pool = 0; pool < CADRE_MILIEU_COUNT; pool++) {
        double total = 0;
        for (int32_t b = site->first_branch; b != CADRE_NONE; b = world->branches[b].next_at_site)
            total += world->branches[b].hazard[pool];
        if (total <= 0 || site->pool[pool] == 0)
            continue;
        if (met->count == CADRE_BLOCK)
            join_from_pools(world, met);
        const int32_t k = met->count++;
        met->site[k] = s;
        met->pool[k] = (cadre_milieu_t)pool;
        met->total[k] = total;
        met->id[k] = site->pool_id[pool];
    }
}

static void recruit_at_large(cadre_world_t *world, cadre_organization_t *organization)
{
    const cadre_parameters_t *p = &organization->parameters;
    const double reach = cadre_world_has(world, CADRE_MECHANISM_finance) && !organization->detached
                             ? p->finance_reach
                             : 1;
    const double rate =
        p->recruitment_at_large * reach * organization->start_members *
            (1 + p->recruitment_at_large_wave * (double)world->wave) +
        p->recruitment_self_join * (double)world->reservoir_full * (double)world->wave;
    if (rate <= 0 || world->reservoir == 0)
        return;
    const cadre_words_t words =
        cadre_draw(world->luck, organization->id, (uint32_t)world->now, CADRE_DRAW_AT_LARGE, 0);
    const int64_t joins = cadre_binomial_of_hazard(
        world->reservoir, CADRE_WEEK_YEARS * rate / (double)world->reservoir_full,
        cadre_uniform(words.word[0]));
    world->reservoir -= joins;
    for (int64_t k = 0; k < joins && world->error == CADRE_OK; k++) {
        const uint64_t id = cadre_identity(CADRE_BIRTH_RECRUIT, organization->id,
                                           (uint32_t)world->now, (uint32_t)k);
        const cadre_words_t where =
            cadre_draw(world->luck, id, (uint32_t)world->now, CADRE_DRAW_CHOICE, 0);
        const int32_t site = cadre_site_by_size(world, cadre_uniform(where.word[3]));
        cadre_member_enrol(world, cadre_place_at(world, organization, site), id, site,
                           CADRE_MEASURE_recruits_at_large);
    }
}

void cadre_recruitment_week(cadre_world_t *world)
{
    if (!cadre_world_has(world, CADRE_MECHANISM_recruitment))
        return;
    met_t met;
    met.count = 0;
    for (int32_t s = 0; s < world->specification->site_count; s++)
        if (world->sites[s].first_branch != CADRE_NONE)
            meet_at_site(world, s, &met);
    join_from_pools(world, &met);
    for (int32_t k = 0; k < world->order_count; k++) {
        cadre_organization_t *organization = world->organizations[world->order[k]];
        if (cadre_organization_lives(organization) && cadre_kind_has_people(organization->kind))
            recruit_at_large(world, organization);
    }
}
