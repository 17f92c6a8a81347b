/* The runs of a shard, to its journal. */
#define _POSIX_C_SOURCE 200809L
#include "store/sweep_store.h"

#include "base/dates.h"
#include "base/memory.h"
#include "store/directory.h"
#include "store/journal.h"
#include "store/journals.h"
#include "store/outcomes.h"
#include "store/rows.h"
#include "store/run_bits.h"
#include "store/series_journal.h"
#include "store/sheet.h"
#include "store/sweep_header.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { TRIES = 1000 };                              /* to open a directory that is busy */
static const struct timespec PAUSE = {0, 30000000}; /* between them */

struct cadre_sweep_store {
    cadre_sweep_options_t options;
    cadre_journal_t journal;
    cadre_text_t text; /* of the header */
    cadre_sweep_header_t header;
    cadre_series_journal_t series; /* if they are kept */
    uint8_t *recorded;             /* runs that stand in a journal */
    uint8_t *done;                 /* of these, those whose series are there, too */
    int64_t before, total;
    double *readings;
    cadre_sheet_t sheet; /* one row, on its way to the journal */
    bool published;
    cadre_error_t error;
};

static int no_memory(cadre_error_t *err)
{
    return cadre_error_set(err, CADRE_ERROR_MEMORY, "not enough memory for the sweep");
}

/* ------------------------------------------------------- opening */

/* The header of a journal that is there must be of the same sweep. */
static int accept(void *context, const char *text, cadre_error_t *err)
{
    cadre_sweep_store_t *self = context;
    cadre_sweep_header_t there;
    int code = cadre_sweep_header_read(&there, text, self->options.directory, err);
    if (code == CADRE_OK)
        code = cadre_sweep_header_compare(&self->header, &there, self->options.directory, err);
    cadre_sweep_header_free(&there);
    return code;
}

/* A record is a row of runs.csv; the run is its first field. */
static int learn(void *context, const char *row, size_t length, cadre_error_t *err)
{
    cadre_sweep_store_t *self = context;
    (void)length;
    const int64_t run = strtoll(row, NULL, 10);
    const cadre_sweep_options_t *options = &self->options;
    const bool ours = run >= 1 && run <= cadre_plan_runs(options->plan) &&
                      (run - 1) % options->shards == options->shard - 1;
    if (!ours || cadre_run_bits_has(self->recorded, run)) {
        cadre_error_set(err, CADRE_ERROR_INPUT, "run %lld %s", (long long)run,
                        ours ? "is there twice" : "does not belong to this shard");
        cadre_error_at(err, self->journal.path != NULL ? self->journal.path : options->directory, 0,
                       0);
        return CADRE_ERROR_INPUT;
    }
    cadre_run_bits_add(self->recorded, run);
    return CADRE_OK;
}

/* The sweep a manifest is of: complete ones may have been merged without their journals. */
static int check_manifest(cadre_sweep_store_t *self, cadre_error_t *err)
{
    cadre_text_t path = {0};
    cadre_sweep_header_t there = {.design = self->options.experiment->name};
    cadre_text_addf(&path, "%s/" CADRE_MANIFEST_FILE, self->options.directory);
    if (path.failed)
        return no_memory(err);
    int code = cadre_json_load(path.data, &there.document, err);
    if (code == CADRE_ERROR_NO_INPUT) {
        code = CADRE_OK;
        goto out;
    }
    const cadre_json_t *cadre =
        code == CADRE_OK ? cadre_json_get(cadre_json_root(there.document), "cadre") : NULL;
    there.identity = cadre != NULL ? cadre_json_get(cadre, "identity") : NULL;
    if (there.identity != NULL)
        code = cadre_sweep_header_compare(&self->header, &there, self->options.directory, err);
    self->published = code == CADRE_OK && there.identity != NULL;
out:
    cadre_sweep_header_free(&there);
    cadre_text_free(&path);
    return code;
}

/* Waits for others who look into the directory at the same moment, as shards of a cluster do, or
 * who merge: half a minute, or until a signal comes. */
static int open_directory(const cadre_sweep_store_t *self, cadre_directory_t *directory,
                          cadre_error_t *err)
{
    const cadre_possession_t claim = {"sweep", self->options.experiment->bases[0]->name,
                                      self->options.force};
    int code = CADRE_ERROR_BUSY;
    for (int i = 0; i < TRIES && code == CADRE_ERROR_BUSY; i++) {
        if (i > 0 && nanosleep(&PAUSE, NULL) != 0)
            break; /* by a signal */
        code = cadre_directory_open(directory, self->options.directory, &claim, err);
    }
    return code;
}

