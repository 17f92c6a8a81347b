/* Quasi-random sequences and their randomisation. Points are kept as 32-bit binary fractions, of
 * which GSL's Sobol' sequence has 30 digits. */
#include "design/design_internal.h"

#include "base/memory.h"
#include "base/random.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_qrng.h>
#include <math.h>

enum { BITS = 32, GSL_BITS = 30, GSL_DIMENSIONS = 16, MOST_DEGREE = 11 };

typedef struct {
    int degree;
    uint32_t coefficients;
    uint32_t m[MOST_DEGREE];
} joe_kuo_t;

static const joe_kuo_t JOE_KUO[] = {
#define J(degree, coefficients, ...) {degree, coefficients, {__VA_ARGS__}},
#include "design/joe_kuo.def"
#undef J
};
_Static_assert(sizeof JOE_KUO / sizeof *JOE_KUO == CADRE_MOST_DIMENSIONS - 1, "dimensions from 2");

struct cadre_sequence {
    int dimensions;
    bool sobol;
    cadre_randomize_t randomize;
    uint64_t seed;
    uint32_t randomization;
    gsl_qrng *qrng;               /* NULL: Joe and Kuo's */
    uint32_t (*directions)[BITS]; /* of Joe and Kuo's, a row per dimension */
    uint32_t *digits;             /* of the current point */
    double *shift;                /* of Halton */
    uint32_t count;               /* points so far */
};

/* ------------------------------------------------------- Joe and Kuo's numbers */

/* v_i of a dimension, from its first numbers and its polynomial (their eq. 2). */
static void expand(const joe_kuo_t *from, uint32_t v[BITS])
{
    const int s = from->degree;
    for (int i = 0; i < BITS; i++) {
        if (i < s) {
            v[i] = from->m[i] << (BITS - 1 - i);
            continue;
        }
        v[i] = v[i - s] ^ (v[i - s] >> s);
        for (int k = 1; k < s; k++)
            if ((from->coefficients >> (s - 1 - k)) & 1u)
                v[i] ^= v[i - k];
    }
}

static void expand_all(cadre_sequence_t *self)
{
    for (int i = 0; i < BITS; i++)
        self->directions[0][i] = UINT32_C(1) << (BITS - 1 - i); /* van der Corput */
    for (int d = 1; d < self->dimensions; d++)
        expand(&JOE_KUO[d - 1], self->directions[d]);
}

/* The next point in Gray code order (Antonov and Saleev 1979), the origin first. */
static void step_joe_kuo(cadre_sequence_t *self)
{
    if (self->count == 0)
        return;
    int bit = 0;
    while (((self->count - 1) >> bit) & 1u)
        bit++;
    for (int d = 0; d < self->dimensions; d++)
        self->digits[d] ^= self->directions[d][bit];
}

/* ------------------------------------------------------- randomisation */

static uint32_t key_of(const cadre_sequence_t *self, int dimension)
{
    return self->randomization << 16 | (uint32_t)dimension;
}

/* Each digit is exchanged or not by a bit of its own for all digits above it. */
static uint32_t scramble(const cadre_sequence_t *self, int dimension, uint32_t digits)
{
    uint32_t out = 0;
    for (int i = 0; i < BITS; i++) {
        const uint32_t above = i == 0 ? 0 : digits >> (BITS - i);
        const cadre_words_t words = cadre_draw(
            (cadre_luck_t){self->seed, 0}, (uint64_t)key_of(self, dimension) << 32 | above,
            CADRE_DESIGN_DRAW_SCRAMBLE, CADRE_DESIGN_PURPOSE, (unsigned)i);
        const uint32_t digit = (digits >> (BITS - 1 - i)) & 1u;
        out = out << 1 | (digit ^ (words.word[0] >> 31));
    }
    return out;
}

static double randomized_digits(const cadre_sequence_t *self, int dimension)
{
    const uint32_t digits = self->digits[dimension];
    switch (self->randomize) {
    case CADRE_RANDOMIZE_SHIFT:
        return cadre_uniform(digits ^ cadre_design_word(self->seed, CADRE_DESIGN_DRAW_SHIFT,
                                                        key_of(self, dimension), 0));
    case CADRE_RANDOMIZE_OWEN:
        return cadre_uniform(scramble(self, dimension, digits));
    default:
        return digits * 0x1p-32;
    }
}

