#include "report_folder.h"

static const struct {
    const char *kind, *table, *text, *has;
} KINDS[] = {
    {"score", "score",
     "pattern,date,lo,hi,source,confidence,median,q05,q95,share_inside,share_lo,share_hi,n,unit,"
     "group,use\nsize,1990-01-01,10,20,s,high,15,12,18,1,0.9,1,9,people,size,fit\n",
     "Patterns for fitting"},
    {"compare", "compare",
     "organization,measure,date,mean_a,mean_b,mean_difference,lo,hi\n"
     "iso,members,1990-01-01,3,1,2,1,3\n",
     "members of iso"},
    {"ablate", "ablation",
     "mechanism,pattern,baseline,without,difference,lo,hi,n\nexit,size,3,1,2,1,3,9\n",
     "What each mechanism carries"},
    {"sweep", "summary",
     "point,scenario,p_a,metric,n_runs,n_failed,mean,mean_lo,mean_hi,q05,q95\n"
     "1,s,1,y,4,0,2,1,3,1,3\n2,s,2,y,4,0,3,2,4,2,4\n",
     "At each point"},
    {"analyze", "sensitivity", "outcome,input,index,estimate,lo,hi\ny,a,delta,0.5,0.4,0.6\n",
     "the distribution of y"},
    {"analyze", "boxes",
     "outcome,box,input,lo,hi,coverage,density,support,p_value,chosen\ny,1,,,,1,0.1,1,,1\n",
     "Coverage against density"},
};

static void test_the_kind_decides(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof KINDS / sizeof KINDS[0]; i++) {
        report_folder_t folder;
        char name[40];
        snprintf(name, sizeof name, "%s.csv", KINDS[i].table);
        report_folder_begin(&folder, KINDS[i].kind, KINDS[i].table);
        report_folder_put(&folder, name, KINDS[i].text);
        assert_int_equal(report_folder_make(&folder), CADRE_OK);
        check_contains(folder.out.data, KINDS[i].has);
        check_contains(folder.out.data, "</script></body></html>\n");
        report_folder_end(&folder);
    }
}

/* Whatever is missing in a table, and whichever of its cells is damaged, is told with its place. */
static void test_damaged_tables_are_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof KINDS / sizeof KINDS[0]; i++) {
        report_folder_t folder;
        char name[40];
        snprintf(name, sizeof name, "%s.csv", KINDS[i].table);
        report_folder_begin(&folder, KINDS[i].kind, KINDS[i].table);
        assert_int_equal(report_folder_make(&folder), CADRE_ERROR_NO_INPUT);
        check_contains(folder.err.file, name);

        cadre_text_t text = {0};
        cadre_text_addf(&text, "x%s", KINDS[i].text);
        report_folder_put(&folder, name, text.data);
        assert_int_equal(report_folder_make(&folder), CADRE_ERROR_INPUT);
        check_contains(folder.err.message, "there is no column '");

        char *digit = strrchr(text.data, '1');
        digit = digit != NULL ? digit : strrchr(text.data, '5');
        *digit = '?';
        report_folder_put(&folder, name, text.data + 1);
        assert_int_equal(report_folder_make(&folder), CADRE_ERROR_INPUT);
        assert_true(folder.err.line >= 2);
        cadre_text_free(&text);
        report_folder_end(&folder);
    }
}

static void test_a_sweep_that_was_analyzed_shows_both(void **state)
{
    static const int SWEEP = 3, ANALYSIS = 4;
    report_folder_t folder;
    (void)state;
    report_folder_begin(&folder, "sweep", "sensitivity");
    report_folder_put(&folder, "summary.csv", KINDS[SWEEP].text);
    report_folder_put(&folder, "sensitivity.csv", KINDS[ANALYSIS].text);
    assert_int_equal(report_folder_make(&folder), CADRE_OK);
    check_contains(folder.out.data, KINDS[SWEEP].has);
    check_contains(folder.out.data, KINDS[ANALYSIS].has);
    report_folder_end(&folder);
}

static void test_kinds_without_a_picture(void **state)
{
    report_folder_t folder;
    (void)state;
    report_folder_begin(&folder, "design", "design");
    assert_int_equal(report_folder_make(&folder), CADRE_ERROR_INPUT);
    check_contains(folder.err.message, "results of 'cadre design', which have no picture");
    report_folder_end(&folder);
}

static void test_out_of_memory(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof KINDS / sizeof KINDS[0]; i++) {
        report_folder_t folder;
        char name[40];
        snprintf(name, sizeof name, "%s.csv", KINDS[i].table);
        report_folder_begin(&folder, KINDS[i].kind, KINDS[i].table);
        report_folder_put(&folder, name, KINDS[i].text);
        report_folder_check_memory(&folder);
        report_folder_end(&folder);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_kind_decides),
        cmocka_unit_test(test_damaged_tables_are_refused),
        cmocka_unit_test(test_a_sweep_that_was_analyzed_shows_both),
        cmocka_unit_test(test_kinds_without_a_picture),
        cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
