#include "hand_made.h"

#include "base/build.h"
#include "model/version.h"
#include "store/manifest.h"
#include "json/json.h"

#include <gsl/gsl_version.h>

typedef struct {
    hand_t *hand;
    cadre_table_t tables[CADRE_TABLE_COUNT];
    cadre_text_t text;
    cadre_json_document_t *document;
    const cadre_json_t *root;
} fixture_t;

/* clang-format off */
/* Of these the first and the last are plain: measures at a date. */
static cadre_pattern_t PATTERNS[] = {
    {.organization = "iso", .measure = "members", .per = "", .event = "", .source = "A \"source\"",
     .day = 8216, .value = 150, .low = 92.5, .high = 246}, /* 1992-06-30 */
    {.organization = "iso", .measure = "members", .per = "", .event = "", .source = "ratio",
     .day = 8216, .relative = true, .relative_day = 8000, .value = .6, .low = .5, .high = .7},
    {.organization = "iso", .measure = "", .per = "", .event = "ouster", .source = "event",
     .take = CADRE_TAKE_DATE, .day = 8216, .value = 1, .low = 0, .high = 2},
    {.organization = "left-turn", .measure = "cities", .per = "", .event = "", .source = "S",
     .day = 8217, .value = 40, .low = 30, .high = 50},
};

/* clang-format on */
static int set_up(void **state)
{
    fixture_t *self = calloc(1, sizeof *self);
    self->hand = hand_make();
    for (int kind = 0; kind < CADRE_TABLE_COUNT; kind++)
        assert_int_equal(cadre_table_create(&self->tables[kind], (cadre_table_kind_t)kind,
                                            &self->hand->scenario),
                         0);
    self->hand->scenario.patterns = PATTERNS;
    self->hand->scenario.pattern_count = sizeof PATTERNS / sizeof PATTERNS[0];
    const cadre_provenance_t provenance = {
        .kind = "run",
        .subject = "by-hand",
        .scenarios = {&self->hand->scenario},
        .scenario_count = 1,
        .command = "cadre run by-hand -n 20 --set \"x=1\"",
        .seed = UINT64_MAX,
        .runs = 20,
        .keep_runs = INT64_MAX,
        .every = "month",
        .with_evidence = true,
    };
    cadre_manifest_add(&self->text, &provenance, self->tables, CADRE_TABLE_COUNT);
    assert_false(self->text.failed);
    cadre_error_t err;
    assert_int_equal(
        cadre_json_parse(self->text.data, self->text.length, "x", &self->document, &err), 0);
    self->root = cadre_json_root(self->document);
    *state = self;
    return 0;
}

static int tear_down(void **state)
{
    fixture_t *self = *state;
    for (int kind = 0; kind < CADRE_TABLE_COUNT; kind++)
        cadre_table_free(&self->tables[kind]);
    cadre_json_free(self->document);
    cadre_text_free(&self->text);
    hand_free(self->hand);
    free(self);
    return 0;
}

static void check_string(const cadre_json_t *object, const char *key, const char *expected)
{
    const cadre_json_t *value = cadre_json_get(object, key);
    assert_non_null(value);
    assert_string_equal(cadre_json_string(value), expected);
}

/* The keys of the Data Package standard, version 2. */
static void test_package(void **state)
{
    const fixture_t *self = *state;
    check_string(self->root, "$schema", "https://datapackage.org/profiles/2.0/datapackage.json");
    check_string(self->root, "name", "by-hand");
    check_string(self->root, "title", "Made \"by hand\"");
    const cadre_json_t *resources = cadre_json_get(self->root, "resources");
    assert_int_equal(cadre_json_size(resources), CADRE_TABLE_COUNT);
    for (int t = 0; t < CADRE_TABLE_COUNT; t++) {
        const cadre_json_t *resource = cadre_json_at(resources, t);
        char path[80];
        snprintf(path, sizeof path, "%s.csv", self->tables[t].name);
        check_string(resource, "path", path);
        check_string(resource, "name", self->tables[t].name);
        check_string(resource, "format", "csv");
        check_string(resource, "mediatype", "text/csv");
        check_string(resource, "encoding", "utf-8");
        const cadre_json_t *dialect = cadre_json_get(resource, "dialect");
        check_string(dialect, "delimiter", ",");
        check_string(dialect, "lineTerminator", "\n");
        check_string(dialect, "quoteChar", "\"");
    }
}

