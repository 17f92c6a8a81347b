/* Markdown, made to be committed beside what it documents. */
#include "params/catalogue.h"
#include "params/documents.h"
#include "params/parameters.h"
#include "params/wording.h"

#include <string.h>

/* `title`, how to make the document again, and what it says first. */
static void add_head(cadre_text_t *out, const char *title, const char *lists,
                     const char *introduction)
{
    cadre_text_addf(
        out, "# %s\n\n<!-- Made by scripts/generate-documents from %s: edit those. -->\n\n%s\n",
        title, lists, introduction);
}

/* "\n| a | b |\n|---|---|\n" for "a|b". */
static void add_table_head(cadre_text_t *out, const char *columns)
{
    cadre_text_add(out, "\n|");
    for (const char *c = columns; *c != '\0'; c += strcspn(c, "|"), c += *c == '|')
        cadre_text_addf(out, " %.*s |", (int)strcspn(c, "|"), c);
    cadre_text_add(out, "\n|");
    for (const char *c = columns; *c != '\0'; c += strcspn(c, "|"), c += *c == '|')
        cadre_text_add(out, "---|");
    cadre_text_add(out, "\n");
}

/* A cell; a bar in it would end it. */
static void add_cell(cadre_text_t *out, const char *text)
{
    cadre_text_add(out, " ");
    for (; *text != '\0'; text++) {
        if (*text == '|')
            cadre_text_add(out, "\\");
        cadre_text_add_n(out, text, 1);
    }
    cadre_text_add(out, " |");
}

static void add_row(cadre_text_t *out, const char *const *cells, int count)
{
    cadre_text_addf(out, "| `%s` |", cells[0]);
    for (int i = 1; i < count; i++)
        add_cell(out, cells[i]);
    cadre_text_add(out, "\n");
}

/* ---------------------------------------------------------------- parameters */

static void add_parameter(cadre_text_t *out, const cadre_parameter_t *parameter)
{
    char value[CADRE_NUMBER_SIZE], plausible[CADRE_RANGE_SIZE], allowed[CADRE_RANGE_SIZE];
    cadre_wording_value(parameter, parameter->value, value);
    cadre_wording_plausible(parameter, plausible);
    cadre_wording_allowed(parameter, allowed);
    if (parameter->low < parameter->high && parameter->scale == CADRE_SCALE_LOG)
        strcat(plausible, " (log)");
    const char *cells[] = {parameter->key,    value,           plausible,
                           allowed,           parameter->unit, cadre_wording_basis(parameter),
                           parameter->meaning};
    add_row(out, cells, 7);
}

static void add_group(cadre_text_t *out, int first)
{
    const cadre_parameter_t *parameter = cadre_parameter_at(first);
    const char *group = parameter->group;
    cadre_text_addf(out, "\n## %s\n\n%s\n", group,
                    parameter->scope == CADRE_SCOPE_WORLD
                        ? "One value for the whole world."
                        : "Each organization has its own values.");
    add_table_head(out, "Key|Default|Plausible|Allowed|Unit|Basis|Meaning");
    for (int i = first; i < cadre_parameter_count(); i++)
        if (strcmp(cadre_parameter_at(i)->group, group) == 0)
            add_parameter(out, cadre_parameter_at(i));
}

static bool is_first_of_group(int index)
{
    for (int i = 0; i < index; i++)
        if (strcmp(cadre_parameter_at(i)->group, cadre_parameter_at(index)->group) == 0)
            return false;
    return true;
}

void cadre_document_parameters_markdown(cadre_text_t *out)
{
    add_head(
        out, "Parameters", "src/params/parameters.def",
        "*Plausible* is the range that sweeps and calibrations take unless a design says\n"
        "otherwise; a dash means that the parameter is not swept. *Basis* says where the default\n"
        "comes from: sourced (a number of the literature), derived from sourced numbers, or\n"
        "assumed. M and C numbers are claims.");
    for (int i = 0; i < cadre_parameter_count(); i++)
        if (is_first_of_group(i))
            add_group(out, i);
}

