/* A small world that has begun, as cmocka's state: each test file writes its own set_up. */
#ifndef CADRE_TESTS_WORLD_FIXTURE_H
#define CADRE_TESTS_WORLD_FIXTURE_H

#include "model/state.h"
#include "small_world.h"

typedef struct {
    small_world_t *small;
    cadre_world_t *world;
} fixture_t;

static inline int tear_down(void **state)
{
    fixture_t *self = *state;
    cadre_world_free(self->world);
    small_world_free(self->small);
    free(self);
    return 0;
}

static inline cadre_organization_t *party(const fixture_t *self)
{
    return self->world->organizations[0];
}

#endif
