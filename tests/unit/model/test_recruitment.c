/* model/recruitment: contact hazards against the formula at the head of the file, and who joins
 * whom against the shares it states. A test of a share or a number uses one week of thousands of
 * joins and |z| < 4.4, which fails by chance once in 10^5. */
#include "model/mechanisms.h"
#include "recount.h"
#include "small_world.h"

static const double DT = 7 / 365.25;
static const double LIMIT = 4.4;

static cadre_organization_t *party(cadre_world_t *world, int o)
{
    return world->organizations[o];
}

static cadre_branch_t *branch(cadre_world_t *world, int o)
{
    return &world->branches[party(world, o)->branches[0]];
}

static void prepare(cadre_world_t *world)
{
    for (int o = 0; o < world->organization_count; o++)
        if (cadre_organization_lives(party(world, o))) {
            cadre_effort_week(world, party(world, o));
            cadre_recruitment_prepare(world, party(world, o));
        }
}

/* People join and nothing else happens. */
static void recruit(cadre_world_t *world)
{
    prepare(world);
    cadre_recruitment_week(world);
}

static bool within(double count, double n, double p)
{
    return fabs(count - n * p) < LIMIT * sqrt(n * p * (1 - p));
}

/* ---------------------------------------------------------------- hazards */

/* One campus branch of 4 cadre and 6 members, K = 5.2, in a pool of 20; in January (season 1.5). */
static small_world_t *ten(void)
{
    small_world_t *small = small_world_create(52, 1);
    small->organizations[0].founders.members = 10;
    return small;
}

static double campus_hazard(double k, double season, double n)
{
    const double social = 1 + 1.4 * n * n / (n * n + 230.0 * 230);
    return DT * 0.55 * k * 2.85 * season * social / (1 + 0.5 / 3) / 20;
}

static void the_campus_hazard_is_the_formula(void **state)
{
    (void)state;
    small_world_t *small = ten();
    cadre_world_t *world = small_world_begin(small, 1);
    prepare(world);
    check_close(branch(world, 0)->hazard[CADRE_MILIEU_CAMPUS], campus_hazard(5.2, 1.5, 10), 1e-6,
                0);
    assert_true(branch(world, 0)->hazard[CADRE_MILIEU_CITY] == 0);
    assert_true(branch(world, 0)->hazard[CADRE_MILIEU_WORKPLACE] == 0); /* no roots yet */
    cadre_world_free(world);
    small_world_free(small);
}

/* The season is on campus only, and its mean over the twelve months is 1. */
static void the_season_averages_to_one(void **state)
{
    (void)state;
    small_world_t *small = ten();
    cadre_world_t *world = small_world_begin(small, 1);
    double sum = 0;
    for (world->month = 1; world->month <= 12; world->month++) {
        branch(world, 0)->milieu = CADRE_MILIEU_CAMPUS;
        prepare(world);
        sum += branch(world, 0)->hazard[CADRE_MILIEU_CAMPUS];
        branch(world, 0)->milieu = CADRE_MILIEU_CITY;
        prepare(world);
        check_close(branch(world, 0)->hazard[CADRE_MILIEU_CITY],
                    campus_hazard(5.2, 1, 10) / 2.85 * 20 / 90 * (1 + 0.5 / 3) / (1 + 4.0 / 3),
                    1e-6, 0);
    }
    check_close(sum / 12, campus_hazard(5.2, 1, 10), 1e-6, 0);
    cadre_world_free(world);
    small_world_free(small);
}

/* f(8) = 1; exp(-(D - 8)/10) else. Hours do not matter otherwise: capacity is relative. */
static void demand_narrows_recruiting(void **state)
{
    (void)state;
    small_world_t *small = ten();
    cadre_world_t *world = small_world_begin(small, 1);
    const double demand[] = {0, 8, 15};
    for (int i = 0; i < 3; i++) {
        party(world, 0)->parameters.effort_demand_hours = demand[i];
        prepare(world);
        check_close(branch(world, 0)->hazard[CADRE_MILIEU_CAMPUS],
                    campus_hazard(5.2, 1.5, 10) * exp(-(demand[i] - 8) / 10), 1e-6, 0);
    }
    cadre_world_free(world);
    small_world_free(small);
}

