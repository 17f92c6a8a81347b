#include "scenario/loading.h"

#include "base/dates.h"
#include "base/text.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

int cadre_refuse(const cadre_json_t *value, cadre_error_t *err, const char *allowed,
                 const char *format, ...)
{
    char message[512], path[160];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    cadre_json_path(value, path, sizeof path);
    return cadre_json_fail(value, err, allowed, "%s%s%s", path, path[0] ? ": " : "", message);
}

const char *cadre_nearer(const char *wanted, const char *best, const char *other)
{
    const char *pair[2] = {best ? best : other, other};
    return cadre_nearest(wanted, pair, 2);
}

void cadre_suggest(cadre_error_t *err, const char *nearest)
{
    if (nearest != NULL)
        cadre_error_hint(err, "did you mean '%s'?", nearest);
}

int cadre_check_keys(const cadre_json_t *object, const char *const *known, int count,
                     cadre_error_t *err)
{
    const int status = cadre_json_check_keys(object, known, count, err);
    if (status == CADRE_ERROR_INPUT && cadre_json_type(object) == CADRE_JSON_OBJECT &&
        err->hint[0] == '\0')
        cadre_error_hint(err, "known: %s", err->allowed);
    return status;
}

int cadre_check_type(const cadre_json_t *value, cadre_json_type_t type, cadre_error_t *err)
{
    if (cadre_json_type(value) == type)
        return CADRE_OK;
    const char *expected = cadre_json_type_name(type);
    char path[160];
    cadre_json_path(value, path, sizeof path);
    return cadre_json_fail(value, err, expected, "%s must be %s, not %s",
                           path[0] ? path : "the file", expected,
                           cadre_json_type_name(cadre_json_type(value)));
}

int cadre_check_object(const cadre_json_t *value, const char *const *known, cadre_error_t *err)
{
    int count = 0;
    while (known[count] != NULL)
        count++;
    return cadre_check_keys(value, known, count, err);
}

int cadre_require(const cadre_json_t *object, const char *key, const cadre_json_t **out,
                  cadre_error_t *err)
{
    *out = cadre_json_get(object, key);
    if (*out != NULL)
        return CADRE_OK;
    char path[160];
    cadre_json_path(object, path, sizeof path);
    return cadre_json_fail(object, err, NULL, "%s%s%s is missing", path, path[0] ? "." : "", key);
}

int cadre_optional_number(const cadre_json_t *object, const char *key, double min, double max,
                          const char *unit, double *inout, cadre_error_t *err)
{
    const cadre_json_t *value = cadre_json_get(object, key);
    return value ? cadre_json_read_number(value, min, max, unit, inout, err) : CADRE_OK;
}

int cadre_optional_float(const cadre_json_t *object, const char *key, double min, double max,
                         const char *unit, float *inout, cadre_error_t *err)
{
    double number = *inout;
    const int status = cadre_optional_number(object, key, min, max, unit, &number, err);
    *inout = (float)number;
    return status;
}

int cadre_optional_integer(const cadre_json_t *object, const char *key, int64_t min, int64_t max,
                           int64_t *inout, cadre_error_t *err)
{
    const cadre_json_t *value = cadre_json_get(object, key);
    return value ? cadre_json_read_integer(value, min, max, inout, err) : CADRE_OK;
}

int cadre_optional_boolean(const cadre_json_t *object, const char *key, bool *inout,
                           cadre_error_t *err)
{
    const cadre_json_t *value = cadre_json_get(object, key);
    return value ? cadre_json_read_boolean(value, inout, err) : CADRE_OK;
}

int cadre_optional_string(const cadre_json_t *object, const char *key, const char **inout,
                          cadre_error_t *err)
{
    const cadre_json_t *value = cadre_json_get(object, key);
    return value ? cadre_json_read_string(value, inout, err) : CADRE_OK;
}

int cadre_optional_choice(const cadre_json_t *object, const char *key, const char *const *names,
                          int count, int *inout, cadre_error_t *err)
{
    const cadre_json_t *value = cadre_json_get(object, key);
    return value ? cadre_json_read_choice(value, names, count, inout, err) : CADRE_OK;
}

int cadre_read_date(const cadre_json_t *value, int32_t *day, cadre_error_t *err)
{
    const char *text;
    const int status = cadre_json_read_string(value, &text, err);
    if (status != CADRE_OK)
        return status;
    if (cadre_date_parse(text, day) == CADRE_OK)
        return CADRE_OK;
    return cadre_refuse(value, err, "a day of the calendar as YYYY-MM-DD",
                        "'%s' is not a date (YYYY-MM-DD)", text);
}

int cadre_fail_at_key(const cadre_json_t *object, int index, cadre_error_t *err,
                      const char *allowed, const char *format, ...)
{
    char message[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    const int code = cadre_json_fail(cadre_json_at(object, index), err, allowed, "%s", message);
    cadre_error_at(err, cadre_json_file(cadre_json_at(object, index)),
                   cadre_json_key_line(object, index), cadre_json_key_column(object, index));
    cadre_error_found(err, cadre_json_key(object, index));
    return code;
}

int cadre_find_key(const cadre_json_t *object, const cadre_json_t *name, const char *what,
                   int *index, cadre_error_t *err)
{
    const char *wanted, *nearest = NULL;
    const int status = cadre_json_read_string(name, &wanted, err);
    if (status != CADRE_OK)
        return status;
    const int count = object ? cadre_json_size(object) : 0;
    for (int i = 0; i < count; i++) {
        const char *key = cadre_json_key(object, i);
        if (strcmp(key, wanted) == 0) {
            *index = i;
            return CADRE_OK;
        }
        nearest = cadre_nearer(wanted, nearest, key);
    }
    cadre_refuse(name, err, NULL, "there is no %s '%s'", what, wanted);
    cadre_suggest(err, nearest);
    return CADRE_ERROR_INPUT;
}

bool cadre_is_id(const char *text)
{
    const size_t length = strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-");
    return islower((unsigned char)text[0]) && text[length] == '\0' && length <= 32;
}

int cadre_check_id(const cadre_json_t *object, int index, cadre_error_t *err)
{
    const char *key = cadre_json_key(object, index);
    if (cadre_is_id(key))
        return CADRE_OK;
    return cadre_fail_at_key(object, index, err, "[a-z][a-z0-9-]{0,31}",
                             "'%s' cannot be an id: a small letter, then at most 31 small letters, "
                             "digits or '-'",
                             key);
}

int cadre_loading_step(const cadre_loading_t *self, const cadre_json_t *date, int32_t *step)
{
    const cadre_specification_t *specification = &self->scenario->specification;
    int32_t day;
    const int status = cadre_read_date(date, &day, self->err);
    if (status != CADRE_OK)
        return status;
    char start[11], end[11];
    cadre_date_format(specification->start_day, start);
    cadre_date_format(self->scenario->end_day, end);
    char allowed[64];
    snprintf(allowed, sizeof allowed, "%s to %s", start, end);
    if (day < specification->start_day || day > self->scenario->end_day)
        return cadre_refuse(date, self->err, allowed, "%s is outside the run, %s",
                            cadre_json_string(date), allowed);
    *step = (day - specification->start_day + 6) / 7;
    if (*step <= specification->steps)
        return CADRE_OK;
    char last[11];
    cadre_date_format(cadre_scenario_day(self->scenario, specification->steps), last);
    return cadre_refuse(date, self->err, allowed,
                        "%s is after the last week of the run, which begins on %s",
                        cadre_json_string(date), last);
}
