/* The series of a shard's runs, on their way to series.csv: a journal beside that of the runs.
 *
 *   {"format":"cadre-series/1",…}*CRC32       the header
 *   RUN;ROW;ROW;…*CRC32                       a run: its rows without scenario, point and run
 *
 * Each of the two journals may have a run that the other has not, after a crash or a loss: the run
 * is made again, and what is missing is added. Internal to store/. */
#ifndef CADRE_SERIES_JOURNAL_H
#define CADRE_SERIES_JOURNAL_H

#include "store/journal.h"
#include "store/sheet.h"
#include "store/sweep_header.h"

/* Rows of one replicate. */
typedef struct {
    cadre_sheet_t sheet;
    float *values; /* flows since the row before of series.csv */
    size_t capacity;
} cadre_series_rows_t;

typedef struct {
    const cadre_sweep_options_t *options;
    cadre_journal_t journal;
    cadre_text_t text; /* of the header */
    cadre_sweep_header_t header;
    uint8_t *has; /* runs whose series stand in a journal */
    cadre_series_rows_t rows;
    int64_t alone, alone_saved; /* runs whose series alone were missing: added; on the disk */
} cadre_series_journal_t;

/* Makes the record of a replicate in sheet.text, without checksum. CADRE_ERROR_MEMORY. */
int cadre_series_rows_make(cadre_series_rows_t *self, const cadre_planned_t *planned,
                           const cadre_replicate_t *replicate);
void cadre_series_rows_free(cadre_series_rows_t *self);

/* For a shard with series; `options` must outlive it. Learns which series stand in journals of
 * other divisions into shards, and opens or begins its own. Errors as of cadre_journal_open, and
 * CADRE_ERROR_IDENTITY. Close it even then. */
int cadre_series_journal_open(cadre_series_journal_t *self, const cadre_sweep_options_t *options,
                              int folder, cadre_error_t *err);
/* Whether all is there that series.csv needs of a run. */
bool cadre_series_journal_has(const cadre_series_journal_t *self, int64_t run);
/* Adds the series of a run unless they are there, or not wanted. `recorded`: the run itself stands
 * in a journal already. */
int cadre_series_journal_add(cadre_series_journal_t *self, const cadre_replicate_t *replicate,
                             bool recorded, cadre_error_t *err);
int cadre_series_journal_sync(cadre_series_journal_t *self, cadre_error_t *err);
void cadre_series_journal_close(cadre_series_journal_t *self);

#endif
