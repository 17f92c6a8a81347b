#include "calibration_case.h"

#include "base/memory.h"

static cadre_calibration_runs_t *create(const cadre_experiment_t *experiment)
{
    cadre_calibration_runs_t *runs;
    cadre_error_t err = {0};
    if (cadre_calibration_runs_create(experiment, &runs, &err) != 0)
        fail_msg("%s", err.message);
    return runs;
}

/* What the design file says, and the groups of its evidence. */
static void test_design(void **state)
{
    (void)state;
    cadre_experiment_t *experiment = tiny_calibration();
    assert_true(cadre_experiment_calibrates(experiment));
    assert_true(experiment->independent);
    assert_true(experiment->abc.sequential);
    assert_int_equal(experiment->abc.particles, 50);
    assert_int_equal(experiment->abc.stop.generations, 4);
    assert_int_equal(experiment->abc.stop.runs, 20000);
    check_close(experiment->abc.stop.acceptance, .02, 0, 0);
    check_close(experiment->abc.quantile, .5, 0, 0);
    assert_int_equal(experiment->target_count, 3);
    assert_int_equal(experiment->reading_count, 4);
    assert_string_equal(experiment->readings[3].name, "cities");
    assert_int_equal(experiment->targets[0].group, 0);
    assert_int_equal(experiment->targets[1].group, 0);
    assert_int_equal(experiment->targets[2].group, 1);
    check_close(experiment->targets[0].observed, log(30), 1e-15, 0);
    cadre_experiment_free(experiment);
}

/* The shipped calibration of the historical scenario is one. */
static void test_shipped(void **state)
{
    (void)state;
    cadre_experiment_t *experiment = load_calibration("configs/designs/calibrate-iso.json", 0);
    assert_true(cadre_experiment_calibrates(experiment));
    assert_int_equal(experiment->abc.particles, 500);
    assert_int_equal(experiment->reading_count, experiment->target_count + 2);
    cadre_calibration_runs_free(create(experiment));
    cadre_experiment_free(experiment);
}

/* The one that is conditioned on its ending aims at four conditions more, a group of their own, and
 * fresh runs are told by whether they fulfil them. */
static void test_conditioned(void **state)
{
    (void)state;
    cadre_experiment_t *held_out =
        load_calibration("configs/designs/calibrate-iso-held-out.json", 0);
    cadre_experiment_t *experiment =
        load_calibration("configs/designs/calibrate-iso-conditioned.json", 0);
    const int first = held_out->target_count;
    assert_int_equal(experiment->target_count, first + 4);
    assert_int_equal(experiment->design.input_count, held_out->design.input_count);
    for (int k = 0; k < experiment->reading_count; k++)
        assert_int_equal(experiment->readings[k].condition, k >= first && k < first + 4);
    assert_int_equal(experiment->targets[first].group, 4);
    check_close(experiment->abc.widening, .7, 0, 0);
    check_close(experiment->targets[first].observed, 1, 0, 0);
    cadre_experiment_free(held_out);
    cadre_experiment_free(experiment);
}

/* Jobs have the parameters that are proposed, and the luck of their number among all. */
static void test_jobs(void **state)
{
    (void)state;
    cadre_experiment_t *experiment = tiny_calibration();
    cadre_calibration_runs_t *runs = create(experiment);
    cadre_abc_t *abc = cadre_calibration_runs_abc(runs);
    double statistics[4], point[3];
    bool complete = false;
    for (int64_t run = 1; !complete; run++) {
        invent(experiment, run, statistics);
        assert_int_equal(cadre_abc_tell(abc, statistics, &complete), 0);
    }
    assert_int_equal(cadre_abc_advance(abc, NULL), 0);
    for (int64_t run = 1; run <= 3; run++) {
        invent(experiment, run, statistics);
        assert_int_equal(cadre_abc_tell(abc, statistics, &complete), 0);
    }
    cadre_jobs_t jobs;
    cadre_calibration_runs_jobs(runs, &jobs);
    assert_int_equal(jobs.count, 2500 - 3); /* 50 particles at an acceptance of .02 */
    for (int64_t number = 1; number <= 5; number++) {
        cadre_job_t job = {0};
        assert_int_equal(jobs.prepare(jobs.context, number, &job), 0);
        cadre_abc_propose(abc, 3 + number, point);
        const cadre_planned_t *planned = job.of;
        const cadre_parameters_t *parameters = &planned->specification->organizations[0].parameters;
        assert_int_equal(job.run, 3 + number);
        assert_int_equal(job.luck.replicate, 50 + 3 + number);
        assert_int_equal(job.luck.seed, 7);
        check_close(parameters->recruitment_rho, point[0], 0, 0);
        check_close(parameters->exit_mu_novice, point[1], 0, 0);
        check_close(parameters->branches_n_min, point[2], 0, 0);
        jobs.release(jobs.context, &job);
    }
    cadre_calibration_runs_free(runs);
    cadre_experiment_free(experiment);
}

