/* model/identities: each is the hash that births.def says, and no two of a large world are equal.
 */
#include "model/identities.h"

#include "base/random.h"
#include "check.h"

/* As births.def says what each is the hash of. */
static void identities_are_hashes_of_birth(void **state)
{
    (void)state;
    const uint64_t organization = cadre_identity_of_name(CADRE_BIRTH_ORGANIZATION, "party");
    const uint64_t pool = cadre_identity(CADRE_BIRTH_POOL, 3, CADRE_MILIEU_CITY, 0);
    assert_true(cadre_founder_identity("party", 5) ==
                cadre_identity(CADRE_BIRTH_FOUNDER, organization, 5, 0));
    assert_true(cadre_recruit_identity(3, CADRE_MILIEU_CITY, 40, 2) ==
                cadre_identity(CADRE_BIRTH_RECRUIT, pool, 40, 2));
    assert_true(cadre_at_large_identity("party", 40, 2) ==
                cadre_identity(CADRE_BIRTH_RECRUIT, organization, 40, 2));
}

static int by_value(const void *a, const void *b)
{
    const uint64_t x = *(const uint64_t *)a;
    const uint64_t y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static void identities_of_different_births_differ(void **state)
{
    (void)state;
    enum { N = 10 * CADRE_MILIEU_COUNT * 100 * 5 + 100 * 5 + 75 };
    uint64_t *ids = malloc(N * sizeof *ids);
    int n = 0;
    for (int32_t site = 0; site < 10; site++)
        for (int pool = 0; pool < CADRE_MILIEU_COUNT; pool++)
            for (int32_t week = 0; week < 100; week++)
                for (int32_t slot = 0; slot < 5; slot++)
                    ids[n++] = cadre_recruit_identity(site, (cadre_milieu_t)pool, week, slot);
    for (int32_t week = 0; week < 100; week++)
        for (int32_t slot = 0; slot < 5; slot++)
            ids[n++] = cadre_at_large_identity("party", week, slot);
    for (int32_t i = 1; i <= 75; i++)
        ids[n++] = cadre_founder_identity("party", i);
    assert_int_equal(n, N);
    qsort(ids, N, sizeof *ids, by_value);
    for (int i = 1; i < N; i++)
        assert_true(ids[i] != ids[i - 1]);
    free(ids);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(identities_are_hashes_of_birth),
        cmocka_unit_test(identities_of_different_births_differ),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
