/* Text for people: paragraphs that fit the width, numbers and dates as one reads them. */
#ifndef CADRE_WRITING_H
#define CADRE_WRITING_H

#include "base/text.h"

#include <stdint.h>

/* Columns a UTF-8 text takes (one per character). */
int cadre_columns(const char *text);
/* Adds `count` times `piece`. */
void cadre_write_repeated(cadre_text_t *out, const char *piece, int count);
/* Adds `text`, filled with blanks to `columns` on the right (or, _right, on the left). */
void cadre_write_left(cadre_text_t *out, const char *text, int columns);
void cadre_write_right(cadre_text_t *out, const char *text, int columns);
/* Adds a paragraph that starts at column `at` and goes on in lines indented by `indent`, none
 * longer than `width`, with a newline at the end. */
void cadre_write_wrapped(cadre_text_t *out, const char *text, int at, int indent, int width);

enum { CADRE_WORD_SIZE = 48 };
/* 12345.6 as "12,346"; "-" for what is not a number. Returns `out`. */
char *cadre_word_count(double x, char out[CADRE_WORD_SIZE]);
/* Few digits that say enough: counts from 100 on, else two or three significant digits. */
char *cadre_word_number(double x, char out[CADRE_WORD_SIZE]);
/* .553 as "55 %". */
char *cadre_word_share(double x, char out[CADRE_WORD_SIZE]);
/* "Oct 2000". */
char *cadre_word_month(int32_t day, char out[CADRE_WORD_SIZE]);
/* "15 October 2000". */
char *cadre_word_day(int32_t day, char out[CADRE_WORD_SIZE]);
/* 75 as "1:15", 4000 as "1:06:40". */
char *cadre_word_duration(double seconds, char out[CADRE_WORD_SIZE]);

#endif
