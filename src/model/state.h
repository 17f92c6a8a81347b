/* The state of one world, inside model/ only.
 *
 * People are columns in one arena (columns.def). Every branch owns a contiguous segment of it;
 * those at large of an organization form a segment of their own, which is kept like a branch
 * without a site. Sums over people that are needed every week are kept up to date in fixed point,
 * so no order can change them. */
#ifndef CADRE_STATE_H
#define CADRE_STATE_H

#include "base/numeric.h"
#include "base/random.h"
#include "model/specification.h"
#include "model/world.h"

#include <stdbool.h>
#include <stdint.h>

#define CADRE_WEEK_YEARS  (7.0 / 365.25) /* dt */
#define CADRE_WEEK_MONTHS (12.0 * CADRE_WEEK_YEARS)

enum {
    CADRE_NONE = -1,
    CADRE_NEVER = -1000000,       /* a week long past */
    CADRE_BLOCK = 64,             /* people whose draws are made at once */
    CADRE_TILE = 1024,            /* people of one branch that one thread takes at once */
    CADRE_WORTH_SPREADING = 8192, /* people whose week takes longer than threads take to meet, on a
                                     busy machine too */
    CADRE_LANES = 16, /* segments are multiples of this, so that loops need no remainder */
    CADRE_CONTAGION_WEEKS = 13,
    CADRE_TIE_WEEKS = 14, /* the week itself and the 13 before it */
    CADRE_TREND_WEEKS = 26,
    CADRE_USUAL_WEEKS = 104, /* over which an organization's usual losses are averaged */
    CADRE_YEAR_WEEKS = 52,
    CADRE_YEAR_MONTHS = 12,
    CADRE_QUARTER_WEEKS = 13, /* before a convention, in which dissent may be allowed */
    CADRE_GROUP = 3,          /* people of one place who make a branch of a new organization */
    CADRE_NAME_SIZE = CADRE_ORGANIZATION_NAME_SIZE
};

/* Lanes of one vector register: what loops over people run to a multiple of. */
#if defined(__AVX512F__)
enum { CADRE_VECTOR = 16 };
#elif defined(__AVX2__)
enum { CADRE_VECTOR = 8 };
#else
enum { CADRE_VECTOR = 4 };
#endif

/* Where the covariates of a person stand when the mechanism that moves them is off. */
#define CADRE_REFERENCE_BELIEF 0.5f
#define CADRE_REFERENCE_ENERGY 0.8f
#define CADRE_NORMAL_DEMAND    8.0 /* hours a week */

typedef enum {
    CADRE_STAGE_PAPER,
    CADRE_STAGE_NOVICE,
    CADRE_STAGE_MEMBER,
    CADRE_STAGE_CADRE,
    CADRE_STAGE_COUNT
} cadre_stage_t;

typedef enum {
    CADRE_OUTCOME_PROMOTED = 1, /* became cadre; nothing more to do */
    CADRE_OUTCOME_EXIT = 2,
    CADRE_OUTCOME_GRADUATES = 4,
    CADRE_OUTCOME_SANCTIONED = 8,
    CADRE_OUTCOME_CASE = 16 /* is accused of misconduct */
} cadre_outcome_bit_t;

typedef enum {
    CADRE_FLAG_STAFF = 1,   /* paid */
    CADRE_FLAG_LEADER = 2,  /* of the committee */
    CADRE_FLAG_FOUNDER = 4, /* of the organization the person is in */
    CADRE_FLAG_CAME = 8,    /* from another organization: no recruit of this one */
    CADRE_FLAG_MARKED = 16, /* for the length of one transfer */
    CADRE_FLAG_ENFORCER = 32,
    CADRE_FLAG_HARMED = 64,   /* by the internal culture, more than others */
    CADRE_FLAG_REFORMED = 128 /* an enforcer who has changed sides */
} cadre_flag_t;

/* What a person does and thinks of the organization, as of last week. */
typedef enum {
    CADRE_STANCE_SPEAKS = 1,   /* criticizes openly */
    CADRE_STANCE_SILENT = 2,   /* would have reason to */
    CADRE_STANCE_BELIEVES = 4, /* so much as to help shut down criticism; no enforcer */
    CADRE_STANCE_FACTION = 8   /* of the standing faction */
} cadre_stance_t;

