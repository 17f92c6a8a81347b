/* What size costs: one organization of a thousand to ten million members on one core, all
 * mechanisms on, 500 members at each site whatever its size; the memory of each; and one year of
 * the largest on two threads. Each size has a process of its own, so its memory is its own.
 *
 *   bench_size [HUGE.json] [MOST] [REPEATS] [SECONDS]
 *   default configs/bench/huge.json 10000000 3 60
 *
 * The year is not waited for longer than SECONDS: what is left of it is then reckoned from the
 * weeks that were done. */
#include "bench.h"

#include "base/memory.h"
#include "engine/engine.h"

#include <math.h>
#include <stdio.h>

enum { LEAST = 1000, STEP = 10, WARM_WEEKS = 2, FEWEST_WEEKS = 4, MOST_WEEKS = 100 };
enum { PERSON_WEEKS = 10000000, YEAR_WEEKS = 52, REPEATED_TO = 1000000 };

/* ---------------------------------------------------------------- one core */

typedef struct {
    const cadre_specification_t *specification;
    uint64_t seed;
    int weeks;
} size_job_t;

/* numbers: ns a member-week, bytes a member. */
static int measure(void *context, int k, double numbers[BENCH_NUMBERS])
{
    const size_job_t *self = context;
    const cadre_step_t step = cadre_isa_step(cadre_isa_chosen());
    const double before = bench_peak_bytes();
    cadre_world_t *world = cadre_world_create(self->specification);
    (void)k;
    int code = world ? cadre_world_begin(world, (cadre_luck_t){self->seed, 1}) : CADRE_ERROR_MEMORY;
    for (int w = 0; w < WARM_WEEKS && code == CADRE_OK; w++)
        code = step(world);
    if (code != CADRE_OK)
        return code;
    const double lived = bench_member_weeks(world);
    const double began = bench_cpu_seconds();
    for (int w = 0; w < self->weeks && code == CADRE_OK; w++)
        code = step(world);
    const double seconds = bench_cpu_seconds() - began;
    const double member_weeks = bench_member_weeks(world) - lived;
    numbers[0] = seconds * 1e9 / member_weeks;
    numbers[1] = (bench_peak_bytes() - before) / (member_weeks / self->weeks);
    cadre_world_free(world);
    return code;
}

static int measure_size(const char *path, int members, int repeats, double *ns, double *bytes)
{
    double of_repeat[BENCH_MOST_REPEATS], numbers[1][BENCH_NUMBERS];
    cadre_scenario_t *scenario = bench_open_of_size(path, members);
    if (scenario == NULL)
        return CADRE_ERROR_INPUT;
    const int weeks = PERSON_WEEKS / members;
    const size_job_t job = {&scenario->specification, scenario->seed,
                            weeks < FEWEST_WEEKS ? FEWEST_WEEKS
                            : weeks > MOST_WEEKS ? MOST_WEEKS
                                                 : weeks};
    scenario->specification.steps = WARM_WEEKS + job.weeks;
    int code = CADRE_OK;
    for (int r = 0; r < repeats && code == CADRE_OK; r++) {
        code = bench_children(1, measure, (void *)(uintptr_t)&job, numbers);
        of_repeat[r] = numbers[0][0];
    }
    cadre_scenario_free(scenario);
    if (code != CADRE_OK)
        return CADRE_ERROR_SOME_RUNS;
    *ns = bench_median(of_repeat, repeats);
    *bytes = numbers[0][1];
    return CADRE_OK;
}

