#include "unit/calibration/gaussian_example.h"

#include "base/memory.h"

enum { SEED = 3 };

static cadre_abc_t *create(const cadre_design_t *design, const cadre_abc_settings_t *settings)
{
    cadre_abc_t *abc;
    assert_int_equal(cadre_abc_create(design, settings, &gaussian_target, 1, 1, &abc), 0);
    return abc;
}

static cadre_abc_settings_t rejection(double tolerance, int64_t runs)
{
    return (cadre_abc_settings_t){.scaling = CADRE_SCALE_BAND,
                                  .replicates = 1,
                                  .particles = runs,
                                  .tolerance = tolerance,
                                  .stop = {.generations = 1, .runs = runs}};
}

static cadre_abc_settings_t sequence(int64_t particles, double tolerance)
{
    return (cadre_abc_settings_t){
        .sequential = true,
        .scaling = CADRE_SCALE_BAND,
        .replicates = 1,
        .particles = particles,
        .quantile = 0.5,
        .stop = {.generations = 20, .runs = 1000000, .tolerance = tolerance}};
}

/* Acceptance, mean and standard deviation within three standard errors of quadrature. */
static void test_rejection(void **state)
{
    (void)state;
    enum { RUNS = 20000 };
    const cadre_design_t design = gaussian_design(SEED);
    for (int t = 0; t < 3; t++) {
        const cadre_abc_settings_t settings = rejection(gaussian_truth[t].tolerance, RUNS);
        cadre_abc_t *abc = create(&design, &settings);
        run_gaussian(abc, SEED);
        double mean, sd;
        int count;
        gaussian_moments(abc, &mean, &sd);
        const cadre_generation_t *row = cadre_abc_generations(abc, &count);
        const double p = gaussian_truth[t].acceptance, n = (double)row->accepted;
        assert_int_equal(count, 1);
        assert_int_equal(row->runs, RUNS);
        check_close(row->tolerance, gaussian_truth[t].tolerance, 0, 0);
        check_close(n / RUNS, p, 0, 3 * sqrt(p * (1 - p) / RUNS));
        check_close(mean, gaussian_truth[t].mean, 0, 3 * gaussian_truth[t].sd / sqrt(n));
        check_close(sd, gaussian_truth[t].sd, 0, 3 * gaussian_truth[t].sd / sqrt(2 * n));
        check_close(row->ess, n, 1e-9, 0);
        cadre_abc_free(abc);
    }
}

/* A sequence that ends at the same tolerances has the same posterior, at the effective size of its
 * weights; a wrong weight would be several standard errors away. */
static void test_sequence(void **state)
{
    (void)state;
    const cadre_design_t design = gaussian_design(SEED);
    for (int t = 0; t < 3; t++) {
        const cadre_abc_settings_t settings = sequence(2000, gaussian_truth[t].tolerance);
        cadre_abc_t *abc = create(&design, &settings);
        run_gaussian(abc, SEED);
        double mean, sd;
        int count;
        gaussian_moments(abc, &mean, &sd);
        const cadre_generation_t *rows = cadre_abc_generations(abc, &count);
        const cadre_generation_t *last = &rows[count - 1];
        assert_true(count >= 2);
        assert_true(isinf(rows[0].tolerance));
        assert_int_equal(cadre_abc_stopped(abc), CADRE_STOP_TOLERANCE);
        check_close(last->tolerance, gaussian_truth[t].tolerance, 0, 0);
        check_close(mean, gaussian_truth[t].mean, 0, 3 * gaussian_truth[t].sd / sqrt(last->ess));
        check_close(sd, gaussian_truth[t].sd, 0, 3 * gaussian_truth[t].sd / sqrt(2 * last->ess));
        for (int g = 1; g < count; g++)
            assert_true(rows[g].tolerance < rows[g - 1].tolerance);
        cadre_abc_free(abc);
    }
}

/* The quantile of the distances is kept, the nearest. */
static void test_quantile_of_rejection(void **state)
{
    (void)state;
    const cadre_design_t design = gaussian_design(SEED);
    cadre_abc_settings_t settings = rejection(0, 1000);
    settings.quantile = 0.1;
    cadre_abc_t *abc = create(&design, &settings);
    run_gaussian(abc, SEED);
    int count;
    const cadre_generation_t *row = cadre_abc_generations(abc, &count);
    assert_int_equal(row->accepted, 100);
    const cadre_population_t posterior = cadre_abc_posterior(abc);
    for (int64_t i = 0; i < posterior.count; i++)
        assert_true(posterior.distances[i] <= row->tolerance);
    cadre_abc_free(abc);
}

/* Prediction: a fresh run of each particle of a systematic resample. Of equal weights that is each
 * particle once; the statistics told are kept in order. */
