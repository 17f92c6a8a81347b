/* Standing: what each organization is worth, u = Omega N/(N + 1000), and how much more the best of
 * the others is worth (M86, M89, M91). Of a series organization N is what is really met of it,
 * alpha max(0, D - D_ref): nothing as long as it stands at its first value. */
#include "model/mechanisms.h"

static const double HALF_WORTH = 1000; /* members */

static double worth(double openness, double members)
{
    return openness * members / (members + HALF_WORTH);
}

static double series_worth(const cadre_world_t *world, const cadre_organization_spec_t *series)
{
    const double gained =
        (double)series->series_members[world->now] - (double)series->series_members[0];
    return gained <= 0 ? 0
                       : worth((double)series->series_openness[world->now],
                               world->parameters.choice_rival_presence * gained);
}

/* Only bodies that people can join as members are anybody's rival. */
static double worth_now(const cadre_world_t *world, const cadre_organization_t *organization)
{
    if (organization->kind == CADRE_KIND_SERIES)
        return series_worth(world, organization->specification);
    if (!cadre_organization_lives(organization) || !cadre_kind_has_people(organization->kind))
        return 0;
    return worth(organization->parameters.leadership_openness, organization->start_members);
}

void cadre_standing_week(cadre_world_t *world)
{
    double best = 0; /* of all: the best itself is not below it, and so has no rival */
    int32_t best_of = CADRE_NONE;
    for (int32_t k = 0; k < world->order_count; k++) {
        cadre_organization_t *organization = world->organizations[world->order[k]];
        organization->openness = organization->parameters.leadership_openness;
        organization->worth = worth_now(world, organization);
        if (organization->worth > best) {
            best = organization->worth;
            best_of = world->order[k];
        }
    }
    for (int32_t k = 0; k < world->order_count; k++) {
        cadre_organization_t *organization = world->organizations[world->order[k]];
        organization->rival_gap = best - organization->worth;
        organization->rival = organization->rival_gap > 0 ? best_of : CADRE_NONE;
    }
}
