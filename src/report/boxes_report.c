/* The page of PRIM: boxes of inputs in which the cases of interest are frequent. */
#include "report/dots.h"
#include "report/groups.h"
#include "report/report_internal.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { OUTCOME, BOX, INPUT, LOW, HIGH, COVERAGE, DENSITY, SUPPORT, P_VALUE, CHOSEN, COLUMNS };

/* How much of the picture stays beyond the outermost limits, as a share of their distance. */
#define BEYOND 0.3

typedef struct {
    cadre_page_t *page;
    cadre_data_t data;
    int column[COLUMNS];
} boxes_t;

static double number(boxes_t *self, long row, int column)
{
    return cadre_data_number(&self->data, row, self->column[column]);
}

static const char *text(const boxes_t *self, long row, int column)
{
    return cadre_data_text(&self->data, row, self->column[column]);
}

/* ---------------------------------------------------------------- the way from all to the densest
 */

static void add_way(boxes_t *self, long row, long end)
{
    cadre_scratch_t *scratch = &self->page->scratch;
    double *x = cadre_scratch_numbers(scratch, (size_t)(end - row));
    double *values[3];
    int count = 0;
    for (int k = 0; k < 3; k++)
        values[k] = cadre_scratch_numbers(scratch, (size_t)(end - row));
    const char *title =
        cadre_scratch_text(scratch, "Coverage against density: %s", text(self, row, OUTCOME));
    if (scratch->failed)
        return;
    for (long i = row; i < end; i++) {
        const double box = number(self, i, BOX);
        if (count > 0 && !(box > x[count - 1]))
            continue;
        x[count] = box;
        for (int k = 0; k < 3; k++)
            values[k][count] = number(self, i, COVERAGE + k);
        count++;
    }
    const cadre_plot_t plot = {
        .figure = {.id = cadre_page_id(self->page),
                   .title = title,
                   .caption =
                       "From all points to the densest box: the share of all cases that is in "
                       "the box (coverage), the share of cases among its points (density), "
                       "and the share of all points that is in it (support)."},
        .x_name = "box",
        .unit = "share",
        .dots = true,
        .count = count,
        .x = x,
        .layers = {{CADRE_LAYER_LINE, "coverage", NULL, values[0], 0},
                   {CADRE_LAYER_LINE, "density", NULL, values[1], 1},
                   {CADRE_LAYER_LINE, "support", NULL, values[2], 7}},
        .layer_count = 3};
    cadre_plot_add(&plot, self->page->out);
}

/* ---------------------------------------------------------------- the chosen box */

/* The outermost limits of an input along the way. */
static cadre_axis_t limits_of(boxes_t *self, long row, long end, const char *input)
{
    cadre_axis_t axis = {INFINITY, -INFINITY, BEYOND, 1 - BEYOND};
    for (; row < end; row++)
        if (strcmp(text(self, row, INPUT), input) == 0) {
            cadre_axis_include(&axis, number(self, row, LOW));
            cadre_axis_include(&axis, number(self, row, HIGH));
        }
    if (!(axis.low < axis.high)) {
        const double half = fabs(axis.low) > 0 ? fabs(axis.low) / 2 : 0.5;
        axis.low -= half;
        axis.high += half;
    }
    return axis;
}

typedef struct {
    int count;
    long *rows;
    const char **labels;
    double *low, *high;
    cadre_dot_t *dots;
} box_t;

static const char *describe_limits(boxes_t *self, long row)
{
    char low[CADRE_MARKUP_NUMBER_SIZE], high[CADRE_MARKUP_NUMBER_SIZE];
    cadre_markup_number(number(self, row, LOW), low);
    cadre_markup_number(number(self, row, HIGH), high);
    const char *input = text(self, row, INPUT);
    if (low[0] != '\0' && high[0] != '\0')
        return cadre_scratch_text(&self->page->scratch, "%s: %s to %s", input, low, high);
    return cadre_scratch_text(&self->page->scratch, "%s: %s %s", input,
                              low[0] != '\0' ? "from" : "to", low[0] != '\0' ? low : high);
}

