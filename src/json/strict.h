/* The strict RFC 8259 pass: what it lets through, any JSON reader understands in the same way. It
 * records where every value stands. Private to json/. */
#ifndef CADRE_JSON_STRICT_H
#define CADRE_JSON_STRICT_H

#include "base/error.h"

#include <stddef.h>

enum {
    CADRE_JSON_MAX_VALUES = 1000000,
    CADRE_JSON_MAX_NUMBER = 63 /* bytes; cJSON cuts longer ones */
};

typedef struct {
    int line, column; /* from 1; columns count characters */
} cadre_json_position_t;

typedef struct {
    cadre_json_position_t value, key; /* key: 0, 0 outside of objects */
    size_t begin, end;                /* the literal, as offsets into the text */
} cadre_json_place_t;

/* The places of all values in document order: a container before what is in it. */
typedef struct {
    cadre_json_place_t *items;
    size_t count, capacity;
} cadre_json_places_t;

/* Checks `length` bytes of text that is called `name` in messages; start with places = {0} and
 * free them also after an error. Duplicate keys and overflowing numbers are not its business. */
int cadre_json_scan(const char *text, size_t length, const char *name, cadre_json_places_t *places,
                    cadre_error_t *err);
void cadre_json_places_free(cadre_json_places_t *self);

#endif
