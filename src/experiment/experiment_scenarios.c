/* The scenarios of a experiment: the one it names, or those its input `scenario` lists. */
#define _XOPEN_SOURCE 700 /* realpath */
#include "experiment/experiment_internal.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Bytes of the path up to and with its last '/'. */
static int folder_length(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL ? (int)(slash - path) + 1 : 0;
}

/* Cuts the real folder of a design to what it may read from: the folder around `designs`. */
static void widen(char *folder)
{
    char *slash = strrchr(folder, '/');
    if (slash != NULL && slash > folder && strcmp(slash, "/designs") == 0)
        *slash = '\0';
}

static int check_inside(const cadre_reading_experiment_t *self, const cadre_json_t *value,
                        const char *path)
{
    char folder[PATH_MAX], real[PATH_MAX], root[PATH_MAX];
    const char *name = cadre_json_string(value);
    const int length = folder_length(self->experiment->path);
    snprintf(folder, sizeof folder, "%.*s", length, length > 0 ? self->experiment->path : "");
    if (realpath(path, real) == NULL || realpath(length > 0 ? folder : ".", root) == NULL) {
        cadre_refuse(value, self->err, NULL, "'%s': %s", name,
                     errno == ENOENT ? "there is no such file" : strerror(errno));
        return self->err->code = CADRE_ERROR_NO_INPUT;
    }
    widen(root);
    const size_t root_length = strcmp(root, "/") == 0 ? 0 : strlen(root);
    if (strncmp(real, root, root_length) == 0 && real[root_length] == '/')
        return CADRE_OK;
    return cadre_refuse(value, self->err, "a file inside the design's folder",
                        "'%s' leads out of the design's folder: a design uses files in its own "
                        "folder and below, or in the folder around 'designs'",
                        name);
}

int cadre_experiment_file(cadre_reading_experiment_t *self, const cadre_json_t *value,
                          const char **path)
{
    const char *name;
    const int status = cadre_json_read_string(value, &name, self->err);
    if (status != CADRE_OK)
        return status;
    if (name[0] == '/' || name[0] == '\0')
        return cadre_refuse(value, self->err, "a relative path",
                            name[0] == '/' ? "'%s' is an absolute path" : "the path is empty%s",
                            name);
    const int length = folder_length(self->experiment->path);
    const size_t size = (size_t)length + strlen(name) + 1;
    char *joined = cadre_owner_alloc(self->owner, size, 1, self->err);
    if (joined == NULL)
        return CADRE_ERROR_MEMORY;
    snprintf(joined, size, "%.*s%s", length, self->experiment->path, name);
    *path = joined;
    return check_inside(self, value, joined);
}

/* A path, or a name sought where all scenarios are. */
static int find(cadre_reading_experiment_t *self, const cadre_json_t *value, const char **path)
{
    const char *name;
    char found[PATH_MAX];
    int status = cadre_json_read_string(value, &name, self->err);
    if (status != CADRE_OK)
        return status;
    const size_t length = strlen(name);
    if (strchr(name, '/') != NULL || (length > 5 && strcmp(name + length - 5, ".json") == 0))
        return cadre_experiment_file(self, value, path);
    status = cadre_scenario_find(name, found, sizeof found, self->err);
    if (status != CADRE_OK) {
        cadre_error_at(self->err, cadre_json_file(value), cadre_json_line(value),
                       cadre_json_column(value));
        return status;
    }
    *path = cadre_owner_copy(self->owner, found, self->err);
    return *path != NULL ? CADRE_OK : CADRE_ERROR_MEMORY;
}

/* The value that names the scenario, or the list of them; both NULL: a design of free inputs. */
static int find_names(cadre_reading_experiment_t *self, const cadre_json_t **one,
                      const cadre_json_t **list)
{
    const cadre_json_t *inputs = cadre_json_get(self->root, "inputs");
    const bool object = inputs != NULL && cadre_json_type(inputs) == CADRE_JSON_OBJECT;
    const cadre_json_t *input = object ? cadre_json_get(inputs, "scenario") : NULL;
    *one = cadre_json_get(self->root, "scenario");
    *list = NULL;
    if (input == NULL)
        return CADRE_OK;
    if (*one != NULL)
        return cadre_refuse(*one, self->err, NULL,
                            "the scenario is an input already: name it there only");
    int status = cadre_check_type(input, CADRE_JSON_OBJECT, self->err);
    if (status == CADRE_OK)
        status = cadre_require(input, "values", list, self->err);
    if (status == CADRE_OK)
        status = cadre_check_type(*list, CADRE_JSON_ARRAY, self->err);
    if (status == CADRE_OK && cadre_json_size(*list) == 0)
        return cadre_refuse(*list, self->err, NULL, "names no scenario");
    return status;
}

int cadre_experiment_scenarios(cadre_reading_experiment_t *self)
{
    const cadre_json_t *one, *list;
    int status = find_names(self, &one, &list);
    if (status != CADRE_OK)
        return status;
    const int count = list != NULL ? cadre_json_size(list) : one != NULL;
    const char **paths = cadre_owner_alloc(self->owner, (size_t)count, sizeof *paths, self->err);
    cadre_scenario_t **bases =
        cadre_owner_alloc(self->owner, (size_t)count, sizeof(cadre_scenario_t *), self->err);
    if (paths == NULL || bases == NULL)
        return CADRE_ERROR_MEMORY;
    self->experiment->free = count == 0;
    self->experiment->scenarios = paths;
    self->experiment->bases = bases;
    for (int i = 0; i < count && status == CADRE_OK; i++) {
        status = find(self, list != NULL ? cadre_json_at(list, i) : one, &paths[i]);
        if (status == CADRE_OK)
            status = cadre_scenario_load(paths[i], self->options->overrides, &bases[i], self->err);
        self->experiment->scenario_count += status == CADRE_OK;
    }
    return status;
}
