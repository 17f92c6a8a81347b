/* Finance (M29, M32, M33): dues and subsidy in, posts and branches out.
 *
 *   Every week: dues of members past the novice weeks, the publisher's subsidy; the cost of staff
 *   and of branches. Branches are paid as far as the money goes.
 *   Every month: one is hired where income carries one post more and hire_months of all costs are
 *   in reserve; one is laid off where the reserve is below layoff_months, as many as it takes when
 *   staff can no longer be paid. A hired cadre is drawn among all cadre without a post.
 *   shortfall = 1 - reserve/(3 months of costs), 0 to 1, turns effort to the paper and to
 *   recruiting (effort.c). The publisher's reach multiplies recruiting from afar
 *   (recruitment.c). */
#include "model/mechanisms.h"
#include "model/members.h"

static const double YEAR_MONTHS = 12;
static const double SAFE_MONTHS = 3;

static int32_t paying(cadre_world_t *world, const cadre_organization_t *organization)
{
    int32_t n = 0;
    for (int32_t k = -1; k < organization->branch_count; k++) {
        const cadre_branch_t *branch = cadre_branch_number(world, organization, k);
        n += branch->start.staged[CADRE_STAGE_MEMBER] + branch->start.staged[CADRE_STAGE_CADRE];
    }
    return n;
}

/* Dollars a year. */
static double costs(const cadre_organization_t *organization, int32_t staff)
{
    const cadre_parameters_t *p = &organization->parameters;
    return p->finance_staff_cost * staff + p->finance_branch_cost * organization->branch_count;
}

/* Founders bring three months of dues. */
void cadre_finance_begin(cadre_organization_t *organization)
{
    organization->funds =
        SAFE_MONTHS * organization->parameters.finance_dues_per_month * organization->members;
}

/* ---------------------------------------------------------------- posts */

/* The k-th cadre of the organization (from 0) with or without a post, over its branches in order;
 * CADRE_NONE if there are not as many. */
static int32_t find(cadre_world_t *world, const cadre_organization_t *organization, bool paid,
                    uint32_t k)
{
    const cadre_people_t *people = &world->people;
    for (int32_t b = -1; b < organization->branch_count; b++) {
        const cadre_branch_t *branch = cadre_branch_number(world, organization, b);
        const int32_t staff = branch->sums.staff;
        const uint32_t here =
            (uint32_t)(paid ? staff : branch->sums.staged[CADRE_STAGE_CADRE] - staff);
        if (k >= here) {
            k -= here;
            continue;
        }
        for (int32_t slot = branch->people.start;; slot++) {
            const bool has = people->flags[slot] & CADRE_FLAG_STAFF;
            if (people->stage[slot] == CADRE_STAGE_CADRE && has == paid && k-- == 0)
                return slot;
        }
    }
    return CADRE_NONE;
}

static int32_t all_cadre(cadre_world_t *world, const cadre_organization_t *organization)
{
    int32_t n = 0;
    for (int32_t b = -1; b < organization->branch_count; b++)
        n += cadre_branch_number(world, organization, b)->sums.staged[CADRE_STAGE_CADRE];
    return n;
}

static void hire(cadre_world_t *world, cadre_organization_t *organization, uint32_t word)
{
    const int32_t free = all_cadre(world, organization) - organization->staff;
    if (free <= 0)
        return;
    cadre_member_flag(world,
                      find(world, organization, false, cadre_uniform_below(word, (uint32_t)free)),
                      CADRE_FLAG_STAFF, true);
    cadre_count(organization, CADRE_MEASURE_hired, 1);
    cadre_report(world, organization, CADRE_EVENT_hired, NULL, CADRE_NONE, organization->staff);
}

static void lay_off(cadre_world_t *world, cadre_organization_t *organization, uint32_t word)
{
    const int32_t slot =
        find(world, organization, true, cadre_uniform_below(word, (uint32_t)organization->staff));
    cadre_member_flag(world, slot, CADRE_FLAG_STAFF, false);
    cadre_count(organization, CADRE_MEASURE_laid_off, 1);
    cadre_report(world, organization, CADRE_EVENT_laid_off, NULL, CADRE_NONE, organization->staff);
}

/* Those who were cadre when hired and are no longer here have left their posts by leaving. */
static void decide(cadre_world_t *world, cadre_organization_t *organization, double income)
{
    const cadre_parameters_t *p = &organization->parameters;
    const cadre_words_t words =
        cadre_draw(world->luck, organization->id, (uint32_t)world->now, CADRE_DRAW_STAFF, 0);
    const double now = costs(organization, organization->staff);
    const double more = costs(organization, organization->staff + 1);
    if (organization->staff > 0 &&
        organization->funds < p->finance_layoff_months * now / YEAR_MONTHS)
        lay_off(world, organization, words.word[1]);
    else if (p->finance_posts && income >= more &&
             organization->funds >= p->finance_hire_months * more / YEAR_MONTHS)
        hire(world, organization, words.word[0]);
}

/* ---------------------------------------------------------------- the week */

/* Pays what there is money for; posts that cannot be paid end at once. */
static void pay(cadre_world_t *world, cadre_organization_t *organization)
{
    const cadre_words_t words =
        cadre_draw(world->luck, organization->id, (uint32_t)world->now, CADRE_DRAW_STAFF, 1);
    const double post = organization->parameters.finance_staff_cost * CADRE_WEEK_YEARS;
    for (uint32_t k = 0;
         organization->staff > 0 && organization->funds < post * organization->staff; k++)
        lay_off(world, organization, words.word[k % 4]);
    double due = costs(organization, organization->staff) * CADRE_WEEK_YEARS;
    if (due > organization->funds)
        due = organization->funds;
    organization->funds -= due;
    cadre_count(organization, CADRE_MEASURE_spending, due);
}

void cadre_finance_week(cadre_world_t *world, cadre_organization_t *organization)
{
    const cadre_parameters_t *p = &organization->parameters;
    const double dues = p->finance_dues_per_month * YEAR_MONTHS * paying(world, organization);
    const double subsidy = organization->detached ? 0 : p->finance_subsidy;
    const double income = dues + subsidy;
    cadre_count(organization, CADRE_MEASURE_dues, dues * CADRE_WEEK_YEARS);
    cadre_count(organization, CADRE_MEASURE_subsidies, subsidy * CADRE_WEEK_YEARS);
    organization->funds += income * CADRE_WEEK_YEARS;
    pay(world, organization);
    if (world->month_begins)
        decide(world, organization, income);
    const double reserve = costs(organization, organization->staff) * SAFE_MONTHS / YEAR_MONTHS;
    organization->shortfall =
        reserve > 0 ? cadre_clamp(1 - organization->funds / reserve, 0, 1) : 0;
}
