/* A slow second opinion on the state of a world: everything the model keeps up to date, counted
 * again from the people alone. */
#ifndef CADRE_TESTS_RECOUNT_H
#define CADRE_TESTS_RECOUNT_H

#include "base/numeric.h"
#include "check.h"
#include "model/state.h"

/* Every person is in one segment, segments do not overlap, and handles and slots agree. */
static inline void recount_arena(const cadre_world_t *world)
{
    const cadre_people_t *people = &world->people;
    uint8_t *taken = calloc((size_t)people->used + 1, 1);
    int32_t living = 0;
    for (int32_t b = 0; b < world->branch_count; b++) {
        const cadre_segment_t *segment = &world->branches[b].people;
        assert_true(segment->count >= 0 && segment->count <= segment->capacity);
        assert_true(segment->start + segment->capacity <= people->used);
        assert_int_equal(segment->start % CADRE_LANES, 0);
        for (int32_t slot = segment->start; slot < segment->start + segment->capacity; slot++)
            assert_int_equal(taken[slot]++, 0);
        for (int32_t slot = segment->start; slot < segment->start + segment->count; slot++)
            assert_int_equal(people->ties[people->handle[slot]].slot, slot);
        living += segment->count;
    }
    for (int32_t h = 0; h < people->handles; h++)
        living -= people->ties[h].slot != CADRE_NONE;
    assert_int_equal(living, 0);
    assert_true(people->used <= people->capacity);
    free(taken);
}

/* Ties count both ways, and what is remembered of lost ones is what the last 13 weeks lost. */
static inline void recount_ties(const cadre_world_t *world)
{
    const cadre_people_t *people = &world->people;
    const size_t handles = (size_t)people->handles + 1;
    int32_t *ties = calloc(handles, sizeof *ties);
    int32_t *losses = calloc(handles, sizeof *losses);
    for (int32_t h = 0; h < people->handles; h++) {
        const cadre_tie_node_t *node = &people->ties[h];
        if (node->slot == CADRE_NONE)
            continue;
        ties[h] += node->recruiter != CADRE_NONE;
        for (int32_t child = node->first_recruit; child != CADRE_NONE;
             child = people->ties[child].next) {
            assert_int_equal(people->ties[child].recruiter, h);
            assert_true(people->ties[child].slot != CADRE_NONE);
            ties[h]++;
        }
    }
    for (int w = 0; w < CADRE_TIE_WEEKS; w++)
        for (int32_t i = 0; i < people->losses[w].count; i++) {
            const cadre_tie_loss_t *loss = &people->losses[w].entries[i];
            if (people->ties[loss->handle].generation == loss->generation)
                losses[loss->handle] += loss->share;
        }
    for (int32_t h = 0; h < people->handles; h++) {
        const int32_t slot = people->ties[h].slot;
        if (slot == CADRE_NONE)
            continue;
        assert_int_equal(people->ties_of[slot], ties[h]);
        assert_int_equal(people->tie_loss[slot], losses[h]);
    }
    free(ties);
    free(losses);
}

static inline cadre_fixed_t recount_fixed(float x)
{
    return (cadre_fixed_t)(int32_t)(x * 1048576.0f + 0.5f);
}

/* What a person adds to the sums of a branch. */
static inline void recount_person(cadre_sums_t *sums, const cadre_people_t *people, int32_t slot)
{
    const int stage = people->stage[slot];
    const float energy = people->energy[slot];
    const cadre_fixed_t drive = recount_fixed(energy * (0.5f + people->belief[slot]));
    sums->staged[stage]++;
    sums->commitment += recount_fixed(people->commitment[slot]);
    sums->belief += recount_fixed(people->belief[slot]);
    sums->energy += recount_fixed(energy);
    sums->grievance += recount_fixed(people->grievance[slot]);
    sums->speaking += (people->stance[slot] & CADRE_STANCE_SPEAKS) != 0;
    sums->silent += (people->stance[slot] & CADRE_STANCE_SILENT) != 0;
    sums->believers += (people->stance[slot] & CADRE_STANCE_BELIEVES) != 0;
    sums->enforcers += stage != CADRE_STAGE_PAPER &&
                       (people->flags[slot] & CADRE_FLAG_ENFORCER) != 0 &&
                       (people->flags[slot] & CADRE_FLAG_REFORMED) == 0;
    sums->harmed += (people->flags[slot] & CADRE_FLAG_HARMED) != 0;
    sums->vigour[stage] += recount_fixed(energy);
    if (people->flags[slot] & CADRE_FLAG_STAFF) {
        sums->staff++;
        sums->staff_drive += drive;
    } else {
        sums->drive[stage] += drive;
    }
}

