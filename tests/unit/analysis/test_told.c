#include "told_files.h"

static void test_a_row_a_point(void **state)
{
    (void)state;
    cadre_told_t told;
    assert_int_equal(tell("block,role,x,on,day,word\n1,A,0.5,true,1970-01-03,red\n"
                          "1,B,2e1,false,1970-01-01,blue\n1,C,3,true,1970-01-02,red\n",
                          "x,first,second\n9,1,2\n9,3,\n9,5,1970-01-11\n", &told),
                     CADRE_OK);
    assert_int_equal(told.points, 3);
    assert_int_equal(told.input_count, 4);
    assert_string_equal(told.inputs[0], "x");
    const double x[12] = {0.5, 1, 2, 0, 20, 0, 0, 1, 3, 1, 1, 0};
    for (int i = 0; i < 12; i++)
        check_close(told.x[i], x[i], 0, 0);
    assert_int_equal(told.words[3], 2);
    assert_int_equal(told.outcome_count, 2);
    assert_string_equal(told.outcomes[1], "second");
    check_close(told.y[1], 3, 0, 0);
    assert_true(isnan(told.y[4]));
    check_close(told.y[5], 10, 0, 0);
    assert_int_equal(told.missing[1], 1);
    assert_int_equal(told.replicates, 1);
    assert_true(isnan(told.within[0]));
    cadre_told_free(&told);
}

/* Points of a prior, and the first block with its roles. */
static void test_roles(void **state)
{
    (void)state;
    cadre_told_t told;
    assert_int_equal(tell("block,role,x\n7,posterior,1\n7,posterior a,2\n8,prior,3\n7,prior a,4\n",
                          "y\n1\n2\n3\n4\n", &told),
                     CADRE_OK);
    for (int p = 0; p < 4; p++)
        assert_int_equal(told.prior[p], p >= 2);
    assert_int_equal(told.block, 2);
    assert_string_equal(told.roles[1], "posterior a");
    assert_null(told.roles[2]);
    cadre_told_free(&told);
}

/* Means 2 and 10, variances between replicates 2 and 8, mean 5; in any order of rows. Of ours only
 * y_ columns count. */
static void test_replicates(void **state)
{
    (void)state;
    cadre_told_t told;
    assert_int_equal(
        tell("x\n1\n2\n",
             "run,point,replicate,p_x,y_end,status,error\n3,2,1,2,8,ok,\n1,1,1,1,1,ok,\n"
             "4,2,2,2,12,ok,\n2,1,2,1,3,ok,\n",
             &told),
        CADRE_OK);
    assert_int_equal(told.outcome_count, 1);
    assert_int_equal(told.replicates, 2);
    check_close(told.y[0], 2, 0, 0);
    check_close(told.y[1], 10, 0, 0);
    check_close(told.within[0], 5, 1e-15, 0);
    assert_int_equal(told.failed, 0);
    cadre_told_free(&told);
}

/* The points first, from a text; the outcomes later: as both from files. */
static void test_halves(void **state)
{
    (void)state;
    cadre_told_t told;
    cadre_text_t design = {0};
    cadre_text_add(&design, "block,x,word\n1,0.5,a\n1,2,b\n");
    assert_int_equal(cadre_told_read_points(&told, "the design", &design, &err), CADRE_OK);
    assert_int_equal(told.points, 2);
    assert_int_equal(told.input_count, 2);
    assert_int_equal(told.outcome_count, 0);
    check_close(told.x[2], 2, 0, 0);
    assert_int_equal(told.words[1], 2);
    char path[] = "/tmp/cadre-told-XXXXXX";
    close(mkstemp(path));
    write_file(path, "point,y_a\n2,8\n1,7\n");
    assert_int_equal(cadre_told_read_outcomes(&told, path, &err), CADRE_OK);
    unlink(path);
    check_close(told.y[0], 7, 0, 0);
    check_close(told.y[1], 8, 0, 0);
    cadre_told_free(&told);
    cadre_text_clear(&design);
    cadre_text_add(&design, "block,role\n1,A\n");
    assert_int_equal(cadre_told_read_points(&told, "the design", &design, &err), CADRE_ERROR_INPUT);
    assert_string_equal(err.file, "the design");
    cadre_told_free(&told);
    cadre_text_free(&design);
}

static void test_failed_runs(void **state)
{
    (void)state;
    cadre_told_t told;
    assert_int_equal(tell("x\n1\n2\n", "point,y_a,status\n1,1,ok\n2,2,capped\n", &told), CADRE_OK);
    assert_int_equal(told.failed, 1);
    assert_string_equal(told.first_failed, "line 3: capped");
    assert_true(isnan(told.y[1]));
    assert_int_equal(told.missing[0], 0);
    cadre_told_free(&told);
}

static const char *refuse(const char *design, const char *outcomes)
{
    cadre_told_t told;
    assert_int_equal(tell(design, outcomes, &told), CADRE_ERROR_INPUT);
    cadre_told_free(&told);
    return said;
}

static void test_refusals(void **state)
{
    (void)state;
    assert_string_equal(refuse("block,role\n1,A\n", "y\n1\n"),
                        "d.csv:1:1: the header names no input");
    assert_string_equal(refuse("x\n", "y\n1\n"), "d.csv:1:1: there are no points under the header");
    assert_string_equal(refuse("x,z\n1,\n", "y\n1\n"), "d.csv:2:3: there is no value of 'z' here");
    assert_string_equal(refuse("x\n1\n1.O\n", "y\n1\n2\n"), "d.csv:3:1: '1.O' is not a number");
    assert_string_equal(refuse("x\n1\n", "x\n1\n"), "o.csv:1:1: the header names no outcome");
    assert_string_equal(refuse("x\n1\n", "y\nmany\n"), "o.csv:2:1: 'many' is not a number");
    assert_string_equal(refuse("x\n1\n", "point,y\n2,1\n"),
                        "o.csv:2:1: the design has no point 2: it has 1");
    assert_string_equal(refuse("x\n1\n2\n", "point,y\n1,1\n1,2\n2,3\n"),
                        "o.csv:4:1: point 2 has 1 runs, point 1 has 2: all must have as many");
    assert_string_equal(refuse("x\n1\n", "y\n1\n2\n"),
                        "o.csv:3:1: the design has no point 2: it has 1");
}

static void test_out_of_memory(void **state)
{
    (void)state;
    int status = CADRE_ERROR_MEMORY;
    for (long k = 1; status == CADRE_ERROR_MEMORY; k++) {
        cadre_told_t told;
        cadre_memory_fail_after(k);
        status = tell("x,w\n1,a\n2,b\n", "y,z\n1,2\n3,4\n", &told);
        cadre_memory_fail_after(0);
        cadre_told_free(&told);
        assert_true(k < 200);
    }
    assert_int_equal(status, CADRE_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_row_a_point), cmocka_unit_test(test_roles),
        cmocka_unit_test(test_replicates),    cmocka_unit_test(test_halves),
        cmocka_unit_test(test_failed_runs),   cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
