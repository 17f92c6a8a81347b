/* The results of one `run`: each replicate's rows go to the staged files as it arrives, its values
 * to the samples; the summary is written when all have arrived. */
#include "store/store_internal.h"

#include "base/memory.h"
#include "store/folder.h"
#include "store/rows.h"
#include "store/run_rows.h"
#include "store/samples.h"
#include "store/statistics.h"

#include <string.h>

struct cadre_run_store {
    cadre_run_store_options_t options;
    int organizations; /* observed */
    cadre_rows_t rows;
    cadre_recording_t recording; /* a view of the rows */
    cadre_folder_t folder;       /* its tables in the order of cadre_table_kind_t */
    cadre_samples_t *samples;
    float *values;           /* of one replicate, flows since the row of series.csv before */
    float *column;           /* of one measure at one row, over all runs */
    float *spare;            /* as long, for sorting it */
    cadre_run_place_t place; /* of the last run */
    cadre_error_t error;
};

static size_t values_per_run(const cadre_run_store_t *self)
{
    return (size_t)self->rows.count * (size_t)self->organizations * CADRE_MEASURE_COUNT;
}

static int no_memory(cadre_error_t *err)
{
    return cadre_error_set(err, CADRE_ERROR_MEMORY, "not enough memory for the results");
}

/* ------------------------------------------------------- opening */

static int open_directory(cadre_run_store_t *self, cadre_error_t *err)
{
    const cadre_possession_t claim = {"run", self->options.scenario->name, self->options.force};
    return cadre_folder_open(&self->folder, self->options.directory, &claim, err);
}

static int make_rows(cadre_run_store_t *self, cadre_error_t *err)
{
    const cadre_specification_t *specification = &self->options.scenario->specification;
    self->organizations = cadre_observed_count(specification);
    if (cadre_rows_create(&self->rows, specification, self->options.every) != CADRE_OK)
        return no_memory(err);
    self->recording = (cadre_recording_t){.row_steps = self->rows.steps,
                                          .row_count = self->rows.count,
                                          .year_steps = self->rows.years,
                                          .year_count = self->rows.year_count};
    return CADRE_OK;
}

static int make_samples(cadre_run_store_t *self, size_t bytes, cadre_error_t *err)
{
    const size_t columns = values_per_run(self);
    self->values = cadre_alloc(columns, sizeof *self->values);
    self->column = cadre_alloc((size_t)self->options.runs, sizeof *self->column);
    self->spare = cadre_alloc((size_t)self->options.runs, sizeof *self->spare);
    if (self->values == NULL || self->column == NULL || self->spare == NULL ||
        cadre_samples_create(self->options.runs, (long)columns, bytes,
                             self->folder.directory.staging, &self->samples) != CADRE_OK)
        return no_memory(err);
    return CADRE_OK;
}

int cadre_run_store_open_within(const cadre_run_store_options_t *options, size_t bytes,
                                cadre_run_store_t **out, cadre_error_t *err)
{
    *out = NULL;
    cadre_run_store_t *self = cadre_alloc(1, sizeof *self);
    if (self == NULL)
        return no_memory(err);
    self->options = *options;
    self->folder.directory = (cadre_directory_t){.folder = -1, .staging = -1};
    int code = make_rows(self, err);
    if (code == CADRE_OK)
        code = open_directory(self, err);
    if (code == CADRE_OK)
        code = make_samples(self, bytes, err);
    if (code == CADRE_OK) {
        cadre_table_t runs;
        (void)cadre_table_create_runs(&runs, options->scenario, options->posterior);
        code = cadre_folder_add_table(&self->folder, &runs, options->directory, err);
    }
    for (int kind = CADRE_TABLE_RUNS + 1; code == CADRE_OK && kind < CADRE_TABLE_COUNT; kind++)
        code = cadre_folder_add(&self->folder, (cadre_table_kind_t)kind, options->scenario,
                                options->directory, err);
    if (code == CADRE_OK)
        *out = self;
    else
        cadre_run_store_close(self);
    return code;
}

int cadre_run_store_open(const cadre_run_store_options_t *options, cadre_run_store_t **out,
                         cadre_error_t *err)
{
    return cadre_run_store_open_within(options, CADRE_SAMPLES_BYTES, out, err);
}

const cadre_recording_t *cadre_run_store_recording(const cadre_run_store_t *self)
{
    return &self->recording;
}

const cadre_error_t *cadre_run_store_error(const cadre_run_store_t *self)
{
    return &self->error;
}

/* ------------------------------------------------------- observing */

static void add_kept_rows(cadre_run_store_t *self, const cadre_replicate_t *replicate)
{
    const cadre_scenario_t *scenario = self->options.scenario;
    cadre_add_series_rows(&self->folder.sheets[CADRE_TABLE_SERIES], scenario, replicate,
                          self->rows.steps, self->rows.series, self->values);
    cadre_add_purpose_rows(&self->folder.sheets[CADRE_TABLE_PURPOSE], scenario, replicate,
                           &self->rows);
    cadre_add_branch_rows(&self->folder.sheets[CADRE_TABLE_BRANCHES], scenario, replicate);
    cadre_add_event_rows(&self->folder.sheets[CADRE_TABLE_EVENTS], scenario, replicate);
}

/* Runs come in order, and those of a point one after the other. */
static cadre_run_place_t place_of(cadre_run_store_t *self, int64_t run)
{
    const cadre_run_store_options_t *options = &self->options;
    if (options->posterior == NULL)
        return (cadre_run_place_t){.point = 1, .replicate = run};
    const int64_t point =
        cadre_posterior_point(options->posterior, options->seed, run, options->runs) + 1;
    self->place.replicate = self->place.point == point ? self->place.replicate + 1 : 1;
    self->place.point = point;
    self->place.posterior = options->posterior;
    return self->place;
}

