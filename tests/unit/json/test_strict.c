/* What RFC 8259 does not allow is refused with its place; the must-reject forms follow the
 * categories of JSONTestSuite (n_array, n_number, n_object, n_string, n_structure) and the list of
 * what cJSON lets through. Lines and columns are counted by hand, columns in characters. */
#include "check.h"

#include "base/memory.h"
#include "base/text.h"
#include "json/json.h"
#include "json/strict.h"

#define TEXT(literal) literal, sizeof literal - 1

typedef struct {
    const char *text;
    size_t length;
    int line, column;
    const char *message;
} refusal_t;

static void check_refusal(const refusal_t *expected)
{
    cadre_json_document_t *document = NULL;
    cadre_error_t err = {0};
    const int code = cadre_json_parse(expected->text, expected->length, "x.json", &document, &err);
    if (code != CADRE_ERROR_INPUT || document != NULL)
        fail_msg("accepted: %s", expected->text);
    if (err.line != expected->line || err.column != expected->column)
        fail_msg("%s: at %d:%d, expected %d:%d (%s)", expected->text, err.line, err.column,
                 expected->line, expected->column, err.message);
    check_contains(err.message, expected->message);
    assert_string_equal(err.file, "x.json");
    assert_int_equal(err.code, CADRE_ERROR_INPUT);
}

#define CHECK_ALL(list)                                                                            \
    do {                                                                                           \
        for (size_t i_ = 0; i_ < sizeof(list) / sizeof(list)[0]; i_++)                             \
            check_refusal(&(list)[i_]);                                                            \
    } while (0)

static void test_numbers(void **state)
{
    (void)state;
    static const refusal_t list[] = {
        {TEXT("[-01]"), 1, 2, "a number may not begin with a 0 before other digits"},
        {TEXT("[012]"), 1, 2, "a number may not begin with a 0 before other digits"},
        {TEXT("[00]"), 1, 2, "a number may not begin with a 0 before other digits"},
        {TEXT("[2.]"), 1, 4, "expected a digit after the decimal point, found ']'"},
        {TEXT("[0.]"), 1, 4, "expected a digit after the decimal point, found ']'"},
        {TEXT("[-2.]"), 1, 5, "expected a digit after the decimal point, found ']'"},
        {TEXT("[2.e3]"), 1, 4, "expected a digit after the decimal point, found 'e'"},
        {TEXT("[0.e1]"), 1, 4, "expected a digit after the decimal point, found 'e'"},
        {TEXT("[.5]"), 1, 2, "expected a value, found '.'"},
        {TEXT("[.2e-3]"), 1, 2, "expected a value, found '.'"},
        {TEXT("[-.5]"), 1, 3, "expected a digit after '-', found '.'"},
        {TEXT("[-]"), 1, 3, "expected a digit after '-', found ']'"},
        {TEXT("[--1]"), 1, 3, "expected a digit after '-', found '-'"},
        {TEXT("[-foo]"), 1, 3, "expected a digit after '-', found 'foo'"},
        {TEXT("[+1]"), 1, 2, "expected a value, found '+'"},
        {TEXT("[1e]"), 1, 4, "expected a digit in the exponent, found ']'"},
        {TEXT("[1E+]"), 1, 5, "expected a digit in the exponent, found ']'"},
        {TEXT("[0e+-1]"), 1, 5, "expected a digit in the exponent, found '-'"},
        {TEXT("[1.2.3]"), 1, 5, "expected ',' or ']', found '.'"},
        {TEXT("[1+2]"), 1, 3, "expected ',' or ']', found '+'"},
        {TEXT("[0x1]"), 1, 3, "expected ',' or ']', found 'x'"},
        {TEXT("[1 000]"), 1, 4, "expected ',' or ']', found '0'"},
        {TEXT("[1e1.5]"), 1, 5, "expected ',' or ']', found '.'"},
        {TEXT("[NaN]"), 1, 2, "expected a value, found 'NaN'"},
        {TEXT("[-Infinity]"), 1, 3, "expected a digit after '-', found 'Infinity'"},
        {TEXT("[\xef\xbc\x91]"), 1, 2, "expected a value, found byte 0xef"}, /* fullwidth 1 */
        {TEXT("[1e400]"), 1, 2, "the number 1e400 is too large"},
        {TEXT("{\"a\": -1e999}"), 1, 7, "the number -1e999 is too large"},
        /* 64 characters: cJSON would read the first 63 as a number of its own */
        {TEXT("[0.12345678901234567890123456789012345678901234567890123456789012]"), 1, 2,
         "a number may have at most 63 characters"},
    };
    CHECK_ALL(list);
}