/* voice.dissent_rule */
typedef enum { CADRE_DISSENT_NEVER, CADRE_DISSENT_WINDOW, CADRE_DISSENT_ALWAYS } cadre_dissent_t;

/* Sums over people that are kept up to date, in fixed point: no order can change them. */
typedef struct {
    int32_t staged[CADRE_STAGE_COUNT];
    int32_t staff;
    int32_t speaking, silent, believers; /* by stance */
    int32_t enforcers;                   /* not on paper, where one polices nobody */
    int32_t harmed;
    cadre_fixed_t commitment, belief, energy, grievance;
    cadre_fixed_t drive[CADRE_STAGE_COUNT]; /* energy x (.5 + belief), without staff */
    cadre_fixed_t staff_drive;
    cadre_fixed_t vigour[CADRE_STAGE_COUNT]; /* energy */
} cadre_sums_t;

/* A segment of the arena. */
typedef struct {
    int32_t start, count, capacity;
} cadre_segment_t;

/* Who knows whom: a recruiter and the list of recruits, by handle, because slots move. */
typedef struct {
    int32_t slot;       /* in the arena; CADRE_NONE = free handle */
    int32_t generation; /* counts reuses of the handle */
    int32_t recruiter, first_recruit, next;
} cadre_tie_node_t;

typedef struct {
    int32_t handle, generation;
    int32_t share; /* 2^-20 */
} cadre_tie_loss_t;

/* A person, wherever the person's row is; whether the person is still there, people.h tells. */
typedef struct {
    int32_t handle, generation;
} cadre_person_t;

typedef struct {
    cadre_person_t person;
    int32_t since; /* week */
} cadre_leader_t;

/* A case of misconduct that is not known to all. It stays with the organization that handled it. */
typedef struct {
    uint64_t id;
    cadre_person_t accused;
    cadre_rank_t rank; /* when it happened */
    cadre_handling_t handling;
    double severity;
    int32_t script; /* event that wrote it, CADRE_NONE: chance */
    bool out;       /* becomes known this week */
    bool known;     /* is known, and about to be taken off the list */
    int32_t raised; /* week in which the accused rose to the leadership; far past = never */
    int32_t insider_count;
    cadre_person_t insiders[CADRE_INSIDERS_MAX];
} cadre_case_t;

typedef struct {
    cadre_tie_loss_t *entries;
    int32_t count, capacity;
} cadre_tie_bucket_t;

typedef struct {
#define C(type, name, meaning) type *name;
#include "model/columns.def"
#undef C
    int32_t used;      /* slots, of segments and of what they have left behind */
    int32_t capacity;  /* slots to use before segments are laid out anew */
    int32_t allocated; /* slots of each column */
    int32_t touched;   /* of these the first so many have ever been written */
    cadre_tie_node_t *ties;
    int32_t handles, tie_capacity;              /* ever used, allocated */
    int32_t free_handle;                        /* stack of free handles through `next` */
    cadre_tie_bucket_t losses[CADRE_TIE_WEEKS]; /* by week, modulo 14 */
} cadre_people_t;

typedef struct {
    uint64_t id;
    int32_t organization;
    int32_t site;   /* CADRE_NONE: those at large */
    int32_t number; /* from 1 in the organization, in order of opening */
    cadre_milieu_t milieu;
    cadre_segment_t people;

    cadre_sums_t sums;  /* over its people, always up to date */
    cadre_sums_t start; /* as the week began */
    int32_t start_count;

    float roots;                                  /* Q */
    int32_t opened, switched, retreated, visited; /* weeks; far past = never */
    int32_t weeks_small;                          /* in a row below branches.n_min */
    bool wave_dominates;                          /* a movement takes most of the outward hours */
    float news[2];                                /* good and bad, as belief sees them */
    float practice;                               /* q: what it has learnt from criticism */
    float jump;                                   /* of grievance, of all in it, this week */
    int32_t sanctions, sanctions_seen;            /* this week, last week */
    int32_t contact;  /* a branch with which it is in touch, while founders of a faction are looked
                         for */
    int32_t expelled; /* people of it who go with a faction */
    int32_t counted[2]; /* whatever was last counted in it, branch by branch on all threads */

    float hours[CADRE_HOURS_COUNT];    /* this week */
    float x_wave;                      /* share of movements in recruiting and wave hours */
    float wave_share;                  /* share of movements in outward hours */
    float capacity;                    /* K: recruiting capacity in cadre */
    double hazard[CADRE_MILIEU_COUNT]; /* on one person of each pool at its site, a week */

    int32_t left;                              /* this week, what contagion counts */
    int32_t left_share[CADRE_CONTAGION_WEEKS]; /* ring of weekly shares leaving, 2^-20 */
    int32_t left_sum;                          /* of the ring */
    int32_t size[CADRE_TREND_WEEKS];           /* ring of sizes */

    int32_t next_at_site; /* branches of a site, by identity of organization */
} cadre_branch_t;

