/* model/environment: the shape of movements, the generator, renewal of pools. Expected values are
 * the formulas of the file's head, in libm. */
#include "base/sampling.h"
#include "model/identities.h"
#include "model/mechanisms.h"
#include "small_world.h"

enum { STEPS = 520 };

/* A linear rise over 4 weeks, 8 weeks held, decay over 26. */
static double shape(double age)
{
    return age < 4 ? age / 4 : age <= 12 ? 1 : exp(-(age - 12) / 26);
}

static void a_movement_rises_holds_and_fades(void **state)
{
    (void)state;
    small_world_t *small = small_world_create(STEPS, 2);
    small_world_wave(small, "march", 10, 0.8f);
    small_world_wave(small, "before", -6, 0.5f); /* began before the start */
    cadre_world_t *world = small_world_begin(small, 1);
    for (int32_t t = 0; t <= STEPS; t++) {
        const double expected = (t < 10 ? 0 : 0.8 * shape(t - 10)) + 0.5 * shape(t + 6);
        check_close((double)world->wave_series[t], expected, 1e-5, 2e-6);
    }
    check_close((double)world->wave, 0.5, 1e-6, 0);
    small_world_run(world, 11);
    check_close((double)world->wave, 0.2 + 0.5 * exp(-5.0 / 26), 1e-6, 0);
    assert_int_equal(small_world_happened(world, CADRE_NONE, CADRE_EVENT_wave), 1);
    cadre_world_free(world);
    small_world_free(small);
}

static void movements_add_up_to_two_at_most(void **state)
{
    (void)state;
    small_world_t *small = small_world_create(STEPS, 2);
    small_world_wave(small, "one", 0, 1.5f);
    small_world_wave(small, "other", 2, 1.5f);
    cadre_world_t *world = small_world_begin(small, 1);
    check_close((double)world->wave_series[3], 1.5 * shape(3) + 1.5 * shape(1), 1e-6, 0);
    check_close((double)world->wave_series[8], 2, 0, 0);
    check_close((double)world->wave_series[100], 1.5 * shape(100) + 1.5 * shape(98), 1e-5, 0);
    cadre_world_free(world);
    small_world_free(small);
}

static void a_movement_may_have_no_rise(void **state)
{
    (void)state;
    small_world_t *small = small_world_create(STEPS, 2);
    cadre_wave_spec_t *wave = small_world_wave(small, "sudden", 5, 1);
    wave->rise_weeks = wave->hold_weeks = 0;
    cadre_world_t *world = small_world_begin(small, 1);
    check_close((double)world->wave_series[4], 0, 0, 0);
    check_close((double)world->wave_series[5], 1, 0, 0);
    check_close((double)world->wave_series[31], exp(-1), 1e-6, 0);
    cadre_world_free(world);
    small_world_free(small);
}

/* Begun in a week with probability 1 - exp(-.8 dt), sizes exponential of mean .7. 300 replicates of
 * ten years: number and mean size within |z| < 4.4 (each fails by chance once in 10^5). */
static void the_generator_keeps_its_rate_and_size(void **state)
{
    (void)state;
    enum { REPLICATES = 300 };
    small_world_t *small = small_world_create(STEPS, 2);
    small->specification.wave_generator.on = true;
    small->specification.wave_generator.rate_per_year = 0.8f;
    small->specification.wave_generator.mean_size = 0.7f;
    small->specification.wave_generator.rise_weeks = 4;
    small->specification.wave_generator.hold_weeks = 8;
    small->specification.wave_generator.decay_weeks = 26;
    cadre_world_t *world = small_world_begin(small, 0);
    double n = 0;
    double size = 0;
    for (uint32_t r = 1; r <= REPLICATES; r++) {
        assert_int_equal(cadre_world_begin(world, (cadre_luck_t){1, r}), CADRE_OK);
        for (int32_t t = 0; t <= STEPS; t++) {
            n += world->wave_begins[t] > 0;
            size += (double)world->wave_begins[t];
            assert_true(world->wave_series[t] >= 0 && world->wave_series[t] <= 2);
        }
    }
    const double weeks = REPLICATES * (STEPS + 1.0);
    const double p = 1 - exp(-0.8 * 7 / 365.25);
    assert_true(fabs(n - weeks * p) < 4.4 * sqrt(weeks * p * (1 - p)));
    assert_true(fabs(size / n - 0.7) < 4.4 * 0.7 / sqrt(n));
    cadre_world_free(world);
    small_world_free(small);
}

static void a_generated_movement_has_the_shape_of_a_scripted_one(void **state)
{
    (void)state;
    small_world_t *small = small_world_create(STEPS, 2);
    small->specification.wave_generator.on = true;
    small->specification.wave_generator.rate_per_year = 0.4f;
    small->specification.wave_generator.mean_size = 0.2f;
    small->specification.wave_generator.rise_weeks = 4;
    small->specification.wave_generator.hold_weeks = 8;
    small->specification.wave_generator.decay_weeks = 26;
    cadre_world_t *world = small_world_begin(small, 2);
    double *expected = calloc(STEPS + 1, sizeof *expected);
    int begun = 0;
    for (int32_t b = 0; b <= STEPS; b++) {
        begun += world->wave_begins[b] > 0;
        for (int32_t t = b; t <= STEPS; t++)
            expected[t] += (double)world->wave_begins[b] * shape(t - b);
    }
    assert_true(begun > 0);
    for (int32_t t = 0; t <= STEPS; t++)
        check_close((double)world->wave_series[t], expected[t], 1e-5, 2e-6);
    small_world_run(world, STEPS);
    assert_int_equal(small_world_happened(world, CADRE_NONE, CADRE_EVENT_wave), begun);
    free(expected);
    cadre_world_free(world);
    small_world_free(small);
}

