/* The writer's layout, and that the strict reader accepts what it writes. */
#include "check.h"

#include "json/json.h"
#include "json/writer.h"

static void write_sample(cadre_text_t *out)
{
    cadre_json_writer_t writer = {.out = out};
    cadre_json_write_open(&writer, NULL, '{');
    cadre_json_write_string(&writer, "a \"key\"", "line\nbreak");
    cadre_json_write_number(&writer, "number", 0.1);
    cadre_json_write_open(&writer, "list", '[');
    cadre_json_write_boolean(&writer, NULL, true);
    cadre_json_write_raw(&writer, NULL, "[1, 2]");
    cadre_json_write_open(&writer, NULL, '{');
    cadre_json_write_close(&writer, '}');
    cadre_json_write_close(&writer, ']');
    cadre_json_write_number(&writer, "last", -20000);
    cadre_json_write_close(&writer, '}');
}

static void test_layout(void **state)
{
    (void)state;
    cadre_text_t text = {0};
    write_sample(&text);
    assert_string_equal(text.data, "{\n"
                                   "  \"a \\\"key\\\"\": \"line\\nbreak\",\n"
                                   "  \"number\": 0.1,\n"
                                   "  \"list\": [\n"
                                   "    true,\n"
                                   "    [1, 2],\n"
                                   "    {}\n"
                                   "  ],\n"
                                   "  \"last\": -20000\n"
                                   "}\n");
    cadre_text_free(&text);
}

static void test_read_back(void **state)
{
    (void)state;
    cadre_text_t text = {0}, canonical = {0};
    cadre_json_document_t *document = NULL;
    write_sample(&text);
    assert_int_equal(cadre_json_parse(text.data, text.length, "x.json", &document, NULL), CADRE_OK);
    cadre_json_canonical(cadre_json_root(document), &canonical);
    assert_string_equal(canonical.data, "{\"a \\\"key\\\"\":\"line\\nbreak\",\"last\":-20000,"
                                        "\"list\":[true,[1,2],{}],\"number\":0.1}");
    cadre_json_free(document);
    cadre_text_free(&canonical);
    cadre_text_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_layout),
        cmocka_unit_test(test_read_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
