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

static list_t begin(int32_t wanted)
{
    return (list_t){.wanted = wanted < CADRE_SELECTION_MAX ? wanted : CADRE_SELECTION_MAX};
}

static int32_t take(const list_t *list, cadre_person_t *chosen)
{
    for (int32_t k = 0; k < list->count; k++)
        chosen[k] = list->best[k].person;
    return list->count;
}

int32_t cadre_select(cadre_world_t *world, const cadre_organization_t *organization,
                     cadre_lot_t lot, cadre_candidate_t is_candidate, const void *argument,
                     int32_t wanted, cadre_person_t *chosen)
{
    list_t list = begin(wanted);
    for (int32_t k = -1; list.wanted > 0 && k < organization->branch_count; k++)
        look_through(world, cadre_branch_number(world, organization, k), lot, is_candidate,
                     argument, &list);
    return take(&list, chosen);
}

int32_t cadre_select_in(cadre_world_t *world, const cadre_branch_t *branch, cadre_lot_t lot,
                        cadre_candidate_t is_candidate, const void *argument, int32_t wanted,
                        cadre_person_t *chosen)
{
    list_t list = begin(wanted);
    if (list.wanted > 0)
        look_through(world, branch, lot, is_candidate, argument, &list);
    return take(&list, chosen);
}
