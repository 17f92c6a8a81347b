/* The typed readers: what they accept at their bounds, and each message in full as users see it. */
#include "check.h"

#include "json/json.h"

static cadre_json_document_t *document;
static cadre_error_t err;

static const cadre_json_t *value(const char *text)
{
    cadre_json_free(document);
    if (cadre_json_parse(text, strlen(text), "x.json", &document, &err) != CADRE_OK)
        fail_msg("%s", err.message);
    const cadre_json_t *root = cadre_json_root(document);
    return cadre_json_size(root) == 1 ? cadre_json_at(root, 0) : root;
}

static int release(void **state)
{
    (void)state;
    cadre_json_free(document);
    document = NULL;
    return 0;
}

static void check_error(int code, const char *described)
{
    char line[1200];
    assert_int_equal(code, CADRE_ERROR_INPUT);
    assert_int_equal(err.code, CADRE_ERROR_INPUT);
    assert_string_equal(cadre_error_describe(&err, line, sizeof line), described);
}

static void test_number(void **state)
{
    (void)state;
    double x = 0;
    assert_int_equal(cadre_json_read_number(value("{\"a\": 5}"), 0, 5, "years", &x, &err), 0);
    check_close(x, 5, 0, 0);
    assert_int_equal(cadre_json_read_number(value("{\"a\": -0}"), 0, 5, "years", &x, &err), 0);
    check_error(cadre_json_read_number(value("{\"a\": 7.0}"), 0, 5, "recruits per year", &x, &err),
                "x.json:1:7: a = 7.0 is outside [0, 5] (recruits per year)");
    assert_string_equal(err.key, "a");
    assert_string_equal(err.found, "7.0");
    assert_string_equal(err.allowed, "a number from 0 to 5");
    check_error(cadre_json_read_number(value("{\"a\": -1}"), 0, INFINITY, NULL, &x, &err),
                "x.json:1:7: a = -1 is below 0");
    assert_string_equal(err.allowed, "a number of at least 0");
    check_error(cadre_json_read_number(value("{\"a\": 2}"), -INFINITY, 1.5, "", &x, &err),
                "x.json:1:7: a = 2 is above 1.5");
    assert_string_equal(err.allowed, "a number of at most 1.5");
    check_error(cadre_json_read_number(value("{\"a\": \"2\"}"), 0, 5, NULL, &x, &err),
                "x.json:1:7: a must be a number, not a string");
    check_error(cadre_json_read_number(value("[1, 2]"), 0, 5, NULL, &x, &err),
                "x.json:1:1: the file's top level must be a number, not an array");
    check_close(x, 0, 0, 0); /* untouched since the last success, which read -0 */
}

static void test_integer(void **state)
{
    (void)state;
    int64_t n = 0;
    assert_int_equal(cadre_json_read_integer(value("[1e3]"), 0, 1000, &n, &err), 0);
    assert_int_equal(n, 1000);
    assert_int_equal(cadre_json_read_integer(value("[-3.0]"), INT64_MIN, INT64_MAX, &n, &err), 0);
    assert_int_equal(n, -3);
    check_error(cadre_json_read_integer(value("[2.5]"), 0, 10, &n, &err),
                "x.json:1:2: [0] = 2.5 is not a whole number");
    check_error(cadre_json_read_integer(value("[11]"), 0, 10, &n, &err),
                "x.json:1:2: [0] = 11 is outside [0, 10]");
    assert_string_equal(err.allowed, "a whole number from 0 to 10");
    check_error(cadre_json_read_integer(value("[true]"), 0, 10, &n, &err),
                "x.json:1:2: [0] must be a number, not true or false");
    assert_int_equal(cadre_json_read_integer(value("[9007199254740991]"), 0, INT64_MAX, &n, &err),
                     0);
    assert_int_equal(n, INT64_C(9007199254740991));
    /* 2^53 may be 2^53 + 1 rounded */
    assert_int_equal(cadre_json_read_integer(value("[9007199254740993]"), 0, INT64_MAX, &n, &err),
                     CADRE_ERROR_INPUT);
    assert_int_equal(cadre_json_read_integer(value("[-1e300]"), INT64_MIN, INT64_MAX, &n, &err),
                     CADRE_ERROR_INPUT);
}

static void test_boolean_and_string(void **state)
{
    (void)state;
    bool yes = false;
    const char *text = NULL;
    assert_int_equal(cadre_json_read_boolean(value("[true]"), &yes, &err), 0);
    assert_true(yes);
    check_error(cadre_json_read_boolean(value("[1]"), &yes, &err),
                "x.json:1:2: [0] must be true or false, not a number");
    assert_int_equal(cadre_json_read_string(value("[\"t\"]"), &text, &err), 0);
    assert_string_equal(text, "t");
    check_error(cadre_json_read_string(value("[null]"), &text, &err),
                "x.json:1:2: [0] must be a string, not null");
}

