/* model/script: events of politics reach the organization they name in their week, with what they
 * say, and do what the mechanisms' own tests say of it. Nothing happens but events. */
#include "base/memory.h"
#include "model/mechanisms.h"
#include "recount.h"
#include "world_fixture.h"

static const double DT = 7 / 365.25;

enum { MEMBERS = 60, STEP = 10 };

/* "party" and "other" of 60 each in two branches of four sites; "sponsor" at -.5. */
static int set_up(void **state)
{
    fixture_t *self = calloc(1, sizeof *self);
    self->small = small_world_create(100, 4);
    self->small->specification.mechanisms = 1u << CADRE_MECHANISM_factions;
    self->small->organizations[0].founders.members = MEMBERS;
    small_world_add(self->small, "other")->founders.members = MEMBERS;
    cadre_organization_spec_t *sponsor = small_world_add(self->small, "sponsor");
    sponsor->kind = CADRE_KIND_SPONSOR;
    sponsor->founders.members = 0;
    sponsor->parameters.traits_doctrine = -0.5;
    *state = self;
    return 0;
}

static cadre_event_spec_t *script(fixture_t *self, cadre_event_type_t type, int32_t step)
{
    return small_world_event(self->small, type, "e", step, 0);
}

static void begin(fixture_t *self)
{
    self->world = small_world_begin(self->small, 1);
}

static void run(fixture_t *self, int32_t until)
{
    small_world_run(self->world, until);
}

static const cadre_organization_t *other(const fixture_t *self)
{
    return self->world->organizations[1];
}

static int happened(const fixture_t *self, cadre_event_type_t type)
{
    assert_int_equal(small_world_happened(self->world, 1, type), 0);
    return small_world_happened(self->world, 0, type);
}

/* ---------------------------------------------------------------- leadership */

static void a_convention_meets_in_its_week(void **state)
{
    fixture_t *self = *state;
    script(self, CADRE_EVENT_convention, STEP);
    begin(self);
    run(self, STEP - 1);
    assert_int_equal(party(self)->leader_count, 0);
    run(self, STEP + 5);
    assert_int_equal(party(self)->convened, STEP);
    assert_int_equal(party(self)->leader_count, 12); /* nobody spoke: all are loyal */
    assert_int_equal(party(self)->leaders[0].since, STEP);
    assert_int_equal(happened(self, CADRE_EVENT_convention), 1);
    assert_true(other(self)->convened < 0);
}

/* The convention of the calendar, step 8, and a scripted one in the same week, in which leadership
 * is switched off, elect the same delegates and leaders. Every other member spoke in week 6. */
static void a_scripted_convention_is_as_good_as_the_calendars(void **state)
{
    (void)state;
    enum { CONVENTION = 8 };
    cadre_world_t *world[2];
    small_world_t *small[2];
    for (int k = 0; k < 2; k++) {
        small[k] = small_world_create(60, 12);
        small[k]->specification.mechanisms = 1u << CADRE_MECHANISM_leadership;
        small[k]->organizations[0].founders.members = 600;
        small[k]->organizations[0].parameters.leadership_leave = 0;
        small[k]->organizations[0].parameters.leadership_oust_scale = 1;
        if (k == 1) {
            small_world_event(small[1], CADRE_EVENT_convention, "a", CONVENTION, 0);
            cadre_event_spec_t *off =
                small_world_event(small[1], CADRE_EVENT_switch, "b", CONVENTION, -1);
            off->mechanism = CADRE_MECHANISM_leadership;
            off->until = CONVENTION + 1;
        }
        world[k] = small_world_begin(small[k], 1);
        small_world_run(world[k], 7);
        cadre_people_t *people = &world[k]->people;
        for (int32_t h = 0; h < people->handles; h += 2)
            if (people->ties[h].slot != CADRE_NONE)
                people->spoke[people->ties[h].slot] = 6;
        small_world_run(world[k], CONVENTION + 1);
    }
    const cadre_organization_t *calendar = world[0]->organizations[0];
    const cadre_organization_t *scripted = world[1]->organizations[0];
    assert_int_equal(calendar->convened, CONVENTION);
    assert_int_equal(scripted->convened, CONVENTION);
    assert_true(calendar->opposition > 0.2 && calendar->opposition < 0.8);
    assert_true(calendar->opposition == scripted->opposition);
    assert_int_equal(calendar->replaced, scripted->replaced);
    assert_int_equal(calendar->leader_count, scripted->leader_count);
    for (int32_t k = 0; k < calendar->leader_count; k++)
        assert_memory_equal(&calendar->leaders[k], &scripted->leaders[k], sizeof(cadre_leader_t));
    for (int k = 0; k < 2; k++) {
        cadre_world_free(world[k]);
        small_world_free(small[k]);
    }
}

