/* Sensitivity of the whole distribution of an outcome, from any sample of points: PAWN (Pianosi &
 * Wagener 2015, 2018) and delta (Borgonovo 2007; Plischke, Borgonovo & Smith 2013). */
#ifndef CADRE_DISTRIBUTION_INDICES_H
#define CADRE_DISTRIBUTION_INDICES_H

#include "analysis/indices.h"

typedef struct {
    const double *inputs;   /* [point][input] */
    const double *outcomes; /* [point] */
    int64_t points;         /* at least 20 */
    int input_count;
} cadre_points_t;

enum { CADRE_PAWN_SLICES = 10, CADRE_DELTA_RESAMPLES = 100, CADRE_LEAST_POINTS = 20 };

/* PAWN: the Kolmogorov-Smirnov distance between the outcome's distribution and that within a slice
 * of the input's range, the slices holding equally many points. Adds min, mean, median, max of the
 * slices and cv (their standard deviation over their mean) for each input, and the median of a
 * dummy (input -1): an input that does nothing, which has more than 0 in any finite sample. As in
 * SALib, the slices of an input are half open, so its largest value is in none, unless several
 * points share it. Slices without points count for nothing. CADRE_ERROR_MEMORY. */
int cadre_pawn(const cadre_points_t *points, int slices, const cadre_resampling_t *resampling,
               cadre_indices_t *out);

/* delta: half the mean area between the outcome's density and that within a class of the input
 * (Plischke et al. 2013, equation 26), reduced by the bootstrap's bias (equation 30); densities are
 * Gaussian kernel estimates of Silverman's width on 100 places. Adds delta of each input and of a
 * dummy. CADRE_ERROR_MEMORY. */
int cadre_delta(const cadre_points_t *points, const cadre_resampling_t *resampling,
                cadre_indices_t *out);

/* Quantile of type 7 of n >= 1 ascending numbers. */
double cadre_quantile_of_sorted(const double *sorted, int64_t n, double q);

/* Largest distance between the distribution functions of two ascending samples. */
double cadre_ks_distance(const double *x, int64_t n, const double *y, int64_t m);

#endif
