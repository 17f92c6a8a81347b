#include "scenario_case.h"

#include "scenario/loading.h"

static cadre_json_document_t *parse(const char *text)
{
    cadre_json_document_t *document = NULL;
    assert_int_equal(cadre_json_parse(text, strlen(text), "f", &document, NULL), CADRE_OK);
    return document;
}

static void test_absent_members_keep_their_default(void **state)
{
    (void)state;
    cadre_json_document_t *document = parse("{\"a\": 2, \"t\": \"x\", \"b\": true, \"c\": \"no\"}");
    const cadre_json_t *root = cadre_json_root(document);
    static const char *const names[] = {"yes", "no"};
    cadre_error_t err = {0};
    double number = 7;
    float real = 0.25f;
    int64_t integer = 9;
    bool boolean = false;
    int choice = 0;
    const char *text = "default";
    assert_int_equal(cadre_optional_number(root, "none", 0, 1, "", &number, &err), CADRE_OK);
    assert_int_equal(cadre_optional_integer(NULL, "a", 0, 9, &integer, &err), CADRE_OK);
    assert_int_equal(cadre_optional_float(root, "none", 0, 9, "", &real, &err), CADRE_OK);
    assert_true(number == 7 && integer == 9 && real == 0.25f);
    assert_int_equal(cadre_optional_number(root, "a", 0, 9, "", &number, &err), CADRE_OK);
    assert_int_equal(cadre_optional_boolean(root, "b", &boolean, &err), CADRE_OK);
    assert_int_equal(cadre_optional_string(root, "t", &text, &err), CADRE_OK);
    assert_int_equal(cadre_optional_choice(root, "c", names, 2, &choice, &err), CADRE_OK);
    assert_true(number == 2 && boolean && choice == 1);
    assert_string_equal(text, "x");
    cadre_json_free(document);
}

static void test_ids(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int status;
    } ids[] = {
        {"{\"a\": 1}", CADRE_OK},
        {"{\"iso-2\": 1}", CADRE_OK},
        {"{\"a2345678901234567890123456789012\": 1}", CADRE_OK}, /* 32 characters */
        {"{\"a23456789012345678901234567890123\": 1}", CADRE_ERROR_INPUT},
        {"{\"\": 1}", CADRE_ERROR_INPUT},
        {"{\"2a\": 1}", CADRE_ERROR_INPUT},
        {"{\"A\": 1}", CADRE_ERROR_INPUT},
        {"{\"a.b\": 1}", CADRE_ERROR_INPUT},
        {"{\"a_b\": 1}", CADRE_ERROR_INPUT},
    };
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++) {
        cadre_json_document_t *document = parse(ids[i].text);
        cadre_error_t err = {0};
        assert_int_equal(cadre_check_id(cadre_json_root(document), 0, &err), ids[i].status);
        if (ids[i].status != CADRE_OK) {
            check_contains(err.message, "cannot be an id: a small letter");
            assert_string_equal(err.allowed, "[a-z][a-z0-9-]{0,31}");
            assert_int_equal(err.column, 2); /* of the key */
        }
        cadre_json_free(document);
    }
}

static void test_refusals_name_the_path_and_the_nearest(void **state)
{
    (void)state;
    cadre_json_document_t *document = parse("{\"a\": {\"sites\": 1}, \"name\": \"sties\"}");
    const cadre_json_t *root = cadre_json_root(document), *a = cadre_json_get(root, "a"), *member;
    const char *const known[] = {"count", "size", NULL};
    cadre_error_t err = {0};
    int index;
    assert_int_equal(cadre_refuse(a, &err, "x", "is %s", "odd"), CADRE_ERROR_INPUT);
    assert_string_equal(err.message, "a: is odd");
    assert_string_equal(err.allowed, "x");
    assert_int_equal(cadre_check_object(a, known, &err), CADRE_ERROR_INPUT);
    assert_string_equal(err.message, "unknown key 'sites' in a");
    assert_string_equal(err.hint, "did you mean 'size'?");
    assert_int_equal(cadre_require(a, "size", &member, &err), CADRE_ERROR_INPUT);
    assert_string_equal(err.message, "a.size is missing");
    assert_int_equal(cadre_check_type(a, CADRE_JSON_ARRAY, &err), CADRE_ERROR_INPUT);
    assert_string_equal(err.message, "a must be an array, not an object");
    assert_int_equal(cadre_find_key(a, cadre_json_get(root, "name"), "thing", &index, &err),
                     CADRE_ERROR_INPUT);
    assert_string_equal(err.message, "name: there is no thing 'sties'");
    assert_string_equal(err.hint, "did you mean 'sites'?");
    cadre_json_free(document);
}

static void test_without_a_near_key_all_are_listed(void **state)
{
    (void)state;
    cadre_json_document_t *document = parse("{\"zzzzzzzz\": 1}");
    const char *const known[] = {"count", "size", NULL};
    cadre_error_t err = {0};
    assert_int_equal(cadre_check_object(cadre_json_root(document), known, &err), CADRE_ERROR_INPUT);
    assert_string_equal(err.hint, "known: count, size");
    cadre_json_free(document);
}

/* 2000-01-03 is step 0: a date acts at the first step on or after it. */
static void test_dates_become_the_first_step_on_or_after(void **state)
{
    (void)state;
    static const struct {
        const char *date;
        int32_t step;
    } cases[] = {{"2000-01-03", 0}, {"2000-01-04", 1},  {"2000-01-10", 1},
                 {"2000-01-11", 2}, {"2000-12-26", 52}, {"2001-01-01", 52}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[512];
        snprintf(text, sizeof text,
                 CASE_WITH("\"events\": {\"e\": {\"date\": \"%s\", "
                           "\"type\": \"note\"}}"),
                 cases[i].date);
        cadre_scenario_t *scenario = load(text);
        assert_int_equal(scenario->specification.events[0].step, cases[i].step);
        cadre_scenario_free(scenario);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_absent_members_keep_their_default),
        cmocka_unit_test(test_ids),
        cmocka_unit_test(test_refusals_name_the_path_and_the_nearest),
        cmocka_unit_test(test_without_a_near_key_all_are_listed),
        in_folder(test_dates_become_the_first_step_on_or_after),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
