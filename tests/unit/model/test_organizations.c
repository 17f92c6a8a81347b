/* model/organizations: names, births, and going over with one's whole state. */
#include "base/memory.h"
#include "model/mechanisms.h"
#include "model/members.h"
#include "model/organizations.h"
#include "model/people.h"
#include "recount.h"
#include "world_fixture.h"

/* Two parties of 12 members each in one branch of the same site of three, in week 60; nothing
 * moves. */
static int set_up(void **state)
{
    fixture_t *self = malloc(sizeof *self);
    self->small = small_world_create(300, 3);
    self->small->specification.mechanisms = 0;
    small_world_add(self->small, "rival");
    for (int o = 0; o < 2; o++) {
        self->small->organizations[o].founders.members = 12;
        self->small->organizations[o].founders.sites = 1;
        self->small->organizations[o].founders.cadre_share = 0.25;
    }
    self->world = small_world_begin(self->small, 1);
    small_world_run(self->world, 60);
    *state = self;
    return 0;
}

static cadre_organization_t *rival(fixture_t *self)
{
    return self->world->organizations[1];
}

static cadre_branch_t *branch(fixture_t *self, const cadre_organization_t *organization)
{
    return cadre_branch_number(self->world, organization, 0);
}

/* The k-th of the party's branch. */
static int32_t slot_of(fixture_t *self, int32_t k)
{
    return branch(self, party(self))->people.start + k;
}

static void mark(fixture_t *self, int32_t slot)
{
    self->world->people.flags[slot] |= CADRE_FLAG_MARKED;
}

static cadre_organization_t *bear(fixture_t *self, const char *name, double drift)
{
    cadre_organization_t *born =
        cadre_organization_bear(self->world, party(self), CADRE_KIND_PARTY, name, "split", drift);
    assert_non_null(born);
    return born;
}

/* Where somebody is now, by identity. */
static int32_t find(fixture_t *self, uint64_t id)
{
    const cadre_people_t *people = &self->world->people;
    for (int32_t h = 0; h < people->handles; h++) {
        const int32_t slot = people->ties[h].slot;
        if (slot != CADRE_NONE && people->id[slot] == id)
            return slot;
    }
    return CADRE_NONE;
}

/* ---------------------------------------------------------------- names */

static void check_name(const char *id, const char *word, int32_t number, const char *expected)
{
    char name[CADRE_NAME_SIZE];
    memset(name, 'x', sizeof name);
    cadre_organization_name(name, id, word, number);
    assert_string_equal(name, expected);
}

static void names_are_ids_of_at_most_32_letters(void **state)
{
    (void)state;
    check_name("party", NULL, 2, "party-2");
    check_name("party", NULL, 1234567, "party-1234567");
    check_name("party", "split", 1, "party-split-1");
    check_name("party", "split", 10, "party-split-10");
    /* 24 letters leave room for exactly -split-1; one more, or one more digit, is cut */
    check_name("abcdefghijklmnopqrstuvwx", "split", 1, "abcdefghijklmnopqrstuvwx-split-1");
    check_name("abcdefghijklmnopqrstuvwxy", "split", 1, "abcdefghijklmnopqrstuvwx-split-1");
    check_name("abcdefghijklmnopqrstuvwx", "split", 10, "abcdefghijklmnopqrstuvw-split-10");
    check_name("abcdefghijklmnopqrstuvwxyz012345", NULL, 3, "abcdefghijklmnopqrstuvwxyz0123-3");
}

static void a_taken_name_gets_the_next_number(void **state)
{
    fixture_t *self = *state;
    assert_string_equal(bear(self, NULL, 0)->name, "party-split-1");
    assert_string_equal(bear(self, NULL, 0)->name, "party-split-2");
    assert_string_equal(bear(self, "league", 0)->name, "league");
    assert_string_equal(bear(self, "league", 0)->name, "league-2");
    assert_string_equal(bear(self, "rival", 0)->name, "rival-2");
    assert_string_equal(bear(self, "rival", 0)->name, "rival-3");
}

/* ---------------------------------------------------------------- births */

