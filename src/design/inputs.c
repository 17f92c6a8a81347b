/* From a uniform number to the value of an input. */
#include "design/design.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

/* The part of a distribution between low and high, given its distribution function `p` there and
 * its quantile function `q`, both of the standard normal after `z`. */
static double cut_normal(double z_low, double z_high, double u)
{
    const double p_low = isfinite(z_low) ? gsl_cdf_ugaussian_P(z_low) : 0;
    const double p_high = isfinite(z_high) ? gsl_cdf_ugaussian_P(z_high) : 1;
    return gsl_cdf_ugaussian_Pinv(p_low + u * (p_high - p_low));
}

static double normal(const cadre_input_t *input, double u)
{
    const double m = input->centre, s = input->spread;
    return m + s * cut_normal((input->low - m) / s, (input->high - m) / s, u);
}

static double lognormal(const cadre_input_t *input, double u)
{
    const double m = log(input->centre), s = input->spread;
    const double low = input->low > 0 ? (log(input->low) - m) / s : -INFINITY;
    return exp(m + s * cut_normal(low, (log(input->high) - m) / s, u));
}

static double triangular(const cadre_input_t *input, double u)
{
    const double width = input->high - input->low, rise = input->centre - input->low;
    if (u * width <= rise)
        return input->low + sqrt(u * width * rise);
    return input->high - sqrt((1 - u) * width * (width - rise));
}

static double continuous(const cadre_input_t *input, double u)
{
    switch (input->distribution) {
    case CADRE_DISTRIBUTION_LOGUNIFORM:
        return input->low * exp(u * log(input->high / input->low));
    case CADRE_DISTRIBUTION_NORMAL:
        return normal(input, u);
    case CADRE_DISTRIBUTION_LOGNORMAL:
        return lognormal(input, u);
    case CADRE_DISTRIBUTION_TRIANGULAR:
        return triangular(input, u);
    default:
        return input->low + u * (input->high - input->low);
    }
}

static double within(const cadre_input_t *input, double x)
{
    return x < input->low ? input->low : (x > input->high ? input->high : x);
}

/* Whole numbers share the range evenly when it is uniform: 2 to 8 are seven equal parts. */
static double whole(const cadre_input_t *input, double u)
{
    if (input->distribution == CADRE_DISTRIBUTION_UNIFORM)
        return within(input, floor(input->low + u * (input->high - input->low + 1)));
    return within(input, nearbyint(continuous(input, u)));
}

double cadre_input_value(const cadre_input_t *input, double u)
{
    if (input->distribution == CADRE_DISTRIBUTION_LIST) {
        const int k = (int)(u * input->value_count);
        return input->values[k < input->value_count ? k : input->value_count - 1];
    }
    if (input->kind != CADRE_INPUT_REAL)
        return whole(input, u);
    return within(input, continuous(input, u));
}

double cadre_input_level(const cadre_input_t *input, int level, int levels)
{
    const double u = levels > 1 ? (double)level / (levels - 1) : 0.5;
    const double x = continuous(input, u);
    return within(input, input->kind == CADRE_INPUT_REAL ? x : nearbyint(x));
}
