#include "report/data_table.h"

#include "base/dates.h"
#include "base/memory.h"
#include "base/text.h"

#include <math.h>
#include <stdint.h>

enum { FIRST_ROWS = 256 };
static const size_t LARGEST_FILE = (size_t)1 << 31;

static int no_memory(cadre_error_t *err)
{
    return cadre_error_set(err, CADRE_ERROR_MEMORY, "out of memory while reading results");
}

/* Room for one more row. */
static int reserve(cadre_data_t *self)
{
    const size_t had = (size_t)self->capacity, width = (size_t)self->columns;
    const size_t rows = had > 0 ? 2 * had : FIRST_ROWS;
    if (self->rows < self->capacity)
        return CADRE_OK;
    const char **cells = cadre_resize(self->cells, had * width, rows * width, sizeof *cells);
    if (cells == NULL)
        return CADRE_ERROR_MEMORY;
    self->cells = cells;
    int *lines = cadre_resize(self->lines, had, rows, sizeof *lines);
    if (lines == NULL)
        return CADRE_ERROR_MEMORY;
    self->lines = lines;
    self->capacity = (long)rows;
    return CADRE_OK;
}

static int read_rows(cadre_data_t *self, cadre_error_t *err)
{
    int status = CADRE_OK;
    self->columns = self->csv.header_count;
    while (cadre_csv_next(&self->csv, &status)) {
        if (reserve(self) != CADRE_OK)
            return no_memory(err);
        for (int c = 0; c < self->columns; c++)
            self->cells[self->rows * self->columns + c] = self->csv.fields[c];
        self->lines[self->rows++] = self->csv.lines[0];
    }
    return status;
}

int cadre_data_read(cadre_data_t *self, const char *folder, const char *file, cadre_error_t *err)
{
    cadre_text_t path = {0};
    *self = (cadre_data_t){.bad_row = -1};
    cadre_text_addf(&path, "%s/%s", folder, file);
    self->path = path.data;
    if (path.failed)
        return no_memory(err);
    int status = cadre_csv_open(&self->csv, self->path, LARGEST_FILE, err);
    if (status == CADRE_OK)
        status = cadre_csv_read_header(&self->csv);
    if (status == CADRE_OK)
        status = read_rows(self, err);
    return status;
}

void cadre_data_free(cadre_data_t *self)
{
    cadre_csv_close(&self->csv);
    cadre_free(self->path);
    cadre_free(self->cells);
    cadre_free(self->lines);
    *self = (cadre_data_t){.bad_row = -1};
}

int cadre_data_find(const cadre_data_t *self, const char *name)
{
    return cadre_csv_find(&self->csv, name);
}

int cadre_data_need(const cadre_data_t *self, const char *const *names, int count, int *out,
                    cadre_error_t *err)
{
    for (int i = 0; i < count; i++) {
        out[i] = cadre_data_find(self, names[i]);
        if (out[i] >= 0)
            continue;
        cadre_error_set(err, CADRE_ERROR_INPUT, "there is no column '%s'", names[i]);
        cadre_error_at(err, self->path, 1, 0);
        return CADRE_ERROR_INPUT;
    }
    return CADRE_OK;
}

const char *cadre_data_text(const cadre_data_t *self, long row, int column)
{
    return self->cells[row * self->columns + column];
}

static void keep_mistake(cadre_data_t *self, long row, int column, const char *allowed)
{
    if (self->bad_row >= 0)
        return;
    self->bad_row = row;
    self->bad_column = column;
    self->bad_allowed = allowed;
}

double cadre_data_number(cadre_data_t *self, long row, int column)
{
    const char *text = cadre_data_text(self, row, column);
    double value = NAN;
    if (text[0] != '\0' && !cadre_parse_number(text, &value)) {
        keep_mistake(self, row, column, "a number");
        return NAN;
    }
    return value;
}

double cadre_data_day(cadre_data_t *self, long row, int column)
{
    int32_t days = 0;
    if (cadre_date_parse(cadre_data_text(self, row, column), &days) != CADRE_OK) {
        keep_mistake(self, row, column, "a date (YYYY-MM-DD)");
        return NAN;
    }
    return days;
}

int cadre_data_check(const cadre_data_t *self, cadre_error_t *err)
{
    if (self->bad_row < 0)
        return CADRE_OK;
    const char *found = cadre_data_text(self, self->bad_row, self->bad_column);
    cadre_error_set(err, CADRE_ERROR_INPUT, "column '%s' holds '%s', which is not %s",
                    self->csv.header[self->bad_column], found, self->bad_allowed);
    cadre_error_at(err, self->path, self->lines[self->bad_row], 0);
    cadre_error_found(err, found);
    return CADRE_ERROR_INPUT;
}
