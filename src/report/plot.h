/* A chart over time, or over another number: bands, lines, stacked areas, targets with their bands,
 * marked dates. Finished SVG, with the table behind it. Internal to report/. */
#ifndef CADRE_PLOT_H
#define CADRE_PLOT_H

#include "report/figure.h"

typedef enum { CADRE_LAYER_BAND, CADRE_LAYER_LINE, CADRE_LAYER_STACK } cadre_layer_kind_t;

enum { CADRE_LAYERS_MAX = 8, CADRE_STYLES = 8 };

/* `values` of a band are its upper ends, `low` its lower ones; areas are stacked in their order.
 * One value for each x; NaN leaves a gap. */
typedef struct {
    cadre_layer_kind_t kind;
    const char *name;
    const double *low, *values;
    int style; /* which colour, 0 to CADRE_STYLES - 1 */
} cadre_layer_t;

/* What is known: a value with a band at an x. */
typedef struct {
    double x, value, low, high;
    const char *source;
} cadre_target_t;

/* Something that happened at an x. */
typedef struct {
    double x;
    const char *label;
} cadre_mark_t;

typedef struct {
    cadre_figure_t figure;
    const char *x_name, *unit; /* "date"; "people" */
    bool dates;                /* x are days since 1970 */
    bool dots;                 /* lines have a dot at each x */
    bool free_zero;            /* the vertical axis need not reach zero */
    int count;
    const double *x; /* ascending */
    cadre_layer_t layers[CADRE_LAYERS_MAX];
    int layer_count;
    const cadre_target_t *targets;
    int target_count;
    const cadre_mark_t *marks; /* ascending */
    int mark_count;
} cadre_plot_t;

/* Adds the whole figure. Figure.says is made from the first line if it is NULL. */
void cadre_plot_add(const cadre_plot_t *self, cadre_text_t *out);

#endif
