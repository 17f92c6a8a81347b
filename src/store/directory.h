/* A directory of results: whose it is, one writer at a time, all files at once or none. Files are
 * written into a hidden folder inside it and renamed into place when all are complete. Internal to
 * store/. */
#ifndef CADRE_DIRECTORY_H
#define CADRE_DIRECTORY_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#define CADRE_MANIFEST_FILE "datapackage.json"
#define CADRE_STAGING_NAME  ".cadre-staging"

typedef struct {
    char *path;
    size_t made;      /* bytes of `path` that name the outermost folder made here; 0 = none */
    int folder;       /* file descriptors; `folder` holds the lock */
    int staging;      /* -1 = none */
    bool had_results; /* complete ones, before */
    bool decided;     /* the staged files are the results, whatever happens now */
} cadre_directory_t;

/* Whose results may stand in a directory. */
typedef struct {
    const char *kind; /* the command, "run" */
    const char *scenario;
    bool force; /* also in place of other results of Cadre */
} cadre_possession_t;

/* Makes the directory if it is missing, locks it, and checks that the claim holds:
 *   CADRE_ERROR_BUSY      another process writes there
 *   CADRE_ERROR_IDENTITY  it holds other results of Cadre, and `force` is not set
 *   CADRE_ERROR_CREATE    it holds something else, or cannot be made
 * What a killed process left behind is cleared away, or put into place if it was complete. On error
 * nothing is held. */
int cadre_directory_open(cadre_directory_t *self, const char *path, const cadre_possession_t *claim,
                         cadre_error_t *err);
/* A new staged file. */
int cadre_directory_create(cadre_directory_t *self, const char *name, FILE **out,
                           cadre_error_t *err);
/* Puts the staged files, all closed and synced, and the manifest into place. Files that the
 * manifest before listed and this one does not are results no longer, and removed. */
int cadre_directory_publish(cadre_directory_t *self, const char *manifest, size_t length,
                            cadre_error_t *err);
/* Removes the results that are there: the manifest and the files it lists. CADRE_ERROR_IO, _MEMORY.
 */
int cadre_directory_forget(const cadre_directory_t *self, cadre_error_t *err);
/* Unlocks; without results published, everything is as before cadre_directory_open. */
void cadre_directory_close(cadre_directory_t *self);

#endif