static void test_strings(void **state)
{
    (void)state;
    static const refusal_t list[] = {
        {TEXT("[\"a\tb\"]"), 1, 4, "control character in a string: write it as an escape"},
        {TEXT("[\"\x1f\"]"), 1, 3, "control character in a string"},
        {TEXT("[\"a\0b\"]"), 1, 4, "control character in a string"},
        {TEXT("[\"new\nline\"]"), 1, 6, "line break in a string: write \\n, or close the quote"},
        {TEXT("[\"new\r\nline\"]"), 1, 6, "line break in a string"},
        {TEXT("[\"a\\x00\"]"), 1, 5, "expected one of \" \\ / b f n r t u after \\, found 'x'"},
        {TEXT("[\"\\a\"]"), 1, 4, "after \\, found 'a'"},
        {TEXT("[\"\\'\"]"), 1, 4, "after \\, found '''"},
        {TEXT("[\"\\\0\"]"), 1, 4, "after \\, found byte 0x00"},
        {TEXT("[\"\\"), 1, 4, "after \\, found the end of the text"},
        {TEXT("[\"\\u\"]"), 1, 5, "expected four hexadecimal digits after \\u, found '\"'"},
        {TEXT("[\"\\u00A\"]"), 1, 8, "expected four hexadecimal digits after \\u"},
        {TEXT("[\"\\u12G4\"]"), 1, 7, "expected four hexadecimal digits after \\u, found 'G'"},
        {TEXT("[\"\\uqqqq\"]"), 1, 5, "expected four hexadecimal digits after \\u"},
        {TEXT("[\"a\\u0000b\"]"), 1, 4, "\\u0000 is not allowed in strings"},
        {TEXT("{\"a\\u0000\": 1}"), 1, 4, "\\u0000 is not allowed in strings"},
        {TEXT("[\"\\uD800\"]"), 1, 3, "half of a surrogate pair in a string"},
        {TEXT("[\"\\uDC00\"]"), 1, 3, "half of a surrogate pair in a string"},
        {TEXT("[\"\\uD834\\n\"]"), 1, 3, "half of a surrogate pair in a string"},
        {TEXT("[\"\\uD834\\uD834\"]"), 1, 3, "half of a surrogate pair in a string"},
        {TEXT("[\"\\uD834\\u00\"]"), 1, 13, "expected four hexadecimal digits after \\u"},
        {TEXT("[\"\\uD834\\"), 1, 3, "half of a surrogate pair in a string"},
        {TEXT("[\"abc"), 1, 2, "this string has no closing quote"},
        {TEXT("\""), 1, 1, "this string has no closing quote"},
        {TEXT("['a']"), 1, 2, "expected a value, found '''"},
        {TEXT("[abc]"), 1, 2, "expected a value, found 'abc'"},
        {TEXT("[\\u0061]"), 1, 2, "expected a value, found '\\'"},
    };
    CHECK_ALL(list);
}

