#include "cli/commands.h"

#include "cli/asking.h"
#include "cli/signals.h"
#include "cli/study.h"
#include "cli/sweeping.h"
#include "store/design_store.h"
#include "store/sensitivity_store.h"

#include <stdio.h>
#include <string.h>

/* What one `sensitivity` is about. */
typedef struct {
    cadre_sweeping_t sweeping;
    cadre_asking_t asking;
    cadre_text_t design;  /* design.csv */
    cadre_text_t command; /* that makes the same results again */
    cadre_told_t told;
    cadre_attribution_t attribution;
} job_t;

/* ------------------------------------------------------------------------------- before the runs
 */

/* A number that the design has says what it is; given once more it must be the same. */
static int take_from_design(const char *option, int asked, int has, int *out, cadre_error_t *err)
{
    *out = has;
    if (asked == 0 || asked == has)
        return 0;
    cadre_error_key(err, option);
    cadre_error_allowed(err, "%d", has);
    return cadre_error_set(err, CADRE_ERROR_USAGE, "%s cannot be %d: the design has %d", option,
                           asked, has);
}

static int read_design_options(job_t *self, cadre_error_t *err)
{
    const cadre_arguments_t *arguments = self->sweeping.arguments;
    const cadre_design_t *design = &self->sweeping.experiment->design;
    cadre_ask_options_t *options = &self->asking.options;
    options->seed = design->seed; /* so that one --seed repeats all of it */
    if (design->method == CADRE_METHOD_SOBOL && options->method == CADRE_ASK_SOBOL)
        return take_from_design("--randomizations", arguments->randomizations,
                                design->randomizations, &options->randomizations, err);
    if (design->method == CADRE_METHOD_MORRIS && options->method == CADRE_ASK_MORRIS)
        return take_from_design("--levels", arguments->levels, design->levels, &options->levels,
                                err);
    return 0;
}

/* Whether the method can do with the points: known before hours of runs. */
static int check_points(job_t *self, cadre_error_t *err)
{
    int status = cadre_design_text(self->sweeping.experiment,
                                   cadre_plan_sample(self->sweeping.plan), &self->design, err);
    if (status == 0)
        status = cadre_told_read_points(&self->told, "the design", &self->design, err);
    if (status == 0)
        status = cadre_attribution_check(&self->told, &self->asking.options, err);
    return status;
}

static int prepare(job_t *self, cadre_error_t *err)
{
    const cadre_arguments_t *arguments = self->sweeping.arguments;
    int status = cadre_asking_read(arguments, &self->asking, err);
    if (status == 0)
        status = cadre_sweeping_prepare(&self->sweeping, arguments->operands[1], err);
    if (status == 0)
        status = read_design_options(self, err);
    if (status == 0)
        status = check_points(self, err);
    if (status != 0)
        return status;
    cadre_text_addf(&self->command, "cadre sensitivity %s%s",
                    cadre_ask_name(self->asking.options.method),
                    self->sweeping.command.data + strlen("cadre sweep"));
    cadre_asking_write(arguments, &self->asking.options, &self->command);
    return self->command.failed ? cadre_error_set(err, CADRE_ERROR_MEMORY, "out of memory") : 0;
}

/* --------------------------------------------------------------------------------- and after them
 */

static int run(job_t *self, bool *complete, cadre_error_t *err)
{
    const cadre_held_signals_t held = cadre_signals_hold(true);
    const char *const sources[] = {self->sweeping.directory.data};
    cadre_merged_t merged = {0};
    int status = cadre_sweeping_run(&self->sweeping, complete, err);
    if (status == 0 && !*complete)
        status = cadre_sweep_merge(sources, 1, sources[0], self->sweeping.arguments->force, &merged,
                                   err);
    cadre_merged_free(&merged);
    cadre_signals_release(held);
    if (status == 0 && cadre_signals_came(NULL))
        status = cadre_error_set(err, CADRE_ERROR_INTERRUPTED,
                                 "interrupted before the analysis; the same command goes on");
    return status;
}

/* As `analyze` does it, from the files. */
static int analyze(job_t *self, cadre_error_t *err)
{
    cadre_text_t path = {0};
    cadre_text_addf(&path, "%s/runs.csv", self->sweeping.directory.data);
    int status = path.failed ? cadre_error_set(err, CADRE_ERROR_MEMORY, "out of memory")
                             : cadre_told_read_outcomes(&self->told, path.data, err);
    if (status == 0)
        status =
            cadre_attribution_find(&self->attribution, &self->told, &self->asking.options, err);
    if (status == CADRE_ERROR_INPUT && err->file[0] == '\0')
        cadre_error_at(err, path.data, 0, 0);
    cadre_text_free(&path);
    return status;
}

static int store(const job_t *self, bool *replaced, cadre_error_t *err)
{
    const cadre_sensitivity_store_options_t options = {
        .sweep = self->sweeping.store,
        .design = &self->design,
        .method = cadre_ask_name(self->asking.options.method),
        .command = self->command.data};
    const cadre_held_signals_t held = cadre_signals_hold(true);
    const int status = cadre_sensitivity_store(&options, &self->attribution, replaced, err);
    cadre_signals_release(held);
    return status;
}

/* Points of blocks and trajectories share their luck; those of a table do so if all runs do. */
static cadre_luck_of_blocks_t luck_of(const cadre_experiment_t *experiment)
{
    return experiment->independent && experiment->design.method == CADRE_METHOD_TABLE
               ? CADRE_LUCK_OWN
               : CADRE_LUCK_SHARED;
}

static int run_and_analyze(job_t *self, cadre_error_t *err)
{
    const cadre_arguments_t *arguments = self->sweeping.arguments;
    const char *directory = self->sweeping.directory.data;
    bool complete = false, replaced = false;
    int status = run(self, &complete, err);
    if (status != 0)
        return status;
    if (complete && !arguments->quiet && !arguments->json)
        fprintf(stderr, "cadre: %s: all runs are there already; analyzing them again\n", directory);
    status = analyze(self, err);
    if (status == 0)
        status = store(self, &replaced, err);
    if (status != 0)
        return status;
    const cadre_attribution_page_t page = {.attribution = &self->attribution,
                                           .command = arguments->command->name,
                                           .status = complete ? "already complete" : "ok",
                                           .directory = directory,
                                           .replaced = replaced,
                                           .swept = true,
                                           .luck = luck_of(self->sweeping.experiment)};
    return cadre_asking_answer(arguments, &page, err);
}

int cadre_command_sensitivity(const cadre_arguments_t *arguments, cadre_error_t *err)
{
    job_t job = {.sweeping = {.arguments = arguments}};
    int status = prepare(&job, err);
    if (status == 0)
        status = arguments->dry_run ? cadre_sweeping_dry_run(&job.sweeping, err)
                                    : run_and_analyze(&job, err);
    cadre_attribution_free(&job.attribution);
    cadre_told_free(&job.told);
    cadre_text_free(&job.design);
    cadre_text_free(&job.command);
    cadre_sweeping_end(&job.sweeping);
    return status;
}
