#include "scenario_case.h"

#include "scenario/claims.h"

#define FILE_WITH(claim)                                                                           \
    "{\"format\": \"cadre-claims/1\", \"documents\": {\"S1\": {\"title\": \"An essay\", "          \
    "\"lines\": 9}}, \"themes\": {\"t\": \"A theme\"}, \"contradictions\": {}, \"claims\": "       \
    "{\"M01\": {\"theme\": \"t\", \"title\": \"T\", \"says\": \"S\", " claim "}}}"
#define SOURCE "\"sources\": [{\"document\": \"S1\", \"line\": 3}]"

static const char good[] =
    FILE_WITH(SOURCE ", \"mechanism\": [\"exit\"], \"parameters\": [\"exit.mu_cadre\"], "
                     "\"contradicted_by\": {\"M01\": \"itself\"}");

static void test_load(void **state)
{
    (void)state;
    cadre_claims_t *claims = NULL;
    cadre_error_t err = {0};
    write_file("c.json", good);
    assert_int_equal(cadre_claims_load(path_of("c.json"), &claims, &err), CADRE_OK);
    assert_int_equal(claims->count, 1);
    const cadre_claim_t *claim = cadre_claims_get(claims, "m01");
    assert_non_null(claim);
    assert_null(cadre_claims_get(claims, "M02"));
    assert_string_equal(claim->theme, "A theme");
    assert_string_equal(claim->versions[0].sources[0].title, "An essay");
    assert_int_equal(claim->versions[0].sources[0].line, 3);
    assert_string_equal(claim->mechanisms.items[0], "exit");
    assert_string_equal(claim->why.items[0], "itself");
    cadre_claims_free(claims);
}

static const char *refuse_claims(const char *text)
{
    cadre_claims_t *claims = NULL;
    cadre_error_t err = {0};
    write_file("c.json", text);
    assert_int_equal(cadre_claims_load(path_of("c.json"), &claims, &err), CADRE_ERROR_INPUT);
    assert_null(claims);
    cadre_error_describe(&err, described, sizeof described);
    return described + strlen(folder) + 1;
}

static void test_refusals(void **state)
{
    (void)state;
    check_contains(refuse_claims("[]"), "c.json:1:1: the file must be an object, not an array");
    check_contains(refuse_claims(FILE_WITH(SOURCE)),
                   "claims.M01: it must have either mechanism or not_modelled");
    check_contains(refuse_claims(FILE_WITH("\"not_modelled\": \"N\"")),
                   "claims.M01: it has no source");
    check_contains(refuse_claims(FILE_WITH(SOURCE ", \"mechanism\": [\"exitt\"]")),
                   "did you mean 'exit'?");
    check_contains(refuse_claims(FILE_WITH(SOURCE ", \"mechanism\": [\"exit\"], \"parameters\": "
                                                  "[\"exit.mu_cader\"]")),
                   "there is no parameter 'exit.mu_cader' (did you mean 'exit.mu_cadre'?)");
    check_contains(refuse_claims(FILE_WITH(SOURCE ", \"mechanism\": [\"exit\"], "
                                                  "\"contradicted_by\": {\"M96\": \"x\"}")),
                   "there is no claim 'M96'");
    check_contains(refuse_claims(FILE_WITH("\"sources\": [{\"document\": \"S1\", \"line\": 10}]")),
                   "[1, 9]");
    check_contains(refuse_claims(FILE_WITH("\"sources\": [{\"document\": \"S2\", \"line\": 1}]")),
                   "there is no document 'S2'");
}

/* Every allocation may fail; the shipped file is read whole. */
static void test_memory_and_shipped_file(void **state)
{
    (void)state;
    cadre_claims_t *claims = NULL;
    cadre_error_t err = {0};
    int status = CADRE_ERROR_MEMORY;
    write_file("c.json", good);
    for (long n = 1; status == CADRE_ERROR_MEMORY; n++) {
        cadre_memory_fail_after(n);
        status = cadre_claims_load(path_of("c.json"), &claims, &err);
        cadre_memory_fail_after(0);
        assert_true((status == CADRE_OK) == (claims != NULL));
    }
    assert_int_equal(status, CADRE_OK);
    cadre_claims_free(claims);
    if (cadre_claims_load("configs/claims.json", &claims, &err) != CADRE_OK)
        fail_msg("%s", cadre_error_describe(&err, described, sizeof described));
    assert_int_equal(claims->count, 95 + 20);
    cadre_claims_free(claims);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        in_folder(test_load),
        in_folder(test_refusals),
        in_folder(test_memory_and_shipped_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
