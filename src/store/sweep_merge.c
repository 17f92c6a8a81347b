/* From journals to the files of a sweep. Runs are gathered in their order, some points at a time:
 * each pass reads the journals once and keeps the rows of its points. So the order in the journals
 * does not matter, and memory does not grow with the number of runs. */
#include "store/sweep_store.h"

#include "analysis/scorecard.h"
#include "base/dates.h"
#include "base/memory.h"
#include "base/numeric.h"
#include "store/directory.h"
#include "store/journal.h"
#include "store/run_bits.h"
#include "store/series_merge.h"
#include "store/sheet.h"
#include "store/statistics.h"
#include "store/sweep_header.h"

#include <dirent.h>
#include <errno.h>
#include <gsl/gsl_sort_double.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { RUNS_AT_ONCE = 1 << 16 };
enum { RUNS, SUMMARY, SERIES, MOST_FILES };
typedef enum { STATUS_OK, STATUS_CAPPED, STATUS_FAILED } status_t;

typedef struct {
    cadre_journal_reader_t *readers;
    int count;
    cadre_sweep_header_t header;
    uint8_t *seen; /* a bit per run */

    /* of the points at hand */
    int64_t first, runs; /* first run, how many */
    cadre_text_t text;   /* their rows, one after the other, each with a terminator */
    size_t *places;      /* of each run's row */
    char **fields;       /* of one row */
    double *values;      /* [outcome][replicate], failed runs missing */
    cadre_merged_t *out;
    cadre_directory_t directory;
    cadre_table_t summary;
    cadre_series_merge_t series; /* if they were kept */
    int files;
    cadre_sheet_t sheets[MOST_FILES];
} merge_t;

static int no_memory(cadre_error_t *err)
{
    return cadre_error_set(err, CADRE_ERROR_MEMORY, "not enough memory to merge");
}

/* ------------------------------------------------------- the journals */

