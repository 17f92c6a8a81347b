/* Events of politics: what their fields become, what is left to chance when they are omitted, the
 * bounds of each, and each refusal with the place it names. */
#include "scenario_case.h"

/* "a" and "b" of people, "p" a sponsor, "s" a series, with one event "e" on 2000-02-01, step 5. */
#define WORLD(event)                                                                               \
    "{\"format\": \"cadre-scenario/1\", \"start\": \"2000-01-03\", \"end\": \"2001-01-01\",\n"     \
    "\"organizations\": {\"a\": {\"founders\": {\"members\": 10}},\n"                              \
    "  \"b\": {\"founders\": {\"members\": 10}},\n"                                                \
    "  \"p\": {\"kind\": \"sponsor\"},\n"                                                          \
    "  \"s\": {\"kind\": \"series\", \"members\": 5}},\n"                                          \
    "\"events\": {\"e\": {\"date\": \"2000-02-01\",\n" event "}}}"
/* An event of "b" and its further fields. */
#define OF_B(type, fields) WORLD("\"type\": \"" type "\", \"organization\": \"b\"" fields)

static cadre_event_spec_t event;

/* Loads a world with that event into `event`; its texts are gone with the scenario. */
static cadre_scenario_t *load_event(const char *text)
{
    cadre_scenario_t *scenario = load(text);
    assert_int_equal(scenario->specification.event_count, 1);
    event = scenario->specification.events[0];
    assert_int_equal(event.step, 5);
    assert_int_equal(event.organization, 1);
    return scenario;
}

static void accept(const char *text, cadre_event_type_t type)
{
    cadre_scenario_free(load_event(text));
    assert_int_equal(event.type, type);
    remove(path_of("s.json"));
}

/* The event is refused with exactly this message, which begins with line and column. */
static void check_refused(const char *text, const char *expected)
{
    char wanted[600];
    snprintf(wanted, sizeof wanted, "s.json:%s", expected);
    assert_string_equal(refuse(text), wanted);
    remove(path_of("s.json"));
}

/* ---------------------------------------------------------------- leadership */

static void test_events_without_fields(void **state)
{
    (void)state;
    accept(OF_B("convention", ""), CADRE_EVENT_convention);
    accept(OF_B("oust", ""), CADRE_EVENT_oust);
    accept(OF_B("propose_dissolution", ""), CADRE_EVENT_propose_dissolution);
    check_refused(WORLD("\"type\": \"oust\""), "6:17: events.e.organization is missing");
    check_refused(WORLD("\"type\": \"convention\", \"organization\": \"p\""),
                  "7:39: events.e.organization: organization 'p' is of kind \"sponsor\": this "
                  "cannot happen to it");
    check_refused(OF_B("propose_dissolution", ", \"size\": 1"),
                  "7:53: unknown key 'size' in events.e (known: date, type, note, organization)");
    check_refused(OF_B("oust", ", \"until\": \"2000-03-01\""),
                  "7:38: unknown key 'until' in events.e (known: date, type, note, organization)");
}

static void test_thaw(void **state)
{
    (void)state;
    accept(OF_B("thaw", ", \"size\": 0.3"), CADRE_EVENT_thaw);
    assert_true(event.size == 0.3);
    assert_int_equal(event.until, -1);
    accept(OF_B("thaw", ", \"size\": 1, \"until\": \"2000-03-01\""), CADRE_EVENT_thaw);
    assert_true(event.size == 1);
    assert_int_equal(event.until, 9);
    accept(OF_B("thaw", ", \"size\": 0"), CADRE_EVENT_thaw);
    check_refused(OF_B("thaw", ""), "6:17: events.e.size is missing");
    check_refused(OF_B("thaw", ", \"size\": 1.01"), "7:46: events.e.size = 1.01 is outside [0, 1]");
    check_refused(OF_B("thaw", ", \"size\": -0.1"), "7:46: events.e.size = -0.1 is outside [0, 1]");
}

/* ---------------------------------------------------------------- misconduct */

