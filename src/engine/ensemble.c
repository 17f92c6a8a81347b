#include "engine/ensemble.h"

#include "base/memory.h"

#include <string.h>

/* What a run is made of, while it lives. */
typedef struct {
    cadre_specification_t specification;
    cadre_organization_spec_t organizations[]; /* the specification's */
} member_t;

static int prepare(void *context, int64_t number, cadre_job_t *job)
{
    const cadre_ensemble_t *self = context;
    const size_t count = (size_t)self->specification->organization_count;
    member_t *member = cadre_alloc(1, sizeof *member + count * sizeof *member->organizations);
    job->run = number;
    job->of = member;
    if (member == NULL)
        return CADRE_ERROR_MEMORY;
    member->specification = *self->specification;
    memcpy(member->organizations, self->specification->organizations,
           count * sizeof *member->organizations);
    member->specification.organizations = member->organizations;
    cadre_posterior_apply(self->posterior,
                          cadre_posterior_point(self->posterior, self->seed, number, self->runs),
                          &member->specification.parameters, member->organizations);
    job->luck = (cadre_luck_t){self->seed, (uint32_t)number};
    job->variant = (cadre_variant_t){&member->specification, self->recording};
    return CADRE_OK;
}

static void release(void *context, cadre_job_t *job)
{
    (void)context;
    cadre_free(job->of);
}

void cadre_ensemble_jobs(const cadre_ensemble_t *self, cadre_jobs_t *jobs)
{
    *jobs = (cadre_jobs_t){.count = self->runs,
                           .most_rows = self->recording->row_count,
                           .most_organizations = cadre_observed_count(self->specification),
                           .prepare = prepare,
                           .release = release,
                           .context = (void *)self}; /* which only reads it */
}
