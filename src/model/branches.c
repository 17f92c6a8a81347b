/* Branches: how they take root, shrink, are visited, turn, retreat, close, open and send (M15-M19,
 * M26). In a week, branch by branch and with sizes as the week began:
 *
 *   roots     Q += dt (base hours/100)(1 - Q)(.2 + struggle) - .1 dt Q; a switch, or a movement
 * that begins to take more than half the outward hours, costs Q x roots_loss shrinking below .9 of
 * the size 26 weeks ago visit     a shrinking branch, at rate visit a month, at most once in 26
 * weeks: one local is blamed and leaves with probability visit_blame; recruiting x visit_boost for
 * 26 weeks turn      a campus branch of 2 n_lo, not shrinking, to the city at to_city a year; after
 * a retreat not before return_weeks; no new switch within 52 weeks retreat   a city branch below
 * n_lo, or shrinking, to the campus with its people close     below n_min for 13 weeks, not in its
 * first grace_weeks; its people are then at large, and no branch reopens there for 52 weeks open
 * open_at people at large at one site send      a strong branch sends two cadre to a site drawn by
 * size, at transplant a year, where they open a branch or join the one there rebuild   a group of
 * necessity that ended, while need is above .3, by two people of the reservoir where it last was
 * (M24) reorient  at a change of line those of the old milieu and the founders leave with
 * probability reorient_loss (M20) */
#include "base/error.h"
#include "model/mechanisms.h"
#include "model/members.h"

static const double ROOTS_HOURS = 100; /* a week of base work that roots a branch in a year */
static const double ROOTS_DECAY = 0.1; /* a year */
static const double CLIMATE_FLOOR = 0.2;
static const double SHRINKING = 0.9;
static const float DOMINATES = 0.5f;
static const double NEEDED = 0.3; /* need above which a group is rebuilt */
enum { REST_WEEKS = 52, VISIT_REST_WEEKS = 26, CLOSING_WEEKS = 13, SENT = 2, REBUILDERS = 2 };

/* Whether what happens at a rate a year happens this week. */
static bool this_week(double rate_a_year, uint32_t word)
{
    return cadre_happens(rate_a_year * CADRE_WEEK_YEARS, cadre_uniform(word));
}

static bool is_shrinking(const cadre_world_t *world, const cadre_branch_t *branch)
{
    const int32_t before = branch->size[world->now % CADRE_TREND_WEEKS];
    return world->now - branch->opened >= CADRE_TREND_WEEKS &&
           branch->start_count < SHRINKING * before;
}

/* ---------------------------------------------------------------- roots */

static void lose_roots(const cadre_parameters_t *p, cadre_branch_t *branch)
{
    branch->roots *= (float)(1 - p->branches_roots_loss);
}

static void take_root(const cadre_world_t *world, const cadre_parameters_t *p,
                      cadre_branch_t *branch)
{
    const double q = (double)branch->roots;
    const double base = (double)branch->hours[CADRE_HOURS_base];
    const double grown =
        CADRE_WEEK_YEARS * base / ROOTS_HOURS * (1 - q) * (CLIMATE_FLOOR + (double)world->climate);
    branch->roots = (float)cadre_clamp(q + grown - ROOTS_DECAY * CADRE_WEEK_YEARS * q, 0, 1);
    const bool dominates = branch->wave_share > DOMINATES;
    if (dominates && !branch->wave_dominates)
        lose_roots(p, branch);
    branch->wave_dominates = dominates;
}

/* ---------------------------------------------------------------- the centre visits */