static void the_leadership_is_voted_out(void **state)
{
    fixture_t *self = *state;
    script(self, CADRE_EVENT_convention, STEP);
    script(self, CADRE_EVENT_oust, STEP + 5);
    begin(self);
    run(self, STEP);
    const cadre_person_t before = party(self)->leaders[0].person;
    run(self, STEP + 5);
    assert_int_equal(happened(self, CADRE_EVENT_ousted), 1);
    assert_int_equal(party(self)->replaced, STEP + 5);
    assert_int_equal(party(self)->leader_count, 12);
    for (int32_t k = 0; k < 12; k++) {
        assert_int_equal(party(self)->leaders[k].since, STEP + 5);
        assert_int_not_equal(party(self)->leaders[k].person.handle, before.handle);
    }
}

/* .42 + .25, .42 + .25 + .5 at most 1, and as the regime says again. */
static void thaws_add_up_while_they_last(void **state)
{
    fixture_t *self = *state;
    cadre_event_spec_t *thaw = script(self, CADRE_EVENT_thaw, STEP);
    thaw->size = 0.25;
    thaw->until = STEP + 20;
    thaw = script(self, CADRE_EVENT_thaw, STEP + 10);
    thaw->size = 0.5;
    thaw->until = STEP + 30;
    begin(self);
    for (int32_t t = 0; t < STEP + 40; t++) {
        run(self, t);
        const double first = t >= STEP && t < STEP + 20 ? 0.25 : 0;
        const double second = t >= STEP + 10 && t < STEP + 30 ? 0.5 : 0;
        const double sum = 0.42 + first + second;
        check_close(party(self)->openness, sum < 1 ? sum : 1, 1e-12, 0);
        check_close(other(self)->openness, 0.42, 1e-12, 0);
    }
}

/* ---------------------------------------------------------------- misconduct */

static cadre_event_spec_t *script_case(fixture_t *self, int32_t step, double severity)
{
    cadre_event_spec_t *event = script(self, CADRE_EVENT_case, step);
    event->rank = CADRE_RANK_CADRE;
    event->handling = CADRE_HANDLING_COVERED_UP;
    event->severity = severity;
    event->insiders = 6;
    return event;
}

