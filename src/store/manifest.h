/* datapackage.json: what the files of a folder are, column by column, and how they came about.
 * Internal to store/. */
#ifndef CADRE_MANIFEST_H
#define CADRE_MANIFEST_H

#include "base/text.h"
#include "store/store.h"
#include "store/tables.h"

enum { CADRE_PROVENANCE_SCENARIOS = 2 };

/* How results came about. */
typedef struct {
    const char *kind;    /* the command, "run" */
    const char *subject; /* whose they are: the scenario, or both */
    const cadre_scenario_t *scenarios[CADRE_PROVENANCE_SCENARIOS];
    int scenario_count;
    uint64_t seed;
    int64_t runs;
    int64_t keep_runs; /* -1: does not apply */
    const char *every; /* NULL: does not apply */
    const char *command;
    const char *name, *title;           /* without a scenario; name without blanks */
    const cadre_posterior_t *posterior; /* NULL: values as written */
    bool with_evidence;                 /* what is known of the first scenario's measures */
} cadre_provenance_t;

const char *cadre_every_name(cadre_every_t every);

/* Data Package v2 (datapackage.org) with the provenance under "cadre" and, if asked for,
 * "evidence": a list of {organization, measure, date, value, low, high, source}. Nothing in it
 * depends on when, where or by how many threads the results were made. `text->failed` if out of
 * memory. */
void cadre_manifest_add(cadre_text_t *text, const cadre_provenance_t *provenance,
                        const cadre_table_t *tables, int count);

/* The "resources" of a manifest, the comma before them included. */
void cadre_manifest_add_resources(cadre_text_t *text, const cadre_table_t *tables, int count);

#endif
