/* Typed readers and the messages they give. */
#include "base/numeric.h"
#include "json/json_internal.h"

#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PATH_SIZE = 160, LIST_SIZE = 320 };

static const double LARGEST_EXACT = 9007199254740992; /* 2^53 */

int cadre_json_fail(const cadre_json_t *self, cadre_error_t *err, const char *allowed,
                    const char *format, ...)
{
    char message[1100], path[PATH_SIZE]; /* longer than the field: it marks what it cuts */
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    cadre_json_path(self, path, sizeof path);
    cadre_error_set(err, CADRE_ERROR_INPUT, "%s", message);
    cadre_error_at(err, self->file, self->position.line, self->position.column);
    cadre_error_key(err, path);
    cadre_error_found(err, self->literal);
    if (allowed != NULL)
        cadre_error_allowed(err, "%s", allowed);
    return CADRE_ERROR_INPUT;
}

/* What messages call the value: its path. */
static const char *name_of(const cadre_json_t *self, char path[PATH_SIZE])
{
    cadre_json_path(self, path, PATH_SIZE);
    return path[0] ? path : "the file's top level";
}

static int require(const cadre_json_t *self, cadre_json_type_t type, cadre_error_t *err)
{
    char path[PATH_SIZE];
    const char *wanted = cadre_json_type_name(type);
    if (self->type == type)
        return CADRE_OK;
    return cadre_json_fail(self, err, wanted, "%s must be %s, not %s", name_of(self, path), wanted,
                           cadre_json_type_name(self->type));
}

/* "a, b, c", cut where it gets too long. */
static void join(const char *const *names, int count, char out[LIST_SIZE])
{
    size_t length = 0;
    out[0] = '\0';
    for (int i = 0; i < count && length < LIST_SIZE - 1; i++) {
        snprintf(out + length, LIST_SIZE - length, "%s%s", i == 0 ? "" : ", ", names[i]);
        length = strlen(out);
    }
}

static void suggest(const char *name, const char *const *names, int count, cadre_error_t *err)
{
    const char *nearest = cadre_nearest(name, names, count);
    if (nearest != NULL)
        cadre_error_hint(err, "did you mean '%s'?", nearest);
}

static bool is_known(const char *key, const char *const *known, int count)
{
    for (int i = 0; i < count; i++)
        if (strcmp(key, known[i]) == 0)
            return true;
    return false;
}

int cadre_json_check_keys(const cadre_json_t *self, const char *const *known, int count,
                          cadre_error_t *err)
{
    char path[PATH_SIZE], list[LIST_SIZE];
    const int code = require(self, CADRE_JSON_OBJECT, err);
    if (code != CADRE_OK)
        return code;
    for (int i = 0; i < self->size; i++) {
        const cadre_json_t *child = self->children[i];
        if (is_known(child->key, known, count))
            continue;
        join(known, count, list);
        cadre_json_fail(child, err, list, "unknown key '%s' in %s", child->key,
                        name_of(self, path));
        cadre_error_at(err, child->file, child->key_position.line, child->key_position.column);
        cadre_error_found(err, child->key);
        suggest(child->key, known, count, err);
        return CADRE_ERROR_INPUT;
    }
    return CADRE_OK;
}

/* An infinite bound is none. */
static int fail_range(const cadre_json_t *self, double min, double max, const char *kind,
                      const char *unit, cadre_error_t *err)
{
    char path[PATH_SIZE], low[CADRE_NUMBER_SIZE], high[CADRE_NUMBER_SIZE], allowed[120], what[120];
    cadre_format_double(min, low);
    cadre_format_double(max, high);
    if (isinf(max)) {
        snprintf(allowed, sizeof allowed, "%s of at least %s", kind, low);
        snprintf(what, sizeof what, "below %s", low);
    } else if (isinf(min)) {
        snprintf(allowed, sizeof allowed, "%s of at most %s", kind, high);
        snprintf(what, sizeof what, "above %s", high);
    } else {
        snprintf(allowed, sizeof allowed, "%s from %s to %s", kind, low, high);
        snprintf(what, sizeof what, "outside [%s, %s]", low, high);
    }
    const bool has_unit = unit != NULL && unit[0] != '\0';
    return cadre_json_fail(self, err, allowed, "%s = %s is %s%s%s%s", name_of(self, path),
                           self->literal, what, has_unit ? " (" : "", has_unit ? unit : "",
                           has_unit ? ")" : "");
}

