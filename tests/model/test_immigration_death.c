/* Immigration and death: recruits at a constant rate nu, each leaving at hazard mu. In steps of a
 * week with p = 1 - exp(-mu dt) the stationary number is Poisson(nu dt/p), which is Poisson(nu/mu)
 * as dt shrinks. 20 cadre who never leave recruit 40 a year in a city of a thousand million; what
 * they recruit neither recruits nor is promoted and leaves at mu = 5. After two years (10 mean
 * lifetimes) 5,000 replicates are 5,000 independent draws of it.
 *
 * Mean and variance are held to |z| < 4.4 (each fails by chance once in 10^5), the chi-square test
 * to a p-value above 10^-5. */
#include "small_world.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>

enum { REPLICATES = 5000, WEEKS = 104, FOUNDERS = 20, COUNTS = 60 };
static const double WEEK = 7 / 365.25;
static const double NU = 40, MU = 5, LIMIT = 4.4;

static small_world_t *immigration_and_death(void)
{
    small_world_t *small = small_world_create(WEEKS, 1);
    small->specification.mechanisms =
        1u << CADRE_MECHANISM_recruitment | 1u << CADRE_MECHANISM_exit;
    small->specification.pool_size[CADRE_MILIEU_CITY] = 1e9;
    small->specification.parameters.pools_city_experience = 0; /* everybody is accepted */
    small->organizations[0].founders.members = FOUNDERS;
    small->organizations[0].founders.cadre_share = 1;
    small->organizations[0].founders.milieu = CADRE_MILIEU_CITY;
    cadre_parameters_t *p = &small->organizations[0].parameters;
    p->recruitment_rho = NU / FOUNDERS;
    p->recruitment_eta = 0;
    p->recruitment_at_large = 0;
    p->exit_mu_novice = MU;
    p->exit_mu_cadre = 0;
    p->exit_contagion = 0;
    return small;
}

/* Pearson's chi-square of the counts against Poisson(mean), cells of at least 20 expected. */
static double chi_square_p_value(const int *count, double mean)
{
    double chi = 0;
    int cells = 0;
    double expected = 0;
    double observed = 0;
    double left = REPLICATES;
    for (unsigned k = 0; k < COUNTS; k++) {
        expected += REPLICATES * gsl_ran_poisson_pdf(k, mean);
        observed += count[k];
        const bool last = k + 1 == COUNTS;
        if (last)
            expected = left; /* the rest of the tail */
        if (!last && (expected < 20 || left - expected < 20))
            continue;
        chi += (observed - expected) * (observed - expected) / expected;
        left -= expected;
        cells++;
        expected = observed = 0;
    }
    assert_true(cells > 10);
    return gsl_cdf_chisq_Q(chi, cells - 1);
}

static void the_stationary_number_is_poisson(void **state)
{
    (void)state;
    small_world_t *small = immigration_and_death();
    cadre_world_t *world = small_world_begin(small, 0);
    int count[COUNTS] = {0};
    double sum = 0;
    double squares = 0;
    for (uint32_t r = 1; r <= REPLICATES; r++) {
        assert_int_equal(cadre_world_begin(world, (cadre_luck_t){1, r}), CADRE_OK);
        small_world_run(world, WEEKS);
        const int n = (int)small_world_measure(world, 0, CADRE_MEASURE_members) - FOUNDERS;
        assert_in_range(n, 0, COUNTS - 1);
        count[n]++;
        sum += n;
        squares += (double)n * n;
    }
    const double lambda = NU * WEEK / (1 - exp(-MU * WEEK));
    const double mean = sum / REPLICATES;
    const double variance = squares / REPLICATES - mean * mean;
    assert_true(fabs(mean - lambda) < LIMIT * sqrt(lambda / REPLICATES));
    /* the variance of a Poisson sample's variance is (lambda + 2 lambda^2)/n */
    assert_true(fabs(variance - lambda) <
                LIMIT * sqrt((lambda + 2 * lambda * lambda) / REPLICATES));
    assert_true(chi_square_p_value(count, lambda) > 1e-5);
    check_close(lambda, NU / MU, 0.05, 0); /* a week is short against a lifetime of ten */
    cadre_world_free(world);
    small_world_free(small);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_stationary_number_is_poisson),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
