/* An analysis of a sweep's outcomes, in the sweep's own directory. */
#ifndef CADRE_SENSITIVITY_STORE_H
#define CADRE_SENSITIVITY_STORE_H

#include "analysis/attribution.h"
#include "base/text.h"
#include "store/sweep_store.h"

typedef struct {
    const cadre_sweep_store_t *sweep; /* its files are in its directory */
    const cadre_text_t *design;       /* design.csv */
    const char *method, *command;     /* of the analysis, for the manifest */
} cadre_sensitivity_store_options_t;

/* Puts design.csv and sensitivity.csv (or boxes.csv of PRIM) beside runs.csv and summary.csv, with
 * a manifest of them all. An earlier analysis there is replaced, the other one of these two files
 * removed: `replaced` says whether there was one. CADRE_ERROR_IDENTITY when the directory holds
 * another sweep by now; _BUSY, _CREATE, _INPUT, _IO, _MEMORY. */
int cadre_sensitivity_store(const cadre_sensitivity_store_options_t *options,
                            const cadre_attribution_t *attribution, bool *replaced,
                            cadre_error_t *err);

#endif
