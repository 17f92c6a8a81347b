/* Scripted events, at the start of their week. What is in force follows from the specification
 * alone: the parameters of the start, changed in order by every `set` that holds now; so an
 * `until` restores exactly what would hold without its event. */
#include "model/mechanisms.h"
#include "model/members.h"

static bool holds(const cadre_event_spec_t *event, int32_t now)
{
    return event->step <= now && (event->until == CADRE_NONE || now < event->until);
}

static void put_in_force(cadre_world_t *world)
{
    const cadre_specification_t *specification = world->specification;
    world->mechanisms = specification->mechanisms;
    for (int32_t o = 0; o < world->organization_count; o++)
        world->organizations[o].parameters = specification->organizations[o].parameters;
    for (int32_t e = 0; e < specification->event_count; e++) {
        const cadre_event_spec_t *event = &specification->events[e];
        if (!holds(event, world->now))
            continue;
        if (event->type == CADRE_EVENT_switch)
            world->mechanisms = (world->mechanisms & ~(1u << event->mechanism)) |
                                ((uint32_t)event->on << event->mechanism);
        if (event->type != CADRE_EVENT_set)
            continue;
        for (int32_t o = 0; o < world->organization_count; o++)
            if (event->organization == CADRE_NONE || event->organization == o)
                for (int32_t s = 0; s < event->setting_count; s++)
                    cadre_parameter_set(event->settings[s].parameter,
                                        &world->organizations[o].parameters,
                                        event->settings[s].value);
    }
}

static void destroy(cadre_world_t *world, int32_t index)
{
    for (int32_t o = 0; o < world->organization_count; o++)
        if ((index == CADRE_NONE || index == o) &&
            cadre_organization_lives(&world->organizations[o]))
            cadre_organization_end(world, &world->organizations[o], CADRE_END_DESTROYED);
}

static void act(cadre_world_t *world, const cadre_event_spec_t *event)
{
    const cadre_organization_t *organization =
        event->organization == CADRE_NONE ? NULL : &world->organizations[event->organization];
    const bool tells = event->type == CADRE_EVENT_note && event->note[0] != '\0';
    cadre_report(world, organization, event->type, tells ? event->note : event->id, CADRE_NONE,
                 CADRE_MISSING);
    if (event->type == CADRE_EVENT_destroy)
        destroy(world, event->organization);
}

/* Whether an event begins or ends this week. */
static bool something_changes(const cadre_world_t *world)
{
    const cadre_specification_t *specification = world->specification;
    bool changes = world->now == 0;
    for (int32_t e = 0; e < specification->event_count; e++) {
        const cadre_event_spec_t *event = &specification->events[e];
        changes = changes || event->step == world->now || event->until == world->now;
    }
    return changes;
}

void cadre_script_in_force(cadre_world_t *world)
{
    if (something_changes(world))
        put_in_force(world);
}

void cadre_script_act(cadre_world_t *world)
{
    const cadre_specification_t *specification = world->specification;
    for (int32_t e = 0; e < specification->event_count; e++)
        if (specification->events[e].step == world->now)
            act(world, &specification->events[e]);
}
