#include "model/world.h"

#include "base/error.h"
#include "base/memory.h"
#include "model/mechanisms.h"
#include "model/members.h"
#include "model/people.h"
#include "model/schedule.h"

#include <string.h>

/* ---------------------------------------------------------------- create and free */

static bool create_organization(cadre_world_t *self, int32_t index)
{
    const cadre_specification_t *specification = self->specification;
    cadre_organization_t *organization = &self->organizations[index];
    const size_t weeks = (size_t)specification->steps + 1;
    organization->specification = &specification->organizations[index];
    organization->index = index;
    organization->id = cadre_organization_identity(organization->specification->id);
    organization->presence =
        cadre_alloc((size_t)specification->site_count, sizeof *organization->presence);
    organization->joined = cadre_alloc(weeks, sizeof *organization->joined);
    organization->gone_early = cadre_alloc(weeks, sizeof *organization->gone_early);
    return organization->presence != NULL && organization->joined != NULL &&
           organization->gone_early != NULL;
}

/* Organizations are processed by identity, whatever their order in the file. */
static void sort_order(cadre_world_t *self)
{
    for (int32_t k = 0; k < self->organization_count; k++) {
        int32_t place = k;
        while (place > 0 &&
               self->organizations[self->order[place - 1]].id > self->organizations[k].id) {
            self->order[place] = self->order[place - 1];
            place--;
        }
        self->order[place] = k;
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
    const size_t organizations = (size_t)specification->organization_count;
    self->specification = specification;
    self->id = cadre_identity(CADRE_BIRTH_WORLD, 0, 0, 0);
    self->parameters = specification->parameters;
    cadre_parameters_defaults(&self->defaults);
    self->wave_series = cadre_alloc(weeks, sizeof *self->wave_series);
    self->wave_begins = cadre_alloc(weeks, sizeof *self->wave_begins);
    self->sites = cadre_alloc(sites, sizeof *self->sites);
    self->site_ends = cadre_alloc(sites, sizeof *self->site_ends);
    self->organizations = cadre_alloc(organizations, sizeof *self->organizations);
    self->order = cadre_alloc(organizations, sizeof *self->order);
    bool ok = self->wave_series && self->wave_begins && self->sites && self->site_ends &&
              self->organizations && self->order;
    for (int32_t o = 0; ok && o < specification->organization_count; o++) {
        self->organization_count = o + 1;
        ok = create_organization(self, o);
    }
    if (!ok) {
        cadre_world_free(self);
        return NULL;
    }
    sort_order(self);
    create_sites(self);
    return self;
}

void cadre_world_free(cadre_world_t *self)
{
    if (self == NULL)
        return;
    for (int32_t o = 0; o < self->organization_count; o++) {
        /* Not NULL: organizations are counted once they are allocated. */
        cadre_free(self->organizations[o].branches); /* NOLINT(clang-analyzer-core.*) */
        cadre_free(self->organizations[o].presence);
        cadre_free(self->organizations[o].joined);
        cadre_free(self->organizations[o].gone_early);
    }
    cadre_free(self->organizations);
    cadre_free(self->order);
    cadre_free(self->wave_series);
    cadre_free(self->wave_begins);
    cadre_free(self->sites);
    cadre_free(self->site_ends);
    cadre_free(self->branches);
    cadre_free(self->tiles);
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

static void begin_organization(cadre_world_t *self, cadre_organization_t *organization)
{
    const size_t weeks = (size_t)self->specification->steps + 1;
    const cadre_organization_t kept = *organization;
    *organization = (cadre_organization_t){.id = kept.id,
                                           .specification = kept.specification,
                                           .index = kept.index,
                                           .ended = CADRE_NONE,
                                           .at_large = CADRE_NONE,
                                           .branches = kept.branches,
                                           .branch_capacity = kept.branch_capacity,
                                           .presence = kept.presence,
                                           .joined = kept.joined,
                                           .gone_early = kept.gone_early};
    organization->parameters = kept.specification->parameters;
    organization->outcome.ended = CADRE_NONE;
    memset(kept.joined, 0, weeks * sizeof *kept.joined);
    memset(kept.gone_early, 0, weeks * sizeof *kept.gone_early);
    for (int32_t s = 0; s < self->specification->site_count; s++)
        kept.presence[s] = (cadre_presence_t){.branch = CADRE_NONE};
    if (kept.specification->kind != CADRE_KIND_SERIES)
        organization->at_large =
            cadre_branch_open(self, organization, CADRE_NONE, CADRE_MILIEU_CAMPUS);
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
    cadre_people_clear(&self->people);
    for (int32_t s = 0; s < self->specification->site_count; s++) {
        cadre_site_t *site = &self->sites[s];
        memcpy(site->pool, site->full, sizeof site->pool);
        site->first_branch = CADRE_NONE;
    }
    for (int32_t o = 0; o < self->organization_count; o++)
        begin_organization(self, &self->organizations[o]);
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
    const double organizations = specification->organization_count;
    /* columns may be 2.5 times their people while segments are laid out anew, and twice for a
     * moment; a branch has five people or more */
    return people * (5 * person + sizeof(cadre_branch_t) / 5.0) +
           organizations * (sizeof(cadre_organization_t) + sites * sizeof(cadre_presence_t) +
                            weeks * 2 * sizeof(int32_t)) +
           sites * sizeof(cadre_site_t) + weeks * 2 * sizeof(float);
}
