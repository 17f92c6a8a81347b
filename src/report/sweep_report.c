/* The page of `cadre sweep`: outcomes at the points of a design, and what goes along with each
 * input. */
#include "report/dots.h"
#include "report/groups.h"
#include "report/main_effects.h"
#include "report/report_internal.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { POINT, SCENARIO, METRIC, RUNS, FAILED, MEAN, LOW, HIGH, Q05, Q95, COLUMNS };
enum {
    INPUTS_MAX = 64,
    NAMED_INPUTS = 4,
    POINTS_DRAWN = 30,
    EFFECTS_DRAWN = 60,
    LEAST_EFFECTS = 2,
    MOST_EFFECTS = 6
};

typedef struct {
    cadre_page_t *page;
    cadre_data_t data;
    int column[COLUMNS];
    int inputs[INPUTS_MAX]; /* their columns */
    int input_count;
    cadre_names_t metrics;
    int effects; /* how many are drawn for each outcome */
} sweep_t;

/* One outcome: its rows, one a point. */
typedef struct {
    const char *metric;
    int count;
    long *rows;
    double *means;
} outcome_t;

/* An input and what it does to an outcome. */
typedef struct {
    int column;
    const char *name;
    cadre_main_effect_t effect;
} effect_t;

static double number(sweep_t *self, long row, int column)
{
    return cadre_data_number(&self->data, row, self->column[column]);
}

/* ---------------------------------------------------------------- inputs and outcomes */

/* An input's name without the p_ that all have. */
static const char *input_name(const sweep_t *self, int column)
{
    const char *name = self->data.csv.header[column];
    return strncmp(name, "p_", 2) == 0 ? name + 2 : name;
}

/* Inputs that differ between points; of the scenario, too. */
static void find_inputs(sweep_t *self)
{
    for (int c = 0; c < self->data.columns && self->input_count < INPUTS_MAX; c++) {
        const bool input =
            strncmp(self->data.csv.header[c], "p_", 2) == 0 || c == self->column[SCENARIO];
        bool varies = false;
        for (long row = 1; input && !varies && row < self->data.rows; row++)
            varies = strcmp(cadre_data_text(&self->data, row, c),
                            cadre_data_text(&self->data, 0, c)) != 0;
        if (varies)
            self->inputs[self->input_count++] = c;
    }
}

static bool outcome_of(sweep_t *self, const char *metric, outcome_t *out)
{
    *out = (outcome_t){.metric = metric};
    out->rows =
        cadre_scratch_alloc(&self->page->scratch, (size_t)self->data.rows, sizeof *out->rows);
    out->means = cadre_scratch_numbers(&self->page->scratch, (size_t)self->data.rows);
    if (self->page->scratch.failed)
        return false;
    for (long row = 0; row < self->data.rows; row++)
        if (strcmp(cadre_data_text(&self->data, row, self->column[METRIC]), metric) == 0) {
            out->means[out->count] = number(self, row, MEAN);
            out->rows[out->count++] = row;
        }
    return out->count > 0;
}

/* ---------------------------------------------------------------- point by point */

/* Moves a text into the scratch. */
static const char *keep(sweep_t *self, cadre_text_t *text)
{
    const char *kept =
        text->failed ? NULL : cadre_scratch_text(&self->page->scratch, "%s", text->data);
    self->page->scratch.failed |= text->failed;
    cadre_text_free(text);
    return kept;
}

/* "3: 0.55, 0.1": the point's number and its inputs, if they are few. */
static const char *point_label(sweep_t *self, long row)
{
    cadre_text_t text = {0};
    cadre_text_addf(&text, "%s", cadre_data_text(&self->data, row, self->column[POINT]));
    for (int i = 0; i < self->input_count && self->input_count <= NAMED_INPUTS; i++)
        cadre_text_addf(&text, "%s%s", i > 0 ? ", " : ": ",
                        cadre_data_text(&self->data, row, self->inputs[i]));
    return keep(self, &text);
}