static void a_case_is_hidden_and_comes_out(void **state)
{
    fixture_t *self = *state;
    script_case(self, STEP, 0.5);
    script_case(self, STEP + 1, 0.75);
    script_case(self, STEP + 2, 1);
    script(self, CADRE_EVENT_expose, STEP + 3)->reference = 1;
    script(self, CADRE_EVENT_expose, STEP + 4)->reference = -1;
    self->small->organizations[0].parameters.misconduct_begets = 0;
    begin(self);
    run(self, STEP + 2);
    assert_int_equal(party(self)->case_count, 3);
    for (int32_t k = 0; k < 3; k++) {
        const cadre_case_t *hidden = &party(self)->cases[k];
        assert_int_equal(hidden->script, k);
        assert_int_equal(hidden->rank, CADRE_RANK_CADRE);
        assert_int_equal(hidden->handling, CADRE_HANDLING_COVERED_UP);
        assert_int_equal(hidden->insider_count, 6);
        assert_true(hidden->severity == 0.5 + 0.25 * k);
    }
    run(self, STEP + 3);
    assert_int_equal(party(self)->case_count, 2);
    assert_int_equal(party(self)->cases[0].script, 0);
    assert_int_equal(party(self)->cases[1].script, 2);
    run(self, STEP + 4);
    assert_int_equal(party(self)->case_count, 1);
    assert_int_equal(party(self)->cases[0].script, 2);
    assert_int_equal(happened(self, CADRE_EVENT_case_exposed), 2);
    assert_int_equal(happened(self, CADRE_EVENT_case_covered_up), 3);
    assert_int_equal(other(self)->case_count, 0);
    /* in another replicate none of it has been */
    assert_int_equal(cadre_world_begin(self->world, (cadre_luck_t){1, 2}), CADRE_OK);
    assert_int_equal(party(self)->case_count, 0);
}

/* What is over when the organization's week is: the shock itself. Its traces: L = .82 exp(-.5), of
 * which a week has brought back its part, half in 24 months. */
static void a_shock_and_a_scandal_elsewhere(void **state)
{
    fixture_t *self = *state;
    script(self, CADRE_EVENT_shock, STEP)->size = 0.5;
    script(self, CADRE_EVENT_sister_scandal, STEP)->size = 0.75;
    begin(self);
    run(self, STEP);
    const double worn = 0.82 * exp(-0.5);
    check_close(party(self)->legitimacy, worn + (0.82 - worn) * (1 - exp2(-12 * DT / 24)), 1e-12,
                0);
    check_close(party(self)->shock, 0.5, 0, 0);
    check_close(party(self)->outrage, 0.5, 0, 0);
    assert_int_equal(party(self)->sister, STEP + 52);
    assert_true(party(self)->sister_size == 0.75);
    check_close(other(self)->legitimacy, 0.82, 1e-12, 0);
    run(self, STEP + 1);
    assert_true(party(self)->shock == 0);
}

/* ---------------------------------------------------------------- doctrine */

/* Where it stands it hands down, until another replicate begins. */
static void an_issue_is_a_position(void **state)
{
    fixture_t *self = *state;
    cadre_event_spec_t *issue = script(self, CADRE_EVENT_issue, STEP);
    issue->salience = 0.75;
    issue->position = -0.25;
    cadre_event_spec_t *split = script(self, CADRE_EVENT_split, STEP + 10);
    split->share = 0.5;
    begin(self);
    run(self, STEP);
    assert_true(party(self)->parameters.traits_doctrine == -0.25);
    run(self, STEP + 20);
    assert_true(party(self)->issue_salience == 0.75);
    assert_true(party(self)->parameters.traits_doctrine == -0.25);
    assert_true(self->world->organizations[3]->parameters.traits_doctrine == -0.25);
    assert_true(other(self)->parameters.traits_doctrine == 0);
    assert_int_equal(cadre_world_begin(self->world, (cadre_luck_t){1, 2}), CADRE_OK);
    assert_true(party(self)->parameters.traits_doctrine == 0);
    assert_true(party(self)->issue_salience == 0);
}

/* Those between -.25 and below follow a sponsor at -.5, away from a party at 0. */
static int32_t nearer(const fixture_t *self, float border)
{
    int32_t n = 0;
    for (int32_t b = 0; b < 2; b++) {
        const cadre_segment_t *people = &self->world->branches[party(self)->branches[b]].people;
        for (int32_t k = 0; k < people->count; k++)
            n += self->world->people.doctrine[people->start + k] < border;
    }
    return n;
}

