#include "cli/calibration_page.h"

#include "analysis/scorecard.h"
#include "calibration/marginals.h"
#include "cli/output.h"
#include "cli/patterns.h"
#include "cli/writing.h"
#include "store/calibration_store.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { NAME = 26, NUMBER = 10 };   /* columns */
static const double NOTABLE = 0.5; /* correlations above are told */
static const char *const FILES[] = {"posterior.csv", "generations.csv", "marginals.csv",
                                    "predictions.csv", "datapackage.json"};
enum { FILE_COUNT = sizeof FILES / sizeof *FILES };

static int marginal(const cadre_calibration_summary_t *self, int k, cadre_marginal_t *out)
{
    const cadre_population_t posterior = cadre_abc_posterior(self->abc);
    int64_t count;
    const double *prior = cadre_abc_prior(self->abc, &count);
    return cadre_marginal(&self->experiment->design, &posterior, k, prior, count, out);
}

static double correlation(const cadre_calibration_summary_t *self, int j, int k)
{
    const cadre_population_t posterior = cadre_abc_posterior(self->abc);
    return cadre_posterior_correlation(&self->experiment->design, &posterior, j, k);
}

/* ------------------------------------------------------------------------------- for a person */

static void write_heading(const cadre_calibration_summary_t *self, int width, cadre_text_t *out)
{
    static const char *const reasons[CADRE_STOP_COUNT] = {
        [CADRE_STOP_GENERATIONS] = "as many generations as the design asks for",
        [CADRE_STOP_TOLERANCE] = "the tolerance of the design is reached",
        [CADRE_STOP_CHANGE] = "the tolerance hardly changes any more",
        [CADRE_STOP_ACCEPTANCE] = "too few runs were near enough: the last generation is not used",
        [CADRE_STOP_RUNS] = "the runs of the design are used up",
    };
    char runs[CADRE_WORD_SIZE], particles[CADRE_WORD_SIZE];
    const cadre_population_t posterior = cadre_abc_posterior(self->abc);
    cadre_write_wrapped(out, self->experiment->title, 0, 0, width);
    cadre_text_addf(out, "%s particles, %s runs, seed %llu, %d %s, %.1f s%s%s\n",
                    cadre_word_count((double)posterior.count, particles),
                    cadre_word_count((double)cadre_abc_runs(self->abc), runs),
                    (unsigned long long)self->experiment->design.seed, self->threads,
                    self->threads == 1 ? "thread" : "threads", self->seconds,
                    strcmp(self->status, "already complete") == 0 ? ", " : "",
                    strcmp(self->status, "already complete") == 0 ? self->status : "");
    cadre_text_addf(out, "ended: %s\n", reasons[cadre_abc_stopped(self->abc)]);
}

static void write_number(cadre_text_t *out, double x, const char *none)
{
    char word[CADRE_WORD_SIZE];
    cadre_write_right(out, isfinite(x) ? cadre_word_number(x, word) : none, NUMBER);
}

static void write_generations(const cadre_calibration_summary_t *self, cadre_text_t *out)
{
    int count;
    const cadre_generation_t *rows = cadre_abc_generations(self->abc, &count);
    cadre_text_add(out, "\n  generation tolerance      runs  accepted       ess\n");
    for (int g = 0; g < count; g++) {
        char number[16];
        snprintf(number, sizeof number, "%d", g + 1);
        cadre_text_add(out, "  ");
        cadre_write_right(out, number, NUMBER);
        write_number(out, rows[g].tolerance, "any");
        write_number(out, (double)rows[g].runs, "");
        write_number(out, (double)rows[g].accepted, "");
        write_number(out, rows[g].ess, "given up");
        cadre_text_add(out, "\n");
    }
}

