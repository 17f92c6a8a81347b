#include "cli/commands.h"

#include "cli/attribution_page.h"
#include "cli/output.h"
#include "cli/signals.h"
#include "cli/study.h"
#include "store/attribution_store.h"

#include <string.h>

enum { DEFAULT_LEVELS = 4, NAME_SIZE = 128 };

static int read_method(const char *name, cadre_ask_t *out, cadre_error_t *err)
{
    const char *names[CADRE_ASK_COUNT];
    for (int m = 0; m < CADRE_ASK_COUNT; m++) {
        names[m] = cadre_ask_name((cadre_ask_t)m);
        *out = (cadre_ask_t)m;
        if (strcmp(names[m], name) == 0)
            return 0;
    }
    cadre_error_set(err, CADRE_ERROR_USAGE, "there is no method '%s'", name);
    cadre_error_found(err, name);
    cadre_error_allowed(err, "morris, sobol, pawn, delta, prim");
    const char *nearest = cadre_nearest(name, names, CADRE_ASK_COUNT);
    if (nearest != NULL)
        cadre_error_hint(err, "did you mean '%s'?", nearest);
    else
        cadre_error_hint(err, "there are morris, sobol, pawn, delta, prim");
    return CADRE_ERROR_USAGE;
}

/* "OUTCOME < NUMBER", or "< NUMBER". `name` holds the outcome's name. */
static int read_when(const char *text, char name[NAME_SIZE], cadre_ask_options_t *out,
                     cadre_error_t *err)
{
    static const char *const SIGNS[] = {"<", "<=", ">", ">=", "="}; /* cadre_case_relation_t */
    const size_t length = strcspn(text, "<>=");
    const size_t sign = strspn(text + length, "<>=");
    const char *number = text + length + sign;
    size_t end = length;
    while (end > 0 && text[end - 1] == ' ')
        end--;
    number += strspn(number, " ");
    int relation = 0;
    while (relation < 5 &&
           (strlen(SIGNS[relation]) != sign || strncmp(SIGNS[relation], text + length, sign) != 0))
        relation++;
    if (relation == 5 || end >= NAME_SIZE || !cadre_parse_number(number, &out->case_value)) {
        cadre_error_found(err, text);
        cadre_error_set(err, CADRE_ERROR_USAGE, "--when cannot be '%s'", text);
        cadre_error_key(err, "--when");
        cadre_error_hint(err, "as in 'y_iso_members_end < 100', with <, <=, >, >= or =");
        return CADRE_ERROR_USAGE;
    }
    memcpy(name, text, end);
    name[end] = '\0';
    out->case_outcome = end > 0 ? name : NULL;
    out->case_relation = (cadre_case_relation_t)relation;
    return 0;
}

static int refuse(const char *message, cadre_error_t *err)
{
    return cadre_error_set(err, CADRE_ERROR_USAGE, "%s", message);
}

static int read_options(const cadre_arguments_t *arguments, char name[NAME_SIZE],
                        cadre_ask_options_t *out, cadre_error_t *err)
{
    *out = (cadre_ask_options_t){
        .estimator = (cadre_estimator_t)arguments->estimator,
        .randomizations = arguments->randomizations > 0 ? arguments->randomizations : 1,
        .levels = arguments->levels > 0 ? arguments->levels : DEFAULT_LEVELS,
        .seed = arguments->has_seed ? arguments->seed : 1,
        .drop_failed = arguments->drop_failed};
    const int status = read_method(arguments->operands[0], &out->method, err);
    if (status != 0)
        return status;
    if (arguments->design == NULL || arguments->outcomes == NULL)
        return refuse("'cadre analyze' needs --design FILE and --outcomes FILE", err);
    if (arguments->setting_count > 0)
        return refuse("'cadre analyze' runs nothing: --set has no use here", err);
    if ((arguments->when != NULL) != (out->method == CADRE_ASK_PRIM))
        return refuse(out->method == CADRE_ASK_PRIM
                          ? "prim needs --when: which runs are of interest"
                          : "--when is of use to prim only",
                      err);
    return arguments->when != NULL ? read_when(arguments->when, name, out, err) : 0;
}

/* The stem of a file's name, after the name of its folder if the path has one: many sweeps have a
 * runs.csv. */
static void write_stem(cadre_text_t *out, const char *path)
{
    const char *slash = strrchr(path, '/'), *name = slash != NULL ? slash + 1 : path;
    const char *dot = strrchr(name, '.'), *folder = slash;
    while (folder != NULL && folder > path && folder[-1] != '/')
        folder--;
    if (folder != NULL && slash > folder && *folder != '.') {
        cadre_text_add_n(out, folder, (size_t)(slash - folder));
        cadre_text_add(out, "-");
    }
    cadre_text_add_n(out, name, dot != NULL && dot > name ? (size_t)(dot - name) : strlen(name));
}

