/* References from a scenario to other files: bases, series, evidence. */
#ifndef CADRE_REFERENCE_H
#define CADRE_REFERENCE_H

#include "scenario/loading.h"

/* The path a string value names, relative to the file the value stands in. Refuses absolute paths
 * and whatever lies outside the folder of the scenario that is being loaded, by `..` or by a
 * symbolic link; CADRE_ERROR_NO_INPUT if there is no such file. `*path` belongs to the owner. */
int cadre_reference_resolve(cadre_loading_t *self, const cadre_json_t *value, const char **path);

#endif
