/* Dissolution by vote, and what survives (M79-M85).
 *
 * After a shock z > .3 with L < .4, or at a convention with L below `motion` (an end without
 * scandal), the members vote in 2 to 4 weekly rounds. With s the share of no in the last round (at
 * first: of those who do not speak), a member who votes says yes iff
 *
 *   v > theta0 + theta1 s,  v = clamp(.3 + .3 u_rival + .3 g + .2 outrage - .3 b) + N(0, noise)
 *
 * turnout .6 + .3 c; the majority of the votes in the last round decides. So coordination (M80) and
 * brittleness (M82) are one equation. In each round week a branch most of whose members have
 * g_eff > .45 leaves with probability `disaffiliates`, as a local group (M79).
 *
 * Dissolved: of each branch those who prefer it (.5 + .3 c) stay together as a local group, if they
 * are three; of the others those whom the culture harmed more found a caucus, if they are eight;
 * the rest go as those who leave do: to the rival, to a local group where they live, or home
 * (M81). */
#include "base/error.h"
#include "base/sampling.h"
#include "model/discontent.h"
#include "model/mechanisms.h"
#include "model/members.h"
#include "model/organizations.h"

static const double SCANDAL = 0.3, WORN = 0.4; /* shock and legitimacy that bring the question up */
static const float AGAINST = 0.45f;            /* g_eff of one who would leave with the branch */
enum { FEWEST_ROUNDS = 2, ROUND_CHOICES = 3, CAUCUS = 8 };

/* ---------------------------------------------------------------- one vote */

double cadre_vote_readiness(double u_rival, double grievance, double outrage, double belief)
{
    return cadre_clamp(0.3 + 0.3 * u_rival + 0.3 * grievance + 0.2 * outrage - 0.3 * belief, 0, 1);
}

typedef struct {
    cadre_world_t *world;
    const cadre_organization_t *organization;
    double threshold;
} ballot_t;

enum { VOTES, YES }; /* what is counted of a branch */

static void vote(const cadre_world_t *world, const cadre_organization_t *organization,
                 double threshold, int32_t slot, int32_t *counted)
{
    const cadre_people_t *people = &world->people;
    const unsigned round = (unsigned)(organization->rounds - organization->rounds_left);
    const cadre_words_t words =
        cadre_draw(world->luck, people->id[slot], (uint32_t)world->now, CADRE_DRAW_BALLOT, round);
    if (cadre_uniform(words.word[0]) >= 0.6 + 0.3 * (double)people->commitment[slot])
        return;
    const double z = cadre_normal(cadre_uniform(words.word[1]));
    const double grievance = cadre_world_has(world, CADRE_MECHANISM_voice)
                                 ? (double)people->grievance[slot]
                                 : organization->parameters.exit_reference_grievance;
    const double ready = cadre_vote_readiness(organization->rival_worth, grievance,
                                              organization->outrage, (double)people->belief[slot]);
    counted[VOTES]++;
    counted[YES] += ready + organization->parameters.dissolution_noise * z > threshold;
}

/* Share of those who speak, of all. */
static double speaking_share(const cadre_world_t *world, const cadre_organization_t *organization)
{
    int32_t speaking = 0;
    for (int32_t k = 0; k < organization->branch_count; k++)
        speaking += world->branches[organization->branches[k]].sums.speaking;
    return organization->members > 0 ? (double)speaking / organization->members : 0;
}

/* ---------------------------------------------------------------- branches that leave */

static bool is_against(const cadre_world_t *world, const cadre_organization_t *organization,
                       const cadre_branch_t *branch)
{
    int32_t against = 0;
    for (int32_t k = 0; k < branch->people.count; k++)
        against += cadre_discontent_of(world, organization, branch->people.start + k) > AGAINST;
    return 2 * against > branch->people.count;
}

static void disaffiliate(cadre_world_t *world, cadre_organization_t *organization)
{
    const double probability = organization->parameters.dissolution_disaffiliates;
    for (int32_t k = organization->branch_count - 1; k >= 0 && world->error == CADRE_OK; k--) {
        const cadre_branch_t *branch = cadre_branch_number(world, organization, k);
        const cadre_words_t words =
            cadre_draw(world->luck, branch->id, (uint32_t)world->now, CADRE_DRAW_DISAFFILIATE, 0);
        if (branch->people.count > 0 && cadre_uniform(words.word[0]) < probability &&
            is_against(world, organization, branch))
            cadre_organization_release(world, organization, organization->branches[k],
                                       CADRE_EVENT_branch_left);
    }
}

/* ---------------------------------------------------------------- what survives */

/* Marks those of a branch who would stay together; returns how many. */
static int32_t mark_those_who_stay(cadre_world_t *world, const cadre_branch_t *branch)
{
    int32_t n = 0;
    for (int32_t k = 0; k < branch->people.count; k++) {
        const int32_t slot = branch->people.start + k;
        const cadre_words_t words = cadre_draw(world->luck, world->people.id[slot],
                                               (uint32_t)world->now, CADRE_DRAW_BALLOT, 255);
        if (cadre_uniform(words.word[2]) >= 0.5 + 0.3 * (double)world->people.commitment[slot])
            continue;
        world->people.flags[slot] |= CADRE_FLAG_MARKED;
        n++;
    }
    return n;
}

