#include "scenario/regimes.h"

#include "scenario/settings.h"

int cadre_regimes_find(const cadre_regimes_t *self, const cadre_json_t *name, int *regime,
                       cadre_error_t *err)
{
    return cadre_find_key(self->object, name, "regime", regime, err);
}

static int read_regime(cadre_loading_t *self, const cadre_regimes_t *regimes, int index,
                       cadre_regime_t *out)
{
    static const char *const known[] = {"title", "extends", "parameters", NULL};
    const cadre_json_t *object = cadre_json_at(regimes->object, index);
    int status = cadre_check_id(regimes->object, index, self->err);
    if (status == CADRE_OK)
        status = cadre_check_object(object, known, self->err);
    const char *title = ""; /* for readers of the file */
    if (status == CADRE_OK)
        status = cadre_optional_string(object, "title", &title, self->err);
    out->id = cadre_json_key(regimes->object, index);
    out->parent = -1;
    const cadre_json_t *extends = cadre_json_get(object, "extends");
    if (status == CADRE_OK && extends != NULL)
        status = cadre_regimes_find(regimes, extends, &out->parent, self->err);
    if (status == CADRE_OK)
        status = cadre_settings_read(self, cadre_json_get(object, "parameters"), CADRE_WORLD_APART,
                                     &out->settings, &out->setting_count);
    return status;
}

/* A chain without a circle is shorter than the list. */
static int check_circles(const cadre_regimes_t *self, cadre_error_t *err)
{
    for (int i = 0; i < self->count; i++) {
        int length = 0;
        for (int k = i; k >= 0 && length <= self->count; k = self->regimes[k].parent)
            length++;
        if (length > self->count)
            return cadre_refuse(cadre_json_get(cadre_json_at(self->object, i), "extends"), err,
                                NULL, "regime '%s' extends itself in a circle",
                                self->regimes[i].id);
    }
    return CADRE_OK;
}

int cadre_regimes_read(cadre_loading_t *self, cadre_regimes_t *regimes)
{
    *regimes = (cadre_regimes_t){.object = cadre_json_get(self->root, "regimes")};
    if (regimes->object == NULL)
        return CADRE_OK;
    int status = cadre_check_type(regimes->object, CADRE_JSON_OBJECT, self->err);
    if (status != CADRE_OK)
        return status;
    regimes->count = cadre_json_size(regimes->object);
    cadre_regime_t *list =
        cadre_owner_alloc(self->owner, (size_t)regimes->count, sizeof *list, self->err);
    if (list == NULL)
        return CADRE_ERROR_MEMORY;
    regimes->regimes = list;
    for (int i = 0; i < regimes->count && status == CADRE_OK; i++)
        status = read_regime(self, regimes, i, &list[i]);
    return status == CADRE_OK ? check_circles(regimes, self->err) : status;
}

void cadre_regimes_apply(const cadre_regimes_t *self, int regime, cadre_parameters_t *parameters)
{
    if (regime < 0)
        return;
    const cadre_regime_t *mine = &self->regimes[regime];
    cadre_regimes_apply(self, mine->parent, parameters);
    cadre_settings_apply(mine->settings, mine->setting_count, parameters, NULL);
}
