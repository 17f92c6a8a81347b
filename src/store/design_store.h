/* The points of a design as CSV: design.csv. */
#ifndef CADRE_DESIGN_STORE_H
#define CADRE_DESIGN_STORE_H

#include "experiment/experiment.h"
#include "store/tables.h"

#include <stdio.h>

/* The columns of design.csv; `table->failed` if out of memory. For store/. */
void cadre_design_describe(const cadre_experiment_t *experiment, cadre_table_t *table);
/* Header and rows: block, role, the inputs. The stream stays the caller's. CADRE_ERROR_IO, _MEMORY.
 */
int cadre_design_write(const cadre_experiment_t *experiment, const cadre_sample_t *sample,
                       FILE *stream, const char *name, cadre_error_t *err);
/* The same as a text, which is the caller's. CADRE_ERROR_MEMORY. */
int cadre_design_text(const cadre_experiment_t *experiment, const cadre_sample_t *sample,
                      cadre_text_t *out, cadre_error_t *err);
/* design.csv and datapackage.json in a directory, whole or not at all. */
int cadre_design_store(const cadre_experiment_t *experiment, const cadre_sample_t *sample,
                       const char *directory, bool force, cadre_error_t *err);

#endif
