#include "hand_made.h"

#include "base/memory.h"
#include "store/samples.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>

enum { RUNS = 23, COLUMNS = 11 };

static int set_up(void **state)
{
    *state = hand_make();
    return 0;
}

static int tear_down(void **state)
{
    hand_free(*state);
    return 0;
}

/* Every cell has a value of its own. */
static float cell(int64_t run, long column)
{
    return (float)(run * 1000 + column);
}

static int fill(cadre_samples_t *samples, cadre_error_t *err)
{
    int code = CADRE_OK;
    for (int64_t run = 0; code == CADRE_OK && run < RUNS; run++) {
        float values[COLUMNS];
        for (long column = 0; column < COLUMNS; column++)
            values[column] = cell(run, column);
        code = cadre_samples_add(samples, values, err);
    }
    return code;
}

/* All columns, as many at once as there may be. */
static void check_all(cadre_samples_t *samples)
{
    const long at_once = cadre_samples_at_once(samples);
    float out[RUNS];
    for (long first = 0; first < COLUMNS; first += at_once) {
        const long count = COLUMNS - first < at_once ? COLUMNS - first : at_once;
        assert_int_equal(cadre_samples_load(samples, first, count, NULL), 0);
        for (long column = first; column < first + count; column++) {
            cadre_samples_column(samples, column, out);
            for (int64_t run = 0; run < RUNS; run++)
                check_close(out[run], cell(run, column), 0, 0);
        }
    }
}

/* Whatever the memory, from one value to everything, the columns read the same; and again, in
 * another order. */
static void test_any_memory(void **state)
{
    const hand_t *hand = *state;
    const int folder = open(hand->folder, O_RDONLY | O_DIRECTORY);
    for (size_t bytes = 4; bytes <= 4 * (RUNS + 1) * COLUMNS; bytes += 4) {
        cadre_samples_t *samples;
        assert_int_equal(cadre_samples_create(RUNS, COLUMNS, bytes, folder, &samples), 0);
        assert_int_equal(fill(samples, NULL), 0);
        assert_int_equal(cadre_samples_runs(samples), RUNS);
        check_all(samples);
        float out[RUNS];
        assert_int_equal(cadre_samples_load(samples, 3, 1, NULL), 0);
        cadre_samples_column(samples, 3, out);
        check_close(out[RUNS - 1], cell(RUNS - 1, 3), 0, 0);
        check_all(samples);
        assert_int_equal(hand_count(hand, ""), 0); /* the scratch file has no name */
        cadre_samples_free(samples);
    }
    close(folder);
}

/* What fits is not written at all. */
static void test_at_once(void **state)
{
    (void)state;
    cadre_samples_t *samples;
    assert_int_equal(cadre_samples_create(RUNS, COLUMNS, 4 * RUNS * COLUMNS, -1, &samples), 0);
    assert_int_equal(fill(samples, NULL), 0);
    assert_int_equal(cadre_samples_at_once(samples), COLUMNS);
    cadre_samples_free(samples);
}

static void test_no_folder(void **state)
{
    (void)state;
    cadre_samples_t *samples;
    cadre_error_t err;
    assert_int_equal(cadre_samples_create(RUNS, COLUMNS, 16, -1, &samples), 0);
    assert_int_equal(fill(samples, &err), CADRE_ERROR_IO);
    assert_string_equal(err.message,
                        "cannot write 'scratch file for quantiles': Bad file descriptor");
    cadre_samples_free(samples);
}

/* A limit on the size of files stands for a disk that fills up. */
static void test_file_too_large(void **state)
{
    const hand_t *hand = *state;
    const int folder = open(hand->folder, O_RDONLY | O_DIRECTORY);
    struct rlimit before, tight;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    tight = before;
    tight.rlim_cur = 100;
    signal(SIGXFSZ, SIG_IGN);
    cadre_samples_t *samples;
    cadre_error_t err;
    assert_int_equal(cadre_samples_create(RUNS, COLUMNS, 4 * COLUMNS, folder, &samples), 0);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &tight), 0);
    const int code = fill(samples, &err);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_int_equal(code, CADRE_ERROR_IO);
    assert_string_equal(err.message, "cannot write 'scratch file for quantiles': File too large");
    cadre_samples_free(samples);
    close(folder);
}

static void test_out_of_memory(void **state)
{
    const hand_t *hand = *state;
    const int folder = open(hand->folder, O_RDONLY | O_DIRECTORY);
    cadre_samples_t *samples;
    for (long allocation = 1; allocation <= 2; allocation++) {
        cadre_memory_fail_after(allocation);
        assert_int_equal(cadre_samples_create(RUNS, COLUMNS, 16, folder, &samples),
                         CADRE_ERROR_MEMORY);
        cadre_memory_fail_after(0);
        assert_null(samples);
    }
    cadre_error_t err;
    assert_int_equal(cadre_samples_create(RUNS, COLUMNS, 16, folder, &samples), 0);
    cadre_memory_fail_after(1);
    assert_int_equal(fill(samples, &err), CADRE_ERROR_MEMORY);
    cadre_memory_fail_after(0);
    assert_string_equal(err.message, "not enough memory for quantiles");
    cadre_samples_free(samples);
    close(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_any_memory, set_up, tear_down),
        cmocka_unit_test(test_at_once),
        cmocka_unit_test(test_no_folder),
        cmocka_unit_test_setup_teardown(test_file_too_large, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_out_of_memory, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
