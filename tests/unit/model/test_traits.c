/* model/traits: what each word of a newcomer decides, the laws of 4,000 newcomers, and that traits
 * stay. Shares and means are checked within four standard errors of 4,000 draws of a fixed seed. */
#include "model/traits.h"

#include "base/sampling.h"
#include "model/members.h"
#include "world_fixture.h"

enum { NEWCOMERS = 4000 };
static const double CLOSE = 2e-7;

static int set_up(void **state)
{
    fixture_t *self = malloc(sizeof *self);
    self->small = small_world_create(10, 2);
    self->small->specification.mechanisms = 0;
    self->small->organizations[0].founders.members = 1;
    self->small->organizations[0].founders.sites = 1;
    self->world = small_world_begin(self->small, 1);
    *state = self;
    return 0;
}

static cadre_branch_t *branch(const fixture_t *self)
{
    return cadre_branch_number(self->world, party(self), 0);
}

static int32_t join(const fixture_t *self, uint64_t id)
{
    return cadre_member_join(self->world, branch(self), id, 0, CADRE_STAGE_NOVICE, 0.3f);
}

static double word(const fixture_t *self, uint64_t id, unsigned block, int k)
{
    const cadre_words_t words =
        cadre_draw(self->world->luck, id, (uint32_t)self->world->now, CADRE_DRAW_TRAITS, block);
    return cadre_uniform(words.word[k]);
}

static void crowd(const fixture_t *self)
{
    for (uint64_t id = 1000; id < 1000 + NEWCOMERS; id++)
        assert_true(join(self, id) != CADRE_NONE);
}

/* The first of the crowd, who stand behind the founder. */
static int32_t first(const fixture_t *self)
{
    return branch(self)->people.start + 1;
}

/* ---------------------------------------------------------------- the words */

static void each_trait_has_a_word_of_its_own(void **state)
{
    const fixture_t *self = *state;
    cadre_parameters_t *p = &party(self)->parameters;
    p->traits_enforcers = 0.4;
    p->traits_harmed = 0.6;
    p->traits_threshold = 0.2;
    p->traits_threshold_spread = 0.05;
    p->traits_doctrine = 0.1;
    p->traits_doctrine_spread = 0.2;
    self->world->now = 3;
    const cadre_people_t *people = &self->world->people;
    for (uint64_t id = 1; id <= 50; id++) {
        const int32_t slot = join(self, id);
        check_close((double)people->hardship[slot], word(self, id, 0, 0), CLOSE, 0);
        check_close((double)people->fear[slot], 0.1 + 0.9 * word(self, id, 0, 1), CLOSE, 0);
        assert_int_equal((people->flags[slot] & CADRE_FLAG_ENFORCER) != 0,
                         word(self, id, 0, 2) < 0.4);
        assert_int_equal((people->flags[slot] & CADRE_FLAG_HARMED) != 0,
                         word(self, id, 0, 3) < 0.6);
        check_close((double)people->threshold[slot],
                    0.2 + 0.05 * cadre_normal(word(self, id, 1, 0)), 0, CLOSE);
        check_close((double)people->doctrine[slot], 0.1 + 0.2 * cadre_normal(word(self, id, 1, 1)),
                    0, CLOSE);
    }
}

/* ---------------------------------------------------------------- the laws */

static double mean(const float *x)
{
    double sum = 0;
    for (int i = 0; i < NEWCOMERS; i++)
        sum += (double)x[i];
    return sum / NEWCOMERS;
}

static double sd(const float *x)
{
    const double m = mean(x);
    double sum = 0;
    for (int i = 0; i < NEWCOMERS; i++)
        sum += ((double)x[i] - m) * ((double)x[i] - m);
    return sqrt(sum / (NEWCOMERS - 1));
}

