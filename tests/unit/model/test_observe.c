/* model/observe: measures on small states made by hand, and against the sums of a run. */
#include "model/mechanisms.h"
#include "model/members.h"
#include "world_fixture.h"

/* 10 founders (4 cadre) on sites 0 and 1 of four, nothing happening. */
static int set_up(void **state)
{
    fixture_t *self = malloc(sizeof *self);
    self->small = small_world_create(200, 4);
    self->small->specification.mechanisms = 0;
    self->small->organizations[0].founders.members = 10;
    self->world = small_world_begin(self->small, 1);
    *state = self;
    return 0;
}

static void check_measure(fixture_t *self, cadre_measure_t measure, double expected)
{
    check_close(small_world_measure(self->world, 0, measure), expected, 2e-7, 0);
}

static void stocks_count_everybody_once(void **state)
{
    fixture_t *self = *state;
    cadre_branch_t *away = &self->world->branches[party(self)->at_large];
    cadre_member_join(self->world, away, 100, 3, CADRE_STAGE_NOVICE, 0.3f);
    cadre_member_join(self->world, away, 101, 3, CADRE_STAGE_PAPER, 0.3f);
    const int32_t slot = cadre_member_join(self->world, away, 102, 1, CADRE_STAGE_NOVICE, 0.3f);
    self->world->people.student_until[slot] = 5;
    self->world->branches[party(self)->branches[1]].milieu = CADRE_MILIEU_CITY;
    check_measure(self, CADRE_MEASURE_members, 13);
    check_measure(self, CADRE_MEASURE_paper, 1);
    check_measure(self, CADRE_MEASURE_novices, 2);
    check_measure(self, CADRE_MEASURE_active, 6);
    check_measure(self, CADRE_MEASURE_cadre, 4);
    check_measure(self, CADRE_MEASURE_students, 1);
    check_measure(self, CADRE_MEASURE_at_large, 3);
    check_measure(self, CADRE_MEASURE_branches, 2);
    check_measure(self, CADRE_MEASURE_campus_branches, 1);
    check_measure(self, CADRE_MEASURE_city_branches, 1);
    check_measure(self, CADRE_MEASURE_workplace_branches, 0);
    check_measure(self, CADRE_MEASURE_campus_share, 0.5);
    check_measure(self, CADRE_MEASURE_cities, 2); /* sites 0 and 1: two at site 3 are too few */
    cadre_member_join(self->world, away, 103, 3, CADRE_STAGE_NOVICE, 0.3f);
    check_measure(self, CADRE_MEASURE_cities, 3); /* three would found a branch there */
}

/* Founders joined in week -1, two more in week 20; now week 30: (10 x 31 + 2 x 10)/12 weeks. */
static void means_are_over_all_members(void **state)
{
    fixture_t *self = *state;
    small_world_run(self->world, 20);
    for (uint64_t i = 0; i < 2; i++)
        cadre_member_join(self->world, &self->world->branches[party(self)->branches[0]], 100 + i, 0,
                          CADRE_STAGE_NOVICE, 0.3f);
    small_world_run(self->world, 30);
    check_measure(self, CADRE_MEASURE_mean_tenure, 330.0 / 12 * 7 / 365.25);
    check_close(small_world_measure(self->world, 0, CADRE_MEASURE_mean_commitment),
                (4 * 0.56 + 6 * 0.5 + 2 * 0.3) / 12, 0, 1e-6);
    self->world->branches[party(self)->branches[0]].roots = 0.5f;
    check_measure(self, CADRE_MEASURE_mean_roots, 0.25);
    check_measure(self, CADRE_MEASURE_openness, 0.42);
}

/* Makes somebody of a branch speak, or keep silent. */
static void take_stance(fixture_t *self, int32_t b, int32_t k, uint8_t stance)
{
    cadre_branch_t *branch = cadre_branch_number(self->world, party(self), b);
    const int32_t slot = branch->people.start + k;
    cadre_sums_add(&branch->sums, &self->world->people, slot, -1);
    self->world->people.stance[slot] = stance;
    cadre_sums_add(&branch->sums, &self->world->people, slot, +1);
}

/* Ten in two branches: three speak, two keep silent, one of three enforcers has changed sides, four
 * are harmed more; grievances .5 and .25; practice .5 and .75. */
