/* The proleptic Gregorian calendar, years 1 to 9999, as days since 1970-01-01. */
#ifndef CADRE_DATES_H
#define CADRE_DATES_H

#include <stdint.h>

typedef struct {
    int year, month, day; /* month 1-12, day 1-31 */
} cadre_civil_t;

/* Strict "YYYY-MM-DD", nothing before or after; CADRE_ERROR_INPUT for anything else and for days
 * that do not exist. No error text: the caller knows where the text stands. */
int cadre_date_parse(const char *text, int32_t *days);
int32_t cadre_date_days(cadre_civil_t civil);
cadre_civil_t cadre_date_civil(int32_t days);
/* "YYYY-MM-DD" and the terminator. Returns `out`. */
char *cadre_date_format(int32_t days, char out[11]);

#endif
