#include "check.h"
#include "report/plot_labels.h"

static void test_labels_in_one_another_s_way_take_lanes(void **state)
{
    static const double X[] = {0, 50, 120, 130}, WIDTH[] = {100, 60, 50, 30};
    int lane[4], ends[4];
    (void)state;
    /* 0-100; 50-110 hits it; 120-170 is free of both; 130-160 hits the third only */
    assert_int_equal(cadre_labels_in_lanes(4, X, WIDTH, 6, 1000, lane, ends), 2);
    assert_int_equal(lane[0], 0);
    assert_int_equal(lane[1], 1);
    assert_int_equal(lane[2], 0);
    assert_int_equal(lane[3], 1);
}

static void test_a_label_that_would_pass_the_edge_ends_at_its_place(void **state)
{
    static const double X[] = {10, 180}, WIDTH[] = {60, 40};
    int lane[2], ends[2];
    (void)state;
    assert_int_equal(cadre_labels_in_lanes(2, X, WIDTH, 6, 200, lane, ends), 1);
    assert_int_equal(ends[0], 0);
    assert_int_equal(ends[1], 1); /* 140-180 */
}

static void test_no_two_labels_ever_cover_one_another(void **state)
{
    double x[40], width[40];
    int lane[40], ends[40];
    (void)state;
    for (int i = 0; i < 40; i++) {
        x[i] = i * i * 0.6;
        width[i] = 20 + 37 * i % 91;
    }
    cadre_labels_in_lanes(40, x, width, 4, 960, lane, ends);
    int compared = 0;
    for (int i = 0; i < 40; i++)
        for (int k = 0; k < i; k++) {
            if (lane[i] != lane[k] || lane[i] < 0)
                continue;
            const double a = ends[i] ? x[i] - width[i] : x[i];
            const double b = ends[k] ? x[k] - width[k] : x[k];
            assert_true(a + width[i] + 4 <= b || b + width[k] + 4 <= a);
            compared++;
        }
    assert_true(compared > 20);
}

static void test_full_lanes_leave_labels_out(void **state)
{
    double x[CADRE_LANES_MAX + 1] = {0}, width[CADRE_LANES_MAX + 1];
    int lane[CADRE_LANES_MAX + 1], ends[CADRE_LANES_MAX + 1];
    (void)state;
    for (int i = 0; i <= CADRE_LANES_MAX; i++)
        width[i] = 10;
    assert_int_equal(cadre_labels_in_lanes(CADRE_LANES_MAX + 1, x, width, 1, 100, lane, ends),
                     CADRE_LANES_MAX);
    assert_int_equal(lane[CADRE_LANES_MAX - 1], CADRE_LANES_MAX - 1);
    assert_int_equal(lane[CADRE_LANES_MAX], -1);
}

static void test_heights_move_apart_and_keep_their_order(void **state)
{
    double y[] = {100, 98, 300, 101};
    (void)state;
    cadre_labels_apart(4, y, 14, 0, 305);
    check_close(y[1], 98, 0, 1e-12);
    check_close(y[0], 112, 0, 1e-12);
    check_close(y[3], 126, 0, 1e-12);
    check_close(y[2], 300, 0, 1e-12);
}

static void test_heights_stay_within(void **state)
{
    double y[] = {200, 199, -5};
    (void)state;
    cadre_labels_apart(3, y, 14, 8, 200);
    check_close(y[2], 8, 0, 1e-12);
    check_close(y[0], 200, 0, 1e-12);
    check_close(y[1], 186, 0, 1e-12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_labels_in_one_another_s_way_take_lanes),
        cmocka_unit_test(test_a_label_that_would_pass_the_edge_ends_at_its_place),
        cmocka_unit_test(test_no_two_labels_ever_cover_one_another),
        cmocka_unit_test(test_full_lanes_leave_labels_out),
        cmocka_unit_test(test_heights_move_apart_and_keep_their_order),
        cmocka_unit_test(test_heights_stay_within),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
