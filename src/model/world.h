/* The world of one replicate: state, week, measures. The only header of model/ that others need,
 * with specification.h. Pure: no files, no printing, no globals, no libm. A world is used by one
 * thread at a time; different worlds are independent. */
#ifndef CADRE_WORLD_H
#define CADRE_WORLD_H

#include "base/random.h"
#include "model/identities.h"
#include "model/specification.h"

#include <stddef.h>

typedef struct cadre_world cadre_world_t;

/* A value that does not exist: empty in every file. */
#define CADRE_MISSING __builtin_nan("")

/* Calls fn(arg, i) for every i in 0..n-1, in any order and possibly at once. */
typedef void (*cadre_for_blocks_t)(void *executor, int n, void (*fn)(void *arg, int i), void *arg);

/* What happened, in the order of happening within a week. */
typedef struct {
    int32_t step;
    int32_t organization; /* index, -1 = the world */
    cadre_event_type_t type;
    const char *label; /* text of the specification, or NULL */
    int64_t number;    /* label as a number when `label` is NULL (a branch); -1 = none */
    double value;      /* NaN = none */
    int32_t other; /* index of the other organization it is about, which is the label; -1 = none */
} cadre_happening_t;

typedef enum { CADRE_STATUS_OK, CADRE_STATUS_CAPPED, CADRE_STATUS_FAILED } cadre_status_t;
typedef enum {
    CADRE_END_ALIVE,
    CADRE_END_DIED,
    CADRE_END_DESTROYED,
    CADRE_END_MERGED,
    CADRE_END_DISSOLVED
} cadre_end_t;

/* A world for `specification`, which must outlive it; NULL when out of memory. */
cadre_world_t *cadre_world_create(const cadre_specification_t *specification);
/* Makes it the world of another specification, with as many steps, sites and organizations as the
 * one it is of: what it has grown to serves again. To be begun anew. */
void cadre_world_adopt(cadre_world_t *self, const cadre_specification_t *specification);
void cadre_world_free(cadre_world_t *self);
/* How weeks of large organizations are spread over threads; NULL: a plain loop (the default). */
void cadre_world_set_executor(cadre_world_t *self, cadre_for_blocks_t for_blocks, void *executor);

/* The state at step 0 of the replicate named by `luck`, whatever the world did before (a world is
 * reused from replicate to replicate). CADRE_ERROR_MEMORY. */
int cadre_world_begin(cadre_world_t *self, cadre_luck_t luck);
/* One week: from step t to t + 1. Not after the last step or when capped. CADRE_ERROR_MEMORY. */
int cadre_world_step(cadre_world_t *self);

int32_t cadre_world_now(const cadre_world_t *self); /* current step */
cadre_status_t cadre_world_status(const cadre_world_t *self);
/* Organizations that have people (not series): how many, and for k = 0.. the index in the
 * specification. */
int cadre_world_observed_count(const cadre_world_t *self);
int cadre_world_observed(const cadre_world_t *self, int k);

/* Organizations that were born during the run so far (also copies, which begin with it): theirs are
 * the indices after those of the specification, in order of birth. */
int cadre_world_born_count(const cadre_world_t *self);
int cadre_world_declared_count(const cadre_world_t *self); /* those of the specification */

/* What an organization is. */
enum { CADRE_ORGANIZATION_NAME_SIZE = 33 };
typedef struct {
    char name[CADRE_ORGANIZATION_NAME_SIZE]; /* an id, once in the run */
    cadre_kind_t kind;
    int32_t parent; /* index, -1 = none */
    int32_t born;   /* step */
    int32_t ended;  /* step, -1 = lives */
} cadre_organization_row_t;
void cadre_world_organization(const cadre_world_t *self, int organization,
                              cadre_organization_row_t *out);

/* All measures of organization `organization` now, into values[CADRE_MEASURE_COUNT]; missing
 * values are NaN. FLOW measures are sums since the last call with `reset_flows`. */
void cadre_world_observe(cadre_world_t *self, int organization, bool reset_flows, float *values);

/* Whole-run facts of an organization. */
typedef struct {
    cadre_end_t end;
    int32_t ended; /* step at which it ended, -1 = alive */
    int64_t members_end, members_peak;
    int32_t members_peak_step;
    int32_t cities_peak, branches_peak;
    int64_t recruits, exits, recruits_followed, gone_within_year; /* of those seen for 52 weeks */
    double member_years;
    double hours[CADRE_HOURS_COUNT];
} cadre_outcome_t;
void cadre_world_outcome(const cadre_world_t *self, int organization, cadre_outcome_t *out);

/* Happenings so far; the array is the world's and valid until the next call that changes it. */
const cadre_happening_t *cadre_world_happenings(const cadre_world_t *self, int *count);

/* Branches of an organization that exist now, in order of opening. */
typedef struct {
    int32_t number; /* from 1 within the organization, in order of opening */
    int32_t site;   /* index from 0 */
    cadre_milieu_t milieu;
    int32_t members, cadre;
    float roots;
} cadre_branch_row_t;
int cadre_world_branch_count(const cadre_world_t *self, int organization);
void cadre_world_branch(const cadre_world_t *self, int organization, int k,
                        cadre_branch_row_t *out);

/* One person as of now, for `--trace`. */
typedef struct {
    bool found;
    int32_t organization, branch, site; /* branch: number, 0 = at large */
    int stage;                          /* 0 paper, 1 novice, 2 member, 3 cadre */
    int32_t joined;
    bool student;
    float commitment;
    float exit_probability; /* in the week just gone, if watched; NaN else */
    cadre_words_t words;    /* block 0 of PERSON_WEEK for the coming week */
} cadre_person_row_t;
void cadre_world_person(const cadre_world_t *self, uint64_t id, cadre_person_row_t *out);
/* From the next week on remembers this person's probability of leaving; 0 = nobody. */
void cadre_world_watch(cadre_world_t *self, uint64_t id);
/* Memory for one world of this specification with `people` people, in bytes: an upper estimate. */
double cadre_world_bytes(const cadre_specification_t *specification, double people);

#endif
