/* Shapley values and interactions of games whose answers are known. */
#include "check.h"

#include "analysis/shapley.h"
#include "base/error.h"
#include "base/memory.h"

static const cadre_resampling_t RESAMPLING = {1, 400};

static int has(unsigned coalition, int factor)
{
    return (int)(coalition >> factor & 1);
}

/* v(S) is the sum of what its members bring: each gets that, and no pair anything. */
static void test_additive(void **state)
{
    static const double BRINGS[6] = {3, -1, .5, 0, 10, .25};
    double v[64], phi[6];
    (void)state;
    for (unsigned s = 0; s < 64; s++) {
        v[s] = 7;
        for (int j = 0; j < 6; j++)
            v[s] += has(s, j) * BRINGS[j];
    }
    cadre_shapley_values(v, 6, phi);
    for (int j = 0; j < 6; j++) {
        check_close(phi[j], BRINGS[j], 0, 1e-13);
        for (int i = 0; i < j; i++)
            check_close(cadre_shapley_interaction(v, 6, i, j), 0, 0, 1e-13);
    }
}

/* 1 where all of T = {0, 2, 3} are there: those of T share it equally (Shapley 1953), their pairs
 * get 1 / (|T| - 1) (Grabisch & Roubens 1999, from the Moebius transform), others nothing. */
static void test_unanimity(void **state)
{
    double v[16], phi[4];
    (void)state;
    for (unsigned s = 0; s < 16; s++)
        v[s] = (s & 13u) == 13u;
    cadre_shapley_values(v, 4, phi);
    for (int j = 0; j < 4; j++)
        check_close(phi[j], j == 1 ? 0 : 1.0 / 3, 0, 1e-15);
    check_close(cadre_shapley_interaction(v, 4, 0, 2), .5, 0, 1e-15);
    check_close(cadre_shapley_interaction(v, 4, 2, 3), .5, 0, 1e-15);
    check_close(cadre_shapley_interaction(v, 4, 0, 1), 0, 0, 1e-15);
}

/* The glove game: 0 and 1 own a left glove, 2 a right one, a pair is worth 1. 1/6, 1/6, 2/3; the
 * left gloves replace one another. By the Moebius transform m02 = m12 = 1, m012 = -1. */
static void test_gloves(void **state)
{
    double v[8], phi[3];
    (void)state;
    for (unsigned s = 0; s < 8; s++)
        v[s] = has(s, 2) && (has(s, 0) || has(s, 1));
    cadre_shapley_values(v, 3, phi);
    check_close(phi[0], 1.0 / 6, 0, 1e-15);
    check_close(phi[1], 1.0 / 6, 0, 1e-15);
    check_close(phi[2], 2.0 / 3, 0, 1e-15);
    check_close(cadre_shapley_interaction(v, 3, 0, 1), -.5, 0, 1e-15);
    check_close(cadre_shapley_interaction(v, 3, 0, 2), .5, 0, 1e-15);
}

/* Landing fees (Littlechild & Owen 1973): a coalition costs what its largest aircraft costs, 1, 3
 * or 6. Each part of the runway is shared by those who need it: 1/3; 1/3 + 2/2; 1/3 + 2/2 + 3. */
static void test_airport(void **state)
{
    static const double COSTS[3] = {1, 3, 6};
    double v[8] = {0}, phi[3];
    (void)state;
    for (unsigned s = 0; s < 8; s++)
        for (int j = 0; j < 3; j++)
            v[s] = has(s, j) ? fmax(v[s], COSTS[j]) : v[s];
    cadre_shapley_values(v, 3, phi);
    check_close(phi[0], 1.0 / 3, 0, 1e-14);
    check_close(phi[1], 4.0 / 3, 0, 1e-14);
    check_close(phi[2], 13.0 / 3, 0, 1e-14);
}

static void test_single_factor(void **state)
{
    const double v[2] = {2, 5};
    double phi;
    (void)state;
    cadre_shapley_values(v, 1, &phi);
    check_close(phi, 3, 0, 0);
}

