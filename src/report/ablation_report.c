/* The page of `cadre ablate`: what each pattern is without each mechanism. */
#include "report/dots.h"
#include "report/groups.h"
#include "report/report_internal.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MECHANISM, PATTERN, BASELINE, WITHOUT, DIFFERENCE, LOW, HIGH, PAIRS, COLUMNS };

typedef struct {
    cadre_page_t *page;
    cadre_data_t data;
    int column[COLUMNS];
} ablation_t;

static double number(ablation_t *self, long row, int column)
{
    return cadre_data_number(&self->data, row, self->column[column]);
}

static const char *text(const ablation_t *self, long row, int column)
{
    return cadre_data_text(&self->data, row, self->column[column]);
}

/* Whether the interval of the difference leaves zero out. */
static bool is_clear(ablation_t *self, long row)
{
    return number(self, row, LOW) > 0 || number(self, row, HIGH) < 0;
}

/* ---------------------------------------------------------------- all at once */

static void add_overview(ablation_t *self, const cadre_names_t *mechanisms, int patterns)
{
    static const char *const NAMES[] = {"mechanism", "patterns that change"};
    cadre_dot_t *dots =
        cadre_scratch_alloc(&self->page->scratch, (size_t)mechanisms->count, sizeof *dots);
    char says[240];
    int most = 0;
    if (dots == NULL)
        return;
    for (int m = 0; m < mechanisms->count; m++) {
        dots[m] = CADRE_NO_DOT;
        dots[m].estimate = 0;
        for (long row = 0; row < self->data.rows; row++)
            if (strcmp(text(self, row, MECHANISM), mechanisms->items[m]) == 0 &&
                is_clear(self, row))
                dots[m].estimate++;
        most = dots[m].estimate > dots[most].estimate ? m : most;
    }
    snprintf(says, sizeof says,
             "Without %.60s %.0f of %d patterns change, the most of %d mechanisms.",
             mechanisms->items[most], dots[most].estimate, patterns, mechanisms->count);
    const cadre_dots_t chart = {
        .figure = {.id = cadre_page_id(self->page),
                   .title = "What each mechanism carries",
                   .caption =
                       "How many patterns change when it is switched off: those whose 95 % "
                       "interval leaves zero out. Of twenty without any change one is expected "
                       "to.",
                   .says = says},
        .rows = mechanisms->count,
        .labels = mechanisms->items,
        .panel_count = 1,
        .panels = {{.name = "patterns", .low = 0, .high = NAN, .bars = true, .dots = {dots}}}};
    cadre_dots_begin(&chart, self->page->out);
    cadre_markup_table_begin(self->page->out, "", NAMES, 2);
    for (int m = 0; m < mechanisms->count; m++) {
        cadre_markup_row_begin(self->page->out, NAN, mechanisms->items[m]);
        cadre_markup_cell(self->page->out, dots[m].estimate);
        cadre_markup_row_end(self->page->out);
    }
    cadre_markup_table_end(self->page->out);
    cadre_dots_end(self->page->out);
}

/* ---------------------------------------------------------------- one pattern */

/* Rows of a pattern in which something changes, and the names of the others. */
typedef struct {
    long *rows;
    const char **labels;
    cadre_dot_t *dots;
    int count, clear;
    cadre_text_t same;
} pattern_t;

static bool choose(ablation_t *self, const char *pattern, pattern_t *out)
{
    cadre_scratch_t *scratch = &self->page->scratch;
    const size_t rows = (size_t)self->data.rows;
    out->rows = cadre_scratch_alloc(scratch, rows, sizeof *out->rows);
    out->labels = cadre_scratch_alloc(scratch, rows, sizeof *out->labels);
    out->dots = cadre_scratch_alloc(scratch, rows, sizeof *out->dots);
    if (scratch->failed)
        return false;
    for (long row = 0; row < self->data.rows; row++) {
        if (strcmp(text(self, row, PATTERN), pattern) != 0)
            continue;
        if (!(fabs(number(self, row, DIFFERENCE)) > 0)) {
            cadre_text_addf(&out->same, "%s%s", out->same.length > 0 ? ", " : "",
                            text(self, row, MECHANISM));
            continue;
        }
        const int i = out->count++;
        out->rows[i] = row;
        out->labels[i] = text(self, row, MECHANISM);
        out->dots[i] = (cadre_dot_t){number(self, row, DIFFERENCE), number(self, row, LOW),
                                     number(self, row, HIGH), NAN, NAN};
        out->clear += is_clear(self, row);
    }
    return !out->same.failed;
}

