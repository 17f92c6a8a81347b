/* Parameters for a terminal, for spreadsheets and for programs. */
#include "params/documents.h"

#include "params/parameters.h"
#include "params/wording.h"
#include "json/writer.h"

#include <stdio.h>
#include <string.h>

/* ---------------------------------------------------------------- the table */

enum { KEY, DEFAULT, PLAUSIBLE, ALLOWED, UNIT, COLUMNS, GAP = 2, MEANING_INDENT = 4 };
enum { NARROWEST_MEANING = 36 };

typedef struct {
    char cell[COLUMNS][CADRE_RANGE_SIZE];
} row_t;

static const row_t heading = {{"KEY", "DEFAULT", "PLAUSIBLE", "ALLOWED", "UNIT"}};

static row_t row_of(const cadre_parameter_t *parameter)
{
    row_t row;
    snprintf(row.cell[KEY], CADRE_RANGE_SIZE, "%s", parameter->key);
    cadre_wording_value(parameter, parameter->value, row.cell[DEFAULT]);
    cadre_wording_plausible(parameter, row.cell[PLAUSIBLE]);
    cadre_wording_allowed(parameter, row.cell[ALLOWED]);
    snprintf(row.cell[UNIT], CADRE_RANGE_SIZE, "%s", parameter->unit);
    return row;
}

static bool is_shown(int index, const char *filter)
{
    return filter == NULL || strstr(cadre_parameter_at(index)->key, filter) != NULL;
}

static void widen(int widths[COLUMNS], const row_t *row)
{
    for (int i = 0; i < COLUMNS; i++) {
        const int length = (int)strlen(row->cell[i]);
        if (length > widths[i])
            widths[i] = length;
    }
}

/* Where there is no room for it beside the cells, the meaning goes below them, with the unit. */
static void add_row(cadre_text_t *out, const row_t *row, const char *meaning,
                    const int widths[COLUMNS], int width)
{
    int used = 0;
    for (int i = 0; i < COLUMNS; i++)
        used += widths[i] + GAP;
    const bool wide = used + NARROWEST_MEANING <= width;
    for (int i = 0; i < (wide ? COLUMNS : ALLOWED); i++)
        cadre_text_addf(out, "%-*s%*s", widths[i], row->cell[i], GAP, "");
    if (wide) {
        cadre_wording_wrap(out, meaning, used, width);
        return;
    }
    cadre_text_t below = {0};
    cadre_text_addf(&below, "%s [%s]", meaning, row->cell[UNIT]);
    cadre_text_addf(out, "%s\n%*s", row->cell[ALLOWED], MEANING_INDENT, "");
    if (below.failed)
        out->failed = true;
    else
        cadre_wording_wrap(out, below.data, MEANING_INDENT, width);
    cadre_text_free(&below);
}

void cadre_document_parameters_table(cadre_text_t *out, const char *filter, int width)
{
    int widths[COLUMNS] = {0};
    widen(widths, &heading);
    for (int i = 0; i < cadre_parameter_count(); i++) {
        const row_t row = row_of(cadre_parameter_at(i));
        if (is_shown(i, filter))
            widen(widths, &row);
    }
    add_row(out, &heading, "MEANING", widths, width);
    for (int i = 0; i < cadre_parameter_count(); i++) {
        const row_t row = row_of(cadre_parameter_at(i));
        if (is_shown(i, filter))
            add_row(out, &row, cadre_parameter_at(i)->meaning, widths, width);
    }
}

/* ---------------------------------------------------------------- one parameter in full */

static const char *scope_in_full(const cadre_parameter_t *parameter)
{
    return parameter->scope == CADRE_SCOPE_WORLD ? "one value for the whole world"
                                                 : "each organization has its own";
}

static const char *basis_in_full(const cadre_parameter_t *parameter)
{
    static const char *const words[] = {"sourced: a number of the literature, see the meaning",
                                        "derived from sourced numbers",
                                        "assumed: no source gives it"};
    return words[parameter->basis];
}

