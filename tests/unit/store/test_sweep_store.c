/* Sweeps' directories: what is observed is there again, and belongs to one sweep and one process.
 */
#define _XOPEN_SOURCE 700 /* mkdtemp, strdup */
#include "small_sweep.h"

#include "base/memory.h"

static int open_store(const small_sweep_t *self, const char *folder, int64_t shard, int64_t shards,
                      cadre_sweep_store_t **out, cadre_error_t *err)
{
    const cadre_sweep_options_t options = small_options(self, folder, shard, shards);
    return cadre_sweep_store_open(&options, out, err);
}

static int64_t count_done(const cadre_sweep_store_t *store)
{
    int64_t count = 0;
    for (int run = 0; run < SMALL_RUNS; run++)
        count += cadre_sweep_store_done(store)[run / 8] >> (run % 8) & 1;
    return count;
}

/* Five runs, then the rest: the second time only what is missing is run. */
static void test_goes_on(void **state)
{
    small_sweep_t *self = *state;
    char *folder = small_folder(self, "goes-on");
    assert_int_equal(open_store(self, folder, 1, 1, &self->store, NULL), 0);
    assert_int_equal(cadre_sweep_store_total(self->store), SMALL_RUNS);
    assert_int_equal(count_done(self->store), 0);
    small_run_jobs(self, 1, 1, 5);
    assert_int_equal(cadre_sweep_store_saved(self->store), 5);
    cadre_sweep_store_close(self->store);

    assert_int_equal(open_store(self, folder, 1, 1, &self->store, NULL), 0);
    assert_int_equal(count_done(self->store), 5);
    assert_int_equal(cadre_sweep_store_saved(self->store), 5);
    small_run_jobs(self, 1, 1, SMALL_RUNS);
    assert_int_equal(cadre_sweep_store_saved(self->store), SMALL_RUNS);
    assert_false(cadre_sweep_store_published(self->store));
    cadre_sweep_store_close(self->store);
    free(folder);
}

/* A row has the point's inputs, the replicate's outcomes, and how it ended. */
static void test_rows(void **state)
{
    small_sweep_t *self = *state;
    char *folder = small_folder(self, "rows");
    self->failed = 4; /* point 2, replicate 1 */
    self->capped = 12;
    small_run(self, folder, 1, 1);
    self->failed = self->capped = 0;
    char *journal = small_read(folder, "journal.txt");
    check_contains(journal, "\n1,1,1,tiny,0.4,campus,");
    check_contains(journal, "\n4,2,1,tiny,0.4,city,,,failed,,");
    check_contains(journal, "\n12,4,3,tiny,0.8,city,");
    const char *last = strstr(journal, "\n12,4,3,");
    char line[160];
    snprintf(line, sizeof line, "%.*s", (int)strcspn(last + 1, "\n"), last + 1);
    check_contains(line, ",capped,alive,*");
    free(journal);
    free(folder);
}

static void test_busy(void **state)
{
    small_sweep_t *self = *state;
    char *folder = small_folder(self, "busy");
    cadre_sweep_store_t *one, *other, *same;
    cadre_error_t err;
    assert_int_equal(open_store(self, folder, 1, 2, &one, NULL), 0);
    assert_int_equal(open_store(self, folder, 1, 2, &same, &err), CADRE_ERROR_BUSY);
    assert_null(same);
    check_contains(err.message, "another process is at work on this shard");
    assert_int_equal(open_store(self, folder, 2, 2, &other, NULL), 0); /* another shard */
    cadre_sweep_store_close(other);
    cadre_sweep_store_close(one);
    assert_int_equal(open_store(self, folder, 1, 2, &same, &err), 0);
    cadre_sweep_store_close(same);
    free(folder);
}

