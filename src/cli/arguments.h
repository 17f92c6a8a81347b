/* The command line: one table of options and one of commands, from which parsing, help and the
 * suggestions of nearest names come. */
#ifndef CADRE_ARGUMENTS_H
#define CADRE_ARGUMENTS_H

#include "base/error.h"
#include "experiment/experiment.h"
#include "scenario/scenario.h"
#include "store/store.h"

#include <stdbool.h>
#include <stdint.h>

typedef enum {
    /* of every command */
    CADRE_OPTION_HELP,
    CADRE_OPTION_QUIET,
    CADRE_OPTION_JSON,
    CADRE_OPTION_THREADS,
    CADRE_OPTION_SEED,
    CADRE_OPTION_SET,
    CADRE_OPTION_OUTPUT,
    CADRE_OPTION_COMMON_, /* how many those are */
    /* of some */
    CADRE_OPTION_RUNS = CADRE_OPTION_COMMON_,
    CADRE_OPTION_SET_A,
    CADRE_OPTION_SET_B,
    CADRE_OPTION_DESIGN,
    CADRE_OPTION_OUTCOMES,
    CADRE_OPTION_ESTIMATOR,
    CADRE_OPTION_RANDOMIZATIONS,
    CADRE_OPTION_LEVELS,
    CADRE_OPTION_WHEN,
    CADRE_OPTION_DROP_FAILED,
    CADRE_OPTION_SERIES,
    CADRE_OPTION_EVERY,
    CADRE_OPTION_KEEP_RUNS,
    CADRE_OPTION_FORCE,
    CADRE_OPTION_TRACE,
    CADRE_OPTION_STORY,
    CADRE_OPTION_POSTERIOR,
    CADRE_OPTION_NO_POSTERIOR,
    CADRE_OPTION_FORMAT,
    CADRE_OPTION_SHARD,
    CADRE_OPTION_DRY_RUN,
    CADRE_OPTION_VERSION, /* only without a command */
    CADRE_OPTION_COUNT
} cadre_option_t;

enum { CADRE_DEFAULT_RUNS = 100, CADRE_DEFAULT_KEEP_RUNS = 1000 };
#define CADRE_KEEP_ALL INT64_MAX

typedef struct cadre_command cadre_command_t;

/* The command line as read. Texts are those of argv; free with cadre_arguments_free. */
typedef struct {
    const cadre_command_t *command; /* NULL: none was given */
    const char **operands;
    int operand_count;
    bool help, version, quiet, json, force, story;
    int threads; /* 0: as many as there are */
    bool has_seed;
    uint64_t seed;
    const char **settings; /* of --set */
    int setting_count;
    const char **side_settings[2]; /* of --set-a and --set-b */
    int side_setting_count[2];
    const char *output; /* NULL: not given */
    int64_t runs;       /* 0: not given */
    int64_t keep_runs;  /* -1: not given; CADRE_KEEP_ALL */
    bool series, has_every;
    cadre_every_t every;   /* month when not given */
    const char *trace;     /* NULL: not given */
    const char *posterior; /* NULL: not given */
    bool no_posterior;
    const char *format;                   /* NULL: not given */
    const char *design, *outcomes, *when; /* NULL: not given */
    int estimator;                        /* a cadre_estimator_t */
    int randomizations, levels;           /* 0: not given */
    bool drop_failed;
    int64_t shard, shards; /* 1 of 1 if not given */
    bool dry_run;
} cadre_arguments_t;

struct cadre_command {
    const char *name;
    const char *operands;       /* as help writes them: "SCENARIO", "[KEY]" */
    int least, most;            /* how many; most -1: any number */
    unsigned options;           /* its own: bits 1u << CADRE_OPTION_… */
    const char *const *formats; /* of --format, ends with NULL, the default first */
    const char *summary;        /* one line */
    /* In the overview of all commands it shares a line with the next one: what stands there
     * ("merge, status DIR") and its meaning; NULL: it has a line of its own. */
    const char *pair, *pair_summary;
    const char *details;  /* paragraphs, separated by newlines */
    const char *examples; /* lines */
    int (*obey)(const cadre_arguments_t *arguments, cadre_error_t *err);
};

typedef struct {
    const char *name;  /* "threads" */
    char letter;       /* 'n', or 0 */
    const char *value; /* "N", or NULL for a switch */
    const char *meaning;
} cadre_option_info_t;

/* Reads the command line. CADRE_ERROR_USAGE with the nearest known name, CADRE_ERROR_MEMORY.
 * `self->json` is right also after an error. */
int cadre_arguments_parse(int argc, char *const *argv, cadre_arguments_t *self, cadre_error_t *err);
void cadre_arguments_free(cadre_arguments_t *self);
/* Finds and loads a scenario with the settings of --set. */
int cadre_open_scenario(const cadre_arguments_t *self, const char *name, cadre_scenario_t **out,
                        cadre_error_t *err);
/* Operand 0 or 1 with the settings of --set and then those of --set-a or --set-b. */
int cadre_open_side(const cadre_arguments_t *self, int side, cadre_scenario_t **out,
                    cadre_error_t *err);
/* The same for a design, with the seed of --seed and the replicates of -n. */
int cadre_open_design(const cadre_arguments_t *self, const char *name, cadre_experiment_t **out,
                      cadre_error_t *err);
/* The format asked for, or the command's default. */
const char *cadre_arguments_format(const cadre_arguments_t *self);

const cadre_option_info_t *cadre_option_info(cadre_option_t option);
/* The commands, in the order help shows them; the name's, or NULL with the nearest in `err`. */
int cadre_command_count(void);
const cadre_command_t *cadre_command_at(int index);
const cadre_command_t *cadre_command_find(const char *name, cadre_error_t *err);

#endif
