#include "unit/experiment/calibration_case.h"

#include "base/memory.h"
#include "base/text.h"
#include "store/calibration_store.h"
#include "json/json.h"

#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* A calibration in a directory of its own, driven by invented runs. */
typedef struct {
    char directory[64];
    cadre_experiment_t *experiment;
    cadre_calibration_runs_t *runs;
    cadre_calibration_store_t *store;
    cadre_error_t err;
} fixture_t;

static int begin(fixture_t *self, uint64_t seed, bool force)
{
    self->experiment = load_calibration("tests/cli/tiny-calibration.json", seed);
    assert_int_equal(cadre_calibration_runs_create(self->experiment, &self->runs, &self->err), 0);
    const cadre_calibration_options_t options = {.experiment = self->experiment,
                                                 .abc = cadre_calibration_runs_abc(self->runs),
                                                 .directory = self->directory,
                                                 .command = "cadre calibrate tiny-calibration",
                                                 .force = force};
    return cadre_calibration_store_open(&options, &self->store, &self->err);
}

static void end(fixture_t *self)
{
    cadre_calibration_store_close(self->store);
    cadre_calibration_runs_free(self->runs);
    cadre_experiment_free(self->experiment);
    self->store = NULL;
}

/* So many runs more, or all there are. */
static void tell(fixture_t *self, int64_t runs)
{
    cadre_abc_t *abc = cadre_calibration_runs_abc(self->runs);
    for (int64_t i = 0; i < runs && !cadre_abc_done(abc); i++) {
        double statistics[4];
        bool complete;
        invent(self->experiment, cadre_abc_runs(abc) + 1, statistics);
        assert_int_equal(
            cadre_calibration_store_tell(self->store, statistics, &complete, &self->err), 0);
        if (complete)
            assert_int_equal(cadre_abc_advance(abc, &self->err), 0);
    }
}

static void read_into(const fixture_t *self, const char *name, char **text)
{
    char path[128];
    size_t length;
    snprintf(path, sizeof path, "%s/%s", self->directory, name);
    assert_int_equal(cadre_read_file(path, 1 << 20, text, &length, NULL), 0);
}

static int set_up(void **state)
{
    fixture_t *self = calloc(1, sizeof *self);
    strcpy(self->directory, "/tmp/cadre-calibration-XXXXXX");
    *state = self;
    return mkdtemp(self->directory) != NULL ? 0 : 1;
}

static int tear_down(void **state)
{
    fixture_t *self = *state;
    DIR *entries = opendir(self->directory);
    const struct dirent *entry;
    while ((entry = readdir(entries)) != NULL) {
        char path[400];
        snprintf(path, sizeof path, "%s/%s", self->directory, entry->d_name);
        unlink(path);
    }
    closedir(entries);
    rmdir(self->directory);
    free(self);
    return 0;
}

/* Interrupted after 30, then 61 runs: the files are those of a calibration that never was. */
static void test_resumes(void **state)
{
    fixture_t *self = *state;
    char *whole[4], *again[4];
    static const char *const names[4] = {"posterior.csv", "generations.csv", "marginals.csv",
                                         "predictions.csv"};
    assert_int_equal(begin(self, 0, false), 0);
    tell(self, INT64_MAX);
    assert_int_equal(cadre_calibration_store_sync(self->store, &self->err), 0);
    assert_int_equal(cadre_calibration_store_publish(self->store, &self->err), 0);
    end(self);
    for (int i = 0; i < 4; i++) {
        char path[128];
        read_into(self, names[i], &whole[i]);
        snprintf(path, sizeof path, "%s/%s", self->directory, names[i]);
        unlink(path);
    }
    char path[128];
    snprintf(path, sizeof path, "%s/datapackage.json", self->directory);
    unlink(path);
    snprintf(path, sizeof path, "%s/journal.txt", self->directory);
    unlink(path);
    static const int64_t pieces[3] = {30, 61, INT64_MAX};
    for (int piece = 0; piece < 3; piece++) {
        assert_int_equal(begin(self, 0, false), 0);
        assert_int_equal(cadre_calibration_store_before(self->store), piece == 0   ? 0
                                                                      : piece == 1 ? 30
                                                                                   : 91);
        assert_false(cadre_calibration_store_published(self->store));
        tell(self, pieces[piece]);
        assert_int_equal(cadre_calibration_store_sync(self->store, &self->err), 0);
        if (piece < 2)
            assert_int_equal(cadre_calibration_store_saved(self->store), piece == 0 ? 30 : 91);
        else
            assert_int_equal(cadre_calibration_store_publish(self->store, &self->err), 0);
        end(self);
    }
    for (int i = 0; i < 4; i++) {
        read_into(self, names[i], &again[i]);
        assert_string_equal(whole[i], again[i]);
        cadre_free(whole[i]);
        cadre_free(again[i]);
    }
    assert_int_equal(begin(self, 0, false), 0);
    assert_true(cadre_calibration_store_published(self->store));
    assert_true(cadre_abc_done(cadre_calibration_runs_abc(self->runs)));
    end(self);
}

