/* Sets of runs: what was added is there, and nothing else. */
#include "check.h"
#include "store/run_bits.h"

static void test_bits(void **state)
{
    (void)state;
    uint8_t bits[4] = {0};
    static const int64_t runs[] = {1, 8, 9, 20};
    assert_int_equal(cadre_run_bits_bytes(20), 3);
    assert_int_equal(cadre_run_bits_bytes(1), 1);
    for (int i = 0; i < 4; i++)
        cadre_run_bits_add(bits, runs[i]);
    for (int64_t run = 1; run <= 24; run++)
        assert_int_equal(cadre_run_bits_has(bits, run),
                         run == 1 || run == 8 || run == 9 || run == 20);
    assert_int_equal(bits[0], 0x81); /* the lowest first */
    assert_int_equal(bits[3], 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_bits)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
