/* What people bring along when they join. */
#ifndef CADRE_TRAITS_H
#define CADRE_TRAITS_H

#include "model/state.h"

/* Draws the traits of the newcomer at `slot` (TRAITS): hardship uniform on 0..1, fear on .1..1,
 * whether an enforcer, whether harmed more, the threshold and the doctrine normal around what the
 * organization's parameters say. They stay with the person wherever the person goes. */
void cadre_traits_draw(cadre_world_t *world, const cadre_organization_t *organization,
                       int32_t slot);

#endif
