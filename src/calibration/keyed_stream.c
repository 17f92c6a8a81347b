#include "calibration/keyed_stream.h"

enum { CALIBRATION_PURPOSE = 253, WORDS = 4, BLOCKS = 256, NUMBER_BITS = 40 };

/* Philox counts blocks of four words; the week and the block of its counter hold that number. */
static unsigned long get(void *state)
{
    cadre_keyed_stream_t *self = state;
    const uint32_t block = self->drawn / WORDS, word = self->drawn % WORDS;
    if (word == 0)
        self->words =
            cadre_draw(self->luck, self->id, block / BLOCKS, CALIBRATION_PURPOSE, block % BLOCKS);
    self->drawn++;
    return self->words.word[word];
}

static double get_double(void *state)
{
    return cadre_uniform((uint32_t)get(state));
}

/* GSL asks for it; a stream is begun by its key instead. */
static void set(void *state, unsigned long seed)
{
    cadre_keyed_stream_t *self = state;
    self->luck.seed = seed;
    self->drawn = 0;
}

static const gsl_rng_type KEYED = {.name = "cadre-philox",
                                   .max = 0xffffffffUL,
                                   .min = 0,
                                   .size = sizeof(cadre_keyed_stream_t),
                                   .set = set,
                                   .get = get,
                                   .get_double = get_double};

void cadre_keyed_stream_begin(cadre_keyed_stream_t *self, uint64_t seed, uint32_t generation,
                              uint64_t number)
{
    self->rng = (gsl_rng){.type = &KEYED, .state = self};
    self->luck = (cadre_luck_t){seed, 0};
    self->id = (uint64_t)generation << NUMBER_BITS | number;
    self->drawn = 0;
}
