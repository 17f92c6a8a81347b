#include "store/sweep_header.h"

#include "base/build.h"
#include "model/version.h"
#include "store/identity.h"
#include "store/manifest.h"
#include "json/writer.h"

#include <gsl/gsl_version.h>
#include <inttypes.h>
#include <sha256.h>
#include <stdio.h>
#include <string.h>

static const char RUNS_FORMAT[] = "cadre-journal/1", SERIES_FORMAT[] = "cadre-series/1";

/* ------------------------------------------------------- columns of runs.csv */

static void add_columns(const cadre_experiment_t *experiment, cadre_table_t *table)
{
    char name[sizeof table->columns->name];
    cadre_table_add(table, "run", "integer", "", "Number of the run, from 1");
    cadre_table_add(table, "point", "integer", "", "Number of the point of the design, from 1");
    cadre_table_add(table, "replicate", "integer", "",
                    "Number of the replicate at this point, from 1");
    cadre_table_add(table, "scenario", "string", "", "Name of the scenario");
    for (int k = 0; k < experiment->design.input_count; k++) {
        cadre_column_name('p', experiment->design.inputs[k].name, name, sizeof name);
        cadre_table_add(table, name, experiment->inputs[k].type, experiment->inputs[k].unit,
                        experiment->inputs[k].meaning);
    }
    for (int i = 0; i < experiment->reading_count; i++) {
        const cadre_reading_t *reading = &experiment->readings[i];
        const cadre_pattern_t *pattern = &reading->pattern;
        cadre_column_name('y', reading->name, name, sizeof name);
        if (pattern->event[0] != '\0') {
            const bool date = pattern->take == CADRE_TAKE_DATE;
            cadre_table_add(table, name, date ? "date" : "integer", "",
                            date ? "When it first happened" : "How often it happened");
            continue;
        }
        const cadre_measure_info_t *measure =
            cadre_measure_info((cadre_measure_t)cadre_measure_find(pattern->measure));
        const bool ratio = pattern->relative || pattern->per[0] != '\0';
        cadre_table_add(table, name,
                        measure->integer && !ratio && !reading->logarithm &&
                                pattern->take != CADRE_TAKE_MEAN
                            ? "integer"
                            : "number",
                        reading->logarithm ? "logarithm"
                        : ratio            ? "ratio"
                                           : measure->unit,
                        measure->meaning);
    }
    cadre_table_add(table, "status", "string", "",
                    "ok; capped: passed limits.members and stopped there; failed: see error");
    cadre_table_add(
        table, "end_state", "string", "",
        "Of the first organization: alive, died (of itself), destroyed or merged (by an event), "
        "dissolved (by a vote)");
    cadre_table_add(table, "error", "string", "", "Why a failed run failed");
}

/* ------------------------------------------------------- writing */

static void add_provenance(const cadre_sweep_options_t *options, cadre_json_writer_t *out)
{
    cadre_json_write_string(out, "version", CADRE_VERSION);
    cadre_json_write_string(out, "random_numbers",
                            options->experiment->independent ? "independent" : "common");
    cadre_json_write_string(out, "command", options->command);
    cadre_json_write_string(out, "compiler", CADRE_COMPILER);
    cadre_json_write_string(out, "compile_flags", CADRE_COMPILE_FLAGS);
    cadre_json_write_string(out, "gsl", gsl_version);
}

static void add_table(const cadre_table_t *table, cadre_json_writer_t *out)
{
    cadre_json_write_open(out, "columns", '[');
    for (int i = 0; i < table->count; i++) {
        cadre_json_write_open(out, NULL, '[');
        cadre_json_write_string(out, NULL, table->columns[i].name);
        cadre_json_write_string(out, NULL, table->columns[i].type);
        cadre_json_write_string(out, NULL, table->columns[i].unit);
        cadre_json_write_string(out, NULL, table->columns[i].meaning);
        cadre_json_write_close(out, ']');
    }
    cadre_json_write_close(out, ']');
}

static const cadre_sweep_series_t *series_of(const cadre_sweep_options_t *options)
{
    return options->series.on ? &options->series : NULL;
}

/* The columns, and the end; one line. */
static int finish(cadre_json_writer_t *out, cadre_table_t *table, cadre_error_t *err)
{
    cadre_text_t *text = out->out;
    add_table(table, out);
    cadre_json_write_close(out, '}');
    const bool failed = text->failed || table->failed;
    cadre_table_free(table);
    if (failed)
        return cadre_error_set(err, CADRE_ERROR_MEMORY, "out of memory");
    while (text->length > 0 && text->data[text->length - 1] == '\n')
        text->data[--text->length] = '\0';
    return CADRE_OK;
}

