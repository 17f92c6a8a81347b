#include "report_folder.h"

static const char SUMMARY_HEAD[] = "organization,date,step,metric,mean,q05,q25,q50,q75,q95\n";
static const char EVENTS[] = "date,event,label\n1991-01-01,note,The turn\n";
static const char RUNS[] =
    "run,status,end_state\n1,ok,alive\n2,ok,died\n3,capped,alive\n4,ok,alive\n";

static report_folder_t folder;

/* Members of `organizations` organizations, o1, o2, …, in two years. */
static void put_summary(int organizations)
{
    cadre_text_t text = {0};
    cadre_text_add(&text, SUMMARY_HEAD);
    for (int o = 1; o <= organizations; o++)
        for (int year = 1990; year < 1992; year++)
            cadre_text_addf(&text, "o%d,%d-06-01,%d,members,5,1,2,3,4,8\n", o, year,
                            52 * (year - 1990));
    report_folder_put(&folder, "summary.csv", text.data);
    cadre_text_free(&text);
}

static int setup(void **state)
{
    (void)state;
    report_folder_begin(&folder, "run", "runs");
    report_folder_put(&folder, "runs.csv", RUNS);
    report_folder_put(&folder, "events.csv", EVENTS);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    report_folder_end(&folder);
    return 0;
}

static void test_a_run_has_its_seven_figures(void **state)
{
    static const char *const TITLES[] = {"Members of o1",
                                         "Branches by milieu",
                                         "What the hours go to",
                                         "Who joins and who leaves",
                                         "Open criticism against hidden discontent",
                                         "How long leaders lead and members stay",
                                         "How runs end"};
    (void)state;
    put_summary(1);
    assert_int_equal(report_folder_make(&folder), CADRE_OK);
    for (int i = 0; i < 7; i++) {
        char title[80];
        snprintf(title, sizeof title, "<h3>%s</h3>", TITLES[i]);
        check_contains(folder.out.data, title);
    }
    assert_int_equal(report_folder_count(&folder, "<figure "), 7);
    check_contains(folder.out.data, "<b>1991-01-01</b> The turn</li>");
    check_contains(folder.out.data,
                   "<th scope=\"row\">1990-06-01</th><td>1</td><td>8</td><td>2</td>"
                   "<td>4</td><td>3</td>");
}

static void test_ends_are_counted(void **state)
{
    (void)state;
    put_summary(1);
    assert_int_equal(report_folder_make(&folder), CADRE_OK);
    check_contains(folder.out.data, "<th scope=\"row\">alive</th><td>2</td><td>0.5</td>");
    check_contains(folder.out.data, "<th scope=\"row\">died</th><td>1</td><td>0.25</td>");
    check_contains(folder.out.data, "<th scope=\"row\">capped</th><td>1</td><td>0.25</td>");
    check_contains(folder.out.data, "Of 4 runs 2 end as 'alive'");
}

static void test_evidence_of_the_organization_is_drawn(void **state)
{
    static const char MANIFEST[] =
        "{\"name\": \"n\", \"cadre\": {\"kind\": \"run\"}, \"evidence\": ["
        "{\"organization\": \"o1\", \"measure\": \"members\", \"date\": \"1990-10-23\","
        " \"value\": 4, \"low\": 2, \"high\": 6, \"source\": \"S1\"},"
        "{\"organization\": \"o1\", \"measure\": \"cities\", \"date\": \"1990-10-23\","
        " \"value\": 40, \"low\": 20, \"high\": 60, \"source\": \"S2\"},"
        "{\"organization\": \"o2\", \"measure\": \"members\", \"date\": \"1990-10-23\","
        " \"value\": 44, \"low\": 22, \"high\": 66, \"source\": \"S3\"}]}";
    (void)state;
    put_summary(1);
    report_folder_put(&folder, "datapackage.json", MANIFEST);
    assert_int_equal(report_folder_make(&folder), CADRE_OK);
    check_contains(folder.out.data, "<td>4</td><td>2</td><td>6</td><td>S1</td>");
    assert_null(strstr(folder.out.data, "S2"));
    assert_null(strstr(folder.out.data, "S3"));
    assert_null(strstr(folder.out.data, "no evidence is drawn"));
}

/* Results of an earlier version: the manifest of the set-up. */
static void test_absent_evidence_is_said(void **state)
{
    (void)state;
    put_summary(1);
    assert_int_equal(report_folder_make(&folder), CADRE_OK);
    check_contains(folder.out.data, "no evidence is drawn");
}

static void test_other_organizations_are_small(void **state)
{
    (void)state;
    put_summary(11);
    assert_int_equal(report_folder_make(&folder), CADRE_OK);
    assert_int_equal(report_folder_count(&folder, "class=\"small\""), 7);
    check_contains(folder.out.data, "Of 11 organizations the first 8 are shown.");
    assert_null(strstr(folder.out.data, "<h3>o9</h3>"));
}

static void test_nobody_is_observed(void **state)
{
    (void)state;
    put_summary(0);
    assert_int_equal(report_folder_make(&folder), CADRE_OK);
    check_contains(folder.out.data, "No organization is observed");
}

static void test_wrong_cells_are_refused(void **state)
{
    (void)state;
    report_folder_put(&folder, "summary.csv",
                      "organization,date,step,metric,mean,q05,q25,q50,q75,q95\n"
                      "o1,1990-06-01,0,members,5,1,2,three,4,8\n");
    assert_int_equal(report_folder_make(&folder), CADRE_ERROR_INPUT);
    check_contains(folder.err.message, "column 'q50' holds 'three'");
    assert_int_equal(folder.err.line, 2);
}

static void test_out_of_memory(void **state)
{
    (void)state;
    put_summary(2);
    report_folder_check_memory(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_run_has_its_seven_figures, setup, teardown),
        cmocka_unit_test_setup_teardown(test_ends_are_counted, setup, teardown),
        cmocka_unit_test_setup_teardown(test_evidence_of_the_organization_is_drawn, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_absent_evidence_is_said, setup, teardown),
        cmocka_unit_test_setup_teardown(test_other_organizations_are_small, setup, teardown),
        cmocka_unit_test_setup_teardown(test_nobody_is_observed, setup, teardown),
        cmocka_unit_test_setup_teardown(test_wrong_cells_are_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(test_out_of_memory, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
