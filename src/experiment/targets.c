#include "experiment/targets.h"

#include <math.h>

static const double BAND_WIDTH = 2 * 1.6448536269514722; /* of 90 %, in standard deviations */
static const double LEFT_OUT = 0.1;                      /* of a value, by the model */

static bool is_logarithmic(const cadre_pattern_t *self)
{
    return self->take != CADRE_TAKE_DATE && self->take != CADRE_TAKE_COUNT && self->low > 0;
}

double cadre_pattern_statistic(const cadre_pattern_t *self, double value)
{
    if (!is_logarithmic(self))
        return value;
    return value > 0 ? log(value) : (double)NAN;
}

double cadre_pattern_of_statistic(const cadre_pattern_t *self, double statistic)
{
    return is_logarithmic(self) ? exp(statistic) : statistic;
}

cadre_abc_target_t cadre_pattern_target(const cadre_pattern_t *self)
{
    const double source =
        (cadre_pattern_statistic(self, self->high) - cadre_pattern_statistic(self, self->low)) /
        BAND_WIDTH;
    const double left_out = self->take == CADRE_TAKE_DATE ? 0
                            : is_logarithmic(self)        ? LEFT_OUT
                                                          : LEFT_OUT * fabs(self->value);
    return (cadre_abc_target_t){.observed = cadre_pattern_statistic(self, self->value),
                                .sd = sqrt(source * source + left_out * left_out)};
}

double cadre_reading_statistic(const cadre_reading_t *self, double value)
{
    if (!self->condition)
        return cadre_pattern_statistic(&self->pattern, value);
    return self->pattern.low <= value && value <= self->pattern.high ? 1 : 0;
}

cadre_abc_target_t cadre_reading_target(const cadre_reading_t *self)
{
    return self->condition ? (cadre_abc_target_t){.observed = 1, .sd = LEFT_OUT}
                           : cadre_pattern_target(&self->pattern);
}
