/* What a sweep costs beside its runs, on one core: the same short runs in the pool alone, as the
 * jobs of a plan, and with their journal; then the merge. The design's inputs must change nothing
 * in its scenario, so that all rounds compute the same. Prints the share of the sweep's processor
 * time that is neither the model nor a reading; ratios are what counts, absolute times depend on
 * the machine.
 *
 *   bench_sweep [DESIGN.json] [ROUNDS]    default tests/cli/short-runs.json 20 */
#define _XOPEN_SOURCE 700 /* mkdtemp */
#include "bench.h"

#include "store/sweep_store.h"

#include "base/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_POINTS = 1 << 16, MOST_READINGS = 16 };

typedef struct {
    cadre_experiment_t *experiment;
    cadre_plan_t *plan;
    char directory[64];
    uint8_t *done;
    void *only;   /* the planned run that stands for all, in the pool alone */
    double check; /* keeps the compiler from dropping the work */
} bench_t;

/* What runs are made for: their outcomes are read. */
static int read_outcomes(void *context, const cadre_replicate_t *replicate)
{
    bench_t *self = context;
    double values[MOST_READINGS];
    cadre_replicate_t named = *replicate;
    if (named.of == NULL)
        named.of = self->only;
    cadre_plan_read(self->plan, &named, values);
    self->check += values[0];
    return 0;
}

/* Every point as a variant that is the scenario itself. */
static int run_alone(bench_t *self, cadre_error_t *err)
{
    static cadre_variant_t variants[MOST_POINTS];
    const int64_t points = cadre_plan_sample(self->plan)->points;
    cadre_jobs_t jobs;
    cadre_job_t job = {0};
    cadre_plan_jobs(self->plan, 1, 1, self->done, &jobs);
    int code = jobs.prepare(jobs.context, 1, &job);
    self->only = job.of;
    for (int64_t p = 0; p < points; p++)
        variants[p] = job.variant;
    const cadre_pool_options_t options = {
        .seed = self->experiment->design.seed, .runs = self->experiment->replicates, .threads = 1};
    if (code == CADRE_OK)
        code = cadre_pool_run_variants(variants, (int)points, &options, read_outcomes, self, NULL,
                                       err);
    jobs.release(jobs.context, &job);
    return code;
}

static int run_plan(bench_t *self, cadre_error_t *err)
{
    cadre_jobs_t jobs;
    cadre_plan_jobs(self->plan, 1, 1, self->done, &jobs);
    const cadre_pool_options_t options = {.threads = 1};
    return cadre_pool_run_jobs(&jobs, &options, read_outcomes, self, NULL, err);
}

static int run_sweep(bench_t *self, cadre_error_t *err)
{
    cadre_sweep_store_t *store;
    cadre_jobs_t jobs;
    const cadre_sweep_options_t sweep = {.experiment = self->experiment,
                                         .plan = self->plan,
                                         .directory = self->directory,
                                         .command = "bench_sweep",
                                         .shard = 1,
                                         .shards = 1};
    int code = cadre_sweep_store_open(&sweep, &store, err);
    if (code != CADRE_OK)
        return code;
    cadre_plan_jobs(self->plan, 1, 1, cadre_sweep_store_done(store), &jobs);
    const cadre_pool_options_t options = {.threads = 1};
    code = cadre_pool_run_jobs(&jobs, &options, cadre_sweep_store_observe, store, NULL, err);
    if (code == CADRE_OK)
        code = cadre_sweep_store_sync(store, err);
    cadre_sweep_store_close(store);
    return code;
}

static int run_merge(bench_t *self, cadre_error_t *err)
{
    const char *const sources[] = {self->directory};
    cadre_merged_t merged = {0};
    const int code = cadre_sweep_merge(sources, 1, self->directory, false, &merged, err);
    cadre_merged_free(&merged);
    return code;
}

/* ------------------------------------------------------- rounds */

