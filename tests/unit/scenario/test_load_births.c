/* Events by which organizations are born, merge, part, turn and lose fronts and publishers: what
 * they become, and each refusal with the place it names. */
#include "scenario_case.h"

/* "a", "b" of people, "f" a front of a, "s" a series, with one event "e" on 2000-02-01, step 5. */
#define WORLD(event)                                                                               \
    "{\"format\": \"cadre-scenario/1\", \"start\": \"2000-01-03\", \"end\": \"2001-01-01\",\n"     \
    "\"organizations\": {\"a\": {\"founders\": {\"members\": 10}},\n"                              \
    "  \"b\": {\"founders\": {\"members\": 10}},\n"                                                \
    "  \"f\": {\"kind\": \"front\", \"parent\": \"a\"},\n"                                         \
    "  \"s\": {\"kind\": \"series\", \"members\": 5}},\n"                                          \
    "\"events\": {\"e\": {\"date\": \"2000-02-01\",\n" event "}}}"

static cadre_event_spec_t event;

/* Loads a world with that event into `event`; its texts are gone with the scenario. */
static cadre_scenario_t *load_event(const char *text)
{
    cadre_scenario_t *scenario = load(text);
    assert_int_equal(scenario->specification.event_count, 1);
    event = scenario->specification.events[0];
    assert_int_equal(event.step, 5);
    assert_int_equal(event.until, -1);
    return scenario;
}

/* The event is refused with exactly this message, which begins with line and column. */
static void check_refused(const char *text, const char *expected)
{
    char wanted[600];
    snprintf(wanted, sizeof wanted, "s.json:%s", expected);
    assert_string_equal(refuse(text), wanted);
    remove(path_of("s.json"));
}

static void test_merge(void **state)
{
    (void)state;
    cadre_scenario_free(
        load_event(WORLD("\"type\": \"merge\", \"organization\": \"a\", \"into\": \"b\"")));
    assert_int_equal(event.type, CADRE_EVENT_merge);
    assert_int_equal(event.organization, 0);
    assert_int_equal(event.into, 1);
    check_refused(WORLD("\"type\": \"merge\", \"organization\": \"a\""),
                  "6:17: events.e.into is missing");
    check_refused(WORLD("\"type\": \"merge\", \"into\": \"b\""),
                  "6:17: events.e.organization is missing");
    check_refused(WORLD("\"type\": \"merge\", \"organization\": \"a\", \"into\": \"a\""),
                  "7:47: events.e.into: an organization cannot merge into itself");
    check_refused(WORLD("\"type\": \"merge\", \"organization\": \"a\", \"into\": \"f\""),
                  "7:47: events.e.into: organization 'f' is of kind \"front\": this cannot happen "
                  "to it");
    check_refused(WORLD("\"type\": \"merge\", \"organization\": \"s\", \"into\": \"a\""),
                  "7:34: events.e.organization: organization 's' is of kind \"series\": this "
                  "cannot happen to it");
}

static void test_split(void **state)
{
    (void)state;
    cadre_scenario_t *scenario = load_event(
        WORLD("\"type\": \"split\", \"organization\": \"b\", \"share\": 0.3, \"drift\": 0.1, "
              "\"found\": \"league\""));
    assert_int_equal(event.type, CADRE_EVENT_split);
    assert_int_equal(event.organization, 1);
    assert_true(event.share == 0.3 && event.drift == 0.1);
    assert_string_equal(event.found, "league");
    cadre_scenario_free(scenario);
    cadre_scenario_free(
        load_event(WORLD("\"type\": \"split\", \"organization\": \"b\", \"share\": 1")));
    assert_true(event.share == 1 && event.drift == 0 && event.found == NULL);
}

static void test_refused_splits(void **state)
{
    (void)state;
    check_refused(WORLD("\"type\": \"split\", \"organization\": \"a\""),
                  "6:17: events.e.share is missing");
    check_refused(WORLD("\"type\": \"split\", \"share\": 0.5"),
                  "6:17: events.e.organization is missing");
    check_refused(WORLD("\"type\": \"split\", \"organization\": \"a\", \"share\": 1.5"),
                  "7:48: events.e.share = 1.5 is outside [0, 1] (share)");
    check_refused(WORLD("\"type\": \"split\", \"organization\": \"a\", \"share\": 1, "
                        "\"drift\": -1"),
                  "7:60: events.e.drift = -1 is outside [0, 1]");
    check_refused(WORLD("\"type\": \"split\", \"organization\": \"a\", \"share\": 1, "
                        "\"pieces\": 3"),
                  "7:51: unknown key 'pieces' in events.e (known: date, type, note, organization, "
                  "who, share, drift, found)");
    check_refused(WORLD("\"type\": \"split\", \"organization\": \"a\", \"share\": 1, "
                        "\"found\": \"b\""),
                  "7:60: events.e.found: there is an organization 'b' already");
    check_refused(WORLD("\"type\": \"split\", \"organization\": \"a\", \"share\": 1, "
                        "\"found\": \"Of Us\""),
                  "7:60: events.e.found: 'Of Us' is no id");
    check_refused(WORLD("\"type\": \"split\", \"organization\": \"f\", \"share\": 1"),
                  "7:34: events.e.organization: organization 'f' is of kind \"front\": this cannot "
                  "happen to it");
}

