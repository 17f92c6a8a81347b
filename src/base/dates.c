#include "base/dates.h"

#include "base/error.h"

#include <stdbool.h>

/* Years are counted from March here, so that the leap day ends the year; the algorithms are
 * Hinnant's "chrono-compatible low-level date algorithms" for eras of 400 years. */
enum { DAYS_OF_ERA = 146097, EPOCH = 719468 /* days from 0000-03-01 to 1970-01-01 */ };

static bool is_leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int days_of_month(int year, int month)
{
    static const int DAYS[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return DAYS[month - 1] + (month == 2 && is_leap(year));
}

/* Reads `count` digits; -1 if there are other characters. */
static int read_digits(const char *text, int count)
{
    int value = 0;
    for (int i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9') {
            return -1;
        }
        value = 10 * value + (text[i] - '0');
    }
    return value;
}

int cadre_date_parse(const char *text, int32_t *days)
{
    /* each step looks further only if all before was there: the text may end anywhere */
    cadre_civil_t civil;
    civil.year = read_digits(text, 4);
    if (civil.year < 1 || text[4] != '-') {
        return CADRE_ERROR_INPUT;
    }
    civil.month = read_digits(text + 5, 2);
    if (civil.month < 1 || civil.month > 12 || text[7] != '-') {
        return CADRE_ERROR_INPUT;
    }
    civil.day = read_digits(text + 8, 2);
    if (civil.day < 1 || civil.day > days_of_month(civil.year, civil.month) || text[10] != '\0') {
        return CADRE_ERROR_INPUT;
    }
    *days = cadre_date_days(civil);
    return CADRE_OK;
}

int32_t cadre_date_days(cadre_civil_t civil)
{
    const int year = civil.month <= 2 ? civil.year - 1 : civil.year;
    const int era = year / 400;
    const int year_of_era = year - era * 400;
    const int month = (civil.month + 9) % 12;
    const int day_of_year = (153 * month + 2) / 5 + civil.day - 1;
    const int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * DAYS_OF_ERA + day_of_era - EPOCH;
}

cadre_civil_t cadre_date_civil(int32_t days)
{
    const int shifted = days + EPOCH;
    const int era = shifted / DAYS_OF_ERA;
    const int day_of_era = shifted - era * DAYS_OF_ERA;
    const int year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    const int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const int month = (5 * day_of_year + 2) / 153;
    cadre_civil_t civil;
    civil.day = day_of_year - (153 * month + 2) / 5 + 1;
    civil.month = month < 10 ? month + 3 : month - 9;
    civil.year = year_of_era + era * 400 + (civil.month <= 2);
    return civil;
}

/* `value` in `count` digits; returns where to go on. */
static char *write_digits(char *out, int value, int count)
{
    for (int i = count - 1; i >= 0; i--) {
        out[i] = (char)('0' + value % 10);
        value /= 10;
    }
    return out + count;
}

char *cadre_date_format(int32_t days, char out[11])
{
    const cadre_civil_t civil = cadre_date_civil(days);
    char *end = write_digits(out, civil.year, 4);
    *end++ = '-';
    end = write_digits(end, civil.month, 2);
    *end++ = '-';
    end = write_digits(end, civil.day, 2);
    *end = '\0';
    return out;
}