static const cadre_index_t *find(const cadre_indices_t *indices, const char *name, int input,
                                 int other)
{
    for (int i = 0; i < indices->count; i++)
        if (strcmp(indices->items[i].index, name) == 0 && indices->items[i].input == input &&
            indices->items[i].other == other)
            return &indices->items[i];
    fail_msg("there is no %s of %d, %d", name, input, other);
    return NULL;
}

/* Two factors that need one another, worth 1 at three draws and 2 at the fourth: means by hand. The
 * interval is Student's of the values .5, .5, .5, 1 (mean .625, s/sqrt(n) = .125, t 3.1824),
 * but for the chance of resampling. */
static void test_means_and_intervals(void **state)
{
    static const double WORTHS[] = {0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 2};
    const cadre_games_t games = {WORTHS, 4};
    cadre_indices_t out = {0};
    (void)state;
    assert_int_equal(cadre_attribute(&games, NULL, 2, &RESAMPLING, &out), CADRE_OK);
    assert_int_equal(out.count, 2 + 2 * 3 + 1);
    const cadre_index_t *index = find(&out, "shapley", 0, -1);
    check_close(index->estimate, .625, 0, 1e-15);
    check_close(index->bounds.high - index->estimate, 3.1824 * .125, .1, 0);
    check_close(find(&out, "value", CADRE_INPUT_NONE, -1)->estimate, 0, 0, 0);
    check_close(find(&out, "value", CADRE_INPUT_ALL, -1)->estimate, 1.25, 0, 0);
    check_close(find(&out, "alone", 1, -1)->estimate, 0, 0, 0);
    check_close(find(&out, "last", 1, -1)->estimate, 1.25, 0, 0);
    check_close(find(&out, "interaction", 0, 1)->estimate, 1.25, 0, 0);
    cadre_indices_free(&out);
}

/* Beside a prior of the same mean the difference is 0 and as uncertain as both together: variances
 * add up. Beside one that is always worth 4, it is what the means say. */
static void test_prior(void **state)
{
    static const double SPREAD[] = {0, 1, 0, 3}, SHIFTED[] = {0, 4, 0, 4, 0, 4};
    const cadre_games_t games = {SPREAD, 2}, far = {SHIFTED, 3};
    cadre_indices_t out = {0};
    (void)state;
    assert_int_equal(cadre_attribute(&games, &games, 1, &RESAMPLING, &out), CADRE_OK);
    const cadre_index_t *one = find(&out, "shapley", 0, -1);
    const cadre_index_t *both = find(&out, "shapley_difference", 0, -1);
    check_close(both->estimate, 0, 0, 0);
    check_close((both->bounds.high - both->estimate) / (one->bounds.high - one->estimate), sqrt(2),
                .1, 0);
    check_close(find(&out, "shapley_prior", 0, -1)->estimate, 2, 0, 0);
    cadre_indices_free(&out);
    assert_int_equal(cadre_attribute(&games, &far, 1, &RESAMPLING, &out), CADRE_OK);
    check_close(find(&out, "shapley_difference", 0, -1)->estimate, -2, 0, 0);
    check_close(find(&out, "value_prior", CADRE_INPUT_ALL, -1)->bounds.high, 4, 0, 0);
    cadre_indices_free(&out);
}

static void test_out_of_memory(void **state)
{
    static const double WORTHS[] = {0, 1, 0, 3};
    const cadre_games_t games = {WORTHS, 2};
    int status = CADRE_ERROR_MEMORY, failed = 0;
    (void)state;
    for (long n = 1; status != CADRE_OK; n++, failed++) {
        cadre_indices_t out = {0};
        cadre_memory_fail_after(n);
        status = cadre_attribute(&games, &games, 1, &RESAMPLING, &out);
        cadre_memory_fail_after(0);
        cadre_indices_free(&out);
    }
    assert_true(failed > 6); /* two samples of three arrays, and the list */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_additive),      cmocka_unit_test(test_unanimity),
        cmocka_unit_test(test_gloves),        cmocka_unit_test(test_airport),
        cmocka_unit_test(test_single_factor), cmocka_unit_test(test_means_and_intervals),
        cmocka_unit_test(test_prior),         cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
