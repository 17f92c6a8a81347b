#include "cli/summary.h"

#include "base/dates.h"
#include "base/memory.h"
#include "cli/fan.h"
#include "cli/writing.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { LABEL = 14, VALUE = 8, LONGEST_BAR = 40 }; /* columns */

typedef enum { COUNT, SHARE, NUMBER } kind_t;

/* "410-1,390", with the dash of the locale; "" when there is nothing to say. */
static void word_range(double low, double high, kind_t kind, const cadre_terminal_t *terminal,
                       char *out, size_t size)
{
    char from[CADRE_WORD_SIZE], to[CADRE_WORD_SIZE];
    out[0] = '\0';
    if (!isfinite(low) || !isfinite(high))
        return;
    (kind == NUMBER ? cadre_word_number : cadre_word_count)(kind == SHARE ? 100 * low : low, from);
    if (kind == SHARE)
        cadre_word_share(high, to);
    else
        (kind == NUMBER ? cadre_word_number : cadre_word_count)(high, to);
    snprintf(out, size, "%s%s%s", from, terminal->utf8 ? "–" : "-", to);
}

static void write_label(cadre_text_t *out, const char *label)
{
    cadre_text_add(out, "  ");
    cadre_write_left(out, label, LABEL);
}

/* One figure: median, range, and a note where it fits. */
static void write_figure(cadre_text_t *out, const cadre_summary_row_t *row, cadre_range_t range,
                         const char *note, const cadre_terminal_t *terminal)
{
    char value[CADRE_WORD_SIZE], band[2 * CADRE_WORD_SIZE + 4];
    if (row->share)
        cadre_word_share(range.median, value);
    else
        cadre_word_count(range.median, value);
    word_range(range.low, range.high, row->share ? SHARE : COUNT, terminal, band, sizeof band);
    write_label(out, row->label);
    cadre_write_right(out, value, VALUE);
    cadre_text_add(out, "  ");
    const bool noted =
        note[0] != '\0' && LABEL + VALUE + 4 + 16 + cadre_columns(note) <= terminal->width;
    cadre_write_left(out, band, noted ? 16 : 0);
    cadre_text_addf(out, "%s\n", noted ? note : "");
}

static void write_figures(const cadre_summary_t *self, int k, const cadre_terminal_t *terminal,
                          cadre_text_t *out)
{
    const cadre_organization_spec_t *organization = cadre_summary_organization(self, k);
    char word[CADRE_WORD_SIZE], note[2 * CADRE_WORD_SIZE];
    write_label(out, "");
    cadre_write_right(out, "median", VALUE);
    cadre_text_add(out, terminal->utf8 ? "  5–95 % of runs\n" : "  5-95 % of runs\n");
    write_label(out, "members, start");
    cadre_write_right(out, cadre_word_count(organization->founders.members, word), VALUE);
    cadre_text_add(out, "\n");
    for (int i = 0; i < CADRE_SUMMARY_ROWS; i++) {
        const cadre_summary_row_t *row = &cadre_summary_rows[i];
        note[0] = '\0';
        if (row->figure == CADRE_FIGURE_PEAK) {
            const double step =
                cadre_figures_range(self->figures, k, CADRE_FIGURE_PEAK_STEP).median;
            if (isfinite(step))
                snprintf(note, sizeof note, "around %s",
                         cadre_word_month(cadre_scenario_day(self->scenario, (int32_t)step), word));
        } else if (row->figure == CADRE_FIGURE_GONE) {
            snprintf(note, sizeof note, "of the recruits");
        }
        write_figure(out, row, cadre_figures_range(self->figures, k, row->figure), note, terminal);
    }
}

