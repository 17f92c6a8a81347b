/* Regimes: named sets of parameters that organizations share. */
#ifndef CADRE_REGIMES_H
#define CADRE_REGIMES_H

#include "scenario/loading.h"

typedef struct {
    const char *id;
    int parent; /* the regime it extends, or -1 */
    const cadre_setting_t *settings;
    int setting_count;
} cadre_regime_t;

typedef struct {
    const cadre_json_t *object; /* `regimes` of the file, or NULL */
    const cadre_regime_t *regimes;
    int count;
} cadre_regimes_t;

/* Reads all regimes, used or not; refuses circles. */
int cadre_regimes_read(cadre_loading_t *self, cadre_regimes_t *regimes);
/* Index of the regime that the string `name` names. */
int cadre_regimes_find(const cadre_regimes_t *self, const cadre_json_t *name, int *regime,
                       cadre_error_t *err);
/* Sets what the regimes from the last parent down to `regime` (-1: none) say. */
void cadre_regimes_apply(const cadre_regimes_t *self, int regime, cadre_parameters_t *parameters);

#endif
