/* Organizations of every kind, as a file declares them, and what is refused of them. */
#include "scenario_case.h"

#define ORGANIZATIONS(members) CASE("\"organizations\": {" members "}")
#define TEN                    "\"founders\": {\"members\": 10}"

/* A kind brings its parameters, which the file's own override. */
static void test_kinds_of_people(void **state)
{
    (void)state;
    static const cadre_kind_t kinds[] = {CADRE_KIND_PARTY,     CADRE_KIND_MASS,  CADRE_KIND_CIRCLE,
                                         CADRE_KIND_NECESSITY, CADRE_KIND_LOCAL, CADRE_KIND_CAUCUS};
    for (int i = 0; i < 6; i++) {
        char text[400];
        snprintf(text, sizeof text,
                 ORGANIZATIONS("\"a\": {\"kind\": \"%s\", " TEN
                               ", \"parameters\": {\"exit\": {\"contagion\": 3}}}"),
                 cadre_kind_info(kinds[i])->name);
        cadre_scenario_t *scenario = load(text);
        const cadre_organization_spec_t *organization = scenario->specification.organizations;
        cadre_parameters_t expected;
        cadre_parameters_defaults(&expected);
        cadre_parameters_of_kind(kinds[i], &expected);
        expected.exit_contagion = 3;
        assert_int_equal(organization->kind, kinds[i]);
        assert_int_equal(organization->parent, -1);
        assert_int_equal(organization->copies, 1);
        assert_memory_equal(&organization->parameters, &expected, sizeof expected);
        cadre_scenario_free(scenario);
    }
}

static void test_copies(void **state)
{
    (void)state;
    cadre_scenario_t *scenario = load(ORGANIZATIONS("\"a\": {\"copies\": 200, " TEN "}"));
    assert_int_equal(scenario->specification.organizations[0].copies, 200);
    assert_int_equal(scenario->specification.organization_count, 1);
    cadre_scenario_free(scenario);
    assert_string_equal(refuse(ORGANIZATIONS("\"a\": {\"copies\": 0, " TEN "}")),
                        "s.json:1:110: organizations.a.copies = 0 is outside [1, 10000]");
    check_contains(refuse(ORGANIZATIONS("\"a\": {\"copies\": 10001, " TEN "}")),
                   "organizations.a.copies = 10001 is outside [1, 10000]");
    check_contains(refuse(ORGANIZATIONS("\"a\": {\"copies\": 1.5, " TEN "}")),
                   "organizations.a.copies");
}

/* The copies of an organization are called a-2, a-3 and so on: nothing else may be. */
static void test_names_of_copies_are_taken(void **state)
{
    (void)state;
    check_contains(refuse(ORGANIZATIONS("\"a\": {\"copies\": 3, " TEN "}, \"a-3\": {" TEN "}")),
                   "a copy of 'a' is called 'a-3'");
    check_contains(refuse(ORGANIZATIONS("\"a-2\": {" TEN "}, \"a\": {\"copies\": 3, " TEN "}")),
                   "a copy of 'a' is called 'a-2'");
    cadre_scenario_free(
        load(ORGANIZATIONS("\"a\": {\"copies\": 3, " TEN "}, \"a-4\": {" TEN "}, \"a-03\": {" TEN
                           "}, \"a-\": {" TEN "}, \"a-2-b\": {" TEN "}")));
    /* 30 letters leave room for -2 to -9 */
    cadre_scenario_free(
        load(ORGANIZATIONS("\"abcdefghijklmnopqrstuvwxyz0123\": {\"copies\": 9, " TEN "}")));
    check_contains(
        refuse(ORGANIZATIONS("\"abcdefghijklmnopqrstuvwxyz0123\": {\"copies\": 10, " TEN "}")),
        "is too long an id for 10 copies");
}

/* ---------------------------------------------------------------- fronts */

#define FRONT(members) "\"f\": {\"kind\": \"front\"" members "}"

/* The parent may stand before or after its front. */
static void test_front(void **state)
{
    (void)state;
    cadre_scenario_t *scenario = load(ORGANIZATIONS(
        FRONT(", \"parent\": \"b\", \"founded\": \"2000-02-01\", \"parameters\": "
              "{\"coalitions\": {\"control\": 0}}") ", \"a\": {" TEN "}, \"b\": {" TEN "}"));
    const cadre_organization_spec_t *front = scenario->specification.organizations;
    assert_int_equal(front->kind, CADRE_KIND_FRONT);
    assert_int_equal(front->parent, 2);
    assert_int_equal(front->founded, 5);
    assert_true(front->parameters.coalitions_control == 0);
    cadre_scenario_free(scenario);
}

static void test_refused_fronts(void **state)
{
    (void)state;
    check_contains(refuse(ORGANIZATIONS("\"a\": {" TEN "}, " FRONT(""))),
                   "organizations.f.parent is missing");
    check_contains(refuse(ORGANIZATIONS("\"a\": {" TEN "}, " FRONT(", \"parent\": \"aa\""))),
                   "organizations.f.parent");
    check_contains(refuse(ORGANIZATIONS(FRONT(", \"parent\": \"f\""))),
                   "'f' is of kind \"front\": the parent of a front needs people of its own");
    check_contains(
        refuse(ORGANIZATIONS(FRONT(", \"parent\": \"s\"") ", \"s\": {\"kind\": \"sponsor\"}")),
        "organizations.f.parent: 's' is of kind \"sponsor\": the parent of a front needs people of "
        "its own");
    check_contains(refuse(ORGANIZATIONS("\"a\": {" TEN "}, " FRONT(", \"parent\": \"a\", " TEN))),
                   "unknown key 'founders' in organizations.f");
    check_contains(
        refuse(ORGANIZATIONS("\"a\": {" TEN "}, " FRONT(", \"parent\": \"a\", \"copies\": 2"))),
        "unknown key 'copies' in organizations.f");
}

/* ---------------------------------------------------------------- sponsors */

static void test_sponsor(void **state)
{
    (void)state;
    cadre_scenario_t *scenario = load(
        ORGANIZATIONS("\"s\": {\"kind\": \"sponsor\", \"title\": \"abroad\"}, \"a\": {" TEN "}"));
    assert_int_equal(scenario->specification.organizations[0].kind, CADRE_KIND_SPONSOR);
    assert_string_equal(scenario->specification.organizations[0].title, "abroad");
    cadre_scenario_free(scenario);
    check_contains(refuse(ORGANIZATIONS("\"s\": {\"kind\": \"sponsor\", " TEN "}")),
                   "unknown key 'founders' in organizations.s");
    check_contains(refuse(ORGANIZATIONS("\"s\": {\"kind\": \"sponsor\", \"members\": 9}")),
                   "unknown key 'members' in organizations.s");
}

/* A party has no parent, a kind there is not is no kind. */
static void test_refused_kinds(void **state)
{
    (void)state;
    check_contains(refuse(ORGANIZATIONS("\"b\": {" TEN "}, \"a\": {\"parent\": \"b\", " TEN "}")),
                   "unknown key 'parent' in organizations.a");
    assert_string_equal(
        refuse(ORGANIZATIONS("\"a\": {\"kind\": \"sect\", " TEN "}")),
        "s.json:1:108: organizations.a.kind = \"sect\" is not one of party, mass, circle, "
        "necessity, front, local, caucus, series, sponsor");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        in_folder(test_kinds_of_people),
        in_folder(test_copies),
        in_folder(test_names_of_copies_are_taken),
        in_folder(test_front),
        in_folder(test_refused_fronts),
        in_folder(test_sponsor),
        in_folder(test_refused_kinds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
