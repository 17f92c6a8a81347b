/* Experiments: a design file (configs/README.md, "Designs") with the scenario its inputs change,
 * the runs it asks for, and what is measured in each of them. */
#ifndef CADRE_EXPERIMENT_H
#define CADRE_EXPERIMENT_H

#include "calibration/abc.h"
#include "design/design.h"
#include "experiment/readings.h"
#include "scenario/scenario.h"

/* What an input changes. */
typedef enum {
    CADRE_TARGET_FREE,      /* nothing here: a design without a scenario */
    CADRE_TARGET_PARAMETER, /* as --set does */
    CADRE_TARGET_SWITCH,    /* a mechanism */
    CADRE_TARGET_SCENARIO,  /* the scenario itself */
    CADRE_TARGET_PATH       /* a value of the merged scenario, by its dotted path */
} cadre_target_t;

typedef struct {
    cadre_target_t target;
    int parameter;                     /* index in the table */
    const char *organization;          /* id, or NULL: all */
    const char *type, *unit, *meaning; /* of the column */
    int line, column;                  /* where the input stands in the file */
} cadre_experiment_input_t;

typedef struct {
    const char *name; /* the file's stem */
    const char *path; /* as opened */
    const char *title;
    cadre_design_t design; /* with the seed that counts */
    const cadre_experiment_input_t *inputs;
    bool free;                    /* without a scenario: nothing of the following */
    const char *const *scenarios; /* paths; one, or those that the input `scenario` lists */
    int scenario_count;
    cadre_scenario_t *const *bases; /* each as it is in its file, with --set */
    cadre_overrides_t overrides;
    int64_t replicates;
    bool independent; /* each block has luck of its own; else replicate r has the same everywhere */
    const cadre_reading_t *readings; /* of a calibration: its targets, then what is held out */
    int reading_count;
    /* of a calibration, whose replicates always have luck of their own */
    cadre_abc_settings_t abc;
    const cadre_abc_target_t *targets; /* of the first readings */
    int target_count;
    char sha256[65]; /* of the design's canonical text and what it reads beside scenarios */
    void *memory;    /* owner of everything above */
} cadre_experiment_t;

typedef struct {
    cadre_overrides_t overrides; /* of --set, for the scenario; texts must outlive the experiment */
    bool has_seed;               /* instead of the file's */
    uint64_t seed;
    int64_t replicates; /* 0: the file's */
} cadre_experiment_options_t;

/* Reads and checks a design and the scenarios it names. On error `*out` is NULL and `err` says
 * what, where (file:line:column) and what is allowed. */
int cadre_experiment_load(const char *path, const cadre_experiment_options_t *options,
                          cadre_experiment_t **out, cadre_error_t *err);
void cadre_experiment_free(cadre_experiment_t *self);

/* Whether its method finds its points as it goes. */
bool cadre_experiment_calibrates(const cadre_experiment_t *self);

/* A value of input k as files have it. */
void cadre_experiment_value(const cadre_experiment_t *self, int k, double value, cadre_text_t *out);

/* All points. The error says where the method stands in the file. */
int cadre_experiment_sample(const cadre_experiment_t *self, cadre_sample_t *out,
                            cadre_error_t *err);

#endif
