/* Members, branches and organizations: the few ways in which people come, move, change sides and
 * go, and in which branches and organizations open and close. All counts and sums of the state are
 * kept here and nowhere else. */
#ifndef CADRE_MEMBERS_H
#define CADRE_MEMBERS_H

#include "model/state.h"

/* Adds `n` to a FLOW measure of an organization. */
static inline void cadre_count(cadre_organization_t *organization, cadre_measure_t measure,
                               double n)
{
    organization->total[measure] += n;
}

/* Reports a happening; `label` or `number` (CADRE_NONE: none), value NaN: none. */
void cadre_report(cadre_world_t *world, const cadre_organization_t *organization,
                  cadre_event_type_t type, const char *label, int64_t number, double value);

/* Reports that `born` came out of an organization. */
void cadre_report_birth(cadre_world_t *world, const cadre_organization_t *organization,
                        cadre_event_type_t type, const cadre_organization_t *born, double value);

/* Adds a person, `sign` times, to the sums of a branch. */
void cadre_sums_add(cadre_sums_t *self, const cadre_people_t *people, int32_t slot, int sign);

/* ---------------------------------------------------------------- people */

/* A new member at the end of a branch (or of those at large, then living at `site`). Returns the
 * slot, or CADRE_NONE when out of memory. */
int32_t cadre_member_join(cadre_world_t *world, cadre_branch_t *branch, uint64_t id, int32_t site,
                          cadre_stage_t stage, float commitment);
/* A recruit: joins as the organization's recruits do and is counted, in all and in the flow `from`.
 */
int32_t cadre_member_enrol(cadre_world_t *world, cadre_branch_t *branch, uint64_t id, int32_t site,
                           cadre_measure_t from);
/* The same in two parts, for many recruits at once. The first gives one a place in the branch, with
 * an empty row, and counts it everywhere but in the sums of the branch; returns the slot, or
 * CADRE_NONE when out of memory. */
int32_t cadre_member_admit(cadre_world_t *world, cadre_branch_t *branch, int32_t site,
                           cadre_measure_t from);
/* The second makes the row and adds it to the sums of the branch. Touches nothing else, so that
 * those of different branches may be welcomed at the same time. */
void cadre_member_welcome(cadre_world_t *world, cadre_branch_t *branch, int32_t slot, uint64_t id,
                          int32_t site);
/* Becomes a member of another branch of the same organization. */
void cadre_member_move(cadre_world_t *world, cadre_branch_t *from, int32_t slot, cadre_branch_t *to,
                       int32_t site);
/* Leaves the organization, by chance (DESTINATION, LOCAL) for a rival, for a local group, or home.
 * Who joins another simulated organization takes the whole state along. */
void cadre_member_leave(cadre_world_t *world, cadre_branch_t *branch, int32_t slot);
/* The same for a reason of one's own, which is no example to others: their ties are cut, but do not
 * count as lost in contagion. */
void cadre_member_depart(cadre_world_t *world, cadre_branch_t *branch, int32_t slot);
/* Goes over to a branch of another organization with the whole state, as part of a split, a merger
 * or a founding. Ties must be parted before. */
void cadre_member_transfer(cadre_world_t *world, cadre_branch_t *from, int32_t slot,
                           cadre_branch_t *to);
/* Sets or clears one of cadre_flag_t; touches nothing beyond the branch unless that is staff. */
void cadre_member_flag(cadre_world_t *world, int32_t slot, cadre_flag_t flag, bool on);

/* Puts a person's grievance at a level. */
void cadre_member_grieve(cadre_world_t *world, int32_t slot, float grievance);
/* Seats a member in the leading committee, from this week on; nothing if it is full or the person
 * has a seat. */
void cadre_leader_seat(cadre_world_t *world, cadre_organization_t *organization,
                       cadre_person_t person);

/* ---------------------------------------------------------------- branches */

/* The branch of an organization at a site, or NULL. */
cadre_branch_t *cadre_branch_at(cadre_world_t *world, const cadre_organization_t *organization,
                                int32_t site);
/* Where somebody of the organization at `site` belongs: its branch there, or those at large. */
cadre_branch_t *cadre_place_at(cadre_world_t *world, const cadre_organization_t *organization,
                               int32_t site);
/* Opens an empty branch (`site` CADRE_NONE: the segment of those at large). Returns its index, or
 * CADRE_NONE when out of memory. Pointers to branches become invalid. */
int32_t cadre_branch_open(cadre_world_t *world, cadre_organization_t *organization, int32_t site,
                          cadre_milieu_t milieu);
/* Closes a branch; its people are at large at its site. */
void cadre_branch_close(cadre_world_t *world, cadre_organization_t *organization, int32_t branch);
/* The k-th branch of an organization; k = -1: those at large. */
static inline cadre_branch_t *
cadre_branch_number(cadre_world_t *world, const cadre_organization_t *organization, int32_t k)
{
    return &world->branches[k < 0 ? organization->at_large : organization->branches[k]];
}

/* ---------------------------------------------------------------- organizations */

/* Ends an organization; everybody still there goes home. */
void cadre_organization_end(cadre_world_t *world, cadre_organization_t *organization,
                            cadre_end_t end);

/* A site drawn in proportion to size. */
int32_t cadre_site_by_size(const cadre_world_t *world, double u);

#endif
