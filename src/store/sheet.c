#include "store/sheet.h"

#include "base/dates.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

enum { PIECE = 1 << 18 }; /* bytes collected before they go to the file */

void cadre_sheet_begin(cadre_sheet_t *self, FILE *stream, const char *name)
{
    *self = (cadre_sheet_t){.stream = stream, .name = name};
}

static void begin_field(cadre_sheet_t *self)
{
    if (self->in_row)
        cadre_text_add_n(&self->text, ",", 1);
    self->in_row = true;
}

void cadre_sheet_text(cadre_sheet_t *self, const char *text)
{
    begin_field(self);
    cadre_text_add_csv(&self->text, text);
}

void cadre_sheet_integer(cadre_sheet_t *self, int64_t x)
{
    char digits[24], *first = digits + sizeof digits;
    uint64_t rest = x < 0 ? 0 - (uint64_t)x : (uint64_t)x;
    do {
        *--first = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    if (x < 0)
        *--first = '-';
    begin_field(self);
    cadre_text_add_n(&self->text, first, (size_t)(digits + sizeof digits - first));
}

void cadre_sheet_float(cadre_sheet_t *self, float x)
{
    char number[CADRE_NUMBER_SIZE];
    const int length = cadre_format_float(x, number);
    begin_field(self);
    cadre_text_add_n(&self->text, number, (size_t)length);
}

void cadre_sheet_double(cadre_sheet_t *self, double x)
{
    char number[CADRE_NUMBER_SIZE];
    const int length = cadre_format_double(x, number);
    begin_field(self);
    cadre_text_add_n(&self->text, number, (size_t)length);
}

void cadre_sheet_date(cadre_sheet_t *self, int32_t days)
{
    char date[11];
    begin_field(self);
    cadre_text_add(&self->text, cadre_date_format(days, date));
}

void cadre_sheet_empty(cadre_sheet_t *self)
{
    begin_field(self);
}

/* After a failure nothing more is written: what follows a gap is worth nothing. */
static void write_out(cadre_sheet_t *self)
{
    const cadre_text_t *text = &self->text;
    errno = 0;
    if (self->failure == 0 && !text->failed &&
        fwrite(text->data, 1, text->length, self->stream) != text->length)
        self->failure = errno != 0 ? errno : EIO;
    cadre_text_clear(&self->text);
}

void cadre_sheet_end_row(cadre_sheet_t *self)
{
    cadre_text_add_n(&self->text, "\n", 1);
    self->in_row = false;
    if (self->stream != NULL && self->text.length >= PIECE)
        write_out(self);
}

int cadre_write_error(cadre_error_t *err, int number, const char *name)
{
    if (number == ENOSPC || number == EDQUOT)
        return cadre_error_set(err, CADRE_ERROR_IO, "disk full while writing '%s'", name);
    return cadre_error_set(err, CADRE_ERROR_IO, "cannot write '%s': %s", name, strerror(number));
}

int cadre_sheet_check(const cadre_sheet_t *self, cadre_error_t *err)
{
    if (self->failure != 0)
        return cadre_write_error(err, self->failure, self->name);
    if (self->text.failed)
        return cadre_error_set(err, CADRE_ERROR_MEMORY, "not enough memory to write '%s'",
                               self->name);
    return CADRE_OK;
}

int cadre_sheet_flush(cadre_sheet_t *self, cadre_error_t *err)
{
    if (self->text.length > 0)
        write_out(self);
    errno = 0;
    if (self->failure == 0 && fflush(self->stream) != 0)
        self->failure = errno != 0 ? errno : EIO;
    return cadre_sheet_check(self, err);
}

int cadre_sheet_finish(cadre_sheet_t *self, cadre_error_t *err)
{
    const int code = cadre_sheet_flush(self, err);
    errno = 0;
    const int number = code == CADRE_OK && fsync(fileno(self->stream)) != 0 ? errno : 0;
    const bool closed = fclose(self->stream) == 0;
    self->stream = NULL;
    if (code == CADRE_OK && (number != 0 || !closed))
        return cadre_write_error(err, number != 0 ? number : errno, self->name);
    return code;
}

void cadre_sheet_end(cadre_sheet_t *self)
{
    cadre_text_free(&self->text);
}
