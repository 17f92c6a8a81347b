#include "report/markup.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define FARTHEST    99999.0 /* coordinates beyond, and what is no number, are drawn there */
#define REPLACEMENT "\xef\xbf\xbd"
#define ELLIPSIS    "\xe2\x80\xa6"

/* Bytes of the UTF-8 character at `s`; 0 where there is none. */
static int character_size(const unsigned char *s)
{
    const int size = s[0] < 0x80 ? 1 : s[0] >= 0xc2 && s[0] < 0xe0 ? 2 : s[0] < 0xf0 ? 3 : 4;
    if ((s[0] >= 0x80 && s[0] < 0xc2) || s[0] > 0xf4)
        return 0;
    for (int i = 1; i < size; i++)
        if ((s[i] & 0xc0) != 0x80)
            return 0;
    const unsigned second = size > 2 ? s[1] : 0x80;
    if ((s[0] == 0xe0 && second < 0xa0) || (s[0] == 0xed && second > 0x9f) ||
        (s[0] == 0xf0 && second < 0x90) || (s[0] == 0xf4 && second > 0x8f))
        return 0;
    return size;
}

static const char *escape_of(unsigned char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\t':
    case '\n':
        return " ";
    default:
        return c < 0x20 || c == 0x7f ? REPLACEMENT : NULL;
    }
}

void cadre_markup_cut(cadre_text_t *out, const char *text, int most)
{
    const unsigned char *s = (const unsigned char *)text;
    for (int i = 0; *s != '\0'; i++) {
        const int size = character_size(s);
        const char *escape = size == 0 ? REPLACEMENT : escape_of(*s);
        if (i == most - 1 && s[size > 0 ? size : 1] != '\0') {
            cadre_text_add(out, ELLIPSIS);
            return;
        }
        if (escape != NULL)
            cadre_text_add(out, escape);
        else
            cadre_text_add_n(out, (const char *)s, (size_t)size);
        s += size > 0 ? size : 1;
    }
}

void cadre_markup_text(cadre_text_t *out, const char *text)
{
    cadre_markup_cut(out, text, -1);
}

int cadre_markup_length(const char *text)
{
    int length = 0;
    for (; *text != '\0'; text++)
        length += ((unsigned char)*text & 0xc0) != 0x80;
    return length;
}

char *cadre_markup_number(double x, char out[CADRE_MARKUP_NUMBER_SIZE])
{
    const double size = fabs(x);
    out[0] = '\0';
    if (!isfinite(x))
        return out;
    if (size >= 999.95 && size < 1e15)
        snprintf(out, CADRE_MARKUP_NUMBER_SIZE, "%.0f", x);
    else
        snprintf(out, CADRE_MARKUP_NUMBER_SIZE, "%.4g", x);
    if (strcmp(out, "-0") == 0)
        memcpy(out, "0", 2);
    return out;
}

void cadre_markup_coordinate(cadre_text_t *out, double x)
{
    char digits[16];
    const double inside = !(x > -FARTHEST) ? -FARTHEST : x > FARTHEST ? FARTHEST : x;
    int length = snprintf(digits, sizeof digits, "%.1f", inside);
    if (length > 2 && digits[length - 1] == '0' && digits[length - 2] == '.')
        length -= 2;
    digits[length] = '\0';
    cadre_text_add(out, strcmp(digits, "-0") == 0 ? "0" : digits);
}

void cadre_markup_table_begin(cadre_text_t *out, const char *caption, const char *const *columns,
                              int count)
{
    cadre_text_add(out, "<table><caption>");
    cadre_markup_text(out, caption);
    cadre_text_add(out, "</caption><thead><tr>");
    for (int c = 0; c < count; c++) {
        cadre_text_add(out, "<th scope=\"col\">");
        cadre_markup_text(out, columns[c]);
        cadre_text_add(out, "</th>");
    }
    cadre_text_add(out, "</tr></thead><tbody>\n");
}

void cadre_markup_row_begin(cadre_text_t *out, double position, const char *head)
{
    cadre_text_add(out, "<tr");
    if (isfinite(position))
        cadre_text_addf(out, " data-x=\"%.9g\"", position);
    cadre_text_add(out, "><th scope=\"row\">");
    cadre_markup_text(out, head);
    cadre_text_add(out, "</th>");
}

void cadre_markup_cell(cadre_text_t *out, double x)
{
    char digits[CADRE_MARKUP_NUMBER_SIZE];
    cadre_text_addf(out, "<td>%s</td>", cadre_markup_number(x, digits));
}

void cadre_markup_cell_text(cadre_text_t *out, const char *text)
{
    cadre_text_add(out, "<td>");
    cadre_markup_text(out, text);
    cadre_text_add(out, "</td>");
}

void cadre_markup_row_end(cadre_text_t *out)
{
    cadre_text_add(out, "</tr>\n");
}

void cadre_markup_table_end(cadre_text_t *out)
{
    cadre_text_add(out, "</tbody></table>");
}