/* W = 1: 1 + .6 W, and of the winning hours .4 are in the movement, where they yield 7-fold. */
static void a_movement_wins_more(void **state)
{
    (void)state;
    small_world_t *small = ten();
    cadre_world_t *world = small_world_begin(small, 1);
    world->wave = 1;
    prepare(world);
    check_close(branch(world, 0)->hazard[CADRE_MILIEU_CAMPUS],
                campus_hazard(5.2, 1.5, 10) * 1.6 * (0.6 + 7 * 0.4), 1e-6, 0);
    cadre_world_free(world);
    small_world_free(small);
}

/* The gain from visible size is half at 230 members. */
static void social_proof_grows_with_the_organization(void **state)
{
    (void)state;
    small_world_t *small = ten();
    cadre_world_t *world = small_world_begin(small, 1);
    party(world, 0)->start_members = 230;
    prepare(world);
    check_close(branch(world, 0)->hazard[CADRE_MILIEU_CAMPUS], campus_hazard(5.2, 1.5, 0) * 1.7,
                1e-6, 0);
    cadre_world_free(world);
    small_world_free(small);
}

static void a_visit_boosts_for_26_weeks(void **state)
{
    (void)state;
    small_world_t *small = ten();
    cadre_world_t *world = small_world_begin(small, 1);
    const int32_t ago[] = {1, 26, 27}; /* the visit comes after that week's recruiting */
    const double boost[] = {1.3, 1.3, 1};
    for (int i = 0; i < 3; i++) {
        branch(world, 0)->visited = world->now - ago[i];
        prepare(world);
        check_close(branch(world, 0)->hazard[CADRE_MILIEU_CAMPUS],
                    boost[i] * campus_hazard(5.2, 1.5, 10), 1e-6, 0);
    }
    cadre_world_free(world);
    small_world_free(small);
}

/* dt workplace K Q (.2 + struggle)/P0 x acceptance, from 15 members on. */
static void at_work_roots_recruit(void **state)
{
    (void)state;
    small_world_t *small = ten();
    small->organizations[0].founders.members = 15; /* 6 cadre, 9 members: K = 7.8 */
    cadre_world_t *world = small_world_begin(small, 1);
    branch(world, 0)->roots = 0.5f;
    world->climate = 0.3f;
    prepare(world);
    check_close(branch(world, 0)->hazard[CADRE_MILIEU_WORKPLACE],
                DT * 2 * 7.8 * 0.5 * 0.5 / (1 + 6.0 / 3) / 40, 1e-6, 0);
    branch(world, 0)->start_count = 14;
    prepare(world);
    assert_true(branch(world, 0)->hazard[CADRE_MILIEU_WORKPLACE] == 0);
    cadre_world_free(world);
    small_world_free(small);
}

static void an_empty_pool_has_no_hazard(void **state)
{
    (void)state;
    small_world_t *small = ten();
    for (int pool = 0; pool < CADRE_MILIEU_COUNT; pool++)
        small->specification.pool_size[pool] = 0;
    cadre_world_t *world = small_world_begin(small, 1);
    branch(world, 0)->roots = 1;
    branch(world, 0)->start_count = 100;
    for (int m = 0; m < CADRE_MILIEU_COUNT; m++) {
        branch(world, 0)->milieu = (cadre_milieu_t)m;
        prepare(world);
        for (int pool = 0; pool < CADRE_MILIEU_COUNT; pool++)
            assert_true(branch(world, 0)->hazard[pool] == 0);
    }
    cadre_world_free(world);
    small_world_free(small);
}

/* ---------------------------------------------------------------- who joins */

/* Organizations of thousands at one site with a pool of ten million: a week brings thousands of
 * joins from the campus and none from afar. */
static small_world_t *crowd(int32_t members, int32_t other)
{
    small_world_t *small = small_world_create(52, 1);
    small->specification.pool_size[CADRE_MILIEU_CAMPUS] = 1e7;
    small->specification.parameters.limits_members = 0;
    small->organizations[0].founders.members = members;
    if (other > 0)
        small_world_add(small, "other")->founders.members = other;
    for (int o = 0; o < small->specification.organization_count; o++) {
        small->organizations[o].parameters.recruitment_rho = 5;
        small->organizations[o].parameters.recruitment_campus = 10;
        small->organizations[o].parameters.recruitment_eta = 0;
        small->organizations[o].parameters.recruitment_at_large = 0;
    }
    return small;
}

static int64_t joins(const cadre_world_t *world)
{
    return world->sites[0].full[CADRE_MILIEU_CAMPUS] - world->sites[0].pool[CADRE_MILIEU_CAMPUS];
}

