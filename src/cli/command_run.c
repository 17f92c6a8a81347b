#include "cli/commands.h"

#include "base/memory.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/signals.h"
#include "cli/story.h"
#include "cli/study.h"
#include "cli/summary.h"
#include "cli/trace.h"
#include "cli/writing.h"
#include "engine/ensemble.h"

#include <stdio.h>
#include <string.h>

/* What one `run` is about. */
typedef struct {
    const cadre_arguments_t *arguments;
    const cadre_scenario_t *scenario;
    const cadre_recording_t *recording;
    uint64_t seed;
    int64_t runs, keep_runs;
    const cadre_posterior_t *posterior; /* whose points the runs take, or NULL */
    cadre_posterior_t *own_posterior;   /* of --posterior */
    int threads, observed;              /* observed: organizations with people */
    cadre_run_store_t *store;           /* of results in a folder */
    cadre_series_stream_t *stream;      /* of a series to standard output */
    cadre_figures_t *figures;
    cadre_text_t story;
    bool replaced; /* earlier results, by these */
    cadre_progress_t totals;
} job_t;

/* ---------------------------------------------------------------------------------- before it */

/* `-o -`: series.csv to standard output instead of a folder. */
static bool is_stream(const cadre_arguments_t *arguments)
{
    return arguments->output != NULL && strcmp(arguments->output, "-") == 0;
}

static int check_memory(const job_t *self, cadre_error_t *err)
{
    const double worlds = self->threads < self->runs ? self->threads : (double)self->runs;
    const double more =
        is_stream(self->arguments) ? 0 : cadre_figures_bytes(self->runs, self->observed);
    return cadre_study_check_memory(self->scenario, self->runs, worlds, more, err);
}

/* ---------------------------------------------------------------------------------- the runs */

static int run_ensemble(job_t *self, const cadre_pool_options_t *options, cadre_observer_t observer,
                        cadre_error_t *err)
{
    const cadre_ensemble_t ensemble = {.specification = &self->scenario->specification,
                                       .recording = self->recording,
                                       .posterior = self->posterior,
                                       .seed = self->seed,
                                       .runs = self->runs};
    cadre_jobs_t jobs;
    cadre_ensemble_jobs(&ensemble, &jobs);
    return cadre_pool_run_jobs(&jobs, options, observer, self, &self->totals, err);
}

static int run_pool(job_t *self, cadre_observer_t observer, cadre_error_t *err)
{
    const bool silent = self->arguments->quiet || self->arguments->json;
    cadre_progress_view_t view = cadre_progress_view(silent, "runs");
    cadre_pool_options_t options = cadre_study_pool_options(self->arguments, self->seed);
    options.keep_branches = self->keep_runs;
    options.progress = cadre_progress_show;
    options.progress_context = &view;
    int status;
    if (self->posterior != NULL)
        status = run_ensemble(self, &options, observer, err);
    else
        status = cadre_pool_run(&self->scenario->specification, self->recording, &options, observer,
                                self, &self->totals, err);
    cadre_progress_erase(&view);
    return status;
}

/* ------------------------------------------------------------------------- results in a folder */

static int tell(job_t *self, const cadre_replicate_t *replicate)
{
    const cadre_story_t story = {.scenario = self->scenario,
                                 .recording = self->recording,
                                 .seed = self->seed,
                                 .width = cadre_terminal_look(1).width};
    return cadre_story_tell(&story, replicate, &self->story);
}

static int observe(void *context, const cadre_replicate_t *replicate)
{
    job_t *self = context;
    int status = self->arguments->story ? tell(self, replicate) : 0;
    cadre_figures_add(self->figures, replicate);
    if (status == 0)
        status = cadre_run_store_observe(self->store, replicate);
    return status;
}

/* The command that makes the same results again. Threads and folder change nothing in them, and
 * the manifest names no machine's paths. */
static void write_command(const job_t *self, cadre_text_t *out)
{
    static const char *const every[] = {" --every week", "", " --every year"};
    const cadre_arguments_t *arguments = self->arguments;
    cadre_text_add(out, "cadre run ");
    cadre_write_shell_word(out, self->scenario->name);
    cadre_text_addf(out, " -n %lld --seed %llu%s", (long long)self->runs,
                    (unsigned long long)self->seed, every[arguments->every]);
    if (arguments->keep_runs == CADRE_KEEP_ALL)
        cadre_text_add(out, " --keep-runs all");
    else if (arguments->keep_runs >= 0)
        cadre_text_addf(out, " --keep-runs %lld", (long long)self->keep_runs);
    if (arguments->posterior != NULL)
        cadre_write_settings(out, "--posterior", &self->posterior->name, 1);
    cadre_text_add(out, arguments->no_posterior ? " --no-posterior" : "");
    cadre_write_settings(out, "--set", arguments->settings, arguments->setting_count);
}