static void visit(cadre_world_t *world, cadre_organization_t *organization, cadre_branch_t *branch,
                  cadre_words_t words)
{
    const cadre_parameters_t *p = &organization->parameters;
    if (!is_shrinking(world, branch) || world->now - branch->visited < VISIT_REST_WEEKS ||
        !this_week(12 * p->branches_visit, words.word[2]))
        return;
    branch->visited = world->now;
    cadre_report(world, organization, CADRE_EVENT_visited, NULL, branch->number,
                 branch->start_count);
    if (branch->people.count == 0 || cadre_uniform(words.word[3]) >= p->branches_visit_blame)
        return;
    const cadre_words_t pick =
        cadre_draw(world->luck, branch->id, (uint32_t)world->now, CADRE_DRAW_BRANCH_PICK, 0);
    const int32_t blamed = branch->people.start + (int32_t)cadre_uniform_below(
                                                      pick.word[3], (uint32_t)branch->people.count);
    cadre_count(organization, CADRE_MEASURE_exits_blamed, 1);
    cadre_member_depart(world, branch, blamed);
}

/* ---------------------------------------------------------------- campus and city */

static void switch_milieu(cadre_world_t *world, cadre_organization_t *organization,
                          cadre_branch_t *branch, cadre_milieu_t milieu)
{
    branch->milieu = milieu;
    branch->switched = world->now;
    lose_roots(&organization->parameters, branch);
    if (milieu == CADRE_MILIEU_CAMPUS)
        branch->retreated = world->now;
    cadre_report(world, organization,
                 milieu == CADRE_MILIEU_CAMPUS ? CADRE_EVENT_retreated : CADRE_EVENT_turned_to_city,
                 NULL, branch->number, branch->start_count);
}

static void turn_or_retreat(cadre_world_t *world, cadre_organization_t *organization,
                            cadre_branch_t *branch, cadre_words_t words)
{
    const cadre_parameters_t *p = &organization->parameters;
    if (world->now - branch->switched < REST_WEEKS)
        return;
    const bool shrinking = is_shrinking(world, branch);
    if (branch->milieu == CADRE_MILIEU_CITY &&
        (branch->start_count < p->branches_n_lo || shrinking))
        switch_milieu(world, organization, branch, CADRE_MILIEU_CAMPUS);
    else if (branch->milieu == CADRE_MILIEU_CAMPUS && !shrinking &&
             branch->start_count >= 2 * p->branches_n_lo &&
             world->now - branch->retreated >= p->branches_return_weeks &&
             this_week(p->branches_to_city, words.word[1]))
        switch_milieu(world, organization, branch, CADRE_MILIEU_CITY);
}

/* ---------------------------------------------------------------- opening and sending */

/* A branch opens, and those at large at its site are its first members. */
static cadre_branch_t *open_branch(cadre_world_t *world, cadre_organization_t *organization,
                                   int32_t site)
{
    const int32_t index = cadre_branch_open(world, organization, site, CADRE_MILIEU_CAMPUS);
    if (index == CADRE_NONE)
        return NULL;
    cadre_branch_t *branch = &world->branches[index];
    cadre_branch_t *at_large = &world->branches[organization->at_large];
    cadre_count(organization, CADRE_MEASURE_branches_opened, 1);
    cadre_report(world, organization, CADRE_EVENT_branch_opened, NULL, branch->number, site + 1);
    for (int32_t k = at_large->people.count - 1; k >= 0; k--) {
        const int32_t slot = at_large->people.start + k;
        if (world->people.site[slot] == site)
            cadre_member_move(world, at_large, slot, branch, site);
    }
    return branch;
}

/* The k-th (from 0) cadre of a branch; there must be that many. */
static int32_t find_cadre(const cadre_world_t *world, const cadre_branch_t *branch, uint32_t k)
{
    int32_t slot = branch->people.start;
    for (;; slot++)
        if (world->people.stage[slot] == CADRE_STAGE_CADRE && k-- == 0)
            return slot;
}

