/* The page of `cadre compare`: A minus B over time, with its interval. */
#include "report/groups.h"
#include "report/report_internal.h"

#include <math.h>
#include <string.h>

enum { ORGANIZATION, MEASURE, DATE, MEAN_A, MEAN_B, DIFFERENCE, LOW, HIGH, COLUMNS };
enum { WIDE_DATES = 150, SMALL_DATES = 50, SHOWN_MAX = 24 };

/* The measures that are drawn, if they differ at all. */
static const char *const DRAWN[] = {
    "cadre",           "branches",    "cities",          "recruits",     "exits",
    "crude_exit",      "mean_tenure", "leader_tenure",   "voicing",      "silent",
    "mean_commitment", "funds",       "campus_branches", "hours_base",   "hours_internal",
    "outside_option",  "home",        "mean_practice",   "hidden_cases", "mean_grievance"};

typedef struct {
    cadre_page_t *page;
    cadre_data_t data;
    int column[COLUMNS];
} compare_t;

static double number(compare_t *self, long row, int column)
{
    return cadre_data_number(&self->data, row, self->column[column]);
}

static const char *text(const compare_t *self, long row, int column)
{
    return cadre_data_text(&self->data, row, self->column[column]);
}

/* The rows of one organization and measure. */
static long group_end(const compare_t *self, long row)
{
    const int columns[] = {self->column[ORGANIZATION], self->column[MEASURE]};
    return cadre_groups_end(&self->data, row, columns, 2);
}

static bool differs(compare_t *self, long row, long end)
{
    for (; row < end; row++)
        if (fabs(number(self, row, DIFFERENCE)) > 0)
            return true;
    return false;
}

static void add_difference(compare_t *self, long row, long end, bool small)
{
    const long most = small ? SMALL_DATES : WIDE_DATES;
    const long stride = end - row <= most ? 1 : (end - row + most - 2) / (most - 1);
    double *values[4]; /* date, difference, low, high */
    int count = 0;
    for (int k = 0; k < 4; k++) {
        values[k] = cadre_scratch_numbers(&self->page->scratch, (size_t)((end - row) / stride + 2));
        if (values[k] == NULL)
            return;
    }
    for (long i = row; i < end; i++) {
        if ((i - row) % stride != 0 && i != end - 1)
            continue;
        values[0][count] = cadre_data_day(&self->data, i, self->column[DATE]);
        values[1][count] = number(self, i, DIFFERENCE);
        values[2][count] = number(self, i, LOW);
        values[3][count] = number(self, i, HIGH);
        count++;
    }
    const cadre_plot_t plot = {
        .figure = {.id = cadre_page_id(self->page),
                   .title =
                       cadre_scratch_text(&self->page->scratch, "%s of %s",
                                          text(self, row, MEASURE), text(self, row, ORGANIZATION)),
                   .caption = small ? ""
                                    : "Mean of A minus B over the pairs of runs, with its 95 % "
                                      "interval. Above zero A has more.",
                   .small = small},
        .x_name = "date",
        .unit = "A minus B",
        .dates = true,
        .count = count,
        .x = values[0],
        .layers = {{CADRE_LAYER_BAND, "95 % interval", values[2], values[3], 0},
                   {CADRE_LAYER_LINE, "A minus B", NULL, values[1], 0}},
        .layer_count = 2};
    if (!self->page->scratch.failed)
        cadre_plot_add(&plot, self->page->out);
}

static bool is_drawn(const char *measure)
{
    for (size_t i = 0; i < sizeof DRAWN / sizeof DRAWN[0]; i++)
        if (strcmp(DRAWN[i], measure) == 0)
            return true;
    return false;
}

static bool is_of_first(const compare_t *self, long row)
{
    return strcmp(text(self, row, ORGANIZATION), text(self, 0, ORGANIZATION)) == 0;
}

static bool is_members(const compare_t *self, long row)
{
    return strcmp(text(self, row, MEASURE), "members") == 0;
}

/* The figures side by side: members of the other organizations, then measures of the first. */
static void add_small(compare_t *self)
{
    int shown = 0;
    cadre_page_grid_begin(self->page);
    for (long row = 0, end; row < self->data.rows && shown < SHOWN_MAX; row = end) {
        end = group_end(self, row);
        const bool wanted =
            is_of_first(self, row) ? is_drawn(text(self, row, MEASURE)) : is_members(self, row);
        if (!wanted || !differs(self, row, end))
            continue;
        add_difference(self, row, end, true);
        shown++;
    }
    cadre_page_grid_end(self->page);
}

/* All measures of the first organization; of the others their members, since compare.csv has it
 * all. */
static void add_table(compare_t *self)
{
    static const char *const NAMES[] = {"measure", "organization", "date", "A",
                                        "B",       "A minus B",    "low",  "high"};
    cadre_text_t *out = self->page->out;
    int same = 0;
    cadre_page_heading(self->page, "All measures at their last date");
    cadre_text_add(out, "<div class=\"scroll\" role=\"region\" tabindex=\"0\" "
                        "aria-label=\"All measures at their last date\">");
    cadre_markup_table_begin(out, "Means over the pairs of runs, 95 % intervals", NAMES, 8);
    for (long row = 0, end; row < self->data.rows; row = end) {
        end = group_end(self, row);
        if (!is_of_first(self, row) && !is_members(self, row))
            continue;
        if (!differs(self, row, end)) {
            same++;
            continue;
        }
        cadre_markup_row_begin(out, NAN, text(self, row, MEASURE));
        cadre_markup_cell_text(out, text(self, row, ORGANIZATION));
        cadre_markup_cell_text(out, text(self, end - 1, DATE));
        for (int c = MEAN_A; c <= HIGH; c++)
            cadre_markup_cell(out, number(self, end - 1, c));
        cadre_markup_row_end(out);
    }
    cadre_markup_table_end(out);
    cadre_text_add(out, "</div>\n");
    cadre_page_paragraph(
        self->page,
        "%d are not listed: they are the same in A and B at every date. Measures of "
        "other organizations than the first are in compare.csv.",
        same);
}

static void add_figures(compare_t *self)
{
    cadre_page_paragraph(self->page,
                         "Run r of A and run r of B have the same luck, so what differs "
                         "is what the scenarios differ in. Intervals are 95 %% each, "
                         "not together.");
    if (self->data.rows == 0) {
        cadre_page_notice(self->page, "A and B have no organization or no date in common.");
        return;
    }
    for (long row = 0, end; row < self->data.rows; row = end) {
        end = group_end(self, row);
        if (!is_members(self, row))
            continue;
        add_difference(self, row, end, false);
        break;
    }
    cadre_page_heading(self->page, "Other measures");
    cadre_page_paragraph(self->page, "Mean of A minus B, with its 95 %% interval.");
    add_small(self);
    add_table(self);
}

int cadre_report_compare(cadre_page_t *page)
{
    static const char *const NAMES[COLUMNS] = {"organization", "measure",         "date", "mean_a",
                                               "mean_b",       "mean_difference", "lo",   "hi"};
    compare_t self = {.page = page};
    int status = cadre_data_read(&self.data, page->folder, "compare.csv", page->err);
    if (status == CADRE_OK)
        status = cadre_data_need(&self.data, NAMES, COLUMNS, self.column, page->err);
    if (status == CADRE_OK) {
        add_figures(&self);
        status = cadre_page_check(page, &self.data);
    }
    cadre_data_free(&self.data);
    return status;
}
