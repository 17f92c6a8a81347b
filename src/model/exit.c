/* Exit (M01, M30, M31, M51, M78, M86-M89, M91), after Hirschman (1970).
 *
 *   h = h0(stage) exp(clamp(-b_b (b - .5) - b_c (c - c*_stage) + b_g (g - g*)
 *                           + b_u max(0, u_rival - u_here) + b_e (.8 - e) - demand (D - 8)
 *                           - help x base hours, -2, 2))
 *       (1 + chi max(0, f - f*))
 *
 * f is the share leaving in 13 weeks, half of the branch, half of one's ties (of the branch only
 * for those without ties); f* the organization's own share averaged over two years: contagion
 * answers to the unusual only. Those at large leave without contagion. Students' base rate is
 * lowered by what graduation takes in the first year, mu + ln(1 - g/years), so that the loss of
 * the first year stays as mu states it. A post keeps: x exp(-rent) (M32, M40). Where need holds
 * members, x (1 - need) (M24). `base hours` are the branch's workplace and defence hours a member
 * (M31). A hazard of at most .5 a week. */
#include "model/mechanisms.h"
#include "model/members.h"

static const float MOST = 0.5f; /* hazard a week */

/* Base rates of a stage: [0] others, [1] students; g the chance that graduation is an exit. */
static void base_rates(const cadre_world_t *world, const cadre_parameters_t *p, double mu, double g,
                       float base[2])
{
    const bool graduates = cadre_world_has(world, CADRE_MECHANISM_life_course);
    const double years = p->life_course_student_years > 1 ? p->life_course_student_years : 1;
    const double loss = g / years;
    double student = mu;
    if (graduates)
        student = loss < 1 ? mu + cadre_log(1 - loss) : 0;
    base[0] = (float)(mu * CADRE_WEEK_YEARS);
    base[1] = (float)((student > 0 ? student : 0) * CADRE_WEEK_YEARS);
}

/* Usual share leaving in 13 weeks, of the last two years. */
static double usual_share(const cadre_organization_t *organization)
{
    const int32_t weeks = organization->weeks_lived < CADRE_USUAL_WEEKS ? organization->weeks_lived
                                                                        : CADRE_USUAL_WEEKS;
    const int32_t summed = weeks < CADRE_CONTAGION_WEEKS ? weeks : CADRE_CONTAGION_WEEKS;
    return weeks == 0 ? 0 : cadre_fixed_value(organization->left_sum) * summed / weeks;
}

/* The terms of the exponent that do not change from person to person of a stage, those of base
 * hours apart. */
static void set_levels(cadre_organization_t *organization)
{
    const cadre_parameters_t *p = &organization->parameters;
    const double common = p->exit_outside * organization->rival_gap -
                          p->exit_demand * (p->effort_demand_hours - CADRE_NORMAL_DEMAND) +
                          (double)organization->rates.exit.belief * CADRE_REFERENCE_BELIEF +
                          (double)organization->rates.exit.energy * (double)CADRE_REFERENCE_ENERGY -
                          (double)organization->rates.exit.grievance * p->exit_reference_grievance;
    const double reference[CADRE_STAGE_COUNT] = {
        [CADRE_STAGE_PAPER] = p->exit_reference_novice,
        [CADRE_STAGE_NOVICE] = p->exit_reference_novice,
        [CADRE_STAGE_MEMBER] = p->exit_reference_member,
        [CADRE_STAGE_CADRE] = p->exit_reference_cadre,
    };
    for (int s = 0; s < CADRE_STAGE_COUNT; s++)
        organization->rates.exit.level[s] =
            (float)(common + (double)organization->rates.exit.commitment * reference[s]);
}

void cadre_exit_prepare(cadre_world_t *world, cadre_organization_t *organization)
{
    const cadre_parameters_t *p = &organization->parameters;
    const double g = p->life_course_graduation_exit;
    const bool socialized = cadre_world_has(world, CADRE_MECHANISM_socialization);
    float(*base)[2] = organization->rates.exit.base;
    base_rates(world, p, p->exit_mu_paper, g, base[CADRE_STAGE_PAPER]);
    base_rates(world, p, p->exit_mu_novice, g, base[CADRE_STAGE_NOVICE]);
    base_rates(world, p, p->exit_mu_novice, g, base[CADRE_STAGE_MEMBER]);
    base_rates(world, p, p->exit_mu_cadre, p->life_course_graduation_exit_cadre,
               base[CADRE_STAGE_CADRE]);
    organization->rates.exit.commitment = socialized ? (float)p->exit_commitment : 0;
    organization->rates.exit.belief =
        cadre_world_has(world, CADRE_MECHANISM_belief) ? (float)p->exit_belief : 0;
    organization->rates.exit.energy =
        cadre_world_has(world, CADRE_MECHANISM_workload) ? (float)p->exit_energy : 0;
    organization->rates.exit.grievance =
        cadre_world_has(world, CADRE_MECHANISM_voice) ? (float)p->exit_grievance : 0;
    organization->rates.exit.rent = (float)cadre_exp(-p->exit_rent);
    organization->rates.exit.help = (float)p->exit_help;
    const double need = p->exit_necessity ? (double)world->need : 0;
    for (int s = 0; s < CADRE_STAGE_COUNT; s++)
        for (int k = 0; k < 2; k++)
            base[s][k] *= (float)(1 - need);
    set_levels(organization);
    organization->rates.exit.contagion = (float)p->exit_contagion;
    organization->rates.exit.usual = (float)usual_share(organization);
}

/* Hours a week and member that the branch gives to workplace and defence work. */
static float base_hours(const cadre_block_t *block)
{
    const cadre_branch_t *branch = block->branch;
    return block->at_large || branch->start_count == 0
               ? 0
               : branch->hours[CADRE_HOURS_base] / (float)branch->start_count;
}

