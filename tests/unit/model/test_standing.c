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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_better_has_no_rival_and_the_others_face_the_best),
        cmocka_unit_test(two_equals_are_no_better_than_each_other),
        cmocka_unit_test(a_series_is_worth_what_it_has_gained),
        cmocka_unit_test(the_dead_and_the_unborn_are_worth_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
