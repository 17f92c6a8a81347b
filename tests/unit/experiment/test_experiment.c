/* Design files of the program as experiments, and the runs they ask for. */
#include "check.h"
#include "experiment/plan.h"

#include "base/memory.h"

static cadre_experiment_t *load(const char *path, const cadre_experiment_options_t *options)
{
    cadre_experiment_t *experiment;
    cadre_error_t err = {0};
    if (cadre_experiment_load(path, options, &experiment, &err) != 0)
        fail_msg("%s:%d:%d: %s", err.file, err.line, err.column, err.message);
    return experiment;
}

static void test_lhs_12(void **state)
{
    const cadre_experiment_options_t options = {0};
    cadre_experiment_t *experiment = load("configs/designs/lhs-12.json", &options);
    (void)state;
    assert_int_equal(experiment->design.input_count, 12);
    assert_int_equal(experiment->reading_count, experiment->bases[0]->pattern_count);
    assert_true(experiment->independent);
    assert_int_equal(experiment->design.seed, 12);
    assert_string_equal(experiment->design.inputs[0].name, "recruitment.rho");
    assert_int_equal(experiment->design.inputs[0].distribution, CADRE_DISTRIBUTION_LOGUNIFORM);
    check_close(experiment->design.inputs[11].low, 0.2, 0, 0); /* the file's, not the table's */
    assert_int_equal(experiment->inputs[8].target, CADRE_TARGET_PARAMETER);
    cadre_experiment_free(experiment);
}

static void test_options_of_the_command(void **state)
{
    const cadre_experiment_options_t options = {.has_seed = true, .seed = 99, .replicates = 7};
    cadre_experiment_t *experiment = load("configs/designs/quick.json", &options);
    (void)state;
    assert_int_equal(experiment->design.seed, 99);
    assert_int_equal(experiment->replicates, 7); /* the file has 4 */
    cadre_experiment_free(experiment);
}

/* Runs are point-major in number and begun replicate by replicate; the luck is common. */
static void test_order_of_runs(void **state)
{
    const cadre_experiment_options_t options = {0};
    cadre_experiment_t *experiment = load("configs/designs/quick.json", &options);
    cadre_plan_t *plan;
    cadre_jobs_t jobs;
    uint8_t done[4] = {1u << 4, 0, 0, 0}; /* run 5: point 2, replicate 1 */
    static const int64_t runs[] = {1, 9, 13, 17, 21, 2};
    (void)state;
    assert_int_equal(cadre_plan_create(experiment, &plan, NULL), 0);
    assert_int_equal(cadre_plan_runs(plan), 24);
    cadre_plan_jobs(plan, 1, 1, done, &jobs);
    assert_int_equal(jobs.count, 23);
    for (int i = 0; i < 6; i++) {
        cadre_job_t job = {0};
        assert_int_equal(jobs.prepare(jobs.context, i + 1, &job), 0);
        const cadre_planned_t *planned = job.of;
        assert_int_equal(job.run, runs[i]);
        assert_int_equal(planned->point, (runs[i] - 1) / 4 + 1);
        assert_int_equal(job.luck.replicate, planned->replicate);
        const double rho = planned->specification->organizations[0].parameters.recruitment_rho;
        check_close(rho, planned->point <= 2 ? 0.4 : planned->point <= 4 ? 0.55 : 0.7, 0, 0);
        jobs.release(jobs.context, &job);
    }
    cadre_plan_jobs(plan, 2, 3, done, &jobs);
    assert_int_equal(jobs.count, 7); /* of runs 2, 5, 8 .. 23, without 5 */
    cadre_plan_free(plan);
    cadre_experiment_free(experiment);
}

static void test_out_of_memory(void **state)
{
    const cadre_experiment_options_t options = {0};
    int code = CADRE_ERROR_MEMORY;
    (void)state;
    for (long n = 1; code != 0; n += 61) {
        cadre_experiment_t *experiment = NULL;
        cadre_plan_t *plan = NULL;
        assert_true(n < 100000);
        cadre_memory_fail_after(n);
        code = cadre_experiment_load("configs/designs/founding.json", &options, &experiment, NULL);
        if (code == 0)
            code = cadre_plan_create(experiment, &plan, NULL);
        cadre_memory_fail_after(0);
        assert_true(code == 0 || code == CADRE_ERROR_MEMORY);
        cadre_plan_free(plan);
        cadre_experiment_free(experiment);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lhs_12),
        cmocka_unit_test(test_options_of_the_command),
        cmocka_unit_test(test_order_of_runs),
        cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
