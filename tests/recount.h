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
    for (int32_t h = 0; h < people->tie_capacity; h++)
        living -= people->ties[h].slot != CADRE_NONE;
    assert_int_equal(living, 0);
    assert_true(people->used <= people->capacity);
    free(taken);
}

/* Ties count both ways, and what is remembered of lost ones is what the last 13 weeks lost. */
static inline void recount_ties(const cadre_world_t *world)
{
    const cadre_people_t *people = &world->people;
    const size_t handles = (size_t)people->tie_capacity + 1;
    int32_t *ties = calloc(handles, sizeof *ties);
    int32_t *losses = calloc(handles, sizeof *losses);
    for (int32_t h = 0; h < people->tie_capacity; h++) {
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
    for (int w = 0; w < CADRE_CONTAGION_WEEKS; w++)
        for (int32_t i = 0; i < people->losses[w].count; i++) {
            const cadre_tie_loss_t *loss = &people->losses[w].entries[i];
            if (people->ties[loss->handle].generation == loss->generation)
                losses[loss->handle] += loss->share;
        }
    for (int32_t h = 0; h < people->tie_capacity; h++) {
        const int32_t slot = people->ties[h].slot;
        if (slot == CADRE_NONE)
            continue;
        assert_int_equal(people->ties_of[slot], ties[h]);
        assert_int_equal(people->tie_loss[slot], losses[h]);
    }
    free(ties);
    free(losses);
}

/* Sums of one branch, and that its people are of stages there are. */
static inline void recount_branch(const cadre_world_t *world, int32_t index)
{
    const cadre_branch_t *branch = &world->branches[index];
    const cadre_people_t *people = &world->people;
    int32_t staged[CADRE_STAGE_COUNT] = {0};
    cadre_fixed_t commitment = 0;
    const int32_t end = branch->people.start + branch->people.count;
    for (int32_t slot = branch->people.start; slot < end; slot++) {
        assert_in_range(people->stage[slot], 0, CADRE_STAGE_COUNT - 1);
        assert_true(people->commitment[slot] >= 0 && people->commitment[slot] <= 1);
        assert_true(people->joined[slot] < world->now);
        if (branch->site != CADRE_NONE)
            assert_int_equal(people->site[slot], branch->site);
        staged[people->stage[slot]]++;
        commitment += cadre_fixed((double)people->commitment[slot]);
    }
    for (int s = 0; s < CADRE_STAGE_COUNT; s++)
        assert_int_equal(branch->staged[s], staged[s]);
    assert_true(branch->commitment == commitment);
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
    int32_t number = 0;
    for (int32_t k = 0; k < organization->branch_count; k++) {
        const cadre_branch_t *branch = &world->branches[organization->branches[k]];
        recount_branch(world, organization->branches[k]);
        assert_int_equal(branch->organization, organization->index);
        assert_int_equal(organization->presence[branch->site].branch, organization->branches[k]);
        assert_true(branch->number > number); /* in order of opening */
        number = branch->number;
        members += branch->people.count;
    }
    int32_t present = 0;
    for (int32_t s = 0; s < sites; s++) {
        assert_int_equal(organization->presence[s].at_large, away[s]);
        present += organization->presence[s].branch != CADRE_NONE;
    }
    assert_int_equal(present, organization->branch_count);
    assert_int_equal(members, organization->members);
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
                &world->organizations[world->branches[b].organization];
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
        listed -= world->organizations[o].branch_count;
    assert_int_equal(listed, 0);
    assert_true(world->reservoir >= 0 && world->reservoir <= world->reservoir_full);
}

static inline void recount(const cadre_world_t *world)
{
    recount_arena(world);
    recount_ties(world);
    recount_sites(world);
    int64_t members = 0;
    for (int32_t o = 0; o < world->organization_count; o++) {
        const cadre_organization_t *organization = &world->organizations[o];
        members += organization->members;
        if (organization->founded)
            recount_organization(world, organization);
    }
    assert_true(members == world->members);
}

#endif
