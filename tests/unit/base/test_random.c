/* base/random: the words are Random123's Philox4x32-10 of the documented key and counter. */
#include "base/random.h"
#include "check.h"

#include <Random123/philox.h>
#include <gsl/gsl_cdf.h>

enum { MANY = 1000 };

static void check_words(cadre_words_t words, uint32_t a, uint32_t b, uint32_t c, uint32_t d)
{
    assert_int_equal(words.word[0], a);
    assert_int_equal(words.word[1], b);
    assert_int_equal(words.word[2], c);
    assert_int_equal(words.word[3], d);
}

/* Known answers of Random123 (kat_vectors: philox4x32 10). */
static void known_answers(void **state)
{
    (void)state;
    check_words(cadre_draw((cadre_luck_t){0, 0}, 0, 0, 0, 0), 0x6627e8d5, 0xe169c58d, 0xbc57ac4c,
                0x9b00dbd8);
    check_words(cadre_draw((cadre_luck_t){UINT64_MAX, UINT32_MAX}, UINT64_MAX, 0xffff, 0xff, 0xff),
                0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd);
    /* digits of pi: counter 243f6a88 85a308d3 13198a2e 03707344, key a4093822 299f31d0 */
    check_words(cadre_draw((cadre_luck_t){0x299f31d0a4093822u, 0x13198a2e}, 0x85a308d3243f6a88u,
                           0x0370, 0x73, 0x44),
                0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1);
}

/* Random123 itself, for keys and counters from a multiplicative sequence. */
static void equals_random123(void **state)
{
    (void)state;
    uint64_t x = 1;
    for (int i = 0; i < 100000; i++) {
        x = x * 6364136223846793005u + 1442695040888963407u;
        const cadre_luck_t luck = {x ^ (x >> 29), (uint32_t)(x >> 17)};
        const uint64_t id = x * 0x9e3779b97f4a7c15u;
        const uint32_t week = (uint32_t)(x >> 48);
        const unsigned purpose = (unsigned)(x >> 40) & 0xff, block = (unsigned)(x >> 32) & 0xff;
        const philox4x32_ctr_t counter = {{(uint32_t)id, (uint32_t)(id >> 32), luck.replicate,
                                           week << 16 | purpose << 8 | block}};
        const philox4x32_key_t key = {{(uint32_t)luck.seed, (uint32_t)(luck.seed >> 32)}};
        const philox4x32_ctr_t expected = philox4x32_R(10, counter, key);
        check_words(cadre_draw(luck, id, week, purpose, block), expected.v[0], expected.v[1],
                    expected.v[2], expected.v[3]);
    }
}

/* Every length around the widths of vector registers, so that each remainder loop is met. */
static void many_equal_one_by_one(void **state)
{
    (void)state;
    static uint64_t ids[MANY];
    static uint32_t words[4 * (MANY + 5)];
    const cadre_luck_t luck = {0x0123456789abcdefu, 42};
    for (int i = 0; i < MANY; i++) {
        ids[i] = cadre_identity(7, (uint64_t)i, 3, 4);
    }
    for (int n = 0; n <= MANY; n = n < 70 ? n + 1 : n + 93) {
        const int stride = n + 5;
        memset(words, 0xee, sizeof words);
        cadre_draw_many(luck, ids, n, 1234, 5, 1, words, stride);
        for (int i = 0; i < n; i++) {
            const cadre_words_t expected = cadre_draw(luck, ids[i], 1234, 5, 1);
            for (int k = 0; k < 4; k++) {
                assert_int_equal(words[k * stride + i], expected.word[k]);
            }
        }
        for (int k = 0; k < 4; k++) { /* and nothing behind */
            assert_int_equal(words[k * stride + n], 0xeeeeeeeeu);
        }
    }
}

static void each_equals_one_by_one(void **state)
{
    (void)state;
    uint64_t ids[40];
    cadre_words_t words[41];
    const cadre_luck_t luck = {0xfedcba9876543210u, 7};
    for (int i = 0; i < 40; i++)
        ids[i] = cadre_identity(9, (uint64_t)i, 1, 2);
    for (int n = 0; n <= 40; n++) {
        memset(words, 0xee, sizeof words);
        cadre_draw_each(luck, ids, n, 77, 6, words);
        for (int i = 0; i < n; i++) {
            const cadre_words_t expected = cadre_draw(luck, ids[i], 77, 6, 0);
            assert_memory_equal(&words[i], &expected, sizeof expected);
        }
        for (int k = 0; k < 4; k++) /* and nothing behind */
            assert_int_equal(words[n].word[k], 0xeeeeeeeeu);
    }
}

static void each_part_of_the_key_changes_the_draw(void **state)
{
    (void)state;
    const cadre_luck_t luck = {5, 6};
    const uint32_t word = cadre_draw(luck, 7, 8, 9, 10).word[0];
    assert_int_equal(cadre_draw(luck, 7, 8, 9, 10).word[0], word);
    assert_int_not_equal(cadre_draw((cadre_luck_t){6, 6}, 7, 8, 9, 10).word[0], word);
    assert_int_not_equal(cadre_draw((cadre_luck_t){5 + (1ull << 32), 6}, 7, 8, 9, 10).word[0],
                         word);
    assert_int_not_equal(cadre_draw((cadre_luck_t){5, 7}, 7, 8, 9, 10).word[0], word);
    assert_int_not_equal(cadre_draw(luck, 8, 8, 9, 10).word[0], word);
    assert_int_not_equal(cadre_draw(luck, 7 + (1ull << 32), 8, 9, 10).word[0], word);
    assert_int_not_equal(cadre_draw(luck, 7, 9, 9, 10).word[0], word);
    assert_int_not_equal(cadre_draw(luck, 7, 8, 10, 10).word[0], word);
    assert_int_not_equal(cadre_draw(luck, 7, 8, 9, 11).word[0], word);
}

