/* The page of `cadre calibrate`: what the evidence taught of each input, what runs of the posterior
 * show beside those of the prior, and how the tolerance came down. */
#include "report/dots.h"
#include "report/report_internal.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* ---------------------------------------------------------------- inputs */

enum {
    INPUT,
    PRIOR_LOW,
    PRIOR_MEDIAN,
    PRIOR_HIGH,
    LOW,
    MEDIAN,
    HIGH,
    CONTRACTION,
    IDENTIFIED,
    INPUT_UNIT,
    MARGINALS
};

/* A table with its columns. */
typedef struct {
    cadre_page_t *page;
    cadre_data_t data;
    int column[20];
} table_t;

static double number(table_t *self, long row, int column)
{
    return cadre_data_number(&self->data, row, self->column[column]);
}

static const char *text(const table_t *self, long row, int column)
{
    return cadre_data_text(&self->data, row, self->column[column]);
}

/* Where a value of an input stands: 0 at the 5 % quantile of its prior, 1 at the 95 % one. */
static double within_prior(table_t *self, long row, int column)
{
    const double low = number(self, row, PRIOR_LOW), high = number(self, row, PRIOR_HIGH);
    return high > low ? (number(self, row, column) - low) / (high - low) : NAN;
}

static void add_marginal_rows(table_t *self)
{
    static const char *const NAMES[] = {"input",      "prior 5 %", "prior median", "prior 95 %",
                                        "5 %",        "median",    "95 %",         "variance gone",
                                        "identified", "unit"};
    cadre_text_t *out = self->page->out;
    cadre_markup_table_begin(out, "Quantiles before and after", NAMES, MARGINALS);
    for (long row = 0; row < self->data.rows; row++) {
        cadre_markup_row_begin(out, NAN, text(self, row, INPUT));
        for (int c = PRIOR_LOW; c <= CONTRACTION; c++)
            cadre_markup_cell(out, number(self, row, c));
        cadre_markup_cell_text(out, number(self, row, IDENTIFIED) > 0 ? "yes" : "no");
        cadre_markup_cell_text(out, text(self, row, INPUT_UNIT));
        cadre_markup_row_end(out);
    }
    cadre_markup_table_end(out);
}

/* What is drawn of each row. */
typedef struct {
    const char **labels;
    cadre_dot_t *places, *gone;
    double *zeros, *ones;
    int identified;
} marginals_t;

static bool fill_marginals(table_t *self, marginals_t *out)
{
    const size_t rows = (size_t)self->data.rows;
    cadre_scratch_t *scratch = &self->page->scratch;
    *out = (marginals_t){.labels = cadre_scratch_alloc(scratch, rows, sizeof *out->labels),
                         .places = cadre_scratch_alloc(scratch, rows, sizeof *out->places),
                         .gone = cadre_scratch_alloc(scratch, rows, sizeof *out->gone),
                         .zeros = cadre_scratch_numbers(scratch, rows),
                         .ones = cadre_scratch_numbers(scratch, rows)};
    for (long row = 0; !scratch->failed && row < self->data.rows; row++) {
        const bool identified = number(self, row, IDENTIFIED) > 0;
        out->labels[row] = identified
                               ? text(self, row, INPUT)
                               : cadre_scratch_text(scratch, "%s (prior)", text(self, row, INPUT));
        out->identified += identified;
        out->places[row] = CADRE_NO_DOT;
        out->places[row].estimate = within_prior(self, row, MEDIAN);
        out->places[row].lo = within_prior(self, row, LOW);
        out->places[row].hi = within_prior(self, row, HIGH);
        out->gone[row] = CADRE_NO_DOT;
        out->gone[row].estimate = number(self, row, CONTRACTION);
        out->zeros[row] = 0;
        out->ones[row] = 1;
    }
    return !scratch->failed && rows > 0;
}

