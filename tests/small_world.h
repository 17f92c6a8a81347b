/* Small worlds for tests: a specification on the heap with one organization, "party", of 75 on the
 * larger half of a few equal sites, no struggle and no movements, all mechanisms on but those of
 * politics (voice, factions, misconduct, leadership, dissolution). Change its fields, then
 * small_world_begin. */
#ifndef CADRE_TESTS_SMALL_WORLD_H
#define CADRE_TESTS_SMALL_WORLD_H

#include "base/error.h"
#include "check.h"
#include "model/world.h"

enum {
    SMALL_ORGANIZATIONS = 4,
    SMALL_EVENTS = 8,
    SMALL_SETTINGS = 4,
    SMALL_WAVES = 4,
    SMALL_START_DAY = 7305 /* 1990-01-01 */
};
static const uint32_t SMALL_ALL_MECHANISMS = (1u << CADRE_MECHANISM_COUNT) - 1;
static const uint32_t SMALL_POLITICS =
    1u << CADRE_MECHANISM_voice | 1u << CADRE_MECHANISM_factions |
    1u << CADRE_MECHANISM_misconduct | 1u << CADRE_MECHANISM_leadership |
    1u << CADRE_MECHANISM_dissolution;

typedef struct {
    cadre_specification_t specification;
    cadre_organization_spec_t organizations[SMALL_ORGANIZATIONS];
    cadre_event_spec_t events[SMALL_EVENTS];
    cadre_setting_t settings[SMALL_EVENTS][SMALL_SETTINGS];
    cadre_wave_spec_t waves[SMALL_WAVES];
    float *climate, *zero, *size;
    float *series[SMALL_ORGANIZATIONS][2]; /* members, openness */
} small_world_t;

/* A party with default parameters, listed after those there are. */
static inline cadre_organization_spec_t *small_world_add(small_world_t *self, const char *id)
{
    cadre_organization_spec_t *party =
        &self->organizations[self->specification.organization_count++];
    const int32_t sites = (self->specification.site_count + 1) / 2;
    *party = (cadre_organization_spec_t){
        .id = id,
        .title = id,
        .kind = CADRE_KIND_PARTY,
        .parent = -1,
        .copies = 1,
        .founders = {.members = 75, .cadre_share = 0.4, .sites = sites},
    };
    cadre_parameters_defaults(&party->parameters);
    return party;
}

/* A front of organization `parent`, listed after those there are. */
static inline cadre_organization_spec_t *small_world_add_front(small_world_t *self, const char *id,
                                                               int32_t parent)
{
    cadre_organization_spec_t *front = small_world_add(self, id);
    front->kind = CADRE_KIND_FRONT;
    front->parent = parent;
    front->founders = (cadre_founders_t){0};
    return front;
}

/* An organization given as a series: `before` members up to step `turn`, `after` from then on. */
static inline cadre_organization_spec_t *
small_world_add_series(small_world_t *self, const char *id, float before, float after, int32_t turn)
{
    const int32_t index = self->specification.organization_count++;
    const size_t weeks = (size_t)self->specification.steps + 1;
    for (int k = 0; k < 2; k++)
        self->series[index][k] = calloc(weeks, sizeof(float));
    for (int32_t t = 0; t <= self->specification.steps; t++) {
        self->series[index][0][t] = t < turn ? before : after;
        self->series[index][1][t] = 0.8f;
    }
    self->organizations[index] = (cadre_organization_spec_t){
        .id = id,
        .title = id,
        .kind = CADRE_KIND_SERIES,
        .parent = -1,
        .copies = 1,
        .series_members = self->series[index][0],
        .series_openness = self->series[index][1],
    };
    cadre_parameters_defaults(&self->organizations[index].parameters);
    return &self->organizations[index];
}

static inline small_world_t *small_world_create(int32_t steps, int32_t sites)
{
    small_world_t *self = calloc(1, sizeof *self);
    assert_non_null(self);
    const size_t weeks = (size_t)steps + 1;
    self->climate = calloc(weeks, sizeof(float));
    self->zero = calloc(weeks, sizeof(float));
    self->size = calloc((size_t)sites, sizeof(float));
    for (int32_t s = 0; s < sites; s++)
        self->size[s] = 1.0f;
    self->specification = (cadre_specification_t){
        .start_day = SMALL_START_DAY,
        .steps = steps,
        .climate = self->climate,
        .norm = self->zero,
        .need = self->zero,
        .waves = self->waves,
        .site_count = sites,
        .site_size = self->size,
        .pool_size = {20, 90, 40},
        .reservoir = 100000,
        .mechanisms = SMALL_ALL_MECHANISMS & ~SMALL_POLITICS,
        .organizations = self->organizations,
        .events = self->events,
    };
    cadre_world_parameters_defaults(&self->specification.parameters);
    small_world_add(self, "party");
    return self;
}

