#include "told_files.h"

/* Two blocks A, AB1, AB2, B of y = x1. */
#define BLOCKS   "x1,x2\n1,5\n2,5\n1,6\n2,6\n3,7\n4,7\n3,8\n4,8\n"
#define OUTCOMES "y\n1\n2\n1\n2\n3\n4\n3\n4\n"

static const cadre_ask_options_t SOBOL = {
    .method = CADRE_ASK_SOBOL, .randomizations = 1, .levels = 4, .seed = 1};

static int ask(const char *design, const char *outcomes, cadre_ask_options_t options,
               cadre_told_t *told, cadre_attribution_t *out)
{
    *out = (cadre_attribution_t){0};
    int status = tell(design, outcomes, told);
    if (status == CADRE_OK)
        status = cadre_attribution_find(out, told, &options, &err);
    return status;
}

static void end(cadre_told_t *told, cadre_attribution_t *attribution)
{
    cadre_attribution_free(attribution);
    cadre_told_free(told);
}

static void test_blocks(void **state)
{
    (void)state;
    cadre_told_t told;
    cadre_attribution_t found;
    assert_int_equal(ask(BLOCKS, OUTCOMES, SOBOL, &told, &found), CADRE_OK);
    assert_int_equal(found.units, 2);
    assert_int_equal(found.rows, 4);
    assert_false(found.second_order);
    assert_int_equal(found.answers[0].indices.count, 4);
    assert_true(found.answers[0].indices.items[1].estimate == 0); /* x2 does nothing */
    assert_true(isnan(found.answers[0].noise));
    end(&told, &found);

    assert_int_equal(ask("x1,x2\n1,5\n2,5\n1,6\n1,6\n2,5\n2,6\n3,7\n4,7\n3,8\n3,8\n4,7\n4,8\n",
                         "y\n1\n2\n1\n1\n2\n2\n3\n4\n3\n3\n4\n4\n", SOBOL, &told, &found),
                     CADRE_OK);
    assert_true(found.second_order);
    assert_int_equal(found.answers[0].indices.count, 5);
    end(&told, &found);
}

/* Steps move x1; then x2 and x3 together, the second one down. */
static void test_trajectories(void **state)
{
    (void)state;
    cadre_ask_options_t options = SOBOL;
    options.method = CADRE_ASK_MORRIS;
    cadre_told_t told;
    cadre_attribution_t found;
    assert_int_equal(ask("trajectory,step,x1,x2,x3\n1,0,0,0,1\n1,1,0,1,0\n1,2,1,1,0\n"
                         "2,0,1,0,0\n2,1,0,0,0\n2,2,0,1,1\n",
                         "y\n0\n1\n3\n0\n4\n5\n", options, &told, &found),
                     CADRE_OK);
    assert_int_equal(found.units, 2);
    assert_int_equal(found.groups, 2);
    assert_int_equal(found.group_of[0], 0);
    assert_int_equal(found.group_of[1], 1);
    assert_int_equal(found.group_of[2], 1);
    assert_true(!found.joint[0] && found.joint[1]);
    const cadre_indices_t *indices = &found.answers[0].indices;
    assert_int_equal(indices->count, 4);
    check_close(indices->items[0].estimate, (2.0 - 4.0) / 2 * 1.5, 1e-15, 0);
    check_close(indices->items[1].estimate, (2.0 + 4.0) / 2 * 1.5, 1e-15, 0);
    check_close(indices->items[3].estimate, 1.5, 1e-15, 0);
    end(&told, &found);
}

static const char *refuse(const char *design, const char *outcomes, cadre_ask_options_t options)
{
    cadre_told_t told;
    cadre_attribution_t found;
    assert_int_equal(ask(design, outcomes, options, &told, &found), CADRE_ERROR_INPUT);
    end(&told, &found);
    return err.message;
}

static void test_refusals(void **state)
{
    (void)state;
    cadre_ask_options_t options = SOBOL;
    check_contains(refuse("x1,x2\n1,5\n2,5\n1,6\n2,6\n3,7\n4,7\n3,8\n4,9\n", OUTCOMES, options),
                   "the 8 points of 2 inputs are no blocks A, AB1 .. AB2, B");
    options.randomizations = 8;
    check_contains(refuse(BLOCKS, OUTCOMES, options),
                   "2 blocks cannot be 8 randomizations of equal size");
    options = SOBOL;
    options.method = CADRE_ASK_MORRIS;
    check_contains(refuse(BLOCKS, OUTCOMES, options), "the points are no trajectories");
    options.method = CADRE_ASK_PAWN;
    check_contains(refuse(BLOCKS, OUTCOMES, options), "8 points say too little: there must be 20");
    check_contains(refuse("w\na\nb\nc\n", "y\n1\n2\n3\n", options),
                   "input 'w' has 3 different words, which have no order");
    check_contains(
        refuse(BLOCKS, "y,status\n1,ok\n2,ok\n1,ok\n2,ok\n3,ok\n4,capped\n3,ok\n4,ok\n", SOBOL),
        "1 of 8 runs did not end well (line 7: capped)");
    check_contains(refuse(BLOCKS, "y,z\n1,1\n2,1\n,1\n2,1\n3,1\n4,1\n3,1\n4,\n", SOBOL),
                   "no outcome has a value in all runs");
}

