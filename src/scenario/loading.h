/* A scenario while it is being read: what all parts of the loader share, and small readers on top
 * of json/json.h. Every function here returns 0 or a negative code with `err` filled. */
#ifndef CADRE_LOADING_H
#define CADRE_LOADING_H

#include "scenario/owner.h"
#include "scenario/scenario.h"
#include "json/json.h"

/* A data file that was read, for the scenario's identity. */
typedef struct cadre_data_file {
    const char *path; /* relative to the scenario's folder */
    char sha256[65];
    struct cadre_data_file *next; /* sorted by path */
} cadre_data_file_t;

typedef struct {
    cadre_scenario_t *scenario;
    cadre_owner_t *owner; /* of everything in `scenario` */
    cadre_overrides_t overrides;
    const char *const *patches; /* applied after inheritance */
    int patch_count;
    const cadre_json_t *root; /* after inheritance */
    const cadre_json_t *base; /* what it extends, merged; NULL if nothing */
    size_t folder_length;     /* bytes of scenario->path up to and with its last '/' */
    cadre_data_file_t *data_files;
    cadre_organization_spec_t *organizations; /* of the specification, while they are written */
    cadre_error_t *err;
} cadre_loading_t;

/* An error about a value, "PATH: message". Returns CADRE_ERROR_INPUT. */
__attribute__((format(printf, 4, 5))) int cadre_refuse(const cadre_json_t *value,
                                                       cadre_error_t *err, const char *allowed,
                                                       const char *format, ...);
/* The nearer to `wanted` of `best`, which may be NULL, and `other`; NULL if neither is near. */
const char *cadre_nearer(const char *wanted, const char *best, const char *other);
/* "did you mean NEAREST?", or nothing for NULL. */
void cadre_suggest(cadre_error_t *err, const char *nearest);
/* Refuses keys that are not known, naming the nearest or all that are. */
int cadre_check_keys(const cadre_json_t *object, const char *const *known, int count,
                     cadre_error_t *err);
/* Refuses anything but an object with keys among `known`, which NULL ends. */
int cadre_check_object(const cadre_json_t *value, const char *const *known, cadre_error_t *err);
int cadre_check_type(const cadre_json_t *value, cadre_json_type_t type, cadre_error_t *err);
/* The member `key`, or an error that it is missing. */
int cadre_require(const cadre_json_t *object, const char *key, const cadre_json_t **out,
                  cadre_error_t *err);
/* Readers of a member that may be absent: `*inout` then keeps its default. `object` may be NULL. */
int cadre_optional_number(const cadre_json_t *object, const char *key, double min, double max,
                          const char *unit, double *inout, cadre_error_t *err);
int cadre_optional_float(const cadre_json_t *object, const char *key, double min, double max,
                         const char *unit, float *inout, cadre_error_t *err);
int cadre_optional_integer(const cadre_json_t *object, const char *key, int64_t min, int64_t max,
                           int64_t *inout, cadre_error_t *err);
int cadre_optional_boolean(const cadre_json_t *object, const char *key, bool *inout,
                           cadre_error_t *err);
int cadre_optional_string(const cadre_json_t *object, const char *key, const char **inout,
                          cadre_error_t *err);
int cadre_optional_choice(const cadre_json_t *object, const char *key, const char *const *names,
                          int count, int *inout, cadre_error_t *err);
/* A day of the calendar. */
int cadre_read_date(const cadre_json_t *value, int32_t *day, cadre_error_t *err);
/* Whether a text is an id: [a-z][a-z0-9-]{0,31}. */
bool cadre_is_id(const char *text);
/* Refuses a key that is no id: [a-z][a-z0-9-]{0,31}. */
int cadre_check_id(const cadre_json_t *object, int index, cadre_error_t *err);
/* Index of the child of `object` (NULL: has none) whose key the string `name` is; otherwise an
 * error "there is no WHAT 'name'" with the nearest key. */
int cadre_find_key(const cadre_json_t *object, const cadre_json_t *name, const char *what,
                   int *index, cadre_error_t *err);
/* An error at the key of child `index`. Returns CADRE_ERROR_INPUT. */
__attribute__((format(printf, 5, 6))) int cadre_fail_at_key(const cadre_json_t *object, int index,
                                                            cadre_error_t *err, const char *allowed,
                                                            const char *format, ...);

/* The date of an event, wave or founding as its step: the first on or after it. Refuses dates
 * outside [start, end] and after the last step. */
int cadre_loading_step(const cadre_loading_t *self, const cadre_json_t *date, int32_t *step);

/* The parts of a scenario, in the order in which they are read. */
int cadre_loading_inherit(cadre_loading_t *self); /* sets root and base */
int cadre_loading_texts(cadre_loading_t *self);
int cadre_loading_time(cadre_loading_t *self);
int cadre_loading_environment(cadre_loading_t *self);
int cadre_loading_sites(cadre_loading_t *self);
int cadre_loading_mechanisms(cadre_loading_t *self);
int cadre_loading_organizations(cadre_loading_t *self);
int cadre_loading_changes(cadre_loading_t *self, const char **text); /* before --set */
int cadre_loading_overrides(cadre_loading_t *self);
int cadre_loading_events(cadre_loading_t *self);
int cadre_loading_evidence(cadre_loading_t *self);
int cadre_loading_posterior(cadre_loading_t *self); /* its rows yield to --set */
int cadre_loading_fingerprint(cadre_loading_t *self);

/* A file of evidence about a scenario that is there already. */
typedef struct {
    const cadre_json_t *root;
    cadre_pattern_t *patterns; /* those within the scenario's time */
    int count;
} cadre_evidence_t;
/* Everything read belongs to the owner. */
int cadre_evidence_load(const cadre_scenario_t *scenario, const char *path, cadre_owner_t *owner,
                        cadre_evidence_t *out, cadre_error_t *err);

#endif
