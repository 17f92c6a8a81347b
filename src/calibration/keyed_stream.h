/* A stream of random numbers for GSL's samplers that is a function of its key alone, so that
 * proposals can be drawn in any order and by any number of threads. Internal to calibration/. */
#ifndef CADRE_KEYED_STREAM_H
#define CADRE_KEYED_STREAM_H

#include "base/random.h"

#include <gsl/gsl_rng.h>

typedef struct {
    gsl_rng rng; /* for GSL; points into this structure, which must not be moved */
    cadre_luck_t luck;
    uint64_t id;
    uint32_t drawn; /* words so far */
    cadre_words_t words;
} cadre_keyed_stream_t;

/* Begins the stream of proposal `number` of `generation`. Its draws are those of no run, under the
 * number of a replicate that no run has (they count from 1) and a purpose that no mechanism has. */
void cadre_keyed_stream_begin(cadre_keyed_stream_t *self, uint64_t seed, uint32_t generation,
                              uint64_t number);

#endif
