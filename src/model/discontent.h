/* Discontent, fear and the decision to speak: the equations of one person, which voice, factions
 * and the vote share. After Epstein (2002), with Kuran's (1989) difference between what people
 * think and what they say, and Granovetter's (1978) thresholds as a limit.
 *
 *   grievance and doubt   g_tot = 1 - (1 - g)(1 - doubt (1 - b))
 *   discontent            g_eff = g_tot (1 - L) + salience |x_i - x|
 *   enforcement           E = (1 - Omega)(enforcers + .1 x other believers while somebody speaks)
 *   expected punishment   P = 1 - exp(-ln 10 E/(V + 1)), V who speak besides oneself
 *   speaks iff            (gate off or g_eff >= T) and g_eff - R P (1 - omega u_rival) + s V/n >= T
 *
 * All of a branch is as the week began and without oneself. */
#ifndef CADRE_DISCONTENT_H
#define CADRE_DISCONTENT_H

#include "model/state.h"

/* Belief from which one helps to shut down criticism (M43). */
#define CADRE_BELIEVER        0.6f
#define CADRE_BELIEVER_WEIGHT 0.1f

static inline float cadre_discontent(cadre_mood_t mood, float grievance, float belief,
                                     float doctrine)
{
    const float total = 1 - (1 - grievance) * (1 - mood.doubt * (1 - belief));
    const float away = doctrine > mood.stand ? doctrine - mood.stand : mood.stand - doctrine;
    return total * mood.distrust + mood.salience * away;
}

/* E of `enforcers` and `believers` who are none, facing `speaking`. */
static inline float cadre_enforcement(float openness, float enforcers, float believers,
                                      float speaking)
{
    const float helpers = speaking > 0 ? CADRE_BELIEVER_WEIGHT * believers : 0;
    return (1 - openness) * (enforcers + helpers);
}

/* P; 0 without enforcement. */
static inline float cadre_punishment(float enforcement, float speaking)
{
    return 1 - cadre_expf(-2.302585093f * enforcement / (speaking + 1));
}

/* The mood of an organization; legitimacy at its base and no issue leave only grievances. */
static inline cadre_mood_t cadre_mood(const cadre_organization_t *organization)
{
    return (cadre_mood_t){.doubt = (float)organization->parameters.voice_doubt,
                          .distrust = (float)(1 - organization->legitimacy),
                          .salience = (float)organization->issue_salience,
                          .stand = (float)organization->parameters.traits_doctrine};
}

/* g_eff of the person at `slot`. */
static inline float cadre_discontent_of(const cadre_world_t *world,
                                        const cadre_organization_t *organization, int32_t slot)
{
    const cadre_people_t *people = &world->people;
    return cadre_discontent(cadre_mood(organization), people->grievance[slot], people->belief[slot],
                            people->doctrine[slot]);
}

#endif