/* Another seed is another sweep, which only `force` puts in its place. */
static void test_identity(void **state)
{
    small_sweep_t *self = *state;
    char *folder = small_folder(self, "identity");
    cadre_sweep_store_t *store;
    cadre_error_t err;
    small_run(self, folder, 1, 1);
    self->file->experiment->design.seed++;
    assert_int_equal(open_store(self, folder, 1, 1, &store, &err), CADRE_ERROR_IDENTITY);
    check_contains(err.message, "what differs is the seed");
    cadre_sweep_options_t options = small_options(self, folder, 1, 1);
    options.force = true;
    assert_int_equal(cadre_sweep_store_open(&options, &store, &err), 0);
    assert_int_equal(count_done(store), 0);
    cadre_sweep_store_close(store);
    self->file->experiment->design.seed--;
    assert_int_equal(open_store(self, folder, 1, 1, &store, &err), CADRE_ERROR_IDENTITY);
    free(folder);
}

/* A run of another shard, or the same run twice, is no journal of this one. */
static void test_foreign_runs(void **state)
{
    small_sweep_t *self = *state;
    char *folder = small_folder(self, "foreign"), path[256];
    cadre_sweep_store_t *store;
    cadre_error_t err;
    small_run(self, folder, 1, 2);
    snprintf(path, sizeof path, "%s/journal-1-of-2.txt", folder);
    char *journal = small_read(folder, "journal-1-of-2.txt");
    FILE *file = fopen(path, "a");
    fputs(strchr(journal, '\n') + 1, file); /* its records again */
    fclose(file);
    assert_int_equal(open_store(self, folder, 1, 2, &store, &err), CADRE_ERROR_INPUT);
    check_contains(err.message, "is there twice");
    file = fopen(path, "w");
    fputs(journal, file);
    fclose(file);
    char other[256];
    snprintf(other, sizeof other, "%s/journal-2-of-2.txt", folder);
    assert_int_equal(rename(path, other), 0);
    assert_int_equal(open_store(self, folder, 2, 2, &store, &err), CADRE_ERROR_INPUT);
    check_contains(err.message, "does not belong to this shard");
    free(journal);
    free(folder);
}

static void test_status(void **state)
{
    small_sweep_t *self = *state;
    char *folder = small_folder(self, "status");
    cadre_sweep_status_t status;
    cadre_error_t err;
    assert_int_equal(cadre_sweep_status(folder, &status, &err), CADRE_ERROR_NO_INPUT);
    small_run(self, folder, 3, 3);
    assert_int_equal(open_store(self, folder, 1, 3, &self->store, NULL), 0);
    small_run_jobs(self, 1, 3, 1);
    cadre_sweep_store_close(self->store);
    assert_int_equal(cadre_sweep_status(folder, &status, &err), 0);
    assert_string_equal(status.design, "d");
    assert_int_equal(status.runs, SMALL_RUNS);
    assert_false(status.published);
    assert_int_equal(status.count, 2);
    assert_int_equal(status.shards[0].shard, 1);
    assert_int_equal(status.shards[0].saved, 1);
    assert_int_equal(status.shards[0].total, 4);
    assert_int_equal(status.shards[1].shard, 3);
    assert_int_equal(status.shards[1].saved, 4);
    assert_string_equal(status.shards[1].name, "journal-3-of-3.txt");
    cadre_sweep_status_free(&status);
    free(folder);
}

static void test_out_of_memory(void **state)
{
    const small_sweep_t *self = *state;
    char *folder = small_folder(self, "memory");
    int code = CADRE_ERROR_MEMORY;
    for (long n = 1; code != 0; n++) {
        cadre_sweep_store_t *store;
        cadre_error_t err;
        assert_true(n < 20000);
        cadre_memory_fail_after(n);
        code = open_store(self, folder, 1, 1, &store, &err);
        cadre_memory_fail_after(0);
        assert_true(code == 0 || code == CADRE_ERROR_MEMORY);
        cadre_sweep_store_close(store);
    }
    free(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_goes_on),       cmocka_unit_test(test_rows),
        cmocka_unit_test(test_busy),          cmocka_unit_test(test_identity),
        cmocka_unit_test(test_foreign_runs),  cmocka_unit_test(test_status),
        cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests(tests, small_set_up, small_tear_down);
}