static double recruits(cadre_world_t *world, int o)
{
    return party(world, o)->total[CADRE_MEASURE_recruits];
}

/* Binomial(P, 1 - exp(-h)): about 3,200 joins. */
static void as_many_join_as_the_hazard_says(void **state)
{
    (void)state;
    small_world_t *small = crowd(5000, 0);
    cadre_world_t *world = small_world_begin(small, 1);
    recruit(world);
    const double p = 1 - exp(-branch(world, 0)->hazard[CADRE_MILIEU_CAMPUS]);
    assert_true(within((double)joins(world), 1e7, p));
    assert_true(joins(world) > 1000);
    assert_true(recruits(world, 0) == (double)joins(world));
    assert_true(recruits(world, 0) == party(world, 0)->total[CADRE_MEASURE_recruits_campus]);
    assert_int_equal(party(world, 0)->joined[0], joins(world));
    cadre_world_free(world);
    small_world_free(small);
}

static void a_recruit_is_site_pool_week_and_slot(void **state)
{
    (void)state;
    small_world_t *small = crowd(1000, 0);
    cadre_world_t *world = small_world_begin(small, 1);
    recruit(world);
    const cadre_segment_t *people = &branch(world, 0)->people;
    for (int32_t k = 0; k < joins(world); k++)
        assert_true(world->people.id[people->start + 1000 + k] ==
                    cadre_recruit_identity(0, CADRE_MILIEU_CAMPUS, 0, k));
    cadre_world_free(world);
    small_world_free(small);
}

/* The season and the rest act on both alike: contacts are in proportion to capacity, 1 : 4. */
static void without_comparison_joiners_follow_their_contact(void **state)
{
    (void)state;
    small_world_t *small = crowd(1000, 4000);
    small->specification.parameters.choice_comparison = 0;
    small->organizations[0].parameters.leadership_openness = 1; /* does not matter */
    cadre_world_t *world = small_world_begin(small, 1);
    recruit(world);
    assert_true(within(recruits(world, 0), (double)joins(world), 0.2));
    assert_true(recruits(world, 0) + recruits(world, 1) == (double)joins(world));
    assert_true(party(world, 0)->total[CADRE_MEASURE_diverted] == 0);
    cadre_world_free(world);
    small_world_free(small);
}

/* Weights Omega (1 + N)^zeta: .6 x 1001^.5 : .3 x 4001^.5. */
static void comparing_joiners_weigh_openness_and_size(void **state)
{
    (void)state;
    small_world_t *small = crowd(1000, 4000);
    small->specification.parameters.choice_comparison = 1;
    small->specification.parameters.choice_size_exponent = 0.5;
    small->organizations[0].parameters.leadership_openness = 0.6;
    small->organizations[1].parameters.leadership_openness = 0.3;
    cadre_world_t *world = small_world_begin(small, 1);
    recruit(world);
    const double first = 0.6 * sqrt(1001);
    const double second = 0.3 * sqrt(4001);
    const double chosen = first / (first + second);
    assert_true(within(recruits(world, 0), (double)joins(world), chosen));
    /* of the four fifths whom the other had met, this share was diverted to the first */
    assert_true(
        within(party(world, 1)->total[CADRE_MEASURE_diverted], (double)joins(world), 0.8 * chosen));
    cadre_world_free(world);
    small_world_free(small);
}

static void some_compare_and_some_do_not(void **state)
{
    (void)state;
    small_world_t *small = crowd(1000, 4000);
    small->specification.parameters.choice_comparison = 0.4;
    small->specification.parameters.choice_size_exponent = 0;
    cadre_world_t *world = small_world_begin(small, 1);
    recruit(world);
    assert_true(within(recruits(world, 0), (double)joins(world), 0.6 * 0.2 + 0.4 * 0.5));
    cadre_world_free(world);
    small_world_free(small);
}

/* A series with 50,000 more than at first, .06 of them met at the one site: N = 3,000, weight
 * .8 ((1 + 3000) - 1) against .42 x 3001. */
static void a_series_takes_its_share_and_keeps_no_people(void **state)
{
    (void)state;
    small_world_t *small = crowd(3000, 0);
    small_world_add_series(small, "rival", 6500, 56500, 1);
    cadre_world_t *world = small_world_begin(small, 1);
    world->now = 1;
    recruit(world);
    const double rival = 0.8 * 3000;
    const double diverted = 0.85 * rival / (rival + 0.42 * 3001);
    assert_true(
        within(party(world, 0)->total[CADRE_MEASURE_diverted], (double)joins(world), diverted));
    assert_true(recruits(world, 0) + party(world, 0)->total[CADRE_MEASURE_diverted] ==
                (double)joins(world));
    cadre_world_free(world);
    small_world_free(small);
}

