/* Harrison and Carroll (1991): commitment of an isolated branch that nobody joins or leaves. */
#include "small_world.h"

enum { PEOPLE = 30, WEEKS = 2080 };
static const double A = 0.02, B = 0.10, D = 0.01, OUTSIDE = 0.2;
static const double MONTH = 12 * 7 / 365.25;

static small_world_t *isolated(double cadre_share)
{
    small_world_t *small = small_world_create(WEEKS, 1);
    small->specification.mechanisms = 1u << CADRE_MECHANISM_socialization;
    small->organizations[0].founders.members = PEOPLE;
    small->organizations[0].founders.cadre_share = cadre_share;
    small->organizations[0].parameters.exit_reference_cadre = 0.95;
    small->organizations[0].parameters.exit_reference_member = 0.05;
    small->organizations[0].parameters.socialization_gamma = 0;
    return small;
}

static double relaxed(double c, double others)
{
    const double target = (A + B * others + D * OUTSIDE) / (A + B + D);
    return target + (c - target) * exp(-(A + B + D) * MONTH);
}

/* 10 cadre at .95 and 20 members at .05; both kinds stay alike among themselves, so the whole
 * branch is two numbers. */
static void a_mixed_branch_follows_the_discrete_form(void **state)
{
    (void)state;
    small_world_t *small = isolated(1.0 / 3);
    cadre_world_t *world = small_world_begin(small, 1);
    double high = 0.95;
    double low = 0.05;
    for (int32_t t = 1; t <= 520; t++) {
        const double sum = 10 * high + 20 * low;
        const double next_high = relaxed(high, (sum - high) / 29);
        low = relaxed(low, (sum - low) / 29);
        high = next_high;
        small_world_run(world, t);
        cadre_person_row_t first;
        cadre_person_row_t last;
        cadre_world_person(world, cadre_founder_identity("party", 1), &first);
        cadre_world_person(world, cadre_founder_identity("party", PEOPLE), &last);
        check_close((double)first.commitment, high, 0, 2e-6);
        check_close((double)last.commitment, low, 0, 2e-6);
        check_close(small_world_measure(world, 0, CADRE_MEASURE_mean_commitment),
                    (10 * high + 20 * low) / 30, 0, 2e-6);
    }
    cadre_world_free(world);
    small_world_free(small);
}

/* The pull of the others cancels in the mean: (a + d c0)/(a + d) = .022/.03. */
static void every_branch_ends_at_the_mean_field_fixed_point(void **state)
{
    (void)state;
    for (int k = 0; k < 3; k++) {
        small_world_t *small = isolated(0.5 * k);
        cadre_world_t *world = small_world_begin(small, 1);
        small_world_run(world, WEEKS);
        cadre_person_row_t person;
        cadre_world_person(world, cadre_founder_identity("party", PEOPLE), &person);
        check_close((double)person.commitment, 0.022 / 0.03, 0, 2e-5);
        check_close(small_world_measure(world, 0, CADRE_MEASURE_mean_commitment), 0.022 / 0.03, 0,
                    2e-5);
        cadre_world_free(world);
        small_world_free(small);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_mixed_branch_follows_the_discrete_form),
        cmocka_unit_test(every_branch_ends_at_the_mean_field_fixed_point),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
