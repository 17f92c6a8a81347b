/* Two CSV files, written for a test and read back. */
#ifndef CADRE_TOLD_FILES_H
#define CADRE_TOLD_FILES_H

#include "check.h"

#include "analysis/attribution.h"
#include "base/memory.h"

#include <unistd.h>

static cadre_error_t err;
static char said[2048];

static inline void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

/* Reads a design and outcomes; `said` gets the message without the folder. */
static inline int tell(const char *design, const char *outcomes, cadre_told_t *out)
{
    char folder[] = "/tmp/cadre-told-XXXXXX", first[64], second[64], line[2048];
    assert_non_null(mkdtemp(folder));
    snprintf(first, sizeof first, "%s/d.csv", folder);
    snprintf(second, sizeof second, "%s/o.csv", folder);
    write_file(first, design);
    write_file(second, outcomes);
    err = (cadre_error_t){0};
    const int status = cadre_told_read(out, first, second, &err);
    if (status != CADRE_OK) {
        cadre_error_describe(&err, line, sizeof line);
        strcpy(said, strncmp(line, folder, strlen(folder)) == 0 ? line + strlen(folder) + 1 : line);
    }
    unlink(first);
    unlink(second);
    rmdir(folder);
    return status;
}

#endif
