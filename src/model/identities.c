#include "model/identities.h"

#include "base/random.h"

uint64_t cadre_pool_identity(int32_t site, cadre_milieu_t pool)
{
    return cadre_identity(CADRE_BIRTH_POOL, (uint64_t)site, (uint32_t)pool, 0);
}

uint64_t cadre_organization_identity(const char *organization)
{
    return cadre_identity_of_name(CADRE_BIRTH_ORGANIZATION, organization);
}

uint64_t cadre_founder_identity(const char *organization, int32_t index)
{
    return cadre_identity(CADRE_BIRTH_FOUNDER, cadre_organization_identity(organization),
                          (uint32_t)index, 0);
}

uint64_t cadre_recruit_identity(int32_t site, cadre_milieu_t pool, int32_t step, int32_t slot)
{
    return cadre_identity(CADRE_BIRTH_RECRUIT, cadre_pool_identity(site, pool), (uint32_t)step,
                          (uint32_t)slot);
}

uint64_t cadre_at_large_identity(const char *organization, int32_t step, int32_t slot)
{
    return cadre_identity(CADRE_BIRTH_RECRUIT, cadre_organization_identity(organization),
                          (uint32_t)step, (uint32_t)slot);
}