static void send(cadre_world_t *world, cadre_organization_t *organization, int32_t from,
                 cadre_words_t words)
{
    const cadre_parameters_t *p = &organization->parameters;
    const cadre_branch_t *branch = &world->branches[from];
    if (branch->start_count < p->branches_transplant_size ||
        branch->start.staged[CADRE_STAGE_CADRE] < p->branches_transplant_cadre ||
        branch->sums.staged[CADRE_STAGE_CADRE] < SENT ||
        !this_week(p->branches_transplant, words.word[0]))
        return;
    const cadre_words_t pick =
        cadre_draw(world->luck, branch->id, (uint32_t)world->now, CADRE_DRAW_BRANCH_PICK, 0);
    const int32_t site = cadre_site_by_size(world, cadre_uniform(pick.word[2]));
    if (site == branch->site)
        return;
    const cadre_presence_t *there = &organization->presence[site];
    if (there->branch == CADRE_NONE &&
        (world->now < there->barred_until || open_branch(world, organization, site) == NULL))
        return;
    for (int k = 0; k < SENT; k++) {
        cadre_branch_t *source = &world->branches[from];
        const uint32_t cadre = (uint32_t)source->sums.staged[CADRE_STAGE_CADRE];
        const int32_t slot = find_cadre(world, source, cadre_uniform_below(pick.word[k], cadre));
        cadre_member_move(world, source, slot, cadre_branch_at(world, organization, site), site);
        cadre_count(organization, CADRE_MEASURE_transplants, 1);
    }
}

static void open_new(cadre_world_t *world, cadre_organization_t *organization)
{
    for (int32_t site = 0; site < world->specification->site_count; site++) {
        const cadre_presence_t *presence = &organization->presence[site];
        if (presence->at_large >= organization->parameters.branches_open_at &&
            presence->branch == CADRE_NONE && world->now >= presence->barred_until)
            open_branch(world, organization, site);
    }
}

/* ---------------------------------------------------------------- coming back */

/* Two people of the reservoir begin anew where the group was. */
static void rebuild(cadre_world_t *world, cadre_organization_t *organization)
{
    if (world->reservoir < REBUILDERS)
        return;
    organization->ended = CADRE_NONE;
    organization->end = CADRE_END_ALIVE;
    organization->outcome.ended = CADRE_NONE;
    const int32_t site = organization->last_site;
    if (cadre_branch_open(world, organization, site, CADRE_MILIEU_CITY) == CADRE_NONE)
        return;
    for (int32_t k = 0; k < REBUILDERS; k++) {
        const uint64_t id = cadre_identity(CADRE_BIRTH_RECRUIT, organization->id,
                                           (uint32_t)world->now, (uint32_t)k);
        const int32_t slot = cadre_member_enrol(world, cadre_branch_at(world, organization, site),
                                                id, site, CADRE_MEASURE_recruits_at_large);
        if (slot == CADRE_NONE)
            return;
        world->reservoir--;
    }
    cadre_count(organization, CADRE_MEASURE_branches_opened, 1);
    cadre_report(world, organization, CADRE_EVENT_rebuilt, NULL, CADRE_NONE, REBUILDERS);
}

void cadre_branches_rebuild(cadre_world_t *world)
{
    for (int32_t k = 0; k < world->order_count && world->error == CADRE_OK; k++) {
        cadre_organization_t *organization = world->organizations[world->order[k]];
        const double rate = organization->parameters.branches_rebuild_per_month;
        if (organization->ended == CADRE_NONE || organization->end == CADRE_END_MERGED ||
            rate <= 0 || (double)world->need <= NEEDED ||
            !cadre_kind_has_people(organization->kind))
            continue;
        const cadre_words_t words =
            cadre_draw(world->luck, organization->id, (uint32_t)world->now, CADRE_DRAW_REBUILD, 0);
        if (this_week(12 * rate, words.word[0]))
            rebuild(world, organization);
    }
}

/* ---------------------------------------------------------------- a change of line */

