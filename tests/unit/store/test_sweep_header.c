/* Headers of journals: what is written is read, and what differs between two sweeps is named. */
#define _XOPEN_SOURCE 700 /* mkdtemp, strdup */
#include "small_sweep.h"

#include "store/sweep_header.h"

static void write_header(const small_sweep_t *self, int64_t shard, int64_t shards,
                         cadre_text_t *text)
{
    const cadre_sweep_options_t options = small_options(self, "out", shard, shards);
    assert_int_equal(cadre_sweep_header_write(&options, text, NULL), 0);
    assert_null(strchr(text->data, '\n'));
}

static void test_round_trip(void **state)
{
    cadre_text_t text = {0};
    cadre_sweep_header_t header;
    write_header(*state, 2, 3, &text);
    assert_int_equal(cadre_sweep_header_read(&header, text.data, "here", NULL), 0);
    assert_string_equal(header.design, "d");
    assert_string_equal(header.scenario, "tiny");
    assert_int_equal(header.runs, SMALL_RUNS);
    assert_int_equal(header.points, SMALL_POINTS);
    assert_int_equal(header.replicates, SMALL_REPLICATES);
    assert_int_equal(header.shard, 2);
    assert_int_equal(header.shards, 3);
    static const char *const columns[][2] = {{"run", "integer"},
                                             {"point", "integer"},
                                             {"replicate", "integer"},
                                             {"scenario", "string"},
                                             {"p_recruitment_rho", "number"},
                                             {"p_organizations_left_founders_milieu", "string"},
                                             {"y_members", "integer"},
                                             {"y_ended", "date"},
                                             {"status", "string"},
                                             {"end_state", "string"},
                                             {"error", "string"}};
    assert_int_equal(header.table.count, sizeof columns / sizeof *columns);
    for (int i = 0; i < header.table.count; i++) {
        assert_string_equal(header.table.columns[i].name, columns[i][0]);
        assert_string_equal(header.table.columns[i].type, columns[i][1]);
    }
    assert_int_equal(header.inputs, 2);
    assert_int_equal(header.outcomes, 2);
    cadre_sweep_header_free(&header);
    cadre_text_free(&text);
}

/* The header of a journal of series, and what the two kinds say of each other. */
static void test_series(void **state)
{
    small_sweep_t *self = *state;
    cadre_text_t text = {0}, runs = {0};
    cadre_sweep_header_t header, other;
    cadre_error_t err;
    self->series = (cadre_sweep_series_t){true, CADRE_EVERY_YEAR, 7};
    const cadre_sweep_options_t options = small_options(self, "out", 2, 3);
    assert_int_equal(cadre_sweep_header_write_series(&options, &text, NULL), 0);
    assert_null(strchr(text.data, '\n'));
    write_header(self, 2, 3, &runs);
    self->series.on = false;
    assert_int_equal(cadre_sweep_header_read_series(&header, text.data, "here", NULL), 0);
    assert_string_equal(header.design, "d");
    assert_int_equal(header.runs, SMALL_RUNS);
    assert_int_equal(header.shard, 2);
    assert_int_equal(header.shards, 3);
    assert_true(header.series.on);
    assert_int_equal(header.series.every, CADRE_EVERY_YEAR);
    assert_int_equal(header.series.keep_runs, 7);
    assert_string_equal(header.table.name, "series");
    assert_string_equal(header.table.columns[1].name, "point");
    assert_int_equal(cadre_sweep_header_read(&other, runs.data, "there", NULL), 0);
    assert_int_equal(cadre_sweep_header_compare(&other, &header, "here", &err), 0);
    cadre_sweep_header_free(&other);

    char *column = strstr(text.data, "\"members\"");
    memcpy(column, "\"Members\"", 9);
    assert_int_equal(cadre_sweep_header_read_series(&other, text.data, "there", NULL), 0);
    assert_int_equal(cadre_sweep_header_compare_series(&header, &other, "there", &err),
                     CADRE_ERROR_IDENTITY);
    check_contains(err.message, "other columns");
    cadre_sweep_header_free(&other);
    assert_int_equal(cadre_sweep_header_read_series(&other, runs.data, "there", &err),
                     CADRE_ERROR_INPUT);
    check_contains(err.message, "no journal of the series of a sweep");
    cadre_sweep_header_free(&other);
    assert_int_equal(cadre_sweep_header_read(&other, text.data, "there", &err), CADRE_ERROR_INPUT);
    cadre_sweep_header_free(&other);
    cadre_sweep_header_free(&header);
    cadre_text_free(&text);
    cadre_text_free(&runs);
}

