/* What the tests of this room share: a folder of their own with files in it, scenarios loaded from
 * it, and the line a refused one gives. */
#ifndef CADRE_SCENARIO_CASE_H
#define CADRE_SCENARIO_CASE_H

#include "check.h"

#include "base/memory.h"
#include "scenario/scenario.h"

#include <sys/stat.h>
#include <unistd.h>

/* A scenario of 52 weeks from Monday 2000-01-03, with `members` after its format and times. */
#define CASE(members)                                                                              \
    "{\"format\": \"cadre-scenario/1\", \"start\": \"2000-01-03\", \"end\": \"2001-01-01\", "      \
    "" members "}"
#define PARTY            "\"organizations\": {\"a\": {\"founders\": {\"members\": 10}}}"
#define CASE_WITH(extra) CASE(extra ", " PARTY)

enum { MOST_FILES = 64 };
static char folder[64];
static char written[MOST_FILES][160];
static int written_count;
static char described[4096];

static inline int open_folder(void **state)
{
    (void)state;
    strcpy(folder, "/tmp/cadre-scenario-XXXXXX");
    written_count = 0;
    return mkdtemp(folder) == NULL;
}

static inline int close_folder(void **state)
{
    (void)state;
    while (written_count > 0)
        remove(written[--written_count]);
    return remove(folder);
}

static inline const char *path_of(const char *name)
{
    static char path[160];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static inline void remember(const char *name)
{
    assert_true(written_count < MOST_FILES);
    strcpy(written[written_count++], path_of(name));
}

static inline void write_bytes(const char *name, const char *text, size_t length)
{
    FILE *file = fopen(path_of(name), "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
    remember(name);
}

static inline void write_file(const char *name, const char *text)
{
    write_bytes(name, text, strlen(text));
}

static inline void make_folder(const char *name)
{
    assert_int_equal(mkdir(path_of(name), 0700), 0);
    remember(name);
}

/* The scenario in file `name`; the test fails with its message if it is refused. */
static inline cadre_scenario_t *load_file(const char *name, cadre_overrides_t overrides)
{
    cadre_error_t err = {0};
    cadre_scenario_t *scenario = NULL;
    if (cadre_scenario_load(path_of(name), overrides, &scenario, &err) != CADRE_OK)
        fail_msg("%s", cadre_error_describe(&err, described, sizeof described));
    assert_non_null(scenario);
    return scenario;
}

static inline cadre_scenario_t *load(const char *text)
{
    write_file("s.json", text);
    return load_file("s.json", (cadre_overrides_t){NULL, 0});
}

static inline cadre_scenario_t *load_set(const char *text, const char *const *settings, int count)
{
    write_file("s.json", text);
    return load_file("s.json", (cadre_overrides_t){settings, count});
}

/* The line with which `name` is refused, without its folder; `code` is what it must fail with. */
static inline const char *refuse_file(const char *name, cadre_overrides_t overrides, int code)
{
    cadre_error_t err = {0};
    cadre_scenario_t *scenario = NULL;
    assert_int_equal(cadre_scenario_load(path_of(name), overrides, &scenario, &err), code);
    assert_int_equal(err.code, code);
    assert_null(scenario);
    cadre_error_describe(&err, described, sizeof described);
    const size_t length = strlen(folder) + 1;
    const bool inside = strncmp(described, path_of(""), length) == 0;
    return described + (inside ? length : 0);
}

static inline const char *refuse(const char *text)
{
    write_file("s.json", text);
    return refuse_file("s.json", (cadre_overrides_t){NULL, 0}, CADRE_ERROR_INPUT);
}

static inline const char *refuse_set(const char *text, const char *setting)
{
    write_file("s.json", text);
    return refuse_file("s.json", (cadre_overrides_t){&setting, 1}, CADRE_ERROR_USAGE);
}

#define in_folder(test) cmocka_unit_test_setup_teardown(test, open_folder, close_folder)

#endif
