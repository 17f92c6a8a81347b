#include "base/text.h"

#include "base/memory.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <float.h>
#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---------------------------------------------------------------- the growing text */

/* Room for `more` bytes and the terminator. */
static bool reserve(cadre_text_t *self, size_t more)
{
    if (self->failed || more > SIZE_MAX / 4 || self->length > SIZE_MAX / 4) {
        self->failed = true;
        return false;
    }
    const size_t needed = self->length + more + 1;
    if (needed <= self->capacity) {
        return true;
    }
    const size_t doubled = self->capacity < 64 ? 128 : 2 * self->capacity;
    const size_t capacity = needed > doubled ? needed : doubled;
    char *data = cadre_resize(self->data, self->capacity, capacity, 1);
    if (data == NULL) {
        self->failed = true;
        return false;
    }
    self->data = data;
    self->capacity = capacity;
    return true;
}

void cadre_text_add(cadre_text_t *self, const char *text)
{
    cadre_text_add_n(self, text, strlen(text));
}

void cadre_text_add_n(cadre_text_t *self, const char *text, size_t length)
{
    if (reserve(self, length)) {
        memcpy(self->data + self->length, text, length);
        self->length += length;
        self->data[self->length] = '\0';
    }
}

void cadre_text_addf(cadre_text_t *self, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length < 0 || !reserve(self, (size_t)length)) {
        self->failed = true;
        return;
    }
    va_start(arguments, format);
    vsnprintf(self->data + self->length, (size_t)length + 1, format, arguments);
    va_end(arguments);
    self->length += (size_t)length;
}

/* Bytes of the well-formed UTF-8 character at `s` (RFC 3629: no overlong forms, no surrogates,
 * nothing above U+10FFFF); 0 if there is none. */
static size_t utf8_length(const unsigned char *s)
{
    static const struct {
        unsigned char first, last, second_low, second_high, length;
    } FORMS[] = {
        {0x01, 0x7f, 0x00, 0xff, 1}, {0xc2, 0xdf, 0x80, 0xbf, 2}, {0xe0, 0xe0, 0xa0, 0xbf, 3},
        {0xe1, 0xec, 0x80, 0xbf, 3}, {0xed, 0xed, 0x80, 0x9f, 3}, {0xee, 0xef, 0x80, 0xbf, 3},
        {0xf0, 0xf0, 0x90, 0xbf, 4}, {0xf1, 0xf3, 0x80, 0xbf, 4}, {0xf4, 0xf4, 0x80, 0x8f, 4},
    };
    for (size_t i = 0; i < sizeof FORMS / sizeof FORMS[0]; i++) {
        if (s[0] < FORMS[i].first || s[0] > FORMS[i].last) {
            continue;
        }
        const size_t length = FORMS[i].length;
        if (length > 1 && (s[1] < FORMS[i].second_low || s[1] > FORMS[i].second_high)) {
            return 0;
        }
        for (size_t k = 2; k < length; k++) {
            if ((s[k] & 0xc0) != 0x80) {
                return 0;
            }
        }
        return length;
    }
    return 0;
}

/* The escape of a byte below 0x20, of the quote or of the backslash. */
static void add_json_escape(cadre_text_t *self, unsigned char c)
{
    static const char NAMED[] = "\"\\\b\f\n\r\t", NAMES[] = "\"\\bfnrt";
    const char *at = strchr(NAMED, c);
    if (at) {
        const char escape[2] = {'\\', NAMES[at - NAMED]};
        cadre_text_add_n(self, escape, 2);
    } else {
        cadre_text_addf(self, "\\u%04x", (unsigned)c);
    }
}

void cadre_text_add_json(cadre_text_t *self, const char *text)
{
    cadre_text_add(self, "\"");
    const unsigned char *s = (const unsigned char *)text;
    while (*s) {
        const size_t length = utf8_length(s);
        if (length == 0) { /* e.g. a file name in another encoding: U+FFFD, replacement */
            cadre_text_add(self, "\xef\xbf\xbd");
            s++;
        } else if (*s < 0x20 || *s == '"' || *s == '\\') {
            add_json_escape(self, *s++);
        } else {
            cadre_text_add_n(self, (const char *)s, length);
            s += length;
        }
    }
    cadre_text_add(self, "\"");
}

