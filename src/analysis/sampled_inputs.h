/* Indices from any sample of points, one input at a time, with the bootstrap's intervals: what PAWN
 * and delta have in common. */
#ifndef CADRE_SAMPLED_INPUTS_H
#define CADRE_SAMPLED_INPUTS_H

#include "analysis/distribution_indices.h"

#include <stdbool.h>

typedef struct {
    const char *const *names; /* [count], of the indices; static */
    int count;
    int of_dummy;  /* the one that is told of the dummy, too */
    bool unbiased; /* reduced by the bootstrap's bias: the mean of 2 estimate - resampled ones */
    /* The indices of an input of values x at n points with outcomes y. */
    void (*measure)(void *room, const double *x, const double *y, int64_t n, double *out);
    void *room; /* the method's own */
} cadre_sampled_method_t;

/* Adds the method's indices of each input and one of a dummy. CADRE_ERROR_MEMORY. */
int cadre_sampled_inputs(const cadre_sampled_method_t *self, const cadre_points_t *points,
                         const cadre_resampling_t *resampling, cadre_indices_t *out);

#endif