int cadre_json_read_number(const cadre_json_t *self, double min, double max, const char *unit,
                           double *out, cadre_error_t *err)
{
    const int code = require(self, CADRE_JSON_NUMBER, err);
    if (code != CADRE_OK)
        return code;
    if (self->number < min || self->number > max)
        return fail_range(self, min, max, "a number", unit, err);
    *out = self->number;
    return CADRE_OK;
}

/* Beyond 2^53 doubles have no fraction. */
static bool is_whole(double x)
{
    return fabs(x) >= LARGEST_EXACT || x == (double)(int64_t)x;
}

/* Beyond 2^53 the number read may not be the one written: never accepted. */
int cadre_json_read_integer(const cadre_json_t *self, int64_t min, int64_t max, int64_t *out,
                            cadre_error_t *err)
{
    char path[PATH_SIZE];
    const double low = cadre_clamp((double)min, 1 - LARGEST_EXACT, LARGEST_EXACT - 1);
    const double high = cadre_clamp((double)max, 1 - LARGEST_EXACT, LARGEST_EXACT - 1);
    const int code = require(self, CADRE_JSON_NUMBER, err);
    if (code != CADRE_OK)
        return code;
    if (!is_whole(self->number))
        return cadre_json_fail(self, err, "a whole number", "%s = %s is not a whole number",
                               name_of(self, path), self->literal);
    if (self->number < low || self->number > high)
        return fail_range(self, low, high, "a whole number", NULL, err);
    *out = (int64_t)self->number;
    return CADRE_OK;
}

int cadre_json_read_boolean(const cadre_json_t *self, bool *out, cadre_error_t *err)
{
    const int code = require(self, CADRE_JSON_BOOLEAN, err);
    if (code == CADRE_OK)
        *out = self->boolean;
    return code;
}

int cadre_json_read_string(const cadre_json_t *self, const char **out, cadre_error_t *err)
{
    const int code = require(self, CADRE_JSON_STRING, err);
    if (code == CADRE_OK)
        *out = self->string;
    return code;
}

/* Only digits, of a number's literal too: it is exact where the double may be rounded. */
int cadre_json_read_seed(const cadre_json_t *self, uint64_t *out, cadre_error_t *err)
{
    static const char allowed[] =
        "a whole number from 0 to 9007199254740992 in digits, or a string "
        "of digits up to \"18446744073709551615\"";
    char path[PATH_SIZE];
    const bool number = self->type == CADRE_JSON_NUMBER;
    const char *digits = number                            ? self->literal
                         : self->type == CADRE_JSON_STRING ? self->string
                                                           : "";
    errno = 0;
    const unsigned long long seed = strtoull(digits, NULL, 10);
    if (digits[0] == '\0' || digits[strspn(digits, "0123456789")] != '\0' || errno == ERANGE ||
        (number && seed > (uint64_t)LARGEST_EXACT))
        return cadre_json_fail(self, err, allowed, "%s = %s is not a seed: it must be %s",
                               name_of(self, path), self->literal, allowed);
    *out = seed;
    return CADRE_OK;
}

int cadre_json_read_choice(const cadre_json_t *self, const char *const *names, int count, int *out,
                           cadre_error_t *err)
{
    char path[PATH_SIZE], list[LIST_SIZE];
    const int code = require(self, CADRE_JSON_STRING, err);
    if (code != CADRE_OK)
        return code;
    for (int i = 0; i < count; i++) {
        if (strcmp(self->string, names[i]) == 0) {
            *out = i;
            return CADRE_OK;
        }
    }
    join(names, count, list);
    cadre_json_fail(self, err, list, "%s = %s is not one of %s", name_of(self, path), self->literal,
                    list);
    suggest(self->string, names, count, err);
    return CADRE_ERROR_INPUT;
}
