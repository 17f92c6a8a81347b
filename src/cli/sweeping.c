#include "cli/sweeping.h"

#include "base/memory.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/signals.h"
#include "cli/study.h"
#include "cli/terminal.h"
#include "cli/writing.h"

#include <stdio.h>
#include <string.h>

/* Of a dry run: as many runs as there are, or until some have taken this long. */
enum { MOST_TRIED = 256, LEAST_TRIED = 2 };
static const double TRIED_SECONDS = 4;

static void write_command(cadre_sweeping_t *self)
{
    static const char *const every[] = {" --every week", "", " --every year"};
    const cadre_arguments_t *arguments = self->arguments;
    cadre_text_add(&self->command, "cadre sweep ");
    cadre_write_shell_word(&self->command, self->experiment->name);
    cadre_text_addf(&self->command, " --seed %llu",
                    (unsigned long long)self->experiment->design.seed);
    if (arguments->runs > 0)
        cadre_text_addf(&self->command, " -n %lld", (long long)arguments->runs);
    if (arguments->series)
        cadre_text_addf(&self->command, " --series%s", every[arguments->every]);
    if (arguments->series && arguments->keep_runs == CADRE_KEEP_ALL)
        cadre_text_add(&self->command, " --keep-runs all");
    else if (arguments->series && arguments->keep_runs >= 0)
        cadre_text_addf(&self->command, " --keep-runs %lld", (long long)arguments->keep_runs);
    cadre_write_settings(&self->command, "--set", arguments->settings, arguments->setting_count);
}

/* Runs 1 to N, as `run` keeps them. How many there are is known when the plan is made, and then
 * `keep_runs` is no more than that. */
static int make_plan(cadre_sweeping_t *self, cadre_error_t *err)
{
    const int64_t asked = self->arguments->keep_runs;
    self->series =
        (cadre_sweep_series_t){.on = self->arguments->series,
                               .every = self->arguments->every,
                               .keep_runs = asked >= 0 ? asked : CADRE_DEFAULT_KEEP_RUNS};
    const cadre_plan_rows_t rows = cadre_sweep_series_rows(&self->series);
    const int status = cadre_plan_create_recording(self->experiment, &rows, &self->plan, err);
    if (status == 0 && self->series.keep_runs > cadre_plan_runs(self->plan))
        self->series.keep_runs = cadre_plan_runs(self->plan);
    return status;
}

int cadre_sweeping_prepare(cadre_sweeping_t *self, const char *design, cadre_error_t *err)
{
    const cadre_arguments_t *arguments = self->arguments;
    int status = cadre_open_design(arguments, design, &self->experiment, err);
    if (status == 0 && self->experiment->free) {
        status = cadre_error_set(err, CADRE_ERROR_INPUT,
                                 "a design without a scenario has nothing to run");
        cadre_error_at(err, self->experiment->path, 0, 0);
        cadre_error_hint(err, "'cadre design' writes its points");
    }
    if (status == 0)
        status = make_plan(self, err);
    if (status != 0)
        return status;
    if (self->experiment->reading_count == 0) {
        cadre_error_set(err, CADRE_ERROR_INPUT, "outcomes is missing: there is nothing to measure");
        cadre_error_at(err, self->experiment->path, 0, 0);
        return CADRE_ERROR_INPUT;
    }
    if (arguments->output != NULL)
        cadre_text_add(&self->directory, arguments->output);
    else
        cadre_text_addf(&self->directory, "results/%s-%s", self->arguments->command->name,
                        self->experiment->name);
    write_command(self);
    return self->directory.failed || self->command.failed
               ? cadre_error_set(err, CADRE_ERROR_MEMORY, "out of memory")
               : 0;
}

/* ------------------------------------------------------------------------------------ dry run */

static int time_run(void *context, const cadre_replicate_t *replicate)
{
    cadre_sweeping_t *self = context;
    double file, journal;
    cadre_sweep_series_size(replicate, &file, &journal);
    self->series_bytes += file + journal;
    self->series_tried += file > 0;
    return 0;
}

