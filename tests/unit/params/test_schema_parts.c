/* Each part as JSON Schema, draft-07, asks for it. */
#include "check.h"

#include "params/schema_parts.h"

static void check_written(cadre_text_t *text, const char *expected)
{
    assert_false(text->failed);
    assert_string_equal(text->data, expected);
    cadre_text_free(text);
}

static void test_value(void **state)
{
    (void)state;
    cadre_text_t text = {0};
    cadre_json_writer_t writer = {.out = &text, .compact = true};
    cadre_json_write_open(&writer, NULL, '{');
    cadre_schema_value(&writer, "a", "\"string\"", "A name");
    cadre_schema_reference(&writer, "b", "date");
    cadre_json_write_close(&writer, '}');
    check_written(&text, "{\"a\": {\"description\": \"A name\",\"type\": \"string\"},"
                         "\"b\": {\"$ref\": \"#/definitions/date\"}}\n");
}

static void test_object(void **state)
{
    (void)state;
    cadre_text_t text = {0};
    cadre_json_writer_t writer = {.out = &text, .compact = true};
    cadre_schema_open_object(&writer, NULL, "[\"object\", \"null\"]", "Things");
    cadre_schema_value(&writer, "a", "\"number\"", "One");
    cadre_schema_close_object(&writer);
    check_written(&text, "{\"description\": \"Things\",\"type\": [\"object\", \"null\"],"
                         "\"additionalProperties\": false,\"properties\": {"
                         "\"a\": {\"description\": \"One\",\"type\": \"number\"}}}\n");
}

static void test_map(void **state)
{
    (void)state;
    cadre_text_t text = {0};
    cadre_json_writer_t writer = {.out = &text, .compact = true};
    cadre_schema_open_map(&writer, NULL, "\"object\"", "^[a-z]$", "By letter");
    cadre_json_write_boolean(&writer, "additionalProperties", true);
    cadre_json_write_close(&writer, '}');
    check_written(&text, "{\"description\": \"By letter\",\"type\": \"object\",\"propertyNames\": "
                         "{\"pattern\": \"^[a-z]$\"},\"additionalProperties\": true}\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_value),
        cmocka_unit_test(test_object),
        cmocka_unit_test(test_map),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
