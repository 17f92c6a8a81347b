/* Sobol' indices: shares of an outcome's variance that inputs account for, alone (S1), with all
 * their interactions (ST), and in pairs (S2).
 *
 * A block is one point A, one point B, for each input i the point AB_i (A, but x_i from B), and for
 * second order also BA_i (B, but x_i from A) (Saltelli 2002; Saltelli et al. 2010). */
#ifndef CADRE_VARIANCE_INDICES_H
#define CADRE_VARIANCE_INDICES_H

#include "analysis/indices.h"

#include <stdbool.h>

typedef enum {
    /* S1: mean(B (AB_i - A)) / V (Saltelli et al. 2010); ST: mean((A - AB_i)^2) / 2V (Jansen 1999).
     * What has no effect gets exactly 0. */
    CADRE_ESTIMATOR_SALTELLI,
    CADRE_ESTIMATOR_JANSEN,  /* S1: 1 - mean((B - AB_i)^2) / 2V; ST as above */
    CADRE_ESTIMATOR_MARTINEZ /* S1: correlation of B and AB_i; ST: 1 - that of A and AB_i (2011) */
} cadre_estimator_t;

/* Outcomes at the points of blocks. */
typedef struct {
    const double *values; /* [block][row]: A, AB_1 .. AB_D, (BA_1 .. BA_D,) B */
    int64_t blocks;       /* at least 2 */
    int inputs;           /* D */
    bool second_order;    /* with the BA rows */
    int randomizations;   /* the blocks are those of so many independent samples of equal size, one
                             after the other; divides blocks; 1 = not known to be any */
} cadre_blocks_t;

/* Rows of a block. */
int cadre_block_rows(int inputs, bool second_order);

/* Adds S1 of all inputs, ST of all, and S2 of all pairs where there are BA rows (Saltelli 2002:
 * mean(BA_j AB_k - A B) / V - S1_j - S1_k). V is the variance of A and B together; outcomes are
 * centred at the mean of all of them first. A constant outcome has indices 0 of no width.
 * Intervals: bootstrap of blocks; and, given at least CADRE_LEAST_RANDOMIZATIONS randomisations,
 * the jackknife over these. Quasi-random blocks are not independent of one another: their
 * bootstrap is several times too wide. CADRE_ERROR_MEMORY. */
int cadre_variance_indices(const cadre_blocks_t *blocks, cadre_estimator_t estimator,
                           const cadre_resampling_t *resampling, cadre_indices_t *out);

#endif
