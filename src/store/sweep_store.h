/* A sweep's directory: a journal per shard while it runs (two, where series are kept), and when all
 * runs are there the CSV files and the manifest made from the journals. */
#ifndef CADRE_SWEEP_STORE_H
#define CADRE_SWEEP_STORE_H

#include "experiment/plan.h"
#include "store/store.h"

/* Which series are kept: those of runs 1..keep_runs, in series.csv. */
typedef struct {
    bool on;
    cadre_every_t every;
    int64_t keep_runs;
} cadre_sweep_series_t;

/* The rows that a plan must be told to record for them. `self` must outlive the plan. */
cadre_plan_rows_t cadre_sweep_series_rows(const cadre_sweep_series_t *self);

/* Bytes of a run's series, in series.csv and in its journal (0 when the plan does not record them):
 * for estimates. */
void cadre_sweep_series_size(const cadre_replicate_t *replicate, double *file, double *journal);

typedef struct {
    const cadre_experiment_t *experiment;
    cadre_plan_t *plan;
    const char *directory;
    const char *command; /* exact command for the manifest */
    int64_t shard, shards;
    bool force;                  /* in place of another sweep */
    cadre_sweep_series_t series; /* as the plan has them */
} cadre_sweep_options_t;

typedef struct cadre_sweep_store cadre_sweep_store_t;

/* Opens the shard's journal and learns which runs it has, and which of them stand in journals of
 * another division into shards, at which nobody may be at work. CADRE_ERROR_IDENTITY when the
 * directory holds another sweep, naming what differs; _BUSY, _CREATE, _INPUT (damage), _IO,
 * _MEMORY. */
int cadre_sweep_store_open(const cadre_sweep_options_t *options, cadre_sweep_store_t **out,
                           cadre_error_t *err);
/* Runs the journal has, a bit each, for cadre_plan_jobs. */
const uint8_t *cadre_sweep_store_done(const cadre_sweep_store_t *self);
/* The observer for cadre_pool_run_jobs; `context` is the store. */
int cadre_sweep_store_observe(void *context, const cadre_replicate_t *replicate);
/* Everything observed to the disk. */
int cadre_sweep_store_sync(cadre_sweep_store_t *self, cadre_error_t *err);
/* Runs of this shard known to be on the disk, and how many it has in all. */
int64_t cadre_sweep_store_saved(const cadre_sweep_store_t *self);
int64_t cadre_sweep_store_total(const cadre_sweep_store_t *self);
/* Whether the directory holds all CSV files of this very sweep already. */
bool cadre_sweep_store_published(const cadre_sweep_store_t *self);
/* Why the observer failed. */
const cadre_error_t *cadre_sweep_store_error(const cadre_sweep_store_t *self);
void cadre_sweep_store_close(cadre_sweep_store_t *self);

/* ------------------------------------------------- making the files */

typedef struct cadre_merged cadre_merged_t;

/* What a person is told of each point and outcome, as the files are made. */
typedef struct {
    const cadre_merged_t *of; /* with its names and counts already */
    int64_t point;
    const char *const *inputs; /* fields of the columns p_… as written */
    int outcome;               /* index of the column y_…; 0 comes first at each point */
    int64_t n, failed;
    double mean;
} cadre_point_mean_t;

struct cadre_merged {
    int64_t runs, points, failed, capped;
    int input_count, outcome_count;
    int64_t series_runs;       /* in series.csv; -1: there is none */
    char **inputs, **outcomes; /* names of the columns without p_ and y_ */
    char design[256];
    void (*mean)(void *context, const cadre_point_mean_t *mean); /* may be NULL */
    void *context;
};

/* Makes runs.csv, summary.csv, series.csv if series were kept, and datapackage.json of `directory`
 * from the journals in `sources` (folders), whatever the number of runs in about 64 MB. All
 * journals must be of one sweep, and hold every run exactly once: CADRE_ERROR_INPUT says which is
 * missing or there twice. `force` as elsewhere. Free `out` with cadre_merged_free, also after an
 * error. */
int cadre_sweep_merge(const char *const *sources, int count, const char *directory, bool force,
                      cadre_merged_t *out, cadre_error_t *err);
void cadre_merged_free(cadre_merged_t *self);

/* ------------------------------------------------- looking */

typedef struct {
    char name[64];
    int64_t shard, shards, saved, total;
} cadre_shard_status_t;

typedef struct {
    cadre_shard_status_t *shards;
    int count;
    char design[256];
    int64_t runs;
    int64_t series_runs; /* of how many the series are kept; -1: of none, nor shall be */
    bool published;
} cadre_sweep_status_t;

/* What the journals of a directory hold: of runs whose series are kept, those whose series are
 * there, too. CADRE_ERROR_NO_INPUT if there is none. Free it. */
int cadre_sweep_status(const char *directory, cadre_sweep_status_t *out, cadre_error_t *err);
void cadre_sweep_status_free(cadre_sweep_status_t *self);

#endif
