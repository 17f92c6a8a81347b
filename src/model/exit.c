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
    float *reference = organization->rates.exit.reference;
    reference[CADRE_STAGE_PAPER] = (float)p->exit_reference_novice;
    reference[CADRE_STAGE_NOVICE] = (float)p->exit_reference_novice;
    reference[CADRE_STAGE_MEMBER] = (float)p->exit_reference_member;
    reference[CADRE_STAGE_CADRE] = (float)p->exit_reference_cadre;
    organization->rates.exit.commitment = socialized ? (float)p->exit_commitment : 0;
    organization->rates.exit.belief =
        cadre_world_has(world, CADRE_MECHANISM_belief) ? (float)p->exit_belief : 0;
    organization->rates.exit.energy =
        cadre_world_has(world, CADRE_MECHANISM_workload) ? (float)p->exit_energy : 0;
    organization->rates.exit.grievance =
        cadre_world_has(world, CADRE_MECHANISM_voice) ? (float)p->exit_grievance : 0;
    organization->rates.exit.reference_grievance = (float)p->exit_reference_grievance;
    organization->rates.exit.rent = (float)cadre_exp(-p->exit_rent);
    organization->rates.exit.help = (float)p->exit_help;
    const double need = p->exit_necessity ? (double)world->need : 0;
    for (int s = 0; s < CADRE_STAGE_COUNT; s++)
        for (int k = 0; k < 2; k++)
            base[s][k] *= (float)(1 - need);
    organization->rates.exit.common =
        (float)(p->exit_outside * organization->rival_gap -
                p->exit_demand * (p->effort_demand_hours - CADRE_NORMAL_DEMAND));
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

/* Hazard a week before contagion. Arithmetic with 0 and 1 instead of branches and look-ups, so that
 * the loop vectorizes. */
static void stage_hazards(cadre_block_t *block)
{
    const int lanes = block->lanes;
    const cadre_rates_t *rates = &block->organization->rates;
    const int32_t now = block->world->now;
    const float common = rates->exit.common - rates->exit.help * base_hours(block);
    const float b_b = rates->exit.belief;
    const float b_e = rates->exit.energy;
    const float b_g = rates->exit.grievance;
    const float usual_g = rates->exit.reference_grievance;
    const float rent = rates->exit.rent;
    const float b_c = rates->exit.commitment;
    float rate[CADRE_STAGE_COUNT]; /* of those who are not students, and what being one changes */
    float student_rate[CADRE_STAGE_COUNT];
    for (int s = 0; s < CADRE_STAGE_COUNT; s++) {
        rate[s] = rates->exit.base[s][0];
        student_rate[s] = rates->exit.base[s][1];
    }
    const float paper = rate[CADRE_STAGE_PAPER], paper_student = student_rate[CADRE_STAGE_PAPER];
    const float cadre = rate[CADRE_STAGE_CADRE], cadre_student = student_rate[CADRE_STAGE_CADRE];
    const float other = rate[CADRE_STAGE_MEMBER], other_student = student_rate[CADRE_STAGE_MEMBER];
    const float c_novice = rates->exit.reference[CADRE_STAGE_NOVICE];
    const float c_member = rates->exit.reference[CADRE_STAGE_MEMBER];
    const float c_cadre = rates->exit.reference[CADRE_STAGE_CADRE];
    const int32_t *restrict stage = block->stage;
    const int32_t *restrict until = block->student_until;
    const int32_t *restrict flags = block->flags;
    const float *restrict commitment = block->commitment;
    const float *restrict belief = block->belief;
    const float *restrict energy = block->energy;
    const float *restrict grievance = block->grievance;
    float *restrict hazard = block->exit;
    for (int i = 0; i < lanes; i++) {
        const int32_t s = stage[i];
        const bool student = until[i] > now;
        const float of_paper = student ? paper_student : paper;
        const float of_cadre = student ? cadre_student : cadre;
        const float of_other = student ? other_student : other;
        const float usual = s == CADRE_STAGE_CADRE    ? c_cadre
                            : s == CADRE_STAGE_MEMBER ? c_member
                                                      : c_novice;
        const float base = s == CADRE_STAGE_CADRE   ? of_cadre
                           : s == CADRE_STAGE_PAPER ? of_paper
                                                    : of_other;
        const float x = common - b_c * (commitment[i] - usual) -
                        b_b * (belief[i] - CADRE_REFERENCE_BELIEF) -
                        b_e * (energy[i] - CADRE_REFERENCE_ENERGY) + b_g * (grievance[i] - usual_g);
        const float post = (flags[i] & (CADRE_FLAG_STAFF | CADRE_FLAG_LEADER)) != 0 ? rent : 1;
        hazard[i] = base * post * cadre_expf(cadre_clampf(x, -2.0f, 2.0f));
    }
}

static void add_contagion(cadre_block_t *block)
{
    const int lanes = block->lanes;
    const cadre_rates_t *rates = &block->organization->rates;
    const float unit = 1.0f / CADRE_FIXED_ONE;
    const float of_branch = (float)block->branch->left_sum * unit;
    const float chi = rates->exit.contagion;
    const float usual = rates->exit.usual;
    const int32_t *restrict tie_loss = block->tie_loss;
    const int32_t *restrict ties_of = block->ties_of;
    float *restrict hazard = block->exit;
    for (int i = 0; i < lanes; i++) {
        const float of_ties = (float)tie_loss[i] * unit;
        const bool tied = (ties_of[i] | tie_loss[i]) > 0;
        const float f = tied ? 0.5f * (of_branch + of_ties) : of_branch;
        const float unusual = f > usual ? f - usual : 0;
        hazard[i] *= 1 + chi * unusual;
    }
}

void cadre_exit_block(cadre_block_t *block)
{
    const int lanes = block->lanes;
    stage_hazards(block);
    if (!block->at_large)
        add_contagion(block);
    const uint32_t *restrict word = block->words[0];
    int32_t *restrict outcome = block->outcome;
    float *restrict exit = block->exit;
    for (int i = 0; i < lanes; i++) {
        const float p = cadre_probabilityf(exit[i] < MOST ? exit[i] : MOST);
        exit[i] = p;
        outcome[i] |= word[i] < cadre_threshold(p) ? CADRE_OUTCOME_EXIT : 0;
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
