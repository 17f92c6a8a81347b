/* The page of a Shapley attribution: each factor's share of an outcome, and pairs, with what the
 * prior alone says beside them. */
#include "report/dots.h"
#include "report/groups.h"
#include "report/report_internal.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { OUTCOME, INPUT, INDEX, ESTIMATE, LOW, HIGH, COLUMNS };

typedef struct {
    cadre_page_t *page;
    cadre_data_t data;
    int column[COLUMNS];
} shapley_t;

static const char *text(const shapley_t *self, long row, int column)
{
    return cadre_data_text(&self->data, row, self->column[column]);
}

static double number(shapley_t *self, long row, int column)
{
    return cadre_data_number(&self->data, row, self->column[column]);
}

/* The row of an index ("shapley" and "_prior") of an input between `row` and `end`; -1: none. */
static long find(const shapley_t *self, long row, long end, const char *index, const char *form,
                 const char *input)
{
    char name[64];
    snprintf(name, sizeof name, "%s%s", index, form);
    for (; row < end; row++)
        if (strcmp(text(self, row, INDEX), name) == 0 &&
            (input == NULL || strcmp(text(self, row, INPUT), input) == 0))
            return row;
    return -1;
}

static cadre_dot_t dot_of(shapley_t *self, long row)
{
    return row < 0 ? CADRE_NO_DOT
                   : (cadre_dot_t){number(self, row, ESTIMATE), number(self, row, LOW),
                                   number(self, row, HIGH), NAN, NAN};
}

/* Rows of one chart. */
typedef struct {
    int count, alike;
    const char **inputs, **labels;
    cadre_dot_t *dots[2]; /* of the posterior, of the prior */
    bool prior;
} chosen_t;

static bool choose(shapley_t *self, long row, long end, const char *index, chosen_t *out)
{
    const size_t rows = (size_t)(end - row);
    cadre_scratch_t *scratch = &self->page->scratch;
    *out = (chosen_t){.inputs = cadre_scratch_alloc(scratch, rows, sizeof *out->inputs),
                      .labels = cadre_scratch_alloc(scratch, rows, sizeof *out->labels),
                      .prior = find(self, row, end, index, "_prior", NULL) >= 0};
    for (int s = 0; s < 2; s++)
        out->dots[s] = cadre_scratch_alloc(scratch, rows, sizeof *out->dots[s]);
    for (long i = row; !scratch->failed && i < end; i++) {
        if (strcmp(text(self, i, INDEX), index) != 0)
            continue;
        const char *input = text(self, i, INPUT);
        const cadre_dot_t difference =
            dot_of(self, find(self, row, end, index, "_difference", input));
        const bool alike = difference.lo <= 0 && difference.hi >= 0;
        out->inputs[out->count] = input;
        out->labels[out->count] = alike ? cadre_scratch_text(scratch, "%s (?)", input) : input;
        out->dots[0][out->count] = dot_of(self, i);
        out->dots[1][out->count] = dot_of(self, find(self, row, end, index, "_prior", input));
        out->alike += alike;
        out->count++;
    }
    return !scratch->failed && out->count > 0;
}

static void add_rows(shapley_t *self, const chosen_t *chosen)
{
    static const char *const NAMES[] = {"input", "estimate", "low", "high", "prior", "low", "high"};
    cadre_text_t *out = self->page->out;
    cadre_markup_table_begin(out,
                             "95 % intervals; (?): what it says differs from the prior by no more "
                             "than chance, and is not identified",
                             NAMES, chosen->prior ? 7 : 4);
    for (int k = 0; k < chosen->count; k++) {
        cadre_markup_row_begin(out, NAN, chosen->labels[k]);
        for (int s = 0; s < (chosen->prior ? 2 : 1); s++) {
            cadre_markup_cell(out, chosen->dots[s][k].estimate);
            cadre_markup_cell(out, chosen->dots[s][k].lo);
            cadre_markup_cell(out, chosen->dots[s][k].hi);
        }
        cadre_markup_row_end(out);
    }
    cadre_markup_table_end(out);
}

static void add_chart(shapley_t *self, long row, long end, const char *index, const char *title,
                      const char *caption)
{
    chosen_t chosen;
    char head[200], says[240];
    if (!choose(self, row, end, index, &chosen))
        return;
    snprintf(head, sizeof head, "%s%.100s", title, text(self, row, OUTCOME));
    if (chosen.prior)
        snprintf(says, sizeof says, "Of %d rows %d are not identified: the prior says the same.",
                 chosen.count, chosen.alike);
    else
        snprintf(says, sizeof says, "%d rows, without a prior beside them.", chosen.count);
    const cadre_dots_t chart = {
        .figure = {.id = cadre_page_id(self->page),
                   .title = head,
                   .caption = caption,
                   .says = says},
        .rows = chosen.count,
        .labels = chosen.labels,
        .panel_count = 1,
        .panels = {{.name = "",
                    .low = NAN,
                    .high = NAN,
                    .bars = true,
                    .dots = {chosen.dots[0], chosen.prior ? chosen.dots[1] : NULL}}},
        .series = {chosen.prior ? "posterior, with its 95 % interval" : "with its 95 % interval",
                   chosen.prior ? "what the prior alone says" : NULL}};
    cadre_dots_begin(&chart, self->page->out);
    add_rows(self, &chosen);
    cadre_dots_end(self->page->out);
}

static void add_outcome(shapley_t *self, long row, long end)
{
    add_chart(self, row, end, "shapley", "What brings about ",
              "Each factor's share of what all of them together do (Shapley values), in the "
              "outcome's unit. (?): the posterior says no other than the prior, so the evidence "
              "has not taught it: not identified.");
    add_chart(self, row, end, "interaction", "Pairs that bring about ",
              "What a pair does beyond what each of it does alone: above 0 they need one another, "
              "below 0 the one does what the other would have done.");
    add_chart(self, row, end, "value", "With and without all of them: ",
              "The outcome where no factor is there, and where all are.");
}

int cadre_report_shapley(cadre_page_t *page)
{
    static const char *const NAMES[COLUMNS] = {"outcome", "input", "index", "estimate", "lo", "hi"};
    shapley_t self = {.page = page};
    int status = cadre_data_read(&self.data, page->folder, "sensitivity.csv", page->err);
    if (status == CADRE_OK)
        status = cadre_data_need(&self.data, NAMES, COLUMNS, self.column, page->err);
    for (long row = 0, end; status == CADRE_OK && row < self.data.rows; row = end) {
        end = cadre_groups_end(&self.data, row, &self.column[OUTCOME], 1);
        add_outcome(&self, row, end);
    }
    if (status == CADRE_OK)
        status = cadre_page_check(page, &self.data);
    cadre_data_free(&self.data);
    return status;
}