static void a_loyal_minority_leaves_with_the_sponsor(void **state)
{
    fixture_t *self = *state;
    cadre_event_spec_t *event = script(self, CADRE_EVENT_sponsor, STEP);
    event->action = CADRE_SPONSOR_SEVER;
    event->sponsor = 2;
    event->position = 0.9; /* the sponsor's own doctrine counts */
    event = script(self, CADRE_EVENT_split, STEP + 1);
    event->loyal_minority = true;
    event->found = "loyal";
    begin(self);
    run(self, STEP);
    assert_true(party(self)->sponsor_position == -0.5);
    const int32_t going = nearer(self, -0.25f);
    assert_in_range(going, 5, MEMBERS / 2);
    run(self, STEP + 1);
    assert_string_equal(self->world->organizations[3]->name, "loyal");
    assert_int_equal(self->world->organizations[3]->members, going);
    assert_int_equal(party(self)->members, MEMBERS - going);
    run(self, STEP + 2);
    recount(self->world);
}

/* ---------------------------------------------------------------- factions */

static void a_faction_is_founded_and_expelled_or_secedes(void **state)
{
    (void)state;
    for (int expelled = 0; expelled < 2; expelled++) {
        fixture_t *self;
        set_up((void **)&self);
        script(self, CADRE_EVENT_faction, STEP)->founders = 7;
        script(self, expelled ? CADRE_EVENT_expel : CADRE_EVENT_secede, STEP + 1)->found = "league";
        self->small->organizations[0].parameters.factions_sympathizers = 0;
        begin(self);
        run(self, STEP);
        assert_int_equal(happened(self, CADRE_EVENT_faction_formed), 1);
        assert_int_equal(party(self)->faction_members, 7);
        run(self, STEP + 1);
        assert_int_equal(
            happened(self, expelled ? CADRE_EVENT_faction_expelled : CADRE_EVENT_seceded), 1);
        assert_string_equal(self->world->organizations[3]->name, "league");
        assert_int_equal(self->world->organizations[3]->members, 7);
        assert_int_equal(party(self)->members, MEMBERS - 7);
        run(self, STEP + 2);
        recount(self->world);
        tear_down((void **)&self);
    }
}

static void a_sponsor_instigates(void **state)
{
    fixture_t *self = *state;
    cadre_event_spec_t *event = script(self, CADRE_EVENT_sponsor, STEP);
    event->action = CADRE_SPONSOR_INSTIGATE;
    event->sponsor = -1;
    event->position = 0.5;
    begin(self);
    run(self, STEP);
    assert_int_equal(happened(self, CADRE_EVENT_faction_formed), 1);
    assert_true(party(self)->sponsor_position == 0.5);
}

/* ---------------------------------------------------------------- dissolution */

static void dissolution_is_put_to_the_vote(void **state)
{
    fixture_t *self = *state;
    script(self, CADRE_EVENT_propose_dissolution, STEP);
    begin(self);
    run(self, STEP + 5);
    assert_int_equal(happened(self, CADRE_EVENT_dissolution_proposed), 1);
    assert_in_range(party(self)->rounds_left, 2, 4);
}

/* ---------------------------------------------------------------- who is not there */

/* All events of politics, of one that is founded later, or has ended: they are told, and nothing
 * else happens. */
static void nothing_happens_to_who_is_not_there(void **state)
{
    (void)state;
    static const cadre_event_type_t types[] = {
        CADRE_EVENT_convention, CADRE_EVENT_oust,           CADRE_EVENT_case,  CADRE_EVENT_expose,
        CADRE_EVENT_shock,      CADRE_EVENT_sister_scandal, CADRE_EVENT_issue, CADRE_EVENT_faction};
    for (int ended = 0; ended < 2; ended++) {
        fixture_t *self;
        set_up((void **)&self);
        if (!ended)
            self->small->organizations[0].founded = STEP + 10;
        for (int i = 0; i < SMALL_EVENTS - ended; i++)
            script(self, types[i], STEP)->size = 1;
        if (ended) {
            for (int i = SMALL_EVENTS - 1; i > 0; i--)
                self->small->events[i] = self->small->events[i - 1];
            self->small->specification.event_count++;
            self->small->events[0] = (cadre_event_spec_t){
                .id = "end", .type = CADRE_EVENT_destroy, .step = 5, .until = -1, .note = ""};
        }
        begin(self);
        run(self, STEP + 1);
        const cadre_organization_t *absent = party(self);
        assert_true(absent->convened < 0 && absent->replaced < 0 && absent->sister < 0);
        assert_int_equal(absent->case_count + absent->cases_ever + absent->leader_count, 0);
        assert_int_equal(absent->faction, CADRE_NONE);
        assert_true(absent->shock == 0 && absent->outrage == 0 && absent->issue_salience == 0);
        assert_int_equal(happened(self, CADRE_EVENT_shock), 1);
        tear_down((void **)&self);
    }
}

