#include "hand_made.h"

#include "base/memory.h"
#include "store/directory.h"

static const cadre_possession_t CLAIM = {"run", "by-hand", false};
static const cadre_possession_t FORCED = {"run", "by-hand", true};
static const char MANIFEST[] = "{\"cadre\": {\"kind\": \"run\", \"scenario\": \"by-hand\"}}";

static int set_up(void **state)
{
    *state = hand_make();
    return 0;
}

static int tear_down(void **state)
{
    hand_free(*state);
    return 0;
}

static int open_at(const hand_t *hand, const char *name, const cadre_possession_t *claim,
                   cadre_directory_t *directory, cadre_error_t *err)
{
    *err = (cadre_error_t){0};
    return cadre_directory_open(directory, hand_path(hand, name), claim, err);
}

/* A staged file with a text. */
static void stage(cadre_directory_t *directory, const char *name, const char *text)
{
    FILE *file;
    assert_int_equal(cadre_directory_create(directory, name, &file, NULL), 0);
    fputs(text, file);
    fclose(file);
}

static void publish(const hand_t *hand, const char *name, const char *text)
{
    cadre_directory_t directory;
    cadre_error_t err;
    assert_int_equal(open_at(hand, name, &CLAIM, &directory, &err), 0);
    stage(&directory, "runs.csv", text);
    assert_int_equal(cadre_directory_publish(&directory, MANIFEST, strlen(MANIFEST), &err), 0);
    cadre_directory_close(&directory);
}

static void check_file(const hand_t *hand, const char *name, const char *expected)
{
    char *text = hand_read(hand, name);
    assert_non_null(text);
    assert_string_equal(text, expected);
    free(text);
}

/* A missing directory is made, with those above it; results are there, and nothing else. */
static void test_missing(void **state)
{
    const hand_t *hand = *state;
    publish(hand, "a/b//c/", "one\n");
    check_file(hand, "a/b/c/runs.csv", "one\n");
    check_file(hand, "a/b/c/" CADRE_MANIFEST_FILE, MANIFEST);
    assert_int_equal(hand_count(hand, "a/b/c"), 2);
}

/* Closed without results, a directory that was made is gone, one that was there is empty. */
static void test_nothing_published(void **state)
{
    const hand_t *hand = *state;
    cadre_directory_t directory;
    cadre_error_t err;
    assert_int_equal(open_at(hand, "a/b", &CLAIM, &directory, &err), 0);
    stage(&directory, "runs.csv", "one\n");
    assert_int_equal(hand_count(hand, "a"), 1);
    cadre_directory_close(&directory);
    assert_int_equal(hand_count(hand, "a"), -1);

    assert_int_equal(mkdir(hand_path(hand, "here"), 0700), 0);
    assert_int_equal(open_at(hand, "here", &CLAIM, &directory, &err), 0);
    assert_false(directory.had_results);
    stage(&directory, "runs.csv", "one\n");
    cadre_directory_close(&directory);
    assert_int_equal(hand_count(hand, "here"), 0);
}

/* Results of the same scenario stay whole until new ones are complete; other files stay. */
static void test_replaced(void **state)
{
    const hand_t *hand = *state;
    publish(hand, "x", "one\n");
    hand_write(hand, "x/picture.svg", "<svg/>");
    cadre_directory_t directory;
    cadre_error_t err;
    assert_int_equal(open_at(hand, "x", &CLAIM, &directory, &err), 0);
    assert_true(directory.had_results);
    stage(&directory, "runs.csv", "two\n");
    check_file(hand, "x/runs.csv", "one\n");
    cadre_directory_close(&directory);
    check_file(hand, "x/runs.csv", "one\n");
    check_file(hand, "x/" CADRE_MANIFEST_FILE, MANIFEST);

    publish(hand, "x", "two\n");
    check_file(hand, "x/runs.csv", "two\n");
    check_file(hand, "x/picture.svg", "<svg/>");
    assert_int_equal(hand_count(hand, "x"), 3);
}

/* A manifest that lists the files given. */
static void write_list(char out[512], const char *first, const char *second)
{
    snprintf(
        out, 512,
        "{\"cadre\": {\"kind\": \"run\", \"scenario\": \"by-hand\"}, \"resources\": [{\"path\": "
        "\"%s\"}, {\"path\": \"%s\"}]}",
        first, second);
}

