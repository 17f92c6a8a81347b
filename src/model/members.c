#include "model/members.h"

#include "base/error.h"
#include "base/memory.h"
#include "model/people.h"

#include <string.h>

static const int32_t NEVER = -1000000; /* a week long past */

void cadre_report(cadre_world_t *world, const cadre_organization_t *organization,
                  cadre_event_type_t type, const char *label, int64_t number, double value)
{
    if (world->happening_count == world->happening_capacity) {
        const int32_t more = 2 * world->happening_capacity + 64;
        cadre_happening_t *grown = cadre_resize(
            world->happenings, (size_t)world->happening_capacity, (size_t)more, sizeof *grown);
        if (grown == NULL) {
            world->error = CADRE_ERROR_MEMORY;
            return;
        }
        world->happenings = grown;
        world->happening_capacity = more;
    }
    world->happenings[world->happening_count++] = (cadre_happening_t){
        world->now, organization ? organization->index : CADRE_NONE, type, label, number, value};
}

/* ---------------------------------------------------------------- people */

static cadre_organization_t *organization_of(cadre_world_t *world, const cadre_branch_t *branch)
{
    return &world->organizations[branch->organization];
}

/* Counts a person into (+1) or out of (-1) the sums of a branch and its organization. */
static void tally(cadre_world_t *world, cadre_branch_t *branch, int32_t slot, int sign)
{
    const cadre_people_t *people = &world->people;
    cadre_organization_t *organization = organization_of(world, branch);
    branch->staged[people->stage[slot]] += sign;
    branch->commitment += sign * cadre_fixed(people->commitment[slot]);
    if (branch->site == CADRE_NONE)
        organization->presence[people->site[slot]].at_large += sign;
    organization->members += sign;
    world->members += sign;
}

int32_t cadre_member_join(cadre_world_t *world, cadre_branch_t *branch, uint64_t id, int32_t site,
                          cadre_stage_t stage, float commitment)
{
    const int32_t slot = cadre_people_append(world, branch);
    if (slot == CADRE_NONE)
        return CADRE_NONE;
    cadre_people_t *people = &world->people;
    people->id[slot] = id;
    people->site[slot] = site;
    people->stage[slot] = (uint8_t)stage;
    people->commitment[slot] = commitment;
    people->joined[slot] = world->now;
    people->student_until[slot] = NEVER;
    tally(world, branch, slot, +1);
    return slot;
}

void cadre_member_move(cadre_world_t *world, cadre_branch_t *from, int32_t slot, cadre_branch_t *to,
                       int32_t site)
{
    tally(world, from, slot, -1);
    int32_t moved = slot; /* between two sites at large nobody changes segment */
    if (from != to)
        moved = cadre_people_move(world, from, slot, to);
    if (moved == CADRE_NONE) {
        tally(world, from, slot, +1);
        return;
    }
    world->people.site[moved] = site;
    world->people.outcome[moved] = 0;
    tally(world, to, moved, +1);
}

/* Where those who leave go (M87): to the rival with probability
 * 1 - exp(-rival_choice max(0, u_rival - u_here)), else home. */
static cadre_measure_t destination(const cadre_world_t *world,
                                   const cadre_organization_t *organization, uint64_t id)
{
    const double pull = organization->parameters.exit_rival_choice * organization->rival_gap;
    if (pull <= 0)
        return CADRE_MEASURE_to_home;
    const cadre_words_t words =
        cadre_draw(world->luck, id, (uint32_t)world->now, CADRE_DRAW_DESTINATION, 0);
    return cadre_uniform(words.word[0]) < cadre_probability(pull) ? CADRE_MEASURE_to_rival
                                                                  : CADRE_MEASURE_to_home;
}

static void leave(cadre_world_t *world, cadre_branch_t *branch, int32_t slot, bool remembered)
{
    cadre_people_t *people = &world->people;
    cadre_organization_t *organization = organization_of(world, branch);
    cadre_count(organization, CADRE_MEASURE_exits, 1);
    if (people->stage[slot] == CADRE_STAGE_CADRE)
        cadre_count(organization, CADRE_MEASURE_exits_cadre, 1);
    cadre_count(organization, destination(world, organization, people->id[slot]), 1);
    const int32_t joined = people->joined[slot];
    if (joined >= organization->specification->founded && world->now - joined <= CADRE_YEAR_WEEKS)
        organization->gone_early[joined]++;
    tally(world, branch, slot, -1);
    cadre_people_cut_ties(world, slot, remembered);
    cadre_people_remove(world, branch, slot);
}

void cadre_member_leave(cadre_world_t *world, cadre_branch_t *branch, int32_t slot)
{
    leave(world, branch, slot, true);
}

void cadre_member_depart(cadre_world_t *world, cadre_branch_t *branch, int32_t slot)
{
    leave(world, branch, slot, false);
}

/* ---------------------------------------------------------------- branches */

cadre_branch_t *cadre_branch_at(cadre_world_t *world, const cadre_organization_t *organization,
                                int32_t site)
{
    const int32_t branch = organization->presence[site].branch;
    return branch == CADRE_NONE ? NULL : &world->branches[branch];
}

cadre_branch_t *cadre_place_at(cadre_world_t *world, const cadre_organization_t *organization,
                               int32_t site)
{
    cadre_branch_t *branch = cadre_branch_at(world, organization, site);
    return branch != NULL ? branch : &world->branches[organization->at_large];
}

