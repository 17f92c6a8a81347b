#include "scenario_case.h"

#define PATTERN(date, low, value, high)                                                            \
    "{\"organization\": \"a\", \"measure\": \"members\", \"date\": \"" date "\", \"low\": " low    \
    ", \"value\": " value ", \"high\": " high ", \"source\": \"S1\", \"confidence\": \"low\"}"
#define EVIDENCE(members) "{\"format\": \"cadre-evidence/1\", \"patterns\": {" members "}}"

static const char scenario_text[] = CASE_WITH("\"evidence\": \"e.json\"");

/* Patterns outside the run are left out. */
static void test_patterns(void **state)
{
    (void)state;
    write_file("e.json", EVIDENCE("\"early\": " PATTERN(
                             "1999-01-01", "1", "2",
                             "3") ", "
                                  "\"size\": " PATTERN("2000-06-01", "5", "10",
                                                       "20") ", "
                                                             "\"late\": " PATTERN("2001-01-02", "1",
                                                                                  "2", "3")));
    cadre_scenario_t *scenario = load(scenario_text);
    assert_int_equal(scenario->pattern_count, 1);
    const cadre_pattern_t *pattern = scenario->patterns;
    assert_string_equal(pattern->id, "size");
    assert_string_equal(pattern->measure, "members");
    assert_string_equal(pattern->organization, "a");
    assert_string_equal(pattern->source, "S1");
    assert_string_equal(pattern->confidence, "low");
    assert_string_equal(pattern->group, "");
    assert_int_equal(pattern->day, 11109); /* 2000-06-01 */
    assert_true(pattern->low == 5 && pattern->value == 10 && pattern->high == 20);
    cadre_scenario_free(scenario);
}

static void test_null_is_no_evidence(void **state)
{
    (void)state;
    cadre_scenario_t *scenario = load(CASE_WITH("\"evidence\": null"));
    assert_int_equal(scenario->pattern_count, 0);
    cadre_scenario_free(scenario);
}

#define OTHER(fields)                                                                              \
    EVIDENCE(                                                                                      \
        "\"p\": {\"organization\": \"a\", \"source\": \"S1\", \"confidence\": \"low\", " fields    \
        "}")
#define BAND ", \"low\": 1, \"value\": 2, \"high\": 3"

static cadre_scenario_t *load_evidence(const char *text)
{
    write_file("e.json", text);
    return load(scenario_text);
}

/* What is taken of a period, of a quotient, relative to a date, of an event. */
static void test_other_kinds(void **state)
{
    (void)state;
    cadre_scenario_t *scenario = load_evidence(
        OTHER("\"measure\": \"members\", \"per\": \"branches\", \"take\": \"max\", "
              "\"from\": \"2000-06-01\", \"to\": \"2000-06-08\", \"use\": \"held-out\"" BAND));
    const cadre_pattern_t *pattern = scenario->patterns;
    assert_int_equal(scenario->pattern_count, 1);
    assert_string_equal(pattern->per, "branches");
    assert_string_equal(pattern->event, "");
    assert_int_equal(pattern->take, CADRE_TAKE_MAX);
    assert_int_equal(pattern->day, 11109);
    assert_int_equal(pattern->until, 11116);
    assert_true(pattern->held_out && !cadre_pattern_is_plain(pattern));
    cadre_scenario_free(scenario);

    scenario = load_evidence(OTHER("\"measure\": \"members\", \"date\": \"2000-06-08\", "
                                   "\"relative_to\": \"2000-06-01\"" BAND));
    assert_true(scenario->patterns->relative && !scenario->patterns->held_out);
    assert_int_equal(scenario->patterns->relative_day, 11109);
    cadre_scenario_free(scenario);

    scenario = load_evidence(
        OTHER("\"event\": \"ended\", \"take\": \"date\", \"from\": \"2000-06-01\", \"to\": "
              "\"2000-07-01\", \"low\": \"2000-06-01\", \"value\": \"2000-06-02\", \"high\": "
              "\"2000-06-08\""));
    assert_int_equal(scenario->patterns->take, CADRE_TAKE_DATE);
    assert_string_equal(scenario->patterns->measure, "");
    assert_true(scenario->patterns->low == 11109 && scenario->patterns->high == 11116);
    cadre_scenario_free(scenario);

    /* a period that ends after the run is left out */
    scenario = load_evidence(OTHER("\"event\": \"ended\", \"take\": \"count\", \"from\": "
                                   "\"2000-06-01\", \"to\": \"2005-07-01\"" BAND));
    assert_int_equal(scenario->pattern_count, 0);
    cadre_scenario_free(scenario);
}

static const char *refuse_evidence(const char *text)
{
    write_file("e.json", text);
    return refuse(scenario_text);
}

static void test_refusals(void **state)
{
    (void)state;
    check_contains(refuse_evidence("{\"format\": \"cadre-scenario/1\"}"),
                   "e.json:1:12: format = \"cadre-scenario/1\" is not one of cadre-evidence/1");
    check_contains(refuse_evidence("[]"), "e.json:1:1: the file must be an object, not an array");
    check_contains(refuse_evidence("{\"format\": \"cadre-evidence/1\"}"), "patterns is missing");
    check_contains(refuse_evidence(EVIDENCE("\"size\": " PATTERN("2000-06-01", "5", "4", "20"))),
                   "patterns.size: the band must have low <= value <= high");
    check_contains(refuse_evidence(EVIDENCE("\"size\": {\"measure\": \"membres\", "
                                            "\"organization\": \"a\", \"source\": \"S1\", "
                                            "\"confidence\": \"high\"}")),
                   "patterns.size.measure: there is no measure 'membres' (did you mean "
                   "'members'?)");
    check_contains(refuse_evidence(EVIDENCE("\"size\": {\"measure\": \"members\", "
                                            "\"organization\": \"b\", \"source\": \"S1\", "
                                            "\"confidence\": \"high\"}")),
                   "patterns.size.organization: there is no organization 'b'");
}

static void test_other_refusals(void **state)
{
    (void)state;
    check_contains(refuse_evidence(OTHER("\"event\": \"endet\"" BAND)),
                   "patterns.p.event: no run reports an event 'endet' (did you mean 'ended'?)");
    check_contains(refuse_evidence(OTHER("\"event\": \"ended\", \"measure\": \"members\"" BAND)),
                   "patterns.p.event: a pattern has a measure or an event, not both");
    check_contains(refuse_evidence(OTHER("\"event\": \"ended\", \"take\": \"mean\"" BAND)),
                   "patterns.p.take = \"mean\" is not one of date, count");
    check_contains(refuse_evidence(OTHER("\"event\": \"ended\"" BAND)),
                   "patterns.p.take is missing");
    check_contains(refuse_evidence(OTHER("\"measure\": \"members\", \"take\": \"mean\", "
                                         "\"date\": \"2000-06-01\"" BAND)),
                   "patterns.p.take: goes with 'from' and 'to', not with a date");
    check_contains(refuse_evidence(OTHER("\"measure\": \"members\", \"take\": \"mean\", \"from\": "
                                         "\"2000-06-02\", \"to\": \"2000-06-01\"" BAND)),
                   "patterns.p.to: is before 'from'");
    check_contains(refuse_evidence(OTHER("\"measure\": \"members\", \"date\": \"2000-06-01\", "
                                         "\"use\": \"test\"" BAND)),
                   "patterns.p.use = \"test\" is not one of fit, held-out");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        in_folder(test_patterns),    in_folder(test_null_is_no_evidence), in_folder(test_refusals),
        in_folder(test_other_kinds), in_folder(test_other_refusals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
