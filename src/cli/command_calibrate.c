#include "cli/commands.h"

#include "base/memory.h"
#include "cli/calibration_page.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/signals.h"
#include "cli/study.h"
#include "cli/terminal.h"
#include "store/calibration_store.h"

#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

/* What one `calibrate` is about. */
typedef struct {
    const cadre_arguments_t *arguments;
    cadre_experiment_t *experiment;
    cadre_calibration_runs_t *runs;
    cadre_abc_t *abc;
    cadre_calibration_store_t *store;
    cadre_text_t directory, command;
    double *statistics; /* of a run */
    bool complete;      /* the stage */
    int64_t failed;     /* runs of this process */
    double seconds;
    cadre_error_t error; /* why the observer failed */
    /* the progress of a stage in points that were taken, told by any thread */
    cadre_progress_view_t view;
    char what[64];
    atomic_llong taken;
    int64_t wanted;
} job_t;

static int prepare(job_t *self, cadre_error_t *err)
{
    const cadre_arguments_t *arguments = self->arguments;
    int status = cadre_open_design(arguments, arguments->operands[0], &self->experiment, err);
    if (status == 0 && !cadre_experiment_calibrates(self->experiment)) {
        status = cadre_error_set(err, CADRE_ERROR_INPUT, "method %s calibrates nothing",
                                 cadre_method_name(self->experiment->design.method));
        cadre_error_at(err, self->experiment->path, 0, 0);
        cadre_error_allowed(err, "abc, abc-smc");
        cadre_error_hint(err, "'cadre sweep' runs it");
    }
    if (status != 0)
        return status;
    status = cadre_study_check_memory(self->experiment->bases[0], self->experiment->abc.stop.runs,
                                      cadre_study_threads(arguments), 0, err);
    if (status == 0)
        status = cadre_calibration_runs_create(self->experiment, &self->runs, err);
    if (status != 0)
        return status;
    self->abc = cadre_calibration_runs_abc(self->runs);
    self->statistics =
        cadre_alloc((size_t)self->experiment->reading_count, sizeof *self->statistics);
    if (arguments->output != NULL)
        cadre_text_add(&self->directory, arguments->output);
    else
        cadre_text_addf(&self->directory, "results/calibrate-%s", self->experiment->name);
    cadre_text_add(&self->command, "cadre calibrate ");
    cadre_write_shell_word(&self->command, self->experiment->name);
    cadre_text_addf(&self->command, " --seed %llu",
                    (unsigned long long)self->experiment->design.seed);
    cadre_write_settings(&self->command, "--set", arguments->settings, arguments->setting_count);
    return self->directory.failed || self->command.failed || self->statistics == NULL
               ? cadre_error_set(err, CADRE_ERROR_MEMORY, "out of memory")
               : 0;
}

/* ------------------------------------------------------------------------------------ a stage */

/* A run more. A stage that is complete ends the pool: what other threads have begun is not needed.
 */
static int observe(void *context, const cadre_replicate_t *replicate)
{
    job_t *self = context;
    const bool failed = replicate->status == CADRE_STATUS_FAILED;
    if (failed && replicate->error == CADRE_ERROR_MEMORY)
        return cadre_error_set(&self->error, CADRE_ERROR_MEMORY, "not enough memory for a run");
    self->failed += failed;
    cadre_calibration_runs_read(self->runs, replicate, self->statistics);
    const int status =
        cadre_calibration_store_tell(self->store, self->statistics, &self->complete, &self->error);
    atomic_store(&self->taken, cadre_abc_predicts(self->abc) ? cadre_abc_told(self->abc)
                                                             : cadre_abc_accepted(self->abc));
    return status == 0 && self->complete ? CADRE_ERROR_INTERRUPTED : status;
}

/* Of a generation those points count that were near enough. */
static void show(void *context, const cadre_progress_t *progress)
{
    job_t *self = context;
    cadre_progress_t shown = *progress;
    shown.done = atomic_load(&self->taken);
    shown.total = self->wanted;
    cadre_progress_show(&self->view, &shown);
}

static void begin_view(job_t *self)
{
    const bool predicts = cadre_abc_predicts(self->abc);
    const bool counts = predicts || !self->experiment->abc.sequential;
    if (predicts)
        snprintf(self->what, sizeof self->what, "fresh runs of the posterior");
    else
        snprintf(self->what, sizeof self->what, "particles of generation %d",
                 cadre_abc_generation(self->abc));
    self->view = cadre_progress_view(self->arguments->quiet || self->arguments->json, self->what);
    self->wanted = counts ? cadre_abc_most(self->abc) : self->experiment->abc.particles;
    atomic_store(&self->taken,
                 predicts ? cadre_abc_told(self->abc) : cadre_abc_accepted(self->abc));
}

