#include "cli/commands.h"

#include "cli/asking.h"
#include "cli/signals.h"
#include "cli/study.h"
#include "store/attribution_store.h"

#include <string.h>

static int refuse(const char *message, cadre_error_t *err)
{
    return cadre_error_set(err, CADRE_ERROR_USAGE, "%s", message);
}

static int read_options(const cadre_arguments_t *arguments, cadre_asking_t *out, cadre_error_t *err)
{
    const int status = cadre_asking_read(arguments, out, err);
    if (status != 0)
        return status;
    if (arguments->design == NULL || arguments->outcomes == NULL)
        return refuse("'cadre analyze' needs --design FILE and --outcomes FILE", err);
    if (arguments->setting_count > 0)
        return refuse("'cadre analyze' runs nothing: --set has no use here", err);
    return 0;
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
    const char *files[] = {arguments->design, arguments->outcomes};
    cadre_text_addf(out, "cadre analyze %s", cadre_ask_name(options->method));
    for (int i = 0; i < 2; i++) {
        if (files[i] == NULL)
            continue;
        const char *slash = strrchr(files[i], '/');
        cadre_text_add(out, i == 0 ? " --design " : " --outcomes ");
        cadre_write_shell_word(out, slash != NULL ? slash + 1 : files[i]);
    }
    cadre_asking_write(arguments, options, out);
    cadre_text_addf(out, " --seed %llu", (unsigned long long)options->seed);
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

int cadre_command_analyze(const cadre_arguments_t *arguments, cadre_error_t *err)
{
    cadre_asking_t asking;
    cadre_told_t told = {0};
    cadre_attribution_t attribution = {0};
    labels_t labels = {0};
    cadre_attribution_page_t page = {
        .attribution = &attribution, .command = "analyze", .status = "ok"};
    int status = read_options(arguments, &asking, err);
    if (status == 0)
        status = write_labels(arguments, &asking.options, &labels, err);
    if (status == 0)
        status = cadre_told_read(&told, arguments->design, arguments->outcomes, err);
    if (status == 0)
        status = cadre_attribution_find(&attribution, &told, &asking.options, err);
    if (status == 0)
        status = store(arguments, &attribution, &labels, &page.replaced, err);
    if (status == 0) {
        page.directory = labels.directory.data;
        status = cadre_asking_answer(arguments, &page, err);
    }
    cadre_attribution_free(&attribution);
    cadre_told_free(&told);
    free_labels(&labels);
    return status;
}
