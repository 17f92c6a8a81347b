#include "base/random.h"

/* Philox4x32-10 written out here, not taken from Random123, for two reasons: Random123's refuses to
 * compile for WebAssembly, and it works on a counter in an array, which no compiler vectorizes over
 * many counters. The tests compare both. */

/* A counter on its way through the rounds: its four words as variables, not as an array. */
typedef struct {
    uint32_t a, b, c, d;
} counter_t;

/* One round (Salmon et al. 2011, figure 2; constants from its table 2). */
static inline counter_t philox_round(counter_t x, uint32_t key0, uint32_t key1)
{
    const uint64_t p = (uint64_t)x.a * 0xd2511f53u;
    const uint64_t q = (uint64_t)x.c * 0xcd9e8d57u;
    return (counter_t){(uint32_t)(q >> 32) ^ x.b ^ key0, (uint32_t)q,
                       (uint32_t)(p >> 32) ^ x.d ^ key1, (uint32_t)p};
}

static inline counter_t philox(counter_t x, uint32_t key0, uint32_t key1)
{
    for (int round = 0; round < 10; round++) {
        x = philox_round(x, key0, key1);
        key0 += 0x9e3779b9u; /* the golden ratio */
        key1 += 0xbb67ae85u; /* sqrt(3) - 1 */
    }
    return x;
}

static inline counter_t draw(cadre_luck_t luck, uint64_t id, uint32_t moment)
{
    const counter_t counter = {(uint32_t)id, (uint32_t)(id >> 32), luck.replicate, moment};
    return philox(counter, (uint32_t)luck.seed, (uint32_t)(luck.seed >> 32));
}

static uint32_t moment_of(uint32_t week, unsigned purpose, unsigned block)
{
    return week << 16 | (uint32_t)purpose << 8 | (uint32_t)block;
}

cadre_words_t cadre_draw(cadre_luck_t luck, uint64_t id, uint32_t week, unsigned purpose,
                         unsigned block)
{
    const counter_t x = draw(luck, id, moment_of(week, purpose, block));
    return (cadre_words_t){{x.a, x.b, x.c, x.d}};
}

void cadre_draw_many(cadre_luck_t luck, const uint64_t *restrict ids, int n, uint32_t week,
                     unsigned purpose, unsigned block, uint32_t *restrict words, int stride)
{
    const uint32_t moment = moment_of(week, purpose, block);
    uint32_t *restrict word0 = words;
    uint32_t *restrict word1 = word0 + stride;
    uint32_t *restrict word2 = word1 + stride;
    uint32_t *restrict word3 = word2 + stride;
    for (int i = 0; i < n; i++) {
        const counter_t x = draw(luck, ids[i], moment);
        word0[i] = x.a;
        word1[i] = x.b;
        word2[i] = x.c;
        word3[i] = x.d;
    }
}

uint64_t cadre_identity(uint32_t kind, uint64_t a, uint32_t b, uint32_t c)
{
    const counter_t counter = {(uint32_t)a, (uint32_t)(a >> 32), b, c};
    const counter_t x = philox(counter, 0x43616472u /* "Cadr" */, kind);
    return (uint64_t)x.b << 32 | x.a;
}

uint64_t cadre_identity_of_name(uint32_t kind, const char *name)
{
    uint64_t hash = 0xcbf29ce484222325u;
    for (; *name; name++) {
        hash = (hash ^ (unsigned char)*name) * 0x100000001b3u;
    }
    return cadre_identity(kind, hash, 0, 0);
}
