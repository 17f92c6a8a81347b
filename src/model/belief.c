/* Belief (M16, M22, M23, M28, M34-M36, M38, M39, M41, M44, M93): how far a person believes that the
 * project works.
 *
 *   b <- s + (b - s) exp(-lambda months),  s = clamp(.5 + .5 good - .5 (1 - b/2) bad)
 *   good  the weighted mean of the branch's growth over 26 weeks, W/(1 + W) and struggle x roots,
 *         plus what is left of the last conference (first week of July, half-life
 *         conference_months)
 *   bad   the branch's decline over 26 weeks + (1 - deferral) min(1, years since an upturn/10)
 *         + voice.drag x the share who criticize openly (M44)
 *
 * An upturn is a movement of at least half size; so enthusiasm masks failure (M36), but full belief
 * is not deaf. Leaders and staff learn slower, by 1/(1 + tenure/entrenchment) (M41). Those at large
 * see the organization's growth and have no roots. */
#include "model/mechanisms.h"
#include "model/members.h"

static const float UPTURN = 0.5f;
static const double PATIENCE = 10; /* years */

/* Relative growth since 26 weeks ago; 0 for what is younger. */
static double growth(int32_t now, int32_t before)
{
    return before > 0 ? (double)(now - before) / before : 0;
}

static double branch_growth(const cadre_world_t *world, const cadre_branch_t *branch)
{
    if (world->now - branch->opened < CADRE_TREND_WEEKS)
        return 0;
    return growth(branch->start_count, branch->size[world->now % CADRE_TREND_WEEKS]);
}

static double organization_growth(const cadre_world_t *world,
                                  const cadre_organization_t *organization)
{
    if (organization->weeks_lived < CADRE_TREND_WEEKS)
        return 0;
    return growth(organization->start_members, organization->size[world->now % CADRE_TREND_WEEKS]);
}

void cadre_belief_prepare(cadre_world_t *world, cadre_organization_t *organization)
{
    const cadre_parameters_t *p = &organization->parameters;
    const double lambda = p->belief_lambda * CADRE_WEEK_MONTHS;
    const double weights = p->belief_growth + p->belief_movement + p->belief_struggle;
    const double unit = weights > 0 ? 1 / weights : 0;
    const double wave = (double)world->wave;
    if (world->wave >= UPTURN)
        organization->upturn = world->now;
    const double years = (world->now - organization->upturn) * CADRE_WEEK_YEARS;
    const double waiting = (1 - p->belief_deferral) * (years < PATIENCE ? years / PATIENCE : 1);
    const double since = world->conference_age * CADRE_WEEK_MONTHS;
    const double conference =
        p->belief_conference * cadre_exp(-0.6931471805599453 * since / p->belief_conference_months);
    organization->rates.belief.keep = (float)cadre_exp(-lambda);
    organization->rates.belief.rate = (float)lambda;
    organization->rates.belief.entrenchment = (float)(CADRE_WEEK_YEARS / p->belief_entrenchment);
    const double drag = cadre_world_has(world, CADRE_MECHANISM_voice) ? p->voice_drag : 0;
    for (int32_t k = -1; k < organization->branch_count; k++) {
        cadre_branch_t *branch = cadre_branch_number(world, organization, k);
        const double criticism =
            branch->start_count > 0 ? (double)branch->start.speaking / branch->start_count : 0;
        const double g =
            k < 0 ? organization_growth(world, organization) : branch_growth(world, branch);
        const double good = p->belief_growth * cadre_clamp(g, 0, 1) +
                            p->belief_movement * wave / (1 + wave) +
                            p->belief_struggle * (double)world->climate * (double)branch->roots;
        branch->news[0] = (float)(unit * good + conference);
        branch->news[1] = (float)(cadre_clamp(-g, 0, 1) + waiting + drag * criticism);
    }
}

/* Those with a post learn slower: they go the same way more slowly. `before` is their belief before
 * all have learnt. */
static void entrench(cadre_block_t *block, const float *restrict before)
{
    const int lanes = cadre_lanes(block);
    const cadre_rates_t *rates = &block->organization->rates;
    const float keep = rates->belief.keep;
    const float rate = -rates->belief.rate;
    const float entrenchment = rates->belief.entrenchment;
    const float whole = 1 / (1 - keep);
    const int32_t now = block->world->now;
    const int32_t *restrict flags = block->flags;
    const int32_t *restrict joined = block->joined;
    float *restrict belief = block->belief;
    for (int i = 0; i < lanes; i++) {
        const bool post = (flags[i] & (CADRE_FLAG_STAFF | CADRE_FLAG_LEADER)) != 0;
        const float years = post ? (float)(now - joined[i]) * entrenchment : 0;
        const float target = (belief[i] - before[i] * keep) * whole;
        const float slower = target + (before[i] - target) * cadre_expf(rate / (1 + years));
        belief[i] = post ? cadre_clampf(slower, 0, 1) : belief[i];
    }
}

void cadre_belief_block(cadre_block_t *block)
{
    const int lanes = cadre_lanes(block);
    const float keep = block->organization->rates.belief.keep;
    const float good = 0.5f + 0.5f * block->branch->news[0];
    const float bad = 0.5f * block->branch->news[1];
    const int32_t *restrict flags = block->flags;
    float before[CADRE_BLOCK];
    float *restrict belief = block->belief;
    int32_t any = 0;
    for (int i = 0; i < lanes; i++) {
        const float b = belief[i];
        const float target = cadre_clampf(good - (1 - 0.5f * b) * bad, 0, 1);
        before[i] = b;
        any |= flags[i];
        belief[i] = target + (b - target) * keep;
    }
    if ((any & (CADRE_FLAG_STAFF | CADRE_FLAG_LEADER)) != 0 && keep < 1)
        entrench(block, before);
}