/* Files that the results before had and the new ones do not are gone; those that both list stay,
 * staged anew or not, and so do files of others. A name that leads out of the directory is nobody's
 * result. A process that died after the first removal: the next one ends it. */
static void test_replaced_with_less(void **state)
{
    const hand_t *hand = *state;
    cadre_directory_t directory;
    cadre_error_t err;
    char list[512];
    hand_write(hand, "outside.csv", "mine\n");
    publish(hand, "x", "one\n");
    hand_write(hand, "x/boxes.csv", "old\n");
    hand_write(hand, "x/picture.svg", "<svg/>");
    write_list(list, "boxes.csv", "runs.csv");
    hand_write(hand, "x/" CADRE_MANIFEST_FILE, list);
    assert_int_equal(open_at(hand, "x", &CLAIM, &directory, &err), 0);
    stage(&directory, "sensitivity.csv", "new\n");
    check_file(hand, "x/boxes.csv", "old\n");
    write_list(list, "runs.csv", "sensitivity.csv");
    assert_int_equal(cadre_directory_publish(&directory, list, strlen(list), &err), 0);
    cadre_directory_close(&directory);
    assert_null(hand_read(hand, "x/boxes.csv"));
    check_file(hand, "x/runs.csv", "one\n");
    check_file(hand, "x/sensitivity.csv", "new\n");
    check_file(hand, "x/picture.svg", "<svg/>");

    write_list(list, "boxes.csv", "runs.csv"); /* the first of them is gone already */
    hand_write(hand, "x/" CADRE_MANIFEST_FILE, list);
    assert_int_equal(mkdir(hand_path(hand, "x/" CADRE_STAGING_NAME), 0700), 0);
    hand_write(hand, "x/" CADRE_STAGING_NAME "/" CADRE_MANIFEST_FILE, MANIFEST);
    assert_int_equal(open_at(hand, "x", &CLAIM, &directory, &err), 0);
    assert_null(hand_read(hand, "x/runs.csv"));
    cadre_directory_close(&directory);

    write_list(list, "sensitivity.csv", "../outside.csv");
    hand_write(hand, "x/" CADRE_MANIFEST_FILE, list);
    assert_int_equal(open_at(hand, "x", &CLAIM, &directory, &err), 0);
    assert_int_equal(cadre_directory_forget(&directory, &err), 0);
    cadre_directory_close(&directory);
    assert_int_equal(hand_count(hand, "x"), 1); /* the picture */
    check_file(hand, "outside.csv", "mine\n");
}

/* Another scenario, or another command: named, with the ways out; --force is one. */
static void test_other_results(void **state)
{
    const hand_t *hand = *state;
    cadre_directory_t directory;
    cadre_error_t err;
    char expected[256];
    assert_int_equal(mkdir(hand_path(hand, "x"), 0700), 0);
    hand_write(hand, "x/" CADRE_MANIFEST_FILE,
               "{\"cadre\": {\"kind\": \"run\", \"scenario\": \"no-rival\"}}");
    assert_int_equal(open_at(hand, "x", &CLAIM, &directory, &err), CADRE_ERROR_IDENTITY);
    snprintf(expected, sizeof expected, "%s/x", hand->folder);
    assert_string_equal(err.file, expected);
    assert_string_equal(err.message, "holds results of the scenario 'no-rival', not of 'by-hand'");
    assert_string_equal(err.found, "no-rival");
    assert_string_equal(err.allowed, "by-hand");
    assert_string_equal(err.hint,
                        "choose another directory with -o OTHER, or replace them with --force");
    assert_int_equal(hand_count(hand, "x"), 1);

    hand_write(hand, "x/" CADRE_MANIFEST_FILE,
               "{\"cadre\": {\"kind\": \"sweep\", \"scenario\": \"by-hand\"}}");
    assert_int_equal(open_at(hand, "x", &CLAIM, &directory, &err), CADRE_ERROR_IDENTITY);
    check_contains(err.message, "holds results of 'cadre sweep', not of 'cadre run'");
    assert_string_equal(err.found, "sweep");

    assert_int_equal(open_at(hand, "x", &FORCED, &directory, &err), 0);
    assert_true(directory.had_results);
    cadre_directory_close(&directory);
}