static void what_is_born_is_an_empty_child_of_its_parent(void **state)
{
    fixture_t *self = *state;
    party(self)->detached = true;
    cadre_organization_t *born = bear(self, NULL, 0);
    cadre_organization_row_t row;
    cadre_world_organization(self->world, 2, &row);
    assert_string_equal(row.name, "party-split-1");
    assert_int_equal(row.kind, CADRE_KIND_PARTY);
    assert_int_equal(row.parent, 0);
    assert_int_equal(row.born, 60);
    assert_int_equal(row.ended, CADRE_NONE);
    assert_int_equal(cadre_world_born_count(self->world), 1);
    assert_true(cadre_organization_lives(born));
    assert_true(born->detached);
    assert_int_equal(born->members, 0);
    assert_int_equal(born->branch_count, 0);
    cadre_world_order(self->world);
    recount(self->world);
}

/* The identity is that of the parent, the week and the ordinal, whatever it is called. */
static void children_of_one_week_have_identities_of_their_own(void **state)
{
    fixture_t *self = *state;
    const uint64_t id[2] = {bear(self, "one", 0)->id, bear(self, "two", 0)->id};
    for (uint32_t k = 0; k < 2; k++)
        assert_true(id[k] == cadre_identity(CADRE_BIRTH_OFFSPRING, party(self)->id, 60, k));
}

/* Parameters are copied, also those an event has changed for good, but not what holds for a time.
 */
static void without_drift_parameters_are_those_of_the_parent(void **state)
{
    fixture_t *self = *state;
    party(self)->base.recruitment_rho = 1.25;
    cadre_event_spec_t *lasts = small_world_event(self->small, CADRE_EVENT_set, "line", 5, 0);
    small_world_setting(self->small, lasts, "branches.n_min", 7);
    cadre_event_spec_t *passes = small_world_event(self->small, CADRE_EVENT_set, "crisis", 6, -1);
    small_world_setting(self->small, passes, "leadership.openness", 0.9);
    passes->until = 70;
    cadre_organization_t *born = bear(self, NULL, 0);
    cadre_parameters_t expected = party(self)->base;
    expected.branches_n_min = 7;
    assert_memory_equal(&born->base, &expected, sizeof expected);
    expected.leadership_openness = 0.9; /* for all, and so for who is born under it */
    assert_memory_equal(&born->parameters, &expected, sizeof expected);
    self->world->now = 70;
    cadre_script_parameters(self->world, born);
    assert_memory_equal(&born->parameters, &born->base, sizeof expected);
}

/* A mass organization that asks other hours than its kind: what splits from it asks those too. */
static void what_is_of_the_parents_kind_keeps_the_parents_own_parameters(void **state)
{
    fixture_t *self = *state;
    party(self)->kind = CADRE_KIND_MASS;
    party(self)->base.effort_demand_hours = 6;
    const cadre_organization_t *born =
        cadre_organization_bear(self->world, party(self), CADRE_KIND_MASS, NULL, "split", 0);
    assert_memory_equal(&born->base, &party(self)->base, sizeof born->base);
}

static void another_kind_brings_its_own_parameters(void **state)
{
    fixture_t *self = *state;
    cadre_parameters_t expected = party(self)->parameters;
    cadre_parameters_of_kind(CADRE_KIND_LOCAL, &expected);
    const cadre_organization_t *born =
        cadre_organization_bear(self->world, party(self), CADRE_KIND_LOCAL, NULL, "local", 0);
    assert_int_equal(born->kind, CADRE_KIND_LOCAL);
    assert_memory_equal(&born->parameters, &expected, sizeof expected);
}

/* Whether a parameter drifts: a real one of an organization that has a range. */
static bool drifts(int i)
{
    const cadre_parameter_t *p = cadre_parameter_at(i);
    return p->scope == CADRE_SCOPE_ORGANIZATION && p->type == CADRE_PARAMETER_REAL &&
           p->low < p->high;
}

/* Over 200 births with sd .1 the logarithm of rho's factor has mean 0 and sd .1: |z| < 4.4 for the
 * mean fails by chance once in 10^5, and chi-square of the squares with it. All stay inside what is
 * allowed, also far out. */
