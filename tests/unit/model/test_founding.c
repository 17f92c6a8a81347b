/* model/founding: where founders stand and as what. Counted by hand. */
#include "model/mechanisms.h"
#include "recount.h"
#include "small_world.h"

static cadre_person_row_t founder(const cadre_world_t *world, int32_t index)
{
    cadre_person_row_t person;
    cadre_world_person(world, cadre_founder_identity("party", index), &person);
    return person;
}

/* 75 on 4 of 8 sites in turn, the first 30 cadre: 19, 19, 19, 18. */
static void founders_stand_in_turn_at_the_largest_sites(void **state)
{
    (void)state;
    small_world_t *small = small_world_create(10, 8);
    cadre_world_t *world = small_world_begin(small, 1);
    assert_int_equal(cadre_world_branch_count(world, 0), 4);
    for (int k = 0; k < 4; k++) {
        cadre_branch_row_t row;
        cadre_world_branch(world, 0, k, &row);
        assert_int_equal(row.site, k);
        assert_int_equal(row.number, k + 1);
        assert_int_equal(row.members, k < 3 ? 19 : 18);
        assert_int_equal(row.cadre, k < 2 ? 8 : 7);
        assert_int_equal(row.milieu, CADRE_MILIEU_CAMPUS);
    }
    for (int32_t i = 1; i <= 75; i++) {
        const cadre_person_row_t person = founder(world, i);
        assert_true(person.found && !person.student);
        assert_int_equal(person.site, (i - 1) % 4);
        assert_int_equal(person.stage, i <= 30 ? CADRE_STAGE_CADRE : CADRE_STAGE_MEMBER);
        assert_int_equal(person.joined, -1);
        check_close((double)person.commitment, i <= 30 ? 0.56 : 0.5, 1e-6, 0);
    }
    assert_false(founder(world, 76).found);
    assert_false(founder(world, 0).found);
    recount(world);
    cadre_world_free(world);
    small_world_free(small);
}

static void founders_stand_where_they_are_listed(void **state)
{
    (void)state;
    const int32_t at[2] = {5, 2};
    small_world_t *small = small_world_create(10, 8);
    small->organizations[0].founders.placement = CADRE_PLACE_LISTED;
    small->organizations[0].founders.sites = 2;
    small->organizations[0].founders.at = at;
    small->organizations[0].founders.milieu = CADRE_MILIEU_CITY;
    cadre_world_t *world = small_world_begin(small, 1);
    for (int k = 0; k < 2; k++) {
        cadre_branch_row_t row;
        cadre_world_branch(world, 0, k, &row);
        assert_int_equal(row.site, at[k]);
        assert_int_equal(row.milieu, CADRE_MILIEU_CITY);
    }
    cadre_world_free(world);
    small_world_free(small);
}

/* Three of eight sites, in 4,000 replicates: each site equally often, |z| < 4.4. */
static void random_sites_are_distinct_and_equally_likely(void **state)
{
    (void)state;
    enum { N = 4000 };
    int32_t taken[8] = {0};
    small_world_t *small = small_world_create(10, 8);
    small->organizations[0].founders.placement = CADRE_PLACE_RANDOM;
    small->organizations[0].founders.sites = 3;
    cadre_world_t *world = small_world_begin(small, 0);
    for (uint32_t r = 1; r <= N; r++) {
        assert_int_equal(cadre_world_begin(world, (cadre_luck_t){1, r}), CADRE_OK);
        int32_t distinct = 0;
        for (int32_t s = 0; s < 8; s++) {
            const bool here = world->organizations[0]->presence[s].branch != CADRE_NONE;
            distinct += here;
            taken[s] += here;
        }
        assert_int_equal(distinct, 3);
    }
    const double p = 3.0 / 8;
    for (int32_t s = 0; s < 8; s++)
        assert_true(fabs(taken[s] - N * p) < 4.4 * sqrt(N * p * (1 - p)));
    cadre_world_free(world);
    small_world_free(small);
}

static void cadre_are_rounded_to_whole_people(void **state)
{
    (void)state;
    const double share[] = {0, 0.1, 0.25, 1};
    const int32_t cadre[] = {0, 1, 3, 10}; /* of 10: 0, 1, 2.5, 10 */
    for (int i = 0; i < 4; i++) {
        small_world_t *small = small_world_create(10, 2);
        small->organizations[0].founders.members = 10;
        small->organizations[0].founders.cadre_share = share[i];
        cadre_world_t *world = small_world_begin(small, 1);
        assert_true(small_world_measure(world, 0, CADRE_MEASURE_cadre) == cadre[i]);
        assert_true(small_world_measure(world, 0, CADRE_MEASURE_active) == 10 - cadre[i]);
        cadre_world_free(world);
        small_world_free(small);
    }
}

static void an_organization_may_be_founded_later(void **state)
{
    (void)state;
    small_world_t *small = small_world_create(100, 4);
    small_world_add(small, "later")->founded = 40;
    cadre_world_t *world = small_world_begin(small, 1);
    for (int32_t t = 0; t < 40; t++) {
        assert_true(small_world_measure(world, 1, CADRE_MEASURE_members) == 0);
        assert_true(isnan(small_world_measure(world, 1, CADRE_MEASURE_openness)));
        small_world_run(world, t + 1);
    }
    assert_true(small_world_measure(world, 1, CADRE_MEASURE_members) == 75);
    int count;
    const cadre_happening_t *happening = cadre_world_happenings(world, &count);
    int32_t founded[2] = {-1, -1};
    for (int i = 0; i < count; i++)
        if (happening[i].type == CADRE_EVENT_founded) {
            founded[happening[i].organization] = happening[i].step;
            assert_true(happening[i].value == 75);
        }
    assert_int_equal(founded[0], 0);
    assert_int_equal(founded[1], 40);
    const int32_t slot = world->branches[world->organizations[1]->branches[0]].people.start;
    assert_int_equal(world->people.joined[slot], 39);
    small_world_run(world, 100);
    recount(world);
    cadre_world_free(world);
    small_world_free(small);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(founders_stand_in_turn_at_the_largest_sites),
        cmocka_unit_test(founders_stand_where_they_are_listed),
        cmocka_unit_test(random_sites_are_distinct_and_equally_likely),
        cmocka_unit_test(cadre_are_rounded_to_whole_people),
        cmocka_unit_test(an_organization_may_be_founded_later),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
