#include "cli/commands.h"

#include "cli/output.h"
#include "cli/study.h"
#include "cli/terminal.h"
#include "cli/writing.h"

#include <math.h>
#include <stdio.h>

enum { NAME = 20, NUMBER = 10 }; /* columns */

/* What one `ablate` is about. */
typedef struct {
    cadre_scenario_t *scenario;
    cadre_recording_t recording; /* every week */
    cadre_ablation_t *ablation;
    cadre_study_t study;
} job_t;

static int observe(void *context, const cadre_replicate_t *replicate)
{
    job_t *self = context;
    return cadre_ablation_observe(self->ablation, replicate);
}

static int write(void *context, cadre_study_store_t *store, bool *replaced, cadre_error_t *err)
{
    const job_t *self = context;
    return cadre_study_store_ablation(store, self->ablation, replaced, err);
}

/* ------------------------------------------------------------------------------- for a person */

/* One pattern without the mechanism: both means, and whether the second leaves the band. A share of
 * runs has no band. */
static void write_effect(const cadre_pattern_t *pattern, const cadre_paired_t *pairs,
                         cadre_text_t *out)
{
    char word[CADRE_WORD_SIZE];
    const bool dated = pattern->take == CADRE_TAKE_DATE;
    const bool inside = pairs->mean_a >= pattern->low && pairs->mean_a <= pattern->high;
    const bool remains = pairs->mean_b >= pattern->low && pairs->mean_b <= pattern->high;
    const cadre_interval_t interval = cadre_paired_interval(pairs);
    cadre_text_add(out, "  ");
    cadre_write_left(out, pattern->id, NAME);
    cadre_write_right(out, cadre_word_number(pairs->mean_a, word), NUMBER);
    cadre_write_right(out, cadre_word_number(pairs->mean_b, word), NUMBER);
    cadre_text_addf(out, "   %s to ", cadre_word_number(interval.low, word));
    cadre_text_add(out, cadre_word_number(interval.high, word));
    if (!dated && inside && !remains)
        cadre_text_add(out, "  leaves the band");
    else if (!dated && !inside && remains)
        cadre_text_add(out, "  comes into the band");
    cadre_text_add(out, "\n");
}

/* "without exit (nobody leaves): 9 of 13 patterns change" */
static void write_summary(const job_t *self, int i, int changed, int known, int width,
                          cadre_text_t *out)
{
    const cadre_mechanism_info_t *info =
        cadre_mechanism_info(cadre_ablation_mechanism(self->ablation, i));
    const int events = cadre_ablation_events_left_out(self->ablation, i);
    const int64_t capped = cadre_ablation_capped(self->ablation, i);
    cadre_text_t line = {0};
    cadre_text_addf(&line, "without %s (%s): %d of %d patterns change beyond their interval",
                    info->name, info->without, changed, known);
    if (capped > 0)
        cadre_text_addf(&line, "; %lld runs passed limits.members", (long long)capped);
    if (events > 0)
        cadre_text_addf(&line, "; %d events that need it are left out", events);
    cadre_text_add(out, "\n");
    if (line.failed)
        out->failed = true;
    else
        cadre_write_wrapped(out, line.data, 0, 2, width);
    cadre_text_free(&line);
}

static void write_mechanism(const job_t *self, int i, int width, cadre_text_t *out)
{
    int changed = 0, known = 0;
    for (int p = 0; p < self->scenario->pattern_count; p++) {
        const cadre_paired_t *pairs = cadre_ablation_at(self->ablation, i, p);
        known += pairs->n > 1;
        changed += cadre_paired_differs(pairs);
    }
    write_summary(self, i, changed, known, width, out);
    for (int p = 0; p < self->scenario->pattern_count; p++) {
        const cadre_paired_t *pairs = cadre_ablation_at(self->ablation, i, p);
        if (cadre_paired_differs(pairs))
            write_effect(&self->scenario->patterns[p], pairs, out);
    }
}

