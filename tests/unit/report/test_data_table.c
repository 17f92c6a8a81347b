#include "report/data_table.h"
#include "report_folder.h"

static report_folder_t folder;
static cadre_data_t data;

static int setup(void **state)
{
    (void)state;
    report_folder_begin(&folder, "run", "runs");
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    cadre_data_free(&data);
    report_folder_end(&folder);
    return 0;
}

static void read_text(const char *text)
{
    report_folder_put(&folder, "a.csv", text);
    assert_int_equal(cadre_data_read(&data, folder.path, "a.csv", &folder.err), CADRE_OK);
}

static void test_cells(void **state)
{
    (void)state;
    read_text("name,x,day\n\"a, b\",1.5,1970-01-03\nc,,1970-01-01\n");
    assert_int_equal(data.rows, 2);
    assert_int_equal(cadre_data_find(&data, "x"), 1);
    assert_int_equal(cadre_data_find(&data, "y"), -1);
    assert_string_equal(cadre_data_text(&data, 0, 0), "a, b");
    check_close(cadre_data_number(&data, 0, 1), 1.5, 0, 0);
    assert_true(isnan(cadre_data_number(&data, 1, 1)));
    check_close(cadre_data_day(&data, 0, 2), 2, 0, 0);
    assert_int_equal(cadre_data_check(&data, &folder.err), CADRE_OK);
}

static void test_many_rows(void **state)
{
    cadre_text_t text = {0};
    (void)state;
    cadre_text_add(&text, "x\n");
    for (int i = 0; i < 1000; i++)
        cadre_text_addf(&text, "%d\n", i);
    read_text(text.data);
    cadre_text_free(&text);
    assert_int_equal(data.rows, 1000);
    check_close(cadre_data_number(&data, 999, 0), 999, 0, 0);
}

static void test_the_first_mistake_is_told_with_its_place(void **state)
{
    (void)state;
    read_text("x,day\n1,1970-01-01\nfour,1970-02-30\n");
    assert_true(isnan(cadre_data_day(&data, 1, 1)));
    assert_true(isnan(cadre_data_number(&data, 1, 0)));
    assert_int_equal(cadre_data_check(&data, &folder.err), CADRE_ERROR_INPUT);
    assert_int_equal(folder.err.line, 3);
    check_contains(folder.err.file, "a.csv");
    check_contains(folder.err.message, "column 'day' holds '1970-02-30'");
}

static void test_missing_columns_and_files(void **state)
{
    static const char *const NAMES[] = {"x", "z"};
    int found[2];
    (void)state;
    read_text("x\n");
    assert_int_equal(cadre_data_need(&data, NAMES, 1, found, &folder.err), CADRE_OK);
    assert_int_equal(cadre_data_need(&data, NAMES, 2, found, &folder.err), CADRE_ERROR_INPUT);
    check_contains(folder.err.message, "no column 'z'");
    cadre_data_free(&data);
    assert_int_equal(cadre_data_read(&data, folder.path, "b.csv", &folder.err),
                     CADRE_ERROR_NO_INPUT);
}

static void test_out_of_memory(void **state)
{
    (void)state;
    report_folder_put(&folder, "a.csv", "x\n1\n");
    int failed = 0;
    for (long n = 1, status = -1; status != CADRE_OK; n++) {
        cadre_data_free(&data);
        cadre_memory_fail_after(n);
        status = cadre_data_read(&data, folder.path, "a.csv", &folder.err);
        cadre_memory_fail_after(0);
        failed += status == CADRE_ERROR_MEMORY;
        assert_true(status == CADRE_OK || status == CADRE_ERROR_MEMORY);
    }
    assert_true(failed > 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_cells, setup, teardown),
        cmocka_unit_test_setup_teardown(test_many_rows, setup, teardown),
        cmocka_unit_test_setup_teardown(test_the_first_mistake_is_told_with_its_place, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_missing_columns_and_files, setup, teardown),
        cmocka_unit_test_setup_teardown(test_out_of_memory, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