/* "2.1–3.4", dates and words as files have them. */
static void write_range(const cadre_calibration_summary_t *self, int k, const double q[3],
                        bool utf8, cadre_text_t *out)
{
    const cadre_input_t *input = &self->experiment->design.inputs[k];
    const bool plain = input->kind == CADRE_INPUT_REAL || input->kind == CADRE_INPUT_INTEGER;
    char word[CADRE_WORD_SIZE];
    cadre_text_t range = {0};
    for (int i = 0; i <= 2; i += 2) {
        cadre_text_add(&range, i == 0 ? "" : utf8 ? "–" : "-");
        if (plain)
            cadre_text_add(&range, cadre_word_number(q[i], word));
        else
            cadre_experiment_value(self->experiment, k, q[i], &range);
    }
    out->failed |= range.failed;
    cadre_write_right(out, range.failed ? "" : range.data, 2 * NUMBER);
    cadre_text_free(&range);
}

static int write_inputs(const cadre_calibration_summary_t *self, bool utf8, cadre_text_t *out)
{
    cadre_text_add(out, "\n  ");
    cadre_write_left(out, "90 % of", NAME);
    cadre_write_right(out, "prior", 2 * NUMBER);
    cadre_write_right(out, "posterior", 2 * NUMBER);
    cadre_text_add(out, "\n");
    for (int k = 0; k < self->experiment->design.input_count; k++) {
        cadre_marginal_t of;
        if (marginal(self, k, &of) != CADRE_OK)
            return CADRE_ERROR_MEMORY;
        cadre_text_add(out, "  ");
        cadre_write_left(out, self->experiment->design.inputs[k].name, NAME);
        write_range(self, k, of.prior, utf8, out);
        write_range(self, k, of.posterior, utf8, out);
        cadre_text_add(out, of.identified ? "\n" : "  not identified\n");
    }
    return CADRE_OK;
}

static void write_correlations(const cadre_calibration_summary_t *self, cadre_text_t *out)
{
    const cadre_design_t *design = &self->experiment->design;
    bool any = false;
    for (int j = 0; j < design->input_count; j++)
        for (int k = j + 1; k < design->input_count; k++) {
            const double r = correlation(self, j, k);
            if (fabs(r) <= NOTABLE)
                continue;
            cadre_text_addf(out, "%s  %+.2f  %s, %s\n", any ? "" : "\n  correlated\n", r,
                            design->inputs[j].name, design->inputs[k].name);
            any = true;
        }
}

static int write_prediction(const cadre_calibration_summary_t *self, int k, bool utf8,
                            cadre_text_t *out)
{
    const cadre_pattern_t *pattern = &self->experiment->readings[k].pattern;
    char low[CADRE_WORD_SIZE], high[CADRE_WORD_SIZE], band[2 * CADRE_WORD_SIZE + 4];
    cadre_prediction_t of;
    if (cadre_calibration_predict(self->experiment, self->abc, k, &of) != CADRE_OK)
        return CADRE_ERROR_MEMORY;
    snprintf(band, sizeof band, "%s%s%s", cadre_word_bound(pattern, pattern->low, low),
             utf8 ? "–" : "-", cadre_word_bound(pattern, pattern->high, high));
    cadre_text_add(out, "  ");
    cadre_write_left(out, pattern->id, NAME);
    cadre_write_right(out, band, 2 * NUMBER);
    cadre_write_right(out, cadre_word_bound(pattern, of.median, low), NUMBER);
    cadre_write_right(out, cadre_word_share(of.inside, low), NUMBER);
    cadre_text_add(out, "\n");
    return CADRE_OK;
}

static int write_predictions(const cadre_calibration_summary_t *self, int first, int count,
                             const char *what, bool utf8, cadre_text_t *out)
{
    int status = CADRE_OK;
    if (count == 0)
        return CADRE_OK;
    cadre_text_add(out, "\n  ");
    cadre_write_left(out, what, NAME);
    cadre_write_right(out, "band", 2 * NUMBER);
    cadre_write_right(out, "median", NUMBER);
    cadre_write_right(out, "inside", NUMBER);
    cadre_text_add(out, "\n");
    for (int k = first; k < first + count && status == CADRE_OK; k++)
        status = write_prediction(self, k, utf8, out);
    return status;
}