typedef struct {
    const cadre_calibration_runs_t *runs;
    double statistics[4];
    int observed;
} seen_t;

static int see(void *context, const cadre_replicate_t *replicate)
{
    seen_t *self = context;
    self->observed++;
    cadre_calibration_runs_read(self->runs, replicate, self->statistics);
    return 0;
}

/* A real run: logarithms of members and exits, cities as a logarithm, too (its band is above 0). A
 * failed run shows nothing. */
static void test_read(void **state)
{
    (void)state;
    cadre_experiment_t *experiment = tiny_calibration();
    cadre_calibration_runs_t *runs = create(experiment);
    seen_t seen = {.runs = runs};
    cadre_jobs_t jobs;
    cadre_calibration_runs_jobs(runs, &jobs);
    jobs.count = 1;
    const cadre_pool_options_t options = {.threads = 1};
    assert_int_equal(cadre_pool_run_jobs(&jobs, &options, see, &seen, NULL, NULL), 0);
    assert_int_equal(seen.observed, 1);
    const double members = exp(seen.statistics[0]);
    check_close(members, nearbyint(members), 1e-12, 0);
    assert_in_range((int)nearbyint(members), 1, 200);
    assert_in_range((int)nearbyint(exp(seen.statistics[3])), 1, 2);
    const cadre_replicate_t failed = {.status = CADRE_STATUS_FAILED};
    see(&seen, &failed);
    for (int k = 0; k < 4; k++)
        assert_true(isnan(seen.statistics[k]));
    cadre_calibration_runs_free(runs);
    cadre_experiment_free(experiment);
}

/* Half of the fresh runs show 30 members, a quarter 100, a quarter nothing: half are inside 25 to
 * 36, and the median of those that have a value is 30. */
static void test_predict(void **state)
{
    (void)state;
    cadre_experiment_t *experiment = tiny_calibration();
    experiment->abc.stop.generations = 1;
    cadre_calibration_runs_t *runs = create(experiment);
    cadre_abc_t *abc = cadre_calibration_runs_abc(runs);
    for (int64_t run = 1; !cadre_abc_done(abc);) {
        bool complete = false;
        while (!complete) {
            double statistics[4];
            invent(experiment, run++, statistics);
            if (cadre_abc_predicts(abc))
                statistics[0] = run % 2 == 0 ? log(30) : run % 4 == 1 ? log(100) : (double)NAN;
            assert_int_equal(cadre_abc_tell(abc, statistics, &complete), 0);
        }
        assert_int_equal(cadre_abc_advance(abc, NULL), 0);
    }
    cadre_prediction_t of;
    assert_int_equal(cadre_calibration_predict(experiment, abc, 0, &of), 0);
    assert_int_equal(of.runs, 50);
    assert_true(of.n == 37 || of.n == 38);
    check_close(of.inside, .5, 0, 0);
    check_close(of.median, 30, 1e-12, 0);
    check_close(of.q95, 100, 1e-12, 0);
    assert_true(of.interval.low < .5 && .5 < of.interval.high);
    cadre_calibration_runs_free(runs);
    cadre_experiment_free(experiment);
}

static void test_memory(void **state)
{
    (void)state;
    cadre_experiment_t *experiment = tiny_calibration();
    int code = CADRE_ERROR_MEMORY;
    for (long n = 1; code != 0; n += 3) {
        cadre_calibration_runs_t *runs = NULL;
        cadre_memory_fail_after(n);
        code = cadre_calibration_runs_create(experiment, &runs, NULL);
        cadre_memory_fail_after(0);
        assert_true(code == 0 || code == CADRE_ERROR_MEMORY);
        cadre_calibration_runs_free(runs);
    }
    cadre_experiment_free(experiment);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_design),      cmocka_unit_test(test_shipped),
        cmocka_unit_test(test_conditioned), cmocka_unit_test(test_jobs),
        cmocka_unit_test(test_read),        cmocka_unit_test(test_predict),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
