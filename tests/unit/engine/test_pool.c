#include "check.h"
#include "two_years.h"

#include "base/memory.h"

enum { RUNS = 40, VALUES = SMALL_ROWS * CADRE_MEASURE_COUNT };

/* What an observer and the callbacks saw. */
typedef struct {
    int64_t seen;    /* runs */
    int64_t fail_at; /* the observer refuses this run; 0 = none */
    int64_t branches[RUNS + 1];
    float values[RUNS][VALUES];
    int reports;
    cadre_progress_t last;
} record_t;

static int observe(void *context, const cadre_replicate_t *replicate)
{
    record_t *self = context;
    assert_int_equal(replicate->run, self->seen + 1); /* in order, none left out */
    self->seen = replicate->run;
    if (replicate->run == self->fail_at)
        return CADRE_ERROR_IO;
    self->branches[replicate->run] = replicate->branch_count;
    memcpy(self->values[replicate->run - 1], replicate->values,
           (size_t)replicate->row_count * CADRE_MEASURE_COUNT * sizeof(float));
    return 0;
}

static bool stop(void *context)
{
    const bool *asked = context;
    return *asked;
}

static void progress(void *context, const cadre_progress_t *now)
{
    record_t *self = context;
    assert_true(now->done >= self->last.done && now->done <= now->total);
    assert_true(now->seconds >= self->last.seconds);
    self->reports++;
    self->last = *now;
}

static int run_pool(record_t *record, cadre_pool_options_t options, cadre_progress_t *totals,
                    cadre_error_t *err)
{
    two_years_t *small = calloc(1, sizeof *small);
    two_years_make(small);
    options.seed = 7;
    const int code = cadre_pool_run(&small->specification, &small->recording, &options, observe,
                                    record, totals, err);
    free(small);
    return code;
}

/* The same replicates in the same order, bit for bit, whatever the number of threads. */
static void test_any_number_of_threads(void **state)
{
    (void)state;
    static const int THREADS[] = {2, 3, 7, 64};
    record_t *one = calloc(1, sizeof *one), *many = calloc(1, sizeof *many);
    cadre_progress_t totals;
    assert_int_equal(
        run_pool(one, (cadre_pool_options_t){.runs = RUNS, .threads = 1}, &totals, NULL), 0);
    assert_int_equal(one->seen, RUNS);
    assert_int_equal(totals.done, RUNS);
    assert_int_equal(totals.failed, 0);
    for (size_t i = 0; i < sizeof THREADS / sizeof THREADS[0]; i++) {
        memset(many, 0, sizeof *many);
        const cadre_pool_options_t options = {.runs = RUNS, .threads = THREADS[i]};
        assert_int_equal(run_pool(many, options, &totals, NULL), 0);
        assert_int_equal(many->seen, RUNS);
        assert_memory_equal(one->values, many->values, sizeof one->values);
    }
    assert_true(memcmp(one->values[0], one->values[1], sizeof one->values[0]) != 0);
    free(one);
    free(many);
}

/* What came of two variants: in the second nobody leaves, fewer can be found and the rival is away.
 */
typedef struct {
    int64_t seen;
    float values[2][RUNS][VALUES];
} two_t;

static int observe_two(void *context, const cadre_replicate_t *replicate)
{
    two_t *self = context;
    assert_int_equal(replicate->run, self->seen / 2 + 1);
    assert_int_equal(replicate->variant, self->seen % 2);
    self->seen++;
    memcpy(self->values[replicate->variant][replicate->run - 1], replicate->values,
           (size_t)replicate->row_count * CADRE_MEASURE_COUNT * sizeof(float));
    return 0;
}

/* Variants come in turn, run by run, each as it is alone, whatever the number of threads; one
 * thread makes all of them in one world. */
static void test_variants(void **state)
{
    (void)state;
    two_years_t *small = calloc(2, sizeof *small);
    record_t *alone = calloc(1, sizeof *alone), *other = calloc(1, sizeof *other);
    two_t *two = calloc(1, sizeof *two);
    assert_int_equal(
        run_pool(alone, (cadre_pool_options_t){.runs = RUNS, .threads = 2}, NULL, NULL), 0);
    cadre_variant_t variants[2];
    for (int v = 0; v < 2; v++) {
        two_years_make(&small[v]);
        variants[v] = (cadre_variant_t){&small[v].specification, &small[v].recording};
    }
    small[1].specification.mechanisms &= ~(1u << CADRE_MECHANISM_exit);
    small[1].specification.pool_size[CADRE_MILIEU_CAMPUS] /= 10;
    small[1].specification.parameters.choice_rival_presence = 0;
    const cadre_pool_options_t one = {.seed = 7, .runs = RUNS, .threads = 1};
    assert_int_equal(cadre_pool_run(&small[1].specification, &small[1].recording, &one, observe,
                                    other, NULL, NULL),
                     0);
    assert_true(memcmp(alone->values, other->values, sizeof alone->values) != 0);
    for (int threads = 1; threads <= 5; threads += 2) {
        two->seen = 0;
        cadre_progress_t totals;
        const cadre_pool_options_t options = {.seed = 7, .runs = RUNS, .threads = threads};
        assert_int_equal(
            cadre_pool_run_variants(variants, 2, &options, observe_two, two, &totals, NULL), 0);
        assert_int_equal(two->seen, 2 * RUNS);
        assert_int_equal(totals.done, 2 * RUNS);
        assert_memory_equal(two->values[0], alone->values, sizeof alone->values);
        assert_memory_equal(two->values[1], other->values, sizeof other->values);
    }
    free(small);
    free(alone);
    free(other);
    free(two);
}

