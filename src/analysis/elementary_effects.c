#include "analysis/elementary_effects.h"

#include "base/error.h"
#include "base/memory.h"

#include <math.h>

typedef enum { MU, MU_STAR, SIGMA, MEASURES } measure_t;

double cadre_morris_step(int levels)
{
    return levels / (2.0 * (levels - 1));
}

/* Effect of each group in each trajectory, effects[group][trajectory]. */
static void find_effects(const cadre_trajectories_t *self, double *effects)
{
    for (int64_t t = 0; t < self->trajectories; t++) {
        const double *y = self->values + t * (self->groups + 1);
        for (int s = 0; s < self->groups; s++) {
            const int64_t step = t * self->groups + s;
            const double change = (y[s + 1] - y[s]) / self->step;
            effects[self->moved[step] * self->trajectories + t] =
                self->down != NULL && self->down[step] ? -change : change;
        }
    }
}

static double absolute_mean(const double *x, int64_t n)
{
    double sum = 0;
    for (int64_t i = 0; i < n; i++)
        sum += fabs(x[i]);
    return sum / (double)n;
}

static void measure(const double *effects, int64_t n, double out[MEASURES])
{
    out[MU] = cadre_mean(effects, n, 1);
    out[MU_STAR] = absolute_mean(effects, n);
    out[SIGMA] = sqrt(cadre_squares(effects, n, 1, out[MU]) / (double)(n - 1));
}

/* Room for one group's resamples. */
typedef struct {
    double *some;   /* [measure][resample] */
    double *effect; /* [trajectory], resampled */
    uint32_t *drawn;
} room_t;

static int add_group(const cadre_trajectories_t *self, int group, const double *effects,
                     const cadre_resampling_t *resampling, room_t *room, cadre_indices_t *out)
{
    static const char *const NAMES[MEASURES] = {"mu", "mu_star", "sigma"};
    const int64_t n = self->trajectories;
    const bool joint = self->joint != NULL && self->joint[group];
    double all[MEASURES], some[MEASURES];
    measure(effects, n, all);
    for (int r = 0; r < resampling->resamples; r++) {
        cadre_resample(resampling, r, n, room->drawn);
        for (int64_t t = 0; t < n; t++)
            room->effect[t] = effects[room->drawn[t]];
        measure(room->effect, n, some);
        for (int m = 0; m < MEASURES; m++)
            room->some[m * resampling->resamples + r] = some[m];
    }
    int status = CADRE_OK;
    for (int m = 0; status == CADRE_OK && m < MEASURES; m++) {
        if (joint && m != MU_STAR)
            continue;
        cadre_index_t index = {.index = NAMES[m], .input = group, .other = -1, .estimate = all[m]};
        index.bootstrap = cadre_bootstrap_bounds(
            resampling, all[m], room->some + (ptrdiff_t)m * resampling->resamples, n);
        index.bounds = index.bootstrap;
        status = cadre_indices_add(out, &index);
    }
    return status;
}

int cadre_elementary_effects(const cadre_trajectories_t *self, const cadre_resampling_t *resampling,
                             cadre_indices_t *out)
{
    const size_t n = (size_t)self->trajectories;
    double *effects = cadre_alloc((size_t)self->groups, n * sizeof *effects);
    room_t room = {.some = cadre_alloc((size_t)resampling->resamples, MEASURES * sizeof *room.some),
                   .effect = cadre_alloc(n, sizeof *room.effect),
                   .drawn = cadre_alloc(n, sizeof *room.drawn)};
    int status = effects != NULL && room.some != NULL && room.effect != NULL && room.drawn != NULL
                     ? CADRE_OK
                     : CADRE_ERROR_MEMORY;
    if (status == CADRE_OK)
        find_effects(self, effects);
    for (int g = 0; status == CADRE_OK && g < self->groups; g++)
        status = add_group(self, g, effects + g * self->trajectories, resampling, &room, out);
    cadre_free(effects);
    cadre_free(room.some);
    cadre_free(room.effect);
    cadre_free(room.drawn);
    return status;
}
