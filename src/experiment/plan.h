/* The runs of a experiment: which there are, in which order they are made, and each one's
 * specification. Run (p - 1) R + r is replicate r of R at point p. They are begun replicate by
 * replicate, so that what is there early covers all points. */
#ifndef CADRE_PLAN_H
#define CADRE_PLAN_H

#include "experiment/experiment.h"

typedef struct cadre_plan cadre_plan_t;

/* What a step is to runs that record more than their outcomes read. */
typedef enum {
    CADRE_PLAN_STEP_PASSED,
    CADRE_PLAN_STEP_RECORDED, /* flows of rows behind it are summed since it, and before it */
    CADRE_PLAN_STEP_FILED     /* a row of the file they are recorded for; the last step is one */
} cadre_plan_step_t;

/* Rows that runs 1..runs record besides what their outcomes read, which does not change by it. */
typedef struct {
    int64_t runs;
    cadre_plan_step_t (*step)(const void *context, const cadre_specification_t *specification,
                              int32_t step);
    const void *context; /* must outlive the plan */
} cadre_plan_rows_t;

/* One run, as the observer finds it in `of` of the replicate. */
typedef struct {
    int64_t run, point, replicate; /* from 1 */
    const char *scenario;          /* name */
    /* NULL when it could not be made: then `failure` says why */
    const cadre_scenario_t *of; /* with the parameters of the scenario, not of the point */
    const cadre_specification_t *specification;
    const cadre_recording_t *recording; /* `filed` is set in runs that record more rows */
    const char *failure;
} cadre_planned_t;

/* For a experiment with a scenario, which must outlive the plan. Every value of the inputs that are
 * not parameters is tried, so that what the scenario refuses is found before the first run:
 * CADRE_ERROR_INPUT at the input. Also CADRE_ERROR_MEMORY. */
int cadre_plan_create(const cadre_experiment_t *experiment, cadre_plan_t **out, cadre_error_t *err);
/* The same; `rows` may be NULL. */
int cadre_plan_create_recording(const cadre_experiment_t *experiment, const cadre_plan_rows_t *rows,
                                cadre_plan_t **out, cadre_error_t *err);
void cadre_plan_free(cadre_plan_t *self);
const cadre_sample_t *cadre_plan_sample(const cadre_plan_t *self);
int64_t cadre_plan_runs(const cadre_plan_t *self); /* of all shards */

/* What is to be done: runs with (run - 1) % shards == shard - 1 of which done[run - 1] is not set
 * (a bit each, eight a byte, the lowest first). `jobs` are for cadre_pool_run_jobs and belong to
 * the plan. */
void cadre_plan_jobs(cadre_plan_t *self, int64_t shard, int64_t shards, const uint8_t *done,
                     cadre_jobs_t *jobs);
/* ------------------------------------------------- points from elsewhere */

/* A plan without points of its own: whoever calibrates brings them one by one. */
int cadre_plan_create_open(const cadre_experiment_t *experiment, cadre_plan_t **out,
                           cadre_error_t *err);
/* What `jobs` of an open plan need to know: most_rows, most_organizations. */
void cadre_plan_limits(const cadre_plan_t *self, cadre_jobs_t *jobs);
/* Makes the job of a run at `point`, [inputs], and drops it; several threads may ask at once. An
 * error is the job's, as in cadre_jobs_t. */
int cadre_plan_prepare(cadre_plan_t *self, const double *point, int64_t run, cadre_luck_t luck,
                       cadre_job_t *job);
void cadre_plan_release(cadre_plan_t *self, cadre_job_t *job);

/* The readings of a run, missing ones NaN: [readings of the experiment]. */
void cadre_plan_read(const cadre_plan_t *self, const cadre_replicate_t *replicate, double *out);

#endif