/* What an organization has at a site. */
typedef struct {
    int32_t branch;       /* index or CADRE_NONE */
    int32_t at_large;     /* members there without a branch */
    int32_t opened;       /* branches ever opened there */
    int32_t barred_until; /* week before which no branch reopens */
    float reputation;     /* 1: untouched */
    int32_t participants; /* of a front */
} cadre_presence_t;

/* What turns grievances into discontent and is the same for all of an organization this week. */
typedef struct {
    float doubt;
    float distrust;        /* 1 - L */
    float salience, stand; /* of a doctrinal issue; where the organization stands */
} cadre_mood_t;

/* Scalars of an organization that hold for one week, made by each mechanism's `prepare`. */
typedef struct {
    struct {
        float a, b, d, outside; /* coefficients a month */
        float keep, keep_alone; /* exp(-(a+b+d) month), without others b = 0 */
        float k2, k3;
        uint32_t promoted, rewarded, activated; /* thresholds; rewarded: of enforcers */
        int32_t matures;                        /* novices who joined up to this week mature */
    } socialization;
    struct {
        float keep;               /* exp(-lambda month) */
        float rate, entrenchment; /* lambda a week; 1/weeks of tenure that halve it */
    } belief;
    struct {
        float target[CADRE_STAGE_COUNT + 1], keep[CADRE_STAGE_COUNT + 1]; /* last: staff */
    } workload;
    struct {
        cadre_mood_t mood;
        float harm, fade;       /* a week */
        float harmed;           /* factor of harm */
        float shock;            /* jump by last week's shocks */
        float social;           /* s */
        float fear;             /* 1 - omega u_rival; 0: nobody can be punished */
        float stigma, sanction; /* factor of fear; rate a week at full enforcement */
        bool gate;
    } voice;
    struct {
        uint32_t ordinary, of_rank; /* thresholds of a case */
    } misconduct;
    struct {
        float base[CADRE_STAGE_COUNT][2]; /* hazard a week; [1]: students */
        float level[CADRE_STAGE_COUNT];   /* of the exponent: all that is the same for a stage */
        float commitment, belief, energy; /* b_c, b_b, b_e */
        float grievance;                  /* b_g */
        float rent;                       /* factor for those with a post */
        float help;                       /* per base hour a week and member */
        float contagion, usual;           /* chi, f* */
    } exit;
} cadre_rates_t;

