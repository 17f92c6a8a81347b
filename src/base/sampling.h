/* Counts by inversion of ONE uniform: monotone in the rate, so runs that differ a little stay
 * close (common random numbers). Checked against GSL's distributions by chi-square. */
#ifndef CADRE_SAMPLING_H
#define CADRE_SAMPLING_H

#include <stdint.h>

/* Number of successes in n >= 0 trials that each fail with probability exp(-hazard), hazard >= 0:
 * the smallest k with P(X <= k) >= u, 0 < u < 1. One exponential and one comparison when it is 0;
 * a walk from the mode when the mean is large. Never more than n. */
int64_t cadre_binomial_of_hazard(int64_t n, double hazard, double u);
/* Binomial(n, p), 0 <= p <= 1, the same way. */
int64_t cadre_binomial(int64_t n, double p, double u);
/* Standard normal quantile of u, 0 < u < 1: relative error about 1e-16 (Wichura 1988, AS 241,
 * PPND16). */
double cadre_normal(double u);
/* Poisson(mean), mean >= 0. */
int64_t cadre_poisson(double mean, double u);

/* Row i of `count`, from 0, in which `cumulative` weights (ascending to about 1) pass u, 0 < u < 1:
 * the smallest i with u < cumulative[i], the last one if there is none. */
int64_t cadre_weighted_row(const double *cumulative, int64_t count, double u);

#endif
