/* A design file while it is being read. Internal to experiment/. */
#ifndef CADRE_EXPERIMENT_INTERNAL_H
#define CADRE_EXPERIMENT_INTERNAL_H

#include "base/csv.h"
#include "experiment/experiment.h"
#include "scenario/loading.h"

typedef struct {
    cadre_experiment_t *experiment;
    cadre_owner_t *owner;
    const cadre_json_t *root;
    const cadre_experiment_options_t *options;
    cadre_experiment_input_t *inputs; /* of the experiment, while they are written */
    cadre_input_t *axes;              /* of its design */
    char table_sha256[65];            /* of a table, or "" */
    const cadre_json_t *evidence;     /* of a calibration's targets, or NULL */
    cadre_error_t *err;
} cadre_reading_experiment_t;

/* The parts, in the order in which they are read. */
int cadre_experiment_scenarios(cadre_reading_experiment_t *self);
int cadre_experiment_inputs(cadre_reading_experiment_t *self);
int cadre_experiment_method(cadre_reading_experiment_t *self);
int cadre_experiment_outcomes(cadre_reading_experiment_t *self);
int cadre_experiment_targets(cadre_reading_experiment_t *self);

/* The file a string names, relative to the design's folder; it must be in that folder, below it, or
 * (if the folder is called `designs`) in the one around it. `*path` belongs to the owner. */
int cadre_experiment_file(cadre_reading_experiment_t *self, const cadre_json_t *value,
                          const char **path);

/* Index of the input of this name; -1 if there is none. */
int cadre_experiment_find_input(const cadre_reading_experiment_t *self, const char *name,
                                size_t length);
/* A value of input k as a cell of a table has it. */
int cadre_experiment_cell(cadre_reading_experiment_t *self, cadre_csv_t *csv, int field, int k,
                          double *out);
/* Groups as {"name": ["input", …]} into `group_of`, [inputs], -1 where an input is in none. */
int cadre_experiment_groups(cadre_reading_experiment_t *self, const cadre_json_t *groups,
                            int *group_of);
/* Keeps the checksum of a file of points for the design's identity. */
void cadre_experiment_note_table(cadre_reading_experiment_t *self, const cadre_csv_t *csv);
/* The method `factorial`. */
int cadre_experiment_factorial(cadre_reading_experiment_t *self, const cadre_json_t *method);

#endif