/* Which values the runs have, where a posterior is named. */
static void write_values(const job_t *self, int width, cadre_text_t *out)
{
    cadre_text_t line = {0};
    char points[CADRE_WORD_SIZE];
    if (self->posterior != NULL)
        cadre_text_addf(&line, "each run takes a point of the posterior %s (%s points)",
                        self->posterior->path,
                        cadre_word_count((double)self->posterior->points, points));
    else if (self->scenario->posterior != NULL)
        cadre_text_addf(&line, "values as written: the posterior %s is not used",
                        self->scenario->posterior->path);
    out->failed |= line.failed;
    if (!line.failed && line.length > 0)
        cadre_write_wrapped(out, line.data, 0, 0, width);
    cadre_text_free(&line);
}

/* What is said at the end, with the store still open for its fans. */
static int describe(const job_t *self, const char *directory, cadre_text_t *out)
{
    const cadre_terminal_t terminal = cadre_terminal_look(1);
    const cadre_summary_t summary = {.scenario = self->scenario,
                                     .recording = self->recording,
                                     .totals = &self->totals,
                                     .figures = self->figures,
                                     .store = self->store,
                                     .seed = self->seed,
                                     .threads = self->threads,
                                     .keep_runs = self->keep_runs,
                                     .directory = directory,
                                     .replaced = self->replaced,
                                     .posterior = self->posterior};
    if (self->arguments->story) {
        cadre_text_add_n(out, self->story.data, self->story.length);
        return 0;
    }
    if (self->arguments->json)
        return cadre_summary_answer(&summary, out);
    if (!self->arguments->quiet) {
        write_values(self, terminal.width, out);
        return cadre_summary_page(&summary, &terminal, out);
    }
    cadre_text_addf(out, "%s\n", directory);
    return 0;
}

/* Runs and keeps; `out` gets what is to be said once all is in its place. */
static int run_and_keep(job_t *self, const char *directory, cadre_text_t *out, cadre_error_t *err)
{
    int status = run_pool(self, observe, err);
    if (status != 0) {
        const cadre_error_t *reason = cadre_run_store_error(self->store);
        if (reason != NULL && reason->code == status && status != CADRE_ERROR_INTERRUPTED)
            *err = *reason;
        return status;
    }
    if (cadre_signals_came(NULL))
        return CADRE_ERROR_INTERRUPTED;
    status = cadre_run_store_commit(self->store, &self->replaced, err);
    if (status != 0)
        return status;
    status = describe(self, directory, out);
    return status == 0 ? 0 : cadre_error_set(err, status, "%s", cadre_error_text(status));
}

static int run_to_folder(job_t *self, const char *directory, cadre_text_t *out, cadre_error_t *err)
{
    cadre_text_t command = {0};
    write_command(self, &command);
    self->figures = cadre_figures_create(self->runs, self->observed);
    int status = command.failed || self->figures == NULL
                     ? cadre_error_set(err, CADRE_ERROR_MEMORY, "out of memory")
                     : 0;
    if (status == 0) {
        const cadre_run_store_options_t options = {.scenario = self->scenario,
                                                   .directory = directory,
                                                   .command = command.data,
                                                   .seed = self->seed,
                                                   .runs = self->runs,
                                                   .keep_runs = self->keep_runs,
                                                   .every = self->arguments->every,
                                                   .force = self->arguments->force,
                                                   .posterior = self->posterior};
        status = cadre_run_store_open(&options, &self->store, err);
    }
    if (status == 0) {
        self->recording = cadre_run_store_recording(self->store);
        status = run_and_keep(self, directory, out, err);
    }
    cadre_run_store_close(self->store);
    cadre_figures_free(self->figures);
    cadre_text_free(&self->story);
    cadre_text_free(&command);
    return status;
}

static int to_folder(job_t *self, cadre_error_t *err)
{
    const char *name = self->arguments->output;
    cadre_text_t directory = {0}, out = {0};
    if (name != NULL)
        cadre_text_add(&directory, name);
    else
        cadre_text_addf(&directory, "results/%s", self->scenario->name);
    int status = directory.failed ? cadre_error_set(err, CADRE_ERROR_MEMORY, "out of memory") : 0;
    const cadre_held_signals_t held = cadre_signals_hold(true);
    if (status == 0)
        status = run_to_folder(self, directory.data, &out, err);
    cadre_signals_release(held);
    if (status == CADRE_ERROR_INTERRUPTED)
        cadre_study_interrupted("run", err);
    else if (status == 0)
        status = cadre_output_text(&out, err);
    if (status == 0 && self->arguments->story && !self->arguments->quiet)
        fprintf(stderr, "results in %s%s\n", directory.data, self->replaced ? " (replaced)" : "");
    cadre_text_free(&out);
    cadre_text_free(&directory);
    return status;
}

