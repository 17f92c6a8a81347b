/* Scenario files (scenario-format: configs/README.md) to the model's specification. */
#ifndef CADRE_SCENARIO_H
#define CADRE_SCENARIO_H

#include "base/error.h"
#include "base/text.h"
#include "model/specification.h"

#include <stdbool.h>
#include <stdint.h>

/* `--set KEY=VALUE` in order of appearance, e.g. "recruitment.rho=0.6", "iso.exit.contagion=1",
 * "mechanisms.exit=false". */
typedef struct {
    const char *const *settings;
    int count;
} cadre_overrides_t;

/* What a pattern takes of its measure or event. */
typedef enum {
    CADRE_TAKE_AT, /* the value at the date */
    CADRE_TAKE_MEAN,
    CADRE_TAKE_MIN,
    CADRE_TAKE_MAX,
    CADRE_TAKE_FIRST,
    CADRE_TAKE_LAST,
    CADRE_TAKE_DATE, /* of an event: when it first happens */
    CADRE_TAKE_COUNT /* of an event: how often */
} cadre_take_t;

enum { CADRE_THEN_MAX = 4 };

/* One evidence pattern: a target band for what a run shows (configs/evidence/). */
typedef struct {
    const char *id, *organization, *source, *confidence, *group;
    const char *measure;              /* "" = an event */
    const char *per;                  /* the measure it is divided by, "" = none */
    const char *event;                /* its name in events.csv, "" = a measure */
    const char *then[CADRE_THEN_MAX]; /* events that must follow it, one after the other */
    int then_count;
    int32_t within; /* weeks between one and the next */
    cadre_take_t take;
    bool held_out;      /* not to be used for fitting */
    bool relative;      /* divided by its value at relative_day */
    int32_t day, until; /* days since 1970-01-01: of AT the same, else its period */
    int32_t relative_day;
    double value, low, high; /* of DATE: days since 1970-01-01 */
} cadre_pattern_t;

/* Whether it is the value of a measure at a date and nothing more. */
static inline bool cadre_pattern_is_plain(const cadre_pattern_t *self)
{
    return self->take == CADRE_TAKE_AT && !self->relative && self->per[0] == '\0';
}

typedef struct {
    const char *name; /* the file's stem */
    const char *path; /* as opened */
    const char *title, *group;
    const char *const *claims;
    int claim_count;
    const char *const *look_for;
    int look_for_count;
    const char *const *extends; /* chain of bases, nearest first, as paths */
    int extends_count;
    uint64_t seed;   /* the file's, else 1 */
    int32_t end_day; /* as written; the last step is at or before it */
    cadre_specification_t specification;
    cadre_pattern_t *patterns;
    int pattern_count;
    struct cadre_posterior *posterior; /* whose parameters `run` takes, or NULL */
    char *canonical; /* canonical text after inheritance, with the contents of data files'
                        hashes; overrides included: the run's identity */
    char sha256[65]; /* of `canonical`, lower-case hex */
    void *memory;    /* owner of everything above */
} cadre_scenario_t;

/* Finds a scenario: a path if it contains '/' or ends in ".json"; else NAME.json in ./configs, in
 * the folders of $CADRE_PATH (colon-separated), in the installed data folder. `path` gets what was
 * found. CADRE_ERROR_NO_INPUT names where it looked and the nearest known name. */
int cadre_scenario_find(const char *name, char *path, size_t size, cadre_error_t *err);
/* The same for a design, whose NAME.json stands in the folder `designs` of each. */
int cadre_design_find(const char *name, char *path, size_t size, cadre_error_t *err);
/* Whether the file's "format" is `name`; a file that cannot be read has none. CADRE_ERROR_MEMORY.
 */
int cadre_file_has_format(const char *path, const char *name, bool *out, cadre_error_t *err);
/* All scenario names (files with "format": "cadre-scenario/1") in the folder sought first that
 * exists, sorted; each as a path. */
int cadre_scenario_catalogue(char ***paths, int *count, cadre_error_t *err);
void cadre_scenario_catalogue_free(char **paths, int count);

/* Reads, merges, checks and builds. On error `*out` is NULL and `err` says everything. */
int cadre_scenario_load(const char *path, cadre_overrides_t overrides, cadre_scenario_t **out,
                        cadre_error_t *err);
/* The same with `count` merge patches (RFC 7396, JSON texts) applied after inheritance, in their
 * order; mistakes in their values are said to be in `path`, line 1. */
int cadre_scenario_load_patched(const char *path, cadre_overrides_t overrides,
                                const char *const *patches, int count, cadre_scenario_t **out,
                                cadre_error_t *err);
void cadre_scenario_free(cadre_scenario_t *self);

/* What the file sets against its base: lines "key: base value -> value" for `explain`. */
void cadre_scenario_changes(const cadre_scenario_t *self, cadre_text_t *out);

/* Date of a step, days since 1970-01-01. */
static inline int32_t cadre_scenario_day(const cadre_scenario_t *self, int32_t step)
{
    return self->specification.start_day + 7 * step;
}

#endif