static void note_tried(void *context, const cadre_progress_t *progress)
{
    ((cadre_sweeping_t *)context)->totals = *progress;
}

static bool tried_enough(void *context)
{
    const cadre_progress_t *tried = &((const cadre_sweeping_t *)context)->totals;
    return cadre_signals_came(NULL) ||
           (tried->done >= LEAST_TRIED && tried->seconds > TRIED_SECONDS);
}

/* Some runs that nobody keeps, from all over the design, to see how long they take. */
static int try_runs(cadre_sweeping_t *self, cadre_error_t *err)
{
    const int64_t runs = cadre_plan_runs(self->plan);
    uint8_t *done = cadre_alloc((size_t)runs / 8 + 1, 1);
    cadre_jobs_t jobs;
    if (done == NULL)
        return cadre_error_set(err, CADRE_ERROR_MEMORY, "out of memory");
    cadre_plan_jobs(self->plan, 1, runs / MOST_TRIED > 0 ? runs / MOST_TRIED : 1, done, &jobs);
    const cadre_pool_options_t options = {.threads = self->arguments->threads,
                                          .progress = note_tried,
                                          .progress_context = self,
                                          .stop = tried_enough,
                                          .stop_context = self};
    int status = cadre_pool_run_jobs(&jobs, &options, time_run, self, &self->totals, err);
    if (status == CADRE_ERROR_INTERRUPTED && !cadre_signals_came(NULL))
        status = 0;
    self->seconds = self->totals.seconds / (double)self->totals.done;
    /* a row with its checksum, in the journal and in runs.csv; the summary */
    const double row =
        60 + 14.0 * (self->experiment->design.input_count + self->experiment->reading_count);
    self->bytes = 2 * row * (double)runs + (double)cadre_plan_sample(self->plan)->points *
                                               self->experiment->reading_count *
                                               (120 + 14.0 * self->experiment->design.input_count);
    if (self->series_tried > 0)
        self->bytes +=
            self->series_bytes / (double)self->series_tried * (double)self->series.keep_runs;
    cadre_free(done);
    return status;
}

static void write_point(const cadre_sweeping_t *self, int64_t point, cadre_text_t *out)
{
    const cadre_sample_t *sample = cadre_plan_sample(self->plan);
    cadre_text_addf(out, "  point %lld:", (long long)point);
    for (int k = 0; k < sample->inputs; k++) {
        cadre_text_addf(out, " %s=", self->experiment->design.inputs[k].name);
        cadre_experiment_value(self->experiment, k,
                               sample->values[(point - 1) * sample->inputs + k], out);
    }
    cadre_text_add(out, "\n");
}

int cadre_sweeping_dry_run(cadre_sweeping_t *self, cadre_error_t *err)
{
    const cadre_sample_t *sample = cadre_plan_sample(self->plan);
    const int64_t runs = cadre_plan_runs(self->plan);
    const int threads =
        self->arguments->threads > 0 ? self->arguments->threads : cadre_available_threads();
    char points[CADRE_WORD_SIZE], all[CADRE_WORD_SIZE], time[CADRE_WORD_SIZE];
    cadre_text_t text = {0};
    const int status = try_runs(self, err);
    if (status != 0)
        return status;
    const double left = self->seconds * (double)runs / (double)self->arguments->shards;
    if (self->arguments->json) {
        cadre_json_writer_t out = {.out = &text};
        cadre_answer_begin(&out, self->arguments->command->name, "dry run");
        cadre_answer_result(&out);
        cadre_json_write_open(&out, "result", '{');
        cadre_json_write_number(&out, "points", (double)sample->points);
        cadre_json_write_number(&out, "replicates", (double)self->experiment->replicates);
        cadre_json_write_number(&out, "runs", (double)runs);
        cadre_answer_number(&out, "seconds", left);
        cadre_answer_number(&out, "bytes", self->bytes);
        cadre_json_write_close(&out, '}');
        cadre_answer_end(&out);
        return cadre_output_text(&text, err);
    }
    cadre_text_addf(&text, "%s: %s points x %lld replicates = %s runs\n", self->experiment->name,
                    cadre_word_count((double)sample->points, points),
                    (long long)self->experiment->replicates, cadre_word_count((double)runs, all));
    if (sample->dropped > 0)
        cadre_text_addf(&text, "%lld points break a constraint and are left out\n",
                        (long long)sample->dropped);
    for (int64_t p = 1; p <= sample->points && p <= 3; p++)
        write_point(self, p, &text);
    if (sample->points > 3)
        write_point(self, sample->points, &text);
    cadre_text_addf(
        &text,
        "about %s on %d threads for shard %lld of %lld (as %lld of its runs took), %.1f MB in %s\n",
        cadre_word_duration(left, time), threads, (long long)self->arguments->shard,
        (long long)self->arguments->shards, (long long)self->totals.done, self->bytes / 1e6,
        self->directory.data);
    return cadre_output_text(&text, err);
}

