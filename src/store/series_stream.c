/* `run -o -`: series.csv to a stream. It records the rows of a run in a directory, also those of
 * the other files: a flow summed over the same parts has the same last digit. */
#include "base/memory.h"
#include "store/rows.h"
#include "store/run_rows.h"
#include "store/tables.h"

struct cadre_series_stream {
    const cadre_scenario_t *scenario;
    cadre_rows_t rows;
    cadre_recording_t recording; /* a view of the rows */
    cadre_sheet_t sheet;
    float *values; /* of one replicate, flows since the row before of series.csv */
    cadre_error_t error;
};

static int make_room(cadre_series_stream_t *self, cadre_every_t every)
{
    const cadre_specification_t *specification = &self->scenario->specification;
    const size_t observed = (size_t)cadre_observed_count(specification);
    const int code = cadre_rows_create(&self->rows, specification, every);
    if (code != CADRE_OK)
        return code;
    self->recording =
        (cadre_recording_t){.row_steps = self->rows.steps, .row_count = self->rows.count};
    self->values = cadre_alloc((size_t)self->rows.count * observed * CADRE_MEASURE_COUNT,
                               sizeof *self->values);
    return self->values != NULL ? CADRE_OK : CADRE_ERROR_MEMORY;
}

static int write_header(cadre_series_stream_t *self, cadre_error_t *err)
{
    cadre_table_t table;
    int code = cadre_table_create(&table, CADRE_TABLE_SERIES, self->scenario);
    if (code == CADRE_OK) {
        cadre_table_add_header(&table, &self->sheet);
        code = cadre_sheet_flush(&self->sheet, err);
    }
    cadre_table_free(&table);
    return code;
}

int cadre_series_stream_open(FILE *stream, const cadre_scenario_t *scenario, cadre_every_t every,
                             cadre_series_stream_t **out, cadre_error_t *err)
{
    *out = NULL;
    cadre_series_stream_t *self = cadre_alloc(1, sizeof *self);
    if (self == NULL)
        return cadre_error_set(err, CADRE_ERROR_MEMORY, "not enough memory for the series");
    self->scenario = scenario;
    cadre_sheet_begin(&self->sheet, stream, "standard output");
    int code = make_room(self, every);
    if (code != CADRE_OK)
        cadre_error_set(err, code, "not enough memory for the series");
    else
        code = write_header(self, err);
    if (code == CADRE_OK)
        *out = self;
    else
        cadre_series_stream_close(self);
    return code;
}

const cadre_recording_t *cadre_series_stream_recording(const cadre_series_stream_t *self)
{
    return &self->recording;
}

int cadre_series_stream_observe(void *context, const cadre_replicate_t *replicate)
{
    cadre_series_stream_t *self = context;
    cadre_rows_sum_flows(self->rows.series, self->rows.count, replicate->values,
                         replicate->row_count, replicate->organizations, self->values);
    cadre_add_series_rows(&self->sheet, self->scenario, replicate, self->rows.steps,
                          self->rows.series, self->values);
    return cadre_sheet_flush(&self->sheet, &self->error);
}

const cadre_error_t *cadre_series_stream_error(const cadre_series_stream_t *self)
{
    return &self->error;
}

void cadre_series_stream_close(cadre_series_stream_t *self)
{
    if (self == NULL)
        return;
    cadre_sheet_end(&self->sheet);
    cadre_rows_free(&self->rows);
    cadre_free(self->values);
    cadre_free(self);
}