static double correlation(const float *x, const float *y)
{
    const double m = mean(x), n = mean(y);
    double sum = 0;
    for (int i = 0; i < NEWCOMERS; i++)
        sum += ((double)x[i] - m) * ((double)y[i] - n);
    return sum / (NEWCOMERS - 1) / sd(x) / sd(y);
}

static int ascending(const void *a, const void *b)
{
    const float x = *(const float *)a, y = *(const float *)b;
    return (x > y) - (x < y);
}

/* Kolmogorov's largest distance to the uniform law on low..high; 1.95/sqrt(n) is exceeded once in a
 * thousand. */
static void check_uniform(const float *x, double low, double high)
{
    static float sorted[NEWCOMERS];
    double most = 0;
    memcpy(sorted, x, sizeof sorted);
    qsort(sorted, NEWCOMERS, sizeof *sorted, ascending);
    for (int i = 0; i < NEWCOMERS; i++) {
        const double at = ((double)sorted[i] - low) / (high - low);
        most = fmax(most, fmax(fabs(at - (double)i / NEWCOMERS), fabs(at - (i + 1.0) / NEWCOMERS)));
    }
    assert_true((double)sorted[0] >= low && (double)sorted[NEWCOMERS - 1] <= high);
    check_close(most, 0, 0, 1.95 / sqrt(NEWCOMERS));
}

static void hardship_and_fear_are_uniform(void **state)
{
    const fixture_t *self = *state;
    crowd(self);
    check_uniform(self->world->people.hardship + first(self), 0, 1);
    check_uniform(self->world->people.fear + first(self), 0.1, 1);
}

static void check_share(const fixture_t *self, uint8_t flag, double expected)
{
    int count = 0;
    for (int i = 0; i < NEWCOMERS; i++)
        count += (self->world->people.flags[first(self) + i] & flag) != 0;
    check_close((double)count / NEWCOMERS, expected, 0,
                4 * sqrt(expected * (1 - expected) / NEWCOMERS));
}

/* Twelve in a hundred police the others, three in ten are harmed more, and who does is no more
 * likely to be: .12 x .3 = .036 are both. */
static void enforcers_and_harmed_have_their_shares(void **state)
{
    const fixture_t *self = *state;
    crowd(self);
    check_share(self, CADRE_FLAG_ENFORCER, 0.12);
    check_share(self, CADRE_FLAG_HARMED, 0.3);
    int both = 0;
    for (int i = 0; i < NEWCOMERS; i++) {
        const uint8_t flags = self->world->people.flags[first(self) + i];
        both += (flags & CADRE_FLAG_ENFORCER) != 0 && (flags & CADRE_FLAG_HARMED) != 0;
    }
    check_close((double)both / NEWCOMERS, 0.036, 0, 4 * sqrt(0.036 * 0.964 / NEWCOMERS));
}

/* All of .1 as Epstein has it; with a spread normal, which has standard error sd/sqrt(2n) of its
 * standard deviation. */
static void thresholds_are_equal_or_normal(void **state)
{
    const fixture_t *self = *state;
    const float *threshold = self->world->people.threshold;
    const int32_t founder = branch(self)->people.start;
    check_close((double)threshold[founder], 0.1, 0, CLOSE);
    party(self)->parameters.traits_threshold = 0.25;
    party(self)->parameters.traits_threshold_spread = 0.12;
    crowd(self);
    threshold = self->world->people.threshold + first(self);
    check_close(mean(threshold), 0.25, 0, 4 * 0.12 / sqrt(NEWCOMERS));
    check_close(sd(threshold), 0.12, 0, 4 * 0.12 / sqrt(2.0 * NEWCOMERS));
}

static void doctrine_is_normal_around_the_organizations(void **state)
{
    const fixture_t *self = *state;
    party(self)->parameters.traits_doctrine = -0.1; /* 3 sd from -1 */
    crowd(self);
    const float *doctrine = self->world->people.doctrine + first(self);
    check_close(mean(doctrine), -0.1, 0, 4 * 0.3 / sqrt(NEWCOMERS));
    check_close(sd(doctrine), 0.3, 0, 4 * 0.3 / sqrt(2.0 * NEWCOMERS));
}

