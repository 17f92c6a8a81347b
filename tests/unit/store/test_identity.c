#include "check.h"

#include "store/identity.h"
#include "json/json.h"

static cadre_json_document_t *parse(const char *text)
{
    cadre_json_document_t *document;
    assert_int_equal(cadre_json_parse(text, strlen(text), "text", &document, NULL), 0);
    return document;
}

static int compare(const char *mine, const char *there, cadre_error_t *err)
{
    cadre_json_document_t *a = parse(mine), *b = parse(there);
    const int code = cadre_identity_compare(cadre_json_root(a), cadre_json_root(b), "calibration",
                                            "whose", "dir", err);
    cadre_json_free(a);
    cadre_json_free(b);
    return code;
}

/* What both have must be the same, and what one has the other must have. */
static void test_compare(void **state)
{
    (void)state;
    cadre_error_t err = {0};
    static const char same[] = "{\"seed\":\"7\",\"scenarios\":[\"x\"],\"model_version\":\"2\"}";
    assert_int_equal(compare(same, same, &err), 0);
    assert_int_equal(compare(same, "{\"seed\":\"8\",\"scenarios\":[\"y\"]}", &err),
                     CADRE_ERROR_IDENTITY);
    check_contains(err.message, "holds another calibration ('whose'): what differs is the scenario "
                                "(or --set), seed, model version");
    check_contains(err.hint, "--force");
    assert_int_equal(compare(same,
                             "{\"seed\":\"7\",\"scenarios\":[\"x\"],\"model_version\":\"2\","
                             "\"runs\":5}",
                             &err),
                     CADRE_ERROR_IDENTITY);
    check_contains(err.message, "number of runs");
    cadre_json_document_t *mine = parse(same);
    assert_int_equal(
        cadre_identity_compare(cadre_json_root(mine), NULL, "sweep", "whose", "dir", &err),
        CADRE_ERROR_IDENTITY);
    cadre_json_free(mine);
}

/* Runs are part of it only where they are given. */
static void test_add(void **state)
{
    (void)state;
    cadre_experiment_t *experiment;
    const cadre_experiment_options_t options = {.has_seed = true, .seed = UINT64_MAX};
    assert_int_equal(
        cadre_experiment_load("tests/cli/tiny-calibration.json", &options, &experiment, NULL), 0);
    for (int runs = 0; runs < 2; runs++) {
        cadre_text_t text = {0};
        cadre_json_writer_t out = {.out = &text, .compact = true};
        cadre_json_write_open(&out, NULL, '{');
        cadre_identity_add(experiment, runs == 0 ? -1 : 12, NULL, &out);
        cadre_json_write_close(&out, '}');
        check_contains(text.data, "18446744073709551615");
        check_contains(text.data, experiment->sha256);
        check_contains(text.data, experiment->bases[0]->sha256);
        assert_int_equal(strstr(text.data, "runs") != NULL, runs);
        cadre_text_free(&text);
    }
    cadre_experiment_free(experiment);
}

/* Which series are kept is part of it, and said by itself where nothing else differs. */
static void test_series(void **state)
{
    (void)state;
    static const char bare[] = "{\"seed\":\"7\"}";
    static const char series[] =
        "{\"seed\":\"7\",\"series\":{\"every\":\"year\",\"keep_runs\":12}}";
    static const char other[] = "{\"seed\":\"8\",\"series\":{\"every\":\"year\",\"keep_runs\":9}}";
    cadre_error_t err;
    assert_int_equal(compare(series, series, &err), 0);
    assert_int_equal(compare(bare, series, &err), CADRE_ERROR_IDENTITY);
    check_contains(err.message, "begun with --series --every year --keep-runs 12");
    check_contains(err.hint, "go on with --series --every year --keep-runs 12, ");
    assert_int_equal(compare(series, bare, &err), CADRE_ERROR_IDENTITY);
    check_contains(err.message, "begun without --series");
    assert_int_equal(compare(series, other, &err), CADRE_ERROR_IDENTITY);
    check_contains(err.message, "what differs is the seed, series");
}

/* As it is written. */
static void test_add_series(void **state)
{
    (void)state;
    cadre_experiment_t *experiment;
    const cadre_experiment_options_t options = {0};
    const cadre_sweep_series_t series = {true, CADRE_EVERY_MONTH, 1000};
    cadre_text_t text = {0};
    cadre_json_writer_t out = {.out = &text, .compact = true};
    assert_int_equal(
        cadre_experiment_load("tests/cli/tiny-calibration.json", &options, &experiment, NULL), 0);
    cadre_json_write_open(&out, NULL, '{');
    cadre_identity_add(experiment, 12, &series, &out);
    cadre_json_write_close(&out, '}');
    check_contains(text.data, "\"series\": {\"every\": \"month\",\"keep_runs\": 1000}");
    cadre_text_free(&text);
    cadre_experiment_free(experiment);
}

static void test_refuse(void **state)
{
    (void)state;
    cadre_error_t err = {0};
    assert_int_equal(cadre_identity_refuse("sweep", "dir", &err), CADRE_ERROR_IDENTITY);
    check_contains(err.message, "holds the runs of a sweep");
    assert_string_equal(err.file, "dir");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_compare), cmocka_unit_test(test_add), cmocka_unit_test(test_series),
        cmocka_unit_test(test_add_series), cmocka_unit_test(test_refuse)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
