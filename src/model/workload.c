/* Workload (M14, M25, M31): hours wear energy down, rest brings it back.
 *
 *   de/dt = recovery (1 - e) - wear e (hours/5) (1 + wave W)
 *
 * taken exactly over the week; hours are those asked of the person's stage at the organization's
 * demand. At five hours and without a movement energy settles at .8. */
#include "model/mechanisms.h"

static const double USUAL_HOURS = 5;

void cadre_workload_prepare(cadre_world_t *world, cadre_organization_t *organization)
{
    const cadre_parameters_t *p = &organization->parameters;
    const double hours[CADRE_STAGE_COUNT + 1] = {
        [CADRE_STAGE_PAPER] = p->effort_hours_paper,
        [CADRE_STAGE_NOVICE] = p->effort_hours_novice,
        [CADRE_STAGE_MEMBER] = p->effort_hours_member,
        [CADRE_STAGE_CADRE] = p->effort_hours_cadre,
        [CADRE_STAGE_COUNT] = p->effort_hours_staff,
    };
    const double unit = p->workload_wear / USUAL_HOURS * p->effort_demand_hours /
                        CADRE_NORMAL_DEMAND * (1 + p->workload_wave * (double)world->wave);
    for (int s = 0; s <= CADRE_STAGE_COUNT; s++) {
        const double speed = p->workload_recovery + unit * hours[s];
        organization->rates.workload.target[s] =
            (float)(speed > 0 ? p->workload_recovery / speed : 1);
        organization->rates.workload.keep[s] = (float)cadre_exp(-speed * CADRE_WEEK_YEARS);
    }
}

void cadre_workload_block(cadre_block_t *block)
{
    const int lanes = cadre_lanes(block);
    const float *to = block->organization->rates.workload.target;
    const float *keep = block->organization->rates.workload.keep;
    const float to_paper = to[CADRE_STAGE_PAPER], keep_paper = keep[CADRE_STAGE_PAPER];
    const float to_novice = to[CADRE_STAGE_NOVICE], keep_novice = keep[CADRE_STAGE_NOVICE];
    const float to_member = to[CADRE_STAGE_MEMBER], keep_member = keep[CADRE_STAGE_MEMBER];
    const float to_cadre = to[CADRE_STAGE_CADRE], keep_cadre = keep[CADRE_STAGE_CADRE];
    const float to_staff = to[CADRE_STAGE_COUNT], keep_staff = keep[CADRE_STAGE_COUNT];
    const int32_t *restrict stage = block->stage;
    const int32_t *restrict flags = block->flags;
    float *restrict energy = block->energy;
    for (int i = 0; i < lanes; i++) {
        const int32_t s = stage[i];
        const bool paid = (flags[i] & CADRE_FLAG_STAFF) != 0;
        float target = s == CADRE_STAGE_CADRE    ? to_cadre
                       : s == CADRE_STAGE_MEMBER ? to_member
                       : s == CADRE_STAGE_NOVICE ? to_novice
                                                 : to_paper;
        float kept = s == CADRE_STAGE_CADRE    ? keep_cadre
                     : s == CADRE_STAGE_MEMBER ? keep_member
                     : s == CADRE_STAGE_NOVICE ? keep_novice
                                               : keep_paper;
        target = paid ? to_staff : target;
        kept = paid ? keep_staff : kept;
        energy[i] = target + (energy[i] - target) * kept;
    }
}