static void drift_is_lognormal_inside_what_is_allowed(void **state)
{
    fixture_t *self = *state;
    enum { N = 200 };
    double sum = 0, squares = 0;
    for (int n = 0; n < N; n++) {
        const double sd = n < N / 2 ? 0.1 : 5;
        const cadre_organization_t *born = bear(self, NULL, sd);
        const double z = log(born->base.recruitment_rho / 0.55) / 0.1;
        sum += n < N / 2 ? z : 0;
        squares += n < N / 2 ? z * z : 0;
        for (int i = 0; i < cadre_parameter_count(); i++) {
            if (cadre_parameter_at(i)->scope != CADRE_SCOPE_ORGANIZATION)
                continue;
            const double value = cadre_parameter_get(i, &born->base);
            assert_true(cadre_parameter_accepts(i, value));
            if (!drifts(i))
                assert_true(value == cadre_parameter_get(i, &party(self)->parameters));
        }
    }
    assert_true(fabs(sum) < 4.4 * sqrt(N / 2));
    assert_true(fabs(squares - N / 2) < 4.4 * sqrt(2.0 * N / 2));
}

/* ---------------------------------------------------------------- going over */

/* Counts the sums of the party's branch anew, of people changed by hand. */
static void sum_again(fixture_t *self)
{
    cadre_branch_t *own = branch(self, party(self));
    memset(&own->sums, 0, sizeof own->sums);
    for (int32_t k = 0; k < own->people.count; k++)
        recount_person(&own->sums, &self->world->people, own->people.start + k);
}

/* Somebody with a mark of every kind keeps all of it but posts, the founder's flag and what was
 * said in the other body. */
static void who_goes_over_keeps_the_whole_state(void **state)
{
    fixture_t *self = *state;
    cadre_people_t *people = &self->world->people;
    const int32_t slot = slot_of(self, 5);
    const uint64_t id = people->id[slot];
    people->commitment[slot] = 0.125f;
    people->joined[slot] = 17;
    people->student_until[slot] = 99;
    people->grievance[slot] = 0.75f;
    people->hardship[slot] = 0.25f;
    people->fear[slot] = 0.375f;
    people->threshold[slot] = 0.625f;
    people->doctrine[slot] = -0.5f;
    people->spoke[slot] = 59;
    people->flags[slot] = CADRE_FLAG_STAFF | CADRE_FLAG_LEADER | CADRE_FLAG_FOUNDER |
                          CADRE_FLAG_ENFORCER | CADRE_FLAG_REFORMED | CADRE_FLAG_HARMED;
    people->stance[slot] = CADRE_STANCE_SPEAKS | CADRE_STANCE_BELIEVES | CADRE_STANCE_FACTION;
    party(self)->staff = 1;
    sum_again(self);
    const int32_t stage = people->stage[slot];
    mark(self, slot);
    assert_int_equal(cadre_organization_join(self->world, party(self), rival(self)), 1);
    const int32_t now = find(self, id);
    assert_int_equal(self->world->branches[people->branch[now]].organization, 1);
    assert_true(people->commitment[now] == 0.125f);
    assert_int_equal(people->joined[now], 17);
    assert_int_equal(people->student_until[now], 99);
    assert_int_equal(people->stage[now], stage);
    assert_true(people->grievance[now] == 0.75f && people->hardship[now] == 0.25f);
    assert_true(people->fear[now] == 0.375f && people->threshold[now] == 0.625f);
    assert_true(people->doctrine[now] == -0.5f);
    assert_int_equal(people->flags[now], CADRE_FLAG_CAME | CADRE_FLAG_ENFORCER |
                                             CADRE_FLAG_REFORMED | CADRE_FLAG_HARMED);
    assert_int_equal(people->stance[now], CADRE_STANCE_BELIEVES);
    assert_int_equal(people->spoke[now], CADRE_NEVER);
    assert_int_equal(party(self)->members, 11);
    assert_int_equal(party(self)->staff, 0);
    assert_int_equal(rival(self)->members, 13);
    check_close(party(self)->total[CADRE_MEASURE_transferred_out], 1, 0, 0);
    check_close(rival(self)->total[CADRE_MEASURE_transferred_in], 1, 0, 0);
    check_close(party(self)->total[CADRE_MEASURE_exits], 0, 0, 0);
    recount(self->world);
}

/* Person 0 recruited 1, 2 and 3; 1 recruited 4. Those who go are 1 and 4: the tie between them
 * stays, that of 0 and 1 is cut, and only 0 remembers it, a third of all ties. */