/* Sums of one branch, and that its people are of stages there are. */
static inline void recount_branch(const cadre_world_t *world, int32_t index)
{
    const cadre_branch_t *branch = &world->branches[index];
    const cadre_people_t *people = &world->people;
    cadre_sums_t sums;
    memset(&sums, 0, sizeof sums);
    const int32_t end = branch->people.start + branch->people.count;
    for (int32_t slot = branch->people.start; slot < end; slot++) {
        assert_in_range(people->stage[slot], 0, CADRE_STAGE_COUNT - 1);
        assert_true(people->commitment[slot] >= 0 && people->commitment[slot] <= 1);
        assert_true(people->joined[slot] < world->now);
        if (branch->site != CADRE_NONE)
            assert_int_equal(people->site[slot], branch->site);
        assert_true(people->belief[slot] >= 0 && people->belief[slot] <= 1);
        assert_true(people->energy[slot] >= 0 && people->energy[slot] <= 1);
        assert_int_equal(people->branch[slot], index);
        assert_false(people->flags[slot] & CADRE_FLAG_MARKED);
        recount_person(&sums, people, slot);
    }
    assert_memory_equal(&branch->sums, &sums, sizeof sums);
}

/* What contagion remembers is the sum of its ring. */
static inline void recount_losses(const cadre_world_t *world,
                                  const cadre_organization_t *organization)
{
    int64_t usual = 0;
    for (int w = 0; w < CADRE_USUAL_WEEKS; w++)
        usual += organization->left_share[w];
    assert_true(usual == organization->left_sum);
    for (int32_t k = 0; k < organization->branch_count; k++) {
        const cadre_branch_t *branch = &world->branches[organization->branches[k]];
        int32_t sum = 0;
        for (int w = 0; w < CADRE_CONTAGION_WEEKS; w++)
            sum += branch->left_share[w];
        assert_int_equal(sum, branch->left_sum);
    }
}

static inline void recount_organization(const cadre_world_t *world,
                                        const cadre_organization_t *organization)
{
    const int32_t sites = world->specification->site_count;
    const cadre_branch_t *at_large = &world->branches[organization->at_large];
    int32_t *away = calloc((size_t)sites, sizeof *away);
    for (int32_t k = 0; k < at_large->people.count; k++)
        away[world->people.site[at_large->people.start + k]]++;
    recount_branch(world, organization->at_large);
    int32_t members = at_large->people.count;
    int32_t staff = at_large->sums.staff;
    int32_t number = 0;
    for (int32_t k = 0; k < organization->branch_count; k++) {
        const cadre_branch_t *branch = &world->branches[organization->branches[k]];
        recount_branch(world, organization->branches[k]);
        assert_int_equal(branch->organization, organization->index);
        assert_int_equal(organization->presence[branch->site].branch, organization->branches[k]);
        assert_true(branch->number > number); /* in order of opening */
        number = branch->number;
        members += branch->people.count;
        staff += branch->sums.staff;
    }
    int32_t present = 0;
    for (int32_t s = 0; s < sites; s++) {
        assert_int_equal(organization->presence[s].at_large, away[s]);
        present += organization->presence[s].branch != CADRE_NONE;
    }
    assert_int_equal(present, organization->branch_count);
    assert_int_equal(members, organization->members);
    assert_int_equal(staff, organization->staff);
    assert_true(organization->funds >= 0);
    recount_losses(world, organization);
    free(away);
}

/* Each branch is once in the list of its site, by identity of organization; pools within bounds. */
static inline void recount_sites(const cadre_world_t *world)
{
    int32_t listed = 0;
    for (int32_t s = 0; s < world->specification->site_count; s++) {
        uint64_t before = 0;
        for (int32_t b = world->sites[s].first_branch; b != CADRE_NONE;
             b = world->branches[b].next_at_site) {
            const cadre_organization_t *owner =
                world->organizations[world->branches[b].organization];
            assert_int_equal(owner->presence[s].branch, b);
            assert_true(owner->id > before);
            before = owner->id;
            listed++;
        }
        for (int pool = 0; pool < CADRE_MILIEU_COUNT; pool++)
            assert_true(world->sites[s].pool[pool] >= 0 &&
                        world->sites[s].pool[pool] <= world->sites[s].full[pool]);
    }
    for (int32_t o = 0; o < world->organization_count; o++)
        listed -= world->organizations[o]->branch_count;
    assert_int_equal(listed, 0);
    assert_true(world->reservoir >= 0);
}

/* The participants of a front are those of its sites. */
static inline void recount_front(const cadre_world_t *world, const cadre_organization_t *front)
{
    int32_t participants = 0;
    for (int32_t s = 0; s < world->specification->site_count; s++) {
        assert_true(front->presence[s].participants >= 0);
        participants += front->presence[s].participants;
    }
    assert_int_equal(participants, front->members);
}

static inline void recount(const cadre_world_t *world)
{
    recount_arena(world);
    recount_ties(world);
    recount_sites(world);
    int64_t members = 0;
    for (int32_t o = 0; o < world->organization_count; o++) {
        const cadre_organization_t *organization = world->organizations[o];
        if (organization->kind == CADRE_KIND_FRONT) {
            recount_front(world, organization);
            continue;
        }
        members += organization->members;
        if (organization->founded)
            recount_organization(world, organization);
    }
    assert_true(members == world->members);
}

#endif
