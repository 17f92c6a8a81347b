/* Axes: from values to coordinates, and where the ticks go. Internal to report/. */
#ifndef CADRE_AXIS_H
#define CADRE_AXIS_H

#include "report/markup.h"

#include <stdbool.h>

enum { CADRE_TICKS_MAX = 16, CADRE_TICK_SIZE = CADRE_MARKUP_NUMBER_SIZE };

/* What `low` and `high` are is drawn at `from` and `to`, all between in proportion. */
typedef struct {
    double low, high, from, to;
} cadre_axis_t;

typedef struct {
    int count;
    double values[CADRE_TICKS_MAX];
    char labels[CADRE_TICKS_MAX][CADRE_TICK_SIZE];
} cadre_ticks_t;

double cadre_axis_place(const cadre_axis_t *self, double value);
/* Includes a value, if it is one and at most 1e300; begin with low = +infinity, high = -infinity.
 */
void cadre_axis_include(cadre_axis_t *self, double value);
/* Widens to round numbers, and gives an axis without extent some. At least two ticks. */
void cadre_axis_round(cadre_axis_t *self, int wanted);
/* At most about `wanted` round numbers within the axis. */
void cadre_axis_ticks(const cadre_axis_t *self, int wanted, cadre_ticks_t *out);
/* The same for days since 1970: first of January of round years; of a short time, the first of
 * months. */
void cadre_axis_date_ticks(const cadre_axis_t *self, int wanted, cadre_ticks_t *out);

#endif