/* What is not Cadre's stays, also with --force. */
static void test_foreign(void **state)
{
    static const char *const MANIFESTS[] = {
        "{\"name\": \"somebody's data package\"}",
        "{\"cadre\": {\"kind\": 7, \"scenario\": \"by-hand\"}}",
        "{\"cadre\": [\"kind\"]}",
        "[1]",
    };
    const hand_t *hand = *state;
    cadre_directory_t directory;
    cadre_error_t err;
    assert_int_equal(mkdir(hand_path(hand, "x"), 0700), 0);
    hand_write(hand, "x/thesis.tex", "years of work");
    assert_int_equal(open_at(hand, "x", &FORCED, &directory, &err), CADRE_ERROR_CREATE);
    check_contains(err.file, hand->folder);
    assert_string_equal(err.message, "is not empty and holds no results of Cadre");
    assert_string_equal(err.hint,
                        "choose another directory with -o OTHER; --force does not help here");
    for (size_t i = 0; i < sizeof MANIFESTS / sizeof MANIFESTS[0]; i++) {
        hand_write(hand, "x/" CADRE_MANIFEST_FILE, MANIFESTS[i]);
        assert_int_equal(open_at(hand, "x", &FORCED, &directory, &err), CADRE_ERROR_CREATE);
        check_contains(err.message, "holds no results of Cadre");
    }
    check_file(hand, "x/thesis.tex", "years of work");
    assert_int_equal(hand_count(hand, "x"), 2);
}

/* A manifest cut short may be anybody's. */
static void test_damaged(void **state)
{
    const hand_t *hand = *state;
    cadre_directory_t directory;
    cadre_error_t err;
    publish(hand, "x", "one\n");
    hand_write(hand, "x/" CADRE_MANIFEST_FILE, "{\"cadre\": {\"kind\": \"ru");
    assert_int_equal(open_at(hand, "x", &FORCED, &directory, &err), CADRE_ERROR_CREATE);
    check_contains(err.message, "holds no results of Cadre: its datapackage.json is damaged");
    check_file(hand, "x/runs.csv", "one\n");
}

/* One writer at a time: the second is told at once, the third comes when the first has gone. */
static void test_busy(void **state)
{
    const hand_t *hand = *state;
    cadre_directory_t first, second;
    cadre_error_t err;
    assert_int_equal(open_at(hand, "x", &CLAIM, &first, &err), 0);
    assert_int_equal(open_at(hand, "x", &CLAIM, &second, &err), CADRE_ERROR_BUSY);
    check_contains(err.message, "another process is writing results here");
    assert_string_equal(err.hint, "wait for it, or choose another directory with -o OTHER");
    stage(&first, "runs.csv", "one\n");
    assert_int_equal(cadre_directory_publish(&first, MANIFEST, strlen(MANIFEST), &err), 0);
    cadre_directory_close(&first);
    check_file(hand, "x/runs.csv", "one\n");
    publish(hand, "x", "two\n");
}

static void test_cannot_create(void **state)
{
    const hand_t *hand = *state;
    cadre_directory_t directory;
    cadre_error_t err;
    hand_write(hand, "file", "");
    assert_int_equal(open_at(hand, "file", &CLAIM, &directory, &err), CADRE_ERROR_CREATE);
    assert_string_equal(err.message, "cannot open the directory: Not a directory");
    check_contains(err.file, "/file");
    assert_int_equal(open_at(hand, "file/x", &CLAIM, &directory, &err), CADRE_ERROR_CREATE);
    assert_string_equal(err.message, "cannot create the directory: Not a directory");
    assert_string_equal(err.hint, "choose another directory with -o OTHER");
    assert_int_equal(cadre_directory_open(&directory, "", &CLAIM, &err), CADRE_ERROR_CREATE);
    assert_int_equal(cadre_directory_open(&directory, "/proc/cadre", &CLAIM, &err),
                     CADRE_ERROR_CREATE);
}

