#include "report_folder.h"

#include <sys/stat.h>

static report_folder_t folder;
static char path[96];
static cadre_text_t page;

static int setup(void **state)
{
    (void)state;
    report_folder_begin(&folder, "run", "runs");
    snprintf(path, sizeof path, "%s/page.html", folder.path);
    cadre_text_add(&page, CADRE_REPORT_FIRST_LINE "one\n");
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    unlink(path);
    cadre_text_free(&page);
    report_folder_end(&folder); /* fails if anything else is left behind */
    return 0;
}

static void check_holds(const char *text)
{
    char found[200] = "";
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    fread(found, 1, sizeof found - 1, file);
    fclose(file);
    assert_string_equal(found, text);
}

static void test_a_report_is_made_and_replaced(void **state)
{
    (void)state;
    assert_int_equal(cadre_report_write(path, &page, &folder.err), CADRE_OK);
    check_holds(CADRE_REPORT_FIRST_LINE "one\n");
    cadre_text_add(&page, "two\n");
    assert_int_equal(cadre_report_write(path, &page, &folder.err), CADRE_OK);
    check_holds(CADRE_REPORT_FIRST_LINE "one\ntwo\n");
}

static void test_nothing_else_is_replaced(void **state)
{
    static const char *const OTHERS[] = {"a,b\n1,2\n", "<!doctype html>\n<p>mine</p>",
                                         "<!doctype html><!-- cadre-report/1"};
    (void)state;
    for (size_t i = 0; i < sizeof OTHERS / sizeof OTHERS[0]; i++) {
        FILE *file = fopen(path, "w");
        fputs(OTHERS[i], file);
        fclose(file);
        assert_int_equal(cadre_report_write(path, &page, &folder.err), CADRE_ERROR_CREATE);
        check_contains(folder.err.message, "is there already and is no report");
        check_holds(OTHERS[i]);
    }
    assert_int_equal(cadre_report_write(folder.path, &page, &folder.err), CADRE_ERROR_CREATE);
}

/* As mkstemp leaves it. */
static void test_an_empty_file_is_filled(void **state)
{
    (void)state;
    fclose(fopen(path, "w"));
    assert_int_equal(cadre_report_write(path, &page, &folder.err), CADRE_OK);
    check_holds(CADRE_REPORT_FIRST_LINE "one\n");
}

static void test_where_nothing_can_be_made(void **state)
{
    (void)state;
    assert_int_equal(cadre_report_write("/nowhere/at/all.html", &page, &folder.err),
                     CADRE_ERROR_CREATE);
    check_contains(folder.err.message, "/nowhere/at/all.html");
    cadre_memory_fail_after(1);
    assert_int_equal(cadre_report_write(path, &page, &folder.err), CADRE_ERROR_MEMORY);
    cadre_memory_fail_after(0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_report_is_made_and_replaced, setup, teardown),
        cmocka_unit_test_setup_teardown(test_nothing_else_is_replaced, setup, teardown),
        cmocka_unit_test_setup_teardown(test_an_empty_file_is_filled, setup, teardown),
        cmocka_unit_test_setup_teardown(test_where_nothing_can_be_made, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
