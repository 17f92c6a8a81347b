#include "report_folder.h"

static report_folder_t folder;

static void make(const char *rows)
{
    cadre_text_t text = {0};
    cadre_text_addf(&text, "outcome,input,index,estimate,lo,hi,bootstrap_lo,bootstrap_hi\n%s",
                    rows);
    report_folder_begin(&folder, "analyze", "sensitivity");
    report_folder_put(&folder, "sensitivity.csv", text.data);
    cadre_text_free(&text);
    assert_int_equal(report_folder_make(&folder), CADRE_OK);
}

static int teardown(void **state)
{
    (void)state;
    report_folder_end(&folder);
    return 0;
}

/* The order is that of ST, what has no value last; pairs are in the second table only. */
static void test_the_most_important_comes_first(void **state)
{
    (void)state;
    make("y,a,S1,0.1,0,0.2,,\ny,b,S1,0.5,0.4,0.6,,\ny,c,S1,,,,,\n"
         "y,c,ST,,,,,\ny,a,ST,0.2,0.1,0.3,,\ny,b,ST,0.6,0.5,0.7,,\ny,a:b,S2,0.1,0,0.2,,\n");
    check_contains(folder.out.data,
                   "<tr><th scope=\"row\">b</th><td>0.6</td><td>0.5</td><td>0.7</td><td>0.5</td>"
                   "<td>0.4</td><td>0.6</td></tr>\n<tr><th scope=\"row\">a</th>");
    check_contains(folder.out.data, "Of 3 inputs b has the largest ST, 0.6.");
    assert_int_equal(report_folder_count(&folder, "<th scope=\"row\">a:b</th>"), 1);
    assert_null(strstr(folder.out.data, ">nan<"));
}

static void test_each_method_and_each_outcome(void **state)
{
    (void)state;
    make("y,a,mu,-1,-2,0,,\ny,a,mu_star,1,0,2,,\ny,a,sigma,3,2,4,,\n"
         "z,a,pawn_median,0.5,0.4,0.6,,\nz,a,pawn_max,0.7,0.6,0.8,,\nw,a,delta,0.3,0.2,0.4,,\n");
    assert_int_equal(report_folder_count(&folder, "<figure "), 3);
    check_contains(folder.out.data, "<h3>What moves y</h3>");
    check_contains(folder.out.data, "<h3>What changes the distribution of z</h3>");
    check_contains(folder.out.data, "<h3>What changes the distribution of w</h3>");
    check_contains(folder.out.data, "<td>mu</td>"); /* not drawn, but told */
}

static void test_unknown_indices_are_left_out(void **state)
{
    (void)state;
    make("y,a,kappa,1,0,2,,\n");
    assert_int_equal(report_folder_count(&folder, "<figure "), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(test_the_most_important_comes_first, teardown),
        cmocka_unit_test_teardown(test_each_method_and_each_outcome, teardown),
        cmocka_unit_test_teardown(test_unknown_indices_are_left_out, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