/* One field a column, in order, each with type, unit and meaning. */
static void test_fields(void **state)
{
    const fixture_t *self = *state;
    const cadre_json_t *resources = cadre_json_get(self->root, "resources");
    for (int t = 0; t < CADRE_TABLE_COUNT; t++) {
        const cadre_table_t *table = &self->tables[t];
        const cadre_json_t *schema = cadre_json_get(cadre_json_at(resources, t), "schema");
        const cadre_json_t *fields = cadre_json_get(schema, "fields");
        assert_int_equal(cadre_json_size(fields), table->count);
        for (int i = 0; i < table->count; i++) {
            const cadre_json_t *field = cadre_json_at(fields, i);
            check_string(field, "name", table->columns[i].name);
            check_string(field, "type", table->columns[i].type);
            check_string(field, "description", table->columns[i].meaning);
            if (table->columns[i].unit[0] != '\0')
                check_string(field, "unit", table->columns[i].unit);
        }
    }
}

/* How the results came about; the seed is the largest there is, more than JSON's numbers carry. */
static void test_provenance(void **state)
{
    const fixture_t *self = *state;
    const cadre_json_t *cadre = cadre_json_get(self->root, "cadre");
    check_string(cadre, "kind", "run");
    check_string(cadre, "version", CADRE_VERSION);
    check_string(cadre, "model_version", CADRE_MODEL_VERSION);
    check_string(cadre, "scenario", "by-hand");
    check_string(cadre, "scenario_sha256", "00ff");
    check_string(cadre, "seed", "18446744073709551615");
    check_close(cadre_json_number(cadre_json_get(cadre, "runs")), 20, 0, 0);
    check_close(cadre_json_number(cadre_json_get(cadre, "keep_runs")), 20, 0, 0);
    check_string(cadre, "every", "month");
    check_string(cadre, "command", "cadre run by-hand -n 20 --set \"x=1\"");
    check_string(cadre, "compiler", CADRE_COMPILER);
    check_string(cadre, "compile_flags", CADRE_COMPILE_FLAGS);
    check_string(cadre_json_get(cadre, "libraries"), "gsl", gsl_version);
}

/* What is known of measures at a date, for pictures of the results. */
static void test_evidence(void **state)
{
    const fixture_t *self = *state;
    const cadre_json_t *evidence = cadre_json_get(self->root, "evidence");
    assert_int_equal(cadre_json_size(evidence), 2);
    const cadre_json_t *first = cadre_json_at(evidence, 0), *second = cadre_json_at(evidence, 1);
    check_string(first, "organization", "iso");
    check_string(first, "measure", "members");
    check_string(first, "date", "1992-06-30");
    check_string(first, "source", "A \"source\"");
    check_close(cadre_json_number(cadre_json_get(first, "value")), 150, 0, 0);
    check_close(cadre_json_number(cadre_json_get(first, "low")), 92.5, 0, 0);
    check_close(cadre_json_number(cadre_json_get(first, "high")), 246, 0, 0);
    check_string(second, "measure", "cities");
    check_string(second, "date", "1992-07-01");
    assert_true(cadre_json_line(second) == cadre_json_line(first) + 1); /* one a line, for awk */
}

static void test_no_evidence(void **state)
{
    const fixture_t *self = *state;
    cadre_text_t text = {0};
    const cadre_provenance_t provenance = {.kind = "run",
                                           .subject = "by-hand",
                                           .scenarios = {&self->hand->scenario},
                                           .scenario_count = 1,
                                           .command = "",
                                           .keep_runs = -1,
                                           .with_evidence = true};
    self->hand->scenario.pattern_count = 0;
    cadre_manifest_add(&text, &provenance, self->tables, CADRE_TABLE_COUNT);
    check_contains(text.data, "  \"evidence\": [],\n  \"resources\"");
    cadre_text_free(&text);
}

/* The same results have the same manifest wherever they were made. */
static void test_no_place(void **state)
{
    const fixture_t *self = *state;
    char host[256] = "";
    assert_int_equal(gethostname(host, sizeof host - 1), 0);
    assert_null(strstr(self->text.data, self->hand->folder));
    assert_null(strstr(self->text.data, "/tmp"));
    assert_null(strstr(self->text.data, "threads"));
    assert_true(strlen(host) < 4 || strstr(self->text.data, host) == NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_package, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_fields, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_provenance, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_evidence, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_no_evidence, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_no_place, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
