/* base/memory: zeroed, aligned, refusing overflow, failing when told to. */
#include "base/memory.h"
#include "check.h"

#include <stdbool.h>

static bool all_zero(const unsigned char *bytes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (bytes[i] != 0) {
            return false;
        }
    }
    return true;
}

/* Memory freed full of ones comes back: without zeroing the test would see them. */
static void memory_is_zero_and_aligned(void **state)
{
    (void)state;
    for (size_t count = 1; count < 300; count++) {
        for (int round = 0; round < 2; round++) {
            unsigned char *memory = cadre_alloc(count, 3);
            assert_non_null(memory);
            assert_int_equal((uintptr_t)memory % 64, 0);
            assert_true(all_zero(memory, 3 * count));
            memset(memory, 0xff, 3 * count);
            cadre_free(memory);
        }
    }
}

/* The largest has large pages asked for, from a place that is a multiple of none. */
static void untouched_memory_is_aligned_and_all_of_it_usable(void **state)
{
    (void)state;
    const size_t counts[] = {1, 63, 64, 5000, (size_t)40 << 20};
    for (size_t k = 0; k < sizeof counts / sizeof *counts; k++) {
        unsigned char *memory = cadre_alloc_untouched(counts[k], 1);
        assert_non_null(memory);
        assert_int_equal((uintptr_t)memory % 64, 0);
        for (size_t i = 0; i < counts[k]; i += 997)
            memory[i] = (unsigned char)(i % 251);
        memory[counts[k] - 1] = 7;
        for (size_t i = 0; i < counts[k] - 1; i += 997)
            assert_int_equal(memory[i], i % 251);
        assert_int_equal(memory[counts[k] - 1], 7);
        cadre_free(memory);
    }
    assert_null(cadre_alloc_untouched(SIZE_MAX / 4, 8));
    cadre_memory_fail_after(1);
    assert_null(cadre_alloc_untouched(1, 1));
}

static void nothing_is_not_null(void **state)
{
    (void)state;
    void *a = cadre_alloc(0, 8), *b = cadre_alloc(8, 0);
    assert_non_null(a);
    assert_non_null(b);
    assert_ptr_not_equal(a, b);
    cadre_free(a);
    cadre_free(b);
    cadre_free(NULL);
}

/* 2^32 x 2^32 is 0 modulo 2^64; SIZE_MAX bytes would round up to 0. */
static void overflow_is_refused(void **state)
{
    (void)state;
    assert_null(cadre_alloc(SIZE_MAX / 2 + 1, 2));
    assert_null(cadre_alloc(SIZE_MAX / 4, 8));
    assert_null(cadre_alloc(SIZE_MAX, 1));
    assert_null(cadre_alloc(1, SIZE_MAX));
    assert_null(cadre_resize(NULL, 0, SIZE_MAX / 4, 8));
}

static void resize_keeps_the_old_and_zeroes_the_new(void **state)
{
    (void)state;
    int *numbers = cadre_resize(NULL, 0, 3, sizeof *numbers);
    assert_non_null(numbers);
    assert_true(all_zero((unsigned char *)numbers, 3 * sizeof *numbers));
    for (int i = 0; i < 3; i++) {
        numbers[i] = i + 7;
    }
    numbers = cadre_resize(numbers, 3, 100, sizeof *numbers);
    assert_non_null(numbers);
    assert_int_equal((uintptr_t)numbers % 64, 0);
    assert_int_equal(numbers[0], 7);
    assert_int_equal(numbers[2], 9);
    assert_true(all_zero((unsigned char *)(numbers + 3), 97 * sizeof *numbers));
    numbers = cadre_resize(numbers, 100, 2, sizeof *numbers);
    assert_int_equal(numbers[1], 8);
    cadre_free(numbers);
}

static void failed_resize_leaves_the_old(void **state)
{
    (void)state;
    int *numbers = cadre_alloc(2, sizeof *numbers);
    numbers[1] = 5;
    cadre_memory_fail_after(1);
    assert_null(cadre_resize(numbers, 2, 4, sizeof *numbers));
    assert_int_equal(numbers[1], 5);
    cadre_free(numbers);
}

static void copies_end_at_the_terminator_or_the_length(void **state)
{
    (void)state;
    char *whole = cadre_copy_text("branch");
    char *part = cadre_copy_text_n("branch", 3);
    char *shorter = cadre_copy_text_n("ab", 100);
    char *none = cadre_copy_text_n("branch", 0);
    assert_string_equal(whole, "branch");
    assert_string_equal(part, "bra");
    assert_string_equal(shorter, "ab");
    assert_string_equal(none, "");
    cadre_free(whole);
    cadre_free(part);
    cadre_free(shorter);
    cadre_free(none);
}

static void the_chosen_allocation_fails_and_only_it(void **state)
{
    (void)state;
    cadre_memory_fail_after(3);
    void *first = cadre_alloc(1, 1);
    char *second = cadre_copy_text("x");
    assert_non_null(first);
    assert_non_null(second);
    assert_null(cadre_copy_text("y"));
    void *fourth = cadre_alloc(1, 1);
    assert_non_null(fourth);
    cadre_free(first);
    cadre_free(second);
    cadre_free(fourth);
}

static void the_countdown_can_be_switched_off(void **state)
{
    (void)state;
    cadre_memory_fail_after(1);
    cadre_memory_fail_after(0);
    void *memory = cadre_alloc(1, 1);
    assert_non_null(memory);
    cadre_free(memory);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_is_zero_and_aligned),
        cmocka_unit_test(untouched_memory_is_aligned_and_all_of_it_usable),
        cmocka_unit_test(nothing_is_not_null),
        cmocka_unit_test(overflow_is_refused),
        cmocka_unit_test(resize_keeps_the_old_and_zeroes_the_new),
        cmocka_unit_test(failed_resize_leaves_the_old),
        cmocka_unit_test(copies_end_at_the_terminator_or_the_length),
        cmocka_unit_test(the_chosen_allocation_fails_and_only_it),
        cmocka_unit_test(the_countdown_can_be_switched_off),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
