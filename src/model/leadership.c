/* Leadership and accountability (M42, M46, M54-M56, M71, M73, M90).
 *
 *   openness    Omega = clamp(regime + scripted thaw - entrenchment min(mean tenure, 15)
 *               + response threat)
 *   threat      min(.5, decline over 12 months + threat_outside u_rival): reform answers threats to
 *               survival
 *   legitimacy  goes to base - performance x threat, half-life `months`; a new leadership restores
 *               ouster_restores of what is missing
 *   delegates   max(1, n/10) a branch; of a branch with a share v of supporters each is a supporter
 *               with probability d, d/(1 - d) = slate (v/(1 - v))^amplification; dissatisfied is
 *               who spoke within three months
 *   ouster      logistic((dissatisfied - oust_midpoint)/oust_scale), at a convention: the first
 *               week on or after 22 February
 *
 * After an ouster the committee is elected from the opposition, so tenure begins anew and openness
 * rises: fear falls, the silent speak, hidden cases surface (M73). Else empty seats are filled with
 * cadre who did not speak. An enforcer turns reformer while more than .4 of the members speak or
 * L < .4, and back when both have calmed (M56). Leaders of nothing: a body with committee 0. */
#include "base/sampling.h"
#include "model/mechanisms.h"
#include "model/members.h"
#include "model/people.h"
#include "model/selection.h"

static const double MOST_TENURE = 15; /* years that count */
static const double MOST_THREAT = 0.5;
static const double DELEGATE = 10; /* members */
static const struct {
    double dissent, legitimacy;
} CRISIS = {0.4, 0.4}, CALM = {0.2, 0.5};

/* ---------------------------------------------------------------- the committee */

static bool spoke_lately(const cadre_world_t *world, int32_t slot)
{
    return world->now - world->people.spoke[slot] < CADRE_QUARTER_WEEKS;
}

static bool may_lead(const cadre_world_t *world, int32_t slot)
{
    return world->people.stage[slot] == CADRE_STAGE_CADRE &&
           !(world->people.flags[slot] & CADRE_FLAG_LEADER);
}

static bool is_loyal(const cadre_world_t *world, int32_t slot, const void *argument)
{
    (void)argument;
    return may_lead(world, slot) && !spoke_lately(world, slot);
}

static bool is_opposed(const cadre_world_t *world, int32_t slot, const void *argument)
{
    (void)argument;
    return may_lead(world, slot) && spoke_lately(world, slot);
}

/* Seats candidates by lot until the committee is full. */
static void fill(cadre_world_t *world, cadre_organization_t *organization,
                 cadre_candidate_t is_candidate)
{
    cadre_person_t chosen[CADRE_SELECTION_MAX];
    const int32_t seats =
        organization->parameters.leadership_committee - organization->leader_count;
    const cadre_lot_t lot = {.purpose = CADRE_DRAW_COMMITTEE};
    const int32_t n = cadre_select(world, organization, lot, is_candidate, NULL, seats, chosen);
    for (int32_t k = 0; k < n; k++)
        cadre_leader_seat(world, organization, chosen[k]);
}

static void unseat(cadre_world_t *world, cadre_organization_t *organization, int32_t k)
{
    const int32_t slot = cadre_person_slot(world, organization->leaders[k].person);
    if (slot != CADRE_NONE && world->people.flags[slot] & CADRE_FLAG_LEADER)
        cadre_member_flag(world, slot, CADRE_FLAG_LEADER, false);
    organization->leaders[k] = organization->leaders[--organization->leader_count];
}

/* Where a leader is who is still in the organization and of its committee, else CADRE_NONE. */
static int32_t seated(const cadre_world_t *world, const cadre_organization_t *organization,
                      int32_t k)
{
    const int32_t slot = cadre_person_slot(world, organization->leaders[k].person);
    if (slot == CADRE_NONE || !(world->people.flags[slot] & CADRE_FLAG_LEADER) ||
        world->branches[world->people.branch[slot]].organization != organization->index)
        return CADRE_NONE;
    return slot;
}