int cadre_sweep_header_write(const cadre_sweep_options_t *options, cadre_text_t *text,
                             cadre_error_t *err)
{
    const cadre_experiment_t *experiment = options->experiment;
    cadre_table_t table = {.name = "runs", .title = "Runs: inputs and outcomes of each"};
    cadre_json_writer_t out = {.out = text, .compact = true};
    add_columns(experiment, &table);
    cadre_json_write_open(&out, NULL, '{');
    cadre_json_write_string(&out, "format", RUNS_FORMAT);
    cadre_json_write_string(&out, "design", experiment->name);
    cadre_json_write_string(&out, "title", experiment->title);
    cadre_json_write_string(&out, "scenario", experiment->bases[0]->name);
    cadre_identity_add(experiment, cadre_plan_runs(options->plan), series_of(options), &out);
    cadre_json_write_number(&out, "points", (double)cadre_plan_sample(options->plan)->points);
    cadre_json_write_number(&out, "replicates", (double)experiment->replicates);
    cadre_json_write_number(&out, "shard", (double)options->shard);
    cadre_json_write_number(&out, "shards", (double)options->shards);
    add_provenance(options, &out);
    cadre_json_write_number(&out, "inputs", experiment->design.input_count);
    cadre_json_write_number(&out, "outcomes", experiment->reading_count);
    return finish(&out, &table, err);
}

int cadre_sweep_header_write_series(const cadre_sweep_options_t *options, cadre_text_t *text,
                                    cadre_error_t *err)
{
    const cadre_experiment_t *experiment = options->experiment;
    cadre_table_t table;
    cadre_json_writer_t out = {.out = text, .compact = true};
    (void)cadre_table_create_sweep_series(&table); /* `failed` says it */
    cadre_json_write_open(&out, NULL, '{');
    cadre_json_write_string(&out, "format", SERIES_FORMAT);
    cadre_json_write_string(&out, "design", experiment->name);
    cadre_identity_add(experiment, cadre_plan_runs(options->plan), series_of(options), &out);
    cadre_json_write_number(&out, "shard", (double)options->shard);
    cadre_json_write_number(&out, "shards", (double)options->shards);
    return finish(&out, &table, err);
}

/* ------------------------------------------------------- reading */

static const char *text_of(const cadre_json_t *object, const char *key)
{
    const cadre_json_t *value = cadre_json_get(object, key);
    return value != NULL && cadre_json_type(value) == CADRE_JSON_STRING ? cadre_json_string(value)
                                                                        : "";
}

static int64_t number_of(const cadre_json_t *object, const char *key)
{
    const cadre_json_t *value = cadre_json_get(object, key);
    return value != NULL && cadre_json_type(value) == CADRE_JSON_NUMBER
               ? (int64_t)cadre_json_number(value)
               : 0;
}

static bool read_columns(cadre_sweep_header_t *self)
{
    const cadre_json_t *columns = cadre_json_get(self->root, "columns");
    if (columns == NULL || cadre_json_type(columns) != CADRE_JSON_ARRAY)
        return false;
    for (int i = 0; i < cadre_json_size(columns); i++) {
        const cadre_json_t *column = cadre_json_at(columns, i);
        if (cadre_json_type(column) != CADRE_JSON_ARRAY || cadre_json_size(column) != 4)
            return false;
        const char *words[4];
        for (int w = 0; w < 4; w++) {
            if (cadre_json_type(cadre_json_at(column, w)) != CADRE_JSON_STRING)
                return false;
            words[w] = cadre_json_string(cadre_json_at(column, w));
        }
        cadre_table_add(&self->table, words[0], words[1], words[2], words[3]);
    }
    return true;
}

static void read_series(cadre_sweep_header_t *self)
{
    const cadre_json_t *series = cadre_json_get(self->identity, "series");
    if (series == NULL || cadre_json_type(series) != CADRE_JSON_OBJECT)
        return;
    const char *every = text_of(series, "every");
    self->series = (cadre_sweep_series_t){.on = true,
                                          .every = strcmp(every, "week") == 0   ? CADRE_EVERY_WEEK
                                                   : strcmp(every, "year") == 0 ? CADRE_EVERY_YEAR
                                                                                : CADRE_EVERY_MONTH,
                                          .keep_runs = number_of(series, "keep_runs")};
}

/* What both kinds of journals have. */
static bool read_common(cadre_sweep_header_t *self, const char *format)
{
    if (self->identity == NULL || cadre_json_type(self->identity) != CADRE_JSON_OBJECT ||
        strcmp(text_of(self->root, "format"), format) != 0)
        return false;
    self->design = text_of(self->root, "design");
    self->runs = number_of(self->identity, "runs");
    self->shard = number_of(self->root, "shard");
    self->shards = number_of(self->root, "shards");
    read_series(self);
    return read_columns(self) && self->runs > 0 && self->runs <= UINT32_MAX && self->shard >= 1 &&
           self->shard <= self->shards;
}

