/* From the journals of series to series.csv: for some runs at a time it is sought where they stand,
 * then they are copied in their order. Memory does not grow with the number of runs; of the
 * journals one is open at a time. Internal to store/. */
#ifndef CADRE_SERIES_MERGE_H
#define CADRE_SERIES_MERGE_H

#include "store/journal.h"
#include "store/sheet.h"
#include "store/sweep_header.h"

typedef struct {
    int64_t offset; /* in the journal */
    int journal;    /* -1: not found yet */
} cadre_series_place_t;

typedef struct {
    char **paths;
    int count;
    cadre_sweep_header_t header;   /* of the first journal: `table` are the columns */
    cadre_journal_reader_t reader; /* of journal `open` */
    int open;                      /* -1: none */
    int64_t first, runs;           /* the runs at hand */
    cadre_series_place_t *places;  /* of each */
} cadre_series_merge_t;

/* `most`: runs at hand at most. Free it even after an error. */
int cadre_series_merge_create(cadre_series_merge_t *self, int64_t most, cadre_error_t *err);
void cadre_series_merge_free(cadre_series_merge_t *self);
/* One more journal, which must have the identity of `runs`. */
int cadre_series_merge_add(cadre_series_merge_t *self, const char *path,
                           const cadre_sweep_header_t *runs, cadre_error_t *err);
/* Finds the series of runs first .. first + runs - 1, as far as they are kept. CADRE_ERROR_INPUT
 * unless they are there, once. */
int cadre_series_merge_find(cadre_series_merge_t *self, int64_t first, int64_t runs,
                            cadre_error_t *err);
/* Adds the rows of one of them; `scenario` is a field as files have it. */
int cadre_series_merge_write(cadre_series_merge_t *self, int64_t run, int64_t point,
                             const char *scenario, cadre_sheet_t *sheet, cadre_error_t *err);

#endif
