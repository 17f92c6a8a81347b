/* Whose the time of a run is: the share of each mechanism in the historical scenario on one core.
 * Switching mechanisms off would tell something else, for the others then have other people to deal
 * with. So all are on, and this build alone has a stopwatch round every function of the week
 * (stopwatch.def), put there by the linker, with what the stopwatch itself takes taken off.
 * `shares_cover` says how well that works: the sum of all accounts against the time of the same run
 * with the stopwatch off. The same run is made again and again; of every week the least counts.
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

/* Of every week and account the least of all repeats: the work is the same each time, and whatever
 * disturbs only adds. A week is short enough to be left alone now and then on a busy machine. */
typedef struct {
    double (*weeks)[STOPWATCH_COUNT];
    int count;
} least_t;

static int create_least(least_t *self, int weeks)
{
    self->weeks = cadre_alloc((size_t)weeks, sizeof *self->weeks);
    self->count = weeks;
    for (int w = 0; self->weeks != NULL && w < weeks; w++)
        for (int k = 0; k < STOPWATCH_COUNT; k++)
            self->weeks[w][k] = HUGE_VAL;
    return self->weeks != NULL ? CADRE_OK : CADRE_ERROR_MEMORY;
}

static void keep_least(least_t *self, int week, const double ns[STOPWATCH_COUNT])
{
    for (int k = 0; k < STOPWATCH_COUNT; k++)
        self->weeks[week][k] = fmin(self->weeks[week][k], ns[k]);
}

/* Sums over the weeks that were reached. */
static void sum_weeks(const least_t *self, double ns[STOPWATCH_COUNT])
{
    for (int k = 0; k < STOPWATCH_COUNT; k++)
        ns[k] = 0;
    for (int w = 0; w < self->count && self->weeks[w][0] < HUGE_VAL; w++)
        for (int k = 0; k < STOPWATCH_COUNT; k++)
            ns[k] += self->weeks[w][k];
    for (int k = 0; k < STOPWATCH_COUNT; k++)
        ns[k] = fmax(ns[k], 0); /* what is hardly called at all */
}

/* cadre_world_step is here this program's own, of its instruction set and under the stopwatch. */
static int run(const cadre_scenario_t *scenario, cadre_world_t *world, bool watched, least_t *least)
{
    int code = cadre_world_begin(world, (cadre_luck_t){scenario->seed, 1});
    stopwatch_start(watched);
    while (code == CADRE_OK && cadre_world_now(world) < least->count &&
           cadre_world_status(world) == CADRE_STATUS_OK) {
        double ns[STOPWATCH_COUNT];
        const int week = cadre_world_now(world);
        code = cadre_world_step(world);
        stopwatch_read(ns);
        keep_least(least, week, ns);
    }
    return code;
}

static double sum(const double ns[STOPWATCH_COUNT])
{
    double all = 0;
    for (int k = 0; k < STOPWATCH_COUNT; k++)
        all += ns[k];
    return all;
}

static int measure(const cadre_scenario_t *scenario, cadre_world_t *world, int repeats,
                   double ns[STOPWATCH_COUNT], double *bare)
{
    least_t with = {NULL, 0}, without = {NULL, 0};
    int code = create_least(&with, scenario->specification.steps);
    if (code == CADRE_OK)
        code = create_least(&without, scenario->specification.steps);
    for (int r = 0; r < repeats && code == CADRE_OK; r++) {
        code = run(scenario, world, false, &without);
        if (code == CADRE_OK)
            code = run(scenario, world, true, &with);
    }
    if (code == CADRE_OK) {
        sum_weeks(&without, ns);
        *bare = sum(ns);
        sum_weeks(&with, ns);
    }
    cadre_free(with.weeks);
    cadre_free(without.weeks);
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