/* Half of those who are drawn around 1 stand there, and nobody beyond; so around -1. */
static void doctrine_ends_at_1(void **state)
{
    const fixture_t *self = *state;
    party(self)->parameters.traits_doctrine = 1;
    crowd(self);
    const float *doctrine = self->world->people.doctrine + first(self);
    int most = 0;
    for (int i = 0; i < NEWCOMERS; i++) {
        assert_true(doctrine[i] <= 1);
        most += doctrine[i] >= 1;
    }
    check_close((double)most / NEWCOMERS, 0.5, 0, 4 * 0.5 / sqrt(NEWCOMERS));
    party(self)->parameters.traits_doctrine = -1;
    for (uint64_t id = 1; id <= 50; id++)
        assert_true(self->world->people.doctrine[join(self, id)] >= -1);
}

/* Two independent columns of 4,000 correlate with standard error 1/sqrt(4,000). */
static void traits_are_independent(void **state)
{
    const fixture_t *self = *state;
    party(self)->parameters.traits_threshold_spread = 0.1;
    crowd(self);
    const cadre_people_t *people = &self->world->people;
    const float *column[4] = {people->hardship + first(self), people->fear + first(self),
                              people->threshold + first(self), people->doctrine + first(self)};
    for (int a = 0; a < 4; a++)
        for (int b = 0; b < a; b++)
            check_close(correlation(column[a], column[b]), 0, 0, 4 / sqrt(NEWCOMERS));
}

/* ---------------------------------------------------------------- whose they are */

static void nobody_else_matters(void **state)
{
    const fixture_t *self = *state;
    const int32_t alone = join(self, 7);
    const float hardship = self->world->people.hardship[alone];
    const float doctrine = self->world->people.doctrine[alone];
    for (uint64_t id = 1; id <= 50; id++)
        join(self, 100 + id);
    const int32_t again = join(self, 7); /* the same birth */
    assert_true(self->world->people.hardship[again] == hardship);
    assert_true(self->world->people.doctrine[again] == doctrine);
    const int32_t other = join(self, 8);
    assert_true(self->world->people.hardship[other] != hardship);
    self->world->now = 1;
    const int32_t later = join(self, 7);
    assert_true(self->world->people.hardship[later] != hardship);
}

static void they_stay_wherever_the_person_goes(void **state)
{
    const fixture_t *self = *state;
    party(self)->parameters.traits_enforcers = 1;
    party(self)->parameters.traits_threshold_spread = 0.1;
    const cadre_people_t *people = &self->world->people;
    const int32_t slot = join(self, 7);
    const cadre_branch_t *away = cadre_branch_number(self->world, party(self), -1);
    const float before[4] = {people->hardship[slot], people->fear[slot], people->threshold[slot],
                             people->doctrine[slot]};
    party(self)->parameters.traits_enforcers = 0;
    cadre_member_move(self->world, branch(self), slot,
                      cadre_branch_number(self->world, party(self), -1), 1);
    const int32_t now = away->people.start;
    assert_int_equal(people->id[now], 7);
    const float after[4] = {people->hardship[now], people->fear[now], people->threshold[now],
                            people->doctrine[now]};
    assert_memory_equal(before, after, sizeof before);
    assert_true(people->flags[now] & CADRE_FLAG_ENFORCER);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(each_trait_has_a_word_of_its_own),
        TEST(hardship_and_fear_are_uniform),
        TEST(enforcers_and_harmed_have_their_shares),
        TEST(thresholds_are_equal_or_normal),
        TEST(doctrine_is_normal_around_the_organizations),
        TEST(doctrine_ends_at_1),
        TEST(traits_are_independent),
        TEST(nobody_else_matters),
        TEST(they_stay_wherever_the_person_goes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
