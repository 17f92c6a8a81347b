/* The journals of a directory: of a sweep's runs, or of their series, one a shard. What a shard
 * that is opened makes sure of, and learns, of the others. Internal to store/. */
#ifndef CADRE_JOURNALS_H
#define CADRE_JOURNALS_H

#include "store/journal.h"
#include "store/sweep_header.h"

/* One shard among them; borrows everything. */
typedef struct {
    const cadre_sweep_options_t *options;
    const char *text;                   /* header of its journal */
    const cadre_sweep_header_t *header; /* the same, read */
    bool series;                        /* of series, not of runs */
} cadre_journals_t;

/* Calls `visit` for each journal of a directory, of runs or (`series`) of their series, until it
 * fails. CADRE_ERROR_NO_INPUT if there is no directory. */
int cadre_journals_visit(const char *directory, bool series,
                         int (*visit)(void *context, const char *path, const char *name,
                                      cadre_error_t *err),
                         void *context, cadre_error_t *err);
/* Removes all journals of a directory, of both kinds. Errors as of cadre_journal_remove. */
int cadre_journals_remove(const char *directory, cadre_error_t *err);
/* Makes sure that all journals there are of the same sweep, and gives `learn` the records of this
 * shard's runs in those of another division into shards. CADRE_ERROR_IDENTITY, and errors of
 * reading and of `learn`. */
int cadre_journals_learn(const cadre_journals_t *self, cadre_record_t learn, void *context,
                         cadre_error_t *err);

#endif
