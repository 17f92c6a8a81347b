/* Two-stage survival: exits alone act on a cohort of 200,000 who join as members, are promoted at
 * rate gamma and leave at mu_n, as cadre at mu_k. The cohort must follow the exact weekly Markov
 * chain, and the chain converges to
 *
 *   S(t) = e^-(mu_n+gamma)t + gamma/(mu_n+gamma-mu_k) [e^-mu_k t - e^-(mu_n+gamma)t]
 *
 * as weeks get shorter. Counts are held to |z| < 4.4, which fails by chance once in 10^5. */
#include "small_world.h"

static const double MU_N = 0.9, GAMMA = 0.25, MU_K = 0.12;
static const double WEEK = 7 / 365.25;
static const double LIMIT = 4.4;
enum { COHORT = 200000 };

/* Shares of the cohort after `steps` steps of `dt` years: promotion comes before exit, and who was
 * promoted this week leaves at the rate of a cadre. */
typedef struct {
    double members, cadre;
} shares_t;

static shares_t chain(int steps, double dt)
{
    shares_t s = {1, 0};
    const double promoted = 1 - exp(-GAMMA * dt);
    for (int t = 0; t < steps; t++) {
        s.cadre = (s.cadre + s.members * promoted) * exp(-MU_K * dt);
        s.members *= (1 - promoted) * exp(-MU_N * dt);
    }
    return s;
}

static double closed_form(double t)
{
    const double out = exp(-(MU_N + GAMMA) * t);
    return out + GAMMA / (MU_N + GAMMA - MU_K) * (exp(-MU_K * t) - out);
}

static cadre_parameters_t *exits_alone(small_world_t *small, uint32_t more)
{
    small->specification.mechanisms =
        1u << CADRE_MECHANISM_exit | 1u << CADRE_MECHANISM_socialization | more;
    small->specification.parameters.limits_members = 0;
    cadre_parameters_t *p = &small->organizations[0].parameters;
    p->exit_mu_novice = MU_N;
    p->exit_mu_cadre = MU_K;
    p->exit_commitment = 0;
    p->exit_contagion = 0;
    p->socialization_gamma = GAMMA;
    p->socialization_novice_weeks = 0;
    return p;
}

static void check_count(double count, double p)
{
    const double z = (count - COHORT * p) / sqrt(COHORT * p * (1 - p));
    if (fabs(z) >= LIMIT)
        print_error("%g of %d, expected %.1f: z = %.2f\n", count, (int)COHORT, COHORT * p, z);
    assert_true(fabs(z) < LIMIT);
}

static void the_cohort_follows_the_weekly_chain(void **state)
{
    (void)state;
    small_world_t *small = small_world_create(520, 1);
    small->organizations[0].founders.members = COHORT;
    small->organizations[0].founders.cadre_share = 0;
    exits_alone(small, 0);
    cadre_world_t *world = small_world_begin(small, 1);
    const int32_t weeks[] = {1, 13, 52, 104, 260, 520};
    for (int i = 0; i < 6; i++) {
        small_world_run(world, weeks[i]);
        const shares_t expected = chain(weeks[i], WEEK);
        const double cadre = small_world_measure(world, 0, CADRE_MEASURE_cadre);
        const double members = small_world_measure(world, 0, CADRE_MEASURE_members);
        check_count(cadre, expected.cadre);
        check_count(members, expected.members + expected.cadre);
    }
    cadre_world_free(world);
    small_world_free(small);
}

/* Years lived as members in ten years, per head: the sum of the chain's weekly survival; the
 * variance of one tenure follows from the same chain. */
static void the_cohort_lives_as_long_as_the_chain(void **state)
{
    (void)state;
    small_world_t *small = small_world_create(520, 1);
    small->organizations[0].founders.members = COHORT;
    small->organizations[0].founders.cadre_share = 0;
    exits_alone(small, 0);
    cadre_world_t *world = small_world_begin(small, 2);
    small_world_run(world, 520);
    double mean = 0;
    double square = 0;
    for (int t = 0; t < 520; t++) {
        const shares_t s = chain(t, WEEK);
        mean += s.members + s.cadre;
        square += (2 * t + 1) * (s.members + s.cadre);
    }
    cadre_outcome_t outcome;
    cadre_world_outcome(world, 0, &outcome);
    const double se = sqrt((square - mean * mean) / COHORT) * WEEK;
    assert_true(fabs(outcome.member_years / COHORT - mean * WEEK) < LIMIT * se);
    cadre_world_free(world);
    small_world_free(small);
}

