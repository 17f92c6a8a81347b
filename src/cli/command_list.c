#include "cli/commands.h"

#include "base/memory.h"
#include "cli/output.h"
#include "cli/terminal.h"
#include "cli/writing.h"

#include <stdio.h>
#include <string.h>

static const char *group_of(const cadre_scenario_t *scenario)
{
    return scenario->group != NULL && scenario->group[0] != '\0' ? scenario->group : "others";
}

static bool same_group(const cadre_scenario_t *a, const cadre_scenario_t *b)
{
    return strcmp(group_of(a), group_of(b)) == 0;
}

/* One group: its name and its scenarios, from the one that begins it. */
static void write_group(cadre_text_t *out, cadre_scenario_t *const *scenarios, int first, int count,
                        const cadre_terminal_t *terminal)
{
    int longest = 0;
    for (int i = 0; i < count; i++) {
        const int length = cadre_columns(scenarios[i]->name);
        longest = length > longest ? length : longest;
    }
    /* below the name where there is no room beside it */
    const bool beside = longest + 4 + 30 <= terminal->width;
    const int at = beside ? longest + 4 : 6;
    cadre_text_addf(out, "%s%s\n", first > 0 ? "\n" : "", group_of(scenarios[first]));
    for (int i = first; i < count; i++) {
        if (!same_group(scenarios[i], scenarios[first]))
            continue;
        cadre_text_add(out, "  ");
        cadre_write_left(out, scenarios[i]->name, beside ? longest + 2 : 0);
        cadre_text_add(out, beside ? "" : "\n      ");
        cadre_write_wrapped(out, scenarios[i]->title, at, at, terminal->width);
    }
}

static void write_page(cadre_text_t *out, cadre_scenario_t *const *scenarios, int count)
{
    const cadre_terminal_t terminal = cadre_terminal_look(1);
    for (int i = 0; i < count; i++) {
        bool begins = true;
        for (int j = 0; j < i; j++)
            begins &= !same_group(scenarios[i], scenarios[j]);
        if (begins)
            write_group(out, scenarios, i, count, &terminal);
    }
}

static void write_names(cadre_text_t *out, cadre_scenario_t *const *scenarios, int count)
{
    for (int i = 0; i < count; i++)
        cadre_text_addf(out, "%s\n", scenarios[i]->name);
}

static void write_objects(cadre_text_t *text, cadre_scenario_t *const *scenarios, int count)
{
    cadre_json_writer_t out = {.out = text};
    cadre_answer_begin(&out, "list", "ok");
    cadre_answer_result(&out);
    cadre_json_write_open(&out, "result", '[');
    for (int i = 0; i < count; i++) {
        cadre_json_write_open(&out, NULL, '{');
        cadre_json_write_string(&out, "name", scenarios[i]->name);
        cadre_answer_text(&out, "title", scenarios[i]->title);
        cadre_answer_text(&out, "group", scenarios[i]->group);
        cadre_json_write_string(&out, "path", scenarios[i]->path);
        cadre_json_write_close(&out, '}');
    }
    cadre_json_write_close(&out, ']');
    cadre_answer_end(&out);
}

/* Loads what can be loaded; the rest is worth listing all the same. `*bad` counts the others. */
static int load_all(char *const *paths, int path_count, cadre_scenario_t **scenarios, int *count,
                    int *bad, bool tell, cadre_error_t *err)
{
    for (int i = 0; i < path_count; i++) {
        const int status =
            cadre_scenario_load(paths[i], (cadre_overrides_t){0}, &scenarios[*count], err);
        if (status == CADRE_ERROR_MEMORY)
            return status;
        if (status != 0 && tell)
            cadre_error_print(err, false);
        *bad += status != 0;
        *count += status == 0;
    }
    return 0;
}

int cadre_command_list(const cadre_arguments_t *arguments, cadre_error_t *err)
{
    char **paths = NULL;
    int path_count = 0, count = 0, bad = 0;
    cadre_text_t out = {0};
    int status = cadre_scenario_catalogue(&paths, &path_count, err);
    if (status != 0)
        return status;
    if (path_count == 0 && !arguments->quiet && !arguments->json)
        fprintf(stderr, "no scenarios in ./configs, $CADRE_PATH or the installed folder\n");
    cadre_scenario_t **scenarios = cadre_alloc((size_t)path_count, sizeof(cadre_scenario_t *));
    if (scenarios != NULL)
        status = load_all(paths, path_count, scenarios, &count, &bad, !arguments->json, err);
    else
        status = cadre_error_set(err, CADRE_ERROR_MEMORY, "out of memory");
    if (status == 0) {
        (arguments->json    ? write_objects
         : arguments->quiet ? write_names
                            : write_page)(&out, scenarios, count);
        status = cadre_output_text(&out, err);
    }
    if (status == 0 && bad > 0) {
        status = cadre_error_set(err, CADRE_ERROR_INPUT, "%d of %d scenarios cannot be read", bad,
                                 path_count);
        cadre_error_hint(err, "'cadre check FILE' says why");
    }
    for (int i = 0; i < count; i++)
        cadre_scenario_free(scenarios[i]);
    cadre_free(scenarios);
    cadre_scenario_catalogue_free(paths, path_count);
    return status;
}