static void test_prediction(void **state)
{
    (void)state;
    const cadre_design_t design = gaussian_design(SEED);
    const cadre_abc_settings_t settings = rejection(100, 50);
    cadre_abc_t *abc = create(&design, &settings);
    bool complete = false;
    for (int run = 1; !complete; run++) {
        const double statistic = 1;
        assert_int_equal(cadre_abc_tell(abc, &statistic, &complete), 0);
    }
    assert_int_equal(cadre_abc_advance(abc, NULL), 0);
    assert_true(cadre_abc_predicts(abc));
    assert_int_equal(cadre_abc_most(abc), 50);
    const cadre_population_t posterior = cadre_abc_posterior(abc);
    complete = false;
    for (int i = 0; i < 50; i++) {
        double mu;
        const double statistic = i;
        assert_false(complete);
        cadre_abc_propose(abc, i + 1, &mu);
        check_close(mu, posterior.points[i], 0, 0);
        assert_int_equal(cadre_abc_tell(abc, &statistic, &complete), 0);
    }
    assert_true(complete);
    assert_int_equal(cadre_abc_advance(abc, NULL), 0);
    int64_t count;
    const double *prediction = cadre_abc_prediction(abc, &count);
    assert_true(cadre_abc_done(abc));
    assert_int_equal(count, 50);
    check_close(prediction[49], 49, 0, 0);
    cadre_abc_free(abc);
}

/* Proposals depend on their number alone: asked backwards, they are the same. */
static void test_proposals(void **state)
{
    (void)state;
    const cadre_design_t design = gaussian_design(SEED);
    const cadre_abc_settings_t settings = sequence(100, 0.5);
    cadre_abc_t *abc = create(&design, &settings);
    bool complete = false;
    double forward[50], backward, mu;
    while (!complete) {
        cadre_abc_propose(abc, cadre_abc_told(abc) + 1, &mu);
        assert_int_equal(cadre_abc_tell(abc, &mu, &complete), 0);
    }
    assert_int_equal(cadre_abc_advance(abc, NULL), 0);
    assert_int_equal(cadre_abc_generation(abc), 2);
    for (int i = 0; i < 50; i++)
        cadre_abc_propose(abc, i + 1, &forward[i]);
    for (int i = 49; i >= 0; i--) {
        cadre_abc_propose(abc, i + 1, &backward);
        check_close(backward, forward[i], 0, 0);
        assert_true(i == 0 || forward[i] != forward[i - 1]);
    }
    cadre_abc_free(abc);
}

/* Statistics of a point are the means of its replicates: 0 and 2 make the 1 that is observed. */
static void test_replicates(void **state)
{
    (void)state;
    const cadre_design_t design = gaussian_design(SEED);
    cadre_abc_settings_t settings = rejection(0.5, 40);
    settings.replicates = 2;
    cadre_abc_t *abc = create(&design, &settings);
    bool complete = false;
    double first, second;
    cadre_abc_propose(abc, 1, &first);
    cadre_abc_propose(abc, 2, &second);
    check_close(first, second, 0, 0);
    cadre_abc_propose(abc, 3, &second);
    assert_true(first != second);
    for (int run = 1; run <= 40; run++) {
        const double statistic = run % 2 == 0 ? 2 : run <= 20 ? 0 : 5;
        assert_int_equal(cadre_abc_tell(abc, &statistic, &complete), 0);
    }
    assert_true(complete);
    assert_int_equal(cadre_abc_advance(abc, NULL), 0);
    const cadre_population_t posterior = cadre_abc_posterior(abc);
    assert_int_equal(posterior.count, 10);
    check_close(posterior.statistics[0], 1, 0, 0);
    cadre_abc_free(abc);
}

/* Runs without a value are never near, at no tolerance. */
static void test_missing(void **state)
{
    (void)state;
    const cadre_design_t design = gaussian_design(SEED);
    cadre_abc_settings_t settings = sequence(10, 0);
    settings.stop.runs = 15;
    cadre_abc_t *abc = create(&design, &settings);
    bool complete = false;
    for (int run = 1; !complete; run++) {
        const double statistic = run % 2 == 0 ? 1 : (double)NAN;
        assert_int_equal(cadre_abc_tell(abc, &statistic, &complete), 0);
    }
    assert_int_equal(cadre_abc_told(abc), 15);
    assert_int_equal(cadre_abc_accepted(abc), 7);
    cadre_error_t err = {0};
    assert_int_equal(cadre_abc_advance(abc, &err), CADRE_ERROR_INPUT);
    check_contains(err.message, "7 of 15 runs from the prior have a value for every target");
    cadre_abc_free(abc);
}

static cadre_stop_t stop_of(cadre_abc_settings_t settings, int *generations)
{
    const cadre_design_t design = gaussian_design(SEED);
    cadre_abc_t *abc = create(&design, &settings);
    run_gaussian(abc, SEED);
    const cadre_stop_t reason = cadre_abc_stopped(abc);
    cadre_abc_generations(abc, generations);
    assert_int_equal(cadre_abc_posterior(abc).count, settings.particles);
    cadre_abc_free(abc);
    return reason;
}