int cadre_calibration_page(const cadre_calibration_summary_t *self,
                           const cadre_terminal_t *terminal, cadre_text_t *out)
{
    const cadre_experiment_t *experiment = self->experiment;
    const int targets = experiment->target_count;
    write_heading(self, terminal->width, out);
    write_generations(self, out);
    int status = write_inputs(self, terminal->utf8, out);
    write_correlations(self, out);
    if (status == CADRE_OK)
        status = write_predictions(self, 0, targets, "targets", terminal->utf8, out);
    if (status == CADRE_OK)
        status = write_predictions(self, targets, experiment->reading_count - targets, "held out",
                                   terminal->utf8, out);
    cadre_text_add(out, "\n  ");
    cadre_write_wrapped(
        out,
        "not identified: the posterior is the prior, as far as these particles show. inside: share "
        "of fresh runs of the posterior within the band; a run without a value is outside",
        2, 2, terminal->width);
    cadre_text_addf(out, "\nresults in %s\n ", self->directory);
    for (int i = 0; i < FILE_COUNT; i++)
        cadre_text_addf(out, " %s", FILES[i]);
    cadre_text_addf(out, "\n");
    return status;
}

/* ------------------------------------------------------------------------------ for a program */

static void add_quantiles(const char *key, const double q[3], cadre_json_writer_t *out)
{
    static const char *const names[3] = {"q05", "q50", "q95"};
    cadre_json_write_open(out, key, '{');
    for (int i = 0; i < 3; i++)
        cadre_answer_number(out, names[i], q[i]);
    cadre_json_write_close(out, '}');
}

static int add_input(const cadre_calibration_summary_t *self, int k, cadre_json_writer_t *out)
{
    cadre_marginal_t of;
    if (marginal(self, k, &of) != CADRE_OK)
        return CADRE_ERROR_MEMORY;
    cadre_json_write_open(out, NULL, '{');
    cadre_json_write_string(out, "input", self->experiment->design.inputs[k].name);
    add_quantiles("prior", of.prior, out);
    add_quantiles("posterior", of.posterior, out);
    cadre_answer_number(out, "mean", of.mean);
    cadre_answer_number(out, "sd", of.sd);
    cadre_answer_number(out, "contraction", of.contraction);
    cadre_answer_number(out, "difference", of.difference);
    cadre_json_write_boolean(out, "identified", of.identified);
    cadre_json_write_close(out, '}');
    return CADRE_OK;
}

static void add_correlations(const cadre_calibration_summary_t *self, cadre_json_writer_t *out)
{
    const cadre_design_t *design = &self->experiment->design;
    cadre_json_write_open(out, "correlations", '[');
    for (int j = 0; j < design->input_count; j++)
        for (int k = j + 1; k < design->input_count; k++) {
            const double r = correlation(self, j, k);
            if (fabs(r) <= NOTABLE)
                continue;
            cadre_json_write_open(out, NULL, '{');
            cadre_json_write_string(out, "a", design->inputs[j].name);
            cadre_json_write_string(out, "b", design->inputs[k].name);
            cadre_answer_number(out, "correlation", r);
            cadre_json_write_close(out, '}');
        }
    cadre_json_write_close(out, ']');
}

static void add_generations(const cadre_calibration_summary_t *self, cadre_json_writer_t *out)
{
    int count;
    const cadre_generation_t *rows = cadre_abc_generations(self->abc, &count);
    cadre_json_write_open(out, "generations", '[');
    for (int g = 0; g < count; g++) {
        cadre_json_write_open(out, NULL, '{');
        cadre_json_write_number(out, "generation", g + 1);
        cadre_answer_number(out, "tolerance", rows[g].tolerance);
        cadre_json_write_number(out, "runs", (double)rows[g].runs);
        cadre_json_write_number(out, "accepted", (double)rows[g].accepted);
        cadre_answer_number(out, "ess", rows[g].ess);
        cadre_json_write_close(out, '}');
    }
    cadre_json_write_close(out, ']');
}

