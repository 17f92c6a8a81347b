/* Methods of designs as files name them, their settings, and constraints. */
#define _XOPEN_SOURCE 700 /* mkdtemp */
#include "unit/experiment/design_file.h"

#define TWO "{\"recruitment.rho\": {}, \"exit.contagion\": {}}"
#define LISTED                                                                                     \
    "{\"recruitment.rho\": {\"values\": [0.4, 0.8]}, \"exit.contagion\": {\"values\": [0.4, "      \
    "0.8]}}"

static void test_latin_hypercube(void **state)
{
    const cadre_experiment_t *experiment =
        design_get(*state, DESIGN("{\"type\": \"lhs\", \"points\": 7, \"criterion\": \"center\"}",
                                  TWO, SIMPLE_OUTCOMES));
    assert_int_equal(experiment->design.method, CADRE_METHOD_LHS);
    assert_int_equal(experiment->design.points, 7);
    assert_true(experiment->design.centred);
}

/* Unless told otherwise: Saltelli's blocks of a sequence scrambled by Owen's method. */
static void test_sobol(void **state)
{
    const cadre_experiment_t *experiment =
        design_get(*state, DESIGN("{\"type\": \"sobol\", \"points\": 8}", TWO, SIMPLE_OUTCOMES));
    cadre_sample_t sample;
    assert_true(experiment->design.blocks);
    assert_false(experiment->design.second_order);
    assert_int_equal(experiment->design.randomize, CADRE_RANDOMIZE_OWEN);
    assert_int_equal(cadre_experiment_sample(experiment, &sample, NULL), 0);
    assert_int_equal(sample.points, 8 * (2 + 2)); /* A, AB1, AB2, B */
    cadre_sample_free(&sample);
    design_refused(*state,
                   DESIGN("{\"type\": \"sobol\", \"points\": 8, \"randomize\": \"none\","
                          " \"randomizations\": 3}",
                          TWO, SIMPLE_OUTCOMES),
                   "always the same");
}

static void test_morris_groups(void **state)
{
    const cadre_experiment_t *experiment =
        design_get(*state, DESIGN("{\"type\": \"morris\", \"trajectories\": 3, \"groups\":"
                                  " {\"g\": [\"exit.contagion\"]}}",
                                  TWO, SIMPLE_OUTCOMES));
    assert_int_equal(experiment->design.group_count, 2);
    assert_int_equal(experiment->design.group_of[1], 0);
    assert_int_equal(experiment->design.group_of[0], 1); /* by itself */
    design_refused(
        *state,
        DESIGN("{\"type\": \"morris\", \"trajectories\": 3, \"levels\": 5}", TWO, SIMPLE_OUTCOMES),
        "levels must be even");
    design_refused(*state,
                   DESIGN("{\"type\": \"morris\", \"trajectories\": 3, \"groups\":"
                          " {\"g\": [\"exit.contagion\"], \"h\": [\"exit.contagion\"]}}",
                          TWO, SIMPLE_OUTCOMES),
                   "is in a group already");
}

/* Columns in any order; what is no input is left alone. */
static void test_table(void **state)
{
    design_file_t *file = *state;
    const char *design =
        DESIGN("{\"type\": \"table\", \"file\": \"points.csv\"}", TWO, SIMPLE_OUTCOMES);
    design_write(file, "points.csv", "exit.contagion,note,recruitment.rho\n1.5,a,0.5\n2,b,0.25\n");
    const cadre_experiment_t *experiment = design_get(file, design);
    char sha256[65];
    strcpy(sha256, experiment->sha256);
    assert_int_equal(experiment->design.points, 2);
    check_close(experiment->design.table[0], 0.5, 0, 0);
    check_close(experiment->design.table[3], 2, 0, 0);
    design_write(file, "points.csv", "exit.contagion,note,recruitment.rho\n1.5,a,0.5\n2,b,0.26\n");
    assert_string_not_equal(design_get(file, design)->sha256, sha256); /* another design */
    design_write(file, "points.csv", "exit.contagion\n1.5\n");
    design_refused(file, design, "no column 'recruitment.rho'");
    design_write(file, "points.csv", "exit.contagion,recruitment.rho\n1.5,77\n");
    design_refused(file, design, "recruitment.rho = 77 is outside");
    assert_int_equal(file->err.line, 2);
    design_write(file, "points.csv", "exit.contagion,recruitment.rho\n");
    design_refused(file, design, "no points");
}

/* Of the four combinations one has the first below the second. */
static void test_constraints(void **state)
{
#define BOUND(text)                                                                                \
    DESIGN("{\"type\": \"grid\"}, \"constraints\": [" text "]", LISTED, SIMPLE_OUTCOMES)
    cadre_sample_t sample;
    const cadre_experiment_t *experiment =
        design_get(*state, BOUND("\"recruitment.rho < exit.contagion\""));
    assert_int_equal(experiment->design.constraint_count, 1);
    assert_int_equal(cadre_experiment_sample(experiment, &sample, NULL), 0);
    assert_int_equal(sample.points, 1);
    assert_int_equal(sample.dropped, 3);
    check_close(sample.values[0], 0.4, 0, 0);
    cadre_sample_free(&sample);
    design_refused(*state, BOUND("\"recruitment.rho = exit.contagion\""), "compares no two inputs");
    design_refused(*state, BOUND("\"recruitment.rho < exit.mu\""), "there is no input 'exit.mu'");
}

static void test_type(void **state)
{
    design_refused(*state, DESIGN("{\"type\": \"lsh\", \"points\": 3}", TWO, SIMPLE_OUTCOMES),
                   "lsh");
    design_refused(*state, DESIGN("{\"points\": 3}", TWO, SIMPLE_OUTCOMES), "type is missing");
    design_refused(*state, DESIGN("{\"type\": \"grid\", \"points\": 3}", LISTED, SIMPLE_OUTCOMES),
                   "unknown key 'points'");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_latin_hypercube), cmocka_unit_test(test_sobol),
        cmocka_unit_test(test_morris_groups),   cmocka_unit_test(test_table),
        cmocka_unit_test(test_constraints),     cmocka_unit_test(test_type),
    };
    return cmocka_run_group_tests(tests, design_set_up, design_tear_down);
}