static void draw_pattern(ablation_t *self, const char *pattern, const pattern_t *chosen)
{
    static const char *const NAMES[] = {"mechanism", "with", "without", "difference",
                                        "low",       "high", "pairs"};
    cadre_text_t *out = self->page->out;
    char says[160];
    snprintf(says, sizeof says, "Of %d mechanisms that change it %d have an interval without zero.",
             chosen->count, chosen->clear);
    const cadre_dots_t chart = {
        .figure = {.id = cadre_page_id(self->page),
                   .title = pattern,
                   .caption = "",
                   .says = says,
                   .small = true},
        .rows = chosen->count,
        .labels = chosen->labels,
        .panel_count = 1,
        .panels = {
            {.name = "with minus without", .low = NAN, .high = NAN, .dots = {chosen->dots}}}};
    cadre_dots_begin(&chart, out);
    cadre_markup_table_begin(out, pattern, NAMES, 7);
    for (int i = 0; i < chosen->count; i++) {
        cadre_markup_row_begin(out, NAN, chosen->labels[i]);
        for (int c = BASELINE; c <= PAIRS; c++)
            cadre_markup_cell(out, number(self, chosen->rows[i], c));
        cadre_markup_row_end(out);
    }
    cadre_markup_table_end(out);
    if (chosen->same.length > 0)
        cadre_page_paragraph(self->page, "The same, or without values, without: %s.",
                             chosen->same.data);
    cadre_dots_end(out);
}

static void add_pattern(ablation_t *self, const char *pattern)
{
    pattern_t chosen = {0};
    if (choose(self, pattern, &chosen) && chosen.count > 0)
        draw_pattern(self, pattern, &chosen);
    else if (chosen.same.failed)
        self->page->out->failed = true;
    cadre_text_free(&chosen.same);
}

/* ---------------------------------------------------------------- the page */

static void add_figures(ablation_t *self)
{
    cadre_scratch_t *scratch = &self->page->scratch;
    const cadre_names_t mechanisms =
        cadre_groups_names(scratch, &self->data, self->column[MECHANISM], 0, self->data.rows);
    const cadre_names_t patterns =
        cadre_groups_names(scratch, &self->data, self->column[PATTERN], 0, self->data.rows);
    if (scratch->failed)
        return;
    if (self->data.rows == 0) {
        cadre_page_notice(self->page, "There is nothing to switch off, or no evidence.");
        return;
    }
    add_overview(self, &mechanisms, patterns.count);
    cadre_page_heading(self->page, "Pattern by pattern");
    cadre_page_paragraph(
        self->page, "Mean with the mechanism minus mean without it, under the same luck, with "
                    "its 95 %% interval. Mechanisms that change nothing are named under Data.");
    cadre_page_grid_begin(self->page);
    for (int p = 0; p < patterns.count; p++)
        add_pattern(self, patterns.items[p]);
    cadre_page_grid_end(self->page);
}

int cadre_report_ablate(cadre_page_t *page)
{
    static const char *const NAMES[COLUMNS] = {"mechanism",  "pattern", "baseline", "without",
                                               "difference", "lo",      "hi",       "n"};
    ablation_t self = {.page = page};
    int status = cadre_data_read(&self.data, page->folder, "ablation.csv", page->err);
    if (status == CADRE_OK)
        status = cadre_data_need(&self.data, NAMES, COLUMNS, self.column, page->err);
    if (status == CADRE_OK) {
        add_figures(&self);
        status = cadre_page_check(page, &self.data);
    }
    cadre_data_free(&self.data);
    return status;
}