/* ---------------------------------------------------------------- the other lists */

void cadre_document_measures_markdown(cadre_text_t *out)
{
    static const char *const kinds[] = {"stock", "flow", "mean", "world"};
    add_head(
        out, "Measures", "src/params/measures.def and ledger.def",
        "The columns of `series.csv`, in this order. A stock is as of the row's date, a flow is\n"
        "summed since the previous row, a mean is empty after the organization's end, and a\n"
        "measure of the world is the same for every organization.");
    add_table_head(out, "Column|Kind|Type|Unit|Meaning");
    for (int i = 0; i < CADRE_MEASURE_COUNT; i++) {
        const cadre_measure_info_t *info = cadre_measure_info((cadre_measure_t)i);
        const char *cells[] = {info->name, kinds[info->kind], info->integer ? "integer" : "number",
                               info->unit, info->meaning};
        add_row(out, cells, 5);
    }
    cadre_text_add(out, "\n## Where the hours go\n\nThe purposes of `purpose.csv`.\n");
    add_table_head(out, "Purpose|Meaning");
    for (int i = 0; i < CADRE_HOURS_COUNT; i++) {
        const cadre_hours_info_t *info = cadre_hours_info((cadre_hours_t)i);
        const char *cells[] = {info->name, info->meaning};
        add_row(out, cells, 2);
    }
}

void cadre_document_events_markdown(cadre_text_t *out)
{
    add_head(out, "Events", "src/params/events.def",
             "## What a scenario can set\n\nEach event has `date` and `type`. `note` is optional, "
             "and so "
             "is `organization`, except\nthat a `switch` is always for all; without it an event is "
             "for all of them.");
    add_table_head(out, "Type|More fields|Needs the mechanism|Effect");
    for (int i = 0; i < CADRE_SCRIPTED_COUNT; i++) {
        const cadre_event_info_t *info = cadre_event_info((cadre_event_type_t)i);
        const char *cells[] = {info->name, info->fields, info->mechanism, info->meaning};
        add_row(out, cells, 4);
    }
    cadre_text_add(out, "\n## What a run reports\n\nThese stand in `events.csv`, beside the "
                        "scenario's own.\n");
    add_table_head(out, "Event|Label|Value");
    for (int i = CADRE_SCRIPTED_COUNT; i < CADRE_EVENT_COUNT; i++) {
        const cadre_event_info_t *info = cadre_event_info((cadre_event_type_t)i);
        const char *cells[] = {info->name, info->fields, info->meaning};
        add_row(out, cells, 3);
    }
}

typedef struct {
    const char *name, *number, *entity, *words;
} purpose_t;

static const purpose_t purposes[] = {
#define D(NAME, NUMBER, ENTITY, WORDS) {#NAME, #NUMBER, ENTITY, WORDS},
#include "params/purposes.def"
#undef D
};

void cadre_document_mechanisms_markdown(cadre_text_t *out)
{
    add_head(out, "Mechanisms", "src/params/mechanisms.def and purposes.def",
             "Each is one file of `src/model/`, and `mechanisms.NAME` of a scenario switches it.");
    add_table_head(out, "Mechanism|What it does|Without it");
    for (int i = 0; i < CADRE_MECHANISM_COUNT; i++) {
        const cadre_mechanism_info_t *info = cadre_mechanism_info((cadre_mechanism_t)i);
        const char *cells[] = {info->name, info->does, info->without};
        add_row(out, cells, 3);
    }
    cadre_text_add(out,
                   "\n## Purposes of randomness\n\nEvery draw is keyed by who draws, the week and "
                   "one of these; the words are those of block 0.\n");
    add_table_head(out, "Purpose|Number|Who draws|Words");
    for (size_t i = 0; i < sizeof purposes / sizeof purposes[0]; i++) {
        const char *cells[] = {purposes[i].name, purposes[i].number, purposes[i].entity,
                               purposes[i].words};
        add_row(out, cells, 4);
    }
}
