/* What makes two sweeps, or two calibrations, the same: the design's text with what it reads, its
 * scenarios, the seed, the model's version, and which series are kept. Internal to store/. */
#ifndef CADRE_STORE_IDENTITY_H
#define CADRE_STORE_IDENTITY_H

#include "experiment/experiment.h"
#include "store/sweep_store.h"
#include "json/json.h"
#include "json/writer.h"

/* Adds the member "identity"; `runs` -1: their number is not part of it; `series` NULL: none are
 * kept. */
void cadre_identity_add(const cadre_experiment_t *experiment, int64_t runs,
                        const cadre_sweep_series_t *series, cadre_json_writer_t *out);
/* CADRE_ERROR_IDENTITY, naming what differs, when `there` (NULL: has none) is not the same as
 * `mine`; `kind` is "sweep" or "calibration", `whose` the name of the design there, `path` where.
 */
int cadre_identity_compare(const cadre_json_t *mine, const cadre_json_t *there, const char *kind,
                           const char *whose, const char *path, cadre_error_t *err);
/* CADRE_ERROR_IDENTITY: the directory holds the runs of a `kind`. */
int cadre_identity_refuse(const char *kind, const char *path, cadre_error_t *err);

#endif
