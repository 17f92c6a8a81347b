#include "hand_made.h"

#include "store/run_rows.h"

/* Three rows of two organizations: the founding, a convention, the end. */
enum { ROWS = 3 };

typedef struct {
    hand_t *hand;
    cadre_replicate_t replicate;
    float values[ROWS][HAND_OBSERVED][CADRE_MEASURE_COUNT];
    cadre_outcome_t outcomes[HAND_OBSERVED];
    cadre_sheet_t sheet;
    FILE *stream;
    char *data;
    size_t size;
} fixture_t;

static int set_up(void **state)
{
    fixture_t *self = calloc(1, sizeof *self);
    self->hand = hand_make();
    self->replicate = (cadre_replicate_t){
        .run = 2,
        .organizations = HAND_OBSERVED,
        .row_count = ROWS,
        .values = self->values[0][0],
        .outcomes = self->outcomes,
    };
    for (int k = 0; k < HAND_OBSERVED; k++)
        self->outcomes[k].ended = -1;
    self->stream = open_memstream(&self->data, &self->size);
    cadre_sheet_begin(&self->sheet, self->stream, "x.csv");
    *state = self;
    return 0;
}

static int tear_down(void **state)
{
    fixture_t *self = *state;
    cadre_sheet_end(&self->sheet);
    fclose(self->stream);
    free(self->data);
    hand_free(self->hand);
    free(self);
    return 0;
}

static void check_text(fixture_t *self, const char *expected)
{
    assert_int_equal(cadre_sheet_flush(&self->sheet, NULL), 0);
    assert_string_equal(self->data, expected);
}

/* A capped run has its outcomes up to there, a failed one has none but its reason. */
static void test_runs(void **state)
{
    fixture_t *self = *state;
    const cadre_run_place_t place = {.point = 3, .replicate = 4};
    self->outcomes[0].members_end = 5;
    cadre_add_run_row(&self->sheet, &self->hand->scenario, place, &self->replicate);
    self->replicate.status = CADRE_STATUS_CAPPED;
    self->outcomes[0].end = CADRE_END_DESTROYED;
    cadre_add_run_row(&self->sheet, &self->hand->scenario, place, &self->replicate);
    self->replicate.status = CADRE_STATUS_FAILED;
    self->replicate.error = CADRE_ERROR_MEMORY;
    cadre_add_run_row(&self->sheet, &self->hand->scenario, place, &self->replicate);
    check_text(self, "2,3,4,by-hand,5,0,1977-03-12,0,0,0,0,,,,0,0,1977-03-12,0,0,0,0,,,,"
                     "ok,alive,\n"
                     "2,3,4,by-hand,5,0,1977-03-12,0,0,0,0,,,,0,0,1977-03-12,0,0,0,0,,,,"
                     "capped,destroyed,\n"
                     "2,3,4,by-hand,,,,,,,,,,,,,,,,,,,,,failed,,"
                     "\"out of memory, or too large for this machine\"\n");
}

/* A run of a posterior has the values of its point, the second here, after the scenario's name. */
static void test_point(void **state)
{
    fixture_t *self = *state;
    static const double values[6] = {1, 2, 3, .55, 7, 1}, cumulative[2] = {.5, 1};
    const cadre_posterior_input_t inputs[2] = {
        {"p_recruitment_rho", cadre_parameter_find("recruitment.rho"), 0},
        {"p_branches_n_min", cadre_parameter_find("branches.n_min"), 1}};
    const cadre_posterior_t posterior = {.points = 2,
                                         .columns = 3,
                                         .values = values,
                                         .cumulative = cumulative,
                                         .inputs = inputs,
                                         .input_count = 2};
    const cadre_run_place_t place = {.point = 2, .replicate = 1, .posterior = &posterior};
    self->replicate.status = CADRE_STATUS_FAILED;
    self->replicate.error = CADRE_ERROR_MEMORY;
    cadre_add_run_row(&self->sheet, &self->hand->scenario, place, &self->replicate);
    check_text(self, "2,2,1,by-hand,0.55,7,,,,,,,,,,,,,,,,,,,,,failed,,"
                     "\"out of memory, or too large for this machine\"\n");
}

/* Rows by date, then organization; those not wanted and those not reached are left out. */
static void test_series(void **state)
{
    fixture_t *self = *state;
    static const int32_t STEPS[ROWS] = {0, 50, 104};
    static const bool WANTED[ROWS] = {true, false, true};
    self->values[2][1][CADRE_MEASURE_COUNT - 1] = 1.5f;
    cadre_add_series_rows(&self->sheet, &self->hand->scenario, &self->replicate, STEPS, WANTED,
                          self->values[0][0]);
    assert_int_equal(cadre_sheet_flush(&self->sheet, NULL), 0);
    static const char *const BEGIN[] = {
        "by-hand,2,iso,1977-03-12,0,0,", "by-hand,2,left-turn,1977-03-12,0,0,",
        "by-hand,2,iso,1979-03-10,104,0,", "by-hand,2,left-turn,1979-03-10,104,0,"};
    char *line = strtok(self->data, "\n");
    for (int i = 0; i < 4; i++, line = strtok(NULL, "\n")) {
        assert_memory_equal(line, BEGIN[i], strlen(BEGIN[i]));
        int commas = 0;
        for (const char *c = line; *c != '\0'; c++)
            commas += *c == ',';
        assert_int_equal(commas, 4 + CADRE_MEASURE_COUNT);
        if (i == 3)
            assert_string_equal(strrchr(line, ','), ",1.5");
    }
    assert_null(line);
}