/* ---------------------------------------------------------------- out of memory */

static int run_to_the_end(cadre_world_t *world, uint32_t replicate)
{
    int code = cadre_world_begin(world, (cadre_luck_t){1, replicate});
    while (code == CADRE_OK && cadre_world_now(world) < 30)
        code = cadre_world_step(world);
    return code;
}

/* Whatever allocation fails while a faction is expelled, cases are hidden and a body dissolves into
 * locals, the world says so and lives the next replicate as if nothing had been. */
static void politics_out_of_memory_is_an_error(void **state)
{
    (void)state;
    small_world_t *small = small_world_create(30, 12);
    small->specification.mechanisms = SMALL_ALL_MECHANISMS;
    cadre_organization_spec_t *spec = &small->organizations[0];
    spec->founders.members = 200;
    spec->founders.sites = 12;
    spec->parameters.factions_bloc = 10;
    spec->parameters.misconduct_rate = 1;
    spec->parameters.dissolution_theta0 = -5; /* all are for it */
    small_world_event(small, CADRE_EVENT_faction, "a", 3, 0)->founders = 20;
    small_world_event(small, CADRE_EVENT_expel, "b", 5, 0);
    small_world_event(small, CADRE_EVENT_propose_dissolution, "c", 10, 0);
    cadre_world_t *fresh = small_world_begin(small, 2);
    small_world_run(fresh, 30);
    assert_int_equal(fresh->organizations[0]->end, CADRE_END_DISSOLVED);
    assert_true(cadre_world_born_count(fresh) > 5);
    int failures = 0;
    for (long allocation = 1;; allocation++) {
        cadre_world_t *world = cadre_world_create(&small->specification);
        cadre_memory_fail_after(allocation);
        const int code = run_to_the_end(world, 1);
        cadre_memory_fail_after(0);
        failures += code == CADRE_ERROR_MEMORY;
        assert_int_equal(run_to_the_end(world, 2), CADRE_OK);
        assert_int_equal(cadre_world_born_count(world), cadre_world_born_count(fresh));
        for (int o = 0; o < 1 + cadre_world_born_count(fresh); o++)
            small_world_check_same(fresh, o, world, o);
        cadre_world_free(world);
        if (code == CADRE_OK)
            break;
    }
    assert_true(failures > 30);
    cadre_world_free(fresh);
    small_world_free(small);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(a_convention_meets_in_its_week),
        cmocka_unit_test(a_scripted_convention_is_as_good_as_the_calendars),
        TEST(the_leadership_is_voted_out),
        TEST(thaws_add_up_while_they_last),
        TEST(a_case_is_hidden_and_comes_out),
        TEST(a_shock_and_a_scandal_elsewhere),
        TEST(an_issue_is_a_position),
        TEST(a_loyal_minority_leaves_with_the_sponsor),
        cmocka_unit_test(a_faction_is_founded_and_expelled_or_secedes),
        TEST(a_sponsor_instigates),
        TEST(dissolution_is_put_to_the_vote),
        cmocka_unit_test(nothing_happens_to_who_is_not_there),
        cmocka_unit_test(politics_out_of_memory_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
