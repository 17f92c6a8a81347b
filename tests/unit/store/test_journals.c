/* The journals of a directory: which files are journals, and what a shard learns of the others. */
#define _XOPEN_SOURCE 700 /* mkdtemp */
#include "small_sweep.h"

#include "store/journals.h"

#include <unistd.h>

typedef struct {
    int count;
    int stop_after; /* visits; 0: never */
} seen_t;

static int count(void *context, const char *path, const char *name, cadre_error_t *err)
{
    seen_t *self = context;
    (void)err;
    assert_non_null(strstr(path, name));
    return ++self->count == self->stop_after ? CADRE_ERROR_INPUT : CADRE_OK;
}

static void touch(const char *folder, const char *name)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fclose(file);
}

/* Three of runs and one of series among six files, by the names of journal.h. */
static void test_visit(void **state)
{
    (void)state;
    char folder[] = "/tmp/cadre-journals-XXXXXX";
    static const char *const names[] = {"journal.txt",        "journal-1-of-2.txt",
                                        "journal-2-of-2.txt", "series-1-of-2.txt",
                                        "runs.csv",           ".journal.txt"};
    assert_non_null(mkdtemp(folder));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        touch(folder, names[i]);
    seen_t runs = {0}, series = {0}, first = {.stop_after = 1};
    assert_int_equal(cadre_journals_visit(folder, false, count, &runs, NULL), 0);
    assert_int_equal(runs.count, 3);
    assert_int_equal(cadre_journals_visit(folder, true, count, &series, NULL), 0);
    assert_int_equal(series.count, 1);
    assert_int_equal(cadre_journals_visit(folder, false, count, &first, NULL), CADRE_ERROR_INPUT);
    assert_int_equal(first.count, 1);

    assert_int_equal(cadre_journals_remove(folder, NULL), 0);
    runs.count = 0;
    assert_int_equal(cadre_journals_visit(folder, false, count, &runs, NULL), 0);
    assert_int_equal(cadre_journals_visit(folder, true, count, &runs, NULL), 0);
    assert_int_equal(runs.count, 0);
    for (size_t i = 4; i < sizeof names / sizeof *names; i++) { /* and nothing else is gone */
        char path[256];
        snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        assert_int_equal(unlink(path), 0);
    }
    assert_int_equal(rmdir(folder), 0);
    assert_int_equal(cadre_journals_visit(folder, false, count, &runs, NULL), CADRE_ERROR_NO_INPUT);
}

static int learn(void *context, const char *record, size_t length, cadre_error_t *err)
{
    int64_t *runs = context;
    (void)length;
    (void)err;
    *runs |= INT64_C(1) << strtoll(record, NULL, 10);
    return CADRE_OK;
}

/* Written by 1 of 2 shards: runs 1, 3, 5, …. Shard 1 of 4 is 1, 5, …; shard 2 of 4 has none of
 * them; a shard of the same two does not read the journal at all. */
static void test_learn(void **state)
{
    small_sweep_t *self = *state;
    char *folder = small_folder(self, "learn");
    small_run(self, folder, 1, 2);
    int64_t expected = 0;
    for (int run = 1; run <= SMALL_RUNS; run += 4)
        expected |= INT64_C(1) << run;
    const struct {
        int64_t shard, shards, runs;
    } cases[] = {{1, 4, expected}, {2, 4, 0}, {2, 2, 0}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const cadre_sweep_options_t options =
            small_options(self, folder, cases[i].shard, cases[i].shards);
        cadre_text_t text = {0};
        cadre_sweep_header_t header = {0};
        int64_t runs = 0;
        assert_int_equal(cadre_sweep_header_write(&options, &text, NULL), 0);
        assert_int_equal(cadre_sweep_header_read(&header, text.data, "header", NULL), 0);
        const cadre_journals_t journals = {&options, text.data, &header, false};
        assert_int_equal(cadre_journals_learn(&journals, learn, &runs, NULL), 0);
        assert_true(runs == cases[i].runs);
        cadre_sweep_header_free(&header);
        cadre_text_free(&text);
    }
    free(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_visit),
        cmocka_unit_test_setup_teardown(test_learn, small_set_up, small_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
