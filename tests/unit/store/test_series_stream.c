#include "hand_made.h"

/* A stream gets the header and the rows of series.csv. The hand-made world starts on 12 March 1977,
 * so the first monthly rows are those of steps 0 and 3 (2 April). */
static void test_stream(void **state)
{
    (void)state;
    hand_t *hand = hand_make();
    cadre_series_stream_t *self;
    char *data = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&data, &size);
    assert_int_equal(
        cadre_series_stream_open(stream, &hand->scenario, CADRE_EVERY_MONTH, &self, NULL), 0);
    check_contains(data, "scenario,run,organization,date,step,members,");
    assert_int_equal(cadre_series_stream_recording(self)->row_steps[1], 3);
    float values[2][HAND_OBSERVED][CADRE_MEASURE_COUNT] = {{{0}}};
    values[1][0][0] = 81;
    const cadre_replicate_t replicate = {
        .run = 9, .organizations = HAND_OBSERVED, .row_count = 2, .values = values[0][0]};
    assert_int_equal(cadre_series_stream_observe(self, &replicate), 0);
    check_contains(data, "\nby-hand,9,iso,1977-03-12,0,0,");
    check_contains(data, "\nby-hand,9,left-turn,1977-03-12,0,0,");
    check_contains(data, "\nby-hand,9,iso,1977-04-02,3,81,");
    int lines = 0;
    for (size_t i = 0; i < size; i++)
        lines += data[i] == '\n';
    assert_int_equal(lines, 1 + 2 * HAND_OBSERVED);
    cadre_series_stream_close(self);
    fclose(stream);
    free(data);
    hand_free(hand);
}

/* The row of the convention (25 February 1978, step 50) stands in other files only: its flow is
 * added to that of the next row, 4 March, step 51. */
static void test_flows_between_rows(void **state)
{
    (void)state;
    hand_t *hand = hand_make();
    cadre_series_stream_t *self;
    char *data = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&data, &size);
    assert_int_equal(
        cadre_series_stream_open(stream, &hand->scenario, CADRE_EVERY_MONTH, &self, NULL), 0);
    const cadre_recording_t *recording = cadre_series_stream_recording(self);
    int convention = 0;
    while (recording->row_steps[convention] != 50)
        convention++;
    assert_int_equal(recording->row_steps[convention + 1], 51);
    const size_t width = (size_t)HAND_OBSERVED * CADRE_MEASURE_COUNT;
    float *values = calloc((size_t)recording->row_count * width, sizeof *values);
    values[(size_t)convention * width + CADRE_MEASURE_recruits] = 3;
    values[(size_t)(convention + 1) * width + CADRE_MEASURE_recruits] = 4;
    const cadre_replicate_t replicate = {
        .run = 1, .organizations = HAND_OBSERVED, .row_count = convention + 2, .values = values};
    assert_int_equal(cadre_series_stream_observe(self, &replicate), 0);
    assert_null(strstr(data, "1978-02-25"));
    const char *row = strstr(data, "iso,1978-03-04,51,");
    assert_non_null(row);
    row += strlen("iso,1978-03-04,51,");
    for (int m = 0; m < CADRE_MEASURE_recruits; m++)
        row = strchr(row, ',') + 1;
    assert_int_equal(strncmp(row, "7,", 2), 0);
    free(values);
    cadre_series_stream_close(self);
    fclose(stream);
    free(data);
    hand_free(hand);
}

static void test_full(void **state)
{
    (void)state;
    hand_t *hand = hand_make();
    cadre_series_stream_t *self;
    cadre_error_t err;
    FILE *stream = fopen("/dev/full", "w");
    assert_int_equal(
        cadre_series_stream_open(stream, &hand->scenario, CADRE_EVERY_MONTH, &self, &err),
        CADRE_ERROR_IO);
    assert_null(self);
    check_contains(err.message, "disk full while writing 'standard output'");
    fclose(stream);
    hand_free(hand);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_stream),
        cmocka_unit_test(test_flows_between_rows),
        cmocka_unit_test(test_full),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
