/* Randomness without state: every draw is Philox4x32-10 (Salmon et al. 2011, Random123) of a key
 * that names who draws, when and what for. Nothing is carried between draws, so switching one
 * mechanism off, adding a person or changing the number of threads moves no other draw.
 *
 *   key     = seed (64 bits)
 *   counter = { id low, id high, replicate, week << 16 | purpose << 8 | block }
 */
#ifndef CADRE_RANDOM_H
#define CADRE_RANDOM_H

#include <stdint.h>

enum { CADRE_MAX_WEEKS = 65535 }; /* the week has 16 bits of the counter */

/* The luck of one replicate. */
typedef struct {
    uint64_t seed;
    uint32_t replicate;
} cadre_luck_t;

/* Four independent uniform 32-bit words. */
typedef struct {
    uint32_t word[4];
} cadre_words_t;

/* The words of (id, week, purpose, block); purpose and block < 256, week <= CADRE_MAX_WEEKS. */
cadre_words_t cadre_draw(cadre_luck_t luck, uint64_t id, uint32_t week, unsigned purpose,
                         unsigned block);

/* The same for `n` ids at once, word k of id i into words[k][i]; `stride` >= n is the distance
 * between words[k] and words[k+1]. Equal to cadre_draw bit for bit; written to vectorize. */
void cadre_draw_many(cadre_luck_t luck, const uint64_t *restrict ids, int n, uint32_t week,
                     unsigned purpose, unsigned block, uint32_t *restrict words, int stride);

/* The same, the words of one id together: of id i in words[i]. */
void cadre_draw_each(cadre_luck_t luck, const uint64_t *restrict ids, int n, uint32_t week,
                     unsigned purpose, cadre_words_t *restrict words);

/* 64-bit identity of a thing, the hash of its birth: `kind` is a CADRE_BIRTH_… of identities
 * (purposes.def), a..c what tells it apart within the kind. Depends on nothing else. */
uint64_t cadre_identity(uint32_t kind, uint64_t a, uint32_t b, uint32_t c);
/* Identity of a name (FNV-1a of its bytes, then cadre_identity of `kind`). */
uint64_t cadre_identity_of_name(uint32_t kind, const char *name);

/* Uniform on (0,1), never 0 or 1: (word + 1/2) / 2^32. */
static inline double cadre_uniform(uint32_t word)
{
    return ((double)word + 0.5) * 0x1p-32;
}
/* Uniform integer 0..n-1 (n >= 1) by multiplication; bias below n/2^32. */
static inline uint32_t cadre_uniform_below(uint32_t word, uint32_t n)
{
    return (uint32_t)(((uint64_t)word * n) >> 32);
}

#endif