static void write_page(void *context, const char *directory, bool replaced, cadre_text_t *out)
{
    const job_t *self = context;
    const int width = cadre_terminal_look(1).width;
    cadre_study_write_heading(&self->study, self->scenario, width, out);
    cadre_text_add(out, "\n  ");
    cadre_write_left(out, "pattern", NAME);
    cadre_write_right(out, "with", NUMBER);
    cadre_write_right(out, "without", NUMBER);
    cadre_text_add(out, "   95 % interval of the difference\n");
    for (int i = 0; i < cadre_ablation_count(self->ablation); i++)
        write_mechanism(self, i, width, out);
    cadre_study_write_files(out, directory, replaced, "ablation.csv");
}

/* ------------------------------------------------------------------------------ for a program */

static void add_mechanism(const job_t *self, int i, cadre_json_writer_t *out)
{
    cadre_json_write_open(out, NULL, '{');
    cadre_json_write_string(
        out, "mechanism", cadre_mechanism_info(cadre_ablation_mechanism(self->ablation, i))->name);
    cadre_json_write_number(out, "capped", (double)cadre_ablation_capped(self->ablation, i));
    cadre_json_write_number(out, "events_left_out",
                            cadre_ablation_events_left_out(self->ablation, i));
    cadre_json_write_open(out, "changes", '[');
    for (int p = 0; p < self->scenario->pattern_count; p++) {
        const cadre_paired_t *pairs = cadre_ablation_at(self->ablation, i, p);
        const cadre_interval_t interval = cadre_paired_interval(pairs);
        if (!cadre_paired_differs(pairs))
            continue;
        cadre_json_write_open(out, NULL, '{');
        cadre_json_write_string(out, "pattern", self->scenario->patterns[p].id);
        cadre_answer_number(out, "baseline", pairs->mean_a);
        cadre_answer_number(out, "without", pairs->mean_b);
        cadre_answer_number(out, "difference", pairs->mean_difference);
        cadre_answer_number(out, "lo", interval.low);
        cadre_answer_number(out, "hi", interval.high);
        cadre_json_write_number(out, "n", (double)pairs->n);
        cadre_json_write_close(out, '}');
    }
    cadre_json_write_close(out, ']');
    cadre_json_write_close(out, '}');
}

static void write_answer(void *context, const char *directory, cadre_text_t *text)
{
    const job_t *self = context;
    cadre_json_writer_t out = {.out = text};
    cadre_study_answer_begin(&self->study, directory, "ablation.csv", &out);
    cadre_json_write_open(&out, "mechanisms", '[');
    for (int i = 0; i < cadre_ablation_count(self->ablation); i++)
        add_mechanism(self, i, &out);
    cadre_json_write_close(&out, ']');
    cadre_json_write_close(&out, '}');
    cadre_answer_end(&out);
}

/* ------------------------------------------------------------------------------- the command */

static int prepare(void *context, cadre_error_t *err)
{
    job_t *self = context;
    cadre_study_t *study = &self->study;
    const int threads = cadre_study_threads(study->arguments);
    if (cadre_ablation_create(self->scenario, &self->recording, &self->ablation) != 0)
        return cadre_error_set(err, CADRE_ERROR_MEMORY, "out of memory");
    study->variants = cadre_ablation_variants(self->ablation, &study->variant_count);
    const double replicates = (double)study->options.runs * study->variant_count;
    return cadre_study_check_memory(self->scenario, (int64_t)replicates,
                                    threads < replicates ? threads : replicates, 0, err);
}

int cadre_command_ablate(const cadre_arguments_t *arguments, cadre_error_t *err)
{
    job_t job = {.study = {.arguments = arguments,
                           .options = {.kind = "ablate"},
                           .observer = observe,
                           .context = &job,
                           .write = write,
                           .page = write_page,
                           .answer = write_answer}};
    const int status =
        cadre_study_run_patterns(&job.study, &job.scenario, &job.recording, prepare, err);
    cadre_ablation_free(job.ablation);
    cadre_scenario_free(job.scenario);
    return status;
}
