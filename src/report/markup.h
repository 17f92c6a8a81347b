/* Text, numbers and tables as HTML and SVG have them. Internal to report/. */
#ifndef CADRE_MARKUP_H
#define CADRE_MARKUP_H

#include "base/text.h"

/* Escaped for content and for attributes in double quotes; control characters and what is not UTF-8
 * become U+FFFD. */
void cadre_markup_text(cadre_text_t *out, const char *text);
/* The same of at most `most` characters, with an ellipsis where it was cut. */
void cadre_markup_cut(cadre_text_t *out, const char *text, int most);
/* Characters of a UTF-8 text. */
int cadre_markup_length(const char *text);

enum { CADRE_MARKUP_NUMBER_SIZE = 32 };
/* Four significant digits, whole numbers from 1,000 on; "" for what is not a number. No grouping,
 * so that it can be copied into a spreadsheet. Returns `out`. */
char *cadre_markup_number(double x, char out[CADRE_MARKUP_NUMBER_SIZE]);
/* A coordinate with at most one decimal; far outside of every picture for what is no number. */
void cadre_markup_coordinate(cadre_text_t *out, double x);

/* A data table: begin with its caption and columns, then cells row by row. `position` is where the
 * row stands on the horizontal axis of its chart; NaN: nowhere. */
void cadre_markup_table_begin(cadre_text_t *out, const char *caption, const char *const *columns,
                              int count);
void cadre_markup_row_begin(cadre_text_t *out, double position, const char *head);
void cadre_markup_cell(cadre_text_t *out, double x);
void cadre_markup_cell_text(cadre_text_t *out, const char *text);
void cadre_markup_row_end(cadre_text_t *out);
void cadre_markup_table_end(cadre_text_t *out);

#endif
