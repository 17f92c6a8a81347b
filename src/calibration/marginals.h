/* What a posterior says of each input by itself, and of pairs. */
#ifndef CADRE_MARGINALS_H
#define CADRE_MARGINALS_H

#include "calibration/abc.h"

/* Quantiles of an input before and after. */
typedef struct {
    double prior[3], posterior[3]; /* 5 %, 50 %, 95 % */
    double mean, sd;               /* of the posterior */
    double contraction; /* 1 - variance of the posterior / of the prior, on the prior's scale */
    double difference;  /* largest difference between the two distribution functions */
    bool identified;    /* whether that is more than chance does: 5 % level of Kolmogorov and
                           Smirnov's test at the effective sample size (Stephens 1970) */
} cadre_marginal_t;

/* Of input k. A prior with constraints is not that of the file any more: `prior_places`, [count]
 * [inputs], is then a sample of it; NULL without. CADRE_ERROR_MEMORY. */
int cadre_marginal(const cadre_design_t *design, const cadre_population_t *posterior, int k,
                   const double *prior_places, int64_t prior_count, cadre_marginal_t *out);
/* Weighted correlation of inputs j and k on the scale of their priors, -1 to 1; 0 when one does not
 * vary. */
double cadre_posterior_correlation(const cadre_design_t *design,
                                   const cadre_population_t *posterior, int j, int k);
#endif
