/* model/life_course: graduation in its week, and what it leads to. Shares are those of the
 * parameters; |z| < 4.4 fails by chance once in 10^5. */
#include "model/mechanisms.h"
#include "model/people.h"
#include "recount.h"
#include "small_world.h"

/* 20,000 on site 0 of `sites`, sizes 3 : 1 : 1 ..., all students until week 10. */
static small_world_t *students(int32_t sites, double cadre_share)
{
    small_world_t *small = small_world_create(20, sites);
    small->size[0] = 3;
    small->specification.mechanisms = 1u << CADRE_MECHANISM_life_course;
    small->specification.parameters.limits_members = 0;
    small->organizations[0].founders.members = 20000;
    small->organizations[0].founders.sites = 1;
    small->organizations[0].founders.cadre_share = cadre_share;
    return small;
}

static cadre_world_t *until_graduation(const small_world_t *small)
{
    cadre_world_t *world = small_world_begin(small, 1);
    const cadre_segment_t *people = &world->branches[world->organizations[0]->branches[0]].people;
    for (int32_t slot = people->start; slot < people->start + people->count; slot++)
        world->people.student_until[slot] = 10;
    small_world_run(world, 10);
    return world;
}

static bool within(double count, double n, double p)
{
    return fabs(count - n * p) < 4.4 * sqrt(n * p * (1 - p));
}

static double total(const cadre_world_t *world, cadre_measure_t measure)
{
    return world->organizations[0]->total[measure];
}

static void graduation_comes_in_its_week_and_only_then(void **state)
{
    (void)state;
    small_world_t *small = students(1, 0);
    cadre_world_t *world = until_graduation(small);
    assert_true(total(world, CADRE_MEASURE_exits) == 0);
    assert_true(small_world_measure(world, 0, CADRE_MEASURE_students) == 0); /* this is the week */
    small_world_run(world, 11);
    assert_true(within(total(world, CADRE_MEASURE_exits), 20000, 0.5));
    assert_true(total(world, CADRE_MEASURE_exits_graduation) == total(world, CADRE_MEASURE_exits));
    const double exits = total(world, CADRE_MEASURE_exits);
    small_world_run(world, 20);
    assert_true(total(world, CADRE_MEASURE_exits) == exits);
    cadre_world_free(world);
    small_world_free(small);
}

static void cadre_leave_less_often(void **state)
{
    (void)state;
    small_world_t *small = students(1, 1);
    cadre_world_t *world = until_graduation(small);
    small_world_run(world, 11);
    assert_true(within(total(world, CADRE_MEASURE_exits), 20000, 0.2));
    assert_true(total(world, CADRE_MEASURE_exits_cadre) == total(world, CADRE_MEASURE_exits));
    cadre_world_free(world);
    small_world_free(small);
}

/* Of those who stay .3 move to a site by size: 3/7 of them to where they are, which is no move. */
static void graduates_move_by_size(void **state)
{
    (void)state;
    small_world_t *small = students(5, 0);
    small->organizations[0].parameters.life_course_graduation_exit = 0;
    cadre_world_t *world = until_graduation(small);
    small_world_run(world, 11);
    const double moves = total(world, CADRE_MEASURE_moves);
    assert_true(within(moves, 20000, 0.3 * 4 / 7));
    for (int32_t s = 1; s < 5; s++)
        assert_true(within(world->organizations[0]->presence[s].at_large, moves, 0.25));
    assert_true(small_world_measure(world, 0, CADRE_MEASURE_at_large) == moves);
    recount(world);
    cadre_world_free(world);
    small_world_free(small);
}

static void movers_join_the_branch_where_there_is_one(void **state)
{
    (void)state;
    small_world_t *small = students(2, 0);
    small->organizations[0].founders.sites = 2;
    small->organizations[0].parameters.life_course_graduation_exit = 0;
    small->organizations[0].parameters.life_course_move = 1;
    cadre_world_t *world = small_world_begin(small, 1);
    const cadre_branch_t *first = &world->branches[world->organizations[0]->branches[0]];
    for (int32_t slot = first->people.start; slot < first->people.start + 10000; slot++)
        world->people.student_until[slot] = 0;
    small_world_run(world, 1);
    const double moves = total(world, CADRE_MEASURE_moves);
    assert_true(within(moves, 10000, 0.25));
    assert_int_equal(world->branches[world->organizations[0]->branches[1]].people.count,
                     10000 + (int32_t)moves);
    assert_int_equal(world->branches[world->organizations[0]->at_large].people.count, 0);
    recount(world);
    cadre_world_free(world);
    small_world_free(small);
}

static void graduations_do_not_count_in_contagion(void **state)
{
    (void)state;
    small_world_t *small = students(1, 0);
    small->specification.mechanisms |= 1u << CADRE_MECHANISM_exit;
    small->organizations[0].parameters.exit_mu_novice = 0;
    cadre_world_t *world = until_graduation(small);
    const cadre_segment_t there = world->branches[world->organizations[0]->branches[0]].people;
    for (int32_t k = 0; k < 1000; k += 2) /* pairs of recruiter and recruit */
        cadre_people_tie(world, there.start + k, there.start + k + 1);
    small_world_run(world, 11);
    assert_true(total(world, CADRE_MEASURE_exits) > 9000);
    const cadre_segment_t left = world->branches[world->organizations[0]->branches[0]].people;
    int32_t tied = 0;
    for (int32_t slot = left.start; slot < left.start + left.count; slot++) {
        assert_int_equal(world->people.tie_loss[slot], 0);
        tied += world->people.ties_of[slot];
    }
    assert_true(tied > 150 && tied < 350); /* a quarter of 500 pairs stays whole: 250 */
    assert_true(world->organizations[0]->left_sum == 0);
    assert_int_equal(world->branches[world->organizations[0]->branches[0]].left_sum, 0);
    cadre_world_free(world);
    small_world_free(small);
}

static void switched_off_nobody_graduates(void **state)
{
    (void)state;
    small_world_t *small = students(5, 0);
    small_world_switch(small, CADRE_MECHANISM_life_course, false);
    cadre_world_t *world = until_graduation(small);
    small_world_run(world, 20);
    assert_true(total(world, CADRE_MEASURE_exits) == 0 && total(world, CADRE_MEASURE_moves) == 0);
    cadre_world_free(world);
    small_world_free(small);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(graduation_comes_in_its_week_and_only_then),
        cmocka_unit_test(cadre_leave_less_often),
        cmocka_unit_test(graduates_move_by_size),
        cmocka_unit_test(movers_join_the_branch_where_there_is_one),
        cmocka_unit_test(graduations_do_not_count_in_contagion),
        cmocka_unit_test(switched_off_nobody_graduates),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
