/* Where scenarios are: ./configs, $CADRE_PATH, the installed data folder. */
#include "base/build.h"
#include "base/memory.h"
#include "scenario/loading.h"
#include "json/json.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char suffix[] = ".json";

/* What is sought: its name in messages, where it stands in a folder of configurations. */
typedef struct {
    const char *name, *subfolder;
} kind_t;

typedef struct {
    char **items;
    size_t count, capacity;
} list_t;

static void list_free(list_t *self)
{
    for (size_t i = 0; i < self->count; i++)
        cadre_free(self->items[i]);
    cadre_free(self->items);
    *self = (list_t){0};
}

static int out_of_memory(cadre_error_t *err)
{
    return cadre_error_set(err, CADRE_ERROR_MEMORY, "out of memory while looking for scenarios");
}

/* Takes `item` over, also on failure. */
static int list_add(list_t *self, char *item, cadre_error_t *err)
{
    if (item == NULL)
        return out_of_memory(err);
    if (self->count == self->capacity) {
        const size_t capacity = self->capacity ? 2 * self->capacity : 16;
        char **grown = cadre_resize(self->items, self->capacity, capacity, sizeof *grown);
        if (grown == NULL) {
            cadre_free(item);
            return out_of_memory(err);
        }
        self->items = grown;
        self->capacity = capacity;
    }
    self->items[self->count++] = item;
    return CADRE_OK;
}

/* The folders to look in, in this order. */
static int list_folders(list_t *folders, cadre_error_t *err)
{
    const char *paths = getenv("CADRE_PATH");
    int status = list_add(folders, cadre_copy_text("configs"), err);
    while (status == CADRE_OK && paths != NULL) {
        const size_t length = strcspn(paths, ":");
        if (length > 0)
            status = list_add(folders, cadre_copy_text_n(paths, length), err);
        paths = paths[length] ? paths + length + 1 : NULL;
    }
    return status == CADRE_OK ? list_add(folders, cadre_copy_text(CADRE_DATA_FOLDER), err) : status;
}

static bool ends_in_suffix(const char *text)
{
    const size_t length = strlen(text), tail = sizeof suffix - 1;
    return length > tail && strcmp(text + length - tail, suffix) == 0;
}

/* Names of the JSON files in a folder; one that cannot be read has none. */
static int list_files(const char *folder, list_t *names, cadre_error_t *err)
{
    int status = CADRE_OK;
    DIR *directory = opendir(folder);
    if (directory == NULL)
        return CADRE_OK;
    const struct dirent *entry;
    while (status == CADRE_OK && (entry = readdir(directory)) != NULL)
        if (ends_in_suffix(entry->d_name) && entry->d_name[0] != '.')
            status = list_add(names, cadre_copy_text(entry->d_name), err);
    closedir(directory);
    return status;
}

static bool exists(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0;
}

static int copy_path(const char *from, char *path, size_t size, cadre_error_t *err)
{
    if ((size_t)snprintf(path, size, "%s", from) < size)
        return CADRE_OK;
    return cadre_error_set(err, CADRE_ERROR_USAGE, "the path is too long");
}

static int find_path(const char *name, char *path, size_t size, cadre_error_t *err)
{
    const int status = copy_path(name, path, size, err);
    if (status != CADRE_OK || exists(name))
        return status;
    cadre_error_set(err, CADRE_ERROR_NO_INPUT, "there is no such file");
    cadre_error_at(err, name, 0, 0);
    return CADRE_ERROR_NO_INPUT;
}

/* Says where it looked, and which scenario may have been meant. */
static int fail_unknown(const char *name, const kind_t *kind, const list_t *folders,
                        cadre_error_t *err)
{
    list_t names = {0};
    cadre_text_t looked = {0};
    int status = CADRE_OK;
    for (size_t i = 0; i < folders->count && status == CADRE_OK; i++) {
        cadre_text_t folder = {0};
        cadre_text_addf(&folder, "%s%s", folders->items[i], kind->subfolder);
        cadre_text_addf(&looked, "%s%s", i ? ", " : "", folder.failed ? "" : folder.data);
        status = folder.failed ? out_of_memory(err) : list_files(folder.data, &names, err);
        cadre_text_free(&folder);
    }
    if (status != CADRE_OK || looked.failed) {
        status = out_of_memory(err);
        goto out;
    }
    for (size_t i = 0; i < names.count; i++)
        names.items[i][strlen(names.items[i]) - (sizeof suffix - 1)] = '\0';
    status = cadre_error_set(err, CADRE_ERROR_NO_INPUT, "there is no %s '%s' in %s", kind->name,
                             name, looked.data);
    const char *nearest = cadre_nearest(name, (const char *const *)names.items, (int)names.count);
    cadre_suggest(err, nearest);
out:
    cadre_text_free(&looked);
    list_free(&names);
    return status;
}

