#include "cli/commands.h"

#include "base/memory.h"
#include "cli/output.h"
#include "cli/terminal.h"
#include "params/documents.h"
#include "params/parameters.h"
#include "json/json.h"

#include <string.h>

/* No parameter has `key` in its name: the nearest key or group may have been meant. */
static int unknown(const char *key, cadre_error_t *err)
{
    const int count = cadre_parameter_count();
    const char **names = cadre_alloc(2 * (size_t)count, sizeof *names);
    if (names == NULL)
        return cadre_error_set(err, CADRE_ERROR_MEMORY, "out of memory");
    for (int i = 0; i < count; i++) {
        names[i] = cadre_parameter_at(i)->key;
        names[count + i] = cadre_parameter_at(i)->group;
    }
    cadre_error_set(err, CADRE_ERROR_USAGE, "there is no parameter '%s'", key);
    cadre_error_found(err, key);
    const char *nearest = cadre_nearest(key, names, 2 * count);
    if (nearest != NULL)
        cadre_error_hint(err, "did you mean '%s'?", nearest);
    else
        cadre_error_hint(err, "'cadre params' lists them");
    cadre_free(names);
    return CADRE_ERROR_USAGE;
}

/* What KEY selects: a parameter or, as a part of keys, several. A group is the part up to its dot,
 * so that 'exit' is not also every key with "exit" in it. */
typedef struct {
    int index; /* of the one parameter, or -1 */
    char filter[160];
} selection_t;

static int select_parameters(const char *key, selection_t *out, cadre_error_t *err)
{
    *out = (selection_t){.index = cadre_parameter_find(key)};
    if (out->index >= 0)
        return 0;
    if (strlen(key) + 2 > sizeof out->filter)
        return unknown(key, err);
    strcpy(out->filter, key);
    if (cadre_parameter_is_group(key))
        strcat(out->filter, ".");
    for (int i = 0; i < cadre_parameter_count(); i++)
        if (strstr(cadre_parameter_at(i)->key, out->filter) != NULL)
            return 0;
    return unknown(key, err);
}

static bool selects(const selection_t *self, const char *key)
{
    if (self == NULL)
        return true;
    return self->index >= 0 ? strcmp(cadre_parameter_at(self->index)->key, key) == 0
                            : strstr(key, self->filter) != NULL;
}

/* The elements of the JSON array of all parameters that are selected. */
static int write_selected(const char *all, const selection_t *selection, cadre_json_writer_t *out,
                          const char *key, cadre_error_t *err)
{
    cadre_json_document_t *document = NULL;
    const int status = cadre_json_parse(all, strlen(all), "parameters", &document, err);
    if (status != 0)
        return status;
    const cadre_json_t *list = cadre_json_root(document);
    cadre_json_write_open(out, key, '[');
    for (int i = 0; i < cadre_json_size(list); i++) {
        const cadre_json_t *item = cadre_json_at(list, i);
        cadre_text_t text = {0};
        if (selects(selection, cadre_json_string(cadre_json_get(item, "key")))) {
            cadre_json_canonical(item, &text);
            cadre_json_write_raw(out, NULL, text.failed ? "null" : text.data);
        }
        out->out->failed |= text.failed;
        cadre_text_free(&text);
    }
    cadre_json_write_close(out, ']');
    cadre_json_free(document);
    return 0;
}

/* --format json is the bare array; --json is the same as the result of the one object. */
static int write_json(const selection_t *selection, bool whole, cadre_text_t *text,
                      cadre_error_t *err)
{
    cadre_json_writer_t out = {.out = text};
    cadre_text_t all = {0};
    cadre_document_parameters_json(&all);
    if (all.failed)
        return cadre_error_set(err, CADRE_ERROR_MEMORY, "out of memory");
    if (whole) {
        cadre_answer_begin(&out, "params", "ok");
        cadre_answer_result(&out);
    }
    const int status = write_selected(all.data, selection, &out, whole ? "result" : NULL, err);
    if (whole)
        cadre_answer_end(&out);
    cadre_text_free(&all);
    return status;
}

static void write_table(const selection_t *selection, cadre_text_t *out)
{
    const int width = cadre_terminal_look(1).width;
    if (selection != NULL && selection->index >= 0)
        cadre_document_parameter(out, selection->index);
    else
        cadre_document_parameters_table(out, selection != NULL ? selection->filter : NULL, width);
}

static int all_only(const char *format, const char *key, cadre_error_t *err)
{
    return cadre_error_set(err, CADRE_ERROR_USAGE,
                           "--format %s is of all parameters: leave out '%s'", format, key);
}

int cadre_command_params(const cadre_arguments_t *arguments, cadre_error_t *err)
{
    const char *format = arguments->json ? "json" : cadre_arguments_format(arguments);
    const char *key = arguments->operand_count > 0 ? arguments->operands[0] : NULL;
    selection_t selection;
    cadre_text_t out = {0};
    int status = key != NULL ? select_parameters(key, &selection, err) : 0;
    if (status != 0)
        return status;
    if (strcmp(format, "table") == 0)
        write_table(key != NULL ? &selection : NULL, &out);
    else if (strcmp(format, "json") == 0)
        status = write_json(key != NULL ? &selection : NULL, arguments->json, &out, err);
    else if (key != NULL)
        status = all_only(format, key, err);
    else if (strcmp(format, "markdown") == 0)
        cadre_document_parameters_markdown(&out);
    else if (strcmp(format, "csv") == 0)
        cadre_document_parameters_csv(&out);
    else if (strcmp(format, "design-schema") == 0)
        cadre_document_design_schema(&out);
    else
        cadre_document_scenario_schema(&out);
    if (status == 0)
        return cadre_output_text(&out, err);
    cadre_text_free(&out);
    return status;
}
