/* Which scenario a design is about, and which files it may read. */
#define _XOPEN_SOURCE 700 /* mkdtemp */
#include "unit/experiment/design_file.h"

#include <sys/stat.h>

#define OF(scenario)                                                                               \
    "{\"format\": \"cadre-design/1\", \"scenario\": " scenario ",\n \"method\": {\"type\": "       \
    "\"lhs\", \"points\": 2}, \"inputs\": {\"recruitment.rho\": {}}, "                             \
    "\"outcomes\":\n" SIMPLE_OUTCOMES "}"
#define AMONG(rest, names)                                                                         \
    "{\"format\": \"cadre-design/1\"" rest ", \"method\": {\"type\": \"grid\"}, \"inputs\":\n"     \
    " {\"scenario\": {\"values\": [" names "]}}, \"outcomes\": " SIMPLE_OUTCOMES "}"

static const char OTHER[] = "{\"format\": \"cadre-scenario/1\", \"extends\": \"tiny.json\","
                            " \"title\": \"Another\", \"end\": \"2000-12-31\"}";

static void test_one(void **state)
{
    const cadre_experiment_t *experiment = design_get(*state, OF("\"tiny.json\""));
    assert_false(experiment->free);
    assert_int_equal(experiment->scenario_count, 1);
    assert_string_equal(experiment->bases[0]->name, "tiny");
    assert_string_equal(experiment->name, "d");
}

static void test_several(void **state)
{
    design_file_t *file = *state;
    design_write(file, "other.json", OTHER);
    const cadre_experiment_t *experiment =
        design_get(file, AMONG("", "\"tiny.json\", \"other.json\""));
    assert_int_equal(experiment->scenario_count, 2);
    assert_string_equal(experiment->bases[1]->name, "other");
    assert_int_equal(experiment->inputs[0].target, CADRE_TARGET_SCENARIO);
    design_refused(file, AMONG(", \"scenario\": \"tiny.json\"", "\"other.json\""),
                   "an input already");
    design_refused(file, AMONG("", ""), "names no scenario");
}

static void test_without(void **state)
{
    const cadre_experiment_t *experiment = design_get(
        *state, "{\"format\": \"cadre-design/1\", \"method\": {\"type\": \"lhs\", \"points\": 2},"
                " \"inputs\": {\"x\": {\"low\": 0, \"high\": 1}}}");
    assert_true(experiment->free);
    assert_int_equal(experiment->scenario_count, 0);
    assert_int_equal(experiment->inputs[0].target, CADRE_TARGET_FREE);
}

/* A design may be anybody's: it reads in its own folder only, or in the one around `designs`. */
static void test_folders(void **state)
{
    design_file_t *file = *state;
    const cadre_experiment_options_t options = {0};
    design_refused(file, OF("\"/etc/passwd\""), "absolute path");
    assert_int_equal(mkdir(design_path(file, "mine"), 0777), 0);
    assert_int_equal(mkdir(design_path(file, "designs"), 0777), 0);
    design_write(file, "mine/d.json", OF("\"../tiny.json\""));
    design_write(file, "designs/d.json", OF("\"../tiny.json\""));
    cadre_experiment_free(file->experiment);
    assert_int_equal(cadre_experiment_load(design_path(file, "mine/d.json"), &options,
                                           &file->experiment, &file->err),
                     CADRE_ERROR_INPUT);
    check_contains(file->err.message, "leads out of the design's folder");
    assert_int_equal(cadre_experiment_load(design_path(file, "designs/d.json"), &options,
                                           &file->experiment, &file->err),
                     0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one),
        cmocka_unit_test(test_several),
        cmocka_unit_test(test_without),
        cmocka_unit_test(test_folders),
    };
    return cmocka_run_group_tests(tests, design_set_up, design_tear_down);
}
