#include "base/error.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

typedef struct {
    int code, exit_status;
    const char *text;
} code_row_t;

static const code_row_t CODES[] = {
#define E(code, exit_status, text) {CADRE_ERROR_##code, exit_status, text},
#include "base/errors.def"
#undef E
};

static const code_row_t *code_row(int code)
{
    for (size_t i = 0; i < sizeof CODES / sizeof CODES[0]; i++) {
        if (CODES[i].code == code) {
            return &CODES[i];
        }
    }
    return NULL;
}

int cadre_error_exit_status(int code)
{
    if (code == CADRE_OK) {
        return 0;
    }
    const code_row_t *row = code_row(code);
    return row ? row->exit_status : cadre_error_exit_status(CADRE_ERROR_DEFECT);
}

const char *cadre_error_text(int code)
{
    if (code == CADRE_OK) {
        return "no error";
    }
    const code_row_t *row = code_row(code);
    return row ? row->text : "unknown error";
}

/* Ends a text that filled its field with "...", never inside a UTF-8 character: half a character
 * would make the JSON form of the error invalid. */
static void mark_cut(char *field, size_t size)
{
    size_t end = size - 4;
    while (end > 0 && ((unsigned char)field[end] & 0xc0) == 0x80) {
        end--;
    }
    memcpy(field + end, "...", 4);
}

static void fill(char *field, size_t size, const char *text)
{
    const size_t length = strlen(text);
    if (length < size) {
        memcpy(field, text, length + 1);
    } else {
        memcpy(field, text, size - 1);
        mark_cut(field, size);
    }
}

__attribute__((format(printf, 3, 0))) static void fill_format(char *field, size_t size,
                                                              const char *format, va_list arguments)
{
    const int length = vsnprintf(field, size, format, arguments);
    if (length < 0) {
        field[0] = '\0';
    } else if ((size_t)length >= size) {
        mark_cut(field, size);
    }
}

int cadre_error_set(cadre_error_t *err, int code, const char *format, ...)
{
    if (err == NULL) {
        return code;
    }
    /* Into a local first: the arguments may point into the error that is being replaced. */
    char message[sizeof err->message];
    va_list arguments;
    va_start(arguments, format);
    fill_format(message, sizeof message, format, arguments);
    va_end(arguments);
    memset(err, 0, sizeof *err);
    err->code = code;
    fill(err->message, sizeof err->message, message[0] ? message : cadre_error_text(code));
    return code;
}

void cadre_error_at(cadre_error_t *err, const char *file, int line, int column)
{
    if (err) {
        fill(err->file, sizeof err->file, file ? file : "");
        err->line = line;
        err->column = column;
    }
}

void cadre_error_key(cadre_error_t *err, const char *key)
{
    if (err) {
        fill(err->key, sizeof err->key, key);
    }
}

void cadre_error_found(cadre_error_t *err, const char *found)
{
    if (err) {
        fill(err->found, sizeof err->found, found);
    }
}

void cadre_error_allowed(cadre_error_t *err, const char *format, ...)
{
    if (err) {
        va_list arguments;
        va_start(arguments, format);
        fill_format(err->allowed, sizeof err->allowed, format, arguments);
        va_end(arguments);
    }
}

void cadre_error_hint(cadre_error_t *err, const char *format, ...)
{
    if (err) {
        va_list arguments;
        va_start(arguments, format);
        fill_format(err->hint, sizeof err->hint, format, arguments);
        va_end(arguments);
    }
}

/* Offending input is quoted in messages; a newline or an escape sequence in it must not reach the
 * terminal. */
static void make_printable(char *text)
{
    for (; *text; text++) {
        const unsigned char c = (unsigned char)*text;
        if (c < 0x20 || c == 0x7f) {
            *text = ' ';
        }
    }
}

char *cadre_error_describe(const cadre_error_t *err, char *out, unsigned long size)
{
    if (size == 0) {
        return out;
    }
    char place[sizeof err->file + 32] = "";
    if (err->file[0] && err->line > 0 && err->column > 0) {
        snprintf(place, sizeof place, "%s:%d:%d: ", err->file, err->line, err->column);
    } else if (err->file[0] && err->line > 0) {
        snprintf(place, sizeof place, "%s:%d: ", err->file, err->line);
    } else if (err->file[0]) {
        snprintf(place, sizeof place, "%s: ", err->file);
    }
    const bool hint = err->hint[0] != '\0';
    const int length = snprintf(out, size, "%s%s%s%s%s", place, err->message, hint ? " (" : "",
                                err->hint, hint ? ")" : "");
    if (length >= 0 && (unsigned long)length >= size && size > 4) {
        mark_cut(out, size);
    }
    make_printable(out);
    return out;
}
