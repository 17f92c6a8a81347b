/* Blocks of factors found in points, and what is none. */
#define _XOPEN_SOURCE 700 /* mkdtemp */
#include "told_files.h"

static cadre_told_t told;
static cadre_attribution_t attribution;

/* Asks for Shapley values; the code. */
static int ask(const char *design, const char *outcomes)
{
    const cadre_ask_options_t options = {
        .method = CADRE_ASK_SHAPLEY, .seed = 1, .drop_failed = true};
    const int status = tell(design, outcomes, &told);
    assert_int_equal(status, CADRE_OK);
    return cadre_attribution_find(&attribution, &told, &options, &err);
}

static int teardown(void **state)
{
    (void)state;
    cadre_attribution_free(&attribution);
    cadre_told_free(&told);
    return 0;
}

static double estimate(const char *name, int input)
{
    for (int i = 0; i < attribution.answers[0].indices.count; i++)
        if (strcmp(attribution.answers[0].indices.items[i].index, name) == 0 &&
            attribution.answers[0].indices.items[i].input == input)
            return attribution.answers[0].indices.items[i].estimate;
    return NAN;
}

/* Two factors, one of them of two inputs that change together, the rows in another order in the
 * second block; z stays within each. y = 10 a + b: what each adds. */
static void test_groups_in_any_order(void **state)
{
    (void)state;
    assert_int_equal(ask("block,role,a,b,c,z\n1,p,0,no,5,1\n1,p ac,1,no,6,1\n1,p b,0,yes,5,1\n"
                         "1,p ac+b,1,yes,6,1\n"
                         "2,p,0,no,5,2\n2,,1,yes,6,2\n2,,0,yes,5,2\n2,,1,no,6,2\n",
                         "y\n0\n10\n1\n11\n0\n11\n1\n10\n"),
                     CADRE_OK);
    assert_int_equal(attribution.groups, 2);
    assert_string_equal(attribution.names[0], "ac");
    assert_string_equal(attribution.names[1], "b");
    assert_int_equal(attribution.rows, 4);
    assert_int_equal(attribution.group_of[2], attribution.group_of[0]);
    assert_int_equal(attribution.group_of[3], -1);
    assert_true(attribution.joint[0]);
    assert_false(attribution.joint[1]);
    check_close(estimate("shapley", 0), 10, 0, 1e-14);
    check_close(estimate("shapley", 1), 1, 0, 1e-14);
}

/* Without blocks the most factors that fit: four points of two are no two of one. */
static void test_one_block(void **state)
{
    (void)state;
    assert_int_equal(ask("a,b\n0,0\n1,0\n0,1\n1,1\n", "y\n0\n1\n2\n3\n"), CADRE_ERROR_INPUT);
    check_contains(err.message, "one block of 4 points");
}

static void test_prior_beside(void **state)
{
    (void)state;
    assert_int_equal(ask("role,a\nposterior,0\nposterior a,1\nprior,0\nprior a,1\nposterior,0\n"
                         "posterior,1\nprior,0\nprior,1\n",
                         "y\n0\n2\n0\n5\n0\n4\n0\n7\n"),
                     CADRE_OK);
    check_close(estimate("shapley", 0), 3, 0, 0);
    check_close(estimate("shapley_prior", 0), 6, 0, 0);
    check_close(estimate("shapley_difference", 0), -3, 0, 0);
}

/* Only the prior: no suffix, nothing to set beside it. */
static void test_prior_alone(void **state)
{
    (void)state;
    assert_int_equal(ask("role,a\nprior,0\nprior,1\nprior,0\nprior,1\n", "y\n0\n5\n0\n7\n"),
                     CADRE_OK);
    check_close(estimate("shapley", 0), 6, 0, 0);
    assert_true(isnan(estimate("shapley_prior", 0)));
}

static void test_single_prior_block(void **state)
{
    (void)state;
    assert_int_equal(ask("role,a\nx,0\nx,1\nx,0\nx,1\nprior,0\nprior,1\n", "y\n0\n5\n0\n7\n0\n1\n"),
                     CADRE_ERROR_INPUT);
    check_contains(err.message, "of the prior");
}

/* A block with a run without value is left out whole; an outcome with less than two is. */
static void test_dropped(void **state)
{
    (void)state;
    assert_int_equal(ask("a\n0\n1\n0\n1\n0\n1\n", "y,w\n0,0\n5,\n0,0\n7,\n,0\n100,1\n"), CADRE_OK);
    check_close(estimate("shapley", 0), 6, 0, 0);
    assert_int_equal(attribution.answers[0].dropped, 1);
    assert_true(attribution.answers[1].left_out);
}

static void test_what_is_none(void **state)
{
    static const char *const DESIGNS[] = {
        "a,b\n0,0\n1,0\n0,1\n1,2\n",                       /* a third value */
        "a,b\n0,0\n1,0\n0,1\n0,1\n",                       /* twice the same */
        "a,z\n0,1\n1,2\n0,1\n1,3\n",                       /* z moves with a, and is not it */
        "a\n0\n1\n1\n0\n",                                 /* another first point */
        "role,a\nprior,0\nposterior,1\nprior,0\nprior,1\n" /* a block of both kinds */
    };
    (void)state;
    for (size_t i = 0; i < sizeof DESIGNS / sizeof *DESIGNS; i++) {
        assert_int_equal(ask(DESIGNS[i], "y\n0\n1\n2\n3\n"), CADRE_ERROR_INPUT);
        check_contains(err.message, "are no blocks in which every combination");
        teardown(NULL);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(test_groups_in_any_order, teardown),
        cmocka_unit_test_teardown(test_one_block, teardown),
        cmocka_unit_test_teardown(test_prior_beside, teardown),
        cmocka_unit_test_teardown(test_prior_alone, teardown),
        cmocka_unit_test_teardown(test_single_prior_block, teardown),
        cmocka_unit_test_teardown(test_dropped, teardown),
        cmocka_unit_test_teardown(test_what_is_none, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
