/* JSON Merge Patch: the example table of RFC 7396, appendix A, except that a null that removes
 * nothing is refused, which turns three of its fifteen rows into refusals. */
#include "check.h"

#include "base/memory.h"
#include "json/json.h"

static cadre_json_document_t *parse(const char *text, const char *name)
{
    cadre_json_document_t *document = NULL;
    cadre_error_t err = {0};
    if (cadre_json_parse(text, strlen(text), name, &document, &err) != CADRE_OK)
        fail_msg("%s", err.message);
    return document;
}

static int merge(const char *base_text, const char *patch_text, cadre_json_document_t **out,
                 cadre_error_t *err)
{
    *out = parse(base_text, "base.json");
    return cadre_json_merge(out, parse(patch_text, "patch.json"), err);
}

static void check_merge(const char *base, const char *patch, const char *expected)
{
    cadre_json_document_t *document = NULL;
    cadre_error_t err = {0};
    cadre_text_t text = {0};
    if (merge(base, patch, &document, &err) != CADRE_OK)
        fail_msg("%s + %s: %s", base, patch, err.message);
    cadre_json_canonical(cadre_json_root(document), &text);
    assert_string_equal(text.data, expected);
    cadre_text_free(&text);
    cadre_json_free(document);
}

static void test_rfc_examples(void **state)
{
    (void)state;
    check_merge("{\"a\":\"b\"}", "{\"a\":\"c\"}", "{\"a\":\"c\"}");
    check_merge("{\"a\":\"b\"}", "{\"b\":\"c\"}", "{\"a\":\"b\",\"b\":\"c\"}");
    check_merge("{\"a\":\"b\"}", "{\"a\":null}", "{}");
    check_merge("{\"a\":\"b\",\"b\":\"c\"}", "{\"a\":null}", "{\"b\":\"c\"}");
    check_merge("{\"a\":[\"b\"]}", "{\"a\":\"c\"}", "{\"a\":\"c\"}");
    check_merge("{\"a\":\"c\"}", "{\"a\":[\"b\"]}", "{\"a\":[\"b\"]}");
    check_merge("{\"a\":[{\"b\":\"c\"}]}", "{\"a\":[1]}", "{\"a\":[1]}");
    check_merge("[\"a\",\"b\"]", "[\"c\",\"d\"]", "[\"c\",\"d\"]");
    check_merge("{\"a\":\"b\"}", "[\"c\"]", "[\"c\"]");
    check_merge("{\"a\":\"foo\"}", "null", "null");
    check_merge("{\"a\":\"foo\"}", "\"bar\"", "\"bar\"");
    check_merge("{\"e\":null}", "{\"a\":1}", "{\"a\":1,\"e\":null}");
}

static void check_refused(const char *base, const char *patch, int column, const char *key,
                          const char *message)
{
    cadre_json_document_t *document = NULL;
    cadre_error_t err = {0};
    assert_int_equal(merge(base, patch, &document, &err), CADRE_ERROR_INPUT);
    assert_null(document);
    assert_string_equal(err.message, message);
    assert_string_equal(err.file, "patch.json");
    assert_int_equal(err.line, 1);
    assert_int_equal(err.column, column);
    assert_string_equal(err.key, key);
    assert_string_equal(err.found, "null");
}

static void test_null_that_removes_nothing(void **state)
{
    (void)state;
    static const char c[] = "null removes nothing: there is no 'c' to remove";
    static const char ccc[] = "null removes nothing: there is no 'ccc' to remove";
    /* the three rows of the RFC */
    check_refused("{\"a\":{\"b\":\"c\"}}", "{\"a\":{\"b\":\"d\",\"c\":null}}", 19, "a.c", c);
    check_refused("[1,2]", "{\"a\":\"b\",\"c\":null}", 14, "c", c);
    check_refused("{}", "{\"a\":{\"bb\":{\"ccc\":null}}}", 19, "a.bb.ccc", ccc);
    /* where the base has something else in the way */
    check_refused("{\"a\":1}", "{\"a\":{\"c\":null}}", 11, "a.c", c);
}

