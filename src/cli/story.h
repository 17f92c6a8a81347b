/* `cadre run --story`: one run told as a dated chronicle in plain words, for reading aloud. */
#ifndef CADRE_STORY_H
#define CADRE_STORY_H

#include "engine/engine.h"
#include "scenario/scenario.h"

/* What a story is told of besides the replicate. */
typedef struct {
    const cadre_scenario_t *scenario;
    const cadre_recording_t *recording;
    uint64_t seed;
    int width; /* of a line, in columns */
} cadre_story_t;

/* Appends the chronicle: a first sentence, what happened in order, the figures of each year at the
 * convention (the first week on or after 22 February) and at the end, a last sentence. What happens
 * often, branches, posts and cases above all, is in the year's figures; what happens several times
 * to one organization in a week is one sentence; where only one organization is told of, the note
 * of a scripted event stands for it. An organization in which nothing happened is passed
 * over; where there are more than eight, those born during the run are told of together.
 * Organizations born during the run are called by their ids. CADRE_ERROR_MEMORY. */
int cadre_story_tell(const cadre_story_t *self, const cadre_replicate_t *replicate,
                     cadre_text_t *out);

#endif
