/* Reads CSV files as RFC 4180 has them: a header, commas, quotes where needed (also around line
 * ends), LF or CRLF. Records are cut in place, one at a time; every field knows its line and
 * column, so that whatever is wrong with it can be said with its place. */
#ifndef CADRE_CSV_H
#define CADRE_CSV_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct {
    const char *path; /* for messages; not copied */
    char *text;       /* the file, owned */
    size_t length;
    char *next;    /* where the next record begins, at the terminator: none is left */
    int line;      /* of `next`, from 1 */
    char **fields; /* of the current record; valid until the next one is read */
    int *lines;    /* where each field begins, from 1 */
    int *columns;
    int field_count, capacity;
    char **header; /* the first record */
    int header_count;
    cadre_error_t *err; /* what every function fills */
} cadre_csv_t;

/* Reads the whole file of at most `limit` bytes; the text begins as it was (for a checksum) and is
 * cut as records are read. CADRE_ERROR_NO_INPUT, _INPUT (also a NUL byte, a byte order mark), _IO,
 * _MEMORY. Close it even then. */
int cadre_csv_open(cadre_csv_t *self, const char *path, size_t limit, cadre_error_t *err);
/* The same for a text that is there already; `name` for messages. A copy of it is cut. */
int cadre_csv_open_text(cadre_csv_t *self, const char *name, const char *text, size_t length,
                        cadre_error_t *err);
void cadre_csv_close(cadre_csv_t *self);

/* Reads the header. CADRE_ERROR_INPUT for an empty file, a name that appears twice. */
int cadre_csv_read_header(cadre_csv_t *self);
/* Advances to the next record, which must have as many fields as the header; false at the end of
 * the file or, with `*status` set, on an error. Does nothing if `*status` is one already. */
bool cadre_csv_next(cadre_csv_t *self, int *status);
/* Index of the column of this name in the header; -1 if there is none. */
int cadre_csv_find(const cadre_csv_t *self, const char *name);
/* The number in a field of the current record; CADRE_ERROR_INPUT with its place. */
int cadre_csv_number(cadre_csv_t *self, int field, double *out);
/* Refuses `field` of the current record (-1: the whole record). Returns CADRE_ERROR_INPUT. */
__attribute__((format(printf, 3, 4))) int cadre_csv_refuse(const cadre_csv_t *self, int field,
                                                           const char *format, ...);

#endif