static void add_marginals(table_t *self)
{
    marginals_t drawn;
    char says[200];
    if (!fill_marginals(self, &drawn))
        return;
    snprintf(says, sizeof says,
             "Of %ld inputs %d are identified: their posterior is not their prior.",
             self->data.rows, drawn.identified);
    const cadre_dots_t chart = {
        .figure = {.id = cadre_page_id(self->page),
                   .title = "What the evidence teaches of each input",
                   .caption = "Each prior is drawn with the same width, 0 its 5 % and 1 its 95 % "
                              "quantile. Where the name says (prior) the posterior differs from it "
                              "by no more than chance: such an input is not identified.",
                   .says = says},
        .rows = (int)self->data.rows,
        .labels = drawn.labels,
        .panel_count = 2,
        .panels =
            {{.name = "against the prior",
              .low = -0.1,
              .high = 1.1,
              .closed = true,
              .dots = {drawn.places},
              .goal_lo = drawn.zeros,
              .goal_hi = drawn.ones},
             {.name = "variance gone", .low = 0, .high = 1, .closed = true, .dots = {drawn.gone}}},
        .series = {"median of the posterior, with 5 to 95 %"},
        .goal = "90 % of the prior"};
    cadre_dots_begin(&chart, self->page->out);
    add_marginal_rows(self);
    cadre_dots_end(self->page->out);
}

/* ---------------------------------------------------------------- patterns */

enum {
    PATTERN,
    USE,
    BAND_LOW,
    BAND_HIGH,
    PRIOR,
    PRIOR_Q05,
    PRIOR_Q95,
    PRIOR_INSIDE,
    PRIOR_INSIDE_LOW,
    PRIOR_INSIDE_HIGH,
    POSTERIOR,
    Q05,
    Q95,
    INSIDE,
    INSIDE_LOW,
    INSIDE_HIGH,
    GROUP,
    PREDICTIONS
};

/* Where a value stands against the band: 0 at its lower end, 1 at its upper one. */
static double within_band(table_t *self, long row, int column)
{
    const double low = number(self, row, BAND_LOW), high = number(self, row, BAND_HIGH);
    return high > low ? (number(self, row, column) - low) / (high - low) : NAN;
}

static cadre_dot_t place_of(table_t *self, long row, int median)
{
    cadre_dot_t dot = CADRE_NO_DOT;
    dot.estimate = within_band(self, row, median);
    dot.outer_lo = within_band(self, row, median + 1);
    dot.outer_hi = within_band(self, row, median + 2);
    return dot;
}

static cadre_dot_t share_of(table_t *self, long row, int inside)
{
    return (cadre_dot_t){number(self, row, inside), number(self, row, inside + 1),
                         number(self, row, inside + 2), NAN, NAN};
}

/* The patterns of one use, with what is drawn of each: posterior, prior. */
typedef struct {
    int count;
    long *rows;
    const char **labels;
    cadre_dot_t *places[2], *shares[2];
    double *zeros, *ones;
    int majority;
} predictions_t;

static bool choose(table_t *self, const char *use, predictions_t *out)
{
    const size_t rows = (size_t)self->data.rows;
    cadre_scratch_t *scratch = &self->page->scratch;
    *out = (predictions_t){.rows = cadre_scratch_alloc(scratch, rows, sizeof *out->rows),
                           .labels = cadre_scratch_alloc(scratch, rows, sizeof *out->labels),
                           .zeros = cadre_scratch_numbers(scratch, rows),
                           .ones = cadre_scratch_numbers(scratch, rows)};
    for (int s = 0; s < 2; s++) {
        out->places[s] = cadre_scratch_alloc(scratch, rows, sizeof *out->places[s]);
        out->shares[s] = cadre_scratch_alloc(scratch, rows, sizeof *out->shares[s]);
    }
    for (long row = 0; !scratch->failed && row < self->data.rows; row++) {
        if (strcmp(text(self, row, USE), use) != 0)
            continue;
        const int i = out->count++;
        out->rows[i] = row;
        out->labels[i] = text(self, row, PATTERN);
        out->places[0][i] = place_of(self, row, POSTERIOR);
        out->places[1][i] = place_of(self, row, PRIOR);
        out->shares[0][i] = share_of(self, row, INSIDE);
        out->shares[1][i] = share_of(self, row, PRIOR_INSIDE);
        out->majority += out->shares[0][i].estimate > 0.5;
        out->zeros[i] = 0;
        out->ones[i] = 1;
    }
    return !scratch->failed && out->count > 0;
}