static int add_journal(merge_t *self, const char *folder, const char *name, cadre_error_t *err)
{
    cadre_sweep_header_t header = {0};
    cadre_text_t path = {0};
    cadre_journal_reader_t *grown = cadre_resize(self->readers, (size_t)self->count,
                                                 (size_t)self->count + 1, sizeof *self->readers);
    cadre_text_addf(&path, "%s/%s", folder, name);
    if (grown == NULL || path.failed) {
        self->readers = grown != NULL ? grown : self->readers;
        cadre_text_free(&path);
        return no_memory(err);
    }
    self->readers = grown;
    int code = cadre_journal_read(&self->readers[self->count++], path.data, err);
    if (code == CADRE_OK)
        code =
            cadre_sweep_header_read(&header, self->readers[self->count - 1].header, path.data, err);
    if (code == CADRE_OK && self->header.document == NULL) {
        self->header = header;
        header = (cadre_sweep_header_t){0};
    } else if (code == CADRE_OK) {
        code = cadre_sweep_header_compare(&self->header, &header, path.data, err);
        if (code != CADRE_OK)
            cadre_error_hint(err, "merge only what 'cadre sweep' made of one design");
    }
    cadre_sweep_header_free(&header);
    cadre_text_free(&path);
    return code;
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static int is_journal(const struct dirent *entry)
{
    return entry->d_name[0] != '.' && cadre_journal_is_name(entry->d_name);
}

static int is_series(const struct dirent *entry)
{
    return entry->d_name[0] != '.' && cadre_journal_is_series_name(entry->d_name);
}

static int add_series(merge_t *self, const char *folder, const char *name, cadre_error_t *err)
{
    cadre_text_t path = {0};
    cadre_text_addf(&path, "%s/%s", folder, name);
    const int code = path.failed
                         ? no_memory(err)
                         : cadre_series_merge_add(&self->series, path.data, &self->header, err);
    cadre_text_free(&path);
    return code;
}

/* Adds the journals of a folder that `chosen` takes, which must have one unless they are `more`. */
static int add_folder(merge_t *self, const char *folder, int (*chosen)(const struct dirent *entry),
                      int (*add)(merge_t *self, const char *folder, const char *name,
                                 cadre_error_t *err),
                      bool more, cadre_error_t *err)
{
    struct dirent **entries = NULL;
    const int count = scandir(folder, &entries, chosen, by_name);
    int code = CADRE_OK;
    if (count < 0 || (count == 0 && !more)) {
        code = count == 0 || errno == ENOENT ? CADRE_ERROR_NO_INPUT : CADRE_ERROR_IO;
        cadre_error_set(err, code, "%s",
                        count == 0 ? "holds no journal of a sweep" : strerror(errno));
        cadre_error_at(err, folder, 0, 0);
    }
    for (int i = 0; i < count; i++) {
        if (code == CADRE_OK)
            code = add(self, folder, entries[i]->d_name, err);
        free(entries[i]); /* NOLINT: scandir's */
    }
    free(entries); /* NOLINT */
    return code;
}

/* Most runs that are at hand together, of whole points. */
static int64_t most_at_hand(const merge_t *self)
{
    const int64_t replicates = self->header.replicates;
    const int64_t at_once = RUNS_AT_ONCE / replicates > 0 ? RUNS_AT_ONCE / replicates : 1;
    return (at_once < self->header.points ? at_once : self->header.points) * replicates;
}

static int add_all_series(merge_t *self, const char *const *sources, int count, cadre_error_t *err)
{
    int code = cadre_series_merge_create(&self->series, most_at_hand(self), err);
    for (int i = 0; code == CADRE_OK && i < count; i++)
        code = add_folder(self, sources[i], is_series, add_series, true, err);
    if (code != CADRE_OK || self->series.count > 0)
        return code;
    cadre_error_set(err, CADRE_ERROR_INPUT, "the series of all runs are missing");
    cadre_error_at(err, sources[0], 0, 0);
    cadre_error_hint(err, "they stand in series.txt or series-I-of-N.txt beside the journals; "
                          "'cadre sweep' with --series as before makes them again");
    return CADRE_ERROR_INPUT;
}

/* ------------------------------------------------------- every run exactly once */

static int refuse_twice(const cadre_journal_reader_t *reader, int64_t run, cadre_error_t *err)
{
    cadre_error_set(err, CADRE_ERROR_INPUT, "run %lld is there a second time", (long long)run);
    cadre_error_at(err, reader->path, (int)reader->number, 1);
    cadre_error_hint(err, "name every shard once");
    return CADRE_ERROR_INPUT;
}

static int check_journal(merge_t *self, cadre_journal_reader_t *reader, int64_t *count,
                         cadre_error_t *err)
{
    const char *row;
    size_t length;
    int code;
    while ((code = cadre_journal_next(reader, &row, &length, err)) == CADRE_OK && row != NULL) {
        const int64_t run = strtoll(row, NULL, 10);
        if (run < 1 || run > self->header.runs)
            return cadre_error_set(err, CADRE_ERROR_INPUT, "%s: there is no run %lld", reader->path,
                                   (long long)run);
        if (cadre_run_bits_has(self->seen, run))
            return refuse_twice(reader, run, err);
        cadre_run_bits_add(self->seen, run);
        (*count)++;
    }
    return code;
}

static int check_complete(merge_t *self, cadre_error_t *err)
{
    const int64_t runs = self->header.runs;
    int64_t count = 0, missing = 1;
    int code = CADRE_OK;
    self->seen = cadre_alloc(cadre_run_bits_bytes(runs), 1);
    if (self->seen == NULL)
        return no_memory(err);
    for (int i = 0; code == CADRE_OK && i < self->count; i++)
        code = check_journal(self, &self->readers[i], &count, err);
    if (code != CADRE_OK || count == runs)
        return code;
    while (cadre_run_bits_has(self->seen, missing))
        missing++;
    cadre_error_set(err, CADRE_ERROR_INPUT, "%lld of %lld runs are missing, the first is run %lld",
                    (long long)(runs - count), (long long)runs, (long long)missing);
    cadre_error_hint(err, "'cadre status DIR' shows which shards are not complete; 'cadre sweep' "
                          "goes on with them");
    return CADRE_ERROR_INPUT;
}

/* ------------------------------------------------------- some points at a time */

/* Keeps the rows of runs first .. first + runs - 1. */
static int gather(merge_t *self, cadre_error_t *err)
{
    int code = CADRE_OK;
    cadre_text_clear(&self->text);
    for (int i = 0; code == CADRE_OK && i < self->count; i++) {
        const char *row = "";
        size_t length;
        code = cadre_journal_rewind(&self->readers[i], err);
        while (code == CADRE_OK && row != NULL) {
            code = cadre_journal_next(&self->readers[i], &row, &length, err);
            const int64_t run = code == CADRE_OK && row != NULL ? strtoll(row, NULL, 10) : 0;
            if (run < self->first || run >= self->first + self->runs)
                continue;
            self->places[run - self->first] = self->text.length;
            cadre_text_add_n(&self->text, row, length + 1); /* with its terminator */
        }
    }
    return code == CADRE_OK && self->text.failed ? no_memory(err) : code;
}

/* Cuts a row at its commas into `fields`; quotes stay as they are, RFC 4180. */
static bool cut(merge_t *self, char *row)
{
    const int columns = self->header.table.count;
    int count = 0;
    bool quoted = false;
    self->fields[count++] = row;
    for (; *row != '\0'; row++) {
        if (*row == '"')
            quoted = !quoted;
        if (*row != ',' || quoted)
            continue;
        *row = '\0';
        if (count == columns)
            return false;
        self->fields[count++] = row + 1;
    }
    return count == columns;
}

/* An outcome as a number; dates as decimal years. */
static double number_of(const merge_t *self, int column)
{
    const char *field = self->fields[column];
    int32_t day;
    double value;
    if (strcmp(self->header.table.columns[column].type, "date") == 0) {
        if (cadre_date_parse(field, &day) != CADRE_OK)
            return CADRE_MISSING;
        return cadre_decimal_year(day);
    }
    return cadre_parse_number(field, &value) ? value : CADRE_MISSING;
}

static status_t status_of(const merge_t *self)
{
    const char *field = self->fields[self->header.table.count - 3];
    return strcmp(field, "ok") == 0       ? STATUS_OK
           : strcmp(field, "capped") == 0 ? STATUS_CAPPED
                                          : STATUS_FAILED;
}

static double mean_of(const double *values, int64_t n)
{
    cadre_sum_t sum = {0};
    for (int64_t i = 0; i < n; i++)
        cadre_sum_add(&sum, values[i]);
    return cadre_sum_value(&sum) / (double)n;
}

static double deviation_of(const double *values, int64_t n, double mean)
{
    cadre_sum_t sum = {0};
    for (int64_t i = 0; i < n; i++)
        cadre_sum_add(&sum, (values[i] - mean) * (values[i] - mean));
    return sqrt(cadre_sum_value(&sum) / (double)(n - 1));
}

/* The statistics columns of one outcome at one point; sorts its values. */
static void add_statistics(merge_t *self, int outcome, int64_t failed, int64_t point)
{
    double *values = self->values + outcome * self->header.replicates;
    cadre_sheet_t *sheet = &self->sheets[SUMMARY];
    int64_t n = 0;
    for (int64_t r = 0; r < self->header.replicates; r++)
        if (!isnan(values[r]))
            values[n++] = values[r];
    const double mean = n > 0 ? mean_of(values, n) : CADRE_MISSING;
    const double sd = n > 1 ? deviation_of(values, n, mean) : CADRE_MISSING;
    const double half = n > 1 ? cadre_t_quantile(n - 1) * sd / sqrt((double)n) : CADRE_MISSING;
    gsl_sort(values, 1, (size_t)n);
    cadre_sheet_integer(sheet, n);
    cadre_sheet_integer(sheet, failed);
    cadre_sheet_double(sheet, mean);
    cadre_sheet_double(sheet, mean - half);
    cadre_sheet_double(sheet, mean + half);
    cadre_sheet_double(sheet, sd);
    cadre_sheet_double(sheet, n > 0 ? values[0] : CADRE_MISSING);
    for (int q = 0; q < CADRE_FAN_QUANTILES; q++)
        cadre_sheet_double(sheet, n > 0 ? gsl_stats_quantile_from_sorted_data(values, 1, (size_t)n,
                                                                              CADRE_FAN_LEVELS[q])
                                        : CADRE_MISSING);
    cadre_sheet_double(sheet, n > 0 ? values[n - 1] : CADRE_MISSING);
    cadre_sheet_end_row(sheet);
    if (self->out->mean == NULL)
        return;
    const cadre_point_mean_t told = {.of = self->out,
                                     .point = point,
                                     .inputs = (const char *const *)self->fields +
                                               CADRE_SWEEP_FIRST_INPUT,
                                     .outcome = outcome,
                                     .n = n,
                                     .failed = failed,
                                     .mean = mean};
    self->out->mean(self->out->context, &told);
}

/* A field that is one already. */
static void add_field(cadre_sheet_t *sheet, const char *field)
{
    cadre_sheet_empty(sheet);
    cadre_text_add(&sheet->text, field);
}

static void add_summary(merge_t *self, int64_t point, int64_t failed)
{
    for (int outcome = 0; outcome < self->header.outcomes; outcome++) {
        const int column = CADRE_SWEEP_FIRST_INPUT + self->header.inputs + outcome;
        cadre_sheet_t *sheet = &self->sheets[SUMMARY];
        cadre_sheet_integer(sheet, point);
        for (int k = 3; k < CADRE_SWEEP_FIRST_INPUT + self->header.inputs; k++)
            add_field(sheet, self->fields[k]);
        cadre_sheet_text(sheet, self->header.table.columns[column].name + 2); /* without y_ */
        add_statistics(self, outcome, failed, point);
    }
}

/* One run of those at hand: its row, its outcomes for the summary, its series. */
static int write_run(merge_t *self, int64_t point, int64_t replicate, int64_t *failed,
                     cadre_error_t *err)
{
    const int64_t replicates = self->header.replicates;
    const int64_t run = (point - 1) * replicates + replicate;
    char *row = self->text.data + self->places[run - self->first];
    cadre_text_add(&self->sheets[RUNS].text, row);
    cadre_sheet_end_row(&self->sheets[RUNS]);
    if (!cut(self, row))
        return cadre_error_set(err, CADRE_ERROR_INPUT, "run %lld has not %d fields", (long long)run,
                               self->header.table.count);
    const status_t status = status_of(self);
    *failed += status == STATUS_FAILED;
    self->out->capped += status == STATUS_CAPPED;
    for (int i = 0; i < self->header.outcomes; i++)
        self->values[i * replicates + replicate - 1] =
            status == STATUS_FAILED
                ? CADRE_MISSING
                : number_of(self, CADRE_SWEEP_FIRST_INPUT + self->header.inputs + i);
    return self->header.series.on
               ? cadre_series_merge_write(&self->series, run, point,
                                          self->fields[CADRE_SWEEP_FIRST_INPUT - 1],
                                          &self->sheets[SERIES], err)
               : CADRE_OK;
}

static int write_point(merge_t *self, int64_t point, cadre_error_t *err)
{
    int64_t failed = 0;
    int code = CADRE_OK;
    for (int64_t r = 1; code == CADRE_OK && r <= self->header.replicates; r++)
        code = write_run(self, point, r, &failed, err);
    if (code != CADRE_OK)
        return code;
    self->out->failed += failed;
    add_summary(self, point, failed);
    for (int i = 0; code == CADRE_OK && i < self->files; i++)
        code = cadre_sheet_check(&self->sheets[i], err);
    return code;
}

static int write_points(merge_t *self, cadre_error_t *err)
{
    const int64_t replicates = self->header.replicates;
    const int64_t most = most_at_hand(self), at_once = most / replicates;
    int code = CADRE_OK;
    self->places = cadre_alloc((size_t)most, sizeof *self->places);
    self->fields = cadre_alloc((size_t)self->header.table.count, sizeof(char *));
    self->values = cadre_alloc((size_t)(self->header.outcomes * replicates), sizeof *self->values);
    if (self->places == NULL || self->fields == NULL || self->values == NULL)
        return no_memory(err);
    for (int64_t point = 1; code == CADRE_OK && point <= self->header.points; point += at_once) {
        const int64_t left = self->header.points - point + 1;
        const int64_t here = left < at_once ? left : at_once;
        self->first = (point - 1) * replicates + 1;
        self->runs = here * replicates;
        code = gather(self, err);
        if (code == CADRE_OK && self->header.series.on)
            code = cadre_series_merge_find(&self->series, self->first, self->runs, err);
        for (int64_t p = point; code == CADRE_OK && p < point + here; p++)
            code = write_point(self, p, err);
    }
    return code;
}

/* ------------------------------------------------------- the files */

static int open_sheets(merge_t *self, cadre_error_t *err)
{
    static const char *const names[MOST_FILES] = {"runs.csv", "summary.csv", "series.csv"};
    cadre_sweep_header_summary(&self->header, &self->summary);
    if (self->summary.failed)
        return no_memory(err);
    const int files = self->files = self->header.series.on ? MOST_FILES : SERIES;
    const cadre_table_t *tables[MOST_FILES] = {&self->header.table, &self->summary,
                                               &self->series.header.table};
    for (int i = 0; i < files; i++) {
        FILE *stream;
        const int code = cadre_directory_create(&self->directory, names[i], &stream, err);
        if (code != CADRE_OK)
            return code;
        cadre_sheet_begin(&self->sheets[i], stream, names[i]);
        cadre_table_add_header(tables[i], &self->sheets[i]);
    }
    return CADRE_OK;
}

static int publish(merge_t *self, cadre_error_t *err)
{
    cadre_text_t manifest = {0};
    const cadre_table_t tables[MOST_FILES] = {self->header.table, self->summary,
                                              self->series.header.table};
    int code = CADRE_OK;
    for (int i = 0; code == CADRE_OK && i < self->files; i++)
        code = cadre_sheet_finish(&self->sheets[i], err);
    if (code == CADRE_OK) {
        cadre_sweep_header_manifest(&self->header, self->header.root, tables, self->files, NULL,
                                    &manifest);
        code = manifest.failed
                   ? no_memory(err)
                   : cadre_directory_publish(&self->directory, manifest.data, manifest.length, err);
    }
    cadre_text_free(&manifest);
    return code;
}

static int tell(merge_t *self, cadre_error_t *err)
{
    cadre_merged_t *out = self->out;
    out->runs = self->header.runs;
    out->points = self->header.points;
    out->series_runs = self->header.series.on ? self->header.series.keep_runs : -1;
    out->inputs = cadre_alloc((size_t)self->header.inputs, sizeof(char *));
    out->outcomes = cadre_alloc((size_t)self->header.outcomes, sizeof(char *));
    if (out->inputs == NULL || out->outcomes == NULL)
        return no_memory(err);
    snprintf(out->design, sizeof out->design, "%s", self->header.design);
    for (int k = 0; k < self->header.inputs; k++)
        if ((out->inputs[out->input_count++] = cadre_copy_text(
                 self->header.table.columns[CADRE_SWEEP_FIRST_INPUT + k].name + 2)) == NULL)
            return no_memory(err);
    for (int i = 0; i < self->header.outcomes; i++)
        if ((out->outcomes[out->outcome_count++] = cadre_copy_text(
                 self->header.table.columns[CADRE_SWEEP_FIRST_INPUT + self->header.inputs + i]
                     .name +
                 2)) == NULL)
            return no_memory(err);
    return CADRE_OK;
}

static void close_merge(merge_t *self)
{
    for (int i = 0; i < self->files; i++) {
        if (self->sheets[i].stream != NULL)
            fclose(self->sheets[i].stream);
        cadre_sheet_end(&self->sheets[i]);
    }
    cadre_directory_close(&self->directory);
    for (int i = 0; i < self->count; i++)
        cadre_journal_read_end(&self->readers[i]);
    cadre_free(self->readers);
    cadre_sweep_header_free(&self->header);
    cadre_series_merge_free(&self->series);
    cadre_table_free(&self->summary);
    cadre_text_free(&self->text);
    cadre_free(self->seen);
    cadre_free(self->places);
    cadre_free(self->fields);
    cadre_free(self->values);
}

int cadre_sweep_merge(const char *const *sources, int count, const char *directory, bool force,
                      cadre_merged_t *out, cadre_error_t *err)
{
    merge_t self = {.out = out, .directory = {.folder = -1, .staging = -1}, .series = {.open = -1}};
    int code = CADRE_OK;
    for (int i = 0; code == CADRE_OK && i < count; i++)
        code = add_folder(&self, sources[i], is_journal, add_journal, false, err);
    if (code == CADRE_OK)
        code = check_complete(&self, err);
    if (code == CADRE_OK && self.header.series.on)
        code = add_all_series(&self, sources, count, err);
    if (code == CADRE_OK)
        code = tell(&self, err);
    if (code == CADRE_OK) {
        const cadre_possession_t claim = {"sweep", self.header.scenario, force};
        code = cadre_directory_open(&self.directory, directory, &claim, err);
    }
    if (code == CADRE_OK)
        code = open_sheets(&self, err);
    if (code == CADRE_OK)
        code = write_points(&self, err);
    if (code == CADRE_OK)
        code = publish(&self, err);
    close_merge(&self);
    return code;
}

void cadre_merged_free(cadre_merged_t *self)
{
    for (int k = 0; k < self->input_count; k++)
        cadre_free(self->inputs[k]);
    for (int i = 0; i < self->outcome_count; i++)
        cadre_free(self->outcomes[i]);
    cadre_free(self->inputs);
    cadre_free(self->outcomes);
    *self = (cadre_merged_t){0};
}
