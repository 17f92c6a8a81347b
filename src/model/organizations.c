/* Organizations begin with the world, as copies of one in the file, or are born of another: a
 * split, a fragment, a local group. People who go over keep their whole state; the regime is copied
 * and drifts (M59, M63-M66). */
#include "model/organizations.h"

#include "base/error.h"
#include "base/sampling.h"
#include "model/identities.h"
#include "model/mechanisms.h"
#include "model/members.h"
#include "model/people.h"

#include <string.h>

/* ---------------------------------------------------------------- names */

static int32_t put_word(char *name, int32_t at, const char *word)
{
    for (; *word != '\0' && at < CADRE_NAME_SIZE - 1; word++)
        name[at++] = *word;
    return at;
}

void cadre_organization_name(char *name, const char *id, const char *word, int32_t number)
{
    char tail[CADRE_NAME_SIZE];
    char digits[12];
    int32_t n = 0;
    int32_t length = 0;
    for (; number > 0; number /= 10)
        digits[n++] = (char)('0' + number % 10);
    if (word != NULL) {
        length = put_word(tail, length, "-");
        length = put_word(tail, length, word);
    }
    length = put_word(tail, length, "-");
    while (n > 0)
        tail[length++] = digits[--n];
    tail[length] = '\0';
    const size_t room = (size_t)(CADRE_NAME_SIZE - 1 - length);
    const size_t kept = strlen(id) < room ? strlen(id) : room;
    for (size_t k = 0; k < kept; k++)
        name[k] = id[k];
    for (size_t k = 0; k <= (size_t)length; k++)
        name[kept + k] = tail[k];
}

static bool is_taken(const cadre_world_t *world, const char *name)
{
    for (int32_t o = 0; o < world->organization_count; o++)
        if (strcmp(world->organizations[o]->name, name) == 0)
            return true;
    return false;
}

/* ---------------------------------------------------------------- beginnings */

/* As its regime says, without threat or shock. */
static void begin_standing(cadre_organization_t *organization)
{
    organization->openness = organization->parameters.leadership_openness;
    organization->legitimacy = organization->legitimacy_goal =
        organization->parameters.legitimacy_base;
}

void cadre_organization_begin(cadre_world_t *world, cadre_organization_t *organization,
                              const char *name, const cadre_organization_spec_t *specification)
{
    const size_t weeks = (size_t)world->specification->steps + 1;
    const cadre_organization_t kept = *organization;
    *organization = (cadre_organization_t){
        .index = kept.index,
        .specification = specification,
        .parent = specification != NULL && specification->kind == CADRE_KIND_FRONT
                      ? specification->parent
                      : CADRE_NONE,
        .born = specification != NULL ? specification->founded : world->now,
        .branches = kept.branches,
        .branch_capacity = kept.branch_capacity,
        .presence = kept.presence,
        .joined = kept.joined,
        .gone_early = kept.gone_early,
        .at_large = CADRE_NONE,
        .ended = CADRE_NONE,
        .rival = CADRE_NONE,
        .upturn = world->now,
        .cases = kept.cases,
        .case_capacity = kept.case_capacity,
        .convened = CADRE_NEVER,
        .replaced = CADRE_NEVER,
        .faction = CADRE_NONE,
        .faction_window = CADRE_NEVER,
        .sister = CADRE_NEVER,
    };
    put_word(organization->name, 0, name);
    organization->id = cadre_organization_identity(name);
    if (specification != NULL) {
        organization->kind = specification->kind;
        organization->base = organization->parameters = specification->parameters;
        begin_standing(organization);
    }
    for (int m = 0; m < CADRE_YEAR_MONTHS; m++)
        organization->lowest_openness[m] = 1;
    memset(organization->joined, 0, weeks * sizeof *organization->joined);
    memset(organization->gone_early, 0, weeks * sizeof *organization->gone_early);
    for (int32_t s = 0; s < world->specification->site_count; s++)
        organization->presence[s] =
            (cadre_presence_t){.branch = CADRE_NONE, .barred_until = INT32_MIN, .reputation = 1};
    if (specification == NULL || cadre_kind_has_people(specification->kind))
        organization->at_large =
            cadre_branch_open(world, organization, CADRE_NONE, CADRE_MILIEU_CAMPUS);
}