/* (1 + N)^0 - 1: where size does not count, a series is not there at all. */
static void a_series_is_chosen_for_its_size_alone(void **state)
{
    (void)state;
    small_world_t *small = crowd(1000, 0);
    small->specification.parameters.choice_size_exponent = 0;
    small_world_add_series(small, "rival", 6500, 56500, 1);
    cadre_world_t *world = small_world_begin(small, 1);
    world->now = 1;
    recruit(world);
    assert_true(joins(world) > 100 && recruits(world, 0) == (double)joins(world));
    cadre_world_free(world);
    small_world_free(small);
}

/* Where nobody present is open at all there is nothing to compare. */
static void closed_organizations_still_win_their_contacts(void **state)
{
    (void)state;
    small_world_t *small = crowd(1000, 0);
    small->organizations[0].parameters.leadership_openness = 0;
    cadre_world_t *world = small_world_begin(small, 1);
    recruit(world);
    assert_true(joins(world) > 100 && recruits(world, 0) == (double)joins(world));
    cadre_world_free(world);
    small_world_free(small);
}

/* Where branches do not close, one may stand empty: it is not there to be chosen. */
static void nobody_chooses_a_branch_without_people(void **state)
{
    (void)state;
    small_world_t *small = crowd(1000, 1);
    small->specification.parameters.choice_comparison = 1;
    small->specification.parameters.choice_size_exponent = 0; /* size does not count */
    cadre_world_t *world = small_world_begin(small, 1);
    branch(world, 1)->start_count = 0;
    memset(branch(world, 1)->start.staged, 0, sizeof branch(world, 1)->start.staged);
    recruit(world);
    assert_true(joins(world) > 100 && recruits(world, 0) == (double)joins(world));
    cadre_world_free(world);
    small_world_free(small);
}

/* Recruiters: two of five are cadre at weight 1, the others members at .2. */
static void check_recruiters(int32_t size)
{
    small_world_t *small = crowd(size, 0);
    cadre_world_t *world = small_world_begin(small, 1);
    recruit(world);
    const cadre_people_t *people = &world->people;
    const int32_t start = branch(world, 0)->people.start;
    double ties[3] = {0}; /* of the cadre, of one half of the members, of the other */
    for (int32_t k = 0; k < size; k++) {
        const bool cadre = people->stage[start + k] == CADRE_STAGE_CADRE;
        ties[cadre ? 0 : 1 + k % 2] += people->ties_of[start + k];
    }
    const double all = ties[0] + ties[1] + ties[2];
    assert_true(all == (double)joins(world)); /* everybody has a recruiter */
    assert_true(within(ties[0], all, 2 / 2.6));
    assert_true(within(ties[1], ties[1] + ties[2], 0.5));
    int32_t recruiters = 0; /* hundreds of the members at .2, not always the first of them */
    for (int32_t k = size * 4 / 5; k < size; k++)
        recruiters += people->ties_of[start + k] > 0;
    assert_true(recruiters > 20);
    recount_ties(world);
    cadre_world_free(world);
    small_world_free(small);
}

/* One of five thousand is drawn and accepted by weight; of four thousand, found in their order. */
static void recruiters_are_drawn_by_capacity(void **state)
{
    (void)state;
    check_recruiters(5000);
    check_recruiters(4000);
}

/* Years as a student are uniform on 0..4: 1 to 209 weeks from joining, half of them up to 104. */
static void recruits_from_the_campus_are_students(void **state)
{
    (void)state;
    small_world_t *small = crowd(5000, 0);
    cadre_world_t *world = small_world_begin(small, 1);
    recruit(world);
    const cadre_segment_t *people = &branch(world, 0)->people;
    double early = 0;
    for (int32_t slot = people->start + 5000; slot < people->start + people->count; slot++) {
        const int32_t until = world->people.student_until[slot];
        assert_in_range(until, 1, 209);
        early += until <= 104;
    }
    assert_true(within(early, (double)joins(world), 104 * DT / 4));
    cadre_world_free(world);
    small_world_free(small);
}