void cadre_document_parameter(cadre_text_t *out, int index)
{
    enum { INDENT = 2, WIDTH = 80 };
    const cadre_parameter_t *parameter = cadre_parameter_at(index);
    char value[CADRE_NUMBER_SIZE], plausible[CADRE_RANGE_SIZE], allowed[CADRE_RANGE_SIZE];
    cadre_wording_value(parameter, parameter->value, value);
    cadre_wording_plausible(parameter, plausible);
    cadre_wording_allowed(parameter, allowed);
    cadre_text_addf(out, "%s\n%*s", parameter->key, INDENT, "");
    cadre_wording_wrap(out, parameter->meaning, INDENT, WIDTH);
    cadre_text_addf(out, "\n  default    %s (%s)\n", value, parameter->unit);
    if (parameter->low < parameter->high)
        cadre_text_addf(out, "  plausible  %s, swept on a %s scale\n", plausible,
                        cadre_wording_scale(parameter));
    else
        cadre_text_add(out,
                       "  plausible  only the default; a design that sweeps it gives values\n");
    cadre_text_addf(out, "  allowed    %s\n", allowed);
    cadre_text_addf(out, "  type       %s\n", cadre_wording_type(parameter));
    cadre_text_addf(out, "  scope      %s\n", scope_in_full(parameter));
    cadre_text_addf(out, "  basis      %s\n", basis_in_full(parameter));
    cadre_text_addf(out, "  option     --set %s=%s\n", parameter->key, value);
    cadre_text_addf(out, "  in a file  \"parameters\": {\"%s\": {\"%s\": %s}}\n", parameter->group,
                    parameter->name, value);
}

/* ---------------------------------------------------------------- CSV and JSON */

static void add_numbers(cadre_text_t *out, const cadre_parameter_t *parameter)
{
    const double numbers[] = {parameter->value, parameter->low, parameter->high, parameter->min,
                              parameter->max};
    char digits[CADRE_NUMBER_SIZE];
    for (int i = 0; i < 5; i++) {
        cadre_format_double(numbers[i], digits);
        cadre_text_addf(out, "%s,", digits);
    }
}

void cadre_document_parameters_csv(cadre_text_t *out)
{
    cadre_text_add(out, "type,key,scope,default,low,high,min,max,unit,scale,basis,meaning\n");
    for (int i = 0; i < cadre_parameter_count(); i++) {
        const cadre_parameter_t *parameter = cadre_parameter_at(i);
        cadre_text_addf(out, "%s,%s,%s,", cadre_wording_type(parameter), parameter->key,
                        cadre_wording_scope(parameter));
        add_numbers(out, parameter);
        cadre_text_add_csv(out, parameter->unit);
        cadre_text_addf(out, ",%s,%s,", cadre_wording_scale(parameter),
                        cadre_wording_basis(parameter));
        cadre_text_add_csv(out, parameter->meaning);
        cadre_text_add(out, "\n");
    }
}

/* Numbers also for booleans: low and high are those of a sweep, which knows only numbers. */
static void write_parameter(cadre_json_writer_t *writer, const cadre_parameter_t *parameter)
{
    cadre_json_write_open(writer, NULL, '{');
    cadre_json_write_string(writer, "key", parameter->key);
    cadre_json_write_string(writer, "group", parameter->group);
    cadre_json_write_string(writer, "name", parameter->name);
    cadre_json_write_string(writer, "type", cadre_wording_type(parameter));
    cadre_json_write_string(writer, "scope", cadre_wording_scope(parameter));
    cadre_json_write_number(writer, "default", parameter->value);
    cadre_json_write_number(writer, "low", parameter->low);
    cadre_json_write_number(writer, "high", parameter->high);
    cadre_json_write_number(writer, "min", parameter->min);
    cadre_json_write_number(writer, "max", parameter->max);
    cadre_json_write_string(writer, "unit", parameter->unit);
    cadre_json_write_string(writer, "scale", cadre_wording_scale(parameter));
    cadre_json_write_string(writer, "basis", cadre_wording_basis(parameter));
    cadre_json_write_string(writer, "meaning", parameter->meaning);
    cadre_json_write_close(writer, '}');
}

void cadre_document_parameters_json(cadre_text_t *out)
{
    cadre_json_writer_t writer = {.out = out};
    cadre_json_write_open(&writer, NULL, '[');
    for (int i = 0; i < cadre_parameter_count(); i++)
        write_parameter(&writer, cadre_parameter_at(i));
    cadre_json_write_close(&writer, ']');
}
