/* The form of seminar.json: which lists there are and what each of their entries must have.
 * Internal to seminar/. */
#ifndef CADRE_SHAPE_H
#define CADRE_SHAPE_H

#include "json/json.h"

/* CADRE_ERROR_INPUT with the place of the first thing that is missing or of another type. */
int cadre_shape_check(const cadre_json_t *root, cadre_error_t *err);

#endif