static int find_name(const char *name, const kind_t *kind, const list_t *folders, char *path,
                     size_t size, cadre_error_t *err)
{
    for (size_t i = 0; i < folders->count; i++) {
        cadre_text_t candidate = {0};
        cadre_text_addf(&candidate, "%s%s/%s%s", folders->items[i], kind->subfolder, name, suffix);
        if (candidate.failed)
            return out_of_memory(err);
        const bool found = exists(candidate.data);
        const int status = found ? copy_path(candidate.data, path, size, err) : CADRE_OK;
        cadre_text_free(&candidate);
        if (found)
            return status;
    }
    return fail_unknown(name, kind, folders, err);
}

static int find(const char *name, const kind_t *kind, char *path, size_t size, cadre_error_t *err)
{
    if (strchr(name, '/') != NULL || ends_in_suffix(name))
        return find_path(name, path, size, err);
    list_t folders = {0};
    int status = list_folders(&folders, err);
    if (status == CADRE_OK)
        status = find_name(name, kind, &folders, path, size, err);
    list_free(&folders);
    return status;
}

int cadre_scenario_find(const char *name, char *path, size_t size, cadre_error_t *err)
{
    static const kind_t kind = {"scenario", ""};
    return find(name, &kind, path, size, err);
}

int cadre_design_find(const char *name, char *path, size_t size, cadre_error_t *err)
{
    static const kind_t kind = {"design", "/designs"};
    return find(name, &kind, path, size, err);
}

int cadre_file_has_format(const char *path, const char *name, bool *out, cadre_error_t *err)
{
    cadre_json_document_t *document = NULL;
    const int status = cadre_json_load(path, &document, err);
    *out = false;
    if (status == CADRE_ERROR_MEMORY)
        return status;
    if (status != CADRE_OK)
        return CADRE_OK;
    const cadre_json_t *format = cadre_json_get(cadre_json_root(document), "format");
    *out = format != NULL && cadre_json_type(format) == CADRE_JSON_STRING &&
           strcmp(cadre_json_string(format), name) == 0;
    cadre_json_free(document);
    return CADRE_OK;
}

static int by_text(const void *a, const void *b)
{
    const char *const *left = a, *const *right = b;
    return strcmp(*left, *right);
}

static int list_scenarios(const char *folder, list_t *paths, cadre_error_t *err)
{
    list_t names = {0};
    int status = list_files(folder, &names, err);
    if (names.count > 0)
        qsort(names.items, names.count, sizeof *names.items, by_text);
    for (size_t i = 0; i < names.count && status == CADRE_OK; i++) {
        bool scenario = false;
        cadre_text_t path = {0};
        cadre_text_addf(&path, "%s/%s", folder, names.items[i]);
        status = path.failed ? out_of_memory(err)
                             : cadre_file_has_format(path.data, "cadre-scenario/1", &scenario, err);
        if (status == CADRE_OK && scenario)
            status = list_add(paths, cadre_copy_text(path.data), err);
        cadre_text_free(&path);
    }
    list_free(&names);
    return status;
}

int cadre_scenario_catalogue(char ***paths, int *count, cadre_error_t *err)
{
    list_t folders = {0}, found = {0};
    *paths = NULL;
    *count = 0;
    int status = list_folders(&folders, err);
    size_t first = 0;
    while (first < folders.count && !exists(folders.items[first]))
        first++;
    if (status == CADRE_OK && first < folders.count)
        status = list_scenarios(folders.items[first], &found, err);
    list_free(&folders);
    if (status != CADRE_OK) {
        list_free(&found);
        return status;
    }
    *paths = found.items;
    *count = (int)found.count;
    return CADRE_OK;
}

void cadre_scenario_catalogue_free(char **paths, int count)
{
    list_t list = {paths, (size_t)count, (size_t)count};
    list_free(&list);
}
