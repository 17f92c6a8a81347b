/* Writes a CSV file: fields into a text, the text to the file in large pieces. A failure is
 * remembered; ask for it when it matters. Internal to store/. */
#ifndef CADRE_SHEET_H
#define CADRE_SHEET_H

#include "base/error.h"
#include "base/text.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

typedef struct {
    FILE *stream;
    const char *name; /* for messages; not copied */
    cadre_text_t text;
    bool in_row;
    int failure; /* errno of the first write that failed, 0 = none */
} cadre_sheet_t;

/* A sheet on an open stream, which stays the caller's; without one (NULL) all stays in `text`. */
void cadre_sheet_begin(cadre_sheet_t *self, FILE *stream, const char *name);
/* Fields of the current row, in order. NaN and infinities are empty fields. */
void cadre_sheet_text(cadre_sheet_t *self, const char *text);
void cadre_sheet_integer(cadre_sheet_t *self, int64_t x);
void cadre_sheet_float(cadre_sheet_t *self, float x);
void cadre_sheet_double(cadre_sheet_t *self, double x);
void cadre_sheet_date(cadre_sheet_t *self, int32_t days);
void cadre_sheet_empty(cadre_sheet_t *self);
void cadre_sheet_end_row(cadre_sheet_t *self);

/* CADRE_ERROR_IO or _MEMORY if anything failed so far, naming the file. */
int cadre_sheet_check(const cadre_sheet_t *self, cadre_error_t *err);
/* Hands everything to the stream. */
int cadre_sheet_flush(cadre_sheet_t *self, cadre_error_t *err);
/* Hands everything to the file, syncs and closes it, whatever happens; `stream` is NULL then. */
int cadre_sheet_finish(cadre_sheet_t *self, cadre_error_t *err);
/* Frees the text and leaves the stream alone. */
void cadre_sheet_end(cadre_sheet_t *self);

/* CADRE_ERROR_IO with the sentence for `number` (errno) of writing the file `name`. */
int cadre_write_error(cadre_error_t *err, int number, const char *name);

#endif
