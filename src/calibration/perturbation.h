/* The kernel of sequential ABC: a normal distribution around a weighted particle, with a multiple
 * of the weighted covariance of all, usually twice (Beaumont, Cornuet, Marin & Robert 2009; Filippi
 * et al. 2013). In many dimensions that is wide: few proposals come near. The weights make good for
 * any width; what a narrow kernel costs is their evenness.
 *
 * Particles stand where the distribution functions of their inputs are, in the open unit cube. The
 * prior is uniform there, whatever the distributions and kinds of the inputs, so a proposal is
 * possible when it is inside and keeps the constraints, and its density drops out of the weights.
 * Internal to calibration/. */
#ifndef CADRE_PERTURBATION_H
#define CADRE_PERTURBATION_H

#include "design/design.h"

#include <gsl/gsl_matrix.h>
#include <gsl/gsl_rng.h>

typedef struct {
    const cadre_design_t *design;
    const double *places; /* [count][inputs], weights [count] sum to 1: the caller's */
    const double *weights;
    int64_t count;
    double *cumulative; /* [count] of the weights */
    double widening;    /* of the covariance */
    gsl_matrix *root;   /* Cholesky factor of the covariance, lower triangle */
} cadre_perturbation_t;

enum { CADRE_MOST_PROPOSALS = 10000 }; /* tries for one that is possible */

/* `places` and `weights` must outlive it. CADRE_ERROR_MEMORY; free it even then. */
int cadre_perturbation_create(cadre_perturbation_t *self, const cadre_design_t *design,
                              const double *places, const double *weights, int64_t count,
                              double widening);
void cadre_perturbation_free(cadre_perturbation_t *self);

/* A possible place from the prior or around a particle, and the values of the inputs there. If none
 * of CADRE_MOST_PROPOSALS is possible: the last one from the prior, whose `false` says so, or the
 * particle itself. Both arrays are [inputs]. */
bool cadre_prior_propose(const cadre_design_t *design, const gsl_rng *rng, double *place,
                         double *point);
void cadre_perturbation_propose(const cadre_perturbation_t *self, const gsl_rng *rng, double *place,
                                double *point);
/* Density of proposals at a place, up to a factor that is the same everywhere. CADRE_ERROR_MEMORY.
 */
int cadre_perturbation_density(const cadre_perturbation_t *self, const double *place, double *out);

#endif
