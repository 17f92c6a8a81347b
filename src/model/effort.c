/* Effort: the hours of a branch and what they go to (M12, M14, M27, M29, M46).
 *
 *   hours = D/8 x sum over people of their stage's hours x energy x (.5 + belief)
 *   internal, paper: fixed shares; of the rest (outward hours) phi W/(1 + W) goes to movements,
 *   and of what then remains a share by milieu to workplace and defence work, the rest to
 *   recruiting.
 *
 *   of internal life policing_hours V E/(E + V + 1) go to dealing with the V who speak, at most
 * half
 *
 * A shortfall of money turns `finance.strain` of internal and base hours, half to the paper, half
 * to recruiting. Every hour of a branch is booked to exactly one purpose. Those at large do no work
 * for the organization. */
#include "model/discontent.h"
#include "model/mechanisms.h"
#include "model/members.h"

typedef struct {
    double share[CADRE_HOURS_COUNT];
} cadre_split_t;

/* Shares of an hour, summing to 1; `strain` is what a shortfall turns round. */
static cadre_split_t split(const cadre_parameters_t *p, cadre_milieu_t milieu, double wave,
                           double strain)
{
    cadre_split_t s = {{0}};
    const double base_share[CADRE_MILIEU_COUNT] = {
        [CADRE_MILIEU_CITY] = p->effort_base_city,
        [CADRE_MILIEU_WORKPLACE] = p->effort_base_workplace,
    };
    s.share[CADRE_HOURS_internal] = p->effort_internal;
    s.share[CADRE_HOURS_paper] = cadre_clamp(p->effort_paper, 0, 1 - p->effort_internal);
    const double outward = 1 - s.share[CADRE_HOURS_internal] - s.share[CADRE_HOURS_paper];
    s.share[CADRE_HOURS_wave] = outward * p->effort_wave_chasing * wave / (1 + wave);
    const double rest = outward - s.share[CADRE_HOURS_wave];
    s.share[CADRE_HOURS_base] = rest * base_share[milieu];
    s.share[CADRE_HOURS_recruiting] = rest - s.share[CADRE_HOURS_base];
    const double turned = strain * (s.share[CADRE_HOURS_internal] + s.share[CADRE_HOURS_base]);
    s.share[CADRE_HOURS_internal] *= 1 - strain;
    s.share[CADRE_HOURS_base] *= 1 - strain;
    s.share[CADRE_HOURS_paper] += turned / 2;
    s.share[CADRE_HOURS_recruiting] += turned / 2;
    return s;
}

static double winning(const cadre_split_t *s)
{
    return s->share[CADRE_HOURS_recruiting] + s->share[CADRE_HOURS_wave];
}

static double branch_hours(const cadre_branch_t *branch, const cadre_parameters_t *p)
{
    const cadre_fixed_t *drive = branch->start.drive;
    const double hours = cadre_fixed_value(drive[CADRE_STAGE_PAPER]) * p->effort_hours_paper +
                         cadre_fixed_value(drive[CADRE_STAGE_NOVICE]) * p->effort_hours_novice +
                         cadre_fixed_value(drive[CADRE_STAGE_MEMBER]) * p->effort_hours_member +
                         cadre_fixed_value(drive[CADRE_STAGE_CADRE]) * p->effort_hours_cadre +
                         cadre_fixed_value(branch->start.staff_drive) * p->effort_hours_staff;
    return p->effort_demand_hours / CADRE_NORMAL_DEMAND * hours;
}

/* Turns hours of internal life to policing. */
static void police(const cadre_organization_t *organization, cadre_branch_t *branch)
{
    const float speaking = (float)branch->start.speaking;
    const float e = cadre_enforcement((float)organization->openness, (float)branch->start.enforcers,
                                      (float)branch->start.believers, speaking);
    const float wanted =
        (float)organization->parameters.voice_policing_hours * speaking * e / (e + speaking + 1);
    const float most = branch->hours[CADRE_HOURS_internal] / 2;
    branch->hours[CADRE_HOURS_policing] = wanted < most ? wanted : most;
    branch->hours[CADRE_HOURS_internal] -= branch->hours[CADRE_HOURS_policing];
}

static const cadre_measure_t LEDGER[CADRE_HOURS_COUNT] = {
#define L(name, meaning) [CADRE_HOURS_##name] = CADRE_MEASURE_hours_##name,
#include "params/ledger.def"
#undef L
};

void cadre_effort_week(cadre_world_t *world, cadre_organization_t *organization)
{
    const bool on = cadre_world_has(world, CADRE_MECHANISM_effort);
    const cadre_parameters_t *p = on ? &organization->parameters : &world->defaults;
    const double strain = on ? p->finance_strain * organization->shortfall : 0;
    cadre_split_t own[CADRE_MILIEU_COUNT];
    double relative[CADRE_MILIEU_COUNT]; /* to the hours that win people at default parameters */
    for (int m = 0; m < CADRE_MILIEU_COUNT; m++) {
        own[m] = split(p, (cadre_milieu_t)m, (double)world->wave, strain);
        const cadre_split_t usual =
            split(&world->defaults, (cadre_milieu_t)m, (double)world->wave, 0);
        relative[m] = winning(&own[m]) / winning(&usual);
    }
    for (int32_t k = 0; k < organization->branch_count; k++) {
        cadre_branch_t *branch = &world->branches[organization->branches[k]];
        const cadre_split_t *s = &own[branch->milieu];
        const double hours = branch_hours(branch, p);
        const double won = winning(s);
        const double outward = 1 - s->share[CADRE_HOURS_internal] - s->share[CADRE_HOURS_paper];
        for (int h = 0; h < CADRE_HOURS_COUNT; h++)
            branch->hours[h] = (float)(hours * s->share[h]);
        if (on && branch->start.speaking > 0)
            police(organization, branch);
        for (int h = 0; on && h < CADRE_HOURS_COUNT; h++)
            cadre_count(organization, LEDGER[h], (double)branch->hours[h]);
        branch->x_wave = won > 0 ? (float)(s->share[CADRE_HOURS_wave] / won) : 0;
        branch->wave_share = outward > 0 ? (float)(s->share[CADRE_HOURS_wave] / outward) : 0;
        branch->capacity = (float)relative[branch->milieu];
    }
}
