/* A design file while it is being read. Internal to study/. */
#ifndef CADRE_STUDY_INTERNAL_H
#define CADRE_STUDY_INTERNAL_H

#include "scenario/loading.h"
#include "study/study_file.h"

typedef struct {
    cadre_study_t *study;
    cadre_owner_t *owner;
    const cadre_json_t *root;
    const cadre_study_options_t *options;
    cadre_study_input_t *inputs; /* of the study, while they are written */
    cadre_input_t *axes;         /* of its design */
    char table_sha256[65];       /* of a table, or "" */
    cadre_error_t *err;
} cadre_reading_study_t;

/* The parts, in the order in which they are read. */
int cadre_study_scenarios(cadre_reading_study_t *self);
int cadre_study_inputs(cadre_reading_study_t *self);
int cadre_study_method(cadre_reading_study_t *self);
int cadre_study_outcomes(cadre_reading_study_t *self);
int cadre_study_targets(cadre_reading_study_t *self);

/* The file a string names, relative to the design's folder; it must be in that folder, below it, or
 * (if the folder is called `designs`) in the one around it. `*path` belongs to the owner. */
int cadre_study_file(cadre_reading_study_t *self, const cadre_json_t *value, const char **path);

#endif