/* A date as a year with decimals, as score.csv has it. */
static double told(const cadre_pattern_t *pattern, double x)
{
    return pattern->take == CADRE_TAKE_DATE ? cadre_decimal_year(x) : x;
}

static int add_prediction(const cadre_calibration_summary_t *self, int k, cadre_json_writer_t *out)
{
    const cadre_pattern_t *pattern = &self->experiment->readings[k].pattern;
    cadre_prediction_t of;
    if (cadre_calibration_predict(self->experiment, self->abc, k, &of) != CADRE_OK)
        return CADRE_ERROR_MEMORY;
    cadre_json_write_open(out, NULL, '{');
    cadre_json_write_string(out, "pattern", pattern->id);
    cadre_json_write_string(out, "use", k < self->experiment->target_count ? "target" : "held-out");
    cadre_answer_text(out, "group", pattern->group);
    cadre_answer_number(out, "lo", told(pattern, pattern->low));
    cadre_answer_number(out, "hi", told(pattern, pattern->high));
    cadre_answer_number(out, "median", told(pattern, of.median));
    cadre_answer_number(out, "q05", told(pattern, of.q05));
    cadre_answer_number(out, "q95", told(pattern, of.q95));
    cadre_json_write_number(out, "runs", (double)of.runs);
    cadre_json_write_number(out, "n", (double)of.n);
    cadre_answer_number(out, "share_inside", of.inside);
    cadre_answer_number(out, "share_lo", of.interval.low);
    cadre_answer_number(out, "share_hi", of.interval.high);
    cadre_json_write_close(out, '}');
    return CADRE_OK;
}

static void add_what(const cadre_calibration_summary_t *self, cadre_json_writer_t *out)
{
    char seed[24];
    const cadre_population_t posterior = cadre_abc_posterior(self->abc);
    snprintf(seed, sizeof seed, "%llu", (unsigned long long)self->experiment->design.seed);
    cadre_json_write_string(out, "design", self->experiment->name);
    cadre_json_write_string(out, "scenario", self->experiment->bases[0]->name);
    cadre_json_write_string(out, "directory", self->directory);
    cadre_json_write_string(out, "seed", seed);
    cadre_json_write_number(out, "runs", (double)cadre_abc_runs(self->abc));
    cadre_json_write_number(out, "particles", (double)posterior.count);
    cadre_json_write_string(out, "stopped", cadre_stop_name(cadre_abc_stopped(self->abc)));
}

int cadre_calibration_answer(const cadre_calibration_summary_t *self, cadre_text_t *text)
{
    cadre_json_writer_t out = {.out = text};
    int status = CADRE_OK;
    cadre_answer_begin(&out, "calibrate", self->status);
    for (int i = 0; i < FILE_COUNT; i++)
        cadre_answer_file(&out, self->directory, FILES[i]);
    cadre_answer_result(&out);
    cadre_json_write_open(&out, "result", '{');
    add_what(self, &out);
    add_generations(self, &out);
    cadre_json_write_open(&out, "inputs", '[');
    for (int k = 0; k < self->experiment->design.input_count && status == CADRE_OK; k++)
        status = add_input(self, k, &out);
    cadre_json_write_close(&out, ']');
    add_correlations(self, &out);
    cadre_json_write_open(&out, "predictions", '[');
    for (int k = 0; k < self->experiment->reading_count && status == CADRE_OK; k++)
        status = add_prediction(self, k, &out);
    cadre_json_write_close(&out, ']');
    cadre_json_write_close(&out, '}');
    cadre_answer_end(&out);
    return status;
}
