/* The seminar page: one self-contained HTML file in which the model itself runs, as WebAssembly.
 * What it teaches, the presets, sliders, pictures and lessons, is a file, configs/seminar.json; its
 * scenarios go into the page packed. */
#ifndef CADRE_SEMINAR_H
#define CADRE_SEMINAR_H

#include "base/error.h"
#include "base/text.h"

#include <stdbool.h>

/* Whether this program was built with the model as WebAssembly (src/web/module.cmake). */
bool cadre_seminar_can(void);
/* seminar.json in ./configs, $CADRE_PATH or the installed data folder; CADRE_ERROR_NO_INPUT. */
int cadre_seminar_find(char *path, size_t size, cadre_error_t *err);
/* Adds the page of this file to `out`. Everything it names must exist: scenarios, parameters,
 * mechanisms, measures, claims; CADRE_ERROR_INPUT with its place, the codes of cadre_scenario_load,
 * CADRE_ERROR_NO_INPUT where the claims are missing, CADRE_ERROR_MEMORY. */
int cadre_seminar_make(const char *path, cadre_text_t *out, cadre_error_t *err);

#endif
