/* The page of `cadre run`: how many there were, what made them more and fewer, what they did. */
#include "report/dots.h"
#include "report/run_marks.h"
#include "report/summary_reader.h"

#include "params/catalogue.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum {
    DATES_MAX = 150,
    ORGANIZATIONS_MAX = 8,
    EVENTS_MAX = 24,
    ENDS_MAX = 12,
    EVIDENCE_MAX = 64, /* of members, in all */
    TARGETS_MAX = 32   /* of one organization */
};

#define WEEKS_A_YEAR (365.25 / 7)

/* What the figures of a run share. */
typedef struct {
    cadre_page_t *page;
    cadre_summary_reader_t summary;
    const char *organizations[ORGANIZATIONS_MAX];
    int organization_count; /* in the file */
    cadre_mark_t marks[EVENTS_MAX];
    int mark_count;
    cadre_evidence_t evidence[EVIDENCE_MAX]; /* what is known of members */
    int evidence_count;
} run_t;

static cadre_plot_t plot_of(run_t *self, const char *title, const char *caption, const char *unit,
                            cadre_times_t times)
{
    return (cadre_plot_t){
        .figure = {.id = cadre_page_id(self->page), .title = title, .caption = caption},
        .x_name = "date",
        .unit = unit,
        .dates = true,
        .count = times.count,
        .x = times.x};
}

static void add_layer(cadre_plot_t *plot, cadre_layer_kind_t kind, const char *name,
                      const double *low, const double *values, int style)
{
    if (values == NULL || (kind == CADRE_LAYER_BAND && low == NULL))
        return;
    plot->layers[plot->layer_count++] = (cadre_layer_t){kind, name, low, values, style};
}

/* Draws it unless memory ran out. */
static void finish(run_t *self, const cadre_plot_t *plot)
{
    if (!self->page->scratch.failed)
        cadre_plot_add(plot, self->page->out);
}

/* ---------------------------------------------------------------- members */

static int targets_of(const run_t *self, const char *organization, cadre_target_t *out)
{
    int count = 0;
    for (int i = 0; i < self->evidence_count && count < TARGETS_MAX; i++) {
        const cadre_evidence_t *known = &self->evidence[i];
        if (strcmp(known->organization, organization) == 0)
            out[count++] =
                (cadre_target_t){known->day, known->value, known->low, known->high, known->source};
    }
    return count;
}

static void add_fan(run_t *self, const char *organization, bool small)
{
    cadre_summary_reader_t *summary = &self->summary;
    cadre_target_t targets[TARGETS_MAX];
    const cadre_times_t times =
        cadre_summary_times(summary, organization, small ? DATES_MAX / 3 : DATES_MAX);
    const double *q[CADRE_SUMMARY_COLUMNS];
    for (int c = 0; c < CADRE_SUMMARY_COLUMNS; c++)
        q[c] =
            cadre_summary_at(summary, organization, "members", (cadre_summary_column_t)c, &times);
    cadre_plot_t plot = plot_of(
        self,
        small ? organization
              : cadre_scratch_text(&self->page->scratch, "Members of %s", organization),
        small
            ? ""
            : "Half of the runs are within the inner band, nine of ten within the outer one. A run "
              "whose organization has ended counts with 0 members.",
        "people", times);
    plot.figure.small = small;
    add_layer(&plot, CADRE_LAYER_BAND, "5 to 95 % of runs", q[CADRE_SUMMARY_Q05],
              q[CADRE_SUMMARY_Q95], 0);
    add_layer(&plot, CADRE_LAYER_BAND, "25 to 75 % of runs", q[CADRE_SUMMARY_Q25],
              q[CADRE_SUMMARY_Q75], 0);
    add_layer(&plot, CADRE_LAYER_LINE, "median", NULL, q[CADRE_SUMMARY_Q50], 0);
    plot.targets = targets;
    plot.target_count = targets_of(self, organization, targets);
    plot.marks = self->marks;
    plot.mark_count = small ? 0 : self->mark_count;
    if (plot.figure.title != NULL)
        finish(self, &plot);
}

/* ---------------------------------------------------------------- means over time */

typedef struct {
    const char *metric, *name;
} named_t;

