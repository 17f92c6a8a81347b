/* Scripted events, at the start of their week. What is in force follows from the specification
 * alone: the parameters of the start, changed in order by every `set` that holds now; so an
 * `until` restores exactly what would hold without its event. */
#include "base/error.h"
#include "model/mechanisms.h"
#include "model/members.h"
#include "model/organizations.h"

static bool holds(const cadre_event_spec_t *event, int32_t now)
{
    return event->step <= now && (event->until == CADRE_NONE || now < event->until);
}

/* Whether the event changes parameters of an organization. What lasts and was in force before an
 * organization was born is in what it began with. */
static bool concerns(const cadre_event_spec_t *event, const cadre_organization_t *organization)
{
    const bool inherited = organization->specification == NULL && event->until == CADRE_NONE &&
                           event->step <= organization->born;
    return event->type == CADRE_EVENT_set && !inherited &&
           (event->organization == CADRE_NONE || event->organization == organization->index);
}

static void set(const cadre_event_spec_t *event, cadre_parameters_t *parameters)
{
    for (int32_t s = 0; s < event->setting_count; s++)
        cadre_parameter_set(event->settings[s].parameter, parameters, event->settings[s].value);
}

void cadre_script_lasting(const cadre_world_t *world, const cadre_organization_t *organization,
                          cadre_parameters_t *out)
{
    const cadre_specification_t *specification = world->specification;
    *out = organization->base;
    for (int32_t e = 0; e < specification->event_count; e++) {
        const cadre_event_spec_t *event = &specification->events[e];
        if (event->until == CADRE_NONE && holds(event, world->now) && concerns(event, organization))
            set(event, out);
    }
}

void cadre_script_parameters(const cadre_world_t *world, cadre_organization_t *organization)
{
    const cadre_specification_t *specification = world->specification;
    organization->parameters = organization->base;
    for (int32_t e = 0; e < specification->event_count; e++) {
        const cadre_event_spec_t *event = &specification->events[e];
        if (holds(event, world->now) && concerns(event, organization))
            set(event, &organization->parameters);
    }
}

/* What scripted thaws add to an organization's openness now. */
static double thaw_of(const cadre_world_t *world, int32_t organization)
{
    double sum = 0;
    for (int32_t e = 0; e < world->specification->event_count; e++) {
        const cadre_event_spec_t *event = &world->specification->events[e];
        if (event->type == CADRE_EVENT_thaw && holds(event, world->now) &&
            event->organization == organization)
            sum += event->size;
    }
    return sum;
}

static void put_in_force(cadre_world_t *world)
{
    const cadre_specification_t *specification = world->specification;
    world->mechanisms = specification->mechanisms;
    for (int32_t e = 0; e < specification->event_count; e++) {
        const cadre_event_spec_t *event = &specification->events[e];
        if (event->type == CADRE_EVENT_switch && holds(event, world->now))
            world->mechanisms = (world->mechanisms & ~(1u << event->mechanism)) |
                                ((uint32_t)event->on << event->mechanism);
    }
    for (int32_t o = 0; o < world->organization_count; o++) {
        cadre_script_parameters(world, world->organizations[o]);
        world->organizations[o]->thaw = thaw_of(world, o);
    }
}

/* ---------------------------------------------------------------- what events do */

static bool has_members(const cadre_organization_t *organization)
{
    return cadre_organization_lives(organization) && cadre_kind_has_people(organization->kind);
}

static void destroy(cadre_world_t *world, cadre_organization_t *organization)
{
    if (has_members(organization))
        cadre_organization_end(world, organization, CADRE_END_DESTROYED);
    else if (organization->kind == CADRE_KIND_FRONT && cadre_organization_lives(organization))
        cadre_coalitions_end(world, organization, CADRE_END_DESTROYED);
}

/* Everybody goes over; the organization ends by it. */
static void merge(cadre_world_t *world, cadre_organization_t *from, cadre_organization_t *into)
{
    if (!has_members(from) || !has_members(into))
        return;
    into->funds += from->funds;
    from->funds = 0;
    cadre_organization_mark_all(world, from);
    cadre_organization_join(world, from, into);
    if (world->error == CADRE_OK)
        cadre_organization_end(world, from, CADRE_END_MERGED);
}

/* Marks members who go along, each with probability `share`, and branches as a whole when
 * `together`. */
static int32_t mark_share(cadre_world_t *world, cadre_organization_t *organization, double share,
                          bool together, int32_t piece)
{
    int32_t marked = 0;
    for (int32_t b = -1; b < organization->branch_count; b++) {
        const cadre_branch_t *branch = cadre_branch_number(world, organization, b);
        for (int32_t k = 0; k < branch->people.count; k++) {
            const int32_t slot = branch->people.start + k;
            const uint64_t who = together && b >= 0 ? branch->id : world->people.id[slot];
            const cadre_words_t words = cadre_draw(world->luck, who, (uint32_t)world->now,
                                                   CADRE_DRAW_TRANSFER, (unsigned)piece);
            if (cadre_uniform(words.word[0]) >= share)
                continue;
            world->people.flags[slot] |= CADRE_FLAG_MARKED;
            marked++;
        }
    }
    return marked;
}