static void test_case(void **state)
{
    (void)state;
    static const char *const ranks[] = {"member", "cadre", "leader", "chance"};
    static const char *const handlings[] = {"chance", "unreported", "dismissed", "covered_up",
                                            "resolved"};
    char text[800];
    for (int rank = 0; rank <= CADRE_RANK_COUNT; rank++) {
        snprintf(text, sizeof text, OF_B("case", ", \"rank\": \"%s\""), ranks[rank]);
        accept(text, CADRE_EVENT_case);
        assert_int_equal(event.rank, rank);
    }
    for (int handling = 0; handling < CADRE_HANDLING_COUNT; handling++) {
        snprintf(text, sizeof text, OF_B("case", ", \"handling\": \"%s\""), handlings[handling]);
        accept(text, CADRE_EVENT_case);
        assert_int_equal(event.handling, handling);
    }
    accept(OF_B("case", ", \"severity\": 0, \"insiders\": 0"), CADRE_EVENT_case);
    assert_true(event.severity == 0 && event.insiders == 0);
    accept(OF_B("case", ", \"severity\": 1, \"insiders\": 30"), CADRE_EVENT_case);
    assert_true(event.severity == 1 && event.insiders == 30);
    accept(OF_B("case", ""), CADRE_EVENT_case); /* all of it left to chance */
    assert_int_equal(event.rank, CADRE_RANK_COUNT);
    assert_int_equal(event.handling, CADRE_HANDLING_CHANCE);
    assert_true(event.severity < 0 && event.insiders < 0);
}

static void test_refused_cases(void **state)
{
    (void)state;
    check_refused(OF_B("case", ", \"rank\": \"boss\""),
                  "7:46: events.e.rank = \"boss\" is not one of member, cadre, leader, chance");
    check_refused(
        OF_B("case", ", \"handling\": \"hidden\""),
        "7:50: events.e.handling = \"hidden\" is not one of chance, unreported, dismissed, "
        "covered_up, resolved");
    check_refused(OF_B("case", ", \"severity\": 1.5"),
                  "7:50: events.e.severity = 1.5 is outside [0, 1]");
    check_refused(OF_B("case", ", \"severity\": -1"),
                  "7:50: events.e.severity = -1 is outside [0, 1]");
    check_refused(OF_B("case", ", \"insiders\": 31"),
                  "7:50: events.e.insiders = 31 is outside [0, 30]");
    check_refused(OF_B("case", ", \"insiders\": -1"),
                  "7:50: events.e.insiders = -1 is outside [0, 30]");
    check_refused(OF_B("case", ", \"salience\": 1"),
                  "7:38: unknown key 'salience' in events.e (known: date, type, note, "
                  "organization, rank, severity, handling, insiders)");
    check_refused(WORLD("\"type\": \"case\", \"organization\": \"s\""),
                  "7:33: events.e.organization: organization 's' is of kind \"series\": this "
                  "cannot happen to it");
}

/* An exposure and a case, which is listed after it by date, before it by id in the week. */
#define TWO(second)                                                                                \
    "{\"format\": \"cadre-scenario/1\", \"start\": \"2000-01-03\", \"end\": \"2001-01-01\",\n"     \
    "\"organizations\": {\"a\": {\"founders\": {\"members\": 10}}},\n"                             \
    "\"events\": {\"open\": {\"date\": \"2000-03-01\", \"type\": \"expose\",\n"                    \
    "\"organization\": \"a\", \"case\": \"first\"},\n" second "}}"

static void test_an_exposure_refers_to_a_case(void **state)
{
    (void)state;
    cadre_scenario_t *scenario =
        load(TWO("\"other\": {\"date\": \"2000-01-10\", \"type\": \"note\"},\n"
                 "\"first\": {\"date\": \"2000-02-01\", \"type\": \"case\", \"organization\": "
                 "\"a\"}"));
    const cadre_event_spec_t *events = scenario->specification.events;
    assert_string_equal(events[2].id, "open");
    assert_int_equal(events[2].reference, 1);
    assert_string_equal(events[events[2].reference].id, "first");
    assert_null(events[2].found);
    cadre_scenario_free(scenario);
    accept(OF_B("expose", ""), CADRE_EVENT_expose);
    assert_int_equal(event.reference, -1);
    check_refused(TWO("\"first\": {\"date\": \"2000-02-01\", \"type\": \"note\"}"),
                  "4:30: events.open.case: event 'first' is no case");
    check_refused(TWO("\"first\": {\"date\": \"2000-02-01\"}"),
                  "4:30: events.open.case: event 'first' is no case");
    check_refused(TWO("\"firsts\": {\"date\": \"2000-02-01\", \"type\": \"case\", "
                      "\"organization\": \"a\"}"),
                  "4:30: events.open.case: there is no event 'first' (did you mean 'firsts'?)");
    check_refused(OF_B("expose", ", \"case\": 3"),
                  "7:48: events.e.case must be a string, not a number");
}

