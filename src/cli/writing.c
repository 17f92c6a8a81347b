#include "cli/writing.h"

#include "base/dates.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

int cadre_columns(const char *text)
{
    int columns = 0;
    for (; *text != '\0'; text++)
        columns += ((unsigned char)*text & 0xc0) != 0x80; /* bytes that begin a character */
    return columns;
}

void cadre_write_repeated(cadre_text_t *out, const char *piece, int count)
{
    for (int i = 0; i < count; i++)
        cadre_text_add(out, piece);
}

void cadre_write_left(cadre_text_t *out, const char *text, int columns)
{
    cadre_text_add(out, text);
    cadre_write_repeated(out, " ", columns - cadre_columns(text));
}

void cadre_write_right(cadre_text_t *out, const char *text, int columns)
{
    cadre_write_repeated(out, " ", columns - cadre_columns(text));
    cadre_text_add(out, text);
}

/* Columns of the first `length` bytes. */
static int columns_of(const char *text, size_t length)
{
    int columns = 0;
    for (size_t i = 0; i < length; i++)
        columns += ((unsigned char)text[i] & 0xc0) != 0x80;
    return columns;
}

/* Bytes of the first `columns` characters of a word too long for any line. */
static size_t bytes_of(const char *word, size_t length, int columns)
{
    size_t bytes = 0;
    while (bytes < length && columns_of(word, bytes + 1) <= columns)
        bytes++;
    return bytes > 0 ? bytes : 1;
}

/* A word of somebody's text: what would steer the terminal is not passed on to it. */
static void add_word(cadre_text_t *out, const char *word, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        const unsigned char byte = (unsigned char)word[i];
        cadre_text_add_n(out, byte < 0x20 || byte == 0x7f ? "?" : &word[i], 1);
    }
}

void cadre_write_wrapped(cadre_text_t *out, const char *text, int at, int indent, int width)
{
    bool fresh = true; /* nothing on this line yet: no blank before the next word */
    while (*text != '\0') {
        const size_t blanks = strspn(text, " \n\t");
        text += blanks;
        size_t length = strcspn(text, " \n\t");
        if (length == 0)
            break;
        int columns = columns_of(text, length);
        if (at + !fresh + columns > width && !(fresh && at <= indent)) {
            cadre_text_add(out, "\n");
            cadre_write_repeated(out, " ", indent);
            at = indent;
            fresh = true;
        }
        if (!fresh) {
            cadre_text_add(out, " ");
            at++;
        }
        if (at + columns > width) {
            length = bytes_of(text, length, width - at);
            columns = columns_of(text, length);
        }
        add_word(out, text, length);
        at += columns;
        text += length;
        fresh = false;
    }
    cadre_text_add(out, "\n");
}

char *cadre_word_count(double x, char out[CADRE_WORD_SIZE])
{
    char digits[CADRE_WORD_SIZE];
    if (!isfinite(x) || fabs(x) >= 1e15) {
        snprintf(out, CADRE_WORD_SIZE, isfinite(x) ? "%.3g" : "-", x);
        return out;
    }
    const int length = snprintf(digits, sizeof digits, "%.0f", fabs(x));
    char *to = out;
    if (x <= -0.5)
        *to++ = '-';
    for (int i = 0; i < length; i++) {
        if (i > 0 && (length - i) % 3 == 0)
            *to++ = ',';
        *to++ = digits[i];
    }
    *to = '\0';
    return out;
}

char *cadre_word_number(double x, char out[CADRE_WORD_SIZE])
{
    if (!isfinite(x) || fabs(x) >= 99.5 || x == (double)(long)x)
        return cadre_word_count(x, out);
    snprintf(out, CADRE_WORD_SIZE, fabs(x) < 1 ? "%.2g" : "%.3g", x);
    return out;
}

char *cadre_word_share(double x, char out[CADRE_WORD_SIZE])
{
    if (isfinite(x))
        snprintf(out, CADRE_WORD_SIZE, "%.0f %%", 100 * x);
    else
        snprintf(out, CADRE_WORD_SIZE, "-");
    return out;
}

char *cadre_word_month(int32_t day, char out[CADRE_WORD_SIZE])
{
    static const char months[12][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const cadre_civil_t date = cadre_date_civil(day);
    snprintf(out, CADRE_WORD_SIZE, "%s %d", months[date.month - 1], date.year);
    return out;
}

char *cadre_word_day(int32_t day, char out[CADRE_WORD_SIZE])
{
    static const char *const months[12] = {"January",   "February", "March",    "April",
                                           "May",       "June",     "July",     "August",
                                           "September", "October",  "November", "December"};
    const cadre_civil_t date = cadre_date_civil(day);
    snprintf(out, CADRE_WORD_SIZE, "%d %s %d", date.day, months[date.month - 1], date.year);
    return out;
}

char *cadre_word_duration(double seconds, char out[CADRE_WORD_SIZE])
{
    const long whole = seconds < 1e9 ? (long)(seconds + 0.5) : 1000000000L;
    const long hours = whole / 3600;
    const long minutes = whole / 60 % 60;
    if (hours > 0)
        snprintf(out, CADRE_WORD_SIZE, "%ld:%02ld:%02ld", hours, minutes, whole % 60);
    else
        snprintf(out, CADRE_WORD_SIZE, "%ld:%02ld", minutes, whole % 60);
    return out;
}
