/* The runs of a shard, to its journal. */
#define _POSIX_C_SOURCE 200809L
#include "store/sweep_store.h"

#include "base/dates.h"
#include "base/memory.h"
#include "store/directory.h"
#include "store/journal.h"
#include "store/outcomes.h"
#include "store/sheet.h"
#include "store/sweep_header.h"

#include <dirent.h>
#include <errno.h>
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
    uint8_t *done; /* a bit per run */
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
    if (!ours || (self->done[(run - 1) / 8] >> ((run - 1) % 8) & 1)) {
        cadre_error_set(err, CADRE_ERROR_INPUT, "run %lld %s", (long long)run,
                        ours ? "is there twice" : "does not belong to this shard");
        cadre_error_at(err, self->journal.path != NULL ? self->journal.path : options->directory, 0,
                       0);
        return CADRE_ERROR_INPUT;
    }
    self->done[(run - 1) / 8] |= (uint8_t)(1u << ((run - 1) % 8));
    self->before++;
    return CADRE_OK;
}

/* Every journal in the directory, ours or not: `visit` until it fails. */
static int for_journals(const char *directory,
                        int (*visit)(void *context, const char *path, const char *name,
                                     cadre_error_t *err),
                        void *context, cadre_error_t *err)
{
    DIR *entries = opendir(directory);
    const struct dirent *entry;
    int code = CADRE_OK;
    if (entries == NULL)
        return cadre_error_set(err, errno == ENOENT ? CADRE_ERROR_NO_INPUT : CADRE_ERROR_IO,
                               "%s: %s", directory, strerror(errno));
    while (code == CADRE_OK && (entry = readdir(entries)) != NULL) {
        if (!cadre_journal_is_name(entry->d_name) || entry->d_name[0] == '.')
            continue;
        cadre_text_t path = {0};
        cadre_text_addf(&path, "%s/%s", directory, entry->d_name);
        code = path.failed ? no_memory(err) : visit(context, path.data, entry->d_name, err);
        cadre_text_free(&path);
    }
    closedir(entries);
    return code;
}

/* Runs of this shard in a journal of another division, into more or fewer shards. */
static int learn_others(cadre_sweep_store_t *self, cadre_journal_reader_t *reader,
                        cadre_error_t *err)
{
    const cadre_sweep_options_t *options = &self->options;
    const char *row = "";
    size_t length = 0;
    int code = cadre_journal_read_settled(reader, err);
    while (code == CADRE_OK && row != NULL) {
        code = cadre_journal_next(reader, &row, &length, err);
        if (code == CADRE_OK && row != NULL &&
            (strtoll(row, NULL, 10) - 1) % options->shards == options->shard - 1)
            code = learn(self, row, length, err);
    }
    return code;
}

/* Whether a header is that of another shard of this sweep, as this program writes it: only the
 * number of the shard differs. Hundreds of them may be there, and be waited for by hundreds. */
static bool is_sibling(const char *ours, const char *there)
{
    static const char key[] = "\"shard\": ";
    const char *number = strstr(ours, key);
    const size_t length = number != NULL ? (size_t)(number - ours) + strlen(key) : 0;
    if (length == 0 || strncmp(ours, there, length) != 0)
        return false;
    ours += length + strspn(ours + length, "0123456789");
    there += length + strspn(there + length, "0123456789");
    return strcmp(ours, there) == 0;
}

static int check_journal(void *context, const char *path, const char *name, cadre_error_t *err)
{
    (void)name;
    cadre_sweep_store_t *self = context;
    cadre_journal_reader_t reader;
    cadre_sweep_header_t there = {0};
    int code = cadre_journal_read(&reader, path, err);
    if (code == CADRE_OK && is_sibling(self->text.data, reader.header))
        goto out;
    if (code == CADRE_OK)
        code = cadre_sweep_header_read(&there, reader.header, path, err);
    if (code == CADRE_OK)
        code = cadre_sweep_header_compare(&self->header, &there, self->options.directory, err);
    if (code == CADRE_OK && there.shards != self->options.shards)
        code = learn_others(self, &reader, err);
out:
    cadre_sweep_header_free(&there);
    cadre_journal_read_end(&reader);
    return code;
}

