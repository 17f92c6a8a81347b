/* The page of an attribution: what each input does to each outcome. */
#include "report/dots.h"
#include "report/groups.h"
#include "report/report_internal.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { OUTCOME, INPUT, INDEX, ESTIMATE, LOW, HIGH, COLUMNS };

/* Which indices are drawn, by the one the inputs are ordered by. */
static const struct {
    const char *main, *other, *title, *main_name, *other_name, *caption;
} INDICES[] = {
    {"ST", "S1", "What explains the variance of ", "ST: alone and together with others",
     "S1: alone", "Shares of the variance that go along with each input, with 95 % intervals."},
    {"mu_star", "sigma", "What moves ", "mu*: mean size of the effect",
     "sigma: how unlike the effects are",
     "Effects of one input at a time over its range, in units of the outcome, with 95 % "
     "intervals."},
    {"pawn_median", "pawn_max", "What changes the distribution of ", "median", "maximum",
     "PAWN: distance between the distribution with and without the input fixed, 0 to 1, over the "
     "places where it is fixed; with 95 % intervals."},
    {"delta", NULL, "What changes the distribution of ", "delta", NULL,
     "Delta: how much of the distribution moves with the input, 0 to 1, with 95 % intervals."},
};

enum { INDEX_SETS = sizeof INDICES / sizeof INDICES[0] };

typedef struct {
    cadre_page_t *page;
    cadre_data_t data;
    int column[COLUMNS];
} sensitivity_t;

/* The inputs of one outcome, the most important first. */
typedef struct {
    int set;
    int count;
    const char **inputs;
    cadre_dot_t *dots[CADRE_SERIES_MAX];
} ranking_t;

static const char *text(const sensitivity_t *self, long row, int column)
{
    return cadre_data_text(&self->data, row, self->column[column]);
}

static cadre_dot_t dot_of(sensitivity_t *self, long row)
{
    return (cadre_dot_t){cadre_data_number(&self->data, row, self->column[ESTIMATE]),
                         cadre_data_number(&self->data, row, self->column[LOW]),
                         cadre_data_number(&self->data, row, self->column[HIGH]), NAN, NAN};
}

static int set_of(const sensitivity_t *self, long row, long end)
{
    for (int k = 0; k < INDEX_SETS; k++)
        for (long i = row; i < end; i++)
            if (strcmp(text(self, i, INDEX), INDICES[k].main) == 0)
                return k;
    return -1;
}

/* Puts the input of a row into its place: descending, what is no number last. */
static void insert(sensitivity_t *self, ranking_t *out, long row)
{
    const cadre_dot_t dot = dot_of(self, row);
    int at = out->count++;
    for (; at > 0 && (dot.estimate > out->dots[0][at - 1].estimate ||
                      (isnan(out->dots[0][at - 1].estimate) && !isnan(dot.estimate)));
         at--) {
        out->inputs[at] = out->inputs[at - 1];
        out->dots[0][at] = out->dots[0][at - 1];
    }
    out->inputs[at] = text(self, row, INPUT);
    out->dots[0][at] = dot;
}

static bool rank(sensitivity_t *self, long row, long end, ranking_t *out)
{
    cadre_scratch_t *scratch = &self->page->scratch;
    const size_t rows = (size_t)(end - row);
    *out = (ranking_t){.set = set_of(self, row, end)};
    if (out->set < 0)
        return false;
    out->inputs = cadre_scratch_alloc(scratch, rows, sizeof *out->inputs);
    for (int s = 0; s < CADRE_SERIES_MAX; s++)
        out->dots[s] = cadre_scratch_alloc(scratch, rows, sizeof *out->dots[s]);
    if (scratch->failed)
        return false;
    for (long i = row; i < end; i++)
        if (strcmp(text(self, i, INDEX), INDICES[out->set].main) == 0)
            insert(self, out, i);
    for (int k = 0; k < out->count; k++) {
        out->dots[1][k] = CADRE_NO_DOT;
        for (long i = row; i < end && INDICES[out->set].other != NULL; i++)
            if (strcmp(text(self, i, INDEX), INDICES[out->set].other) == 0 &&
                strcmp(text(self, i, INPUT), out->inputs[k]) == 0)
                out->dots[1][k] = dot_of(self, i);
    }
    return true;
}

static void add_ranking_table(sensitivity_t *self, const ranking_t *ranking)
{
    const char *main = INDICES[ranking->set].main, *other = INDICES[ranking->set].other;
    const char *const names[] = {"input", main, "low", "high", other, "low", "high"};
    cadre_text_t *out = self->page->out;
    const int series = other != NULL ? 2 : 1;
    cadre_markup_table_begin(out, "95 % intervals", names, 1 + 3 * series);
    for (int k = 0; k < ranking->count; k++) {
        cadre_markup_row_begin(out, NAN, ranking->inputs[k]);
        for (int s = 0; s < series; s++) {
            cadre_markup_cell(out, ranking->dots[s][k].estimate);
            cadre_markup_cell(out, ranking->dots[s][k].lo);
            cadre_markup_cell(out, ranking->dots[s][k].hi);
        }
        cadre_markup_row_end(out);
    }
    cadre_markup_table_end(out);
}

/* Everything, also pairs and what is not drawn. */
static void add_all(sensitivity_t *self, long row, long end)
{
    static const char *const NAMES[] = {"input", "index", "estimate", "low", "high"};
    cadre_text_t *out = self->page->out;
    cadre_markup_table_begin(out, "All indices", NAMES, 5);
    for (; row < end; row++) {
        const cadre_dot_t dot = dot_of(self, row);
        cadre_markup_row_begin(out, NAN, text(self, row, INPUT));
        cadre_markup_cell_text(out, text(self, row, INDEX));
        cadre_markup_cell(out, dot.estimate);
        cadre_markup_cell(out, dot.lo);
        cadre_markup_cell(out, dot.hi);
        cadre_markup_row_end(out);
    }
    cadre_markup_table_end(out);
}

static void add_outcome(sensitivity_t *self, long row, long end)
{
    ranking_t ranking;
    char title[200], says[300], digits[CADRE_MARKUP_NUMBER_SIZE];
    if (!rank(self, row, end, &ranking))
        return;
    const bool two = INDICES[ranking.set].other != NULL;
    snprintf(title, sizeof title, "%s%.100s", INDICES[ranking.set].title, text(self, row, OUTCOME));
    snprintf(says, sizeof says, "Of %d inputs %.80s has the largest %s, %s.", ranking.count,
             ranking.inputs[0], INDICES[ranking.set].main,
             cadre_markup_number(ranking.dots[0][0].estimate, digits));
    const cadre_dots_t chart = {
        .figure = {.id = cadre_page_id(self->page),
                   .title = title,
                   .caption = INDICES[ranking.set].caption,
                   .says = says},
        .rows = ranking.count,
        .labels = ranking.inputs,
        .panel_count = 1,
        .panels = {{.name = "",
                    .low = NAN,
                    .high = NAN,
                    .bars = true,
                    .dots = {ranking.dots[0], two ? ranking.dots[1] : NULL}}},
        .series = {INDICES[ranking.set].main_name, INDICES[ranking.set].other_name}};
    cadre_dots_begin(&chart, self->page->out);
    add_ranking_table(self, &ranking);
    add_all(self, row, end);
    cadre_dots_end(self->page->out);
}

int cadre_report_sensitivity(cadre_page_t *page)
{
    static const char *const NAMES[COLUMNS] = {"outcome", "input", "index", "estimate", "lo", "hi"};
    sensitivity_t self = {.page = page};
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
