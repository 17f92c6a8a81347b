/* Runs of one scenario that each take a point of a posterior. */
#ifndef CADRE_ENSEMBLE_H
#define CADRE_ENSEMBLE_H

#include "engine/engine.h"
#include "scenario/posterior.h"

typedef struct {
    const cadre_specification_t *specification;
    const cadre_recording_t *recording;
    const cadre_posterior_t *posterior;
    uint64_t seed;
    int64_t runs;
} cadre_ensemble_t;

/* Run r of `runs` as job r: the luck {seed, r} of cadre_pool_run, and the parameters of
 * cadre_posterior_point. `self` must outlive the pool's work. */
void cadre_ensemble_jobs(const cadre_ensemble_t *self, cadre_jobs_t *jobs);

#endif
