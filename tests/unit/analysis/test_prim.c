#include "test_functions.h"

#include "analysis/prim.h"
#include "base/error.h"
#include "base/memory.h"

#include <gsl/gsl_cdf.h>

enum { N = 2000, D = 4 };
static double inputs[N * D];
static bool cases[N];

/* Cases are the points with x1 < .3 and x2 > .6; the other inputs do nothing. */
static cadre_cases_t corner(void)
{
    gsl_rng *random = gsl_rng_alloc(gsl_rng_mt19937);
    for (int i = 0; i < N; i++) {
        for (int d = 0; d < D; d++)
            inputs[i * D + d] = gsl_rng_uniform(random);
        cases[i] = inputs[i * D] < 0.3 && inputs[i * D + 1] > 0.6;
    }
    gsl_rng_free(random);
    return (cadre_cases_t){inputs, cases, N, D};
}

static void test_finds_the_corner(void **state)
{
    (void)state;
    const cadre_cases_t data = corner();
    cadre_boxes_t out = {0};
    assert_int_equal(cadre_prim(&data, &CADRE_PRIM_DEFAULT, &out), CADRE_OK);
    const cadre_box_t *first = &out.boxes[0], *box = &out.boxes[out.chosen];
    check_close(first->coverage, 1, 0, 0);
    check_close(first->support, 1, 0, 0);
    assert_true(box->density > 0.95 && box->coverage > 0.9);
    check_close(box->high[0], 0.3, 0, 0.03);
    check_close(box->low[1], 0.6, 0, 0.03);
    assert_true(box->limits_high[0] && box->limits_low[1]);
    assert_true(box->p[0] < 1e-10 && box->p[1] < 1e-10);
    /* the numbers of each box are those of the points in it */
    for (int b = 0; b < out.count; b++) {
        int inside = 0, hits = 0;
        for (int i = 0; i < N; i++) {
            bool in = true;
            for (int d = 0; d < D; d++)
                in = in && inputs[i * D + d] >= out.boxes[b].low[d] &&
                     inputs[i * D + d] <= out.boxes[b].high[d];
            inside += in;
            hits += in && cases[i];
        }
        assert_int_equal(inside, out.boxes[b].inside);
        assert_int_equal(hits, out.boxes[b].hits);
        assert_true(inside >= N / 20);
        check_close(out.boxes[b].density, (double)hits / inside, 1e-15, 0);
    }
    cadre_boxes_free(&out);
}

/* A switch: x = 1 has all the cases. One peel takes all of x = 0; the chance of 10 of 10 where half
 * are is 2^-10. */
static void test_switch(void **state)
{
    (void)state;
    double x[20];
    bool hit[20];
    for (int i = 0; i < 20; i++) {
        x[i] = i % 2;
        hit[i] = i % 2 == 1;
    }
    const cadre_cases_t data = {x, hit, 20, 1};
    cadre_boxes_t out = {0};
    assert_int_equal(cadre_prim(&data, &CADRE_PRIM_DEFAULT, &out), CADRE_OK);
    assert_int_equal(out.count, 2);
    assert_int_equal(out.chosen, 1);
    check_close(out.boxes[1].low[0], 1, 0, 0);
    check_close(out.boxes[1].p[0], pow(2, -10), 1e-12, 0);
    assert_true(isnan(out.boxes[0].p[0]));
    cadre_boxes_free(&out);
}

static void test_no_case(void **state)
{
    (void)state;
    double x[20];
    bool hit[20] = {false};
    for (int i = 0; i < 20; i++)
        x[i] = i;
    const cadre_cases_t data = {x, hit, 20, 1};
    cadre_boxes_t out = {0};
    assert_int_equal(cadre_prim(&data, &CADRE_PRIM_DEFAULT, &out), CADRE_OK);
    assert_int_equal(out.count, 1);
    assert_true(out.boxes[0].coverage == 0 && out.boxes[0].density == 0);
    cadre_boxes_free(&out);
}

static void test_out_of_memory(void **state)
{
    (void)state;
    double x[20];
    bool hit[20];
    for (int i = 0; i < 20; i++) {
        x[i] = i;
        hit[i] = i > 15;
    }
    const cadre_cases_t data = {x, hit, 20, 1};
    int status = CADRE_ERROR_MEMORY;
    for (long k = 1; status == CADRE_ERROR_MEMORY; k++) {
        cadre_boxes_t out = {0};
        cadre_memory_fail_after(k);
        status = cadre_prim(&data, &CADRE_PRIM_DEFAULT, &out);
        cadre_memory_fail_after(0);
        cadre_boxes_free(&out);
        assert_true(k < 500);
    }
    assert_int_equal(status, CADRE_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_finds_the_corner),
        cmocka_unit_test(test_switch),
        cmocka_unit_test(test_no_case),
        cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
