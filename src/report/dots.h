/* A chart of rows: estimates with intervals, bars, goals, side by side in one or two panels that
 * share the rows. Finished SVG; the caller writes the table. Internal to report/. */
#ifndef CADRE_DOTS_H
#define CADRE_DOTS_H

#include "report/figure.h"

#include <math.h>

enum { CADRE_PANELS_MAX = 2, CADRE_SERIES_MAX = 2 };

/* NaN is what is not there. `lo` to `hi` is drawn strong, `outer_lo` to `outer_hi` thin. */
typedef struct {
    double estimate, lo, hi, outer_lo, outer_hi;
} cadre_dot_t;

#define CADRE_NO_DOT ((cadre_dot_t){NAN, NAN, NAN, NAN, NAN})

typedef struct {
    const char *name;
    double low, high; /* of the axis; NaN: from the values */
    bool bars;        /* the first series is drawn as bars from zero */
    bool unlabelled;  /* each row has a scale of its own: no numbers, no zero */
    bool closed;      /* values beyond the axis are drawn at its end, as arrows */
    const cadre_dot_t *dots[CADRE_SERIES_MAX]; /* one a row; NULL: there is no such series */
    const double *goal_lo, *goal_hi;           /* one a row; NULL: none */
} cadre_panel_t;

typedef struct {
    cadre_figure_t figure; /* with `says` */
    int rows;
    const char *const *labels; /* of the rows */
    int panel_count;
    cadre_panel_t panels[CADRE_PANELS_MAX];
    const char *series[CADRE_SERIES_MAX]; /* names, of the same series in all panels */
    const char *goal;                     /* name of the goals; NULL: none */
} cadre_dots_t;

/* The figure up to where its table goes; then the table; then the end. */
void cadre_dots_begin(const cadre_dots_t *self, cadre_text_t *out);
void cadre_dots_end(cadre_text_t *out);

#endif
