/* What `sweep` does at its end and `merge` by itself: the files, and what is said of them. */
#ifndef CADRE_MERGING_H
#define CADRE_MERGING_H

#include "cli/arguments.h"

/* Makes the files of `directory` and answers as the command named. CADRE_ERROR_SOME_RUNS when all
 * is written and some runs failed. */
int cadre_merge_and_answer(const cadre_arguments_t *arguments, const char *command,
                           const char *const *sources, int count, const char *directory,
                           cadre_error_t *err);

#endif
