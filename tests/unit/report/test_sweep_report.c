#include "report_folder.h"

static report_folder_t folder;

static void make(const char *inputs, const char *rows)
{
    cadre_text_t text = {0};
    report_folder_begin(&folder, "sweep", "summary");
    cadre_text_addf(&text,
                    "point,scenario%s,metric,n_runs,n_failed,mean,mean_lo,mean_hi,q05,q95\n%s",
                    inputs, rows);
    report_folder_put(&folder, "summary.csv", text.data);
    cadre_text_free(&text);
    assert_int_equal(report_folder_make(&folder), CADRE_OK);
}

static int teardown(void **state)
{
    (void)state;
    report_folder_end(&folder);
    return 0;
}

/* Two inputs of two levels: y is a + 10 b, so that b has 100 / 101 of the variance; and k does not
 * vary. */
static void test_points_and_main_effects(void **state)
{
    (void)state;
    make(",p_a,p_b,p_k", "1,s,0,0,7,y,4,0,0,-1,1,-2,2\n2,s,1,0,7,y,4,1,1,0,2,-1,3\n"
                         "3,s,0,1,7,y,4,0,10,9,11,8,12\n4,s,1,1,7,y,4,0,11,10,12,9,13\n");
    check_contains(folder.out.data, "4 points, 2 inputs that vary, 1 outcomes.");
    check_contains(folder.out.data, "1 runs failed");
    check_contains(folder.out.data, "On the left the point and its a, b.");
    check_contains(folder.out.data,
                   "<th scope=\"row\">3: 0, 1</th><td>4</td><td>0</td><td>10</td>");
    check_contains(folder.out.data, "<tr><th scope=\"row\">b</th><td>0.9901</td></tr>\n"
                                    "<tr><th scope=\"row\">a</th><td>0.009901</td></tr>");
    assert_null(strstr(folder.out.data, "<h3>k</h3>"));
    check_contains(folder.out.data, "<tr data-x=\"1\"><th scope=\"row\">1</th>");
}

static void test_inputs_of_words(void **state)
{
    (void)state;
    make(",p_kind", "1,s,party,y,4,0,2,1,3,1,3\n2,s,circle,y,4,0,6,5,7,5,7\n");
    check_contains(folder.out.data, "<h3>kind</h3>");
    check_contains(folder.out.data, "<tr><th scope=\"row\">circle</th><td>1</td><td>6</td>");
}

static void test_scenarios_are_an_input(void **state)
{
    (void)state;
    make("", "1,s,y,4,0,2,1,3,1,3\n2,t,y,4,0,6,5,7,5,7\n");
    check_contains(folder.out.data, "<h3>scenario</h3>");
}

static void test_an_outcome_that_is_the_same_everywhere(void **state)
{
    (void)state;
    make(",p_a", "1,s,1,y,4,0,2,2,2,2,2\n2,s,2,y,4,0,2,2,2,2,2\n");
    check_contains(folder.out.data, "the same at all points");
    assert_null(strstr(folder.out.data, "nan"));
}

/* More than 30 points are not drawn one by one. */
static void test_many_points(void **state)
{
    cadre_text_t rows = {0};
    (void)state;
    for (int i = 1; i <= 31; i++)
        cadre_text_addf(&rows, "%d,s,%d,y,1,0,%d,,,%d,%d\n", i, i, i * i, i * i, i * i);
    make(",p_a", rows.data);
    cadre_text_free(&rows);
    assert_null(strstr(folder.out.data, "At each point"));
    check_contains(folder.out.data, "<h3>a</h3>");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(test_points_and_main_effects, teardown),
        cmocka_unit_test_teardown(test_inputs_of_words, teardown),
        cmocka_unit_test_teardown(test_scenarios_are_an_input, teardown),
        cmocka_unit_test_teardown(test_an_outcome_that_is_the_same_everywhere, teardown),
        cmocka_unit_test_teardown(test_many_points, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
