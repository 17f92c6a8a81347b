/* Whose the time of a run is: the share of each mechanism in the historical scenario on one core.
 * Switching mechanisms off would tell something else, for the others then have other people to deal
 * with. So all are on, and this build alone has a stopwatch round every function of the week
 * (stopwatch.def), put there by the linker, with what the stopwatch itself takes taken off.
 * `shares_cover` says how well that works: the sum of all accounts against the time of the same run
 * with the stopwatch off.
 *
 *   bench_shares [SCENARIO.json] [REPEATS]        default configs/iso-1977-2019.json 9
 *   bench_shares HUGE.json REPEATS MEMBERS        weeks of one organization of that size
 *
 * There is one program for each instruction set: bench_shares, bench_shares_v3, bench_shares_v4. */
#include "bench.h"
#include "stopwatch.h"

#include "base/memory.h"

#include <math.h>
#include <stdio.h>

enum { WEEKS_OF_SIZE = 12 };

/* cadre_world_step is here this program's own, of its instruction set and under the stopwatch. */
static int run(cadre_world_t *world, const cadre_specification_t *specification, cadre_luck_t luck,
               bool watched, double ns[STOPWATCH_COUNT])
{
    int code = cadre_world_begin(world, luck);
    stopwatch_start(watched);
    while (code == CADRE_OK && cadre_world_now(world) < specification->steps &&
           cadre_world_status(world) == CADRE_STATUS_OK)
        code = cadre_world_step(world);
    stopwatch_read(ns);
    return code;
}

static double sum(const double ns[STOPWATCH_COUNT])
{
    double all = 0;
    for (int k = 0; k < STOPWATCH_COUNT; k++)
        all += ns[k];
    return all;
}

/* The same run again and again; of every account the least, for whatever disturbs only adds. */
static int measure(const cadre_scenario_t *scenario, cadre_world_t *world, int repeats,
                   double least[STOPWATCH_COUNT], double *bare)
{
    const cadre_luck_t luck = {scenario->seed, 1};
    int code = CADRE_OK;
    *bare = HUGE_VAL;
    for (int k = 0; k < STOPWATCH_COUNT; k++)
        least[k] = HUGE_VAL;
    for (int r = 0; r < repeats && code == CADRE_OK; r++) {
        double ns[STOPWATCH_COUNT] = {0};
        code = run(world, &scenario->specification, luck, false, ns);
        *bare = fmin(*bare, sum(ns));
        if (code == CADRE_OK)
            code = run(world, &scenario->specification, luck, true, ns);
        for (int k = 0; k < STOPWATCH_COUNT; k++)
            least[k] = fmin(least[k], ns[k]);
    }
    return code;
}

static void report(const double ns[STOPWATCH_COUNT], double bare)
{
    for (int k = 0; k < STOPWATCH_COUNT; k++) {
        char name[48];
        snprintf(name, sizeof name, "share_%s", stopwatch_name((stopwatch_owner_t)k));
        bench_row(name, 100 * ns[k] / sum(ns), "%", "-",
                  k == STOPWATCH_rest ? "the pass itself, those it marked, and the books"
                                      : "of the time of all weeks");
    }
    bench_row("shares_cover", 100 * sum(ns) / bare, "%", "-",
              "sum of the accounts against a run without a stopwatch");
}

int main(int argc, char **argv)
{
    const char *path = argc > 1 ? argv[1] : "configs/iso-1977-2019.json";
    const int members = bench_argument(argc, argv, 3, 1, 100000000);
    cadre_scenario_t *scenario =
        argc > 3 ? bench_open_of_size(path, members) : bench_open(path, "{}");
    if (scenario != NULL && argc > 3)
        scenario->specification.steps = WEEKS_OF_SIZE;
    cadre_world_t *world = scenario ? cadre_world_create(&scenario->specification) : NULL;
    double ns[STOPWATCH_COUNT], bare = 0;
    const int repeats = bench_argument(argc, argv, 2, 9, BENCH_MOST_REPEATS);
    const int code = world ? measure(scenario, world, repeats, ns, &bare) : CADRE_ERROR_MEMORY;
    if (code == CADRE_OK)
        report(ns, bare);
    cadre_world_free(world);
    cadre_scenario_free(scenario);
    return cadre_error_exit_status(code);
}
