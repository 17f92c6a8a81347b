#include "hand_made.h"

#include "base/memory.h"
#include "store/store_internal.h"

#include <signal.h>
#include <sys/resource.h>

/* Runs are made by hand: run r has r x 100 + row members of the first organization and r exits
 * since each row before. */
enum { RUNS = 5, EVERYTHING = 1 << 20 };

typedef struct {
    hand_t *hand;
    cadre_run_store_options_t options;
    cadre_run_store_t *store;
    cadre_error_t err;
} fixture_t;

static int set_up(void **state)
{
    fixture_t *self = calloc(1, sizeof *self);
    self->hand = hand_make();
    self->options = (cadre_run_store_options_t){
        .scenario = &self->hand->scenario,
        .command = "cadre run by-hand",
        .runs = RUNS,
        .keep_runs = RUNS,
        .every = CADRE_EVERY_YEAR,
    };
    *state = self;
    return 0;
}

static int tear_down(void **state)
{
    fixture_t *self = *state;
    hand_free(self->hand);
    free(self);
    return 0;
}

static int open_within(fixture_t *self, const char *name, size_t bytes)
{
    char path[128];
    snprintf(path, sizeof path, "%s/%s", self->hand->folder, name);
    self->options.directory = path;
    self->err = (cadre_error_t){0};
    return cadre_run_store_open_within(&self->options, bytes, &self->store, &self->err);
}

/* One run with `reached` rows. */
static int observe(fixture_t *self, int64_t run, cadre_status_t status, int reached)
{
    const cadre_recording_t *recording = cadre_run_store_recording(self->store);
    const size_t width = HAND_OBSERVED * CADRE_MEASURE_COUNT;
    float *values = calloc((size_t)recording->row_count * width, sizeof *values);
    for (int row = 0; row < reached; row++) {
        float *first = values + (size_t)row * width;
        first[CADRE_MEASURE_members] = (float)(run * 100 + row);
        first[CADRE_MEASURE_exits] = (float)run;
        first[CADRE_MEASURE_mean_tenure] = (float)CADRE_MISSING;
    }
    const cadre_outcome_t outcomes[HAND_OBSERVED] = {{.ended = -1}, {.ended = -1}};
    const cadre_branch_record_t branch = {50, 0, {1, 0, CADRE_MILIEU_CITY, 3, 1, 0}};
    const cadre_happening_t happening = {0, 0, CADRE_EVENT_founded, NULL, -1, 75, -1};
    const cadre_replicate_t replicate = {
        .run = run,
        .status = status,
        .error = status == CADRE_STATUS_FAILED ? CADRE_ERROR_MEMORY : 0,
        .organizations = HAND_OBSERVED,
        .row_count = reached,
        .values = values,
        .happenings = &happening,
        .happening_count = 1,
        .branches = &branch,
        .branch_count = 1,
        .outcomes = outcomes,
    };
    const int code = cadre_run_store_observe(self->store, &replicate);
    free(values);
    return code;
}

static int observe_all(fixture_t *self)
{
    const int rows = cadre_run_store_recording(self->store)->row_count;
    int code = 0;
    for (int64_t run = 1; code == 0 && run <= RUNS; run++)
        code = observe(self, run, CADRE_STATUS_OK, rows);
    return code;
}

static void commit(fixture_t *self, bool expected_replaced)
{
    bool replaced = !expected_replaced;
    assert_int_equal(cadre_run_store_commit(self->store, &replaced, &self->err), 0);
    assert_int_equal(replaced, expected_replaced);
}

static void write_all(fixture_t *self, const char *name, size_t bytes)
{
    assert_int_equal(open_within(self, name, bytes), 0);
    assert_int_equal(observe_all(self), 0);
    commit(self, false);
    cadre_run_store_close(self->store);
}

static int count_lines(const char *text)
{
    int lines = 0;
    for (; *text != '\0'; text++)
        lines += *text == '\n';
    return lines;
}

static void check_lines(const fixture_t *self, const char *name, int expected)
{
    char *text = hand_read(self->hand, name);
    assert_non_null(text);
    assert_int_equal(count_lines(text), expected);
    free(text);
}

static void check_file_contains(const fixture_t *self, const char *name, const char *part)
{
    char *text = hand_read(self->hand, name);
    check_contains(text, part);
    free(text);
}

/* All files, each with its rows: yearly there are 4 rows (the start, two conventions, the end), and
 * 3 of them in purpose.csv. */
static void test_files(void **state)
{
    fixture_t *self = *state;
    write_all(self, "x", EVERYTHING);
    assert_int_equal(hand_count(self->hand, "x"), 7);
    check_lines(self, "x/runs.csv", 1 + RUNS);
    check_lines(self, "x/series.csv", 1 + RUNS * 4 * HAND_OBSERVED);
    check_lines(self, "x/summary.csv", 1 + 4 * HAND_OBSERVED * CADRE_MEASURE_COUNT);
    check_lines(self, "x/branches.csv", 1 + RUNS);
    check_lines(self, "x/events.csv", 1 + RUNS);
    check_lines(self, "x/purpose.csv", 1 + RUNS * 3 * HAND_OBSERVED * CADRE_HOURS_COUNT);
    check_file_contains(self, "x/datapackage.json", "\"command\": \"cadre run by-hand\"");
}

