#include "hand_made.h"

/* A stream gets the header and the rows of series.csv, all that were recorded. */
static void test_stream(void **state)
{
    (void)state;
    hand_t *hand = hand_make();
    static const int32_t STEPS[] = {0, 3};
    const cadre_recording_t recording = {.row_steps = STEPS, .row_count = 2};
    float values[2][HAND_OBSERVED][CADRE_MEASURE_COUNT] = {{{0}}};
    values[1][0][0] = 81;
    const cadre_replicate_t replicate = {
        .run = 9, .organizations = HAND_OBSERVED, .row_count = 2, .values = values[0][0]};
    char *data = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&data, &size);
    assert_int_equal(cadre_series_stream_header(stream), 0);
    check_contains(data, "scenario,run,organization,date,step,members,");
    assert_int_equal(cadre_series_stream_rows(stream, &hand->scenario, &recording, &replicate), 0);
    check_contains(data, "\nby-hand,9,iso,1977-03-12,0,0,");
    check_contains(data, "\nby-hand,9,left-turn,1977-03-12,0,0,");
    check_contains(data, "\nby-hand,9,iso,1977-04-02,3,81,");
    int lines = 0;
    for (size_t i = 0; i < size; i++)
        lines += data[i] == '\n';
    assert_int_equal(lines, 1 + 2 * HAND_OBSERVED);
    fclose(stream);
    free(data);
    hand_free(hand);
}

static void test_full(void **state)
{
    (void)state;
    FILE *stream = fopen("/dev/full", "w");
    assert_int_equal(cadre_series_stream_header(stream), CADRE_ERROR_IO);
    fclose(stream);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_stream),
        cmocka_unit_test(test_full),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
