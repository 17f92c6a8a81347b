#include "analysis/paired.h"

#include <math.h>

static void update(double value, double n, double *mean, double *squares)
{
    const double before = value - *mean;
    *mean += before / n;
    const double after = value - *mean;
    *squares += before * after;
}

void cadre_paired_add(cadre_paired_t *self, double a, double b)
{
    if (isnan(a) || isnan(b))
        return;
    const double n = (double)++self->n;
    update(a, n, &self->mean_a, &self->squares_a);
    update(b, n, &self->mean_b, &self->squares_b);
    update(a - b, n, &self->mean_difference, &self->squares_difference);
}

cadre_interval_t cadre_paired_interval(const cadre_paired_t *self)
{
    return cadre_mean_interval(self->n, self->mean_difference, self->squares_difference);
}

int cadre_paired_differs(const cadre_paired_t *self)
{
    const cadre_interval_t interval = cadre_paired_interval(self);
    return interval.low > 0 || interval.high < 0;
}

double cadre_paired_variance_ratio(const cadre_paired_t *self)
{
    if (self->n < 2 || self->squares_difference <= 0)
        return NAN;
    return (self->squares_a + self->squares_b) / self->squares_difference;
}

double cadre_paired_effect(const cadre_paired_t *self)
{
    if (self->n < 2)
        return NAN;
    if (self->mean_difference == 0)
        return 0;
    const double variance = (self->squares_a + self->squares_b) / (2 * ((double)self->n - 1));
    return self->mean_difference / sqrt(variance);
}
