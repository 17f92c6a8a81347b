#include "check.h"
#include "two_years.h"

#include "base/memory.h"
#include "engine/ensemble.h"

/* Two points by hand: rho .2 and 2, of equal weight. */
static const double VALUES[2] = {.2, 2}, CUMULATIVE[2] = {.5, 1};

typedef struct {
    two_years_t small;
    cadre_posterior_setting_t setting;
    cadre_posterior_t posterior;
    cadre_ensemble_t ensemble;
} fixture_t;

static int set_up(void **state)
{
    fixture_t *self = calloc(1, sizeof *self);
    two_years_make(&self->small);
    self->small.organization.parent = -1;
    self->small.organization.copies = 1;
    self->setting = (cadre_posterior_setting_t){cadre_parameter_find("recruitment.rho"), 0, 0};
    self->posterior = (cadre_posterior_t){.points = 2,
                                          .columns = 1,
                                          .values = VALUES,
                                          .cumulative = CUMULATIVE,
                                          .settings = &self->setting,
                                          .setting_count = 1};
    self->ensemble = (cadre_ensemble_t){.specification = &self->small.specification,
                                        .recording = &self->small.recording,
                                        .posterior = &self->posterior,
                                        .seed = 7,
                                        .runs = 10};
    *state = self;
    return 0;
}

static int tear_down(void **state)
{
    free(*state);
    return 0;
}

/* Runs 1 to 5 have the first point, 6 to 10 the second, and the luck they would have without. */
static void test_jobs(void **state)
{
    fixture_t *self = *state;
    cadre_jobs_t jobs;
    const double before = self->small.organization.parameters.recruitment_rho;
    cadre_ensemble_jobs(&self->ensemble, &jobs);
    assert_int_equal(jobs.count, 10);
    assert_int_equal(jobs.most_rows, SMALL_ROWS);
    assert_int_equal(jobs.most_organizations, 1);
    for (int64_t number = 1; number <= 10; number++) {
        cadre_job_t job = {0};
        assert_int_equal(jobs.prepare(jobs.context, number, &job), 0);
        assert_int_equal(job.run, number);
        assert_int_equal(job.luck.replicate, number);
        assert_int_equal(job.luck.seed, 7);
        check_close(job.variant.specification->organizations[0].parameters.recruitment_rho,
                    VALUES[number > 5], 0, 0);
        jobs.release(jobs.context, &job);
    }
    check_close(self->small.organization.parameters.recruitment_rho, before, 0, 0);
    cadre_job_t job = {0};
    cadre_memory_fail_after(1);
    assert_int_equal(jobs.prepare(jobs.context, 1, &job), CADRE_ERROR_MEMORY);
    cadre_memory_fail_after(0);
    jobs.release(jobs.context, &job);
}

typedef struct {
    int64_t recruits[10];
    int branches[10];
} seen_t;

static int see(void *context, const cadre_replicate_t *replicate)
{
    seen_t *seen = context;
    seen->recruits[replicate->run - 1] = replicate->outcomes[0].recruits;
    seen->branches[replicate->run - 1] = replicate->branch_count;
    return 0;
}

/* In the pool: ten times the recruits asked of each shows, branches are kept of the first runs, and
 * a point of the values as written gives the very runs of cadre_pool_run. */
static void test_runs(void **state)
{
    fixture_t *self = *state;
    seen_t seen = {0}, plain = {0};
    cadre_jobs_t jobs;
    cadre_pool_options_t options = {.threads = 2, .keep_branches = 3, .seed = 7, .runs = 10};
    cadre_ensemble_jobs(&self->ensemble, &jobs);
    assert_int_equal(cadre_pool_run_jobs(&jobs, &options, see, &seen, NULL, NULL), 0);
    int64_t few = 0, many = 0;
    for (int i = 0; i < 5; i++) {
        few += seen.recruits[i];
        many += seen.recruits[i + 5];
    }
    assert_true(many > 2 * few);
    assert_true(seen.branches[2] > 0);
    assert_int_equal(seen.branches[3], 0);
    self->posterior.setting_count = 0;
    assert_int_equal(cadre_pool_run_jobs(&jobs, &options, see, &seen, NULL, NULL), 0);
    assert_int_equal(cadre_pool_run(&self->small.specification, &self->small.recording, &options,
                                    see, &plain, NULL, NULL),
                     0);
    assert_memory_equal(&seen, &plain, sizeof seen);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_jobs, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_runs, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
