#include "cli/comparison_page.h"

#include "base/dates.h"
#include "cli/output.h"
#include "cli/writing.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { LABEL = 24, VALUE = 9, SHOWN = 10 }; /* columns; differences */

/* One measure at one row. */
typedef struct {
    cadre_measure_t measure;
    int row;
    const cadre_paired_t *pairs;
} cell_t;

/* What an organization's cells say. */
typedef struct {
    long cells, beyond;    /* that have an interval; of these, without zero in it */
    cell_t largest[SHOWN]; /* one a measure, by their effect */
    int largest_count;
    double gain; /* median over rows of the variance ratio of members */
    int gain_rows;
} findings_t;

static double size_of(const cell_t *cell)
{
    return fabs(cadre_paired_effect(cell->pairs));
}

/* Puts a measure's largest difference in its place among those there are. */
static void rank(findings_t *self, cell_t cell)
{
    int place = self->largest_count < SHOWN ? self->largest_count : SHOWN;
    while (place > 0 && size_of(&self->largest[place - 1]) < size_of(&cell))
        place--;
    if (place == SHOWN)
        return;
    if (self->largest_count < SHOWN)
        self->largest_count++;
    memmove(&self->largest[place + 1], &self->largest[place],
            (size_t)(self->largest_count - 1 - place) * sizeof cell);
    self->largest[place] = cell;
}

/* Counts the cells of a measure and ranks the largest that differs. */
static void look_at_measure(const cadre_comparison_t *comparison, int k, cadre_measure_t measure,
                            findings_t *out)
{
    cell_t best = {.measure = measure, .row = -1};
    for (int row = 0; row < cadre_comparison_rows(comparison); row++) {
        const cell_t cell = {measure, row, cadre_comparison_at(comparison, row, k, measure)};
        if (cell.pairs->n < 2)
            continue;
        out->cells++;
        if (!cadre_paired_differs(cell.pairs))
            continue;
        out->beyond++;
        if (best.row < 0 || size_of(&cell) > size_of(&best))
            best = cell;
    }
    if (best.row >= 0)
        rank(out, best);
}

/* The variance ratio of members that half the rows exceed: rows are few, so each is compared with
 * all. */
static void find_gain(const cadre_comparison_t *comparison, int k, findings_t *out)
{
    const int rows = cadre_comparison_rows(comparison);
    out->gain = (double)NAN;
    for (int row = 0; row < rows; row++) {
        const double ratio = cadre_paired_variance_ratio(
            cadre_comparison_at(comparison, row, k, CADRE_MEASURE_members));
        int below = 0, known = 0;
        for (int other = 0; other < rows; other++) {
            const double another = cadre_paired_variance_ratio(
                cadre_comparison_at(comparison, other, k, CADRE_MEASURE_members));
            known += !isnan(another);
            below += another < ratio || (another == ratio && other < row);
        }
        out->gain_rows = known;
        if (!isnan(ratio) && below == known / 2)
            out->gain = ratio;
    }
}

static findings_t find(const cadre_comparison_t *comparison, int k)
{
    findings_t findings = {0};
    for (int m = 0; m < CADRE_MEASURE_COUNT; m++)
        look_at_measure(comparison, k, (cadre_measure_t)m, &findings);
    find_gain(comparison, k, &findings);
    return findings;
}

/* The row in which A has most members on average. */
static int peak_row(const cadre_comparison_t *comparison, int k)
{
    int peak = 0;
    for (int row = 1; row < cadre_comparison_rows(comparison); row++)
        if (cadre_comparison_at(comparison, row, k, CADRE_MEASURE_members)->mean_a >
            cadre_comparison_at(comparison, peak, k, CADRE_MEASURE_members)->mean_a)
            peak = row;
    return peak;
}

static int32_t day_of(const cadre_comparison_page_t *self, int row)
{
    return cadre_scenario_day(self->scenarios[0], cadre_comparison_step(self->comparison, 0, row));
}

static const cadre_organization_spec_t *organization_of(const cadre_comparison_page_t *self, int k)
{
    const cadre_specification_t *specification = &self->scenarios[0]->specification;
    return &specification->organizations[cadre_observed_organization(
        specification, cadre_comparison_organization(self->comparison, 0, k))];
}

/* ------------------------------------------------------------------------------- for a person */

