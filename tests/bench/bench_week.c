/* What a member-week costs: the historical scenario on one core against a floor in the same
 * program, the same keyed draws per member-week and one exit test. Prints medians of repeats;
 * ratios are what counts, absolute times depend on the machine.
 *
 *   bench_week [SCENARIO.json] [REPEATS]        default configs/iso-1977-2019.json 7 */
#include "base/error.h"
#include "base/memory.h"
#include "base/numeric.h"
#include "model/world.h"
#include "scenario/scenario.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { FLOOR_PEOPLE = 1024, FLOOR_BRANCH = 32, FLOOR_WEEKS = 1000, MOST_REPEATS = 101 };

static double now_seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int by_value(const void *a, const void *b)
{
    const double x = *(const double *)a;
    const double y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *values, int n)
{
    qsort(values, (size_t)n, sizeof *values, by_value);
    return values[n / 2];
}

/* One replicate; its seconds and member-weeks. */
static int time_run(cadre_world_t *world, const cadre_specification_t *specification,
                    uint32_t replicate, double *seconds, double *member_weeks)
{
    const double began = now_seconds();
    int code = cadre_world_begin(world, (cadre_luck_t){1977, replicate});
    while (code == CADRE_OK && cadre_world_now(world) < specification->steps &&
           cadre_world_status(world) == CADRE_STATUS_OK)
        code = cadre_world_step(world);
    *seconds = now_seconds() - began;
    *member_weeks = 0;
    for (int k = 0; k < cadre_world_observed_count(world); k++) {
        cadre_outcome_t outcome;
        cadre_world_outcome(world, cadre_world_observed(world, k), &outcome);
        *member_weeks += outcome.member_years * 365.25 / 7;
    }
    return code;
}

/* Nanoseconds a person-week of the floor; `exits` keeps the compiler from dropping the work. */
static double time_floor(const uint64_t *ids, uint64_t *exits)
{
    static uint32_t words[4][FLOOR_BRANCH];
    const uint32_t threshold = cadre_threshold(0.01f);
    const double began = now_seconds();
    for (uint32_t week = 0; week < FLOOR_WEEKS; week++)
        for (int first = 0; first < FLOOR_PEOPLE; first += FLOOR_BRANCH) {
            cadre_draw_many((cadre_luck_t){1977, 1}, ids + first, FLOOR_BRANCH, week,
                            CADRE_DRAW_PERSON_WEEK, 0, words[0], FLOOR_BRANCH);
            uint32_t left = 0;
            for (int i = 0; i < FLOOR_BRANCH; i++)
                left += words[0][i] < threshold;
            *exits += left;
        }
    return (now_seconds() - began) * 1e9 / ((double)FLOOR_PEOPLE * FLOOR_WEEKS);
}

static void report(double *run_ms, double *week_ns, double *floor_ns, int repeats)
{
    const double week = median(week_ns, repeats);
    const double floor = median(floor_ns, repeats);
    printf("run_ms          %8.2f   one run of the scenario on one core\n",
           median(run_ms, repeats));
    printf("member_week_ns  %8.2f   the whole model per member and week\n", week);
    printf("floor_ns        %8.2f   the same draws and one exit test\n", floor);
    printf("ratio           %8.2f   member_week_ns / floor_ns\n", week / floor);
}

int main(int argc, char **argv)
{
    const char *path = argc > 1 ? argv[1] : "configs/iso-1977-2019.json";
    int repeats = argc > 2 ? atoi(argv[2]) : 7;
    repeats = repeats < 1 ? 1 : repeats > MOST_REPEATS ? MOST_REPEATS : repeats;
    static double run_ms[MOST_REPEATS], week_ns[MOST_REPEATS], floor_ns[MOST_REPEATS];
    static uint64_t ids[FLOOR_PEOPLE];
    cadre_scenario_t *scenario = NULL;
    cadre_error_t err = {0};
    if (cadre_scenario_load(path, (cadre_overrides_t){NULL, 0}, &scenario, &err) != CADRE_OK) {
        char line[2048];
        fprintf(stderr, "%s\n", cadre_error_describe(&err, line, sizeof line));
        return cadre_error_exit_status(err.code);
    }
    cadre_world_t *world = cadre_world_create(&scenario->specification);
    int code = world == NULL ? CADRE_ERROR_MEMORY : CADRE_OK;
    uint64_t exits = 0;
    for (uint32_t i = 0; i < FLOOR_PEOPLE; i++)
        ids[i] = cadre_identity(CADRE_BIRTH_FOUNDER, 0, i, 0);
    for (int r = -1; code == CADRE_OK && r < repeats; r++) { /* -1 warms up */
        double seconds = 0;
        double weeks = 0;
        code = time_run(world, &scenario->specification, (uint32_t)(r + 2), &seconds, &weeks);
        const double floor = time_floor(ids, &exits);
        if (r < 0)
            continue;
        run_ms[r] = seconds * 1e3;
        week_ns[r] = weeks > 0 ? seconds * 1e9 / weeks : 0;
        floor_ns[r] = floor;
    }
    if (code == CADRE_OK)
        report(run_ms, week_ns, floor_ns, repeats);
    cadre_world_free(world);
    cadre_scenario_free(scenario);
    return code == CADRE_OK && exits > 0 ? 0 : 1;
}