static int remove_journal(void *context, const char *path, const char *name, cadre_error_t *err)
{
    (void)context;
    (void)name;
    return cadre_journal_remove(path, err);
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

static int open_journal(cadre_sweep_store_t *self, const cadre_directory_t *directory,
                        cadre_error_t *err)
{
    char name[CADRE_JOURNAL_NAME];
    const cadre_sweep_options_t *options = &self->options;
    int code = for_journals(options->directory, check_journal, self, err);
    if (code == CADRE_OK)
        code = check_manifest(self, err);
    if (code == CADRE_ERROR_IDENTITY && options->force) {
        code = for_journals(options->directory, remove_journal, self, err);
        if (code == CADRE_OK)
            code = cadre_directory_forget(directory, err);
        self->published = false;
        memset(self->done, 0, (size_t)cadre_plan_runs(options->plan) / 8 + 1);
        self->before = 0;
    }
    if (code != CADRE_OK || self->published)
        return code;
    cadre_journal_name(options->shard, options->shards, name);
    return cadre_journal_open(&self->journal, directory->folder, options->directory, name,
                              self->text.data, accept, learn, self, err);
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
    self->journal.file = -1;
    self->total = cadre_sweep_shard_runs(runs, options->shard, options->shards);
    self->done = cadre_alloc((size_t)runs / 8 + 1, 1);
    self->readings =
        cadre_alloc((size_t)options->experiment->reading_count, sizeof *self->readings);
    int code = self->done != NULL && self->readings != NULL ? CADRE_OK : no_memory(err);
    if (code == CADRE_OK)
        code = cadre_sweep_header_write(options, &self->text, err);
    if (code == CADRE_OK)
        code = cadre_sweep_header_read(&self->header, self->text.data, "the header", err);
    if (code == CADRE_OK)
        code = open_directory(self, &directory, err);
    if (code == CADRE_OK) {
        code = open_journal(self, &directory, err);
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
    cadre_sweep_header_free(&self->header);
    cadre_text_free(&self->text);
    cadre_sheet_end(&self->sheet);
    cadre_free(self->done);
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

int cadre_sweep_store_observe(void *context, const cadre_replicate_t *replicate)
{
    cadre_sweep_store_t *self = context;
    const cadre_planned_t *planned = replicate->of;
    if (planned == NULL)
        return no_memory(&self->error);
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

const uint8_t *cadre_sweep_store_done(const cadre_sweep_store_t *self)
{
    return self->done;
}

int cadre_sweep_store_sync(cadre_sweep_store_t *self, cadre_error_t *err)
{
    return cadre_journal_sync(&self->journal, err);
}

int64_t cadre_sweep_store_saved(const cadre_sweep_store_t *self)
{
    return self->published ? self->total : self->before + self->journal.synced;
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

static int look(void *context, const char *path, const char *name, cadre_error_t *err)
{
    cadre_sweep_status_t *self = context;
    cadre_journal_reader_t reader;
    cadre_sweep_header_t header = {0};
    const char *row = "";
    size_t length;
    cadre_shard_status_t *grown = cadre_resize(self->shards, (size_t)self->count,
                                               (size_t)self->count + 1, sizeof *self->shards);
    if (grown == NULL)
        return no_memory(err);
    self->shards = grown;
    cadre_shard_status_t *shard = &grown[self->count];
    int code = cadre_journal_read(&reader, path, err);
    if (code == CADRE_OK)
        code = cadre_sweep_header_read(&header, reader.header, path, err);
    while (code == CADRE_OK && row != NULL) {
        code = cadre_journal_next(&reader, &row, &length, err);
        shard->saved += code == CADRE_OK && row != NULL;
    }
    if (code == CADRE_OK) {
        snprintf(shard->name, sizeof shard->name, "%.*s", (int)sizeof shard->name - 1, name);
        snprintf(self->design, sizeof self->design, "%s", header.design);
        shard->shard = header.shard;
        shard->shards = header.shards;
        shard->total = cadre_sweep_shard_runs(header.runs, header.shard, header.shards);
        self->runs = header.runs;
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
    int code = path.failed ? no_memory(err) : for_journals(directory, look, out, err);
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
