#define _DEFAULT_SOURCE /* struct rusage has its fields */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double seconds_of(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

double bench_seconds(void)
{
    return seconds_of(CLOCK_MONOTONIC);
}

double bench_cpu_seconds(void)
{
    return seconds_of(CLOCK_PROCESS_CPUTIME_ID);
}

static int by_value(const void *a, const void *b)
{
    const double x = *(const double *)a;
    const double y = *(const double *)b;
    return (x > y) - (x < y);
}

double bench_median(double *values, int n)
{
    qsort(values, (size_t)n, sizeof *values, by_value);
    return values[n / 2];
}

int bench_argument(int argc, char **argv, int k, int usual, int most)
{
    const long value = argc > k ? strtol(argv[k], NULL, 10) : usual;
    return value < 1 ? 1 : value > most ? most : (int)value;
}

void bench_row(const char *name, double value, const char *unit, const char *hold,
               const char *meaning)
{
    printf("%-28s %12.4g %-8s %-18s %s\n", name, value, unit, hold, meaning);
    fflush(stdout);
}

/* ---------------------------------------------------------------- scenarios */

cadre_scenario_t *bench_open(const char *path, const char *patch)
{
    cadre_scenario_t *scenario = NULL;
    cadre_error_t err = {0};
    int code = cadre_isa_check(&err);
    if (code == CADRE_OK)
        code = cadre_scenario_load_patched(path, (cadre_overrides_t){NULL, 0}, &patch, 1, &scenario,
                                           &err);
    if (code != CADRE_OK) {
        char line[2048];
        fprintf(stderr, "%s\n", cadre_error_describe(&err, line, sizeof line));
    }
    return scenario;
}

cadre_scenario_t *bench_open_of_size(const char *path, int members)
{
    enum { MEMBERS_OF_SITE = 500 };
    char patch[256];
    const int sites = (members + MEMBERS_OF_SITE - 1) / MEMBERS_OF_SITE;
    snprintf(patch, sizeof patch,
             "{\"sites\":{\"count\":%d,\"reservoir\":%d},"
             "\"organizations\":{\"masses\":{\"founders\":{\"members\":%d,\"sites\":%d}}}}",
             sites, members, members, sites);
    return bench_open(path, patch);
}

/* ---------------------------------------------------------------- runs */

static int all_organizations(const cadre_world_t *world)
{
    return cadre_world_declared_count(world) + cadre_world_born_count(world);
}

double bench_member_weeks(const cadre_world_t *world)
{
    double years = 0;
    for (int o = 0; o < all_organizations(world); o++) {
        cadre_outcome_t outcome;
        cadre_world_outcome(world, o, &outcome);
        years += outcome.member_years;
    }
    return years * 365.25 / 7;
}

static bool goes_on(const cadre_world_t *world, const cadre_specification_t *specification)
{
    return cadre_world_now(world) < specification->steps &&
           cadre_world_status(world) == CADRE_STATUS_OK;
}

int bench_time_run(cadre_world_t *world, const cadre_specification_t *specification,
                   cadre_luck_t luck, bench_run_t *run)
{
    const cadre_step_t step = cadre_isa_step(cadre_isa_chosen());
    const double began = bench_cpu_seconds();
    int code = cadre_world_begin(world, luck);
    while (code == CADRE_OK && goes_on(world, specification))
        code = step(world);
    run->seconds = bench_cpu_seconds() - began;
    return code;
}

int bench_count_run(cadre_world_t *world, const cadre_specification_t *specification,
                    cadre_luck_t luck, bench_run_t *run)
{
    const cadre_step_t step = cadre_isa_step(cadre_isa_chosen());
    int code = cadre_world_begin(world, luck);
    run->branch_weeks = 0;
    while (code == CADRE_OK && goes_on(world, specification)) {
        for (int o = 0; o < all_organizations(world); o++)
            run->branch_weeks += cadre_world_branch_count(world, o);
        code = step(world);
    }
    run->weeks = cadre_world_now(world);
    run->site_weeks = run->weeks * specification->site_count;
    run->member_weeks = bench_member_weeks(world);
    return code;
}

/* ---------------------------------------------------------------- children */

enum { MOST_CHILDREN = 64 };

static pid_t start_child(int k, bench_work_t work, void *context, int *end)
{
    int ends[2];
    if (pipe(ends) != 0)
        return -1;
    const pid_t child = fork();
    if (child == 0) {
        double numbers[BENCH_NUMBERS] = {0};
        const int code = work(context, k, numbers);
        const bool told = write(ends[1], numbers, sizeof numbers) == sizeof numbers;
        _exit(code == 0 && told ? 0 : 1);
    }
    close(ends[1]);
    *end = ends[0];
    return child;
}

int bench_children(int count, bench_work_t work, void *context, double numbers[][BENCH_NUMBERS])
{
    pid_t child[MOST_CHILDREN];
    int end[MOST_CHILDREN];
    int failed = count > MOST_CHILDREN;
    fflush(stdout);
    for (int k = 0; k < count && !failed; k++)
        child[k] = start_child(k, work, context, &end[k]);
    for (int k = 0; k < count && !failed; k++) {
        int status = 1;
        const ssize_t size = BENCH_NUMBERS * sizeof(double);
        const bool told = child[k] > 0 && read(end[k], numbers[k], (size_t)size) == size;
        const bool ended = child[k] > 0 && waitpid(child[k], &status, 0) == child[k];
        failed = !told || !ended || status != 0;
        close(end[k]);
    }
    return failed;
}

double bench_peak_bytes(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return 1024.0 * (double)usage.ru_maxrss;
}