/* One of each ill-formed kind of table 3-7 of the Unicode Standard. */
static void test_utf8(void **state)
{
    (void)state;
    static const refusal_t list[] = {
        {TEXT("[\"\xff\"]"), 1, 3, "invalid UTF-8 in a string"},
        {TEXT("[\"\x80\"]"), 1, 3, "invalid UTF-8 in a string"},             /* lone continuation */
        {TEXT("[\"\xe9\"]"), 1, 3, "invalid UTF-8 in a string"},             /* Latin-1 */
        {TEXT("[\"\xc0\xaf\"]"), 1, 3, "invalid UTF-8 in a string"},         /* overlong, 2 */
        {TEXT("[\"\xc1\xbf\"]"), 1, 3, "invalid UTF-8 in a string"},         /* overlong, 2 */
        {TEXT("[\"\xe0\x9f\xbf\"]"), 1, 3, "invalid UTF-8 in a string"},     /* overlong, 3 */
        {TEXT("[\"\xf0\x8f\xbf\xbf\"]"), 1, 3, "invalid UTF-8 in a string"}, /* overlong, 4 */
        {TEXT("[\"\xed\xa0\x80\"]"), 1, 3, "invalid UTF-8 in a string"},     /* surrogate */
        {TEXT("[\"\xf4\x90\x80\x80\"]"), 1, 3, "invalid UTF-8 in a string"}, /* > U+10FFFF */
        {TEXT("[\"\xf5\x80\x80\x80\"]"), 1, 3, "invalid UTF-8 in a string"},
        {TEXT("[\"\xe2\x82\"]"), 1, 3, "invalid UTF-8 in a string"}, /* cut short */
        {TEXT("[\"\xe2\x82"), 1, 3, "invalid UTF-8 in a string"},
        {TEXT("{\"\xc3\x28\": 1}"), 1, 3, "invalid UTF-8 in a string"}, /* in a key */
        {TEXT("\xef\xbb\xbf{}"), 1, 1, "begins with a byte order mark"},
        {TEXT("[\xc3\xa9]"), 1, 2, "expected a value, found byte 0xc3"},
        {TEXT("[\"\xc3\xa9\xc3\xa9\", x]"), 1, 8, "expected a value, found 'x'"}, /* characters */
    };
    CHECK_ALL(list);
}

static void test_arrays_and_objects(void **state)
{
    (void)state;
    static const refusal_t list[] = {
        {TEXT("[1,]"), 1, 4, "a ',' before ']'"},
        {TEXT("[1,\n ]"), 2, 2, "a ',' before ']'"},
        {TEXT("[,]"), 1, 2, "expected a value, found ','"},
        {TEXT("[,1]"), 1, 2, "expected a value, found ','"},
        {TEXT("[1,,2]"), 1, 4, "expected a value, found ','"},
        {TEXT("[1 2]"), 1, 4, "expected ',' or ']', found '2'"},
        {TEXT("[1:2]"), 1, 3, "expected ',' or ']', found ':'"},
        {TEXT("[\"a\" \"b\"]"), 1, 6, "expected ',' or ']', found '\"'"},
        {TEXT("[1"), 1, 3, "expected ',' or ']', found the end of the text"},
        {TEXT("["), 1, 2, "expected a value, found the end of the text"},
        {TEXT("[1}"), 1, 3, "expected ',' or ']', found '}'"},
        {TEXT("{\"a\": 1,}"), 1, 9, "a ',' before '}'"},
        {TEXT("{,}"), 1, 2, "expected a key in double quotes, found ','"},
        {TEXT("{a: 1}"), 1, 2, "expected a key in double quotes, found 'a'"},
        {TEXT("{'a': 1}"), 1, 2, "expected a key in double quotes, found '''"},
        {TEXT("{1: 1}"), 1, 2, "expected a key in double quotes, found '1'"},
        {TEXT("{null: 1}"), 1, 2, "expected a key in double quotes, found 'null'"},
        {TEXT("{\"a\"}"), 1, 5, "expected ':' after the key, found '}'"},
        {TEXT("{\"a\" 1}"), 1, 6, "expected ':' after the key, found '1'"},
        {TEXT("{\"a\", 1}"), 1, 5, "expected ':' after the key, found ','"},
        {TEXT("{\"a\": }"), 1, 7, "expected a value, found '}'"},
        {TEXT("{\"a\":: 1}"), 1, 6, "expected a value, found ':'"},
        {TEXT("{\"a\": 1 \"b\": 2}"), 1, 9, "expected ',' or '}', found '\"'"},
        {TEXT("{\"a\": 1; \"b\": 2}"), 1, 8, "expected ',' or '}', found ';'"},
        {TEXT("{\"a\": 1"), 1, 8, "expected ',' or '}', found the end of the text"},
        {TEXT("{\"a\""), 1, 5, "expected ':' after the key, found the end of the text"},
        {TEXT("{"), 1, 2, "expected a key in double quotes, found the end of the text"},
        {TEXT("{\"a\": 1]"), 1, 8, "expected ',' or '}', found ']'"},
        {TEXT("{\"a\": 1, \"a\": 2}"), 1, 10, "the key 'a' stands twice in one object"},
        {TEXT("{\"b\": 1,\n  \"a\": 2,\n  \"b\": 3}"), 3, 3, "the key 'b' stands twice"},
        {TEXT("{\"a\": 1, \"\\u0061\": 2}"), 1, 10, "the key 'a' stands twice"},
        {TEXT("[{\"\": 1, \"\": 2}]"), 1, 10, "the key '' stands twice"},
    };
    CHECK_ALL(list);
}