/* The error is of first order: it halves with the step. Published values to three digits. */
static void the_chain_converges_to_the_closed_form(void **state)
{
    (void)state;
    const double years[] = {1, 2, 10};
    const double published[] = {0.455, 0.267, 0.073};
    for (int i = 0; i < 3; i++) {
        check_close(closed_form(years[i]), published[i], 0, 5e-4);
        double before = 0;
        for (int steps = 64; steps <= 1024; steps *= 2) {
            const int n = (int)(steps * years[i]);
            const shares_t s = chain(n, years[i] / n);
            const double error = fabs(s.members + s.cadre - closed_form(years[i]));
            if (steps > 64)
                check_close(before / error, 2, 0.02, 0);
            before = error;
        }
        assert_true(before < 1e-3);
    }
}

/* ---------------------------------------------------------------- students */

/* Share gone within a year of recruits from an inexhaustible campus. */
static double gone_within_year(bool life_course, double *n)
{
    small_world_t *small = small_world_create(208, 1);
    small->specification.pool_size[CADRE_MILIEU_CAMPUS] = 1e9;
    small->organizations[0].founders.members = 1000;
    small->organizations[0].founders.cadre_share = 1;
    cadre_parameters_t *p =
        exits_alone(small, 1u << CADRE_MECHANISM_recruitment | (uint32_t)life_course
                                                                   << CADRE_MECHANISM_life_course);
    p->recruitment_rho = 5;
    p->recruitment_campus = 20;
    p->recruitment_eta = 0;
    p->recruitment_member_weight = 0; /* the founders alone recruit, at a constant rate */
    p->recruitment_at_large = 0;
    p->socialization_gamma = 0;
    p->exit_mu_cadre = 0;
    p->life_course_move = 0;
    cadre_world_t *world = small_world_begin(small, 1);
    small_world_run(world, 208);
    cadre_outcome_t outcome;
    cadre_world_outcome(world, 0, &outcome);
    *n = (double)outcome.recruits_followed;
    assert_true(*n > 100000);
    cadre_world_free(world);
    small_world_free(small);
    return (double)outcome.gone_within_year / *n;
}

/* Week by week: a student until week T, uniform over 209 weeks (the last one cut at 4 years),
 * leaves at mu + ln(1 - g/4) before T, with g at T, at mu after. */
static double expected_with_students(double mu, double g)
{
    const double student = mu + log(1 - g / 4);
    const double weeks = 4 / WEEK;
    double kept = 0;
    for (int until = 1; until <= 209; until++) {
        const double chance = until < 209 ? 1 / weeks : 1 - 208 / weeks;
        double s = 1;
        for (int t = 1; t <= 52; t++) {
            s *= exp(-(t < until ? student : mu) * WEEK);
            if (t == until)
                s *= 1 - g;
        }
        kept += chance * s;
    }
    return 1 - kept;
}

static void the_first_year_loses_as_many_with_students_as_without(void **state)
{
    (void)state;
    double n[2];
    const double without = gone_within_year(false, &n[0]);
    const double with = gone_within_year(true, &n[1]);
    const double plain = 1 - exp(-MU_N * 52 * WEEK);
    const double students = expected_with_students(MU_N, 0.5);
    assert_true(fabs(without - plain) < LIMIT * sqrt(plain * (1 - plain) / n[0]));
    assert_true(fabs(with - students) < LIMIT * sqrt(students * (1 - students) / n[1]));
    check_close(with, without, 0, 0.01); /* what the correction promises */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_cohort_follows_the_weekly_chain),
        cmocka_unit_test(the_cohort_lives_as_long_as_the_chain),
        cmocka_unit_test(the_chain_converges_to_the_closed_form),
        cmocka_unit_test(the_first_year_loses_as_many_with_students_as_without),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
