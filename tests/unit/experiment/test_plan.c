/* Plans: each run's specification is that of its point, and its luck that of its replicate. */
#define _XOPEN_SOURCE 700 /* mkdtemp */
#include "unit/experiment/design_file.h"

#include "experiment/plan.h"

typedef struct {
    cadre_plan_t *plan;
    cadre_jobs_t jobs;
    uint8_t done[64];
} planned_t;

static void plan_make(planned_t *self, const cadre_experiment_t *experiment)
{
    *self = (planned_t){0};
    assert_int_equal(cadre_plan_create(experiment, &self->plan, NULL), 0);
    cadre_plan_jobs(self->plan, 1, 1, self->done, &self->jobs);
}

static const cadre_planned_t *prepare(planned_t *self, int64_t number, cadre_job_t *job)
{
    *job = (cadre_job_t){0};
    assert_int_equal(self->jobs.prepare(self->jobs.context, number, job), 0);
    return job->of;
}

static void release(planned_t *self, cadre_job_t *job)
{
    self->jobs.release(self->jobs.context, job);
}

/* Points 1 to 4 of a grid whose last input turns fastest; two replicates. Numbers of jobs are
 * replicate-major, of runs point-major. */
static void test_specifications(void **state)
{
    const cadre_experiment_t *experiment =
        design_get(*state, DESIGN("{\"type\": \"grid\"}",
                                  "{\"recruitment.rho\": {\"values\": [0.4, 0.8]},"
                                  " \"mechanisms.exit\": {\"values\": [true, false]}}",
                                  SIMPLE_OUTCOMES));
    planned_t planned;
    plan_make(&planned, experiment);
    assert_int_equal(planned.jobs.count, 8);
    const cadre_sample_t *sample = cadre_plan_sample(planned.plan);
    for (int64_t number = 1; number <= 8; number++) {
        cadre_job_t job;
        const cadre_planned_t *of = prepare(&planned, number, &job);
        const double *point = sample->values + (of->point - 1) * 2;
        assert_int_equal(of->point, (number - 1) % 4 + 1);
        assert_int_equal(of->replicate, (number - 1) / 4 + 1);
        assert_int_equal(of->run, (of->point - 1) * 2 + of->replicate);
        assert_string_equal(of->scenario, "tiny");
        check_close(of->specification->organizations[0].parameters.recruitment_rho, point[0], 0, 0);
        assert_int_equal(of->specification->mechanisms >> CADRE_MECHANISM_exit & 1, point[1]);
        assert_int_equal(job.luck.seed, 5);
        assert_int_equal(job.luck.replicate, of->replicate); /* common random numbers */
        release(&planned, &job);
    }
    cadre_plan_free(planned.plan);
}

/* A value by its path changes the scenario as if its file said so; parameters of one organization
 * are set there only. */
static void test_paths(void **state)
{
    const cadre_experiment_t *experiment = design_get(
        *state, DESIGN("{\"type\": \"zip\"}",
                       "{\"organizations.left.founders.members\": {\"values\": [10, 33]},"
                       " \"left.recruitment.rho\": {\"values\": [0.3, 0.6]},"
                       " \"end\": {\"values\": [\"2000-12-31\", \"2001-12-31\"]}}",
                       SIMPLE_OUTCOMES));
    planned_t planned;
    cadre_job_t first, second;
    plan_make(&planned, experiment);
    const cadre_planned_t *a = prepare(&planned, 1, &first), *b = prepare(&planned, 2, &second);
    check_close(a->specification->organizations[0].parameters.recruitment_rho, 0.3, 0, 0);
    check_close(b->specification->organizations[0].parameters.recruitment_rho, 0.6, 0, 0);
    assert_int_equal(a->specification->steps, 51); /* 3 January to 25 December 2000 */
    assert_int_equal(b->specification->steps, 104);
    assert_int_equal(planned.jobs.most_rows, b->recording->row_count);
    release(&planned, &first);
    release(&planned, &second);
    cadre_plan_free(planned.plan);
}

/* Independent luck: another one at every point, none twice. */
static void test_independent(void **state)
{
    const cadre_experiment_t *experiment =
        design_get(*state, DESIGN("{\"type\": \"lhs\", \"points\": 5}, \"random_numbers\":"
                                  " \"independent\"",
                                  "{\"recruitment.rho\": {}}", SIMPLE_OUTCOMES));
    planned_t planned;
    bool used[11] = {false};
    plan_make(&planned, experiment);
    for (int64_t number = 1; number <= 10; number++) {
        cadre_job_t job;
        prepare(&planned, number, &job);
        assert_in_range(job.luck.replicate, 1, 10);
        assert_false(used[job.luck.replicate]);
        used[job.luck.replicate] = true;
        release(&planned, &job);
    }
    cadre_plan_free(planned.plan);
}

