/* The week of every instruction set this machine has leaves the same world behind. */
#include "engine/isa.h"

#include "model/state.h"
#include "recount.h"
#include "small_world.h"

#include <stdlib.h>

enum { WEEKS = 300 };

static void live(cadre_world_t *world, int isa)
{
    const cadre_step_t step = cadre_isa_step(isa);
    for (int32_t t = 0; t < WEEKS; t++)
        assert_int_equal(step(world), CADRE_OK);
}

static small_world_t *political(void)
{
    small_world_t *small = small_world_create(WEEKS, 8);
    small->specification.mechanisms = SMALL_ALL_MECHANISMS;
    small_world_wave(small, "march", 50, 2);
    small->organizations[0].parameters.recruitment_rho = 2;
    small->organizations[0].parameters.misconduct_rate = 0.05;
    return small;
}

/* Expected: the world of the base instruction set, bit for bit. */
static void all_have_the_same_week(void **state)
{
    (void)state;
    small_world_t *small = political();
    cadre_world_t *base = small_world_begin(small, 1);
    live(base, CADRE_ISA_BASE);
    recount(base);
    assert_true(base->members > 0);
    assert_true(small_world_measure(base, 0, CADRE_MEASURE_cases) > 0); /* something happened */
    for (int isa = 0; isa < CADRE_ISA_COUNT; isa++) {
        if (cadre_isa_step(isa) == NULL)
            continue;
        cadre_world_t *world = small_world_begin(small, 1);
        live(world, isa);
        recount(world);
        for (int m = 0; m < CADRE_MEASURE_COUNT; m++) {
            const double a = small_world_measure(base, 0, (cadre_measure_t)m);
            const double b = small_world_measure(world, 0, (cadre_measure_t)m);
            assert_memory_equal(&a, &b, sizeof a);
        }
        cadre_world_free(world);
    }
    cadre_world_free(base);
    small_world_free(small);
}

static void the_variable_forces_one(void **state)
{
    (void)state;
    cadre_error_t err = {0};
    setenv("CADRE_ISA", "base", 1);
    assert_int_equal(cadre_isa_check(&err), CADRE_OK);
    assert_int_equal(cadre_isa_chosen(), CADRE_ISA_BASE);
    setenv("CADRE_ISA", "v9", 1);
    assert_int_equal(cadre_isa_check(&err), CADRE_ERROR_USAGE);
    unsetenv("CADRE_ISA");
    assert_int_equal(cadre_isa_check(&err), CADRE_OK);
    assert_non_null(cadre_isa_step(cadre_isa_chosen()));
    for (int isa = cadre_isa_chosen() + 1; isa < CADRE_ISA_COUNT; isa++)
        assert_null(cadre_isa_step(isa)); /* the newest there is */
    assert_string_equal(cadre_isa_name(CADRE_ISA_V4), "v4");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_have_the_same_week),
        cmocka_unit_test(the_variable_forces_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
