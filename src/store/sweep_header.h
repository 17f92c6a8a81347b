/* The header of a journal: whose runs these are, and all that is needed to make the files of a
 * sweep from them. Internal to store/. */
#ifndef CADRE_SWEEP_HEADER_H
#define CADRE_SWEEP_HEADER_H

#include "store/sweep_store.h"
#include "store/tables.h"
#include "json/json.h"

/* Read from a journal; texts are the document's. */
typedef struct {
    cadre_json_document_t *document;
    const cadre_json_t *root, *identity;
    const char *design, *title, *scenario;
    int64_t runs, points, replicates, shard, shards;
    cadre_table_t table;  /* runs.csv; of a journal of series, series.csv */
    int inputs, outcomes; /* how many of its columns; the first input is column 4 */
    cadre_sweep_series_t series;
} cadre_sweep_header_t;

enum { CADRE_SWEEP_FIRST_INPUT = 4 };

/* One line of JSON. */
int cadre_sweep_header_write(const cadre_sweep_options_t *options, cadre_text_t *text,
                             cadre_error_t *err);
int cadre_sweep_header_read(cadre_sweep_header_t *self, const char *text, const char *path,
                            cadre_error_t *err);
/* The same of a journal of series: it has `identity`, `design`, `shard`, `shards`, `table`,
 * `series`.
 */
int cadre_sweep_header_write_series(const cadre_sweep_options_t *options, cadre_text_t *text,
                                    cadre_error_t *err);
int cadre_sweep_header_read_series(cadre_sweep_header_t *self, const char *text, const char *path,
                                   cadre_error_t *err);
void cadre_sweep_header_free(cadre_sweep_header_t *self);
/* CADRE_ERROR_IDENTITY when the two are not of one sweep, naming what differs; _MEMORY. */
int cadre_sweep_header_compare(const cadre_sweep_header_t *self, const cadre_sweep_header_t *there,
                               const char *path, cadre_error_t *err);
/* The same of two journals of series, which must have the same columns, too. */
int cadre_sweep_header_compare_series(const cadre_sweep_header_t *self,
                                      const cadre_sweep_header_t *there, const char *path,
                                      cadre_error_t *err);
/* What an open sweep was opened with, and its own header. */
const cadre_sweep_options_t *cadre_sweep_store_options(const cadre_sweep_store_t *self);
const cadre_sweep_header_t *cadre_sweep_store_header(const cadre_sweep_store_t *self);
/* Number of runs of the shard. */
int64_t cadre_sweep_shard_runs(int64_t runs, int64_t shard, int64_t shards);
/* Columns of summary.csv; `table->failed` if out of memory. */
void cadre_sweep_header_summary(const cadre_sweep_header_t *self, cadre_table_t *table);

/* An analysis of the sweep's outcomes, as the manifest has it. */
typedef struct {
    const char *method, *command;
    uint64_t seed; /* of its bootstrap */
} cadre_sweep_analysis_t;

/* datapackage.json. `runs_by` says with what the runs were made: the root of a journal's header, or
 * "cadre" of the manifest that is replaced. `analysis` may be NULL. */
void cadre_sweep_header_manifest(const cadre_sweep_header_t *self, const cadre_json_t *runs_by,
                                 const cadre_table_t *tables, int count,
                                 const cadre_sweep_analysis_t *analysis, cadre_text_t *text);

#endif
