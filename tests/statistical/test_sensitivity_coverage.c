/* How often the intervals of sensitivity indices hold the truth, over 200 independent samples of
 * Ishigami's function. Nominal 95 %; asked for is 90 to 98 %, 180 to 196 of 200. With a true
 * coverage of .95 one count is outside once in 100 seeds, one of the 26 once in 4; the seed
 * is fixed, so that it happens always or never. */
#include "unit/analysis/test_functions.h"

#include "analysis/elementary_effects.h"
#include "analysis/variance_indices.h"
#include "base/memory.h"
#include "design/design.h"

enum { SAMPLES = 200, LOW = 180, HIGH = 196, RANDOMIZATIONS = 8, POINTS = 128, D = 3 };

static const double TRUTH[2 * D] = {.31390519114781146, .4424111447900409, 0,
                                    .5575888552099592,  .4424111447900409, .24368366406214773};

static int holds(cadre_bounds_t bounds, double truth)
{
    return bounds.low <= truth && truth <= bounds.high;
}

static double outcomes[RANDOMIZATIONS * POINTS * (D + 2)];

/* Outcomes at 8 randomisations of 128 blocks, of GSL's sequence shifted or of independent points.
 */
static void fill_outcomes(gsl_rng *random, int quasi)
{
    for (int r = 0; r < RANDOMIZATIONS; r++) {
        source_t source = source_of(2 * D, quasi, random);
        fill_blocks(&source, D, 0, ishigami, POINTS, outcomes + r * POINTS * (D + 2));
        source_end(&source);
    }
}

/* The same of the program's own design. */
static void fill_from_design(cadre_randomize_t randomize, uint64_t seed)
{
    const cadre_input_t inputs[D] = {
        {.name = "a", .high = 1}, {.name = "b", .high = 1}, {.name = "c", .high = 1}};
    const cadre_design_t design = {.inputs = inputs,
                                   .input_count = D,
                                   .method = CADRE_METHOD_SOBOL,
                                   .points = POINTS,
                                   .blocks = true,
                                   .randomizations = RANDOMIZATIONS,
                                   .randomize = randomize,
                                   .seed = seed};
    cadre_sample_t sample;
    assert_int_equal(cadre_design_sample(&design, &sample, NULL), 0);
    for (int64_t p = 0; p < sample.points; p++)
        outcomes[p] = ishigami(sample.values + p * D);
    cadre_sample_free(&sample);
}

/* Whether each interval of randomisations and of the bootstrap holds the truth is counted. */
static void count(int sample, int by_jackknife[2 * D], int by_bootstrap[2 * D])
{
    const cadre_blocks_t blocks = {outcomes, RANDOMIZATIONS * POINTS, D, false, RANDOMIZATIONS};
    const cadre_resampling_t resampling = {.seed = (uint64_t)sample, .resamples = 100};
    cadre_indices_t out = {0};
    assert_int_equal(cadre_variance_indices(&blocks, CADRE_ESTIMATOR_SALTELLI, &resampling, &out),
                     0);
    for (int i = 0; i < 2 * D; i++) {
        by_jackknife[i] += holds(out.items[i].bounds, TRUTH[i]);
        by_bootstrap[i] += holds(out.items[i].bootstrap, TRUTH[i]);
    }
    cadre_indices_free(&out);
}

static void check(const char *what, const int counts[2 * D])
{
    for (int i = 0; i < 2 * D; i++) {
        print_message("%s %s%d: %d of %d\n", what, i < D ? "S" : "ST", i % D + 1, counts[i],
                      SAMPLES);
        assert_in_range(counts[i], LOW, HIGH);
    }
}

/* Shifted Sobol' points: intervals of randomisations. (Those of the bootstrap are of the wrong
 * width here, which is why there are others.) */
static void test_randomizations(void **state)
{
    (void)state;
    int jackknife[2 * D] = {0}, bootstrap[2 * D] = {0};
    gsl_rng *random = gsl_rng_alloc(gsl_rng_mt19937);
    for (int s = 0; s < SAMPLES; s++) {
        fill_outcomes(random, 1);
        count(s, jackknife, bootstrap);
    }
    gsl_rng_free(random);
    check("randomizations", jackknife);
}

/* The program's own designs, shifted or scrambled (Owen 1995, the default), a seed each. */
static void test_designs(void **state)
{
    static const struct {
        const char *name;
        cadre_randomize_t randomize;
    } ways[] = {{"shift", CADRE_RANDOMIZE_SHIFT}, {"owen", CADRE_RANDOMIZE_OWEN}};
    (void)state;
    for (size_t w = 0; w < sizeof ways / sizeof *ways; w++) {
        int jackknife[2 * D] = {0}, bootstrap[2 * D] = {0};
        for (int s = 0; s < SAMPLES; s++) {
            fill_from_design(ways[w].randomize, (uint64_t)s + 1);
            count(s, jackknife, bootstrap);
        }
        check(ways[w].name, jackknife);
    }
}

