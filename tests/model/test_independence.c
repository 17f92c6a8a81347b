/* What does not depend on what: state kept up to date equals a recount, luck belongs to persons,
 * organizations that do not touch do not matter to each other, and every allowed value runs. */
#include "model/state.h"
#include "recount.h"
#include "small_world.h"

/* Politics at work within a few years, in a body that lasts. */
static void stir(cadre_organization_spec_t *spec)
{
    cadre_parameters_t *p = &spec->parameters;
    spec->founders.members = 150;
    p->recruitment_rho = 0.8;
    p->exit_grievance = 0.3;
    p->leadership_openness = 0.3;
    p->traits_enforcers = 0.03;
    p->traits_threshold = 0.15;
    p->traits_threshold_spread = 0.05;
    p->voice_harm = 1;
    p->voice_social = 0.1;
    p->voice_horizontal = 0.5;
    p->legitimacy_base = 0.7;
    p->factions_founders = 4;
    p->misconduct_rate = 0.01;
    p->misconduct_reported = 0.6;
    p->misconduct_disclosure = 20;
}

/* ---------------------------------------------------------------- recount */

/* All mechanisms, two organizations, one of them later and then destroyed, a rival that grows. */
static void what_is_kept_up_to_date_equals_a_recount(void **state)
{
    (void)state;
    small_world_t *small = small_world_create(1560, 8);
    small_world_add(small, "other")->founded = 100;
    small_world_add_series(small, "rival", 1000, 30000, 1000);
    small_world_wave(small, "march", 200, 2);
    small_world_event(small, CADRE_EVENT_destroy, "end", 1300, 1);
    small->specification.parameters.pools_city_refresh = 0.5;
    for (uint32_t replicate = 1; replicate <= 4; replicate++) {
        cadre_world_t *world = small_world_begin(small, replicate);
        for (int32_t t = 20; t <= 1560; t += 20) {
            small_world_run(world, t);
            recount(world);
        }
        assert_true(small_world_measure(world, 0, CADRE_MEASURE_exits) > 100);
        cadre_world_free(world);
    }
    small_world_free(small);
}

/* The same with politics, which makes new organizations. */
static void what_politics_changes_equals_a_recount(void **state)
{
    (void)state;
    small_world_t *small = small_world_create(1040, 8);
    small->specification.mechanisms = SMALL_ALL_MECHANISMS;
    stir(small_world_add(small, "other"));
    stir(&small->organizations[0]);
    small_world_add_series(small, "rival", 1000, 30000, 700);
    double deeds[3] = {0, 0, 0};
    for (uint32_t replicate = 1; replicate <= 4; replicate++) {
        cadre_world_t *world = small_world_begin(small, replicate);
        for (int32_t t = 10; t <= 1040; t += 10) {
            small_world_run(world, t);
            recount(world);
        }
        deeds[0] += small_world_measure(world, 0, CADRE_MEASURE_sanctions);
        deeds[1] += small_world_measure(world, 0, CADRE_MEASURE_exposed);
        deeds[2] += cadre_world_born_count(world);
        cadre_world_free(world);
    }
    assert_true(deeds[0] > 0 && deeds[1] > 0 && deeds[2] > 0);
    small_world_free(small);
}

/* ---------------------------------------------------------------- whose luck */

/* Words of the founders who are still there in 30 weeks, 0 where one has gone. */
static void founders_words(const small_world_t *small, int founders, cadre_words_t *out)
{
    cadre_world_t *world = small_world_begin(small, 1);
    for (int32_t t = 1; t <= 30; t++) {
        small_world_run(world, t);
        for (int i = 1; i <= founders; i++) {
            cadre_person_row_t row;
            cadre_world_person(world, cadre_founder_identity("party", i), &row);
            *out++ = row.found ? row.words : (cadre_words_t){{0}};
        }
    }
    cadre_world_free(world);
}

