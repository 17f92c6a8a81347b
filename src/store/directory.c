#define _DEFAULT_SOURCE /* flock */

#include "store/directory.h"

#include "base/memory.h"
#include "base/text.h"
#include "store/journal.h"
#include "store/sheet.h"
#include "json/json.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static const char OTHER_DIRECTORY[] = "choose another directory with -o OTHER";

static int no_memory(cadre_error_t *err)
{
    return cadre_error_set(err, CADRE_ERROR_MEMORY, "not enough memory");
}

/* A failure to make `what` of the directory: a full disk is the disk's fault, all else is about
 * what may be made there. */
static int create_error(const cadre_directory_t *self, const char *what, cadre_error_t *err)
{
    const int number = errno;
    if (number == ENOSPC || number == EDQUOT || number == EIO)
        return cadre_write_error(err, number, self->path);
    const int code =
        cadre_error_set(err, CADRE_ERROR_CREATE, "cannot %s: %s", what, strerror(number));
    cadre_error_at(err, self->path, 0, 0);
    cadre_error_hint(err, "%s", OTHER_DIRECTORY);
    return code;
}

/* ------------------------------------------------------- folders on the way */

/* Removes the folders made here, innermost first, as far as they are empty. */
static void remove_made(cadre_directory_t *self)
{
    while (self->made > 0 && strlen(self->path) >= self->made) {
        if (rmdir(self->path) != 0)
            return;
        char *slash = strrchr(self->path, '/');
        if (slash == NULL)
            return;
        *slash = '\0';
    }
}

/* Makes the directory and the folders above it that are missing. */
static int make_folders(cadre_directory_t *self, cadre_error_t *err)
{
    char *path = self->path;
    for (size_t end = 1; path[end - 1] != '\0'; end++) {
        if (path[end] != '/' && path[end] != '\0')
            continue;
        const char cut = path[end];
        path[end] = '\0';
        const bool made = mkdir(path, 0777) == 0;
        int code = CADRE_OK;
        if (!made && errno != EEXIST)
            code = create_error(self, "create the directory", err);
        path[end] = cut;
        if (made && self->made == 0)
            self->made = end;
        if (code != CADRE_OK || cut == '\0')
            return code;
    }
    return CADRE_OK;
}

/* ------------------------------------------------------- the lock */

/* Whether the open folder still is what the path names: the process that made it may have removed
 * it again between our opening and locking it. */
static bool is_in_place(const cadre_directory_t *self)
{
    struct stat opened, named;
    return fstat(self->folder, &opened) == 0 && stat(self->path, &named) == 0 &&
           opened.st_ino == named.st_ino && opened.st_dev == named.st_dev;
}

