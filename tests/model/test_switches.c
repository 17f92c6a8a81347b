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
    for (int m = CADRE_MEASURE_hours_recruiting; m <= CADRE_MEASURE_hours_policing; m++)
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

/* The other mechanisms of politics are at work: so whatever is missing is missing by the switch. */
static void check_politics(cadre_world_t *world, cadre_mechanism_t off)
{
    if (cadre_world_now(world) < 520)
        return;
    const bool on[CADRE_MECHANISM_COUNT] = {
        [CADRE_MECHANISM_voice] = small_world_measure(world, 0, CADRE_MEASURE_sanctions) > 0,
        [CADRE_MECHANISM_misconduct] = small_world_measure(world, 0, CADRE_MEASURE_exposed) > 0,
        [CADRE_MECHANISM_leadership] = small_world_measure(world, 0, CADRE_MEASURE_leaders) > 0,
        [CADRE_MECHANISM_dissolution] = small_world_happened(world, 0, CADRE_EVENT_voted) > 0,
    };
    for (int m = CADRE_MECHANISM_voice; m <= CADRE_MECHANISM_dissolution; m++)
        if (cadre_mechanism_on(SMALL_POLITICS, (cadre_mechanism_t)m) &&
            m != CADRE_MECHANISM_factions)
            assert_int_equal(on[m], m != (int)off);
    /* without voice nobody is there to found one */
    const bool factions = small_world_happened(world, 0, CADRE_EVENT_faction_formed) > 0;
    assert_int_equal(factions, off != CADRE_MECHANISM_factions && off != CADRE_MECHANISM_voice);
}

static void check_voice(cadre_world_t *world)
{
    static const cadre_measure_t none[] = {CADRE_MEASURE_voicing, CADRE_MEASURE_silent,
                                           CADRE_MEASURE_sanctions, CADRE_MEASURE_hours_policing,
                                           CADRE_MEASURE_faction_members};
    for (size_t k = 0; k < sizeof none / sizeof *none; k++)
        assert_true(small_world_measure(world, 0, none[k]) == 0);
    assert_true(small_world_measure(world, 0, CADRE_MEASURE_mean_practice) == 0.5);
    assert_true(small_world_measure(world, 0, CADRE_MEASURE_harmed) > 0); /* traits stay */
    check_politics(world, CADRE_MECHANISM_voice);
}

static void check_factions(cadre_world_t *world)
{
    static const cadre_event_type_t none[] = {CADRE_EVENT_faction_formed, CADRE_EVENT_faction_ended,
                                              CADRE_EVENT_faction_expelled, CADRE_EVENT_seceded};
    for (size_t k = 0; k < sizeof none / sizeof *none; k++)
        assert_int_equal(small_world_happened(world, 0, none[k]), 0);
    assert_true(small_world_measure(world, 0, CADRE_MEASURE_faction_members) == 0);
    check_politics(world, CADRE_MECHANISM_factions);
}

static void check_misconduct(cadre_world_t *world)
{
    static const cadre_measure_t none[] = {CADRE_MEASURE_cases, CADRE_MEASURE_covered_up,
                                           CADRE_MEASURE_exposed, CADRE_MEASURE_hidden_cases,
                                           CADRE_MEASURE_outrage};
    for (size_t k = 0; k < sizeof none / sizeof *none; k++)
        assert_true(small_world_measure(world, 0, none[k]) == 0);
    check_politics(world, CADRE_MECHANISM_misconduct);
}

static void check_leadership(cadre_world_t *world)
{
    assert_true(small_world_measure(world, 0, CADRE_MEASURE_leaders) == 0);
    assert_true(small_world_measure(world, 0, CADRE_MEASURE_leader_tenure) == 0);
    assert_true(small_world_measure(world, 0, CADRE_MEASURE_threat) == 0);
    check_close(small_world_measure(world, 0, CADRE_MEASURE_openness), 0.3, 0, 1e-7);
    assert_int_equal(small_world_happened(world, 0, CADRE_EVENT_ousted), 0);
    check_politics(world, CADRE_MECHANISM_leadership);
}

static void check_dissolution(cadre_world_t *world)
{
    assert_int_equal(small_world_happened(world, 0, CADRE_EVENT_dissolution_proposed), 0);
    assert_int_equal(small_world_happened(world, 0, CADRE_EVENT_voted), 0);
    check_politics(world, CADRE_MECHANISM_dissolution);
}

/* Politics so lively that in ten years each mechanism does something, with an organization that
 * cannot vote itself out of being: nobody is ever ready for yes. */
