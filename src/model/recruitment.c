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
#include "base/memory.h"
#include "base/sampling.h"
#include "model/mechanisms.h"
#include "model/members.h"
#include "model/people.h"

static const double CLIMATE_FLOOR = 0.2;
static const double USUAL_PRACTICE = 0.5;
/* Recruiting through the academic year, January to December; mean 1 (assumed). */
static const double SEASON[12] = {1.5, 1.4, 1, 0.9, 0.7, 0.5, 0.5, 0.6, 1.5, 1.4, 1.1, 0.9};
enum {
    VISIT_BOOST_WEEKS = 26,
    LOOKED_AT_ONCE = 64, /* people, by whoever looks for a recruiter */
    LARGE_BRANCH = 4096, /* in which looking at all would cost the square of its size */
    TRIES = 255,         /* blocks of words there are */
    AHEAD = 6            /* recruits whose places are fetched before they get them */
};
static const double ROUNDING = 1e-6; /* of sums of weights, and more */

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

/* Weight of a person in the draw of recruiters. */
static double recruiting_weight(uint8_t stage, double member_weight)
{
    return stage == CADRE_STAGE_CADRE ? 1 : stage == CADRE_STAGE_MEMBER ? member_weight : 0;
}

/* What LOOKED_AT_ONCE people from `slot` on weigh together. */
static double weigh(const cadre_people_t *people, int32_t slot, double member_weight)
{
    const uint8_t *restrict stage = people->stage + slot;
    int32_t cadre = 0, members = 0;
    for (int i = 0; i < LOOKED_AT_ONCE; i++) {
        cadre += stage[i] == CADRE_STAGE_CADRE;
        members += stage[i] == CADRE_STAGE_MEMBER;
    }
    return cadre + member_weight * members;
}

/* The one at `u` of all by recruiting capacity, in the order in which they stand. */
static int32_t find_recruiter(const cadre_world_t *world, const cadre_branch_t *branch,
                              double member_weight, double u)
{
    const cadre_people_t *people = &world->people;
    const double total = branch->sums.staged[CADRE_STAGE_CADRE] +
                         member_weight * branch->sums.staged[CADRE_STAGE_MEMBER];
    double left = u * total;
    const int32_t end = branch->people.start + branch->people.count;
    int32_t slot = branch->people.start;
    while (slot < end && total > 0) {
        if (slot + LOOKED_AT_ONCE <= end) {
            const double here = weigh(people, slot, member_weight);
            if (left - here > ROUNDING) {
                left -= here;
                slot += LOOKED_AT_ONCE;
                continue;
            }
        }
        const int32_t stop = slot + LOOKED_AT_ONCE < end ? slot + LOOKED_AT_ONCE : end;
        for (; slot < stop; slot++) {
            left -= recruiting_weight(people->stage[slot], member_weight);
            if (left < 0)
                return slot;
        }
    }
    return CADRE_NONE;
}

/* Of a large branch, one by one at random, each accepted in proportion to weight; CADRE_NONE if
 * none of the first few hundred was. */
static int32_t try_recruiters(const cadre_world_t *world, const cadre_branch_t *branch,
                              double member_weight, uint64_t id)
{
    const double most = member_weight > 1 ? member_weight : 1;
    for (unsigned block = 1; block <= TRIES; block++) {
        const cadre_words_t words =
            cadre_draw(world->luck, id, (uint32_t)world->now, CADRE_DRAW_RECRUIT, block);
        const int32_t slot =
            branch->people.start +
            (int32_t)cadre_uniform_below(words.word[0], (uint32_t)branch->people.count);
        const double weight = recruiting_weight(world->people.stage[slot], member_weight);
        if (cadre_uniform(words.word[1]) * most < weight)
            return slot;
    }
    return CADRE_NONE;
}

/* One of the branch by recruiting capacity, the recruiter of `id`; CADRE_NONE: nobody. */
static int32_t draw_recruiter(const cadre_world_t *world, const cadre_branch_t *branch,
                              double member_weight, uint64_t id, double u)
{
    int32_t slot = CADRE_NONE;
    if (branch->people.count > LARGE_BRANCH)
        slot = try_recruiters(world, branch, member_weight, id);
    return slot != CADRE_NONE ? slot : find_recruiter(world, branch, member_weight, u);
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
    const int32_t recruiter = draw_recruiter(world, branch, p->recruitment_member_weight,
                                             people->id[slot], cadre_uniform(words.word[1]));
    if (recruiter != CADRE_NONE)
        cadre_people_tie(world, recruiter, slot);
}

