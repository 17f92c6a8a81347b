#include "cli/commands.h"

#include "cli/output.h"
#include "cli/terminal.h"
#include "cli/writing.h"
#include "params/catalogue.h"
#include "params/documents.h"

#include <string.h>

static const char *const kinds[] = {"stock", "flow", "mean", "world"};

/* "stock, people: All members …" beside the name, or below it where there is no room. */
static void write_measure(cadre_text_t *out, const cadre_measure_info_t *measure, int longest,
                          int width)
{
    const bool beside = width >= CADRE_WIDTH_USUAL;
    const int at = beside ? longest + 2 : 4;
    cadre_text_t meaning = {0};
    cadre_text_addf(&meaning, "%s [%s, %s]", measure->meaning, kinds[measure->kind], measure->unit);
    cadre_write_left(out, measure->name, beside ? at : 0);
    cadre_text_add(out, beside ? "" : "\n    ");
    if (meaning.failed)
        out->failed = true;
    else
        cadre_write_wrapped(out, meaning.data, at, at, width);
    cadre_text_free(&meaning);
}

static void write_table(cadre_text_t *out)
{
    const int width = cadre_terminal_look(1).width;
    int longest = 0;
    for (int m = 0; m < CADRE_MEASURE_COUNT; m++) {
        const int length = cadre_columns(cadre_measure_info((cadre_measure_t)m)->name);
        longest = length > longest ? length : longest;
    }
    for (int m = 0; m < CADRE_MEASURE_COUNT; m++)
        write_measure(out, cadre_measure_info((cadre_measure_t)m), longest, width);
}

static void write_markdown(cadre_text_t *out)
{
    cadre_document_measures_markdown(out);
    cadre_text_add(out, "\n");
    cadre_document_events_markdown(out);
    cadre_text_add(out, "\n");
    cadre_document_mechanisms_markdown(out);
}

static void write_objects(cadre_text_t *text)
{
    cadre_json_writer_t out = {.out = text};
    cadre_answer_begin(&out, "measures", "ok");
    cadre_answer_result(&out);
    cadre_json_write_open(&out, "result", '[');
    for (int m = 0; m < CADRE_MEASURE_COUNT; m++) {
        const cadre_measure_info_t *measure = cadre_measure_info((cadre_measure_t)m);
        cadre_json_write_open(&out, NULL, '{');
        cadre_json_write_string(&out, "name", measure->name);
        cadre_json_write_string(&out, "kind", kinds[measure->kind]);
        cadre_json_write_string(&out, "type", measure->integer ? "integer" : "number");
        cadre_json_write_string(&out, "unit", measure->unit);
        cadre_json_write_string(&out, "meaning", measure->meaning);
        cadre_json_write_close(&out, '}');
    }
    cadre_json_write_close(&out, ']');
    cadre_answer_end(&out);
}

int cadre_command_measures(const cadre_arguments_t *arguments, cadre_error_t *err)
{
    cadre_text_t out = {0};
    if (arguments->json)
        write_objects(&out);
    else if (strcmp(cadre_arguments_format(arguments), "markdown") == 0)
        write_markdown(&out);
    else
        write_table(&out);
    return cadre_output_text(&out, err);
}