static void call_the_roll(cadre_world_t *world, cadre_organization_t *organization)
{
    const double leave = organization->parameters.leadership_leave * CADRE_WEEK_YEARS;
    uint64_t ids[CADRE_COMMITTEE_MAX];
    cadre_words_t words[CADRE_COMMITTEE_MAX];
    int64_t weeks = 0;
    for (int32_t k = organization->leader_count - 1; k >= 0; k--)
        if (seated(world, organization, k) == CADRE_NONE)
            unseat(world, organization, k);
    for (int32_t k = 0; k < organization->leader_count; k++)
        ids[k] = world->people.id[seated(world, organization, k)];
    cadre_draw_each(world->luck, ids, organization->leader_count, (uint32_t)world->now,
                    CADRE_DRAW_COMMITTEE, words);
    for (int32_t k = organization->leader_count - 1; k >= 0; k--)
        if (cadre_happens(leave, cadre_uniform(words[k].word[1])))
            unseat(world, organization, k);
    for (int32_t k = 0; k < organization->leader_count; k++)
        weeks += world->now - organization->leaders[k].since;
    const int32_t n = organization->leader_count;
    organization->leader_tenure = n > 0 ? (double)weeks * CADRE_WEEK_YEARS / n : 0;
}

/* ---------------------------------------------------------------- the convention */

double cadre_delegate_share(double supporters, double slate, double amplification)
{
    if (supporters <= 0 || supporters >= 1)
        return supporters <= 0 ? 0 : 1;
    const double odds = slate * cadre_power(supporters / (1 - supporters), amplification);
    return odds / (1 + odds);
}

/* Delegates of a branch and how many of them support the leadership. */
static void elect_delegates(const cadre_world_t *world, const cadre_parameters_t *p,
                            const cadre_branch_t *branch, int64_t *delegates, int64_t *supporters)
{
    int32_t n = 0;
    int32_t loyal = 0;
    const int32_t end = branch->people.start + branch->people.count;
    for (int32_t slot = branch->people.start; slot < end; slot++) {
        n++;
        loyal += !spoke_lately(world, slot);
    }
    *delegates = *supporters = 0;
    if (n == 0)
        return;
    const double share =
        cadre_delegate_share((double)loyal / n, p->leadership_slate, p->leadership_amplification);
    const cadre_words_t words =
        cadre_draw(world->luck, branch->id, (uint32_t)world->now, CADRE_DRAW_DELEGATES, 0);
    *delegates = n < 2 * DELEGATE ? 1 : (int64_t)(n / DELEGATE);
    *supporters = cadre_binomial(*delegates, share, cadre_uniform(words.word[0]));
}

/* Share of dissatisfied delegates. */
static double count_opposition(cadre_world_t *world, const cadre_organization_t *organization)
{
    int64_t all = 0;
    int64_t loyal = 0;
    for (int32_t k = 0; k < organization->branch_count; k++) {
        int64_t delegates;
        int64_t supporters;
        elect_delegates(world, &organization->parameters,
                        cadre_branch_number(world, organization, k), &delegates, &supporters);
        all += delegates;
        loyal += supporters;
    }
    return all > 0 ? 1 - (double)loyal / (double)all : 0;
}

void cadre_leadership_oust(cadre_world_t *world, cadre_organization_t *organization)
{
    const cadre_parameters_t *p = &organization->parameters;
    const int32_t replaced = organization->leader_count;
    cadre_person_t old[CADRE_COMMITTEE_MAX];
    for (int32_t k = 0; k < replaced; k++)
        old[k] = organization->leaders[k].person;
    organization->leader_count = 0; /* they keep the flag while others are chosen */
    fill(world, organization, is_opposed);
    fill(world, organization, is_loyal);
    for (int32_t k = 0; k < replaced; k++) {
        const int32_t slot = cadre_person_slot(world, old[k]);
        if (slot != CADRE_NONE)
            cadre_member_flag(world, slot, CADRE_FLAG_LEADER, false);
    }
    const double missing = p->legitimacy_base - organization->legitimacy;
    if (missing > 0)
        organization->legitimacy += p->legitimacy_ouster_restores * missing;
    organization->replaced = world->now;
    cadre_report(world, organization, CADRE_EVENT_ousted, NULL, CADRE_NONE, replaced);
}

