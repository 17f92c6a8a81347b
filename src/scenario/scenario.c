/* A scenario from its file: the order in which its parts are read, and its end. */
#include "scenario/scenario.h"

#include "base/memory.h"
#include "scenario/loading.h"
#include "scenario/posterior.h"

#include <gsl/gsl_errno.h>
#include <string.h>

/* What stands behind `memory` of a scenario. */
typedef struct {
    cadre_scenario_t scenario;
    cadre_owner_t *owner;
    const char *changes;
} loaded_t;

static int name_scenario(cadre_loading_t *self, const char *path)
{
    cadre_scenario_t *scenario = self->scenario;
    const char *slash = strrchr(path, '/');
    self->folder_length = slash ? (size_t)(slash - path) + 1 : 0;
    scenario->path = cadre_owner_copy(self->owner, path, self->err);
    char *name = cadre_owner_copy(self->owner, path + self->folder_length, self->err);
    if (scenario->path == NULL || name == NULL)
        return CADRE_ERROR_MEMORY;
    char *dot = strrchr(name, '.');
    if (dot != NULL && dot > name)
        *dot = '\0';
    scenario->name = name;
    return CADRE_OK;
}

static int check_keys(const cadre_loading_t *self)
{
    static const char *const known[] = {
        "$schema",  "format",      "extends", "title",      "group",         "claims",
        "look_for", "expect",      "start",   "end",        "seed",          "evidence",
        "sites",    "environment", "regimes", "parameters", "organizations", "mechanisms",
        "events",   "posterior",   NULL};
    return cadre_check_object(self->root, known, self->err);
}

/* Later parts need earlier ones: dates the time, founders the sites, events the organizations and
 * switches. */
static int read_all(cadre_loading_t *self, const char **changes)
{
    int status;
    if ((status = cadre_loading_inherit(self)) != CADRE_OK ||
        (status = check_keys(self)) != CADRE_OK ||
        (status = cadre_loading_texts(self)) != CADRE_OK ||
        (status = cadre_loading_time(self)) != CADRE_OK ||
        (status = cadre_loading_environment(self)) != CADRE_OK ||
        (status = cadre_loading_sites(self)) != CADRE_OK ||
        (status = cadre_loading_mechanisms(self)) != CADRE_OK ||
        (status = cadre_loading_organizations(self)) != CADRE_OK ||
        (status = cadre_loading_changes(self, changes)) != CADRE_OK ||
        (status = cadre_loading_overrides(self)) != CADRE_OK ||
        (status = cadre_loading_events(self)) != CADRE_OK ||
        (status = cadre_loading_evidence(self)) != CADRE_OK ||
        (status = cadre_loading_posterior(self)) != CADRE_OK)
        return status;
    return cadre_loading_fingerprint(self);
}

int cadre_scenario_load(const char *path, cadre_overrides_t overrides, cadre_scenario_t **out,
                        cadre_error_t *err)
{
    return cadre_scenario_load_patched(path, overrides, NULL, 0, out, err);
}

int cadre_scenario_load_patched(const char *path, cadre_overrides_t overrides,
                                const char *const *patches, int count, cadre_scenario_t **out,
                                cadre_error_t *err)
{
    cadre_error_t unwanted;
    *out = NULL;
    err = err ? err : &unwanted;
    gsl_set_error_handler_off();
    loaded_t *loaded = cadre_alloc(1, sizeof *loaded);
    cadre_owner_t *owner = cadre_owner_create();
    if (loaded == NULL || owner == NULL) {
        cadre_free(loaded);
        cadre_owner_free(owner);
        return cadre_error_set(err, CADRE_ERROR_MEMORY, "out of memory while reading %s", path);
    }
    loaded->owner = owner;
    loaded->scenario.memory = loaded;
    cadre_loading_t loading = {.scenario = &loaded->scenario,
                               .owner = owner,
                               .overrides = overrides,
                               .patches = patches,
                               .patch_count = count,
                               .err = err};
    int status = name_scenario(&loading, path);
    if (status == CADRE_OK)
        status = read_all(&loading, &loaded->changes);
    if (status == CADRE_OK)
        *out = &loaded->scenario;
    else
        cadre_scenario_free(&loaded->scenario);
    return status;
}

void cadre_scenario_free(cadre_scenario_t *self)
{
    if (self == NULL)
        return;
    loaded_t *loaded = self->memory;
    cadre_posterior_free(self->posterior);
    cadre_owner_free(loaded->owner);
    cadre_free(loaded);
}

void cadre_scenario_changes(const cadre_scenario_t *self, cadre_text_t *out)
{
    const loaded_t *loaded = self->memory;
    cadre_text_add(out, loaded->changes);
}
