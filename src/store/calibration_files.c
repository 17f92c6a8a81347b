#define _POSIX_C_SOURCE 200809L
#include "store/calibration_files.h"

#include "analysis/scorecard.h"
#include "base/build.h"
#include "base/memory.h"
#include "calibration/marginals.h"
#include "model/world.h"
#include "store/directory.h"
#include "store/identity.h"
#include "store/manifest.h"
#include "store/sheet.h"
#include "store/tables.h"

#include <gsl/gsl_version.h>
#include <math.h>

enum { POSTERIOR, GENERATIONS, MARGINALS, PREDICTIONS, TABLES };

static const struct {
    const char *name;
    cadre_table_kind_t kind;
} NAMES[TABLES] = {{"posterior.csv", CADRE_TABLE_POSTERIOR},
                   {"generations.csv", CADRE_TABLE_GENERATIONS},
                   {"marginals.csv", CADRE_TABLE_MARGINALS},
                   {"predictions.csv", CADRE_TABLE_PREDICTIONS}};

typedef struct {
    cadre_directory_t directory;
    cadre_table_t tables[TABLES];
    cadre_sheet_t sheets[TABLES];
} files_t;

static int no_memory(cadre_error_t *err)
{
    return cadre_error_set(err, CADRE_ERROR_MEMORY, "not enough memory for the calibration");
}

static int create_tables(const cadre_experiment_t *experiment, files_t *files)
{
    char name[sizeof files->tables->columns->name];
    int code = CADRE_OK;
    for (int i = 0; code == CADRE_OK && i < TABLES; i++)
        code = cadre_table_create(&files->tables[i], NAMES[i].kind, NULL);
    for (int k = 0; k < experiment->design.input_count; k++) {
        cadre_column_name('p', experiment->design.inputs[k].name, name, sizeof name);
        cadre_table_add(&files->tables[0], name, experiment->inputs[k].type,
                        experiment->inputs[k].unit, experiment->inputs[k].meaning);
    }
    return files->tables[0].failed ? CADRE_ERROR_MEMORY : code;
}

static int create_sheets(files_t *files, cadre_error_t *err)
{
    for (int i = 0; i < TABLES; i++) {
        FILE *stream;
        const int code = cadre_directory_create(&files->directory, NAMES[i].name, &stream, err);
        if (code != CADRE_OK)
            return code;
        cadre_sheet_begin(&files->sheets[i], stream, NAMES[i].name);
        cadre_table_add_header(&files->tables[i], &files->sheets[i]);
    }
    return CADRE_OK;
}

/* A value of input k, as the posterior has it. */
static void add_value(const cadre_experiment_t *experiment, int k, double x, cadre_sheet_t *sheet)
{
    cadre_text_t value = {0};
    cadre_experiment_value(experiment, k, x, &value);
    cadre_sheet_text(sheet, value.failed ? "" : value.data);
    sheet->text.failed |= value.failed;
    cadre_text_free(&value);
}

static void add_particles(const cadre_calibration_options_t *options, cadre_sheet_t *sheet)
{
    const cadre_population_t posterior = cadre_abc_posterior(options->abc);
    const int inputs = options->experiment->design.input_count;
    for (int64_t i = 0; i < posterior.count; i++) {
        cadre_sheet_integer(sheet, i + 1);
        cadre_sheet_double(sheet, posterior.weights[i]);
        cadre_sheet_double(sheet, posterior.distances[i]);
        for (int k = 0; k < inputs; k++)
            add_value(options->experiment, k, posterior.points[i * inputs + k], sheet);
        cadre_sheet_end_row(sheet);
    }
}

static void add_generations(const cadre_abc_t *abc, cadre_sheet_t *sheet)
{
    int count;
    const cadre_generation_t *rows = cadre_abc_generations(abc, &count);
    for (int g = 0; g < count; g++) {
        cadre_sheet_integer(sheet, g + 1);
        cadre_sheet_double(sheet, rows[g].tolerance);
        cadre_sheet_integer(sheet, rows[g].runs);
        cadre_sheet_integer(sheet, rows[g].accepted);
        cadre_sheet_float(sheet, (float)rows[g].ess);
        cadre_sheet_end_row(sheet);
    }
}