/* Those of another milieu, and founders wherever they are. */
static void leave_over_line(cadre_world_t *world, cadre_organization_t *organization,
                            int32_t branch, bool other)
{
    for (int32_t k = world->branches[branch].people.count - 1; k >= 0; k--) {
        cadre_branch_t *self = &world->branches[branch];
        const int32_t slot = self->people.start + k;
        if (!other && !(world->people.flags[slot] & CADRE_FLAG_FOUNDER))
            continue;
        const cadre_words_t words = cadre_draw(world->luck, world->people.id[slot],
                                               (uint32_t)world->now, CADRE_DRAW_TRANSFER, 0);
        if (cadre_uniform(words.word[1]) >= organization->parameters.branches_reorient_loss)
            continue;
        cadre_count(organization, CADRE_MEASURE_exits_reoriented, 1);
        cadre_member_leave(world, self, slot);
    }
}

void cadre_branches_reorient(cadre_world_t *world, cadre_organization_t *organization,
                             cadre_milieu_t milieu)
{
    leave_over_line(world, organization, organization->at_large, false);
    for (int32_t b = 0; b < organization->branch_count; b++) {
        const int32_t index = organization->branches[b];
        cadre_branch_t *branch = &world->branches[index];
        const bool other = branch->milieu != milieu;
        leave_over_line(world, organization, index, other);
        branch = &world->branches[index];
        if (!other)
            continue;
        branch->milieu = milieu;
        branch->switched = world->now;
        lose_roots(&organization->parameters, branch);
        if (milieu == CADRE_MILIEU_CAMPUS)
            branch->retreated = world->now;
    }
}

/* ---------------------------------------------------------------- closing */

static void count_small_weeks(const cadre_parameters_t *p, cadre_branch_t *branch)
{
    branch->weeks_small = branch->start_count < p->branches_n_min ? branch->weeks_small + 1 : 0;
}

static bool must_close(const cadre_world_t *world, const cadre_parameters_t *p,
                       const cadre_branch_t *branch)
{
    return branch->people.count == 0 || (branch->weeks_small >= CLOSING_WEEKS &&
                                         world->now - branch->opened >= p->branches_grace_weeks);
}

static void close_branch(cadre_world_t *world, cadre_organization_t *organization, int32_t branch)
{
    const cadre_branch_t *self = &world->branches[branch];
    organization->presence[self->site].barred_until = world->now + REST_WEEKS;
    cadre_count(organization, CADRE_MEASURE_branches_closed, 1);
    cadre_report(world, organization, CADRE_EVENT_branch_closed, NULL, self->number,
                 self->people.count);
    cadre_branch_close(world, organization, branch);
}

/* ---------------------------------------------------------------- the week */

/* At most CADRE_BLOCK branches, from the first on. */
static void live_on(cadre_world_t *world, cadre_organization_t *organization, int32_t first,
                    int32_t count)
{
    const cadre_parameters_t *p = &organization->parameters;
    uint64_t ids[CADRE_BLOCK] = {0};
    cadre_words_t words[CADRE_BLOCK];
    for (int32_t k = 0; k < count; k++)
        ids[k] = world->branches[organization->branches[first + k]].id;
    cadre_draw_each(world->luck, ids, count, (uint32_t)world->now, CADRE_DRAW_BRANCH, words);
    for (int32_t k = 0; k < count; k++) {
        const int32_t index = organization->branches[first + k];
        cadre_branch_t *branch = &world->branches[index];
        take_root(world, p, branch);
        count_small_weeks(p, branch);
        visit(world, organization, branch, words[k]);
        turn_or_retreat(world, organization, branch, words[k]);
        send(world, organization, index, words[k]);
    }
}

void cadre_branches_week(cadre_world_t *world, cadre_organization_t *organization)
{
    const cadre_parameters_t *p = &organization->parameters;
    const int32_t standing = organization->branch_count; /* those opened now come next week */
    for (int32_t first = 0; first < standing; first += CADRE_BLOCK)
        live_on(world, organization, first,
                standing - first < CADRE_BLOCK ? standing - first : CADRE_BLOCK);
    for (int32_t k = organization->branch_count - 1; k >= 0; k--)
        if (must_close(world, p, &world->branches[organization->branches[k]]))
            close_branch(world, organization, organization->branches[k]);
    open_new(world, organization);
}
