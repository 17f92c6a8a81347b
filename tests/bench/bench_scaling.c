/* How two threads do against two processes that know nothing of each other, in the same run: an
 * ensemble of replicates, and one organization whose weeks are shared. Each side is started anew
 * and computes exactly the same replicates; they take turns. The rate of two processes is the sum
 * of both, so that the one which ends later does not count against them.
 *
 *   bench_scaling [SCENARIO.json] [RUNS] [HUGE.json] [MEMBERS] [REPEATS]
 *   default configs/iso-1977-2019.json 10 configs/bench/huge.json 1000000 5 */
#include "bench.h"

#include "engine/engine.h"

#include <stdio.h>

enum { SIDES = 2, WEEKS_SHARED = 26 };

typedef struct {
    const cadre_specification_t *specification;
    uint64_t seed;
    int64_t runs;
    int threads; /* of one process */
    int twice;   /* computes each replicate so often */
    /* the first weeks are over, founding is not counted */
    int asked;
    double began;
} job_t;

static int ignore(void *context, const cadre_replicate_t *replicate)
{
    (void)context;
    return replicate->status == CADRE_STATUS_OK ? 0 : CADRE_ERROR_SOME_RUNS;
}

/* The pool asks before it takes a run and again when the founders are there. */
static bool ask(void *context)
{
    job_t *self = context;
    if (self->asked++ == 1)
        self->began = bench_seconds();
    return false;
}

static int run_pool(const job_t *self, cadre_pool_options_t options)
{
    static const cadre_recording_t nothing = {0};
    const cadre_variant_t same = {self->specification, &nothing};
    const cadre_variant_t variants[] = {same, same};
    options.seed = self->seed;
    options.runs = self->runs;
    options.threads = self->threads;
    return cadre_pool_run_variants(variants, self->twice, &options, ignore, NULL, NULL, NULL);
}

/* numbers[0]: seconds. */
static int ensemble(void *context, int k, double numbers[BENCH_NUMBERS])
{
    const job_t *self = context;
    (void)k;
    const double began = bench_seconds();
    const int code = run_pool(self, (cadre_pool_options_t){0});
    numbers[0] = bench_seconds() - began;
    return code;
}

static int weeks_alone(void *context, int k, double numbers[BENCH_NUMBERS])
{
    job_t self = *(const job_t *)context;
    (void)k;
    const int code = run_pool(&self, (cadre_pool_options_t){.stop = ask, .stop_context = &self});
    numbers[0] = bench_seconds() - self.began;
    return code;
}

/* Share of the rate of two processes that two threads reach. `alone`: a thread's seconds for what
 * both do, over the threads'. */
static int compare(job_t one, bench_work_t work, double *share, double *speedup)
{
    double two[SIDES][BENCH_NUMBERS], together[1][BENCH_NUMBERS], alone[1][BENCH_NUMBERS];
    job_t both = one;
    both.threads = 2;
    both.twice = one.runs > 1 ? 2 : 1; /* one organization cannot be run twice at once */
    int code = bench_children(SIDES, work, &one, two);
    if (code == 0)
        code = bench_children(1, work, &both, together);
    if (code == 0)
        code = bench_children(1, work, &one, alone);
    if (code != 0)
        return CADRE_ERROR_SOME_RUNS;
    const double rate = 1 / two[0][0] + 1 / two[1][0];
    *share = 100 * both.twice / together[0][0] / rate;
    *speedup = both.twice * alone[0][0] / together[0][0];
    return CADRE_OK;
}

static int repeat(const job_t *one, bench_work_t work, int repeats, double *share, double *speedup)
{
    double shares[BENCH_MOST_REPEATS], speedups[BENCH_MOST_REPEATS];
    int code = CADRE_OK;
    for (int r = 0; r < repeats && code == CADRE_OK; r++)
        code = compare(*one, work, &shares[r], &speedups[r]);
    if (code != CADRE_OK)
        return code;
    *share = bench_median(shares, repeats);
    *speedup = bench_median(speedups, repeats);
    return CADRE_OK;
}

static int of_ensemble(const char *path, int runs, int repeats)
{
    cadre_scenario_t *scenario = bench_open(path, "{}");
    if (scenario == NULL)
        return CADRE_ERROR_INPUT;
    const job_t one = {.specification = &scenario->specification,
                       .seed = scenario->seed,
                       .runs = runs < 2 ? 2 : runs,
                       .threads = 1,
                       .twice = 1};
    double share = 0, speedup = 0;
    const int code = repeat(&one, ensemble, repeats, &share, &speedup);
    cadre_scenario_free(scenario);
    if (code != CADRE_OK)
        return code;
    bench_row("ensemble_share", share, "%", ">= 95",
              "an ensemble on 2 threads against two processes");
    bench_row("ensemble_speedup", speedup, "1", "-", "against one thread that has the machine");
    return CADRE_OK;
}

static int of_organization(const char *path, int members, int repeats)
{
    cadre_scenario_t *scenario = bench_open_of_size(path, members);
    if (scenario == NULL)
        return CADRE_ERROR_INPUT;
    if (scenario->specification.steps > WEEKS_SHARED)
        scenario->specification.steps = WEEKS_SHARED;
    const job_t one = {.specification = &scenario->specification,
                       .seed = scenario->seed,
                       .runs = 1,
                       .threads = 1,
                       .twice = 1};
    double share = 0, speedup = 0;
    const int code = repeat(&one, weeks_alone, repeats, &share, &speedup);
    cadre_scenario_free(scenario);
    if (code != CADRE_OK)
        return code;
    bench_row("organization_share", share, "%", ">= 85",
              "one large organization's weeks on 2 threads, the same");
    bench_row("organization_speedup", speedup, "1", "-", "against one thread that has the machine");
    return CADRE_OK;
}

int main(int argc, char **argv)
{
    const int repeats = bench_argument(argc, argv, 5, 5, BENCH_MOST_REPEATS);
    int code = of_ensemble(argc > 1 ? argv[1] : "configs/iso-1977-2019.json",
                           bench_argument(argc, argv, 2, 10, 100000), repeats);
    if (code == CADRE_OK)
        code = of_organization(argc > 3 ? argv[3] : "configs/bench/huge.json",
                               bench_argument(argc, argv, 4, 1000000, 100000000), repeats);
    return cadre_error_exit_status(code);
}
