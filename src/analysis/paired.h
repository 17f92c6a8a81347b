/* Moments of pairs, one pair at a time: what is known of the difference of two things that were
 * measured together, in memory that does not grow with the number of pairs. */
#ifndef CADRE_PAIRED_H
#define CADRE_PAIRED_H

#include "analysis/interval.h"

#include <stdint.h>

/* Start with {0}. Sums of squared deviations from the mean by Welford's updating (1962), which
 * loses nothing to cancellation and gives exact zeros for equal values. */
typedef struct {
    int64_t n;
    double mean_a, mean_b, mean_difference;          /* difference: a - b */
    double squares_a, squares_b, squares_difference; /* not divided by anything */
} cadre_paired_t;

/* One more pair; nothing happens when either value is missing (NaN). The result depends on the
 * order of pairs in its last bits: add them in a fixed one. */
void cadre_paired_add(cadre_paired_t *self, double a, double b);

/* 95 % interval of the mean difference. */
cadre_interval_t cadre_paired_interval(const cadre_paired_t *self);
/* Whether the interval exists and lies to one side of zero. */
int cadre_paired_differs(const cadre_paired_t *self);
/* (s2_a + s2_b) / s2_(a-b): how many times as many pairs of independent luck it would take for the
 * same interval. NaN below two pairs and when all differences are equal. */
double cadre_paired_variance_ratio(const cadre_paired_t *self);
/* Mean difference in standard deviations sqrt((s2_a + s2_b) / 2); 0 when there is no difference,
 * infinite when nothing else varies, NaN below two pairs. */
double cadre_paired_effect(const cadre_paired_t *self);

#endif
