/* Parameters in scenario files, {"group": {"name": value}}, as lists of settings. */
#ifndef CADRE_SETTINGS_H
#define CADRE_SETTINGS_H

#include "scenario/loading.h"

/* What becomes of parameters of the world: they pass, have their place elsewhere in the file, or
 * cannot change during a run. */
typedef enum { CADRE_WORLD_ALLOWED, CADRE_WORLD_APART, CADRE_WORLD_FIXED } cadre_world_rule_t;

/* Reads an object of parameters, in the order of the parameter table; `object` may be NULL. */
int cadre_settings_read(cadre_loading_t *self, const cadre_json_t *object, cadre_world_rule_t rule,
                        const cadre_setting_t **settings, int *count);
/* Sets those of scope ORGANIZATION in `parameters`, or of scope WORLD in `world`; either may be
 * NULL. */
void cadre_settings_apply(const cadre_setting_t *settings, int count,
                          cadre_parameters_t *parameters, cadre_world_parameters_t *world);
/* The key among all parameters nearest to `key`, or NULL. */
const char *cadre_settings_nearest(const char *key);

#endif
