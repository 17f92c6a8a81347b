/* Pools: never overdrawn, shared fairly, compared in as stated. */
#include "model/state.h"
#include "small_world.h"

static int64_t met(const cadre_world_t *world)
{
    int64_t n = 0;
    for (int32_t s = 0; s < world->specification->site_count; s++)
        for (int pool = 0; pool < CADRE_MILIEU_COUNT; pool++) {
            assert_true(world->sites[s].pool[pool] >= 0);
            assert_true(world->sites[s].pool[pool] <= world->sites[s].full[pool]);
            n += world->sites[s].full[pool] - world->sites[s].pool[pool];
        }
    return n;
}

static double face_to_face(cadre_world_t *world)
{
    double n = 0;
    for (int32_t o = 0; o < world->organization_count; o++)
        n += world->organizations[o]->total[CADRE_MEASURE_recruits] -
             world->organizations[o]->total[CADRE_MEASURE_recruits_at_large];
    return n;
}

/* Two organizations that recruit as fast as they may in pools of 0, 1 and 3, never renewed: whoever
 * has been met has joined one of them, once. */
static void two_organizations_never_overdraw_a_pool(void **state)
{
    (void)state;
    for (int size = 0; size <= 3; size += size + 1) { /* 0, 1, 3 */
        small_world_t *small = small_world_create(520, 2);
        small_world_add(small, "other");
        small_world_switch(small, CADRE_MECHANISM_environment, false);
        small_world_wave(small, "march", 0, 2);
        for (int pool = 0; pool < CADRE_MILIEU_COUNT; pool++)
            small->specification.pool_size[pool] = size;
        for (int o = 0; o < 2; o++) {
            small->organizations[o].founders.sites = 2;
            small->organizations[o].parameters.recruitment_rho = 5;
            small->organizations[o].parameters.recruitment_campus = 20;
            small->organizations[o].parameters.recruitment_eta = 10;
        }
        cadre_world_t *world = small_world_begin(small, 1);
        for (int32_t t = 0; t < 520; t++) {
            small_world_run(world, t + 1);
            assert_true(face_to_face(world) == (double)met(world));
        }
        assert_true(size == 0 || met(world) > 0);
        cadre_world_free(world);
        small_world_free(small);
    }
}

/* The same with renewal: what is free and what has joined differ by what was renewed, and a pool is
 * never more than full nor less than empty (checked by `met`). */
static void renewed_pools_stay_within_their_bounds(void **state)
{
    (void)state;
    small_world_t *small = small_world_create(1040, 3);
    small->specification.pool_size[CADRE_MILIEU_CAMPUS] = 3;
    small->specification.pool_size[CADRE_MILIEU_CITY] = 1;
    small->specification.parameters.pools_campus_refresh = 1;
    small->specification.parameters.pools_city_refresh = 5;
    small_world_add(small, "other");
    for (int o = 0; o < 2; o++) {
        small->organizations[o].founders.sites = 3;
        small->organizations[o].parameters.recruitment_rho = 5;
        small->organizations[o].parameters.exit_mu_novice = 0.1;
        small->organizations[o].parameters.exit_mu_cadre = 0.05;
    }
    cadre_world_t *world = small_world_begin(small, 1);
    for (int32_t t = 0; t < 1040; t++) {
        small_world_run(world, t + 1);
        assert_true(face_to_face(world) >= (double)met(world));
    }
    assert_true(face_to_face(world) > 100); /* far more than the nine there are at once */
    cadre_world_free(world);
    small_world_free(small);
}

/* Founders recruit in a world of recruitment alone. */
static small_world_t *recruiters(int32_t members)
{
    small_world_t *small = small_world_create(260, 4);
    small->specification.mechanisms =
        1u << CADRE_MECHANISM_recruitment | 1u << CADRE_MECHANISM_environment;
    small->organizations[0].founders.members = members;
    return small;
}

static void plain(small_world_t *small)
{
    for (int o = 0; o < small->specification.organization_count; o++) {
        small->organizations[o].parameters.recruitment_eta = 0;
        small->organizations[o].parameters.recruitment_at_large = 0;
    }
}

/* Two clones of 40 recruit together whom one of 80 recruits, the same people in the same weeks:
 * their hazards add up to its hazard, and a pool's chance is the pool's own. */
