#include "model/people.h"

#include "base/error.h"
#include "base/memory.h"

#include <string.h>

static int32_t round_up(int64_t n)
{
    return (int32_t)((n + CADRE_LANES - 1) / CADRE_LANES * CADRE_LANES);
}

/* ---------------------------------------------------------------- segments */

static void point_handles(cadre_people_t *people, cadre_segment_t segment)
{
    for (int32_t slot = segment.start; slot < segment.start + segment.count; slot++)
        people->ties[people->handle[slot]].slot = slot;
}

static void copy_rows(cadre_people_t *to, int32_t to_slot, const cadre_people_t *from,
                      int32_t from_slot, int32_t count)
{
    const size_t n = (size_t)count;
#define C(type, name, meaning)                                                                     \
    memmove(to->name + to_slot, from->name + from_slot, n * sizeof(type));
#include "model/columns.def"
#undef C
}

static void copy_row(cadre_people_t *people, int32_t to, int32_t from)
{
#define C(type, name, meaning) people->name[to] = people->name[from];
#include "model/columns.def"
#undef C
}

static void free_columns(cadre_people_t *people)
{
#define C(type, name, meaning)                                                                     \
    cadre_free(people->name);                                                                      \
    people->name = NULL;
#include "model/columns.def"
#undef C
}

static bool alloc_columns(cadre_people_t *people, int32_t capacity)
{
    bool ok = true;
#define C(type, name, meaning)                                                                     \
    people->name = cadre_alloc((size_t)capacity, sizeof(type));                                    \
    ok = ok && people->name != NULL;
#include "model/columns.def"
#undef C
    if (!ok)
        free_columns(people);
    return ok;
}

/* Lays all segments out anew, without garbage and with room for `extra` more slots. */
static int rebuild(cadre_world_t *world, int32_t extra)
{
    cadre_people_t *old = &world->people;
    int64_t needed = extra;
    for (int32_t b = 0; b < world->branch_count; b++)
        needed += world->branches[b].people.capacity;
    const int64_t capacity = needed + needed / 2 + INT64_C(16) * CADRE_LANES;
    if (capacity > INT32_MAX)
        return world->error = CADRE_ERROR_MEMORY;
    cadre_people_t laid = *old;
    if (!alloc_columns(&laid, (int32_t)capacity))
        return world->error = CADRE_ERROR_MEMORY;
    laid.used = 0;
    laid.capacity = (int32_t)capacity;
    for (int32_t b = 0; b < world->branch_count; b++) {
        cadre_segment_t *segment = &world->branches[b].people;
        if (segment->capacity == 0)
            continue;
        copy_rows(&laid, laid.used, old, segment->start, segment->count);
        segment->start = laid.used;
        laid.used += segment->capacity;
        point_handles(&laid, *segment);
    }
    free_columns(old);
    *old = laid;
    return CADRE_OK;
}

/* A larger place for a full segment. */
static int grow_segment(cadre_world_t *world, cadre_segment_t *segment)
{
    cadre_people_t *people = &world->people;
    const int32_t capacity = round_up((int64_t)segment->capacity + segment->capacity / 4 + 1);
    if ((int64_t)people->used + capacity > people->capacity && rebuild(world, capacity) != CADRE_OK)
        return world->error;
    copy_rows(people, people->used, people, segment->start, segment->count);
    segment->start = people->used;
    segment->capacity = capacity;
    people->used += capacity;
    point_handles(people, *segment);
    return CADRE_OK;
}

/* ---------------------------------------------------------------- handles */

static int32_t take_handle(cadre_world_t *world)
{
    cadre_people_t *people = &world->people;
    if (people->free_handle == CADRE_NONE) {
        const int32_t more = people->tie_capacity + people->tie_capacity / 2 + 256;
        cadre_tie_node_t *grown =
            cadre_resize(people->ties, (size_t)people->tie_capacity, (size_t)more, sizeof *grown);
        if (grown == NULL) {
            world->error = CADRE_ERROR_MEMORY;
            return CADRE_NONE;
        }
        people->ties = grown;
        for (int32_t h = more - 1; h >= people->tie_capacity; h--) {
            grown[h].slot = CADRE_NONE;
            grown[h].next = people->free_handle;
            people->free_handle = h;
        }
        people->tie_capacity = more;
    }
    const int32_t handle = people->free_handle;
    cadre_tie_node_t *node = &people->ties[handle];
    people->free_handle = node->next;
    const int32_t generation = node->generation + 1;
    *node =
        (cadre_tie_node_t){CADRE_NONE, generation, CADRE_NONE, CADRE_NONE, CADRE_NONE, CADRE_NONE};
    return handle;
}

