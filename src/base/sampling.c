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
