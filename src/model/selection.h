/* Choosing a few people of an organization by lot: each candidate has a keyed word, and those with
 * the smallest are chosen. So who is chosen does not depend on where people stand in memory, and
 * one candidate more or less moves no other's word.
 *
 * That asks everybody. A selection that is made as often as there are people would cost the square
 * of their number, so of a large group it may draw numbers of people instead and pass over those
 * who are no candidates or chosen already: the same distribution, without replacement, at a cost
 * that depends on the share of candidates alone. */
#ifndef CADRE_SELECTION_H
#define CADRE_SELECTION_H

#include "model/state.h"

/* Whether the person at `slot` may be chosen. */
typedef bool (*cadre_candidate_t)(const cadre_world_t *world, int32_t slot, const void *argument);

/* The word of a person that decides, and the purpose and entity by which numbers of people are
 * drawn in groups of more than CADRE_LOOK_THROUGH; by_number 0: such groups are looked through,
 * too. */
typedef struct {
    unsigned purpose, block;
    int word;
    unsigned by_number;
    uint64_t id;
} cadre_lot_t;

enum { CADRE_SELECTION_MAX = 32, CADRE_LOOK_THROUGH = 4096 };

/* Chooses up to `wanted` <= CADRE_SELECTION_MAX of the organization's people into chosen[], in
 * order of their words or draws; returns how many there were. */
int32_t cadre_select(cadre_world_t *world, const cadre_organization_t *organization,
                     cadre_lot_t lot, cadre_candidate_t is_candidate, const void *argument,
                     int32_t wanted, cadre_person_t *chosen);

/* The same of one branch's people. */
int32_t cadre_select_in(cadre_world_t *world, const cadre_branch_t *branch, cadre_lot_t lot,
                        cadre_candidate_t is_candidate, const void *argument, int32_t wanted,
                        cadre_person_t *chosen);

#endif