static void test_deep(void **state)
{
    (void)state;
    check_merge("{\"a\":{\"b\":{\"x\":1,\"y\":2},\"k\":3}}", "{\"a\":{\"b\":{\"x\":null,\"z\":4}}}",
                "{\"a\":{\"b\":{\"y\":2,\"z\":4},\"k\":3}}");
    check_merge("{\"a\":{}}", "{\"a\":{}}", "{\"a\":{}}");
    check_merge("{\"a\":1}", "{\"a\":{\"b\":{\"c\":2}}}", "{\"a\":{\"b\":{\"c\":2}}}");
    check_merge("{}", "{\"a\":[null]}", "{\"a\":[null]}"); /* arrays are not looked into */
}

/* Order of first appearance: what stays keeps its place, what is new comes behind. */
static void test_order_and_places(void **state)
{
    (void)state;
    cadre_json_document_t *document = NULL;
    char path[80];
    static const char *const keys[] = {"b", "c", "e", "a"};
    assert_int_equal(merge("{\"b\":1,\"c\":{\"x\":1},\n\"d\":0,\"e\":2}",
                           "{\"e\":5,\"d\":null,\n  \"a\":6,\"c\":{\"y\":[7]}}", &document, NULL),
                     CADRE_OK);
    const cadre_json_t *root = cadre_json_root(document);
    assert_int_equal(cadre_json_size(root), 4);
    for (int i = 0; i < 4; i++)
        assert_string_equal(cadre_json_key(root, i), keys[i]);
    assert_string_equal(cadre_json_file(cadre_json_get(root, "b")), "base.json");
    assert_string_equal(cadre_json_file(cadre_json_get(root, "e")), "patch.json");
    assert_int_equal(cadre_json_key_line(root, 3), 2);
    assert_int_equal(cadre_json_key_column(root, 3), 3);
    const cadre_json_t *c = cadre_json_get(root, "c");
    assert_string_equal(cadre_json_file(c), "base.json");
    const cadre_json_t *seven = cadre_json_at(cadre_json_get(c, "y"), 0);
    cadre_json_path(seven, path, sizeof path);
    assert_string_equal(path, "c.y[0]");
    assert_string_equal(cadre_json_file(seven), "patch.json");
    assert_int_equal(cadre_json_column(seven), 19);
    cadre_json_path(cadre_json_get(root, "e"), path, sizeof path);
    assert_string_equal(path, "e");
    assert_null(cadre_json_get(root, "d"));
    cadre_json_free(document);
}

/* A chain of files as `extends` makes it. */
static void test_merged_twice(void **state)
{
    (void)state;
    cadre_json_document_t *document = NULL;
    cadre_text_t text = {0};
    assert_int_equal(merge("{\"a\":{\"b\":1}}", "{\"a\":{\"c\":2}}", &document, NULL), CADRE_OK);
    assert_int_equal(
        cadre_json_merge(&document, parse("{\"a\":{\"b\":null,\"d\":3}}", "z.json"), NULL),
        CADRE_OK);
    cadre_json_canonical(cadre_json_root(document), &text);
    assert_string_equal(text.data, "{\"a\":{\"c\":2,\"d\":3}}");
    cadre_text_free(&text);
    cadre_json_free(document);
}

static void test_out_of_memory(void **state)
{
    (void)state;
    int code = CADRE_ERROR_MEMORY;
    long countdown = 0;
    while (code != CADRE_OK) {
        cadre_json_document_t *base = parse("{\"a\":{\"b\":1}}", "base.json");
        cadre_json_document_t *patch = parse("{\"a\":{\"c\":{\"d\":2}}}", "patch.json");
        cadre_error_t err = {0};
        cadre_memory_fail_after(++countdown);
        code = cadre_json_merge(&base, patch, &err);
        cadre_memory_fail_after(0);
        if (code != CADRE_OK) {
            assert_int_equal(code, CADRE_ERROR_MEMORY);
            assert_string_equal(err.message, "out of memory merging patch.json");
            assert_null(base);
        }
        cadre_json_free(base);
    }
    assert_int_equal(countdown, 2 * 3 + 1); /* two tables for each of three objects */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rfc_examples), cmocka_unit_test(test_null_that_removes_nothing),
        cmocka_unit_test(test_deep),         cmocka_unit_test(test_order_and_places),
        cmocka_unit_test(test_merged_twice), cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
