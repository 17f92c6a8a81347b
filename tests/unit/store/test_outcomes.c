#include "check.h"

#include "base/dates.h"
#include "store/outcomes.h"

static void check_fields(const cadre_outcome_t *outcome, const char *expected)
{
    char *data = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&data, &size);
    cadre_sheet_t sheet;
    cadre_sheet_begin(&sheet, stream, "x.csv");
    cadre_outcome_add(&sheet, outcome, cadre_date_days((cadre_civil_t){1977, 3, 12}));
    cadre_sheet_end_row(&sheet);
    assert_int_equal(cadre_sheet_flush(&sheet, NULL), 0);
    assert_string_equal(data, expected);
    cadre_sheet_end(&sheet);
    fclose(stream);
    free(data);
}

/* By hand: 3 weeks after 12 March 1977 is 2 April, 8 weeks 7 May; 30 of 40 gone; 12 exits in 48
 * member-years. */
static void test_fields(void **state)
{
    (void)state;
    cadre_outcome_t outcome = {
        .end = CADRE_END_DIED,
        .ended = 8,
        .members_end = 0,
        .members_peak = 90,
        .members_peak_step = 3,
        .cities_peak = 7,
        .branches_peak = 6,
        .recruits = 44,
        .exits = 12,
        .recruits_followed = 40,
        .gone_within_year = 30,
        .member_years = 48,
    };
    check_fields(&outcome, "0,90,1977-04-02,7,6,44,12,0.75,0.25,1977-05-07\n");
    outcome.ended = -1;
    outcome.recruits_followed = 0;
    outcome.member_years = 0;
    check_fields(&outcome, "0,90,1977-04-02,7,6,44,12,,,\n");
    check_fields(NULL, ",,,,,,,,,\n");
}

static void test_names(void **state)
{
    (void)state;
    char name[72];
    cadre_outcome_column_name("left-turn", 2, name, sizeof name);
    assert_string_equal(name, "y_left_turn_members_peak_date");
    assert_string_equal(cadre_outcome_column(9)->name, "ended_on");
    assert_string_equal(cadre_end_name(CADRE_END_ALIVE), "alive");
    assert_string_equal(cadre_end_name(CADRE_END_DIED), "died");
    assert_string_equal(cadre_end_name(CADRE_END_DESTROYED), "destroyed");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fields),
        cmocka_unit_test(test_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
