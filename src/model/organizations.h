/* Organizations: how one begins, and how one is born of another during a run. */
#ifndef CADRE_ORGANIZATIONS_H
#define CADRE_ORGANIZATIONS_H

#include "model/state.h"

/* Takes the next organization of this replicate; NULL (and world->error) when out of memory. It is
 * contents of the replicate before until cadre_organization_begin. */
cadre_organization_t *cadre_world_take_organization(cadre_world_t *self);
/* Puts organizations that are new into the order in which all are processed. */
void cadre_world_order(cadre_world_t *self);

/* "ID-NUMBER", or "ID-WORD-NUMBER", cut so that it stays an id: name[CADRE_NAME_SIZE]. `word` may
 * be NULL, number >= 1. */
void cadre_organization_name(char *name, const char *id, const char *word, int32_t number);

/* A new life: nobody, no branch, nothing counted. `specification` is that of the file, or NULL for
 * one that is born during the run (its kind, parent and parameters are then the caller's). */
void cadre_organization_begin(cadre_world_t *world, cadre_organization_t *organization,
                              const char *name, const cadre_organization_spec_t *specification);

/* The one way an organization is born of another: an empty one of `kind` with its parent's
 * parameters and, where it is of another kind, what that kind sets; each is kept inside its allowed
 * range after a lognormal drift of sd `drift` (0: none). `name` NULL: made of the parent's, `word`
 * and a number. It acts from the next week on. Who of the parent goes along is marked
 * (CADRE_FLAG_MARKED) and comes by cadre_organization_join. NULL when out of memory. */
cadre_organization_t *cadre_organization_bear(cadre_world_t *world, cadre_organization_t *parent,
                                              cadre_kind_t kind, const char *name, const char *word,
                                              double drift);

/* All who are marked in `from` go over to `to` with their whole state: where three or more come
 * from one branch, to a branch at its site, which takes their share of its roots; else to `to`'s
 * branch there, or at large. Ties between those who go and those who stay are cut. Returns how many
 * went. */
int32_t cadre_organization_join(cadre_world_t *world, cadre_organization_t *from,
                                cadre_organization_t *to);
/* All who are marked leave the organization one by one; returns how many. */
int32_t cadre_organization_send_home(cadre_world_t *world, cadre_organization_t *organization);
/* A branch (its index) leaves as a whole and is a local group from now on; fewer than three go
 * home. Reports `event`. */
void cadre_organization_release(cadre_world_t *world, cadre_organization_t *organization,
                                int32_t branch, cadre_event_type_t event);
/* Marks everybody of an organization. */
void cadre_organization_mark_all(cadre_world_t *world, cadre_organization_t *organization);

#endif