static void ties_between_goers_and_stayers_are_cut(void **state)
{
    fixture_t *self = *state;
    cadre_people_t *people = &self->world->people;
    const int32_t recruiter[] = {0, 0, 0, 1};
    for (int32_t k = 1; k <= 4; k++)
        cadre_people_tie(self->world, slot_of(self, recruiter[k - 1]), slot_of(self, k));
    uint64_t id[5];
    for (int32_t k = 0; k < 5; k++)
        id[k] = people->id[slot_of(self, k)];
    mark(self, slot_of(self, 1));
    mark(self, slot_of(self, 4));
    assert_int_equal(cadre_organization_join(self->world, party(self), rival(self)), 2);
    cadre_people_settle_ties(self->world);
    recount(self->world);
    const int32_t ties[5] = {2, 1, 1, 1, 1};
    for (int32_t k = 0; k < 5; k++) {
        const int32_t slot = find(self, id[k]);
        assert_int_equal(people->ties_of[slot], ties[k]);
        assert_int_equal(people->tie_loss[slot], k == 0 ? CADRE_FIXED_ONE / 3 : 0);
    }
    const int32_t one = people->handle[find(self, id[1])];
    assert_int_equal(people->ties[people->handle[find(self, id[4])]].recruiter, one);
    assert_int_equal(people->ties[one].recruiter, CADRE_NONE);
}

/* When the recruiter goes and the recruit stays, the recruit remembers: all of its one tie. */
static void a_recruit_remembers_the_recruiter_who_went(void **state)
{
    fixture_t *self = *state;
    cadre_people_t *people = &self->world->people;
    cadre_people_tie(self->world, slot_of(self, 0), slot_of(self, 1));
    const uint64_t id[2] = {people->id[slot_of(self, 0)], people->id[slot_of(self, 1)]};
    mark(self, slot_of(self, 0));
    cadre_organization_join(self->world, party(self), rival(self));
    cadre_people_settle_ties(self->world);
    recount(self->world);
    assert_int_equal(people->tie_loss[find(self, id[0])], 0);
    assert_int_equal(people->tie_loss[find(self, id[1])], CADRE_FIXED_ONE);
}

/* Three of twelve open a branch, with a quarter of the roots, .6. */
static void three_open_a_branch_and_take_their_share_of_roots(void **state)
{
    fixture_t *self = *state;
    branch(self, party(self))->roots = 0.6f;
    branch(self, party(self))->milieu = CADRE_MILIEU_WORKPLACE;
    cadre_organization_t *born = bear(self, NULL, 0);
    for (int32_t k = 0; k < 3; k++)
        mark(self, slot_of(self, 3 * k));
    assert_int_equal(cadre_organization_join(self->world, party(self), born), 3);
    assert_int_equal(born->branch_count, 1);
    assert_int_equal(branch(self, born)->people.count, 3);
    assert_int_equal(branch(self, born)->site, branch(self, party(self))->site);
    assert_int_equal(branch(self, born)->milieu, CADRE_MILIEU_WORKPLACE);
    check_close((double)branch(self, born)->roots, 0.15, 1e-6, 0);
    check_close((double)branch(self, party(self))->roots, 0.45, 1e-6, 0);
    cadre_world_order(self->world);
    recount(self->world);
}

static void two_are_at_large(void **state)
{
    fixture_t *self = *state;
    cadre_organization_t *born = bear(self, NULL, 0);
    const int32_t site = branch(self, party(self))->site;
    mark(self, slot_of(self, 0));
    mark(self, slot_of(self, 11));
    assert_int_equal(cadre_organization_join(self->world, party(self), born), 2);
    assert_int_equal(born->branch_count, 0);
    assert_int_equal(born->members, 2);
    assert_int_equal(born->presence[site].at_large, 2);
    cadre_world_order(self->world);
    recount(self->world);
}

/* Those at large stay at large where they live, unless the other has a branch there. */
static void those_at_large_go_over_too(void **state)
{
    fixture_t *self = *state;
    cadre_branch_t *away = cadre_branch_number(self->world, party(self), -1);
    const int32_t site = branch(self, party(self))->site;
    for (int32_t s = 0; s < 3; s++)
        cadre_member_join(self->world, away, 100 + (uint64_t)s, s, CADRE_STAGE_MEMBER, 0.4f);
    small_world_run(self->world, 61);
    cadre_organization_mark_all(self->world, party(self));
    for (int32_t k = 0; k < 12; k++)
        self->world->people.flags[slot_of(self, k)] &= (uint8_t)~CADRE_FLAG_MARKED;
    assert_int_equal(cadre_organization_join(self->world, party(self), rival(self)), 3);
    assert_int_equal(rival(self)->presence[site].at_large, 0);
    assert_int_equal(branch(self, rival(self))->people.count, 13);
    assert_int_equal(cadre_branch_number(self->world, rival(self), -1)->people.count, 2);
    recount(self->world);
}