/* Runs of the shard that need not be made. */
static void count_done(cadre_sweep_store_t *self)
{
    const cadre_sweep_options_t *options = &self->options;
    const int64_t runs = cadre_plan_runs(options->plan);
    for (int64_t run = options->shard; run <= runs; run += options->shards)
        if (cadre_run_bits_has(self->recorded, run) &&
            (!options->series.on || cadre_series_journal_has(&self->series, run))) {
            cadre_run_bits_add(self->done, run);
            self->before++;
        }
}

static int open_journals(cadre_sweep_store_t *self, const cadre_directory_t *directory,
                         cadre_error_t *err)
{
    char name[CADRE_JOURNAL_NAME];
    const cadre_sweep_options_t *options = &self->options;
    cadre_journal_name(options->shard, options->shards, name);
    int code = cadre_journal_open(&self->journal, directory->folder, options->directory, name,
                                  self->text.data, accept, learn, self, err);
    if (code == CADRE_OK && options->series.on)
        code = cadre_series_journal_open(&self->series, options, directory->folder, err);
    if (code == CADRE_OK && options->series.on)
        self->journal.first = &self->series.journal;
    return code;
}

/* Another sweep makes room for this one. */
static int replace(cadre_sweep_store_t *self, const cadre_directory_t *directory,
                   cadre_error_t *err)
{
    const cadre_sweep_options_t *options = &self->options;
    int code = cadre_journals_remove(options->directory, err);
    if (code == CADRE_OK)
        code = cadre_directory_forget(directory, err);
    self->published = false;
    memset(self->recorded, 0, cadre_run_bits_bytes(cadre_plan_runs(options->plan)));
    return code;
}

static int open_within(cadre_sweep_store_t *self, const cadre_directory_t *directory,
                       cadre_error_t *err)
{
    const cadre_sweep_options_t *options = &self->options;
    int code = cadre_journals_learn(
        &(cadre_journals_t){options, self->text.data, &self->header, false}, learn, self, err);
    if (code == CADRE_OK)
        code = check_manifest(self, err);
    if (code == CADRE_ERROR_IDENTITY && options->force)
        code = replace(self, directory, err);
    if (code != CADRE_OK || self->published)
        return code;
    code = open_journals(self, directory, err);
    if (code == CADRE_OK)
        count_done(self);
    return code;
}

int cadre_sweep_store_open(const cadre_sweep_options_t *options, cadre_sweep_store_t **out,
                           cadre_error_t *err)
{
    cadre_directory_t directory = {.folder = -1, .staging = -1};
    const int64_t runs = cadre_plan_runs(options->plan);
    *out = NULL;
    cadre_sweep_store_t *self = cadre_alloc(1, sizeof *self);
    if (self == NULL)
        return no_memory(err);
    self->options = *options;
    self->journal.file = self->series.journal.file = -1;
    self->total = cadre_sweep_shard_runs(runs, options->shard, options->shards);
    self->done = cadre_alloc(cadre_run_bits_bytes(runs), 1);
    self->recorded = cadre_alloc(cadre_run_bits_bytes(runs), 1);
    self->readings =
        cadre_alloc((size_t)options->experiment->reading_count, sizeof *self->readings);
    int code = self->done != NULL && self->recorded != NULL && self->readings != NULL
                   ? CADRE_OK
                   : no_memory(err);
    if (code == CADRE_OK)
        code = cadre_sweep_header_write(options, &self->text, err);
    if (code == CADRE_OK)
        code = cadre_sweep_header_read(&self->header, self->text.data, "the header", err);
    if (code == CADRE_OK)
        code = open_directory(self, &directory, err);
    if (code == CADRE_OK) {
        code = open_within(self, &directory, err);
        cadre_directory_close(&directory);
    }
    if (code == CADRE_OK)
        *out = self;
    else
        cadre_sweep_store_close(self);
    return code;
}

void cadre_sweep_store_close(cadre_sweep_store_t *self)
{
    if (self == NULL)
        return;
    cadre_journal_close(&self->journal);
    cadre_series_journal_close(&self->series);
    cadre_sweep_header_free(&self->header);
    cadre_text_free(&self->text);
    cadre_sheet_end(&self->sheet);
    cadre_free(self->done);
    cadre_free(self->recorded);
    cadre_free(self->readings);
    cadre_free(self);
}

/* ------------------------------------------------------- a run */

/* Inputs as files have them; texts are quoted where CSV asks for it. */
static void add_inputs(cadre_sweep_store_t *self, int64_t point)
{
    const cadre_experiment_t *experiment = self->options.experiment;
    const cadre_sample_t *sample = cadre_plan_sample(self->options.plan);
    for (int k = 0; k < sample->inputs; k++) {
        cadre_text_t value = {0};
        cadre_experiment_value(experiment, k, sample->values[(point - 1) * sample->inputs + k],
                               &value);
        cadre_sheet_text(&self->sheet, value.failed ? "" : value.data);
        self->sheet.text.failed |= value.failed;
        cadre_text_free(&value);
    }
}

