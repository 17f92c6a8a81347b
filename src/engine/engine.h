/* Replicates: one (begin, step, done) and the pool of all over the machine's cores. The only
 * OpenMP pragmas of the tree are here. The engine knows no files: it hands finished replicates, in
 * the order of their number, to an observer it is given. */
#ifndef CADRE_ENGINE_H
#define CADRE_ENGINE_H

#include "base/error.h"
#include "model/world.h"

#include <stdbool.h>
#include <stdint.h>

/* What is recorded of a replicate besides its outcome. */
typedef struct {
    const int32_t *row_steps; /* steps at which measures are observed, ascending */
    int row_count;
    const int32_t *year_steps; /* steps at which branches are listed (yearly), ascending */
    int year_count;
    /* [row] whether it stands in the one file that is made of the rows, the last one does; NULL:
     * there are several files, and of two rows next to each other one is in each */
    const bool *filed;
} cadre_recording_t;

typedef struct {
    int32_t step;
    int32_t organization;
    cadre_branch_row_t branch;
} cadre_branch_record_t;

/* Measures of an organization that was born during the run, at one recorded row. */
typedef struct {
    int row;          /* index of the row */
    int organization; /* as the world counts them */
    float values[CADRE_MEASURE_COUNT];
} cadre_born_row_t;

/* One finished replicate. Arrays belong to the engine and are valid during the observer's call. */
typedef struct {
    int64_t run; /* from 1 */
    int variant; /* which specification it is of, from 0; cadre_pool_run has one */
    void *of;    /* of its job; else NULL */
    cadre_status_t status;
    int error;           /* of a failed one: CADRE_ERROR_… */
    int32_t last_step;   /* reached */
    int organizations;   /* observed ones */
    int row_count;       /* rows really reached (fewer when capped or failed) */
    const float *values; /* [row][organization][CADRE_MEASURE_COUNT] */
    /* Organizations that were born, in order of birth: theirs are the indices after those of the
     * specification. Their rows go from birth to the second at or after their end (the first may be
     * one that a file leaves out), or to the first filed one, by (row, birth). */
    const cadre_organization_row_t *born;
    int born_count;
    const cadre_born_row_t *born_rows;
    int born_row_count;
    const cadre_happening_t *happenings;
    int happening_count;
    const cadre_branch_record_t *branches; /* only when recorded */
    int branch_count;
    const cadre_outcome_t *outcomes; /* [organization]; zero when failed, as are happenings */
} cadre_replicate_t;

/* Called by one thread, run after run in order. A negative return stops the pool with that code. */
typedef int (*cadre_observer_t)(void *context, const cadre_replicate_t *replicate);

typedef struct {
    int64_t done, total;
    int64_t failed, capped;
    double seconds; /* since the pool began */
} cadre_progress_t;

typedef struct {
    uint64_t seed;
    int64_t runs;
    int threads;           /* 0: as many as affinity and cgroup allow */
    int64_t keep_branches; /* branches are recorded for runs 1..keep_branches */
    /* Called about ten times a second and at the end, by one thread at a time; may be NULL. */
    void (*progress)(void *context, const cadre_progress_t *progress);
    void *progress_context;
    /* Polled, by one thread at a time; true: no new replicates begin, those in flight are dropped.
     * May be NULL. */
    bool (*stop)(void *context);
    void *stop_context;
} cadre_pool_options_t;

/* Runs replicates 1..runs (at most 2^32 - 1); run r has the luck {seed, r}. The results are the
 * same for any number of threads. Returns 0 also when some failed (`totals` counts them, `err`
 * names the first), CADRE_ERROR_INTERRUPTED when stopped, else the code of the observer or of
 * memory. `totals` and `err` may be NULL. */
int cadre_pool_run(const cadre_specification_t *specification, const cadre_recording_t *recording,
                   const cadre_pool_options_t *options, cadre_observer_t observer, void *context,
                   cadre_progress_t *totals, cadre_error_t *err);

/* A specification among several that share their luck. */
typedef struct {
    const cadre_specification_t *specification;
    const cadre_recording_t *recording;
} cadre_variant_t;

/* cadre_pool_run for `count` specifications: run 1 of each in turn, then run 2 of each, and so on;
 * run r of all has the luck {seed, r}. Replicates are handed over in that order, and progress and
 * totals count them: runs x count. */
int cadre_pool_run_variants(const cadre_variant_t *variants, int count,
                            const cadre_pool_options_t *options, cadre_observer_t observer,
                            void *context, cadre_progress_t *totals, cadre_error_t *err);

/* One run of many that all differ. */
typedef struct {
    int64_t run; /* as the observer is told, from 1 */
    cadre_luck_t luck;
    cadre_variant_t variant;
    void *of; /* the caller's */
} cadre_job_t;

/* Where jobs come from. */
typedef struct {
    int64_t count;
    int most_rows, most_organizations; /* recorded rows, observed organizations of any of them */
    /* Makes job `number` (from 1); several threads ask at once. A failure is the job's: a run that
     * failed with this code, of which only `run` and `of` are told. */
    int (*prepare)(void *context, int64_t number, cadre_job_t *job);
    /* The job was handed over, or is dropped; one thread at a time per job. */
    void (*release)(void *context, cadre_job_t *job);
    void *context;
} cadre_jobs_t;

/* cadre_pool_run for jobs, which are begun and handed over in the order of their numbers; `runs`
 * and `seed` of the options do not matter. Memory does not grow with their number. */
int cadre_pool_run_jobs(const cadre_jobs_t *jobs, const cadre_pool_options_t *options,
                        cadre_observer_t observer, void *context, cadre_progress_t *totals,
                        cadre_error_t *err);

/* Organizations that have people, which are those the engine observes: how many there are, and the
 * index in the specification of the k-th. */
int cadre_observed_count(const cadre_specification_t *specification);
int cadre_observed_organization(const cadre_specification_t *specification, int k);

/* CPUs allowed by affinity and cgroup, at least 1. */
int cadre_available_threads(void);

#endif
