/* Standing: how open and how legitimate each organization is, what it is worth, u = Omega N/(N +
 * 1000), and what the best of the others is worth (M86, M89, M91). Of a series organization N is
 * what is really met of it, alpha max(0, D - D_ref): nothing as long as it stands at its first
 * value. */
#include "model/mechanisms.h"

static const double HALF_WORTH = 1000; /* members */
static const double LN2 = 0.6931471805599453;

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
    return worth(organization->openness, organization->start_members);
}

/* Openness and legitimacy of this week: what the regime says and what leadership adds to it. */
static void stand(const cadre_world_t *world, cadre_organization_t *organization)
{
    const cadre_parameters_t *p = &organization->parameters;
    const bool led = cadre_world_has(world, CADRE_MECHANISM_leadership);
    const double opening = led ? organization->opening : 0;
    const double goal = led ? organization->legitimacy_goal : p->legitimacy_base;
    const double speed = cadre_probability(LN2 * CADRE_WEEK_MONTHS / p->legitimacy_months);
    organization->openness =
        cadre_clamp(p->leadership_openness + organization->thaw + opening, 0, 1);
    organization->legitimacy =
        cadre_clamp(organization->legitimacy + (goal - organization->legitimacy) * speed, 0, 1);
    double *low = &organization->lowest_openness[world->month - 1];
    if (world->month_begins || organization->openness < *low)
        *low = organization->openness;
}

typedef struct {
    double worth;
    int32_t of; /* CADRE_NONE: nobody's */
} best_t;

/* The best two: an organization's rival is the best of the others. */
static void rank(const cadre_organization_t *organization, int32_t index, best_t best[2])
{
    if (organization->worth > best[0].worth) {
        best[1] = best[0];
        best[0] = (best_t){organization->worth, index};
    } else if (organization->worth > best[1].worth) {
        best[1] = (best_t){organization->worth, index};
    }
}

void cadre_standing_week(cadre_world_t *world)
{
    best_t best[2] = {{0, CADRE_NONE}, {0, CADRE_NONE}};
    for (int32_t k = 0; k < world->order_count; k++) {
        cadre_organization_t *organization = world->organizations[world->order[k]];
        stand(world, organization);
        organization->worth = worth_now(world, organization);
        rank(organization, world->order[k], best);
    }
    for (int32_t k = 0; k < world->order_count; k++) {
        cadre_organization_t *organization = world->organizations[world->order[k]];
        const best_t rival = best[0].of == world->order[k] ? best[1] : best[0];
        const double gap = rival.worth - organization->worth;
        organization->rival_worth = rival.worth;
        organization->rival_gap = gap > 0 ? gap : 0;
        organization->rival = gap > 0 ? rival.of : CADRE_NONE;
    }
}
