#include "report_folder.h"

#define MARGINALS                                                                                  \
    "input,prior_q05,prior_q50,prior_q95,q05,q50,q95,contraction,difference,identified,unit\n"
#define PREDICTIONS                                                                                \
    "pattern,use,group,lo,value,hi,prior_median,prior_q05,prior_q95,prior_inside,prior_inside_lo," \
    "prior_inside_hi,prior_runs,median,q05,q95,inside,inside_lo,inside_hi,runs\n"
#define GENERATIONS                                                                                \
    "generation,tolerance,runs,accepted,ess\n1,,50,50,50\n2,0.8,100,50,44\n3,0.5,90,9,\n"

static report_folder_t folder;

static int make(const char *marginals, const char *predictions)
{
    report_folder_begin(&folder, "calibrate", "posterior");
    report_folder_put(&folder, "marginals.csv", marginals);
    report_folder_put(&folder, "predictions.csv", predictions);
    report_folder_put(&folder, "generations.csv", GENERATIONS);
    return report_folder_make(&folder);
}

static int teardown(void **state)
{
    (void)state;
    report_folder_end(&folder);
    return 0;
}

static const char USUAL[] =
    PREDICTIONS "size,target,size,10,15,20,5,1,30,0.25,0.2,0.3,99,15,10,20,0.75,0.7,0.8,50\n"
                "vote,condition,ending,0.5,1,9,,,,0.1,0.05,0.2,99,,,,0.9,0.8,0.95,50\n"
                "cities,held-out,structure,30,40,50,20,10,60,0.3,0.2,0.4,99,60,55,70,0,0,0.1,50\n";

/* The wide form has the panel of priors, -.1 to 1.1, from 250 to 585: 0 at 277.9, 1 at 557.1. Of
 * 2 to 4 the median 3 stands in the middle, and the share gone, .75, at 611 + .75 x 335. */
static void test_marginals_against_the_prior(void **state)
{
    (void)state;
    assert_int_equal(
        make(MARGINALS "a,2,3,4,2.5,3,3.5,0.75,0.4,1,years\nb,0,1,2,0,1,2,0,0.1,0,\n", USUAL),
        CADRE_OK);
    check_contains(folder.out.data, "<rect class=\"goal\" x=\"277.9\" y=\"37.3\" width=\"279.2\"");
    check_contains(folder.out.data, "<circle class=\"dot s0\" cx=\"417.5\" cy=\"45\"");
    check_contains(folder.out.data,
                   "<line class=\"whisker s0\" x1=\"347.7\" y1=\"45\" x2=\"487.3\"");
    check_contains(folder.out.data, "<circle class=\"dot s0\" cx=\"862.2\" cy=\"45\"");
    check_contains(folder.out.data, "<th scope=\"row\">b</th>");
    check_contains(folder.out.data, ">b (prior)<");
    check_contains(folder.out.data, "Of 2 inputs 1 are identified");
    check_contains(folder.out.data, "<td>0.75</td><td>yes</td><td>years</td>");
}

/* Targets, conditions and what was held out stand apart; a condition has no place against a band.
 */
static void test_uses_stand_apart(void **state)
{
    (void)state;
    assert_int_equal(make(MARGINALS "a,2,3,4,2.5,3,3.5,0.75,0.4,1,years\n", USUAL), CADRE_OK);
    check_contains(folder.out.data, "<h3>What was aimed at</h3>");
    check_contains(folder.out.data, "<h3>What was conditioned on</h3>");
    check_contains(folder.out.data, "<h3>What was held out</h3>");
    assert_int_equal(report_folder_count(&folder, "Of 1 patterns 1 are within"), 2 * 2);
    assert_int_equal(report_folder_count(&folder, "Of 1 patterns 0 are within"), 2);
    assert_int_equal(report_folder_count(&folder, "against the band</text>"), 2 * 2);
    assert_null(strstr(folder.out.data, "nan"));
}

/* 50 of 50, 50 of 100, 9 of 90: the last one was given up. */
static void test_generations(void **state)
{
    (void)state;
    assert_int_equal(make(MARGINALS "a,2,3,4,2.5,3,3.5,0.75,0.4,1,years\n", USUAL), CADRE_OK);
    check_contains(folder.out.data, "<h3>Acceptance</h3>");
    check_contains(folder.out.data, "<td>0.5</td>");
    check_contains(folder.out.data, "<td>0.1</td>");
}

static void test_damaged_and_missing(void **state)
{
    (void)state;
    assert_int_equal(make(MARGINALS "a,2,3,4,x,3,3.5,0.75,0.4,1,years\n", USUAL),
                     CADRE_ERROR_INPUT);
    assert_int_equal(folder.err.line, 2);
    report_folder_put(&folder, "marginals.csv", MARGINALS "a,2,3,4,2,3,3.5,0.75,0.4,1,years\n");
    report_folder_put(&folder, "predictions.csv", "pattern,use\n");
    assert_int_equal(report_folder_make(&folder), CADRE_ERROR_INPUT);
    check_contains(folder.err.file, "predictions.csv");
}

static void test_out_of_memory(void **state)
{
    (void)state;
    assert_int_equal(make(MARGINALS "a,2,3,4,2.5,3,3.5,0.75,0.4,0,years\n", USUAL), CADRE_OK);
    report_folder_check_memory(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(test_marginals_against_the_prior, teardown),
        cmocka_unit_test_teardown(test_uses_stand_apart, teardown),
        cmocka_unit_test_teardown(test_generations, teardown),
        cmocka_unit_test_teardown(test_damaged_and_missing, teardown),
        cmocka_unit_test_teardown(test_out_of_memory, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