static void unmark(cadre_world_t *world, const cadre_branch_t *branch)
{
    for (int32_t k = 0; k < branch->people.count; k++)
        world->people.flags[branch->people.start + k] &= (uint8_t)~CADRE_FLAG_MARKED;
}

/* Those marked found a body of `kind`. */
static void found(cadre_world_t *world, cadre_organization_t *organization, cadre_kind_t kind,
                  const char *word, cadre_event_type_t event)
{
    cadre_organization_t *born = cadre_organization_bear(world, organization, kind, NULL, word, 0);
    if (born == NULL)
        return;
    const int32_t people = cadre_organization_join(world, organization, born);
    cadre_report_birth(world, organization, event, born, people);
}

static void leave_locals(cadre_world_t *world, cadre_organization_t *organization)
{
    for (int32_t k = 0; k < organization->branch_count && world->error == CADRE_OK; k++) {
        const cadre_branch_t *branch = cadre_branch_number(world, organization, k);
        if (mark_those_who_stay(world, branch) < CADRE_GROUP)
            unmark(world, branch);
        else
            found(world, organization, CADRE_KIND_LOCAL, "local", CADRE_EVENT_local_formed);
    }
}

static void leave_caucus(cadre_world_t *world, cadre_organization_t *organization)
{
    int32_t harmed = 0;
    for (int32_t b = -1; b < organization->branch_count; b++)
        harmed += cadre_branch_number(world, organization, b)->sums.harmed;
    if (harmed < CAUCUS)
        return;
    for (int32_t b = -1; b < organization->branch_count; b++) {
        const cadre_branch_t *branch = cadre_branch_number(world, organization, b);
        for (int32_t k = 0; k < branch->people.count; k++) {
            const int32_t slot = branch->people.start + k;
            if (world->people.flags[slot] & CADRE_FLAG_HARMED)
                world->people.flags[slot] |= CADRE_FLAG_MARKED;
        }
    }
    found(world, organization, CADRE_KIND_CAUCUS, "caucus", CADRE_EVENT_caucus_formed);
}

static void dissolve(cadre_world_t *world, cadre_organization_t *organization)
{
    cadre_report(world, organization, CADRE_EVENT_dissolved, NULL, CADRE_NONE,
                 organization->members);
    leave_locals(world, organization);
    leave_caucus(world, organization);
    cadre_organization_mark_all(world, organization);
    cadre_organization_send_home(world, organization);
    cadre_organization_end(world, organization, CADRE_END_DISSOLVED);
}

/* ---------------------------------------------------------------- the debate */

void cadre_dissolution_propose(cadre_world_t *world, cadre_organization_t *organization)
{
    if (organization->rounds_left > 0)
        return;
    const cadre_words_t words =
        cadre_draw(world->luck, organization->id, (uint32_t)world->now, CADRE_DRAW_DEBATE, 0);
    organization->rounds = organization->rounds_left =
        FEWEST_ROUNDS + (int32_t)cadre_uniform_below(words.word[0], ROUND_CHOICES);
    organization->yes = speaking_share(world, organization);
    cadre_report(world, organization, CADRE_EVENT_dissolution_proposed, NULL, CADRE_NONE,
                 organization->rounds);
}

static void vote_in_branch(void *argument, int k)
{
    const ballot_t *self = argument;
    cadre_branch_t *branch = cadre_branch_number(self->world, self->organization, k - 1);
    branch->counted[VOTES] = branch->counted[YES] = 0;
    for (int32_t i = 0; i < branch->people.count; i++)
        vote(self->world, self->organization, self->threshold, branch->people.start + i,
             branch->counted);
}

/* Everybody votes; returns the share of yes. */
static double count_votes(cadre_world_t *world, const cadre_organization_t *organization)
{
    const cadre_parameters_t *p = &organization->parameters;
    ballot_t ballot = {world, organization,
                       p->dissolution_theta0 + p->dissolution_theta1 * (1 - organization->yes)};
    cadre_spread(world, 1, organization->branch_count + 1, vote_in_branch, &ballot);
    int32_t votes = 0;
    int32_t yes = 0;
    for (int32_t b = -1; b < organization->branch_count; b++) {
        const cadre_branch_t *branch = cadre_branch_number(world, organization, b);
        votes += branch->counted[VOTES];
        yes += branch->counted[YES];
    }
    return votes > 0 ? (double)yes / votes : 0;
}

static void hold_round(cadre_world_t *world, cadre_organization_t *organization)
{
    disaffiliate(world, organization);
    organization->yes = count_votes(world, organization);
    organization->rounds_left--;
    cadre_report(world, organization, CADRE_EVENT_voted, NULL,
                 organization->rounds - organization->rounds_left, organization->yes);
    if (organization->rounds_left == 0 && organization->yes > 0.5)
        dissolve(world, organization);
}

void cadre_dissolution_week(cadre_world_t *world, cadre_organization_t *organization)
{
    const bool scandal = organization->shock > SCANDAL && organization->legitimacy < WORN;
    const bool motion = organization->convened == world->now &&
                        organization->legitimacy < organization->parameters.dissolution_motion;
    if (organization->rounds_left > 0)
        hold_round(world, organization);
    else if (organization->parameters.leadership_committee > 0 && (scandal || motion))
        cadre_dissolution_propose(world, organization);
}
