/* Outcomes of designs: what is measured in each run. */
#define _XOPEN_SOURCE 700 /* mkdtemp */
#include "unit/experiment/design_file.h"

#include "base/dates.h"

#define OF(outcomes)                                                                               \
    DESIGN("{\"type\": \"lhs\", \"points\": 4}", "{\"recruitment.rho\": {}}", outcomes)

static void test_measures(void **state)
{
    const cadre_experiment_t *experiment = design_get(
        *state, OF("{\"at_end\": {\"measure\": \"members\", \"at\": \"2001-12-31\"},\n"
                   " \"peak\": {\"measure\": \"branches\", \"take\": \"max\", \"from\":"
                   " \"2000-06-01\", \"to\": \"2001-06-01\", \"organization\": \"left\"},\n"
                   " \"joined\": {\"measure\": \"recruits\", \"take\": \"mean\"}}"));
    const cadre_reading_t *readings = experiment->readings;
    assert_int_equal(experiment->reading_count, 3);
    assert_string_equal(readings[0].name, "at_end");
    assert_int_equal(readings[0].pattern.take, CADRE_TAKE_AT);
    assert_int_equal(readings[0].pattern.day, cadre_date_days((cadre_civil_t){2001, 12, 31}));
    assert_string_equal(readings[0].pattern.organization, "left"); /* the first with people */
    assert_int_equal(readings[1].pattern.take, CADRE_TAKE_MAX);
    assert_string_equal(readings[1].pattern.measure, "branches");
    assert_int_equal(readings[1].pattern.until, cadre_date_days((cadre_civil_t){2001, 6, 1}));
    assert_int_equal(readings[2].pattern.take, CADRE_TAKE_MEAN);
    assert_int_equal(readings[2].pattern.day, INT32_MIN); /* all of the run */
    assert_int_equal(readings[2].pattern.until, INT32_MAX);
}

static void test_events(void **state)
{
    const cadre_experiment_t *experiment =
        design_get(*state, OF("{\"ended\": {\"event\": \"ended\", \"take\": \"date\"},\n"
                              " \"visits\": {\"event\": \"visited\", \"take\": \"count\"}}"));
    assert_string_equal(experiment->readings[0].pattern.event, "ended");
    assert_int_equal(experiment->readings[0].pattern.take, CADRE_TAKE_DATE);
    assert_int_equal(experiment->readings[1].pattern.take, CADRE_TAKE_COUNT);
}

/* Every pattern of evidence of the historical scenario, '-' as '_'. */
static void test_scorecard(void **state)
{
    const cadre_experiment_options_t options = {0};
    cadre_experiment_t *experiment;
    (void)state;
    assert_int_equal(
        cadre_experiment_load("configs/designs/lhs-12.json", &options, &experiment, NULL), 0);
    assert_in_range(experiment->reading_count, 10, 1000);
    for (int i = 0; i < experiment->reading_count; i++) {
        char name[64];
        snprintf(name, sizeof name, "%s", experiment->bases[0]->patterns[i].id);
        for (char *c = name; *c != '\0'; c++)
            *c = *c == '-' ? '_' : *c;
        assert_string_equal(experiment->readings[i].name, name);
    }
    cadre_experiment_free(experiment);
    design_refused(*state, OF("\"scorecard\""), "no evidence");
}

static void test_forms(void **state)
{
    const cadre_experiment_t *experiment = design_get(
        *state, OF("{\"y\": {\"measure\": \"members\", \"at\": \"2000-12-01\", \"relative_to\":"
                   " \"2000-06-01\", \"logarithm\": true, \"given_alive\": \"2000-07-01\"}, \"z\":"
                   " {\"event\": \"ended\", \"take\": \"count\"}}"));
    assert_true(experiment->readings[0].logarithm);
    assert_true(experiment->readings[0].given);
    assert_true(experiment->readings[0].pattern.relative);
    assert_int_equal(experiment->readings[0].pattern.day -
                         experiment->readings[0].pattern.relative_day,
                     30 + 31 + 31 + 30 + 31 + 30);
    assert_false(experiment->readings[1].given);
}

static void test_refusals(void **state)
{
    design_file_t *file = *state;
    design_refused(file,
                   OF("{\"y\": {\"measure\": \"members\", \"take\": \"max\", \"relative_to\":"
                      " \"2000-06-01\"}}"),
                   "not with a period");
    design_refused(file, OF("{\"y\": {\"measure\": \"members\"}}"), "needs either \"at\"");
    assert_int_equal(file->err.line, 4);
    design_refused(file, OF("{\"y\": {\"measure\": \"membres\", \"take\": \"last\"}}"), "membres");
    design_refused(file, OF("{\"y\": {\"measure\": \"members\", \"at\": \"1999-01-01\"}}"),
                   "outside the run");
    design_refused(file,
                   OF("{\"y\": {\"measure\": \"members\", \"take\": \"max\", \"from\":"
                      " \"2001-01-01\", \"to\": \"2000-06-01\"}}"),
                   "from must not be after to");
    design_refused(file, OF("{\"y\": {\"event\": \"ended\"}}"), "take is missing");
    design_refused(file,
                   OF("{\"y\": {\"event\": \"ended\", \"take\": \"date\", \"organization\":"
                      " \"lift\"}}"),
                   "there is no organization 'lift'");
    check_contains(file->err.hint, "left");
    design_refused(file, OF("{\"Y\": {\"event\": \"ended\", \"take\": \"date\"}}"),
                   "cannot be the name of a column");
    design_refused(file, OF("{\"y\": {}}"), "\"measure\" or an \"event\"");
    design_refused(file, OF("{}"), "nothing to measure");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_measures),  cmocka_unit_test(test_events),
        cmocka_unit_test(test_scorecard), cmocka_unit_test(test_forms),
        cmocka_unit_test(test_refusals),
    };
    return cmocka_run_group_tests(tests, design_set_up, design_tear_down);
}
