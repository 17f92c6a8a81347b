/* model/standing: u = Omega N/(N + 1000), and the gap to the best of the others. Worked out by
 * hand. */
#include "model/mechanisms.h"
#include "small_world.h"

static double gap(const cadre_world_t *world, int o)
{
    return world->organizations[o]->rival_gap;
}

static void the_better_has_no_rival_and_the_others_face_the_best(void **state)
{
    (void)state;
    small_world_t *small = small_world_create(10, 2);
    small->organizations[0].founders.members = 250;           /* .42 x .2 = .084 */
    small_world_add(small, "second")->founders.members = 500; /* .6 x 1/3 = .2 */
    small_world_add(small, "third")->founders.members = 1000; /* .3 x 1/2 = .15 */
    small->organizations[1].parameters.leadership_openness = 0.6;
    small->organizations[2].parameters.leadership_openness = 0.3;
    cadre_world_t *world = small_world_begin(small, 1);
    check_close(world->organizations[0]->worth, 0.084, 1e-12, 0);
    check_close(world->organizations[1]->worth, 0.2, 1e-12, 0);
    check_close(world->organizations[2]->worth, 0.15, 1e-12, 0);
    check_close(gap(world, 0), 0.116, 1e-12, 0);
    check_close(gap(world, 1), 0, 0, 0);
    check_close(gap(world, 2), 0.05, 1e-12, 0);
    check_close(world->organizations[1]->openness, 0.6, 0, 0);
    check_close(small_world_measure(world, 0, CADRE_MEASURE_outside_option), 0.116, 1e-6, 0);
    cadre_world_free(world);
    small_world_free(small);
}

static void two_equals_are_no_better_than_each_other(void **state)
{
    (void)state;
    small_world_t *small = small_world_create(10, 2);
    small_world_add(small, "twin");
    cadre_world_t *world = small_world_begin(small, 1);
    check_close(gap(world, 0), 0, 0, 0);
    check_close(gap(world, 1), 0, 0, 0);
    cadre_world_free(world);
    small_world_free(small);
}

/* Of 50,000 gained .06 are met: u = .8 x 3000/4000 = .6, against .42 x 75/1075. */
static void a_series_is_worth_what_it_has_gained(void **state)
{
    (void)state;
    small_world_t *small = small_world_create(10, 2);
    small_world_switch(small, CADRE_MECHANISM_exit, false);
    small_world_switch(small, CADRE_MECHANISM_recruitment, false);
    small_world_switch(small, CADRE_MECHANISM_branches, false);
    small_world_add_series(small, "rival", 6500, 56500, 3);
    small_world_add_series(small, "shrinking", 9000, 100, 2);
    cadre_world_t *world = small_world_begin(small, 1);
    small_world_run(world, 2);
    check_close(gap(world, 0), 0, 0, 0);
    small_world_run(world, 3);
    check_close(gap(world, 0), 0.6 - 0.42 * 75 / 1075, 1e-7, 0);
    check_close(world->organizations[2]->worth, 0, 0, 0);
    cadre_world_free(world);
    small_world_free(small);
}

static void the_dead_and_the_unborn_are_worth_nothing(void **state)
{
    (void)state;
    small_world_t *small = small_world_create(10, 2);
    small_world_add(small, "unborn")->founders.members = 5000;
    small->organizations[1].founded = 9;
    small_world_add(small, "dead")->founders.members = 5000;
    small_world_event(small, CADRE_EVENT_destroy, "end", 1, 2);
    cadre_world_t *world = small_world_begin(small, 1);
    assert_true(gap(world, 0) > 0.3);
    small_world_run(world, 1);
    check_close(gap(world, 0), 0, 0, 0);
    small_world_run(world, 9);
    assert_true(gap(world, 0) > 0.3);
    cadre_world_free(world);
    small_world_free(small);
}

/* ---------------------------------------------------------------- openness and legitimacy */

enum { WEEKS = 60 };

/* A party of 75 whose weeks change nothing but its standing; `leadership` on or not. */
static cadre_world_t *begin_still(small_world_t **small, bool led)
{
    *small = small_world_create(WEEKS, 2);
    (*small)->specification.mechanisms = led ? 1u << CADRE_MECHANISM_leadership : 0;
    (*small)->organizations[0].parameters.leadership_committee = 0; /* its week does nothing */
    return small_world_begin(*small, 1);
}

static void end_still(small_world_t *small, cadre_world_t *world)
{
    cadre_world_free(world);
    small_world_free(small);
}

