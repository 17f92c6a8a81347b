#include "cli/attribution_page.h"

#include "cli/output.h"
#include "cli/shapley_page.h"
#include "cli/writing.h"
#include "store/attribution_store.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SHOWN = 12, NAME = 28, VALUE = 10, LINE = 320, MOST_RANKED = 1024 };

static const double MOST_NOISE = 0.05;

const char *cadre_ask_name(cadre_ask_t method)
{
    static const char *const NAMES[CADRE_ASK_COUNT] = {"morris", "sobol", "pawn",
                                                       "delta",  "prim",  "shapley"};
    return NAMES[method];
}

/* The index that inputs are ranked by, and one that is shown beside it ("" for none). */
static const char *main_index(cadre_ask_t method)
{
    static const char *const NAMES[CADRE_ASK_COUNT] = {"mu_star", "ST", "pawn_median",
                                                       "delta",   "",   "shapley"};
    return NAMES[method];
}

static const char *other_index(cadre_ask_t method)
{
    static const char *const NAMES[CADRE_ASK_COUNT] = {"sigma", "S1", "pawn_max", "", "", "alone"};
    return NAMES[method];
}

static const char *meaning(cadre_ask_t method)
{
    static const char *const TEXTS[CADRE_ASK_COUNT] = {
        "Screening: mu_star is how far the outcome moves, on average, when an input goes through "
        "its whole range; sigma says how much that depends on where the others stand (interaction "
        "or a bent line). It tells which inputs can be left alone. It does not say which share of "
        "the variation an input explains: 'sobol' does.",
        "Attribution: S1 is the share of the outcome's variance that an input explains alone, ST "
        "the share that would remain if all others were known, with interactions. ST near 0: the "
        "input can be fixed. ST well above S1: it acts through interactions. The shares hold for "
        "the ranges of the design, not for the world.",
        "The whole distribution: how far the outcome's distribution moves, at most, when an input "
        "is held within a tenth of its range (Kolmogorov-Smirnov distance; median and largest of "
        "ten). An input that does nothing has as much as (dummy), not 0.",
        "The whole distribution: half the area between the outcome's density and its density when "
        "an input is held within a class, with the bias of a finite sample taken off; 0 does "
        "nothing, 1 decides all. (dummy) shows what chance alone gives.",
        "Scenario discovery: a box of inputs in which cases of interest are frequent. Coverage is "
        "the share of all cases that lie in it, density the share of its points that are cases: "
        "one is had for the other. p is the chance of so dense a box without that input's limits; "
        "a limit whose p is not small may be an accident.",
        "Attribution: each factor's share of what all of them together do to the outcome: the "
        "mean, "
        "over all orders in which they may come, of what it adds when it comes. Pairs above 0 need "
        "one another; of those below 0 one does what the other would have done. It says what the "
        "model does with the factors, not what history did."};
    return TEXTS[method];
}

static void write_paragraph(cadre_text_t *out, const char *text, int width)
{
    cadre_write_wrapped(out, text, 0, 0, width);
}

/* ------------------------------------------------------- indices */

static const cadre_index_t *find(const cadre_answer_about_t *about, const char *index, int input)
{
    for (int i = 0; i < about->indices.count; i++)
        if (about->indices.items[i].input == input &&
            strcmp(about->indices.items[i].index, index) == 0)
            return &about->indices.items[i];
    return NULL;
}

static int by_size(const void *a, const void *b)
{
    const cadre_index_t *left = *(const cadre_index_t *const *)a;
    const cadre_index_t *right = *(const cadre_index_t *const *)b;
    if (left->estimate != right->estimate)
        return left->estimate > right->estimate ? -1 : 1;
    return left->input - right->input;
}

static void write_number(cadre_text_t *out, double x)
{
    char number[32] = "-";
    if (isfinite(x))
        snprintf(number, sizeof number, "%.3g", x);
    cadre_write_right(out, number, VALUE);
}

static void write_index(const cadre_attribution_t *self, const cadre_answer_about_t *about,
                        const cadre_index_t *index, cadre_text_t *out)
{
    const char *beside = other_index(self->options.method);
    const cadre_index_t *other = find(about, beside, index->input);
    cadre_text_t name = {0};
    cadre_attribution_name(self, index->input, -1, &name);
    cadre_text_add(out, "  ");
    cadre_write_left(out, name.failed ? "" : name.data, NAME);
    cadre_text_free(&name);
    write_number(out, index->estimate);
    write_number(out, index->bounds.low);
    write_number(out, index->bounds.high);
    if (beside[0] != '\0')
        write_number(out, other != NULL ? other->estimate : NAN);
    if (index->estimate == 0 && index->bounds.high == 0)
        cadre_text_add(out, "  (none)\n");
    else
        cadre_text_add(out, index->bounds.low > 0 ? "\n" : "  (0?)\n");
}