static void check_equal_words(const cadre_words_t *a, const cadre_words_t *b, int n)
{
    int compared = 0;
    for (int i = 0; i < n; i++) {
        if (a[i].word[0] == 0 || b[i].word[0] == 0)
            continue; /* gone in one of the two: another state, not another luck */
        assert_memory_equal(&a[i], &b[i], sizeof a[i]);
        compared++;
    }
    assert_true(compared > n / 2);
}

static void removing_one_founder_leaves_the_draws_of_the_others(void **state)
{
    (void)state;
    static cadre_words_t with[30 * 74], without[30 * 74];
    small_world_t *small = small_world_create(60, 6);
    founders_words(small, 74, with);
    small->organizations[0].founders.members = 74;
    founders_words(small, 74, without);
    check_equal_words(with, without, 30 * 74);
    small_world_free(small);
}

/* ---------------------------------------------------------------- organizations apart */

static void a_rival_that_does_not_grow_has_no_effect(void **state)
{
    (void)state;
    small_world_t *alone = small_world_create(520, 6);
    small_world_t *beside = small_world_create(520, 6);
    small_world_add_series(beside, "rival", 50000, 50000, 0);
    cadre_world_t *a = small_world_begin(alone, 1);
    cadre_world_t *b = small_world_begin(beside, 1);
    for (int32_t t = 0; t <= 520; t += 52) {
        small_world_run(a, t);
        small_world_run(b, t);
        small_world_check_same_but(a, 0, b, 0, (const int[]){CADRE_MEASURE_series_members, -1});
    }
    cadre_world_free(a);
    cadre_world_free(b);
    small_world_free(alone);
    small_world_free(beside);
}

static void an_organization_without_members_changes_nobody(void **state)
{
    (void)state;
    small_world_t *alone = small_world_create(520, 6);
    small_world_t *beside = small_world_create(520, 6);
    small_world_add(beside, "empty")->founders.members = 0;
    cadre_world_t *a = small_world_begin(alone, 1);
    cadre_world_t *b = small_world_begin(beside, 1);
    small_world_run(a, 520);
    small_world_run(b, 520);
    small_world_check_same(a, 0, b, 0);
    cadre_world_free(a);
    cadre_world_free(b);
    small_world_free(alone);
    small_world_free(beside);
}

/* Three organizations that compete, two series; listed in another order they are the same three, to
 * the last bit. */
static void check_orders(uint32_t mechanisms)
{
    static const char *const names[] = {"party", "other", "third"};
    static const int orders[3][3] = {{0, 1, 2}, {2, 0, 1}, {1, 2, 0}};
    cadre_world_t *worlds[3];
    small_world_t *small[3];
    for (int k = 0; k < 3; k++) {
        small[k] = small_world_create(520, 6);
        small[k]->specification.organization_count = 0;
        small[k]->specification.mechanisms = mechanisms;
        if (k == 1)
            small_world_add_series(small[k], "rival", 100, 20000, 200);
        for (int o = 0; o < 3; o++) {
            cadre_organization_spec_t *party = small_world_add(small[k], names[orders[k][o]]);
            if (mechanisms & SMALL_POLITICS)
                stir(party);
            party->parameters.leadership_openness = 0.4 + 0.1 * orders[k][o];
            party->founders.members = 75 + 20 * orders[k][o];
        }
        if (k != 1)
            small_world_add_series(small[k], "rival", 100, 20000, 200);
        worlds[k] = small_world_begin(small[k], 1);
    }
    for (int32_t t = 0; t <= 520; t += 13)
        for (int k = 0; k < 3; k++) {
            small_world_run(worlds[k], t);
            for (int o = 0; o < 3; o++)
                small_world_check_same(worlds[0], orders[k][o], worlds[k], o + (k == 1));
        }
    assert_true(small_world_measure(worlds[0], 0, CADRE_MEASURE_diverted) > 0);
    for (int k = 0; k < 3; k++) {
        cadre_world_free(worlds[k]);
        small_world_free(small[k]);
    }
}

static void the_order_of_organizations_changes_nothing(void **state)
{
    (void)state;
    check_orders(SMALL_ALL_MECHANISMS & ~SMALL_POLITICS);
    check_orders(SMALL_ALL_MECHANISMS);
}

