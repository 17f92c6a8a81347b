/* Founding: how an organization begins. Founder i (from 1) stands at the i-th site in turn; the
 * first cadre_share of them are cadre, so cadre spread evenly over the sites. Founders come with
 * the commitment at which their stage leaves at its base rate, and count as joined in the week
 * before the first. */
#include "base/error.h"
#include "model/mechanisms.h"
#include "model/members.h"
#include "model/people.h"

/* The site with the smallest word among those not yet taken: a random order without storing one. */
static int32_t random_site(const cadre_world_t *world, const cadre_organization_t *organization)
{
    int32_t found = CADRE_NONE;
    uint32_t least = 0;
    for (int32_t s = 0; s < world->specification->site_count; s++) {
        if (organization->presence[s].branch != CADRE_NONE)
            continue;
        const uint64_t id = cadre_identity(CADRE_BIRTH_SITE, organization->id, (uint32_t)s, 0);
        const cadre_words_t words =
            cadre_draw(world->luck, id, (uint32_t)world->now, CADRE_DRAW_FOUNDER, 0);
        if (found == CADRE_NONE || words.word[0] < least) {
            found = s;
            least = words.word[0];
        }
    }
    return found;
}

static int32_t founding_site(const cadre_world_t *world, const cadre_organization_t *organization,
                             int32_t k)
{
    const cadre_founders_t *founders = &organization->specification->founders;
    switch (founders->placement) {
    case CADRE_PLACE_LISTED:
        return founders->at[k];
    case CADRE_PLACE_RANDOM:
        return random_site(world, organization);
    case CADRE_PLACE_LARGEST:
        break;
    }
    return k; /* sites are numbered from the largest */
}

/* Founders k + 1, k + 1 + sites, … of the k-th branch. One branch after the other: in turn, each
 * of ten million founders would be a miss of every cache. */
static void found_branch(cadre_world_t *world, cadre_organization_t *organization, int32_t k,
                         int32_t sites)
{
    const cadre_founders_t *founders = &organization->specification->founders;
    const cadre_parameters_t *p = &organization->parameters;
    const int32_t cadre = (int32_t)(founders->cadre_share * founders->members + 0.5);
    cadre_branch_t *branch = cadre_branch_number(world, organization, k);
    if (cadre_people_reserve(world, branch, (founders->members - k - 1) / sites + 1) != CADRE_OK)
        return;
    for (int64_t i = k + 1; i <= founders->members; i += sites) {
        const bool leads = i <= cadre;
        const int32_t slot = cadre_member_join(
            world, branch, cadre_identity(CADRE_BIRTH_FOUNDER, organization->id, (uint32_t)i, 0),
            branch->site, leads ? CADRE_STAGE_CADRE : CADRE_STAGE_MEMBER,
            (float)(leads ? p->exit_reference_cadre : p->exit_reference_member));
        if (slot == CADRE_NONE)
            return;
        world->people.joined[slot] = world->now - 1;
        world->people.flags[slot] |= CADRE_FLAG_FOUNDER;
    }
}

static void found(cadre_world_t *world, cadre_organization_t *organization)
{
    const cadre_founders_t *founders = &organization->specification->founders;
    /* more sites than founders: one founder each, as far as they go */
    const int32_t sites = founders->sites < founders->members ? founders->sites : founders->members;
    for (int32_t k = 0; k < sites; k++)
        if (cadre_branch_open(world, organization, founding_site(world, organization, k),
                              founders->milieu) == CADRE_NONE)
            return;
    if (cadre_people_expect(world, founders->members, sites) != CADRE_OK)
        return;
    for (int32_t k = 0; k < sites && world->error == CADRE_OK; k++)
        found_branch(world, organization, k, sites);
    organization->last_site =
        organization->branch_count > 0 ? world->branches[organization->branches[0]].site : 0;
    if (cadre_world_has(world, CADRE_MECHANISM_finance))
        cadre_finance_begin(organization);
    cadre_report(world, organization, CADRE_EVENT_founded, NULL, CADRE_NONE, founders->members);
}

/* Fronts and organizations that are given have nobody who could found them. */
static bool is_due(const cadre_world_t *world, const cadre_organization_t *organization)
{
    return !organization->founded && organization->specification->founded <= world->now;
}

void cadre_founding_week(cadre_world_t *world)
{
    for (int32_t k = 0; k < world->order_count; k++) {
        cadre_organization_t *organization = world->organizations[world->order[k]];
        if (organization->specification == NULL || !is_due(world, organization))
            continue;
        organization->founded = cadre_kind_is_observed(organization->kind);
        organization->upturn = world->now;
        if (cadre_kind_has_people(organization->kind))
            found(world, organization);
    }
}