static void write_header(const cadre_attribution_t *self, cadre_text_t *out)
{
    const char *const heads[] = {main_index(self->options.method), "95 % from", "to",
                                 other_index(self->options.method)};
    cadre_text_add(out, "  ");
    cadre_write_left(out, "", NAME);
    for (int i = 0; i < 4 && heads[i][0] != '\0'; i++)
        cadre_write_right(out, strncmp(heads[i], "pawn_", 5) == 0 ? heads[i] + 5 : heads[i], VALUE);
    cadre_text_add(out, "\n");
}

static void write_indices(const cadre_attribution_t *self, const cadre_answer_about_t *about,
                          cadre_text_t *out)
{
    const cadre_index_t *ranked[MOST_RANKED];
    const cadre_index_t *dummy = find(about, main_index(self->options.method), -1);
    int count = 0;
    for (int i = 0; i < about->indices.count && count < MOST_RANKED; i++)
        if (strcmp(about->indices.items[i].index, main_index(self->options.method)) == 0 &&
            about->indices.items[i].input >= 0)
            ranked[count++] = &about->indices.items[i];
    qsort(ranked, (size_t)count, sizeof *ranked, by_size);
    write_header(self, out);
    for (int i = 0; i < count && i < SHOWN; i++)
        write_index(self, about, ranked[i], out);
    if (dummy != NULL)
        write_index(self, about, dummy, out);
    if (count > SHOWN)
        cadre_text_addf(out, "  and %d more in the file\n", count - SHOWN);
}

/* ------------------------------------------------------- boxes */

static void write_limits(const cadre_attribution_t *self, const cadre_box_t *box, cadre_text_t *out)
{
    for (int i = 0; i < self->told->input_count; i++) {
        if (!box->limits_low[i] && !box->limits_high[i])
            continue;
        cadre_text_add(out, "  ");
        cadre_write_left(out, self->told->inputs[i], NAME);
        write_number(out, box->low[i]);
        cadre_text_add(out, " to");
        write_number(out, box->high[i]);
        cadre_text_addf(out, "   p %.2g\n", box->p[i]);
    }
}

static void write_boxes(const cadre_attribution_t *self, const cadre_answer_about_t *about,
                        cadre_text_t *out)
{
    const cadre_boxes_t *boxes = &about->boxes;
    const cadre_box_t *box = &boxes->boxes[boxes->chosen];
    cadre_text_addf(out, "  %lld of %lld points are cases\n", (long long)about->cases,
                    (long long)boxes->boxes[0].inside);
    if (about->cases == 0)
        return;
    cadre_text_addf(out, "  box %d of %d: coverage %.0f %%, density %.0f %%, support %.0f %%\n",
                    boxes->chosen + 1, boxes->count, 100 * box->coverage, 100 * box->density,
                    100 * box->support);
    write_limits(self, box, out);
}

/* ------------------------------------------------------- what must be known with it */

/* What too much luck in the means does to the indices. */
static void write_warning(const cadre_attribution_page_t *page, double noise, cadre_text_t *out,
                          int width)
{
    char line[LINE];
    const char *begin = "WARNING: that is above .05";
    const char *more = page->swept ? "take more replicates (-n)" : "take more replicates";
    if (page->attribution->rows == 1)
        snprintf(line, sizeof line,
                 "%s: luck moves the outcome's distribution nearly as inputs do; %s.", begin, more);
    else if (page->luck == CADRE_LUCK_SHARED)
        snprintf(line, sizeof line,
                 "%s. All runs of a block or trajectory shared their luck, so inputs without "
                 "effect get exactly "
                 "0 all the same; what the others get is in part of this luck: %s.",
                 begin, more);
    else if (page->luck == CADRE_LUCK_OWN)
        snprintf(
            line, sizeof line,
            "%s, and every run had luck of its own: an input without effect gets a total index "
            "of about %.2g here, not 0; %s, or the same luck within a block.",
            begin, isinf(noise) ? 1 : noise / (1 + noise), more);
    else
        snprintf(
            line, sizeof line,
            "%s: were the runs of a block under luck of their own, inputs without effect would "
            "get a share of it; %s, or the same luck within a block, where they get exactly "
            "0.",
            begin, more);
    write_paragraph(out, line, width);
}