static const char *points_caption(sweep_t *self)
{
    cadre_text_t text = {0};
    cadre_text_add(&text,
                   "Mean over the runs with its 95 % interval; thin: 5 to 95 % of the runs.");
    for (int i = 0; i < self->input_count && self->input_count <= NAMED_INPUTS; i++)
        cadre_text_addf(&text, "%s%s", i > 0 ? ", " : " On the left the point and its ",
                        input_name(self, self->inputs[i]));
    cadre_text_add(&text, self->input_count > 0 && self->input_count <= NAMED_INPUTS ? "." : "");
    return keep(self, &text);
}

static void add_points_table(sweep_t *self, const outcome_t *outcome, const char *const *labels)
{
    static const char *const NAMES[] = {"point", "runs", "failed", "mean",
                                        "low",   "high", "q05",    "q95"};
    cadre_text_t *out = self->page->out;
    cadre_markup_table_begin(out, outcome->metric, NAMES, 8);
    for (int i = 0; i < outcome->count; i++) {
        cadre_markup_row_begin(out, NAN, labels[i]);
        for (int c = RUNS; c < COLUMNS; c++)
            cadre_markup_cell(out, number(self, outcome->rows[i], c));
        cadre_markup_row_end(out);
    }
    cadre_markup_table_end(out);
}

static void add_points(sweep_t *self, const outcome_t *outcome)
{
    cadre_scratch_t *scratch = &self->page->scratch;
    const char **labels = cadre_scratch_alloc(scratch, (size_t)outcome->count, sizeof *labels);
    cadre_dot_t *dots = cadre_scratch_alloc(scratch, (size_t)outcome->count, sizeof *dots);
    char says[160], low[CADRE_MARKUP_NUMBER_SIZE], high[CADRE_MARKUP_NUMBER_SIZE];
    cadre_axis_t range = {INFINITY, -INFINITY, 0, 0};
    const char *caption = points_caption(self);
    for (int i = 0; !scratch->failed && i < outcome->count; i++) {
        const long row = outcome->rows[i];
        labels[i] = point_label(self, row);
        dots[i] = (cadre_dot_t){outcome->means[i], number(self, row, LOW), number(self, row, HIGH),
                                number(self, row, Q05), number(self, row, Q95)};
        cadre_axis_include(&range, outcome->means[i]);
    }
    if (scratch->failed)
        return;
    snprintf(says, sizeof says, "Means at %d points, from %s to %s.", outcome->count,
             cadre_markup_number(range.low, low), cadre_markup_number(range.high, high));
    const cadre_dots_t chart = {
        .figure = {.id = cadre_page_id(self->page),
                   .title = "At each point",
                   .caption = caption,
                   .says = says},
        .rows = outcome->count,
        .labels = labels,
        .panel_count = 1,
        .panels = {{.name = outcome->metric, .low = NAN, .high = NAN, .dots = {dots}}}};
    cadre_dots_begin(&chart, self->page->out);
    add_points_table(self, outcome, labels);
    cadre_dots_end(self->page->out);
}

/* ---------------------------------------------------------------- input by input */

static bool is_numeric(const sweep_t *self, const outcome_t *outcome, int column)
{
    double value;
    for (int i = 0; i < outcome->count; i++)
        if (!cadre_parse_number(cadre_data_text(&self->data, outcome->rows[i], column), &value))
            return false;
    return true;
}

static bool effect_of(sweep_t *self, const outcome_t *outcome, int column, effect_t *out)
{
    double *x = cadre_scratch_numbers(&self->page->scratch, (size_t)outcome->count);
    *out = (effect_t){.column = column, .name = input_name(self, column)};
    if (x == NULL)
        return false;
    const bool numeric = is_numeric(self, outcome, column);
    const cadre_names_t names = cadre_groups_names(&self->page->scratch, &self->data, column, 0,
                                                   numeric ? 0 : self->data.rows);
    for (int i = 0; i < outcome->count && names.items != NULL; i++) {
        const char *text = cadre_data_text(&self->data, outcome->rows[i], column);
        if (numeric) {
            x[i] = cadre_data_number(&self->data, outcome->rows[i], column);
            continue;
        }
        for (x[i] = 0; strcmp(names.items[(int)x[i]], text) != 0;)
            x[i]++;
    }
    out->effect = cadre_main_effect(&self->page->scratch, x, outcome->means, outcome->count);
    return out->effect.count > 1;
}