/* The command that makes the same results again; the manifest names no machine's paths. */
static void write_command(const cadre_arguments_t *arguments, const cadre_ask_options_t *options,
                          cadre_text_t *out)
{
    static const char *const ESTIMATORS[] = {"", " --estimator jansen", " --estimator martinez"};
    const char *files[] = {arguments->design, arguments->outcomes};
    cadre_text_addf(out, "cadre analyze %s", cadre_ask_name(options->method));
    for (int i = 0; i < 2; i++) {
        if (files[i] == NULL)
            continue;
        const char *slash = strrchr(files[i], '/');
        cadre_text_add(out, i == 0 ? " --design " : " --outcomes ");
        cadre_write_shell_word(out, slash != NULL ? slash + 1 : files[i]);
    }
    cadre_text_add(out, ESTIMATORS[options->estimator]);
    if (options->randomizations > 1)
        cadre_text_addf(out, " --randomizations %d", options->randomizations);
    if (options->levels != DEFAULT_LEVELS)
        cadre_text_addf(out, " --levels %d", options->levels);
    if (arguments->when != NULL)
        cadre_write_settings(out, "--when", &arguments->when, 1);
    cadre_text_addf(out, "%s --seed %llu", options->drop_failed ? " --drop-failed" : "",
                    (unsigned long long)options->seed);
}

/* Texts that the results carry. */
typedef struct {
    cadre_text_t directory, subject, name, command;
} labels_t;

static int write_labels(const cadre_arguments_t *arguments, const cadre_ask_options_t *options,
                        labels_t *out, cadre_error_t *err)
{
    const char *method = cadre_ask_name(options->method);
    if (arguments->output != NULL) {
        cadre_text_add(&out->directory, arguments->output);
    } else {
        cadre_text_addf(&out->directory, "results/analyze-%s-", method);
        write_stem(&out->directory, arguments->outcomes);
    }
    cadre_text_addf(&out->subject, "%s ", method);
    write_stem(&out->subject, arguments->outcomes);
    cadre_text_addf(&out->name, "%s", method);
    write_command(arguments, options, &out->command);
    return out->directory.failed || out->subject.failed || out->name.failed || out->command.failed
               ? cadre_error_set(err, CADRE_ERROR_MEMORY, "out of memory")
               : 0;
}

static void free_labels(labels_t *self)
{
    cadre_text_free(&self->directory);
    cadre_text_free(&self->subject);
    cadre_text_free(&self->name);
    cadre_text_free(&self->command);
}

static int store(const cadre_arguments_t *arguments, const cadre_attribution_t *attribution,
                 const labels_t *labels, bool *replaced, cadre_error_t *err)
{
    const cadre_attribution_store_options_t options = {.directory = labels->directory.data,
                                                       .subject = labels->subject.data,
                                                       .name = labels->name.data,
                                                       .command = labels->command.data,
                                                       .force = arguments->force};
    const cadre_held_signals_t held = cadre_signals_hold(true);
    const int status = cadre_attribution_store(&options, attribution, replaced, err);
    cadre_signals_release(held);
    return status;
}

static void describe(const cadre_arguments_t *arguments, const cadre_attribution_page_t *page,
                     cadre_text_t *out)
{
    const cadre_terminal_t terminal = cadre_terminal_look(1);
    if (arguments->json)
        cadre_attribution_answer(page, out);
    else if (arguments->quiet)
        cadre_text_addf(out, "%s\n", page->directory);
    else
        cadre_attribution_page(page, &terminal, out);
}

int cadre_command_analyze(const cadre_arguments_t *arguments, cadre_error_t *err)
{
    char name[NAME_SIZE];
    cadre_ask_options_t options;
    cadre_told_t told = {0};
    cadre_attribution_t attribution = {0};
    labels_t labels = {0};
    cadre_text_t out = {0};
    cadre_attribution_page_t page = {.attribution = &attribution};
    int status = read_options(arguments, name, &options, err);
    if (status == 0)
        status = write_labels(arguments, &options, &labels, err);
    if (status == 0)
        status = cadre_told_read(&told, arguments->design, arguments->outcomes, err);
    if (status == 0)
        status = cadre_attribution_find(&attribution, &told, &options, err);
    if (status == 0)
        status = store(arguments, &attribution, &labels, &page.replaced, err);
    if (status == 0) {
        page.directory = labels.directory.data;
        describe(arguments, &page, &out);
        status = cadre_output_text(&out, err);
    }
    cadre_text_free(&out);
    cadre_attribution_free(&attribution);
    cadre_told_free(&told);
    free_labels(&labels);
    return status;
}
