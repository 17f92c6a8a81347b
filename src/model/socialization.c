/* Socialization and stages: Harrison and Carroll (1991), linear form (M03, M13, M30, M52).
 *
 *   c <- c_inf + (c - c_inf) exp(-k (a + b + d) months)
 *   c_inf = (a + b m + d c0)/(a + b + d), m the mean of the others in the branch as the week began
 *   (b = 0 where there are none); a scales with internal life over .40
 *   k = 1 + k2 exp(-k3 tau), tau months since joining
 *
 * Novices become members after novice_weeks (a label of duties); novices and members become cadre
 * at gamma (.7 + .3 Omega) a year, divided by its value at the reference openness, so that gamma
 * means promotions there, enforcers half as soon again (M47); paper members become active at
 * paper_to_member a year. */
#include "model/mechanisms.h"

static const double USUAL_INTERNAL = 0.40;
static const double ENFORCERS_RISE = 0.5;

static uint32_t weekly(double rate)
{
    return cadre_threshold((float)cadre_probability(rate * CADRE_WEEK_YEARS));
}

static double promotion_rate(const cadre_organization_t *organization,
                             const cadre_parameters_t *defaults)
{
    return organization->parameters.socialization_gamma * (0.7 + 0.3 * organization->openness) /
           (0.7 + 0.3 * defaults->leadership_openness);
}

void cadre_socialization_prepare(cadre_world_t *world, cadre_organization_t *organization)
{
    const cadre_parameters_t *p = &organization->parameters;
    const bool effort = cadre_world_has(world, CADRE_MECHANISM_effort);
    const double internal = effort ? p->effort_internal / USUAL_INTERNAL : 1;
    const double a = p->socialization_a * internal;
    const double b = p->socialization_b;
    const double d = p->socialization_d;
    organization->rates.socialization.a = (float)a;
    organization->rates.socialization.b = (float)b;
    organization->rates.socialization.d = (float)d;
    organization->rates.socialization.outside = (float)p->socialization_outside;
    organization->rates.socialization.keep = (float)cadre_exp(-(a + b + d) * CADRE_WEEK_MONTHS);
    organization->rates.socialization.keep_alone = (float)cadre_exp(-(a + d) * CADRE_WEEK_MONTHS);
    organization->rates.socialization.k2 = (float)p->socialization_k2;
    organization->rates.socialization.k3 = (float)p->socialization_k3;
    const double promotions = promotion_rate(organization, &world->defaults);
    const bool rewards = cadre_world_has(world, CADRE_MECHANISM_voice);
    organization->rates.socialization.promoted = weekly(promotions);
    organization->rates.socialization.rewarded =
        weekly(rewards ? (1 + ENFORCERS_RISE) * promotions : promotions);
    organization->rates.socialization.activated = weekly(p->socialization_paper_to_member);
    organization->rates.socialization.matures = world->now - p->socialization_novice_weeks;
}

/* Everybody of the block moves towards the mean of the others. */
static void pull_together(cadre_block_t *block)
{
    const int lanes = cadre_lanes(block);
    const cadre_rates_t *rates = &block->organization->rates;
    const cadre_branch_t *branch = block->branch;
    const bool alone = block->at_large || branch->start_count < 2;
    const float a = rates->socialization.a;
    const float b = alone ? 0 : rates->socialization.b;
    const float d = rates->socialization.d;
    const float keep = alone ? rates->socialization.keep_alone : rates->socialization.keep;
    const float rate = a + b + d;
    if (rate <= 0)
        return;
    const float sum = (float)cadre_fixed_value(branch->start.commitment);
    const float others = alone ? 0 : 1 / (float)(branch->start_count - 1);
    const float fixed = (a + d * rates->socialization.outside) / rate;
    const float pull = b / rate;
    float *restrict c = block->commitment;
    for (int i = 0; i < lanes; i++) {
        const float target = fixed + pull * ((sum - c[i]) * others);
        const float moved = target + (c[i] - target) * keep;
        c[i] = cadre_clampf(moved, 0, 1);
    }
}

/* The same with newcomers shaped faster (k2 > 0). */
static void pull_newcomers(cadre_block_t *block)
{
    const int lanes = cadre_lanes(block);
    const cadre_rates_t *rates = &block->organization->rates;
    const cadre_branch_t *branch = block->branch;
    const bool alone = block->at_large || branch->start_count < 2;
    const float b = alone ? 0 : rates->socialization.b;
    const float rate = rates->socialization.a + b + rates->socialization.d;
    if (rate <= 0)
        return;
    const float sum = (float)cadre_fixed_value(branch->start.commitment);
    const float others = alone ? 0 : 1 / (float)(branch->start_count - 1);
    const float fixed =
        (rates->socialization.a + rates->socialization.d * rates->socialization.outside) / rate;
    const float months = (float)CADRE_WEEK_MONTHS;
    float *restrict c = block->commitment;
    for (int i = 0; i < lanes; i++) {
        const float tau = (float)(block->world->now - block->joined[i]) * months;
        const float k = 1 + rates->socialization.k2 * cadre_expf(-rates->socialization.k3 * tau);
        const float target = fixed + b / rate * ((sum - c[i]) * others);
        const float moved = target + (c[i] - target) * cadre_expf(-k * rate * months);
        c[i] = cadre_clampf(moved, 0, 1);
    }
}

static void advance_stages(cadre_block_t *block)
{
    const int lanes = cadre_lanes(block);
    const cadre_rates_t *rates = &block->organization->rates;
    const uint32_t promoted = block->at_large ? 0 : rates->socialization.promoted;
    const uint32_t rewarded = block->at_large ? 0 : rates->socialization.rewarded;
    const uint32_t activated = block->at_large ? 0 : rates->socialization.activated;
    const int32_t matures = rates->socialization.matures;
    const uint32_t *restrict word = block->words[1];
    const int32_t *restrict joined = block->joined;
    const int32_t *restrict flags = block->flags;
    int32_t *restrict stage = block->stage;
    int32_t *restrict outcome = block->outcome;
    for (int i = 0; i < lanes; i++) {
        const int32_t before = stage[i];
        const bool novice = before == CADRE_STAGE_NOVICE;
        const uint32_t limit = cadre_is_enforcer(flags[i]) ? rewarded : promoted;
        const bool rises = (novice | (before == CADRE_STAGE_MEMBER)) & (word[i] < limit);
        const bool matured = novice & (joined[i] <= matures);
        const bool active = (before == CADRE_STAGE_PAPER) & (word[i] < activated);
        const int32_t after = (matured | active) ? CADRE_STAGE_MEMBER : before;
        stage[i] = rises ? CADRE_STAGE_CADRE : after;
        outcome[i] |= rises ? CADRE_OUTCOME_PROMOTED : 0;
    }
}

void cadre_socialization_block(cadre_block_t *block)
{
    if (block->organization->rates.socialization.k2 > 0)
        pull_newcomers(block);
    else
        pull_together(block);
    advance_stages(block);
}