static int add_marginals(const cadre_calibration_options_t *options, cadre_sheet_t *sheet)
{
    const cadre_experiment_t *experiment = options->experiment;
    const cadre_population_t posterior = cadre_abc_posterior(options->abc);
    int64_t count;
    const double *prior = cadre_abc_prior(options->abc, &count);
    for (int k = 0; k < experiment->design.input_count; k++) {
        cadre_marginal_t of;
        const int code = cadre_marginal(&experiment->design, &posterior, k, prior, count, &of);
        if (code != CADRE_OK)
            return code;
        cadre_sheet_text(sheet, experiment->design.inputs[k].name);
        for (int q = 0; q < 3; q++)
            cadre_sheet_double(sheet, of.prior[q]);
        for (int q = 0; q < 3; q++)
            cadre_sheet_double(sheet, of.posterior[q]);
        cadre_sheet_double(sheet, of.contraction);
        cadre_sheet_double(sheet, of.difference);
        cadre_sheet_integer(sheet, of.identified);
        cadre_sheet_text(sheet, experiment->inputs[k].unit);
        cadre_sheet_end_row(sheet);
    }
    return CADRE_OK;
}

static double told(const cadre_pattern_t *pattern, double x)
{
    return pattern->take == CADRE_TAKE_DATE ? cadre_decimal_year(x) : x;
}

static void add_prediction(const cadre_pattern_t *pattern, const cadre_prediction_t *of,
                           cadre_sheet_t *sheet)
{
    cadre_sheet_float(sheet, (float)told(pattern, of->median));
    cadre_sheet_float(sheet, (float)told(pattern, of->q05));
    cadre_sheet_float(sheet, (float)told(pattern, of->q95));
    cadre_sheet_double(sheet, of->inside);
    cadre_sheet_double(sheet, of->interval.low);
    cadre_sheet_double(sheet, of->interval.high);
    cadre_sheet_integer(sheet, of->runs);
}

static const char *use_of(const cadre_experiment_t *experiment, int k)
{
    return k >= experiment->target_count       ? "held-out"
           : experiment->readings[k].condition ? "condition"
                                               : "target";
}

static int add_predictions(const cadre_calibration_options_t *options, cadre_sheet_t *sheet)
{
    const cadre_experiment_t *experiment = options->experiment;
    for (int k = 0; k < experiment->reading_count; k++) {
        const cadre_pattern_t *pattern = &experiment->readings[k].pattern;
        cadre_prediction_t prior, posterior;
        int code = cadre_calibration_predict_prior(experiment, options->abc, k, &prior);
        if (code == CADRE_OK)
            code = cadre_calibration_predict(experiment, options->abc, k, &posterior);
        if (code != CADRE_OK)
            return code;
        cadre_sheet_text(sheet, pattern->id);
        cadre_sheet_text(sheet, use_of(experiment, k));
        cadre_sheet_text(sheet, pattern->group);
        cadre_sheet_double(sheet, told(pattern, pattern->low));
        cadre_sheet_double(sheet, told(pattern, pattern->value));
        cadre_sheet_double(sheet, told(pattern, pattern->high));
        add_prediction(pattern, &prior, sheet);
        add_prediction(pattern, &posterior, sheet);
        cadre_sheet_end_row(sheet);
    }
    return CADRE_OK;
}

static void add_names(const cadre_experiment_t *experiment, const char *key, int first, int count,
                      cadre_json_writer_t *out)
{
    cadre_json_write_open(out, key, '[');
    for (int i = first; i < first + count; i++)
        cadre_json_write_string(out, NULL, experiment->readings[i].name);
    cadre_json_write_close(out, ']');
}

