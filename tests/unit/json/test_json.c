/* Values with their places, and canonical text. Expected places are counted by hand. */
#include "check.h"

#include "base/memory.h"
#include "json/json.h"

#include <unistd.h>

static cadre_json_document_t *parse(const char *text)
{
    cadre_json_document_t *document = NULL;
    cadre_error_t err = {0};
    if (cadre_json_parse(text, strlen(text), "x.json", &document, &err) != CADRE_OK)
        fail_msg("%s", err.message);
    return document;
}

static const char SAMPLE[] = "{\n"
                             "  \"start\": \"1977-03-12\",\n"
                             "  \"sites\": {\"count\": 80, \"draw\": false},\n"
                             "  \"\xc3\xa9t\xc3\xa9\": [1, -2.5e1, null,\n"
                             "    {\"at\": [7]}]\n"
                             "}\n";

static void test_values(void **state)
{
    (void)state;
    cadre_json_document_t *document = parse(SAMPLE);
    const cadre_json_t *root = cadre_json_root(document);
    const cadre_json_t *sites = cadre_json_get(root, "sites");
    const cadre_json_t *list = cadre_json_get(root, "\xc3\xa9t\xc3\xa9");
    assert_int_equal(cadre_json_type(root), CADRE_JSON_OBJECT);
    assert_int_equal(cadre_json_size(root), 3);
    assert_string_equal(cadre_json_key(root, 0), "start");
    assert_string_equal(cadre_json_string(cadre_json_at(root, 0)), "1977-03-12");
    assert_int_equal(cadre_json_type(cadre_json_get(sites, "draw")), CADRE_JSON_BOOLEAN);
    assert_false(cadre_json_boolean(cadre_json_get(sites, "draw")));
    check_close(cadre_json_number(cadre_json_get(sites, "count")), 80, 0, 0);
    assert_int_equal(cadre_json_type(list), CADRE_JSON_ARRAY);
    check_close(cadre_json_number(cadre_json_at(list, 1)), -25, 0, 0);
    assert_int_equal(cadre_json_type(cadre_json_at(list, 2)), CADRE_JSON_NULL);
    assert_null(cadre_json_get(root, "Sites")); /* exact case */
    assert_null(cadre_json_get(list, "at"));
    assert_null(cadre_json_get(NULL, "at"));
    cadre_json_free(document);
}

static void test_places(void **state)
{
    (void)state;
    cadre_json_document_t *document = parse(SAMPLE);
    const cadre_json_t *root = cadre_json_root(document);
    const cadre_json_t *list = cadre_json_at(root, 2);
    const cadre_json_t *seven = cadre_json_at(cadre_json_get(cadre_json_at(list, 3), "at"), 0);
    char path[80];
    assert_int_equal(cadre_json_line(list), 4);
    assert_int_equal(cadre_json_column(list), 10); /* "été" is three characters, five bytes */
    assert_int_equal(cadre_json_key_line(root, 2), 4);
    assert_int_equal(cadre_json_key_column(root, 2), 3);
    assert_int_equal(cadre_json_line(seven), 5);
    assert_int_equal(cadre_json_column(seven), 13);
    assert_string_equal(cadre_json_file(seven), "x.json");
    cadre_json_path(seven, path, sizeof path);
    assert_string_equal(path, "\xc3\xa9t\xc3\xa9[3].at[0]");
    cadre_json_path(root, path, sizeof path);
    assert_string_equal(path, "");
    char narrow[6];
    cadre_json_path(cadre_json_get(cadre_json_get(root, "sites"), "count"), narrow, sizeof narrow);
    assert_string_equal(narrow, "sites");
    cadre_json_free(document);
}

static void test_literals(void **state)
{
    (void)state;
    cadre_json_document_t *document = parse("[-2.50E+1, \"a\\u00e9\", {\n    \"a\":\n\t1}, [0],"
                                            "\"0123456789012345678901234567890123456789"
                                            "01234567890123456789\"]");
    const cadre_json_t *root = cadre_json_root(document);
    assert_string_equal(cadre_json_literal(cadre_json_at(root, 0)), "-2.50E+1");
    assert_string_equal(cadre_json_literal(cadre_json_at(root, 1)), "\"a\\u00e9\"");
    assert_string_equal(cadre_json_string(cadre_json_at(root, 1)), "a\xc3\xa9");
    assert_string_equal(cadre_json_literal(cadre_json_at(root, 2)), "{ \"a\": 1}");
    assert_string_equal(cadre_json_literal(cadre_json_at(root, 3)), "[0]");
    assert_string_equal(cadre_json_literal(cadre_json_at(root, 4)),
                        "\"01234567890123456789012345678901234567890123456789012345...");
    cadre_json_free(document);
}

/* 56 bytes, then é in bytes 57 and 58: a cut to 57 bytes would leave half of it. */
static void test_literals_are_not_cut_inside_a_character(void **state)
{
    (void)state;
    cadre_json_document_t *document = parse("\"0123456789012345678901234567890123456789"
                                            "012345678901234\xc3\xa9\xc3\xa9\xc3\xa9\"");
    assert_string_equal(cadre_json_literal(cadre_json_root(document)),
                        "\"0123456789012345678901234567890123456789012345678901234...");
    cadre_json_free(document);
}