typedef struct {
    uint64_t id;
    char name[CADRE_NAME_SIZE];
    cadre_kind_t kind;
    const cadre_organization_spec_t *specification; /* of the file; NULL: born during the run */
    int32_t index;
    int32_t parent;          /* index or CADRE_NONE */
    int32_t born;            /* week of founding or birth */
    int32_t offspring;       /* born of it this week, of which the next birth is numbered */
    cadre_parameters_t base; /* parameters before events change them */
    bool founded;
    cadre_end_t end;
    int32_t ended;                 /* week, CADRE_NONE = lives */
    cadre_parameters_t parameters; /* in force this week */
    cadre_rates_t rates;

    int32_t at_large;  /* branch index of those at large */
    int32_t *branches; /* open ones in order of opening */
    int32_t branch_count, branch_capacity;
    int32_t branches_opened;
    cadre_presence_t *presence; /* one a site */

    int32_t members;                 /* now */
    int32_t start_members;           /* as the week began */
    double openness;                 /* Omega */
    double worth;                    /* u = Omega N/(N + 1000), as the week began */
    double rival_gap;                /* max(0, best rival's worth - worth) */
    int32_t rival;                   /* index of that rival, CADRE_NONE without */
    double rival_worth;              /* of the best other */
    int32_t upturn;                  /* week of the last large movement, or of founding */
    int32_t size[CADRE_TREND_WEEKS]; /* ring of members */
    int32_t last_site;               /* of the largest branch, where it would be rebuilt */

    double opening;                            /* what leadership adds to the regime's openness */
    double thaw;                               /* the same of scripted events */
    double threat;                             /* to survival */
    double legitimacy;                         /* L */
    double legitimacy_goal;                    /* where it goes */
    double lowest_openness[CADRE_YEAR_MONTHS]; /* ring: of each of the last months */
    cadre_leader_t leaders[CADRE_COMMITTEE_MAX];
    int32_t leader_count;
    double leader_tenure;  /* years, mean */
    int32_t convened;      /* week of the last convention; far past = never */
    int32_t replaced;      /* week of the last ouster */
    double opposition;     /* share of dissatisfied delegates at the last convention */
    int32_t reformed;      /* enforcers who have changed sides, when last counted */
    double issue_salience; /* of a doctrinal issue, this week */

    int32_t faction;        /* week in which the standing faction was founded, CADRE_NONE without */
    int32_t faction_window; /* week of the convention before which one was founded last */
    int32_t faction_until;  /* week in which it must end */
    int32_t faction_members;    /* when last counted */
    int32_t convention_size[2]; /* members at the last conventions */
    bool severed;               /* from its sponsor, by either */
    double sponsor_position;    /* its doctrine */

    cadre_case_t *cases; /* hidden ones, in the order of happening */
    int32_t case_count, case_capacity;
    int32_t cases_ever;
    double shock;       /* of this week's exposures */
    double shock_jump;  /* of everybody's grievance, with the coming week */
    double outrage;     /* over what was exposed */
    int32_t sister;     /* week until which a sister organization's scandal works */
    double sister_size; /* of it */

    int32_t rounds, rounds_left; /* of the vote on dissolution; 0: none */
    double yes;                  /* share in the last round */

    int32_t staff;
    double funds;     /* dollars */
    double shortfall; /* 0..1: how far the reserve is below three months */
    bool detached;    /* from its publisher */

    int32_t left;                          /* this week, what contagion counts */
    int32_t left_share[CADRE_USUAL_WEEKS]; /* ring, 2^-20 */
    int64_t left_sum;
    int32_t weeks_lived;

    double total[CADRE_MEASURE_COUNT];    /* of FLOW measures since the beginning */
    double reported[CADRE_MEASURE_COUNT]; /* the same at the last observation */
    int32_t *joined, *gone_early;         /* by week of joining: recruits; gone in 52 weeks */
    double exits_before;                  /* total exits at the last week's end */
    int32_t exit_ring[CADRE_YEAR_WEEKS];  /* exits and members of the last 52 weeks */
    int32_t member_ring[CADRE_YEAR_WEEKS];
    cadre_outcome_t outcome; /* peaks as they come; the rest when asked */
} cadre_organization_t;

typedef struct {
    uint64_t pool_id[CADRE_MILIEU_COUNT];
    int64_t pool[CADRE_MILIEU_COUNT];    /* P: people not yet met */
    int64_t full[CADRE_MILIEU_COUNT];    /* P0 */
    double share;                        /* of all sites' size */
    int32_t first_branch;                /* list of branches there */
    int32_t joining[CADRE_MILIEU_COUNT]; /* this week, from each pool */
    int32_t first_recruit;               /* of these, in the list of the world */
} cadre_site_t;

/* One who is won over from a pool this week. */
typedef struct {
    uint64_t id;
    int32_t met;    /* organization whose contact it was */
    int32_t branch; /* that is joined; CADRE_NONE: of an organization given as a series */
    int32_t handle; /* CADRE_NONE: has not joined */
    cadre_milieu_t pool;
} cadre_recruit_t;

