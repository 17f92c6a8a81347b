#include "report_folder.h"

static report_folder_t folder;

static void make(const char *rows)
{
    cadre_text_t text = {0};
    cadre_text_addf(&text, "mechanism,pattern,baseline,without,difference,lo,hi,n\n%s", rows);
    report_folder_begin(&folder, "ablate", "ablation");
    report_folder_put(&folder, "ablation.csv", text.data);
    cadre_text_free(&text);
    assert_int_equal(report_folder_make(&folder), CADRE_OK);
}

static int teardown(void **state)
{
    (void)state;
    report_folder_end(&folder);
    return 0;
}

/* exit moves a and, downwards, b; voice's interval holds zero, and b is the same without it. */
static void test_what_changes_is_counted_and_drawn(void **state)
{
    (void)state;
    make("exit,a,5,2,3,1,5,9\nexit,b,1,4,-3,-5,-1,9\nvoice,a,5,4,1,-1,3,9\nvoice,b,1,1,0,0,0,9\n"
         "belief,a,5,5,0,0,0,9\nbelief,b,,,,,,0\n");
    check_contains(folder.out.data, "<tr><th scope=\"row\">exit</th><td>2</td></tr>\n"
                                    "<tr><th scope=\"row\">voice</th><td>0</td></tr>\n"
                                    "<tr><th scope=\"row\">belief</th><td>0</td></tr>");
    check_contains(folder.out.data, "Without exit 2 of 2 patterns change, the most of 3");
    check_contains(folder.out.data,
                   "Of 2 mechanisms that change it 1 have an interval without zero");
    check_contains(folder.out.data, "without: belief.</p>");
    check_contains(folder.out.data, "without: voice, belief.</p>");
    assert_int_equal(report_folder_count(&folder, "<figure "), 3);
}

static void test_a_pattern_that_nothing_changes_has_no_figure(void **state)
{
    (void)state;
    make("exit,a,5,5,0,0,0,9\n");
    assert_int_equal(report_folder_count(&folder, "<figure "), 1);
}

static void test_nothing_to_switch_off(void **state)
{
    (void)state;
    make("");
    check_contains(folder.out.data, "nothing to switch off");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(test_what_changes_is_counted_and_drawn, teardown),
        cmocka_unit_test_teardown(test_a_pattern_that_nothing_changes_has_no_figure, teardown),
        cmocka_unit_test_teardown(test_nothing_to_switch_off, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