/* Shards part the runs; what is done is left out; threads may ask out of order. */
static void test_shards(void **state)
{
    const cadre_experiment_t *experiment =
        design_get(*state, DESIGN("{\"type\": \"lhs\", \"points\": 7}", "{\"recruitment.rho\": {}}",
                                  SIMPLE_OUTCOMES));
    planned_t planned;
    int times[15] = {0};
    plan_make(&planned, experiment);
    assert_int_equal(cadre_plan_runs(planned.plan), 14);
    planned.done[1] = 1u << 2; /* run 11 */
    for (int64_t shard = 1; shard <= 3; shard++) {
        cadre_plan_jobs(planned.plan, shard, 3, planned.done, &planned.jobs);
        for (int64_t number = planned.jobs.count; number >= 1; number--) {
            cadre_job_t job;
            assert_int_equal((prepare(&planned, number, &job)->run - 1) % 3, shard - 1);
            times[job.run]++;
            release(&planned, &job);
        }
    }
    for (int run = 1; run <= 14; run++)
        assert_int_equal(times[run], run != 11);
    cadre_plan_free(planned.plan);
}

/* Of a file with the steps 0, 40, 80 and the last, and step 10 recorded for its sums. */
static cadre_plan_step_t some_steps(const void *context, const cadre_specification_t *specification,
                                    int32_t step)
{
    (void)context;
    return step == specification->steps || step % 40 == 0 ? CADRE_PLAN_STEP_FILED
           : step == 10                                   ? CADRE_PLAN_STEP_RECORDED
                                                          : CADRE_PLAN_STEP_PASSED;
}

/* Runs 1 to 3 record rows of a file beside what the outcome reads (step 20), the others do not. */
static void test_rows(void **state)
{
    static const int32_t steps[] = {0, 10, 20, 40, 80, 104};
    static const bool filed[] = {true, false, false, true, true, true};
    const cadre_plan_rows_t rows = {.runs = 3, .step = some_steps};
    planned_t planned = {0};
    const cadre_experiment_t *experiment = design_get(
        *state, DESIGN("{\"type\": \"grid\"}", "{\"recruitment.rho\": {\"values\": [0.4, 0.8]}}",
                       "{\"members\": {\"measure\": \"members\", \"at\": \"2000-05-22\"}}"));
    assert_int_equal(cadre_plan_create_recording(experiment, &rows, &planned.plan, NULL), 0);
    cadre_plan_jobs(planned.plan, 1, 1, planned.done, &planned.jobs);
    assert_int_equal(planned.jobs.most_rows, 6);
    for (int64_t number = 1; number <= 4; number++) {
        cadre_job_t job;
        const cadre_planned_t *of = prepare(&planned, number, &job);
        const cadre_recording_t *recording = of->recording;
        assert_int_equal(recording->row_count, of->run <= 3 ? 6 : 1);
        assert_int_equal(recording->filed != NULL, of->run <= 3);
        for (int row = 0; of->run <= 3 && row < 6; row++) {
            assert_int_equal(recording->row_steps[row], steps[row]);
            assert_int_equal(recording->filed[row], filed[row]);
        }
        release(&planned, &job);
    }
    cadre_plan_free(planned.plan);
}

/* What the scenario refuses is found before the first run, with its place. */
static void test_refused(void **state)
{
    design_file_t *file = *state;
    cadre_plan_t *plan;
    design_get(file, DESIGN("{\"type\": \"grid\"}",
                            "{\"organizations.left.founders.members\": {\"values\": [10, -3]}}",
                            SIMPLE_OUTCOMES));
    assert_int_equal(cadre_plan_create(file->experiment, &plan, &file->err), CADRE_ERROR_INPUT);
    assert_null(plan);
    assert_int_equal(file->err.line, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_specifications), cmocka_unit_test(test_paths),
        cmocka_unit_test(test_independent),    cmocka_unit_test(test_shards),
        cmocka_unit_test(test_rows),           cmocka_unit_test(test_refused),
    };
    return cmocka_run_group_tests(tests, design_set_up, design_tear_down);
}
