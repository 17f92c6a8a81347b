/* What tests of sweeps share: a design of four points and three replicates of the two years of
 * tests/cli/tiny.json, run shard by shard into folders beside the design. */
#ifndef CADRE_SMALL_SWEEP_H
#define CADRE_SMALL_SWEEP_H

#include "unit/experiment/design_file.h"

#include "store/sweep_store.h"

enum { SMALL_POINTS = 4, SMALL_REPLICATES = 3, SMALL_RUNS = SMALL_POINTS * SMALL_REPLICATES };

typedef struct {
    design_file_t *file;
    cadre_plan_t *plan;
    cadre_sweep_series_t series;
    int64_t failed, capped; /* runs that are told to have ended so; 0 = none */
    cadre_sweep_store_t *store;
} small_sweep_t;

static inline int small_set_up(void **state)
{
    small_sweep_t *self = calloc(1, sizeof *self);
    self->file = design_make();
    const cadre_experiment_t *experiment = design_get(
        self->file,
        "{\"format\": \"cadre-design/1\", \"scenario\": \"tiny.json\", \"seed\": 5,"
        " \"replicates\": 3, \"method\": {\"type\": \"grid\"}, \"inputs\": {\"recruitment.rho\":"
        " {\"values\": [0.4, 0.8]}, \"organizations.left.founders.milieu\": {\"values\":"
        " [\"campus\", \"city\"]}}, \"outcomes\": {\"members\": {\"measure\": \"members\","
        " \"take\": \"last\"}, \"ended\": {\"event\": \"ended\", \"take\": \"date\"}}}");
    assert_int_equal(cadre_plan_create(experiment, &self->plan, NULL), 0);
    *state = self;
    return 0;
}

/* From now on with the yearly series of runs 1 to `keep`. Steps of its rows: 0, 8 (28 February
 * 2000), 60 (26 February 2001), 104. */
static inline void small_keep_series(small_sweep_t *self, int64_t keep)
{
    self->series = (cadre_sweep_series_t){true, CADRE_EVERY_YEAR, keep};
    const cadre_plan_rows_t rows = cadre_sweep_series_rows(&self->series);
    cadre_plan_free(self->plan);
    assert_int_equal(cadre_plan_create_recording(self->file->experiment, &rows, &self->plan, NULL),
                     0);
}

static inline int small_tear_down(void **state)
{
    small_sweep_t *self = *state;
    cadre_plan_free(self->plan);
    design_free(self->file);
    free(self);
    return 0;
}

static inline cadre_sweep_options_t small_options(const small_sweep_t *self, const char *folder,
                                                  int64_t shard, int64_t shards)
{
    return (cadre_sweep_options_t){.experiment = self->file->experiment,
                                   .plan = self->plan,
                                   .directory = folder,
                                   .command = "cadre sweep d",
                                   .shard = shard,
                                   .shards = shards,
                                   .series = self->series};
}

static inline int small_observe(void *context, const cadre_replicate_t *replicate)
{
    const small_sweep_t *self = context;
    cadre_replicate_t told = *replicate;
    if (replicate->run == self->failed) {
        told.status = CADRE_STATUS_FAILED;
        told.error = CADRE_ERROR_MEMORY;
    }
    if (replicate->run == self->capped)
        told.status = CADRE_STATUS_CAPPED;
    return cadre_sweep_store_observe(self->store, &told);
}

/* Runs what the opened store has not yet, at most `most` runs, and syncs it. */
static inline void small_run_jobs(small_sweep_t *self, int64_t shard, int64_t shards, int64_t most)
{
    const cadre_pool_options_t options = {.threads = 1};
    cadre_jobs_t jobs;
    cadre_plan_jobs(self->plan, shard, shards, cadre_sweep_store_done(self->store), &jobs);
    jobs.count = jobs.count < most ? jobs.count : most;
    if (jobs.count > 0)
        assert_int_equal(cadre_pool_run_jobs(&jobs, &options, small_observe, self, NULL, NULL), 0);
    assert_int_equal(cadre_sweep_store_sync(self->store, NULL), 0);
}

/* A shard from its beginning, or where it was, to its end. `folder` is a full path. */
static inline void small_run(small_sweep_t *self, const char *folder, int64_t shard, int64_t shards)
{
    const cadre_sweep_options_t options = small_options(self, folder, shard, shards);
    assert_int_equal(cadre_sweep_store_open(&options, &self->store, NULL), 0);
    small_run_jobs(self, shard, shards, SMALL_RUNS);
    cadre_sweep_store_close(self->store);
}

/* The full path of a folder; the caller frees it. */
static inline char *small_folder(const small_sweep_t *self, const char *name)
{
    return strdup(design_path(self->file, name));
}

/* A file of a folder as a text; the caller frees it. NULL if there is none. */
static inline char *small_read(const char *folder, const char *name)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "r");
    if (file == NULL)
        return NULL;
    char *text = calloc(1, 1 << 16);
    assert_in_range(fread(text, 1, (1 << 16) - 1, file), 0, (1 << 16) - 2);
    fclose(file);
    return text;
}

#endif
