/* A membership fan drawn in the terminal: bands of 5-95 % and 25-75 % of the runs, the median, and
 * marks of evidence, against the years. */
#ifndef CADRE_FAN_H
#define CADRE_FAN_H

#include "base/text.h"
#include "cli/terminal.h"

#include <stdint.h>

typedef struct {
    int32_t day; /* days since 1970-01-01 */
    double value;
} cadre_fan_mark_t;

typedef struct {
    const char *title;            /* "members" */
    const int32_t *days;          /* of the rows, ascending */
    const double (*quantiles)[5]; /* q05 q25 q50 q75 q95 of each row; NaN: none */
    int rows;                     /* at least 1 */
    const cadre_fan_mark_t *marks;
    int mark_count;
} cadre_fan_t;

/* Adds the picture, with its axes and legend; no line is wider than the terminal. The scale is
 * logarithmic when the median runs over more than a factor of eight. */
void cadre_fan_draw(const cadre_fan_t *self, const cadre_terminal_t *terminal, cadre_text_t *out);

#endif
