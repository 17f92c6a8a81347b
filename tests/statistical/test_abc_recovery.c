/* Whether a sequential calibration gives back what made the data: two inputs (a location and the
 * logarithm of a spread) drawn from their priors, a synthetic history of three statistics of 20
 * normal values, a posterior. Over 100 of these the 90 % intervals must hold the truth 80 to 97
 * times of a hundred, and the ranks of the truth among the particles must be uniform (Cook, Gelman
 * & Rubin 2006; Talts et al. 2018). */
#include "check.h"

#include "base/random.h"
#include "base/sampling.h"
#include "calibration/abc.h"
#include "calibration/marginals.h"

enum { HISTORIES = 100, INPUTS = 2, STATISTICS = 3, VALUES = 20, BINS = 5 };

static const cadre_input_t inputs[INPUTS] = {
    {.name = "location", .distribution = CADRE_DISTRIBUTION_UNIFORM, .low = -3, .high = 3},
    {.name = "spread", .distribution = CADRE_DISTRIBUTION_LOGUNIFORM, .low = 0.5, .high = 5}};

/* Mean, logarithm of the standard deviation, and a statistic of no use: the first value. */
static void simulate(cadre_luck_t luck, const double *point, double *out)
{
    double values[VALUES], sum = 0, squares = 0;
    for (int i = 0; i < VALUES; i++) {
        const cadre_words_t words = cadre_draw(luck, (uint64_t)i, 0, 1, 0);
        values[i] = point[0] + point[1] * cadre_normal(cadre_uniform(words.word[0]));
        sum += values[i];
    }
    for (int i = 0; i < VALUES; i++)
        squares += (values[i] - sum / VALUES) * (values[i] - sum / VALUES);
    out[0] = sum / VALUES;
    out[1] = log(squares / (VALUES - 1)) / 2;
    out[2] = values[0];
}

static cadre_abc_t *calibrate(const cadre_design_t *design, const cadre_abc_target_t *targets)
{
    const cadre_abc_settings_t settings = {.sequential = true,
                                           .scaling = CADRE_SCALE_MAD,
                                           .particles = 200,
                                           .replicates = 1,
                                           .quantile = 0.5,
                                           .stop = {.generations = 9, .runs = 100000}};
    cadre_abc_t *abc;
    assert_int_equal(cadre_abc_create(design, &settings, targets, 2, STATISTICS, &abc), 0);
    while (!cadre_abc_done(abc)) {
        bool complete = false;
        while (!complete) {
            double point[INPUTS], statistics[STATISTICS];
            cadre_abc_propose(abc, cadre_abc_told(abc) + 1, point);
            simulate((cadre_luck_t){design->seed, (uint32_t)cadre_abc_runs(abc) + 1}, point,
                     statistics);
            assert_int_equal(cadre_abc_tell(abc, statistics, &complete), 0);
        }
        assert_int_equal(cadre_abc_advance(abc, NULL), 0);
    }
    return abc;
}

static double rank_of(const cadre_population_t *posterior, int k, double place)
{
    double below = 0;
    for (int64_t i = 0; i < posterior->count; i++)
        below += posterior->places[i * INPUTS + k] < place ? posterior->weights[i] : 0;
    return below;
}

static void test_recovery(void **state)
{
    (void)state;
    int inside[INPUTS] = {0}, bins[INPUTS][BINS] = {{0}};
    for (int h = 0; h < HISTORIES; h++) {
        const uint64_t seed = 1000 + (uint64_t)h;
        const cadre_words_t words = cadre_draw((cadre_luck_t){seed, 0}, 1, 0, 2, 0);
        const cadre_design_t design = {.inputs = inputs, .input_count = INPUTS, .seed = seed};
        double truth[INPUTS], statistics[STATISTICS];
        for (int k = 0; k < INPUTS; k++)
            truth[k] = cadre_input_value(&inputs[k], cadre_uniform(words.word[k]));
        simulate((cadre_luck_t){seed, 0}, truth, statistics);
        const cadre_abc_target_t targets[2] = {{statistics[0], 0, 0}, {statistics[1], 0, 1}};
        cadre_abc_t *abc = calibrate(&design, targets);
        const cadre_population_t posterior = cadre_abc_posterior(abc);
        for (int k = 0; k < INPUTS; k++) {
            cadre_marginal_t of;
            assert_int_equal(cadre_marginal(&design, &posterior, k, NULL, 0, &of), 0);
            inside[k] += of.posterior[0] <= truth[k] && truth[k] <= of.posterior[2];
            const double rank = rank_of(&posterior, k, cadre_uniform(words.word[k]));
            bins[k][rank < 1 ? (int)(rank * BINS) : BINS - 1]++;
        }
        cadre_abc_free(abc);
    }
    for (int k = 0; k < INPUTS; k++) {
        double chi = 0;
        for (int b = 0; b < BINS; b++)
            chi += pow(bins[k][b] - (double)HISTORIES / BINS, 2) / ((double)HISTORIES / BINS);
        print_message("%s: %d of %d inside; ranks %d %d %d %d %d, chi2 %.1f\n", inputs[k].name,
                      inside[k], HISTORIES, bins[k][0], bins[k][1], bins[k][2], bins[k][3],
                      bins[k][4], chi);
        assert_in_range(inside[k], 80, 97);
        assert_true(chi < 18.47); /* 99.9 % of chi-square with 4 degrees of freedom */
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_recovery)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