static void next_sobol(cadre_sequence_t *self, double *u)
{
    if (self->qrng == NULL)
        step_joe_kuo(self);
    else if (self->count > 0)
        gsl_qrng_get(self->qrng, u); /* it leaves out the origin */
    for (int d = 0; d < self->dimensions; d++) {
        if (self->qrng != NULL && self->count > 0)
            self->digits[d] = (uint32_t)(u[d] * (1u << GSL_BITS)) << (BITS - GSL_BITS);
        u[d] = randomized_digits(self, d);
    }
}

static void next_halton(cadre_sequence_t *self, double *u)
{
    for (int d = 0; d < self->dimensions; d++)
        u[d] = 0;
    if (self->count > 0)
        gsl_qrng_get(self->qrng, u);
    for (int d = 0; d < self->dimensions && self->randomize == CADRE_RANDOMIZE_SHIFT; d++) {
        u[d] += self->shift[d];
        u[d] -= floor(u[d]);
    }
}

void cadre_sequence_next(cadre_sequence_t *self, double *u)
{
    if (self->sobol)
        next_sobol(self, u);
    else
        next_halton(self, u);
    self->count++;
}

/* ------------------------------------------------------- making and freeing */

static int check(bool sobol, int dimensions, cadre_error_t *err)
{
    const int most = sobol ? CADRE_MOST_DIMENSIONS : (int)gsl_qrng_halton->max_dimension;
    if (dimensions <= most)
        return CADRE_OK;
    cadre_error_set(err, CADRE_ERROR_INPUT, "%d dimensions: the %s sequence has at most %d",
                    dimensions, sobol ? "Sobol'" : "Halton", most);
    cadre_error_hint(err, "blocks of method sobol need two dimensions per input");
    return CADRE_ERROR_INPUT;
}

int cadre_sequence_create(bool sobol, int dimensions, cadre_randomize_t randomize, uint64_t seed,
                          int randomization, cadre_sequence_t **out, cadre_error_t *err)
{
    *out = NULL;
    if (check(sobol, dimensions, err) != CADRE_OK)
        return CADRE_ERROR_INPUT;
    cadre_sequence_t *self = cadre_alloc(1, sizeof *self);
    if (self == NULL)
        goto no_memory;
    *self = (cadre_sequence_t){.dimensions = dimensions,
                               .sobol = sobol,
                               .randomize = randomize,
                               .seed = seed,
                               .randomization = (uint32_t)randomization};
    const size_t count = (size_t)dimensions;
    const bool ours = sobol && dimensions > GSL_DIMENSIONS;
    gsl_set_error_handler_off();
    self->digits = cadre_alloc(count, sizeof *self->digits);
    self->shift = cadre_alloc(count, sizeof *self->shift);
    self->directions = cadre_alloc(ours ? count : 0, sizeof *self->directions);
    if (!ours)
        self->qrng = gsl_qrng_alloc(sobol ? gsl_qrng_sobol : gsl_qrng_halton, (unsigned)dimensions);
    if (self->digits == NULL || self->shift == NULL || self->directions == NULL ||
        (!ours && self->qrng == NULL))
        goto no_memory;
    if (ours)
        expand_all(self);
    for (int d = 0; d < dimensions; d++)
        self->shift[d] =
            cadre_uniform(cadre_design_word(seed, CADRE_DESIGN_DRAW_SHIFT, key_of(self, d), 1));
    *out = self;
    return CADRE_OK;
no_memory:
    cadre_sequence_free(self);
    return cadre_error_set(err, CADRE_ERROR_MEMORY, "out of memory");
}

void cadre_sequence_free(cadre_sequence_t *self)
{
    if (self == NULL)
        return;
    if (self->qrng != NULL)
        gsl_qrng_free(self->qrng);
    cadre_free(self->directions);
    cadre_free(self->digits);
    cadre_free(self->shift);
    cadre_free(self);
}