void cadre_text_add_csv(cadre_text_t *self, const char *text)
{
    if (strpbrk(text, ",\"\r\n") == NULL) {
        cadre_text_add(self, text);
        return;
    }
    cadre_text_add(self, "\"");
    for (; *text; text++) {
        if (*text == '"') {
            cadre_text_add(self, "\"");
        }
        cadre_text_add_n(self, text, 1);
    }
    cadre_text_add(self, "\"");
}

void cadre_text_clear(cadre_text_t *self)
{
    self->length = 0;
    if (self->data) {
        self->data[0] = '\0';
    }
}

void cadre_text_free(cadre_text_t *self)
{
    cadre_free(self->data);
    *self = (cadre_text_t){0};
}

/* ---------------------------------------------------------------- numbers */

/* What float and double have in common: NaN and infinities, and integers. -1 for all others. */
static int format_simple(double x, char out[CADRE_NUMBER_SIZE])
{
    if (!isfinite(x)) {
        out[0] = '\0';
        return 0;
    }
    if (x == 0) { /* no "-0" */
        return snprintf(out, CADRE_NUMBER_SIZE, "0");
    }
    if (fabs(x) <= 1e15 && (double)(int64_t)x == x) {
        return snprintf(out, CADRE_NUMBER_SIZE, "%lld", (long long)x);
    }
    return -1;
}

__extension__ typedef unsigned __int128 wide_t;

/* A decimal: `digits` are `count` of them, the first of which stands for 10^exponent. */
typedef struct {
    uint64_t digits;
    int count, exponent;
} decimal_t;

/* What a type of floating-point numbers is like. */
typedef struct {
    int bits;        /* of the mantissa */
    int least, most; /* decimal digits that every number can carry; that tell any two apart */
    double below;    /* 10^(least - 1) */
} type_t;

/* m 2^q to the `count` digits nearest to it; 10^exponent is the
 * largest power of ten not above it. True if the decimal reads back: it is nearer than half the
 * distance between neighbours, 2^q. All exactly, in integers. False also when there is no room. */
static bool round_decimal(uint64_t m, int q, decimal_t *out)
{
    const int tens = out->count - 1 - out->exponent; /* m 2^q 10^tens = m 5^tens / 2^shift */
    const int shift = -q - tens;
    if (tens < 0 || tens > 27 || shift < 1 || shift > 63)
        return false;
    uint64_t fives = 1;
    for (int i = 0; i < tens; i++)
        fives *= 5;
    const wide_t product = (wide_t)m * fives;
    const uint64_t rest = (uint64_t)product & ((1ULL << shift) - 1);
    const uint64_t half = 1ULL << (shift - 1);
    uint64_t digits = (uint64_t)(product >> shift);
    const bool up = rest > half || (rest == half && digits % 2 == 1);
    const wide_t away = up ? 2 * (wide_t)half - rest : rest;
    out->digits = digits + up;
    return 2 * away < fives;
}

/* In fixed notation, as "%g" writes numbers from 10^-4 on; `exponent` is less than the digits there
 * may be. */
static int write_decimal(bool negative, decimal_t decimal, char out[CADRE_NUMBER_SIZE])
{
    char digits[24], *end = out;
    while (decimal.digits % 10 == 0 && decimal.count > decimal.exponent + 1) {
        decimal.digits /= 10;
        decimal.count--;
    }
    for (int i = decimal.count; i-- > 0; decimal.digits /= 10)
        digits[i] = (char)('0' + decimal.digits % 10);
    if (negative)
        *end++ = '-';
    for (int place = decimal.exponent < 0 ? 0 : decimal.exponent, next = 0; next < decimal.count;
         place--) {
        if (place == -1)
            *end++ = '.';
        *end++ = place > decimal.exponent ? '0' : digits[next++];
    }
    *end = '\0';
    return (int)(end - out);
}

/* As the loops of cadre_format_float and _double do, a tenth as expensive, for the numbers that
 * files are full of; -1 for all others. A power of two has nearer neighbours below. */
