#include "report/axis.h"

#include "base/dates.h"

#include <math.h>
#include <stdio.h>

#define DAYS_A_YEAR 365.25
#define LARGEST     1e300 /* larger ones are not drawn: their differences overflow */

double cadre_axis_place(const cadre_axis_t *self, double value)
{
    const double share = (value - self->low) / (self->high - self->low);
    return self->from + share * (self->to - self->from);
}

void cadre_axis_include(cadre_axis_t *self, double value)
{
    if (!(fabs(value) <= LARGEST))
        return;
    self->low = value < self->low ? value : self->low;
    self->high = value > self->high ? value : self->high;
}

/* The smallest of 1, 2, 5 times a power of ten that makes at most `wanted` steps. */
static double round_step(double extent, int wanted)
{
    double step = pow(10, floor(log10(extent / wanted)));
    static const double FACTORS[] = {1, 2, 5, 10};
    for (int i = 0; i < 4; i++)
        if (extent / (step * FACTORS[i]) <= wanted + 1e-9)
            return step * FACTORS[i];
    return 10 * step;
}

void cadre_axis_round(cadre_axis_t *self, int wanted)
{
    if (!(self->low <= self->high)) {
        self->low = 0;
        self->high = 1;
    }
    if (self->high - self->low < 1e-12 * (fabs(self->high) + 1e-9)) {
        self->low -= self->low > 0 || self->low < 0 ? fabs(self->low) / 2 : 0;
        self->high += self->high > 0 || self->high < 0 ? fabs(self->high) / 2 : 1;
    }
    const double step = round_step(self->high - self->low, wanted);
    self->low = step * floor(self->low / step + 1e-9);
    self->high = step * ceil(self->high / step - 1e-9);
}

void cadre_axis_ticks(const cadre_axis_t *self, int wanted, cadre_ticks_t *out)
{
    const double step = round_step(self->high - self->low, wanted);
    const double first = ceil(self->low / step - 1e-9);
    out->count = 0;
    for (int i = 0; i < CADRE_TICKS_MAX; i++) {
        const double value = step * (first + i);
        if (value > self->high + 1e-9 * step)
            break;
        out->values[i] = value;
        cadre_markup_number(fabs(value) < 1e-9 * step ? 0 : value, out->labels[i]);
        out->count++;
    }
}

static void add_date(cadre_ticks_t *out, cadre_civil_t civil, bool with_month)
{
    if (out->count == CADRE_TICKS_MAX)
        return;
    out->values[out->count] = cadre_date_days(civil);
    if (with_month)
        snprintf(out->labels[out->count], CADRE_TICK_SIZE, "%04d-%02d", civil.year, civil.month);
    else
        snprintf(out->labels[out->count], CADRE_TICK_SIZE, "%d", civil.year);
    out->count++;
}

void cadre_axis_date_ticks(const cadre_axis_t *self, int wanted, cadre_ticks_t *out)
{
    static const int MONTHS[] = {1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000};
    const double months = (self->high - self->low) / DAYS_A_YEAR * 12;
    int k = 0;
    while (k + 1 < (int)(sizeof MONTHS / sizeof MONTHS[0]) && months / MONTHS[k] > wanted)
        k++;
    const int step = MONTHS[k];
    const cadre_civil_t start = cadre_date_civil((int32_t)ceil(self->low));
    out->count = 0;
    for (int month = (start.year * 12 + start.month - 1) / step * step; month < 9999 * 12;
         month += step) {
        const cadre_civil_t civil = {month / 12, month % 12 + 1, 1};
        if (civil.year < 1 || cadre_date_days(civil) < self->low)
            continue;
        if (cadre_date_days(civil) > self->high)
            break;
        add_date(out, civil, step < 12);
    }
}
