#include "report_folder.h"

static report_folder_t folder;

static void make(const char *rows)
{
    cadre_text_t text = {0};
    cadre_text_addf(&text, "outcome,box,input,lo,hi,coverage,density,support,p_value,chosen\n%s",
                    rows);
    report_folder_begin(&folder, "analyze", "boxes");
    report_folder_put(&folder, "boxes.csv", text.data);
    cadre_text_free(&text);
    assert_int_equal(report_folder_make(&folder), CADRE_OK);
}

static int teardown(void **state)
{
    (void)state;
    report_folder_end(&folder);
    return 0;
}

/* x is limited above at 10, then 6, then 5; the second box is chosen. Of the wide panel (250 to
 * 946) the limits 5 to 10 take the middle, .3 to .7: 6 stands at .38. z has a lower limit, too. */
static void test_the_chosen_box(void **state)
{
    (void)state;
    make("y,1,,,,1,0.1,1,,0\ny,2,x,,10,0.9,0.2,0.5,0.01,0\n"
         "y,3,x,,6,0.8,0.3,0.4,0.01,1\ny,3,z,1,2,0.8,0.3,0.4,0.2,1\ny,4,x,,5,0.5,0.4,0.2,0.01,0\n");
    check_contains(folder.out.data, ">x: to 6</text>");
    check_contains(folder.out.data, ">z: 1 to 2</text>");
    check_contains(folder.out.data, "<rect class=\"goal\" x=\"250\" y=\"37.3\" width=\"264.5\"");
    check_contains(folder.out.data, "<rect class=\"goal\" x=\"458.8\" y=\"59.3\" width=\"278.4\"");
    check_contains(folder.out.data,
                   "<tr><th scope=\"row\">x</th><td></td><td>6</td><td>0.01</td></tr>");
    check_contains(folder.out.data, "Coverage 0.8, density 0.3");
}

static void test_the_way_has_each_box_once(void **state)
{
    (void)state;
    make("y,1,,,,1,0.1,1,,0\ny,2,x,1,,0.9,0.2,0.5,0.01,1\ny,2,z,1,2,0.9,0.2,0.5,0.2,1\n");
    assert_int_equal(report_folder_count(&folder, "<tr data-x="), 2);
    check_contains(folder.out.data, "<tr data-x=\"2\"><th scope=\"row\">2</th><td>0.9</td>"
                                    "<td>0.2</td><td>0.5</td></tr>");
    check_contains(folder.out.data, ">x: from 1</text>");
}

static void test_a_box_without_limits_is_not_drawn(void **state)
{
    (void)state;
    make("y,1,,,,1,0.1,1,,1\n");
    assert_null(strstr(folder.out.data, "The box that was chosen"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(test_the_chosen_box, teardown),
        cmocka_unit_test_teardown(test_the_way_has_each_box_once, teardown),
        cmocka_unit_test_teardown(test_a_box_without_limits_is_not_drawn, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