static void test_structure(void **state)
{
    (void)state;
    static const refusal_t list[] = {
        {TEXT(""), 1, 1, "expected a value, found the end of the text"},
        {TEXT(" \n\t\n"), 3, 1, "expected a value, found the end of the text"},
        {TEXT("{} x"), 1, 4, "expected nothing after the value, found 'x'"},
        {TEXT("{}{}"), 1, 3, "expected nothing after the value, found '{'"},
        {TEXT("[1]]"), 1, 4, "expected nothing after the value, found ']'"},
        {TEXT("1 2"), 1, 3, "expected nothing after the value, found '2'"},
        {TEXT("{}\0"), 1, 3, "expected nothing after the value, found byte 0x00"},
        {TEXT("\0"), 1, 1, "expected a value, found byte 0x00"},
        {TEXT("[\f1]"), 1, 2, "expected a value, found byte 0x0c"},
        {TEXT("[1\v]"), 1, 3, "expected ',' or ']', found byte 0x0b"},
        {TEXT("[1]\xc2\xa0"), 1, 4, "expected nothing after the value, found byte 0xc2"},
        {TEXT("tru"), 1, 1, "expected a value, found 'tru'"},
        {TEXT("[True]"), 1, 2, "expected a value, found 'True'"},
        {TEXT("[nul]"), 1, 2, "expected a value, found 'nul'"},
        {TEXT("[nulla]"), 1, 6, "expected ',' or ']', found 'a'"},
        {TEXT("{} // end"), 1, 4, "expected nothing after the value, found '/'"},
        {TEXT("{\n  /* why */ \"a\": 1}"), 2, 3, "expected a key in double quotes, found '/'"},
        {TEXT("*"), 1, 1, "expected a value, found '*'"},
        {TEXT("<null>"), 1, 1, "expected a value, found '<'"},
        {TEXT("]"), 1, 1, "expected a value, found ']'"},
    };
    CHECK_ALL(list);
}

static int parse_nested(int depth, cadre_error_t *err)
{
    cadre_text_t text = {0};
    cadre_json_document_t *document = NULL;
    for (int i = 0; i < depth; i++)
        cadre_text_add(&text, i % 2 ? "{\"a\":" : "[");
    cadre_text_add(&text, "1");
    for (int i = depth - 1; i >= 0; i--)
        cadre_text_add(&text, i % 2 ? "}" : "]");
    const int code = cadre_json_parse(text.data, text.length, "x.json", &document, err);
    cadre_json_free(document);
    cadre_text_free(&text);
    return code;
}

/* Level 65 is the 33rd '[': behind 32 times "[" (1) and "{"a":" (5), so in column 193. */
static void test_depth(void **state)
{
    (void)state;
    cadre_error_t err = {0};
    assert_int_equal(parse_nested(CADRE_JSON_MAX_DEPTH, &err), CADRE_OK);
    assert_int_equal(parse_nested(CADRE_JSON_MAX_DEPTH + 1, &err), CADRE_ERROR_INPUT);
    assert_string_equal(err.message, "nested deeper than 64 levels");
    assert_int_equal(err.column, 32 * 6 + 1);
    assert_int_equal(parse_nested(100000, &err), CADRE_ERROR_INPUT);
}