/* At the start 100, 200, …, 500 members: mean 300, sd sqrt(25000), quantiles (type 7) 120, 200,
 * 300, 400, 480. The mean tenure is missing in every run. */
static void test_summary(void **state)
{
    fixture_t *self = *state;
    write_all(self, "x", EVERYTHING);
    check_file_contains(self, "x/summary.csv",
                        "\nby-hand,iso,1977-03-12,0,members,5,300,158.11388300841898,100,120,200,"
                        "300,400,480,500\n");
    check_file_contains(self, "x/summary.csv",
                        "\nby-hand,iso,1977-03-12,0,mean_tenure,0,,,,,,,,,\n");
    check_file_contains(self, "x/summary.csv",
                        "\nby-hand,left-turn,1979-03-10,104,members,5,0,0,0,0,0,0,0,0,0\n");
}

/* With monthly rows the conventions are recorded, too, but not written; the exits of the row before
 * count with the next one: 2 rows of run 3 make 6. */
static void test_flows_of_rows_left_out(void **state)
{
    fixture_t *self = *state;
    self->options.every = CADRE_EVERY_MONTH;
    write_all(self, "x", EVERYTHING);
    check_lines(self, "x/series.csv", 1 + RUNS * 26 * HAND_OBSERVED);
    char *text = hand_read(self->hand, "x/series.csv");
    assert_null(strstr(text, "1978-02-25")); /* the convention */
    free(text);
    check_file_contains(self, "x/summary.csv",
                        "\nby-hand,iso,1978-02-04,47,exits,5,3,1.5811388300841898,1,");
    check_file_contains(self, "x/summary.csv",
                        "\nby-hand,iso,1978-03-04,51,exits,5,6,3.1622776601683795,2,");
}

/* Runs 3 (capped after the first row) and 4 (failed before it) do not count where they have no row,
 * but have one in runs.csv. */
static void test_incomplete_runs(void **state)
{
    fixture_t *self = *state;
    assert_int_equal(open_within(self, "x", EVERYTHING), 0);
    assert_int_equal(observe(self, 1, CADRE_STATUS_OK, 4), 0);
    assert_int_equal(observe(self, 2, CADRE_STATUS_OK, 4), 0);
    assert_int_equal(observe(self, 3, CADRE_STATUS_CAPPED, 1), 0);
    assert_int_equal(observe(self, 4, CADRE_STATUS_FAILED, 0), 0);
    assert_int_equal(observe(self, 5, CADRE_STATUS_OK, 4), 0);
    commit(self, false);
    cadre_run_store_close(self->store);
    check_lines(self, "x/runs.csv", 1 + RUNS);
    check_file_contains(self, "x/runs.csv", ",capped,alive,\n");
    check_file_contains(self, "x/runs.csv", ",failed,,\"out of memory");
    check_file_contains(self, "x/summary.csv", "\nby-hand,iso,1977-03-12,0,members,4,275,");
    check_file_contains(self, "x/summary.csv", "\nby-hand,iso,1978-02-25,50,members,3,");
}

/* The first runs have rows in the large files; the small ones and the summary cover all. */
static void test_keep_runs(void **state)
{
    fixture_t *self = *state;
    self->options.keep_runs = 2;
    write_all(self, "x", EVERYTHING);
    check_lines(self, "x/runs.csv", 1 + RUNS);
    check_lines(self, "x/series.csv", 1 + 2 * 4 * HAND_OBSERVED);
    check_lines(self, "x/branches.csv", 1 + 2);
    check_lines(self, "x/events.csv", 1 + 2);
    check_lines(self, "x/purpose.csv", 1 + 2 * 3 * HAND_OBSERVED * CADRE_HOURS_COUNT);
    check_file_contains(self, "x/summary.csv", "\nby-hand,iso,1977-03-12,0,members,5,300,");
}

/* With hardly any memory, through the scratch file, the summary is the same, byte for byte. */
static void test_spilled(void **state)
{
    fixture_t *self = *state;
    write_all(self, "memory", EVERYTHING);
    char *expected = hand_read(self->hand, "memory/summary.csv");
    static const size_t BYTES[] = {4, 2000, 4000};
    for (size_t i = 0; i < sizeof BYTES / sizeof BYTES[0]; i++) {
        char name[32], file[64];
        snprintf(name, sizeof name, "spilled-%zu", i);
        snprintf(file, sizeof file, "%s/summary.csv", name);
        write_all(self, name, BYTES[i]);
        char *text = hand_read(self->hand, file);
        assert_string_equal(text, expected);
        free(text);
        assert_int_equal(hand_count(self->hand, name), 7);
    }
    free(expected);
}

