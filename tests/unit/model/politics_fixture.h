/* A party of people who are all alike, as cmocka's state, for tests of politics: they make them
 * differ by hand, then `take_stock`. No mechanism is on: parts of them are called one by one. */
#ifndef CADRE_TESTS_POLITICS_FIXTURE_H
#define CADRE_TESTS_POLITICS_FIXTURE_H

#include "model/identities.h"
#include "model/mechanisms.h"
#include "model/members.h"
#include "model/people.h"
#include "recount.h"
#include "world_fixture.h"

/* 1991-12-02: a month begins, and a convention is in twelve weeks. */
enum { WEEK = 100, CONVENTION = 112 };

static const double DT = 7 / 365.25;

static inline cadre_parameters_t *parameters(const fixture_t *self)
{
    return &party(self)->parameters;
}

static inline cadre_branch_t *branch_at(const fixture_t *self, int32_t b)
{
    return cadre_branch_number(self->world, party(self), b);
}

/* The k-th of branch b. */
static inline int32_t slot_at(const fixture_t *self, int32_t b, int32_t k)
{
    return branch_at(self, b)->people.start + k;
}

static inline cadre_person_t person_at(const fixture_t *self, int32_t b, int32_t k)
{
    return cadre_person_at(self->world, slot_at(self, b, k));
}

/* What is kept up to date, counted anew of people changed by hand; the week begins with it. */
static inline void take_stock(fixture_t *self)
{
    cadre_world_t *world = self->world;
    for (int32_t o = 0; o < world->organization_count; o++) {
        cadre_organization_t *organization = world->organizations[o];
        for (int32_t b = -1; b < organization->branch_count; b++) {
            cadre_branch_t *branch = cadre_branch_number(world, organization, b);
            memset(&branch->sums, 0, sizeof branch->sums);
            for (int32_t k = 0; k < branch->people.count; k++)
                recount_person(&branch->sums, &world->people, branch->people.start + k);
            branch->start = branch->sums;
            branch->start_count = branch->people.count;
        }
        organization->start_members = organization->members;
    }
}

static inline void make_alike(cadre_people_t *people, int32_t slot)
{
    people->stage[slot] = CADRE_STAGE_MEMBER;
    people->flags[slot] = CADRE_FLAG_FOUNDER;
    people->stance[slot] = 0;
    people->commitment[slot] = people->belief[slot] = 0.5f;
    people->energy[slot] = 0.8f;
    people->grievance[slot] = people->doctrine[slot] = 0;
    people->hardship[slot] = people->fear[slot] = 0.5f;
    people->threshold[slot] = 0.1f;
    people->spoke[slot] = CADRE_NEVER;
}

/* A world in week WEEK, of sites enough for `branches` branches of `size` members each. */
static inline fixture_t *gather(int32_t branches, int32_t size)
{
    fixture_t *self = malloc(sizeof *self);
    self->small = small_world_create(400, branches + 2);
    self->small->specification.mechanisms = 0;
    self->small->organizations[0].founders.members = branches * size;
    self->small->organizations[0].founders.sites = branches;
    self->world = small_world_begin(self->small, 1);
    small_world_run(self->world, WEEK);
    assert_true(self->world->month_begins);
    assert_int_equal(self->world->to_convention, CONVENTION - WEEK);
    for (int32_t b = 0; b < branches; b++)
        for (int32_t k = 0; k < size; k++)
            make_alike(&self->world->people, slot_at(self, b, k));
    take_stock(self);
    return self;
}

static inline void release(fixture_t *self)
{
    void *state = self;
    tear_down(&state);
}

/* The word of somebody or something this week, as a uniform. */
static inline double luck_of(const fixture_t *self, uint64_t id, unsigned purpose, unsigned block,
                             int word)
{
    const cadre_words_t words =
        cadre_draw(self->world->luck, id, (uint32_t)self->world->now, purpose, block);
    return cadre_uniform(words.word[word]);
}

/* The happenings of a type, from the first; the n-th (from 0) must be there. */
static inline const cadre_happening_t *happening(const fixture_t *self, cadre_event_type_t type,
                                                 int n)
{
    int count;
    const cadre_happening_t *all = cadre_world_happenings(self->world, &count);
    for (int i = 0; i < count; i++)
        if (all[i].type == type && n-- == 0)
            return &all[i];
    fail_msg("%s did not happen", cadre_event_info(type)->name);
    return NULL;
}

static inline int happened(const fixture_t *self, cadre_event_type_t type)
{
    return small_world_happened(self->world, 0, type);
}

static inline double total(const fixture_t *self, cadre_measure_t measure)
{
    return party(self)->total[measure];
}

/* Counts of independent draws are held to |z| < 4.4, which fails by chance once in 10^5. */
static inline void check_binomial(double n, double trials, double p)
{
    if (!(fabs(n - trials * p) < 4.4 * sqrt(trials * p * (1 - p)))) {
        print_error("%g of %g, expected %g\n", n, trials, trials * p);
        fail();
    }
}

#endif
