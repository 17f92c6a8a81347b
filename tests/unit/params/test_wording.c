/* Words and ranges as documents show them; expected texts written by hand. */
#include "check.h"

#include "params/wording.h"

static void test_ranges(void **state)
{
    (void)state;
    const cadre_parameter_t swept = {.low = 0.15, .high = 1.7, .min = 0, .max = 1e6};
    const cadre_parameter_t fixed = {.low = 3, .high = 3, .min = 0, .max = 40};
    const cadre_parameter_t flag = {.type = CADRE_PARAMETER_BOOLEAN, .min = 0, .max = 1};
    char text[CADRE_RANGE_SIZE], value[CADRE_NUMBER_SIZE];
    cadre_wording_plausible(&swept, text);
    assert_string_equal(text, "0.15 .. 1.7");
    cadre_wording_allowed(&swept, text);
    assert_string_equal(text, "0 .. 1000000");
    cadre_wording_plausible(&fixed, text);
    assert_string_equal(text, "-");
    cadre_wording_allowed(&flag, text);
    assert_string_equal(text, "false, true");
    cadre_wording_value(&flag, 1, value);
    assert_string_equal(value, "true");
}

static void test_words(void **state)
{
    (void)state;
    const cadre_parameter_t parameter = {.type = CADRE_PARAMETER_INTEGER,
                                         .scope = CADRE_SCOPE_WORLD,
                                         .scale = CADRE_SCALE_LOG,
                                         .basis = CADRE_BASIS_ASSUMED};
    assert_string_equal(cadre_wording_type(&parameter), "integer");
    assert_string_equal(cadre_wording_scope(&parameter), "world");
    assert_string_equal(cadre_wording_scale(&parameter), "log");
    assert_string_equal(cadre_wording_basis(&parameter), "assumed");
}

static void check_wrap(const char *text, int indent, int width, const char *expected)
{
    cadre_text_t out = {0};
    cadre_wording_wrap(&out, text, indent, width);
    assert_string_equal(out.data, expected);
    cadre_text_free(&out);
}

static void test_wrap(void **state)
{
    (void)state;
    check_wrap("one two three", 0, 80, "one two three\n");
    check_wrap("one two three", 0, 7, "one two\nthree\n");
    check_wrap("one two three", 2, 9, "one two\n  three\n");
    check_wrap("one two three", 2, 8, "one\n  two\n  three\n");
    check_wrap("unbreakable", 4, 8, "unbreakable\n");
    check_wrap("a unbreakable b", 0, 4, "a\nunbreakable\nb\n");
    check_wrap("", 4, 8, "\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ranges),
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_wrap),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
