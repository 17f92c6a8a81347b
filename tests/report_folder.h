/* A folder of results made by hand, and the page of it. */
#ifndef CADRE_TESTS_REPORT_FOLDER_H
#define CADRE_TESTS_REPORT_FOLDER_H

#include "base/memory.h"
#include "check.h"
#include "report/report_internal.h"

#include <unistd.h>

enum { REPORT_FOLDER_FILES = 16 };

typedef struct {
    char path[32];
    char *files[REPORT_FOLDER_FILES];
    int count;
    cadre_error_t err;
    cadre_text_t out;
} report_folder_t;

/* Writes a file of the folder, in place of an earlier one of that name. */
static inline void report_folder_put(report_folder_t *self, const char *name, const char *text)
{
    cadre_text_t path = {0};
    cadre_text_addf(&path, "%s/%s", self->path, name);
    FILE *file = fopen(path.data, "w");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
    assert_true(self->count < REPORT_FOLDER_FILES);
    self->files[self->count++] = path.data;
}

/* With a manifest of this kind that lists one table. */
static inline void report_folder_begin(report_folder_t *self, const char *kind, const char *table)
{
    char manifest[400];
    *self = (report_folder_t){.path = "/tmp/cadre-report.XXXXXX"};
    assert_non_null(mkdtemp(self->path));
    snprintf(
        manifest, sizeof manifest,
        "{\"name\": \"hand-made\", \"title\": \"By hand & <b>\", \"cadre\": {\"kind\": \"%s\", "
        "\"scenario\": \"none\", \"seed\": \"7\"}, \"resources\": [{\"name\": \"%s\"}]}",
        kind, table);
    report_folder_put(self, "datapackage.json", manifest);
}

/* Makes the page into `out`; the status. */
static inline int report_folder_make(report_folder_t *self)
{
    cadre_origin_t *origin = NULL;
    self->out.length = 0;
    int status = cadre_origin_read(self->path, &origin, &self->err);
    if (status == CADRE_OK)
        status = cadre_report_make(self->path, origin, &self->out, &self->err);
    cadre_origin_free(origin);
    return status;
}

/* How often the page holds a text. */
static inline int report_folder_count(const report_folder_t *self, const char *part)
{
    int count = 0;
    for (const char *at = self->out.data; (at = strstr(at, part)) != NULL; at++)
        count++;
    return count;
}

/* Every allocation of the page fails once: that is told as such, and nothing leaks or crashes. */
static inline void report_folder_check_memory(report_folder_t *self)
{
    int failed = 0;
    for (long n = 1, status = CADRE_ERROR_MEMORY; status != CADRE_OK; n++) {
        cadre_text_free(&self->out);
        cadre_memory_fail_after(n);
        status = report_folder_make(self);
        cadre_memory_fail_after(0);
        if (status != CADRE_OK)
            assert_int_equal(status, CADRE_ERROR_MEMORY);
        failed += status != CADRE_OK;
    }
    assert_true(failed > 10);
}

static inline void report_folder_end(report_folder_t *self)
{
    for (int i = 0; i < self->count; i++) {
        unlink(self->files[i]);
        cadre_free(self->files[i]);
    }
    assert_int_equal(rmdir(self->path), 0);
    cadre_text_free(&self->out);
}

#endif
