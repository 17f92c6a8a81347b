/* Text: a growing buffer, exact short numbers, the nearest known name, whole files. */
#ifndef CADRE_TEXT_H
#define CADRE_TEXT_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

/* A growing text; start with {0}. A failed allocation sets `failed` and later calls do nothing:
 * check it once at the end. `data` is always terminated once anything was added. */
typedef struct {
    char *data;
    size_t length, capacity;
    bool failed;
} cadre_text_t;

void cadre_text_add(cadre_text_t *self, const char *text);
void cadre_text_add_n(cadre_text_t *self, const char *text, size_t length);
__attribute__((format(printf, 2, 3))) void cadre_text_addf(cadre_text_t *self, const char *format,
                                                           ...);
/* The text as a JSON string with its quotes, escaped as RFC 8259 asks. */
void cadre_text_add_json(cadre_text_t *self, const char *text);
/* The text as a CSV field, quoted as RFC 4180 asks only where needed. */
void cadre_text_add_csv(cadre_text_t *self, const char *text);
void cadre_text_clear(cadre_text_t *self); /* empties, keeps the memory */
void cadre_text_free(cadre_text_t *self);

enum { CADRE_NUMBER_SIZE = 40 };
/* Shortest decimal that reads back to the same float (at most 9 digits) or double (at most 17);
 * integers without point or exponent up to 1e15; "" for NaN and infinities; the same in every
 * locale the program runs in ("C" only). Returns the length. */
int cadre_format_float(float x, char out[CADRE_NUMBER_SIZE]);
int cadre_format_double(double x, char out[CADRE_NUMBER_SIZE]);

/* Strict decimal number of JSON's grammar, whole text; false otherwise or if not finite. */
bool cadre_parse_number(const char *text, double *value);

/* The name among `count` nearest to `name` by Damerau-Levenshtein distance ignoring case, if near
 * enough to suggest (distance <= 1 + length/4, or one contains the other's last dotted part); else
 * NULL. */
const char *cadre_nearest(const char *name, const char *const *names, int count);

/* A whole regular file of at most `limit` bytes, with a terminator behind it; free with
 * cadre_free. CADRE_ERROR_NO_INPUT, _INPUT (not a regular file, too large), _IO, _MEMORY; `err`
 * gets file and message. */
int cadre_read_file(const char *path, size_t limit, char **data, size_t *length,
                    cadre_error_t *err);

#endif
