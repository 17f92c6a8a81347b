/* Analyses in the directory of a sweep that was run for it: tests/cli/tiny-sobol.json. */
#include "hand_made.h"

#include "base/memory.h"
#include "store/design_store.h"
#include "store/directory.h"
#include "store/sensitivity_store.h"

typedef struct {
    hand_t *hand;
    char directory[128];
    cadre_experiment_t *experiment;
    cadre_plan_t *plan;
    cadre_sweep_store_t *sweep;
    cadre_text_t design;
    cadre_told_t told;
    cadre_attribution_t attribution;
    cadre_error_t err;
} fixture_t;

static void analyze(fixture_t *self, const cadre_ask_options_t *options)
{
    cadre_attribution_free(&self->attribution);
    assert_int_equal(cadre_attribution_find(&self->attribution, &self->told, options, &self->err),
                     0);
}

static int set_up(void **state)
{
    const cadre_experiment_options_t wanted = {0};
    const cadre_ask_options_t options = {
        .method = CADRE_ASK_SOBOL, .randomizations = 8, .levels = 4, .seed = 1};
    cadre_merged_t merged = {0};
    cadre_jobs_t jobs;
    fixture_t *self = calloc(1, sizeof *self);
    cadre_error_t *err = &self->err;
    *state = self;
    self->hand = hand_make();
    strcpy(self->directory, hand_path(self->hand, "x"));
    assert_int_equal(
        cadre_experiment_load("tests/cli/tiny-sobol.json", &wanted, &self->experiment, err), 0);
    assert_int_equal(cadre_plan_create(self->experiment, &self->plan, err), 0);
    const cadre_sweep_options_t sweep = {.experiment = self->experiment,
                                         .plan = self->plan,
                                         .directory = self->directory,
                                         .command = "cadre sweep tiny-sobol",
                                         .shard = 1,
                                         .shards = 1};
    assert_int_equal(cadre_sweep_store_open(&sweep, &self->sweep, err), 0);
    cadre_plan_jobs(self->plan, 1, 1, cadre_sweep_store_done(self->sweep), &jobs);
    const cadre_pool_options_t pool = {.threads = 1};
    assert_int_equal(
        cadre_pool_run_jobs(&jobs, &pool, cadre_sweep_store_observe, self->sweep, NULL, err), 0);
    assert_int_equal(cadre_sweep_store_sync(self->sweep, err), 0);
    const char *const sources[] = {self->directory};
    assert_int_equal(cadre_sweep_merge(sources, 1, self->directory, false, &merged, err), 0);
    cadre_merged_free(&merged);
    assert_int_equal(
        cadre_design_text(self->experiment, cadre_plan_sample(self->plan), &self->design, err), 0);
    assert_int_equal(cadre_told_read_points(&self->told, "design", &self->design, err), 0);
    assert_int_equal(
        cadre_told_read_outcomes(&self->told, hand_path(self->hand, "x/runs.csv"), err), 0);
    analyze(self, &options);
    return 0;
}

static int tear_down(void **state)
{
    fixture_t *self = *state;
    cadre_attribution_free(&self->attribution);
    cadre_told_free(&self->told);
    cadre_text_free(&self->design);
    cadre_sweep_store_close(self->sweep);
    cadre_plan_free(self->plan);
    cadre_experiment_free(self->experiment);
    hand_free(self->hand);
    free(self);
    return 0;
}

static int store(fixture_t *self, const char *method, bool *replaced)
{
    const cadre_sensitivity_store_options_t options = {.sweep = self->sweep,
                                                       .design = &self->design,
                                                       .method = method,
                                                       .command = "cadre sensitivity by hand"};
    return cadre_sensitivity_store(&options, &self->attribution, replaced, &self->err);
}

static void check_same(const fixture_t *self, const char *name, const char *expected)
{
    char *text = hand_read(self->hand, name);
    assert_non_null(text);
    assert_string_equal(text, expected);
    free(text);
}

/* The design as `cadre design` writes it and the indices stand beside the runs, which stay as they
 * were; the manifest lists all and keeps what made the runs. Stored once more: the same bytes. */
