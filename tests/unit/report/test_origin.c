#include "report_folder.h"

static report_folder_t folder;

static int teardown(void **state)
{
    (void)state;
    report_folder_end(&folder);
    return 0;
}

static void test_what_a_manifest_says(void **state)
{
    cadre_origin_t *origin = NULL;
    (void)state;
    report_folder_begin(&folder, "score", "score");
    assert_int_equal(cadre_origin_read(folder.path, &origin, &folder.err), CADRE_OK);
    assert_string_equal(cadre_origin_kind(origin), "score");
    assert_string_equal(cadre_origin_title(origin), "By hand & <b>");
    assert_true(cadre_origin_has(origin, "score"));
    assert_false(cadre_origin_has(origin, "boxes"));
    cadre_origin_add(origin, &folder.out);
    check_contains(folder.out.data, "<dt>seed</dt><dd>7</dd>");
    cadre_origin_free(origin);
}

/* Lists and objects are told entry by entry, underscores become blanks. */
static void test_how_results_came_about(void **state)
{
    cadre_origin_t *origin = NULL;
    (void)state;
    report_folder_begin(&folder, "run", "runs");
    report_folder_put(&folder, "datapackage.json",
                      "{\"name\": \"n\", \"cadre\": {\"kind\": \"run\", \"keep_runs\": 5, "
                      "\"scenarios\": [\"a<\", \"b\"], \"libraries\": {\"gsl\": \"2.7\"}}}");
    assert_int_equal(cadre_origin_read(folder.path, &origin, &folder.err), CADRE_OK);
    cadre_origin_add(origin, &folder.out);
    assert_string_equal(folder.out.data,
                        "<dl>\n<dt>kind</dt><dd>run</dd>\n<dt>keep runs</dt><dd>5</dd>\n"
                        "<dt>scenarios</dt><dd>a&lt;</dd>\n<dt>scenarios</dt><dd>b</dd>\n"
                        "<dt>gsl</dt><dd>2.7</dd>\n</dl>\n");
    assert_string_equal(cadre_origin_title(origin), "n");
    assert_false(cadre_origin_has(origin, "runs"));
    cadre_origin_free(origin);
}

static const char MANIFEST[] = "{\"name\": \"n\", \"cadre\": {\"kind\": \"run\"}%s}";

/* The origin of a manifest with this beside its "cadre". */
static cadre_origin_t *with(const char *more)
{
    char manifest[400];
    cadre_origin_t *origin = NULL;
    snprintf(manifest, sizeof manifest, MANIFEST, more);
    report_folder_put(&folder, "datapackage.json", manifest);
    assert_int_equal(cadre_origin_read(folder.path, &origin, &folder.err), CADRE_OK);
    return origin;
}

/* The first ones of the measure that is asked for, in their order; 2000-01-01 is day 10957. */
static void test_what_is_known(void **state)
{
    cadre_evidence_t known[2];
    int count = -1;
    (void)state;
    report_folder_begin(&folder, "run", "runs");
    cadre_origin_t *origin =
        with(", \"evidence\": [{\"organization\": \"o\", \"measure\": \"cities\"},"
             "{\"organization\": \"o\", \"measure\": \"members\", \"date\": \"2000-01-01\","
             "\"value\": 4, \"low\": 2.5, \"high\": 6, \"source\": \"S1\"},"
             "{\"organization\": \"p\", \"measure\": \"members\", \"date\": \"2000-01-02\","
             "\"value\": 1, \"low\": 0, \"high\": 2}]");
    assert_true(cadre_origin_has_evidence(origin));
    assert_int_equal(cadre_origin_evidence(origin, "members", 2, known, &count, &folder.err),
                     CADRE_OK);
    assert_int_equal(count, 2);
    assert_string_equal(known[0].organization, "o");
    assert_string_equal(known[0].source, "S1");
    check_close(known[0].day, 10957, 0, 0);
    check_close(known[0].value, 4, 0, 0);
    check_close(known[0].low, 2.5, 0, 0);
    check_close(known[0].high, 6, 0, 0);
    assert_string_equal(known[1].source, "");
    check_close(known[1].day, 10958, 0, 0);
    assert_int_equal(cadre_origin_evidence(origin, "members", 1, known, &count, &folder.err),
                     CADRE_OK);
    assert_int_equal(count, 1);
    cadre_origin_free(origin);
    origin = with("");
    assert_false(cadre_origin_has_evidence(origin));
    assert_int_equal(cadre_origin_evidence(origin, "members", 2, known, &count, &folder.err),
                     CADRE_OK);
    assert_int_equal(count, 0);
    cadre_origin_free(origin);
}

