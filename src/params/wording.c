#include "params/wording.h"

#include <stdio.h>
#include <string.h>

const char *cadre_wording_type(const cadre_parameter_t *parameter)
{
    static const char *const words[] = {"real", "integer", "boolean"};
    return words[parameter->type];
}

const char *cadre_wording_scope(const cadre_parameter_t *parameter)
{
    static const char *const words[] = {"organization", "world"};
    return words[parameter->scope];
}

const char *cadre_wording_scale(const cadre_parameter_t *parameter)
{
    static const char *const words[] = {"linear", "log"};
    return words[parameter->scale];
}

const char *cadre_wording_basis(const cadre_parameter_t *parameter)
{
    static const char *const words[] = {"sourced", "derived", "assumed"};
    return words[parameter->basis];
}

void cadre_wording_value(const cadre_parameter_t *parameter, double value,
                         char out[CADRE_NUMBER_SIZE])
{
    if (parameter->type == CADRE_PARAMETER_BOOLEAN)
        strcpy(out, value != 0 ? "true" : "false");
    else
        cadre_format_double(value, out);
}

static void range(const cadre_parameter_t *parameter, double from, double to,
                  char out[CADRE_RANGE_SIZE])
{
    char first[CADRE_NUMBER_SIZE], last[CADRE_NUMBER_SIZE];
    const bool boolean = parameter->type == CADRE_PARAMETER_BOOLEAN;
    cadre_wording_value(parameter, from, first);
    cadre_wording_value(parameter, to, last);
    snprintf(out, CADRE_RANGE_SIZE, "%s%s%s", first, boolean ? ", " : " .. ", last);
}

void cadre_wording_plausible(const cadre_parameter_t *parameter, char out[CADRE_RANGE_SIZE])
{
    if (parameter->low < parameter->high)
        range(parameter, parameter->low, parameter->high, out);
    else
        strcpy(out, "-");
}

void cadre_wording_allowed(const cadre_parameter_t *parameter, char out[CADRE_RANGE_SIZE])
{
    range(parameter, parameter->min, parameter->max, out);
}

void cadre_wording_wrap(cadre_text_t *out, const char *text, int indent, int width)
{
    int column = indent;
    while (*text != '\0') {
        const int length = (int)strcspn(text, " ");
        if (column > indent && column + 1 + length > width) {
            cadre_text_addf(out, "\n%*s", indent, "");
            column = indent;
        } else if (column > indent) {
            cadre_text_add(out, " ");
            column++;
        }
        cadre_text_add_n(out, text, (size_t)length);
        column += length;
        text += length + (text[length] == ' ');
    }
    cadre_text_add(out, "\n");
}
