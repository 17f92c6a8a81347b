/* Series on their way to series.csv: what is kept of a run, and what is made again when one of the
 * two journals has lost something. */
#define _XOPEN_SOURCE 700 /* mkdtemp, strdup */
#include "small_sweep.h"

#include "store/series_journal.h"

#include <unistd.h>

enum { KEPT = 7 };

static int set_up(void **state)
{
    const int code = small_set_up(state);
    small_keep_series(*state, KEPT);
    return code;
}

/* A run that could not be made has a record without rows. */
static void test_no_rows(void **state)
{
    (void)state;
    const cadre_planned_t planned = {.run = 3, .scenario = "tiny"};
    const cadre_replicate_t replicate = {.run = 3, .status = CADRE_STATUS_FAILED};
    cadre_series_rows_t rows = {0};
    assert_int_equal(cadre_series_rows_make(&rows, &planned, &replicate), 0);
    assert_string_equal(rows.sheet.text.data, "3");
    assert_int_equal(rows.sheet.text.length, 1);
    cadre_series_rows_free(&rows);
}

static int64_t open_and_count(small_sweep_t *self, const char *folder, int64_t shard,
                              int64_t shards)
{
    const cadre_sweep_options_t options = small_options(self, folder, shard, shards);
    assert_int_equal(cadre_sweep_store_open(&options, &self->store, NULL), 0);
    int64_t count = 0;
    for (int run = 0; run < SMALL_RUNS; run++)
        count += cadre_sweep_store_done(self->store)[run / 8] >> (run % 8) & 1;
    assert_int_equal(cadre_sweep_store_saved(self->store), count);
    return count;
}

static void remove_file(const char *folder, const char *name)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    assert_int_equal(unlink(path), 0);
}

static int count_of(const char *text, const char *piece)
{
    int count = 0;
    for (const char *place = text; (place = strstr(place, piece)) != NULL; place++)
        count++;
    return count;
}

/* A record for each run that is kept, with the four rows of a year's steps, and none else. */
static void test_records(void **state)
{
    small_sweep_t *self = *state;
    char *folder = small_folder(self, "records");
    small_run(self, folder, 1, 1);
    char *series = small_read(folder, "series.txt");
    assert_int_equal(count_of(series, "\n"), 1 + KEPT);
    char begin[48];
    for (int run = 1; run <= SMALL_RUNS; run++) {
        snprintf(begin, sizeof begin, "\n%d;left,2000-01-03,0,20,", run);
        assert_int_equal(count_of(series, begin), run <= KEPT);
    }
    const char *record = strstr(series, "\n3;");
    record = strtok(strdup(record + 1), "\n");
    assert_int_equal(count_of(record, ";"), 4);
    check_contains(record, ";left,2000-02-28,8,");
    check_contains(record, ";left,2001-02-26,60,");
    check_contains(record, ";left,2001-12-31,104,");
    free((void *)(uintptr_t)record);
    free(series);
    free(folder);
}

/* Without its series a run is not done; made again, it has no second record. */
static void test_lost(void **state)
{
    static const char *const names[] = {"series.txt", "journal.txt"};
    small_sweep_t *self = *state;
    for (int lost = 0; lost < 2; lost++) {
        char *folder = small_folder(self, lost == 0 ? "no-series" : "no-runs");
        small_run(self, folder, 1, 1);
        char *before[2], *after[2];
        for (int i = 0; i < 2; i++)
            before[i] = small_read(folder, names[i]);
        remove_file(folder, names[lost]);
        assert_int_equal(open_and_count(self, folder, 1, 1), lost == 0 ? SMALL_RUNS - KEPT : 0);
        small_run_jobs(self, 1, 1, SMALL_RUNS);
        assert_int_equal(cadre_sweep_store_saved(self->store), SMALL_RUNS);
        cadre_sweep_store_close(self->store);
        for (int i = 0; i < 2; i++) {
            after[i] = small_read(folder, names[i]);
            assert_string_equal(after[i], before[i]);
            free(before[i]);
            free(after[i]);
        }
        free(folder);
    }
}

/* What an unsharded sweep has, shards do not make again. */
static void test_other_division(void **state)
{
    small_sweep_t *self = *state;
    char *folder = small_folder(self, "division");
    assert_int_equal(open_and_count(self, folder, 1, 1), 0);
    small_run_jobs(self, 1, 1, 5); /* replicate by replicate: runs 1, 4, 7, 10, 2 */
    cadre_sweep_store_close(self->store);
    assert_int_equal(open_and_count(self, folder, 1, 2), 2); /* 1, 7 */
    small_run_jobs(self, 1, 2, SMALL_RUNS);
    cadre_sweep_store_close(self->store);
    assert_int_equal(open_and_count(self, folder, 2, 2), 3); /* 4, 10, 2 */
    small_run_jobs(self, 2, 2, SMALL_RUNS);
    cadre_sweep_store_close(self->store);
    static const char *const names[] = {"series.txt", "series-1-of-2.txt", "series-2-of-2.txt"};
    static const int records[] = {4, 2, 1}; /* 1 4 7 2, 3 5, 6 */
    for (int i = 0; i < 3; i++) {
        char *series = small_read(folder, names[i]);
        assert_int_equal(count_of(series, "\n"), 1 + records[i]);
        free(series);
    }
    free(folder);
}