static void give_handle(cadre_people_t *people, int32_t handle)
{
    people->ties[handle].slot = CADRE_NONE;
    people->ties[handle].next = people->free_handle;
    people->free_handle = handle;
}

/* ---------------------------------------------------------------- rows */

/* A slot at the end of the segment, contents undefined. */
static int32_t extend(cadre_world_t *world, cadre_branch_t *branch)
{
    if (branch->people.count == branch->people.capacity &&
        grow_segment(world, &branch->people) != CADRE_OK)
        return CADRE_NONE;
    return branch->people.start + branch->people.count++;
}

static int32_t index_of(const cadre_world_t *world, const cadre_branch_t *branch)
{
    return (int32_t)(branch - world->branches);
}

int32_t cadre_people_append(cadre_world_t *world, cadre_branch_t *branch)
{
    const int32_t handle = take_handle(world);
    if (handle == CADRE_NONE)
        return CADRE_NONE;
    const int32_t slot = extend(world, branch);
    if (slot == CADRE_NONE) {
        give_handle(&world->people, handle);
        return CADRE_NONE;
    }
    cadre_people_t *people = &world->people;
#define C(type, name, meaning) people->name[slot] = 0;
#include "model/columns.def"
#undef C
    people->handle[slot] = handle;
    people->branch[slot] = index_of(world, branch);
    people->ties[handle].slot = slot;
    return slot;
}

/* The last of the segment takes the place of `slot`. */
static void close_hole(cadre_people_t *people, cadre_segment_t *segment, int32_t slot)
{
    const int32_t last = segment->start + --segment->count;
    if (slot == last)
        return;
    copy_row(people, slot, last);
    people->ties[people->handle[slot]].slot = slot;
}

int32_t cadre_people_move(cadre_world_t *world, cadre_branch_t *from, int32_t slot,
                          cadre_branch_t *to)
{
    cadre_people_t *people = &world->people;
    const int32_t handle = people->handle[slot];
    const int32_t target = extend(world, to);
    if (target == CADRE_NONE)
        return CADRE_NONE;
    const int32_t source = people->ties[handle].slot; /* extend may have moved it */
    copy_rows(people, target, people, source, 1);
    close_hole(people, &from->people, source);
    people->ties[handle].slot = target;
    people->branch[target] = index_of(world, to);
    return target;
}

void cadre_people_remove(cadre_world_t *world, cadre_branch_t *branch, int32_t slot)
{
    give_handle(&world->people, world->people.handle[slot]);
    close_hole(&world->people, &branch->people, slot);
}

/* ---------------------------------------------------------------- ties */

void cadre_people_tie(cadre_world_t *world, int32_t recruiter, int32_t recruit)
{
    cadre_people_t *people = &world->people;
    const int32_t parent = people->handle[recruiter];
    const int32_t child = people->handle[recruit];
    cadre_tie_node_t *ties = people->ties;
    ties[child].recruiter = parent;
    ties[child].previous = CADRE_NONE;
    ties[child].next = ties[parent].first_recruit;
    if (ties[child].next != CADRE_NONE)
        ties[ties[child].next].previous = child;
    ties[parent].first_recruit = child;
    people->ties_of[recruiter]++;
    people->ties_of[recruit]++;
}

/* `handle` has lost one of its ties this week. */
static void lose_tie(cadre_world_t *world, int32_t handle, bool remembered)
{
    cadre_people_t *people = &world->people;
    const int32_t slot = people->ties[handle].slot;
    cadre_tie_bucket_t *bucket = &people->losses[world->now % CADRE_TIE_WEEKS];
    if (bucket->count == bucket->capacity) {
        const int32_t more = bucket->capacity + bucket->capacity / 2 + 64;
        cadre_tie_loss_t *grown =
            cadre_resize(bucket->entries, (size_t)bucket->capacity, (size_t)more, sizeof *grown);
        if (grown == NULL) {
            world->error = CADRE_ERROR_MEMORY;
            return;
        }
        bucket->entries = grown;
        bucket->capacity = more;
    }
    const int32_t share = remembered ? CADRE_FIXED_ONE / people->ties_of[slot] : 0;
    bucket->entries[bucket->count++] =
        (cadre_tie_loss_t){handle, people->ties[handle].generation, share};
    people->tie_loss[slot] += share;
}