static int format_usual(double x, const type_t *type, char out[CADRE_NUMBER_SIZE])
{
    static const double powers[] = {1e-4, 1e-3, 1e-2, 1e-1, 1e0,  1e1,  1e2,  1e3,  1e4, 1e5,
                                    1e6,  1e7,  1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14};
    const double size = fabs(x);
    int q, power = 0;
    if (!(size >= powers[0] && size < type->below))
        return -1;
    const uint64_t m = (uint64_t)ldexp(frexp(size, &q), type->bits);
    if (m == 1ULL << (type->bits - 1))
        return -1;
    while (size >= powers[power + 1])
        power++;
    for (int count = type->least; count <= type->most; count++) {
        decimal_t decimal = {.count = count, .exponent = power - 4};
        if (!round_decimal(m, q - type->bits, &decimal))
            continue;
        uint64_t limit = 10;
        for (int i = 1; i < count; i++)
            limit *= 10;
        if (decimal.digits == limit) { /* 9.99… was rounded to 10 */
            decimal.digits /= 10;
            decimal.exponent++;
        }
        return write_decimal(x < 0, decimal, out);
    }
    return -1;
}

/* The digits every normal number of the type can carry, then more until it reads back; numbers
 * below the normal range carry fewer, so all are tried. */
int cadre_format_float(float x, char out[CADRE_NUMBER_SIZE])
{
    static const type_t type = {FLT_MANT_DIG, FLT_DIG, FLT_DECIMAL_DIG, 1e5};
    int length = format_simple((double)x, out);
    if (length < 0)
        length = format_usual((double)x, &type, out);
    int digits = fabsf(x) < FLT_MIN ? 1 : FLT_DIG;
    while (length < 0) {
        const int written = snprintf(out, CADRE_NUMBER_SIZE, "%.*g", digits, (double)x);
        if (digits >= FLT_DECIMAL_DIG || strtof(out, NULL) == x) {
            length = written;
        }
        digits++;
    }
    return length;
}

int cadre_format_double(double x, char out[CADRE_NUMBER_SIZE])
{
    static const type_t type = {DBL_MANT_DIG, DBL_DIG, DBL_DECIMAL_DIG, 1e14};
    int length = format_simple(x, out);
    if (length < 0)
        length = format_usual(x, &type, out);
    int digits = fabs(x) < DBL_MIN ? 1 : DBL_DIG;
    while (length < 0) {
        const int written = snprintf(out, CADRE_NUMBER_SIZE, "%.*g", digits, x);
        if (digits >= DBL_DECIMAL_DIG || strtod(out, NULL) == x) {
            length = written;
        }
        digits++;
    }
    return length;
}

/* Behind the digits at `s`; NULL if there are none. */
static const char *skip_digits(const char *s)
{
    const size_t count = s ? strspn(s, "0123456789") : 0;
    return count > 0 ? s + count : NULL;
}

/* number = [ "-" ] int [ "." digits ] [ ("e" / "E") [ "+" / "-" ] digits ], RFC 8259, section 6 */
static bool is_number(const char *s)
{
    s += *s == '-';
    const bool leading_zero = s[0] == '0' && s[1] >= '0' && s[1] <= '9';
    s = skip_digits(s);
    if (s && *s == '.') {
        s = skip_digits(s + 1);
    }
    if (s && (*s == 'e' || *s == 'E')) {
        s++;
        s = skip_digits(s + (*s == '+' || *s == '-'));
    }
    return s && *s == '\0' && !leading_zero;
}

bool cadre_parse_number(const char *text, double *value)
{
    if (!is_number(text)) {
        return false;
    }
    const double number = strtod(text, NULL);
    if (!isfinite(number)) {
        return false;
    }
    *value = number;
    return true;
}

/* ---------------------------------------------------------------- the nearest name */

enum { NAME_LIMIT = 128, SHORTEST_PART = 3 };

static int smaller(int a, int b)
{
    return a < b ? a : b;
}

/* Damerau-Levenshtein distance (insert, delete, replace, swap neighbours; no part edited twice)
 * of two lower-case names shorter than NAME_LIMIT. */
