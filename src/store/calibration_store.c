#define _POSIX_C_SOURCE 200809L
#include "store/calibration_store.h"

#include "base/build.h"
#include "base/memory.h"
#include "store/calibration_files.h"
#include "store/directory.h"
#include "store/identity.h"
#include "store/journal.h"
#include "store/journals.h"
#include "store/manifest.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char KIND[] = "calibration";

struct cadre_calibration_store {
    cadre_calibration_options_t options;
    cadre_journal_t journal;
    cadre_json_document_t *header; /* this calibration's */
    double *statistics;            /* [readings] of the record being read */
    int64_t before;
    cadre_text_t row;
    bool published;
};

static int no_memory(cadre_error_t *err)
{
    return cadre_error_set(err, CADRE_ERROR_MEMORY, "not enough memory for the calibration");
}

const char *cadre_stop_name(cadre_stop_t reason)
{
    static const char *const NAMES[CADRE_STOP_COUNT] = {
        [CADRE_STOP_NONE] = "",
        [CADRE_STOP_GENERATIONS] = "generations",
        [CADRE_STOP_TOLERANCE] = "tolerance",
        [CADRE_STOP_CHANGE] = "change",
        [CADRE_STOP_ACCEPTANCE] = "acceptance",
        [CADRE_STOP_RUNS] = "runs",
    };
    return NAMES[reason];
}

/* ------------------------------------------------------- the header of its journal */

static int write_header(const cadre_calibration_options_t *options, cadre_text_t *text,
                        cadre_error_t *err)
{
    cadre_json_writer_t out = {.out = text, .compact = true};
    cadre_json_write_open(&out, NULL, '{');
    cadre_json_write_string(&out, "format", "cadre-journal/1");
    cadre_json_write_string(&out, "kind", KIND);
    cadre_json_write_string(&out, "design", options->experiment->name);
    cadre_json_write_string(&out, "scenario", options->experiment->bases[0]->name);
    cadre_identity_add(options->experiment, -1, NULL, &out);
    cadre_json_write_string(&out, "version", CADRE_VERSION);
    cadre_json_write_close(&out, '}');
    if (text->failed)
        return no_memory(err);
    while (text->length > 0 && text->data[text->length - 1] == '\n')
        text->data[--text->length] = '\0';
    return CADRE_OK;
}

static const char *text_of(const cadre_json_t *object, const char *key)
{
    const cadre_json_t *value = cadre_json_get(object, key);
    return value != NULL && cadre_json_type(value) == CADRE_JSON_STRING ? cadre_json_string(value)
                                                                        : "";
}

/* A journal that is there must be of the same calibration. */
static int accept(void *context, const char *text, cadre_error_t *err)
{
    cadre_calibration_store_t *self = context;
    const char *directory = self->options.directory;
    cadre_json_document_t *document = NULL;
    int code = cadre_json_parse(text, strlen(text), directory, &document, err);
    if (code != CADRE_OK)
        return code;
    const cadre_json_t *root = cadre_json_root(document);
    const bool object = cadre_json_type(root) == CADRE_JSON_OBJECT;
    if (!object || strcmp(text_of(root, "kind"), KIND) != 0)
        code = cadre_identity_refuse("sweep", directory, err);
    else
        code = cadre_identity_compare(cadre_json_get(cadre_json_root(self->header), "identity"),
                                      cadre_json_get(root, "identity"), KIND,
                                      text_of(root, "design"), directory, err);
    cadre_json_free(document);
    return code;
}

/* ------------------------------------------------------- its records */

/* "RUN,GENERATION,STATISTIC,…": the run among all and where the calibration stood (generation 0:
 * prediction), so that a record is never told in another place. */
static void write_record(const cadre_calibration_store_t *self, const double *statistics,
                         cadre_text_t *out)
{
    const cadre_abc_t *abc = self->options.abc;
    char number[CADRE_NUMBER_SIZE];
    cadre_text_clear(out);
    cadre_text_addf(out, "%lld,%d", (long long)cadre_abc_runs(abc) + 1,
                    cadre_abc_predicts(abc) ? 0 : cadre_abc_generation(abc));
    for (int i = 0; i < self->options.experiment->reading_count; i++) {
        cadre_format_double(statistics[i], number);
        cadre_text_add(out, ",");
        cadre_text_add(out, number);
    }
}

static bool read_record(const cadre_calibration_store_t *self, const char *row)
{
    const cadre_abc_t *abc = self->options.abc;
    char *rest;
    const long long run = strtoll(row, &rest, 10);
    const long generation = *rest == ',' ? strtol(rest + 1, &rest, 10) : -1;
    bool good = !cadre_abc_done(abc) && run == cadre_abc_runs(abc) + 1 &&
                generation == (cadre_abc_predicts(abc) ? 0 : cadre_abc_generation(abc));
    for (int i = 0; good && i < self->options.experiment->reading_count; i++) {
        good = *rest == ',';
        rest += good;
        const size_t length = strcspn(rest, ",");
        self->statistics[i] = length > 0 ? strtod(rest, &rest) : (double)NAN;
    }
    return good && *rest == '\0';
}

/* Goes on as far as what was told allows. */
static int go_on(cadre_abc_t *abc, const double *statistics, bool *complete, cadre_error_t *err)
{
    const int code = cadre_abc_tell(abc, statistics, complete);
    return code == CADRE_OK ? code : no_memory(err);
}