/* Shards of a sweep are one sweep; another seed, scenario or number of runs is another. */
static void test_compare(void **state)
{
    static const struct {
        const char *from, *to, *what;
    } changes[] = {{"\"seed\": \"5\"", "\"seed\": \"6\"", "seed"},
                   {"\"runs\": 12", "\"runs\": 24", "number of runs"},
                   {"\"model_version\": \"", "\"model_version\": \"9.", "model version"},
                   {"\"design_sha256\": \"", "\"design_sha256\": \"0", "design"},
                   {"\"scenarios\": [\"", "\"scenarios\": [\"0", "scenario (or --set)"}};
    cadre_text_t one = {0}, two = {0};
    cadre_sweep_header_t here, there;
    cadre_error_t err;
    write_header(*state, 1, 2, &one);
    write_header(*state, 2, 2, &two);
    assert_int_equal(cadre_sweep_header_read(&here, one.data, "here", NULL), 0);
    assert_int_equal(cadre_sweep_header_read(&there, two.data, "there", NULL), 0);
    assert_int_equal(cadre_sweep_header_compare(&here, &there, "there", &err), 0);
    cadre_sweep_header_free(&there);
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        cadre_text_t changed = {0};
        const char *place = strstr(one.data, changes[i].from);
        assert_non_null(place);
        cadre_text_add_n(&changed, one.data, (size_t)(place - one.data));
        cadre_text_add(&changed, changes[i].to);
        cadre_text_add(&changed, place + strlen(changes[i].from));
        if (strcmp(changes[i].what, "number of runs") != 0)
            assert_int_equal(cadre_sweep_header_read(&there, changed.data, "there", &err), 0);
        else { /* not points x replicates: no header at all */
            assert_int_equal(cadre_sweep_header_read(&there, changed.data, "there", &err),
                             CADRE_ERROR_INPUT);
            there.design = "d";
        }
        assert_int_equal(cadre_sweep_header_compare(&here, &there, "there", &err),
                         CADRE_ERROR_IDENTITY);
        check_contains(err.message, changes[i].what);
        assert_string_equal(err.found, changes[i].what); /* and nothing else */
        cadre_sweep_header_free(&there);
        cadre_text_free(&changed);
    }
    cadre_sweep_header_free(&here);
    cadre_text_free(&one);
    cadre_text_free(&two);
}

static void test_foreign(void **state)
{
    static const char *const texts[] = {"[]", "{}",
                                        "{\"format\":\"cadre-journal/2\",\"identity\":{}}",
                                        "{\"format\":\"cadre-journal/1\",\"identity\":{}}"};
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        cadre_sweep_header_t header;
        cadre_error_t err;
        assert_int_equal(cadre_sweep_header_read(&header, texts[i], "there", &err),
                         CADRE_ERROR_INPUT);
        check_contains(err.message, "no journal of a sweep");
        cadre_sweep_header_free(&header);
    }
}

/* Counted one by one: run r is of shard (r - 1) % N + 1. */
static void test_shard_runs(void **state)
{
    (void)state;
    for (int64_t runs = 0; runs <= 20; runs++)
        for (int64_t shards = 1; shards <= 7; shards++) {
            int64_t counts[8] = {0};
            for (int64_t run = 1; run <= runs; run++)
                counts[(run - 1) % shards + 1]++;
            for (int64_t shard = 1; shard <= shards; shard++)
                assert_int_equal(cadre_sweep_shard_runs(runs, shard, shards), counts[shard]);
        }
}

/* No clock, host, folder, shard or thread count: equal bytes whoever merged it. */
static void test_manifest(void **state)
{
    cadre_text_t texts[2] = {{0}, {0}};
    for (int i = 0; i < 2; i++) {
        cadre_text_t text = {0};
        cadre_sweep_header_t header;
        write_header(*state, i + 1, 2 + i, &text);
        assert_int_equal(cadre_sweep_header_read(&header, text.data, "here", NULL), 0);
        const cadre_table_t tables[2] = {header.table, header.table};
        cadre_sweep_header_manifest(&header, header.root, tables, 2, NULL, &texts[i]);
        assert_false(texts[i].failed);
        cadre_sweep_header_free(&header);
        cadre_text_free(&text);
    }
    assert_string_equal(texts[0].data, texts[1].data);
    check_contains(texts[0].data, "\"kind\": \"sweep\"");
    check_contains(texts[0].data, "p_recruitment_rho");
    cadre_text_free(&texts[0]);
    cadre_text_free(&texts[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_round_trip), cmocka_unit_test(test_compare),
        cmocka_unit_test(test_foreign),    cmocka_unit_test(test_shard_runs),
        cmocka_unit_test(test_manifest),   cmocka_unit_test(test_series),
    };
    return cmocka_run_group_tests(tests, small_set_up, small_tear_down);
}
