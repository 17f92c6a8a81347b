/* `posterior`: a file of weighted parameters that `run` takes by default. */
#include "scenario/data_file.h"
#include "scenario/posterior.h"
#include "scenario/reference.h"

int cadre_loading_posterior(cadre_loading_t *self)
{
    const cadre_json_t *value = cadre_json_get(self->root, "posterior");
    const char *path;
    if (value == NULL || cadre_json_type(value) == CADRE_JSON_NULL)
        return CADRE_OK;
    int status = cadre_reference_resolve(self, value, &path);
    if (status == CADRE_OK)
        status = cadre_posterior_load(path, self->scenario, self->overrides,
                                      &self->scenario->posterior, self->err);
    return status == CADRE_OK
               ? cadre_data_file_record(self, path, self->scenario->posterior->sha256)
               : status;
}