static bool read_runs(cadre_sweep_header_t *self)
{
    self->title = text_of(self->root, "title");
    self->scenario = text_of(self->root, "scenario");
    self->points = number_of(self->root, "points");
    self->replicates = number_of(self->root, "replicates");
    self->inputs = (int)number_of(self->root, "inputs");
    self->outcomes = (int)number_of(self->root, "outcomes");
    return self->points > 0 && self->runs == self->points * self->replicates && self->inputs >= 0 &&
           self->outcomes >= 0 &&
           self->table.count == CADRE_SWEEP_FIRST_INPUT + self->inputs + self->outcomes + 3;
}

/* The document of a header. */
static int parse(cadre_sweep_header_t *self, const char *text, const char *path, cadre_error_t *err)
{
    *self = (cadre_sweep_header_t){0};
    const int code = cadre_json_parse(text, strlen(text), path, &self->document, err);
    if (code != CADRE_OK)
        return code;
    self->root = cadre_json_root(self->document);
    const bool object = cadre_json_type(self->root) == CADRE_JSON_OBJECT;
    self->identity = object ? cadre_json_get(self->root, "identity") : NULL;
    if (object && strcmp(text_of(self->root, "kind"), "calibration") == 0)
        return cadre_identity_refuse("calibration", path, err);
    return CADRE_OK;
}

static int judge(const cadre_sweep_header_t *self, bool good, const char *what, const char *path,
                 cadre_error_t *err)
{
    if (self->table.failed)
        return cadre_error_set(err, CADRE_ERROR_MEMORY, "out of memory");
    if (good)
        return CADRE_OK;
    cadre_error_set(err, CADRE_ERROR_INPUT, "is no journal of %s that this version reads", what);
    cadre_error_at(err, path, 1, 1);
    return CADRE_ERROR_INPUT;
}

int cadre_sweep_header_read(cadre_sweep_header_t *self, const char *text, const char *path,
                            cadre_error_t *err)
{
    const int code = parse(self, text, path, err);
    self->table.name = "runs";
    self->table.title = "Runs: inputs and outcomes of each";
    return code != CADRE_OK ? code
                            : judge(self, read_common(self, RUNS_FORMAT) && read_runs(self),
                                    "a sweep", path, err);
}

int cadre_sweep_header_read_series(cadre_sweep_header_t *self, const char *text, const char *path,
                                   cadre_error_t *err)
{
    const int code = parse(self, text, path, err);
    self->table.name = "series";
    self->table.title = "Measures of each run over time";
    return code != CADRE_OK ? code
                            : judge(self, read_common(self, SERIES_FORMAT) && self->series.on,
                                    "the series of a sweep", path, err);
}

void cadre_sweep_header_free(cadre_sweep_header_t *self)
{
    cadre_table_free(&self->table);
    cadre_json_free(self->document);
    *self = (cadre_sweep_header_t){0};
}

int cadre_sweep_header_compare(const cadre_sweep_header_t *self, const cadre_sweep_header_t *there,
                               const char *path, cadre_error_t *err)
{
    return cadre_identity_compare(self->identity, there->identity, "sweep", there->design, path,
                                  err);
}

/* `failed` is set when there is not enough memory to tell. */
static bool same_columns(const cadre_sweep_header_t *self, const cadre_sweep_header_t *there,
                         bool *failed)
{
    cadre_text_t left = {0}, right = {0};
    cadre_json_canonical(cadre_json_get(self->root, "columns"), &left);
    cadre_json_canonical(cadre_json_get(there->root, "columns"), &right);
    *failed = left.failed || right.failed;
    const bool same = !*failed && strcmp(left.data, right.data) == 0;
    cadre_text_free(&left);
    cadre_text_free(&right);
    return same;
}

int cadre_sweep_header_compare_series(const cadre_sweep_header_t *self,
                                      const cadre_sweep_header_t *there, const char *path,
                                      cadre_error_t *err)
{
    bool failed;
    const int code = cadre_sweep_header_compare(self, there, path, err);
    if (code != CADRE_OK || same_columns(self, there, &failed))
        return code;
    if (failed)
        return cadre_error_set(err, CADRE_ERROR_MEMORY, "out of memory");
    cadre_error_set(err, CADRE_ERROR_IDENTITY,
                    "holds series with other columns, of another version of the program");
    cadre_error_at(err, path, 0, 0);
    cadre_error_hint(err, "go on with that version, or choose another directory with -o OTHER");
    return CADRE_ERROR_IDENTITY;
}