static void write_bar(cadre_text_t *out, double share, int room, bool utf8)
{
    static const char *const eighths[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    /* in eighths of a column, or in whole columns of eight */
    const int parts = utf8 ? (int)(share * room * 8 + 0.5) : 8 * (int)(share * room + 0.5);
    cadre_text_add(out, parts > 0 ? "  " : "");
    cadre_write_repeated(out, utf8 ? "█" : "#", parts / 8);
    cadre_text_add(out, eighths[parts % 8]);
}

static void write_hours(const cadre_summary_t *self, int k, const cadre_terminal_t *terminal,
                        cadre_text_t *out)
{
    const cadre_ends_t *ends = cadre_figures_ends(self->figures, k);
    double total = 0, most = 0;
    for (int p = 0; p < CADRE_HOURS_COUNT; p++) {
        total += ends->hours[p];
        most = ends->hours[p] > most ? ends->hours[p] : most;
    }
    if (total <= 0)
        return;
    const int left = terminal->width - 2 - LABEL - VALUE - 3;
    const int room = left < LONGEST_BAR ? left : LONGEST_BAR;
    cadre_text_add(out, "\n  where the hours went\n");
    for (int p = 0; p < CADRE_HOURS_COUNT; p++) {
        char word[CADRE_WORD_SIZE];
        write_label(out, cadre_hours_info((cadre_hours_t)p)->name);
        cadre_write_right(out, cadre_word_share(ends->hours[p] / total, word), VALUE);
        write_bar(out, ends->hours[p] / most, room, terminal->utf8);
        cadre_text_add(out, "\n");
    }
}

static void add_part(cadre_text_t *out, int64_t count, const char *what)
{
    char word[CADRE_WORD_SIZE];
    if (count > 0)
        cadre_text_addf(out, "%s%s %s", out->length > 0 ? ", " : "",
                        cadre_word_count((double)count, word), what);
}

/* "97 alive, 3 died out; 1 stopped early at 20,000 members (capped)" */
static void write_ends(const cadre_summary_t *self, int k, const cadre_terminal_t *terminal,
                       cadre_text_t *out)
{
    const cadre_ends_t *ends = cadre_figures_ends(self->figures, k);
    const double limit = self->scenario->specification.parameters.limits_members;
    cadre_text_t parts = {0};
    char word[CADRE_WORD_SIZE];
    add_part(&parts, ends->alive, "alive");
    add_part(&parts, ends->died, "died out");
    add_part(&parts, ends->destroyed, "destroyed");
    add_part(&parts, ends->merged, "merged into another");
    add_part(&parts, ends->dissolved, "dissolved by vote");
    add_part(&parts, self->totals->failed, "failed");
    if (self->totals->capped > 0) {
        cadre_text_addf(&parts, "; %s stopped early",
                        cadre_word_count((double)self->totals->capped, word));
        cadre_text_addf(&parts, " at %s members (capped)", cadre_word_count(limit, word));
    }
    cadre_text_add(out, "\n");
    write_label(out, "runs");
    if (parts.failed || parts.data == NULL)
        out->failed = true;
    else
        cadre_write_wrapped(out, parts.data, 2 + LABEL, 2 + LABEL, terminal->width);
    cadre_text_free(&parts);
}

static void write_held(const cadre_held_t *held, const cadre_terminal_t *terminal,
                       cadre_text_t *out)
{
    char word[CADRE_WORD_SIZE], band[2 * CADRE_WORD_SIZE + 4];
    cadre_text_add(out, "  ");
    cadre_write_left(out, cadre_word_month(held->pattern->day, word), 10);
    cadre_write_right(out, cadre_word_number(held->pattern->value, word), 7);
    word_range(held->pattern->low, held->pattern->high, NUMBER, terminal, band, sizeof band);
    cadre_text_add(out, "  ");
    cadre_write_left(out, band, 12);
    cadre_write_right(out, cadre_word_number(held->median, word), 7);
    cadre_text_add(out, "\n");
}

/* Evidence and what the runs say, grouped by measure. */
static void write_evidence(const cadre_views_t *views, const cadre_terminal_t *terminal,
                           cadre_text_t *out)
{
    if (views->held_count == 0)
        return;
    cadre_text_add(out, "\n  evidence    value  band           runs\n");
    for (int m = 0; m < CADRE_MEASURE_COUNT; m++) {
        bool named = false;
        for (int i = 0; i < views->held_count; i++) {
            if ((int)views->held[i].measure != m)
                continue;
            if (!named)
                cadre_text_addf(out, "  %s\n", cadre_measure_info((cadre_measure_t)m)->name);
            named = true;
            write_held(&views->held[i], terminal, out);
        }
    }
}

static int write_fan(const cadre_summary_t *self, const cadre_views_t *views,
                     const cadre_terminal_t *terminal, cadre_text_t *out)
{
    const int rows = self->recording->row_count;
    int32_t *days = cadre_alloc((size_t)rows, sizeof *days);
    cadre_fan_mark_t *marks = cadre_alloc((size_t)views->held_count, sizeof *marks);
    int count = 0;
    if (days != NULL && marks != NULL) {
        for (int r = 0; r < rows; r++)
            days[r] = cadre_scenario_day(self->scenario, self->recording->row_steps[r]);
        for (int i = 0; i < views->held_count; i++)
            if (views->held[i].measure == CADRE_MEASURE_members)
                marks[count++] =
                    (cadre_fan_mark_t){views->held[i].pattern->day, views->held[i].pattern->value};
        const cadre_fan_t fan = {.title = "members",
                                 .days = days,
                                 .quantiles = (const double(*)[5])views->members,
                                 .rows = rows,
                                 .marks = marks,
                                 .mark_count = count};
        cadre_text_add(out, "\n");
        cadre_fan_draw(&fan, terminal, out);
    }
    const bool made = days != NULL && marks != NULL;
    cadre_free(days);
    cadre_free(marks);
    return made ? 0 : CADRE_ERROR_MEMORY;
}

static int write_organization(const cadre_summary_t *self, int k, const cadre_terminal_t *terminal,
                              cadre_text_t *out)
{
    const cadre_organization_spec_t *organization = cadre_summary_organization(self, k);
    const int32_t last = self->scenario->specification.steps;
    char from[11], to[11];
    cadre_text_t heading = {0};
    cadre_text_add(&heading, organization->title);
    if (strcmp(organization->title, organization->id) != 0)
        cadre_text_addf(&heading, " (%s)", organization->id);
    cadre_text_addf(
        &heading, ", %s to %s",
        cadre_date_format(cadre_scenario_day(self->scenario, organization->founded), from),
        cadre_date_format(cadre_scenario_day(self->scenario, last), to));
    cadre_text_add(out, "\n");
    if (heading.failed)
        out->failed = true;
    else
        cadre_write_wrapped(out, heading.data, 0, 0, terminal->width);
    cadre_text_free(&heading);
    if (self->totals->failed == self->totals->done)
        return 0;
    write_figures(self, k, terminal, out);
    write_hours(self, k, terminal, out);
    write_ends(self, k, terminal, out);
    cadre_views_t views;
    int status = cadre_views_create(self, k, &views);
    if (status != 0)
        return status;
    status = write_fan(self, &views, terminal, out);
    write_evidence(&views, terminal, out);
    cadre_views_free(&views);
    return status;
}

/* "100 runs, seed 1977, 2 threads, 3.9 s" */
static void write_heading(const cadre_summary_t *self, const cadre_terminal_t *terminal,
                          cadre_text_t *out)
{
    char word[CADRE_WORD_SIZE];
    cadre_write_wrapped(out, self->scenario->title, 0, 0, terminal->width);
    cadre_text_addf(out, "%s %s, seed %llu, %d %s, %.1f s\n",
                    cadre_word_count((double)self->totals->done, word),
                    self->totals->done == 1 ? "run" : "runs", (unsigned long long)self->seed,
                    self->threads, self->threads == 1 ? "thread" : "threads",
                    self->totals->seconds);
}

static void write_files(const cadre_summary_t *self, const cadre_terminal_t *terminal,
                        cadre_text_t *out)
{
    const char *files[CADRE_SUMMARY_FILES];
    cadre_text_t names = {0};
    cadre_summary_files(self, files);
    for (int i = 0; files[i] != NULL; i++)
        cadre_text_addf(&names, "%s%s", i > 0 ? " " : "", files[i]);
    /* not wrapped: one copies a path */
    cadre_text_addf(out, "\nresults in %s%s\n  ", self->directory,
                    self->replaced ? " (replaced)" : "");
    cadre_write_wrapped(out, names.data != NULL ? names.data : "", 2, 2, terminal->width);
    out->failed |= names.failed;
    cadre_text_free(&names);
    char kept[CADRE_WORD_SIZE], line[200];
    if (self->keep_runs >= self->totals->done)
        return;
    snprintf(line, sizeof line,
             "series, branches, purpose and events hold the first %s runs; runs and summary all",
             cadre_word_count((double)self->keep_runs, kept));
    cadre_text_add(out, "  ");
    cadre_write_wrapped(out, line, 2, 2, terminal->width);
}

int cadre_summary_page(const cadre_summary_t *self, const cadre_terminal_t *terminal,
                       cadre_text_t *out)
{
    const int shown = cadre_figures_organizations(self->figures);
    int observed = 0, status = 0;
    for (int o = 0; o < self->scenario->specification.organization_count; o++)
        observed += cadre_kind_is_observed(self->scenario->specification.organizations[o].kind);
    write_heading(self, terminal, out);
    for (int k = 0; k < shown && status == 0; k++)
        status = write_organization(self, k, terminal, out);
    if (observed > shown)
        cadre_text_addf(out, "\n%d more organizations are in the files\n", observed - shown);
    write_files(self, terminal, out);
    return status;
}
