#include "base/memory.h"
#include "check.h"
#include "report/scratch.h"

static void test_blocks_stay_until_the_end(void **state)
{
    cadre_scratch_t scratch = {0};
    char *texts[200];
    (void)state;
    for (int i = 0; i < 200; i++)
        texts[i] = cadre_scratch_text(&scratch, "text %d", i);
    assert_string_equal(texts[0], "text 0");
    assert_string_equal(texts[199], "text 199");
    const double *numbers = cadre_scratch_numbers(&scratch, 3);
    assert_true(isnan(numbers[0]) && isnan(numbers[2]));
    assert_false(scratch.failed);
    cadre_scratch_free(&scratch);
    assert_int_equal(scratch.count, 0);
}

static void test_out_of_memory_is_remembered(void **state)
{
    (void)state;
    for (long n = 1; n <= 2; n++) {
        cadre_scratch_t scratch = {0};
        cadre_memory_fail_after(n);
        assert_null(cadre_scratch_numbers(&scratch, 3));
        cadre_memory_fail_after(0);
        assert_true(scratch.failed);
        assert_non_null(cadre_scratch_numbers(&scratch, 3));
        assert_true(scratch.failed);
        cadre_scratch_free(&scratch);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_blocks_stay_until_the_end),
        cmocka_unit_test(test_out_of_memory_is_remembered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