/* All twelve join the twelve of the other: it keeps its branch, whose roots are the better of
 * both. */
static void everybody_joins_the_branch_that_is_there(void **state)
{
    fixture_t *self = *state;
    for (int stronger = 0; stronger < 2; stronger++) {
        cadre_organization_t *from = self->world->organizations[stronger];
        cadre_organization_t *to = self->world->organizations[1 - stronger];
        branch(self, from)->roots = 0.75f;
        branch(self, to)->roots = stronger ? 1 : 0.5f;
        const int32_t moved = from->members;
        cadre_organization_mark_all(self->world, from);
        assert_int_equal(cadre_organization_join(self->world, from, to), moved);
        assert_int_equal(from->members, 0);
        assert_int_equal(to->members, 24);
        assert_int_equal(to->branch_count, 1);
        check_close((double)branch(self, to)->roots, stronger ? 1 : 0.75, 0, 0);
        check_close((double)branch(self, from)->roots, 0, 0, 0);
        recount(self->world);
    }
}

static void nobody_marked_nobody_goes(void **state)
{
    fixture_t *self = *state;
    assert_int_equal(cadre_organization_join(self->world, party(self), rival(self)), 0);
    assert_int_equal(party(self)->members, 12);
    recount(self->world);
}

/* ---------------------------------------------------------------- going home, leaving as a bloc */

/* Three of twelve and one of those at large go home, and count as exits. */
static void those_marked_go_home(void **state)
{
    fixture_t *self = *state;
    cadre_branch_t *away = cadre_branch_number(self->world, party(self), -1);
    for (int32_t k = 0; k < 2; k++)
        cadre_member_move(self->world, branch(self, party(self)), slot_of(self, 0), away, 2);
    uint64_t stay[8];
    for (int32_t k = 0; k < 10; k++)
        if (k % 4 == 1)
            mark(self, slot_of(self, k)); /* 1, 5 and 9 */
    int32_t n = 0;
    for (int32_t k = 0; k < 10; k++)
        if (k % 4 != 1)
            stay[n++] = self->world->people.id[slot_of(self, k)];
    mark(self, away->people.start);
    assert_int_equal(cadre_organization_send_home(self->world, party(self)), 4);
    assert_int_equal(party(self)->members, 8);
    assert_int_equal(self->world->home, 4);
    assert_true(party(self)->total[CADRE_MEASURE_exits] == 4);
    assert_true(party(self)->total[CADRE_MEASURE_transferred_out] == 0);
    for (int32_t k = 0; k < n; k++)
        assert_true(find(self, stay[k]) != CADRE_NONE);
    recount(self->world);
    assert_int_equal(cadre_organization_send_home(self->world, party(self)), 0);
}

/* All twelve become a local group, with the branch's roots; nobody else moves. */
static void a_branch_leaves_as_a_local_group(void **state)
{
    fixture_t *self = *state;
    cadre_branch_t *away = cadre_branch_number(self->world, party(self), -1);
    cadre_member_move(self->world, branch(self, party(self)), slot_of(self, 0), away, 2);
    branch(self, party(self))->roots = 0.5f;
    party(self)->funds = 300;
    cadre_organization_release(self->world, party(self), party(self)->branches[0],
                               CADRE_EVENT_branch_left);
    assert_int_equal(self->world->organization_count, 3);
    const cadre_organization_t *local = self->world->organizations[2];
    assert_int_equal(local->kind, CADRE_KIND_LOCAL);
    assert_int_equal(local->parent, 0);
    assert_string_equal(local->name, "party-local-1");
    assert_int_equal(local->members, 11);
    assert_int_equal(local->branch_count, 1);
    check_close((double)branch(self, local)->roots, 0.5, 0, 0);
    assert_true(local->funds == 0 && party(self)->funds == 300);
    assert_int_equal(local->parameters.leadership_committee, 0); /* as its kind says */
    assert_int_equal(party(self)->members, 1);
    const cadre_happening_t *happening;
    int count;
    happening = cadre_world_happenings(self->world, &count);
    assert_int_equal(happening[count - 1].type, CADRE_EVENT_branch_left);
    assert_int_equal(happening[count - 1].organization, 0);
    assert_int_equal(happening[count - 1].other, 2);
    assert_true(happening[count - 1].value == 11);
    cadre_world_order(self->world);
    recount(self->world);
}

