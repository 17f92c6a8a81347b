#include "check.h"

#include "base/csv.h"
#include "base/memory.h"

#include <unistd.h>

static char path[64];
static cadre_error_t err;

static void write_bytes(const char *text, size_t length)
{
    strcpy(path, "/tmp/cadre-csv-XXXXXX");
    const int file = mkstemp(path);
    assert_true(file >= 0);
    assert_int_equal(write(file, text, length), length);
    close(file);
}

/* Opens the text as a file with its header read. */
static int open_text(cadre_csv_t *csv, const char *text)
{
    write_bytes(text, strlen(text));
    int status = cadre_csv_open(csv, path, 1 << 20, &err);
    if (status == CADRE_OK)
        status = cadre_csv_read_header(csv);
    unlink(path);
    return status;
}

/* The message without the file's name, after reading all records and column `number` of each. */
static const char *refuse(const char *text, const char *number)
{
    static char line[2048];
    cadre_csv_t csv;
    err = (cadre_error_t){0};
    int status = open_text(&csv, text);
    double value;
    while (status == CADRE_OK && cadre_csv_next(&csv, &status))
        if (number != NULL && cadre_csv_find(&csv, number) >= 0)
            status = cadre_csv_number(&csv, cadre_csv_find(&csv, number), &value);
    cadre_csv_close(&csv);
    assert_int_equal(status, CADRE_ERROR_INPUT);
    cadre_error_describe(&err, line, sizeof line);
    return line + strlen(path);
}

/* RFC 4180's quoting, both kinds of line end, a quoted line end; the places of fields. */
static void test_fields(void **state)
{
    (void)state;
    cadre_csv_t csv;
    int status =
        open_text(&csv, "a,b,c\r\n1,\"x, \"\"y\"\"\",\r\n\"two\nlines\",-2.5e1,z\n7,\"\",9");
    assert_int_equal(status, CADRE_OK);
    assert_int_equal(csv.header_count, 3);
    assert_int_equal(cadre_csv_find(&csv, "c"), 2);
    assert_int_equal(cadre_csv_find(&csv, "C"), -1);

    assert_true(cadre_csv_next(&csv, &status));
    assert_string_equal(csv.fields[1], "x, \"y\"");
    assert_string_equal(csv.fields[2], "");
    assert_int_equal(csv.columns[2], 14);

    assert_true(cadre_csv_next(&csv, &status));
    assert_string_equal(csv.fields[0], "two\nlines");
    assert_int_equal(csv.lines[0], 3);
    assert_int_equal(csv.lines[1], 4);
    assert_int_equal(csv.columns[1], 8);
    double value;
    assert_int_equal(cadre_csv_number(&csv, 1, &value), CADRE_OK);
    check_close(value, -25, 0, 0);

    assert_true(cadre_csv_next(&csv, &status));
    assert_int_equal(csv.lines[0], 5);
    assert_string_equal(csv.fields[1], "");
    assert_string_equal(csv.fields[2], "9");
    assert_false(cadre_csv_next(&csv, &status));
    assert_int_equal(status, CADRE_OK);
    cadre_csv_close(&csv);
}

/* A text in memory is read as a file is, and left as it was. */
static void test_text(void **state)
{
    (void)state;
    const char text[] = "a,b\n1,\"x\"\n";
    cadre_csv_t csv;
    int status = cadre_csv_open_text(&csv, "the text", text, strlen(text), &err);
    assert_int_equal(status, CADRE_OK);
    assert_int_equal(cadre_csv_read_header(&csv), CADRE_OK);
    assert_true(cadre_csv_next(&csv, &status));
    assert_string_equal(csv.fields[1], "x");
    double value;
    assert_int_equal(cadre_csv_number(&csv, 1, &value), CADRE_ERROR_INPUT);
    assert_string_equal(err.file, "the text");
    assert_int_equal(err.line, 2);
    cadre_csv_close(&csv);
    assert_string_equal(text, "a,b\n1,\"x\"\n");
    assert_int_equal(cadre_csv_open_text(&csv, "the text", "a\0b", 3, &err), CADRE_ERROR_INPUT);
    cadre_csv_close(&csv);
    cadre_memory_fail_after(1);
    assert_int_equal(cadre_csv_open_text(&csv, "the text", text, 3, &err), CADRE_ERROR_MEMORY);
    cadre_memory_fail_after(0);
    cadre_csv_close(&csv);
}

static void test_many_columns(void **state)
{
    (void)state;
    char text[16384] = "c0";
    for (int i = 1; i < 1000; i++)
        sprintf(text + strlen(text), ",c%d", i);
    strcat(text, "\n");
    cadre_csv_t csv;
    assert_int_equal(open_text(&csv, text), CADRE_OK);
    assert_int_equal(csv.header_count, 1000);
    assert_int_equal(cadre_csv_find(&csv, "c999"), 999);
    cadre_csv_close(&csv);
}

static void test_refusals(void **state)
{
    (void)state;
    assert_string_equal(refuse("", NULL), ": the file is empty");
    assert_string_equal(refuse("a,a\n", NULL), ":1:3: column 'a' appears twice");
    assert_string_equal(refuse("a,b\n1\n", NULL), ":2:1: 1 field where the header has 2");
    assert_string_equal(refuse("a,b\n1,\"x\"y\n", NULL),
                        ":2:3: a quoted field does not end properly");
    assert_string_equal(refuse("a,b\n1,\"x\n", NULL), ":2:3: a quoted field does not end properly");
    assert_string_equal(refuse("a,b\n1,x\n", "b"), ":2:3: 'x' is not a number");
    assert_string_equal(refuse("a,b\n1,\n", "b"), ":2:3: there is no number here");
    assert_string_equal(refuse("\xef\xbb\xbf"
                               "a,b\n",
                               NULL),
                        ":1:1: the file begins with a byte order mark: remove it");
    write_bytes("a\n\0", 3);
    cadre_csv_t csv;
    assert_int_equal(cadre_csv_open(&csv, path, 100, &err), CADRE_ERROR_INPUT);
    check_contains(err.message, "NUL byte");
    cadre_csv_close(&csv);
    unlink(path);
}

static void test_a_missing_file(void **state)
{
    (void)state;
    cadre_csv_t csv;
    assert_int_equal(cadre_csv_open(&csv, "/tmp/cadre-no-such.csv", 100, &err),
                     CADRE_ERROR_NO_INPUT);
    cadre_csv_close(&csv);
}

static void test_out_of_memory(void **state)
{
    (void)state;
    int status = CADRE_ERROR_MEMORY;
    for (long k = 1; status == CADRE_ERROR_MEMORY; k++) {
        cadre_csv_t csv;
        write_bytes("a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q\n", 34);
        cadre_memory_fail_after(k);
        status = cadre_csv_open(&csv, path, 100, &err);
        if (status == CADRE_OK)
            status = cadre_csv_read_header(&csv);
        cadre_memory_fail_after(0);
        cadre_csv_close(&csv);
        unlink(path);
        assert_true(k < 100);
    }
    assert_int_equal(status, CADRE_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fields),         cmocka_unit_test(test_text),
        cmocka_unit_test(test_many_columns),   cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_a_missing_file), cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
