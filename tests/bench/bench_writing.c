/* What writing costs: `cadre run` of the historical scenario with all its files against the same
 * replicates, observed as often, that nobody writes down; processor time of both, which take turns.
 * Then an ensemble of which only runs.csv and summary.csv remain: its time and memory on two
 * threads.
 *
 *   bench_writing PROGRAM [SCENARIO.json] [RUNS] [MANY] [REPEATS]
 *   default configs/iso-1977-2019.json 40 1000 5 */
#define _XOPEN_SOURCE   700 /* mkdtemp */
#define _DEFAULT_SOURCE     /* wait4 */
#include "bench.h"

#include "base/memory.h"
#include "engine/engine.h"
#include "store/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ALL = 10000 }; /* replicates that the hold is about */

typedef struct {
    const char *program, *path;
    const cadre_scenario_t *scenario;
    int runs;
    char folder[64]; /* of all results */
} writing_t;

typedef struct {
    double wall, cpu; /* seconds */
    double peak;      /* bytes */
} cost_t;

static double of(struct timeval t)
{
    return (double)t.tv_sec + 1e-6 * (double)t.tv_usec;
}

/* `cadre run` as anybody would start it. */
static void become_program(const writing_t *self, int runs, const char *threads, const char *keep)
{
    char number[16], results[96];
    snprintf(number, sizeof number, "%d", runs);
    snprintf(results, sizeof results, "%s/results", self->folder);
    execl(self->program, self->program, "run", self->path, "-n", number, "--threads", threads,
          "--keep-runs", keep, "-q", "-o", results, (char *)NULL);
}

static int run_program(const writing_t *self, int runs, const char *threads, const char *keep,
                       cost_t *cost)
{
    const double began = bench_seconds();
    const pid_t child = fork();
    if (child == 0) {
        if (freopen("/dev/null", "w", stdout) != NULL)
            become_program(self, runs, threads, keep);
        _exit(127);
    }
    int status = 1;
    struct rusage usage;
    if (child < 0 || wait4(child, &status, 0, &usage) != child || status != 0)
        return CADRE_ERROR_SOME_RUNS;
    *cost = (cost_t){bench_seconds() - began, of(usage.ru_utime) + of(usage.ru_stime),
                     1024.0 * (double)usage.ru_maxrss};
    return CADRE_OK;
}

static int ignore(void *context, const cadre_replicate_t *replicate)
{
    (void)context;
    return replicate->status == CADRE_STATUS_FAILED ? CADRE_ERROR_SOME_RUNS : 0;
}

/* numbers[0]: processor seconds. The scenario is read anew, as the program does. */
static int only_run(void *context, int k, double numbers[BENCH_NUMBERS])
{
    const writing_t *self = context;
    (void)k;
    cadre_scenario_t *scenario = bench_open(self->path, "{}");
    int32_t *rows = NULL, *years = NULL;
    cadre_recording_t recording = {0};
    int code = scenario ? CADRE_OK : CADRE_ERROR_INPUT;
    if (code == CADRE_OK)
        code = cadre_row_steps(&scenario->specification, CADRE_EVERY_MONTH, &rows,
                               &recording.row_count);
    if (code == CADRE_OK)
        code = cadre_row_steps(&scenario->specification, CADRE_EVERY_YEAR, &years,
                               &recording.year_count);
    recording.row_steps = rows;
    recording.year_steps = years;
    const cadre_pool_options_t options = {.seed = self->scenario->seed,
                                          .runs = self->runs,
                                          .threads = 1,
                                          .keep_branches = self->runs};
    if (code == CADRE_OK)
        code = cadre_pool_run(&scenario->specification, &recording, &options, ignore, NULL, NULL,
                              NULL);
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    numbers[0] = of(usage.ru_utime) + of(usage.ru_stime);
    cadre_free(rows);
    cadre_free(years);
    cadre_scenario_free(scenario);
    return code;
}

static int all_files(writing_t *self, int repeats)
{
    double us[BENCH_MOST_REPEATS], share[BENCH_MOST_REPEATS], numbers[1][BENCH_NUMBERS];
    int code = CADRE_OK;
    for (int r = 0; r < repeats && code == CADRE_OK; r++) {
        cost_t program = {0};
        code = run_program(self, self->runs, "1", "all", &program);
        if (code == CADRE_OK && bench_children(1, only_run, self, numbers) != 0)
            code = CADRE_ERROR_SOME_RUNS;
        us[r] = 1e6 * (program.cpu - numbers[0][0]) / self->runs;
        share[r] = 100 * (program.cpu - numbers[0][0]) / program.cpu;
    }
    if (code != CADRE_OK)
        return code;
    bench_row("writing_us", bench_median(us, repeats), "us", "-",
              "per run: all its rows, and its part of the summary");
    bench_row("writing_share", bench_median(share, repeats), "%", "-",
              "of the processor time of cadre run");
    return CADRE_OK;
}

static int many_runs(const writing_t *self, int runs)
{
    cost_t few, many;
    int code = run_program(self, runs / 4 > 0 ? runs / 4 : 1, "2", "0", &few);
    if (code == CADRE_OK)
        code = run_program(self, runs, "2", "0", &many);
    if (code != CADRE_OK)
        return code;
    bench_row("ten_thousand_s", many.wall * ALL / runs, "s", "<= 240",
              "10,000 runs with summary.csv and runs.csv on 2 threads, reckoned");
    bench_row("ensemble_runs", runs, "runs", "-", "from so many");
    bench_row("ensemble_mb", many.peak / (1 << 20), "MB", "<= 256", "memory of these");
    bench_row("ensemble_mb_quarter", few.peak / (1 << 20), "MB", "-",
              "memory of a quarter of them");
    return CADRE_OK;
}

static void remove_results(const writing_t *self)
{
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", self->folder);
    if (system(command) != 0)
        fprintf(stderr, "%s could not be removed\n", self->folder);
}

int main(int argc, char **argv)
{
    writing_t self = {.program = argc > 1 ? argv[1] : "build/cadre",
                      .path = argc > 2 ? argv[2] : "configs/iso-1977-2019.json",
                      .runs = bench_argument(argc, argv, 3, 40, 100000),
                      .folder = "/tmp/cadre-bench.XXXXXX"};
    cadre_scenario_t *scenario = bench_open(self.path, "{}");
    if (scenario == NULL || mkdtemp(self.folder) == NULL)
        return cadre_error_exit_status(CADRE_ERROR_IO);
    self.scenario = scenario;
    int code = all_files(&self, bench_argument(argc, argv, 5, 5, BENCH_MOST_REPEATS));
    if (code == CADRE_OK)
        code = many_runs(&self, bench_argument(argc, argv, 4, 1000, 1000000));
    remove_results(&self);
    cadre_scenario_free(scenario);
    return cadre_error_exit_status(code);
}