static void test_limits(void **state)
{
    (void)state;
    cadre_error_t err = {0};
    cadre_json_document_t *document = NULL;
    const size_t length = CADRE_JSON_MAX_BYTES + 1;
    char *text = cadre_alloc(length, 1);
    memset(text, ' ', length);
    assert_int_equal(cadre_json_parse(text, length, "x.json", &document, &err), CADRE_ERROR_INPUT);
    assert_string_equal(err.message, "longer than 16 MiB");
    text[0] = '[';
    for (size_t i = 1; i < length; i++)
        text[i] = i % 2 ? '1' : ',';
    assert_int_equal(cadre_json_parse(text, length - 1, "x.json", &document, &err),
                     CADRE_ERROR_INPUT);
    assert_string_equal(err.message, "more than a million values");
    assert_int_equal(err.column, 2 * (CADRE_JSON_MAX_VALUES - 1) + 2); /* the array is one */
    cadre_free(text);
}

static void test_hints(void **state)
{
    (void)state;
    cadre_error_t err = {0};
    cadre_json_document_t *document = NULL;
    char line[400];
    cadre_json_parse(TEXT("{\n  // no\n}"), "a/x.json", &document, &err);
    assert_string_equal(cadre_error_describe(&err, line, sizeof line),
                        "a/x.json:2:3: expected a key in double quotes, found '/' "
                        "(JSON has no comments)");
    assert_string_equal(err.found, "'/'");
    assert_string_equal(err.allowed, "a key in double quotes");
    cadre_json_parse(TEXT("['a']"), "x.json", &document, &err);
    assert_string_equal(err.hint, "strings stand in double quotes");
}

/* JSONTestSuite's y_ categories. */
static void test_accepts(void **state)
{
    (void)state;
    static const char *const list[] = {
        "[]",
        "{}",
        " [ ] ",
        "\t\r\n{ }\r\n",
        "0",
        "-0",
        "\"\"",
        "null",
        "true",
        "false",
        "[1e5]",
        "[1E+2]",
        "[1e-2]",
        "[0e1]",
        "[0E+1]",
        "[-0.0]",
        "[123.456e78]",
        "[1e-10000]",
        "[0.1234567890123456789012345678901234567890123456789012345678901]", /* 63 characters */
        "[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"]",
        "[\"\\uD834\\uDd1e\"]",
        "[\"\x7f\"]",
        "[\"\xc2\x80 \xdf\xbf \xe0\xa0\x80 \xed\x9f\xbf \xee\x80\x80 \xef\xbf\xbf\"]",
        "[\"\xf0\x90\x80\x80 \xf4\x8f\xbf\xbf\"]",
        "[\"/* not a comment */\"]",
        "{\"a\": 1, \"A\": 2, \"\": 3}",
        "[[[]], [{}], {\"a\": []}]",
    };
    for (size_t i = 0; i < sizeof list / sizeof list[0]; i++) {
        cadre_json_document_t *document = NULL;
        cadre_error_t err = {0};
        if (cadre_json_parse(list[i], strlen(list[i]), "x.json", &document, &err) != CADRE_OK)
            fail_msg("refused: %s (%s)", list[i], err.message);
        cadre_json_free(document);
    }
}

/* Places of {"a": [1, {}]}: itself at 1, the array at 7, the number at 8, the object at 11. */
static void test_places(void **state)
{
    (void)state;
    static const int columns[] = {1, 7, 8, 11};
    static const size_t ends[] = {14, 13, 8, 12};
    cadre_json_places_t places = {0};
    cadre_error_t err = {0};
    assert_int_equal(cadre_json_scan(TEXT("{\"a\": [1, {}]}"), "x.json", &places, &err), CADRE_OK);
    assert_int_equal(places.count, 4);
    for (int i = 0; i < 4; i++) {
        assert_int_equal(places.items[i].value.column, columns[i]);
        assert_int_equal(places.items[i].begin, columns[i] - 1);
        assert_int_equal(places.items[i].end, ends[i]);
    }
    assert_int_equal(places.items[0].key.line, 0);
    assert_int_equal(places.items[1].key.column, 2);
    assert_int_equal(places.items[2].key.line, 0);
    cadre_json_places_free(&places);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers),   cmocka_unit_test(test_strings),
        cmocka_unit_test(test_utf8),      cmocka_unit_test(test_arrays_and_objects),
        cmocka_unit_test(test_structure), cmocka_unit_test(test_depth),
        cmocka_unit_test(test_limits),    cmocka_unit_test(test_hints),
        cmocka_unit_test(test_accepts),   cmocka_unit_test(test_places),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