/* ---------------------------------------------------------------- births */

/* Each real parameter of the organization times a lognormal factor, inside what is allowed. */
static void drift_parameters(const cadre_world_t *world, cadre_organization_t *organization,
                             double sd)
{
    if (sd <= 0)
        return;
    for (int i = 0; i < cadre_parameter_count(); i++) {
        const cadre_parameter_t *parameter = cadre_parameter_at(i);
        if (parameter->scope != CADRE_SCOPE_ORGANIZATION ||
            parameter->type != CADRE_PARAMETER_REAL || parameter->low >= parameter->high)
            continue;
        const uint64_t id =
            cadre_identity(CADRE_BIRTH_PRESENCE, organization->id, UINT32_MAX, (uint32_t)i);
        const cadre_words_t words =
            cadre_draw(world->luck, id, (uint32_t)world->now, CADRE_DRAW_DRIFT, 0);
        const double z = cadre_normal(cadre_uniform(words.word[0]));
        const double value = cadre_parameter_get(i, &organization->base) * cadre_exp(sd * z);
        cadre_parameter_set(i, &organization->base,
                            cadre_clamp(value, parameter->min, parameter->max));
    }
}

cadre_organization_t *cadre_organization_bear(cadre_world_t *world, cadre_organization_t *parent,
                                              cadre_kind_t kind, const char *name, const char *word,
                                              double drift)
{
    char made[CADRE_NAME_SIZE];
    if (name == NULL || is_taken(world, name)) {
        const char *from = name != NULL ? name : parent->name;
        int32_t number = name != NULL ? 2 : 1;
        do
            cadre_organization_name(made, from, name != NULL ? NULL : word, number++);
        while (is_taken(world, made));
        name = made;
    }
    cadre_organization_t *self = cadre_world_take_organization(world);
    if (self == NULL)
        return NULL;
    const uint64_t id = cadre_identity(CADRE_BIRTH_OFFSPRING, parent->id, (uint32_t)world->now,
                                       (uint32_t)parent->offspring++);
    cadre_organization_begin(world, self, name, NULL);
    self->id = id;
    self->kind = kind;
    self->parent = parent->index;
    self->founded = true;
    cadre_script_lasting(world, parent, &self->base);
    if (kind != parent->kind)
        cadre_parameters_of_kind(kind, &self->base);
    drift_parameters(world, self, drift);
    cadre_script_parameters(world, self);
    begin_standing(self);
    self->detached = parent->detached;
    return world->error == CADRE_OK ? self : NULL;
}

/* ---------------------------------------------------------------- going over */

static int32_t count_marked(const cadre_world_t *world, const cadre_branch_t *branch)
{
    int32_t n = 0;
    for (int32_t k = 0; k < branch->people.count; k++)
        n += (world->people.flags[branch->people.start + k] & CADRE_FLAG_MARKED) != 0;
    return n;
}

void cadre_organization_mark_all(cadre_world_t *world, cadre_organization_t *organization)
{
    for (int32_t b = -1; b < organization->branch_count; b++) {
        const cadre_branch_t *branch = cadre_branch_number(world, organization, b);
        for (int32_t k = 0; k < branch->people.count; k++)
            world->people.flags[branch->people.start + k] |= CADRE_FLAG_MARKED;
    }
}

static void part(cadre_world_t *world, const cadre_branch_t *branch)
{
    for (int32_t k = 0; k < branch->people.count; k++)
        if (world->people.flags[branch->people.start + k] & CADRE_FLAG_MARKED)
            cadre_people_part(world, branch->people.start + k, true);
}

