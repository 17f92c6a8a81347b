#include "report_folder.h"

#define HEAD                                                                                       \
    "pattern,date,lo,hi,source,confidence,median,q05,q95,share_inside,share_lo,share_hi,n,unit,"   \
    "group,use\n"

static report_folder_t folder;

static void make(const char *text)
{
    report_folder_begin(&folder, "score", "score");
    report_folder_put(&folder, "score.csv", text);
    assert_int_equal(report_folder_make(&folder), CADRE_OK);
}

static int teardown(void **state)
{
    (void)state;
    report_folder_end(&folder);
    return 0;
}

/* The wide form has the panel of bands, -1 to 2, from 250 to 585: 0 at 361.7, 1 at 473.3; and that
 * of shares from 611 to 946. */
static void test_places_against_the_band(void **state)
{
    (void)state;
    make(HEAD "a,1990-01-01,10,20,\"S, 1\",high,15,10,20,0.5,0.25,0.75,9,people,size,fit\n");
    check_contains(folder.out.data, "<rect class=\"goal\" x=\"361.7\" y=\"37.3\" width=\"111.7\"");
    check_contains(folder.out.data, "<circle class=\"dot s0\" cx=\"417.5\" cy=\"45\"");
    check_contains(folder.out.data, "<line class=\"thin s0\" x1=\"361.7\" y1=\"45\" x2=\"473.3\"");
    check_contains(folder.out.data,
                   "<line class=\"whisker s0\" x1=\"694.8\" y1=\"45\" x2=\"862.2\"");
    check_contains(folder.out.data, "<circle class=\"dot s0\" cx=\"778.5\"");
    check_contains(folder.out.data, "<td>people</td><td>size</td><td>fit</td><td>S, 1</td>");
    assert_null(strstr(folder.out.data, "Patterns held out"));
}

static void test_held_out_patterns_stand_apart(void **state)
{
    (void)state;
    make(HEAD "a,1990-01-01,10,20,S,high,15,10,20,0.8,0.7,0.9,9,people,size,fit\n"
              "b,1990-01-01,10,20,S,high,15,10,20,0.4,0.3,0.5,9,people,size,held-out\n"
              "c,1990-01-01,10,20,S,high,,,,0,0,0.1,0,people,size,held-out\n");
    check_contains(folder.out.data, "Of 1 patterns 1 are within");
    check_contains(folder.out.data, "Of 2 patterns 0 are within");
    assert_null(strstr(folder.out.data, "nan"));
}

/* A band of one value: on it in the middle, else an arrow. */
static void test_a_band_without_width(void **state)
{
    (void)state;
    make(HEAD "a,1990-01-01,3,3,S,high,3,3,3,1,0.9,1,9,1,ending,fit\n"
              "b,1990-01-01,3,3,S,high,4,4,4,0,0,0.1,9,1,ending,fit\n");
    check_contains(folder.out.data, "<circle class=\"dot s0\" cx=\"417.5\" cy=\"45\"");
    check_contains(folder.out.data, "<path class=\"dot s0\" d=\"M588.0 67.0");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(test_places_against_the_band, teardown),
        cmocka_unit_test_teardown(test_held_out_patterns_stand_apart, teardown),
        cmocka_unit_test_teardown(test_a_band_without_width, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
