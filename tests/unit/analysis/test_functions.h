/* Functions of known sensitivity, and samples of theirs made with GSL. */
#ifndef CADRE_TEST_FUNCTIONS_H
#define CADRE_TEST_FUNCTIONS_H

#include "check.h"

#include <gsl/gsl_math.h>
#include <gsl/gsl_qrng.h>
#include <gsl/gsl_rng.h>

typedef double (*function_t)(const double *u); /* of the unit cube */

/* Ishigami & Homma 1990, a = 7, b = .1, on -pi .. pi. */
static inline double ishigami(const double *u)
{
    double x[3];
    for (int i = 0; i < 3; i++)
        x[i] = -M_PI + 2 * M_PI * u[i];
    return sin(x[0]) + 7 * sin(x[1]) * sin(x[1]) + 0.1 * pow(x[2], 4) * sin(x[0]);
}

/* Sobol' G of eight inputs, a = 0, 1, 4.5, 9, 99, 99, 99, 99. */
static inline double sobol_g(const double *u)
{
    static const double a[] = {0, 1, 4.5, 9, 99, 99, 99, 99};
    double product = 1;
    for (int i = 0; i < 8; i++)
        product *= (fabs(4 * u[i] - 2) + a[i]) / (1 + a[i]);
    return product;
}

/* Where the points come from: GSL's Sobol' sequence with its origin first, shifted modulo 1 when
 * there is a generator; or independent points. */
typedef struct {
    gsl_qrng *sequence; /* NULL: independent points */
    gsl_rng *random;    /* NULL: no shift */
    double shift[32];
    int dimensions, taken;
} source_t;

static inline source_t source_of(int dimensions, int quasi, gsl_rng *random)
{
    source_t self = {.random = random, .dimensions = dimensions};
    if (quasi)
        self.sequence = gsl_qrng_alloc(gsl_qrng_sobol, (unsigned)dimensions);
    for (int d = 0; random != NULL && d < dimensions; d++)
        self.shift[d] = gsl_rng_uniform(random);
    return self;
}

static inline void source_next(source_t *self, double *u)
{
    for (int d = 0; d < self->dimensions; d++)
        u[d] = self->sequence == NULL ? gsl_rng_uniform(self->random) : 0;
    if (self->sequence != NULL && self->taken++ > 0)
        gsl_qrng_get(self->sequence, u);
    for (int d = 0; self->sequence != NULL && self->random != NULL && d < self->dimensions; d++)
        u[d] = fmod(u[d] + self->shift[d], 1.0);
}

static inline void source_end(source_t *self)
{
    if (self->sequence != NULL)
        gsl_qrng_free(self->sequence);
}

/* Outcomes at A, AB_1 .. AB_D, (BA_1 .. BA_D,) B of `blocks` blocks into `y`. */
static inline void fill_blocks(source_t *source, int inputs, int second_order, function_t f,
                               int64_t blocks, double *y)
{
    double u[32], mixed[16];
    for (int64_t n = 0; n < blocks; n++) {
        source_next(source, u);
        *y++ = f(u);
        for (int side = 0; side <= second_order; side++)
            for (int i = 0; i < inputs; i++) {
                memcpy(mixed, side == 0 ? u : u + inputs, (size_t)inputs * sizeof *mixed);
                mixed[i] = side == 0 ? u[inputs + i] : u[i];
                *y++ = f(mixed);
            }
        *y++ = f(u + inputs);
    }
}

#endif