/* Where `moved` people of a branch (index) go: opens a branch of `to` at its site if they are
 * enough for one. Roots go with them in proportion. */
static void make_place(cadre_world_t *world, int32_t from, cadre_organization_t *to, int32_t moved)
{
    const cadre_branch_t *old = &world->branches[from];
    if (old->site == CADRE_NONE)
        return;
    const float taken = old->roots * ((float)moved / (float)old->people.count);
    cadre_branch_t *there = cadre_branch_at(world, to, old->site);
    if (there == NULL && moved >= CADRE_GROUP) {
        const int32_t index = cadre_branch_open(world, to, old->site, old->milieu);
        if (index == CADRE_NONE)
            return;
        there = &world->branches[index];
    }
    if (there != NULL && there->roots < taken)
        there->roots = taken;
    cadre_branch_t *left = &world->branches[from]; /* opening may have moved it */
    left->roots -= taken;                          /* NOLINT(clang-analyzer-core.NullDereference) */
}

static void go_over(cadre_world_t *world, int32_t from, cadre_organization_t *to)
{
    const int32_t moved = count_marked(world, &world->branches[from]);
    if (moved == 0)
        return;
    make_place(world, from, to, moved);
    for (int32_t k = world->branches[from].people.count - 1; k >= 0 && world->error == CADRE_OK;
         k--) {
        cadre_branch_t *branch = &world->branches[from];
        const int32_t slot = branch->people.start + k;
        if (world->people.flags[slot] & CADRE_FLAG_MARKED)
            cadre_member_transfer(world, branch, slot,
                                  cadre_place_at(world, to, world->people.site[slot]));
    }
}

int32_t cadre_organization_join(cadre_world_t *world, cadre_organization_t *from,
                                cadre_organization_t *to)
{
    const int32_t before = from->members;
    for (int32_t b = -1; b < from->branch_count; b++)
        part(world, cadre_branch_number(world, from, b));
    for (int32_t b = -1; b < from->branch_count && world->error == CADRE_OK; b++)
        go_over(world, b < 0 ? from->at_large : from->branches[b], to);
    return before - from->members;
}

/* Those marked in one segment leave. */
static int32_t send_home(cadre_world_t *world, int32_t branch)
{
    int32_t gone = 0;
    for (int32_t k = world->branches[branch].people.count - 1; k >= 0; k--) {
        cadre_branch_t *self = &world->branches[branch];
        const int32_t slot = self->people.start + k;
        if (!(world->people.flags[slot] & CADRE_FLAG_MARKED))
            continue;
        world->people.flags[slot] &= (uint8_t)~CADRE_FLAG_MARKED;
        cadre_member_leave(world, self, slot);
        gone++;
    }
    return gone;
}

int32_t cadre_organization_send_home(cadre_world_t *world, cadre_organization_t *organization)
{
    int32_t gone = 0;
    for (int32_t b = -1; b < organization->branch_count; b++)
        gone += send_home(world, b < 0 ? organization->at_large : organization->branches[b]);
    return gone;
}

void cadre_organization_release(cadre_world_t *world, cadre_organization_t *organization,
                                int32_t branch, cadre_event_type_t event)
{
    const cadre_branch_t *self = &world->branches[branch];
    const int32_t people = self->people.count;
    for (int32_t k = 0; k < people; k++)
        world->people.flags[self->people.start + k] |= CADRE_FLAG_MARKED;
    if (people < CADRE_GROUP) {
        send_home(world, branch);
        cadre_report(world, organization, event, "home", CADRE_NONE, people);
        return;
    }
    cadre_organization_t *local =
        cadre_organization_bear(world, organization, CADRE_KIND_LOCAL, NULL, "local", 0);
    if (local == NULL)
        return;
    cadre_organization_join(world, organization, local);
    cadre_report_birth(world, organization, event, local, people);
}
