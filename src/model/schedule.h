/* The week. */
#ifndef CADRE_SCHEDULE_H
#define CADRE_SCHEDULE_H

#include "model/state.h"

/* Opens week `now`: what acts at its start. Done for step 0 when a world begins. */
void cadre_schedule_open(cadre_world_t *world);
/* Takes the world from week `now` to the next; see schedule.c for the order. */
void cadre_schedule_week(cadre_world_t *world);

#endif