/* Means over the runs, as lines or stacked. */
static void add_means(run_t *self, const char *organization, const char *title, const char *caption,
                      const char *unit, cadre_layer_kind_t kind, const named_t *named, int count)
{
    const cadre_times_t times = cadre_summary_times(&self->summary, organization, DATES_MAX);
    cadre_plot_t plot = plot_of(self, title, caption, unit, times);
    for (int i = 0; i < count; i++)
        add_layer(&plot, kind, named[i].name, NULL,
                  cadre_summary_at(&self->summary, organization, named[i].metric,
                                   CADRE_SUMMARY_MEAN, &times),
                  i);
    finish(self, &plot);
}

/* Rates of flows, per so many weeks, year by year. */
static void add_rates(run_t *self, const char *organization, const char *title, const char *caption,
                      const char *unit, double weeks, cadre_layer_kind_t kind, const named_t *named,
                      int count)
{
    const cadre_times_t years = cadre_summary_years(&self->summary, organization);
    cadre_plot_t plot = plot_of(self, title, caption, unit, years);
    plot.x_name = "year up to";
    for (int i = 0; i < count; i++)
        add_layer(&plot, kind, named[i].name, NULL,
                  cadre_summary_rates(&self->summary, organization, named[i].metric, weeks, &years),
                  i);
    finish(self, &plot);
}

static void add_purposes(run_t *self, const char *organization)
{
    named_t named[CADRE_HOURS_COUNT];
    for (int h = 0; h < CADRE_HOURS_COUNT; h++) {
        const char *name = cadre_hours_info((cadre_hours_t)h)->name;
        named[h].name = name;
        named[h].metric = cadre_scratch_text(&self->page->scratch, "hours_%s", name);
        if (named[h].metric == NULL)
            return;
    }
    add_rates(
        self, organization, "What the hours go to",
        "The purpose ledger: every hour of the members is booked to one purpose. Mean over the "
        "runs, each calendar year.",
        "hours a week", 1, CADRE_LAYER_STACK, named, CADRE_HOURS_COUNT);
}

static void add_organization(run_t *self, const char *organization)
{
    static const named_t BRANCHES[] = {{"campus_branches", "campus"},
                                       {"city_branches", "city"},
                                       {"workplace_branches", "workplace"}};
    static const named_t FLOWS[] = {{"recruits", "join"}, {"exits", "leave"}};
    static const named_t VOICE[] = {{"voicing", "speak"}, {"silent", "keep silent"}};
    static const named_t TENURE[] = {{"leader_tenure", "leaders"}, {"mean_tenure", "members"}};
    add_means(self, organization, "Branches by milieu", "Mean over the runs.", "branches",
              CADRE_LAYER_STACK, BRANCHES, 3);
    add_purposes(self, organization);
    add_rates(
        self, organization, "Who joins and who leaves",
        "Mean over the runs, each calendar year. People who go over in a split or a merger are "
        "in neither.",
        "people a year", WEEKS_A_YEAR, CADRE_LAYER_LINE, FLOWS, 2);
    add_means(self, organization, "Open criticism against hidden discontent",
              "Members who criticize openly, and members who would have reason to and keep silent. "
              "Mean over the runs.",
              "people", CADRE_LAYER_LINE, VOICE, 2);
    add_means(
        self, organization, "How long leaders lead and members stay",
        "Mean time in the leading committee, and mean time since joining. Mean over the runs in "
        "which the organization exists.",
        "years", CADRE_LAYER_LINE, TENURE, 2);
}

/* ---------------------------------------------------------------- how runs end */

/* The ends and how often each comes; returns how many there are. */
static int count_ends(cadre_data_t *data, const int *column, const char **names, double *counts)
{
    int count = 0;
    for (long row = 0; row < data->rows; row++) {
        const char *status = cadre_data_text(data, row, column[0]);
        const char *end = cadre_data_text(data, row, column[1]);
        int k = 0;
        end = strcmp(status, "ok") == 0 ? end : status;
        while (k < count && strcmp(names[k], end) != 0)
            k++;
        if (k == ENDS_MAX)
            continue;
        if (k == count) {
            names[count++] = end;
            counts[k] = 0;
        }
        counts[k]++;
    }
    return count;
}