/* Omega = regime + thaw + what leadership adds, in 0..1; without leadership nothing is added. */
static void openness_is_regime_thaw_and_opening(void **state)
{
    (void)state;
    static const struct {
        double thaw, opening, led, without;
    } cases[] = {{0, 0, 0.42, 0.42},          {0.25, 0, 0.67, 0.67}, {0, 0.125, 0.545, 0.42},
                 {0.125, 0.25, 0.795, 0.545}, {0, -0.3, 0.12, 0.42}, {0, -0.5, 0, 0.42},
                 {0.5, 0.5, 1, 0.92},         {0.75, -0.25, 0.92, 1}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (int led = 0; led < 2; led++) {
            small_world_t *small;
            cadre_world_t *world = begin_still(&small, led);
            world->organizations[0]->thaw = cases[i].thaw;
            world->organizations[0]->opening = cases[i].opening;
            cadre_standing_week(world);
            const double openness = led ? cases[i].led : cases[i].without;
            check_close(world->organizations[0]->openness, openness, 1e-12, 0);
            check_close(world->organizations[0]->worth, openness * 75 / 1075, 1e-12, 0);
            end_still(small, world);
        }
}

/* Half of the way in 24 months of 365.25/12 days: after 52 weeks 1 - 2^-(52 x 7 x 12/365.25/24). To
 * the goal that leadership sets, to the base without leadership. */
static void legitimacy_goes_half_of_the_way_in_two_years(void **state)
{
    (void)state;
    for (int led = 0; led < 2; led++) {
        small_world_t *small;
        cadre_world_t *world = begin_still(&small, led);
        cadre_organization_t *party = world->organizations[0];
        party->legitimacy = 0.3;
        party->legitimacy_goal = 0.5;
        small_world_run(world, 52);
        const double goal = led ? 0.5 : 0.82;
        const double left = exp2(-52 * 7 * 12 / 365.25 / 24);
        check_close(party->legitimacy, goal + (0.3 - goal) * left, 1e-9, 0);
        party->parameters.legitimacy_months = 6;
        party->legitimacy = 1;
        party->legitimacy_goal = -0.5; /* threats may cost more than there is */
        small_world_run(world, WEEKS);
        const double eight = exp2(-8 * 7 * 12 / 365.25 / 6);
        const double low = led ? -0.5 : 0.82;
        check_close(party->legitimacy, low + (1 - low) * eight, 1e-9, 0);
        end_still(small, world);
    }
}

static void legitimacy_is_a_share(void **state)
{
    (void)state;
    small_world_t *small;
    cadre_world_t *world = begin_still(&small, true);
    cadre_organization_t *party = world->organizations[0];
    party->parameters.legitimacy_months = 0.1;
    party->legitimacy_goal = -0.5;
    small_world_run(world, 10);
    assert_true(party->legitimacy == 0);
    end_still(small, world);
}

/* The lowest openness of each of the last twelve months. */
static void the_lows_of_twelve_months_are_remembered(void **state)
{
    (void)state;
    small_world_t *small;
    cadre_world_t *world = begin_still(&small, true); /* 1990-01-01 */
    cadre_organization_t *party = world->organizations[0];
    party->opening = -0.25;
    small_world_run(world, 3); /* 1990-01-22 */
    party->opening = 0.125;
    small_world_run(world, 52); /* 1990-12-31 */
    check_close(party->lowest_openness[0], 0.17, 1e-12, 0);
    for (int m = 1; m < CADRE_YEAR_MONTHS; m++)
        check_close(party->lowest_openness[m], 0.545, 1e-12, 0);
    small_world_run(world, 53); /* 1991-01-07: January begins anew */
    check_close(party->lowest_openness[0], 0.545, 1e-12, 0);
    end_still(small, world);
}

/* The best of the others, whichever of three is which: the rival of the best is the second, but
 * nobody goes over to it. */
static void the_rival_of_the_best_is_the_second(void **state)
{
    (void)state;
    static const struct {
        int32_t members;
        double openness, worth;
    } bodies[] = {{250, 0.42, 0.084}, {500, 0.6, 0.2}, {1000, 0.3, 0.15}};
    static const int orders[6][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2},
                                     {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    for (int p = 0; p < 6; p++) {
        small_world_t *small = small_world_create(10, 2);
        small_world_add(small, "second");
        small_world_add(small, "third");
        for (int o = 0; o < 3; o++) {
            cadre_organization_spec_t *spec = &small->organizations[o];
            spec->founders.members = bodies[orders[p][o]].members;
            spec->parameters.leadership_openness = bodies[orders[p][o]].openness;
        }
        cadre_world_t *world = small_world_begin(small, 1);
        for (int o = 0; o < 3; o++) {
            const bool best = orders[p][o] == 1;
            check_close(world->organizations[o]->worth, bodies[orders[p][o]].worth, 1e-12, 0);
            check_close(world->organizations[o]->rival_worth, best ? 0.15 : 0.2, 1e-12, 0);
            const int32_t rival = world->organizations[o]->rival;
            assert_int_equal(rival == CADRE_NONE ? 1 : orders[p][rival], 1);
            assert_int_equal(rival == CADRE_NONE, best);
        }
        cadre_world_free(world);
        small_world_free(small);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_better_has_no_rival_and_the_others_face_the_best),
        cmocka_unit_test(two_equals_are_no_better_than_each_other),
        cmocka_unit_test(a_series_is_worth_what_it_has_gained),
        cmocka_unit_test(the_dead_and_the_unborn_are_worth_nothing),
        cmocka_unit_test(openness_is_regime_thaw_and_opening),
        cmocka_unit_test(legitimacy_goes_half_of_the_way_in_two_years),
        cmocka_unit_test(legitimacy_is_a_share),
        cmocka_unit_test(the_lows_of_twelve_months_are_remembered),
        cmocka_unit_test(the_rival_of_the_best_is_the_second),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
