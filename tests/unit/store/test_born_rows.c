/* store/run_rows: series.csv, purpose.csv and events.csv of organizations that were born during the
 * run. */
#include "hand_made.h"

#include "store/run_rows.h"

/* Five rows at these steps, of which the second and the fourth stand in other files only. Two
 * organizations are born: "split" in week 5, which ends in week 25, and "late" in week 22. */
enum { ROWS = 5, BORN = 2, BORN_ROWS = 7 };
static const int32_t STEPS[ROWS] = {0, 10, 20, 30, 40};
static const bool WANTED[ROWS] = {true, false, true, false, true};

typedef struct {
    hand_t *hand;
    cadre_replicate_t replicate;
    float values[ROWS][HAND_OBSERVED][CADRE_MEASURE_COUNT];
    cadre_organization_row_t born[BORN];
    cadre_born_row_t born_rows[BORN_ROWS];
    cadre_sheet_t sheet;
    FILE *stream;
    char *data;
    size_t size;
} fixture_t;

/* Row i of `organization` (from 0, of those born) at a row, with members and exits since the row
 * before. */
static void set_row(fixture_t *self, int i, int row, int organization, float members, float exits)
{
    self->born_rows[i].row = row;
    self->born_rows[i].organization = HAND_ORGANIZATIONS + organization;
    self->born_rows[i].values[CADRE_MEASURE_members] = members;
    self->born_rows[i].values[CADRE_MEASURE_exits] = exits;
    self->born_rows[i].values[CADRE_MEASURE_hours_paper] = exits / 2;
}

static int set_up(void **state)
{
    fixture_t *self = calloc(1, sizeof *self);
    self->hand = hand_make();
    self->born[0] =
        (cadre_organization_row_t){.name = "split", .parent = 0, .born = 5, .ended = 25};
    self->born[1] =
        (cadre_organization_row_t){.name = "late", .parent = 3, .born = 22, .ended = -1};
    set_row(self, 0, 1, 0, 20, 1);
    set_row(self, 1, 2, 0, 16, 4);
    set_row(self, 2, 3, 0, 0, 16); /* its last row, which is not wanted */
    set_row(self, 3, 3, 1, 9, 2);
    set_row(self, 4, 4, 0, 0, 0);
    set_row(self, 5, 4, 1, 8, 1);
    self->replicate = (cadre_replicate_t){
        .run = 2,
        .organizations = HAND_OBSERVED,
        .row_count = ROWS,
        .values = self->values[0][0],
        .born = self->born,
        .born_count = BORN,
        .born_rows = self->born_rows,
        .born_row_count = 6,
    };
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

/* The written rows as "organization step members exits", one a line. */
static const char *written(fixture_t *self)
{
    static char text[2000];
    text[0] = '\0';
    assert_int_equal(cadre_sheet_flush(&self->sheet, NULL), 0);
    char *rest = NULL;
    for (char *line = strtok_r(self->data, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
        char *field[5 + CADRE_MEASURE_COUNT];
        int n = 0;
        for (char *at = line; at != NULL && n < 5 + CADRE_MEASURE_COUNT; n++) {
            field[n] = at;
            at = strchr(at, ',');
            if (at != NULL)
                *at++ = '\0';
        }
        assert_int_equal(n, 5 + CADRE_MEASURE_COUNT);
        snprintf(text + strlen(text), sizeof text - strlen(text), "%s %s %s %s\n", field[2],
                 field[4], field[5 + CADRE_MEASURE_members], field[5 + CADRE_MEASURE_exits]);
    }
    return text;
}

static void write_series(fixture_t *self, const bool *wanted)
{
    cadre_add_series_rows(&self->sheet, &self->hand->scenario, &self->replicate, STEPS, wanted,
                          self->values[0][0]);
}

/* At each row first the organizations of the file, then those born, in order of birth; the last of
 * each is the first after its end. */
static void born_organizations_stand_after_those_of_the_file(void **state)
{
    fixture_t *self = *state;
    write_series(self, NULL);
    assert_string_equal(written(self), "iso 0 0 0\nleft-turn 0 0 0\n"
                                       "iso 10 0 0\nleft-turn 10 0 0\nsplit 10 20 1\n"
                                       "iso 20 0 0\nleft-turn 20 0 0\nsplit 20 16 4\n"
                                       "iso 30 0 0\nleft-turn 30 0 0\nsplit 30 0 16\nlate 30 9 2\n"
                                       "iso 40 0 0\nleft-turn 40 0 0\nlate 40 8 1\n");
}

/* Flows of rows that stand in other files only are added to the next that is wanted. The end of
 * "split" falls on one of them: its last exits stand in the next all the same. */
static void flows_between_wanted_rows_are_summed(void **state)
{
    fixture_t *self = *state;
    write_series(self, WANTED);
    assert_string_equal(written(self),
                        "iso 0 0 0\nleft-turn 0 0 0\n"
                        "iso 20 0 0\nleft-turn 20 0 0\nsplit 20 16 5\n"
                        "iso 40 0 0\nleft-turn 40 0 0\nsplit 40 0 16\nlate 40 8 3\n");
}

/* Yearly rows at the second and the last: hours are summed up to each, and who has ended before the
 * span has no rows in it. */
static void hours_of_born_organizations_are_summed(void **state)
{
    fixture_t *self = *state;
    bool yearly[ROWS] = {false, false, false, true, true};
    int32_t steps[ROWS];
    memcpy(steps, STEPS, sizeof steps);
    const cadre_rows_t rows = {.steps = steps, .yearly = yearly, .count = ROWS};
    cadre_add_purpose_rows(&self->sheet, &self->hand->scenario, &self->replicate, &rows);
    assert_int_equal(cadre_sheet_flush(&self->sheet, NULL), 0);
    check_contains(self->data, "by-hand,2,split,1977-10-08,30,paper,10.5\n");
    check_contains(self->data, "by-hand,2,late,1977-10-08,30,paper,1\n");
    check_contains(self->data, "by-hand,2,late,1977-12-17,40,paper,0.5\n");
    assert_null(strstr(self->data, "split,1977-12-17"));
}

/* The label of a birth is who was born, of a parent of the file or born itself. */
static void a_birth_is_labelled_with_who_was_born(void **state)
{
    fixture_t *self = *state;
    const cadre_happening_t happenings[] = {
        {5, 0, CADRE_EVENT_split_off, NULL, -1, 21, 3},
        {22, 3, CADRE_EVENT_split_off, NULL, -1, 11, 4},
        {25, 3, CADRE_EVENT_ended, NULL, -1, (double)NAN, -1},
        {26, 2, CADRE_EVENT_split_off, NULL, -1, 1, 0},
    };
    self->replicate.happenings = happenings;
    self->replicate.happening_count = 4;
    cadre_add_event_rows(&self->sheet, &self->hand->scenario, &self->replicate);
    assert_int_equal(cadre_sheet_flush(&self->sheet, NULL), 0);
    assert_string_equal(self->data, "by-hand,2,iso,1977-04-16,5,split_off,split,21\n"
                                    "by-hand,2,split,1977-08-13,22,split_off,late,11\n"
                                    "by-hand,2,split,1977-09-03,25,ended,,\n"
                                    "by-hand,2,left-turn,1977-09-10,26,split_off,iso,1\n");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(born_organizations_stand_after_those_of_the_file),
        TEST(flows_between_wanted_rows_are_summed),
        TEST(hours_of_born_organizations_are_summed),
        TEST(a_birth_is_labelled_with_who_was_born),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
