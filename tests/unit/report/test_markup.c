#include "check.h"
#include "report/markup.h"

static const char *escaped(const char *text, int most)
{
    static cadre_text_t out;
    cadre_text_clear(&out);
    cadre_text_add(&out, "");
    cadre_markup_cut(&out, text, most);
    return out.data;
}

static void test_what_markup_means_is_escaped(void **state)
{
    (void)state;
    assert_string_equal(escaped("a<b & \"c\">", -1), "a&lt;b &amp; &quot;c&quot;&gt;");
    assert_string_equal(escaped("a\nb\tc\x01", -1), "a b c\xef\xbf\xbd");
    assert_string_equal(escaped("", -1), "");
}

/* RFC 3629: a lone continuation byte, an overlong slash, a surrogate, above U+10FFFF, cut short. */
static void test_what_is_not_utf8_is_replaced(void **state)
{
    (void)state;
    assert_string_equal(escaped("\x80x", -1), "\xef\xbf\xbdx");
    assert_string_equal(escaped("\xc0\xaf", -1), "\xef\xbf\xbd\xef\xbf\xbd");
    assert_null(strstr(escaped("\xed\xa0\x80", -1), "\xed"));
    assert_null(strstr(escaped("\xf4\x90\x80\x80", -1), "\xf4"));
    assert_string_equal(escaped("\xe2\x80", -1), "\xef\xbf\xbd\xef\xbf\xbd");
    assert_string_equal(escaped("\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80", -1),
                        "\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80");
}

static void test_cut_texts_end_with_an_ellipsis(void **state)
{
    (void)state;
    assert_string_equal(escaped("abcdef", 4), "abc\xe2\x80\xa6");
    assert_string_equal(escaped("abcd", 4), "abcd");
    assert_string_equal(escaped("\xc3\xa9\xc3\xa9\xc3\xa9", 2), "\xc3\xa9\xe2\x80\xa6");
    assert_int_equal(cadre_markup_length("\xc3\xa9x"), 2);
}

static void test_numbers_have_four_digits(void **state)
{
    static const struct {
        double x;
        const char *text;
    } CASES[] = {{0, "0"},
                 {-0.0, "0"},
                 {75, "75"},
                 {612.349, "612.3"},
                 {1297.5001, "1298"},
                 {-45321, "-45321"},
                 {0.0123456, "0.01235"},
                 {999.96, "1000"},
                 {NAN, ""},
                 {INFINITY, ""},
                 {0.5, "0.5"},
                 {1e-7, "1e-07"}};
    char digits[CADRE_MARKUP_NUMBER_SIZE];
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++)
        assert_string_equal(cadre_markup_number(CASES[i].x, digits), CASES[i].text);
}

static void test_coordinates_have_a_decimal_at_most(void **state)
{
    cadre_text_t out = {0};
    (void)state;
    cadre_markup_coordinate(&out, 12.04);
    cadre_text_add(&out, " ");
    cadre_markup_coordinate(&out, -0.01);
    cadre_text_add(&out, " ");
    cadre_markup_coordinate(&out, 100.26);
    assert_string_equal(out.data, "12 0 100.3");
    cadre_text_clear(&out);
    cadre_markup_coordinate(&out, 1e308);
    cadre_text_add(&out, " ");
    cadre_markup_coordinate(&out, NAN);
    assert_string_equal(out.data, "99999 -99999");
    cadre_text_free(&out);
}

static void test_tables(void **state)
{
    static const char *const COLUMNS[] = {"a<", "b"};
    cadre_text_t out = {0};
    (void)state;
    cadre_markup_table_begin(&out, "c", COLUMNS, 2);
    cadre_markup_row_begin(&out, 2922, "r");
    cadre_markup_cell(&out, 1.5);
    cadre_markup_row_end(&out);
    cadre_markup_row_begin(&out, NAN, "q");
    cadre_markup_cell_text(&out, "&");
    cadre_markup_row_end(&out);
    cadre_markup_table_end(&out);
    assert_string_equal(out.data,
                        "<table><caption>c</caption><thead><tr><th scope=\"col\">a&lt;</th>"
                        "<th scope=\"col\">b</th></tr></thead><tbody>\n"
                        "<tr data-x=\"2922\"><th scope=\"row\">r</th><td>1.5</td></tr>\n"
                        "<tr><th scope=\"row\">q</th><td>&amp;</td></tr>\n</tbody></table>");
    cadre_text_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_markup_means_is_escaped),
        cmocka_unit_test(test_what_is_not_utf8_is_replaced),
        cmocka_unit_test(test_cut_texts_end_with_an_ellipsis),
        cmocka_unit_test(test_numbers_have_four_digits),
        cmocka_unit_test(test_coordinates_have_a_decimal_at_most),
        cmocka_unit_test(test_tables),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
