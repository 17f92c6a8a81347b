/* 95 % intervals: of a mean (Student 1908) and of a share (Wilson 1927). */
#ifndef CADRE_INTERVAL_H
#define CADRE_INTERVAL_H

#include <stdint.h>

typedef struct {
    double low, high; /* NaN where there is none */
} cadre_interval_t;

/* Quantile .975 of Student's t with `degrees` >= 1 degrees of freedom, and of the normal
 * distribution, to within 1e-7. The same bits on every machine, although GSL's are not. */
double cadre_t_quantile(int64_t degrees);
double cadre_normal_quantile(void);

/* Of the mean of `n` values with sum of squared deviations `squares`: mean +- t s / sqrt(n). None
 * below two values; of no width when all are equal. */
cadre_interval_t cadre_mean_interval(int64_t n, double mean, double squares);
/* Of a share of which `hits` of `n` trials are seen: the score interval, which stays within [0, 1]
 * and keeps its coverage near its ends (Brown, Cai & DasGupta 2001). None when n is 0. */
cadre_interval_t cadre_share_interval(int64_t hits, int64_t n);

#endif