static void struggle_is_the_given_series(void **state)
{
    (void)state;
    small_world_t *small = small_world_create(STEPS, 2);
    for (int32_t t = 0; t <= STEPS; t++)
        small->climate[t] = (float)(t % 7) / 7;
    cadre_world_t *world = small_world_begin(small, 1);
    for (int32_t t = 0; t < 20; t++) {
        assert_true(world->climate == (float)(t % 7) / 7);
        small_world_run(world, t + 1);
    }
    cadre_world_free(world);
    small_world_free(small);
}

/* ---------------------------------------------------------------- pools */

/* A world in which nobody recruits and `people` of each pool have been met. */
static cadre_world_t *met(small_world_t *small, int64_t people)
{
    small->specification.mechanisms = 1u << CADRE_MECHANISM_environment;
    small->specification.pool_size[CADRE_MILIEU_CAMPUS] = 1e6;
    small->specification.pool_size[CADRE_MILIEU_CITY] = 1e6;
    small->specification.pool_size[CADRE_MILIEU_WORKPLACE] = 1e6;
    cadre_world_t *world = small_world_begin(small, 1);
    for (int s = 0; s < 2; s++)
        for (int pool = 0; pool < CADRE_MILIEU_COUNT; pool++)
            world->sites[s].pool[pool] -= people;
    return world;
}

/* On campus 30 % of those met are replaced at once in the first week of September (step 35), in
 * the city 5 and at work 3 % a year in twelve steps: binomial, |z| < 4.4. */
static void pools_are_renewed_in_their_months(void **state)
{
    (void)state;
    const double people = 400000;
    small_world_t *small = small_world_create(STEPS, 2);
    cadre_world_t *world = met(small, (int64_t)people);
    const cadre_site_t *site = &world->sites[0];
    for (int32_t t = 0; t < 53; t++) { /* to the second January */
        const int64_t campus = site->pool[CADRE_MILIEU_CAMPUS];
        const int64_t city = site->pool[CADRE_MILIEU_CITY];
        small_world_run(world, t + 1);
        assert_int_equal(site->pool[CADRE_MILIEU_CAMPUS] != campus, t + 1 == 35);
        assert_int_equal(site->pool[CADRE_MILIEU_CITY] != city, world->month_begins);
    }
    const double share[CADRE_MILIEU_COUNT] = {0.3, 1 - exp(-0.05), 1 - exp(-0.03)};
    for (int pool = 0; pool < CADRE_MILIEU_COUNT; pool++) {
        const double renewed = (double)site->pool[pool] - (1e6 - people);
        const double sd = sqrt(people * share[pool] * (1 - share[pool]));
        assert_true(fabs(renewed - people * share[pool]) < 4.4 * sd);
    }
    assert_true(world->sites[1].pool[0] != site->pool[0]); /* each site has its own chance */
    cadre_world_free(world);
    small_world_free(small);
}

/* How many is decided by the fourth word of the pool's draw, as purposes.def says: not by the
 * first, which decides how many join. */
static void renewal_has_a_chance_of_its_own(void **state)
{
    (void)state;
    small_world_t *small = small_world_create(STEPS, 2);
    cadre_world_t *world = met(small, 400000);
    small_world_run(world, 35);
    const cadre_words_t words = cadre_draw(world->luck, cadre_pool_identity(0, CADRE_MILIEU_CAMPUS),
                                           35, CADRE_DRAW_POOL, 0);
    assert_true(world->sites[0].pool[CADRE_MILIEU_CAMPUS] - 600000 ==
                cadre_binomial(400000, 0.3, cadre_uniform(words.word[3])));
    cadre_world_free(world);
    small_world_free(small);
}

static void a_pool_is_never_more_than_full(void **state)
{
    (void)state;
    small_world_t *small = small_world_create(STEPS, 2);
    small->specification.parameters.pools_campus_refresh = 1;
    small->specification.parameters.pools_city_refresh = 5;
    cadre_world_t *world = met(small, 3);
    small_world_run(world, 120);
    assert_int_equal(world->sites[0].pool[CADRE_MILIEU_CAMPUS], 1000000);
    assert_int_equal(world->sites[0].pool[CADRE_MILIEU_CITY], 1000000);
    cadre_world_free(world);
    small_world_free(small);
}

static void switched_off_nothing_moves(void **state)
{
    (void)state;
    small_world_t *small = small_world_create(STEPS, 2);
    small_world_wave(small, "march", 0, 1);
    small->climate[0] = small->climate[1] = 1;
    cadre_world_t *world = met(small, 1000);
    check_close((double)world->climate, 1, 0, 0);
    world->mechanisms = 0; /* script.c puts the specification's in force only when they change */
    small_world_run(world, 60);
    assert_true(world->wave == 0 && world->climate == 0);
    for (int pool = 0; pool < CADRE_MILIEU_COUNT; pool++)
        assert_int_equal(world->sites[0].pool[pool], 999000);
    cadre_world_free(world);
    small_world_free(small);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_movement_rises_holds_and_fades),
        cmocka_unit_test(movements_add_up_to_two_at_most),
        cmocka_unit_test(a_movement_may_have_no_rise),
        cmocka_unit_test(the_generator_keeps_its_rate_and_size),
        cmocka_unit_test(a_generated_movement_has_the_shape_of_a_scripted_one),
        cmocka_unit_test(struggle_is_the_given_series),
        cmocka_unit_test(pools_are_renewed_in_their_months),
        cmocka_unit_test(renewal_has_a_chance_of_its_own),
        cmocka_unit_test(a_pool_is_never_more_than_full),
        cmocka_unit_test(switched_off_nothing_moves),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