int cadre_run_store_observe(void *context, const cadre_replicate_t *replicate)
{
    cadre_run_store_t *self = context;
    cadre_rows_sum_flows(self->rows.series, self->rows.count, replicate->values,
                         replicate->row_count, self->organizations, self->values);
    cadre_add_run_row(&self->folder.sheets[CADRE_TABLE_RUNS], self->options.scenario,
                      place_of(self, replicate->run), replicate);
    if (replicate->run <= self->options.keep_runs)
        add_kept_rows(self, replicate);
    const int code = cadre_samples_add(self->samples, self->values, &self->error);
    return code != CADRE_OK ? code : cadre_folder_check(&self->folder, &self->error);
}

/* ------------------------------------------------------- summary and manifest */

static void add_summary_row(cadre_run_store_t *self, int row, int k, int measure,
                            const cadre_statistics_t *statistics)
{
    const cadre_scenario_t *scenario = self->options.scenario;
    const cadre_specification_t *specification = &scenario->specification;
    const int organization = cadre_observed_organization(specification, k);
    cadre_sheet_t *sheet = &self->folder.sheets[CADRE_TABLE_SUMMARY];
    cadre_sheet_text(sheet, scenario->name);
    cadre_sheet_text(sheet, specification->organizations[organization].id);
    cadre_sheet_date(sheet, cadre_scenario_day(scenario, self->rows.steps[row]));
    cadre_sheet_integer(sheet, self->rows.steps[row]);
    cadre_sheet_text(sheet, cadre_measure_info((cadre_measure_t)measure)->name);
    cadre_sheet_integer(sheet, statistics->n);
    cadre_sheet_double(sheet, statistics->mean);
    cadre_sheet_double(sheet, statistics->sd);
    cadre_sheet_double(sheet, statistics->min);
    for (int q = 0; q < CADRE_FAN_QUANTILES; q++)
        cadre_sheet_double(sheet, statistics->quantiles[q]);
    cadre_sheet_double(sheet, statistics->max);
    cadre_sheet_end_row(sheet);
}

/* Of one column of the samples, which are [row][organization][measure]. */
static cadre_statistics_t statistics_of(cadre_run_store_t *self, long column)
{
    cadre_statistics_t statistics;
    cadre_samples_column(self->samples, column, self->column);
    cadre_statistics(self->column, (long)cadre_samples_runs(self->samples), self->spare,
                     &statistics);
    return statistics;
}

static void summarize_column(cadre_run_store_t *self, long column)
{
    const long width = (long)self->organizations * CADRE_MEASURE_COUNT;
    const int row = (int)(column / width);
    if (!self->rows.series[row])
        return;
    const cadre_statistics_t statistics = statistics_of(self, column);
    add_summary_row(self, row, (int)(column % width / CADRE_MEASURE_COUNT),
                    (int)(column % CADRE_MEASURE_COUNT), &statistics);
}

static int write_summary(cadre_run_store_t *self, cadre_error_t *err)
{
    const long columns = (long)values_per_run(self);
    const long at_once = cadre_samples_at_once(self->samples);
    for (long first = 0; first < columns; first += at_once) {
        const long count = columns - first < at_once ? columns - first : at_once;
        int code = cadre_samples_load(self->samples, first, count, err);
        for (long column = first; code == CADRE_OK && column < first + count; column++)
            summarize_column(self, column);
        if (code == CADRE_OK)
            code = cadre_sheet_check(&self->folder.sheets[CADRE_TABLE_SUMMARY], err);
        if (code != CADRE_OK)
            return code;
    }
    return CADRE_OK;
}

int cadre_run_store_commit(cadre_run_store_t *self, bool *replaced, cadre_error_t *err)
{
    const cadre_run_store_options_t *options = &self->options;
    const cadre_provenance_t provenance = {
        .kind = "run",
        .subject = options->scenario->name,
        .scenarios = {options->scenario},
        .scenario_count = 1,
        .seed = options->seed,
        .runs = options->runs,
        .keep_runs = options->keep_runs,
        .every = cadre_every_name(options->every),
        .command = options->command,
        .posterior = options->posterior,
        .with_evidence = true,
    };
    int code = write_summary(self, &self->error);
    if (code == CADRE_OK)
        code = cadre_folder_publish(&self->folder, &provenance, replaced, &self->error);
    if (code != CADRE_OK && err != NULL)
        *err = self->error;
    return code;
}

void cadre_run_store_close(cadre_run_store_t *self)
{
    if (self == NULL)
        return;
    cadre_samples_free(self->samples);
    cadre_folder_close(&self->folder);
    cadre_rows_free(&self->rows);
    cadre_free(self->values);
    cadre_free(self->column);
    cadre_free(self->spare);
    cadre_free(self);
}

/* ------------------------------------------------------- for a person */

int cadre_run_store_fan(cadre_run_store_t *self, int organization, cadre_measure_t measure,
                        double (*out)[5])
{
    const long width = (long)self->organizations * CADRE_MEASURE_COUNT;
    for (int row = 0; row < self->rows.count; row++) {
        const long column = row * width + (long)organization * CADRE_MEASURE_COUNT + (long)measure;
        const int code = cadre_samples_load(self->samples, column, 1, &self->error);
        if (code != CADRE_OK)
            return code;
        const cadre_statistics_t statistics = statistics_of(self, column);
        memcpy(out[row], statistics.quantiles, sizeof statistics.quantiles);
    }
    return CADRE_OK;
}
