#include "model/members.h"

#include "base/error.h"
#include "base/memory.h"
#include "model/people.h"
#include "model/traits.h"

#include <string.h>

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
        world->now, organization ? organization->index : CADRE_NONE, type, label, number, value,
        CADRE_NONE};
}

void cadre_report_birth(cadre_world_t *world, const cadre_organization_t *organization,
                        cadre_event_type_t type, const cadre_organization_t *born, double value)
{
    cadre_report(world, organization, type, NULL, CADRE_NONE, value);
    if (world->error == CADRE_OK)
        world->happenings[world->happening_count - 1].other = born->index;
}

/* ---------------------------------------------------------------- people */

static cadre_organization_t *organization_of(cadre_world_t *world, const cadre_branch_t *branch)
{
    return world->organizations[branch->organization];
}

void cadre_sums_add(cadre_sums_t *self, const cadre_people_t *people, int32_t slot, int sign)
{
    const cadre_fixed_t times = sign;
    const int stage = people->stage[slot];
    const float belief = people->belief[slot];
    const float energy = people->energy[slot];
    const cadre_fixed_t drive = times * cadre_fixedf(energy * (0.5f + belief));
    const uint8_t flags = people->flags[slot];
    const uint8_t stance = people->stance[slot];
    const bool paid = flags & CADRE_FLAG_STAFF;
    self->staged[stage] += sign;
    self->staff += sign * paid;
    self->commitment += times * cadre_fixedf(people->commitment[slot]);
    self->belief += times * cadre_fixedf(belief);
    self->grievance += times * cadre_fixedf(people->grievance[slot]);
    self->speaking += stance & CADRE_STANCE_SPEAKS ? sign : 0;
    self->silent += stance & CADRE_STANCE_SILENT ? sign : 0;
    self->believers += stance & CADRE_STANCE_BELIEVES ? sign : 0;
    self->enforcers += cadre_is_enforcer(flags) && stage != CADRE_STAGE_PAPER ? sign : 0;
    self->harmed += flags & CADRE_FLAG_HARMED ? sign : 0;
    self->energy += times * cadre_fixedf(energy);
    self->drive[stage] += paid ? 0 : drive;
    self->staff_drive += paid ? drive : 0;
    self->vigour[stage] += times * cadre_fixedf(energy);
}

/* Counts one in (+1) or out (-1), living at `site`, in all but sums over people. */
static void count_person(cadre_world_t *world, const cadre_branch_t *branch, int32_t site, int sign)
{
    cadre_organization_t *organization = organization_of(world, branch);
    if (branch->site == CADRE_NONE)
        organization->presence[site].at_large += sign;
    organization->members += sign;
    world->members += sign;
}

/* Counts a person into (+1) or out of (-1) the sums of a branch and its organization. */
static void tally(cadre_world_t *world, cadre_branch_t *branch, int32_t slot, int sign)
{
    const cadre_people_t *people = &world->people;
    cadre_sums_add(&branch->sums, people, slot, sign);
    organization_of(world, branch)->staff += people->flags[slot] & CADRE_FLAG_STAFF ? sign : 0;
    count_person(world, branch, people->site[slot], sign);
}

/* All columns of one who joins now but what people.h keeps. */
static void fill_row(cadre_world_t *world, const cadre_organization_t *organization, int32_t slot,
                     uint64_t id, int32_t site, cadre_stage_t stage, float commitment)
{
    cadre_people_t *people = &world->people;
    people->id[slot] = id;
    people->site[slot] = site;
    people->stage[slot] = (uint8_t)stage;
    people->commitment[slot] = commitment;
    people->belief[slot] = CADRE_REFERENCE_BELIEF;
    people->energy[slot] = CADRE_REFERENCE_ENERGY;
    people->joined[slot] = world->now;
    people->student_until[slot] = CADRE_NEVER;
    people->spoke[slot] = people->stigma_until[slot] = CADRE_NEVER;
    cadre_traits_draw(world, organization, slot);
}

int32_t cadre_member_join(cadre_world_t *world, cadre_branch_t *branch, uint64_t id, int32_t site,
                          cadre_stage_t stage, float commitment)
{
    const int32_t slot = cadre_people_append(world, branch);
    if (slot == CADRE_NONE)
        return CADRE_NONE;
    fill_row(world, organization_of(world, branch), slot, id, site, stage, commitment);
    tally(world, branch, slot, +1);
    return slot;
}

int32_t cadre_member_admit(cadre_world_t *world, cadre_branch_t *branch, int32_t site,
                           cadre_measure_t from)
{
    cadre_organization_t *organization = organization_of(world, branch);
    const int32_t slot = cadre_people_append(world, branch);
    if (slot == CADRE_NONE)
        return CADRE_NONE;
    count_person(world, branch, site, +1);
    cadre_count(organization, CADRE_MEASURE_recruits, 1);
    cadre_count(organization, from, 1);
    organization->joined[world->now]++;
    return slot;
}