/* Every way to end, each by itself; a generation that is given up leaves the one before. */
static void test_stops(void **state)
{
    (void)state;
    int generations;
    cadre_abc_settings_t settings = sequence(100, 0);
    settings.stop.generations = 3;
    assert_int_equal(stop_of(settings, &generations), CADRE_STOP_GENERATIONS);
    assert_int_equal(generations, 3);
    settings = sequence(100, 0);
    settings.stop.runs = 1000;
    assert_int_equal(stop_of(settings, &generations), CADRE_STOP_RUNS);
    settings = sequence(100, 0);
    settings.stop.acceptance = 0.1;
    assert_int_equal(stop_of(settings, &generations), CADRE_STOP_ACCEPTANCE);
    settings = sequence(100, 0);
    settings.quantile = 0.95;
    settings.stop.change = 0.2;
    assert_int_equal(stop_of(settings, &generations), CADRE_STOP_CHANGE);
    settings = sequence(100, 0);
    settings.quantile = 0;
    settings.tolerance = 0.5;
    assert_int_equal(stop_of(settings, &generations), CADRE_STOP_TOLERANCE);
    assert_int_equal(generations, 2);
}

/* A given-up generation took as many runs as the acceptance allows, and has no effective size. */
static void test_given_up(void **state)
{
    (void)state;
    const cadre_design_t design = gaussian_design(SEED);
    cadre_abc_settings_t settings = sequence(100, 0);
    settings.stop.acceptance = 0.1;
    cadre_abc_t *abc = create(&design, &settings);
    run_gaussian(abc, SEED);
    int count;
    const cadre_generation_t *rows = cadre_abc_generations(abc, &count);
    assert_int_equal(rows[count - 1].runs, 1000);
    assert_true(rows[count - 1].accepted < 100);
    assert_true(isnan(rows[count - 1].ess));
    assert_int_equal(rows[count - 2].accepted, 100);
    cadre_abc_free(abc);
}

/* Constraints cut the prior, and every proposal keeps them. */
static void test_constraints(void **state)
{
    (void)state;
    const cadre_input_t inputs[2] = {{.name = "a", .low = 0, .high = 1},
                                     {.name = "b", .low = 0, .high = 1}};
    const cadre_constraint_t constraint = {0, 1, CADRE_LESS};
    const cadre_design_t design = {.inputs = inputs,
                                   .input_count = 2,
                                   .constraints = &constraint,
                                   .constraint_count = 1,
                                   .seed = SEED};
    const cadre_abc_settings_t settings = sequence(200, 0.05);
    cadre_abc_t *abc;
    assert_int_equal(cadre_abc_create(&design, &settings, &gaussian_target, 1, 1, &abc), 0);
    while (!cadre_abc_done(abc)) {
        bool complete = false;
        while (!complete) {
            double point[2];
            cadre_abc_propose(abc, cadre_abc_told(abc) + 1, point);
            assert_true(point[0] < point[1]);
            assert_int_equal(cadre_abc_tell(abc, &point[1], &complete), 0);
        }
        assert_int_equal(cadre_abc_advance(abc, NULL), 0);
    }
    int64_t count;
    const double *prior = cadre_abc_prior(abc, &count);
    assert_int_equal(count, 200);
    for (int64_t i = 0; i < count; i++)
        assert_true(prior[2 * i] < prior[2 * i + 1]);
    cadre_abc_free(abc);
}

/* Each allocation in turn fails: a code, no crash, nothing lost. */
static void test_memory(void **state)
{
    (void)state;
    const cadre_design_t design = gaussian_design(SEED);
    const cadre_abc_settings_t settings = sequence(20, 0.5);
    bool whole = false;
    for (long n = 1; !whole; n++) {
        cadre_abc_t *abc = NULL;
        cadre_memory_fail_after(n);
        int code = cadre_abc_create(&design, &settings, &gaussian_target, 1, 1, &abc);
        while (code == 0 && !cadre_abc_done(abc)) {
            bool complete = false;
            while (code == 0 && !complete) {
                double mu, statistic;
                cadre_abc_propose(abc, cadre_abc_told(abc) + 1, &mu);
                statistic = gaussian_run(SEED, cadre_abc_runs(abc) + 1, mu);
                code = cadre_abc_tell(abc, &statistic, &complete);
            }
            if (code == 0)
                code = cadre_abc_advance(abc, NULL);
        }
        cadre_memory_fail_after(0);
        whole = code == 0;
        assert_true(whole || code == CADRE_ERROR_MEMORY);
        cadre_abc_free(abc);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rejection),
        cmocka_unit_test(test_sequence),
        cmocka_unit_test(test_quantile_of_rejection),
        cmocka_unit_test(test_prediction),
        cmocka_unit_test(test_proposals),
        cmocka_unit_test(test_replicates),
        cmocka_unit_test(test_missing),
        cmocka_unit_test(test_stops),
        cmocka_unit_test(test_given_up),
        cmocka_unit_test(test_constraints),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