static void stir(small_world_t *small)
{
    cadre_parameters_t *p = &small->organizations[0].parameters;
    small->specification.mechanisms = SMALL_ALL_MECHANISMS;
    p->leadership_openness = 0.3;
    p->voice_harm = 4;
    p->voice_horizontal = 1;
    p->legitimacy_base = 0.6;
    p->factions_founders = 2;
    p->factions_expel_per_month = 0;
    p->factions_secession = 0;
    p->misconduct_rate = 0.02;
    p->misconduct_disclosure = 100;
    p->dissolution_theta0 = 5;
    p->dissolution_disaffiliates = 0;
    p->dissolution_motion = 1;
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
        [CADRE_MECHANISM_voice] = check_voice,
        [CADRE_MECHANISM_factions] = check_factions,
        [CADRE_MECHANISM_misconduct] = check_misconduct,
        [CADRE_MECHANISM_leadership] = check_leadership,
        [CADRE_MECHANISM_dissolution] = check_dissolution,
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
        if (cadre_mechanism_on(SMALL_POLITICS, (cadre_mechanism_t)m))
            stir(small);
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

/* Week 95 of a world in which what the mechanisms decide depends on each other's chance alone:
 * commitment and stage do not change who leaves, nobody is blamed, there are no movements, and it
 * is not the first week of a month. From then on mechanism `m` is switched to `on`. */
enum { LAST = 95 };

static cadre_world_t *one_week(small_world_t *small, cadre_mechanism_t m, bool on)
{
    cadre_parameters_t *p = &small->organizations[0].parameters;
    p->exit_commitment = p->exit_belief = p->exit_energy = p->exit_help = 0;
    p->exit_mu_novice = p->exit_mu_cadre = 2;
    p->socialization_gamma = 3;
    p->recruitment_rho = 5;
    p->branches_visit = 0;
    small->specification.pool_size[CADRE_MILIEU_CAMPUS] = 1500;
    cadre_event_spec_t *event = small_world_event(small, CADRE_EVENT_switch, "week", LAST, -1);
    event->mechanism = m;
    event->on = on;
    cadre_world_t *world = small_world_begin(small, 1);
    small_world_run(world, LAST);
    assert_false(world->month_begins);
    assert_true(world->members > 200);
    assert_true(world->organizations[0]->threat == 0); /* nothing that leadership answers to */
    return world;
}

/* Three worlds: before the week, after it with the mechanism and without. */
typedef struct {
    small_world_t *small[3];
    cadre_world_t *world[3];
} three_t;

static three_t live_three(void (*prepare)(small_world_t *), cadre_mechanism_t m)
{
    three_t self;
    for (int k = 0; k < 3; k++) {
        self.small[k] = small_world_create(LAST + 1, 6);
        if (prepare != NULL)
            prepare(self.small[k]);
        self.world[k] = one_week(self.small[k], m, k < 2);
        small_world_run(self.world[k], LAST + (k > 0));
    }
    return self;
}

static void free_three(three_t *self)
{
    for (int k = 0; k < 3; k++) {
        cadre_world_free(self->world[k]);
        small_world_free(self->small[k]);
    }
}

/* Everybody there before the week: gone or not and of which stage after it, with and without. */
static void check_fates(const three_t *three, cadre_mechanism_t off)
{
    const cadre_world_t *before = three->world[0];
    /* where nobody graduates, students have another rate; where there is voice, those who police
     * the others rise sooner */
    const bool same_exits = off != CADRE_MECHANISM_exit;
    const bool same_stages = off != CADRE_MECHANISM_socialization && off != CADRE_MECHANISM_voice;
    int gone = 0;
    int promoted = 0;
    for (int32_t b = 0; b < before->branch_count; b++) {
        const cadre_segment_t *people = &before->branches[b].people;
        for (int32_t slot = people->start; slot < people->start + people->count; slot++) {
            cadre_person_row_t row[2];
            for (int k = 0; k < 2; k++)
                cadre_world_person(three->world[1 + k], before->people.id[slot], &row[k]);
            if (off == CADRE_MECHANISM_life_course && before->people.student_until[slot] >= LAST)
                continue;
            gone += !row[0].found;
            promoted += row[0].found && row[0].stage != (int)before->people.stage[slot];
            assert_true(!same_exits || row[0].found == row[1].found);
            assert_true(!same_stages || !row[0].found || !row[1].found ||
                        row[0].stage == row[1].stage);
        }
    }
    assert_true(gone > 5 && promoted > 0); /* or there was nothing to see */
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
        if (cadre_mechanism_on(SMALL_POLITICS, (cadre_mechanism_t)m))
            continue; /* below */
        three_t three = live_three(NULL, (cadre_mechanism_t)m);
        check_fates(&three, (cadre_mechanism_t)m);
        if (m != CADRE_MECHANISM_recruitment) {
            assert_true(check_recruits(three.world[1], three.world[2]) > 0);
            check_recruits(three.world[2], three.world[1]);
        }
        free_three(&three);
    }
}

