/* Choosing a few people of an organization by lot: each candidate has a keyed word, and those with
 * the smallest are chosen. So who is chosen does not depend on where people stand in memory, and
 * one candidate more or less moves no other's word. */
#ifndef CADRE_SELECTION_H
#define CADRE_SELECTION_H

#include "model/state.h"

/* Whether the person at `slot` may be chosen. */
typedef bool (*cadre_candidate_t)(const cadre_world_t *world, int32_t slot, const void *argument);

/* The word of a person that decides. */
typedef struct {
    unsigned purpose, block;
    int word;
} cadre_lot_t;

enum { CADRE_SELECTION_MAX = 32 };

/* Chooses up to `wanted` <= CADRE_SELECTION_MAX of the organization's people into chosen[], in
 * order of their words; returns how many there were. */
int32_t cadre_select(cadre_world_t *world, const cadre_organization_t *organization,
                     cadre_lot_t lot, cadre_candidate_t is_candidate, const void *argument,
                     int32_t wanted, cadre_person_t *chosen);

/* The same of one branch's people. */
int32_t cadre_select_in(cadre_world_t *world, const cadre_branch_t *branch, cadre_lot_t lot,
                        cadre_candidate_t is_candidate, const void *argument, int32_t wanted,
                        cadre_person_t *chosen);

#endif
