/* The page of `cadre score`: where the runs are against each pattern's band, and how many are
 * inside. */
#include "report/dots.h"
#include "report/report_internal.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum {
    PATTERN,
    DATE,
    BAND_LOW,
    BAND_HIGH,
    MEDIAN,
    Q05,
    Q95,
    SHARE,
    SHARE_LOW,
    SHARE_HIGH,
    RUNS,
    UNIT,
    GROUP,
    USE,
    SOURCE,
    COLUMNS
};

typedef struct {
    cadre_page_t *page;
    cadre_data_t data;
    int column[COLUMNS];
} score_t;

/* Rows of one chart, with what is drawn of each. */
typedef struct {
    int count;
    long *rows;
    const char **labels;
    cadre_dot_t *places, *shares;
    double *zeros, *ones;
} chosen_t;

static double number(score_t *self, long row, int column)
{
    return cadre_data_number(&self->data, row, self->column[column]);
}

/* Where a value stands against the band: 0 at its lower end, 1 at its upper one. */
static double relative(score_t *self, long row, int column)
{
    const double low = number(self, row, BAND_LOW), high = number(self, row, BAND_HIGH);
    const double value = number(self, row, column);
    if (high > low)
        return (value - low) / (high - low);
    if (!isfinite(value) || !isfinite(low))
        return NAN;
    return value < low ? -9 : value > high ? 9 : 0.5;
}

/* Room for all rows; false if there is none. */
static bool prepare(score_t *self, chosen_t *out)
{
    const size_t rows = (size_t)self->data.rows;
    cadre_scratch_t *scratch = &self->page->scratch;
    out->rows = cadre_scratch_alloc(scratch, rows, sizeof *out->rows);
    out->labels = cadre_scratch_alloc(scratch, rows, sizeof *out->labels);
    out->places = cadre_scratch_alloc(scratch, rows, sizeof *out->places);
    out->shares = cadre_scratch_alloc(scratch, rows, sizeof *out->shares);
    out->zeros = cadre_scratch_numbers(scratch, rows);
    out->ones = cadre_scratch_numbers(scratch, rows);
    return !scratch->failed;
}

static bool choose(score_t *self, bool held_out, chosen_t *out)
{
    *out = (chosen_t){0};
    if (!prepare(self, out))
        return false;
    for (long row = 0; row < self->data.rows; row++) {
        const char *use = cadre_data_text(&self->data, row, self->column[USE]);
        if ((strcmp(use, "held-out") == 0) != held_out)
            continue;
        const int i = out->count++;
        out->rows[i] = row;
        out->labels[i] = cadre_data_text(&self->data, row, self->column[PATTERN]);
        out->places[i] = CADRE_NO_DOT;
        out->places[i].estimate = relative(self, row, MEDIAN);
        out->places[i].outer_lo = relative(self, row, Q05);
        out->places[i].outer_hi = relative(self, row, Q95);
        out->shares[i] = (cadre_dot_t){number(self, row, SHARE), number(self, row, SHARE_LOW),
                                       number(self, row, SHARE_HIGH), NAN, NAN};
        out->zeros[i] = 0;
        out->ones[i] = 1;
    }
    return out->count > 0;
}

static void add_table(score_t *self, const chosen_t *chosen)
{
    static const char *const NAMES[] = {"pattern", "date", "low",    "high",     "median",
                                        "q05",     "q95",  "inside", "at least", "at most",
                                        "runs",    "unit", "group",  "use",      "source"};
    cadre_text_t *out = self->page->out;
    cadre_markup_table_begin(out,
                             "Band, median and quantiles in the pattern's unit; inside: share of "
                             "runs within the band, with its 95 % interval",
                             NAMES, COLUMNS);
    for (int i = 0; i < chosen->count; i++) {
        const long row = chosen->rows[i];
        cadre_markup_row_begin(out, NAN, chosen->labels[i]);
        cadre_markup_cell_text(out, cadre_data_text(&self->data, row, self->column[DATE]));
        for (int c = BAND_LOW; c <= RUNS; c++)
            cadre_markup_cell(out, number(self, row, c));
        for (int c = UNIT; c < COLUMNS; c++)
            cadre_markup_cell_text(out, cadre_data_text(&self->data, row, self->column[c]));
        cadre_markup_row_end(out);
    }
    cadre_markup_table_end(out);
}

static void add_chart(score_t *self, const char *title, const char *caption, bool held_out)
{
    chosen_t chosen;
    char says[200];
    int majority = 0;
    if (!choose(self, held_out, &chosen))
        return;
    for (int i = 0; i < chosen.count; i++)
        majority += chosen.shares[i].estimate > 0.5;
    snprintf(says, sizeof says,
             "Of %d patterns %d are within their band in more than half of the runs.", chosen.count,
             majority);
    const cadre_dots_t chart = {
        .figure = {.id = cadre_page_id(self->page),
                   .title = title,
                   .caption = caption,
                   .says = says},
        .rows = chosen.count,
        .labels = chosen.labels,
        .panel_count = 2,
        .panels = {{.name = "against the band",
                    .low = -1,
                    .high = 2,
                    .closed = true,
                    .dots = {chosen.places},
                    .goal_lo = chosen.zeros,
                    .goal_hi = chosen.ones},
                   {.name = "share of runs inside", .low = 0, .high = 1, .dots = {chosen.shares}}},
        .series = {"median of the runs, thin: 5 to 95 %; on the right: share inside with its 95 % "
                   "interval"},
        .goal = "band of the evidence"};
    cadre_dots_begin(&chart, self->page->out);
    add_table(self, &chosen);
    cadre_dots_end(self->page->out);
}

int cadre_report_score(cadre_page_t *page)
{
    static const char *const NAMES[COLUMNS] = {
        "pattern",  "date",     "lo", "hi",   "median", "q05", "q95",   "share_inside",
        "share_lo", "share_hi", "n",  "unit", "group",  "use", "source"};
    score_t self = {.page = page};
    int status = cadre_data_read(&self.data, page->folder, "score.csv", page->err);
    if (status == CADRE_OK)
        status = cadre_data_need(&self.data, NAMES, COLUMNS, self.column, page->err);
    if (status == CADRE_OK) {
        add_chart(
            &self, "Patterns for fitting",
            "Each band is drawn with the same width, 0 its lower and 1 its upper end; a triangle "
            "is a median far beyond. A run without a value is outside.",
            false);
        add_chart(&self, "Patterns held out",
                  "Never used for fitting: they test what the model was not made to show.", true);
        status = cadre_page_check(page, &self.data);
    }
    cadre_data_free(&self.data);
    return status;
}