static int measure_sizes(const char *path, int most, int repeats)
{
    double least_ns = HUGE_VAL, most_ns = 0;
    for (int members = LEAST; members <= most; members *= STEP) {
        char name[32];
        double ns, bytes;
        const int code =
            measure_size(path, members, members > REPEATED_TO ? 1 : repeats, &ns, &bytes);
        if (code != CADRE_OK)
            return code;
        snprintf(name, sizeof name, "member_week_ns_1e%d", (int)(log10(members) + 0.5));
        bench_row(name, ns, "ns", "-", "per member and week at that size");
        if (members > LEAST) {
            least_ns = ns < least_ns ? ns : least_ns;
            most_ns = ns > most_ns ? ns : most_ns;
        }
        if (members > most / STEP)
            bench_row("member_bytes", bytes, "bytes", "<= 120",
                      "memory a member at the largest size, most at any time");
    }
    if (most_ns > 0)
        bench_row("size_ratio", most_ns / least_ns, "1", "<= 2",
                  "dearest over cheapest size from 1e4 on");
    return CADRE_OK;
}

/* ---------------------------------------------------------------- a year on two threads */

typedef struct {
    const cadre_scenario_t *scenario;
    double patience;
    double began, founded;
    int asked;
} year_t;

/* Asked before the run, before its first week, and after every week that takes long. */
static bool has_had_enough(void *context)
{
    year_t *self = context;
    const double now = bench_seconds();
    if (self->asked++ == 1)
        self->founded = now;
    return now - self->began > self->patience;
}

static int ignore(void *context, const cadre_replicate_t *replicate)
{
    (void)context;
    return replicate->status == CADRE_STATUS_OK ? 0 : CADRE_ERROR_SOME_RUNS;
}

/* numbers: seconds of a year, weeks done, seconds until the founders were there. */
static int live_year(void *context, int k, double numbers[BENCH_NUMBERS])
{
    static const cadre_recording_t nothing = {0};
    year_t self = *(const year_t *)context;
    const cadre_pool_options_t options = {.seed = self.scenario->seed,
                                          .runs = 1,
                                          .threads = 2,
                                          .stop = has_had_enough,
                                          .stop_context = &self};
    (void)k;
    self.began = bench_seconds();
    const int code =
        cadre_pool_run(&self.scenario->specification, &nothing, &options, ignore, NULL, NULL, NULL);
    const double now = bench_seconds();
    const bool whole = code == CADRE_OK;
    const int weeks = whole ? YEAR_WEEKS : self.asked - 2;
    if ((!whole && code != CADRE_ERROR_INTERRUPTED) || weeks < 1)
        return CADRE_ERROR_SOME_RUNS;
    numbers[2] = self.founded - self.began;
    numbers[1] = weeks;
    numbers[0] = numbers[2] + (now - self.founded) * YEAR_WEEKS / weeks;
    return CADRE_OK;
}

static int measure_year(const char *path, int members, int patience)
{
    double numbers[1][BENCH_NUMBERS];
    cadre_scenario_t *scenario = bench_open_of_size(path, members);
    if (scenario == NULL)
        return CADRE_ERROR_INPUT;
    scenario->specification.steps = YEAR_WEEKS;
    year_t year = {.scenario = scenario, .patience = patience};
    const int code = bench_children(1, live_year, &year, numbers);
    cadre_scenario_free(scenario);
    if (code != CADRE_OK)
        return CADRE_ERROR_SOME_RUNS;
    bench_row("huge_year_s", numbers[0][0], "s", "<= 60",
              "a year of the largest size on 2 threads, founding included");
    bench_row("huge_founding_s", numbers[0][2], "s", "-", "of which until the founders are there");
    bench_row("huge_weeks", numbers[0][1], "weeks", "-", "weeks that were done of it");
    return CADRE_OK;
}

int main(int argc, char **argv)
{
    const char *path = argc > 1 ? argv[1] : "configs/bench/huge.json";
    const int most = bench_argument(argc, argv, 2, 10000000, 100000000);
    int code = measure_sizes(path, most, bench_argument(argc, argv, 3, 3, BENCH_MOST_REPEATS));
    if (code == CADRE_OK)
        code = measure_year(path, most, bench_argument(argc, argv, 4, 60, 3600));
    return cadre_error_exit_status(code);
}