static void add_prediction_rows(table_t *self, const predictions_t *chosen)
{
    static const char *const NAMES[] = {"pattern",   "low",        "high",    "prior median",
                                        "prior 5 %", "prior 95 %", "inside",  "at least",
                                        "at most",   "median",     "5 %",     "95 %",
                                        "inside",    "at least",   "at most", "group"};
    cadre_text_t *out = self->page->out;
    cadre_markup_table_begin(out,
                             "Band; runs of the prior; fresh runs of the posterior; inside: share "
                             "within the band, with its 95 % interval",
                             NAMES, PREDICTIONS - 1);
    for (int i = 0; i < chosen->count; i++) {
        cadre_markup_row_begin(out, NAN, chosen->labels[i]);
        for (int c = BAND_LOW; c <= INSIDE_HIGH; c++)
            cadre_markup_cell(out, number(self, chosen->rows[i], c));
        cadre_markup_cell_text(out, text(self, chosen->rows[i], GROUP));
        cadre_markup_row_end(out);
    }
    cadre_markup_table_end(out);
}

static void add_predictions(table_t *self, const char *use, const char *title, const char *caption)
{
    predictions_t chosen;
    char says[200];
    if (!choose(self, use, &chosen))
        return;
    snprintf(says, sizeof says,
             "Of %d patterns %d are within their band in more than half of the fresh runs.",
             chosen.count, chosen.majority);
    const cadre_panel_t shares = {.name = "share of runs inside",
                                  .low = 0,
                                  .high = 1,
                                  .dots = {chosen.shares[0], chosen.shares[1]}};
    const bool condition = strcmp(use, "condition") == 0;
    cadre_dots_t chart = {
        .figure = {.id = cadre_page_id(self->page),
                   .title = title,
                   .caption = caption,
                   .says = says},
        .rows = chosen.count,
        .labels = chosen.labels,
        .panel_count = condition ? 1 : 2,
        .panels = {{.name = "against the band",
                    .low = -1,
                    .high = 2,
                    .closed = true,
                    .dots = {chosen.places[0], chosen.places[1]},
                    .goal_lo = chosen.zeros,
                    .goal_hi = chosen.ones},
                   shares},
        .series =
            {"fresh runs of the posterior: median, thin: 5 to 95 %; share inside with its 95 % "
             "interval",
             "runs of the prior"},
        .goal = condition ? NULL : "band of the evidence"};
    if (condition)
        chart.panels[0] = shares;
    cadre_dots_begin(&chart, self->page->out);
    add_prediction_rows(self, &chosen);
    cadre_dots_end(self->page->out);
}

/* ---------------------------------------------------------------- generations */

enum { GENERATION, TOLERANCE, RUNS, ACCEPTED, ESS, GENERATIONS };

typedef struct {
    double *x, *tolerance, *share, *ess;
} generations_t;

static void add_curve(table_t *self, const generations_t *of, const char *title,
                      const char *caption, const char *name, const double *values)
{
    const cadre_plot_t plot = {.figure = {.id = cadre_page_id(self->page),
                                          .title = title,
                                          .caption = caption,
                                          .small = true},
                               .x_name = "generation",
                               .unit = name,
                               .dots = true,
                               .count = (int)self->data.rows,
                               .x = of->x,
                               .layers = {{CADRE_LAYER_LINE, name, NULL, values, 0}},
                               .layer_count = 1};
    cadre_plot_add(&plot, self->page->out);
}