/* The same is refused, and the rest accepted, before any outcome is known. */
static void test_check(void **state)
{
    (void)state;
    cadre_text_t design = {0};
    cadre_told_t told;
    cadre_text_add(&design, BLOCKS);
    assert_int_equal(cadre_told_read_points(&told, "design", &design, &err), CADRE_OK);
    cadre_ask_options_t options = SOBOL;
    assert_int_equal(cadre_attribution_check(&told, &options, &err), CADRE_OK);
    options.method = CADRE_ASK_MORRIS;
    assert_int_equal(cadre_attribution_check(&told, &options, &err), CADRE_ERROR_INPUT);
    check_contains(err.message, "the points are no trajectories");
    options.method = CADRE_ASK_PRIM;
    assert_int_equal(cadre_attribution_check(&told, &options, &err), CADRE_ERROR_INPUT);
    check_contains(err.message, "8 points say too little");
    cadre_told_free(&told);
    cadre_text_free(&design);
}

/* Whole blocks go; an outcome that has all its values keeps them. */
static void test_drop_failed(void **state)
{
    (void)state;
    cadre_ask_options_t options = SOBOL;
    options.drop_failed = true;
    cadre_told_t told;
    cadre_attribution_t found;
    const char *three = BLOCKS "9,1\n8,1\n9,2\n8,2\n";
    assert_int_equal(ask(three, "y,z\n1,1\n2,1\n1,\n2,1\n3,1\n4,1\n3,1\n4,1\n9,1\n8,1\n9,1\n8,1\n",
                         options, &told, &found),
                     CADRE_OK);
    assert_int_equal(found.answers[0].dropped, 0);
    assert_int_equal(found.answers[1].dropped, 1);
    end(&told, &found);
}

/* 30 points, cases where x1 < .5: the box says so. */
static void test_prim(void **state)
{
    (void)state;
    char design[2048] = "x1,x2\n", outcomes[2048] = "y,z\n";
    for (int i = 0; i < 30; i++) {
        sprintf(design + strlen(design), "%g,%d\n", i / 30.0, i * 7 % 30);
        sprintf(outcomes + strlen(outcomes), "%d,0\n", i < 15 ? 10 : 20);
    }
    cadre_ask_options_t options = {.method = CADRE_ASK_PRIM,
                                   .case_outcome = "y",
                                   .case_relation = CADRE_CASE_LESS,
                                   .case_value = 15};
    cadre_told_t told;
    cadre_attribution_t found;
    assert_int_equal(ask(design, outcomes, options, &told, &found), CADRE_OK);
    assert_int_equal(found.answers[0].cases, 15);
    assert_true(found.answers[1].left_out);
    assert_false(found.repeats);
    const cadre_box_t *box = &found.answers[0].boxes.boxes[found.answers[0].boxes.chosen];
    check_close(box->density, 1, 0, 0);
    check_close(box->coverage, 1, 0, 0);
    assert_true(box->limits_high[0] && !box->limits_low[0] && !box->limits_high[1]);
    end(&told, &found);
    options.case_outcome = "none";
    check_contains(refuse(design, outcomes, options), "there is no outcome 'none'");
}

/* Points of which one input moves and the others rarely do are told from independent ones. */
static void test_repeats(void **state)
{
    (void)state;
    cadre_ask_options_t options = SOBOL;
    options.method = CADRE_ASK_PAWN;
    char design[2048] = "x1,x2,x3\n", outcomes[2048] = "y\n";
    for (int i = 0; i < 24; i++) {
        sprintf(design + strlen(design), "%d,%d,%d\n", i, i / 5, i / 7);
        sprintf(outcomes + strlen(outcomes), "%d\n", i);
    }
    cadre_told_t told;
    cadre_attribution_t found;
    assert_int_equal(ask(design, outcomes, options, &told, &found), CADRE_OK);
    assert_true(found.repeats);
    end(&told, &found);
}

static void test_out_of_memory(void **state)
{
    (void)state;
    int status = CADRE_ERROR_MEMORY;
    for (long k = 1; status == CADRE_ERROR_MEMORY; k++) {
        cadre_told_t told;
        cadre_attribution_t found = {0};
        assert_int_equal(tell(BLOCKS, OUTCOMES, &told), CADRE_OK);
        cadre_memory_fail_after(k);
        status = cadre_attribution_find(&found, &told, &SOBOL, &err);
        cadre_memory_fail_after(0);
        end(&told, &found);
        assert_true(k < 200);
    }
    assert_int_equal(status, CADRE_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_blocks),      cmocka_unit_test(test_trajectories),
        cmocka_unit_test(test_refusals),    cmocka_unit_test(test_check),
        cmocka_unit_test(test_drop_failed), cmocka_unit_test(test_repeats),
        cmocka_unit_test(test_prim),        cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
