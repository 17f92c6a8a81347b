/* A calibration's directory: a journal of what each run showed, in the order in which runs began,
 * from which the calibration stands where it stood when it was interrupted; and at the end
 * posterior.csv, generations.csv, marginals.csv, predictions.csv and the manifest. */
#ifndef CADRE_CALIBRATION_STORE_H
#define CADRE_CALIBRATION_STORE_H

#include "experiment/calibration_runs.h"

typedef struct {
    const cadre_experiment_t *experiment;
    cadre_abc_t *abc; /* at its beginning; the store tells it what the journal has */
    const char *directory;
    const char *command; /* exact command for the manifest */
    bool force;          /* in place of other results */
} cadre_calibration_options_t;

typedef struct cadre_calibration_store cadre_calibration_store_t;

/* Opens or begins the journal, and tells and advances the calibration through all its runs.
 * CADRE_ERROR_IDENTITY when the directory holds another one, naming what differs; _BUSY, _CREATE,
 * _INPUT (damage, or no posterior can be had), _IO, _MEMORY. */
int cadre_calibration_store_open(const cadre_calibration_options_t *options,
                                 cadre_calibration_store_t **out, cadre_error_t *err);
/* Runs that the journal had. */
int64_t cadre_calibration_store_before(const cadre_calibration_store_t *self);
/* Whether the directory holds all files of this very calibration already. */
bool cadre_calibration_store_published(const cadre_calibration_store_t *self);
/* Writes the next run down and tells the calibration, as cadre_abc_tell. CADRE_ERROR_IO, _MEMORY.
 */
int cadre_calibration_store_tell(cadre_calibration_store_t *self, const double *statistics,
                                 bool *complete, cadre_error_t *err);
/* Everything told to the disk. */
int cadre_calibration_store_sync(cadre_calibration_store_t *self, cadre_error_t *err);
/* Runs known to be on the disk. */
int64_t cadre_calibration_store_saved(const cadre_calibration_store_t *self);
/* Makes the files of a calibration that is done, and puts them into place. */
int cadre_calibration_store_publish(cadre_calibration_store_t *self, cadre_error_t *err);
void cadre_calibration_store_close(cadre_calibration_store_t *self);

/* ------------------------------------------------- looking */

typedef struct {
    char design[256];
    int64_t saved;  /* runs */
    int generation; /* of the last one; 0: a fresh run of the posterior */
    bool published;
} cadre_calibration_status_t;

/* What the journal of a directory holds, also while it is written; `*found`: whether it is that of
 * a calibration. CADRE_ERROR_INPUT for damage, _IO, _MEMORY. */
int cadre_calibration_status(const char *directory, bool *found, cadre_calibration_status_t *out,
                             cadre_error_t *err);

/* "generations", "tolerance", …: why it ended, in the manifest and for people. */
const char *cadre_stop_name(cadre_stop_t reason);

#endif