/* All inputs that can be told apart, the one with the largest share first. */
static int find_effects(sweep_t *self, const outcome_t *outcome, effect_t *out)
{
    int count = 0;
    for (int i = 0; i < self->input_count; i++) {
        effect_t found;
        if (!effect_of(self, outcome, self->inputs[i], &found))
            continue;
        int at = count++;
        for (; at > 0 && found.effect.share > out[at - 1].effect.share; at--)
            out[at] = out[at - 1];
        out[at] = found;
    }
    return count;
}

static void add_shares(sweep_t *self, const effect_t *effects, int count)
{
    static const char *const NAMES[] = {"input", "share"};
    cadre_text_t *out = self->page->out;
    const char *labels[INPUTS_MAX];
    cadre_dot_t dots[INPUTS_MAX];
    char says[200];
    for (int i = 0; i < count; i++) {
        labels[i] = effects[i].name;
        dots[i] = CADRE_NO_DOT;
        dots[i].estimate = effects[i].effect.share;
    }
    snprintf(says, sizeof says, "Of %d inputs %.80s has the largest share.", count, labels[0]);
    const cadre_dots_t chart = {
        .figure = {.id = cadre_page_id(self->page),
                   .title = "All inputs",
                   .caption = "",
                   .small = true,
                   .says = says},
        .rows = count,
        .labels = labels,
        .panel_count = 1,
        .panels = {
            {.name = "correlation ratio", .low = 0, .high = 1, .bars = true, .dots = {dots}}}};
    cadre_dots_begin(&chart, out);
    cadre_markup_table_begin(out, "Correlation ratio", NAMES, 2);
    for (int i = 0; i < count; i++) {
        cadre_markup_row_begin(out, NAN, labels[i]);
        cadre_markup_cell(out, dots[i].estimate);
        cadre_markup_row_end(out);
    }
    cadre_markup_table_end(out);
    cadre_dots_end(out);
}

static void add_levels(sweep_t *self, const outcome_t *outcome, const effect_t *effect)
{
    const cadre_main_effect_t *found = &effect->effect;
    const cadre_plot_t plot = {
        .figure = {.id = cadre_page_id(self->page),
                   .title = effect->name,
                   .caption = "",
                   .small = true},
        .x_name = effect->name,
        .unit = outcome->metric,
        .dots = true,
        .free_zero = true,
        .count = found->count,
        .x = found->x,
        .layers = {{CADRE_LAYER_BAND, "5 to 95 % of points", found->low, found->high, 0},
                   {CADRE_LAYER_LINE, "mean", NULL, found->mean, 0}},
        .layer_count = 2};
    cadre_plot_add(&plot, self->page->out);
}

/* An input of words: its levels as rows. */
static void add_words(sweep_t *self, const outcome_t *outcome, const effect_t *effect)
{
    static const char *const NAMES[] = {"level", "points", "mean", "low", "high"};
    const cadre_main_effect_t *found = &effect->effect;
    const cadre_names_t names =
        cadre_groups_names(&self->page->scratch, &self->data, effect->column, 0, self->data.rows);
    cadre_text_t *out = self->page->out;
    cadre_dot_t dots[CADRE_LEVELS_MAX];
    if (names.items == NULL || found->count != names.count)
        return;
    for (int k = 0; k < found->count; k++)
        dots[k] = (cadre_dot_t){found->mean[k], NAN, NAN, found->low[k], found->high[k]};
    const cadre_dots_t chart = {
        .figure = {.id = cadre_page_id(self->page),
                   .title = effect->name,
                   .caption = "",
                   .says = "Mean of the outcome at each level, and 5 to 95 % of its points.",
                   .small = true},
        .rows = found->count,
        .labels = names.items,
        .panel_count = 1,
        .panels = {{.name = outcome->metric, .low = NAN, .high = NAN, .dots = {dots}}}};
    cadre_dots_begin(&chart, out);
    cadre_markup_table_begin(out, "Mean over the points, 5 and 95 % quantiles", NAMES, 5);
    for (int k = 0; k < found->count; k++) {
        cadre_markup_row_begin(out, NAN, names.items[k]);
        cadre_markup_cell(out, found->points[k]);
        cadre_markup_cell(out, found->mean[k]);
        cadre_markup_cell(out, found->low[k]);
        cadre_markup_cell(out, found->high[k]);
        cadre_markup_row_end(out);
    }
    cadre_markup_table_end(out);
    cadre_dots_end(out);
}