static void write_manifest(const cadre_calibration_options_t *options, const files_t *files,
                           cadre_text_t *text)
{
    const cadre_experiment_t *experiment = options->experiment;
    const int targets = experiment->target_count;
    cadre_json_writer_t out = {.out = text};
    cadre_json_write_open(&out, NULL, '{');
    cadre_json_write_string(&out, "$schema",
                            "https://datapackage.org/profiles/2.0/datapackage.json");
    cadre_json_write_string(&out, "name", experiment->name);
    cadre_json_write_string(&out, "title", experiment->title);
    cadre_json_write_open(&out, "cadre", '{');
    cadre_json_write_string(&out, "kind", CADRE_CALIBRATION_KIND);
    cadre_json_write_string(&out, "design", experiment->name);
    cadre_json_write_string(&out, "scenario", experiment->bases[0]->name);
    cadre_identity_add(experiment, -1, NULL, &out);
    cadre_json_write_number(&out, "runs", (double)cadre_abc_runs(options->abc));
    cadre_json_write_string(&out, "stopped", cadre_stop_name(cadre_abc_stopped(options->abc)));
    add_names(experiment, "targets", 0, targets, &out);
    add_names(experiment, "held_out", targets, experiment->reading_count - targets, &out);
    cadre_json_write_open(&out, "inputs", '[');
    for (int k = 0; k < experiment->design.input_count; k++)
        cadre_json_write_string(&out, NULL, experiment->design.inputs[k].name);
    cadre_json_write_close(&out, ']');
    cadre_json_write_string(&out, "version", CADRE_VERSION);
    cadre_json_write_string(&out, "command", options->command);
    cadre_json_write_string(&out, "compiler", CADRE_COMPILER);
    cadre_json_write_string(&out, "compile_flags", CADRE_COMPILE_FLAGS);
    cadre_json_write_open(&out, "libraries", '{');
    cadre_json_write_string(&out, "gsl", gsl_version);
    cadre_json_write_close(&out, '}');
    cadre_json_write_close(&out, '}');
    cadre_manifest_add_resources(text, files->tables, TABLES);
    cadre_json_write_close(&out, '}');
}

static int write_files(const cadre_calibration_options_t *options, files_t *files,
                       cadre_error_t *err)
{
    cadre_text_t manifest = {0};
    int code = create_tables(options->experiment, files);
    if (code != CADRE_OK)
        return no_memory(err);
    code = create_sheets(files, err);
    if (code != CADRE_OK)
        return code;
    add_particles(options, &files->sheets[POSTERIOR]);
    add_generations(options->abc, &files->sheets[GENERATIONS]);
    code = add_marginals(options, &files->sheets[MARGINALS]);
    if (code == CADRE_OK)
        code = add_predictions(options, &files->sheets[PREDICTIONS]);
    if (code != CADRE_OK)
        return no_memory(err);
    for (int i = 0; i < TABLES && code == CADRE_OK; i++)
        code = cadre_sheet_finish(&files->sheets[i], err);
    if (code != CADRE_OK)
        return code;
    write_manifest(options, files, &manifest);
    code = manifest.failed
               ? no_memory(err)
               : cadre_directory_publish(&files->directory, manifest.data, manifest.length, err);
    cadre_text_free(&manifest);
    return code;
}

int cadre_calibration_files(const cadre_calibration_options_t *options, cadre_error_t *err)
{
    const cadre_possession_t claim = {CADRE_CALIBRATION_KIND, options->experiment->bases[0]->name,
                                      options->force};
    files_t files = {0};
    int code = cadre_directory_open(&files.directory, options->directory, &claim, err);
    if (code != CADRE_OK)
        return code;
    code = write_files(options, &files, err);
    for (int i = 0; i < TABLES; i++) {
        if (files.sheets[i].stream != NULL)
            fclose(files.sheets[i].stream);
        cadre_sheet_end(&files.sheets[i]);
        cadre_table_free(&files.tables[i]);
    }
    cadre_directory_close(&files.directory);
    return code;
}