/* Three hold together, two go home. */
static void two_are_no_local_group(void **state)
{
    for (int32_t left = 2; left <= 3; left++) {
        fixture_t *self = *state;
        if (left == 3) {
            tear_down(state);
            set_up(state);
            self = *state;
        }
        while (branch(self, party(self))->people.count > left)
            cadre_member_leave(self->world, branch(self, party(self)), slot_of(self, 0));
        cadre_organization_release(self->world, party(self), party(self)->branches[0],
                                   CADRE_EVENT_branch_left);
        assert_int_equal(self->world->organization_count, left);
        assert_int_equal(party(self)->members, 0);
        assert_int_equal(self->world->home, left == 3 ? 9 : 12);
        int count;
        const cadre_happening_t *happening = cadre_world_happenings(self->world, &count);
        assert_int_equal(happening[count - 1].type, CADRE_EVENT_branch_left);
        assert_true(happening[count - 1].value == left);
        if (left == 2)
            assert_string_equal(happening[count - 1].label, "home");
        recount(self->world);
    }
}

/* Parting many times over in a living world leaves every count right. (Ties cut as a week begins
 * are counted down at its end, so no look falls on the week of an event.) */
static void a_world_that_splits_and_merges_adds_up(void **state)
{
    (void)state;
    small_world_t *small = small_world_create(260, 5);
    cadre_event_spec_t *event = small_world_event(small, CADRE_EVENT_split, "a", 40, 0);
    event->share = 0.4;
    event->drift = 0.1;
    event = small_world_event(small, CADRE_EVENT_fragment, "b", 100, 0);
    event->pieces = 3;
    event = small_world_event(small, CADRE_EVENT_split, "c", 180, 0);
    event->share = 0.1;
    cadre_world_t *world = small_world_begin(small, 2);
    for (int32_t t = 1; t <= 256; t += 5) {
        small_world_run(world, t);
        recount(world);
    }
    assert_true(cadre_world_born_count(world) >= 3);
    cadre_world_free(world);
    small_world_free(small);
}

/* ---------------------------------------------------------------- copies, replicates */

static void copies_begin_with_the_world(void **state)
{
    (void)state;
    small_world_t *small = small_world_create(60, 4);
    small->organizations[0].copies = 3;
    small->organizations[0].founders.placement = CADRE_PLACE_RANDOM;
    cadre_world_t *world = small_world_begin(small, 1);
    assert_int_equal(cadre_world_declared_count(world), 1);
    assert_int_equal(cadre_world_born_count(world), 2);
    const char *names[] = {"party", "party-2", "party-3"};
    for (int o = 0; o < 3; o++) {
        cadre_organization_row_t row;
        cadre_world_organization(world, o, &row);
        assert_string_equal(row.name, names[o]);
        assert_int_equal(row.born, 0);
        assert_int_equal(row.parent, CADRE_NONE);
        assert_true(small_world_measure(world, o, CADRE_MEASURE_members) == 75);
        assert_true(world->organizations[o]->id == cadre_organization_identity(names[o]));
    }
    small_world_run(world, 60);
    recount(world);
    cadre_world_free(world);
    small_world_free(small);
}

/* A world that ran births begins afresh: the same luck brings the same bytes for all that is born,
 * whether another replicate came between or not, and other luck other ones. */