static void test_beside(void **state)
{
    fixture_t *self = *state;
    bool replaced = true;
    char *runs = hand_read(self->hand, "x/runs.csv");
    assert_int_equal(store(self, "sobol", &replaced), 0);
    assert_false(replaced);
    check_same(self, "x/design.csv", self->design.data);
    check_same(self, "x/runs.csv", runs);
    char *indices = hand_read(self->hand, "x/sensitivity.csv");
    check_contains(indices, "outcome,input,index,estimate,lo,hi");
    check_contains(indices, "y_members,finance.dues_per_month,ST,0,0,0,0,0");
    char *manifest = hand_read(self->hand, "x/" CADRE_MANIFEST_FILE);
    check_contains(manifest, "\"command\": \"cadre sweep tiny-sobol\"");
    check_contains(manifest, "\"command\": \"cadre sensitivity by hand\"");
    check_contains(manifest, "\"gsl\": \"");
    static const char *const PATHS[] = {"design", "runs", "summary", "sensitivity"};
    for (int i = 0; i < 4; i++) {
        char path[64];
        snprintf(path, sizeof path, "\"path\": \"%s.csv\"", PATHS[i]);
        check_contains(manifest, path);
    }
    assert_int_equal(store(self, "sobol", &replaced), 0);
    assert_true(replaced);
    check_same(self, "x/sensitivity.csv", indices);
    check_same(self, "x/" CADRE_MANIFEST_FILE, manifest);
    free(runs);
    free(indices);
    free(manifest);
}

/* Boxes take the place of indices: a folder has one analysis. */
static void test_boxes(void **state)
{
    fixture_t *self = *state;
    bool replaced;
    const cadre_ask_options_t options = {.method = CADRE_ASK_PRIM,
                                         .case_outcome = "y_members",
                                         .case_relation = CADRE_CASE_LESS,
                                         .case_value = 20};
    assert_int_equal(store(self, "sobol", &replaced), 0);
    analyze(self, &options);
    assert_int_equal(store(self, "prim", &replaced), 0);
    assert_true(replaced);
    char *boxes = hand_read(self->hand, "x/boxes.csv");
    check_contains(boxes, "outcome,box,input,lo,hi");
    free(boxes);
    assert_null(hand_read(self->hand, "x/sensitivity.csv"));
}

/* A directory that holds another sweep by now is left alone. */
static void test_another_sweep(void **state)
{
    fixture_t *self = *state;
    bool replaced;
    char *manifest = hand_read(self->hand, "x/" CADRE_MANIFEST_FILE);
    char *seed = strstr(manifest, "\"seed\":\"1\"");
    assert_non_null(seed);
    seed[8] = '2';
    hand_write(self->hand, "x/" CADRE_MANIFEST_FILE, manifest);
    assert_int_equal(store(self, "sobol", &replaced), CADRE_ERROR_IDENTITY);
    check_contains(self->err.message, "what differs is the seed");
    check_same(self, "x/" CADRE_MANIFEST_FILE, manifest);
    assert_null(hand_read(self->hand, "x/sensitivity.csv"));
    free(manifest);
}

/* Whichever allocation fails, the sweep's files are whole, and no part of an analysis is there. */
static void test_out_of_memory(void **state)
{
    fixture_t *self = *state;
    bool replaced;
    int failures = 0;
    char *manifest = hand_read(self->hand, "x/" CADRE_MANIFEST_FILE);
    for (long allocation = 1;; allocation++) {
        cadre_memory_fail_after(allocation);
        const int code = store(self, "sobol", &replaced);
        cadre_memory_fail_after(0);
        if (code == CADRE_OK)
            break;
        assert_int_equal(code, CADRE_ERROR_MEMORY);
        check_same(self, "x/" CADRE_MANIFEST_FILE, manifest);
        assert_null(hand_read(self->hand, "x/sensitivity.csv"));
        failures++;
    }
    assert_true(failures > 10);
    free(manifest);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_beside, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_boxes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_another_sweep, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_out_of_memory, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