/* Two organizations on three sites each, from where nobody moves or is sent and nobody joins from
 * afar. Only how each looks from outside tells the other that it exists. */
static void check_alone(uint32_t mechanisms)
{
    static const int32_t at[2][3] = {{0, 2, 4}, {1, 3, 5}};
    static const char *const names[] = {"party", "other"};
    static const int apart[] = {CADRE_MEASURE_home, CADRE_MEASURE_outside_option,
                                CADRE_MEASURE_pool_free, CADRE_MEASURE_home, -1};
    cadre_world_t *worlds[3]; /* the first alone, the second alone, both */
    small_world_t *small[3];
    for (int k = 0; k < 3; k++) {
        small[k] = small_world_create(520, 6);
        small[k]->specification.organization_count = 0;
        small[k]->specification.mechanisms = mechanisms;
        small_world_wave(small[k], "march", 100, 1);
        for (int o = 0; o < 2; o++) {
            if (k < 2 && k != o)
                continue;
            cadre_organization_spec_t *party = small_world_add(small[k], names[o]);
            if (mechanisms & SMALL_POLITICS)
                stir(party);
            party->founders.members = 60 + 30 * o;
            party->founders.placement = CADRE_PLACE_LISTED;
            party->founders.at = at[o];
            party->parameters.recruitment_at_large = 0;
            party->parameters.branches_transplant = 0;
            party->parameters.life_course_move = 0;
            party->parameters.exit_outside = 0;
            party->parameters.exit_rival_choice = 0;
            party->parameters.voice_way_out = 0;
            party->parameters.leadership_threat_outside = 0;
        }
        worlds[k] = small_world_begin(small[k], 1);
    }
    for (int32_t t = 0; t <= 520; t += 13) {
        for (int k = 0; k < 3; k++)
            small_world_run(worlds[k], t);
        for (int o = 0; o < 2; o++)
            small_world_check_same_but(worlds[o], 0, worlds[2], o, apart);
    }
    assert_true(small_world_measure(worlds[2], 0, CADRE_MEASURE_recruits) > 50);
    for (int k = 0; k < 3; k++) {
        cadre_world_free(worlds[k]);
        small_world_free(small[k]);
    }
}

static void organizations_that_never_meet_live_as_if_alone(void **state)
{
    (void)state;
    check_alone(SMALL_ALL_MECHANISMS & ~SMALL_POLITICS);
    check_alone(SMALL_ALL_MECHANISMS);
}

/* ---------------------------------------------------------------- downstream only */

/* What a mechanism books of itself, and what it does to others. */
typedef struct {
    cadre_mechanism_t mechanism;
    int own[6];                  /* measures */
    cadre_event_type_t deeds[5]; /* after one of them anything may differ */
    int deed_count;
} trail_t;

/* Whether any organization has had such a deed. */
static bool has_acted(const cadre_world_t *world, const trail_t *trail)
{
    int count;
    bool acted = false;
    const cadre_happening_t *all = cadre_world_happenings(world, &count);
    for (int i = 0; i < count; i++)
        for (int k = 0; k < trail->deed_count; k++)
            acted = acted || all[i].type == trail->deeds[k];
    return acted;
}

/* With and without it the same to the last bit, until the week in which it first does something. */
static void check_downstream(const trail_t *trail)
{
    for (uint32_t replicate = 1; replicate <= 3; replicate++) {
        small_world_t *small[2];
        cadre_world_t *world[2];
        for (int k = 0; k < 2; k++) {
            small[k] = small_world_create(520, 8);
            small[k]->specification.mechanisms = SMALL_ALL_MECHANISMS;
            stir(&small[k]->organizations[0]);
            small[k]->organizations[0].parameters.dissolution_motion = 0.75;
            if (trail->mechanism == CADRE_MECHANISM_dissolution) /* most are for it */
                small[k]->organizations[0].parameters.dissolution_theta0 = -0.1;
            small[k]->organizations[0].parameters.misconduct_reported = 0;
            small_world_switch(small[k], trail->mechanism, k == 0);
            world[k] = small_world_begin(small[k], replicate);
        }
        int32_t t = 0;
        for (; t <= 520 && !has_acted(world[0], trail); t++) {
            for (int k = 0; k < 2; k++)
                small_world_run(world[k], t);
            if (!has_acted(world[0], trail))
                small_world_check_same_but(world[0], 0, world[1], 0, trail->own);
        }
        assert_in_range(t, 3, 520); /* it did do something, and not at once */
        for (int k = 0; k < 2; k++) {
            cadre_world_free(world[k]);
            small_world_free(small[k]);
        }
    }
}

