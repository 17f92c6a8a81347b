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

static void copy_rows(cadre_people_t *people, int32_t to, int32_t from, int32_t count)
{
    const size_t n = (size_t)count;
#define C(type, name, meaning) memcpy(people->name + to, people->name + from, n * sizeof(type));
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

/* A larger place for a column of which `touched` rows have been written; the old one, and *ok
 * false, when out of memory. */
static void *enlarge_column(void *old, size_t size, int32_t touched, int32_t slots, bool *ok)
{
    void *column = *ok ? cadre_alloc_untouched((size_t)slots, size) : NULL;
    if (column == NULL) {
        *ok = false;
        return old;
    }
    if (touched > 0)
        memcpy(column, old, (size_t)touched * size);
    cadre_free(old);
    return column;
}

/* Makes all columns larger, one after the other, so that only one is there twice. If memory ends
 * half way, some are larger than they need to be. */
static int enlarge(cadre_world_t *world, int64_t slots)
{
    cadre_people_t *people = &world->people;
    bool ok = slots <= INT32_MAX;
#define C(type, name, meaning)                                                                     \
    people->name = enlarge_column(people->name, sizeof(type), people->touched, (int32_t)slots, &ok);
#include "model/columns.def"
#undef C
    if (!ok)
        return world->error = CADRE_ERROR_MEMORY;
    people->allocated = (int32_t)slots;
    return CADRE_OK;
}

/* Slots up to `end` are about to be used: the lanes of a vector look at rows that nobody has
 * written yet. */
static void touch(cadre_people_t *people, int32_t end)
{
    if (end <= people->touched)
        return;
    const size_t fresh = (size_t)(end - people->touched);
#define C(type, name, meaning) memset(people->name + people->touched, 0, fresh * sizeof(type));
#include "model/columns.def"
#undef C
    people->touched = end;
}

/* ---------------------------------------------------------------- laying out anew */

/* A segment on its way. */
typedef struct {
    int32_t branch, from, to, count;
} shift_t;

/* Slots that may be left behind before all is laid out anew: many of few, a sixteenth of many. */
static int64_t headroom(int64_t slots)
{
    const int64_t of_few = slots / 2 < 8192 ? slots / 2 : 8192;
    return slots / 16 + of_few + INT64_C(16) * CADRE_LANES;
}

static int32_t room_for(int32_t count)
{
    return round_up((int64_t)count + count / 32 + 8);
}

/* Whether a segment with people begins at `slot`. What is left behind by others may look like one,
 * but then the branch stands elsewhere. */
static bool begins_at(const cadre_world_t *world, int32_t slot)
{
    const int32_t branch = world->people.branch[slot];
    return branch >= 0 && branch < world->branch_count &&
           world->branches[branch].people.start == slot && world->branches[branch].people.count > 0;
}

/* Gives every segment with people its new place, in the order in which they stand, `growing` with
 * room for `capacity`. Returns how many they are; *end: where they end. */
static int32_t plan(cadre_world_t *world, const cadre_segment_t *growing, int32_t capacity,
                    shift_t *shifts, int64_t *end)
{
    int32_t n = 0;
    *end = 0;
    for (int32_t slot = 0; slot < world->people.used;) {
        if (!begins_at(world, slot)) {
            slot += CADRE_LANES;
            continue;
        }
        const int32_t branch = world->people.branch[slot];
        const cadre_segment_t *segment = &world->branches[branch].people;
        shifts[n++] = (shift_t){branch, slot, (int32_t)*end, segment->count};
        *end += segment == growing ? capacity : room_for(segment->count);
        slot += segment->capacity;
    }
    return n;
}

static void shift_one(char *column, size_t size, const shift_t *shift)
{
    memmove(column + size * (size_t)shift->to, column + size * (size_t)shift->from,
            size * (size_t)shift->count);
}

/* In place: both from and to rise, so those that go down or stay are moved from the first on, and
 * each row of neighbours that go up from its last back. */
static void shift_column(void *column, size_t size, const shift_t *shifts, int32_t n)
{
    for (int32_t first = 0; first < n;) {
        int32_t end = first;
        while (end < n && shifts[end].to > shifts[end].from)
            end++;
        for (int32_t k = end - 1; k >= first; k--)
            shift_one(column, size, &shifts[k]);
        if (end < n)
            shift_one(column, size, &shifts[end]);
        first = end + 1;
    }
}

static void shift_all(cadre_world_t *world, const shift_t *shifts, int32_t n, int32_t end)
{
    cadre_people_t *people = &world->people;
    touch(people, end);
#define C(type, name, meaning) shift_column(people->name, sizeof(type), shifts, n);
#include "model/columns.def"
#undef C
    for (int32_t b = 0; b < world->branch_count; b++)
        if (world->branches[b].people.count == 0)
            world->branches[b].people = (cadre_segment_t){0, 0, 0};
    for (int32_t k = 0; k < n; k++) {
        cadre_segment_t *segment = &world->branches[shifts[k].branch].people;
        segment->start = shifts[k].to;
        segment->capacity = (k + 1 < n ? shifts[k + 1].to : end) - shifts[k].to;
        if (shifts[k].to != shifts[k].from)
            point_handles(people, *segment);
    }
    people->used = end;
}

/* Lays all segments out anew, without what they have left behind, and `growing` with room for
 * `capacity`. */
static int lay_out(cadre_world_t *world, cadre_segment_t *growing, int32_t capacity)
{
    cadre_people_t *people = &world->people;
    shift_t *shifts = cadre_alloc((size_t)world->branch_count, sizeof *shifts);
    if (shifts == NULL)
        return world->error = CADRE_ERROR_MEMORY;
    int64_t end;
    const int32_t n = plan(world, growing, capacity, shifts, &end);
    const int64_t all = growing->count > 0 ? end : end + capacity;
    const int64_t wanted = all + headroom(all);
    if (wanted <= people->allocated || enlarge(world, wanted + wanted / 4) == CADRE_OK) {
        shift_all(world, shifts, n, (int32_t)end);
        people->capacity = (int32_t)wanted;
    }
    cadre_free(shifts);
    return world->error;
}

/* A larger place for a segment. */
static int grow_segment(cadre_world_t *world, cadre_segment_t *segment, int32_t capacity)
{
    cadre_people_t *people = &world->people;
    if ((int64_t)people->used + capacity > people->capacity) {
        if (lay_out(world, segment, capacity) != CADRE_OK)
            return world->error;
        if (segment->count > 0)
            return CADRE_OK;
    }
    touch(people, people->used + capacity);
    copy_rows(people, people->used, segment->start, segment->count);
    segment->start = people->used;
    segment->capacity = capacity;
    people->used += capacity;
    point_handles(people, *segment);
    return CADRE_OK;
}

int cadre_people_expect(cadre_world_t *world, int32_t people, int32_t segments)
{
    cadre_people_t *self = &world->people;
    const int64_t more = (int64_t)people + people / 32 + (int64_t)segments * (8 + CADRE_LANES);
    const int64_t wanted = self->used + more + headroom(more);
    if (wanted > self->allocated && enlarge(world, wanted + wanted / 4) != CADRE_OK)
        return world->error;
    if (wanted > self->capacity)
        self->capacity = (int32_t)wanted;
    return CADRE_OK;
}

int cadre_people_reserve(cadre_world_t *world, cadre_branch_t *branch, int32_t count)
{
    if (branch->people.capacity >= count)
        return CADRE_OK;
    return grow_segment(world, &branch->people, room_for(count));
}

/* ---------------------------------------------------------------- handles */

static bool reserve_handle(cadre_world_t *world)
{
    cadre_people_t *people = &world->people;
    if (people->handles < people->tie_capacity)
        return true;
    bool ok = people->tie_capacity <= INT32_MAX / 2 - 256;
    const int32_t more = ok ? 2 * people->tie_capacity + 256 : 0;
    people->ties = enlarge_column(people->ties, sizeof *people->ties, people->handles, more, &ok);
    if (ok)
        people->tie_capacity = more;
    else
        world->error = CADRE_ERROR_MEMORY;
    return ok;
}

/* One given back, or else the next that nobody has had. */
static int32_t take_handle(cadre_world_t *world)
{
    cadre_people_t *people = &world->people;
    int32_t handle = people->free_handle;
    int32_t generation = 1;
    if (handle != CADRE_NONE) {
        people->free_handle = people->ties[handle].next;
        generation = people->ties[handle].generation + 1;
    } else if (reserve_handle(world)) {
        handle = people->handles++;
    } else {
        return CADRE_NONE;
    }
    people->ties[handle] =
        (cadre_tie_node_t){CADRE_NONE, generation, CADRE_NONE, CADRE_NONE, CADRE_NONE};
    return handle;
}

static void give_handle(cadre_people_t *people, int32_t handle)
{
    people->ties[handle].slot = CADRE_NONE;
    people->ties[handle].next = people->free_handle;
    people->free_handle = handle;
}

/* ---------------------------------------------------------------- foresight */

static void foresee_row(const cadre_people_t *people, int32_t slot)
{
#define C(type, name, meaning) __builtin_prefetch(people->name + slot, 1);
#include "model/columns.def"
#undef C
}

/* What is remembered of lost ties; `handle` may be CADRE_NONE. */
static void foresee_losses(const cadre_people_t *people, int32_t handle)
{
    if (handle == CADRE_NONE)
        return;
    const int32_t slot = people->ties[handle].slot;
    __builtin_prefetch(people->tie_loss + slot, 1);
    __builtin_prefetch(people->ties_of + slot, 0);
}

void cadre_people_foresee(const cadre_world_t *world, int32_t slot, cadre_foresight_t what)
{
    const cadre_people_t *people = &world->people;
    if (what == CADRE_FORESEE_ROW) {
        foresee_row(people, slot);
        return;
    }
    const cadre_tie_node_t *node = &people->ties[people->handle[slot]];
    if (what == CADRE_FORESEE_HANDLE) {
        __builtin_prefetch(node, 1);
    } else if (what == CADRE_FORESEE_TIED) {
        __builtin_prefetch(&people->ties[node->recruiter < 0 ? 0 : node->recruiter], 1);
        __builtin_prefetch(&people->ties[node->first_recruit < 0 ? 0 : node->first_recruit], 1);
    } else {
        foresee_losses(people, node->recruiter);
        foresee_losses(people, node->first_recruit);
    }
}

/* ---------------------------------------------------------------- rows */

/* A slot at the end of the segment, contents undefined. */
static int32_t extend(cadre_world_t *world, cadre_branch_t *branch)
{
    const int32_t full = branch->people.capacity;
    if (branch->people.count == full &&
        grow_segment(world, &branch->people, round_up((int64_t)full + full / 4 + 1)) != CADRE_OK)
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
    copy_row(people, target, source);
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
    ties[child].next = ties[parent].first_recruit;
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

/* Takes a recruit out of the recruiter's list, which is short: few ever recruit ten. */
static void unlink_recruit(cadre_tie_node_t *ties, int32_t recruit)
{
    cadre_tie_node_t *node = &ties[recruit];
    int32_t *link = &ties[node->recruiter].first_recruit;
    while (*link != recruit)
        link = &ties[*link].next;
    *link = node->next;
    node->recruiter = node->next = CADRE_NONE;
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
        ties[child].recruiter = ties[child].next = CADRE_NONE;
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
    people->used = people->capacity = 0;
    people->handles = 0;
    people->free_handle = CADRE_NONE;
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