/* A part of an organization goes its own way, with its share of the money. */
static void split(cadre_world_t *world, cadre_organization_t *organization,
                  const cadre_event_spec_t *event, double share, bool together, int32_t piece)
{
    const int32_t members = organization->members;
    const int32_t marked = mark_share(world, organization, share, together, piece);
    if (marked == 0)
        return;
    cadre_organization_t *born = cadre_organization_bear(world, organization, organization->kind,
                                                         event->found, "split", event->drift);
    if (born == NULL)
        return;
    born->funds = organization->funds * marked / members;
    organization->funds -= born->funds;
    cadre_organization_join(world, organization, born);
    cadre_report_birth(world, organization, CADRE_EVENT_split_off, born, marked);
}

/* Breaks into `pieces`: the organization itself and the others, branch by branch, each with the
 * same chance. */
static void fragment(cadre_world_t *world, cadre_organization_t *organization,
                     const cadre_event_spec_t *event)
{
    for (int32_t left = event->pieces; left > 1 && world->error == CADRE_OK; left--)
        split(world, organization, event, 1.0 / left, true, left);
}

/* The organization takes a position on a doctrinal issue (M67). */
static void raise_issue(cadre_organization_t *organization, const cadre_event_spec_t *event)
{
    organization->issue_salience = event->salience;
    organization->base.traits_doctrine = event->position;
    organization->parameters.traits_doctrine = event->position;
}

/* Events of politics; false: of another kind. */
static bool act_politically(cadre_world_t *world, const cadre_event_spec_t *event,
                            cadre_organization_t *organization)
{
    switch (event->type) {
    case CADRE_EVENT_convention:
        cadre_leadership_convene(world, organization);
        return true;
    case CADRE_EVENT_oust:
        cadre_leadership_oust(world, organization);
        return true;
    case CADRE_EVENT_case:
        cadre_misconduct_open(world, organization, (int32_t)(event - world->specification->events));
        return true;
    case CADRE_EVENT_expose:
        cadre_misconduct_expose(world, organization, event->reference);
        return true;
    case CADRE_EVENT_sister_scandal:
        cadre_misconduct_sister(world, organization, event->size);
        return true;
    case CADRE_EVENT_shock:
        cadre_misconduct_shock(organization, event->size);
        return true;
    case CADRE_EVENT_issue:
        raise_issue(organization, event);
        return true;
    case CADRE_EVENT_faction:
        cadre_factions_found(world, organization, event->founders);
        return true;
    case CADRE_EVENT_expel:
        cadre_factions_expel(world, organization, event->found);
        return true;
    case CADRE_EVENT_secede:
        cadre_factions_secede(world, organization, event->found);
        return true;
    case CADRE_EVENT_sponsor:
        cadre_factions_sponsor(world, organization, event);
        return true;
    case CADRE_EVENT_propose_dissolution:
        cadre_dissolution_propose(world, organization);
        return true;
    default:
        return false;
    }
}

static void act_on(cadre_world_t *world, const cadre_event_spec_t *event,
                   cadre_organization_t *organization)
{
    if (has_members(organization) && act_politically(world, event, organization))
        return;
    switch (event->type) {
    case CADRE_EVENT_destroy:
        destroy(world, organization);
        break;
    case CADRE_EVENT_merge:
        merge(world, organization, world->organizations[event->into]);
        break;
    case CADRE_EVENT_split:
        if (has_members(organization) && event->loyal_minority)
            cadre_factions_loyal_minority(world, organization, event->found);
        else if (has_members(organization))
            split(world, organization, event, event->share, false, 0);
        break;
    case CADRE_EVENT_fragment:
        if (has_members(organization))
            fragment(world, organization, event);
        break;
    case CADRE_EVENT_reorient:
        if (has_members(organization))
            cadre_branches_reorient(world, organization, event->milieu);
        break;
    case CADRE_EVENT_mutiny:
        if (cadre_organization_lives(organization))
            cadre_coalitions_mutiny(world, organization);
        break;
    case CADRE_EVENT_detach:
        organization->detached = true;
        break;
    default: /* set, switch and thaw are in force by themselves, a note does nothing */
        break;
    }
}

static void act(cadre_world_t *world, const cadre_event_spec_t *event)
{
    cadre_organization_t *organization =
        event->organization == CADRE_NONE ? NULL : world->organizations[event->organization];
    const bool tells = event->type == CADRE_EVENT_note && event->note[0] != '\0';
    cadre_report(world, organization, event->type, tells ? event->note : event->id, CADRE_NONE,
                 CADRE_MISSING);
    if (organization != NULL)
        act_on(world, event, organization);
    else if (event->type == CADRE_EVENT_destroy)
        for (int32_t o = 0; o < world->organization_count; o++)
            destroy(world, world->organizations[o]);
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