/* Another seed is another calibration; with force it begins anew. */
static void test_identity(void **state)
{
    fixture_t *self = *state;
    assert_int_equal(begin(self, 0, false), 0);
    tell(self, 10);
    end(self);
    assert_int_equal(begin(self, 8, false), CADRE_ERROR_IDENTITY);
    check_contains(self->err.message,
                   "holds another calibration ('tiny-calibration'): what differs is the seed");
    end(self);
    assert_int_equal(begin(self, 8, true), 0);
    assert_int_equal(cadre_calibration_store_before(self->store), 0);
    end(self);
}

/* Missing statistics are empty fields and come back as missing. */
static void test_missing(void **state)
{
    fixture_t *self = *state;
    const double statistics[4] = {1.25, (double)NAN, 0.1, (double)NAN};
    bool complete;
    char *journal;
    assert_int_equal(begin(self, 0, false), 0);
    assert_int_equal(cadre_calibration_store_tell(self->store, statistics, &complete, &self->err),
                     0);
    assert_int_equal(cadre_calibration_store_sync(self->store, &self->err), 0);
    end(self);
    read_into(self, "journal.txt", &journal);
    check_contains(journal, "\n1,1,1.25,,0.1,*");
    cadre_free(journal);
    assert_int_equal(begin(self, 0, false), 0);
    assert_int_equal(cadre_calibration_store_before(self->store), 1);
    assert_int_equal(cadre_abc_accepted(cadre_calibration_runs_abc(self->runs)), 0);
    end(self);
}

/* What the manifest says beside the columns. */
static void test_manifest(void **state)
{
    fixture_t *self = *state;
    char path[128];
    cadre_json_document_t *document;
    assert_int_equal(begin(self, 0, false), 0);
    tell(self, INT64_MAX);
    assert_int_equal(cadre_calibration_store_publish(self->store, &self->err), 0);
    snprintf(path, sizeof path, "%s/datapackage.json", self->directory);
    assert_int_equal(cadre_json_load(path, &document, &self->err), 0);
    const cadre_json_t *cadre = cadre_json_get(cadre_json_root(document), "cadre");
    assert_string_equal(cadre_json_string(cadre_json_get(cadre, "kind")), "calibrate");
    assert_int_equal(cadre_json_size(cadre_json_get(cadre, "targets")), 3);
    assert_int_equal(cadre_json_size(cadre_json_get(cadre, "held_out")), 1);
    assert_string_equal(cadre_json_string(cadre_json_at(cadre_json_get(cadre, "inputs"), 2)),
                        "branches.n_min");
    assert_string_equal(cadre_json_string(cadre_json_get(cadre, "command")),
                        "cadre calibrate tiny-calibration");
    cadre_json_free(document);
    end(self);
}

static cadre_calibration_status_t status_of(fixture_t *self, bool expected)
{
    cadre_calibration_status_t status;
    bool found;
    assert_int_equal(cadre_calibration_status(self->directory, &found, &status, &self->err), 0);
    assert_int_equal(found, expected);
    return status;
}

/* Nothing there, then 53 runs of which 3 are of the second generation, then all and the files. */
static void test_status(void **state)
{
    fixture_t *self = *state;
    status_of(self, false);
    assert_int_equal(begin(self, 0, false), 0);
    assert_int_equal(status_of(self, true).saved, 0);
    tell(self, 53);
    assert_int_equal(cadre_calibration_store_sync(self->store, &self->err), 0);
    cadre_calibration_status_t status = status_of(self, true);
    assert_string_equal(status.design, "tiny-calibration");
    assert_int_equal(status.saved, 53);
    assert_int_equal(status.generation, 2);
    assert_false(status.published);
    tell(self, INT64_MAX);
    assert_int_equal(cadre_calibration_store_sync(self->store, &self->err), 0);
    assert_int_equal(cadre_calibration_store_publish(self->store, &self->err), 0);
    status = status_of(self, true);
    assert_int_equal(status.saved, cadre_abc_runs(cadre_calibration_runs_abc(self->runs)));
    assert_int_equal(status.generation, 0);
    assert_true(status.published);
    end(self);
}

static void test_names_of_stops(void **state)
{
    (void)state;
    assert_string_equal(cadre_stop_name(CADRE_STOP_ACCEPTANCE), "acceptance");
    assert_string_equal(cadre_stop_name(CADRE_STOP_NONE), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_resumes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_identity, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_missing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_manifest, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_status, set_up, tear_down),
        cmocka_unit_test(test_names_of_stops),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
