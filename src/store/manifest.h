/* datapackage.json: what the files of a run are, column by column, and how they came about.
 * Internal to store/. */
#ifndef CADRE_MANIFEST_H
#define CADRE_MANIFEST_H

#include "base/text.h"
#include "store/store.h"
#include "store/tables.h"

/* Data Package v2 (datapackage.org) with the provenance under "cadre". Nothing in it depends on
 * when, where or by how many threads the run was made. `text->failed` if out of memory. */
void cadre_manifest_add(cadre_text_t *text, const cadre_run_store_options_t *options,
                        const cadre_table_t tables[CADRE_TABLE_COUNT]);

#endif