static void add_generations(table_t *self)
{
    const size_t rows = (size_t)self->data.rows;
    cadre_scratch_t *scratch = &self->page->scratch;
    const generations_t of = {
        cadre_scratch_numbers(scratch, rows), cadre_scratch_numbers(scratch, rows),
        cadre_scratch_numbers(scratch, rows), cadre_scratch_numbers(scratch, rows)};
    if (scratch->failed || rows == 0)
        return;
    for (long row = 0; row < self->data.rows; row++) {
        of.x[row] = number(self, row, GENERATION);
        of.tolerance[row] = number(self, row, TOLERANCE);
        of.share[row] = number(self, row, ACCEPTED) / number(self, row, RUNS);
        of.ess[row] = number(self, row, ESS);
    }
    cadre_page_heading(self->page, "Generations");
    cadre_page_grid_begin(self->page);
    add_curve(self, &of, "Tolerance", "Largest distance that was accepted; any in the first.",
              "distance", of.tolerance);
    add_curve(self, &of, "Acceptance", "Points near enough, of those that were tried.", "share",
              of.share);
    add_curve(self, &of, "Effective sample size",
              "How many equal weights the points are worth; none where a generation was given up.",
              "particles", of.ess);
    cadre_page_grid_end(self->page);
}

/* ---------------------------------------------------------------- together */

static int read_table(table_t *self, cadre_page_t *page, const char *file, const char *const *names,
                      int count)
{
    *self = (table_t){.page = page};
    const int status = cadre_data_read(&self->data, page->folder, file, page->err);
    return status == CADRE_OK ? cadre_data_need(&self->data, names, count, self->column, page->err)
                              : status;
}

/* Adds what `add` makes of a table. */
static int add_table(cadre_page_t *page, const char *file, const char *const *names, int count,
                     void (*add)(table_t *self))
{
    table_t table;
    int status = read_table(&table, page, file, names, count);
    if (status == CADRE_OK) {
        add(&table);
        status = cadre_page_check(page, &table.data);
    }
    cadre_data_free(&table.data);
    return status;
}

static void add_all_predictions(table_t *self)
{
    add_predictions(self, "target", "What was aimed at",
                    "Each band is drawn with the same width, 0 its lower and 1 its upper end; a "
                    "triangle is a median far beyond. A run without a value is outside.");
    add_predictions(self, "condition", "What was conditioned on",
                    "Only whether a run is within the band was aimed at.");
    add_predictions(self, "held-out", "What was held out",
                    "Not aimed at: it tests what the model was not made to show.");
}

int cadre_report_calibration(cadre_page_t *page)
{
    static const char *const OF_INPUTS[MARGINALS] = {
        "input", "prior_q05", "prior_q50",   "prior_q95",  "q05",
        "q50",   "q95",       "contraction", "identified", "unit"};
    static const char *const OF_PATTERNS[PREDICTIONS] = {"pattern",
                                                         "use",
                                                         "lo",
                                                         "hi",
                                                         "prior_median",
                                                         "prior_q05",
                                                         "prior_q95",
                                                         "prior_inside",
                                                         "prior_inside_lo",
                                                         "prior_inside_hi",
                                                         "median",
                                                         "q05",
                                                         "q95",
                                                         "inside",
                                                         "inside_lo",
                                                         "inside_hi",
                                                         "group"};
    static const char *const OF_GENERATIONS[GENERATIONS] = {"generation", "tolerance", "runs",
                                                            "accepted", "ess"};
    int status = add_table(page, "marginals.csv", OF_INPUTS, MARGINALS, add_marginals);
    if (status == CADRE_OK)
        status = add_table(page, "predictions.csv", OF_PATTERNS, PREDICTIONS, add_all_predictions);
    if (status == CADRE_OK)
        status = add_table(page, "generations.csv", OF_GENERATIONS, GENERATIONS, add_generations);
    return status;
}