static void write_noise(const cadre_attribution_page_t *page, cadre_text_t *out, int width)
{
    const cadre_attribution_t *self = page->attribution;
    const int64_t replicates = self->told->replicates;
    char line[LINE];
    double most = -1;
    int worst = 0;
    if (self->options.method == CADRE_ASK_PRIM) {
        snprintf(line, sizeof line, "%lld run%s a point: cases are those of %s.",
                 (long long)replicates, replicates == 1 ? "" : "s",
                 replicates == 1 ? "single runs" : "their mean");
        write_paragraph(out, line, width);
        return;
    }
    for (int k = 0; k < self->told->outcome_count; k++)
        if (!self->answers[k].left_out && self->answers[k].noise > most) {
            most = self->answers[k].noise;
            worst = k;
        }
    if (replicates == 1) {
        write_paragraph(out,
                        "One run a point: the indices are of single runs (Y), luck included; how "
                        "much of the variance is luck cannot be told.",
                        width);
        return;
    }
    snprintf(line, sizeof line,
             "%lld runs a point: the indices are of their mean, E[Y|x] and what luck is left in "
             "it. Variance of luck in a mean over variance between points (v/R over V): at most "
             "%.3g (%.80s).",
             (long long)replicates, most, self->told->outcomes[worst]);
    write_paragraph(out, line, width);
    if (most > MOST_NOISE)
        write_warning(page, most, out, width);
}

static void write_interval(const cadre_attribution_t *self, cadre_text_t *out, int width)
{
    if (self->options.method == CADRE_ASK_PRIM)
        return;
    write_paragraph(out,
                    "(0?): an interval that reaches 0 or below means that this sample cannot tell "
                    "the input from one that does nothing; not that it does nothing. (none): it "
                    "moves nothing anywhere in this sample.",
                    width);
    if (self->options.method == CADRE_ASK_SOBOL &&
        self->options.randomizations < CADRE_LEAST_RANDOMIZATIONS)
        write_paragraph(out,
                        "The intervals are those of a bootstrap. If the points are quasi-random "
                        "their width is wrong, mostly too large; 8 or more independent "
                        "randomizations (--randomizations) have right ones.",
                        width);
}

static void write_repeats(const cadre_attribution_t *self, cadre_text_t *out, int width)
{
    if (self->repeats)
        write_paragraph(out,
                        "WARNING: neighbouring points share most of their values, as in blocks or "
                        "trajectories. This method wants independent points (random, lhs, sobol as "
                        "a sequence): here it sees more in every input than there is, and its "
                        "intervals are too narrow.",
                        width);
}

static const char *unit_of(const cadre_attribution_t *self)
{
    if (self->rows > 1 && self->options.method != CADRE_ASK_MORRIS)
        return "blocks";
    return self->options.method == CADRE_ASK_MORRIS ? "trajectories" : "points";
}

static void write_left_out(const cadre_attribution_t *self, cadre_text_t *out, int width)
{
    char line[LINE];
    for (int k = 0; k < self->told->outcome_count; k++) {
        const cadre_answer_about_t *about = &self->answers[k];
        if (about->left_out && self->told->missing[k] > 0)
            snprintf(line, sizeof line,
                     "Left out: %.80s, which %lld runs have no value of (--drop-failed).",
                     self->told->outcomes[k], (long long)self->told->missing[k]);
        else if (!about->left_out && about->dropped > 0)
            snprintf(line, sizeof line, "%.80s: %lld of %lld %s dropped.", self->told->outcomes[k],
                     (long long)about->dropped, (long long)self->units, unit_of(self));
        else
            continue;
        write_paragraph(out, line, width);
    }
}

/* ------------------------------------------------------- together */

/* The analysis' file, without ".csv". */
static const char *file_of(const cadre_attribution_t *self)
{
    return self->options.method == CADRE_ASK_PRIM ? "boxes" : "sensitivity";
}

void cadre_attribution_page(const cadre_attribution_page_t *page, const cadre_terminal_t *terminal,
                            cadre_text_t *out)
{
    const cadre_attribution_t *self = page->attribution;
    cadre_text_addf(out, "%s: %d inputs, %lld %s, %lld runs\n\n",
                    cadre_ask_name(self->options.method), self->told->input_count,
                    (long long)self->units, unit_of(self),
                    (long long)self->told->points * (long long)self->told->replicates);
    for (int k = 0; k < self->told->outcome_count; k++) {
        if (self->answers[k].left_out)
            continue;
        cadre_text_addf(out, "%s\n", self->told->outcomes[k]);
        if (self->options.method == CADRE_ASK_PRIM)
            write_boxes(self, &self->answers[k], out);
        else if (self->options.method == CADRE_ASK_SHAPLEY)
            cadre_shapley_page(self, &self->answers[k], out);
        else
            write_indices(self, &self->answers[k], out);
        cadre_text_add(out, "\n");
    }
    write_paragraph(out, meaning(self->options.method), terminal->width);
    if (self->options.method == CADRE_ASK_SHAPLEY) {
        cadre_shapley_notes(self, out, terminal->width);
    } else {
        write_interval(self, out, terminal->width);
        write_noise(page, out, terminal->width);
        write_repeats(self, out, terminal->width);
    }
    write_left_out(self, out, terminal->width);
    cadre_text_addf(out, "\n%s/%s.csv%s\n", page->directory, file_of(self),
                    page->replaced ? " (earlier results replaced)" : "");
    if (page->swept)
        cadre_text_add(out, "beside design.csv runs.csv summary.csv datapackage.json\n");
}

