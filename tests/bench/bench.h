/* What the benchmarks share: clocks, medians, scenarios at hand, children, and rows of the one
 * table that all print. A row is NAME VALUE UNIT HOLD MEANING; tests/bench/run reads the first
 * three. */
#ifndef CADRE_BENCH_H
#define CADRE_BENCH_H

#include "engine/isa.h"
#include "scenario/scenario.h"

enum { BENCH_MOST_REPEATS = 101, BENCH_NUMBERS = 4 };

double bench_seconds(void); /* of a clock that only goes forward */
/* Of the processor in this process: what one thread needs, whatever else the machine does. */
double bench_cpu_seconds(void);
/* The upper median of n >= 1 values, which are sorted by it. */
double bench_median(double *values, int n);
/* Argument k as a whole number in 1..most, or `usual` where there is none. */
int bench_argument(int argc, char **argv, int k, int usual, int most);

/* A row of the table. `hold` is what the value is held against, as "<= 25"; "-": nothing. */
void bench_row(const char *name, double value, const char *unit, const char *hold,
               const char *meaning);

/* A scenario with a merge patch ("{}": none) applied. NULL, having said why. */
cadre_scenario_t *bench_open(const char *path, const char *patch);
/* configs/bench/huge.json with so many members, and as many sites as keep 500 members at each. */
cadre_scenario_t *bench_open_of_size(const char *path, int members);

/* What a run is made of. People and branches are those of all organizations, also of those that
 * were born during the run. */
typedef struct {
    double seconds, member_weeks, branch_weeks, site_weeks, weeks;
} bench_run_t;

/* One replicate from its first week to its last by the chosen instruction set; its seconds of the
 * processor. */
int bench_time_run(cadre_world_t *world, const cadre_specification_t *specification,
                   cadre_luck_t luck, bench_run_t *run);
/* The same, counted week by week and not timed: `seconds` stays as it is. */
int bench_count_run(cadre_world_t *world, const cadre_specification_t *specification,
                    cadre_luck_t luck, bench_run_t *run);
/* Member-weeks of all organizations so far. */
double bench_member_weeks(const cadre_world_t *world);

/* Calls `work` in `count` children at once, each with its number, and waits for all: what child k
 * leaves in `numbers` comes back in numbers[k]. A child begins with one thread and memory of its
 * own, whatever the others do. Nonzero if one failed. */
typedef int (*bench_work_t)(void *context, int k, double numbers[BENCH_NUMBERS]);
int bench_children(int count, bench_work_t work, void *context, double numbers[][BENCH_NUMBERS]);
/* Most memory that this process ever held, in bytes. */
double bench_peak_bytes(void);

#endif