static int learn(void *context, const char *row, size_t length, cadre_error_t *err)
{
    cadre_calibration_store_t *self = context;
    bool complete = false;
    (void)length;
    if (!read_record(self, row)) {
        cadre_error_set(err, CADRE_ERROR_INPUT, "run %lld is not the one that comes next: %.40s",
                        (long long)cadre_abc_runs(self->options.abc) + 1, row);
        cadre_error_at(err, self->journal.path, 0, 0);
        return CADRE_ERROR_INPUT;
    }
    self->before++;
    const int code = go_on(self->options.abc, self->statistics, &complete, err);
    return code == CADRE_OK && complete ? cadre_abc_advance(self->options.abc, err) : code;
}

int cadre_calibration_store_tell(cadre_calibration_store_t *self, const double *statistics,
                                 bool *complete, cadre_error_t *err)
{
    write_record(self, statistics, &self->row);
    if (self->row.failed)
        return no_memory(err);
    const int code = cadre_journal_add(&self->journal, self->row.data, self->row.length, err);
    return code == CADRE_OK ? go_on(self->options.abc, statistics, complete, err) : code;
}

int cadre_calibration_store_sync(cadre_calibration_store_t *self, cadre_error_t *err)
{
    return cadre_journal_sync(&self->journal, err);
}

int64_t cadre_calibration_store_saved(const cadre_calibration_store_t *self)
{
    return self->before + self->journal.synced;
}

int64_t cadre_calibration_store_before(const cadre_calibration_store_t *self)
{
    return self->before;
}

bool cadre_calibration_store_published(const cadre_calibration_store_t *self)
{
    return self->published;
}

/* ------------------------------------------------------- opening */

/* Results that are there must be of the same calibration, too. */
static int check_manifest(cadre_calibration_store_t *self, cadre_error_t *err)
{
    cadre_text_t path = {0};
    cadre_json_document_t *document = NULL;
    cadre_text_addf(&path, "%s/" CADRE_MANIFEST_FILE, self->options.directory);
    if (path.failed)
        return no_memory(err);
    int code = cadre_json_load(path.data, &document, err);
    cadre_text_free(&path);
    if (code == CADRE_ERROR_NO_INPUT)
        return CADRE_OK;
    if (code != CADRE_OK)
        return code;
    const cadre_json_t *root = cadre_json_root(document);
    const cadre_json_t *cadre = cadre_json_get(root, "cadre");
    code = cadre_identity_compare(cadre_json_get(cadre_json_root(self->header), "identity"),
                                  cadre_json_get(cadre, "identity"), KIND, text_of(cadre, "design"),
                                  self->options.directory, err);
    self->published = code == CADRE_OK;
    cadre_json_free(document);
    return code;
}

/* Ours, or of a sweep's shard. */
static int check_journal(void *context, const char *path, const char *name, cadre_error_t *err)
{
    (void)name;
    cadre_journal_reader_t reader;
    int code = cadre_journal_read(&reader, path, err);
    if (code == CADRE_OK)
        code = accept(context, reader.header, err);
    cadre_journal_read_end(&reader);
    return code;
}

static int open_journal(cadre_calibration_store_t *self, const cadre_directory_t *directory,
                        const char *header, cadre_error_t *err)
{
    char name[CADRE_JOURNAL_NAME];
    int code = cadre_journals_visit(self->options.directory, false, check_journal, self, err);
    if (code == CADRE_OK)
        code = check_manifest(self, err);
    if (code == CADRE_ERROR_IDENTITY && self->options.force) {
        code = cadre_journals_remove(self->options.directory, err);
        unlinkat(directory->folder, CADRE_MANIFEST_FILE, 0);
    }
    if (code != CADRE_OK)
        return code;
    cadre_journal_name(1, 1, name);
    return cadre_journal_open(&self->journal, directory->folder, self->options.directory, name,
                              header, accept, learn, self, err);
}

static int open_all(cadre_calibration_store_t *self, cadre_error_t *err)
{
    cadre_text_t header = {0};
    cadre_directory_t directory;
    const cadre_possession_t claim = {
        CADRE_CALIBRATION_KIND, self->options.experiment->bases[0]->name, self->options.force};
    int code = write_header(&self->options, &header, err);
    if (code == CADRE_OK)
        code = cadre_json_parse(header.data, header.length, "the header", &self->header, err);
    if (code == CADRE_OK)
        code = cadre_directory_open(&directory, self->options.directory, &claim, err);
    if (code == CADRE_OK) {
        code = open_journal(self, &directory, header.data, err);
        cadre_directory_close(&directory);
    }
    cadre_text_free(&header);
    return code;
}

int cadre_calibration_store_open(const cadre_calibration_options_t *options,
                                 cadre_calibration_store_t **out, cadre_error_t *err)
{
    *out = NULL;
    cadre_calibration_store_t *self = cadre_alloc(1, sizeof *self);
    if (self == NULL)
        return no_memory(err);
    self->options = *options;
    self->journal.file = -1;
    self->statistics =
        cadre_alloc((size_t)options->experiment->reading_count, sizeof *self->statistics);
    const int code = self->statistics != NULL ? open_all(self, err) : no_memory(err);
    if (code == CADRE_OK)
        *out = self;
    else
        cadre_calibration_store_close(self);
    return code;
}

void cadre_calibration_store_close(cadre_calibration_store_t *self)
{
    if (self == NULL)
        return;
    cadre_journal_close(&self->journal);
    cadre_json_free(self->header);
    cadre_text_free(&self->row);
    cadre_free(self->statistics);
    cadre_free(self);
}

int cadre_calibration_store_publish(cadre_calibration_store_t *self, cadre_error_t *err)
{
    return cadre_calibration_files(&self->options, err);
}
