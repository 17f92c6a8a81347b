/* The books of a run, from the state before and after each week: every hour that the members give
 * is booked to one purpose, once, and every person who comes or goes is in the flows. */
#include "model/state.h"
#include "small_world.h"

enum { WEEKS = 520 };

/* All mechanisms, two organizations; the second has other hours, demand and split. */
static small_world_t *two_organizations(void)
{
    small_world_t *small = small_world_create(WEEKS, 6);
    small_world_wave(small, "march", 60, 1.5f);
    cadre_parameters_t *p = &small_world_add(small, "other")->parameters;
    p->effort_demand_hours = 12;
    p->effort_hours_paper = 0.5;
    p->effort_hours_novice = 2;
    p->effort_internal = 0.5;
    p->effort_paper = 0.2;
    p->socialization_enter_as_paper = true;
    p->socialization_paper_to_member = 1;
    p->branches_to_city = 1;
    return small;
}

/* What the people of an organization's branches give in the coming week: by stage or post, x demand
 * over 8, x energy, x (.5 + belief). Those at large give nothing. */
static double given(const cadre_world_t *world, const cadre_organization_t *organization)
{
    const cadre_parameters_t *p = &organization->parameters;
    const double hours[CADRE_STAGE_COUNT] = {p->effort_hours_paper, p->effort_hours_novice,
                                             p->effort_hours_member, p->effort_hours_cadre};
    double sum = 0;
    for (int32_t k = 0; k < organization->branch_count; k++) {
        const cadre_segment_t *people = &world->branches[organization->branches[k]].people;
        for (int32_t slot = people->start; slot < people->start + people->count; slot++) {
            const bool paid = world->people.flags[slot] & CADRE_FLAG_STAFF;
            sum += (paid ? p->effort_hours_staff : hours[world->people.stage[slot]]) *
                   (double)world->people.energy[slot] * (0.5 + (double)world->people.belief[slot]);
        }
    }
    return sum * p->effort_demand_hours / 8;
}

static double booked(const cadre_organization_t *organization)
{
    double sum = 0;
    for (int m = CADRE_MEASURE_hours_recruiting; m <= CADRE_MEASURE_hours_base; m++)
        sum += organization->total[m];
    return sum;
}

static void every_hour_is_booked_once(void **state)
{
    (void)state;
    small_world_t *small = two_organizations();
    cadre_world_t *world = small_world_begin(small, 1);
    for (int32_t t = 0; t < WEEKS; t++) {
        double expected[2];
        double before[2];
        for (int o = 0; o < 2; o++) {
            expected[o] = given(world, world->organizations[o]);
            before[o] = booked(world->organizations[o]);
        }
        small_world_run(world, t + 1);
        for (int o = 0; o < 2; o++)
            check_close(booked(world->organizations[o]) - before[o], expected[o], 2e-6, 1e-6);
    }
    assert_true(world->organizations[1]->total[CADRE_MEASURE_hours_wave] > 0);
    assert_true(world->organizations[1]->total[CADRE_MEASURE_hours_base] > 0);
    cadre_world_free(world);
    small_world_free(small);
}

static double flow(const float *values, cadre_measure_t measure)
{
    return (double)values[measure];
}

/* Of one week and organization: stocks change by flows, and flows by cause add up. */
static void check_flows(const float *before, const float *after)
{
    assert_true(flow(after, CADRE_MEASURE_members) - flow(before, CADRE_MEASURE_members) ==
                flow(after, CADRE_MEASURE_recruits) - flow(after, CADRE_MEASURE_exits) +
                    flow(after, CADRE_MEASURE_transferred_in) -
                    flow(after, CADRE_MEASURE_transferred_out));
    assert_true(flow(after, CADRE_MEASURE_branches) - flow(before, CADRE_MEASURE_branches) ==
                flow(after, CADRE_MEASURE_branches_opened) -
                    flow(after, CADRE_MEASURE_branches_closed));
    assert_true(flow(after, CADRE_MEASURE_recruits) ==
                flow(after, CADRE_MEASURE_recruits_campus) +
                    flow(after, CADRE_MEASURE_recruits_city) +
                    flow(after, CADRE_MEASURE_recruits_workplace) +
                    flow(after, CADRE_MEASURE_recruits_at_large));
    assert_true(flow(after, CADRE_MEASURE_exits) == flow(after, CADRE_MEASURE_to_rival) +
                                                        flow(after, CADRE_MEASURE_to_local) +
                                                        flow(after, CADRE_MEASURE_to_home));
    assert_true(flow(after, CADRE_MEASURE_cadre) - flow(before, CADRE_MEASURE_cadre) ==
                flow(after, CADRE_MEASURE_promotions) - flow(after, CADRE_MEASURE_exits_cadre));
    assert_true(flow(after, CADRE_MEASURE_members) ==
                flow(after, CADRE_MEASURE_paper) + flow(after, CADRE_MEASURE_novices) +
                    flow(after, CADRE_MEASURE_active) + flow(after, CADRE_MEASURE_cadre));
    assert_true(flow(after, CADRE_MEASURE_branches) ==
                flow(after, CADRE_MEASURE_campus_branches) +
                    flow(after, CADRE_MEASURE_city_branches) +
                    flow(after, CADRE_MEASURE_workplace_branches));
    check_close(flow(after, CADRE_MEASURE_member_years),
                flow(before, CADRE_MEASURE_members) * 7 / 365.25, 1e-6, 0);
}

static void stocks_change_by_flows(void **state)
{
    (void)state;
    small_world_t *small = two_organizations();
    for (uint32_t replicate = 1; replicate <= 4; replicate++) {
        cadre_world_t *world = small_world_begin(small, replicate);
        float values[2][2][CADRE_MEASURE_COUNT]; /* by organization and parity of the week */
        for (int o = 0; o < 2; o++)
            cadre_world_observe(world, o, true, values[o][0]);
        for (int32_t t = 1; t <= WEEKS; t++) {
            small_world_run(world, t);
            for (int o = 0; o < 2; o++) {
                cadre_world_observe(world, o, true, values[o][t % 2]);
                if (cadre_organization_lives(world->organizations[o]))
                    check_flows(values[o][(t + 1) % 2], values[o][t % 2]);
            }
        }
        cadre_world_free(world);
    }
    small_world_free(small);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_hour_is_booked_once),
        cmocka_unit_test(stocks_change_by_flows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
