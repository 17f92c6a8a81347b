#include "calibration/perturbation.h"

#include "base/memory.h"
#include "base/sampling.h"

#include <gsl/gsl_linalg.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <string.h>

static const double LEAST_SD = 1e-6; /* of each input: particles may agree in one of them */

/* ------------------------------------------------------- the covariance */

static double weighted_mean(const cadre_perturbation_t *self, int k)
{
    const int inputs = self->design->input_count;
    double mean = 0;
    for (int64_t i = 0; i < self->count; i++)
        mean += self->weights[i] * self->places[i * inputs + k];
    return mean;
}

static double covariance(const cadre_perturbation_t *self, int j, int k)
{
    const int inputs = self->design->input_count;
    const double mean_j = weighted_mean(self, j), mean_k = weighted_mean(self, k);
    double sum = 0;
    for (int64_t i = 0; i < self->count; i++)
        sum += self->weights[i] * (self->places[i * inputs + j] - mean_j) *
               (self->places[i * inputs + k] - mean_k);
    return sum;
}

/* Fewer particles than inputs have a covariance without a root: then each input moves by itself. */
static void find_root(cadre_perturbation_t *self)
{
    const int inputs = self->design->input_count;
    for (int j = 0; j < inputs; j++)
        for (int k = 0; k <= j; k++) {
            const double widened = self->widening * covariance(self, j, k);
            const double value = j == k ? widened * (1 + 1e-9) + LEAST_SD * LEAST_SD : widened;
            gsl_matrix_set(self->root, (size_t)j, (size_t)k, value);
            gsl_matrix_set(self->root, (size_t)k, (size_t)j, value);
        }
    if (gsl_linalg_cholesky_decomp1(self->root) == GSL_SUCCESS)
        return;
    gsl_matrix_set_zero(self->root);
    for (int k = 0; k < inputs; k++)
        gsl_matrix_set(self->root, (size_t)k, (size_t)k,
                       sqrt(self->widening * covariance(self, k, k) + LEAST_SD * LEAST_SD));
}

int cadre_perturbation_create(cadre_perturbation_t *self, const cadre_design_t *design,
                              const double *places, const double *weights, int64_t count,
                              double widening)
{
    const size_t inputs = (size_t)design->input_count;
    *self = (cadre_perturbation_t){.design = design,
                                   .places = places,
                                   .weights = weights,
                                   .count = count,
                                   .widening = widening,
                                   .cumulative = cadre_alloc((size_t)count, sizeof(double)),
                                   .root = gsl_matrix_alloc(inputs, inputs)};
    if (self->cumulative == NULL || self->root == NULL)
        return CADRE_ERROR_MEMORY;
    double sum = 0;
    for (int64_t i = 0; i < count; i++)
        self->cumulative[i] = sum += weights[i];
    find_root(self);
    return CADRE_OK;
}

void cadre_perturbation_free(cadre_perturbation_t *self)
{
    cadre_free(self->cumulative);
    gsl_matrix_free(self->root);
    *self = (cadre_perturbation_t){0};
}

/* ------------------------------------------------------- proposals */

/* Whether the place is inside the cube and its point keeps the constraints; fills the point. */
static bool is_possible(const cadre_design_t *design, const double *place, double *point)
{
    for (int k = 0; k < design->input_count; k++) {
        if (!(place[k] > 0 && place[k] < 1))
            return false;
        point[k] = cadre_input_value(&design->inputs[k], place[k]);
    }
    return cadre_constraints_hold(design, point);
}

bool cadre_prior_propose(const cadre_design_t *design, const gsl_rng *rng, double *place,
                         double *point)
{
    for (int trial = 0; trial < CADRE_MOST_PROPOSALS; trial++) {
        for (int k = 0; k < design->input_count; k++)
            place[k] = gsl_rng_uniform(rng);
        if (is_possible(design, place, point))
            return true;
    }
    return false;
}

void cadre_perturbation_propose(const cadre_perturbation_t *self, const gsl_rng *rng, double *place,
                                double *point)
{
    const size_t inputs = (size_t)self->design->input_count;
    const double *particle = self->places;
    gsl_vector_view out = gsl_vector_view_array(place, inputs);
    for (int trial = 0; trial < CADRE_MOST_PROPOSALS; trial++) {
        const int64_t i = cadre_weighted_row(self->cumulative, self->count, gsl_rng_uniform(rng));
        particle = self->places + i * self->design->input_count;
        const gsl_vector_const_view mean = gsl_vector_const_view_array(particle, inputs);
        gsl_ran_multivariate_gaussian(rng, &mean.vector, self->root, &out.vector);
        if (is_possible(self->design, place, point))
            return;
    }
    memcpy(place, particle, inputs * sizeof *place);
    is_possible(self->design, place, point);
}

int cadre_perturbation_density(const cadre_perturbation_t *self, const double *place, double *out)
{
    const size_t inputs = (size_t)self->design->input_count;
    const gsl_vector_const_view at = gsl_vector_const_view_array(place, inputs);
    gsl_vector *work = gsl_vector_alloc(inputs);
    *out = 0;
    if (work == NULL)
        return CADRE_ERROR_MEMORY;
    for (int64_t i = 0; i < self->count; i++) {
        const gsl_vector_const_view mean =
            gsl_vector_const_view_array(self->places + i * self->design->input_count, inputs);
        double density = 0;
        gsl_ran_multivariate_gaussian_pdf(&at.vector, &mean.vector, self->root, &density, work);
        *out += self->weights[i] * density;
    }
    gsl_vector_free(work);
    return CADRE_OK;
}