static void test_sister_scandal_and_shock(void **state)
{
    (void)state;
    accept(OF_B("sister_scandal", ""), CADRE_EVENT_sister_scandal);
    assert_true(event.size == 1);
    accept(OF_B("sister_scandal", ", \"size\": 0.25"), CADRE_EVENT_sister_scandal);
    assert_true(event.size == 0.25);
    check_refused(OF_B("sister_scandal", ", \"size\": 1.5"),
                  "7:56: events.e.size = 1.5 is outside [0, 1]");
    accept(OF_B("shock", ", \"size\": 5"), CADRE_EVENT_shock);
    assert_true(event.size == 5);
    check_refused(OF_B("shock", ", \"size\": 5.5"), "7:47: events.e.size = 5.5 is outside [0, 5]");
    check_refused(OF_B("shock", ", \"size\": -1"), "7:47: events.e.size = -1 is outside [0, 5]");
    check_refused(OF_B("shock", ""), "6:17: events.e.size is missing");
}

/* ---------------------------------------------------------------- doctrine and factions */

static void test_issue(void **state)
{
    (void)state;
    accept(OF_B("issue", ", \"salience\": 0.4, \"position\": -1"), CADRE_EVENT_issue);
    assert_true(event.salience == 0.4 && event.position == -1);
    accept(OF_B("issue", ", \"salience\": 1"), CADRE_EVENT_issue);
    assert_true(event.salience == 1 && event.position == 0);
    check_refused(OF_B("issue", ", \"position\": 0.5"), "6:17: events.e.salience is missing");
    check_refused(OF_B("issue", ", \"salience\": 1.1"),
                  "7:51: events.e.salience = 1.1 is outside [0, 1]");
    check_refused(OF_B("issue", ", \"salience\": 1, \"position\": -1.1"),
                  "7:66: events.e.position = -1.1 is outside [-1, 1]");
}

static void test_faction(void **state)
{
    (void)state;
    accept(OF_B("faction", ""), CADRE_EVENT_faction);
    assert_int_equal(event.founders, -1);
    accept(OF_B("faction", ", \"founders\": 2"), CADRE_EVENT_faction);
    assert_int_equal(event.founders, 2);
    accept(OF_B("faction", ", \"founders\": 32"), CADRE_EVENT_faction);
    assert_int_equal(event.founders, 32);
    check_refused(OF_B("faction", ", \"founders\": 1"),
                  "7:53: events.e.founders = 1 is outside [2, 32]");
    check_refused(OF_B("faction", ", \"founders\": 33"),
                  "7:53: events.e.founders = 33 is outside [2, 32]");
}

static void test_expel_and_secede(void **state)
{
    (void)state;
    static const struct {
        const char *plain, *named, *taken;
        cadre_event_type_t type;
    } both[] = {
        {OF_B("expel", ""), OF_B("expel", ", \"found\": \"league\""),
         OF_B("expel", ", \"found\": \"a\""), CADRE_EVENT_expel},
        {OF_B("secede", ""), OF_B("secede", ", \"found\": \"league\""),
         OF_B("secede", ", \"found\": \"a\""), CADRE_EVENT_secede},
    };
    for (int i = 0; i < 2; i++) {
        accept(both[i].plain, both[i].type);
        assert_null(event.found);
        cadre_scenario_t *scenario = load_event(both[i].named);
        assert_int_equal(event.type, both[i].type);
        assert_string_equal(event.found, "league");
        cadre_scenario_free(scenario);
        check_refused(both[i].taken, i == 0 ? "7:48: events.e.found: there is an organization 'a' "
                                              "already"
                                            : "7:49: events.e.found: there is an organization 'a' "
                                              "already");
    }
    check_refused(OF_B("expel", ", \"found\": \"A\""), "7:48: events.e.found: 'A' is no id");
}

static void test_split_of_a_loyal_minority(void **state)
{
    (void)state;
    accept(OF_B("split", ", \"who\": \"loyal_minority\""), CADRE_EVENT_split);
    assert_true(event.loyal_minority);
    accept(OF_B("split", ", \"who\": \"random\", \"share\": 0.5"), CADRE_EVENT_split);
    assert_false(event.loyal_minority);
    accept(OF_B("split", ", \"share\": 0.5"), CADRE_EVENT_split);
    assert_false(event.loyal_minority);
    check_refused(OF_B("split", ", \"who\": \"random\""), "6:17: events.e.share is missing");
    check_refused(OF_B("split", ", \"who\": \"loyal\""),
                  "7:46: events.e.who = \"loyal\" is not one of random, loyal_minority "
                  "(did you mean 'loyal_minority'?)");
}

