/* Writes JSON for people to read: one member a line, two spaces of indent.
 *
 *   cadre_json_writer_t writer = {.out = &text};
 *   cadre_json_write_open(&writer, NULL, '{');
 *   cadre_json_write_number(&writer, "members", 75);
 *   cadre_json_write_close(&writer, '}');        -> {\n  "members": 75\n}\n
 *
 * `key` is NULL in arrays and for the outermost value. Errors: `out->failed`, as for any text. */
#ifndef CADRE_JSON_WRITER_H
#define CADRE_JSON_WRITER_H

#include "base/text.h"

#include <stdbool.h>

typedef struct {
    cadre_text_t *out;
    int depth;
    bool filled;  /* whether the open container has a member already */
    bool compact; /* all on one line */
} cadre_json_writer_t;

void cadre_json_write_open(cadre_json_writer_t *self, const char *key, char bracket);
void cadre_json_write_close(cadre_json_writer_t *self, char bracket);
void cadre_json_write_string(cadre_json_writer_t *self, const char *key, const char *text);
/* Must be finite: JSON has no other numbers. */
void cadre_json_write_number(cadre_json_writer_t *self, const char *key, double number);
void cadre_json_write_boolean(cadre_json_writer_t *self, const char *key, bool boolean);
/* Text that is JSON already, for short arrays on one line. */
void cadre_json_write_raw(cadre_json_writer_t *self, const char *key, const char *json);

#endif