/* ------------------------------------------------------------------- series to standard output */

static int stream_rows(void *context, const cadre_replicate_t *replicate)
{
    job_t *self = context;
    return replicate->run > self->keep_runs ? 0
                                            : cadre_series_stream_observe(self->stream, replicate);
}

static int to_stdout(job_t *self, cadre_error_t *err)
{
    int status = cadre_series_stream_open(stdout, self->scenario, self->arguments->every,
                                          &self->stream, err);
    if (status == 0) {
        const cadre_held_signals_t held = cadre_signals_hold(false);
        self->recording = cadre_series_stream_recording(self->stream);
        status = run_pool(self, stream_rows, err);
        cadre_signals_release(held);
        if (status != 0 && cadre_series_stream_error(self->stream)->code == status)
            *err = *cadre_series_stream_error(self->stream);
    }
    cadre_series_stream_close(self->stream);
    if (status == CADRE_ERROR_IO)
        cadre_error_at(err, "", 0, 0); /* it is no file */
    return status;
}

/* ------------------------------------------------------------------------------- the command */

static job_t plan(const cadre_arguments_t *arguments, const cadre_scenario_t *scenario)
{
    job_t job = {.arguments = arguments,
                 .scenario = scenario,
                 .seed = cadre_study_seed(arguments, scenario),
                 .runs = cadre_study_runs(arguments),
                 .keep_runs = arguments->keep_runs,
                 .threads = cadre_study_threads(arguments),
                 .observed = cadre_observed_count(&scenario->specification)};
    /* a stream takes no space: all runs unless told otherwise */
    if (job.keep_runs < 0)
        job.keep_runs = is_stream(arguments) ? job.runs : CADRE_DEFAULT_KEEP_RUNS;
    return job;
}

/* Where standard output is for something else, which values the runs have is said beside it. */
static void say_values(const job_t *self)
{
    cadre_text_t text = {0};
    if ((!is_stream(self->arguments) && !self->arguments->story) || self->arguments->quiet)
        return;
    write_values(self, cadre_terminal_look(2).width, &text);
    if (!text.failed && text.length > 0)
        fputs(text.data, stderr);
    cadre_text_free(&text);
}

/* The posterior of the command line, else that of the scenario. */
static int choose_posterior(job_t *self, cadre_error_t *err)
{
    const cadre_arguments_t *arguments = self->arguments;
    const cadre_overrides_t overrides = {arguments->settings, arguments->setting_count};
    int status = 0;
    self->posterior = arguments->no_posterior ? NULL : self->scenario->posterior;
    if (arguments->posterior != NULL)
        status = cadre_posterior_load(arguments->posterior, self->scenario, overrides,
                                      &self->own_posterior, err);
    if (self->own_posterior != NULL)
        self->posterior = self->own_posterior;
    if (status != 0 || arguments->trace == NULL || self->posterior == NULL)
        return status;
    cadre_error_set(err, CADRE_ERROR_USAGE,
                    "--trace follows a person in the values as written, and '%s' names a posterior",
                    self->scenario->name);
    cadre_error_hint(err, "add --no-posterior");
    return CADRE_ERROR_USAGE;
}

static int run(job_t *self, cadre_error_t *err)
{
    int status = check_memory(self, err);
    if (status != 0)
        return status;
    say_values(self);
    status = is_stream(self->arguments) ? to_stdout(self, err) : to_folder(self, err);
    if (status == 0 && self->totals.capped > 0 &&
        (is_stream(self->arguments) || self->arguments->quiet))
        fprintf(stderr, "%lld of %lld runs passed limits.members and stopped there\n",
                (long long)self->totals.capped, (long long)self->totals.total);
    /* `err` has the first, from the pool */
    return status == 0 && self->totals.failed > 0 ? CADRE_ERROR_SOME_RUNS : status;
}

int cadre_command_run(const cadre_arguments_t *arguments, cadre_error_t *err)
{
    cadre_scenario_t *scenario = NULL;
    int status = cadre_open_scenario(arguments, arguments->operands[0], &scenario, err);
    if (status != 0)
        return status;
    job_t job = plan(arguments, scenario);
    status = choose_posterior(&job, err);
    if (status == 0 && arguments->trace != NULL)
        status = cadre_trace(arguments, scenario, job.seed, err);
    else if (status == 0)
        status = run(&job, err);
    cadre_posterior_free(job.own_posterior);
    cadre_scenario_free(scenario);
    return status;
}