static void two_clones_recruit_what_one_of_double_size_does(void **state)
{
    (void)state;
    small_world_t *one = recruiters(80);
    small_world_t *two = recruiters(40);
    small_world_add(two, "clone")->founders.members = 40;
    plain(one);
    plain(two);
    cadre_world_t *alone = small_world_begin(one, 1);
    cadre_world_t *both = small_world_begin(two, 1);
    for (int32_t t = 1; t <= 260; t++) {
        small_world_run(alone, t);
        small_world_run(both, t);
        assert_true(face_to_face(alone) == face_to_face(both));
        for (int32_t s = 0; s < 4; s++)
            assert_memory_equal(alone->sites[s].pool, both->sites[s].pool,
                                sizeof alone->sites[s].pool);
    }
    assert_true(face_to_face(alone) > 50);
    cadre_world_free(alone);
    cadre_world_free(both);
    small_world_free(one);
    small_world_free(two);
}

/* With eta = 0 and all of the model: over 400 replicates of a year the means agree within
 * |z| < 4.4 (fails by chance once in 10^5). */
static void clones_share_growth_also_when_people_leave(void **state)
{
    (void)state;
    enum { REPLICATES = 400 };
    double mean[2] = {0};
    double square[2] = {0};
    for (int clones = 1; clones <= 2; clones++) {
        small_world_t *small = small_world_create(52, 4);
        for (int o = 0; o < clones; o++) {
            if (o > 0)
                small_world_add(small, "clone");
            small->organizations[o].founders.members = 80 / clones;
            small->organizations[o].parameters.exit_contagion = 0;
            small->organizations[o].parameters.exit_outside = 0;
            small->organizations[o].parameters.exit_commitment = 0;
        }
        plain(small);
        small_world_switch(small, CADRE_MECHANISM_branches, false);
        cadre_world_t *world = small_world_begin(small, 0);
        for (uint32_t r = 1; r <= REPLICATES; r++) {
            /* other replicates for the clones: the comparison is of distributions */
            assert_int_equal(
                cadre_world_begin(world, (cadre_luck_t){1, r + 1000 * (uint32_t)clones}), CADRE_OK);
            small_world_run(world, 52);
            const double n = face_to_face(world);
            mean[clones - 1] += n / REPLICATES;
            square[clones - 1] += n * n / REPLICATES;
        }
        cadre_world_free(world);
        small_world_free(small);
    }
    const double variance = square[0] - mean[0] * mean[0] + square[1] - mean[1] * mean[1];
    assert_true(fabs(mean[0] - mean[1]) < 4.4 * sqrt(variance / REPLICATES));
}

/* Openness and size act on recruits through comparison alone: with kappa = 0 they change nobody's
 * mind, with kappa > 0 they do. */
static void without_comparison_openness_wins_nobody(void **state)
{
    (void)state;
    double recruits[2][2]; /* kappa 0 and .85; openness of the first .42 and .9 */
    for (int kappa = 0; kappa < 2; kappa++)
        for (int open = 0; open < 2; open++) {
            small_world_t *small = recruiters(40);
            small_world_add(small, "clone")->founders.members = 40;
            plain(small);
            small->specification.parameters.choice_comparison = 0.85 * kappa;
            small->organizations[0].parameters.leadership_openness = open ? 0.9 : 0.42;
            cadre_world_t *world = small_world_begin(small, 1);
            small_world_run(world, 260);
            recruits[kappa][open] = world->organizations[0]->total[CADRE_MEASURE_recruits];
            assert_true(kappa > 0 || world->organizations[0]->total[CADRE_MEASURE_diverted] == 0);
            cadre_world_free(world);
            small_world_free(small);
        }
    assert_true(recruits[0][0] == recruits[0][1]);
    assert_true(recruits[1][0] < recruits[1][1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_organizations_never_overdraw_a_pool),
        cmocka_unit_test(renewed_pools_stay_within_their_bounds),
        cmocka_unit_test(two_clones_recruit_what_one_of_double_size_does),
        cmocka_unit_test(clones_share_growth_also_when_people_leave),
        cmocka_unit_test(without_comparison_openness_wins_nobody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
