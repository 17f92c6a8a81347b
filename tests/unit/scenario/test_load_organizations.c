#include "scenario_case.h"

static void test_defaults(void **state)
{
    (void)state;
    cadre_scenario_t *scenario = load(CASE(PARTY));
    const cadre_organization_spec_t *organization = scenario->specification.organizations;
    assert_int_equal(scenario->specification.organization_count, 1);
    assert_string_equal(organization->id, "a");
    assert_string_equal(organization->title, "a");
    assert_int_equal(organization->kind, CADRE_KIND_PARTY);
    assert_int_equal(organization->founded, 0);
    assert_int_equal(organization->founders.members, 10);
    assert_true(organization->founders.cadre_share == 0.4);
    assert_int_equal(organization->founders.sites, 1);
    assert_int_equal(organization->founders.placement, CADRE_PLACE_LARGEST);
    assert_int_equal(organization->founders.milieu, CADRE_MILIEU_CAMPUS);
    cadre_parameters_t defaults;
    cadre_parameters_defaults(&defaults);
    assert_memory_equal(&organization->parameters, &defaults, sizeof defaults);
    cadre_scenario_free(scenario);
}

/* table default < top-level parameters < regime < the organization's own; each source sets one key
 * more than the next. */
static void test_precedence(void **state)
{
    (void)state;
    cadre_scenario_t *scenario =
        load(CASE("\"parameters\": {\"effort\": {\"hours_novice\": 1, \"hours_member\": 1, "
                  "\"hours_cadre\": 1}}, "
                  "\"regimes\": {\"r\": {\"parameters\": {\"effort\": {\"hours_member\": 2, "
                  "\"hours_cadre\": 2}}}}, "
                  "\"organizations\": {\"a\": {\"regime\": \"r\", \"parameters\": {\"effort\": "
                  "{\"hours_cadre\": 3}}, \"founders\": {\"members\": 10}}, "
                  "\"b\": {\"founders\": {\"members\": 10}}}"));
    const cadre_organization_spec_t *organizations = scenario->specification.organizations;
    assert_true(organizations[0].parameters.effort_hours_paper == 0); /* the table's */
    assert_true(organizations[0].parameters.effort_hours_novice == 1);
    assert_true(organizations[0].parameters.effort_hours_member == 2);
    assert_true(organizations[0].parameters.effort_hours_cadre == 3);
    assert_true(organizations[1].parameters.effort_hours_cadre == 1);
    cadre_scenario_free(scenario);
}

/* Sites are numbered from 1 in files, from 0 in the specification. */
static void test_listed_sites(void **state)
{
    (void)state;
    cadre_scenario_t *scenario =
        load(CASE("\"organizations\": {\"a\": {\"founded\": \"2000-02-01\", \"founders\": "
                  "{\"members\": 9, \"at\": [80, 1, 7], \"milieu\": \"workplace\"}}}"));
    const cadre_organization_spec_t *organization = scenario->specification.organizations;
    assert_int_equal(organization->founded, 5); /* 2000-02-07 */
    assert_int_equal(organization->founders.placement, CADRE_PLACE_LISTED);
    assert_int_equal(organization->founders.sites, 3);
    assert_int_equal(organization->founders.at[0], 79);
    assert_int_equal(organization->founders.at[1], 0);
    assert_int_equal(organization->founders.at[2], 6);
    assert_int_equal(organization->founders.milieu, CADRE_MILIEU_WORKPLACE);
    cadre_scenario_free(scenario);
}

static void test_an_organization_given_as_a_series(void **state)
{
    (void)state;
    cadre_scenario_t *scenario =
        load(CASE("\"organizations\": {\"r\": {\"kind\": \"series\", \"title\": \"rival\", "
                  "\"members\": {\"points\": {\"2000-01-03\": 6500, \"2000-06-05\": 8000}, "
                  "\"outside\": \"hold\"}}}"));
    const cadre_organization_spec_t *organization = scenario->specification.organizations;
    assert_int_equal(organization->kind, CADRE_KIND_SERIES);
    assert_string_equal(organization->title, "rival");
    assert_true(organization->series_members[0] == 6500);
    assert_true(organization->series_members[21] == 6500);
    assert_true(organization->series_members[22] == 8000);
    assert_true(organization->series_openness[52] == 0.5f);
    cadre_scenario_free(scenario);
}

static const char *refuse_organization(const char *members)
{
    char text[1024];
    snprintf(text, sizeof text, CASE("\"organizations\": {%s}"), members);
    return refuse(text);
}

static void test_refusals(void **state)
{
    (void)state;
    check_contains(refuse_organization(""), "a scenario needs at least one organization");
    check_contains(refuse_organization("\"exit\": {\"founders\": {\"members\": 1}}"),
                   "'exit' cannot be the id of an organization: --set exit.NAME means a parameter");
    check_contains(refuse_organization("\"a\": {}"), "organizations.a.founders is missing");
    check_contains(refuse_organization("\"a\": {\"founders\": {\"members\": 1, \"sites\": 81}}"),
                   "organizations.a.founders.sites = 81 is outside [1, 80]");
    check_contains(refuse_organization("\"a\": {\"founders\": {\"members\": 1, \"at\": [0]}}"),
                   "organizations.a.founders.at[0] = 0 is outside [1, 80]");
    check_contains(
        refuse_organization("\"r\": {\"kind\": \"series\", \"members\": 1, \"regime\": \"x\"}"),
        "organizations.r.regime: an organization of kind \"series\" has no regime: only members "
        "and openness");
    check_contains(
        refuse_organization("\"r\": {\"kind\": \"series\", \"members\": 1, \"founders\": {}}"),
        "has no founders");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        in_folder(test_defaults),     in_folder(test_precedence),
        in_folder(test_listed_sites), in_folder(test_an_organization_given_as_a_series),
        in_folder(test_refusals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