static bool choose(boxes_t *self, long row, long end, box_t *out)
{
    cadre_scratch_t *scratch = &self->page->scratch;
    const size_t rows = (size_t)(end - row);
    *out = (box_t){0};
    out->rows = cadre_scratch_alloc(scratch, rows, sizeof *out->rows);
    out->labels = cadre_scratch_alloc(scratch, rows, sizeof *out->labels);
    out->dots = cadre_scratch_alloc(scratch, rows, sizeof *out->dots);
    out->low = cadre_scratch_numbers(scratch, rows);
    out->high = cadre_scratch_numbers(scratch, rows);
    for (long i = row; !scratch->failed && i < end; i++) {
        if (!(number(self, i, CHOSEN) > 0) || text(self, i, INPUT)[0] == '\0')
            continue;
        const cadre_axis_t axis = limits_of(self, row, end, text(self, i, INPUT));
        const double low = number(self, i, LOW), high = number(self, i, HIGH);
        const int k = out->count++;
        out->rows[k] = i;
        out->labels[k] = describe_limits(self, i);
        out->dots[k] = CADRE_NO_DOT;
        out->low[k] = isnan(low) ? 0 : cadre_axis_place(&axis, low);
        out->high[k] = isnan(high) ? 1 : cadre_axis_place(&axis, high);
    }
    return !scratch->failed && out->count > 0;
}

static void add_box(boxes_t *self, long row, long end)
{
    static const char *const NAMES[] = {"input", "low", "high", "p-value"};
    cadre_text_t *out = self->page->out;
    box_t box;
    char says[200], coverage[CADRE_MARKUP_NUMBER_SIZE], density[CADRE_MARKUP_NUMBER_SIZE];
    if (!choose(self, row, end, &box))
        return;
    snprintf(says, sizeof says, "The box limits %d inputs; coverage %s, density %s.", box.count,
             cadre_markup_number(number(self, box.rows[0], COVERAGE), coverage),
             cadre_markup_number(number(self, box.rows[0], DENSITY), density));
    const char *caption = cadre_scratch_text(
        &self->page->scratch,
        "Coverage %s, density %s: the largest harmonic mean of both. Each input has a scale of its "
        "own, from the outermost limits along the way and somewhat beyond; where a bar reaches the "
        "edge there is no limit. A large p-value says that a limit may do nothing.",
        coverage, density);
    if (caption == NULL)
        return;
    const cadre_dots_t chart = {.figure = {.id = cadre_page_id(self->page),
                                           .title = "The box that was chosen",
                                           .caption = caption,
                                           .says = says},
                                .rows = box.count,
                                .labels = box.labels,
                                .panel_count = 1,
                                .panels = {{.name = "limits",
                                            .low = 0,
                                            .high = 1,
                                            .unlabelled = true,
                                            .dots = {box.dots},
                                            .goal_lo = box.low,
                                            .goal_hi = box.high}},
                                .goal = "within the box"};
    cadre_dots_begin(&chart, out);
    cadre_markup_table_begin(out, "Limits are included", NAMES, 4);
    for (int i = 0; i < box.count; i++) {
        cadre_markup_row_begin(out, NAN, text(self, box.rows[i], INPUT));
        cadre_markup_cell(out, number(self, box.rows[i], LOW));
        cadre_markup_cell(out, number(self, box.rows[i], HIGH));
        cadre_markup_cell(out, number(self, box.rows[i], P_VALUE));
        cadre_markup_row_end(out);
    }
    cadre_markup_table_end(out);
    cadre_dots_end(out);
}

int cadre_report_boxes(cadre_page_t *page)
{
    static const char *const NAMES[COLUMNS] = {"outcome", "box",      "input",   "lo",
                                               "hi",      "coverage", "density", "support",
                                               "p_value", "chosen"};
    boxes_t self = {.page = page};
    int status = cadre_data_read(&self.data, page->folder, "boxes.csv", page->err);
    if (status == CADRE_OK)
        status = cadre_data_need(&self.data, NAMES, COLUMNS, self.column, page->err);
    for (long row = 0, end; status == CADRE_OK && row < self.data.rows; row = end) {
        end = cadre_groups_end(&self.data, row, &self.column[OUTCOME], 1);
        cadre_page_heading(page, "%s", text(&self, row, OUTCOME));
        add_box(&self, row, end);
        add_way(&self, row, end);
    }
    if (status == CADRE_OK)
        status = cadre_page_check(page, &self.data);
    cadre_data_free(&self.data);
    return status;
}
