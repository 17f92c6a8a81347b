/* What commands that run scenarios many times have in common. */
#ifndef CADRE_STUDY_H
#define CADRE_STUDY_H

#include "base/text.h"
#include "cli/arguments.h"
#include "engine/engine.h"

/* Refuses what the machine's memory cannot hold: `worlds` worlds of `scenario` at once, and `more`
 * bytes beside them. CADRE_ERROR_MEMORY. */
int cadre_study_check_memory(const cadre_scenario_t *scenario, int64_t runs, double worlds,
                             double more, cadre_error_t *err);
/* A word as a shell reads it back. */
void cadre_write_shell_word(cadre_text_t *out, const char *word);
/* " OPTION VALUE" for each of `values`. */
void cadre_write_settings(cadre_text_t *out, const char *option, const char *const *values,
                          int count);
/* The seed asked for, or else the scenario's; the number of runs; of threads. */
uint64_t cadre_study_seed(const cadre_arguments_t *arguments, const cadre_scenario_t *scenario);
int64_t cadre_study_runs(const cadre_arguments_t *arguments);
int cadre_study_threads(const cadre_arguments_t *arguments);
/* Options for the pool, which is stopped by signals. */
cadre_pool_options_t cadre_study_pool_options(const cadre_arguments_t *arguments, uint64_t seed);
/* "interrupted: nothing was written; …" */
int cadre_study_interrupted(const char *command, cadre_error_t *err);

#endif
