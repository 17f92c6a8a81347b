#include "base/random.h"

/* Philox4x32-10 written out here, not taken from Random123, for two reasons: Random123's refuses to
 * compile for WebAssembly, and it works on a counter in an array, which no compiler vectorizes over
 * many counters. The tests compare both. */

enum { ROUNDS = 10 };
static const uint32_t KEY_STEP0 = 0x9e3779b9u; /* the golden ratio */
static const uint32_t KEY_STEP1 = 0xbb67ae85u; /* sqrt(3) - 1 */

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
    for (int round = 0; round < ROUNDS; round++) {
        x = philox_round(x, key0, key1);
        key0 += KEY_STEP0;
        key1 += KEY_STEP1;
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

/* ---------------------------------------------------------------- many at once */

/* Registers of 64-bit lanes of whose words only the lower half counts: the products take nothing
 * else, so a round moves no halves about. Compilers do not find this form by themselves. */
#if defined(__AVX512F__)
#include <immintrin.h>
typedef __m512i lanes_t;
static inline lanes_t all(uint64_t x)
{
    return _mm512_set1_epi64((long long)x);
}
static inline lanes_t load(const uint64_t *from)
{
    return _mm512_loadu_si512(from);
}
static inline lanes_t product(lanes_t x, lanes_t y)
{
    return _mm512_mul_epu32(x, y);
}
static inline lanes_t upper(lanes_t x)
{
    return _mm512_srli_epi64(x, 32);
}
static inline lanes_t mix(lanes_t x, lanes_t y)
{
    return _mm512_xor_si512(x, y);
}
static inline void store(uint32_t *to, lanes_t x)
{
    _mm256_storeu_si256((__m256i *)to, _mm512_cvtepi64_epi32(x));
}
#elif defined(__AVX2__)
#include <immintrin.h>
typedef __m256i lanes_t;
static inline lanes_t all(uint64_t x)
{
    return _mm256_set1_epi64x((long long)x);
}
static inline lanes_t load(const uint64_t *from)
{
    return _mm256_loadu_si256((const lanes_t *)from);
}
static inline lanes_t product(lanes_t x, lanes_t y)
{
    return _mm256_mul_epu32(x, y);
}
static inline lanes_t upper(lanes_t x)
{
    return _mm256_srli_epi64(x, 32);
}
static inline lanes_t mix(lanes_t x, lanes_t y)
{
    return _mm256_xor_si256(x, y);
}
static inline void store(uint32_t *to, lanes_t x)
{
    const __m256i order = _mm256_setr_epi32(0, 2, 4, 6, 0, 2, 4, 6);
    _mm_storeu_si128((__m128i *)to, _mm256_castsi256_si128(_mm256_permutevar8x32_epi32(x, order)));
}
#elif defined(__SSE2__)
#include <emmintrin.h>
typedef __m128i lanes_t;
static inline lanes_t all(uint64_t x)
{
    return _mm_set1_epi64x((long long)x);
}
static inline lanes_t load(const uint64_t *from)
{
    return _mm_loadu_si128((const lanes_t *)from);
}
static inline lanes_t product(lanes_t x, lanes_t y)
{
    return _mm_mul_epu32(x, y);
}
static inline lanes_t upper(lanes_t x)
{
    return _mm_srli_epi64(x, 32);
}
static inline lanes_t mix(lanes_t x, lanes_t y)
{
    return _mm_xor_si128(x, y);
}
static inline void store(uint32_t *to, lanes_t x)
{
    _mm_storel_epi64((lanes_t *)to, _mm_shuffle_epi32(x, 0x08));
}
#else
typedef uint64_t lanes_t;
static inline lanes_t all(uint64_t x)
{
    return x;
}
static inline lanes_t load(const uint64_t *from)
{
    return *from;
}
static inline lanes_t product(lanes_t x, lanes_t y)
{
    return (x & 0xffffffffu) * y;
}
static inline lanes_t upper(lanes_t x)
{
    return x >> 32;
}
static inline lanes_t mix(lanes_t x, lanes_t y)
{
    return x ^ y;
}
static inline void store(uint32_t *to, lanes_t x)
{
    *to = (uint32_t)x;
}
#endif
enum { WIDTH = sizeof(lanes_t) / sizeof(uint64_t) };

typedef struct {
    lanes_t a, b, c, d;
} counters_t;

static inline counters_t round_of_many(counters_t x, uint32_t key0, uint32_t key1)
{
    const lanes_t p = product(x.a, all(0xd2511f53u));
    const lanes_t q = product(x.c, all(0xcd9e8d57u));
    return (counters_t){mix(mix(upper(q), x.b), all(key0)), q, mix(mix(upper(p), x.d), all(key1)),
                        p};
}

static inline counters_t draw_lanes(cadre_luck_t luck, const uint64_t *ids, uint32_t moment)
{
    const lanes_t id = load(ids);
    counters_t x = {id, upper(id), all(luck.replicate), all(moment)};
    uint32_t key0 = (uint32_t)luck.seed, key1 = (uint32_t)(luck.seed >> 32);
    for (int round = 0; round < ROUNDS; round++) {
        x = round_of_many(x, key0, key1);
        key0 += KEY_STEP0;
        key1 += KEY_STEP1;
    }
    return x;
}

void cadre_draw_many(cadre_luck_t luck, const uint64_t *restrict ids, int n, uint32_t week,
                     unsigned purpose, unsigned block, uint32_t *restrict words, int stride)
{
    const uint32_t moment = moment_of(week, purpose, block);
    uint32_t *word1 = words + stride;
    uint32_t *word2 = word1 + stride;
    uint32_t *word3 = word2 + stride;
    int i = 0;
    for (; i + WIDTH <= n; i += WIDTH) {
        const counters_t x = draw_lanes(luck, ids + i, moment);
        store(words + i, x.a);
        store(word1 + i, x.b);
        store(word2 + i, x.c);
        store(word3 + i, x.d);
    }
    for (; i < n; i++) {
        const counter_t x = draw(luck, ids[i], moment);
        words[i] = x.a;
        word1[i] = x.b;
        word2[i] = x.c;
        word3[i] = x.d;
    }
}

void cadre_draw_each(cadre_luck_t luck, const uint64_t *restrict ids, int n, uint32_t week,
                     unsigned purpose, cadre_words_t *restrict words)
{
    for (int i = 0; i < n; i += WIDTH) {
        uint64_t id[WIDTH];
        uint32_t lane[4][WIDTH];
        const int real = n - i < WIDTH ? n - i : WIDTH;
        for (int k = 0; k < WIDTH; k++)
            id[k] = ids[k < real ? i + k : i];
        const counters_t x = draw_lanes(luck, id, moment_of(week, purpose, 0));
        store(lane[0], x.a);
        store(lane[1], x.b);
        store(lane[2], x.c);
        store(lane[3], x.d);
        for (int k = 0; k < real; k++)
            words[i + k] = (cadre_words_t){{lane[0][k], lane[1][k], lane[2][k], lane[3][k]}};
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