static void a_world_with_births_begins_afresh(void **state)
{
    (void)state;
    small_world_t *small = small_world_create(160, 5);
    small->organizations[0].copies = 2;
    cadre_event_spec_t *event = small_world_event(small, CADRE_EVENT_split, "a", 20, 0);
    event->share = 0.4;
    event->drift = 0.1;
    small_world_event(small, CADRE_EVENT_fragment, "b", 60, 0)->pieces = 3;
    cadre_world_t *fresh = small_world_begin(small, 1);
    small_world_run(fresh, 160);
    cadre_world_t *used = small_world_begin(small, 2);
    small_world_run(used, 160);
    const double other = small_world_measure(used, 2, CADRE_MEASURE_members);
    assert_int_equal(cadre_world_begin(used, (cadre_luck_t){1, 1}), CADRE_OK);
    assert_int_equal(cadre_world_born_count(used), 1);
    small_world_run(used, 160);
    assert_int_equal(cadre_world_born_count(used), cadre_world_born_count(fresh));
    const int count = cadre_world_born_count(fresh) + 1;
    assert_true(count >= 4);
    for (int o = 0; o < count; o++) {
        cadre_organization_row_t a, b;
        cadre_world_organization(fresh, o, &a);
        cadre_world_organization(used, o, &b);
        assert_string_equal(a.name, b.name);
        assert_int_equal(a.born, b.born);
        small_world_check_same(fresh, o, used, o);
    }
    assert_true(other != small_world_measure(used, 2, CADRE_MEASURE_members));
    recount(used);
    cadre_world_free(fresh);
    cadre_world_free(used);
    small_world_free(small);
}

/* ---------------------------------------------------------------- out of memory */

/* Weeks until the end or the first failure. */
static int run_to_the_end(cadre_world_t *world, uint32_t replicate)
{
    int code = cadre_world_begin(world, (cadre_luck_t){1, replicate});
    while (code == CADRE_OK && cadre_world_now(world) < 30)
        code = cadre_world_step(world);
    return code;
}

/* Whatever allocation fails while organizations begin, split, break up and merge, the world says so
 * and lives the next replicate as if nothing had been. */
static void births_out_of_memory_are_an_error(void **state)
{
    (void)state;
    small_world_t *small = small_world_create(30, 6);
    small->organizations[0].copies = 12;
    small->organizations[0].founders.members = 40;
    small_world_add(small, "rival");
    small_world_event(small, CADRE_EVENT_split, "a", 5, 0)->share = 0.5;
    small_world_event(small, CADRE_EVENT_fragment, "b", 10, 1)->pieces = 9;
    small_world_event(small, CADRE_EVENT_merge, "c", 15, 0)->into = 1;
    cadre_world_t *fresh = small_world_begin(small, 2);
    small_world_run(fresh, 30);
    int failures = 0;
    for (long allocation = 1;; allocation++) {
        cadre_world_t *world = cadre_world_create(&small->specification);
        cadre_memory_fail_after(allocation);
        const int code = run_to_the_end(world, 1);
        cadre_memory_fail_after(0);
        failures += code == CADRE_ERROR_MEMORY;
        assert_int_equal(run_to_the_end(world, 2), CADRE_OK);
        assert_int_equal(cadre_world_born_count(world), cadre_world_born_count(fresh));
        for (int o = 0; o < 2 + cadre_world_born_count(fresh); o++)
            small_world_check_same(fresh, o, world, o);
        cadre_world_free(world);
        if (code == CADRE_OK)
            break;
    }
    assert_true(failures > 30);
    cadre_world_free(fresh);
    small_world_free(small);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_ids_of_at_most_32_letters),
        TEST(a_taken_name_gets_the_next_number),
        TEST(what_is_born_is_an_empty_child_of_its_parent),
        TEST(children_of_one_week_have_identities_of_their_own),
        TEST(without_drift_parameters_are_those_of_the_parent),
        TEST(what_is_of_the_parents_kind_keeps_the_parents_own_parameters),
        TEST(another_kind_brings_its_own_parameters),
        TEST(drift_is_lognormal_inside_what_is_allowed),
        TEST(who_goes_over_keeps_the_whole_state),
        TEST(ties_between_goers_and_stayers_are_cut),
        TEST(a_recruit_remembers_the_recruiter_who_went),
        TEST(three_open_a_branch_and_take_their_share_of_roots),
        TEST(two_are_at_large),
        TEST(those_at_large_go_over_too),
        TEST(everybody_joins_the_branch_that_is_there),
        TEST(nobody_marked_nobody_goes),
        TEST(those_marked_go_home),
        TEST(a_branch_leaves_as_a_local_group),
        TEST(two_are_no_local_group),
        cmocka_unit_test(a_world_that_splits_and_merges_adds_up),
        cmocka_unit_test(copies_begin_with_the_world),
        cmocka_unit_test(a_world_with_births_begins_afresh),
        cmocka_unit_test(births_out_of_memory_are_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
