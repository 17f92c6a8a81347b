/* JSON input: a strict RFC 8259 pass that records where every value stands, then cJSON for the
 * values. A loaded value knows its file, line, column, literal and dotted path, also after
 * inheritance. cJSON appears only in json/. */
#ifndef CADRE_JSON_H
#define CADRE_JSON_H

#include "base/error.h"
#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum {
    CADRE_JSON_NULL,
    CADRE_JSON_BOOLEAN,
    CADRE_JSON_NUMBER,
    CADRE_JSON_STRING,
    CADRE_JSON_ARRAY,
    CADRE_JSON_OBJECT
} cadre_json_type_t;

/* A document: owns all its values and texts. */
typedef struct cadre_json_document cadre_json_document_t;
/* A value in a document; lives as long as the document. */
typedef struct cadre_json cadre_json_t;

enum { CADRE_JSON_MAX_DEPTH = 64, CADRE_JSON_MAX_BYTES = 16 << 20 };

/* Reads a file, or `length` bytes of text that is called `name` in messages. Refuses, with file,
 * line and column: anything RFC 8259 does not allow (also what cJSON would let pass), invalid
 * UTF-8, a byte order mark, \u0000, duplicate keys, numbers that overflow, depth over 64. */
int cadre_json_load(const char *path, cadre_json_document_t **out, cadre_error_t *err);
int cadre_json_parse(const char *text, size_t length, const char *name, cadre_json_document_t **out,
                     cadre_error_t *err);
void cadre_json_free(cadre_json_document_t *self);
const cadre_json_t *cadre_json_root(const cadre_json_document_t *self);

/* RFC 7396: `*base` becomes base patched by `patch`; both are consumed (also on error), values
 * keep the position of the file they came from. Keys keep the order of first appearance. A null
 * that removes nothing is refused. */
int cadre_json_merge(cadre_json_document_t **base, cadre_json_document_t *patch,
                     cadre_error_t *err);

cadre_json_type_t cadre_json_type(const cadre_json_t *self);
const char *cadre_json_type_name(cadre_json_type_t type); /* "a number", "an object", … */
/* Children of arrays and objects, in order of appearance. */
int cadre_json_size(const cadre_json_t *self);
const cadre_json_t *cadre_json_at(const cadre_json_t *self, int index);
const char *cadre_json_key(const cadre_json_t *self, int index); /* key of child `index` */
/* Member of an object by exact key, or NULL (also when `self` is NULL). */
const cadre_json_t *cadre_json_get(const cadre_json_t *self, const char *key);
/* Scalars; the type must be right. */
bool cadre_json_boolean(const cadre_json_t *self);
double cadre_json_number(const cadre_json_t *self);
const char *cadre_json_string(const cadre_json_t *self);

/* Where it stands; lines and columns count from 1, columns in characters. The path is dotted from
 * the root: "organizations.iso.founders.at[2]". */
const char *cadre_json_file(const cadre_json_t *self);
int cadre_json_line(const cadre_json_t *self);
int cadre_json_column(const cadre_json_t *self);
const char *cadre_json_literal(const cadre_json_t *self); /* as written, cut to 60 bytes */
void cadre_json_path(const cadre_json_t *self, char *out, size_t size);
/* Position of the key of child `index` of an object (for messages about keys). */
int cadre_json_key_line(const cadre_json_t *self, int index);
int cadre_json_key_column(const cadre_json_t *self, int index);

/* An error about this value: position, path as key, literal as found, `allowed` (may be NULL), and
 * the formatted message. Returns CADRE_ERROR_INPUT. */
__attribute__((format(printf, 4, 5))) int cadre_json_fail(const cadre_json_t *self,
                                                          cadre_error_t *err, const char *allowed,
                                                          const char *format, ...);
/* Refuses keys of an object that are not among `known` (nearest one as hint). */
int cadre_json_check_keys(const cadre_json_t *self, const char *const *known, int count,
                          cadre_error_t *err);
/* Typed readers with the messages users see; `self` must exist. */
int cadre_json_read_number(const cadre_json_t *self, double min, double max, const char *unit,
                           double *out, cadre_error_t *err);
int cadre_json_read_integer(const cadre_json_t *self, int64_t min, int64_t max, int64_t *out,
                            cadre_error_t *err);
int cadre_json_read_boolean(const cadre_json_t *self, bool *out, cadre_error_t *err);
int cadre_json_read_string(const cadre_json_t *self, const char **out, cadre_error_t *err);
/* A seed: an integer 0..2^53, or a string of digits up to 2^64-1. */
int cadre_json_read_seed(const cadre_json_t *self, uint64_t *out, cadre_error_t *err);
/* One of `names`; its index. */
int cadre_json_read_choice(const cadre_json_t *self, const char *const *names, int count, int *out,
                           cadre_error_t *err);

/* Canonical text: keys sorted, no white space, shortest numbers; for identities (SHA-256). */
void cadre_json_canonical(const cadre_json_t *self, cadre_text_t *out);

#endif
