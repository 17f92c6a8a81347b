/* Switching a mechanism off: nothing of it remains, as mechanisms.def says, and every chance of the
 * others stays what it was. */
#include "model/state.h"
#include "recount.h"
#include "small_world.h"

enum { FRONT = 1 };

/* ---------------------------------------------------------------- ten years without */

static void check_environment(cadre_world_t *world)
{
    assert_true(world->wave == 0 && world->climate == 0);
    double met = 0;
    for (int32_t s = 0; s < world->specification->site_count; s++)
        for (int pool = 0; pool < CADRE_MILIEU_COUNT; pool++)
            met += (double)(world->sites[s].full[pool] - world->sites[s].pool[pool]);
    const double joined = small_world_measure(world, 0, CADRE_MEASURE_recruits) -
                          small_world_measure(world, 0, CADRE_MEASURE_recruits_at_large);
    assert_true(met == joined && joined > 0); /* nobody was replaced */
}

static void check_effort(cadre_world_t *world)
{
    for (int m = CADRE_MEASURE_hours_recruiting; m <= CADRE_MEASURE_hours_base; m++)
        assert_true(small_world_measure(world, 0, (cadre_measure_t)m) == 0);
}

static void check_recruitment(cadre_world_t *world)
{
    assert_true(small_world_measure(world, 0, CADRE_MEASURE_recruits) ==
                small_world_measure(world, 0, CADRE_MEASURE_recruits_front));
    assert_true(small_world_measure(world, 0, CADRE_MEASURE_pool_free) == 1);
}

static void check_socialization(cadre_world_t *world)
{
    assert_true(small_world_measure(world, 0, CADRE_MEASURE_promotions) == 0);
    assert_true(small_world_measure(world, 0, CADRE_MEASURE_cadre) <= 30); /* founders */
    assert_true(small_world_measure(world, 0, CADRE_MEASURE_active) <= 45);
}

static void check_life_course(cadre_world_t *world)
{
    assert_true(small_world_measure(world, 0, CADRE_MEASURE_exits_graduation) == 0);
    assert_true(small_world_measure(world, 0, CADRE_MEASURE_moves) == 0);
}

/* Of themselves nobody leaves; graduation and blame belong to other mechanisms. */
static void check_exit(cadre_world_t *world)
{
    assert_true(small_world_measure(world, 0, CADRE_MEASURE_exits) ==
                small_world_measure(world, 0, CADRE_MEASURE_exits_graduation) +
                    small_world_measure(world, 0, CADRE_MEASURE_exits_blamed));
}

static void check_belief(cadre_world_t *world)
{
    assert_true(small_world_measure(world, 0, CADRE_MEASURE_mean_belief) == 0.5);
}

static void check_workload(cadre_world_t *world)
{
    check_close(small_world_measure(world, 0, CADRE_MEASURE_mean_energy), 0.8, 0, 1e-6);
}

static void check_coalitions(cadre_world_t *world)
{
    assert_true(small_world_measure(world, FRONT, CADRE_MEASURE_recruits) == 0);
    assert_true(small_world_measure(world, 0, CADRE_MEASURE_mean_reputation) == 1);
}

static void check_finance(cadre_world_t *world)
{
    assert_true(small_world_measure(world, 0, CADRE_MEASURE_dues) == 0);
    assert_true(small_world_measure(world, 0, CADRE_MEASURE_funds) == 0);
    assert_true(small_world_measure(world, 0, CADRE_MEASURE_hired) == 0);
}

static void check_branches(cadre_world_t *world)
{
    assert_true(small_world_measure(world, 0, CADRE_MEASURE_branches) == 3);
    assert_true(small_world_measure(world, 0, CADRE_MEASURE_branches_opened) == 0);
    assert_true(small_world_measure(world, 0, CADRE_MEASURE_branches_closed) == 0);
    assert_true(small_world_measure(world, 0, CADRE_MEASURE_transplants) == 0);
    assert_true(small_world_measure(world, 0, CADRE_MEASURE_exits_blamed) == 0);
    assert_true(small_world_measure(world, 0, CADRE_MEASURE_city_branches) == 0);
    assert_true(small_world_measure(world, 0, CADRE_MEASURE_at_large) > 0);
}

