#include "base/csv.h"

#include "base/memory.h"
#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { FIRST_CAPACITY = 16 };

static int fail_at(const cadre_csv_t *self, int line, int column, const char *found,
                   const char *message)
{
    cadre_error_set(self->err, CADRE_ERROR_INPUT, "%s", message);
    cadre_error_at(self->err, self->path, line, column);
    cadre_error_found(self->err, found);
    return CADRE_ERROR_INPUT;
}

int cadre_csv_refuse(const cadre_csv_t *self, int field, const char *format, ...)
{
    char message[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    if (field < 0)
        return fail_at(self, self->field_count > 0 ? self->lines[0] : 0, 1, "", message);
    return fail_at(self, self->lines[field], self->columns[field], self->fields[field], message);
}

static int begin(cadre_csv_t *self)
{
    self->next = self->text;
    if (strlen(self->text) != self->length)
        return fail_at(self, 1, 0, "", "the file contains a NUL byte: it is no text");
    if (strncmp(self->text, "\xef\xbb\xbf", 3) == 0)
        return fail_at(self, 1, 1, "", "the file begins with a byte order mark: remove it");
    return CADRE_OK;
}

int cadre_csv_open(cadre_csv_t *self, const char *path, size_t limit, cadre_error_t *err)
{
    *self = (cadre_csv_t){.path = path, .line = 1, .err = err};
    const int status = cadre_read_file(path, limit, &self->text, &self->length, err);
    return status == CADRE_OK ? begin(self) : status;
}

int cadre_csv_open_text(cadre_csv_t *self, const char *name, const char *text, size_t length,
                        cadre_error_t *err)
{
    *self = (cadre_csv_t){.path = name, .line = 1, .length = length, .err = err};
    self->text = cadre_copy_text_n(text, length);
    return self->text != NULL ? begin(self)
                              : cadre_error_set(err, CADRE_ERROR_MEMORY, "out of memory");
}

static void free_header(cadre_csv_t *self)
{
    for (int i = 0; i < self->header_count; i++)
        cadre_free(self->header[i]);
    cadre_free(self->header);
}

void cadre_csv_close(cadre_csv_t *self)
{
    free_header(self);
    cadre_free(self->text);
    cadre_free(self->fields);
    cadre_free(self->lines);
    cadre_free(self->columns);
    *self = (cadre_csv_t){0};
}

/* ------------------------------------------------------- cutting records */

/* Removes the quotes of one field in place; returns what follows its closing quote, NULL if there
 * is none. `*line` and `*line_start` move with the line ends inside. */
static char *unquote(char *field, int *line, const char **line_start)
{
    char *out = field;
    const char *in = field + 1;
    while (*in != '\0' && !(in[0] == '"' && in[1] != '"')) {
        in += in[0] == '"';
        if (*in == '\n') {
            ++*line;
            *line_start = in + 1;
        }
        *out++ = *in++;
    }
    char *const end = *in == '"' ? field + (in - field) + 1 : NULL;
    *out = '\0';
    return end;
}

static void *widen(void *old, int count, size_t size)
{
    const size_t wider = count > 0 ? 2 * (size_t)count : FIRST_CAPACITY;
    return cadre_resize(old, (size_t)count, wider, size);
}

/* Room for one more field. */
static int reserve(cadre_csv_t *self)
{
    if (self->field_count < self->capacity)
        return CADRE_OK;
    char **fields = widen(self->fields, self->capacity, sizeof *fields);
    self->fields = fields != NULL ? fields : self->fields;
    int *lines = fields != NULL ? widen(self->lines, self->capacity, sizeof *lines) : NULL;
    self->lines = lines != NULL ? lines : self->lines;
    int *columns = lines != NULL ? widen(self->columns, self->capacity, sizeof *columns) : NULL;
    if (columns == NULL)
        return cadre_error_set(self->err, CADRE_ERROR_MEMORY, "out of memory");
    self->columns = columns;
    self->capacity = self->capacity > 0 ? 2 * self->capacity : FIRST_CAPACITY;
    return CADRE_OK;
}

/* Whether a record ends here, and how many characters its end takes. */
static bool ends(const char *text, size_t *taken)
{
    *taken = text[0] == '\r' && (text[1] == '\n' || text[1] == '\0') ? 1 : 0;
    *taken += text[*taken] == '\n';
    return *taken > 0 || text[0] == '\0';
}

/* Where an unquoted field ends: at a comma or at the end of the record. */
static char *plain_end(char *text)
{
    size_t taken;
    text += strcspn(text, ",\r\n");
    while (*text == '\r' && !ends(text, &taken))
        text += 1 + strcspn(text + 1, ",\r\n");
    return text;
}

/* Cuts the next record into fields. */
static int split(cadre_csv_t *self)
{
    char *field = self->next;
    const char *line_start = field;
    size_t taken = 0;
    for (self->field_count = 0;; self->field_count++) {
        const int column = (int)(field - line_start) + 1, line = self->line;
        if (reserve(self) != CADRE_OK)
            return CADRE_ERROR_MEMORY;
        char *end = *field == '"' ? unquote(field, &self->line, &line_start) : plain_end(field);
        if (end == NULL || (*end != ',' && !ends(end, &taken)))
            return fail_at(self, line, column, "\"", "a quoted field does not end properly");
        self->fields[self->field_count] = field;
        self->lines[self->field_count] = line;
        self->columns[self->field_count] = column;
        const bool last = *end != ',';
        *end = '\0';
        field = end + 1;
        if (last) {
            self->next = end + taken;
            self->line++;
            self->field_count++;
            return CADRE_OK;
        }
    }
}

/* ------------------------------------------------------- header and records */

static int keep_header(cadre_csv_t *self)
{
    self->header = cadre_alloc((size_t)self->field_count, sizeof *self->header);
    for (int i = 0; self->header != NULL && i < self->field_count; i++) {
        self->header[i] = cadre_copy_text(self->fields[i]);
        if (self->header[i] == NULL)
            break;
        self->header_count++;
    }
    return self->header_count == self->field_count
               ? CADRE_OK
               : cadre_error_set(self->err, CADRE_ERROR_MEMORY, "out of memory");
}

int cadre_csv_read_header(cadre_csv_t *self)
{
    if (*self->next == '\0')
        return fail_at(self, 0, 0, "", "the file is empty");
    int status = split(self);
    if (status == CADRE_OK)
        status = keep_header(self);
    for (int i = 0; status == CADRE_OK && i < self->field_count; i++)
        if (cadre_csv_find(self, self->fields[i]) < i)
            status = cadre_csv_refuse(self, i, "column '%s' appears twice", self->fields[i]);
    return status;
}

bool cadre_csv_next(cadre_csv_t *self, int *status)
{
    if (*status != CADRE_OK || *self->next == '\0')
        return false;
    *status = split(self);
    if (*status == CADRE_OK && self->field_count != self->header_count)
        *status =
            cadre_csv_refuse(self, -1, "%d field%s where the header has %d", self->field_count,
                             self->field_count == 1 ? "" : "s", self->header_count);
    return *status == CADRE_OK;
}

int cadre_csv_find(const cadre_csv_t *self, const char *name)
{
    for (int i = 0; i < self->header_count; i++)
        if (strcmp(self->header[i], name) == 0)
            return i;
    return -1;
}

int cadre_csv_number(cadre_csv_t *self, int field, double *out)
{
    const char *text = self->fields[field];
    if (text[0] == '\0')
        return cadre_csv_refuse(self, field, "there is no number here");
    if (!cadre_parse_number(text, out))
        return cadre_csv_refuse(self, field, "'%s' is not a number", text);
    return CADRE_OK;
}
