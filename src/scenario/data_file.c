#include "scenario/data_file.h"

#include "base/csv.h"
#include "base/dates.h"
#include "scenario/reference.h"

#include <sha256.h>
#include <string.h>

enum { MAX_BYTES = 16 << 20 };

static int find_columns(cadre_csv_t *csv, const cadre_json_t *column, int *date, int *value)
{
    *date = cadre_csv_find(csv, "date");
    if (*date < 0)
        return cadre_csv_refuse(csv, -1,
                                "the header has no column 'date' (commas separate columns)");
    *value = cadre_csv_find(csv, cadre_json_string(column));
    if (*value >= 0)
        return CADRE_OK;
    const char *nearest = cadre_nearest(cadre_json_string(column), (const char *const *)csv->header,
                                        csv->header_count);
    const int status = cadre_refuse(column, csv->err, NULL, "the file has no column '%s'",
                                    cadre_json_string(column));
    cadre_suggest(csv->err, nearest);
    return status;
}

static int read_row(cadre_csv_t *csv, int date, int value, cadre_point_t *out)
{
    const char *day = csv->fields[date];
    if (cadre_date_parse(day, &out->day) != CADRE_OK)
        return cadre_csv_refuse(csv, date, "'%s' is not a date (YYYY-MM-DD)", day);
    out->file = csv->path;
    out->line = csv->lines[value];
    out->column = csv->columns[value];
    return cadre_csv_number(csv, value, &out->value);
}

static int count_lines(const char *text)
{
    int lines = 1;
    while ((text = strchr(text, '\n')) != NULL) {
        lines++;
        text++;
    }
    return lines;
}

static int read_points(cadre_loading_t *self, cadre_csv_t *csv, const cadre_json_t *column,
                       cadre_point_t **points, int *count)
{
    int date = 0, value = 0;
    const size_t lines = (size_t)count_lines(csv->text);
    int status = cadre_csv_read_header(csv);
    if (status == CADRE_OK)
        status = find_columns(csv, column, &date, &value);
    if (status != CADRE_OK)
        return status;
    cadre_point_t *rows = cadre_owner_alloc(self->owner, lines, sizeof *rows, self->err);
    if (rows == NULL)
        return CADRE_ERROR_MEMORY;
    for (*count = 0; cadre_csv_next(csv, &status); ++*count) {
        status = read_row(csv, date, value, &rows[*count]);
        if (status == CADRE_OK && *count > 0 && rows[*count].day <= rows[*count - 1].day)
            status = cadre_csv_refuse(csv, date,
                                      "dates must increase, but '%s' follows an equal or later one",
                                      csv->fields[date]);
    }
    if (status == CADRE_OK && *count == 0)
        status = cadre_csv_refuse(csv, -1, "there are no rows under the header");
    *points = rows;
    return status;
}

/* The list is sorted by path. */
int cadre_data_file_record(cadre_loading_t *self, const char *path, const char *sha256)
{
    const char *name = path + self->folder_length;
    cadre_data_file_t **place = &self->data_files;
    while (*place != NULL && strcmp((*place)->path, name) < 0)
        place = &(*place)->next;
    if (*place != NULL && strcmp((*place)->path, name) == 0)
        return CADRE_OK;
    cadre_data_file_t *file = cadre_owner_alloc(self->owner, 1, sizeof *file, self->err);
    if (file == NULL)
        return CADRE_ERROR_MEMORY;
    file->path = name;
    memcpy(file->sha256, sha256, sizeof file->sha256);
    file->next = *place;
    *place = file;
    return CADRE_OK;
}

int cadre_data_file_read(cadre_loading_t *self, const cadre_json_t *file,
                         const cadre_json_t *column, cadre_point_t **points, int *count)
{
    cadre_csv_t csv = {0};
    const char *name, *path;
    char sha256[65];
    int status = cadre_reference_resolve(self, file, &path);
    if (status == CADRE_OK)
        status = cadre_json_read_string(column, &name, self->err);
    if (status == CADRE_OK)
        status = cadre_csv_open(&csv, path, MAX_BYTES, self->err);
    if (status == CADRE_OK) {
        SHA256Data((const uint8_t *)csv.text, csv.length, sha256);
        status = cadre_data_file_record(self, path, sha256);
    }
    if (status == CADRE_OK)
        status = read_points(self, &csv, column, points, count);
    cadre_csv_close(&csv);
    return status;
}