/* A free slot for a branch. */
static int32_t take_branch(cadre_world_t *world)
{
    if (world->free_branch != CADRE_NONE) {
        const int32_t branch = world->free_branch;
        world->free_branch = world->branches[branch].next_at_site;
        return branch;
    }
    if (world->branch_count == world->branch_capacity) {
        const int32_t more = 2 * world->branch_capacity + 64;
        cadre_branch_t *grown = cadre_resize(world->branches, (size_t)world->branch_capacity,
                                             (size_t)more, sizeof *grown);
        if (grown == NULL) {
            world->error = CADRE_ERROR_MEMORY;
            return CADRE_NONE;
        }
        world->branches = grown;
        world->branch_capacity = more;
    }
    return world->branch_count++;
}

/* Room for one more in the organization's list of branches. */
static bool reserve_branch(cadre_world_t *world, cadre_organization_t *organization)
{
    if (organization->branch_count < organization->branch_capacity)
        return true;
    const int32_t more = 2 * organization->branch_capacity + 16;
    int32_t *grown = cadre_resize(organization->branches, (size_t)organization->branch_capacity,
                                  (size_t)more, sizeof *grown);
    if (grown == NULL) {
        world->error = CADRE_ERROR_MEMORY;
        return false;
    }
    organization->branches = grown;
    organization->branch_capacity = more;
    return true;
}

/* Puts a branch into its site's list, which is sorted by the organization's identity, so that no
 * result depends on the order in which organizations are listed in a file. */
static void link_at_site(cadre_world_t *world, int32_t branch)
{
    cadre_branch_t *self = &world->branches[branch];
    const uint64_t id = world->organizations[self->organization].id;
    int32_t *link = &world->sites[self->site].first_branch;
    while (*link != CADRE_NONE && world->organizations[world->branches[*link].organization].id < id)
        link = &world->branches[*link].next_at_site;
    self->next_at_site = *link;
    *link = branch;
}

static void unlink_at_site(cadre_world_t *world, int32_t branch)
{
    int32_t *link = &world->sites[world->branches[branch].site].first_branch;
    while (*link != branch)
        link = &world->branches[*link].next_at_site;
    *link = world->branches[branch].next_at_site;
}

int32_t cadre_branch_open(cadre_world_t *world, cadre_organization_t *organization, int32_t site,
                          cadre_milieu_t milieu)
{
    if (site != CADRE_NONE && !reserve_branch(world, organization))
        return CADRE_NONE;
    const int32_t branch = take_branch(world);
    if (branch == CADRE_NONE)
        return CADRE_NONE;
    cadre_branch_t *self = &world->branches[branch];
    *self = (cadre_branch_t){.organization = organization->index,
                             .site = site,
                             .milieu = milieu,
                             .opened = world->now,
                             .switched = NEVER,
                             .retreated = NEVER,
                             .visited = NEVER,
                             .next_at_site = CADRE_NONE};
    if (site == CADRE_NONE)
        return branch;
    cadre_presence_t *presence = &organization->presence[site];
    self->id = cadre_identity(CADRE_BIRTH_BRANCH, organization->id, (uint32_t)site,
                              (uint32_t)presence->opened++);
    self->number = ++organization->branches_opened;
    presence->branch = branch;
    organization->branches[organization->branch_count++] = branch;
    link_at_site(world, branch);
    return branch;
}

void cadre_branch_close(cadre_world_t *world, cadre_organization_t *organization, int32_t branch)
{
    cadre_branch_t *self = &world->branches[branch];
    cadre_branch_t *at_large = &world->branches[organization->at_large];
    const int32_t site = self->site;
    while (self->people.count > 0 && world->error == CADRE_OK)
        cadre_member_move(world, self, self->people.start + self->people.count - 1, at_large, site);
    organization->presence[site].branch = CADRE_NONE;
    unlink_at_site(world, branch);
    int32_t k = 0;
    while (organization->branches[k] != branch)
        k++;
    memmove(&organization->branches[k], &organization->branches[k + 1],
            (size_t)(organization->branch_count - k - 1) * sizeof *organization->branches);
    organization->branch_count--;
    self->people = (cadre_segment_t){0, 0, 0};
    self->next_at_site = world->free_branch;
    world->free_branch = branch;
}

/* ---------------------------------------------------------------- organizations */

/* Everybody of a segment leaves. */
static void send_home(cadre_world_t *world, int32_t branch)
{
    cadre_branch_t *self = &world->branches[branch];
    while (self->people.count > 0)
        cadre_member_leave(world, self, self->people.start + self->people.count - 1);
}

void cadre_organization_end(cadre_world_t *world, cadre_organization_t *organization,
                            cadre_end_t end)
{
    organization->rival_gap = 0; /* home, not to the rival */
    send_home(world, organization->at_large);
    while (organization->branch_count > 0 && world->error == CADRE_OK) {
        const int32_t branch = organization->branches[organization->branch_count - 1];
        send_home(world, branch);
        cadre_branch_close(world, organization, branch);
    }
    organization->end = end;
    organization->ended = world->now;
    cadre_report(world, organization, CADRE_EVENT_ended, NULL, CADRE_NONE, __builtin_nan(""));
}

int32_t cadre_site_by_size(const cadre_world_t *world, double u)
{
    int32_t low = 0;
    int32_t high = world->specification->site_count - 1;
    while (low < high) {
        const int32_t middle = low + (high - low) / 2;
        if (u < (double)world->site_ends[middle])
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}