/* Independent points: the bootstrap is right. */
static void test_bootstrap(void **state)
{
    (void)state;
    int jackknife[2 * D] = {0}, bootstrap[2 * D] = {0};
    gsl_rng *random = gsl_rng_alloc(gsl_rng_mt19937);
    for (int s = 0; s < SAMPLES; s++) {
        fill_outcomes(random, 0);
        count(s, jackknife, bootstrap);
    }
    gsl_rng_free(random);
    check("bootstrap", bootstrap);
}

/* Morris on Ishigami, 30 trajectories of 4 levels: the bootstrap of mu_star of inputs 1 and 3,
 * whose expectations are known exactly (that of input 2 never varies). */
static void test_morris(void **state)
{
    (void)state;
    enum { TRAJECTORIES = 30 };
    static const double truth[D] = {7.704054111593103, 7.875, 6.248796103333117};
    double values[TRAJECTORIES][D + 1];
    int moved[TRAJECTORIES][D], counts[D] = {0};
    bool down[TRAJECTORIES][D];
    const double step = cadre_morris_step(4);
    gsl_rng *random = gsl_rng_alloc(gsl_rng_mt19937);
    for (int sample = 0; sample < SAMPLES; sample++) {
        for (int t = 0; t < TRAJECTORIES; t++) {
            double u[D];
            for (int i = 0; i < D; i++)
                u[i] = (double)gsl_rng_uniform_int(random, 4) / 3;
            values[t][0] = ishigami(u);
            for (int s = 0, first = (int)gsl_rng_uniform_int(random, D); s < D; s++) {
                const int i = moved[t][s] = (first + s) % D;
                down[t][s] = u[i] > 0.5;
                u[i] += down[t][s] ? -step : step;
                values[t][s + 1] = ishigami(u);
            }
        }
        const cadre_trajectories_t data = {.values = values[0],
                                           .moved = moved[0],
                                           .down = down[0],
                                           .trajectories = TRAJECTORIES,
                                           .groups = D,
                                           .step = step};
        const cadre_resampling_t resampling = {.seed = (uint64_t)sample, .resamples = 200};
        cadre_indices_t out = {0};
        assert_int_equal(cadre_elementary_effects(&data, &resampling, &out), 0);
        for (int i = 0; i < D; i++)
            counts[i] += holds(out.items[3 * i + 1].bounds, truth[i]);
        cadre_indices_free(&out);
    }
    gsl_rng_free(random);
    print_message("mu_star: %d and %d of %d\n", counts[0], counts[2], SAMPLES);
    assert_in_range(counts[0], LOW, HIGH);
    assert_in_range(counts[2], LOW, HIGH);
}

/* y = x1 + luck, R replicates averaged; the second input does nothing. With luck of its own in
 * every run its total index is (v/R) / (V + v/R) (V = 1/12, v = 1/4, R = 5: .375); under the same
 * luck in all runs of a block it is exactly 0. */
static void test_noise(void **state)
{
    (void)state;
    enum { BLOCKS = 4000, R = 5 };
    static double y[2][BLOCKS * 4];
    gsl_rng *random = gsl_rng_alloc(gsl_rng_mt19937);
    for (int b = 0; b < BLOCKS; b++) {
        const double a1 = gsl_rng_uniform(random), b1 = gsl_rng_uniform(random);
        const double x[4] = {a1, b1, a1, b1}; /* A, AB1, AB2, B */
        for (int r = 0; r < R; r++) {
            const double shared = gsl_rng_uniform(random) < 0.5 ? 0 : 1;
            for (int row = 0; row < 4; row++) {
                const double own = gsl_rng_uniform(random) < 0.5 ? 0 : 1;
                y[0][b * 4 + row] += (x[row] + own) / R;
                y[1][b * 4 + row] += (x[row] + shared) / R;
            }
        }
    }
    gsl_rng_free(random);
    const cadre_resampling_t resampling = {.seed = 1, .resamples = 100};
    for (int same = 0; same < 2; same++) {
        const cadre_blocks_t blocks = {y[same], BLOCKS, 2, false, 1};
        cadre_indices_t out = {0};
        cadre_variance_indices(&blocks, CADRE_ESTIMATOR_SALTELLI, &resampling, &out);
        const cadre_index_t *total = &out.items[3];
        if (same == 0)
            check_close(total->estimate, 0.05 / (1.0 / 12 + 0.05), 0,
                        2 * (total->bounds.high - total->estimate));
        else
            assert_true(total->estimate == 0 && out.items[1].estimate == 0);
        cadre_indices_free(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_randomizations), cmocka_unit_test(test_designs),
        cmocka_unit_test(test_bootstrap),      cmocka_unit_test(test_morris),
        cmocka_unit_test(test_noise),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