/* The options on series are part of what a sweep is; `force` clears the other's away. */
static void test_identity(void **state)
{
    small_sweep_t *self = *state;
    char *folder = small_folder(self, "other-series");
    cadre_error_t err;
    small_run(self, folder, 1, 1);
    cadre_sweep_options_t options = small_options(self, folder, 1, 1);
    options.series.on = false;
    assert_int_equal(cadre_sweep_store_open(&options, &self->store, &err), CADRE_ERROR_IDENTITY);
    check_contains(err.message, "begun with --series --every year --keep-runs 7");
    options.force = true;
    assert_int_equal(cadre_sweep_store_open(&options, &self->store, &err), 0);
    cadre_sweep_store_close(self->store);
    assert_null(small_read(folder, "series.txt"));
    options = small_options(self, folder, 1, 1);
    assert_int_equal(cadre_sweep_store_open(&options, &self->store, &err), CADRE_ERROR_IDENTITY);
    check_contains(err.message, "begun without --series");
    free(folder);
}

/* Series of another shard, or the same twice, are none of this one. */
static void test_foreign(void **state)
{
    small_sweep_t *self = *state;
    char *folder = small_folder(self, "foreign-series"), from[256], to[256];
    cadre_error_t err;
    small_run(self, folder, 1, 2);
    snprintf(from, sizeof from, "%s/series-1-of-2.txt", folder);
    char *series = small_read(folder, "series-1-of-2.txt");
    FILE *file = fopen(from, "a");
    fputs(strchr(series, '\n') + 1, file); /* its records again */
    fclose(file);
    cadre_sweep_options_t options = small_options(self, folder, 1, 2);
    assert_int_equal(cadre_sweep_store_open(&options, &self->store, &err), CADRE_ERROR_INPUT);
    check_contains(err.message, "the series of run 1 are there twice");
    snprintf(to, sizeof to, "%s/series-2-of-2.txt", folder);
    assert_int_equal(rename(from, to), 0);
    options.shard = 2;
    assert_int_equal(cadre_sweep_store_open(&options, &self->store, &err), CADRE_ERROR_INPUT);
    check_contains(err.message, "do not belong to this shard");
    free(series);
    free(folder);
}

/* A run counts when both are there. */
static void test_status(void **state)
{
    small_sweep_t *self = *state;
    char *folder = small_folder(self, "series-status");
    cadre_sweep_status_t status;
    small_run(self, folder, 1, 2);
    small_run(self, folder, 2, 2);
    for (int lost = 0; lost < 2; lost++) {
        assert_int_equal(cadre_sweep_status(folder, &status, NULL), 0);
        assert_int_equal(status.series_runs, KEPT);
        assert_int_equal(status.shards[0].saved, 6);
        assert_int_equal(status.shards[1].saved, lost ? 3 : 6); /* without 2, 4, 6 */
        cadre_sweep_status_free(&status);
        if (!lost)
            remove_file(folder, "series-2-of-2.txt");
    }
    free(folder);
}

static int measure_run(void *context, const cadre_replicate_t *replicate)
{
    double *bytes = context, file, journal;
    cadre_sweep_series_size(replicate, &file, &journal);
    bytes[0] += file;
    bytes[1] += journal;
    return 0;
}

/* Estimates are of what is written, but for headers, checksums and line ends. */
static void test_size(void **state)
{
    small_sweep_t *self = *state;
    char *folder = small_folder(self, "size");
    const uint8_t done[SMALL_RUNS] = {0};
    double bytes[2] = {0};
    const cadre_pool_options_t options = {.threads = 1};
    cadre_jobs_t jobs;
    small_run(self, folder, 1, 1);
    cadre_plan_jobs(self->plan, 1, 1, done, &jobs);
    assert_int_equal(cadre_pool_run_jobs(&jobs, &options, measure_run, bytes, NULL, NULL), 0);
    char *series = small_read(folder, "series.txt");
    const double records = (double)strlen(strchr(series, '\n') + 1) - KEPT * 10.0;
    check_close(bytes[1], records, 0, 0);
    check_close(bytes[0], records + KEPT * 4.0 * (double)strlen("tiny,1,1,"), 0, 0);
    free(series);
    free(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_records),  cmocka_unit_test(test_lost),
        cmocka_unit_test(test_identity), cmocka_unit_test(test_other_division),
        cmocka_unit_test(test_foreign),  cmocka_unit_test(test_status),
        cmocka_unit_test(test_size),     cmocka_unit_test(test_no_rows),
    };
    return cmocka_run_group_tests(tests, set_up, small_tear_down);
}
