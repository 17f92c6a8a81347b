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

void cadre_standing_week(cadre_world_t *world)
{
    const cadre_specification_t *specification = world->specification;
    double best = 0; /* of all: the best itself is not below it, and so has no rival */
    for (int32_t o = 0; o < world->organization_count; o++) {
        cadre_organization_t *organization = &world->organizations[o];
        const cadre_organization_spec_t *spec = &specification->organizations[o];
        double u = 0;
        if (spec->kind == CADRE_KIND_SERIES)
            u = series_worth(world, spec);
        else if (cadre_organization_lives(organization))
            u = worth(organization->parameters.leadership_openness, organization->start_members);
        organization->openness = organization->parameters.leadership_openness;
        organization->worth = u;
        best = u > best ? u : best;
    }
    for (int32_t o = 0; o < world->organization_count; o++) {
        cadre_organization_t *organization = &world->organizations[o];
        organization->rival_gap = best - organization->worth;
    }
}
