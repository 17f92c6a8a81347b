/* model/script: what scripted events change, when, and what holds again after them. */
#include "model/mechanisms.h"
#include "small_world.h"

typedef struct {
    small_world_t *small;
    cadre_world_t *world; /* begun by the test */
} fixture_t;

static int set_up(void **state)
{
    fixture_t *self = calloc(1, sizeof *self);
    self->small = small_world_create(60, 4);
    small_world_add(self->small, "other");
    self->small->organizations[1].parameters.recruitment_rho = 0.7;
    *state = self;
    return 0;
}

static int tear_down(void **state)
{
    fixture_t *self = *state;
    cadre_world_free(self->world);
    small_world_free(self->small);
    free(self);
    return 0;
}

static double rho(const fixture_t *self, int o)
{
    return self->world->organizations[o]->parameters.recruitment_rho;
}

static void a_set_holds_from_its_week_until_its_end(void **state)
{
    fixture_t *self = *state;
    cadre_event_spec_t *set = small_world_event(self->small, CADRE_EVENT_set, "more", 10, 0);
    small_world_setting(self->small, set, "recruitment.rho", 2);
    small_world_setting(self->small, set, "branches.n_min", 3);
    set->until = 20;
    self->world = small_world_begin(self->small, 1);
    for (int32_t t = 0; t <= 30; t++) {
        small_world_run(self->world, t);
        const bool holds = t >= 10 && t < 20;
        assert_true(rho(self, 0) == (holds ? 2 : 0.55));
        assert_int_equal(self->world->organizations[0]->parameters.branches_n_min, holds ? 3 : 5);
        assert_true(rho(self, 1) == 0.7);
    }
    assert_int_equal(small_world_happened(self->world, 0, CADRE_EVENT_set), 1);
}

static void a_set_at_the_start_or_for_all(void **state)
{
    fixture_t *self = *state;
    cadre_event_spec_t *set = small_world_event(self->small, CADRE_EVENT_set, "all", 0, -1);
    small_world_setting(self->small, set, "recruitment.rho", 3);
    set->until = 5;
    self->world = small_world_begin(self->small, 1);
    assert_true(rho(self, 0) == 3 && rho(self, 1) == 3);
    small_world_run(self->world, 5);
    assert_true(rho(self, 0) == 0.55 && rho(self, 1) == 0.7);
}

/* What is restored is what would hold without the event, not what held before it: 1 from week 5,
 * 2 in weeks 10 .. 19, 3 from week 15 (the later of the list wins). */
static void overlapping_sets_restore_what_would_hold_without_them(void **state)
{
    fixture_t *self = *state;
    const int32_t step[] = {5, 10, 15};
    const int32_t until[] = {-1, 20, 30};
    for (int i = 0; i < 3; i++) {
        cadre_event_spec_t *set =
            small_world_event(self->small, CADRE_EVENT_set, "set", step[i], 0);
        small_world_setting(self->small, set, "recruitment.rho", i + 1);
        set->until = until[i];
    }
    self->world = small_world_begin(self->small, 1);
    for (int32_t t = 0; t <= 40; t++) {
        small_world_run(self->world, t);
        const double expected = t < 5 ? 0.55 : t < 10 ? 1 : t < 15 ? 2 : t < 30 ? 3 : 1;
        assert_true(rho(self, 0) == expected);
    }
}

static void a_switch_holds_until_its_end(void **state)
{
    fixture_t *self = *state;
    cadre_event_spec_t *event = small_world_event(self->small, CADRE_EVENT_switch, "pause", 10, -1);
    event->mechanism = CADRE_MECHANISM_recruitment;
    event->on = false;
    event->until = 30;
    small_world_switch(self->small, CADRE_MECHANISM_exit, false);
    event = small_world_event(self->small, CADRE_EVENT_switch, "begin", 40, -1);
    event->mechanism = CADRE_MECHANISM_exit;
    event->on = true;
    self->world = small_world_begin(self->small, 1);
    double recruits = 0;
    for (int32_t t = 0; t <= 50; t++) {
        small_world_run(self->world, t);
        assert_int_equal(cadre_world_has(self->world, CADRE_MECHANISM_recruitment),
                         t < 10 || t >= 30);
        assert_int_equal(cadre_world_has(self->world, CADRE_MECHANISM_exit), t >= 40);
        const double now = small_world_measure(self->world, 0, CADRE_MEASURE_recruits);
        if (t > 10 && t <= 30) /* weeks 10 .. 29 */
            assert_true(now == recruits);
        recruits = now;
    }
    assert_true(recruits > 0);
    assert_int_equal(small_world_happened(self->world, CADRE_NONE, CADRE_EVENT_switch), 2);
}

