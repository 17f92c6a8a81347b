#include "seminar_case.h"

#include "seminar/shape.h"

static char described[2048];

static int check_shape(const char *text)
{
    cadre_json_document_t *document = NULL;
    cadre_error_t err = {0};
    described[0] = '\0';
    assert_int_equal(cadre_json_parse(text, strlen(text), "s.json", &document, &err), CADRE_OK);
    const int status = cadre_shape_check(cadre_json_root(document), &err);
    if (status != CADRE_OK)
        cadre_error_describe(&err, described, sizeof described);
    cadre_json_free(document);
    return status;
}

static void test_a_good_one_passes(void **state)
{
    (void)state;
    assert_int_equal(check_shape(SEMINAR_FILE), CADRE_OK);
}

static void refuse(const char *text, const char *why)
{
    assert_int_equal(check_shape(text), CADRE_ERROR_INPUT);
    check_contains(described, "s.json:1:");
    check_contains(described, why);
}

static void test_what_is_missing_or_of_another_type_is_refused(void **state)
{
    (void)state;
    refuse("[]", "the file must be an object");
    refuse("{}", "'format' is missing here");
    refuse("{\"format\": \"cadre-scenario/1\"}", "this is no cadre-seminar/1");
    refuse("{\"format\": \"cadre-seminar/1\"}", "'runs' is missing here");
    refuse("{\"format\": \"cadre-seminar/1\", \"runs\": 16}", "'presets' is missing here");
    refuse("{\"format\": \"cadre-seminar/1\", \"runs\": 16, \"presets\": {}}",
           "'presets' must be an array");
    refuse("{\"format\": \"cadre-seminar/1\", \"runs\": 16, \"presets\": [1]}",
           "it must be an object");
    refuse("{\"format\": \"cadre-seminar/1\", \"runs\": 16, \"presets\": [{\"id\": 1}]}",
           "'id' must be a string");
    refuse("{\"format\": \"cadre-seminar/1\", \"runs\": 16, \"presets\": [], " SEMINAR_REST "}",
           "one of 'presets' is needed");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_good_one_passes),
        cmocka_unit_test(test_what_is_missing_or_of_another_type_is_refused)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