static inline void small_world_free(small_world_t *self)
{
    for (int o = 0; o < SMALL_ORGANIZATIONS; o++)
        for (int k = 0; k < 2; k++)
            free(self->series[o][k]);
    free(self->climate);
    free(self->zero);
    free(self->size);
    free(self);
}

static inline void small_world_switch(small_world_t *self, cadre_mechanism_t mechanism, bool on)
{
    self->specification.mechanisms &= ~(1u << mechanism);
    self->specification.mechanisms |= (uint32_t)on << mechanism;
}

/* An event of organization `organization` (-1: all) that never ends, listed after those there are:
 * add them by date. */
static inline cadre_event_spec_t *small_world_event(small_world_t *self, cadre_event_type_t type,
                                                    const char *id, int32_t step,
                                                    int32_t organization)
{
    const int32_t index = self->specification.event_count++;
    self->events[index] = (cadre_event_spec_t){.id = id,
                                               .type = type,
                                               .step = step,
                                               .until = -1,
                                               .organization = organization,
                                               .settings = self->settings[index],
                                               .note = ""};
    return &self->events[index];
}

/* One more parameter that a `set` event changes. */
static inline void small_world_setting(small_world_t *self, cadre_event_spec_t *event,
                                       const char *key, double value)
{
    assert_true(cadre_parameter_find(key) >= 0);
    self->settings[event - self->events][event->setting_count++] =
        (cadre_setting_t){cadre_parameter_find(key), value};
}

static inline cadre_wave_spec_t *small_world_wave(small_world_t *self, const char *id, int32_t step,
                                                  float size)
{
    cadre_wave_spec_t *wave = &self->waves[self->specification.wave_count++];
    *wave = (cadre_wave_spec_t){id, step, size, 4, 8, 26};
    return wave;
}

static inline cadre_world_t *small_world_begin(const small_world_t *self, uint32_t replicate)
{
    cadre_world_t *world = cadre_world_create(&self->specification);
    assert_non_null(world);
    assert_int_equal(cadre_world_begin(world, (cadre_luck_t){1, replicate}), CADRE_OK);
    return world;
}

/* Goes on to step `until`, or to the week in which the limit of members is passed. */
static inline void small_world_run(cadre_world_t *world, int32_t until)
{
    while (cadre_world_now(world) < until && cadre_world_status(world) == CADRE_STATUS_OK)
        assert_int_equal(cadre_world_step(world), CADRE_OK);
}

/* One measure of an organization; flows since the beginning, if none was ever reset. */
static inline double small_world_measure(cadre_world_t *world, int organization,
                                         cadre_measure_t measure)
{
    float values[CADRE_MEASURE_COUNT];
    cadre_world_observe(world, organization, false, values);
    return (double)values[measure];
}

/* The measures of two organizations are equal to the last bit, but for those of the list, which -1
 * ends. */
static inline void small_world_check_same_but(cadre_world_t *a, int of_a, cadre_world_t *b,
                                              int of_b, const int *but)
{
    float values[2][CADRE_MEASURE_COUNT];
    cadre_world_observe(a, of_a, false, values[0]);
    cadre_world_observe(b, of_b, false, values[1]);
    for (; *but >= 0; but++)
        values[0][*but] = values[1][*but] = 0;
    for (int m = 0; m < CADRE_MEASURE_COUNT; m++)
        if (memcmp(&values[0][m], &values[1][m], sizeof(float)) != 0) {
            print_error("week %d: %s is %.9g and %.9g\n", (int)cadre_world_now(a),
                        cadre_measure_info((cadre_measure_t)m)->name, (double)values[0][m],
                        (double)values[1][m]);
            fail();
        }
}

static inline void small_world_check_same(cadre_world_t *a, int of_a, cadre_world_t *b, int of_b)
{
    small_world_check_same_but(a, of_a, b, of_b, (const int[]){-1});
}

/* How many happenings of a type an organization (-1: the world) has had. */
static inline int small_world_happened(const cadre_world_t *world, int organization,
                                       cadre_event_type_t type)
{
    int count;
    const cadre_happening_t *happening = cadre_world_happenings(world, &count);
    int found = 0;
    for (int i = 0; i < count; i++)
        found += happening[i].type == type && happening[i].organization == organization;
    return found;
}

#endif
