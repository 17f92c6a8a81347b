/* What `cadre calibrate` says at its end: a page for a person, or the result of --json. */
#ifndef CADRE_CALIBRATION_PAGE_H
#define CADRE_CALIBRATION_PAGE_H

#include "base/text.h"
#include "cli/terminal.h"
#include "experiment/calibration_runs.h"

typedef struct {
    const cadre_experiment_t *experiment;
    const cadre_abc_t *abc; /* done */
    const char *directory;
    const char *status; /* "ok", "already complete", … */
    int threads;
    double seconds; /* of this process */
} cadre_calibration_summary_t;

/* Both: CADRE_ERROR_MEMORY. */
int cadre_calibration_page(const cadre_calibration_summary_t *self,
                           const cadre_terminal_t *terminal, cadre_text_t *out);
int cadre_calibration_answer(const cadre_calibration_summary_t *self, cadre_text_t *text);

#endif