static void check_seed(const char *text, uint64_t expected)
{
    uint64_t seed = 0;
    assert_int_equal(cadre_json_read_seed(value(text), &seed, &err), 0);
    assert_true(seed == expected);
}

static void check_no_seed(const char *text)
{
    uint64_t seed;
    assert_int_equal(cadre_json_read_seed(value(text), &seed, &err), CADRE_ERROR_INPUT);
    check_contains(err.message, "is not a seed: it must be a whole number from 0 to ");
}

static void test_seed(void **state)
{
    (void)state;
    check_seed("[0]", 0);
    check_seed("[1977]", 1977);
    check_seed("[9007199254740992]", UINT64_C(9007199254740992));
    check_seed("[\"18446744073709551615\"]", UINT64_MAX);
    check_no_seed("[9007199254740993]"); /* 2^53 + 1, which a double cannot hold */
    check_no_seed("[\"18446744073709551616\"]");
    check_no_seed("[-1]");
    check_no_seed("[1.5]");
    check_no_seed("[1e3]");
    check_no_seed("[\"\"]");
    check_no_seed("[\" 1\"]");
    check_no_seed("[\"-1\"]");
    check_no_seed("[\"0x10\"]");
    check_no_seed("[true]");
    check_no_seed("[123456789012345678901234567890123456789012345678901234567890123]");
}

static void test_choice(void **state)
{
    (void)state;
    static const char *const names[] = {"largest", "random", "even"};
    int index = -1;
    assert_int_equal(cadre_json_read_choice(value("[\"even\"]"), names, 3, &index, &err), 0);
    assert_int_equal(index, 2);
    check_error(cadre_json_read_choice(value("[\"largst\"]"), names, 3, &index, &err),
                "x.json:1:2: [0] = \"largst\" is not one of largest, random, even "
                "(did you mean 'largest'?)");
    assert_string_equal(err.allowed, "largest, random, even");
    check_error(cadre_json_read_choice(value("[\"xyzzy!\"]"), names, 3, &index, &err),
                "x.json:1:2: [0] = \"xyzzy!\" is not one of largest, random, even");
    check_error(cadre_json_read_choice(value("[3]"), names, 3, &index, &err),
                "x.json:1:2: [0] must be a string, not a number");
}

static void test_keys(void **state)
{
    (void)state;
    static const char *const known[] = {"count", "size", "pools"};
    assert_int_equal(cadre_json_check_keys(value("{\"pools\": 1, \"size\": 2}"), known, 3, &err),
                     0);
    check_error(cadre_json_check_keys(value("{\"size\": 1,\n  \"Count\": 2}"), known, 3, &err),
                "x.json:2:3: unknown key 'Count' in the file's top level "
                "(did you mean 'count'?)");
    assert_string_equal(err.key, "Count");
    assert_string_equal(err.found, "Count");
    assert_string_equal(err.allowed, "count, size, pools");
    check_error(cadre_json_check_keys(value("{\"sites\": {\"zzzzzz\": 2}}"), known, 3, &err),
                "x.json:1:12: unknown key 'zzzzzz' in sites");
    assert_string_equal(err.key, "sites.zzzzzz");
    check_error(cadre_json_check_keys(value("{\"sites\": []}"), known, 3, &err),
                "x.json:1:11: sites must be an object, not an array");
}

static void test_fail(void **state)
{
    (void)state;
    check_error(cadre_json_fail(value("{\"start\": \"1977-02-30\"}"), &err, "a date that exists",
                                "%s is no day of %d", "30 February", 1977),
                "x.json:1:11: 30 February is no day of 1977");
    assert_string_equal(err.key, "start");
    assert_string_equal(err.found, "\"1977-02-30\"");
    assert_string_equal(err.allowed, "a date that exists");
    assert_int_equal(cadre_json_fail(value("[1]"), NULL, NULL, "unheard"), CADRE_ERROR_INPUT);
}

/* A key longer than any field: cut, marked, not overrun. */
static void test_long_keys(void **state)
{
    (void)state;
    static const char *const known[] = {"a"};
    char text[5000];
    memset(text, 'k', sizeof text);
    memcpy(text, "{\"", 2);
    memcpy(text + sizeof text - 7, "\": {}}", 7);
    value(text);
    assert_int_equal(cadre_json_check_keys(cadre_json_root(document), known, 1, &err),
                     CADRE_ERROR_INPUT);
    assert_int_equal(strlen(err.message), sizeof err.message - 1);
    assert_string_equal(err.message + sizeof err.message - 4, "...");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_number),
        cmocka_unit_test(test_integer),
        cmocka_unit_test(test_boolean_and_string),
        cmocka_unit_test(test_seed),
        cmocka_unit_test(test_choice),
        cmocka_unit_test(test_keys),
        cmocka_unit_test(test_fail),
        cmocka_unit_test(test_long_keys),
    };
    return cmocka_run_group_tests(tests, NULL, release);
}
