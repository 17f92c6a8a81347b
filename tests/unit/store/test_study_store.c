#include "hand_made.h"

#include "base/memory.h"
#include "store/study_store.h"

/* by-hand against itself, with rows at its first and last step and one pair of runs. */
typedef struct {
    hand_t *hand;
    int32_t steps[2];
    cadre_recording_t recording;
    cadre_comparison_t *comparison;
    cadre_study_options_t options;
    cadre_study_store_t *store;
    cadre_error_t err;
} fixture_t;

static int set_up(void **state)
{
    fixture_t *self = calloc(1, sizeof *self);
    self->hand = hand_make();
    self->steps[1] = HAND_STEPS;
    self->recording = (cadre_recording_t){.row_steps = self->steps, .row_count = 2};
    self->options = (cadre_study_options_t){
        .kind = "compare",
        .scenarios = {&self->hand->scenario, &self->hand->scenario},
        .scenario_count = 2,
        .command = "cadre compare by-hand by-hand",
        .seed = 7,
        .runs = 1,
        .every = CADRE_EVERY_YEAR,
    };
    const cadre_variant_t side = {&self->hand->scenario.specification, &self->recording};
    assert_int_equal(
        cadre_comparison_create((const cadre_variant_t[2]){side, side}, &self->comparison), 0);
    for (int variant = 0; variant < 2; variant++) {
        float values[2 * HAND_OBSERVED * CADRE_MEASURE_COUNT] = {0};
        values[CADRE_MEASURE_members] = 75;
        const cadre_replicate_t replicate = {.run = 1,
                                             .variant = variant,
                                             .organizations = HAND_OBSERVED,
                                             .row_count = 1,
                                             .values = values};
        assert_int_equal(cadre_comparison_observe(self->comparison, &replicate), 0);
    }
    *state = self;
    return 0;
}

static int tear_down(void **state)
{
    fixture_t *self = *state;
    cadre_comparison_free(self->comparison);
    hand_free(self->hand);
    free(self);
    return 0;
}

static int open_store(fixture_t *self)
{
    static char path[128];
    snprintf(path, sizeof path, "%s/out", self->hand->folder);
    self->options.directory = path;
    return cadre_study_store_open(&self->options, &self->store, &self->err);
}

static int write_comparison(fixture_t *self, bool *replaced)
{
    int code = open_store(self);
    if (code == CADRE_OK)
        code = cadre_study_store_comparison(self->store, self->comparison, replaced, &self->err);
    cadre_study_store_close(self->store);
    return code;
}

/* By organization, measure, date; without a pair nothing but n, with one no interval. */
static void test_comparison(void **state)
{
    fixture_t *self = *state;
    bool replaced = true;
    assert_int_equal(write_comparison(self, &replaced), 0);
    assert_false(replaced);
    char *text = hand_read(self->hand, "out/compare.csv");
    check_contains(text, "organization,measure,date,step,n,mean_a,mean_b,mean_difference,lo,hi,"
                         "variance_ratio\n"
                         "iso,members,1977-03-12,0,1,75,75,0,,,\n"
                         "iso,members,1979-03-10,104,0,,,,,,\n"
                         "iso,paper,1977-03-12,0,1,0,0,0,,,\n");
    check_contains(text, "\nleft-turn,members,1977-03-12,0,1,0,0,0,,,\n");
    free(text);
    text = hand_read(self->hand, "out/datapackage.json");
    check_contains(text, "\"name\": \"compare-by-hand-by-hand\"");
    check_contains(text, "\"kind\": \"compare\"");
    check_contains(text, "\"scenario\": \"by-hand by-hand\"");
    check_contains(text, "\"scenario_a_sha256\": \"00ff\"");
    check_contains(text, "\"every\": \"year\"");
    assert_null(strstr(text, "keep_runs"));
    free(text);
    assert_int_equal(hand_count(self->hand, "out"), 2);
    assert_int_equal(write_comparison(self, &replaced), 0);
    assert_true(replaced);
}

/* Results of another command are kept; without --force. */
static void test_claim(void **state)
{
    fixture_t *self = *state;
    bool replaced;
    assert_int_equal(write_comparison(self, &replaced), 0);
    self->options.kind = "score";
    assert_int_equal(open_store(self), CADRE_ERROR_IDENTITY);
    check_contains(self->err.message, "holds results of 'cadre compare', not of 'cadre score'");
    self->options.force = true;
    assert_int_equal(open_store(self), 0);
    cadre_study_store_close(self->store); /* nothing was written: all is as it was */
    assert_int_equal(hand_count(self->hand, "out"), 2);
}

/* Whatever allocation fails, the folder is as it was: not there. */
static void test_out_of_memory(void **state)
{
    fixture_t *self = *state;
    bool replaced;
    int failures = 0;
    for (long allocation = 1;; allocation++) {
        cadre_memory_fail_after(allocation);
        const int code = write_comparison(self, &replaced);
        cadre_memory_fail_after(0);
        if (code == CADRE_OK)
            break;
        assert_int_equal(code, CADRE_ERROR_MEMORY);
        assert_int_equal(hand_count(self->hand, "out"), -1);
        failures++;
    }
    assert_true(failures > 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_comparison, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_claim, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_out_of_memory, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