/* A piece of the person pass: people of one branch, at most CADRE_TILE. */
typedef struct {
    int32_t branch, first, count; /* first: slot */
    cadre_sums_t sums;            /* after the pass */
    int32_t promoted;
    int32_t marked;       /* people who leave or graduate */
    int32_t first_marked; /* of these, in the list of the world */
} cadre_tile_t;

/* One whom the pass has marked. */
typedef struct {
    int32_t branch, place; /* in its segment */
} cadre_marked_t;

struct cadre_world {
    const cadre_specification_t *specification;
    cadre_luck_t luck;
    uint64_t id;
    int32_t now;       /* week */
    int month;         /* 1-12, of the week's first day */
    bool month_begins; /* first week of a month */
    cadre_status_t status;
    uint32_t mechanisms; /* in force */
    cadre_world_parameters_t parameters;
    cadre_parameters_t defaults; /* of the parameter table */

    float *wave_series, *wave_begins; /* W and sizes of generated waves, by week */
    float wave, climate, need, norm;  /* this week */
    int32_t to_convention;            /* weeks until the yearly convention; 0: this week */
    int32_t conference_age;           /* weeks since the last annual conference */

    cadre_site_t *sites;
    float *site_ends; /* cumulative share of size */
    int64_t reservoir, reservoir_full;
    int64_t home; /* people who went home: left, or burned in a mutiny */

    cadre_organization_t **organizations; /* first those of the specification, then as born */
    int32_t organization_count;           /* of them in this replicate */
    int32_t organization_made, organization_capacity; /* made ever, for reuse; room */
    int32_t *order; /* organizations by identity; newborns come in with the next week */
    int32_t order_count;
    int64_t members; /* of all organizations */

    cadre_branch_t *branches; /* slots, reused */
    int32_t branch_count, branch_capacity, free_branch;

    cadre_people_t people;
    cadre_tile_t *tiles;
    int32_t tile_count, tile_capacity;

    cadre_marked_t *marked; /* of this week, from the last tile's last to the first's first */
    int32_t marked_count, marked_capacity;

    cadre_recruit_t *recruits; /* of this week, by site */
    int32_t recruit_count, recruit_capacity;

    cadre_happening_t *happenings;
    int32_t happening_count, happening_capacity;
    int32_t next_event;

    cadre_for_blocks_t for_blocks;
    void *executor;

    uint64_t watched; /* identity of a traced person, 0 = none */
    float watched_exit;
    int error; /* first allocation that failed in a week */
};

static inline bool cadre_world_has(const cadre_world_t *world, cadre_mechanism_t mechanism)
{
    return cadre_mechanism_on(world->mechanisms, mechanism);
}
/* Calls fn(argument, i) for i = 0 .. n - 1, on all threads of the world's executor if that is worth
 * it: calls must not touch the same state. `parts`: how many times the pass over people takes as
 * long as all calls do. */
static inline void cadre_spread(const cadre_world_t *world, int parts, int32_t n,
                                void (*fn)(void *argument, int i), void *argument)
{
    if (world->for_blocks != NULL && world->members / parts >= CADRE_WORTH_SPREADING)
        world->for_blocks(world->executor, n, fn, argument);
    else
        for (int i = 0; i < n; i++)
            fn(argument, i);
}
static inline bool cadre_is_student(const cadre_world_t *world, int32_t slot)
{
    return world->people.student_until[slot] > world->now;
}
/* Of a person's flags: polices the others now. */
static inline bool cadre_is_enforcer(int32_t flags)
{
    return (flags & (CADRE_FLAG_ENFORCER | CADRE_FLAG_REFORMED)) == CADRE_FLAG_ENFORCER;
}
/* Whether the organization's rule allows dissent this week (M58). */
static inline bool cadre_dissent_allowed(const cadre_world_t *world,
                                         const cadre_organization_t *organization)
{
    const int32_t rule = (int32_t)organization->parameters.voice_dissent_rule;
    return rule == CADRE_DISSENT_ALWAYS ||
           (rule == CADRE_DISSENT_WINDOW && world->to_convention <= CADRE_QUARTER_WEEKS);
}
static inline bool cadre_organization_lives(const cadre_organization_t *organization)
{
    return organization->founded && organization->ended == CADRE_NONE;
}

#endif