static void test_type_names(void **state)
{
    (void)state;
    assert_string_equal(cadre_json_type_name(CADRE_JSON_NULL), "null");
    assert_string_equal(cadre_json_type_name(CADRE_JSON_BOOLEAN), "true or false");
    assert_string_equal(cadre_json_type_name(CADRE_JSON_NUMBER), "a number");
    assert_string_equal(cadre_json_type_name(CADRE_JSON_STRING), "a string");
    assert_string_equal(cadre_json_type_name(CADRE_JSON_ARRAY), "an array");
    assert_string_equal(cadre_json_type_name(CADRE_JSON_OBJECT), "an object");
}

static void check_canonical(const char *text, const char *expected)
{
    cadre_text_t out = {0};
    cadre_json_document_t *document = parse(text);
    cadre_json_canonical(cadre_json_root(document), &out);
    assert_false(out.failed);
    assert_string_equal(out.data, expected);
    cadre_text_free(&out);
    cadre_json_free(document);
}

static void test_canonical(void **state)
{
    (void)state;
    check_canonical(" { \"b\" : [ 1 , 2.50 ] , \"a\" : { } , \"B\" : null } ",
                    "{\"B\":null,\"a\":{},\"b\":[1,2.5]}");
    check_canonical("[-0, -0.0, 1e2, 0.1, 100000e-1, true, false]",
                    "[0,0,100,0.1,10000,true,false]");
    check_canonical("[0.1000000000000000055511151231257827, 3.0]", "[0.1,3]");
    check_canonical("\"\\u0041\\/\\n\\u00e9\"", "\"A/\\n\xc3\xa9\"");
    check_canonical("[]", "[]");
}

static void test_canonical_forgets_the_order_of_keys(void **state)
{
    (void)state;
    check_canonical("{\"z\":{\"b\":1,\"a\":2},\"y\":0}", "{\"y\":0,\"z\":{\"a\":2,\"b\":1}}");
    check_canonical("{\"y\":0,\"z\":{\"a\":2,\"b\":1}}", "{\"y\":0,\"z\":{\"a\":2,\"b\":1}}");
}

/* The text after the given length does not count, and needs no terminator. */
static void test_length(void **state)
{
    (void)state;
    const char text[] = {'[', '1', ']', 'x'};
    cadre_json_document_t *document = NULL;
    assert_int_equal(cadre_json_parse(text, 3, "x.json", &document, NULL), CADRE_OK);
    assert_int_equal(cadre_json_size(cadre_json_root(document)), 1);
    cadre_json_free(document);
}

static void test_load(void **state)
{
    (void)state;
    char path[] = "/tmp/cadre-json-XXXXXX";
    const int file = mkstemp(path);
    assert_true(file >= 0);
    assert_int_equal(write(file, "{\"a\":\n 01}", 10), 10);
    close(file);
    cadre_json_document_t *document = NULL;
    cadre_error_t err = {0};
    assert_int_equal(cadre_json_load(path, &document, &err), CADRE_ERROR_INPUT);
    assert_null(document);
    assert_string_equal(err.file, path);
    assert_int_equal(err.line, 2);
    assert_int_equal(err.column, 2);
    unlink(path);
    assert_int_equal(cadre_json_load(path, &document, &err), CADRE_ERROR_NO_INPUT);
    assert_null(document);
    assert_int_equal(cadre_json_load("/tmp", &document, &err), CADRE_ERROR_INPUT);
    check_contains(err.message, "is a directory");
}

/* Every single allocation may fail: an error, no leak, no crash (the sanitizers watch). */
static void test_out_of_memory(void **state)
{
    (void)state;
    int code = CADRE_ERROR_MEMORY;
    long countdown = 0;
    while (code != CADRE_OK) {
        cadre_json_document_t *document = NULL;
        cadre_error_t err = {0};
        cadre_memory_fail_after(++countdown);
        code = cadre_json_parse(SAMPLE, strlen(SAMPLE), "x.json", &document, &err);
        cadre_memory_fail_after(0);
        if (code != CADRE_OK) {
            assert_int_equal(code, CADRE_ERROR_MEMORY);
            assert_string_equal(err.message, "out of memory reading x.json");
            assert_null(document);
        }
        cadre_json_free(document);
    }
    assert_true(countdown > 10);
}

/* Each prefix and each one-byte change of a good text: an error or a document, nothing else; an
 * error always has a place inside the text. */
static void test_damage(void **state)
{
    (void)state;
    char text[sizeof SAMPLE];
    cadre_json_document_t *document = NULL;
    cadre_error_t err = {0};
    for (size_t length = 0; length + 2 < sizeof SAMPLE; length++)
        assert_int_equal(cadre_json_parse(SAMPLE, length, "x.json", &document, &err),
                         CADRE_ERROR_INPUT);
    for (size_t at = 0; at + 1 < sizeof SAMPLE; at++) {
        for (int byte = 0; byte < 256; byte++) {
            memcpy(text, SAMPLE, sizeof SAMPLE);
            text[at] = (char)byte;
            const int code = cadre_json_parse(text, sizeof SAMPLE - 1, "x.json", &document, &err);
            if (code != CADRE_OK)
                assert_true(err.line >= 1 && err.line <= 8 && err.column >= 1);
            cadre_json_free(document);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values),
        cmocka_unit_test(test_places),
        cmocka_unit_test(test_literals),
        cmocka_unit_test(test_literals_are_not_cut_inside_a_character),
        cmocka_unit_test(test_type_names),
        cmocka_unit_test(test_canonical),
        cmocka_unit_test(test_canonical_forgets_the_order_of_keys),
        cmocka_unit_test(test_length),
        cmocka_unit_test(test_load),
        cmocka_unit_test(test_out_of_memory),
        cmocka_unit_test(test_damage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
