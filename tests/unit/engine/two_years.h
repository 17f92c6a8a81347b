/* A specification small enough to read: one organization of 75 on ten equal sites for two years,
 * and what is recorded of it. */
#ifndef CADRE_TWO_YEARS_H
#define CADRE_TWO_YEARS_H

#include "engine/engine.h"
#include "params/parameters.h"

enum { SMALL_STEPS = 104, SMALL_SITES = 10, SMALL_FOUNDERS = 75, SMALL_ROWS = 5, SMALL_YEARS = 2 };

typedef struct {
    float zero[SMALL_STEPS + 1];
    float size[SMALL_SITES];
    cadre_organization_spec_t organization;
    cadre_specification_t specification;
    cadre_recording_t recording;
} two_years_t;

static const int32_t SMALL_ROW_STEPS[SMALL_ROWS] = {0, 13, 52, 100, 104};
static const int32_t SMALL_YEAR_STEPS[SMALL_YEARS] = {50, 104};

static inline void two_years_make(two_years_t *self)
{
    *self = (two_years_t){0};
    for (int i = 0; i < SMALL_SITES; i++)
        self->size[i] = 1.0f;
    self->organization = (cadre_organization_spec_t){
        .id = "party",
        .title = "Party",
        .kind = CADRE_KIND_PARTY,
        .founders = {.members = SMALL_FOUNDERS,
                     .cadre_share = 0.4,
                     .sites = 5,
                     .placement = CADRE_PLACE_LARGEST,
                     .milieu = CADRE_MILIEU_CAMPUS},
    };
    cadre_parameters_defaults(&self->organization.parameters);
    self->specification = (cadre_specification_t){
        .steps = SMALL_STEPS,
        .climate = self->zero,
        .norm = self->zero,
        .need = self->zero,
        .site_count = SMALL_SITES,
        .site_size = self->size,
        .pool_size = {20, 90, 40},
        .reservoir = 1000,
        .mechanisms = (1u << CADRE_MECHANISM_COUNT) - 1,
        .organizations = &self->organization,
        .organization_count = 1,
    };
    cadre_world_parameters_defaults(&self->specification.parameters);
    self->recording =
        (cadre_recording_t){SMALL_ROW_STEPS, SMALL_ROWS, SMALL_YEAR_STEPS, SMALL_YEARS, NULL};
}

#endif
