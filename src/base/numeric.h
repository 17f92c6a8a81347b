/* Deterministic elementary functions and sums: the same bits on every machine, compiler and
 * optimisation level (no libm, no fused multiply-add), in float forms that vectorize. */
#ifndef CADRE_NUMERIC_H
#define CADRE_NUMERIC_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* exp and log in double; error below 1 ulp is not promised, 2 ulp is (tested against libm).
 * cadre_exp: 0 below -745, +infinity above 709.78. cadre_log: x > 0 finite, normal or not. */
double cadre_exp(double x);
double cadre_log(double x);
/* 1 - exp(-x) without cancellation, x >= 0: the probability that a hazard x acts. */
double cadre_probability(double x);
/* Whether a hazard x >= 0 acts at luck u in (0, 1). Hazards that are small against u, as nearly all
 * are in a week, are decided by 1 - exp(-x) <= x without an exponential. */
static inline bool cadre_happens(double x, double u)
{
    return u < x && u < cadre_probability(x);
}
/* x to the power y for x > 0, exp(y log x). */
double cadre_power(double x, double y);

/* exp in float for |x| <= 80; relative error below 2e-7. Written without branches or calls, and
 * with few steps that wait for each other, so that a loop over it vectorizes and fills the units.
 */
static inline float cadre_expf_within(float x)
{
    /* n = round(x / ln 2) by the float that has no fraction bits; x - n ln 2 in two parts (Cody &
     * Waite 1980) */
    const float shifted = x * 1.44269504f + 12582912.0f;
    const float n = shifted - 12582912.0f;
    const float r = (x - n * 0.693359375f) - n * -2.12194440e-4f;
    /* minimax polynomial of exp on |r| <= ln2/2 (Cephes expf), in Estrin's order */
    const float r2 = r * r;
    const float p5 = 1.9875691500e-4f * r + 1.3981999507e-3f;
    const float p3 = 8.3334519073e-3f * r + 4.1665795894e-2f;
    const float p1 = 1.6666665459e-1f * r + 5.0000001201e-1f;
    const float p = ((p5 * r2 + p3) * r2 + p1) * r2 + (r + 1.0f);
    /* times 2^n, by adding n to the exponent bits */
    int32_t bits;
    float result;
    memcpy(&bits, &p, sizeof bits);
    bits += (int32_t)n * (1 << 23);
    memcpy(&result, &bits, sizeof result);
    return result;
}

/* The same for every x, clamped to 80. */
static inline float cadre_expf(float x)
{
    x = x < -80.0f ? -80.0f : x;
    return cadre_expf_within(x > 80.0f ? 80.0f : x);
}

/* 1 - exp(-x) in float for 0 <= x <= 0.5 by its alternating series, relative error below 2e-7. */
static inline float cadre_probabilityf(float x)
{
    const float x2 = x * x;
    const float p01 = 1.0f - x * (1.0f / 2.0f);
    const float p23 = 1.0f / 6.0f - x * (1.0f / 24.0f);
    const float p45 = 1.0f / 120.0f - x * (1.0f / 720.0f);
    const float p67 = 1.0f / 5040.0f - x * (1.0f / 40320.0f);
    return x * (p01 + x2 * (p23 + x2 * (p45 + x2 * p67)));
}

/* A probability as a threshold for a 32-bit word: the event happens iff word < threshold. */
static inline uint32_t cadre_threshold(float probability)
{
    return probability >= 1.0f ? 0xffffffffu : (uint32_t)(probability * 4294967296.0f);
}

/* The same for probability < .5, by the signed conversion that every instruction set has. */
static inline uint32_t cadre_threshold_low(float probability)
{
    return (uint32_t)(int32_t)(probability * 4294967296.0f);
}

static inline float cadre_clampf(float x, float low, float high)
{
    return x < low ? low : (x > high ? high : x);
}
static inline double cadre_clamp(double x, double low, double high)
{
    return x < low ? low : (x > high ? high : x);
}

/* Fixed point with 20 fraction bits: sums that no order, thread or lane can change. */
typedef int64_t cadre_fixed_t;
enum { CADRE_FIXED_ONE = 1 << 20 };
static inline cadre_fixed_t cadre_fixed(double x)
{
    return (cadre_fixed_t)(x * CADRE_FIXED_ONE + (x < 0 ? -0.5 : 0.5));
}
/* The same of a float in [0, 2], by float arithmetic: a loop over it vectorizes. */
static inline int32_t cadre_fixedf(float x)
{
    return (int32_t)(x * (float)CADRE_FIXED_ONE + 0.5f);
}
static inline double cadre_fixed_value(cadre_fixed_t x)
{
    return (double)x / CADRE_FIXED_ONE;
}

/* Quantile of n >= 1 ascending values, type 7 of Hyndman & Fan (1996), as R and NumPy do by
 * default; 0 <= q <= 1. */
double cadre_quantile_sorted(const float *sorted, long n, double q);

/* Kahan-Neumaier compensated sum. */
typedef struct {
    double sum, compensation;
} cadre_sum_t;
void cadre_sum_add(cadre_sum_t *self, double x);
double cadre_sum_value(const cadre_sum_t *self);

#endif