void cadre_leadership_convene(cadre_world_t *world, cadre_organization_t *organization)
{
    const cadre_parameters_t *p = &organization->parameters;
    const cadre_words_t words =
        cadre_draw(world->luck, organization->id, (uint32_t)world->now, CADRE_DRAW_CONVENTION, 0);
    organization->convened = world->now;
    organization->opposition = count_opposition(world, organization);
    const double x =
        (organization->opposition - p->leadership_oust_midpoint) / p->leadership_oust_scale;
    if (organization->leader_count > 0 &&
        cadre_uniform(words.word[0]) < 1 / (1 + cadre_exp(-cadre_clamp(x, -700, 700))))
        cadre_leadership_oust(world, organization);
    else
        fill(world, organization, is_loyal);
}

/* ---------------------------------------------------------------- enforcers change sides */

typedef struct {
    cadre_world_t *world;
    const cadre_organization_t *organization;
    double rate; /* a week */
    bool to_reform;
} change_t;

static void change_sides_in(void *argument, int number)
{
    const change_t *self = argument;
    cadre_world_t *world = self->world;
    cadre_branch_t *branch = cadre_branch_number(world, self->organization, number - 1);
    branch->counted[0] = 0;
    for (int32_t k = 0; k < branch->people.count; k++) {
        const int32_t slot = branch->people.start + k;
        const uint8_t flags = world->people.flags[slot];
        if (!(flags & CADRE_FLAG_ENFORCER))
            continue;
        const cadre_words_t words = cadre_draw(world->luck, world->people.id[slot],
                                               (uint32_t)world->now, CADRE_DRAW_REFORM, 0);
        const bool reformed = flags & CADRE_FLAG_REFORMED;
        const bool turns =
            reformed != self->to_reform && cadre_happens(self->rate, cadre_uniform(words.word[0]));
        if (turns)
            cadre_member_flag(world, slot, CADRE_FLAG_REFORMED, self->to_reform);
        branch->counted[0] += reformed != turns;
    }
}

static void change_sides(cadre_world_t *world, cadre_organization_t *organization, bool to_reform)
{
    change_t change = {world, organization,
                       organization->parameters.leadership_reform * CADRE_WEEK_YEARS, to_reform};
    cadre_spread(world, 4, organization->branch_count + 1, change_sides_in, &change);
    organization->reformed = 0;
    for (int32_t b = -1; b < organization->branch_count; b++)
        organization->reformed += cadre_branch_number(world, organization, b)->counted[0];
}

static void reform(cadre_world_t *world, cadre_organization_t *organization)
{
    int32_t speaking = 0;
    for (int32_t k = 0; k < organization->branch_count; k++)
        speaking += cadre_branch_number(world, organization, k)->start.speaking;
    const double dissent = organization->members > 0 ? (double)speaking / organization->members : 0;
    const double legitimacy = organization->legitimacy;
    if (dissent > CRISIS.dissent || legitimacy < CRISIS.legitimacy)
        change_sides(world, organization, true);
    else if (organization->reformed > 0 && dissent < CALM.dissent && legitimacy > CALM.legitimacy)
        change_sides(world, organization, false);
}

/* ---------------------------------------------------------------- the week */

static double decline(const cadre_world_t *world, const cadre_organization_t *organization)
{
    const int32_t before = organization->member_ring[world->now % CADRE_YEAR_WEEKS];
    const int32_t lost = before - organization->members;
    return organization->weeks_lived <= CADRE_YEAR_WEEKS || lost <= 0 ? 0 : (double)lost / before;
}

/* Reform answers threats to survival, entrenchment closes; legitimacy wears with performance. */
static void stand(const cadre_world_t *world, cadre_organization_t *organization)
{
    const cadre_parameters_t *p = &organization->parameters;
    const double threat =
        decline(world, organization) + p->leadership_threat_outside * organization->rival_worth;
    const double tenure =
        organization->leader_tenure < MOST_TENURE ? organization->leader_tenure : MOST_TENURE;
    organization->threat = threat < MOST_THREAT ? threat : MOST_THREAT;
    organization->opening =
        p->leadership_response * organization->threat - p->leadership_entrenchment * tenure;
    organization->legitimacy_goal =
        p->legitimacy_base - p->legitimacy_performance * organization->threat;
}

void cadre_leadership_week(cadre_world_t *world, cadre_organization_t *organization)
{
    if (organization->parameters.leadership_committee == 0)
        return;
    call_the_roll(world, organization);
    if (organization->leader_count == 0 && organization->convened < organization->born)
        fill(world, organization, is_loyal);
    if (world->to_convention == 0)
        cadre_leadership_convene(world, organization);
    reform(world, organization);
    stand(world, organization);
}