static void test_fragment(void **state)
{
    (void)state;
    cadre_scenario_free(load_event(
        WORLD("\"type\": \"fragment\", \"organization\": \"a\", \"pieces\": 4, \"drift\": 0.2")));
    assert_int_equal(event.type, CADRE_EVENT_fragment);
    assert_int_equal(event.pieces, 4);
    assert_true(event.drift == 0.2 && event.found == NULL);
    check_refused(WORLD("\"type\": \"fragment\", \"organization\": \"a\""),
                  "6:17: events.e.pieces is missing");
    check_refused(WORLD("\"type\": \"fragment\", \"organization\": \"a\", \"pieces\": 1"),
                  "7:52: events.e.pieces = 1 is outside [2, 20]");
    check_refused(WORLD("\"type\": \"fragment\", \"organization\": \"a\", \"pieces\": 21"),
                  "7:52: events.e.pieces = 21 is outside [2, 20]");
    check_refused(WORLD("\"type\": \"fragment\", \"organization\": \"a\", \"pieces\": 2, "
                        "\"share\": 1"),
                  "7:55: unknown key 'share' in events.e (known: date, type, note, organization, "
                  "pieces, drift, found)");
}

static void test_reorient(void **state)
{
    (void)state;
    static const char *const names[CADRE_MILIEU_COUNT] = {"campus", "city", "workplace"};
    for (int m = 0; m < CADRE_MILIEU_COUNT; m++) {
        char text[700];
        snprintf(text, sizeof text,
                 WORLD("\"type\": \"reorient\", \"organization\": \"a\", \"milieu\": \"%s\""),
                 names[m]);
        cadre_scenario_free(load_event(text));
        assert_int_equal(event.type, CADRE_EVENT_reorient);
        assert_int_equal(event.milieu, m);
    }
    check_refused(WORLD("\"type\": \"reorient\", \"organization\": \"a\""),
                  "6:17: events.e.milieu is missing");
    check_refused(WORLD("\"type\": \"reorient\", \"organization\": \"a\", \"milieu\": \"town\""),
                  "7:52: events.e.milieu = \"town\" is not one of campus, city, workplace");
}

static void test_mutiny_and_detach(void **state)
{
    (void)state;
    cadre_scenario_free(load_event(WORLD("\"type\": \"mutiny\", \"organization\": \"f\"")));
    assert_int_equal(event.type, CADRE_EVENT_mutiny);
    assert_int_equal(event.organization, 2);
    check_refused(WORLD("\"type\": \"mutiny\""), "6:17: events.e.organization is missing");
    check_refused(WORLD("\"type\": \"mutiny\", \"organization\": \"a\""),
                  "7:35: events.e.organization: organization 'a' is no front");
    cadre_scenario_free(load_event(WORLD("\"type\": \"detach\", \"organization\": \"a\"")));
    assert_int_equal(event.type, CADRE_EVENT_detach);
    check_refused(WORLD("\"type\": \"detach\", \"organization\": \"f\""),
                  "7:35: events.e.organization: organization 'f' is of kind \"front\": this cannot "
                  "happen to it");
    cadre_scenario_free(load_event(WORLD("\"type\": \"destroy\", \"organization\": \"f\"")));
    assert_int_equal(event.organization, 2);
}

/* An event whose mechanism is off would do nothing: it is refused. */
static void test_events_need_their_mechanism(void **state)
{
    (void)state;
    static const struct {
        const char *event, *mechanism;
    } cases[] = {
        {"\"reorient\", \"organization\": \"a\", \"milieu\": \"city\"", "branches"},
        {"\"mutiny\", \"organization\": \"f\"", "coalitions"},
        {"\"detach\", \"organization\": \"a\"", "finance"},
    };
    for (int i = 0; i < 3; i++) {
        char text[800], wanted[200];
        snprintf(text, sizeof text, WORLD("\"type\": %s}}, \"mechanisms\": {\"%s\": false"),
                 cases[i].event, cases[i].mechanism);
        snprintf(wanted, sizeof wanted, "needs the mechanism '%s', which is switched off",
                 cases[i].mechanism);
        text[strlen(text) - 1] = '\0'; /* the brace that closed nothing */
        check_contains(refuse(text), wanted);
        remove(path_of("s.json"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        in_folder(test_merge),
        in_folder(test_split),
        in_folder(test_refused_splits),
        in_folder(test_fragment),
        in_folder(test_reorient),
        in_folder(test_mutiny_and_detach),
        in_folder(test_events_need_their_mechanism),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
