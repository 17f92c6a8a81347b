#include "check.h"

#include "base/dates.h"
#include "base/memory.h"
#include "store/sheet.h"

#include <errno.h>

/* Fields as RFC 4180 has them; what is missing is empty. */
static void test_fields(void **state)
{
    (void)state;
    char *data = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&data, &size);
    cadre_sheet_t sheet;
    cadre_sheet_begin(&sheet, stream, "x.csv");
    cadre_sheet_text(&sheet, "plain");
    cadre_sheet_text(&sheet, "with \"quotes\", comma");
    cadre_sheet_integer(&sheet, 0);
    cadre_sheet_integer(&sheet, -17);
    cadre_sheet_integer(&sheet, INT64_MIN);
    cadre_sheet_integer(&sheet, INT64_MAX);
    cadre_sheet_end_row(&sheet);
    cadre_sheet_empty(&sheet);
    cadre_sheet_float(&sheet, 0.1f);
    cadre_sheet_float(&sheet, (float)NAN);
    cadre_sheet_double(&sheet, 0.1);
    cadre_sheet_double(&sheet, (double)INFINITY);
    cadre_sheet_date(&sheet, cadre_date_days((cadre_civil_t){1977, 3, 12}));
    cadre_sheet_end_row(&sheet);
    assert_int_equal(size, 0); /* nothing is written before there is much, or it is asked for */
    assert_int_equal(cadre_sheet_flush(&sheet, NULL), 0);
    assert_string_equal(data, "plain,\"with \"\"quotes\"\", comma\",0,-17,-9223372036854775808,"
                              "9223372036854775807\n"
                              ",0.1,,0.1,,1977-03-12\n");
    cadre_sheet_end(&sheet);
    fclose(stream);
    free(data);
}

/* Pieces put together are the rows, none lost or doubled where one piece ends. */
static void test_many_rows(void **state)
{
    (void)state;
    enum { ROWS = 200000 };
    char *data = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&data, &size);
    cadre_sheet_t sheet;
    cadre_sheet_begin(&sheet, stream, "x.csv");
    for (int i = 0; i < ROWS; i++) {
        cadre_sheet_integer(&sheet, i);
        cadre_sheet_end_row(&sheet);
    }
    assert_int_equal(cadre_sheet_flush(&sheet, NULL), 0);
    const char *at = data;
    for (int i = 0; i < ROWS; i++) {
        char *end;
        assert_int_equal(strtol(at, &end, 10), i);
        assert_int_equal(*end, '\n');
        at = end + 1;
    }
    assert_int_equal(at - data, size);
    cadre_sheet_end(&sheet);
    fclose(stream);
    free(data);
}

/* The kernel's device that is always full. */
static void test_disk_full(void **state)
{
    (void)state;
    FILE *stream = fopen("/dev/full", "w");
    assert_non_null(stream);
    setvbuf(stream, NULL, _IONBF, 0);
    cadre_sheet_t sheet;
    cadre_error_t err;
    cadre_sheet_begin(&sheet, stream, "results/x.csv");
    cadre_sheet_integer(&sheet, 1);
    cadre_sheet_end_row(&sheet);
    assert_int_equal(cadre_sheet_check(&sheet, &err), 0);
    assert_int_equal(cadre_sheet_flush(&sheet, &err), CADRE_ERROR_IO);
    assert_string_equal(err.message, "disk full while writing 'results/x.csv'");
    assert_int_equal(cadre_sheet_check(&sheet, &err), CADRE_ERROR_IO); /* it stays failed */
    cadre_sheet_end(&sheet);
    fclose(stream);
}

/* A stream open for reading takes nothing. */
static void test_cannot_write(void **state)
{
    (void)state;
    FILE *stream = fopen("/dev/null", "r");
    cadre_sheet_t sheet;
    cadre_error_t err;
    cadre_sheet_begin(&sheet, stream, "x.csv");
    cadre_sheet_integer(&sheet, 1);
    cadre_sheet_end_row(&sheet);
    assert_int_equal(cadre_sheet_flush(&sheet, &err), CADRE_ERROR_IO);
    assert_string_equal(err.message, "cannot write 'x.csv': Bad file descriptor");
    cadre_sheet_end(&sheet);
    fclose(stream);
}

static void test_out_of_memory(void **state)
{
    (void)state;
    FILE *stream = fopen("/dev/null", "w");
    cadre_sheet_t sheet;
    cadre_error_t err;
    cadre_sheet_begin(&sheet, stream, "x.csv");
    cadre_memory_fail_after(1);
    cadre_sheet_integer(&sheet, 1);
    cadre_memory_fail_after(0);
    cadre_sheet_end_row(&sheet);
    assert_int_equal(cadre_sheet_flush(&sheet, &err), CADRE_ERROR_MEMORY);
    assert_string_equal(err.message, "not enough memory to write 'x.csv'");
    cadre_sheet_end(&sheet);
    fclose(stream);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fields),        cmocka_unit_test(test_many_rows),
        cmocka_unit_test(test_disk_full),     cmocka_unit_test(test_cannot_write),
        cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
