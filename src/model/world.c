#include "model/world.h"

#include "base/error.h"
#include "base/memory.h"
#include "model/mechanisms.h"
#include "model/members.h"
#include "model/organizations.h"
#include "model/people.h"
#include "model/schedule.h"

#include <string.h>

/* ---------------------------------------------------------------- create and free */

static void free_organization(cadre_organization_t *organization)
{
    cadre_free(organization->branches);
    cadre_free(organization->presence);
    cadre_free(organization->joined);
    cadre_free(organization->gone_early);
    cadre_free(organization->cases);
    cadre_free(organization);
}

/* Room for an organization that one replicate needs after the other. */
static cadre_organization_t *make_organization(cadre_world_t *self)
{
    const cadre_specification_t *specification = self->specification;
    const size_t weeks = (size_t)specification->steps + 1;
    cadre_organization_t *organization = cadre_alloc(1, sizeof *organization);
    if (organization == NULL)
        return NULL;
    organization->index = self->organization_made;
    organization->presence =
        cadre_alloc((size_t)specification->site_count, sizeof *organization->presence);
    organization->joined = cadre_alloc(weeks, sizeof *organization->joined);
    organization->gone_early = cadre_alloc(weeks, sizeof *organization->gone_early);
    if (organization->presence == NULL || organization->joined == NULL ||
        organization->gone_early == NULL) {
        free_organization(organization);
        return NULL;
    }
    self->organizations[self->organization_made++] = organization;
    return organization;
}

static bool reserve_organizations(cadre_world_t *self, int32_t count)
{
    if (count <= self->organization_capacity)
        return true;
    const int32_t more = count + count / 2 + 8;
    cadre_organization_t **organizations =
        cadre_resize(self->organizations, (size_t)self->organization_capacity, (size_t)more,
                     sizeof *organizations);
    if (organizations == NULL)
        return false;
    self->organizations = organizations;
    int32_t *order =
        cadre_resize(self->order, (size_t)self->organization_capacity, (size_t)more, sizeof *order);
    if (order == NULL)
        return false;
    self->order = order;
    self->organization_capacity = more;
    return true;
}

cadre_organization_t *cadre_world_take_organization(cadre_world_t *self)
{
    const int32_t index = self->organization_count;
    if (!reserve_organizations(self, index + 1) ||
        (index == self->organization_made && make_organization(self) == NULL)) {
        self->error = CADRE_ERROR_MEMORY;
        return NULL;
    }
    self->organization_count++;
    return self->organizations[index];
}

/* Organizations are processed by identity, whatever their order in the file. */
void cadre_world_order(cadre_world_t *self)
{
    for (; self->order_count < self->organization_count; self->order_count++) {
        int32_t place = self->order_count;
        while (place > 0 && self->organizations[self->order[place - 1]]->id >
                                self->organizations[self->order_count]->id) {
            self->order[place] = self->order[place - 1];
            place--;
        }
        self->order[place] = self->order_count;
    }
}

static void create_sites(cadre_world_t *self)
{
    const cadre_specification_t *specification = self->specification;
    double total = 0;
    double sum = 0;
    for (int32_t s = 0; s < specification->site_count; s++)
        total += (double)specification->site_size[s];
    for (int32_t s = 0; s < specification->site_count; s++) {
        cadre_site_t *site = &self->sites[s];
        const double size = (double)specification->site_size[s];
        sum += size;
        self->site_ends[s] = (float)(sum / total);
        site->share = size / total;
        for (int pool = 0; pool < CADRE_MILIEU_COUNT; pool++) {
            site->pool_id[pool] = cadre_pool_identity(s, (cadre_milieu_t)pool);
            site->full[pool] = (int64_t)(specification->pool_size[pool] * size + 0.5);
        }
    }
}

cadre_world_t *cadre_world_create(const cadre_specification_t *specification)
{
    cadre_world_t *self = cadre_alloc(1, sizeof *self);
    if (self == NULL)
        return NULL;
    const size_t weeks = (size_t)specification->steps + 1;
    const size_t sites = (size_t)specification->site_count;
    self->specification = specification;
    self->id = cadre_identity(CADRE_BIRTH_WORLD, 0, 0, 0);
    cadre_parameters_defaults(&self->defaults);
    self->wave_series = cadre_alloc(weeks, sizeof *self->wave_series);
    self->wave_begins = cadre_alloc(weeks, sizeof *self->wave_begins);
    self->sites = cadre_alloc(sites, sizeof *self->sites);
    self->site_ends = cadre_alloc(sites, sizeof *self->site_ends);
    bool ok = self->wave_series && self->wave_begins && self->sites && self->site_ends;
    for (int32_t o = 0; ok && o < specification->organization_count; o++)
        ok = cadre_world_take_organization(self) != NULL;
    if (!ok) {
        cadre_world_free(self);
        return NULL;
    }
    cadre_world_adopt(self, specification);
    return self;
}

