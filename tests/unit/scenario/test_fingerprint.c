#include "scenario_case.h"

#define BODY                                                                                       \
    "\"end\":\"2001-01-01\",\"format\":\"cadre-scenario/1\",\"organizations\":{\"a\":{"            \
    "\"founders\":{\"members\":10}}},\"start\":\"2000-01-03\""

/* Canonical text by hand: keys sorted, no white space; the hash is sha256sum's of that text. */
static void test_the_text_and_its_hash(void **state)
{
    (void)state;
    cadre_scenario_t *scenario = load(CASE(PARTY));
    assert_string_equal(scenario->canonical, "{\"data\":{},\"scenario\":{" BODY "},\"set\":[]}");
    assert_string_equal(scenario->sha256,
                        "6e01f6943ec5946bc9ae21733f4da60256e2e5f6ae064807ef217177946fe700");
    cadre_scenario_free(scenario);
}

static void test_overrides_are_part_of_it(void **state)
{
    (void)state;
    const char *const settings[] = {"recruitment.rho=1", "exit.contagion=0"};
    cadre_scenario_t *scenario = load_set(CASE(PARTY), settings, 2);
    assert_string_equal(scenario->canonical,
                        "{\"data\":{},\"scenario\":{" BODY "},\"set\":[\"recruitment.rho=1\","
                        "\"exit.contagion=0\"]}");
    cadre_scenario_free(scenario);
}

static void test_order_of_keys_and_form_of_numbers_are_not(void **state)
{
    (void)state;
    cadre_scenario_t *scenario =
        load("{\"organizations\": {\"a\":\n{\"founders\": {\"members\": 1e1}}},\n\"end\": "
             "\"2001-01-01\", \"start\": \"2000-01-03\", \"format\": \"cadre-scenario/1\"}");
    assert_string_equal(scenario->sha256,
                        "6e01f6943ec5946bc9ae21733f4da60256e2e5f6ae064807ef217177946fe700");
    cadre_scenario_free(scenario);
}

static void test_contents_of_data_files_are(void **state)
{
    (void)state;
    static const char text[] =
        CASE_WITH("\"environment\": {\"climate\": {\"file\": \"d.csv\", \"column\": \"level\", "
                  "\"outside\": \"hold\"}}");
    char first[65];
    write_file("d.csv", "date,level\n2000-01-01,0.5\n");
    cadre_scenario_t *scenario = load(text);
    strcpy(first, scenario->sha256);
    cadre_scenario_free(scenario);
    write_file("d.csv", "date,level\n2000-01-01,0.50\n");
    scenario = load(text);
    assert_string_not_equal(scenario->sha256, first);
    cadre_scenario_free(scenario);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        in_folder(test_the_text_and_its_hash),
        in_folder(test_overrides_are_part_of_it),
        in_folder(test_order_of_keys_and_form_of_numbers_are_not),
        in_folder(test_contents_of_data_files_are),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