/* Takes a recruit out of the recruiter's list. */
static void unlink_recruit(cadre_tie_node_t *ties, int32_t recruit)
{
    cadre_tie_node_t *node = &ties[recruit];
    if (node->previous != CADRE_NONE)
        ties[node->previous].next = node->next;
    else
        ties[node->recruiter].first_recruit = node->next;
    if (node->next != CADRE_NONE)
        ties[node->next].previous = node->previous;
    node->recruiter = node->next = node->previous = CADRE_NONE;
}

void cadre_people_cut_ties(cadre_world_t *world, int32_t slot, bool remembered)
{
    cadre_tie_node_t *ties = world->people.ties;
    const int32_t self = world->people.handle[slot];
    cadre_tie_node_t *node = &ties[self];
    if (node->recruiter != CADRE_NONE) {
        lose_tie(world, node->recruiter, remembered);
        unlink_recruit(ties, self);
    }
    for (int32_t child = node->first_recruit; child != CADRE_NONE;) {
        const int32_t next = ties[child].next;
        ties[child].recruiter = ties[child].next = ties[child].previous = CADRE_NONE;
        lose_tie(world, child, remembered);
        child = next;
    }
    node->first_recruit = CADRE_NONE;
}

static bool goes(const cadre_people_t *people, int32_t handle)
{
    return people->flags[people->ties[handle].slot] & CADRE_FLAG_MARKED;
}

void cadre_people_part(cadre_world_t *world, int32_t slot, bool remembered)
{
    cadre_people_t *people = &world->people;
    cadre_tie_node_t *ties = people->ties;
    const int32_t self = people->handle[slot];
    const int32_t recruiter = ties[self].recruiter;
    if (recruiter != CADRE_NONE && !goes(people, recruiter)) {
        lose_tie(world, recruiter, remembered);
        lose_tie(world, self, false);
        unlink_recruit(ties, self);
    }
    for (int32_t child = ties[self].first_recruit; child != CADRE_NONE;) {
        const int32_t next = ties[child].next;
        if (!goes(people, child)) {
            lose_tie(world, child, remembered);
            lose_tie(world, self, false);
            unlink_recruit(ties, child);
        }
        child = next;
    }
}

/* The slot of whoever lost that tie, if still here. */
static int32_t loser(const cadre_people_t *people, const cadre_tie_loss_t *loss)
{
    const cadre_tie_node_t *node = &people->ties[loss->handle];
    return node->generation == loss->generation ? node->slot : CADRE_NONE;
}

void cadre_people_forget_losses(cadre_world_t *world)
{
    cadre_people_t *people = &world->people;
    cadre_tie_bucket_t *old = &people->losses[world->now % CADRE_TIE_WEEKS];
    for (int32_t i = 0; i < old->count; i++) {
        const int32_t slot = loser(people, &old->entries[i]);
        if (slot != CADRE_NONE)
            people->tie_loss[slot] -= old->entries[i].share;
    }
    old->count = 0;
}

void cadre_people_settle_ties(cadre_world_t *world)
{
    cadre_people_t *people = &world->people;
    const cadre_tie_bucket_t *fresh = &people->losses[world->now % CADRE_TIE_WEEKS];
    for (int32_t i = 0; i < fresh->count; i++) {
        const int32_t slot = loser(people, &fresh->entries[i]);
        if (slot != CADRE_NONE)
            people->ties_of[slot]--;
    }
}

/* ---------------------------------------------------------------- all of it */

void cadre_people_clear(cadre_people_t *people)
{
    people->used = 0;
    people->free_handle = CADRE_NONE;
    for (int32_t h = people->tie_capacity - 1; h >= 0; h--) {
        people->ties[h] = (cadre_tie_node_t){.slot = CADRE_NONE, .next = people->free_handle};
        people->free_handle = h;
    }
    for (int w = 0; w < CADRE_TIE_WEEKS; w++)
        people->losses[w].count = 0;
}

void cadre_people_free(cadre_people_t *people)
{
    free_columns(people);
    cadre_free(people->ties);
    for (int w = 0; w < CADRE_TIE_WEEKS; w++)
        cadre_free(people->losses[w].entries);
}
