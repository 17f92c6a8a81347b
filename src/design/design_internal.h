/* What the methods of design/ share. Internal to design/. */
#ifndef CADRE_DESIGN_INTERNAL_H
#define CADRE_DESIGN_INTERNAL_H

#include "design/design.h"

/* Draws of a design come from the same keyed generator as those of the model, under the number of
 * a replicate that no run has (they count from 1) and a purpose that no mechanism has. */
enum { CADRE_DESIGN_PURPOSE = 255 };
typedef enum {
    CADRE_DESIGN_DRAW_POINT,   /* random points, places in strata */
    CADRE_DESIGN_DRAW_SHUFFLE, /* which strata meet */
    CADRE_DESIGN_DRAW_EXCHANGE,
    CADRE_DESIGN_DRAW_SHIFT,
    CADRE_DESIGN_DRAW_SCRAMBLE,
    CADRE_DESIGN_DRAW_TRAJECTORY
} cadre_design_draw_t;
/* A uniform 32-bit word of (what for, a, b), of which each may have 32 bits. */
uint32_t cadre_design_word(uint64_t seed, cadre_design_draw_t what, uint32_t a, uint32_t b);

/* Room for `points` points. CADRE_ERROR_INPUT when there are too many, CADRE_ERROR_MEMORY. */
int cadre_sample_create(cadre_sample_t *self, int64_t points, int inputs, cadre_error_t *err);

/* Refuses constraints, which the method cannot keep; inputs without bounds, of which it needs the
 * ends. CADRE_ERROR_INPUT. */
int cadre_design_check_free(const cadre_design_t *design, cadre_error_t *err);
int cadre_design_check_bounded(const cadre_design_t *design, cadre_error_t *err);

/* The methods. */
int cadre_sample_grid(const cadre_design_t *design, cadre_sample_t *out, cadre_error_t *err);
int cadre_sample_ofat(const cadre_design_t *design, cadre_sample_t *out, cadre_error_t *err);
int cadre_sample_zip(const cadre_design_t *design, cadre_sample_t *out, cadre_error_t *err);
int cadre_sample_table(const cadre_design_t *design, cadre_sample_t *out, cadre_error_t *err);
int cadre_sample_random(const cadre_design_t *design, cadre_sample_t *out, cadre_error_t *err);
int cadre_sample_lhs(const cadre_design_t *design, cadre_sample_t *out, cadre_error_t *err);
int cadre_sample_sobol(const cadre_design_t *design, cadre_sample_t *out, cadre_error_t *err);
int cadre_sample_halton(const cadre_design_t *design, cadre_sample_t *out, cadre_error_t *err);
int cadre_sample_morris(const cadre_design_t *design, cadre_sample_t *out, cadre_error_t *err);
int cadre_sample_factorial(const cadre_design_t *design, cadre_sample_t *out, cadre_error_t *err);

/* A quasi-random sequence in [0,1)^dimensions, its origin first. */
typedef struct cadre_sequence cadre_sequence_t;
enum { CADRE_MOST_DIMENSIONS = 256 }; /* of Sobol'; GSL's Halton goes further */
/* Sobol' (`sobol`) or Halton; `randomization` tells several of one design apart. Sobol' of up to 16
 * dimensions is GSL's; beyond, where GSL's pairs of dimensions correlate at small numbers of
 * points, it is that of Joe and Kuo (2008). CADRE_ERROR_INPUT, CADRE_ERROR_MEMORY. */
int cadre_sequence_create(bool sobol, int dimensions, cadre_randomize_t randomize, uint64_t seed,
                          int randomization, cadre_sequence_t **out, cadre_error_t *err);
void cadre_sequence_free(cadre_sequence_t *self);
void cadre_sequence_next(cadre_sequence_t *self, double *u);

#endif
