/* `run -o -`: the rows of series.csv to a stream, with nothing kept in between. */
#include "store/run_rows.h"
#include "store/tables.h"

static const char STREAM[] = "standard output";

static int finish(cadre_sheet_t *sheet)
{
    const int code = cadre_sheet_flush(sheet, NULL);
    cadre_sheet_end(sheet);
    return code;
}

int cadre_series_stream_header(FILE *stream)
{
    cadre_table_t table;
    cadre_sheet_t sheet;
    int code = cadre_table_create(&table, CADRE_TABLE_SERIES, NULL);
    cadre_sheet_begin(&sheet, stream, STREAM);
    if (code == CADRE_OK) {
        cadre_table_add_header(&table, &sheet);
        code = finish(&sheet);
    }
    cadre_table_free(&table);
    return code;
}

int cadre_series_stream_rows(FILE *stream, const cadre_scenario_t *scenario,
                             const cadre_recording_t *recording, const cadre_replicate_t *replicate)
{
    cadre_sheet_t sheet;
    cadre_sheet_begin(&sheet, stream, STREAM);
    cadre_add_series_rows(&sheet, scenario, replicate, recording->row_steps, NULL,
                          replicate->values);
    return finish(&sheet);
}