/* ---------------------------------------------------------------- the week at all sites */

/* First each site by itself finds how many join and whom they choose, then all get their places in
 * order, then each site by itself makes their rows: a branch and its people are of one site. So two
 * of three parts can be shared between threads. */

static double hazard_of(const cadre_world_t *world, const cadre_site_t *site, int pool)
{
    double total = 0;
    for (int32_t b = site->first_branch; b != CADRE_NONE; b = world->branches[b].next_at_site)
        total += world->branches[b].hazard[pool];
    return total;
}

/* Pools of a few sites in which somebody is met this week. */
typedef struct {
    int32_t count;
    int32_t site[CADRE_BLOCK];
    cadre_milieu_t pool[CADRE_BLOCK];
    double total[CADRE_BLOCK]; /* hazard on each person of the pool */
    uint64_t id[CADRE_BLOCK];
} met_t;

enum { SITES_AT_ONCE = CADRE_BLOCK / CADRE_MILIEU_COUNT };

static void meet_at_site(cadre_world_t *world, int32_t s, met_t *met)
{
    cadre_site_t *site = &world->sites[s];
    for (int pool = 0; pool < CADRE_MILIEU_COUNT; pool++) {
        site->joining[pool] = 0;
        const double total = hazard_of(world, site, pool);
        if (total <= 0 || site->pool[pool] == 0)
            continue;
        const int32_t k = met->count++;
        met->site[k] = s;
        met->pool[k] = (cadre_milieu_t)pool;
        met->total[k] = total;
        met->id[k] = site->pool_id[pool];
    }
}

/* How many join from the pools of SITES_AT_ONCE sites; they are no longer in these. */
static void win_over(void *argument, int part)
{
    cadre_world_t *world = argument;
    const int32_t first = part * SITES_AT_ONCE;
    const int32_t sites = world->specification->site_count;
    met_t met;
    cadre_words_t words[CADRE_BLOCK];
    met.count = 0;
    for (int32_t s = first; s < first + SITES_AT_ONCE && s < sites; s++)
        meet_at_site(world, s, &met);
    cadre_draw_each(world->luck, met.id, met.count, (uint32_t)world->now, CADRE_DRAW_POOL, words);
    for (int32_t k = 0; k < met.count; k++) {
        cadre_site_t *site = &world->sites[met.site[k]];
        int64_t *pool = &site->pool[met.pool[k]];
        const int64_t joins =
            cadre_binomial_of_hazard(*pool, met.total[k], cadre_uniform(words[k].word[0]));
        *pool -= joins;
        site->joining[met.pool[k]] = (int32_t)(joins < INT32_MAX ? joins : INT32_MAX);
    }
}

/* One who was won over joins the contact's organization or, comparing, another. */
static cadre_recruit_t decide(cadre_world_t *world, int32_t s, cadre_milieu_t pool, double total,
                              int32_t place)
{
    const cadre_site_t *site = &world->sites[s];
    const uint64_t id = cadre_recruit_identity(s, pool, world->now, place);
    const cadre_words_t words =
        cadre_draw(world->luck, id, (uint32_t)world->now, CADRE_DRAW_CHOICE, 0);
    cadre_branch_t *branch = contact(world, site, pool, total, cadre_uniform(words.word[0]));
    const int32_t met = branch->organization;
    if (cadre_uniform(words.word[1]) < world->parameters.choice_comparison)
        branch = choose(world, site, branch, cadre_uniform(words.word[2]));
    return (cadre_recruit_t){.id = id,
                             .met = met,
                             .branch =
                                 branch != NULL ? (int32_t)(branch - world->branches) : CADRE_NONE,
                             .handle = CADRE_NONE,
                             .pool = pool};
}

static void decide_at_site(void *argument, int s)
{
    cadre_world_t *world = argument;
    const cadre_site_t *site = &world->sites[s];
    cadre_recruit_t *recruit = &world->recruits[site->first_recruit];
    for (int pool = 0; pool < CADRE_MILIEU_COUNT; pool++) {
        if (site->joining[pool] == 0)
            continue;
        const double total = hazard_of(world, site, pool);
        for (int32_t k = 0; k < site->joining[pool]; k++)
            *recruit++ = decide(world, s, (cadre_milieu_t)pool, total, k);
    }
}