/* The fan has the quantiles of the summary, before and after the commit, in memory or not. */
static void test_fan(void **state)
{
    fixture_t *self = *state;
    static const double EXPECTED[] = {120, 200, 300, 400, 480};
    for (int spilled = 0; spilled < 2; spilled++) {
        double fan[4][5];
        assert_int_equal(open_within(self, spilled ? "b" : "a", spilled ? 4 : EVERYTHING), 0);
        assert_int_equal(observe_all(self), 0);
        for (int after = 0; after < 2; after++) {
            memset(fan, 0, sizeof fan);
            assert_int_equal(cadre_run_store_fan(self->store, 0, CADRE_MEASURE_members, fan), 0);
            for (int row = 0; row < 4; row++)
                for (int q = 0; q < 5; q++)
                    check_close(fan[row][q], EXPECTED[q] + row, 1e-15, 0);
            if (!after)
                commit(self, false);
        }
        cadre_run_store_close(self->store);
    }
}

/* Without a commit nothing is left of a new directory and nothing changes in an old one; a second
 * commit replaces and says so. */
static void test_without_commit(void **state)
{
    fixture_t *self = *state;
    assert_int_equal(open_within(self, "x", EVERYTHING), 0);
    assert_int_equal(observe_all(self), 0);
    cadre_run_store_close(self->store);
    assert_int_equal(hand_count(self->hand, "x"), -1);

    write_all(self, "x", EVERYTHING);
    char *before = hand_read(self->hand, "x/runs.csv");
    assert_int_equal(open_within(self, "x", EVERYTHING), 0);
    assert_int_equal(observe(self, 1, CADRE_STATUS_OK, 4), 0);
    cadre_run_store_close(self->store);
    char *after = hand_read(self->hand, "x/runs.csv");
    assert_string_equal(before, after);
    free(before);
    free(after);

    assert_int_equal(open_within(self, "x", EVERYTHING), 0);
    assert_int_equal(observe(self, 1, CADRE_STATUS_OK, 4), 0);
    commit(self, true);
    cadre_run_store_close(self->store);
    check_lines(self, "x/runs.csv", 2);
}

/* Another scenario's results are refused as the directory says, and replaced by force. */
static void test_other_scenario(void **state)
{
    fixture_t *self = *state;
    write_all(self, "x", EVERYTHING);
    self->hand->scenario.name = "other";
    assert_int_equal(open_within(self, "x", EVERYTHING), CADRE_ERROR_IDENTITY);
    check_contains(self->err.message, "holds results of the scenario 'by-hand', not of 'other'");
    assert_null(self->store);
    self->options.force = true;
    assert_int_equal(open_within(self, "x", EVERYTHING), 0);
    assert_int_equal(observe_all(self), 0);
    commit(self, true);
    cadre_run_store_close(self->store);
    check_file_contains(self, "x/runs.csv", "\n1,1,1,other,");
}

/* A limit on the size of files stands for a disk that fills up: the error names the file as people
 * know it, the old results stay. */
static void test_no_room(void **state)
{
    fixture_t *self = *state;
    write_all(self, "x", EVERYTHING);
    struct rlimit before, tight;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    tight = before;
    tight.rlim_cur = 3000;
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(open_within(self, "x", EVERYTHING), 0);
    assert_int_equal(observe_all(self), 0);
    bool replaced;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &tight), 0);
    const int code = cadre_run_store_commit(self->store, &replaced, &self->err);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_int_equal(code, CADRE_ERROR_IO);
    check_contains(self->err.message, "cannot write '");
    check_contains(self->err.message, "/x/series.csv': File too large");
    assert_int_equal(cadre_run_store_error(self->store)->code, CADRE_ERROR_IO);
    cadre_run_store_close(self->store);
    check_lines(self, "x/runs.csv", 1 + RUNS);
    assert_int_equal(hand_count(self->hand, "x"), 7);
}

/* Whatever allocation fails, the error is memory and no directory is left behind. */
static void test_out_of_memory(void **state)
{
    fixture_t *self = *state;
    int failures = 0, code;
    for (long allocation = 1;; allocation++) {
        bool replaced;
        cadre_memory_fail_after(allocation);
        code = open_within(self, "x", 4);
        if (code == 0)
            code = observe_all(self);
        if (code == 0)
            code = cadre_run_store_commit(self->store, &replaced, &self->err);
        cadre_memory_fail_after(0);
        cadre_run_store_close(self->store);
        if (code == 0)
            break;
        assert_int_equal(code, CADRE_ERROR_MEMORY);
        assert_int_equal(hand_count(self->hand, "x"), -1);
        failures++;
    }
    assert_true(failures > 20);
    assert_int_equal(hand_count(self->hand, "x"), 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_files, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_summary, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_flows_of_rows_left_out, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_incomplete_runs, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_keep_runs, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_spilled, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_fan, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_without_commit, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_other_scenario, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_no_room, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_out_of_memory, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
