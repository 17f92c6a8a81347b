/* What commands that run scenarios many times have in common. */
#ifndef CADRE_STUDY_H
#define CADRE_STUDY_H

#include "base/text.h"
#include "cli/arguments.h"
#include "engine/engine.h"
#include "store/study_store.h"
#include "json/writer.h"

/* Refuses what the machine's memory cannot hold: `worlds` worlds of `scenario` at once, and `more`
 * bytes beside them. CADRE_ERROR_MEMORY. */
int cadre_study_check_memory(const cadre_scenario_t *scenario, int64_t runs, double worlds,
                             double more, cadre_error_t *err);
/* A word as a shell reads it back. */
void cadre_write_shell_word(cadre_text_t *out, const char *word);
/* " OPTION VALUE" for each of `values`. */
void cadre_write_settings(cadre_text_t *out, const char *option, const char *const *values,
                          int count);
/* A study: variants run under the same luck, one table written at the end. */
typedef struct {
    const cadre_arguments_t *arguments;
    cadre_study_options_t options; /* all but the directory */
    const cadre_variant_t *variants;
    int variant_count;
    cadre_observer_t observer;
    void *context; /* of the observer and of the two below */
    /* Writes the table and puts it into place. */
    int (*write)(void *context, cadre_study_store_t *store, bool *replaced, cadre_error_t *err);
    /* What is said at the end: a page, or with --json the whole object. */
    void (*page)(void *context, const char *directory, bool replaced, cadre_text_t *out);
    void (*answer)(void *context, const char *directory, cadre_text_t *out);
    cadre_progress_t totals;
} cadre_study_t;

/* Runs it into its folder and says what came of it; CADRE_ERROR_SOME_RUNS when some failed. */
int cadre_study_run(cadre_study_t *self, cadre_error_t *err);

/* The same for a study of the patterns of one scenario: of `self` only arguments, options.kind,
 * what observes, writes and tells, and the context are filled. Opens the scenario, which must have
 * patterns, and a recording of every week, whose steps last until the study's end; then
 * `prepare(context)` sets the variants. The caller frees the scenario, also after an error. */
int cadre_study_run_patterns(cadre_study_t *self, cadre_scenario_t **scenario,
                             cadre_recording_t *recording,
                             int (*prepare)(void *context, cadre_error_t *err), cadre_error_t *err);
/* The first two lines of a page about one scenario, and what the reader would not expect. */
void cadre_study_write_heading(const cadre_study_t *self, const cadre_scenario_t *scenario,
                               int width, cadre_text_t *out);
/* "results in DIR (replaced)" and the files, the last lines of a page. */
void cadre_study_write_files(cadre_text_t *out, const char *directory, bool replaced,
                             const char *file);
/* Begins the --json object of a study and opens its result; close both when it is filled. */
void cadre_study_answer_begin(const cadre_study_t *self, const char *directory, const char *file,
                              cadre_json_writer_t *out);

/* The seed asked for, or else the scenario's; the number of runs; of threads. */
uint64_t cadre_study_seed(const cadre_arguments_t *arguments, const cadre_scenario_t *scenario);
int64_t cadre_study_runs(const cadre_arguments_t *arguments);
int cadre_study_threads(const cadre_arguments_t *arguments);
/* Options for the pool, which is stopped by signals. */
cadre_pool_options_t cadre_study_pool_options(const cadre_arguments_t *arguments, uint64_t seed);
/* "interrupted: nothing was written; …" */
int cadre_study_interrupted(const char *command, cadre_error_t *err);

#endif