static void draw_ends(cadre_page_t *page, const char *const *names, const double *counts, int count,
                      long runs)
{
    static const char *const COLUMNS[] = {"end", "runs", "share"};
    cadre_dot_t dots[ENDS_MAX];
    char says[200];
    int most = 0;
    for (int i = 0; i < count; i++) {
        dots[i] = CADRE_NO_DOT;
        dots[i].estimate = counts[i];
        most = counts[i] > counts[most] ? i : most;
    }
    snprintf(says, sizeof says, "Of %ld runs %.0f end as '%.40s', the most frequent of %d ends.",
             runs, counts[most], names[most], count);
    const cadre_dots_t chart = {
        .figure = {.id = cadre_page_id(page),
                   .title = "How runs end",
                   .caption =
                       "State of the first organization at the end: alive, or how it went. A "
                       "capped run passed limits.members and stopped there.",
                   .says = says},
        .rows = count,
        .labels = names,
        .panel_count = 1,
        .panels = {{.name = "runs", .low = 0, .high = NAN, .bars = true, .dots = {dots}}}};
    cadre_dots_begin(&chart, page->out);
    cadre_markup_table_begin(page->out, "runs", COLUMNS, 3);
    for (int i = 0; i < count; i++) {
        cadre_markup_row_begin(page->out, NAN, names[i]);
        cadre_markup_cell(page->out, counts[i]);
        cadre_markup_cell(page->out, counts[i] / (double)runs);
        cadre_markup_row_end(page->out);
    }
    cadre_markup_table_end(page->out);
    cadre_dots_end(page->out);
}

static int add_ends(cadre_page_t *page)
{
    static const char *const NAMES[] = {"status", "end_state"};
    cadre_data_t data;
    const char *names[ENDS_MAX];
    double counts[ENDS_MAX];
    int column[2];
    int status = cadre_data_read(&data, page->folder, "runs.csv", page->err);
    if (status == CADRE_OK)
        status = cadre_data_need(&data, NAMES, 2, column, page->err);
    if (status == CADRE_OK) {
        const int count = count_ends(&data, column, names, counts);
        if (count > 0)
            draw_ends(page, names, counts, count, data.rows);
        status = cadre_page_check(page, &data);
    }
    cadre_data_free(&data);
    return status;
}

/* ---------------------------------------------------------------- the page */

static void add_others(run_t *self)
{
    const int shown =
        self->organization_count < ORGANIZATIONS_MAX ? self->organization_count : ORGANIZATIONS_MAX;
    if (shown < 2)
        return;
    cadre_page_heading(self->page, "Members of the other organizations");
    if (self->organization_count > shown)
        cadre_page_paragraph(self->page, "Of %d organizations the first %d are shown.",
                             self->organization_count, shown);
    cadre_page_paragraph(self->page,
                         "Median, with the middle half and the middle nine tenths of the runs.");
    cadre_page_grid_begin(self->page);
    for (int i = 1; i < shown; i++)
        add_fan(self, self->organizations[i], true);
    cadre_page_grid_end(self->page);
}

static int add_figures(run_t *self)
{
    cadre_page_t *page = self->page;
    self->organization_count =
        cadre_summary_organizations(&self->summary, ORGANIZATIONS_MAX, self->organizations);
    if (self->organization_count > 0) {
        add_fan(self, self->organizations[0], false);
        if (!cadre_origin_has_evidence(page->origin))
            cadre_page_paragraph(page, "These results do not say what is known: no evidence is "
                                       "drawn. Results of this version of Cadre do.");
        add_organization(self, self->organizations[0]);
        add_others(self);
    } else {
        cadre_page_notice(page, "No organization is observed in these runs.");
    }
    const int status = cadre_page_check(page, &self->summary.data);
    return status == CADRE_OK ? add_ends(page) : status;
}

int cadre_report_run(cadre_page_t *page)
{
    run_t self = {.page = page};
    int status = cadre_run_marks(page, EVENTS_MAX, self.marks, &self.mark_count);
    if (status == CADRE_OK)
        status = cadre_origin_evidence(page->origin, "members", EVIDENCE_MAX, self.evidence,
                                       &self.evidence_count, page->err);
    if (status == CADRE_OK)
        status = cadre_summary_read(&self.summary, page->folder, &page->scratch, page->err);
    if (status == CADRE_OK)
        status = add_figures(&self);
    cadre_summary_reader_free(&self.summary);
    return status;
}
