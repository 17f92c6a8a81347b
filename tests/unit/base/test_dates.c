/* base/dates: the whole calendar day by day, and what is refused. */
#include "base/dates.h"

#include "base/error.h"
#include "check.h"

#include <stdbool.h>

static int32_t days_of(const char *text)
{
    int32_t days = INT32_MIN;
    assert_int_equal(cadre_date_parse(text, &days), CADRE_OK);
    return days;
}

/* From `date -u -d DATE +%s` divided by 86400. */
static void known_days(void **state)
{
    (void)state;
    assert_int_equal(days_of("1970-01-01"), 0);
    assert_int_equal(days_of("1969-12-31"), -1);
    assert_int_equal(days_of("1977-01-01"), 2557);
    assert_int_equal(days_of("2000-02-29"), 11016);
    assert_int_equal(days_of("2000-03-01"), 11017);
    assert_int_equal(days_of("2019-04-01"), 17987);
    assert_int_equal(days_of("0001-01-01"), -719162);
    assert_int_equal(days_of("9999-12-31"), 2932896);
}

/* Steps through all 3,652,059 days of years 1 to 9999 by the rules every child learns. */
static void every_day_there_and_back(void **state)
{
    (void)state;
    static const int LENGTHS[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int32_t days = -719162;
    for (int year = 1; year <= 9999; year++) {
        const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
        for (int month = 1; month <= 12; month++) {
            const int length = LENGTHS[month - 1] + (leap && month == 2 ? 1 : 0);
            for (int day = 1; day <= length; day++, days++) {
                const cadre_civil_t civil = cadre_date_civil(days);
                const bool same = civil.year == year && civil.month == month && civil.day == day;
                assert_true(same && cadre_date_days(civil) == days);
            }
        }
    }
    assert_int_equal(days, 2932897);
}

static void text_there_and_back(void **state)
{
    (void)state;
    char text[11], again[11];
    for (int32_t days = -719162; days <= 2932896; days += 37) {
        assert_ptr_equal(cadre_date_format(days, text), text);
        const cadre_civil_t civil = cadre_date_civil(days);
        char expected[40];
        snprintf(expected, sizeof expected, "%04d-%02d-%02d", civil.year, civil.month, civil.day);
        assert_string_equal(text, expected);
        assert_string_equal(cadre_date_format(days_of(text), again), text);
    }
}

static void other_texts_are_refused(void **state)
{
    (void)state;
    static const char *const BAD[] = {
        "",           "1",           "1977",        "1977-",
        "1977-01",    "1977-01-",    "1977-01-1",   "1977-1-01",
        "77-01-01",   "1977-01-01 ", " 1977-01-01", "1977-01-011",
        "1977/01/01", "1977-01/01",  "+977-01-01",  "-977-01-01",
        "1977-00-01", "1977-13-01",  "1977-01-00",  "1977-01-32",
        "1977-04-31", "1977-02-29",  "1900-02-29",  "2000-02-30",
        "0000-01-01", "1977-01-0x",  "19770101",    "1977-01-01T00:00",
        "1977- 1-01", "Jan 1 1977",  "12345-01-01",
    };
    for (size_t i = 0; i < sizeof BAD / sizeof BAD[0]; i++) {
        int32_t days = 4711;
        if (cadre_date_parse(BAD[i], &days) != CADRE_ERROR_INPUT || days != 4711) {
            fail_msg("'%s' was not refused", BAD[i]);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_days),
        cmocka_unit_test(every_day_there_and_back),
        cmocka_unit_test(text_there_and_back),
        cmocka_unit_test(other_texts_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
