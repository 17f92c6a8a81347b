/* Errors: codes and their texts from one list (errors.def), and one structure that says what went
 * wrong, where, what was found and what is allowed. Libraries fill it and return the code; only
 * `cli/` prints it and exits. */
#ifndef CADRE_ERROR_H
#define CADRE_ERROR_H

enum {
    CADRE_OK = 0,
    CADRE_ERROR_FIRST_ = -1000, /* codes are negative: every failing function returns one */
#define E(code, exit_status, text) CADRE_ERROR_##code,
#include "base/errors.def"
#undef E
    CADRE_ERROR_LAST_
};

typedef struct {
    int code;           /* CADRE_OK or a CADRE_ERROR_… */
    int line, column;   /* from 1; 0 where there is none */
    char file[512];     /* file the error is in, or "" */
    char key[160];      /* dotted key or option, or "" */
    char found[160];    /* the offending value as written, or "" */
    char allowed[320];  /* what would have been right, or "" */
    char hint[320];     /* what to do, e.g. "did you mean 'recruitment.rho'?", or "" */
    char message[1024]; /* one sentence without the position, never "" once set */
} cadre_error_t;

/* Exit status of the program for `code` (0 for CADRE_OK). */
int cadre_error_exit_status(int code);
/* Short meaning of `code`, static text. */
const char *cadre_error_text(int code);

/* Fills `err` (may be NULL): code and message; clears all else. Returns `code`. */
__attribute__((format(printf, 3, 4))) int cadre_error_set(cadre_error_t *err, int code,
                                                          const char *format, ...);
/* Adds to an error already set; long texts are cut with "...". `err` may be NULL. */
void cadre_error_at(cadre_error_t *err, const char *file, int line, int column);
void cadre_error_key(cadre_error_t *err, const char *key);
void cadre_error_found(cadre_error_t *err, const char *found);
__attribute__((format(printf, 2, 3))) void cadre_error_allowed(cadre_error_t *err,
                                                               const char *format, ...);
__attribute__((format(printf, 2, 3))) void cadre_error_hint(cadre_error_t *err, const char *format,
                                                            ...);

/* One line for a person: "file:line:column: message (hint)", without newline. At most `size` bytes
 * with the terminator. Returns `out`. */
char *cadre_error_describe(const cadre_error_t *err, char *out, unsigned long size);

#endif