static void politics_is_counted_and_averaged(void **state)
{
    fixture_t *self = *state;
    check_measure(self, CADRE_MEASURE_mean_grievance, 0.23); /* the reference, without voice */
    self->world->mechanisms |= 1u << CADRE_MECHANISM_voice;
    for (int32_t k = 0; k < 5; k++)
        for (int32_t b = 0; b < 2; b++) {
            const int32_t slot = cadre_branch_number(self->world, party(self), b)->people.start + k;
            cadre_member_flag(self->world, slot, CADRE_FLAG_ENFORCER, b == 0 && k < 3);
            cadre_member_flag(self->world, slot, CADRE_FLAG_REFORMED, b == 0 && k == 1);
            cadre_member_flag(self->world, slot, CADRE_FLAG_HARMED, k < 2);
        }
    take_stance(self, 0, 0, CADRE_STANCE_SPEAKS);
    take_stance(self, 0, 1, CADRE_STANCE_SPEAKS);
    take_stance(self, 1, 0, CADRE_STANCE_SPEAKS);
    take_stance(self, 1, 1, CADRE_STANCE_SILENT);
    take_stance(self, 1, 2, CADRE_STANCE_SILENT);
    for (int32_t b = 0; b < 2; b++)
        cadre_member_grieve(self->world,
                            cadre_branch_number(self->world, party(self), b)->people.start,
                            b == 0 ? 0.5f : 0.25f);
    cadre_branch_number(self->world, party(self), 1)->practice = 0.75f;
    party(self)->legitimacy = 0.625;
    party(self)->openness = 0.375;
    party(self)->threat = 0.125;
    party(self)->outrage = 0.0625;
    party(self)->leader_count = 7;
    party(self)->leader_tenure = 3.5;
    party(self)->faction_members = 4;
    party(self)->case_count = 6;
    self->world->norm = 0.25f;
    check_measure(self, CADRE_MEASURE_voicing, 3);
    check_measure(self, CADRE_MEASURE_silent, 2);
    check_measure(self, CADRE_MEASURE_enforcers, 2);
    check_measure(self, CADRE_MEASURE_harmed, 4);
    check_measure(self, CADRE_MEASURE_mean_grievance, 0.075);
    check_measure(self, CADRE_MEASURE_mean_practice, 0.625);
    check_measure(self, CADRE_MEASURE_legitimacy, 0.625);
    check_measure(self, CADRE_MEASURE_openness, 0.375);
    check_measure(self, CADRE_MEASURE_threat, 0.125);
    check_measure(self, CADRE_MEASURE_outrage, 0.0625);
    check_measure(self, CADRE_MEASURE_leaders, 7);
    check_measure(self, CADRE_MEASURE_leader_tenure, 3.5);
    check_measure(self, CADRE_MEASURE_faction_members, 4);
    check_measure(self, CADRE_MEASURE_hidden_cases, 6);
    check_measure(self, CADRE_MEASURE_norm, 0.25);
}

/* 3 of 10 leave in week 0, 1 of 7 in week 30. After week 51: 4 exits in 10 + 30 x 7 + 21 x 6
 * member-weeks; a week later those of week 0 are forgotten. */
static void crude_exit_is_of_the_past_52_weeks(void **state)
{
    fixture_t *self = *state;
    const double year = 365.25 / 7;
    for (int32_t t = 0; t < 52; t++) {
        const int leavers = t == 0 ? 3 : t == 30 ? 1 : 0;
        for (int i = 0; i < leavers; i++) {
            cadre_branch_t *branch = &self->world->branches[party(self)->branches[0]];
            cadre_member_leave(self->world, branch, branch->people.start);
        }
        small_world_run(self->world, t + 1);
    }
    check_measure(self, CADRE_MEASURE_crude_exit, 4 * year / (10 + 30 * 7 + 21 * 6));
    check_measure(self, CADRE_MEASURE_member_years, (10 + 30 * 7 + 21 * 6) / year);
    small_world_run(self->world, 53);
    check_measure(self, CADRE_MEASURE_crude_exit, 1 * year / (30 * 7 + 22 * 6));
    check_measure(self, CADRE_MEASURE_exits, 4);
}

