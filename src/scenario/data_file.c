#include "scenario/data_file.h"

#include "base/dates.h"
#include "base/memory.h"
#include "scenario/reference.h"

#include <sha256.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { MAX_BYTES = 16 << 20, MAX_COLUMNS = 256 };

/* A file cut into lines and fields in place. */
typedef struct {
    const char *path;
    char *next; /* where the next line begins, at the terminator: none is left */
    int line;
    char *fields[MAX_COLUMNS]; /* of the current line */
    int columns[MAX_COLUMNS];  /* where they begin, from 1 */
    int field_count;
    cadre_error_t *err;
} table_t;

__attribute__((format(printf, 4, 5))) static int fail_at(const table_t *self, int column,
                                                         const char *found, const char *format, ...)
{
    char message[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    cadre_error_set(self->err, CADRE_ERROR_INPUT, "%s", message);
    cadre_error_at(self->err, self->path, self->line, column);
    cadre_error_found(self->err, found);
    return CADRE_ERROR_INPUT;
}

/* Cuts one quoted field in place; `*end` gets what follows its closing quote. */
static char *unquote(char *field, char **end)
{
    char *out = field;
    const char *in = field + 1;
    while (*in != '\0' && !(in[0] == '"' && in[1] != '"')) {
        in += in[0] == '"';
        *out++ = *in++;
    }
    *end = *in == '"' ? field + (in - field) + 1 : NULL;
    *out = '\0';
    return field;
}

/* Cuts the current line, already terminated, into fields. */
static int split(table_t *self, char *text)
{
    char *const start = text;
    for (self->field_count = 0; self->field_count < MAX_COLUMNS;) {
        const int column = (int)(text - start) + 1;
        char *end = text + strcspn(text, ",");
        if (*text == '"')
            unquote(text, &end);
        if (end == NULL || (*end != ',' && *end != '\0'))
            return fail_at(self, column, "\"", "a quoted field does not end properly");
        self->fields[self->field_count] = text;
        self->columns[self->field_count++] = column;
        if (*end == '\0')
            return CADRE_OK;
        *end = '\0';
        text = end + 1;
    }
    return fail_at(self, 1, "", "more than %d columns", MAX_COLUMNS);
}

/* Advances to the next line; false at the end of the file or, with `*status` set, on an error. */
static bool next_line(table_t *self, int *status)
{
    if (*status != CADRE_OK || *self->next == '\0')
        return false;
    char *text = self->next;
    char *end = text + strcspn(text, "\n");
    self->next = *end ? end + 1 : end;
    if (end > text && end[-1] == '\r')
        end--;
    *end = '\0';
    self->line++;
    *status = split(self, text);
    return *status == CADRE_OK;
}

static int find_field(const table_t *self, const char *name)
{
    for (int i = 0; i < self->field_count; i++)
        if (strcmp(self->fields[i], name) == 0)
            return i;
    return -1;
}

static int read_header(table_t *self, const cadre_json_t *column, int *date, int *value)
{
    int status = CADRE_OK;
    if (!next_line(self, &status))
        return status ? status : fail_at(self, 1, "", "the file is empty");
    for (int i = 0; i < self->field_count; i++)
        if (find_field(self, self->fields[i]) < i)
            return fail_at(self, self->columns[i], self->fields[i], "column '%s' appears twice",
                           self->fields[i]);
    *date = find_field(self, "date");
    if (*date < 0)
        return fail_at(self, 1, "", "the header has no column 'date' (commas separate columns)");
    *value = find_field(self, cadre_json_string(column));
    if (*value >= 0)
        return CADRE_OK;
    const char *nearest = cadre_nearest(cadre_json_string(column),
                                        (const char *const *)self->fields, self->field_count);
    status = cadre_refuse(column, self->err, NULL, "the file has no column '%s'",
                          cadre_json_string(column));
    cadre_suggest(self->err, nearest);
    return status;
}

static int read_row(const table_t *self, int fields, int date, int value, cadre_point_t *out)
{
    if (self->field_count != fields)
        return fail_at(self, 1, "", "%d field%s where the header has %d", self->field_count,
                       self->field_count == 1 ? "" : "s", fields);
    const char *day = self->fields[date], *number = self->fields[value];
    if (cadre_date_parse(day, &out->day) != CADRE_OK)
        return fail_at(self, self->columns[date], day, "'%s' is not a date (YYYY-MM-DD)", day);
    if (number[0] == '\0')
        return fail_at(self, self->columns[value], "", "there is no number here");
    if (!cadre_parse_number(number, &out->value))
        return fail_at(self, self->columns[value], number, "'%s' is not a number", number);
    out->file = self->path;
    out->line = self->line;
    out->column = self->columns[value];
    return CADRE_OK;
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

static int read_points(cadre_loading_t *self, table_t *table, const cadre_json_t *column,
                       cadre_point_t **points, int *count)
{
    int date = 0, value = 0;
    const size_t lines = (size_t)count_lines(table->next);
    int status = read_header(table, column, &date, &value);
    if (status != CADRE_OK)
        return status;
    cadre_point_t *rows = cadre_owner_alloc(self->owner, lines, sizeof *rows, self->err);
    if (rows == NULL)
        return CADRE_ERROR_MEMORY;
    const int fields = table->field_count;
    for (*count = 0; next_line(table, &status); ++*count) {
        status = read_row(table, fields, date, value, &rows[*count]);
        if (status == CADRE_OK && *count > 0 && rows[*count].day <= rows[*count - 1].day)
            status = fail_at(table, table->columns[date], table->fields[date],
                             "dates must increase, but '%s' follows an equal or later one",
                             table->fields[date]);
    }
    if (status == CADRE_OK && *count == 0)
        status = fail_at(table, 1, "", "there are no rows under the header");
    *points = rows;
    return status;
}

/* Enters the file into the sorted list that the scenario's identity is made of, once. */
static int record(cadre_loading_t *self, const char *path, const char *text, size_t length)
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
    SHA256Data((const uint8_t *)text, length, file->sha256);
    file->next = *place;
    *place = file;
    return CADRE_OK;
}

int cadre_data_file_read(cadre_loading_t *self, const cadre_json_t *file,
                         const cadre_json_t *column, cadre_point_t **points, int *count)
{
    table_t table = {.err = self->err};
    const char *name;
    char *text = NULL;
    size_t length = 0;
    int status = cadre_reference_resolve(self, file, &table.path);
    if (status == CADRE_OK)
        status = cadre_json_read_string(column, &name, self->err);
    if (status == CADRE_OK)
        status = cadre_read_file(table.path, MAX_BYTES, &text, &length, self->err);
    if (status == CADRE_OK)
        status = record(self, table.path, text, length);
    if (status != CADRE_OK)
        goto out;
    table.next = text;
    table.line = 1;
    if (strlen(text) != length)
        status = fail_at(&table, 0, "", "the file contains a NUL byte: it is no text");
    else if (strncmp(text, "\xef\xbb\xbf", 3) == 0)
        status = fail_at(&table, 1, "", "the file begins with a byte order mark: remove it");
    table.line = 0;
    if (status == CADRE_OK)
        status = read_points(self, &table, column, points, count);
out:
    cadre_free(text);
    return status;
}