/* ------------------------------------------------------------------------------------ the runs */

static int run_jobs(cadre_sweeping_t *self, cadre_error_t *err)
{
    const bool silent = self->arguments->quiet || self->arguments->json;
    cadre_progress_view_t view = cadre_progress_view(silent, "runs");
    cadre_jobs_t jobs;
    cadre_plan_jobs(self->plan, self->arguments->shard, self->arguments->shards,
                    cadre_sweep_store_done(self->store), &jobs);
    if (jobs.count == 0)
        return 0;
    const cadre_pool_options_t options = {.threads = self->arguments->threads,
                                          .progress = cadre_progress_show,
                                          .progress_context = &view,
                                          .stop = cadre_signals_came};
    int status = cadre_pool_run_jobs(&jobs, &options, cadre_sweep_store_observe, self->store,
                                     &self->totals, err);
    cadre_progress_erase(&view);
    if (status != 0 && status == cadre_sweep_store_error(self->store)->code)
        *err = *cadre_sweep_store_error(self->store);
    cadre_error_t later = {0};
    const int synced = cadre_sweep_store_sync(self->store, &later);
    if (synced != 0 && (status == 0 || status == CADRE_ERROR_INTERRUPTED)) {
        *err = later;
        status = synced;
    }
    return status;
}

/* How many runs are safe: said only of those that are on the disk. */
static void say_saved(const cadre_sweeping_t *self, int status)
{
    const int64_t saved = cadre_sweep_store_saved(self->store);
    const int64_t total = cadre_sweep_store_total(self->store);
    if (self->arguments->json || (self->arguments->quiet && status == 0))
        return;
    fprintf(stderr, "cadre: %lld of %lld runs saved%s\n", (long long)saved, (long long)total,
            status != 0 ? "; the same command goes on" : "");
    fflush(stderr);
}

int cadre_sweeping_run(cadre_sweeping_t *self, bool *complete, cadre_error_t *err)
{
    const cadre_arguments_t *arguments = self->arguments;
    const cadre_sweep_options_t options = {.experiment = self->experiment,
                                           .plan = self->plan,
                                           .directory = self->directory.data,
                                           .command = self->command.data,
                                           .shard = arguments->shard,
                                           .shards = arguments->shards,
                                           .force = arguments->force,
                                           .series = self->series};
    int status = cadre_sweep_store_open(&options, &self->store, err);
    if (status != 0)
        return status;
    *complete = cadre_sweep_store_published(self->store);
    if (*complete)
        return 0;
    status = run_jobs(self, err);
    say_saved(self, status);
    return status;
}

void cadre_sweeping_end(cadre_sweeping_t *self)
{
    cadre_sweep_store_close(self->store);
    cadre_plan_free(self->plan);
    cadre_experiment_free(self->experiment);
    cadre_text_free(&self->directory);
    cadre_text_free(&self->command);
}