static int lock(cadre_directory_t *self, cadre_error_t *err)
{
    self->folder = open(self->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (self->folder < 0)
        return create_error(self, "open the directory", err);
    const bool locked = flock(self->folder, LOCK_EX | LOCK_NB) == 0;
    if (!locked && errno != EWOULDBLOCK)
        return create_error(self, "lock the directory", err);
    if (locked && is_in_place(self))
        return CADRE_OK;
    const int code =
        cadre_error_set(err, CADRE_ERROR_BUSY, "another process is writing results here");
    cadre_error_at(err, self->path, 0, 0);
    cadre_error_hint(err, "wait for it, or %s", OTHER_DIRECTORY);
    return code;
}

/* ------------------------------------------------------- the staging folder */

/* Calls `visit` for every entry of an open folder until it returns something else than 0. */
static int for_entries(int folder, int (*visit)(void *context, int folder, const char *name),
                       void *context)
{
    const int copy = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *entries = copy < 0 ? NULL : fdopendir(copy);
    if (entries == NULL) {
        if (copy >= 0)
            close(copy);
        return errno;
    }
    int result = 0;
    const struct dirent *entry;
    while (result == 0 && (entry = readdir(entries)) != NULL)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            result = visit(context, folder, entry->d_name);
    closedir(entries);
    return result;
}

static int remove_entry(void *context, int folder, const char *name)
{
    (void)context;
    return unlinkat(folder, name, 0) == 0 ? 0 : errno;
}

/* Empties and removes the staging folder, which may not exist. */
static int remove_staging(cadre_directory_t *self)
{
    int number = 0;
    if (self->staging >= 0) {
        number = for_entries(self->staging, remove_entry, NULL);
        close(self->staging);
        self->staging = -1;
    }
    if (number == 0 && unlinkat(self->folder, CADRE_STAGING_NAME, AT_REMOVEDIR) != 0 &&
        errno != ENOENT)
        number = errno;
    return number;
}

static int move_entry(void *context, int staging, const char *name)
{
    const cadre_directory_t *self = context;
    if (strcmp(name, CADRE_MANIFEST_FILE) == 0)
        return 0;
    return renameat(staging, name, self->folder, name) == 0 ? 0 : errno;
}

/* ------------------------------------------------------- files of earlier results */

/* The manifests of the results that are there and of those that replace them; NULL: there is none
 * that can be read. */
typedef struct {
    cadre_json_document_t *before, *after;
} manifests_t;

static int load_manifest(const cadre_directory_t *self, const char *folder,
                         cadre_json_document_t **out)
{
    cadre_text_t path = {0};
    cadre_error_t ignored;
    cadre_text_addf(&path, "%s%s/" CADRE_MANIFEST_FILE, self->path, folder);
    const int code = path.failed ? CADRE_ERROR_MEMORY : cadre_json_load(path.data, out, &ignored);
    cadre_text_free(&path);
    return code == CADRE_ERROR_MEMORY ? code : CADRE_OK;
}

static void free_manifests(manifests_t *self)
{
    cadre_json_free(self->before);
    cadre_json_free(self->after);
}

/* File `index` that a manifest lists; NULL: no more, or no plain name. */
static const char *listed(const cadre_json_document_t *manifest, int index)
{
    const cadre_json_t *root = manifest != NULL ? cadre_json_root(manifest) : NULL;
    if (root == NULL || cadre_json_type(root) != CADRE_JSON_OBJECT)
        return NULL;
    const cadre_json_t *list = cadre_json_get(root, "resources");
    if (list == NULL || cadre_json_type(list) != CADRE_JSON_ARRAY || index >= cadre_json_size(list))
        return NULL;
    const cadre_json_t *item = cadre_json_at(list, index);
    if (cadre_json_type(item) != CADRE_JSON_OBJECT)
        return NULL;
    const cadre_json_t *path = cadre_json_get(item, "path");
    if (path == NULL || cadre_json_type(path) != CADRE_JSON_STRING ||
        strchr(cadre_json_string(path), '/') != NULL)
        return NULL;
    return cadre_json_string(path);
}

static bool lists(const cadre_json_document_t *manifest, const char *name)
{
    const char *other;
    for (int i = 0; (other = listed(manifest, i)) != NULL; i++)
        if (strcmp(other, name) == 0)
            return true;
    return false;
}

/* Removes what the results before list and those after do not. The manifest itself goes later, so
 * whoever dies in between leaves the list to the next one. */
static int remove_replaced(const cadre_directory_t *self, const manifests_t *manifests)
{
    const char *name;
    for (int i = 0; (name = listed(manifests->before, i)) != NULL; i++)
        if (!lists(manifests->after, name) && unlinkat(self->folder, name, 0) != 0 &&
            errno != ENOENT)
            return errno;
    return 0;
}

/* ------------------------------------------------------- into place */

/* Renames the staged files into place. The manifest goes first and comes last: results without it
 * are not complete, and nobody takes them for results. Whoever dies in between leaves a staged
 * manifest, by which the next one finishes this. */
static int move_into_place(cadre_directory_t *self, const manifests_t *manifests)
{
    int number = remove_replaced(self, manifests);
    if (number != 0)
        return number;
    if (unlinkat(self->folder, CADRE_MANIFEST_FILE, 0) != 0 && errno != ENOENT)
        return errno;
    if (fsync(self->folder) != 0)
        return errno;
    number = for_entries(self->staging, move_entry, self);
    if (number != 0)
        return number;
    if (fsync(self->folder) != 0 ||
        renameat(self->staging, CADRE_MANIFEST_FILE, self->folder, CADRE_MANIFEST_FILE) != 0)
        return errno;
    return fsync(self->folder) != 0 ? errno : 0;
}

/* What a killed process left: complete results are put into place, all else is removed. */
static int settle_staging(cadre_directory_t *self, cadre_error_t *err)
{
    struct stat manifest;
    int number = 0;
    self->staging =
        openat(self->folder, CADRE_STAGING_NAME, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    self->decided = self->staging >= 0 && fstatat(self->staging, CADRE_MANIFEST_FILE, &manifest,
                                                  AT_SYMLINK_NOFOLLOW) == 0;
    if (self->decided) {
        manifests_t manifests = {0};
        int code = load_manifest(self, "", &manifests.before);
        if (code == CADRE_OK)
            code = load_manifest(self, "/" CADRE_STAGING_NAME, &manifests.after);
        number = code == CADRE_OK ? move_into_place(self, &manifests) : ENOMEM;
        free_manifests(&manifests);
    }
    if (number == 0)
        number = remove_staging(self);
    if (number == 0) {
        self->decided = false;
        return CADRE_OK;
    }
    errno = number;
    return create_error(self, "clear away an unfinished run", err);
}

static int make_staging(cadre_directory_t *self, cadre_error_t *err)
{
    if (mkdirat(self->folder, CADRE_STAGING_NAME, 0777) == 0)
        self->staging = openat(self->folder, CADRE_STAGING_NAME,
                               O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    return self->staging >= 0 ? CADRE_OK : create_error(self, "write to the directory", err);
}

/* ------------------------------------------------------- whose it is */

typedef struct {
    bool manifest, journals, others;
} contents_t;

static int look_at_entry(void *context, int folder, const char *name)
{
    (void)folder;
    contents_t *contents = context;
    if (strcmp(name, CADRE_MANIFEST_FILE) == 0)
        contents->manifest = true;
    else if (cadre_journal_is_name(name) || cadre_journal_is_series_name(name))
        contents->journals = true;
    else
        contents->others = true;
    return 0;
}

/* Not Cadre's: nothing is touched, and no option changes that. */
static int refuse_foreign(const cadre_directory_t *self, const char *why, cadre_error_t *err)
{
    const int code = cadre_error_set(err, CADRE_ERROR_CREATE,
                                     "is not empty and holds no results of Cadre%s", why);
    cadre_error_at(err, self->path, 0, 0);
    cadre_error_allowed(err, "an empty directory, or one with results of Cadre");
    cadre_error_hint(err, "%s; --force does not help here", OTHER_DIRECTORY);
    return code;
}

static int refuse_other(const cadre_directory_t *self, const cadre_possession_t *claim,
                        const char *kind, const char *scenario, cadre_error_t *err)
{
    int code;
    if (strcmp(kind, claim->kind) != 0)
        code = cadre_error_set(err, CADRE_ERROR_IDENTITY,
                               "holds results of 'cadre %s', not of 'cadre %s'", kind, claim->kind);
    else
        code = cadre_error_set(err, CADRE_ERROR_IDENTITY,
                               "holds results of the scenario '%s', not of '%s'", scenario,
                               claim->scenario);
    cadre_error_at(err, self->path, 0, 0);
    cadre_error_found(err, strcmp(kind, claim->kind) != 0 ? kind : scenario);
    cadre_error_allowed(err, "%s", strcmp(kind, claim->kind) != 0 ? claim->kind : claim->scenario);
    cadre_error_hint(err, "%s, or replace them with --force", OTHER_DIRECTORY);
    return code;
}

/* Journals hold runs that somebody may want to go on with: no option removes them unasked. */
static int refuse_journals(const cadre_directory_t *self, cadre_error_t *err)
{
    cadre_error_set(err, CADRE_ERROR_IDENTITY, "holds the runs of a sweep or a calibration");
    cadre_error_at(err, self->path, 0, 0);
    cadre_error_hint(err, "%s, or remove its journals", OTHER_DIRECTORY);
    return CADRE_ERROR_IDENTITY;
}

/* The text at root.cadre.KEY of a manifest, or NULL. */
static const char *provenance(const cadre_json_document_t *manifest, const char *key)
{
    const cadre_json_t *root = cadre_json_root(manifest);
    if (cadre_json_type(root) != CADRE_JSON_OBJECT)
        return NULL;
    const cadre_json_t *cadre = cadre_json_get(root, "cadre");
    if (cadre == NULL || cadre_json_type(cadre) != CADRE_JSON_OBJECT)
        return NULL;
    const cadre_json_t *value = cadre_json_get(cadre, key);
    return value != NULL && cadre_json_type(value) == CADRE_JSON_STRING ? cadre_json_string(value)
                                                                        : NULL;
}

static int check_manifest(const cadre_directory_t *self, const cadre_possession_t *claim,
                          cadre_error_t *err)
{
    cadre_text_t path = {0};
    cadre_json_document_t *manifest = NULL;
    cadre_error_t damage;
    cadre_text_addf(&path, "%s/" CADRE_MANIFEST_FILE, self->path);
    if (path.failed)
        return no_memory(err);
    int code = cadre_json_load(path.data, &manifest, &damage);
    cadre_text_free(&path);
    if (code == CADRE_ERROR_MEMORY)
        return no_memory(err);
    if (code != CADRE_OK)
        return refuse_foreign(self, ": its " CADRE_MANIFEST_FILE " is damaged", err);
    const char *kind = provenance(manifest, "kind");
    const char *scenario = provenance(manifest, "scenario");
    if (kind == NULL || scenario == NULL)
        code = refuse_foreign(self, "", err);
    else if (!claim->force &&
             (strcmp(kind, claim->kind) != 0 || strcmp(scenario, claim->scenario) != 0))
        code = refuse_other(self, claim, kind, scenario, err);
    cadre_json_free(manifest);
    return code;
}

static int check_claim(cadre_directory_t *self, const cadre_possession_t *claim, cadre_error_t *err)
{
    contents_t contents = {0};
    const int number = for_entries(self->folder, look_at_entry, &contents);
    if (number != 0) {
        errno = number;
        return create_error(self, "list the directory", err);
    }
    self->had_results = contents.manifest;
    if (contents.journals && strcmp(claim->kind, "sweep") != 0 &&
        strcmp(claim->kind, "calibrate") != 0)
        return refuse_journals(self, err);
    if (contents.manifest)
        return check_manifest(self, claim, err);
    if (contents.journals)
        return CADRE_OK;
    return contents.others ? refuse_foreign(self, "", err) : CADRE_OK;
}

/* ------------------------------------------------------- for all to use */

int cadre_directory_open(cadre_directory_t *self, const char *path, const cadre_possession_t *claim,
                         cadre_error_t *err)
{
    *self = (cadre_directory_t){.folder = -1, .staging = -1};
    self->path = cadre_copy_text(path);
    if (self->path == NULL)
        return no_memory(err);
    for (size_t end = strlen(path); end > 1 && path[end - 1] == '/'; end--)
        self->path[end - 1] = '\0';
    int code = make_folders(self, err);
    if (code == CADRE_OK)
        code = lock(self, err);
    if (code == CADRE_OK)
        code = settle_staging(self, err);
    if (code == CADRE_OK)
        code = check_claim(self, claim, err);
    if (code == CADRE_OK)
        code = make_staging(self, err);
    if (code != CADRE_OK)
        cadre_directory_close(self);
    return code;
}

int cadre_directory_create(cadre_directory_t *self, const char *name, FILE **out,
                           cadre_error_t *err)
{
    const int file = openat(self->staging, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    *out = file < 0 ? NULL : fdopen(file, "w");
    if (*out != NULL) {
        setvbuf(*out, NULL, _IONBF, 0); /* sheets collect large pieces themselves */
        return CADRE_OK;
    }
    const int code = create_error(self, "create files", err);
    if (file >= 0)
        close(file);
    return code;
}

/* Writes and syncs the manifest under another name, then gives it its own: a staged manifest is
 * whole, and says that everything beside it is. */
static int stage_manifest(cadre_directory_t *self, const char *manifest, size_t length,
                          cadre_error_t *err)
{
    static const char DRAFT[] = CADRE_MANIFEST_FILE ".draft";
    FILE *file;
    const int code = cadre_directory_create(self, DRAFT, &file, err);
    if (code != CADRE_OK)
        return code;
    errno = 0;
    bool written = fwrite(manifest, 1, length, file) == length && fsync(fileno(file)) == 0;
    written = fclose(file) == 0 && written;
    if (written && renameat(self->staging, DRAFT, self->staging, CADRE_MANIFEST_FILE) == 0 &&
        fsync(self->staging) == 0)
        return CADRE_OK;
    return cadre_write_error(err, errno, CADRE_MANIFEST_FILE);
}

int cadre_directory_publish(cadre_directory_t *self, const char *manifest, size_t length,
                            cadre_error_t *err)
{
    manifests_t manifests = {0};
    int code = load_manifest(self, "", &manifests.before);
    if (code == CADRE_OK)
        code = cadre_json_parse(manifest, length, CADRE_MANIFEST_FILE, &manifests.after, err);
    code = code == CADRE_ERROR_MEMORY ? no_memory(err) : code;
    if (code == CADRE_OK)
        code = stage_manifest(self, manifest, length, err);
    if (code == CADRE_OK) {
        self->decided = true;
        const int number = move_into_place(self, &manifests);
        if (number != 0)
            code = cadre_write_error(err, number, self->path);
        else
            remove_staging(self); /* empty; left behind, the next run would remove it */
    }
    free_manifests(&manifests);
    return code;
}

int cadre_directory_forget(const cadre_directory_t *self, cadre_error_t *err)
{
    manifests_t manifests = {0};
    if (load_manifest(self, "", &manifests.before) != CADRE_OK)
        return no_memory(err);
    int number = remove_replaced(self, &manifests);
    free_manifests(&manifests);
    if (number == 0 && unlinkat(self->folder, CADRE_MANIFEST_FILE, 0) != 0 && errno != ENOENT)
        number = errno;
    return number == 0 ? CADRE_OK : cadre_write_error(err, number, self->path);
}

void cadre_directory_close(cadre_directory_t *self)
{
    if (self->staging >= 0 && !self->decided)
        remove_staging(self);
    if (self->staging >= 0)
        close(self->staging);
    if (self->path != NULL && !self->decided)
        remove_made(self);
    if (self->folder >= 0)
        close(self->folder);
    cadre_free(self->path);
    *self = (cadre_directory_t){.folder = -1, .staging = -1};
}