void cadre_member_welcome(cadre_world_t *world, cadre_branch_t *branch, int32_t slot, uint64_t id,
                          int32_t site)
{
    const cadre_organization_t *organization = organization_of(world, branch);
    const cadre_parameters_t *p = &organization->parameters;
    const cadre_stage_t stage =
        p->socialization_enter_as_paper ? CADRE_STAGE_PAPER : CADRE_STAGE_NOVICE;
    fill_row(world, organization, slot, id, site, stage, (float)p->socialization_entry);
    if (cadre_world_has(world, CADRE_MECHANISM_belief))
        world->people.belief[slot] = (float)p->belief_entry;
    cadre_sums_add(&branch->sums, &world->people, slot, +1);
}

int32_t cadre_member_enrol(cadre_world_t *world, cadre_branch_t *branch, uint64_t id, int32_t site,
                           cadre_measure_t from)
{
    const int32_t slot = cadre_member_admit(world, branch, site, from);
    if (slot != CADRE_NONE)
        cadre_member_welcome(world, branch, slot, id, site);
    return slot;
}

void cadre_member_flag(cadre_world_t *world, int32_t slot, cadre_flag_t flag, bool on)
{
    cadre_people_t *people = &world->people;
    cadre_branch_t *branch = &world->branches[people->branch[slot]];
    uint8_t *flags = &people->flags[slot];
    const bool was = *flags & flag;
    cadre_sums_add(&branch->sums, people, slot, -1);
    *flags = (uint8_t)(on ? *flags | flag : *flags & ~flag);
    cadre_sums_add(&branch->sums, people, slot, +1);
    if (flag == CADRE_FLAG_STAFF)
        organization_of(world, branch)->staff += on - was;
}

void cadre_member_grieve(cadre_world_t *world, int32_t slot, float grievance)
{
    cadre_branch_t *branch = &world->branches[world->people.branch[slot]];
    cadre_sums_add(&branch->sums, &world->people, slot, -1);
    world->people.grievance[slot] = cadre_clampf(grievance, 0, 1);
    cadre_sums_add(&branch->sums, &world->people, slot, +1);
}

