/* `extends`: the chain of files, and their merger by RFC 7396. */
#include "scenario/loading.h"
#include "scenario/reference.h"

#include <string.h>
#include <sys/stat.h>

enum { MAX_BASES = 8 };

/* The files from the scenario itself (0) to the last base. */
typedef struct {
    const char *path[1 + MAX_BASES];
    struct stat identity[1 + MAX_BASES];
    cadre_json_document_t *document[1 + MAX_BASES];
    int count;
} chain_t;

static void chain_close(chain_t *self)
{
    for (int i = 0; i < self->count; i++) {
        cadre_json_free(self->document[i]);
        self->document[i] = NULL;
    }
}

static int check_format(const cadre_json_t *root, cadre_error_t *err)
{
    int status = cadre_check_type(root, CADRE_JSON_OBJECT, err);
    if (status != CADRE_OK)
        return status;
    const cadre_json_t *format;
    const char *text;
    if ((status = cadre_require(root, "format", &format, err)) != CADRE_OK ||
        (status = cadre_json_read_string(format, &text, err)) != CADRE_OK)
        return status;
    if (strcmp(text, "cadre-scenario/1") == 0)
        return CADRE_OK;
    return cadre_refuse(format, err, "\"cadre-scenario/1\"",
                        "\"%s\" is not the format of a scenario, \"cadre-scenario/1\"", text);
}

/* Reads `path` as the next file of the chain; `reference` is the value that named it, or NULL. */
static int chain_add(chain_t *self, const char *path, const cadre_json_t *reference,
                     cadre_error_t *err)
{
    struct stat identity = {0};
    if (stat(path, &identity) == 0)
        for (int i = 0; i < self->count; i++)
            if (self->identity[i].st_dev == identity.st_dev &&
                self->identity[i].st_ino == identity.st_ino)
                return cadre_refuse(reference, err, NULL,
                                    "runs in a circle: '%s' is extended already",
                                    cadre_json_string(reference));
    if (self->count > MAX_BASES)
        return cadre_refuse(reference, err, NULL, "nested more than %d levels deep", MAX_BASES);
    cadre_json_document_t *document = NULL;
    const int status = cadre_json_load(path, &document, err);
    if (status != CADRE_OK)
        return status;
    self->path[self->count] = path;
    self->identity[self->count] = identity;
    self->document[self->count++] = document;
    return check_format(cadre_json_root(document), err);
}

static int chain_open(cadre_loading_t *self, chain_t *chain)
{
    int status = chain_add(chain, self->scenario->path, NULL, self->err);
    while (status == CADRE_OK) {
        const cadre_json_document_t *last = chain->document[chain->count - 1];
        const cadre_json_t *extends = cadre_json_get(cadre_json_root(last), "extends");
        if (extends == NULL)
            break;
        const char *path = NULL;
        status = cadre_reference_resolve(self, extends, &path);
        if (status == CADRE_OK)
            status = chain_add(chain, path, extends, self->err);
    }
    return status;
}

/* A patch changes what is there: only the last key of its path may be new, which the reader of that
 * object judges. */
static int check_patch(const cadre_json_t *base, const cadre_json_t *patch, cadre_error_t *err)
{
    for (int i = 0; i < cadre_json_size(patch); i++) {
        const cadre_json_t *value = cadre_json_at(patch, i);
        if (cadre_json_type(value) != CADRE_JSON_OBJECT)
            continue;
        const cadre_json_t *there = cadre_json_get(base, cadre_json_key(patch, i));
        if (there == NULL || cadre_json_type(there) != CADRE_JSON_OBJECT) {
            char path[160];
            cadre_json_path(value, path, sizeof path);
            return cadre_json_fail(value, err, "a path into the scenario",
                                   "the scenario has no '%s'", path);
        }
        const int status = check_patch(there, value, err);
        if (status != CADRE_OK)
            return status;
    }
    return CADRE_OK;
}

/* Consumes `*merged` on error. */
static int apply_patches(cadre_loading_t *self, cadre_json_document_t **merged)
{
    int status = CADRE_OK;
    for (int i = 0; i < self->patch_count && status == CADRE_OK; i++) {
        const char *text = self->patches[i];
        cadre_json_document_t *patch = NULL;
        status = cadre_json_parse(text, strlen(text), self->scenario->path, &patch, self->err);
        if (status == CADRE_OK)
            status = check_patch(cadre_json_root(*merged), cadre_json_root(patch), self->err);
        if (status == CADRE_OK) {
            status = cadre_json_merge(merged, patch, self->err);
            continue;
        }
        cadre_json_free(patch);
        cadre_json_free(*merged);
    }
    return status;
}

/* Merges the files from the last base down to `first`, consuming the documents, and gives the
 * result to the owner. */
static int chain_merge(cadre_loading_t *self, chain_t *chain, int first, const cadre_json_t **root)
{
    cadre_json_document_t *merged = chain->document[chain->count - 1];
    chain->document[chain->count - 1] = NULL;
    for (int i = chain->count - 2; i >= first; i--) {
        cadre_json_document_t *patch = chain->document[i];
        chain->document[i] = NULL;
        const int status = cadre_json_merge(&merged, patch, self->err);
        if (status != CADRE_OK)
            return status;
    }
    if (first == 0) {
        const int status = apply_patches(self, &merged);
        if (status != CADRE_OK)
            return status;
    }
    *root = cadre_json_root(merged);
    return cadre_owner_keep_document(self->owner, merged, self->err);
}

static int list_bases(cadre_loading_t *self, const chain_t *chain)
{
    const int count = chain->count - 1;
    const char **bases = cadre_owner_alloc(self->owner, (size_t)count, sizeof *bases, self->err);
    if (bases == NULL)
        return CADRE_ERROR_MEMORY;
    for (int i = 0; i < count; i++)
        bases[i] = chain->path[i + 1];
    self->scenario->extends = bases;
    self->scenario->extends_count = count;
    return CADRE_OK;
}

/* What the scenario builds on, for comparison: merging consumed the documents, so they are read a
 * second time. */
static int merge_bases(cadre_loading_t *self, chain_t *chain)
{
    if (chain->count == 1)
        return CADRE_OK;
    for (int i = 1; i < chain->count; i++) {
        const int status = cadre_json_load(chain->path[i], &chain->document[i], self->err);
        if (status != CADRE_OK)
            return status;
    }
    return chain_merge(self, chain, 1, &self->base);
}

int cadre_loading_inherit(cadre_loading_t *self)
{
    chain_t chain = {0};
    int status = chain_open(self, &chain);
    if (status == CADRE_OK)
        status = chain_merge(self, &chain, 0, &self->root);
    if (status == CADRE_OK)
        status = merge_bases(self, &chain);
    if (status == CADRE_OK)
        status = list_bases(self, &chain);
    chain_close(&chain);
    return status;
}
