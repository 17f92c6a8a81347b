/* model/world: the state at the beginning, which depends on nothing before; running out of memory.
 */
#include "base/memory.h"
#include "recount.h"
#include "small_world.h"

/* ---------------------------------------------------------------- the beginning */

static void pools_are_rounded_to_whole_people(void **state)
{
    (void)state;
    small_world_t *small = small_world_create(10, 2);
    small->size[0] = 1.26f; /* 25.2, 113.4, 50.4 */
    small->size[1] = 0.74f; /* 14.8, 66.6, 29.6 */
    cadre_world_t *world = small_world_begin(small, 1);
    const int64_t expected[2][CADRE_MILIEU_COUNT] = {{25, 113, 50}, {15, 67, 30}};
    for (int s = 0; s < 2; s++)
        for (int pool = 0; pool < CADRE_MILIEU_COUNT; pool++) {
            assert_int_equal(world->sites[s].full[pool], expected[s][pool]);
            assert_int_equal(world->sites[s].pool[pool], expected[s][pool]);
        }
    check_close(world->sites[0].share, 0.63, 1e-6, 0);
    check_close((double)world->site_ends[1], 1, 0, 0);
    cadre_world_free(world);
    small_world_free(small);
}

static void series_are_not_observed(void **state)
{
    (void)state;
    small_world_t *small = small_world_create(10, 2);
    small_world_add_series(small, "rival", 100, 200, 5);
    small_world_add(small, "other");
    cadre_world_t *world = small_world_begin(small, 1);
    assert_int_equal(cadre_world_observed_count(world), 2);
    assert_int_equal(cadre_world_observed(world, 0), 0);
    assert_int_equal(cadre_world_observed(world, 1), 2);
    cadre_world_free(world);
    small_world_free(small);
}

/* A begun world depends on nothing that went before: not on other replicates, not on an end by
 * destruction, not on how much memory there is already. */
static void a_world_begins_afresh(void **state)
{
    (void)state;
    small_world_t *small = small_world_create(260, 6);
    small->specification.wave_generator.on = true;
    small->specification.wave_generator.rate_per_year = 1;
    small->specification.wave_generator.mean_size = 1;
    small->specification.wave_generator.rise_weeks = 4;
    small->specification.wave_generator.hold_weeks = 8;
    small->specification.wave_generator.decay_weeks = 26;
    small_world_add(small, "other");
    cadre_event_spec_t *set = small_world_event(small, CADRE_EVENT_set, "more", 50, 0);
    small_world_setting(small, set, "recruitment.rho", 2);
    small_world_event(small, CADRE_EVENT_destroy, "end", 250, 1);
    cadre_world_t *used = small_world_begin(small, 3);
    small_world_run(used, 260);
    for (uint32_t replicate = 7; replicate < 9; replicate++) {
        cadre_world_t *fresh = small_world_begin(small, replicate);
        assert_int_equal(cadre_world_begin(used, (cadre_luck_t){1, replicate}), CADRE_OK);
        for (int32_t t = 0; t <= 260; t++) {
            small_world_check_same(fresh, 0, used, 0);
            small_world_check_same(fresh, 1, used, 1);
            if (t < 260) {
                small_world_run(fresh, t + 1);
                small_world_run(used, t + 1);
            }
        }
        recount(used);
        int count[2];
        cadre_world_happenings(fresh, &count[0]);
        cadre_world_happenings(used, &count[1]);
        assert_int_equal(count[0], count[1]);
        cadre_world_free(fresh);
    }
    cadre_world_free(used);
    small_world_free(small);
}

/* ---------------------------------------------------------------- memory */

/* Creates, begins and runs 60 weeks; the first error. */
static int try_sixty_weeks(const small_world_t *small)
{
    cadre_world_t *world = cadre_world_create(&small->specification);
    if (world == NULL)
        return CADRE_ERROR_MEMORY;
    int error = cadre_world_begin(world, (cadre_luck_t){1, 1});
    while (error == CADRE_OK && cadre_world_now(world) < 60) {
        error = cadre_world_step(world);
        if (error != CADRE_OK)
            assert_int_equal(cadre_world_status(world), CADRE_STATUS_FAILED);
    }
    cadre_world_free(world);
    return error;
}

/* The first, the second, ... allocation fails: each time the error is returned, until none fails
 * any more. What is lost then, the address sanitizer says. */
static void running_out_of_memory_is_an_error_at_every_allocation(void **state)
{
    (void)state;
    small_world_t *small = small_world_create(60, 12);
    small_world_add(small, "other")->founders.members = 300;
    small_world_add(small, "third")->founded = 20;
    small_world_event(small, CADRE_EVENT_destroy, "end", 40, 1);
    for (int o = 0; o < 3; o++) {
        small->organizations[o].parameters.recruitment_rho = 5;
        small->organizations[o].parameters.recruitment_at_large = 1;
        small->organizations[o].parameters.branches_transplant = 10;
        small->organizations[o].parameters.branches_transplant_size = 2;
        small->organizations[o].parameters.branches_transplant_cadre = 2;
        small->organizations[o].parameters.branches_grace_weeks = 0;
    }
    long failures = 0;
    int error = CADRE_ERROR_MEMORY;
    while (error != CADRE_OK) {
        cadre_memory_fail_after(++failures);
        error = try_sixty_weeks(small);
        cadre_memory_fail_after(0);
        assert_true(error == CADRE_OK || error == CADRE_ERROR_MEMORY);
    }
    assert_true(failures > 60); /* or the test would look at creation only */
    small_world_free(small);
}

/* What the world has in hand after growing to 15,000 people is within the estimate. */
static void the_estimate_of_memory_is_an_upper_bound(void **state)
{
    (void)state;
    small_world_t *small = small_world_create(520, 20);
    small->specification.pool_size[CADRE_MILIEU_CAMPUS] = 1000;
    small->specification.parameters.pools_campus_refresh = 1;
    cadre_parameters_t *p = &small->organizations[0].parameters;
    p->recruitment_rho = 5;
    p->recruitment_campus = 20;
    p->exit_mu_novice = p->exit_mu_cadre = 0.1;
    cadre_world_t *world = small_world_begin(small, 1);
    small_world_run(world, 520);
    assert_true(world->members > 10000);
    double person = 0;
#define C(type, name, meaning) person += sizeof(type);
#include "model/columns.def"
#undef C
    const double held = person * world->people.touched +
                        (double)sizeof(cadre_tie_node_t) * world->people.tie_capacity +
                        (double)sizeof(cadre_branch_t) * world->branch_capacity;
    assert_true(held < cadre_world_bytes(&small->specification, (double)world->members));
    cadre_world_free(world);
    small_world_free(small);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pools_are_rounded_to_whole_people),
        cmocka_unit_test(series_are_not_observed),
        cmocka_unit_test(a_world_begins_afresh),
        cmocka_unit_test(running_out_of_memory_is_an_error_at_every_allocation),
        cmocka_unit_test(the_estimate_of_memory_is_an_upper_bound),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