/* "members, Feb 2013   1,430   1,502   -72   -80 to -64" */
static void write_cell(const cadre_comparison_page_t *self, const cell_t *cell, cadre_text_t *out)
{
    char word[CADRE_WORD_SIZE], label[2 * CADRE_WORD_SIZE];
    const cadre_interval_t interval = cadre_paired_interval(cell->pairs);
    cadre_word_month(day_of(self, cell->row), word);
    snprintf(label, sizeof label, "%s, %s", cadre_measure_info(cell->measure)->name, word);
    cadre_text_add(out, "  ");
    cadre_write_left(out, label, LABEL);
    if (cadre_columns(label) > LABEL) {
        cadre_text_add(out, "\n  ");
        cadre_write_repeated(out, " ", LABEL);
    }
    cadre_write_right(out, cadre_word_number(cell->pairs->mean_a, word), VALUE);
    cadre_write_right(out, cadre_word_number(cell->pairs->mean_b, word), VALUE);
    cadre_write_right(out, cadre_word_number(cell->pairs->mean_difference, word), VALUE);
    cadre_text_addf(out, "   %s", cadre_word_number(interval.low, word));
    if (isfinite(interval.low))
        cadre_text_addf(out, " to %s", cadre_word_number(interval.high, word));
    cadre_text_add(out, "\n");
}

static void write_sentence(cadre_text_t *out, cadre_text_t *sentence, int indent, int width)
{
    cadre_write_repeated(out, " ", indent);
    if (sentence->failed || sentence->data == NULL)
        out->failed = true;
    else
        cadre_write_wrapped(out, sentence->data, indent, indent, width);
    cadre_text_free(sentence);
}

static void write_largest(const cadre_comparison_page_t *self, const findings_t *findings,
                          int width, cadre_text_t *out)
{
    cadre_text_t sentence = {0};
    cadre_text_add(out, "\n");
    if (findings->beyond == 0) {
        cadre_text_addf(&sentence, "Nothing differs beyond its interval, of %ld measures and dates",
                        findings->cells);
        write_sentence(out, &sentence, 2, width);
        return;
    }
    cadre_text_addf(&sentence,
                    "%ld of %ld measures and dates differ beyond their interval (about one in "
                    "twenty would by chance). Largest, in standard deviations, one a measure:",
                    findings->beyond, findings->cells);
    write_sentence(out, &sentence, 2, width);
    for (int i = 0; i < findings->largest_count; i++)
        write_cell(self, &findings->largest[i], out);
}

static void write_gain(const findings_t *findings, int width, cadre_text_t *out)
{
    char word[CADRE_WORD_SIZE];
    cadre_text_t sentence = {0};
    if (isnan(findings->gain))
        return;
    cadre_text_add(out, "\n");
    cadre_text_addf(&sentence,
                    "Common luck: with independent seeds it would take %s times as many runs to "
                    "know the difference in members as well (median over %d dates)",
                    cadre_word_number(findings->gain, word), findings->gain_rows);
    write_sentence(out, &sentence, 2, width);
}

static void write_organization(const cadre_comparison_page_t *self, int k, int width,
                               cadre_text_t *out)
{
    const cadre_organization_spec_t *organization = organization_of(self, k);
    const int last = cadre_comparison_rows(self->comparison) - 1;
    const int rows[2] = {peak_row(self->comparison, k), last};
    const findings_t findings = find(self->comparison, k);
    cadre_text_t heading = {0};
    cadre_text_add(&heading, organization->title);
    if (strcmp(organization->title, organization->id) != 0)
        cadre_text_addf(&heading, " (%s)", organization->id);
    cadre_text_add(out, "\n");
    write_sentence(out, &heading, 0, width);
    cadre_write_repeated(out, " ", 2 + LABEL);
    cadre_write_right(out, "A", VALUE);
    cadre_write_right(out, "B", VALUE);
    cadre_write_right(out, "A - B", VALUE);
    cadre_text_add(out, "   95 % interval\n");
    for (int i = rows[0] == last; i < 2; i++) {
        const cell_t cell = {
            CADRE_MEASURE_members, rows[i],
            cadre_comparison_at(self->comparison, rows[i], k, CADRE_MEASURE_members)};
        write_cell(self, &cell, out);
    }
    write_largest(self, &findings, width, out);
    write_gain(&findings, width, out);
}

static void write_heading(const cadre_comparison_page_t *self, int width, cadre_text_t *out)
{
    char word[CADRE_WORD_SIZE];
    for (int side = 0; side < 2; side++) {
        cadre_text_t line = {0};
        cadre_text_addf(&line, "%c: %s, %s", side == 0 ? 'A' : 'B', self->scenarios[side]->name,
                        self->scenarios[side]->title);
        write_sentence(out, &line, 0, width);
    }
    cadre_text_addf(out, "%s %s of runs, seed %llu, %d %s, %.1f s\n",
                    cadre_word_count((double)self->runs, word), self->runs == 1 ? "pair" : "pairs",
                    (unsigned long long)self->seed, self->threads,
                    self->threads == 1 ? "thread" : "threads", self->totals->seconds);
}