static void nothing_of_a_mechanism_remains(void **state)
{
    (void)state;
    static void (*const check[CADRE_MECHANISM_COUNT])(cadre_world_t *) = {
        [CADRE_MECHANISM_environment] = check_environment,
        [CADRE_MECHANISM_belief] = check_belief,
        [CADRE_MECHANISM_workload] = check_workload,
        [CADRE_MECHANISM_coalitions] = check_coalitions,
        [CADRE_MECHANISM_finance] = check_finance,
        [CADRE_MECHANISM_effort] = check_effort,
        [CADRE_MECHANISM_recruitment] = check_recruitment,
        [CADRE_MECHANISM_socialization] = check_socialization,
        [CADRE_MECHANISM_life_course] = check_life_course,
        [CADRE_MECHANISM_exit] = check_exit,
        [CADRE_MECHANISM_branches] = check_branches,
    };
    for (int m = 0; m < CADRE_MECHANISM_COUNT; m++) {
        small_world_t *small = small_world_create(520, 6);
        small_world_wave(small, "march", 50, 2);
        for (int32_t t = 0; t <= 520; t++)
            small->climate[t] = 0.5f;
        small->organizations[0].parameters.branches_to_city = 1;
        small->organizations[0].parameters.branches_visit = 1;
        small->organizations[0].parameters.recruitment_at_large = 0.2;
        small_world_add_front(small, "front", 0);
        small_world_switch(small, (cadre_mechanism_t)m, false);
        cadre_world_t *world = small_world_begin(small, 1);
        for (int32_t t = 40; t <= 520; t += 40) {
            small_world_run(world, t);
            recount(world);
            check[m](world);
        }
        assert_int_equal(world->organizations[0]->end, CADRE_END_ALIVE);
        cadre_world_free(world);
        small_world_free(small);
    }
}

/* ---------------------------------------------------------------- one week without */

/* Week 150 of a world in which what the mechanisms decide depends on each other's chance alone:
 * commitment and stage do not change who leaves, nobody is blamed, there are no movements, and it
 * is not the first week of a month. From then on mechanism `m` is switched to `on`. */
enum { LAST = 150 };

static cadre_world_t *one_week(small_world_t *small, cadre_mechanism_t m, bool on)
{
    cadre_parameters_t *p = &small->organizations[0].parameters;
    p->exit_commitment = 0;
    p->exit_mu_novice = p->exit_mu_cadre = 2;
    p->socialization_gamma = 3;
    p->recruitment_rho = 5;
    p->branches_visit = 0;
    small->specification.pool_size[CADRE_MILIEU_CAMPUS] = 400;
    small->specification.event_count = 0;
    cadre_event_spec_t *event = small_world_event(small, CADRE_EVENT_switch, "week", LAST, -1);
    event->mechanism = m;
    event->on = on;
    cadre_world_t *world = small_world_begin(small, 1);
    small_world_run(world, LAST);
    assert_false(world->month_begins);
    assert_true(world->members > 200);
    return world;
}

/* Everybody there before the week, who is no student: gone or not and of which stage after it. */
static void check_fates(const cadre_world_t *before, const cadre_world_t *with,
                        const cadre_world_t *without, bool same_exits, bool same_stages)
{
    int gone = 0;
    int promoted = 0;
    for (int32_t b = 0; b < before->branch_count; b++) {
        const cadre_segment_t *people = &before->branches[b].people;
        for (int32_t slot = people->start; slot < people->start + people->count; slot++) {
            cadre_person_row_t row[2];
            cadre_world_person(with, before->people.id[slot], &row[0]);
            cadre_world_person(without, before->people.id[slot], &row[1]);
            if (before->people.student_until[slot] >= LAST)
                continue; /* graduates, and has another rate where nobody graduates */
            gone += !row[0].found;
            promoted += row[0].found && row[0].stage != (int)before->people.stage[slot];
            assert_true(!same_exits || row[0].found == row[1].found);
            assert_true(!same_stages || !row[0].found || !row[1].found ||
                        row[0].stage == row[1].stage);
        }
    }
    assert_true(gone > 0 && promoted > 0); /* or there was nothing to see */
}

/* Who joined in the week, and where from. */
static int check_recruits(const cadre_world_t *with, const cadre_world_t *without)
{
    int joined = 0;
    for (int32_t b = 0; b < with->branch_count; b++) {
        const cadre_segment_t *people = &with->branches[b].people;
        for (int32_t slot = people->start; slot < people->start + people->count; slot++) {
            if (with->people.joined[slot] != LAST)
                continue;
            cadre_person_row_t row;
            cadre_world_person(without, with->people.id[slot], &row);
            assert_true(row.found);
            assert_int_equal(row.site, with->people.site[slot]);
            joined++;
        }
    }
    return joined;
}

static void one_week_without_a_mechanism_leaves_the_chances_of_the_others(void **state)
{
    (void)state;
    for (int m = 0; m < CADRE_MECHANISM_COUNT; m++) {
        small_world_t *small = small_world_create(LAST + 1, 6);
        cadre_world_t *before = one_week(small, (cadre_mechanism_t)m, true);
        cadre_world_t *with = one_week(small, (cadre_mechanism_t)m, true);
        small_world_run(with, LAST + 1);
        cadre_world_t *without = one_week(small, (cadre_mechanism_t)m, false);
        small_world_run(without, LAST + 1);
        check_fates(before, with, without, m != CADRE_MECHANISM_exit,
                    m != CADRE_MECHANISM_socialization);
        if (m != CADRE_MECHANISM_recruitment) {
            assert_true(check_recruits(with, without) > 0);
            check_recruits(without, with);
        }
        cadre_world_free(before);
        cadre_world_free(with);
        cadre_world_free(without);
        small_world_free(small);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_of_a_mechanism_remains),
        cmocka_unit_test(one_week_without_a_mechanism_leaves_the_chances_of_the_others),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
