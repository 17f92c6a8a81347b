/* A small seminar.json for the tests of this room, in a file of its own; run in the source folder,
 * where configs/ is. */
#ifndef CADRE_SEMINAR_CASE_H
#define CADRE_SEMINAR_CASE_H

#include "base/error.h"
#include "check.h"

#include <unistd.h>

#define SEMINAR_LESSON                                                                             \
    "{\"id\": \"l\", \"title\": \"T\", \"idea\": \"I\", \"question\": \"Q\", \"cannot\": \"C\", "  \
    "\"picture\": \"members\", \"options\": [\"a\"], \"arms\": [{\"label\": \"A\", \"preset\": "   \
    "\"p\", \"set\": {\"recruitment.rho\": 0.5}, \"switch\": {\"voice\": false}}], \"panels\": "   \
    "[\"members\", \"members\", \"members\"], \"read\": [{\"label\": \"R\", \"picture\": "         \
    "\"members\", \"from\": 1990, \"to\": 1991}], \"explain\": [\"E\"], \"claims\": [\"M01\"]}"
#define SEMINAR_REST                                                                               \
    "\"pictures\": [{\"id\": \"members\", \"label\": \"L\", \"unit\": \"people\", \"plain\": "     \
    "\"<P>\", \"measure\": \"members\"}], \"panels\": [\"members\", \"members\", \"members\"], "   \
    "\"sliders\": [{\"parameter\": \"recruitment.rho\", \"label\": \"L\", \"unit\": \"u\", "       \
    "\"plain\": \"P\", \"low\": 0, \"high\": 1, \"step\": 0.1}], \"lessons\": [" SEMINAR_LESSON    \
    "]"
#define SEMINAR_PRESETS                                                                            \
    "\"presets\": [{\"id\": \"p\", \"scenario\": \"two-workers\", \"title\": \"T\", \"plain\": "   \
    "\"P\"}]"
#define SEMINAR_FILE                                                                               \
    "{\"format\": \"cadre-seminar/1\", \"runs\": 16, " SEMINAR_PRESETS ", " SEMINAR_REST "}"

static char seminar_path[64];

static inline int open_seminar(void **state)
{
    (void)state;
    strcpy(seminar_path, "/tmp/cadre-seminar-XXXXXX");
    const int file = mkstemp(seminar_path);
    return file < 0 || close(file) != 0;
}

static inline int close_seminar(void **state)
{
    (void)state;
    return remove(seminar_path);
}

/* The text in the file, with the first `old` in it replaced by `new` (NULL: as it is). */
static inline void write_seminar(const char *text, const char *old, const char *new)
{
    const char *at = old != NULL ? strstr(text, old) : text + strlen(text);
    FILE *file = fopen(seminar_path, "w");
    assert_non_null(file);
    assert_non_null(at);
    fprintf(file, "%.*s%s%s", (int)(at - text), text, old != NULL ? new : "",
            old != NULL ? at + strlen(old) : "");
    assert_int_equal(fclose(file), 0);
}

#endif
