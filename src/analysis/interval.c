#include "analysis/interval.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

static const double UPPER = 0.975;

/* GSL's quantiles call exp and log of the C library, which differ in the last bit between
 * processors. On a grid a hundred million times coarser than that they do not. */
static double on_grid(double quantile)
{
    static const double STEPS = 1 << 24;
    return floor(quantile * STEPS + 0.5) / STEPS;
}

double cadre_t_quantile(int64_t degrees)
{
    return on_grid(gsl_cdf_tdist_Pinv(UPPER, (double)degrees));
}

double cadre_normal_quantile(void)
{
    return on_grid(gsl_cdf_ugaussian_Pinv(UPPER));
}

cadre_interval_t cadre_mean_interval(int64_t n, double mean, double squares)
{
    if (n < 2)
        return (cadre_interval_t){NAN, NAN};
    const double count = (double)n;
    const double half = cadre_t_quantile(n - 1) * sqrt(squares / (count - 1) / count);
    return (cadre_interval_t){mean - half, mean + half};
}

cadre_interval_t cadre_share_interval(int64_t hits, int64_t n)
{
    if (n == 0)
        return (cadre_interval_t){NAN, NAN};
    const double count = (double)n, share = (double)hits / count;
    const double z = cadre_normal_quantile(), weight = z * z / count;
    const double centre = (share + weight / 2) / (1 + weight);
    const double half = z / (1 + weight) * sqrt(share * (1 - share) / count + weight / (4 * count));
    /* none and all are ends themselves, but for rounding */
    return (cadre_interval_t){hits == 0 ? 0 : centre - half, hits == n ? 1 : centre + half};
}
