/* Series: numbers that may change over the run. */
#ifndef CADRE_SERIES_H
#define CADRE_SERIES_H

#include "scenario/loading.h"

typedef struct {
    double fallback; /* constant used where the file says nothing */
    double min, max; /* allowed after scaling */
    const char *unit;
} cadre_series_range_t;

/* The values of a series at every step 0..steps. `value` is a number, {"points": {date: value}},
 * {"file", "column"} with `scale`, `interpolate` (step, linear, monotone) and `outside` (error,
 * hold, zero), or NULL for the fallback. `*out` belongs to the owner. */
int cadre_series_read(cadre_loading_t *self, const cadre_json_t *value, cadre_series_range_t range,
                      const float **out);

#endif