/* What a journal keeps of them: without scenario and run. */
static void test_bare_series(void **state)
{
    fixture_t *self = *state;
    static const int32_t STEPS[ROWS] = {0, 50, 104};
    static const bool WANTED[ROWS] = {false, true, true};
    cadre_add_bare_series_rows(&self->sheet, &self->hand->scenario, &self->replicate, STEPS, WANTED,
                               self->values[0][0]);
    assert_int_equal(cadre_sheet_flush(&self->sheet, NULL), 0);
    static const char *const BEGIN[] = {"iso,1978-02-25,50,0,", "left-turn,1978-02-25,50,0,",
                                        "iso,1979-03-10,104,0,", "left-turn,1979-03-10,104,0,"};
    char *line = strtok(self->data, "\n");
    for (int i = 0; i < 4; i++, line = strtok(NULL, "\n"))
        assert_memory_equal(line, BEGIN[i], strlen(BEGIN[i]));
    assert_null(line);
}

/* Hours since the yearly row before: 1 + 2 up to the convention, then 4. */
static void test_purpose(void **state)
{
    fixture_t *self = *state;
    int32_t steps[ROWS] = {0, 50, 104};
    bool series[ROWS] = {true, false, true}, yearly[ROWS] = {false, true, true};
    const cadre_rows_t rows = {.steps = steps, .series = series, .yearly = yearly, .count = ROWS};
    for (int row = 0; row < ROWS; row++)
        self->values[row][0][CADRE_MEASURE_hours_wave] = (float)(1 << row);
    self->values[2][1][CADRE_MEASURE_hours_recruiting] = 0.25f;
    cadre_add_purpose_rows(&self->sheet, &self->hand->scenario, &self->replicate, &rows);
    check_text(self, "by-hand,2,iso,1978-02-25,50,recruiting,0\n"
                     "by-hand,2,iso,1978-02-25,50,internal,0\n"
                     "by-hand,2,iso,1978-02-25,50,paper,0\n"
                     "by-hand,2,iso,1978-02-25,50,wave,3\n"
                     "by-hand,2,iso,1978-02-25,50,base,0\n"
                     "by-hand,2,iso,1978-02-25,50,policing,0\n"
                     "by-hand,2,left-turn,1978-02-25,50,recruiting,0\n"
                     "by-hand,2,left-turn,1978-02-25,50,internal,0\n"
                     "by-hand,2,left-turn,1978-02-25,50,paper,0\n"
                     "by-hand,2,left-turn,1978-02-25,50,wave,0\n"
                     "by-hand,2,left-turn,1978-02-25,50,base,0\n"
                     "by-hand,2,left-turn,1978-02-25,50,policing,0\n"
                     "by-hand,2,iso,1979-03-10,104,recruiting,0\n"
                     "by-hand,2,iso,1979-03-10,104,internal,0\n"
                     "by-hand,2,iso,1979-03-10,104,paper,0\n"
                     "by-hand,2,iso,1979-03-10,104,wave,4\n"
                     "by-hand,2,iso,1979-03-10,104,base,0\n"
                     "by-hand,2,iso,1979-03-10,104,policing,0\n"
                     "by-hand,2,left-turn,1979-03-10,104,recruiting,0.25\n"
                     "by-hand,2,left-turn,1979-03-10,104,internal,0\n"
                     "by-hand,2,left-turn,1979-03-10,104,paper,0\n"
                     "by-hand,2,left-turn,1979-03-10,104,wave,0\n"
                     "by-hand,2,left-turn,1979-03-10,104,base,0\n"
                     "by-hand,2,left-turn,1979-03-10,104,policing,0\n");
}

/* Sites count from 1 in files, from 0 in the model. */
static void test_branches(void **state)
{
    fixture_t *self = *state;
    const cadre_branch_record_t records[] = {
        {50, 0, {1, 0, CADRE_MILIEU_CAMPUS, 31, 7, 0.5f}},
        {50, 2, {4, 79, CADRE_MILIEU_WORKPLACE, 12, 0, 0.1f}},
    };
    self->replicate.branches = records;
    self->replicate.branch_count = 2;
    cadre_add_branch_rows(&self->sheet, &self->hand->scenario, &self->replicate);
    check_text(self, "by-hand,2,iso,1,1,campus,1978-02-25,50,31,7,0.5\n"
                     "by-hand,2,left-turn,4,80,workplace,1978-02-25,50,12,0,0.1\n");
}

/* A label is a text, a number, or nothing; so are organization and value. */
static void test_events(void **state)
{
    fixture_t *self = *state;
    const cadre_happening_t happenings[] = {
        {0, 0, CADRE_EVENT_founded, NULL, -1, 75, -1},
        {3, 2, CADRE_EVENT_branch_opened, NULL, 12, 40, -1},
        {3, -1, CADRE_EVENT_wave, NULL, -1, 0.25, -1},
        {8, -1, CADRE_EVENT_note, "a note, quoted", 7, (double)NAN, -1},
    };
    self->replicate.happenings = happenings;
    self->replicate.happening_count = 4;
    cadre_add_event_rows(&self->sheet, &self->hand->scenario, &self->replicate);
    check_text(self, "by-hand,2,iso,1977-03-12,0,founded,,75\n"
                     "by-hand,2,left-turn,1977-04-02,3,branch_opened,12,40\n"
                     "by-hand,2,,1977-04-02,3,wave,,0.25\n"
                     "by-hand,2,,1977-05-07,8,note,\"a note, quoted\",\n");
}

/* The series between the two organizations is not observed. */
static void test_observed(void **state)
{
    const fixture_t *self = *state;
    const cadre_specification_t *specification = &self->hand->scenario.specification;
    assert_int_equal(cadre_observed_count(specification), 2);
    assert_int_equal(cadre_observed_organization(specification, 0), 0);
    assert_int_equal(cadre_observed_organization(specification, 1), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_runs, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_point, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_series, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_bare_series, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_purpose, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_branches, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_events, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_observed, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