void cadre_leader_seat(cadre_world_t *world, cadre_organization_t *organization,
                       cadre_person_t person)
{
    const int32_t slot = cadre_person_slot(world, person);
    if (organization->leader_count == CADRE_COMMITTEE_MAX ||
        world->people.flags[slot] & CADRE_FLAG_LEADER)
        return;
    organization->leaders[organization->leader_count++] = (cadre_leader_t){person, world->now};
    cadre_member_flag(world, slot, CADRE_FLAG_LEADER, true);
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

/* ---------------------------------------------------------------- where those who leave go */

/* Whether a person who leaves prefers the rival (M87): 1 - exp(-rival_choice (u_rival - u_here)).
 */
static bool prefers_rival(const cadre_world_t *world, const cadre_organization_t *organization,
                          uint64_t id)
{
    const double pull = organization->parameters.exit_rival_choice * organization->rival_gap;
    if (pull <= 0 || !cadre_organization_lives(organization))
        return false;
    const cadre_words_t words =
        cadre_draw(world->luck, id, (uint32_t)world->now, CADRE_DRAW_DESTINATION, 0);
    return cadre_happens(pull, cadre_uniform(words.word[0]));
}

/* A local group with a branch where the person lives, or NULL. */
static cadre_organization_t *local_group(const cadre_world_t *world,
                                         const cadre_organization_t *left, int32_t site)
{
    for (int32_t b = world->sites[site].first_branch; b != CADRE_NONE;
         b = world->branches[b].next_at_site) {
        cadre_organization_t *organization = world->organizations[world->branches[b].organization];
        if (organization->kind == CADRE_KIND_LOCAL && organization != left &&
            cadre_organization_lives(organization))
            return organization;
    }
    return NULL;
}

/* The best rival, if it is made of persons that are simulated; else NULL. */
static cadre_organization_t *simulated_rival(const cadre_world_t *world,
                                             const cadre_organization_t *organization)
{
    if (organization->rival == CADRE_NONE)
        return NULL;
    cadre_organization_t *rival = world->organizations[organization->rival];
    return cadre_kind_has_people(rival->kind) && cadre_organization_lives(rival) ? rival : NULL;
}

/* The organization a person goes over to, or NULL; counts where it was that people went. */
static cadre_organization_t *destination(cadre_world_t *world, cadre_organization_t *organization,
                                         int32_t slot)
{
    const uint64_t id = world->people.id[slot];
    if (prefers_rival(world, organization, id)) {
        cadre_count(organization, CADRE_MEASURE_to_rival, 1);
        return simulated_rival(world, organization);
    }
    cadre_organization_t *local = local_group(world, organization, world->people.site[slot]);
    if (local != NULL && cadre_organization_lives(organization)) {
        const cadre_words_t words =
            cadre_draw(world->luck, id, (uint32_t)world->now, CADRE_DRAW_LOCAL, 0);
        if (cadre_uniform(words.word[0]) < organization->parameters.exit_local_choice) {
            cadre_count(organization, CADRE_MEASURE_to_local, 1);
            return local;
        }
    }
    cadre_count(organization, CADRE_MEASURE_to_home, 1);
    world->home++;
    return NULL;
}

/* Changes sides; ties must be cut or parted before. */
static void change_sides(cadre_world_t *world, cadre_branch_t *from, int32_t slot,
                         cadre_branch_t *to)
{
    const int32_t site = world->people.site[slot];
    const uint8_t lost =
        CADRE_FLAG_STAFF | CADRE_FLAG_LEADER | CADRE_FLAG_FOUNDER | CADRE_FLAG_MARKED;
    tally(world, from, slot, -1);
    const int32_t moved = cadre_people_move(world, from, slot, to);
    if (moved == CADRE_NONE)
        return;
    world->people.site[moved] = site;
    world->people.outcome[moved] = 0;
    world->people.flags[moved] = (uint8_t)((world->people.flags[moved] & ~lost) | CADRE_FLAG_CAME);
    /* criticism and its punishment were of the other body */
    world->people.stance[moved] &= CADRE_STANCE_BELIEVES;
    world->people.spoke[moved] = world->people.stigma_until[moved] = CADRE_NEVER;
    tally(world, to, moved, +1);
    cadre_count(organization_of(world, to), CADRE_MEASURE_transferred_in, 1);
}

void cadre_member_transfer(cadre_world_t *world, cadre_branch_t *from, int32_t slot,
                           cadre_branch_t *to)
{
    cadre_count(organization_of(world, from), CADRE_MEASURE_transferred_out, 1);
    change_sides(world, from, slot, to);
}

static void leave(cadre_world_t *world, cadre_branch_t *branch, int32_t slot, bool remembered)
{
    cadre_people_t *people = &world->people;
    cadre_organization_t *organization = organization_of(world, branch);
    cadre_count(organization, CADRE_MEASURE_exits, 1);
    if (people->stage[slot] == CADRE_STAGE_CADRE)
        cadre_count(organization, CADRE_MEASURE_exits_cadre, 1);
    if (people->flags[slot] & CADRE_FLAG_HARMED)
        cadre_count(organization, CADRE_MEASURE_exits_harmed, 1);
    const int32_t joined = people->joined[slot];
    if (!(people->flags[slot] & (CADRE_FLAG_FOUNDER | CADRE_FLAG_CAME)) &&
        world->now - joined <= CADRE_YEAR_WEEKS)
        organization->gone_early[joined]++;
    cadre_organization_t *to = destination(world, organization, slot);
    if (to != NULL) {
        cadre_people_part(world, slot, remembered);
        change_sides(world, branch, slot, cadre_place_at(world, to, people->site[slot]));
        return;
    }
    cadre_people_cut_ties(world, slot, remembered);
    tally(world, branch, slot, -1);
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

static const float USUAL_PRACTICE = 0.5f; /* where it changes nothing */

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
    const uint64_t id = world->organizations[self->organization]->id;
    int32_t *link = &world->sites[self->site].first_branch;
    while (*link != CADRE_NONE &&
           world->organizations[world->branches[*link].organization]->id < id)
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
                             .switched = CADRE_NEVER,
                             .retreated = CADRE_NEVER,
                             .visited = CADRE_NEVER,
                             .practice = USUAL_PRACTICE,
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

/* Where most of its people are; where it was last, if it has none. */
static int32_t largest_site(const cadre_world_t *world, const cadre_organization_t *organization)
{
    int32_t site = organization->last_site;
    int32_t most = 0;
    for (int32_t k = 0; k < organization->branch_count; k++) {
        const cadre_branch_t *branch = &world->branches[organization->branches[k]];
        if (branch->start_count <= most)
            continue;
        most = branch->start_count;
        site = branch->site;
    }
    return site;
}

void cadre_organization_end(cadre_world_t *world, cadre_organization_t *organization,
                            cadre_end_t end)
{
    organization->end = end;
    organization->ended = world->now; /* from now on people go home, not to a rival */
    organization->last_site = largest_site(world, organization);
    organization->leader_count = organization->faction_members = organization->case_count = 0;
    organization->faction = CADRE_NONE;
    organization->rounds_left = 0;
    send_home(world, organization->at_large);
    while (organization->branch_count > 0 && world->error == CADRE_OK) {
        const int32_t branch = organization->branches[organization->branch_count - 1];
        send_home(world, branch);
        cadre_branch_close(world, organization, branch);
    }
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
