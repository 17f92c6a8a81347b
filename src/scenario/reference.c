#define _XOPEN_SOURCE 700 /* realpath */
#include "scenario/reference.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* How deep `path` leads below where it starts, following `length` bytes of it from `depth`; -1 as
 * soon as it climbs above the start. */
static int walk(const char *path, size_t length, int depth)
{
    const char *end = path + length;
    while (path < end && depth >= 0) {
        size_t part = strcspn(path, "/");
        part = part > (size_t)(end - path) ? (size_t)(end - path) : part;
        if (part == 2 && memcmp(path, "..", 2) == 0)
            depth--;
        else if (part > 0 && !(part == 1 && path[0] == '.'))
            depth++;
        path += part + 1;
    }
    return depth;
}

static size_t folder_length(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? (size_t)(slash - path) + 1 : 0;
}

static int refuse_outside(const cadre_loading_t *self, const cadre_json_t *value, const char *why)
{
    return cadre_refuse(value, self->err, "a path inside the scenario's folder",
                        "'%s' %s: a scenario uses only files in its own folder and below",
                        cadre_json_string(value), why);
}

/* Whether `path`, with all links followed, is still below the scenario's folder. */
static int check_links(const cadre_loading_t *self, const cadre_json_t *value, const char *path)
{
    char folder[PATH_MAX], real[PATH_MAX], root[PATH_MAX];
    if (realpath(path, real) == NULL) {
        const int cause = errno;
        cadre_refuse(value, self->err, NULL, "'%s': %s", cadre_json_string(value),
                     cause == ENOENT ? "there is no such file" : strerror(cause));
        return self->err->code = CADRE_ERROR_NO_INPUT;
    }
    struct stat status;
    if (stat(real, &status) == 0 && !S_ISREG(status.st_mode))
        return cadre_refuse(value, self->err, "a regular file", "'%s' is not a regular file",
                            cadre_json_string(value));
    const int length = (int)self->folder_length;
    snprintf(folder, sizeof folder, "%.*s", length, self->scenario->path);
    if (realpath(length ? folder : ".", root) == NULL)
        return cadre_refuse(value, self->err, NULL, "'%s': %s", folder, strerror(errno));
    const size_t root_length = strcmp(root, "/") == 0 ? 0 : strlen(root);
    if (strncmp(real, root, root_length) != 0 || real[root_length] != '/')
        return refuse_outside(self, value, "is a link that leads elsewhere");
    return CADRE_OK;
}

int cadre_reference_resolve(cadre_loading_t *self, const cadre_json_t *value, const char **path)
{
    const char *name;
    int status = cadre_json_read_string(value, &name, self->err);
    if (status != CADRE_OK)
        return status;
    if (name[0] == '\0')
        return cadre_refuse(value, self->err, "a path", "the name of a file is empty");
    if (name[0] == '/')
        return refuse_outside(self, value, "is an absolute path");
    const char *file = cadre_json_file(value);
    const size_t prefix = folder_length(file);
    const int depth = walk(file + self->folder_length, prefix - self->folder_length, 0);
    if (walk(name, strlen(name), depth) < 0)
        return refuse_outside(self, value, "leads out of it");
    const size_t size = prefix + strlen(name) + 1;
    char *joined = cadre_owner_alloc(self->owner, size, 1, self->err);
    if (joined == NULL)
        return CADRE_ERROR_MEMORY;
    snprintf(joined, size, "%.*s%s", (int)prefix, file, name);
    status = check_links(self, value, joined);
    *path = joined;
    return status;
}