/* ---------------------------------------------------------------- a sponsor */

static void test_sponsor(void **state)
{
    (void)state;
    static const char *const actions[CADRE_SPONSOR_COUNT] = {"instigate", "copy_regime", "back",
                                                             "expel", "sever"};
    char text[800];
    for (int action = 0; action < CADRE_SPONSOR_COUNT; action++) {
        snprintf(text, sizeof text,
                 OF_B("sponsor", ", \"action\": \"%s\", \"sponsor\": \"p\", \"position\": 0.5"),
                 actions[action]);
        accept(text, CADRE_EVENT_sponsor);
        assert_int_equal(event.action, action);
        assert_int_equal(event.sponsor, 2);
        assert_true(event.position == 0.5);
    }
    accept(OF_B("sponsor", ", \"action\": \"instigate\""), CADRE_EVENT_sponsor);
    assert_int_equal(event.sponsor, -1); /* one that is not in the file, at .8 */
    assert_true(event.position == 0.8);
    accept(OF_B("sponsor", ", \"action\": \"back\", \"sponsor\": \"a\""), CADRE_EVENT_sponsor);
    assert_int_equal(event.sponsor, 0);
}

static void test_refused_sponsors(void **state)
{
    (void)state;
    check_refused(OF_B("sponsor", ""), "6:17: events.e.action is missing");
    check_refused(OF_B("sponsor", ", \"action\": \"found\""),
                  "7:51: events.e.action = \"found\" is not one of instigate, copy_regime, back, "
                  "expel, sever");
    check_refused(OF_B("sponsor", ", \"action\": \"copy_regime\""),
                  "6:17: events.e.sponsor is missing");
    check_refused(OF_B("sponsor", ", \"action\": \"sever\", \"sponsor\": \"s\""),
                  "7:71: events.e.sponsor: organization 's' is of kind \"series\": this cannot "
                  "happen to it");
    check_refused(OF_B("sponsor", ", \"action\": \"sever\", \"sponsor\": \"q\""),
                  "7:71: events.e.sponsor: there is no organization 'q' (did you mean 'a'?)");
    check_refused(OF_B("sponsor", ", \"action\": \"sever\", \"position\": 1.5"),
                  "7:72: events.e.position = 1.5 is outside [-1, 1]");
    check_refused(WORLD("\"type\": \"sponsor\", \"organization\": \"p\", \"action\": \"sever\""),
                  "7:36: events.e.organization: organization 'p' is of kind \"sponsor\": this "
                  "cannot happen to it");
}

/* ---------------------------------------------------------------- mechanisms */

/* Each event of a mechanism is refused when it is off, and what needs none is not. */
static void test_events_need_their_mechanism(void **state)
{
    (void)state;
    for (int i = 0; i < CADRE_SCRIPTED_COUNT; i++) {
        const cadre_event_info_t *info = cadre_event_info((cadre_event_type_t)i);
        char text[800], wanted[200];
        if (info->mechanism[0] == '\0')
            continue;
        snprintf(text, sizeof text,
                 CASE_WITH("\"mechanisms\": {\"%s\": false}, \"events\": {\"e\": {\"date\": "
                           "\"2000-02-01\", \"type\": \"%s\", \"organization\": \"a\"}}"),
                 info->mechanism, info->name);
        snprintf(wanted, sizeof wanted,
                 "events.e: event type %s needs the mechanism '%s', which is switched off",
                 info->name, info->mechanism);
        check_contains(refuse(text), wanted);
        remove(path_of("s.json"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        in_folder(test_events_without_fields),
        in_folder(test_thaw),
        in_folder(test_case),
        in_folder(test_refused_cases),
        in_folder(test_an_exposure_refers_to_a_case),
        in_folder(test_sister_scandal_and_shock),
        in_folder(test_issue),
        in_folder(test_faction),
        in_folder(test_expel_and_secede),
        in_folder(test_split_of_a_loyal_minority),
        in_folder(test_sponsor),
        in_folder(test_refused_sponsors),
        in_folder(test_events_need_their_mechanism),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
