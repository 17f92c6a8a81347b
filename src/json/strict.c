#include "json/strict.h"

#include "base/memory.h"
#include "json/json.h"

#include <stdio.h>
#include <string.h>

enum { END = -1 };

typedef struct {
    const char *text, *name;
    size_t length, at;
    cadre_json_position_t here;
    int depth;
    cadre_json_places_t *places;
    cadre_error_t *err;
} scanner_t;

/* ---------------------------------------------------------------- moving */

static int peek(const scanner_t *self)
{
    return self->at < self->length ? (unsigned char)self->text[self->at] : END;
}

static void step(scanner_t *self)
{
    const int byte = peek(self);
    self->at++;
    if (byte == '\n') {
        self->here.line++;
        self->here.column = 1;
    } else if ((byte & 0xc0) != 0x80) { /* the later bytes of a character do not count */
        self->here.column++;
    }
}

static void skip_space(scanner_t *self)
{
    for (int c = peek(self); c == ' ' || c == '\t' || c == '\n' || c == '\r'; c = peek(self))
        step(self);
}

static bool is_digit(int c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(int c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* ---------------------------------------------------------------- refusing */

/* What stands here, for messages: a whole word, a character, or what cannot be shown. */
static void describe_here(const scanner_t *self, char out[40])
{
    const int c = peek(self);
    size_t length = 1;
    while (is_letter(c) && length < 16 && self->at + length < self->length &&
           is_letter((unsigned char)self->text[self->at + length]))
        length++;
    if (c == END)
        strcpy(out, "the end of the text");
    else if (c > ' ' && c < 0x7f)
        snprintf(out, 40, "'%.*s'", (int)length, self->text + self->at);
    else
        snprintf(out, 40, "byte 0x%02x", (unsigned)c);
}

static int refuse_at(scanner_t *self, cadre_json_position_t position, const char *message)
{
    char found[40];
    describe_here(self, found);
    cadre_error_set(self->err, CADRE_ERROR_INPUT, "%s", message);
    cadre_error_at(self->err, self->name, position.line, position.column);
    cadre_error_found(self->err, found);
    return CADRE_ERROR_INPUT;
}

static int refuse(scanner_t *self, const char *message)
{
    return refuse_at(self, self->here, message);
}

static int refuse_expected(scanner_t *self, const char *what)
{
    char found[40], message[120];
    describe_here(self, found);
    snprintf(message, sizeof message, "expected %s, found %s", what, found);
    refuse(self, message);
    cadre_error_allowed(self->err, "%s", what);
    if (peek(self) == '/' || peek(self) == '#')
        cadre_error_hint(self->err, "JSON has no comments");
    else if (peek(self) == '\'')
        cadre_error_hint(self->err, "strings stand in double quotes");
    return CADRE_ERROR_INPUT;
}

/* ---------------------------------------------------------------- strings */

/* The four hexadecimal digits of an escape. */
static int scan_hex4(scanner_t *self, unsigned *unit)
{
    *unit = 0;
    for (int i = 0; i < 4; i++) {
        const int c = peek(self);
        const int lower = is_letter(c) ? c | 0x20 : c;
        if (is_digit(c))
            *unit = *unit * 16 + (unsigned)(c - '0');
        else if (lower >= 'a' && lower <= 'f')
            *unit = *unit * 16 + (unsigned)(lower - 'a' + 10);
        else
            return refuse_expected(self, "four hexadecimal digits after \\u");
        step(self);
    }
    return CADRE_OK;
}

/* Behind "\u". Halves of surrogate pairs alone are allowed by the grammar, but stand for nothing.
 */
static int scan_unicode(scanner_t *self, cadre_json_position_t begin)
{
    unsigned unit;
    int code = scan_hex4(self, &unit);
    if (code != CADRE_OK)
        return code;
    if (unit == 0)
        return refuse_at(self, begin, "\\u0000 is not allowed in strings");
    if (unit < 0xd800 || unit > 0xdfff)
        return CADRE_OK;
    if (unit > 0xdbff || self->length - self->at < 2 ||
        memcmp(self->text + self->at, "\\u", 2) != 0)
        return refuse_at(self, begin, "half of a surrogate pair in a string");
    step(self);
    step(self);
    code = scan_hex4(self, &unit);
    if (code == CADRE_OK && (unit < 0xdc00 || unit > 0xdfff))
        return refuse_at(self, begin, "half of a surrogate pair in a string");
    return code;
}

static int scan_escape(scanner_t *self)
{
    const cadre_json_position_t begin = self->here;
    step(self);
    const int c = peek(self);
    if (c == 'u') {
        step(self);
        return scan_unicode(self, begin);
    }
    if (c == END || c == 0 || strchr("\"\\/bfnrt", c) == NULL)
        return refuse_expected(self, "one of \" \\ / b f n r t u after \\");
    step(self);
    return CADRE_OK;
}

/* One character beyond ASCII, table 3-7 of the Unicode Standard: no overlong forms, no surrogates,
 * nothing above U+10FFFF. */
static int scan_utf8(scanner_t *self)
{
    const cadre_json_position_t begin = self->here;
    const int lead = peek(self);
    const int more = lead < 0xc2 || lead > 0xf4 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
    int low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    int high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
    if (more == 0)
        return refuse(self, "invalid UTF-8 in a string");
    step(self);
    for (int i = 0; i < more; i++) {
        if (peek(self) < low || peek(self) > high)
            return refuse_at(self, begin, "invalid UTF-8 in a string");
        step(self);
        low = 0x80;
        high = 0xbf;
    }
    return CADRE_OK;
}

static int scan_string(scanner_t *self)
{
    const cadre_json_position_t begin = self->here;
    step(self);
    for (;;) {
        const int c = peek(self);
        int code = CADRE_OK;
        if (c == '"') {
            step(self);
            return CADRE_OK;
        }
        if (c == END)
            return refuse_at(self, begin, "this string has no closing quote");
        if (c == '\n' || c == '\r')
            return refuse(self, "line break in a string: write \\n, or close the quote");
        if (c < 0x20)
            return refuse(self, "control character in a string: write it as an escape");
        if (c == '\\')
            code = scan_escape(self);
        else if (c >= 0x80)
            code = scan_utf8(self);
        else
            step(self);
        if (code != CADRE_OK)
            return code;
    }
}

/* ---------------------------------------------------------------- numbers and words */

static int scan_digits(scanner_t *self, const char *where)
{
    if (!is_digit(peek(self)))
        return refuse_expected(self, where);
    while (is_digit(peek(self)))
        step(self);
    return CADRE_OK;
}

static int scan_number(scanner_t *self)
{
    const cadre_json_position_t begin = self->here;
    const size_t first = self->at;
    int code = CADRE_OK;
    if (peek(self) == '-')
        step(self);
    if (peek(self) == '0') {
        step(self);
        if (is_digit(peek(self)))
            return refuse_at(self, begin, "a number may not begin with a 0 before other digits");
    } else {
        code = scan_digits(self, "a digit after '-'");
    }
    if (code == CADRE_OK && peek(self) == '.') {
        step(self);
        code = scan_digits(self, "a digit after the decimal point");
    }
    if (code == CADRE_OK && (peek(self) == 'e' || peek(self) == 'E')) {
        step(self);
        if (peek(self) == '+' || peek(self) == '-')
            step(self);
        code = scan_digits(self, "a digit in the exponent");
    }
    if (code == CADRE_OK && self->at - first > CADRE_JSON_MAX_NUMBER)
        return refuse_at(self, begin, "a number may have at most 63 characters");
    return code;
}

static int scan_word(scanner_t *self)
{
    static const char *const words[] = {"true", "false", "null"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        const size_t length = strlen(words[i]);
        if (self->length - self->at >= length &&
            memcmp(self->text + self->at, words[i], length) == 0) {
            for (size_t k = 0; k < length; k++)
                step(self);
            return CADRE_OK;
        }
    }
    return refuse_expected(self, "a value");
}

/* ---------------------------------------------------------------- containers */

static int scan_value(scanner_t *self, cadre_json_position_t key);

/* One element of an array, or one key and its value. */
static int scan_member(scanner_t *self, bool keyed)
{
    cadre_json_position_t key = {0, 0};
    skip_space(self);
    if (!keyed)
        return scan_value(self, key);
    if (peek(self) != '"')
        return refuse_expected(self, "a key in double quotes");
    key = self->here;
    const int code = scan_string(self);
    if (code != CADRE_OK)
        return code;
    skip_space(self);
    if (peek(self) != ':')
        return refuse_expected(self, "':' after the key");
    step(self);
    skip_space(self);
    return scan_value(self, key);
}

static int scan_container(scanner_t *self, bool keyed)
{
    const int close = keyed ? '}' : ']';
    if (++self->depth > CADRE_JSON_MAX_DEPTH)
        return refuse(self, "nested deeper than 64 levels");
    step(self);
    skip_space(self);
    for (bool first = true; peek(self) != close; first = false) {
        if (!first) {
            if (peek(self) != ',')
                return refuse_expected(self, keyed ? "',' or '}'" : "',' or ']'");
            step(self);
            skip_space(self);
            if (peek(self) == close)
                return refuse(self, keyed ? "a ',' before '}'" : "a ',' before ']'");
        }
        const int code = scan_member(self, keyed);
        if (code != CADRE_OK)
            return code;
        skip_space(self);
    }
    step(self);
    self->depth--;
    return CADRE_OK;
}

static int add_place(scanner_t *self, cadre_json_position_t key)
{
    cadre_json_places_t *places = self->places;
    if (places->count == CADRE_JSON_MAX_VALUES)
        return refuse(self, "more than a million values");
    if (places->count == places->capacity) {
        const size_t capacity = places->capacity ? 2 * places->capacity : 64;
        void *grown =
            cadre_resize(places->items, places->capacity, capacity, sizeof *places->items);
        if (grown == NULL)
            return cadre_error_set(self->err, CADRE_ERROR_MEMORY, "out of memory reading %s",
                                   self->name);
        places->items = grown;
        places->capacity = capacity;
    }
    places->items[places->count++] =
        (cadre_json_place_t){.value = self->here, .key = key, .begin = self->at};
    return CADRE_OK;
}

static int scan_value(scanner_t *self, cadre_json_position_t key)
{
    const size_t index = self->places->count;
    const int c = peek(self);
    int code = add_place(self, key);
    if (code != CADRE_OK)
        return code;
    if (c == '{' || c == '[')
        code = scan_container(self, c == '{');
    else if (c == '"')
        code = scan_string(self);
    else if (c == '-' || is_digit(c))
        code = scan_number(self);
    else
        code = scan_word(self);
    self->places->items[index].end = self->at;
    return code;
}

int cadre_json_scan(const char *text, size_t length, const char *name, cadre_json_places_t *places,
                    cadre_error_t *err)
{
    scanner_t self = {
        .text = text, .name = name, .length = length, .here = {1, 1}, .places = places, .err = err};
    if (length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
        return refuse(&self, "begins with a byte order mark: save it as UTF-8 without one");
    skip_space(&self);
    const int code = scan_value(&self, (cadre_json_position_t){0, 0});
    if (code != CADRE_OK)
        return code;
    skip_space(&self);
    return peek(&self) == END ? CADRE_OK : refuse_expected(&self, "nothing after the value");
}

void cadre_json_places_free(cadre_json_places_t *self)
{
    cadre_free(self->items);
    *self = (cadre_json_places_t){0};
}
