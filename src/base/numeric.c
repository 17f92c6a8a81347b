#include "base/numeric.h"

/* ln 2 in two parts: the first has 21 zero bits at its end, so that n times it is exact for every
 * exponent n (Cody & Waite 1980). */
static const double LN2_HIGH = 6.93147180369123816490e-01;
static const double LN2_LOW = 1.90821492927058770002e-10;

static double from_bits(uint64_t bits)
{
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

static uint64_t to_bits(double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

/* 2^n for the exponents of normal numbers. */
static double power_of_two(int n)
{
    return from_bits((uint64_t)(n + 1023) << 52);
}

/* exp(r) - 1 for |r| <= ln2/2: the rational form of fdlibm, r + rc/(2 - c), where c approximates
 * r - (even part of r coth(r/2)). */
static double expm1_reduced(double r)
{
    const double t = r * r;
    double p = 4.13813679705723846039e-08;
    p = p * t - 1.65339022054652515390e-06;
    p = p * t + 6.61375632143793436117e-05;
    p = p * t - 2.77777777770155933842e-03;
    p = p * t + 1.66666666666666019037e-01;
    const double c = r - t * p;
    return r + r * c / (2.0 - c);
}

double cadre_exp(double x)
{
    if (x < -745.0) {
        return 0.0;
    }
    if (!(x <= 710.0)) { /* also NaN, which stays NaN */
        return x * 0x1p1023;
    }
    const int n = (int)(x * 1.44269504088896338700 + (x < 0 ? -0.5 : 0.5));
    const double r = (x - n * LN2_HIGH) - n * LN2_LOW;
    /* in two steps: 2^n alone may be too large or too small for a double */
    return (1.0 + expm1_reduced(r)) * power_of_two(n / 2) * power_of_two(n - n / 2);
}

double cadre_log(double x)
{
    int n = 0;
    if (x < 0x1p-1022) { /* subnormal: bring it into the normal range */
        x *= 0x1p54;
        n = -54;
    }
    /* x = 2^n (1 + f) with sqrt(1/2) <= 1 + f < sqrt(2) */
    const uint64_t bits = to_bits(x);
    n += (int)(bits >> 52) - 1023;
    double f = from_bits((bits & 0x000fffffffffffffu) | 0x3ff0000000000000u);
    if (f >= 1.41421356237309504880) {
        f *= 0.5;
        n++;
    }
    f -= 1.0;
    /* log(1 + f) = f - f^2/2 + s(f^2/2 + R(s^2)), s = f/(2 + f), as in fdlibm */
    const double s = f / (2.0 + f);
    const double z = s * s;
    double r = 1.479819860511658591e-01;
    r = r * z + 1.531383769920937332e-01;
    r = r * z + 1.818357216161805012e-01;
    r = r * z + 2.222219843214978396e-01;
    r = r * z + 2.857142874366239149e-01;
    r = r * z + 3.999999999940941908e-01;
    r = r * z + 6.666666666666735130e-01;
    r = r * z;
    const double half_square = 0.5 * f * f;
    return n * LN2_HIGH - ((half_square - (s * (half_square + r) + n * LN2_LOW)) - f);
}

double cadre_probability(double x)
{
    return x < 0.34 ? -expm1_reduced(-x) : 1.0 - cadre_exp(-x);
}

double cadre_power(double x, double y)
{
    return cadre_exp(y * cadre_log(x));
}

double cadre_quantile_sorted(const float *sorted, long n, double q)
{
    const double place = (double)(n - 1) * q;
    const long below = (long)place;
    if (below >= n - 1) {
        return (double)sorted[n - 1];
    }
    const double low = (double)sorted[below];
    const double high = (double)sorted[below + 1];
    return low + (place - (double)below) * (high - low);
}

void cadre_sum_add(cadre_sum_t *self, double x)
{
    const double sum = self->sum + x;
    const double size = self->sum < 0 ? -self->sum : self->sum;
    /* what the addition lost, from the smaller of the two (Neumaier 1974) */
    if (size >= (x < 0 ? -x : x)) {
        self->compensation += (self->sum - sum) + x;
    } else {
        self->compensation += (x - sum) + self->sum;
    }
    self->sum = sum;
}

double cadre_sum_value(const cadre_sum_t *self)
{
    return self->sum + self->compensation;
}