static int run_stage(job_t *self, cadre_error_t *err)
{
    cadre_jobs_t jobs;
    cadre_progress_t totals = {0};
    self->complete = false;
    begin_view(self);
    cadre_calibration_runs_jobs(self->runs, &jobs);
    const cadre_pool_options_t options = {.threads = self->arguments->threads,
                                          .progress = show,
                                          .progress_context = self,
                                          .stop = cadre_signals_came};
    int status = cadre_pool_run_jobs(&jobs, &options, observe, self, &totals, err);
    cadre_progress_erase(&self->view);
    self->seconds += totals.seconds;
    if (self->complete)
        return cadre_abc_advance(self->abc, err);
    if (status == self->error.code && status != 0)
        *err = self->error;
    return status;
}

/* ---------------------------------------------------------------------------------- all stages */

static int run_stages(job_t *self, cadre_error_t *err)
{
    int status = 0;
    while (status == 0 && !cadre_abc_done(self->abc))
        status = cadre_signals_came(NULL)
                     ? cadre_error_set(err, CADRE_ERROR_INTERRUPTED, "interrupted")
                     : run_stage(self, err);
    cadre_error_t later = {0};
    const int synced = cadre_calibration_store_sync(self->store, &later);
    if (synced != 0 && (status == 0 || status == CADRE_ERROR_INTERRUPTED)) {
        *err = later;
        status = synced;
    }
    return status;
}

/* How many runs are safe: said only of those that are on the disk. Without a posterior in them they
 * are of no use. */
static void say_saved(const job_t *self, int status)
{
    if (status == 0 || status == CADRE_ERROR_INPUT || self->arguments->json)
        return;
    fprintf(stderr, "cadre: %lld runs saved; the same command goes on\n",
            (long long)cadre_calibration_store_saved(self->store));
    fflush(stderr);
}

static int describe(const job_t *self, const char *how, cadre_error_t *err)
{
    const cadre_terminal_t terminal = cadre_terminal_look(1);
    const cadre_calibration_summary_t summary = {.experiment = self->experiment,
                                                 .abc = self->abc,
                                                 .directory = self->directory.data,
                                                 .status = how,
                                                 .threads = cadre_study_threads(self->arguments),
                                                 .seconds = self->seconds};
    cadre_text_t text = {0};
    int status = 0;
    if (self->arguments->json)
        status = cadre_calibration_answer(&summary, &text);
    else if (self->arguments->quiet)
        cadre_text_addf(&text, "%s\n", self->directory.data);
    else
        status = cadre_calibration_page(&summary, &terminal, &text);
    if (status == 0)
        return cadre_output_text(&text, err);
    cadre_text_free(&text);
    return cadre_error_set(err, status, "out of memory");
}

/* The files are there and the journal is not, or not whole: nothing more can be told. */
static int say_published(const job_t *self, cadre_error_t *err)
{
    cadre_text_t text = {0};
    if (self->arguments->json) {
        cadre_json_writer_t out = {.out = &text};
        cadre_answer_begin(&out, "calibrate", "already complete");
        cadre_answer_result(&out);
        cadre_json_write_raw(&out, "result", "null");
        cadre_answer_end(&out);
    } else {
        cadre_text_addf(&text, self->arguments->quiet ? "%s\n" : "%s: already complete\n",
                        self->directory.data);
    }
    return cadre_output_text(&text, err);
}

static int run(job_t *self, cadre_error_t *err)
{
    const cadre_calibration_options_t options = {.experiment = self->experiment,
                                                 .abc = self->abc,
                                                 .directory = self->directory.data,
                                                 .command = self->command.data,
                                                 .force = self->arguments->force};
    int status = cadre_calibration_store_open(&options, &self->store, err);
    if (status != 0)
        return status;
    if (cadre_calibration_store_published(self->store))
        return cadre_abc_done(self->abc) ? describe(self, "already complete", err)
                                         : say_published(self, err);
    status = run_stages(self, err);
    say_saved(self, status);
    if (status == 0)
        status = cadre_calibration_store_publish(self->store, err);
    if (status == 0)
        status = describe(self, self->failed > 0 ? "some runs failed" : "ok", err);
    if (status == 0 && self->failed > 0)
        status = cadre_error_set(err, CADRE_ERROR_SOME_RUNS,
                                 "%lld runs failed, and were taken as far from every target",
                                 (long long)self->failed);
    return status;
}

int cadre_command_calibrate(const cadre_arguments_t *arguments, cadre_error_t *err)
{
    job_t job = {.arguments = arguments};
    int status = prepare(&job, err);
    if (status == 0) {
        const cadre_held_signals_t held = cadre_signals_hold(true);
        status = run(&job, err);
        cadre_signals_release(held);
    }
    cadre_calibration_store_close(job.store);
    cadre_calibration_runs_free(job.runs);
    cadre_experiment_free(job.experiment);
    cadre_free(job.statistics);
    cadre_text_free(&job.directory);
    cadre_text_free(&job.command);
    return status;
}
