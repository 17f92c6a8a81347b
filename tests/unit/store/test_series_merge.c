/* series.csv of a sweep: every run that is kept, exactly once, in order. */
#define _XOPEN_SOURCE 700 /* mkdtemp, strdup */
#include "small_sweep.h"

#include "base/memory.h"
#include "store/series_merge.h"

#include <unistd.h>

enum { KEPT = 7, ROWS = 4 };

static int set_up(void **state)
{
    const int code = small_set_up(state);
    small_keep_series(*state, KEPT);
    return code;
}

static int merge(const char *source, const char *folder, cadre_error_t *err)
{
    const char *const sources[] = {source};
    cadre_merged_t merged = {0};
    const int code = cadre_sweep_merge(sources, 1, folder, false, &merged, err);
    if (code == 0)
        assert_int_equal(merged.series_runs, KEPT);
    cadre_merged_free(&merged);
    return code;
}

/* Rows of runs 1 to 7 with their points, whatever the order and number of the journals. */
static void test_rows(void **state)
{
    small_sweep_t *self = *state;
    char *whole = small_folder(self, "whole"), *shards = small_folder(self, "shards");
    small_run(self, whole, 1, 1);
    for (int64_t shard = 3; shard >= 1; shard--)
        small_run(self, shards, shard, 3);
    assert_int_equal(merge(whole, whole, NULL), 0);
    assert_int_equal(merge(shards, shards, NULL), 0);
    char *series = small_read(whole, "series.csv"), *other = small_read(shards, "series.csv");
    assert_string_equal(series, other);
    check_contains(series, "scenario,point,run,organization,date,step,members,");
    char *line = strtok(series, "\n");
    for (int i = 0; i < KEPT * ROWS; i++) {
        char begin[32];
        const int run = i / ROWS + 1;
        line = strtok(NULL, "\n");
        const int length = snprintf(begin, sizeof begin, "tiny,%d,%d,left,200",
                                    (run - 1) / SMALL_REPLICATES + 1, run);
        assert_memory_equal(line, begin, (size_t)length);
        assert_null(strchr(line, ';'));
    }
    assert_null(strtok(NULL, "\n"));
    char *manifest = small_read(whole, "datapackage.json");
    check_contains(manifest, "\"series.csv\"");
    free(manifest);
    free(series);
    free(other);
    free(whole);
    free(shards);
}

/* What is missing, there twice or not of this sweep is refused. */
static void test_refused(void **state)
{
    small_sweep_t *self = *state;
    char *folder = small_folder(self, "refused"), *bare = small_folder(self, "bare"), path[256];
    cadre_error_t err;
    small_run(self, folder, 1, 2);
    small_run(self, folder, 2, 2);
    char *series = small_read(folder, "series-2-of-2.txt");
    snprintf(path, sizeof path, "%s/series-2-of-2.txt", folder);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(merge(folder, folder, &err), CADRE_ERROR_INPUT);
    check_contains(err.message, "the series of run 2 are missing");
    FILE *file = fopen(path, "w");
    fputs(series, file);
    fputs(strchr(series, '\n') + 1, file);
    fclose(file);
    assert_int_equal(merge(folder, folder, &err), CADRE_ERROR_INPUT);
    check_contains(err.message, "are there a second time");
    self->file->experiment->design.seed++;
    small_run(self, bare, 2, 2);
    self->file->experiment->design.seed--;
    char *other = small_read(bare, "series-2-of-2.txt");
    file = fopen(path, "w");
    fputs(other, file);
    fclose(file);
    assert_int_equal(merge(folder, folder, &err), CADRE_ERROR_IDENTITY);
    check_contains(err.message, "seed");
    free(other);
    free(series);
    free(bare);
    free(folder);
}

/* Some runs at a time, found and written in any order. */
static void test_windows(void **state)
{
    small_sweep_t *self = *state;
    char *folder = small_folder(self, "windows"), path[256];
    cadre_series_merge_t merging;
    cadre_sweep_header_t header;
    cadre_text_t text = {0};
    small_run(self, folder, 1, 1);
    const cadre_sweep_options_t options = small_options(self, folder, 1, 1);
    assert_int_equal(cadre_sweep_header_write(&options, &text, NULL), 0);
    assert_int_equal(cadre_sweep_header_read(&header, text.data, "here", NULL), 0);
    snprintf(path, sizeof path, "%s/series.txt", folder);
    assert_int_equal(cadre_series_merge_create(&merging, 3, NULL), 0);
    assert_int_equal(cadre_series_merge_add(&merging, path, &header, NULL), 0);
    for (int64_t first = 10; first >= 1; first -= 3) {
        cadre_sheet_t sheet;
        cadre_sheet_begin(&sheet, NULL, "here");
        assert_int_equal(cadre_series_merge_find(&merging, first, 3, NULL), 0);
        for (int64_t run = first + 2; run >= first; run--)
            assert_int_equal(cadre_series_merge_write(&merging, run, 9, "\"a,b\"", &sheet, NULL),
                             0);
        int rows = 0;
        for (const char *c = sheet.text.length > 0 ? sheet.text.data : ""; *c != '\0'; c++)
            rows += *c == '\n';
        assert_int_equal(rows, first == 10 ? 0 : first == 7 ? ROWS : 3 * ROWS);
        if (first == 1)
            assert_memory_equal(sheet.text.data, "\"a,b\",9,3,left,2000-01-03,0,", 28);
        cadre_sheet_end(&sheet);
    }
    cadre_series_merge_free(&merging);
    cadre_sweep_header_free(&header);
    cadre_text_free(&text);
    free(folder);
}

/* Whatever allocation fails (of the later ones a sample), it is said, and nothing is there that was
 * not before. */
static void test_out_of_memory(void **state)
{
    small_sweep_t *self = *state;
    char *folder = small_folder(self, "memory"), *out = small_folder(self, "memory-out");
    cadre_error_t err;
    int code = CADRE_ERROR_MEMORY;
    small_run(self, folder, 1, 1);
    for (long allocation = 1; code == CADRE_ERROR_MEMORY; allocation += 1 + allocation / 16) {
        cadre_memory_fail_after(allocation);
        code = merge(folder, out, &err);
        cadre_memory_fail_after(0);
        assert_true(code == CADRE_OK || code == CADRE_ERROR_MEMORY);
        if (code != CADRE_OK)
            assert_null(small_read(out, "datapackage.json"));
    }
    free(out);
    free(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_windows),
        cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests(tests, set_up, small_tear_down);
}
