#include "cli/figures.h"

#include "base/memory.h"
#include "base/numeric.h"

#include <math.h>
#include <stdlib.h>

typedef struct {
    float *values; /* so far; room for all runs */
    long count;
    bool sorted;
} column_t;

struct cadre_figures {
    int organizations;
    column_t columns[CADRE_FIGURES_ORGANIZATIONS][CADRE_FIGURE_COUNT];
    cadre_ends_t ends[CADRE_FIGURES_ORGANIZATIONS];
};

static int smaller(int a, int b)
{
    return a < b ? a : b;
}

double cadre_figures_bytes(int64_t runs, int organizations)
{
    const double columns = smaller(organizations, CADRE_FIGURES_ORGANIZATIONS) * CADRE_FIGURE_COUNT;
    return (double)runs * columns * sizeof(float);
}

cadre_figures_t *cadre_figures_create(int64_t runs, int organizations)
{
    cadre_figures_t *self = cadre_alloc(1, sizeof *self);
    if (self == NULL)
        return NULL;
    self->organizations = smaller(organizations, CADRE_FIGURES_ORGANIZATIONS);
    for (int o = 0; o < self->organizations; o++)
        for (int f = 0; f < CADRE_FIGURE_COUNT; f++) {
            self->columns[o][f].values = cadre_alloc((size_t)runs, sizeof(float));
            if (self->columns[o][f].values == NULL) {
                cadre_figures_free(self);
                return NULL;
            }
        }
    return self;
}

void cadre_figures_free(cadre_figures_t *self)
{
    if (self == NULL)
        return;
    for (int o = 0; o < self->organizations; o++)
        for (int f = 0; f < CADRE_FIGURE_COUNT; f++)
            cadre_free(self->columns[o][f].values);
    cadre_free(self);
}

static void keep(column_t *column, double value)
{
    column->values[column->count++] = (float)value;
}

static void add_outcome(column_t *columns, cadre_ends_t *ends, const cadre_outcome_t *outcome)
{
    keep(&columns[CADRE_FIGURE_PEAK], (double)outcome->members_peak);
    keep(&columns[CADRE_FIGURE_PEAK_STEP], outcome->members_peak_step);
    keep(&columns[CADRE_FIGURE_END], (double)outcome->members_end);
    keep(&columns[CADRE_FIGURE_CITIES], outcome->cities_peak);
    keep(&columns[CADRE_FIGURE_RECRUITS], (double)outcome->recruits);
    keep(&columns[CADRE_FIGURE_LEAVERS], (double)outcome->exits);
    if (outcome->recruits_followed > 0)
        keep(&columns[CADRE_FIGURE_GONE],
             (double)outcome->gone_within_year / (double)outcome->recruits_followed);
    ends->alive += outcome->end == CADRE_END_ALIVE;
    ends->died += outcome->end == CADRE_END_DIED;
    ends->destroyed += outcome->end == CADRE_END_DESTROYED;
    ends->merged += outcome->end == CADRE_END_MERGED;
    ends->dissolved += outcome->end == CADRE_END_DISSOLVED;
    for (int p = 0; p < CADRE_HOURS_COUNT; p++)
        ends->hours[p] += outcome->hours[p];
}

void cadre_figures_add(cadre_figures_t *self, const cadre_replicate_t *replicate)
{
    if (replicate->status == CADRE_STATUS_FAILED)
        return;
    for (int o = 0; o < self->organizations; o++)
        add_outcome(self->columns[o], &self->ends[o], &replicate->outcomes[o]);
}

int cadre_figures_organizations(const cadre_figures_t *self)
{
    return self->organizations;
}

static int compare_floats(const void *a, const void *b)
{
    const float x = *(const float *)a, y = *(const float *)b;
    return (x > y) - (x < y);
}

cadre_range_t cadre_figures_range(cadre_figures_t *self, int organization, cadre_figure_t figure)
{
    column_t *column = &self->columns[organization][figure];
    if (column->count == 0)
        return (cadre_range_t){NAN, NAN, NAN};
    if (!column->sorted)
        qsort(column->values, (size_t)column->count, sizeof(float), compare_floats);
    column->sorted = true;
    return (cadre_range_t){
        .low = cadre_quantile_sorted(column->values, column->count, 0.05),
        .median = cadre_quantile_sorted(column->values, column->count, 0.5),
        .high = cadre_quantile_sorted(column->values, column->count, 0.95),
    };
}

const cadre_ends_t *cadre_figures_ends(const cadre_figures_t *self, int organization)
{
    return &self->ends[organization];
}