static void test_damaged_evidence(void **state)
{
    static const char *const DAMAGED[][2] = {
        {"{}", "evidence must be a list"},
        {"[7]", "evidence must be objects"},
        {"[{\"measure\": \"members\", \"low\": 1, \"high\": 2}]", "this evidence has no 'value'"},
        {"[{\"measure\": \"members\", \"value\": 1, \"low\": \"1\"}]", "low must be a number"},
        {"[{\"measure\": \"members\", \"value\": 1, \"low\": 1, \"high\": 2, \"date\": \"x\"}]",
         "this evidence has no date"},
    };
    (void)state;
    report_folder_begin(&folder, "run", "runs");
    for (size_t i = 0; i < sizeof DAMAGED / sizeof DAMAGED[0]; i++) {
        cadre_evidence_t known[2];
        char more[300];
        int count;
        snprintf(more, sizeof more, ", \"evidence\": %s", DAMAGED[i][0]);
        cadre_origin_t *origin = with(more);
        assert_int_equal(cadre_origin_evidence(origin, "members", 2, known, &count, &folder.err),
                         CADRE_ERROR_INPUT);
        check_contains(folder.err.message, DAMAGED[i][1]);
        assert_int_equal(folder.err.line, 1);
        cadre_origin_free(origin);
    }
}

static void check_refused(const char *path, int code, const char *part)
{
    cadre_origin_t *origin = NULL;
    assert_int_equal(cadre_origin_read(path, &origin, &folder.err), code);
    assert_null(origin);
    check_contains(folder.err.message, part);
}

static void test_what_is_not_of_cadre(void **state)
{
    static const char *const OTHERS[] = {"{\"name\": \"x\"}", "[]", "{\"cadre\": {}}",
                                         "{\"cadre\": {\"kind\": 3}}", "{\"cadre\": 1}"};
    char path[96];
    (void)state;
    report_folder_begin(&folder, "run", "runs");
    check_refused("/nowhere/at/all", CADRE_ERROR_NO_INPUT, "no directory '/nowhere/at/all'");
    snprintf(path, sizeof path, "%s/datapackage.json", folder.path);
    check_refused(path, CADRE_ERROR_INPUT, "it is no directory");
    for (size_t i = 0; i < sizeof OTHERS / sizeof OTHERS[0]; i++) {
        report_folder_put(&folder, "datapackage.json", OTHERS[i]);
        check_refused(folder.path, CADRE_ERROR_INPUT, "of another program");
    }
    report_folder_put(&folder, "datapackage.json", "{\"cadre\": ");
    check_refused(folder.path, CADRE_ERROR_INPUT, "");
    check_contains(folder.err.file, "datapackage.json");
    unlink(path);
    check_refused(folder.path, CADRE_ERROR_INPUT, "there is no datapackage.json");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(test_what_a_manifest_says, teardown),
        cmocka_unit_test_teardown(test_how_results_came_about, teardown),
        cmocka_unit_test_teardown(test_what_is_known, teardown),
        cmocka_unit_test_teardown(test_damaged_evidence, teardown),
        cmocka_unit_test_teardown(test_what_is_not_of_cadre, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