/* One run with threads to spare, which then share its weeks, is the run it is with one thread. */
static void test_team(void **state)
{
    (void)state;
    record_t *alone = calloc(1, sizeof *alone), *team = calloc(1, sizeof *team);
    assert_int_equal(run_pool(alone, (cadre_pool_options_t){.runs = 2, .threads = 1}, NULL, NULL),
                     0);
    assert_int_equal(run_pool(team, (cadre_pool_options_t){.runs = 2, .threads = 5}, NULL, NULL),
                     0);
    assert_int_equal(team->seen, 2);
    assert_memory_equal(alone->values, team->values, sizeof alone->values);
    free(alone);
    free(team);
}

/* Branches are recorded for the first runs only. */
static void test_keep_branches(void **state)
{
    (void)state;
    record_t *record = calloc(1, sizeof *record);
    const cadre_pool_options_t options = {.runs = 5, .threads = 2, .keep_branches = 3};
    assert_int_equal(run_pool(record, options, NULL, NULL), 0);
    for (int run = 1; run <= 5; run++)
        assert_true((record->branches[run] > 0) == (run <= 3));
    free(record);
}

/* What the observer returns ends the pool; nothing is handed over afterwards. */
static void test_observer_refuses(void **state)
{
    (void)state;
    for (int threads = 1; threads <= 4; threads++) {
        record_t *record = calloc(1, sizeof *record);
        record->fail_at = 6;
        cadre_progress_t totals;
        cadre_error_t err = {0};
        const cadre_pool_options_t options = {.runs = RUNS, .threads = threads};
        assert_int_equal(run_pool(record, options, &totals, &err), CADRE_ERROR_IO);
        assert_int_equal(record->seen, 6);
        assert_int_equal(totals.done, 5);
        assert_string_equal(err.message, "input/output error");
        free(record);
    }
}

static void test_stop(void **state)
{
    (void)state;
    record_t *record = calloc(1, sizeof *record);
    bool asked = true;
    cadre_progress_t totals;
    cadre_error_t err = {0};
    const cadre_pool_options_t options = {
        .runs = RUNS, .threads = 3, .stop = stop, .stop_context = &asked};
    assert_int_equal(run_pool(record, options, &totals, &err), CADRE_ERROR_INTERRUPTED);
    assert_int_equal(totals.done, 0);
    assert_string_equal(err.message, "interrupted after 0 of 40 runs");
    asked = false;
    assert_int_equal(run_pool(record, options, &totals, &err), 0);
    assert_int_equal(totals.done, RUNS);
    free(record);
}

/* The last report is of the end, and they come at most every tenth of a second before it. */
static void test_progress(void **state)
{
    (void)state;
    record_t *record = calloc(1, sizeof *record);
    cadre_progress_t totals;
    const cadre_pool_options_t options = {
        .runs = RUNS, .threads = 2, .progress = progress, .progress_context = record};
    assert_int_equal(run_pool(record, options, &totals, NULL), 0);
    assert_int_equal(record->last.done, RUNS);
    assert_int_equal(record->last.total, RUNS);
    assert_true(record->reports <= 2 + (int)(totals.seconds / 0.1));
    free(record);
}

/* Whatever allocation fails with one thread: before the runs begin it ends the pool; later it
 * fails one run, which is counted and named, and the others go on. */
static void test_out_of_memory(void **state)
{
    (void)state;
    record_t *record = calloc(1, sizeof *record);
    int refused = 0, failed = 0;
    for (long allocation = 1;; allocation++) {
        memset(record, 0, sizeof *record);
        cadre_progress_t totals;
        cadre_error_t err = {0};
        cadre_memory_fail_after(allocation);
        const int code =
            run_pool(record, (cadre_pool_options_t){.runs = 3, .threads = 1}, &totals, &err);
        cadre_memory_fail_after(0);
        if (code != 0) {
            assert_int_equal(code, CADRE_ERROR_MEMORY);
            assert_string_equal(err.message, "not enough memory for 1 worlds at once");
            assert_int_equal(record->seen, 0);
            refused++;
            continue;
        }
        assert_int_equal(record->seen, 3);
        if (totals.failed == 0)
            break;
        assert_int_equal(totals.failed, 1);
        assert_int_equal(err.code, CADRE_ERROR_SOME_RUNS);
        check_contains(err.message, " failed in week ");
        check_contains(err.message, "out of memory");
        failed++;
    }
    assert_true(refused > 0 && failed > 0);
    free(record);
}

static void test_runs_out_of_range(void **state)
{
    (void)state;
    record_t *record = calloc(1, sizeof *record);
    cadre_error_t err;
    assert_int_equal(run_pool(record, (cadre_pool_options_t){.runs = 0}, NULL, &err),
                     CADRE_ERROR_USAGE);
    assert_string_equal(err.message, "0 runs: allowed are 1 to 4294967295");
    assert_int_equal(run_pool(record, (cadre_pool_options_t){.runs = 4294967296}, NULL, &err),
                     CADRE_ERROR_USAGE);
    free(record);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_any_number_of_threads),
        cmocka_unit_test(test_variants),
        cmocka_unit_test(test_team),
        cmocka_unit_test(test_keep_branches),
        cmocka_unit_test(test_observer_refuses),
        cmocka_unit_test(test_stop),
        cmocka_unit_test(test_progress),
        cmocka_unit_test(test_out_of_memory),
        cmocka_unit_test(test_runs_out_of_range),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
