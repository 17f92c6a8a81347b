/* The runs of a design into a directory, as `sweep` and `sensitivity` make them. */
#ifndef CADRE_SWEEPING_H
#define CADRE_SWEEPING_H

#include "base/text.h"
#include "cli/arguments.h"
#include "store/sweep_store.h"

/* Start with {.arguments}. */
typedef struct {
    const cadre_arguments_t *arguments;
    cadre_experiment_t *experiment;
    cadre_plan_t *plan;
    cadre_sweep_store_t *store;
    cadre_text_t directory; /* -o, or results/COMMAND-DESIGN */
    cadre_text_t command;   /* "cadre sweep ...", which makes the same runs */
    cadre_sweep_series_t series;
    cadre_progress_t totals;
    double seconds, bytes; /* of a dry run: by which a run brings the end nearer; of all files */
    double series_bytes;   /* of the series of the runs that were tried, */
    int64_t series_tried;  /* so many */
} cadre_sweeping_t;

/* Opens the design named and plans its runs. */
int cadre_sweeping_prepare(cadre_sweeping_t *self, const char *design, cadre_error_t *err);
/* Says what would be run, how long that takes and how much space. */
int cadre_sweeping_dry_run(cadre_sweeping_t *self, cadre_error_t *err);
/* Makes the runs that the directory lacks, and says how many are saved. `complete`: all files were
 * there already, and nothing was done. CADRE_ERROR_INTERRUPTED when a signal ended it. */
int cadre_sweeping_run(cadre_sweeping_t *self, bool *complete, cadre_error_t *err);
void cadre_sweeping_end(cadre_sweeping_t *self);

#endif