static void answer_index(cadre_json_writer_t *out, const cadre_attribution_t *self,
                         const cadre_index_t *index)
{
    cadre_text_t name = {0};
    cadre_attribution_name(self, index->input, index->other, &name);
    cadre_json_write_open(out, NULL, '{');
    cadre_answer_text(out, "input", name.failed ? "" : name.data);
    cadre_answer_text(out, "index", index->index);
    cadre_answer_number(out, "estimate", index->estimate);
    cadre_answer_number(out, "lo", index->bounds.low);
    cadre_answer_number(out, "hi", index->bounds.high);
    cadre_json_write_close(out, '}');
    cadre_text_free(&name);
}

static void answer_box(cadre_json_writer_t *out, const cadre_attribution_t *self,
                       const cadre_boxes_t *boxes)
{
    const cadre_box_t *box = &boxes->boxes[boxes->chosen];
    cadre_json_write_open(out, "box", '{');
    cadre_json_write_number(out, "number", boxes->chosen + 1);
    cadre_answer_number(out, "coverage", box->coverage);
    cadre_answer_number(out, "density", box->density);
    cadre_answer_number(out, "support", box->support);
    cadre_json_write_open(out, "limits", '[');
    for (int i = 0; i < self->told->input_count; i++) {
        if (!box->limits_low[i] && !box->limits_high[i])
            continue;
        cadre_json_write_open(out, NULL, '{');
        cadre_answer_text(out, "input", self->told->inputs[i]);
        cadre_answer_number(out, "lo", box->limits_low[i] ? box->low[i] : NAN);
        cadre_answer_number(out, "hi", box->limits_high[i] ? box->high[i] : NAN);
        cadre_answer_number(out, "p_value", box->p[i]);
        cadre_json_write_close(out, '}');
    }
    cadre_json_write_close(out, ']');
    cadre_json_write_close(out, '}');
}

static void answer_outcome(cadre_json_writer_t *out, const cadre_attribution_t *self, int k)
{
    const cadre_answer_about_t *about = &self->answers[k];
    cadre_json_write_open(out, NULL, '{');
    cadre_answer_text(out, "outcome", self->told->outcomes[k]);
    cadre_json_write_boolean(out, "left_out", about->left_out);
    cadre_json_write_number(out, "dropped", (double)about->dropped);
    cadre_answer_number(out, "noise", about->noise);
    if (about->boxes.count > 0)
        answer_box(out, self, &about->boxes);
    cadre_json_write_open(out, "indices", '[');
    for (int i = 0; i < about->indices.count; i++)
        answer_index(out, self, &about->indices.items[i]);
    cadre_json_write_close(out, ']');
    cadre_json_write_close(out, '}');
}

void cadre_attribution_answer(const cadre_attribution_page_t *page, cadre_text_t *text)
{
    static const char *const SWEPT[] = {"design.csv", "runs.csv", "summary.csv"};
    const cadre_attribution_t *self = page->attribution;
    cadre_json_writer_t out = {.out = text};
    cadre_answer_begin(&out, page->command, page->status);
    for (int i = 0; page->swept && i < 3; i++)
        cadre_answer_file(&out, page->directory, SWEPT[i]);
    cadre_answer_file(&out, page->directory,
                      self->options.method == CADRE_ASK_PRIM ? "boxes.csv" : "sensitivity.csv");
    cadre_answer_file(&out, page->directory, "datapackage.json");
    cadre_answer_result(&out);
    cadre_json_write_open(&out, "result", '{');
    cadre_json_write_string(&out, "method", cadre_ask_name(self->options.method));
    cadre_json_write_number(&out, "points", (double)self->told->points);
    cadre_json_write_number(&out, "replicates", (double)self->told->replicates);
    cadre_json_write_open(&out, "outcomes", '[');
    for (int k = 0; k < self->told->outcome_count; k++)
        answer_outcome(&out, self, k);
    cadre_json_write_close(&out, ']');
    cadre_json_write_close(&out, '}');
    cadre_answer_end(&out);
}
