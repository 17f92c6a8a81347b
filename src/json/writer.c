#include "json/writer.h"

#include <assert.h>
#include <math.h>

static void break_line(cadre_json_writer_t *self)
{
    if (self->compact)
        return;
    cadre_text_add(self->out, "\n");
    for (int i = 0; i < self->depth; i++)
        cadre_text_add(self->out, "  ");
}

/* Everything that stands before a value. */
static void begin(cadre_json_writer_t *self, const char *key)
{
    if (self->filled)
        cadre_text_add(self->out, ",");
    if (self->depth > 0)
        break_line(self);
    if (key != NULL) {
        cadre_text_add_json(self->out, key);
        cadre_text_add(self->out, ": ");
    }
    self->filled = true;
}

void cadre_json_write_open(cadre_json_writer_t *self, const char *key, char bracket)
{
    begin(self, key);
    cadre_text_add_n(self->out, &bracket, 1);
    self->depth++;
    self->filled = false;
}

void cadre_json_write_close(cadre_json_writer_t *self, char bracket)
{
    self->depth--;
    if (self->filled)
        break_line(self);
    cadre_text_add_n(self->out, &bracket, 1);
    if (self->depth == 0)
        cadre_text_add(self->out, "\n");
    self->filled = true;
}

void cadre_json_write_string(cadre_json_writer_t *self, const char *key, const char *text)
{
    begin(self, key);
    cadre_text_add_json(self->out, text);
}

void cadre_json_write_number(cadre_json_writer_t *self, const char *key, double number)
{
    char digits[CADRE_NUMBER_SIZE];
    assert(isfinite(number));
    cadre_format_double(number, digits);
    cadre_json_write_raw(self, key, digits);
}

void cadre_json_write_boolean(cadre_json_writer_t *self, const char *key, bool boolean)
{
    cadre_json_write_raw(self, key, boolean ? "true" : "false");
}

void cadre_json_write_raw(cadre_json_writer_t *self, const char *key, const char *json)
{
    begin(self, key);
    cadre_text_add(self->out, json);
}
