/* A scenario of one party over four weeks from 1970-01-01, and a run of it made by hand. */
#ifndef CADRE_HAND_MADE_RUNS_H
#define CADRE_HAND_MADE_RUNS_H

#include "check.h"

#include "engine/engine.h"
#include "scenario/scenario.h"

enum { RUN_ROWS = 5, RUN_PATTERNS = 4 };

static const int32_t RUN_STEPS[RUN_ROWS] = {0, 1, 2, 3, 4};

typedef struct {
    cadre_organization_spec_t organizations[2]; /* a series comes first */
    cadre_event_spec_t events[2];
    cadre_pattern_t patterns[RUN_PATTERNS];
    cadre_scenario_t scenario;
    cadre_recording_t recording;
    float values[RUN_ROWS][CADRE_MEASURE_COUNT];
    cadre_happening_t happenings[3];
    cadre_replicate_t replicate;
} hand_run_t;

/* Members 10, 40, 30, 20 and missing; 2 branches; visited in weeks 2 and 3. */
static inline hand_run_t *hand_run_make(void)
{
    static const float members[RUN_ROWS] = {10, 40, 30, 20, NAN};
    hand_run_t *self = calloc(1, sizeof *self);
    self->organizations[0] = (cadre_organization_spec_t){.id = "rival", .kind = CADRE_KIND_SERIES};
    self->organizations[1] = (cadre_organization_spec_t){.id = "party"};
    self->scenario.specification = (cadre_specification_t){
        .steps = 4,
        .mechanisms = (1u << CADRE_MECHANISM_exit) | (1u << CADRE_MECHANISM_branches),
        .organizations = self->organizations,
        .organization_count = 2,
        .events = self->events,
        .event_count = 2,
    };
    self->scenario.patterns = self->patterns;
    self->recording = (cadre_recording_t){.row_steps = RUN_STEPS, .row_count = RUN_ROWS};
    for (int row = 0; row < RUN_ROWS; row++) {
        self->values[row][CADRE_MEASURE_members] = members[row];
        self->values[row][CADRE_MEASURE_branches] = 2;
    }
    for (int i = 0; i < 3; i++)
        self->happenings[i] =
            (cadre_happening_t){.step = i + 1, .organization = i > 0, .type = CADRE_EVENT_visited};
    self->replicate = (cadre_replicate_t){
        .run = 1,
        .organizations = 1,
        .row_count = RUN_ROWS,
        .values = self->values[0],
        .happenings = self->happenings,
        .happening_count = 3,
    };
    return self;
}

/* A pattern of members at `day`, to be changed; the scenario has it. */
static inline cadre_pattern_t *hand_run_pattern(hand_run_t *self, int32_t day)
{
    cadre_pattern_t *pattern = &self->patterns[self->scenario.pattern_count++];
    *pattern = (cadre_pattern_t){.id = "p",
                                 .organization = "party",
                                 .measure = "members",
                                 .per = "",
                                 .event = "",
                                 .day = day,
                                 .until = day,
                                 .low = 15,
                                 .high = 30};
    return pattern;
}

#endif