/* Recruits of week w are seen for 52 weeks at w + 53; those of more than 104 weeks ago are
 * forgotten. 10 and 5 joined in weeks 10 and 40, of whom 4 and 1 left within a year. */
static void the_share_gone_follows_who_was_seen_for_a_year(void **state)
{
    fixture_t *self = *state;
    party(self)->joined[10] = 10;
    party(self)->gone_early[10] = 4;
    party(self)->joined[40] = 5;
    party(self)->gone_early[40] = 1;
    const struct {
        int32_t now;
        double share;
    } cases[] = {{62, -1},        {63, 0.4},  {92, 0.4},  {93, 5.0 / 15},
                 {114, 5.0 / 15}, {115, 0.2}, {144, 0.2}, {145, -1}};
    for (int i = 0; i < 8; i++) {
        small_world_run(self->world, cases[i].now);
        const double share =
            small_world_measure(self->world, 0, CADRE_MEASURE_share_gone_within_year);
        if (cases[i].share < 0)
            assert_true(isnan(share));
        else
            check_close(share, cases[i].share, 1e-7, 0);
    }
    cadre_outcome_t outcome;
    cadre_world_outcome(self->world, 0, &outcome);
    assert_int_equal(outcome.recruits_followed, 15);
    assert_int_equal(outcome.gone_within_year, 5);
}

/* The same two numbers from the people of a run: everybody's week of joining and of leaving. */
static void the_share_gone_is_that_of_the_people(void **state)
{
    (void)state;
    small_world_t *small = small_world_create(200, 1);
    small->specification.pool_size[CADRE_MILIEU_CAMPUS] = 5000;
    small->organizations[0].parameters.recruitment_rho = 3;
    cadre_world_t *world = small_world_begin(small, 1);
    enum { KNOWN = 100000 };
    uint64_t *ids = calloc(KNOWN, sizeof *ids);
    int32_t *joined = calloc(KNOWN, sizeof *joined);
    int32_t *seen = calloc(KNOWN, sizeof *seen); /* last step at which there */
    int32_t known = 0;
    for (int32_t t = 1; t <= 200; t++) {
        small_world_run(world, t);
        const cadre_segment_t *people =
            &world->branches[world->organizations[0]->branches[0]].people;
        for (int32_t slot = people->start; slot < people->start + people->count; slot++) {
            const uint64_t id = world->people.id[slot];
            int32_t k = (int32_t)(id % KNOWN);
            while (ids[k] != 0 && ids[k] != id)
                k = (k + 1) % KNOWN;
            known += ids[k] == 0;
            ids[k] = id;
            joined[k] = world->people.joined[slot];
            seen[k] = t;
        }
    }
    int32_t followed = 0;
    int32_t gone = 0;
    for (int32_t k = 0; k < KNOWN; k++)
        if (ids[k] != 0 && joined[k] >= 0 && joined[k] + 53 <= 200) {
            followed++;
            gone += seen[k] < joined[k] + 53; /* there at step j + 53: 52 weeks were survived */
        }
    cadre_outcome_t outcome;
    cadre_world_outcome(world, 0, &outcome);
    assert_true(known > 1000);
    assert_int_equal(outcome.recruits_followed, followed);
    assert_int_equal(outcome.gone_within_year, gone);
    free(ids);
    free(joined);
    free(seen);
    cadre_world_free(world);
    small_world_free(small);
}

static void flows_are_since_the_last_reset(void **state)
{
    fixture_t *self = *state;
    float values[CADRE_MEASURE_COUNT];
    cadre_count(party(self), CADRE_MEASURE_recruits, 5);
    cadre_world_observe(self->world, 0, true, values);
    assert_true(values[CADRE_MEASURE_recruits] == 5);
    cadre_count(party(self), CADRE_MEASURE_recruits, 2);
    cadre_world_observe(self->world, 0, false, values);
    assert_true(values[CADRE_MEASURE_recruits] == 2);
    cadre_world_observe(self->world, 0, true, values);
    assert_true(values[CADRE_MEASURE_recruits] == 2);
    cadre_world_observe(self->world, 0, true, values);
    assert_true(values[CADRE_MEASURE_recruits] == 0);
    cadre_outcome_t outcome;
    cadre_world_outcome(self->world, 0, &outcome);
    assert_int_equal(outcome.recruits, 7); /* of the whole run */
}