static int edit_distance(const char *a, const char *b)
{
    int rows[3][NAME_LIMIT];
    int *before = rows[0], *last = rows[1], *row = rows[2];
    const int length = (int)strlen(b);
    for (int j = 0; j <= length; j++) {
        before[j] = last[j] = j;
    }
    for (int i = 1; a[i - 1]; i++) {
        row[0] = i;
        for (int j = 1; j <= length; j++) {
            const int differ = a[i - 1] != b[j - 1];
            row[j] = smaller(last[j - 1] + differ, smaller(last[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                row[j] = smaller(row[j], before[j - 2] + 1);
            }
        }
        int *const free_row = before;
        before = last;
        last = row;
        row = free_row;
    }
    return last[length];
}

static bool to_lower(const char *name, char out[NAME_LIMIT])
{
    const size_t length = strlen(name);
    if (length >= NAME_LIMIT) {
        return false;
    }
    for (size_t i = 0; i <= length; i++) {
        out[i] = (char)tolower((unsigned char)name[i]);
    }
    return true;
}

/* `name` contains the last dotted part of `other`, if that is long enough to say something. */
static bool contains_last_part(const char *name, const char *other)
{
    const char *dot = strrchr(other, '.');
    const char *part = dot ? dot + 1 : other;
    return strlen(part) >= SHORTEST_PART && strstr(name, part) != NULL;
}

const char *cadre_nearest(const char *name, const char *const *names, int count)
{
    char wanted[NAME_LIMIT] = "", candidate[NAME_LIMIT] = "";
    if (!to_lower(name, wanted)) {
        return NULL;
    }
    const int near = 1 + (int)strlen(wanted) / 4;
    const char *best = NULL;
    int best_distance = 0;
    for (int i = 0; i < count; i++) {
        if (!to_lower(names[i], candidate)) {
            continue;
        }
        const int distance = edit_distance(wanted, candidate);
        const bool suggest = distance <= near || contains_last_part(wanted, candidate) ||
                             contains_last_part(candidate, wanted);
        if (suggest && (best == NULL || distance < best_distance)) {
            best = names[i];
            best_distance = distance;
        }
    }
    return best;
}

/* ---------------------------------------------------------------- whole files */

static int check_kind(const struct stat *status, size_t limit, cadre_error_t *err)
{
    if (S_ISDIR(status->st_mode)) {
        return cadre_error_set(err, CADRE_ERROR_INPUT, "is a directory, not a file");
    }
    if (!S_ISREG(status->st_mode)) {
        return cadre_error_set(err, CADRE_ERROR_INPUT, "is not a regular file");
    }
    if ((uintmax_t)status->st_size > limit) {
        return cadre_error_set(err, CADRE_ERROR_INPUT, "is too large: %jd bytes, at most %zu",
                               (intmax_t)status->st_size, limit);
    }
    return CADRE_OK;
}

/* Reads up to `size` bytes, in as many steps as the system likes; how many, or -1. */
static ssize_t read_fully(int file, char *data, size_t size)
{
    size_t done = 0;
    while (done < size) {
        const ssize_t count = read(file, data + done, size - done);
        if (count == 0) {
            break;
        }
        if (count > 0) {
            done += (size_t)count;
        } else if (errno != EINTR) {
            return -1;
        }
    }
    return (ssize_t)done;
}

/* Everything between open and close. */
static int read_open_file(int file, size_t limit, char **data, size_t *length, cadre_error_t *err)
{
    struct stat status;
    if (fstat(file, &status) != 0) {
        return cadre_error_set(err, CADRE_ERROR_IO, "cannot be examined: %s", strerror(errno));
    }
    const int code = check_kind(&status, limit, err);
    if (code != CADRE_OK) {
        return code;
    }
    const size_t size = (size_t)status.st_size;
    char *content = cadre_alloc(size + 1, 1);
    if (content == NULL) {
        return cadre_error_set(err, CADRE_ERROR_MEMORY, "no memory for its %zu bytes", size);
    }
    /* one byte more than expected shows whether it has grown */
    const ssize_t count = read_fully(file, content, size + 1);
    if (count < 0 || (size_t)count != size) {
        cadre_free(content);
        return cadre_error_set(err, CADRE_ERROR_IO, "cannot be read: %s",
                               count < 0 ? strerror(errno) : "it changed meanwhile");
    }
    *data = content;
    *length = size;
    return CADRE_OK;
}

int cadre_read_file(const char *path, size_t limit, char **data, size_t *length, cadre_error_t *err)
{
    /* O_NONBLOCK: opening a FIFO without a writer must end in a message, not in waiting */
    const int file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    int code;
    if (file < 0) {
        code = cadre_error_set(err, CADRE_ERROR_NO_INPUT, "cannot be opened: %s", strerror(errno));
    } else {
        code = read_open_file(file, limit, data, length, err);
        close(file);
    }
    if (code != CADRE_OK) {
        cadre_error_at(err, path, 0, 0);
    }
    return code;
}