static int by_value(const void *a, const void *b)
{
    const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* 6 kinds x 10 x 10 x 200 neighbouring births: 120,000 identities, all different (two equal ones
 * among that many random 64-bit numbers: probability 4e-10). */
static void identities_of_neighbours_differ(void **state)
{
    (void)state;
    const size_t count = 120000;
    uint64_t *ids = malloc(count * sizeof *ids);
    size_t filled = 0;
    for (uint32_t kind = 2; kind < 8; kind++) {
        for (uint64_t a = 0; a < 10; a++) {
            for (uint32_t b = 0; b < 10; b++) {
                for (uint32_t c = 0; c < 200; c++) {
                    ids[filled++] = cadre_identity(kind, a, b, c);
                }
            }
        }
    }
    assert_int_equal(filled, count);
    qsort(ids, count, sizeof *ids, by_value);
    for (size_t i = 1; i < count; i++) {
        assert_true(ids[i] != ids[i - 1]);
    }
    free(ids);
}

/* Philox of counter (a low, a high, b, c) under the key ("Cadr", kind); Random123 gives it. */
static void identity_is_philox_of_its_parts(void **state)
{
    (void)state;
    const philox4x32_ctr_t counter = {{0x55667788u, 0x11223344u, 5, 6}};
    const philox4x32_key_t key = {{0x43616472u, 7}};
    const philox4x32_ctr_t out = philox4x32_R(10, counter, key);
    assert_true(cadre_identity(7, 0x1122334455667788u, 5, 6) ==
                ((uint64_t)out.v[1] << 32 | out.v[0]));
}

/* FNV-1a, 64 bits: test vectors of Fowler, Noll & Vo's reference ("", "a", "foobar"). */
static void identity_of_a_name_is_fnv1a(void **state)
{
    (void)state;
    assert_true(cadre_identity_of_name(2, "") == cadre_identity(2, 0xcbf29ce484222325u, 0, 0));
    assert_true(cadre_identity_of_name(2, "a") == cadre_identity(2, 0xaf63dc4c8601ec8cu, 0, 0));
    assert_true(cadre_identity_of_name(2, "foobar") ==
                cadre_identity(2, 0x85944171f73967e8u, 0, 0));
    assert_true(cadre_identity_of_name(2, "iso") != cadre_identity_of_name(3, "iso"));
}

static void uniforms_stay_inside_the_unit_interval(void **state)
{
    (void)state;
    check_close(cadre_uniform(0), 0x1p-33, 0, 0);
    check_close(cadre_uniform(0x80000000u), 0.5 + 0x1p-33, 0, 0);
    check_close(cadre_uniform(UINT32_MAX), 1 - 0x1p-33, 0, 0);
}

static void uniform_below_reaches_both_ends(void **state)
{
    (void)state;
    assert_int_equal(cadre_uniform_below(0, 10), 0);
    assert_int_equal(cadre_uniform_below(UINT32_MAX, 10), 9);
    assert_int_equal(cadre_uniform_below(UINT32_MAX, 1), 0);
    assert_int_equal(cadre_uniform_below(0x80000000u, 10), 5);
}

/* Chi-square of 64 cells over the words of people 0..15,999 in one week, as the model draws them:
 * ids, weeks and blocks that differ by one must look independent. False alarms: 4 cases of 1e-4. */
static void words_of_neighbouring_ids_are_uniform(void **state)
{
    (void)state;
    enum { CELLS = 64, PEOPLE = 16000 };
    for (int k = 0; k < 4; k++) {
        double counts[CELLS] = {0}, statistic = 0;
        for (uint64_t id = 0; id < PEOPLE; id++) {
            counts[cadre_draw((cadre_luck_t){1, 1}, id, 1, 1, 0).word[k] >> 26]++;
        }
        for (int i = 0; i < CELLS; i++) {
            const double expected = (double)PEOPLE / CELLS;
            statistic += (counts[i] - expected) * (counts[i] - expected) / expected;
        }
        assert_true(gsl_cdf_chisq_Q(statistic, CELLS - 1) > 1e-4);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_answers),
        cmocka_unit_test(equals_random123),
        cmocka_unit_test(many_equal_one_by_one),
        cmocka_unit_test(each_equals_one_by_one),
        cmocka_unit_test(each_part_of_the_key_changes_the_draw),
        cmocka_unit_test(identities_of_neighbours_differ),
        cmocka_unit_test(identity_is_philox_of_its_parts),
        cmocka_unit_test(identity_of_a_name_is_fnv1a),
        cmocka_unit_test(uniforms_stay_inside_the_unit_interval),
        cmocka_unit_test(uniform_below_reaches_both_ends),
        cmocka_unit_test(words_of_neighbouring_ids_are_uniform),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
