#include "cli/commands.h"

#include "cli/output.h"
#include "cli/patterns.h"
#include "cli/study.h"
#include "cli/terminal.h"

#include <math.h>
#include <stdio.h>

enum { NAME = 20, NUMBER = 9, BAR = 20 }; /* columns */

/* What one `score` is about. */
typedef struct {
    cadre_scenario_t *scenario;
    cadre_recording_t recording; /* every week */
    cadre_scorecard_t *scorecard;
    cadre_variant_t variant;
    cadre_study_t study;
} job_t;

static int observe(void *context, const cadre_replicate_t *replicate)
{
    job_t *self = context;
    return cadre_scorecard_observe(self->scorecard, replicate);
}

static int write(void *context, cadre_study_store_t *store, bool *replaced, cadre_error_t *err)
{
    job_t *self = context;
    return cadre_study_store_score(store, self->scorecard, replaced, err);
}

/* ------------------------------------------------------------------------------- for a person */

/* The share of runs inside as a bar of BAR columns. */
static void write_bar(cadre_text_t *out, double share, bool utf8)
{
    const int filled = isfinite(share) ? (int)(share * BAR + 0.5) : 0;
    cadre_text_add(out, "  ");
    cadre_write_repeated(out, utf8 ? "█" : "#", filled);
    cadre_write_repeated(out, utf8 ? "·" : ".", BAR - filled);
}

static void write_row(const cadre_pattern_t *pattern, const cadre_score_t *score,
                      const cadre_terminal_t *terminal, cadre_text_t *out)
{
    char word[CADRE_WORD_SIZE], to[CADRE_WORD_SIZE], band[2 * CADRE_WORD_SIZE + 4];
    snprintf(band, sizeof band, "%s%s%s", cadre_word_bound(pattern, pattern->low, word),
             terminal->utf8 ? "–" : "-", cadre_word_bound(pattern, pattern->high, to));
    cadre_text_add(out, "  ");
    cadre_write_left(out, pattern->id, NAME);
    cadre_write_right(out, band, NUMBER + 4);
    cadre_write_right(out, cadre_word_bound(pattern, score->median, word), NUMBER);
    cadre_write_right(out, cadre_word_share(score->inside, word), NUMBER - 2);
    if (terminal->width >= 2 + NAME + 3 * NUMBER + 4 + BAR)
        write_bar(out, score->inside, terminal->utf8);
    cadre_text_add(out, "\n");
}

/* Patterns of one use under a heading of their own. */
static void write_use(const job_t *self, bool held_out, const cadre_terminal_t *terminal,
                      cadre_text_t *out)
{
    bool any = false;
    for (int p = 0; p < self->scenario->pattern_count; p++) {
        const cadre_pattern_t *pattern = &self->scenario->patterns[p];
        const cadre_score_t score = cadre_scorecard_score(self->scorecard, p);
        if (pattern->held_out != held_out)
            continue;
        if (!any) {
            cadre_text_add(out, "\n  ");
            cadre_write_left(out, held_out ? "held out" : "for fitting", NAME);
            cadre_write_right(out, "band", NUMBER + 4);
            cadre_write_right(out, "median", NUMBER);
            cadre_write_right(out, "inside", NUMBER - 2);
            cadre_text_add(out, "\n");
        }
        any = true;
        write_row(pattern, &score, terminal, out);
    }
}

static void write_page(void *context, const char *directory, bool replaced, cadre_text_t *out)
{
    const job_t *self = context;
    const cadre_terminal_t terminal = cadre_terminal_look(1);
    cadre_study_write_heading(&self->study, self->scenario, terminal.width, out);
    write_use(self, false, &terminal, out);
    write_use(self, true, &terminal, out);
    cadre_text_add(out, "\n  inside: ");
    cadre_write_wrapped(
        out,
        "share of runs within the band; a run without a value is outside. score.csv "
        "has its 95 % interval and the source of each band",
        10, 2, terminal.width);
    cadre_study_write_files(out, directory, replaced, "score.csv");
}

/* ------------------------------------------------------------------------------ for a program */

static void add_pattern(const cadre_pattern_t *pattern, const cadre_score_t *score,
                        cadre_json_writer_t *out)
{
    const bool date = pattern->take == CADRE_TAKE_DATE;
    cadre_json_write_open(out, NULL, '{');
    cadre_json_write_string(out, "pattern", pattern->id);
    cadre_json_write_string(out, "use", pattern->held_out ? "held-out" : "fit");
    cadre_answer_text(out, "group", pattern->group);
    cadre_answer_number(out, "lo", date ? cadre_decimal_year(pattern->low) : pattern->low);
    cadre_answer_number(out, "hi", date ? cadre_decimal_year(pattern->high) : pattern->high);
    cadre_answer_number(out, "median", date ? cadre_decimal_year(score->median) : score->median);
    cadre_json_write_number(out, "n", (double)score->n);
    cadre_answer_number(out, "share_inside", score->inside);
    cadre_answer_number(out, "share_lo", score->interval.low);
    cadre_answer_number(out, "share_hi", score->interval.high);
    cadre_json_write_close(out, '}');
}

static void write_answer(void *context, const char *directory, cadre_text_t *text)
{
    const job_t *self = context;
    cadre_json_writer_t out = {.out = text};
    cadre_study_answer_begin(&self->study, directory, "score.csv", &out);
    cadre_json_write_open(&out, "patterns", '[');
    for (int p = 0; p < self->scenario->pattern_count; p++) {
        const cadre_score_t score = cadre_scorecard_score(self->scorecard, p);
        add_pattern(&self->scenario->patterns[p], &score, &out);
    }
    cadre_json_write_close(&out, ']');
    cadre_json_write_close(&out, '}');
    cadre_answer_end(&out);
}

/* ------------------------------------------------------------------------------- the command */

static int prepare(void *context, cadre_error_t *err)
{
    job_t *self = context;
    const int64_t runs = self->study.options.runs;
    const int threads = cadre_study_threads(self->study.arguments);
    const double bytes = (double)runs * self->scenario->pattern_count * sizeof(float);
    const int status = cadre_study_check_memory(
        self->scenario, runs, threads < runs ? threads : (double)runs, bytes, err);
    if (status != 0)
        return status;
    if (cadre_scorecard_create(self->scenario, &self->recording, runs, &self->scorecard) != 0)
        return cadre_error_set(err, CADRE_ERROR_MEMORY, "out of memory");
    self->variant = (cadre_variant_t){&self->scenario->specification, &self->recording};
    self->study.variants = &self->variant;
    self->study.variant_count = 1;
    return 0;
}

int cadre_command_score(const cadre_arguments_t *arguments, cadre_error_t *err)
{
    job_t job = {.study = {.arguments = arguments,
                           .options = {.kind = "score"},
                           .observer = observe,
                           .context = &job,
                           .write = write,
                           .page = write_page,
                           .answer = write_answer}};
    const int status =
        cadre_study_run_patterns(&job.study, &job.scenario, &job.recording, prepare, err);
    cadre_scorecard_free(job.scorecard);
    cadre_scenario_free(job.scenario);
    return status;
}
