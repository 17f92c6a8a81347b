#include "scenario_case.h"

#define EVENTS(members) CASE_WITH("\"events\": {" members "}")

static void test_events_stand_by_step_and_id(void **state)
{
    (void)state;
    cadre_scenario_t *scenario =
        load(EVENTS("\"z\": {\"date\": \"2000-02-07\", \"type\": \"note\"}, "
                    "\"last\": {\"date\": \"2000-12-01\", \"type\": \"note\"}, "
                    "\"a\": {\"date\": \"2000-02-02\", \"type\": \"note\", \"note\": \"text\"}"));
    const cadre_event_spec_t *events = scenario->specification.events;
    assert_int_equal(scenario->specification.event_count, 3);
    assert_string_equal(events[0].id, "a");
    assert_string_equal(events[1].id, "z");
    assert_string_equal(events[2].id, "last");
    assert_int_equal(events[0].step, 5);
    assert_int_equal(events[1].step, 5);
    assert_string_equal(events[0].note, "text");
    assert_string_equal(events[1].note, "");
    assert_int_equal(events[0].organization, -1);
    assert_int_equal(events[0].until, -1);
    cadre_scenario_free(scenario);
}

/* Settings stand in the order of the parameter table. */
static void test_set(void **state)
{
    (void)state;
    cadre_scenario_t *scenario =
        load(EVENTS("\"e\": {\"date\": \"2000-02-01\", \"until\": \"2000-03-01\", \"type\": "
                    "\"set\", \"organization\": \"a\", \"parameters\": {\"exit\": "
                    "{\"contagion\": 3}, \"effort\": {\"demand_hours\": 4}}}"));
    const cadre_event_spec_t *event = scenario->specification.events;
    assert_int_equal(event->type, CADRE_EVENT_set);
    assert_int_equal(event->step, 5);
    assert_int_equal(event->until, 9);
    assert_int_equal(event->organization, 0);
    assert_int_equal(event->setting_count, 2);
    assert_int_equal(event->settings[0].parameter, cadre_parameter_find("effort.demand_hours"));
    assert_true(event->settings[0].value == 4);
    assert_int_equal(event->settings[1].parameter, cadre_parameter_find("exit.contagion"));
    assert_true(event->settings[1].value == 3);
    cadre_scenario_free(scenario);
}

static void test_switch_and_destroy(void **state)
{
    (void)state;
    cadre_scenario_t *scenario =
        load(EVENTS("\"a\": {\"date\": \"2000-02-01\", \"type\": \"switch\", \"mechanism\": "
                    "\"branches\", \"on\": false}, \"b\": {\"date\": \"2000-03-01\", \"type\": "
                    "\"destroy\", \"organization\": \"a\"}"));
    const cadre_event_spec_t *events = scenario->specification.events;
    assert_int_equal(events[0].type, CADRE_EVENT_switch);
    assert_int_equal(events[0].mechanism, CADRE_MECHANISM_branches);
    assert_false(events[0].on);
    assert_int_equal(events[1].type, CADRE_EVENT_destroy);
    assert_int_equal(events[1].organization, 0);
    cadre_scenario_free(scenario);
}

static void test_refusals(void **state)
{
    (void)state;
    check_contains(refuse(EVENTS("\"e\": {\"date\": \"2000-02-01\", \"type\": \"nota\"}")),
                   "events.e.type = \"nota\" is not one of set, switch, destroy, merge, split, "
                   "fragment, reorient, mutiny, detach, convention, oust, thaw, case, expose, "
                   "sister_scandal, shock, issue, faction, expel, secede, sponsor, "
                   "propose_dissolution, note (did you mean 'note'?)");
    check_contains(refuse(EVENTS("\"e\": {\"date\": \"2000-02-01\", \"type\": \"note\", "
                                 "\"on\": true}")),
                   "unknown key 'on' in events.e");
    check_contains(refuse(EVENTS("\"e\": {\"date\": \"2000-02-01\", \"type\": \"set\", "
                                 "\"parameters\": {\"limits\": {\"members\": 0}}}")),
                   "limits.members is one for the whole world and fixed for a run");
    check_contains(refuse(EVENTS("\"e\": {\"date\": \"2000-02-01\", \"type\": \"set\", "
                                 "\"parameters\": {\"exit\": {}}}")),
                   "events.e.parameters: the event sets no parameter");
    check_contains(refuse(EVENTS("\"e\": {\"date\": \"2000-02-01\", \"type\": \"destroy\"}")),
                   "events.e.organization is missing");
    check_contains(refuse(EVENTS("\"e\": {\"date\": \"2000-02-01\", \"until\": \"2000-02-07\", "
                                 "\"type\": \"set\", \"parameters\": {\"exit\": {\"contagion\": "
                                 "1}}}")),
                   "events.e.until: must be at least a week after the event's date");
    check_contains(refuse(EVENTS("\"e\": {\"date\": \"1999-02-01\", \"type\": \"note\"}")),
                   "events.e.date: 1999-02-01 is outside the run, 2000-01-03 to 2001-01-01");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        in_folder(test_events_stand_by_step_and_id),
        in_folder(test_set),
        in_folder(test_switch_and_destroy),
        in_folder(test_refusals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