static void add_outcomes(cadre_sweep_store_t *self, const cadre_replicate_t *replicate)
{
    const cadre_experiment_t *experiment = self->options.experiment;
    cadre_plan_read(self->options.plan, replicate, self->readings);
    for (int i = 0; i < experiment->reading_count; i++)
        if (experiment->readings[i].pattern.take == CADRE_TAKE_DATE && !isnan(self->readings[i]))
            cadre_sheet_date(&self->sheet, (int32_t)self->readings[i]);
        else
            cadre_sheet_double(&self->sheet, self->readings[i]);
}

static void add_status(cadre_sweep_store_t *self, const cadre_replicate_t *replicate)
{
    static const char *const names[] = {[CADRE_STATUS_OK] = "ok",
                                        [CADRE_STATUS_CAPPED] = "capped",
                                        [CADRE_STATUS_FAILED] = "failed"};
    const cadre_planned_t *planned = replicate->of;
    const bool failed = replicate->status == CADRE_STATUS_FAILED;
    cadre_sheet_text(&self->sheet, names[replicate->status]);
    cadre_sheet_text(&self->sheet, failed || replicate->organizations == 0
                                       ? ""
                                       : cadre_end_name(replicate->outcomes[0].end));
    cadre_sheet_text(&self->sheet, !failed ? ""
                                   : planned != NULL && planned->failure != NULL
                                       ? planned->failure
                                       : cadre_error_text(replicate->error));
}

/* A record is one line. */
static void one_line(char *text)
{
    for (; *text != '\0'; text++)
        *text = *text == '\n' || *text == '\r' ? ' ' : *text;
}

/* The record of a run in the journal of its shard. */
static int add_run(cadre_sweep_store_t *self, const cadre_replicate_t *replicate)
{
    const cadre_planned_t *planned = replicate->of;
    cadre_sheet_t *sheet = &self->sheet;
    cadre_text_clear(&sheet->text);
    sheet->in_row = false;
    cadre_sheet_integer(sheet, planned->run);
    cadre_sheet_integer(sheet, planned->point);
    cadre_sheet_integer(sheet, planned->replicate);
    cadre_sheet_text(sheet, planned->scenario);
    add_inputs(self, planned->point);
    add_outcomes(self, replicate);
    add_status(self, replicate);
    if (sheet->text.failed)
        return no_memory(&self->error);
    one_line(sheet->text.data);
    return cadre_journal_add(&self->journal, sheet->text.data, sheet->text.length, &self->error);
}

int cadre_sweep_store_observe(void *context, const cadre_replicate_t *replicate)
{
    cadre_sweep_store_t *self = context;
    const cadre_planned_t *planned = replicate->of;
    if (planned == NULL)
        return no_memory(&self->error);
    const bool recorded = cadre_run_bits_has(self->recorded, planned->run);
    if (self->options.series.on) {
        const int code = cadre_series_journal_add(&self->series, replicate, recorded, &self->error);
        if (code != CADRE_OK)
            return code;
    }
    return recorded ? CADRE_OK : add_run(self, replicate);
}

const uint8_t *cadre_sweep_store_done(const cadre_sweep_store_t *self)
{
    return self->done;
}

int cadre_sweep_store_sync(cadre_sweep_store_t *self, cadre_error_t *err)
{
    const int code = cadre_journal_sync(&self->journal, err);
    return code == CADRE_OK && self->options.series.on
               ? cadre_series_journal_sync(&self->series, err)
               : code;
}

int64_t cadre_sweep_store_saved(const cadre_sweep_store_t *self)
{
    return self->published ? self->total
                           : self->before + self->journal.synced + self->series.alone_saved;
}

int64_t cadre_sweep_store_total(const cadre_sweep_store_t *self)
{
    return self->total;
}

const cadre_sweep_options_t *cadre_sweep_store_options(const cadre_sweep_store_t *self)
{
    return &self->options;
}

const cadre_sweep_header_t *cadre_sweep_store_header(const cadre_sweep_store_t *self)
{
    return &self->header;
}

bool cadre_sweep_store_published(const cadre_sweep_store_t *self)
{
    return self->published;
}

const cadre_error_t *cadre_sweep_store_error(const cadre_sweep_store_t *self)
{
    return &self->error;
}

/* ------------------------------------------------------- looking */

/* Of one directory. */
typedef struct {
    cadre_sweep_status_t *out;
    int64_t runs;    /* of the sweep whose series are kept */
    uint8_t *series; /* of these, those whose series are there; NULL: there is no journal of them */
} look_t;

static bool has_series(const look_t *self, int64_t run)
{
    return self->series != NULL && run >= 1 && run <= self->runs &&
           cadre_run_bits_has(self->series, run);
}

