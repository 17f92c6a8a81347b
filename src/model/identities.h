/* Identities of people and pools: 64-bit hashes of their birth, the same in every replicate. */
#ifndef CADRE_IDENTITIES_H
#define CADRE_IDENTITIES_H

#include "model/specification.h"

#include <stdint.h>

/* A pool of a site (index from 0). */
uint64_t cadre_pool_identity(int32_t site, cadre_milieu_t pool);
/* An organization by its id in the scenario. */
uint64_t cadre_organization_identity(const char *organization);
/* Founder `index` (from 1) of an organization. */
uint64_t cadre_founder_identity(const char *organization, int32_t index);
/* Recruit `slot` (from 0) of a pool, or from afar, in the week that began at `step`. */
uint64_t cadre_recruit_identity(int32_t site, cadre_milieu_t pool, int32_t step, int32_t slot);
uint64_t cadre_at_large_identity(const char *organization, int32_t step, int32_t slot);

#endif
