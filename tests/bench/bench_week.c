/* What a member-week costs: the historical scenario on one core, every mechanism on, against a
 * floor in the same program (floor.h), and what the time of a run is made of,
 *
 *   seconds = a member-weeks + b branch-weeks + c site-weeks + d weeks
 *
 * fitted to variants of the scenario by least squares of the relative error. The two take turns, so
 * that what else the machine does falls on both; time is that of the processor. Medians of repeats;
 * ratios are what counts.
 *
 *   bench_week [SCENARIO.json] [REPEATS]        default configs/iso-1977-2019.json 7 */
#include "bench.h"
#include "floor.h"

#include "model/state.h"

#include <gsl/gsl_multifit.h>
#include <math.h>
#include <stdio.h>

enum { FLOOR_PEOPLE = 4096, FLOOR_PERSON_WEEKS = 1 << 21, TIMINGS = 3, TERMS = 4 };

/* ---------------------------------------------------------------- against the floor */

typedef struct {
    floor_people_t people;
    uint64_t id[2 * FLOOR_PEOPLE];
    float hazard[2 * FLOOR_PEOPLE];
    floor_week_t week;
    uint64_t exits; /* keeps the compiler from dropping the work */
} floor_t;

static floor_week_t floor_of(int isa)
{
#ifdef CADRE_ISA_KERNELS
    if (isa != CADRE_ISA_BASE)
        return isa == CADRE_ISA_V3 ? floor_week_v3 : floor_week_v4;
#endif
    (void)isa;
    return floor_week;
}

/* Branches as large as the scenario's are on average. */
static void make_floor(floor_t *self, const bench_run_t *run)
{
    const double size = run->branch_weeks > 0 ? run->member_weeks / run->branch_weeks : 1;
    self->people.size = size < 1 ? 1 : size > FLOOR_PEOPLE ? FLOOR_PEOPLE : (int)(size + 0.5);
    const int stride = (self->people.size + CADRE_LANES - 1) / CADRE_LANES * CADRE_LANES;
    self->people.branches = 2 * FLOOR_PEOPLE / stride;
    if (self->people.branches > FLOOR_PEOPLE / self->people.size)
        self->people.branches = FLOOR_PEOPLE / self->people.size;
    self->people.id = self->id;
    self->people.hazard = self->hazard;
    for (uint32_t i = 0; i < 2 * FLOOR_PEOPLE; i++) {
        self->id[i] = cadre_identity(CADRE_BIRTH_FOUNDER, 0, i, 0);
        self->hazard[i] = 0.01f;
    }
    self->week = floor_of(cadre_isa_chosen());
}

/* Nanoseconds a person-week of the floor. */
static double time_floor(floor_t *self)
{
    const int people = self->people.branches * self->people.size;
    const uint32_t weeks = (uint32_t)(FLOOR_PERSON_WEEKS / people);
    const double began = bench_cpu_seconds();
    for (uint32_t week = 0; week < weeks; week++)
        self->exits += self->week(&self->people, week % CADRE_MAX_WEEKS);
    return (bench_cpu_seconds() - began) * 1e9 / ((double)people * weeks);
}

static int against_floor(const cadre_scenario_t *scenario, cadre_world_t *world, int repeats)
{
    static floor_t floor;
    double run_ms[BENCH_MOST_REPEATS], week_ns[BENCH_MOST_REPEATS], floor_ns[BENCH_MOST_REPEATS];
    double ratio[BENCH_MOST_REPEATS];
    const cadre_specification_t *specification = &scenario->specification;
    int code = CADRE_OK;
    for (int r = 0; r < repeats && code == CADRE_OK; r++) {
        const cadre_luck_t luck = {scenario->seed, (uint32_t)r + 1};
        bench_run_t run;
        code = bench_count_run(world, specification, luck, &run); /* warms up, too */
        if (code == CADRE_OK)
            code = bench_time_run(world, specification, luck, &run);
        make_floor(&floor, &run);
        floor_ns[r] = time_floor(&floor);
        run_ms[r] = run.seconds * 1e3;
        week_ns[r] = run.seconds * 1e9 / run.member_weeks;
        ratio[r] = week_ns[r] / floor_ns[r];
    }
    if (code != CADRE_OK || floor.exits == 0)
        return CADRE_ERROR_MEMORY;
    const bool newer = cadre_isa_chosen() != CADRE_ISA_BASE;
    bench_row("run_ms", bench_median(run_ms, repeats), "ms", "<= 40, aim 15",
              "one run of the scenario on one core");
    bench_row("member_week_ns", bench_median(week_ns, repeats), "ns",
              newer ? "<= 25, aim 10" : "<= 45", "the whole model, per member and week");
    bench_row("floor_ns", bench_median(floor_ns, repeats), "ns", "-",
              "the same draws and one exit test");
    bench_row("floor_ratio", bench_median(ratio, repeats), "1", "<= 4, aim 2.5",
              "member_week_ns / floor_ns");
    return CADRE_OK;
}

/* ---------------------------------------------------------------- what the time is made of */