/* What is the same for all lanes. */
typedef struct {
    float level[CADRE_STAGE_COUNT]; /* of the exponent */
    float b_c, b_b, b_e, b_g, rent, of_branch, chi, usual;
} terms_t;

static terms_t terms_of(const cadre_block_t *block)
{
    const cadre_rates_t *rates = &block->organization->rates;
    const float help = rates->exit.help * base_hours(block);
    terms_t terms = {.b_c = rates->exit.commitment,
                     .b_b = rates->exit.belief,
                     .b_e = rates->exit.energy,
                     .b_g = rates->exit.grievance,
                     .rent = rates->exit.rent,
                     .of_branch = (float)block->branch->left_sum * (1.0f / CADRE_FIXED_ONE),
                     .chi = block->at_large ? 0 : rates->exit.contagion,
                     .usual = rates->exit.usual};
    for (int s = 0; s < CADRE_STAGE_COUNT; s++)
        terms.level[s] = rates->exit.level[s] - help;
    return terms;
}

/* One of three by stage; those on paper and novices differ in nothing else. */
static inline float by_stage(int32_t stage, float early, float member, float cadre)
{
    return stage == CADRE_STAGE_CADRE ? cadre : stage == CADRE_STAGE_MEMBER ? member : early;
}

/* 1 + chi max(0, f - f*). */
static inline float contagion(const terms_t *terms, int32_t tie_loss, int32_t ties_of)
{
    const float of_ties = (float)tie_loss * (1.0f / CADRE_FIXED_ONE);
    const bool tied = (ties_of | tie_loss) > 0;
    const float f = tied ? 0.5f * (terms->of_branch + of_ties) : terms->of_branch;
    const float unusual = f - terms->usual;
    return 1 + terms->chi * (unusual > 0 ? unusual : 0);
}

/* Arithmetic and choices between two values instead of branches and look-ups, so that the loop
 * vectorizes. */
void cadre_exit_block(cadre_block_t *block)
{
    const int lanes = cadre_lanes(block);
    const terms_t terms = terms_of(block);
    const int32_t now = block->world->now;
    const cadre_rates_t *rates = &block->organization->rates;
    const float *paper = rates->exit.base[CADRE_STAGE_PAPER]; /* [1]: of students */
    const float *cadre = rates->exit.base[CADRE_STAGE_CADRE];
    const float *other = rates->exit.base[CADRE_STAGE_MEMBER];
    const float paper_0 = paper[0], cadre_0 = cadre[0], other_0 = other[0];
    const float paper_1 = paper[1], cadre_1 = cadre[1], other_1 = other[1];
    const int32_t *restrict stage = block->stage;
    const int32_t *restrict until = block->student_until;
    const int32_t *restrict flags = block->flags;
    const int32_t *restrict tie_loss = block->tie_loss;
    const int32_t *restrict ties_of = block->ties_of;
    const float *restrict c = block->commitment;
    const float *restrict b = block->belief;
    const float *restrict e = block->energy;
    const float *restrict g = block->grievance;
    const uint32_t *restrict word = block->words[0];
    int32_t *restrict outcome = block->outcome;
    float *restrict probability = block->exit;
    for (int i = 0; i < lanes; i++) {
        const int32_t s = stage[i];
        const bool student = until[i] > now;
        const float of_paper = student ? paper_1 : paper_0;
        const float of_cadre = student ? cadre_1 : cadre_0;
        const float of_other = student ? other_1 : other_0;
        const float base =
            s == CADRE_STAGE_PAPER ? of_paper : by_stage(s, of_other, of_other, of_cadre);
        const float level =
            by_stage(s, terms.level[CADRE_STAGE_NOVICE], terms.level[CADRE_STAGE_MEMBER],
                     terms.level[CADRE_STAGE_CADRE]);
        const float x =
            (level - terms.b_c * c[i] - terms.b_b * b[i]) + (terms.b_g * g[i] - terms.b_e * e[i]);
        const float post =
            (flags[i] & (CADRE_FLAG_STAFF | CADRE_FLAG_LEADER)) != 0 ? terms.rent : 1;
        const float hazard = base * post * contagion(&terms, tie_loss[i], ties_of[i]) *
                             cadre_expf_within(cadre_clampf(x, -2.0f, 2.0f));
        const float p = cadre_probabilityf(hazard < MOST ? hazard : MOST);
        probability[i] = p;
        outcome[i] |= word[i] < cadre_threshold_low(p) ? CADRE_OUTCOME_EXIT : 0;
    }
}

void cadre_exit_act(cadre_world_t *world, cadre_branch_t *branch, int32_t slot)
{
    branch->left++;
    world->organizations[branch->organization]->left++;
    cadre_member_leave(world, branch, slot);
}

static int32_t share(int32_t part, int32_t whole)
{
    return whole > 0 ? (int32_t)((int64_t)part * CADRE_FIXED_ONE / whole) : 0;
}

/* What contagion remembers of the week. */
void cadre_exit_week(cadre_world_t *world, cadre_organization_t *organization)
{
    for (int32_t k = 0; k < organization->branch_count; k++) {
        cadre_branch_t *branch = &world->branches[organization->branches[k]];
        int32_t *slot = &branch->left_share[world->now % CADRE_CONTAGION_WEEKS];
        branch->left_sum -= *slot;
        *slot = share(branch->left, branch->start_count);
        branch->left_sum += *slot;
    }
    int32_t *slot = &organization->left_share[organization->weeks_lived % CADRE_USUAL_WEEKS];
    organization->left_sum -= *slot;
    *slot = share(organization->left, organization->start_members);
    organization->left_sum += *slot;
    organization->weeks_lived++;
}
