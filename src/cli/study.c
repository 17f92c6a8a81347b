#include "cli/study.h"

#include "base/memory.h"
#include "cli/machine.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/signals.h"
#include "cli/writing.h"
#include "model/world.h"

#include <stdio.h>
#include <string.h>

/* People a world must be able to hold: as many as may be, else as many as there are at first. */
static double people_of(const cadre_specification_t *specification)
{
    double founders = 0;
    for (int o = 0; o < specification->organization_count; o++)
        founders += (double)specification->organizations[o].founders.members *
                    specification->organizations[o].copies;
    const double limit = specification->parameters.limits_members;
    return limit > founders ? limit : founders;
}

int cadre_study_check_memory(const cadre_scenario_t *scenario, int64_t runs, double worlds,
                             double more, cadre_error_t *err)
{
    const double people = people_of(&scenario->specification);
    const double needed = worlds * cadre_world_bytes(&scenario->specification, people) + more;
    const double available = cadre_machine_memory();
    char count[CADRE_WORD_SIZE], words[CADRE_WORD_SIZE];
    if (available <= 0 || needed <= available)
        return 0;
    cadre_error_set(err, CADRE_ERROR_MEMORY,
                    "%s may need %.1f GB (%s runs, %.0f at once, of up to %s people), and %.1f GB "
                    "are free",
                    scenario->name, needed / 1e9, cadre_word_count((double)runs, words), worlds,
                    cadre_word_count(people, count), available / 1e9);
    cadre_error_hint(err, "lower limits.members, --threads or -n");
    return CADRE_ERROR_MEMORY;
}

