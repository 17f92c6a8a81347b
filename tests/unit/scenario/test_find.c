#include "scenario_case.h"

#include "base/build.h"

static char home[4096];

/* Each test stands in a folder of its own, with $CADRE_PATH naming two more inside it. */
static int enter(void **state)
{
    char paths[256];
    if (open_folder(state) != 0 || getcwd(home, sizeof home) == NULL || chdir(folder) != 0)
        return 1;
    snprintf(paths, sizeof paths, "%s/one::%s/two", folder, folder);
    return setenv("CADRE_PATH", paths, 1);
}

static int leave(void **state)
{
    unsetenv("CADRE_PATH");
    return chdir(home) != 0 || close_folder(state) != 0;
}

static const char *find(const char *name)
{
    static char path[256];
    cadre_error_t err = {0};
    if (cadre_scenario_find(name, path, sizeof path, &err) != CADRE_OK)
        fail_msg("%s", err.message);
    return path;
}

static const char *miss(const char *name)
{
    char path[256];
    cadre_error_t err = {0};
    assert_int_equal(cadre_scenario_find(name, path, sizeof path, &err), CADRE_ERROR_NO_INPUT);
    return cadre_error_describe(&err, described, sizeof described);
}

static void test_the_first_folder_that_has_it_wins(void **state)
{
    (void)state;
    char expected[160];
    make_folder("one");
    make_folder("two");
    write_file("two/x.json", "{}");
    snprintf(expected, sizeof expected, "%s/two/x.json", folder);
    assert_string_equal(find("x"), expected);
    write_file("one/x.json", "{}");
    snprintf(expected, sizeof expected, "%s/one/x.json", folder);
    assert_string_equal(find("x"), expected);
    make_folder("configs");
    write_file("configs/x.json", "{}");
    assert_string_equal(find("x"), "configs/x.json");
}

static void test_paths_are_taken_as_they_are(void **state)
{
    (void)state;
    make_folder("one");
    write_file("one/x.json", "{}");
    write_file("y.json", "{}");
    assert_string_equal(find("one/x.json"), "one/x.json");
    assert_string_equal(find("y.json"), "y.json");
    assert_string_equal(miss("x.json"), "x.json: there is no such file");
    assert_string_equal(miss("one/x"), "one/x: there is no such file");
}

static void test_a_miss_says_where_it_looked(void **state)
{
    (void)state;
    char expected[512];
    make_folder("two");
    write_file("two/no-rival.json", "{}");
    snprintf(expected, sizeof expected,
             "there is no scenario 'no-rivl' in configs, %s/one, %s/two, " CADRE_DATA_FOLDER
             " (did you mean 'no-rival'?)",
             folder, folder);
    assert_string_equal(miss("no-rivl"), expected);
    check_contains(miss("zzzzzzzzzz"), CADRE_DATA_FOLDER);
    assert_null(strstr(described, "did you mean"));
}

static void test_a_path_that_does_not_fit(void **state)
{
    (void)state;
    char path[4];
    cadre_error_t err = {0};
    write_file("long.json", "{}");
    assert_int_equal(cadre_scenario_find("long.json", path, sizeof path, &err), CADRE_ERROR_USAGE);
    assert_string_equal(err.message, "the path is too long");
}

/* Only the first folder that exists, only scenarios, sorted. */
static void test_the_catalogue(void **state)
{
    (void)state;
    char **paths;
    int count;
    cadre_error_t err = {0};
    make_folder("one");
    make_folder("two");
    write_file("two/z.json", "{\"format\": \"cadre-scenario/1\"}");
    write_file("one/b.json", "{\"format\": \"cadre-scenario/1\"}");
    write_file("one/a.json", "{\"title\": \"x\", \"format\": \"cadre-scenario/1\"}");
    write_file("one/design.json", "{\"format\": \"cadre-design/1\"}");
    write_file("one/broken.json", "{\"format\": \"cadre-scenario/1\"");
    write_file("one/list.json", "[]");
    write_file("one/number.json", "{\"format\": 1}");
    write_file("one/notes.txt", "{\"format\": \"cadre-scenario/1\"}");
    assert_int_equal(cadre_scenario_catalogue(&paths, &count, &err), CADRE_OK);
    assert_int_equal(count, 2);
    check_contains(paths[0], "/one/a.json");
    check_contains(paths[1], "/one/b.json");
    cadre_scenario_catalogue_free(paths, count);
}

static void test_no_folder_is_an_empty_catalogue(void **state)
{
    (void)state;
    char **paths;
    int count;
    cadre_error_t err = {0};
    assert_int_equal(cadre_scenario_catalogue(&paths, &count, &err), CADRE_OK);
    assert_int_equal(count, 0);
    cadre_scenario_catalogue_free(paths, count);
}

/* Every allocation may fail: an error, and nothing is lost (the address sanitizer looks). */
static void test_out_of_memory(void **state)
{
    (void)state;
    char path[256];
    char **paths;
    int count, status = CADRE_ERROR_MEMORY;
    make_folder("one");
    write_file("one/a.json", "{\"format\": \"cadre-scenario/1\"}");
    for (long n = 1; status == CADRE_ERROR_MEMORY; n++) {
        cadre_memory_fail_after(n);
        status = cadre_scenario_find("b", path, sizeof path, NULL);
        cadre_memory_fail_after(0);
    }
    assert_int_equal(status, CADRE_ERROR_NO_INPUT);
    status = CADRE_ERROR_MEMORY;
    for (long n = 1; status == CADRE_ERROR_MEMORY; n++) {
        cadre_memory_fail_after(n);
        status = cadre_scenario_catalogue(&paths, &count, NULL);
        cadre_memory_fail_after(0);
    }
    assert_int_equal(status, CADRE_OK);
    assert_int_equal(count, 1);
    cadre_scenario_catalogue_free(paths, count);
}

#define standing_there(test) cmocka_unit_test_setup_teardown(test, enter, leave)

int main(void)
{
    const struct CMUnitTest tests[] = {
        standing_there(test_the_first_folder_that_has_it_wins),
        standing_there(test_paths_are_taken_as_they_are),
        standing_there(test_a_miss_says_where_it_looked),
        standing_there(test_a_path_that_does_not_fit),
        standing_there(test_the_catalogue),
        standing_there(test_no_folder_is_an_empty_catalogue),
        standing_there(test_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