static void destruction_ends_one_or_all(void **state)
{
    fixture_t *self = *state;
    small_world_event(self->small, CADRE_EVENT_destroy, "one", 10, 1);
    small_world_event(self->small, CADRE_EVENT_destroy, "all", 20, -1);
    self->world = small_world_begin(self->small, 1);
    small_world_run(self->world, 60);
    for (int o = 0; o < 2; o++) {
        cadre_outcome_t outcome;
        cadre_world_outcome(self->world, o, &outcome);
        assert_int_equal(outcome.end, CADRE_END_DESTROYED);
        assert_int_equal(outcome.ended, o == 1 ? 10 : 20);
        assert_int_equal(outcome.members_end, 0);
        assert_int_equal(75 + outcome.recruits, outcome.exits);
        assert_int_equal(small_world_happened(self->world, o, CADRE_EVENT_ended), 1);
    }
}

/* Founded and destroyed in one week, at the start or later: it has been there, and is gone. */
static void destruction_in_the_week_of_founding_ends_it(void **state)
{
    fixture_t *self = *state;
    self->small->organizations[1].founded = 20;
    small_world_event(self->small, CADRE_EVENT_destroy, "at-once", 0, 0);
    small_world_event(self->small, CADRE_EVENT_destroy, "later", 20, 1);
    self->world = small_world_begin(self->small, 1);
    assert_true(small_world_measure(self->world, 0, CADRE_MEASURE_members) == 0);
    small_world_run(self->world, 21);
    assert_int_equal(small_world_happened(self->world, 1, CADRE_EVENT_founded), 1);
    for (int o = 0; o < 2; o++) {
        assert_true(small_world_measure(self->world, o, CADRE_MEASURE_members) == 0);
        assert_int_equal(small_world_happened(self->world, o, CADRE_EVENT_ended), 1);
    }
}

static void destruction_before_the_founding_changes_nothing(void **state)
{
    fixture_t *self = *state;
    self->small->organizations[1].founded = 20;
    small_world_event(self->small, CADRE_EVENT_destroy, "early", 10, 1);
    self->world = small_world_begin(self->small, 1);
    small_world_run(self->world, 20);
    assert_true(small_world_measure(self->world, 1, CADRE_MEASURE_members) == 75);
}

static void a_note_is_reported_and_changes_nothing(void **state)
{
    fixture_t *self = *state;
    self->world = small_world_begin(self->small, 1);
    small_world_run(self->world, 60);
    small_world_event(self->small, CADRE_EVENT_note, "march", 10, -1)->note = "a march";
    cadre_world_t *noted = small_world_begin(self->small, 1);
    small_world_run(noted, 60);
    small_world_check_same(self->world, 0, noted, 0);
    small_world_check_same(self->world, 1, noted, 1);
    assert_int_equal(small_world_happened(noted, CADRE_NONE, CADRE_EVENT_note), 1);
    assert_int_equal(small_world_happened(self->world, CADRE_NONE, CADRE_EVENT_note), 0);
    cadre_world_free(noted);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(a_set_holds_from_its_week_until_its_end),
        TEST(a_set_at_the_start_or_for_all),
        TEST(overlapping_sets_restore_what_would_hold_without_them),
        TEST(a_switch_holds_until_its_end),
        TEST(destruction_ends_one_or_all),
        TEST(destruction_in_the_week_of_founding_ends_it),
        TEST(destruction_before_the_founding_changes_nothing),
        TEST(a_note_is_reported_and_changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