static int64_t joining_at(const cadre_site_t *site)
{
    int64_t n = 0;
    for (int pool = 0; pool < CADRE_MILIEU_COUNT; pool++)
        n += site->joining[pool];
    return n;
}

static int list_recruits(cadre_world_t *world)
{
    int64_t count = 0;
    for (int32_t s = 0; s < world->specification->site_count && count <= INT32_MAX / 2; s++) {
        world->sites[s].first_recruit = (int32_t)count;
        count += joining_at(&world->sites[s]);
    }
    if (count > INT32_MAX / 2) /* more than there are slots for people */
        return world->error = CADRE_ERROR_MEMORY;
    world->recruit_count = (int32_t)count;
    if (world->recruit_count <= world->recruit_capacity)
        return CADRE_OK;
    const int32_t more = world->recruit_count + world->recruit_count / 4 + 64;
    cadre_recruit_t *grown =
        cadre_resize(world->recruits, (size_t)world->recruit_capacity, (size_t)more, sizeof *grown);
    if (grown == NULL)
        return world->error = CADRE_ERROR_MEMORY;
    world->recruits = grown;
    world->recruit_capacity = more;
    return CADRE_OK;
}

/* The branch that the k-th recruit joins; NULL: none that has people, or no such recruit. */
static cadre_branch_t *branch_of_recruit(const cadre_world_t *world, int32_t k)
{
    if (k >= world->recruit_count || world->recruits[k].branch == CADRE_NONE)
        return NULL;
    return &world->branches[world->recruits[k].branch];
}

/* Fetches the place that the k-th is going to get. */
static void foresee_place(const cadre_world_t *world, int32_t k)
{
    const cadre_branch_t *branch = branch_of_recruit(world, k);
    if (branch != NULL)
        cadre_people_foresee(world, branch->people.start + branch->people.count, CADRE_FORESEE_ROW);
}

/* Those who join get their places. */
static void admit_all(cadre_world_t *world)
{
    for (int32_t k = 0; k < world->recruit_count && world->error == CADRE_OK; k++) {
        cadre_recruit_t *self = &world->recruits[k];
        cadre_branch_t *branch = branch_of_recruit(world, k);
        foresee_place(world, k + AHEAD);
        if (branch == NULL || branch->organization != self->met)
            cadre_count(world->organizations[self->met], CADRE_MEASURE_diverted, 1);
        if (branch == NULL)
            continue;
        const int32_t slot = cadre_member_admit(world, branch, branch->site, RECRUITS[self->pool]);
        if (slot != CADRE_NONE)
            self->handle = world->people.handle[slot];
    }
}

static void welcome_at_site(void *argument, int s)
{
    cadre_world_t *world = argument;
    const cadre_site_t *site = &world->sites[s];
    const int32_t end = site->first_recruit + (int32_t)joining_at(site);
    for (int32_t k = site->first_recruit; k < end; k++) {
        const cadre_recruit_t *self = &world->recruits[k];
        if (self->handle == CADRE_NONE)
            continue;
        cadre_branch_t *branch = &world->branches[self->branch];
        const int32_t slot = world->people.ties[self->handle].slot;
        cadre_member_welcome(world, branch, slot, self->id, branch->site);
        settle_in(world, branch, slot, self->pool);
    }
}

static void recruit_at_sites(cadre_world_t *world)
{
    const int32_t sites = world->specification->site_count;
    cadre_spread(world, 32, (sites + SITES_AT_ONCE - 1) / SITES_AT_ONCE, win_over, world);
    if (list_recruits(world) != CADRE_OK)
        return;
    cadre_spread(world, 16, sites, decide_at_site, world);
    admit_all(world);
    cadre_spread(world, 4, sites, welcome_at_site, world);
}

/* ---------------------------------------------------------------- from afar */

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
    recruit_at_sites(world);
    for (int32_t k = 0; k < world->order_count; k++) {
        cadre_organization_t *organization = world->organizations[world->order[k]];
        if (cadre_organization_lives(organization) && cadre_kind_has_people(organization->kind))
            recruit_at_large(world, organization);
    }
}