static void add_effects(sweep_t *self, const outcome_t *outcome)
{
    effect_t effects[INPUTS_MAX];
    const int count = find_effects(self, outcome, effects);
    if (count == 0 || self->page->scratch.failed)
        return;
    cadre_page_grid_begin(self->page);
    if (count > 1)
        add_shares(self, effects, count);
    for (int i = 0; i < count && i < self->effects; i++)
        if (is_numeric(self, outcome, effects[i].column))
            add_levels(self, outcome, &effects[i]);
        else
            add_words(self, outcome, &effects[i]);
    cadre_page_grid_end(self->page);
}

/* ---------------------------------------------------------------- the page */

static bool varies(const outcome_t *outcome)
{
    cadre_axis_t range = {INFINITY, -INFINITY, 0, 0};
    for (int i = 0; i < outcome->count; i++)
        cadre_axis_include(&range, outcome->means[i]);
    return range.low < range.high;
}

static void add_outcome(sweep_t *self, const char *metric)
{
    outcome_t outcome;
    if (!outcome_of(self, metric, &outcome))
        return;
    cadre_page_heading(self->page, "%s", metric);
    if (outcome.count <= POINTS_DRAWN)
        add_points(self, &outcome);
    if (varies(&outcome))
        add_effects(self, &outcome);
    else
        cadre_page_paragraph(self->page, "Its mean is the same at all points that have a value.");
}

static void add_figures(sweep_t *self)
{
    find_inputs(self);
    self->metrics = cadre_groups_names(&self->page->scratch, &self->data, self->column[METRIC], 0,
                                       self->data.rows);
    if (self->page->scratch.failed || self->metrics.count == 0)
        return;
    const int effects = EFFECTS_DRAWN / self->metrics.count;
    self->effects = effects < LEAST_EFFECTS  ? LEAST_EFFECTS
                    : effects > MOST_EFFECTS ? MOST_EFFECTS
                                             : effects;
    const long points = self->data.rows / self->metrics.count;
    cadre_page_paragraph(self->page, "%ld points, %d inputs that vary, %d outcomes.", points,
                         self->input_count, self->metrics.count);
    cadre_page_paragraph(
        self->page,
        "Below each outcome stand the correlation ratio of every input (the share of "
        "the variance between points that is between its levels) and, for at most "
        "%d inputs with the largest, the mean over the points along that input, "
        "whatever the others are, with 5 to 95 %% of the points shaded. With few "
        "points chance alone makes such shares: 'cadre analyze' has intervals.",
        self->effects);
    double failed = 0;
    for (long row = 0; row < self->data.rows; row += self->metrics.count)
        failed += number(self, row, FAILED);
    if (failed > 0)
        cadre_page_notice(self->page, "%.0f runs failed: runs.csv says why.", failed);
    for (int m = 0; m < self->metrics.count; m++)
        add_outcome(self, self->metrics.items[m]);
}

int cadre_report_sweep(cadre_page_t *page)
{
    static const char *const NAMES[COLUMNS] = {"point", "scenario", "metric",  "n_runs", "n_failed",
                                               "mean",  "mean_lo",  "mean_hi", "q05",    "q95"};
    sweep_t self = {.page = page};
    int status = cadre_data_read(&self.data, page->folder, "summary.csv", page->err);
    if (status == CADRE_OK)
        status = cadre_data_need(&self.data, NAMES, COLUMNS, self.column, page->err);
    if (status == CADRE_OK) {
        add_figures(&self);
        status = cadre_page_check(page, &self.data);
    }
    cadre_data_free(&self.data);
    return status;
}
