/* The files of a calibration that is done: posterior.csv, generations.csv, marginals.csv,
 * predictions.csv and the manifest. Internal to store/. */
#ifndef CADRE_CALIBRATION_FILES_H
#define CADRE_CALIBRATION_FILES_H

#include "store/calibration_store.h"

#define CADRE_CALIBRATION_KIND "calibrate" /* the kind of a directory is its command */

/* Makes them and puts them into place. CADRE_ERROR_CREATE, _IO, _MEMORY. */
int cadre_calibration_files(const cadre_calibration_options_t *options, cadre_error_t *err);

#endif
