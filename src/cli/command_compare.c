#include "cli/commands.h"

#include "base/memory.h"
#include "cli/comparison_page.h"
#include "cli/study.h"

/* What one `compare` is about. */
typedef struct {
    const cadre_arguments_t *arguments;
    cadre_scenario_t *scenarios[2];
    int32_t *steps[2]; /* of the rows that each scenario has */
    cadre_recording_t recordings[2];
    cadre_every_t every;
    uint64_t seed;
    int64_t runs;
    int threads;
    cadre_comparison_t *comparison;
    cadre_study_t study;
} job_t;

/* ---------------------------------------------------------------------------------- before it */

static int out_of_memory(cadre_error_t *err)
{
    return cadre_error_set(err, CADRE_ERROR_MEMORY, "out of memory");
}

/* Refuses scenarios that have nothing in common. */
static int check_common(const job_t *self, cadre_error_t *err)
{
    const char *a = self->scenarios[0]->name, *b = self->scenarios[1]->name;
    if (cadre_comparison_organizations(self->comparison) == 0)
        return cadre_error_set(err, CADRE_ERROR_INPUT,
                               "'%s' and '%s' have no organization with people in common", a, b);
    if (cadre_comparison_rows(self->comparison) > 0)
        return 0;
    cadre_error_set(err, CADRE_ERROR_INPUT, "'%s' and '%s' have no date in common", a, b);
    cadre_error_hint(err, "weeks are counted from each scenario's start: --every week has the most "
                          "dates");
    return CADRE_ERROR_INPUT;
}

static int create_comparison(job_t *self, cadre_error_t *err)
{
    cadre_variant_t sides[2];
    for (int side = 0; side < 2; side++) {
        const cadre_specification_t *specification = &self->scenarios[side]->specification;
        cadre_recording_t *recording = &self->recordings[side];
        if (cadre_row_steps(specification, self->every, &self->steps[side],
                            &recording->row_count) != CADRE_OK)
            return out_of_memory(err);
        recording->row_steps = self->steps[side];
        sides[side] = (cadre_variant_t){specification, recording};
    }
    if (cadre_comparison_create(sides, &self->comparison) != CADRE_OK)
        return out_of_memory(err);
    return check_common(self, err);
}

/* Each thread holds one world, of either scenario. */
static int check_memory(const job_t *self, cadre_error_t *err)
{
    const double most = 2 * (double)self->runs;
    int status = 0;
    for (int side = 0; side < 2 && status == 0; side++)
        status = cadre_study_check_memory(self->scenarios[side], 2 * self->runs,
                                          self->threads < most ? self->threads : most, 0, err);
    return status;
}

static int prepare(job_t *self, cadre_error_t *err)
{
    int status = 0;
    for (int side = 0; side < 2 && status == 0; side++)
        status = cadre_open_side(self->arguments, side, &self->scenarios[side], err);
    if (status != 0)
        return status;
    self->seed = cadre_study_seed(self->arguments, self->scenarios[0]);
    status = check_memory(self, err);
    return status == 0 ? create_comparison(self, err) : status;
}

/* The command that makes the same results again. */
static void write_command(const job_t *self, cadre_text_t *out)
{
    static const char *const every[] = {" --every week", " --every month", ""};
    const cadre_arguments_t *arguments = self->arguments;
    cadre_text_add(out, "cadre compare");
    for (int side = 0; side < 2; side++) {
        cadre_text_add(out, " ");
        cadre_write_shell_word(out, self->scenarios[side]->name);
    }
    cadre_text_addf(out, " -n %lld --seed %llu%s", (long long)self->runs,
                    (unsigned long long)self->seed, every[self->every]);
    cadre_write_settings(out, "--set", arguments->settings, arguments->setting_count);
    cadre_write_settings(out, "--set-a", arguments->side_settings[0],
                         arguments->side_setting_count[0]);
    cadre_write_settings(out, "--set-b", arguments->side_settings[1],
                         arguments->side_setting_count[1]);
}

/* -------------------------------------------------------------------------------- and after it */

static int observe(void *context, const cadre_replicate_t *replicate)
{
    job_t *self = context;
    return cadre_comparison_observe(self->comparison, replicate);
}

static int write(void *context, cadre_study_store_t *store, bool *replaced, cadre_error_t *err)
{
    const job_t *self = context;
    return cadre_study_store_comparison(store, self->comparison, replaced, err);
}

static cadre_comparison_page_t page_of(const job_t *self, const char *directory, bool replaced)
{
    return (cadre_comparison_page_t){
        .scenarios = {self->scenarios[0], self->scenarios[1]},
        .comparison = self->comparison,
        .totals = &self->study.totals,
        .rows = {self->recordings[0].row_count, self->recordings[1].row_count},
        .runs = self->runs,
        .seed = self->seed,
        .threads = self->threads,
        .directory = directory,
        .replaced = replaced,
    };
}

static void write_page(void *context, const char *directory, bool replaced, cadre_text_t *out)
{
    const cadre_terminal_t terminal = cadre_terminal_look(1);
    const cadre_comparison_page_t page = page_of(context, directory, replaced);
    cadre_comparison_page(&page, &terminal, out);
}

static void write_answer(void *context, const char *directory, cadre_text_t *out)
{
    const cadre_comparison_page_t page = page_of(context, directory, false);
    cadre_comparison_answer(&page, out);
}

/* ------------------------------------------------------------------------------- the command */

static int run(job_t *self, cadre_error_t *err)
{
    cadre_text_t command = {0};
    write_command(self, &command);
    if (command.failed)
        return out_of_memory(err);
    self->study = (cadre_study_t){
        .arguments = self->arguments,
        .options = {.kind = "compare",
                    .scenarios = {self->scenarios[0], self->scenarios[1]},
                    .scenario_count = 2,
                    .command = command.data,
                    .seed = self->seed,
                    .runs = self->runs,
                    .every = self->every,
                    .force = self->arguments->force},
        .variants = cadre_comparison_variants(self->comparison),
        .variant_count = 2,
        .observer = observe,
        .context = self,
        .write = write,
        .page = write_page,
        .answer = write_answer,
    };
    const int status = cadre_study_run(&self->study, err);
    cadre_text_free(&command);
    return status;
}

int cadre_command_compare(const cadre_arguments_t *arguments, cadre_error_t *err)
{
    job_t job = {.arguments = arguments,
                 .every = arguments->has_every ? arguments->every : CADRE_EVERY_YEAR,
                 .runs = cadre_study_runs(arguments),
                 .threads = cadre_study_threads(arguments)};
    int status = prepare(&job, err);
    if (status == 0)
        status = run(&job, err);
    cadre_comparison_free(job.comparison);
    for (int side = 0; side < 2; side++) {
        cadre_free(job.steps[side]);
        cadre_scenario_free(job.scenarios[side]);
    }
    return status;
}