/* What the reader would not expect. */
static void write_notes(const cadre_comparison_page_t *self, int width, cadre_text_t *out)
{
    const int common = cadre_comparison_rows(self->comparison);
    cadre_text_t note = {0};
    if (common < self->rows[0] || common < self->rows[1])
        cadre_text_addf(&note,
                        "Dates differ: compared are the %d that both have, of %d of A and "
                        "%d of B. ",
                        common, self->rows[0], self->rows[1]);
    if (self->totals->capped > 0)
        cadre_text_addf(&note, "%lld of %lld runs passed limits.members and stopped there. ",
                        (long long)self->totals->capped, (long long)self->totals->total);
    if (self->totals->failed > 0)
        cadre_text_addf(&note, "%lld of %lld runs failed; their pairs are left out.",
                        (long long)self->totals->failed, (long long)self->totals->total);
    if (note.length > 0)
        write_sentence(out, &note, 0, width);
}

void cadre_comparison_page(const cadre_comparison_page_t *self, const cadre_terminal_t *terminal,
                           cadre_text_t *out)
{
    write_heading(self, terminal->width, out);
    write_notes(self, terminal->width, out);
    for (int k = 0; k < cadre_comparison_organizations(self->comparison); k++)
        write_organization(self, k, terminal->width, out);
    cadre_text_addf(out, "\nresults in %s%s\n  compare.csv datapackage.json\n", self->directory,
                    self->replaced ? " (replaced)" : "");
}

/* ------------------------------------------------------------------------------ for a program */

static void add_cell(const cadre_comparison_page_t *self, const cell_t *cell,
                     cadre_json_writer_t *out)
{
    char date[11];
    const cadre_interval_t interval = cadre_paired_interval(cell->pairs);
    cadre_json_write_open(out, NULL, '{');
    cadre_json_write_string(out, "measure", cadre_measure_info(cell->measure)->name);
    cadre_json_write_string(out, "date", cadre_date_format(day_of(self, cell->row), date));
    cadre_json_write_number(out, "n", (double)cell->pairs->n);
    cadre_answer_number(out, "mean_a", cell->pairs->mean_a);
    cadre_answer_number(out, "mean_b", cell->pairs->mean_b);
    cadre_answer_number(out, "mean_difference", cell->pairs->mean_difference);
    cadre_answer_number(out, "lo", interval.low);
    cadre_answer_number(out, "hi", interval.high);
    cadre_answer_number(out, "effect", cadre_paired_effect(cell->pairs));
    cadre_json_write_close(out, '}');
}

static void add_organization(const cadre_comparison_page_t *self, int k, cadre_json_writer_t *out)
{
    const findings_t findings = find(self->comparison, k);
    const int rows[2] = {peak_row(self->comparison, k),
                         cadre_comparison_rows(self->comparison) - 1};
    cadre_json_write_open(out, NULL, '{');
    cadre_json_write_string(out, "id", organization_of(self, k)->id);
    cadre_json_write_open(out, "members", '[');
    for (int i = 0; i < 2; i++) {
        const cell_t cell = {
            CADRE_MEASURE_members, rows[i],
            cadre_comparison_at(self->comparison, rows[i], k, CADRE_MEASURE_members)};
        add_cell(self, &cell, out);
    }
    cadre_json_write_close(out, ']');
    cadre_json_write_number(out, "compared", (double)findings.cells);
    cadre_json_write_number(out, "beyond_interval", (double)findings.beyond);
    cadre_answer_number(out, "members_variance_ratio_median", findings.gain);
    cadre_json_write_open(out, "largest", '[');
    for (int i = 0; i < findings.largest_count; i++)
        add_cell(self, &findings.largest[i], out);
    cadre_json_write_close(out, ']');
    cadre_json_write_close(out, '}');
}

void cadre_comparison_answer(const cadre_comparison_page_t *self, cadre_text_t *text)
{
    cadre_json_writer_t out = {.out = text};
    char seed[24];
    snprintf(seed, sizeof seed, "%llu", (unsigned long long)self->seed);
    cadre_answer_begin(&out, "compare", self->totals->failed > 0 ? "some runs failed" : "ok");
    cadre_answer_file(&out, self->directory, "compare.csv");
    cadre_answer_file(&out, self->directory, "datapackage.json");
    cadre_answer_result(&out);
    cadre_json_write_open(&out, "result", '{');
    cadre_json_write_string(&out, "a", self->scenarios[0]->name);
    cadre_json_write_string(&out, "b", self->scenarios[1]->name);
    cadre_json_write_number(&out, "pairs", (double)self->runs);
    cadre_json_write_number(&out, "failed", (double)self->totals->failed);
    cadre_json_write_number(&out, "capped", (double)self->totals->capped);
    cadre_json_write_string(&out, "seed", seed);
    cadre_json_write_number(&out, "dates", cadre_comparison_rows(self->comparison));
    cadre_json_write_open(&out, "organizations", '[');
    for (int k = 0; k < cadre_comparison_organizations(self->comparison); k++)
        add_organization(self, k, &out);
    cadre_json_write_close(&out, ']');
    cadre_json_write_close(&out, '}');
    cadre_answer_end(&out);
}