/* What is compared; they take turns, so that what else the machine does falls on all of them. */
enum { POOL, PLAN, SWEEP, MERGE, PHASES };
static int (*const phases[PHASES])(bench_t *self, cadre_error_t *err) = {
    [POOL] = run_alone, [PLAN] = run_plan, [SWEEP] = run_sweep, [MERGE] = run_merge};

static void remove_results(const bench_t *self)
{
    static const char *const files[] = {"journal.txt", "runs.csv", "summary.csv",
                                        "datapackage.json"};
    char path[128];
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        snprintf(path, sizeof path, "%s/%s", self->directory, files[i]);
        remove(path);
    }
    remove(self->directory);
}

static int run_round(bench_t *self, double seconds[PHASES], cadre_error_t *err)
{
    int code = CADRE_OK;
    for (int i = 0; code == CADRE_OK && i < PHASES; i++) {
        const double began = bench_cpu_seconds();
        code = phases[i](self, err);
        const double took = bench_cpu_seconds() - began;
        seconds[i] = seconds[i] > 0 && seconds[i] < took ? seconds[i] : took;
    }
    remove_results(self);
    return code;
}

static void report(const double seconds[PHASES], double runs)
{
    const double all = seconds[SWEEP] / 100;
    bench_row("sweep_us", seconds[SWEEP] * 1e6 / runs, "us", "-", "a short run of a sweep");
    bench_row("sweep_share", (seconds[SWEEP] - seconds[POOL]) / all, "%", "<= 5",
              "of it is bookkeeping:");
    bench_row("sweep_plan_share", (seconds[PLAN] - seconds[POOL]) / all, "%", "-",
              "a specification of its own for each run");
    bench_row("sweep_journal_share", (seconds[SWEEP] - seconds[PLAN]) / all, "%", "-",
              "its record in the journal");
    bench_row("sweep_merge_us", seconds[MERGE] * 1e6 / runs, "us", "-",
              "the merge, for a run; not in the shares");
    bench_row("sweep_mb", bench_peak_bytes() / (1 << 20), "MB", "-", "memory of all this");
}

static int prepare(bench_t *self, const char *path, cadre_error_t *err)
{
    const cadre_experiment_options_t options = {0};
    snprintf(self->directory, sizeof self->directory, "/tmp/cadre-bench.XXXXXX");
    int code = cadre_experiment_load(path, &options, &self->experiment, err);
    if (code == CADRE_OK)
        code = cadre_plan_create(self->experiment, &self->plan, err);
    if (code != CADRE_OK)
        return code;
    if (cadre_plan_sample(self->plan)->points > MOST_POINTS ||
        self->experiment->reading_count > MOST_READINGS)
        return cadre_error_set(err, CADRE_ERROR_INPUT, "at most %d points and %d outcomes",
                               MOST_POINTS, MOST_READINGS);
    self->done = cadre_alloc((size_t)cadre_plan_runs(self->plan) / 8 + 1, 1);
    return self->done != NULL && mkdtemp(self->directory) != NULL
               ? CADRE_OK
               : cadre_error_set(err, CADRE_ERROR_IO, "no room for the results");
}

int main(int argc, char **argv)
{
    const int rounds = bench_argument(argc, argv, 2, 20, 1000);
    double seconds[PHASES] = {0};
    bench_t bench = {0};
    cadre_error_t err = {0};
    int code = prepare(&bench, argc > 1 ? argv[1] : "tests/cli/short-runs.json", &err);
    for (int i = 0; code == CADRE_OK && i < rounds; i++)
        code = run_round(&bench, seconds, &err);
    if (code == CADRE_OK) {
        report(seconds, (double)cadre_plan_runs(bench.plan));
    } else {
        char line[2048];
        fprintf(stderr, "%s\n", cadre_error_describe(&err, line, sizeof line));
    }
    cadre_free(bench.done);
    cadre_plan_free(bench.plan);
    cadre_experiment_free(bench.experiment);
    return cadre_error_exit_status(code);
}
