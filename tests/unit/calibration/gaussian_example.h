/* The Gaussian example of approximate Bayesian computation: prior N(0, 2^2), one statistic that is
 * N(mu, .5^2), 1 observed. At tolerance eps the posterior is proportional to
 * phi(mu/2) [Phi((1 + eps - mu)/.5) - Phi((1 - eps - mu)/.5)]; its moments and the acceptance of
 * rejection by quadrature. */
#ifndef CADRE_GAUSSIAN_EXAMPLE_H
#define CADRE_GAUSSIAN_EXAMPLE_H

#include "check.h"

#include "base/random.h"
#include "base/sampling.h"
#include "calibration/abc.h"

static const cadre_input_t gaussian_input = {.name = "mu",
                                             .kind = CADRE_INPUT_REAL,
                                             .distribution = CADRE_DISTRIBUTION_NORMAL,
                                             .low = -INFINITY,
                                             .high = INFINITY,
                                             .centre = 0,
                                             .spread = 2};
static const cadre_abc_target_t gaussian_target = {.observed = 1, .sd = 1, .group = 0};
static const struct {
    double tolerance, mean, sd, acceptance;
} gaussian_truth[] = {{1, .86989586, .72003142, .33401227},
                      {.5, .92288299, .55527937, .17075544},
                      {.25, .93657296, .50368612, .08585759}};

static inline cadre_design_t gaussian_design(uint64_t seed)
{
    return (cadre_design_t){.inputs = &gaussian_input, .input_count = 1, .seed = seed};
}

/* The statistic of run `run` of all: its luck depends on nothing else. */
static inline double gaussian_run(uint64_t seed, int64_t run, double mu)
{
    const cadre_words_t words = cadre_draw((cadre_luck_t){seed, (uint32_t)run}, 1, 0, 1, 0);
    return mu + 0.5 * cadre_normal(cadre_uniform(words.word[0]));
}

/* Runs a calibration of this example to its end. */
static inline void run_gaussian(cadre_abc_t *abc, uint64_t seed)
{
    while (!cadre_abc_done(abc)) {
        bool complete = false;
        while (!complete) {
            double mu, statistic;
            cadre_abc_propose(abc, cadre_abc_told(abc) + 1, &mu);
            statistic = gaussian_run(seed, cadre_abc_runs(abc) + 1, mu);
            assert_int_equal(cadre_abc_tell(abc, &statistic, &complete), 0);
        }
        assert_int_equal(cadre_abc_advance(abc, NULL), 0);
    }
}

static inline void gaussian_moments(const cadre_abc_t *abc, double *mean, double *sd)
{
    const cadre_population_t posterior = cadre_abc_posterior(abc);
    *mean = *sd = 0;
    for (int64_t i = 0; i < posterior.count; i++)
        *mean += posterior.weights[i] * posterior.points[i];
    for (int64_t i = 0; i < posterior.count; i++)
        *sd += posterior.weights[i] * (posterior.points[i] - *mean) * (posterior.points[i] - *mean);
    *sd = sqrt(*sd);
}

#endif