static int count_runs(const look_t *self, cadre_journal_reader_t *reader,
                      const cadre_sweep_header_t *header, int64_t *saved, cadre_error_t *err)
{
    const char *row = "";
    size_t length;
    int code = CADRE_OK;
    while (code == CADRE_OK && row != NULL) {
        code = cadre_journal_next(reader, &row, &length, err);
        if (code != CADRE_OK || row == NULL)
            continue;
        const int64_t run = strtoll(row, NULL, 10);
        *saved += !header->series.on || run > header->series.keep_runs || has_series(self, run);
    }
    return code;
}

/* Notes the runs of a journal of series. */
static int look_at_series(void *context, const char *path, const char *name, cadre_error_t *err)
{
    (void)name;
    look_t *self = context;
    cadre_journal_reader_t reader;
    cadre_sweep_header_t header = {0};
    const char *record = "";
    size_t length;
    int code = cadre_journal_read(&reader, path, err);
    if (code == CADRE_OK)
        code = cadre_sweep_header_read_series(&header, reader.header, path, err);
    if (code == CADRE_OK && self->series == NULL) {
        self->runs = header.runs;
        self->series = cadre_alloc(cadre_run_bits_bytes(header.runs), 1);
        code = self->series != NULL ? CADRE_OK : no_memory(err);
    }
    while (code == CADRE_OK && record != NULL) {
        code = cadre_journal_next(&reader, &record, &length, err);
        const int64_t run = code == CADRE_OK && record != NULL ? strtoll(record, NULL, 10) : 0;
        if (self->series != NULL && run >= 1 && run <= self->runs)
            cadre_run_bits_add(self->series, run);
    }
    cadre_sweep_header_free(&header);
    cadre_journal_read_end(&reader);
    return code;
}

static int look(void *context, const char *path, const char *name, cadre_error_t *err)
{
    const look_t *looking = context;
    cadre_sweep_status_t *self = looking->out;
    cadre_journal_reader_t reader;
    cadre_sweep_header_t header = {0};
    cadre_shard_status_t *grown = cadre_resize(self->shards, (size_t)self->count,
                                               (size_t)self->count + 1, sizeof *self->shards);
    if (grown == NULL)
        return no_memory(err);
    self->shards = grown;
    cadre_shard_status_t *shard = &grown[self->count];
    int code = cadre_journal_read(&reader, path, err);
    if (code == CADRE_OK)
        code = cadre_sweep_header_read(&header, reader.header, path, err);
    if (code == CADRE_OK)
        code = count_runs(looking, &reader, &header, &shard->saved, err);
    if (code == CADRE_OK) {
        snprintf(shard->name, sizeof shard->name, "%.*s", (int)sizeof shard->name - 1, name);
        snprintf(self->design, sizeof self->design, "%s", header.design);
        shard->shard = header.shard;
        shard->shards = header.shards;
        shard->total = cadre_sweep_shard_runs(header.runs, header.shard, header.shards);
        self->runs = header.runs;
        self->series_runs = header.series.on ? header.series.keep_runs : -1;
        self->count++;
    }
    cadre_sweep_header_free(&header);
    cadre_journal_read_end(&reader);
    return code;
}

static int by_shard(const void *a, const void *b)
{
    const cadre_shard_status_t *left = a, *right = b;
    if (left->shards != right->shards)
        return left->shards < right->shards ? -1 : 1;
    return (left->shard > right->shard) - (left->shard < right->shard);
}

int cadre_sweep_status(const char *directory, cadre_sweep_status_t *out, cadre_error_t *err)
{
    *out = (cadre_sweep_status_t){0};
    cadre_text_t path = {0};
    cadre_text_addf(&path, "%s/" CADRE_MANIFEST_FILE, directory);
    look_t looking = {.out = out};
    int code = path.failed ? no_memory(err)
                           : cadre_journals_visit(directory, true, look_at_series, &looking, err);
    if (code == CADRE_OK)
        code = cadre_journals_visit(directory, false, look, &looking, err);
    cadre_free(looking.series);
    out->published = !path.failed && access(path.data, F_OK) == 0;
    cadre_text_free(&path);
    if (code == CADRE_OK && out->count > 0)
        qsort(out->shards, (size_t)out->count, sizeof *out->shards, by_shard);
    if (code != CADRE_OK || out->count > 0)
        return code;
    cadre_error_set(err, CADRE_ERROR_NO_INPUT, "holds no journal of a sweep");
    cadre_error_at(err, directory, 0, 0);
    return CADRE_ERROR_NO_INPUT;
}

void cadre_sweep_status_free(cadre_sweep_status_t *self)
{
    cadre_free(self->shards);
    *self = (cadre_sweep_status_t){0};
}
