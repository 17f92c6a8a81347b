#include "base/dates.h"
#include "report/summary_reader.h"
#include "report_folder.h"

static report_folder_t folder;
static cadre_scratch_t scratch;
static cadre_summary_reader_t reader;

/* Two organizations, monthly from 1990-12-01 (step 0) on; of "iso" 14 months. Members are 100, 101,
 * …; 3 join in each of the first two months and 8 in each later one. */
static int setup(void **state)
{
    static const char HEAD[] =
        "scenario,organization,date,step,metric,n_runs,mean,sd,min,q05,q25,q50,q75,q95,max\n";
    cadre_text_t text = {0};
    (void)state;
    scratch = (cadre_scratch_t){0};
    report_folder_begin(&folder, "run", "summary");
    cadre_text_add(&text, HEAD);
    for (int o = 0; o < 2; o++)
        for (int i = 0; i < (o == 0 ? 14 : 2); i++) {
            const char *name = o == 0 ? "iso" : "rival";
            const int month = (11 + i) % 12 + 1, year = 1990 + (11 + i) / 12;
            cadre_text_addf(&text, "s,%s,%d-%02d-01,%d,members,2,%d,0,0,1,2,3,4,5,6\n", name, year,
                            month, 4 * i, 100 + i);
            cadre_text_addf(&text, "s,%s,%d-%02d-01,%d,recruits,2,%d,0,0,,,,,,\n", name, year,
                            month, 4 * i,
                            i == 0  ? 0
                            : i < 2 ? 3
                                    : 8);
        }
    report_folder_put(&folder, "summary.csv", text.data);
    cadre_text_free(&text);
    assert_int_equal(cadre_summary_read(&reader, folder.path, &scratch, &folder.err), CADRE_OK);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    cadre_summary_reader_free(&reader);
    cadre_scratch_free(&scratch);
    report_folder_end(&folder);
    return 0;
}

static double day(int year, int month)
{
    return cadre_date_days((cadre_civil_t){year, month, 1});
}

static void test_organizations(void **state)
{
    const char *names[2];
    (void)state;
    assert_int_equal(cadre_summary_organizations(&reader, 2, names), 2);
    assert_string_equal(names[0], "iso");
    assert_string_equal(names[1], "rival");
}

static void test_values_at_all_times(void **state)
{
    (void)state;
    const cadre_times_t times = cadre_summary_times(&reader, "iso", 100);
    assert_int_equal(times.count, 14);
    check_close(times.x[13], day(1992, 1), 0, 0);
    const double *mean = cadre_summary_at(&reader, "iso", "members", CADRE_SUMMARY_MEAN, &times);
    check_close(mean[0], 100, 0, 0);
    check_close(mean[13], 113, 0, 0);
    const double *q = cadre_summary_at(&reader, "iso", "members", CADRE_SUMMARY_Q95, &times);
    check_close(q[3], 5, 0, 0);
    const double *none = cadre_summary_at(&reader, "iso", "silent", CADRE_SUMMARY_MEAN, &times);
    assert_true(isnan(none[0]) && isnan(none[13]));
}

/* At most 5 of 14: every fourth, and the last. */
static void test_fewer_times(void **state)
{
    static const double MEANS[] = {100, 104, 108, 112, 113};
    (void)state;
    const cadre_times_t times = cadre_summary_times(&reader, "iso", 5);
    assert_int_equal(times.count, 5);
    const double *mean = cadre_summary_at(&reader, "iso", "members", CADRE_SUMMARY_MEAN, &times);
    for (int i = 0; i < 5; i++)
        check_close(mean[i], MEANS[i], 0, 0);
}

/* 1990 has the row of step 0 only, which covers nothing; 1991 has 3 + 11 x 8 in 48 weeks, 1992 8 in
 * 4. */
static void test_rates(void **state)
{
    (void)state;
    const cadre_times_t years = cadre_summary_years(&reader, "iso");
    assert_int_equal(years.count, 2);
    check_close(years.x[0], day(1991, 12), 0, 0);
    const double *rates = cadre_summary_rates(&reader, "iso", "recruits", 10, &years);
    check_close(rates[0], 91.0 / 48 * 10, 1e-12, 0);
    check_close(rates[1], 20, 1e-12, 0);
}

static void test_missing_column(void **state)
{
    cadre_summary_reader_t other;
    (void)state;
    report_folder_put(&folder, "summary.csv", "organization,date\n");
    assert_int_equal(cadre_summary_read(&other, folder.path, &scratch, &folder.err),
                     CADRE_ERROR_INPUT);
    cadre_summary_reader_free(&other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_organizations, setup, teardown),
        cmocka_unit_test_setup_teardown(test_values_at_all_times, setup, teardown),
        cmocka_unit_test_setup_teardown(test_fewer_times, setup, teardown),
        cmocka_unit_test_setup_teardown(test_rates, setup, teardown),
        cmocka_unit_test_setup_teardown(test_missing_column, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
