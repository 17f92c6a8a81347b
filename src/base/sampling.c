#include "base/sampling.h"

#include "base/numeric.h"

/* Binomial and Poisson in one form (Panjer's class): P(k+1)/P(k) = rate (trials - slope k)/(k+1),
 * for the binomial rate = p/(1-p) and slope = 1, for Poisson rate = mean, trials = 1, slope = 0. */
typedef struct {
    double rate, trials, slope;
} counts_t;

/* -log P(0) up to which the walk starts at 0; above, at the mode. Both give the same counts. */
static const double FROM_ZERO = 100.0;

static double ratio_up(const counts_t *self, double k)
{
    return self->rate * (self->trials - self->slope * k) / (k + 1.0);
}

/* The smallest count whose cumulated probability reaches u, from P(0) upwards. Ends also where
 * the next probability is lost in rounding: u is then beyond the last bit of the sum, and terms
 * so small come only after the mode. */
static int64_t walk_from_zero(const counts_t *self, double zero, double u)
{
    double k = 0.0, probability = zero, cumulated = zero, before = -1.0;
    while (cumulated < u && cumulated > before) {
        before = cumulated;
        probability *= ratio_up(self, k);
        cumulated += probability;
        k += 1.0;
    }
    return (int64_t)(cumulated > before ? k : k - 1.0);
}

/* The sum of the weights beside the mode, relative to the mode's, until they are lost in the
 * rounding of the sum. */
static double weight_above(const counts_t *self, double mode)
{
    double weight = 1.0, sum = 0.0, before = -1.0;
    for (double k = mode; sum > before; k += 1.0) {
        before = sum;
        weight *= ratio_up(self, k);
        sum += weight;
    }
    return sum;
}

static double weight_below(const counts_t *self, double mode)
{
    double weight = 1.0, sum = 0.0, before = -1.0;
    for (double k = mode; k > 0.0 && sum > before; k -= 1.0) {
        before = sum;
        weight /= ratio_up(self, k - 1.0);
        sum += weight;
    }
    return sum;
}

/* The same count with all probabilities relative to the mode's, so that nothing underflows and no
 * factorial is needed; costs a few dozen standard deviations. A weight lost in the rounding of the
 * sums ends the walk: what then remains of `rest` is rounding, too. */
static int64_t walk_from_mode(const counts_t *self, double mode, double u)
{
    const double below = weight_below(self, mode);
    const double above = weight_above(self, mode);
    const double total = below + 1.0 + above;
    const double lost = total * 0x1p-54;
    double k = mode, weight = 1.0;
    if (u * total <= below + 1.0) {
        /* down while the counts below k still reach u */
        double rest = below - u * total;
        while (k > 0.0 && rest >= 0.0 && weight > lost) {
            weight /= ratio_up(self, k - 1.0);
            k -= 1.0;
            rest -= weight;
        }
        return (int64_t)k;
    }
    /* up while the counts above k weigh more than 1 - u */
    double rest = above - (1.0 - u) * total;
    while (rest > 0.0) {
        weight *= ratio_up(self, k);
        if (weight <= lost) {
            break;
        }
        k += 1.0;
        rest -= weight;
    }
    return (int64_t)k;
}

int64_t cadre_binomial_of_hazard(int64_t n, double hazard, double u)
{
    const double exponent = (double)n * hazard;
    if (u <= 1.0 - exponent) { /* which is below exp(-exponent) */
        return 0;
    }
    const double zero = cadre_exp(-exponent);
    if (u <= zero) {
        return 0;
    }
    if (hazard > 700.0) {
        return n;
    }
    const double p = cadre_probability(hazard);
    const counts_t counts = {p * cadre_exp(hazard), (double)n, 1.0};
    if (exponent <= FROM_ZERO) {
        return walk_from_zero(&counts, zero, u);
    }
    const int64_t mode = (int64_t)(((double)n + 1.0) * p);
    return walk_from_mode(&counts, (double)(mode < n ? mode : n), u);
}

int64_t cadre_binomial(int64_t n, double p, double u)
{
    if (p <= 0.0) {
        return 0;
    }
    if (p >= 1.0) {
        return n;
    }
    /* -log(1 - p) without the loss of the small p's digits in 1 - p */
    const double q = 1.0 - p;
    const double hazard = q == 1.0 ? p : cadre_log(q) * p / (q - 1.0);
    return cadre_binomial_of_hazard(n, hazard, u);
}

int64_t cadre_poisson(double mean, double u)
{
    const double zero = cadre_exp(-mean);
    if (u <= zero) {
        return 0;
    }
    const counts_t counts = {mean, 1.0, 0.0};
    if (mean <= FROM_ZERO) {
        return walk_from_zero(&counts, zero, u);
    }
    return walk_from_mode(&counts, (double)(int64_t)mean, u);
}

/* ---------------------------------------------------------------- the normal distribution */

typedef double cadre_rational_t[8];

/* Horner's scheme of both polynomials, lowest power first. */
static double rational(const cadre_rational_t above, const cadre_rational_t below, double r)
{
    double numerator = above[7];
    double denominator = below[7];
    for (int k = 6; k >= 0; k--) {
        numerator = numerator * r + above[k];
        denominator = denominator * r + below[k];
    }
    return numerator / denominator;
}

/* Newton's iteration from a table-free start: exact to the last bit but one, and without libm. */
static double square_root(double x)
{
    double root = cadre_exp(0.5 * cadre_log(x));
    root = 0.5 * (root + x / root);
    return 0.5 * (root + x / root);
}

double cadre_normal(double u)
{
    static const cadre_rational_t CENTRE[2] = {
        {3.3871328727963666080e0, 1.3314166789178437745e+2, 1.9715909503065514427e+3,
         1.3731693765509461125e+4, 4.5921953931549871457e+4, 6.7265770927008700853e+4,
         3.3430575583588128105e+4, 2.5090809287301226727e+3},
        {1.0, 4.2313330701600911252e+1, 6.8718700749205790830e+2, 5.3941960214247511077e+3,
         2.1213794301586595867e+4, 3.9307895800092710610e+4, 2.8729085735721942674e+4,
         5.2264952788528545610e+3}};
    static const cadre_rational_t MIDDLE[2] = {
        {1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0,
         3.64784832476320460504e0, 1.27045825245236838258e0, 2.41780725177450611770e-1,
         2.27238449892691845833e-2, 7.74545014278341407640e-4},
        {1.0, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
         1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4,
         1.05075007164441684324e-9}};
    static const cadre_rational_t TAIL[2] = {
        {6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0,
         2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
         2.71155556874348757815e-5, 2.01033439929228813265e-7},
        {1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
         7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7,
         2.04426310338993978564e-15}};
    const double q = u - 0.5;
    if (q >= -0.425 && q <= 0.425)
        return q * rational(CENTRE[0], CENTRE[1], 0.180625 - q * q);
    const double r = square_root(-cadre_log(q < 0 ? u : 1 - u));
    const double z =
        r <= 5 ? rational(MIDDLE[0], MIDDLE[1], r - 1.6) : rational(TAIL[0], TAIL[1], r - 5);
    return q < 0 ? -z : z;
}

int64_t cadre_weighted_row(const double *cumulative, int64_t count, double u)
{
    int64_t low = 0, high = count - 1;
    while (low < high) {
        const int64_t middle = low + (high - low) / 2;
        if (u < cumulative[middle])
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}
