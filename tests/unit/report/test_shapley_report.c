#include "report_folder.h"

static report_folder_t folder;

static void make(const char *rows)
{
    cadre_text_t text = {0};
    cadre_text_addf(&text, "outcome,input,index,estimate,lo,hi\n%s", rows);
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

#define BESIDE                                                                                     \
    "y,(none),value,0,0,0\ny,(none),value_prior,0,0,0\ny,(none),value_difference,0,0,0\n"          \
    "y,a,shapley,0.5,0.4,0.6\ny,a,shapley_prior,0.45,0.3,0.6\ny,a,shapley_difference,0.05,-0.1,"   \
    "0.2\ny,b,shapley,-0.5,-0.6,-0.4\ny,b,shapley_prior,0.5,0.4,0.6\ny,b,shapley_difference,-1,"   \
    "-1.2,-0.8\ny,a,alone,0.1,0,0.2\ny,a:b,interaction,0.3,0.1,0.5\n"

/* Three charts an outcome; a is as the prior has it, b is not; what is alone is in no chart. */
static void test_prior_beside(void **state)
{
    (void)state;
    make(BESIDE);
    assert_int_equal(report_folder_count(&folder, "<figure "), 3);
    check_contains(folder.out.data, "<h3>What brings about y</h3>");
    check_contains(folder.out.data, "Of 2 rows 1 are not identified");
    check_contains(folder.out.data,
                   "<tr><th scope=\"row\">a (?)</th><td>0.5</td><td>0.4</td><td>0.6</td><td>0.45</"
                   "td><td>0.3</td><td>0.6</td></tr>");
    check_contains(folder.out.data, "<th scope=\"row\">b</th><td>-0.5</td>");
    check_contains(folder.out.data, "what the prior alone says");
    check_contains(folder.out.data, "<th scope=\"row\">a:b</th>");
}

static void test_without_prior(void **state)
{
    (void)state;
    make("y,a,shapley,0.5,0.4,0.6\nz,a,shapley,1,0,2\n");
    assert_int_equal(report_folder_count(&folder, "<figure "), 2);
    check_contains(folder.out.data, "without a prior beside them");
    assert_null(strstr(folder.out.data, "what the prior alone says"));
}

static void test_out_of_memory(void **state)
{
    (void)state;
    make(BESIDE);
    report_folder_check_memory(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(test_prior_beside, teardown),
        cmocka_unit_test_teardown(test_without_prior, teardown),
        cmocka_unit_test_teardown(test_out_of_memory, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
