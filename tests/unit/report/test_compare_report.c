#include "report_folder.h"

static report_folder_t folder;

/* members, cadre and an undrawn measure of "iso", which differ; funds do not; members of "left". */
static int setup(void **state)
{
    static const char *const MEASURES[] = {"members", "cadre", "staff", "funds"};
    cadre_text_t text = {0};
    (void)state;
    report_folder_begin(&folder, "compare", "compare");
    cadre_text_add(&text, "organization,measure,date,mean_a,mean_b,mean_difference,lo,hi\n");
    for (int m = 0; m < 4; m++)
        for (int i = 0; i < 200; i++)
            cadre_text_addf(&text, "iso,%s,%d-01-01,%d,1,%d,%d,%d\n", MEASURES[m], 1800 + i, i,
                            m < 3 ? i - 1 : 0, m < 3 ? i - 2 : 0, m < 3 ? i : 0);
    cadre_text_add(&text, "left,members,1999-01-01,5,6,-1,-2,0\n");
    report_folder_put(&folder, "compare.csv", text.data);
    cadre_text_free(&text);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    report_folder_end(&folder);
    return 0;
}

static void test_figures(void **state)
{
    (void)state;
    assert_int_equal(report_folder_make(&folder), CADRE_OK);
    assert_int_equal(report_folder_count(&folder, "<figure "), 3);
    check_contains(folder.out.data, "<h3>members of iso</h3>");
    check_contains(folder.out.data, "class=\"small\">\n<figcaption><h3>cadre of iso</h3>");
    check_contains(folder.out.data, "<h3>members of left</h3>");
    check_contains(folder.out.data, "<th scope=\"row\">staff</th>"); /* in the table only */
    check_contains(folder.out.data, "<p>1 are not listed");          /* the funds */
    check_contains(folder.out.data, "class=\"zero\"");
}

/* At most 150 of 200 dates, among them the first and the last. */
static void test_long_tables_are_thinned(void **state)
{
    (void)state;
    assert_int_equal(report_folder_make(&folder), CADRE_OK);
    const char *end = strstr(folder.out.data, "</figure>");
    int rows = 0;
    for (const char *at = folder.out.data; (at = strstr(at, "<tr data-x")) != NULL && at < end;
         at++)
        rows++;
    assert_int_equal(rows, 101); /* 1800, 1802, …, 1998, and 1999 */
    check_contains(folder.out.data, "<th scope=\"row\">1999-01-01</th><td>197</td><td>199</td>"
                                    "<td>198</td>");
}

static void test_nothing_in_common(void **state)
{
    (void)state;
    report_folder_put(&folder, "compare.csv",
                      "organization,measure,date,mean_a,mean_b,mean_difference,lo,hi\n");
    assert_int_equal(report_folder_make(&folder), CADRE_OK);
    check_contains(folder.out.data, "no organization or no date in common");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_figures, setup, teardown),
        cmocka_unit_test_setup_teardown(test_long_tables_are_thinned, setup, teardown),
        cmocka_unit_test_setup_teardown(test_nothing_in_common, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