/* A process that died while it wrote leaves staged files; the next one removes them. */
static void test_unfinished(void **state)
{
    const hand_t *hand = *state;
    cadre_directory_t directory;
    cadre_error_t err;
    publish(hand, "x", "one\n");
    assert_int_equal(mkdir(hand_path(hand, "x/" CADRE_STAGING_NAME), 0700), 0);
    hand_write(hand, "x/" CADRE_STAGING_NAME "/runs.csv", "hal");
    assert_int_equal(open_at(hand, "x", &CLAIM, &directory, &err), 0);
    assert_int_equal(hand_count(hand, "x/" CADRE_STAGING_NAME), 0);
    cadre_directory_close(&directory);
    check_file(hand, "x/runs.csv", "one\n");
    assert_int_equal(hand_count(hand, "x"), 2);
}

/* A process that died while it put complete results into place: the next one finishes that. Here
 * it had moved one file of two, and the old manifest was gone. */
static void test_half_published(void **state)
{
    const hand_t *hand = *state;
    cadre_directory_t directory;
    cadre_error_t err;
    assert_int_equal(mkdir(hand_path(hand, "x"), 0700), 0);
    assert_int_equal(mkdir(hand_path(hand, "x/" CADRE_STAGING_NAME), 0700), 0);
    hand_write(hand, "x/series.csv", "new\n");
    hand_write(hand, "x/runs.csv", "old\n");
    hand_write(hand, "x/" CADRE_STAGING_NAME "/runs.csv", "new\n");
    hand_write(hand, "x/" CADRE_STAGING_NAME "/" CADRE_MANIFEST_FILE, MANIFEST);
    assert_int_equal(open_at(hand, "x", &CLAIM, &directory, &err), 0);
    assert_true(directory.had_results);
    cadre_directory_close(&directory);
    check_file(hand, "x/runs.csv", "new\n");
    check_file(hand, "x/series.csv", "new\n");
    check_file(hand, "x/" CADRE_MANIFEST_FILE, MANIFEST);
    assert_int_equal(hand_count(hand, "x"), 3);
}

/* A file that cannot be put into place is an error, and the results are not lost: they come into
 * place once the obstacle is gone. */
static void test_obstacle(void **state)
{
    const hand_t *hand = *state;
    cadre_directory_t directory;
    cadre_error_t err;
    publish(hand, "x", "one\n");
    assert_int_equal(open_at(hand, "x", &CLAIM, &directory, &err), 0);
    stage(&directory, "runs.csv", "two\n");
    assert_int_equal(unlink(hand_path(hand, "x/runs.csv")), 0);
    assert_int_equal(mkdir(hand_path(hand, "x/runs.csv"), 0700), 0);
    assert_int_equal(cadre_directory_publish(&directory, MANIFEST, strlen(MANIFEST), &err),
                     CADRE_ERROR_IO);
    check_contains(err.message, "/x': Is a directory");
    cadre_directory_close(&directory);
    assert_int_equal(open_at(hand, "x", &CLAIM, &directory, &err), CADRE_ERROR_CREATE);
    check_contains(err.message, "cannot clear away an unfinished run: Is a directory");

    assert_int_equal(rmdir(hand_path(hand, "x/runs.csv")), 0);
    assert_int_equal(open_at(hand, "x", &CLAIM, &directory, &err), 0);
    cadre_directory_close(&directory);
    check_file(hand, "x/runs.csv", "two\n");
    check_file(hand, "x/" CADRE_MANIFEST_FILE, MANIFEST);
}

/* The allocations of checking a manifest, one after the other: memory is the error, the results
 * stay, and the lock is free again. */
static void test_out_of_memory(void **state)
{
    const hand_t *hand = *state;
    cadre_directory_t directory;
    cadre_error_t err;
    publish(hand, "x", "one\n");
    int failures = 0, code;
    for (long allocation = 1;; allocation++) {
        cadre_memory_fail_after(allocation);
        code = open_at(hand, "x", &CLAIM, &directory, &err);
        cadre_memory_fail_after(0);
        if (code == 0)
            break;
        assert_int_equal(code, CADRE_ERROR_MEMORY);
        assert_int_equal(hand_count(hand, "x"), 2);
        failures++;
    }
    assert_true(failures > 0);
    cadre_directory_close(&directory);
    check_file(hand, "x/runs.csv", "one\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_missing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_nothing_published, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_replaced, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_replaced_with_less, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_other_results, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_foreign, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_damaged, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_busy, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_cannot_create, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_unfinished, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_half_published, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_obstacle, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_out_of_memory, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
