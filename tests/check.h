/* What the tests share: cmocka with its includes, and comparison of doubles. */
#ifndef CADRE_CHECK_H
#define CADRE_CHECK_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* |actual - expected| <= atol + rtol |expected|; cmocka's own comparison takes floats. */
static inline void check_close_(double actual, double expected, double rtol, double atol,
                                const char *what, const char *file, int line)
{
    if (!(fabs(actual - expected) <= atol + rtol * fabs(expected))) {
        print_error("%s: got %.17g, expected %.17g (rtol %g, atol %g)\n", what, actual, expected,
                    rtol, atol);
        _fail(file, line);
    }
}
#define check_close(actual, expected, rtol, atol)                                                  \
    check_close_((actual), (expected), (rtol), (atol), #actual, __FILE__, __LINE__)

/* The text contains the part. */
static inline void check_contains_(const char *text, const char *part, const char *file, int line)
{
    if (text == NULL || strstr(text, part) == NULL) {
        print_error("'%s'\n  does not contain '%s'\n", text ? text : "(null)", part);
        _fail(file, line);
    }
}
#define check_contains(text, part) check_contains_((text), (part), __FILE__, __LINE__)

#endif
