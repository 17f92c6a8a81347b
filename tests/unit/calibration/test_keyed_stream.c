#include "check.h"

#include "calibration/keyed_stream.h"

#include <gsl/gsl_randist.h>

/* The words are those of Philox under the documented key, block after block. */
static void test_words(void **state)
{
    (void)state;
    cadre_keyed_stream_t stream;
    cadre_keyed_stream_begin(&stream, 7, 2, 5);
    for (uint32_t i = 0; i < 1030; i++) {
        const cadre_words_t words =
            cadre_draw((cadre_luck_t){7, 0}, (uint64_t)2 << 40 | 5, i / 4 / 256, 253, i / 4 % 256);
        assert_int_equal(gsl_rng_get(&stream.rng), words.word[i % 4]);
    }
}

/* Begun again, it is the same; of another number or generation it is not. */
static void test_keys(void **state)
{
    (void)state;
    cadre_keyed_stream_t stream;
    cadre_keyed_stream_begin(&stream, 7, 2, 5);
    const double first = gsl_ran_ugaussian(&stream.rng);
    cadre_keyed_stream_begin(&stream, 7, 2, 5);
    check_close(gsl_ran_ugaussian(&stream.rng), first, 0, 0);
    cadre_keyed_stream_begin(&stream, 7, 2, 6);
    assert_true(gsl_ran_ugaussian(&stream.rng) != first);
    cadre_keyed_stream_begin(&stream, 7, 3, 5);
    assert_true(gsl_ran_ugaussian(&stream.rng) != first);
    cadre_keyed_stream_begin(&stream, 8, 2, 5);
    assert_true(gsl_ran_ugaussian(&stream.rng) != first);
    gsl_rng_set(&stream.rng, 7);
    assert_true(gsl_rng_uniform(&stream.rng) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_words), cmocka_unit_test(test_keys)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
