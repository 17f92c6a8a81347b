#include "store/series_journal.h"

#include "base/memory.h"
#include "store/journals.h"
#include "store/rows.h"
#include "store/run_bits.h"
#include "store/run_rows.h"

#include <stdlib.h>
#include <string.h>

static int no_memory(cadre_error_t *err)
{
    return cadre_error_set(err, CADRE_ERROR_MEMORY, "not enough memory for the series");
}

/* ------------------------------------------------------- the record of a run */

static bool make_room(cadre_series_rows_t *self, size_t needed)
{
    if (needed <= self->capacity)
        return true;
    cadre_free(self->values);
    self->values = cadre_alloc(needed, sizeof *self->values);
    self->capacity = self->values != NULL ? needed : 0;
    return self->values != NULL;
}

int cadre_series_rows_make(cadre_series_rows_t *self, const cadre_planned_t *planned,
                           const cadre_replicate_t *replicate)
{
    const cadre_recording_t *recording = planned->recording;
    cadre_sheet_t *sheet = &self->sheet;
    cadre_text_clear(&sheet->text);
    sheet->in_row = false;
    cadre_sheet_integer(sheet, planned->run);
    cadre_sheet_end_row(sheet);
    if (recording != NULL && replicate->row_count > 0) {
        const int organizations = replicate->organizations;
        if (!make_room(self,
                       (size_t)recording->row_count * (size_t)organizations * CADRE_MEASURE_COUNT))
            return CADRE_ERROR_MEMORY;
        cadre_rows_sum_flows(recording->filed, recording->row_count, replicate->values,
                             replicate->row_count, organizations, self->values);
        cadre_add_bare_series_rows(sheet, planned->of, replicate, recording->row_steps,
                                   recording->filed, self->values);
    }
    if (sheet->text.failed)
        return CADRE_ERROR_MEMORY;
    sheet->text.data[--sheet->text.length] = '\0';
    for (char *end = sheet->text.data; (end = strchr(end, '\n')) != NULL;)
        *end = ';';
    return CADRE_OK;
}

void cadre_series_rows_free(cadre_series_rows_t *self)
{
    cadre_sheet_end(&self->sheet);
    cadre_free(self->values);
    *self = (cadre_series_rows_t){0};
}

/* ------------------------------------------------------- opening */

static int accept(void *context, const char *text, cadre_error_t *err)
{
    const cadre_series_journal_t *self = context;
    cadre_sweep_header_t there;
    int code = cadre_sweep_header_read_series(&there, text, self->options->directory, err);
    if (code == CADRE_OK)
        code =
            cadre_sweep_header_compare_series(&self->header, &there, self->options->directory, err);
    cadre_sweep_header_free(&there);
    return code;
}

static int learn(void *context, const char *record, size_t length, cadre_error_t *err)
{
    cadre_series_journal_t *self = context;
    (void)length;
    const int64_t run = strtoll(record, NULL, 10);
    const cadre_sweep_options_t *options = self->options;
    const bool ours = run >= 1 && run <= self->header.series.keep_runs &&
                      (run - 1) % options->shards == options->shard - 1;
    if (ours && !cadre_run_bits_has(self->has, run)) {
        cadre_run_bits_add(self->has, run);
        return CADRE_OK;
    }
    cadre_error_set(err, CADRE_ERROR_INPUT, "the series of run %lld %s", (long long)run,
                    ours ? "are there twice" : "do not belong to this shard");
    cadre_error_at(err, self->journal.path != NULL ? self->journal.path : options->directory, 0, 0);
    return CADRE_ERROR_INPUT;
}

int cadre_series_journal_open(cadre_series_journal_t *self, const cadre_sweep_options_t *options,
                              int folder, cadre_error_t *err)
{
    char name[CADRE_JOURNAL_NAME];
    *self = (cadre_series_journal_t){.options = options, .journal.file = -1};
    self->has = cadre_alloc(cadre_run_bits_bytes(cadre_plan_runs(options->plan)), 1);
    if (self->has == NULL)
        return no_memory(err);
    int code = cadre_sweep_header_write_series(options, &self->text, err);
    if (code == CADRE_OK)
        code = cadre_sweep_header_read_series(&self->header, self->text.data, "the header", err);
    if (code == CADRE_OK)
        code = cadre_journals_learn(
            &(cadre_journals_t){options, self->text.data, &self->header, true}, learn, self, err);
    if (code != CADRE_OK)
        return code;
    cadre_journal_series_name(options->shard, options->shards, name);
    return cadre_journal_open(&self->journal, folder, options->directory, name, self->text.data,
                              accept, learn, self, err);
}

void cadre_series_journal_close(cadre_series_journal_t *self)
{
    cadre_journal_close(&self->journal);
    cadre_sweep_header_free(&self->header);
    cadre_text_free(&self->text);
    cadre_series_rows_free(&self->rows);
    cadre_free(self->has);
    *self = (cadre_series_journal_t){.journal.file = -1};
}

/* ------------------------------------------------------- a run */

bool cadre_series_journal_has(const cadre_series_journal_t *self, int64_t run)
{
    return run > self->header.series.keep_runs || cadre_run_bits_has(self->has, run);
}

int cadre_series_journal_add(cadre_series_journal_t *self, const cadre_replicate_t *replicate,
                             bool recorded, cadre_error_t *err)
{
    const cadre_planned_t *planned = replicate->of;
    if (cadre_series_journal_has(self, planned->run))
        return CADRE_OK;
    if (cadre_series_rows_make(&self->rows, planned, replicate) != CADRE_OK)
        return no_memory(err);
    const cadre_text_t *text = &self->rows.sheet.text;
    const int code = cadre_journal_add(&self->journal, text->data, text->length, err);
    self->alone += code == CADRE_OK && recorded;
    return code;
}

int cadre_series_journal_sync(cadre_series_journal_t *self, cadre_error_t *err)
{
    const int code = cadre_journal_sync(&self->journal, err);
    if (code == CADRE_OK && !self->journal.broken)
        self->alone_saved = self->alone;
    return code;
}

/* ------------------------------------------------------- for the plan */

static cadre_plan_step_t step_of(const void *context, const cadre_specification_t *specification,
                                 int32_t step)
{
    const cadre_sweep_series_t *series = context;
    return cadre_rows_step(specification, series->every, step);
}

cadre_plan_rows_t cadre_sweep_series_rows(const cadre_sweep_series_t *self)
{
    return (cadre_plan_rows_t){
        .runs = self->on ? self->keep_runs : 0, .step = step_of, .context = self};
}

void cadre_sweep_series_size(const cadre_replicate_t *replicate, double *file, double *journal)
{
    const cadre_planned_t *planned = replicate->of;
    cadre_series_rows_t rows = {0};
    *file = *journal = 0;
    if (planned == NULL || planned->recording == NULL || planned->recording->filed == NULL)
        return;
    if (cadre_series_rows_make(&rows, planned, replicate) == CADRE_OK) {
        const char *text = rows.sheet.text.data;
        double begins = 0; /* of rows: scenario, point, run */
        char begin[64];
        const int numbers = snprintf(begin, sizeof begin, ",%lld,%lld,", (long long)planned->point,
                                     (long long)planned->run);
        while ((text = strchr(text, ';')) != NULL) {
            begins += (double)strlen(planned->scenario) + numbers;
            text++;
        }
        *journal = (double)rows.sheet.text.length;
        *file = *journal + begins;
    }
    cadre_series_rows_free(&rows);
}
