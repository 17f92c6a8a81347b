#include "report/run_marks.h"
#include "report_folder.h"

static const char EVENTS[] = "scenario,run,organization,date,step,event,label,value\n"
                             "s,1,iso,1990-01-01,0,founded,,75\n"
                             "s,1,iso,1995-01-01,260,sister_scandal,far_away,\n"
                             "s,1,iso,1992-01-01,104,note,A note: with_words,\n"
                             "s,1,iso,1992-01-01,104,note,Another,\n"
                             "s,2,iso,1992-01-01,104,note,A note: with_words,\n"
                             "s,2,iso,1996-01-01,312,thaw,,\n"
                             "s,2,iso,1993-01-01,156,branch_opened,4,1\n";

static report_folder_t folder;
static cadre_page_t page;
static cadre_mark_t marks[8];
static int count;

static int setup(void **state)
{
    (void)state;
    report_folder_begin(&folder, "run", "events");
    report_folder_put(&folder, "events.csv", EVENTS);
    page = (cadre_page_t){.folder = folder.path, .out = &folder.out, .err = &folder.err};
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    cadre_scratch_free(&page.scratch);
    report_folder_end(&folder);
    return 0;
}

static void test_scripted_events_once_each_by_date(void **state)
{
    (void)state;
    assert_int_equal(cadre_run_marks(&page, 8, marks, &count), CADRE_OK);
    assert_int_equal(count, 4);
    assert_string_equal(marks[0].label, "Another");
    assert_string_equal(marks[1].label, "A note: with_words");
    assert_string_equal(marks[2].label, "sister scandal: far_away");
    assert_string_equal(marks[3].label, "thaw");
    assert_true(marks[1].x < marks[2].x && marks[2].x < marks[3].x);
}

static void test_no_more_than_there_is_room_for(void **state)
{
    (void)state;
    assert_int_equal(cadre_run_marks(&page, 2, marks, &count), CADRE_OK);
    assert_int_equal(count, 2);
}

static void test_a_wrong_date_is_refused(void **state)
{
    (void)state;
    report_folder_put(&folder, "events.csv", "date,event,label\n1990-13-01,note,x\n");
    assert_int_equal(cadre_run_marks(&page, 8, marks, &count), CADRE_ERROR_INPUT);
    assert_int_equal(folder.err.line, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_scripted_events_once_each_by_date, setup, teardown),
        cmocka_unit_test_setup_teardown(test_no_more_than_there_is_room_for, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_wrong_date_is_refused, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
