#include "store/series_merge.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

static int no_memory(cadre_error_t *err)
{
    return cadre_error_set(err, CADRE_ERROR_MEMORY, "not enough memory to merge");
}

int cadre_series_merge_create(cadre_series_merge_t *self, int64_t most, cadre_error_t *err)
{
    *self = (cadre_series_merge_t){.open = -1};
    self->places = cadre_alloc((size_t)most, sizeof *self->places);
    return self->places != NULL ? CADRE_OK : no_memory(err);
}

static void close_journal(cadre_series_merge_t *self)
{
    if (self->open >= 0)
        cadre_journal_read_end(&self->reader);
    self->open = -1;
}

void cadre_series_merge_free(cadre_series_merge_t *self)
{
    close_journal(self);
    for (int i = 0; i < self->count; i++)
        cadre_free(self->paths[i]);
    cadre_free(self->paths);
    cadre_free(self->places);
    cadre_sweep_header_free(&self->header);
    *self = (cadre_series_merge_t){.open = -1};
}

/* Opens the journal unless it is open. */
static int open_journal(cadre_series_merge_t *self, int journal, cadre_error_t *err)
{
    if (self->open == journal)
        return CADRE_OK;
    close_journal(self);
    const int code = cadre_journal_read(&self->reader, self->paths[journal], err);
    self->open = journal;
    if (code != CADRE_OK)
        close_journal(self);
    return code;
}

static int check_header(cadre_series_merge_t *self, const char *path,
                        const cadre_sweep_header_t *runs, cadre_error_t *err)
{
    cadre_sweep_header_t header = {0};
    int code = cadre_sweep_header_read_series(&header, self->reader.header, path, err);
    if (code == CADRE_OK)
        code = cadre_sweep_header_compare(runs, &header, path, err);
    if (code == CADRE_OK && self->header.document != NULL)
        code = cadre_sweep_header_compare_series(&self->header, &header, path, err);
    if (code == CADRE_OK && self->header.document == NULL) {
        self->header = header;
        header = (cadre_sweep_header_t){0};
    }
    cadre_sweep_header_free(&header);
    return code;
}

int cadre_series_merge_add(cadre_series_merge_t *self, const char *path,
                           const cadre_sweep_header_t *runs, cadre_error_t *err)
{
    char **grown =
        cadre_resize(self->paths, (size_t)self->count, (size_t)self->count + 1, sizeof *grown);
    char *copy = cadre_copy_text(path);
    self->paths = grown != NULL ? grown : self->paths;
    if (grown == NULL || copy == NULL) {
        cadre_free(copy);
        return no_memory(err);
    }
    self->paths[self->count++] = copy;
    const int code = open_journal(self, self->count - 1, err);
    return code == CADRE_OK ? check_header(self, path, runs, err) : code;
}

/* ------------------------------------------------------- where they stand */

static int refuse(const char *path, int line, int64_t run, const char *what, cadre_error_t *err)
{
    cadre_error_set(err, CADRE_ERROR_INPUT, "the series of run %lld %s", (long long)run, what);
    cadre_error_at(err, path, line, line > 0);
    return CADRE_ERROR_INPUT;
}

/* Notes a record of the journal that is open, if it is of the runs at hand. */
static int note(cadre_series_merge_t *self, int64_t run, int64_t offset, cadre_error_t *err)
{
    const cadre_journal_reader_t *reader = &self->reader;
    if (run < 1 || run > self->header.series.keep_runs)
        return refuse(reader->path, (int)reader->number, run, "are none that were kept", err);
    if (run < self->first || run >= self->first + self->runs)
        return CADRE_OK;
    cadre_series_place_t *place = &self->places[run - self->first];
    if (place->journal >= 0) {
        refuse(reader->path, (int)reader->number, run, "are there a second time", err);
        cadre_error_hint(err, "name every shard once");
        return CADRE_ERROR_INPUT;
    }
    *place = (cadre_series_place_t){.offset = offset, .journal = self->open};
    return CADRE_OK;
}

static int find_in(cadre_series_merge_t *self, int journal, cadre_error_t *err)
{
    const char *record = "";
    size_t length;
    int code = open_journal(self, journal, err);
    if (code == CADRE_OK)
        code = cadre_journal_rewind(&self->reader, err);
    while (code == CADRE_OK && record != NULL) {
        const int64_t offset = self->reader.end;
        code = cadre_journal_next(&self->reader, &record, &length, err);
        if (code == CADRE_OK && record != NULL)
            code = note(self, strtoll(record, NULL, 10), offset, err);
    }
    return code;
}

int cadre_series_merge_find(cadre_series_merge_t *self, int64_t first, int64_t runs,
                            cadre_error_t *err)
{
    const int64_t left = self->header.series.keep_runs - first + 1;
    int code = CADRE_OK;
    self->first = first;
    self->runs = left < 0 ? 0 : left < runs ? left : runs;
    if (self->runs == 0)
        return CADRE_OK;
    for (int64_t i = 0; i < self->runs; i++)
        self->places[i].journal = -1;
    for (int i = 0; code == CADRE_OK && i < self->count; i++)
        code = find_in(self, i, err);
    for (int64_t i = 0; code == CADRE_OK && i < self->runs; i++)
        if (self->places[i].journal < 0) {
            code = refuse(NULL, 0, first + i, "are missing", err);
            cadre_error_hint(err, "'cadre sweep' with --series as before makes them again");
        }
    return code;
}

/* ------------------------------------------------------- rows */

static void add_row(const char *row, size_t length, int64_t run, int64_t point,
                    const char *scenario, cadre_sheet_t *sheet)
{
    cadre_sheet_empty(sheet); /* a field that is one already */
    cadre_text_add(&sheet->text, scenario);
    cadre_sheet_integer(sheet, point);
    cadre_sheet_integer(sheet, run);
    cadre_sheet_empty(sheet);
    cadre_text_add_n(&sheet->text, row, length);
    cadre_sheet_end_row(sheet);
}

int cadre_series_merge_write(cadre_series_merge_t *self, int64_t run, int64_t point,
                             const char *scenario, cadre_sheet_t *sheet, cadre_error_t *err)
{
    if (run < self->first || run >= self->first + self->runs)
        return CADRE_OK;
    const cadre_series_place_t *place = &self->places[run - self->first];
    const char *record = NULL;
    size_t length;
    int code = open_journal(self, place->journal, err);
    if (code == CADRE_OK)
        code = cadre_journal_seek(&self->reader, place->offset, err);
    if (code == CADRE_OK)
        code = cadre_journal_next(&self->reader, &record, &length, err);
    if (code != CADRE_OK)
        return code;
    if (record == NULL || strtoll(record, NULL, 10) != run)
        return refuse(self->paths[place->journal], 0, run, "changed while they were merged", err);
    for (record += strcspn(record, ";"); *record == ';'; record += length) {
        record++;
        length = strcspn(record, ";");
        add_row(record, length, run, point, scenario, sheet);
    }
    return cadre_sheet_check(sheet, err);
}