void cadre_write_shell_word(cadre_text_t *out, const char *word)
{
    static const char plain[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.=/:+-";
    if (*word != '\0' && strspn(word, plain) == strlen(word)) {
        cadre_text_add(out, word);
        return;
    }
    cadre_text_add(out, "'");
    for (; *word != '\0'; word++)
        cadre_text_add_n(out, *word == '\'' ? "'\\''" : word, *word == '\'' ? 4 : 1);
    cadre_text_add(out, "'");
}

void cadre_write_settings(cadre_text_t *out, const char *option, const char *const *values,
                          int count)
{
    for (int i = 0; i < count; i++) {
        cadre_text_addf(out, " %s ", option);
        cadre_write_shell_word(out, values[i]);
    }
}

uint64_t cadre_study_seed(const cadre_arguments_t *arguments, const cadre_scenario_t *scenario)
{
    return arguments->has_seed ? arguments->seed : scenario->seed;
}

int64_t cadre_study_runs(const cadre_arguments_t *arguments)
{
    const int64_t usual = arguments->story ? 1 : CADRE_DEFAULT_RUNS;
    return arguments->runs > 0 ? arguments->runs : usual;
}

int cadre_study_threads(const cadre_arguments_t *arguments)
{
    return arguments->threads > 0 ? arguments->threads : cadre_available_threads();
}

cadre_pool_options_t cadre_study_pool_options(const cadre_arguments_t *arguments, uint64_t seed)
{
    return (cadre_pool_options_t){.seed = seed,
                                  .runs = cadre_study_runs(arguments),
                                  .threads = cadre_study_threads(arguments),
                                  .stop = cadre_signals_came};
}

int cadre_study_interrupted(const char *command, cadre_error_t *err)
{
    return cadre_error_set(
        err, CADRE_ERROR_INTERRUPTED,
        "interrupted: nothing was written; 'cadre %s' keeps only complete results", command);
}

/* ------------------------------------------------------- what is said */

void cadre_study_write_heading(const cadre_study_t *self, const cadre_scenario_t *scenario,
                               int width, cadre_text_t *out)
{
    char word[CADRE_WORD_SIZE];
    const int threads = cadre_study_threads(self->arguments);
    cadre_write_wrapped(out, scenario->title, 0, 0, width);
    cadre_text_addf(out, "%s %s, seed %llu, %d %s, %.1f s\n",
                    cadre_word_count((double)self->totals.total, word),
                    self->totals.total == 1 ? "run" : "runs",
                    (unsigned long long)self->options.seed, threads,
                    threads == 1 ? "thread" : "threads", self->totals.seconds);
    if (self->totals.capped > 0)
        cadre_text_addf(out, "%lld passed limits.members and stopped there\n",
                        (long long)self->totals.capped);
    if (self->totals.failed > 0)
        cadre_text_addf(out, "%lld failed and are left out\n", (long long)self->totals.failed);
}

void cadre_study_write_files(cadre_text_t *out, const char *directory, bool replaced,
                             const char *file)
{
    cadre_text_addf(out, "\nresults in %s%s\n  %s datapackage.json\n", directory,
                    replaced ? " (replaced)" : "", file);
}

void cadre_study_answer_begin(const cadre_study_t *self, const char *directory, const char *file,
                              cadre_json_writer_t *out)
{
    char seed[24];
    snprintf(seed, sizeof seed, "%llu", (unsigned long long)self->options.seed);
    cadre_answer_begin(out, self->options.kind,
                       self->totals.failed > 0 ? "some runs failed" : "ok");
    cadre_answer_file(out, directory, file);
    cadre_answer_file(out, directory, "datapackage.json");
    cadre_answer_result(out);
    cadre_json_write_open(out, "result", '{');
    cadre_json_write_string(out, "scenario", self->options.scenarios[0]->name);
    cadre_json_write_number(out, "runs", (double)self->options.runs);
    cadre_json_write_number(out, "failed", (double)self->totals.failed);
    cadre_json_write_number(out, "capped", (double)self->totals.capped);
    cadre_json_write_string(out, "seed", seed);
}

/* ------------------------------------------------------- into a folder */

static int run_variants(cadre_study_t *self, cadre_error_t *err)
{
    cadre_progress_view_t view =
        cadre_progress_view(self->arguments->quiet || self->arguments->json, "runs");
    cadre_pool_options_t options = cadre_study_pool_options(self->arguments, self->options.seed);
    options.progress = cadre_progress_show;
    options.progress_context = &view;
    const int status = cadre_pool_run_variants(self->variants, self->variant_count, &options,
                                               self->observer, self->context, &self->totals, err);
    cadre_progress_erase(&view);
    return status == 0 && cadre_signals_came(NULL) ? CADRE_ERROR_INTERRUPTED : status;
}

static int run_to_folder(cadre_study_t *self, cadre_text_t *out, cadre_error_t *err)
{
    bool replaced = false;
    cadre_study_store_t *store = NULL;
    int status = cadre_study_store_open(&self->options, &store, err);
    if (status == 0)
        status = run_variants(self, err);
    if (status == 0)
        status = self->write(self->context, store, &replaced, err);
    cadre_study_store_close(store);
    if (status == 0 && self->arguments->quiet && !self->arguments->json)
        cadre_text_addf(out, "%s\n", self->options.directory);
    else if (status == 0 && self->arguments->json)
        self->answer(self->context, self->options.directory, out);
    else if (status == 0)
        self->page(self->context, self->options.directory, replaced, out);
    return status;
}

/* The directory asked for, or results/COMMAND-NAME. */
static void name_directory(const cadre_study_t *self, cadre_text_t *out)
{
    if (self->arguments->output != NULL) {
        cadre_text_add(out, self->arguments->output);
        return;
    }
    cadre_text_addf(out, "results/%s", self->options.kind);
    for (int i = 0; i < self->options.scenario_count; i++)
        cadre_text_addf(out, "-%s", self->options.scenarios[i]->name);
}

int cadre_study_run(cadre_study_t *self, cadre_error_t *err)
{
    cadre_text_t directory = {0}, out = {0};
    name_directory(self, &directory);
    if (directory.failed)
        return cadre_error_set(err, CADRE_ERROR_MEMORY, "out of memory");
    self->options.directory = directory.data;
    const cadre_held_signals_t held = cadre_signals_hold(true);
    int status = run_to_folder(self, &out, err);
    cadre_signals_release(held);
    if (status == CADRE_ERROR_INTERRUPTED)
        cadre_study_interrupted(self->options.kind, err);
    else if (status == 0)
        status = cadre_output_text(&out, err);
    if (status == 0 && self->totals.failed > 0)
        status = CADRE_ERROR_SOME_RUNS; /* `err` has the first, from the pool */
    cadre_text_free(&out);
    cadre_text_free(&directory);
    return status;
}

/* ------------------------------------------------------- of patterns */

/* The scenario, which must have patterns, and the recording of every week that they need. */
static int open_patterns(const cadre_arguments_t *arguments, cadre_scenario_t **scenario,
                         int32_t **steps, cadre_recording_t *recording, cadre_error_t *err)
{
    const int status = cadre_open_scenario(arguments, arguments->operands[0], scenario, err);
    if (status != 0)
        return status;
    if ((*scenario)->pattern_count == 0) {
        cadre_error_set(err, CADRE_ERROR_INPUT, "'%s' has no evidence to hold runs against",
                        (*scenario)->name);
        cadre_error_hint(err, "name a file of patterns with \"evidence\" in the scenario");
        return CADRE_ERROR_INPUT;
    }
    *recording = (cadre_recording_t){0};
    if (cadre_row_steps(&(*scenario)->specification, CADRE_EVERY_WEEK, steps,
                        &recording->row_count) != CADRE_OK)
        return cadre_error_set(err, CADRE_ERROR_MEMORY, "out of memory");
    recording->row_steps = *steps;
    return 0;
}

/* "cadre KIND NAME -n N --seed S --set …": what makes the same results again. */
static void write_command(const cadre_arguments_t *arguments, const char *kind,
                          const cadre_scenario_t *scenario, cadre_text_t *out)
{
    cadre_text_addf(out, "cadre %s ", kind);
    cadre_write_shell_word(out, scenario->name);
    cadre_text_addf(out, " -n %lld --seed %llu", (long long)cadre_study_runs(arguments),
                    (unsigned long long)cadre_study_seed(arguments, scenario));
    cadre_write_settings(out, "--set", arguments->settings, arguments->setting_count);
}

int cadre_study_run_patterns(cadre_study_t *self, cadre_scenario_t **scenario,
                             cadre_recording_t *recording,
                             int (*prepare)(void *context, cadre_error_t *err), cadre_error_t *err)
{
    const cadre_arguments_t *arguments = self->arguments;
    cadre_study_options_t *options = &self->options;
    cadre_text_t command = {0};
    int32_t *steps = NULL;
    int status = open_patterns(arguments, scenario, &steps, recording, err);
    if (status == 0) {
        write_command(arguments, options->kind, *scenario, &command);
        options->scenarios[0] = *scenario;
        options->scenario_count = 1;
        options->command = command.data;
        options->seed = cadre_study_seed(arguments, *scenario);
        options->runs = cadre_study_runs(arguments);
        options->every = CADRE_EVERY_WEEK;
        options->force = arguments->force;
        status = command.failed ? cadre_error_set(err, CADRE_ERROR_MEMORY, "out of memory")
                                : prepare(self->context, err);
    }
    if (status == 0)
        status = cadre_study_run(self, err);
    cadre_text_free(&command);
    cadre_free(steps);
    return status;
}