/* Four sites of 20 + 90 + 40: 600 people who can be met, of whom 30 have been. */
static void the_world_is_the_same_for_every_organization(void **state)
{
    (void)state;
    small_world_t *small = small_world_create(20, 4);
    small_world_add(small, "other");
    small_world_add_series(small, "rival", 6500, 9000, 3);
    small_world_add_series(small, "second", 100, 200, 1);
    small->climate[0] = 0.4f;
    cadre_world_t *world = small_world_begin(small, 1);
    world->sites[0].pool[CADRE_MILIEU_CAMPUS] -= 10;
    world->sites[2].pool[CADRE_MILIEU_CITY] -= 20;
    world->reservoir = 99000;
    for (int o = 0; o < 2; o++) {
        check_close(small_world_measure(world, o, CADRE_MEASURE_pool_free), 570.0 / 600, 1e-7, 0);
        check_close(small_world_measure(world, o, CADRE_MEASURE_reservoir_free), 99000, 0, 0);
        check_close(small_world_measure(world, o, CADRE_MEASURE_climate), 0.4, 1e-7, 0);
        check_close(small_world_measure(world, o, CADRE_MEASURE_series_members), 6600, 0, 0);
    }
    small_world_run(world, 3);
    check_close(small_world_measure(world, 0, CADRE_MEASURE_series_members), 9200, 0, 0);
    cadre_world_free(world);
    small_world_free(small);
}

static void peaks_are_remembered(void **state)
{
    fixture_t *self = *state;
    small_world_run(self->world, 9);
    cadre_branch_t *away = &self->world->branches[party(self)->at_large];
    cadre_member_join(self->world, away, 100, 3, CADRE_STAGE_NOVICE, 0.3f);
    small_world_run(self->world, 14); /* a month has begun meanwhile, in week 13 */
    away = &self->world->branches[party(self)->at_large];
    cadre_member_leave(self->world, away, away->people.start);
    cadre_branch_close(self->world, party(self), party(self)->branches[1]);
    small_world_run(self->world, 30);
    cadre_outcome_t outcome;
    cadre_world_outcome(self->world, 0, &outcome);
    assert_int_equal(outcome.members_peak, 11);
    assert_int_equal(outcome.members_peak_step, 10);
    assert_int_equal(outcome.members_end, 10);
    assert_int_equal(outcome.branches_peak, 2);
    assert_int_equal(outcome.cities_peak, 2); /* before the second branch was closed */
    assert_int_equal(outcome.end, CADRE_END_ALIVE);
    assert_int_equal(outcome.ended, -1);
    check_close(outcome.member_years, (10 * 10 + 4 * 11 + 16 * 10) * 7 / 365.25, 0.02, 0);
}

static void a_person_is_found_wherever_it_stands(void **state)
{
    fixture_t *self = *state;
    cadre_branch_t *away = &self->world->branches[party(self)->at_large];
    cadre_member_join(self->world, away, 100, 3, CADRE_STAGE_NOVICE, 0.25f);
    cadre_person_row_t person;
    cadre_world_person(self->world, 100, &person);
    assert_true(person.found);
    assert_int_equal(person.branch, 0);
    assert_int_equal(person.site, 3);
    assert_int_equal(person.stage, CADRE_STAGE_NOVICE);
    assert_true(person.commitment == 0.25f);
    const cadre_words_t words = cadre_draw(self->world->luck, 100, 0, CADRE_DRAW_PERSON_WEEK, 0);
    assert_memory_equal(&person.words, &words, sizeof words);
    cadre_world_person(self->world, cadre_founder_identity("party", 2), &person);
    assert_int_equal(person.branch, 2);
    cadre_world_person(self->world, 101, &person);
    assert_false(person.found);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(stocks_count_everybody_once),
        TEST(means_are_over_all_members),
        TEST(politics_is_counted_and_averaged),
        TEST(crude_exit_is_of_the_past_52_weeks),
        TEST(the_share_gone_follows_who_was_seen_for_a_year),
        cmocka_unit_test(the_share_gone_is_that_of_the_people),
        TEST(flows_are_since_the_last_reset),
        cmocka_unit_test(the_world_is_the_same_for_every_organization),
        TEST(peaks_are_remembered),
        TEST(a_person_is_found_wherever_it_stands),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