/* ---------------------------------------------------------------- one week without politics */

/* The same of a world in which many speak, half of the cases are reported, a faction stands and
 * leaders sit, but what politics decides changes nothing else in the week: nobody is expelled, no
 * case comes out, openness is what the regime says, and what people feel moves neither their
 * leaving nor their work. */
static void calm(small_world_t *small)
{
    cadre_parameters_t *p = &small->organizations[0].parameters;
    stir(small);
    p->exit_grievance = p->exit_rent = 0;
    p->voice_sanction = 10;
    p->voice_sanction_expels = p->voice_policing_hours = p->voice_practice_gain = 0;
    p->voice_drag = 0;
    p->voice_dissent_rule = CADRE_DISSENT_NEVER;
    p->leadership_entrenchment = p->leadership_threat_outside = 0;
    p->leadership_reform = 0;
    p->legitimacy_performance = 0;
    p->misconduct_rate = 1;
    p->misconduct_reported = 0.5;
    p->misconduct_disclosure = 0;
    p->accountability_independence = 0;
    p->accountability_error = 1; /* whatever is reported is dismissed: nobody is expelled */
    p->dissolution_motion = 0;
    small_world_event(small, CADRE_EVENT_faction, "faction", 60, 0)->founders = 10;
}

enum { SPEECH = CADRE_STANCE_SPEAKS | CADRE_STANCE_SILENT };

static int32_t slot_of(const cadre_world_t *world, uint64_t id)
{
    for (int32_t h = 0; h < world->people.handles; h++) {
        const int32_t slot = world->people.ties[h].slot;
        if (slot != CADRE_NONE && world->people.id[slot] == id)
            return slot;
    }
    return CADRE_NONE;
}

/* Everybody in both worlds speaks and was sanctioned, is of the faction and of the committee in
 * both or in neither. Returns how many spoke and stood in the faction. */
static int check_stances(const cadre_world_t *a, const cadre_world_t *b, cadre_mechanism_t off)
{
    int seen = 0;
    for (int32_t h = 0; h < a->people.handles; h++) {
        const int32_t here = a->people.ties[h].slot;
        const int32_t there = here == CADRE_NONE ? here : slot_of(b, a->people.id[here]);
        if (there == CADRE_NONE)
            continue;
        const int differs = a->people.stance[here] ^ b->people.stance[there];
        if (off != CADRE_MECHANISM_voice) {
            assert_false(differs & SPEECH);
            assert_int_equal(a->people.stigma_until[here], b->people.stigma_until[there]);
        }
        if (off != CADRE_MECHANISM_factions)
            assert_false(differs & CADRE_STANCE_FACTION);
        if (off != CADRE_MECHANISM_leadership)
            assert_false((a->people.flags[here] ^ b->people.flags[there]) & CADRE_FLAG_LEADER);
        seen += (a->people.stance[here] & (CADRE_STANCE_SPEAKS | CADRE_STANCE_FACTION)) != 0;
    }
    return seen;
}

/* The same cases, with the same severity, handling and people who know. */
static void check_cases(const cadre_world_t *a, const cadre_world_t *b, int before)
{
    const cadre_organization_t *one = a->organizations[0];
    const cadre_organization_t *two = b->organizations[0];
    assert_int_equal(one->case_count, two->case_count);
    assert_true(one->case_count > before); /* or there was nothing to see */
    for (int32_t k = 0; k < one->case_count; k++) {
        assert_true(one->cases[k].id == two->cases[k].id);
        assert_true(one->cases[k].severity == two->cases[k].severity);
        assert_int_equal(one->cases[k].handling, two->cases[k].handling);
        assert_int_equal(one->cases[k].insider_count, two->cases[k].insider_count);
    }
}

static void one_week_without_politics_leaves_the_chances_of_the_others(void **state)
{
    (void)state;
    for (int k = CADRE_MECHANISM_voice; k <= CADRE_MECHANISM_dissolution; k++) {
        const cadre_mechanism_t m = (cadre_mechanism_t)k;
        if (!cadre_mechanism_on(SMALL_POLITICS, m))
            continue;
        three_t three = live_three(calm, m);
        check_fates(&three, m);
        assert_true(check_recruits(three.world[1], three.world[2]) > 0);
        check_recruits(three.world[2], three.world[1]);
        assert_true(check_stances(three.world[1], three.world[2], m) > 20);
        if (m != CADRE_MECHANISM_misconduct)
            check_cases(three.world[1], three.world[2],
                        three.world[0]->organizations[0]->case_count);
        free_three(&three);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_of_a_mechanism_remains),
        cmocka_unit_test(one_week_without_a_mechanism_leaves_the_chances_of_the_others),
        cmocka_unit_test(one_week_without_politics_leaves_the_chances_of_the_others),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
