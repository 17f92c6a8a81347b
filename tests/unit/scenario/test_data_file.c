#include "scenario_case.h"

#define SERIES                                                                                     \
    CASE_WITH("\"environment\": {\"climate\": {\"file\": \"d.csv\", \"column\": \"level\", "       \
              "\"outside\": \"hold\"}}")

static float first_value(const char *csv)
{
    write_file("d.csv", csv);
    cadre_scenario_t *scenario = load(SERIES);
    const float value = scenario->specification.climate[0];
    cadre_scenario_free(scenario);
    return value;
}

static const char *refuse_csv(const char *csv)
{
    write_file("d.csv", csv);
    return refuse(SERIES);
}

static void test_what_csv_may_look_like(void **state)
{
    (void)state;
    assert_true(first_value("date,level\n2000-01-01,0.5\n") == 0.5f);
    assert_true(first_value("date,level\n2000-01-01,0.25") == 0.25f);         /* no last LF */
    assert_true(first_value("date,level\r\n2000-01-01,0.5\r\n") == 0.5f);     /* CRLF */
    assert_true(first_value("note,level,date\nx,1e-1,2000-01-01\n") == 0.1f); /* any order */
    assert_true(first_value("date,level,n\n2000-01-01,1,\"a, \"\"b\"\"\"\n") == 1.0f); /* quoted */
    assert_true(first_value("\"date\",\"level\"\n\"2000-01-01\",\"0.5\"\n") == 0.5f);
}

static void test_what_csv_may_not_look_like(void **state)
{
    (void)state;
    assert_string_equal(refuse_csv(""), "d.csv: the file is empty");
    assert_string_equal(refuse_csv("date,level\n\n2000-01-01,0.5\n"),
                        "d.csv:2:1: 1 field where the header has 2");
    assert_string_equal(refuse_csv("date,level\n2000-01-01,0.5\n1999-01-01,0.5\n"),
                        "d.csv:3:1: dates must increase, but '1999-01-01' follows an equal or "
                        "later one");
    assert_string_equal(refuse_csv("date,level\n2000-01-01,\"0.5\"x\n"),
                        "d.csv:2:12: a quoted field does not end properly");
    assert_string_equal(refuse_csv("date,level\n2000-01-01,\"0.5\n"),
                        "d.csv:2:12: a quoted field does not end properly");
    assert_string_equal(refuse_csv("date,level\n2000-01-01, 0.5\n"),
                        "d.csv:2:12: ' 0.5' is not a number");
    assert_string_equal(refuse_csv("date,level\n2000-01-01,inf\n"),
                        "d.csv:2:12: 'inf' is not a number");
    assert_string_equal(refuse_csv("date,level\n2000-01-01,0x1\n"),
                        "d.csv:2:12: '0x1' is not a number");
    assert_string_equal(refuse_csv("Date,level\n2000-01-01,0.5\n"),
                        "d.csv:1:1: the header has no column 'date' (commas separate columns)");
    assert_string_equal(refuse_csv("date,levle\n2000-01-01,0.5\n"),
                        "s.json:1:131: environment.climate.column: the file has no column 'level' "
                        "(did you mean 'levle'?)");
}

static void test_a_nul_byte_is_refused(void **state)
{
    (void)state;
    write_bytes("d.csv", "date,level\n2000-01-01,0.5\n\0,1\n", 30);
    assert_string_equal(refuse(SERIES), "d.csv:1: the file contains a NUL byte: it is no text");
}

/* The hash is sha256sum's of the file; a file used twice is listed once. */
static void test_the_hash_joins_the_identity(void **state)
{
    (void)state;
    write_file("d.csv", "date,level\n2000-01-01,0.5\n");
    write_file("b.csv", "date,level\n2000-01-01,0.5\n");
    cadre_scenario_t *scenario =
        load(CASE_WITH("\"environment\": {\"climate\": {\"file\": \"d.csv\", \"column\": "
                       "\"level\", \"outside\": \"hold\"}, \"norm\": {\"file\": \"d.csv\", "
                       "\"column\": \"level\", \"outside\": \"hold\"}, \"need\": {\"file\": "
                       "\"b.csv\", \"column\": \"level\", \"outside\": \"hold\"}}"));
    check_contains(
        scenario->canonical,
        "{\"data\":{"
        "\"b.csv\":\"4822bb1bd5c35026ec3b2240a2219c25709a5a2b7351a3f5e0e6774df117a337\","
        "\"d.csv\":\"4822bb1bd5c35026ec3b2240a2219c25709a5a2b7351a3f5e0e6774df117a337\"}");
    cadre_scenario_free(scenario);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        in_folder(test_what_csv_may_look_like),
        in_folder(test_what_csv_may_not_look_like),
        in_folder(test_a_nul_byte_is_refused),
        in_folder(test_the_hash_joins_the_identity),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