/* A faction changes nothing until it leaves or is expelled. */
static void factions_change_nothing_before_they_part(void **state)
{
    (void)state;
    check_downstream(
        &(trail_t){CADRE_MECHANISM_factions,
                   {CADRE_MEASURE_faction_members, -1},
                   {CADRE_EVENT_faction_expelled, CADRE_EVENT_seceded, CADRE_EVENT_branch_left},
                   3});
}

/* A hidden case that nobody reported changes nothing before it comes out. */
static void hidden_cases_change_nothing(void **state)
{
    (void)state;
    check_downstream(&(trail_t){CADRE_MECHANISM_misconduct,
                                {CADRE_MEASURE_cases, CADRE_MEASURE_hidden_cases, -1},
                                {CADRE_EVENT_case_exposed},
                                1});
}

/* Votes change nothing until a branch leaves or it is over. */
static void votes_change_nothing_before_the_last(void **state)
{
    (void)state;
    check_downstream(&(trail_t){
        CADRE_MECHANISM_dissolution, {-1}, {CADRE_EVENT_branch_left, CADRE_EVENT_dissolved}, 2});
}

/* ---------------------------------------------------------------- every allowed value */

static void run_five_years(const small_world_t *small)
{
    cadre_world_t *world = small_world_begin(small, 1);
    for (int32_t t = 26; t <= 260; t += 26) {
        float values[CADRE_MEASURE_COUNT];
        small_world_run(world, t);
        cadre_world_observe(world, 0, false, values);
        for (int m = 0; m < CADRE_MEASURE_COUNT; m++) {
            const bool mean = cadre_measure_info((cadre_measure_t)m)->kind == CADRE_MEASURE_MEAN;
            assert_true(isfinite(values[m]) || mean); /* a mean may be missing */
            assert_true(!isinf(values[m]) && !(values[m] < 0));
        }
        recount(world);
    }
    cadre_world_free(world);
}

static void every_bound_of_every_parameter_runs(void **state)
{
    (void)state;
    for (int i = 0; i < cadre_parameter_count(); i++) {
        const cadre_parameter_t *parameter = cadre_parameter_at(i);
        const double bounds[] = {parameter->min, parameter->max};
        for (int k = 0; k < 2; k++) {
            small_world_t *small = small_world_create(260, 2);
            small_world_wave(small, "march", 30, 2);
            small->specification.mechanisms = SMALL_ALL_MECHANISMS;
            stir(&small->organizations[0]);
            small->specification.parameters.limits_members = 20000;
            void *fields = parameter->scope == CADRE_SCOPE_WORLD
                               ? (void *)&small->specification.parameters
                               : (void *)&small->organizations[0].parameters;
            cadre_parameter_set(i, fields, bounds[k]);
            run_five_years(small);
            small_world_free(small);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_kept_up_to_date_equals_a_recount),
        cmocka_unit_test(what_politics_changes_equals_a_recount),
        cmocka_unit_test(removing_one_founder_leaves_the_draws_of_the_others),
        cmocka_unit_test(a_rival_that_does_not_grow_has_no_effect),
        cmocka_unit_test(an_organization_without_members_changes_nobody),
        cmocka_unit_test(the_order_of_organizations_changes_nothing),
        cmocka_unit_test(organizations_that_never_meet_live_as_if_alone),
        cmocka_unit_test(factions_change_nothing_before_they_part),
        cmocka_unit_test(hidden_cases_change_nothing),
        cmocka_unit_test(votes_change_nothing_before_the_last),
        cmocka_unit_test(every_bound_of_every_parameter_runs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
