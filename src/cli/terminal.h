/* The terminal (or file) that is written to: how wide, which characters, whether colour. */
#ifndef CADRE_TERMINAL_H
#define CADRE_TERMINAL_H

#include <stdbool.h>

enum { CADRE_WIDTH_LEAST = 40, CADRE_WIDTH_MOST = 120, CADRE_WIDTH_USUAL = 80 };

typedef struct {
    bool interactive; /* a terminal, not a file or pipe */
    bool utf8;        /* the locale's charset is UTF-8 */
    bool colour;      /* a terminal, and $NO_COLOR is not set */
    int width;        /* columns: $COLUMNS, else the terminal's, else 80; within 40..120 */
} cadre_terminal_t;

/* Looks at file descriptor `descriptor` (1 or 2) and at the environment; never calls setlocale. */
cadre_terminal_t cadre_terminal_look(int descriptor);

#endif