int64_t cadre_sweep_shard_runs(int64_t runs, int64_t shard, int64_t shards)
{
    return runs < shard ? 0 : (runs - shard) / shards + 1;
}

void cadre_sweep_header_summary(const cadre_sweep_header_t *self, cadre_table_t *table)
{
    const char *of = "of the metric";
    *table = (cadre_table_t){.name = "summary", .title = "Outcomes at each point, over its runs"};
    cadre_table_add(table, "point", "integer", "", "Number of the point of the design, from 1");
    for (int k = 3; k < CADRE_SWEEP_FIRST_INPUT + self->inputs; k++) {
        const cadre_column_t *column = &self->table.columns[k];
        cadre_table_add(table, column->name, column->type, column->unit, column->meaning);
    }
    cadre_table_add(table, "metric", "string", "",
                    "Outcome, a column of runs.csv without y_; dates as decimal years");
    cadre_table_add(table, "n_runs", "integer", "runs", "Runs that have a value");
    cadre_table_add(table, "n_failed", "integer", "runs", "Runs that failed");
    cadre_table_add(table, "mean", "number", of, "Mean over the runs with a value");
    cadre_table_add(table, "mean_lo", "number", of, "Lower end of its 95 % interval (Student)");
    cadre_table_add(table, "mean_hi", "number", of, "Upper end of its 95 % interval");
    cadre_table_add(table, "sd", "number", of, "Standard deviation, with n - 1");
    cadre_table_add(table, "min", "number", of, "Smallest value");
    cadre_table_add(table, "q05", "number", of, "5 % quantile (type 7)");
    cadre_table_add(table, "q25", "number", of, "25 % quantile");
    cadre_table_add(table, "q50", "number", of, "Median");
    cadre_table_add(table, "q75", "number", of, "75 % quantile");
    cadre_table_add(table, "q95", "number", of, "95 % quantile");
    cadre_table_add(table, "max", "number", of, "Largest value");
}

/* ------------------------------------------------------- the manifest */

/* The version of GSL: a journal has it beside the rest, a manifest among libraries. */
static const char *gsl_of(const cadre_json_t *runs_by)
{
    const cadre_json_t *libraries = cadre_json_get(runs_by, "libraries");
    return text_of(libraries != NULL ? libraries : runs_by, "gsl");
}

static void add_analysis(const cadre_sweep_analysis_t *analysis, cadre_json_writer_t *out)
{
    char seed[24];
    snprintf(seed, sizeof seed, "%" PRIu64, analysis->seed);
    cadre_json_write_open(out, "analysis", '{');
    cadre_json_write_string(out, "method", analysis->method);
    cadre_json_write_string(out, "command", analysis->command);
    cadre_json_write_string(out, "seed", seed);
    cadre_json_write_string(out, "version", CADRE_VERSION);
    cadre_json_write_close(out, '}');
}

void cadre_sweep_header_manifest(const cadre_sweep_header_t *self, const cadre_json_t *runs_by,
                                 const cadre_table_t *tables, int count,
                                 const cadre_sweep_analysis_t *analysis, cadre_text_t *text)
{
    static const char *const copied[] = {"version", "random_numbers", "command", "compiler",
                                         "compile_flags"};
    cadre_json_writer_t out = {.out = text};
    cadre_text_t identity = {0};
    cadre_json_write_open(&out, NULL, '{');
    cadre_json_write_string(&out, "$schema",
                            "https://datapackage.org/profiles/2.0/datapackage.json");
    cadre_json_write_string(&out, "name", self->design);
    cadre_json_write_string(&out, "title", self->title);
    cadre_json_write_open(&out, "cadre", '{');
    cadre_json_write_string(&out, "kind", "sweep");
    cadre_json_write_string(&out, "design", self->design);
    cadre_json_write_string(&out, "scenario", self->scenario);
    cadre_json_canonical(self->identity, &identity);
    cadre_json_write_raw(&out, "identity", identity.failed ? "null" : identity.data);
    text->failed |= identity.failed;
    cadre_json_write_number(&out, "runs", (double)self->runs);
    cadre_json_write_number(&out, "points", (double)self->points);
    cadre_json_write_number(&out, "replicates", (double)self->replicates);
    for (size_t i = 0; i < sizeof copied / sizeof *copied; i++)
        cadre_json_write_string(&out, copied[i], text_of(runs_by, copied[i]));
    cadre_json_write_open(&out, "libraries", '{');
    cadre_json_write_string(&out, "gsl", gsl_of(runs_by));
    cadre_json_write_close(&out, '}');
    if (analysis != NULL)
        add_analysis(analysis, &out);
    cadre_json_write_close(&out, '}');
    cadre_manifest_add_resources(text, tables, count);
    cadre_json_write_close(&out, '}');
    cadre_text_free(&identity);
}