static void recruits_from_the_city_are_not_and_enter_as_told(void **state)
{
    (void)state;
    small_world_t *small = crowd(1000, 0);
    small->specification.pool_size[CADRE_MILIEU_CITY] = 1e7;
    small->organizations[0].founders.milieu = CADRE_MILIEU_CITY;
    small->organizations[0].parameters.socialization_enter_as_paper = true;
    small->organizations[0].parameters.socialization_entry = 0.125;
    cadre_world_t *world = small_world_begin(small, 1);
    recruit(world);
    const cadre_segment_t *people = &branch(world, 0)->people;
    assert_true(people->count > 1000);
    for (int32_t slot = people->start + 1000; slot < people->start + people->count; slot++) {
        assert_false(cadre_is_student(world, slot));
        assert_int_equal(world->people.stage[slot], CADRE_STAGE_PAPER);
        assert_true(world->people.commitment[slot] == 0.125f);
    }
    assert_true(party(world, 0)->total[CADRE_MEASURE_recruits_city] == recruits(world, 0));
    cadre_world_free(world);
    small_world_free(small);
}

/* From afar: dt x .5 x 20,000 x (1 + 3 x .5) / 100,000 on each of 100,000, at sites by size; a
 * branch there takes them in. */
static void from_afar_people_join_at_sites_by_size(void **state)
{
    (void)state;
    small_world_t *small = small_world_create(52, 2);
    small->size[0] = 3;
    small->specification.parameters.limits_members = 0;
    small->specification.pool_size[CADRE_MILIEU_CAMPUS] = 0;
    small->organizations[0].founders.members = 20000;
    small->organizations[0].parameters.recruitment_at_large = 0.5;
    cadre_world_t *world = small_world_begin(small, 1);
    world->wave = 0.5f;
    recruit(world);
    const double n = recruits(world, 0);
    assert_true(within(n, 100000, 1 - exp(-DT * 0.5 * 20000 * 2.5 / 100000)));
    assert_true(party(world, 0)->total[CADRE_MEASURE_recruits_at_large] == n);
    assert_true(world->reservoir == 100000 - (int64_t)n);
    assert_true(within(branch(world, 0)->people.count - 20000, n, 0.75));
    assert_int_equal(party(world, 0)->presence[1].at_large,
                     (int64_t)n - (branch(world, 0)->people.count - 20000));
    const cadre_segment_t *away = &world->branches[party(world, 0)->at_large].people;
    for (int32_t slot = away->start; slot < away->start + away->count; slot++)
        assert_int_equal(world->people.ties_of[slot], 0);
    cadre_world_free(world);
    small_world_free(small);
}

static void switched_off_nobody_joins(void **state)
{
    (void)state;
    small_world_t *small = crowd(1000, 0);
    small->organizations[0].parameters.recruitment_at_large = 1;
    small_world_switch(small, CADRE_MECHANISM_recruitment, false);
    cadre_world_t *world = small_world_begin(small, 1);
    recruit(world);
    assert_true(recruits(world, 0) == 0 && joins(world) == 0);
    cadre_world_free(world);
    small_world_free(small);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_campus_hazard_is_the_formula),
        cmocka_unit_test(the_season_averages_to_one),
        cmocka_unit_test(demand_narrows_recruiting),
        cmocka_unit_test(a_movement_wins_more),
        cmocka_unit_test(social_proof_grows_with_the_organization),
        cmocka_unit_test(a_visit_boosts_for_26_weeks),
        cmocka_unit_test(at_work_roots_recruit),
        cmocka_unit_test(an_empty_pool_has_no_hazard),
        cmocka_unit_test(as_many_join_as_the_hazard_says),
        cmocka_unit_test(a_recruit_is_site_pool_week_and_slot),
        cmocka_unit_test(without_comparison_joiners_follow_their_contact),
        cmocka_unit_test(comparing_joiners_weigh_openness_and_size),
        cmocka_unit_test(some_compare_and_some_do_not),
        cmocka_unit_test(a_series_takes_its_share_and_keeps_no_people),
        cmocka_unit_test(a_series_is_chosen_for_its_size_alone),
        cmocka_unit_test(closed_organizations_still_win_their_contacts),
        cmocka_unit_test(nobody_chooses_a_branch_without_people),
        cmocka_unit_test(recruiters_are_drawn_by_capacity),
        cmocka_unit_test(recruits_from_the_campus_are_students),
        cmocka_unit_test(recruits_from_the_city_are_not_and_enter_as_told),
        cmocka_unit_test(from_afar_people_join_at_sites_by_size),
        cmocka_unit_test(switched_off_nobody_joins),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
