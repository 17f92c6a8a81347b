#include "model/traits.h"

#include "base/sampling.h"

static const double LEAST_FEAR = 0.1;

void cadre_traits_draw(cadre_world_t *world, const cadre_organization_t *organization, int32_t slot)
{
    cadre_people_t *people = &world->people;
    const cadre_parameters_t *p = &organization->parameters;
    const uint64_t id = people->id[slot];
    const cadre_words_t words =
        cadre_draw(world->luck, id, (uint32_t)world->now, CADRE_DRAW_TRAITS, 0);
    const cadre_words_t more =
        cadre_draw(world->luck, id, (uint32_t)world->now, CADRE_DRAW_TRAITS, 1);
    people->hardship[slot] = (float)cadre_uniform(words.word[0]);
    people->fear[slot] = (float)(LEAST_FEAR + (1 - LEAST_FEAR) * cadre_uniform(words.word[1]));
    if (cadre_uniform(words.word[2]) < p->traits_enforcers)
        people->flags[slot] |= CADRE_FLAG_ENFORCER;
    if (cadre_uniform(words.word[3]) < p->traits_harmed)
        people->flags[slot] |= CADRE_FLAG_HARMED;
    people->threshold[slot] =
        (float)(p->traits_threshold +
                p->traits_threshold_spread * cadre_normal(cadre_uniform(more.word[0])));
    const double doctrine =
        p->traits_doctrine + p->traits_doctrine_spread * cadre_normal(cadre_uniform(more.word[1]));
    people->doctrine[slot] = (float)cadre_clamp(doctrine, -1, 1);
}
