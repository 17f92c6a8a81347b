#include "model/selection.h"

#include "model/members.h"
#include "model/people.h"

typedef struct {
    uint32_t word;
    uint64_t id; /* decides between equal words */
    cadre_person_t person;
} entry_t;

typedef struct {
    entry_t best[CADRE_SELECTION_MAX];
    int32_t count, wanted;
} list_t;

static bool before(const entry_t *a, const entry_t *b)
{
    return a->word != b->word ? a->word < b->word : a->id < b->id;
}

/* Keeps the first `wanted` in order. */
static void offer(list_t *self, entry_t entry)
{
    if (self->count == self->wanted && !before(&entry, &self->best[self->count - 1]))
        return;
    int32_t at = self->count < self->wanted ? self->count++ : self->count - 1;
    for (; at > 0 && before(&entry, &self->best[at - 1]); at--)
        self->best[at] = self->best[at - 1];
    self->best[at] = entry;
}

static void look_through(const cadre_world_t *world, const cadre_branch_t *branch, cadre_lot_t lot,
                         cadre_candidate_t is_candidate, const void *argument, list_t *list)
{
    const int32_t end = branch->people.start + branch->people.count;
    for (int32_t slot = branch->people.start; slot < end; slot++) {
        if (!is_candidate(world, slot, argument))
            continue;
        const uint64_t id = world->people.id[slot];
        const cadre_words_t words =
            cadre_draw(world->luck, id, (uint32_t)world->now, lot.purpose, lot.block);
        offer(list, (entry_t){words.word[lot.word], id, cadre_person_at(world, slot)});
    }
}

/* ---------------------------------------------------------------- drawn by number */

enum {
    WORDS = 4,
    DRAWS_AT_ONCE = 64,
    AHEAD = 8,        /* branches that are fetched before they are needed */
    MOST_BLOCKS = 256 /* of the counter's eight bits; then everybody is looked at */
};

/* The people of an organization, or, that being NULL, of one branch; numbered in order of branches
 * and places in them, which only their own history decides. */
typedef struct {
    cadre_world_t *world;
    const cadre_organization_t *organization;
    const cadre_branch_t *branch;
    int32_t size;
} group_t;

typedef struct {
    int32_t number, slot;
} numbered_t;

static int32_t branches_of(const group_t *self)
{
    return self->organization != NULL ? self->organization->branch_count + 1 : 1;
}

static const cadre_branch_t *branch_of(const group_t *self, int32_t k)
{
    return self->organization != NULL ? cadre_branch_number(self->world, self->organization, k - 1)
                                      : self->branch;
}

/* A number 0 .. n - 1, each equally likely; CADRE_NONE for the few words that are one too many for
 * some of them (Lemire 2019, Fast random integer generation in an interval). */
static int32_t number_of(uint32_t word, uint32_t n)
{
    const uint64_t product = (uint64_t)word * n;
    const bool too_many = (uint32_t)product < (UINT32_MAX - n + 1) % n;
    return too_many ? CADRE_NONE : (int32_t)(product >> 32);
}

/* The numbers of some blocks from `block` on, in order; returns how many. */
static int draw_numbers(const group_t *group, const cadre_lot_t *lot, unsigned block,
                        numbered_t *drawn)
{
    int n = 0;
    for (unsigned b = block; b < block + DRAWS_AT_ONCE / WORDS; b++) {
        const cadre_words_t words =
            cadre_draw(group->world->luck, lot->id, (uint32_t)group->world->now, lot->by_number, b);
        for (int w = 0; w < WORDS; w++) {
            drawn[n].number = number_of(words.word[w], (uint32_t)group->size);
            n += drawn[n].number != CADRE_NONE;
        }
    }
    return n;
}

