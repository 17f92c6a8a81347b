/* Figures of a finished `run` for a person: what each organization came to, over all runs. */
#ifndef CADRE_FIGURES_H
#define CADRE_FIGURES_H

#include "engine/engine.h"

/* What is kept of each run. */
typedef enum {
    CADRE_FIGURE_PEAK,      /* most members */
    CADRE_FIGURE_PEAK_STEP, /* when */
    CADRE_FIGURE_END,       /* members at the end of the run */
    CADRE_FIGURE_CITIES,    /* most cities */
    CADRE_FIGURE_RECRUITS,
    CADRE_FIGURE_LEAVERS,
    CADRE_FIGURE_GONE, /* share of recruits gone within a year, of those seen that long */
    CADRE_FIGURE_COUNT
} cadre_figure_t;

enum { CADRE_FIGURES_ORGANIZATIONS = 4 }; /* as many are shown; the files have all */

typedef struct cadre_figures cadre_figures_t;

/* 5 %, 50 % and 95 % quantiles over the runs that did not fail; NaN when there are none. */
typedef struct {
    double low, median, high;
} cadre_range_t;

/* How runs came out for an organization. */
typedef struct {
    int64_t alive, died, destroyed, merged, dissolved;
    double hours[CADRE_HOURS_COUNT]; /* summed over runs */
} cadre_ends_t;

/* For `runs` runs and the first CADRE_FIGURES_ORGANIZATIONS of `organizations`; NULL when out of
 * memory. */
cadre_figures_t *cadre_figures_create(int64_t runs, int organizations);
/* Memory it takes, in bytes. */
double cadre_figures_bytes(int64_t runs, int organizations);
void cadre_figures_free(cadre_figures_t *self);
void cadre_figures_add(cadre_figures_t *self, const cadre_replicate_t *replicate);

int cadre_figures_organizations(const cadre_figures_t *self);
/* After the last add. */
cadre_range_t cadre_figures_range(cadre_figures_t *self, int organization, cadre_figure_t figure);
const cadre_ends_t *cadre_figures_ends(const cadre_figures_t *self, int organization);

#endif
