/* What a run starts from: everything that does not change during it. Built by scenario/ from files
 * (or by a test by hand), read-only for the model, shared by all replicates. All arrays are owned
 * by whoever built the specification. Steps are weeks from the start; step 0 is the start. */
#ifndef CADRE_SPECIFICATION_H
#define CADRE_SPECIFICATION_H

#include "params/catalogue.h"
#include "params/parameters.h"

#include <stdbool.h>
#include <stdint.h>

/* Milieus of a branch, and the pools of people there. */
typedef enum {
    CADRE_MILIEU_CAMPUS,
    CADRE_MILIEU_CITY,
    CADRE_MILIEU_WORKPLACE,
    CADRE_MILIEU_COUNT
} cadre_milieu_t;

typedef enum { CADRE_PLACE_LARGEST, CADRE_PLACE_RANDOM, CADRE_PLACE_LISTED } cadre_placement_t;

typedef struct {
    int32_t members;    /* how many found it, >= 0 */
    double cadre_share; /* 0..1, rounded to whole people */
    int32_t sites;      /* over how many sites, evenly, 1 <= sites <= site count */
    cadre_placement_t placement;
    const int32_t *at; /* LISTED: `sites` site indices from 0 */
    cadre_milieu_t milieu;
} cadre_founders_t;

typedef struct {
    const char *id;    /* [a-z][a-z0-9-]{0,31} */
    const char *title; /* for people */
    cadre_kind_t kind;
    int32_t parent;  /* kind front: index of the organization whose front it is; else -1 */
    int32_t copies;  /* how many such organizations are founded, >= 1: id, id-2, id-3, … */
    int32_t founded; /* step at which its founders appear, 0 = with the world */
    cadre_founders_t founders;
    cadre_parameters_t parameters;
    /* kind series only: steps + 1 values each */
    const float *series_members;
    const float *series_openness;
} cadre_organization_spec_t;

typedef struct {
    const char *id;
    int32_t step; /* its rise begins; may be negative */
    float size;
    float rise_weeks, hold_weeks, decay_weeks;
} cadre_wave_spec_t;

typedef struct {
    int32_t parameter; /* index in the parameter table, scope ORGANIZATION */
    double value;
} cadre_setting_t;

/* Who an accused is: what it says of the case's weight (M68, M71). */
typedef enum {
    CADRE_RANK_MEMBER,
    CADRE_RANK_CADRE,
    CADRE_RANK_LEADER,
    CADRE_RANK_COUNT
} cadre_rank_t;

/* How a case was handled. */
typedef enum {
    CADRE_HANDLING_CHANCE, /* decided by the model */
    CADRE_HANDLING_UNREPORTED,
    CADRE_HANDLING_DISMISSED, /* reported; an amateur body found nothing */
    CADRE_HANDLING_COVERED_UP,
    CADRE_HANDLING_RESOLVED, /* found out, the accused expelled: nothing is hidden */
    CADRE_HANDLING_COUNT
} cadre_handling_t;

/* What a sponsor does (M59, M63-M65). */
typedef enum {
    CADRE_SPONSOR_INSTIGATE,
    CADRE_SPONSOR_COPY_REGIME,
    CADRE_SPONSOR_BACK,
    CADRE_SPONSOR_EXPEL,
    CADRE_SPONSOR_SEVER,
    CADRE_SPONSOR_COUNT
} cadre_sponsor_action_t;

enum { CADRE_INSIDERS_MAX = 30, CADRE_COMMITTEE_MAX = 32 };

/* A scripted event. The specification lists them by (step, id). */
typedef struct {
    const char *id; /* its key in the file */
    cadre_event_type_t type;
    int32_t step;         /* first week on or after its date */
    int32_t until;        /* set, switch: first step at which it no longer holds; -1 = never ends */
    int32_t organization; /* index, or -1 = all */
    const cadre_setting_t *settings; /* set */
    int32_t setting_count;
    cadre_mechanism_t mechanism; /* switch */
    bool on;
    int32_t into;          /* merge: index of the organization that takes the people */
    cadre_milieu_t milieu; /* reorient */
    double share;          /* split, fragment: of members who go, 0..1 */
    bool loyal_minority;   /* split: those nearer to the sponsor's doctrine go */
    double drift;          /* split, fragment: sd of the logarithm of parameters, >= 0 */
    int32_t pieces;        /* fragment: how many organizations come of it, >= 1 */
    const char *found; /* split, fragment, expel, secede: id of what is born, NULL: made from the
                          parent's */
    double size;       /* thaw, shock, sister_scandal */
    cadre_rank_t rank; /* case: CADRE_RANK_COUNT: by chance */
    double severity;   /* case: 0..1; negative: by chance */
    cadre_handling_t handling;
    int32_t insiders;  /* case: how many know; -1: as its handling says */
    int32_t reference; /* expose: index of the event of a case; -1: the oldest hidden one */
    double salience;   /* issue, >= 0 */
    double position;   /* issue: the organization's; sponsor: the sponsor's; -1..1 */
    int32_t founders;  /* faction: how many; -1: as the parameter says */
    cadre_sponsor_action_t action;
    int32_t sponsor;  /* sponsor: index of an organization; -1: one that is not in the file */
    const char *note; /* text for people, or "" */
} cadre_event_spec_t;

typedef struct {
    int32_t start_day; /* date of step 0, days since 1970-01-01 */
    int32_t steps;     /* the last step; steps + 1 states, 0..steps; < CADRE_MAX_WEEKS */
    /* environment: steps + 1 values each, in [0,1] */
    const float *climate, *norm, *need;
    const cadre_wave_spec_t *waves;
    int32_t wave_count;
    struct {
        bool on;
        float rate_per_year, mean_size;
        float rise_weeks, hold_weeks, decay_weeks;
    } wave_generator;
    /* sites: index 0 is the largest when sizes are fixed quantiles */
    int32_t site_count;
    const float *site_size;               /* site_count, > 0 */
    double pool_size[CADRE_MILIEU_COUNT]; /* people for a site of size 1 */
    int64_t reservoir;                    /* people in all who may join from afar */

    cadre_world_parameters_t parameters;
    uint32_t mechanisms;                            /* bit m set: mechanism m is on at the start */
    const cadre_organization_spec_t *organizations; /* in the order of the file */
    int32_t organization_count;
    const cadre_event_spec_t *events;
    int32_t event_count;
} cadre_specification_t;

/* What is made of persons is simulated person by person; what is observed has rows in the files. */
static inline bool cadre_kind_has_people(cadre_kind_t kind)
{
    return cadre_kind_info(kind)->made_of == CADRE_MADE_OF_PEOPLE;
}
static inline bool cadre_kind_is_observed(cadre_kind_t kind)
{
    return cadre_kind_info(kind)->made_of != CADRE_MADE_OF_NOBODY;
}
static inline bool cadre_mechanism_on(uint32_t mechanisms, cadre_mechanism_t mechanism)
{
    return (mechanisms >> mechanism) & 1u;
}

#endif