/* People, branches and sites in other proportions. */
static const char *const VARIANTS[] = {
    "{}",
    "{\"sites\":{\"count\":20}}",
    "{\"sites\":{\"count\":320}}",
    "{\"sites\":{\"count\":1000,\"pools\":{\"campus\":2,\"city\":10,\"workplace\":4}}}",
    "{\"sites\":{\"count\":20,\"pools\":{\"campus\":160,\"city\":840}}}",
    "{\"sites\":{\"pools\":{\"campus\":48,\"city\":252}}}",
    "{\"sites\":{\"pools\":{\"campus\":4,\"city\":21},\"reservoir\":1000}}",
    "{\"regimes\":{\"cadre-party\":{\"parameters\":{\"branches\":{\"n_min\":2}}}}}",
    "{\"regimes\":{\"cadre-party\":{\"parameters\":{\"branches\":{\"n_min\":10}}}}}",
};
enum { VARIANT_COUNT = sizeof VARIANTS / sizeof *VARIANTS };

/* The shortest of some timings of one run: whatever disturbs only adds. */
static int measure_variant(const char *path, const char *patch, bench_run_t *run)
{
    cadre_scenario_t *scenario = bench_open(path, patch);
    cadre_world_t *world = scenario ? cadre_world_create(&scenario->specification) : NULL;
    int code = world ? CADRE_OK : CADRE_ERROR_MEMORY;
    if (code == CADRE_OK)
        code = bench_count_run(world, &scenario->specification, (cadre_luck_t){scenario->seed, 1},
                               run);
    run->seconds = HUGE_VAL;
    for (int t = 0; t < TIMINGS && code == CADRE_OK; t++) {
        bench_run_t timed;
        code = bench_time_run(world, &scenario->specification, (cadre_luck_t){scenario->seed, 1},
                              &timed);
        run->seconds = timed.seconds < run->seconds ? timed.seconds : run->seconds;
    }
    cadre_world_free(world);
    cadre_scenario_free(scenario);
    return code;
}

/* Columns over seconds, so that the right side is 1 everywhere. `off`: the largest relative error.
 */
static int fit(const bench_run_t *runs, double terms[TERMS], double *off)
{
    gsl_matrix *x = gsl_matrix_alloc(VARIANT_COUNT, TERMS), *cov = gsl_matrix_alloc(TERMS, TERMS);
    gsl_vector *y = gsl_vector_alloc(VARIANT_COUNT), *c = gsl_vector_alloc(TERMS);
    gsl_multifit_linear_workspace *space = gsl_multifit_linear_alloc(VARIANT_COUNT, TERMS);
    double chi = 0;
    for (size_t v = 0; v < VARIANT_COUNT; v++) {
        const double of[TERMS] = {runs[v].member_weeks, runs[v].branch_weeks, runs[v].site_weeks,
                                  runs[v].weeks};
        for (size_t k = 0; k < TERMS; k++)
            gsl_matrix_set(x, v, k, of[k] / runs[v].seconds);
        gsl_vector_set(y, v, 1);
    }
    const int failed = gsl_multifit_linear(x, y, c, cov, &chi, space);
    *off = 0;
    for (size_t v = 0; v < VARIANT_COUNT; v++) {
        double estimate = 0;
        for (size_t k = 0; k < TERMS; k++)
            estimate += gsl_matrix_get(x, v, k) * gsl_vector_get(c, k);
        *off = fmax(*off, fabs(estimate - 1));
    }
    for (size_t k = 0; k < TERMS; k++)
        terms[k] = gsl_vector_get(c, k) * 1e9;
    gsl_multifit_linear_free(space);
    gsl_matrix_free(x);
    gsl_matrix_free(cov);
    gsl_vector_free(y);
    gsl_vector_free(c);
    return failed ? CADRE_ERROR_MEMORY : CADRE_OK;
}

static int made_of(const char *path)
{
    bench_run_t runs[VARIANT_COUNT];
    double terms[TERMS], off = 0;
    int code = CADRE_OK;
    for (int v = 0; v < VARIANT_COUNT && code == CADRE_OK; v++)
        code = measure_variant(path, VARIANTS[v], &runs[v]);
    if (code == CADRE_OK)
        code = fit(runs, terms, &off);
    if (code != CADRE_OK)
        return code;
    bench_row("fit_member_week_ns", terms[0], "ns", "-", "a: per member-week");
    bench_row("fit_branch_week_ns", terms[1], "ns", "-", "b: per branch-week");
    bench_row("fit_site_week_ns", terms[2], "ns", "-", "c: per site-week");
    bench_row("fit_week_ns", terms[3], "ns", "-", "d: per week");
    bench_row("fit_off", 100 * off, "%", "-", "largest error of the fit among its variants");
    bench_row("member_weeks", runs[0].member_weeks, "1", "-",
              "of the first run, all organizations together");
    bench_row("branch_weeks", runs[0].branch_weeks, "1", "-", "the same");
    return CADRE_OK;
}

int main(int argc, char **argv)
{
    const char *path = argc > 1 ? argv[1] : "configs/iso-1977-2019.json";
    const int repeats = bench_argument(argc, argv, 2, 7, BENCH_MOST_REPEATS);
    cadre_scenario_t *scenario = bench_open(path, "{}");
    cadre_world_t *world = scenario ? cadre_world_create(&scenario->specification) : NULL;
    int code = world ? against_floor(scenario, world, repeats) : CADRE_ERROR_MEMORY;
    cadre_world_free(world);
    cadre_scenario_free(scenario);
    if (code == CADRE_OK)
        code = made_of(path);
    return cadre_error_exit_status(code);
}
