/* Points of a design as CSV, on a stream and in a folder. */
#define _XOPEN_SOURCE 700 /* mkdtemp */
#include "unit/experiment/design_file.h"

#include "store/design_store.h"

static const char GRID[] =
    DESIGN("{\"type\": \"grid\"}",
           "{\"recruitment.rho\": {\"values\": [0.4, 0.8]},"
           " \"organizations.left.title\": {\"values\": [\"The Left\", \"Left, or \\\"L\\\"\"]}}",
           SIMPLE_OUTCOMES);
/* By hand, RFC 4180: the last input turns fastest; quotes are doubled. */
static const char EXPECTED[] = "block,role,recruitment.rho,organizations.left.title\n"
                               "1,,0.4,The Left\n"
                               "2,,0.4,\"Left, or \"\"L\"\"\"\n"
                               "3,,0.8,The Left\n"
                               "4,,0.8,\"Left, or \"\"L\"\"\"\n";

static void read_all(FILE *file, char *out, size_t size)
{
    rewind(file);
    out[fread(out, 1, size - 1, file)] = '\0';
}

static void test_stream(void **state)
{
    const cadre_experiment_t *experiment = design_get(*state, GRID);
    cadre_sample_t sample;
    char text[1024];
    FILE *file = tmpfile();
    assert_int_equal(cadre_experiment_sample(experiment, &sample, NULL), 0);
    assert_int_equal(cadre_design_write(experiment, &sample, file, "it", NULL), 0);
    read_all(file, text, sizeof text);
    assert_string_equal(text, EXPECTED);
    fclose(file);
    cadre_sample_free(&sample);
}

/* Rows of Sobol' blocks say which they are. */
static void test_roles(void **state)
{
    static const char *const roles[] = {"1,A,", "1,AB1,", "1,B,", "2,A,", "2,AB1,", "2,B,"};
    const cadre_experiment_t *experiment =
        design_get(*state, DESIGN("{\"type\": \"sobol\", \"points\": 2}",
                                  "{\"recruitment.rho\": {}}", SIMPLE_OUTCOMES));
    cadre_sample_t sample;
    char text[1024], *line = text;
    FILE *file = tmpfile();
    assert_int_equal(cadre_experiment_sample(experiment, &sample, NULL), 0);
    assert_int_equal(cadre_design_write(experiment, &sample, file, "it", NULL), 0);
    read_all(file, text, sizeof text);
    for (int i = 0; i < 6; i++) {
        line = strchr(line, '\n') + 1;
        assert_int_equal(strncmp(line, roles[i], strlen(roles[i])), 0);
    }
    fclose(file);
    cadre_sample_free(&sample);
}

static void test_folder(void **state)
{
    design_file_t *file = *state;
    const cadre_experiment_t *experiment = design_get(file, GRID);
    cadre_sample_t sample;
    char folder[256], text[4096];
    snprintf(folder, sizeof folder, "%s", design_path(file, "out"));
    assert_int_equal(cadre_experiment_sample(experiment, &sample, NULL), 0);
    assert_int_equal(cadre_design_store(experiment, &sample, folder, false, NULL), 0);
    FILE *points = fopen(design_path(file, "out/design.csv"), "r");
    assert_non_null(points);
    read_all(points, text, sizeof text);
    assert_string_equal(text, EXPECTED);
    fclose(points);
    FILE *manifest = fopen(design_path(file, "out/datapackage.json"), "r");
    assert_non_null(manifest);
    read_all(manifest, text, sizeof text);
    check_contains(text, "\"kind\": \"design\"");
    check_contains(text, experiment->sha256);
    check_contains(text, "\"points\": 4");
    fclose(manifest);
    cadre_sample_free(&sample);
}

static void test_full(void **state)
{
    const cadre_experiment_t *experiment = design_get(*state, GRID);
    cadre_sample_t sample;
    cadre_error_t err;
    FILE *full = fopen("/dev/full", "w");
    if (full == NULL)
        skip();
    assert_int_equal(cadre_experiment_sample(experiment, &sample, NULL), 0);
    assert_int_equal(cadre_design_write(experiment, &sample, full, "points", &err), CADRE_ERROR_IO);
    check_contains(err.message, "disk full while writing 'points'");
    fclose(full);
    cadre_sample_free(&sample);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_stream),
        cmocka_unit_test(test_roles),
        cmocka_unit_test(test_folder),
        cmocka_unit_test(test_full),
    };
    return cmocka_run_group_tests(tests, design_set_up, design_tear_down);
}
