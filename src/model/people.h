/* The arena of people: segments of branches, handles that survive moves, ties and their losses.
 * Knows nothing of what the columns mean. */
#ifndef CADRE_PEOPLE_H
#define CADRE_PEOPLE_H

#include "model/state.h"

/* Room for so many more people in so many new segments, all at once. Returns 0 or world->error, as
 * does the next. */
int cadre_people_expect(cadre_world_t *world, int32_t people, int32_t segments);
/* Room for `count` people in a branch, if it has less: they can be appended without moving. Slots
 * of other people may change. */
int cadre_people_reserve(cadre_world_t *world, cadre_branch_t *branch, int32_t count);
/* Brings into the caches what taking a person out will touch, each part after the one by which it
 * is found: to be called for the same person with CADRE_FORESEE_ROW, … HANDLE, … TIED, … ROWS, some
 * persons apart. Changes nothing. */
typedef enum {
    CADRE_FORESEE_ROW,
    CADRE_FORESEE_HANDLE, /* of the person, or of whoever will take the place */
    CADRE_FORESEE_TIED,   /* handles of those the person is tied to */
    CADRE_FORESEE_ROWS    /* of these */
} cadre_foresight_t;
void cadre_people_foresee(const cadre_world_t *world, int32_t slot, cadre_foresight_t what);
/* Room for one more at the end of a branch's segment; returns its slot with all columns zero but
 * `handle`, or CADRE_NONE (and world->error) when out of memory. Slots of other people may change:
 * go back to them through their handle. */
int32_t cadre_people_append(cadre_world_t *world, cadre_branch_t *branch);
/* Moves the row at `slot` of `from` to the end of `to`, with its ties; returns the new slot, or
 * CADRE_NONE. The last of `from` takes the hole. */
int32_t cadre_people_move(cadre_world_t *world, cadre_branch_t *from, int32_t slot,
                          cadre_branch_t *to);
/* Takes the row out for good; the last of the branch takes the hole. Ties must be cut before. */
void cadre_people_remove(cadre_world_t *world, cadre_branch_t *branch, int32_t slot);
/* Ties `recruit` to `recruiter`, both slots. */
void cadre_people_tie(cadre_world_t *world, int32_t recruiter, int32_t recruit);
/* Cuts all ties of `slot`; those left behind remember a lost share of their ties for 13 weeks,
 * if `remembered`.
 * Their number of ties goes down when cadre_people_settle_ties is called, so that several losses
 * of one week are shares of the same number. */
void cadre_people_cut_ties(cadre_world_t *world, int32_t slot, bool remembered);
/* Cuts the ties of `slot`, who goes over to another organization, to all who are not marked: they
 * go different ways. Those left behind remember, if `remembered`. */
void cadre_people_part(cadre_world_t *world, int32_t slot, bool remembered);
/* As a week begins, before any departure: forgets losses that are 14 weeks old. */
void cadre_people_forget_losses(cadre_world_t *world);
/* Once a week after all departures: counts the ties lost this week down. */
void cadre_people_settle_ties(cadre_world_t *world);

/* Who is at `slot`; where that person is now, CADRE_NONE if nowhere. */
static inline cadre_person_t cadre_person_at(const cadre_world_t *world, int32_t slot)
{
    const int32_t handle = world->people.handle[slot];
    return (cadre_person_t){handle, world->people.ties[handle].generation};
}
static inline int32_t cadre_person_slot(const cadre_world_t *world, cadre_person_t person)
{
    const cadre_tie_node_t *node = &world->people.ties[person.handle];
    return node->generation == person.generation ? node->slot : CADRE_NONE;
}

void cadre_people_clear(cadre_people_t *people); /* nobody; keeps the memory */
void cadre_people_free(cadre_people_t *people);

#endif