void cadre_world_adopt(cadre_world_t *self, const cadre_specification_t *specification)
{
    self->specification = specification;
    self->parameters = specification->parameters;
    create_sites(self);
}

void cadre_world_free(cadre_world_t *self)
{
    if (self == NULL)
        return;
    for (int32_t o = 0; o < self->organization_made; o++)
        free_organization(self->organizations[o]);
    cadre_free(self->organizations);
    cadre_free(self->order);
    cadre_free(self->wave_series);
    cadre_free(self->wave_begins);
    cadre_free(self->sites);
    cadre_free(self->site_ends);
    cadre_free(self->branches);
    cadre_free(self->tiles);
    cadre_free(self->marked);
    cadre_free(self->recruits);
    cadre_free(self->happenings);
    cadre_people_free(&self->people);
    cadre_free(self);
}

void cadre_world_set_executor(cadre_world_t *self, cadre_for_blocks_t for_blocks, void *executor)
{
    self->for_blocks = for_blocks;
    self->executor = executor;
}

/* ---------------------------------------------------------------- begin and step */

/* Copies of the organizations that are founded more than once: id-2, id-3, … */
static void begin_copies(cadre_world_t *self)
{
    const cadre_specification_t *specification = self->specification;
    for (int32_t o = 0; o < specification->organization_count; o++)
        for (int32_t k = 2; k <= specification->organizations[o].copies; k++) {
            char name[CADRE_NAME_SIZE];
            cadre_organization_name(name, specification->organizations[o].id, NULL, k);
            cadre_organization_t *copy = cadre_world_take_organization(self);
            if (copy == NULL)
                return;
            cadre_organization_begin(self, copy, name, &specification->organizations[o]);
        }
}

int cadre_world_begin(cadre_world_t *self, cadre_luck_t luck)
{
    self->luck = luck;
    self->now = 0;
    self->status = CADRE_STATUS_OK;
    self->error = CADRE_OK;
    self->members = 0;
    self->branch_count = self->happening_count = 0;
    self->free_branch = CADRE_NONE;
    self->watched_exit = (float)CADRE_MISSING;
    self->reservoir = self->reservoir_full = self->specification->reservoir;
    self->home = 0;
    self->conference_age = CADRE_MAX_WEEKS; /* none yet */
    self->organization_count = self->specification->organization_count;
    self->order_count = 0;
    cadre_people_clear(&self->people);
    for (int32_t s = 0; s < self->specification->site_count; s++) {
        cadre_site_t *site = &self->sites[s];
        memcpy(site->pool, site->full, sizeof site->pool);
        site->first_branch = CADRE_NONE;
    }
    for (int32_t o = 0; o < self->organization_count; o++)
        cadre_organization_begin(self, self->organizations[o],
                                 self->specification->organizations[o].id,
                                 &self->specification->organizations[o]);
    begin_copies(self);
    cadre_world_order(self);
    if (self->error == CADRE_OK)
        cadre_environment_begin(self);
    if (self->error == CADRE_OK)
        cadre_schedule_open(self);
    if (self->error == CADRE_OK)
        cadre_outcome_week(self);
    return self->error;
}

int cadre_world_step(cadre_world_t *self)
{
    self->watched_exit = (float)CADRE_MISSING;
    cadre_schedule_week(self);
    if (self->error == CADRE_OK)
        cadre_outcome_week(self);
    else
        self->status = CADRE_STATUS_FAILED;
    return self->error;
}

int32_t cadre_world_now(const cadre_world_t *self)
{
    return self->now;
}

cadre_status_t cadre_world_status(const cadre_world_t *self)
{
    return self->status;
}

double cadre_world_bytes(const cadre_specification_t *specification, double people)
{
    double person = sizeof(cadre_tie_node_t);
#define C(type, name, meaning) person += sizeof(type);
#include "model/columns.def"
#undef C
    const double weeks = (double)specification->steps + 1;
    const double sites = specification->site_count;
    double organizations = 0;
    for (int32_t o = 0; o < specification->organization_count; o++)
        organizations += specification->organizations[o].copies;
    /* segments have room for a quarter more after they have grown, headroom lies behind them, and
     * the table of handles is there twice while it grows; a branch has five people or more */
    return people * (2 * person + sizeof(cadre_branch_t) / 5.0) +
           organizations * (sizeof(cadre_organization_t) + sites * sizeof(cadre_presence_t) +
                            weeks * 2 * sizeof(int32_t)) +
           sites * sizeof(cadre_site_t) + weeks * 2 * sizeof(float);
}
