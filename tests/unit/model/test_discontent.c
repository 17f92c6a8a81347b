/* model/discontent: the equations of one person at its head, by hand calculation in double
 * precision. */
#include "model/discontent.h"
#include "world_fixture.h"

static const double CLOSE = 3e-7; /* floats of order one, a few operations each */

/* Doubt .3, legitimacy .82, no issue: Epstein's (2002) grievance times 1 - L. */
static const cadre_mood_t USUAL = {.doubt = 0.3f, .distrust = 0.18f};

static double discontent(cadre_mood_t mood, double grievance, double belief, double doctrine)
{
    return (double)cadre_discontent(mood, (float)grievance, (float)belief, (float)doctrine);
}

/* 1 - (1 - .4)(1 - .3 x .8) = 1 - .6 x .76 = .544, times .18 = .09792. */
static void grievance_and_doubt_join_like_chances(void **state)
{
    (void)state;
    check_close(discontent(USUAL, 0.4, 0.2, 0), 0.09792, 0, CLOSE);
    check_close(discontent(USUAL, 0.4, 1, 0), 0.4 * 0.18, 0, CLOSE); /* no doubt */
    check_close(discontent(USUAL, 0, 0, 0), 0.3 * 0.18, 0, CLOSE);   /* doubt alone */
    check_close(discontent(USUAL, 1, 0, 0), 0.18, 0, CLOSE);
}

/* Salience .25 of an issue: .25 x |.6 - (-.2)| = .2 on top, the same on the other side. */
static void an_issue_adds_distance_times_salience(void **state)
{
    (void)state;
    cadre_mood_t mood = USUAL;
    mood.salience = 0.25f;
    mood.stand = -0.2f;
    check_close(discontent(mood, 0.4, 0.2, 0.6), 0.09792 + 0.2, 0, CLOSE);
    check_close(discontent(mood, 0.4, 0.2, -1), 0.09792 + 0.2, 0, CLOSE);
    check_close(discontent(mood, 0.4, 0.2, -0.2), 0.09792, 0, CLOSE);
}

/* (1 - .4)(3 + .1 x 5) = 2.1 while somebody speaks, (1 - .4) 3 = 1.8 in silence. */
static void believers_help_once_somebody_speaks(void **state)
{
    (void)state;
    check_close((double)cadre_enforcement(0.4f, 3, 5, 1), 2.1, 0, 3 * CLOSE);
    check_close((double)cadre_enforcement(0.4f, 3, 5, 20), 2.1, 0, 3 * CLOSE);
    check_close((double)cadre_enforcement(0.4f, 3, 5, 0), 1.8, 0, 3 * CLOSE);
    assert_true(cadre_enforcement(1, 3, 5, 1) == 0);
    assert_true(cadre_enforcement(0.4f, 0, 5, 0) == 0);
}

/* One enforcer for each who speaks and oneself: caught with 1 - 1/10 (Epstein's constant ln 10). */
static void one_enforcer_for_each_catches_nine_of_ten(void **state)
{
    (void)state;
    check_close((double)cadre_punishment(1, 0), 0.9, 0, CLOSE);
    check_close((double)cadre_punishment(5, 4), 0.9, 0, CLOSE);
    check_close((double)cadre_punishment(2, 0), 0.99, 0, CLOSE);
    check_close((double)cadre_punishment(1, 3), 1 - pow(10, -0.25), 0, CLOSE);
    assert_true(cadre_punishment(0, 0) == 0);
    assert_true(cadre_punishment(0, 7) == 0);
}

/* ---------------------------------------------------------------- of an organization */

static int set_up(void **state)
{
    fixture_t *self = malloc(sizeof *self);
    self->small = small_world_create(10, 1);
    self->world = small_world_begin(self->small, 1);
    cadre_organization_t *organization = party(self);
    organization->legitimacy = 0.7;
    organization->issue_salience = 0.25;
    organization->parameters.voice_doubt = 0.5;
    organization->parameters.traits_doctrine = -0.2;
    *state = self;
    return 0;
}

static void the_mood_is_what_all_of_an_organization_share(void **state)
{
    const fixture_t *self = *state;
    const cadre_mood_t mood = cadre_mood(party(self));
    check_close((double)mood.doubt, 0.5, 0, 0);
    check_close((double)mood.distrust, 0.3, 0, CLOSE);
    check_close((double)mood.salience, 0.25, 0, 0);
    check_close((double)mood.stand, -0.2, 0, CLOSE);
}

/* (1 - .6 (1 - .5 x .8)) .3 + .25 x .8 = .64 x .3 + .2 = .392. */
static void a_person_has_the_mood_and_a_state_of_its_own(void **state)
{
    const fixture_t *self = *state;
    cadre_people_t *people = &self->world->people;
    const int32_t slot = self->world->branches[party(self)->branches[0]].people.start + 3;
    people->grievance[slot] = 0.4f;
    people->belief[slot] = 0.2f;
    people->doctrine[slot] = 0.6f;
    check_close((double)cadre_discontent_of(self->world, party(self), slot), 0.392, 0, CLOSE);
    people->grievance[slot] = 0.8f; /* 1 - .2 x .6 = .88 */
    check_close((double)cadre_discontent_of(self->world, party(self), slot), 0.464, 0, CLOSE);
    people->belief[slot] = 1;
    check_close((double)cadre_discontent_of(self->world, party(self), slot), 0.44, 0, CLOSE);
    people->doctrine[slot] = -0.2f;
    check_close((double)cadre_discontent_of(self->world, party(self), slot), 0.24, 0, CLOSE);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(grievance_and_doubt_join_like_chances),
        cmocka_unit_test(an_issue_adds_distance_times_salience),
        cmocka_unit_test(believers_help_once_somebody_speaks),
        cmocka_unit_test(one_enforcer_for_each_catches_nine_of_ten),
        TEST(the_mood_is_what_all_of_an_organization_share),
        TEST(a_person_has_the_mood_and_a_state_of_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