/* Finds the slots of all numbers in one walk over the branches. */
static void find_slots(const group_t *group, numbered_t *drawn, int n)
{
    int order[DRAWS_AT_ONCE];
    for (int i = 0; i < n; i++) {
        int at = i;
        for (; at > 0 && drawn[order[at - 1]].number > drawn[i].number; at--)
            order[at] = order[at - 1];
        order[at] = i;
    }
    int32_t before = 0;
    int i = 0;
    for (int32_t k = 0; k < branches_of(group) && i < n; k++) {
        const cadre_segment_t *people = &branch_of(group, k)->people;
        if (k + AHEAD < branches_of(group))
            __builtin_prefetch(&branch_of(group, k + AHEAD)->people);
        for (; i < n && drawn[order[i]].number < before + people->count; i++)
            drawn[order[i]].slot = people->start + drawn[order[i]].number - before;
        before += people->count;
    }
}

static bool is_chosen(const cadre_world_t *world, int32_t slot, const cadre_person_t *chosen,
                      int32_t count)
{
    for (int32_t k = 0; k < count; k++)
        if (chosen[k].handle == world->people.handle[slot])
            return true;
    return false;
}

static int32_t choose_by_number(const group_t *group, const cadre_lot_t *lot,
                                cadre_candidate_t is_candidate, const void *argument,
                                int32_t wanted, cadre_person_t *chosen)
{
    numbered_t drawn[DRAWS_AT_ONCE];
    int32_t count = 0;
    for (unsigned block = 0; block < MOST_BLOCKS && count < wanted;
         block += DRAWS_AT_ONCE / WORDS) {
        const int n = draw_numbers(group, lot, block, drawn);
        find_slots(group, drawn, n);
        for (int i = 0; i < n && count < wanted; i++) {
            const int32_t slot = drawn[i].slot;
            if (is_candidate(group->world, slot, argument) &&
                !is_chosen(group->world, slot, chosen, count))
                chosen[count++] = cadre_person_at(group->world, slot);
        }
    }
    return count;
}

/* ---------------------------------------------------------------- either */

/* Who is a candidate and not chosen yet. */
typedef struct {
    cadre_candidate_t is_candidate;
    const void *argument;
    const cadre_person_t *chosen;
    int32_t count;
} others_t;

static bool is_other(const cadre_world_t *world, int32_t slot, const void *argument)
{
    const others_t *self = argument;
    return self->is_candidate(world, slot, self->argument) &&
           !is_chosen(world, slot, self->chosen, self->count);
}

/* Whom numbers have not brought, because candidates are rare, words bring: given those who are
 * chosen already, all others are equally likely either way. */
static int32_t choose(const group_t *group, cadre_lot_t lot, cadre_candidate_t is_candidate,
                      const void *argument, int32_t wanted, cadre_person_t *chosen)
{
    const int32_t most = wanted < CADRE_SELECTION_MAX ? wanted : CADRE_SELECTION_MAX;
    int32_t count = 0;
    if (lot.by_number != 0 && group->size > CADRE_LOOK_THROUGH)
        count = choose_by_number(group, &lot, is_candidate, argument, most, chosen);
    if (count >= most)
        return count;
    const others_t others = {is_candidate, argument, chosen, count};
    list_t list = {.wanted = most - count};
    for (int32_t k = 0; k < branches_of(group); k++)
        look_through(group->world, branch_of(group, k), lot, is_other, &others, &list);
    for (int32_t k = 0; k < list.count; k++)
        chosen[count + k] = list.best[k].person;
    return count + list.count;
}

int32_t cadre_select(cadre_world_t *world, const cadre_organization_t *organization,
                     cadre_lot_t lot, cadre_candidate_t is_candidate, const void *argument,
                     int32_t wanted, cadre_person_t *chosen)
{
    const group_t group = {world, organization, NULL, organization->members};
    return choose(&group, lot, is_candidate, argument, wanted, chosen);
}

int32_t cadre_select_in(cadre_world_t *world, const cadre_branch_t *branch, cadre_lot_t lot,
                        cadre_candidate_t is_candidate, const void *argument, int32_t wanted,
                        cadre_person_t *chosen)
{
    const group_t group = {world, NULL, branch, branch->people.count};
    return choose(&group, lot, is_candidate, argument, wanted, chosen);
}
