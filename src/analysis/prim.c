#include "analysis/prim.h"

#include "base/error.h"
#include "base/memory.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sort.h>
#include <math.h>
#include <string.h>

const cadre_prim_options_t CADRE_PRIM_DEFAULT = {.peel = 0.05, .paste = 0.05, .least = 0.05};

/* The search: limits of the box at hand. */
typedef struct {
    const cadre_cases_t *cases;
    const cadre_prim_options_t *options;
    double *low, *high;   /* [input] */
    double *least, *most; /* [input], of all points */
    double *values;       /* [point], of one input */
    int64_t all_hits;
} search_t;

/* One side of one input moved. */
typedef struct {
    int input;
    bool upper;
    double limit;
    double gain; /* of density for each point lost or won */
} move_t;

static double value_at(const cadre_cases_t *cases, int64_t point, int input)
{
    return cases->inputs[point * cases->input_count + input];
}

/* Whether the point is in the box; limits of `but` (-1: none) are not asked. */
static bool is_inside(const search_t *self, int64_t point, int but)
{
    for (int i = 0; i < self->cases->input_count; i++) {
        const double x = value_at(self->cases, point, i);
        if (i != but && (x < self->low[i] || x > self->high[i]))
            return false;
    }
    return true;
}

typedef struct {
    int64_t inside, hits;
} content_t;

static content_t content_but(const search_t *self, int but)
{
    content_t content = {0, 0};
    for (int64_t p = 0; p < self->cases->points; p++)
        if (is_inside(self, p, but)) {
            content.inside++;
            content.hits += self->cases->cases[p];
        }
    return content;
}

static double density_of(content_t content)
{
    return content.inside > 0 ? (double)content.hits / (double)content.inside : 0;
}

/* Values of an input at the points inside, or, when `beyond`, at those that only its own limits
 * keep out; ascending. */
static int64_t collect(search_t *self, int input, bool beyond)
{
    int64_t n = 0;
    for (int64_t p = 0; p < self->cases->points; p++) {
        const double x = value_at(self->cases, p, input);
        const bool within = x >= self->low[input] && x <= self->high[input];
        if (within != beyond && is_inside(self, p, input))
            self->values[n++] = x;
    }
    gsl_sort(self->values, 1, (size_t)n);
    return n;
}

/* ------------------------------------------------------- peeling */

/* The limit that takes about the share `peel` off one side of n > 0 ascending values: the next
 * value that is kept. When the outermost value is shared by more, all of it goes. False when
 * nothing would be left. */
static bool peeled_limit(const double *x, int64_t n, double peel, bool upper, double *limit)
{
    const int64_t off = (int64_t)ceil(peel * (double)n);
    int64_t keep = upper ? n - 1 - off : off;
    const double last_off = upper ? x[keep + 1 < n ? keep + 1 : n - 1] : x[off - 1];
    while (keep >= 0 && keep < n && x[keep] == last_off)
        keep += upper ? -1 : 1;
    if (keep < 0 || keep >= n)
        return false;
    *limit = x[keep];
    return true;
}

/* What the move would gain; negative infinity when the box became too small. */
static double gain_of(search_t *self, const move_t *move, content_t before)
{
    double *side = move->upper ? &self->high[move->input] : &self->low[move->input];
    const double kept = *side;
    *side = move->limit;
    const content_t after = content_but(self, -1);
    *side = kept;
    const double least = self->options->least * (double)self->cases->points;
    if (after.inside == before.inside || (double)after.inside < least)
        return -INFINITY;
    const double lost = (double)(before.inside - after.inside);
    return (density_of(after) - density_of(before)) / fabs(lost);
}

/* The best peel, of those that do not lower the density; false when there is none. */
static bool find_peel(search_t *self, move_t *best)
{
    const content_t before = content_but(self, -1);
    *best = (move_t){.gain = -INFINITY};
    for (int i = 0; i < self->cases->input_count; i++) {
        const int64_t n = collect(self, i, false);
        for (int upper = 0; n > 0 && upper < 2; upper++) {
            move_t move = {.input = i, .upper = upper != 0};
            if (!peeled_limit(self->values, n, self->options->peel, move.upper, &move.limit))
                continue;
            move.gain = gain_of(self, &move, before);
            if (move.gain > best->gain)
                *best = move;
        }
    }
    return best->gain > 0 || (best->gain == 0 && density_of(before) < 1);
}

/* ------------------------------------------------------- pasting */

/* The limit that puts about the share `paste` of `inside` points back on one side, of n ascending
 * values beyond the limits. False when there are none. */
static bool pasted_limit(const search_t *self, int64_t n, int64_t inside, const move_t *move,
                         double *limit)
{
    const int64_t wanted = (int64_t)ceil(self->options->paste * (double)inside);
    int64_t below = 0;
    while (below < n && self->values[below] < self->low[move->input])
        below++;
    const int64_t there = move->upper ? n - below : below;
    const int64_t count = wanted < there ? wanted : there;
    if (count == 0)
        return false;
    *limit = self->values[move->upper ? below + count - 1 : below - count];
    return true;
}

/* The best paste, of those that raise the density. */
static bool find_paste(search_t *self, move_t *best)
{
    const content_t before = content_but(self, -1);
    *best = (move_t){.input = 0};
    for (int i = 0; i < self->cases->input_count; i++) {
        const int64_t n = collect(self, i, true);
        for (int upper = 0; n > 0 && upper < 2; upper++) {
            move_t move = {.input = i, .upper = upper != 0};
            if (!pasted_limit(self, n, before.inside, &move, &move.limit))
                continue;
            move.gain = gain_of(self, &move, before);
            if (move.gain > best->gain)
                *best = move;
        }
    }
    return best->gain > 0;
}

static void apply(search_t *self, const move_t *move)
{
    *(move->upper ? &self->high[move->input] : &self->low[move->input]) = move->limit;
}

/* ------------------------------------------------------- boxes */

static bool has_limits(const cadre_box_t *box, int input)
{
    return box->limits_low[input] || box->limits_high[input];
}

/* Quasi-p-value of the limits of one input: P(at least as many cases inside) if the box were no
 * denser than it is without them (Bryant & Lempert 2010). */
static double chance_of(const search_t *self, int input, content_t content)
{
    const content_t without = content_but(self, input);
    const double p = density_of(without);
    return content.hits > 0
               ? gsl_cdf_binomial_Q((unsigned)content.hits - 1, p, (unsigned)content.inside)
               : 1;
}

static int create_box(cadre_box_t *box, int inputs)
{
    const size_t n = (size_t)inputs;
    *box = (cadre_box_t){.low = cadre_alloc(n, sizeof *box->low),
                         .high = cadre_alloc(n, sizeof *box->high),
                         .limits_low = cadre_alloc(n, sizeof *box->limits_low),
                         .limits_high = cadre_alloc(n, sizeof *box->limits_high),
                         .p = cadre_alloc(n, sizeof *box->p)};
    return box->low != NULL && box->high != NULL && box->limits_low != NULL &&
                   box->limits_high != NULL && box->p != NULL
               ? CADRE_OK
               : CADRE_ERROR_MEMORY;
}

static void fill_box(const search_t *self, cadre_box_t *box)
{
    const content_t content = content_but(self, -1);
    for (int i = 0; i < self->cases->input_count; i++) {
        box->low[i] = self->low[i];
        box->high[i] = self->high[i];
        box->limits_low[i] = self->low[i] > self->least[i];
        box->limits_high[i] = self->high[i] < self->most[i];
        box->p[i] = has_limits(box, i) ? chance_of(self, i, content) : NAN;
    }
    box->inside = content.inside;
    box->hits = content.hits;
    box->coverage = self->all_hits > 0 ? (double)content.hits / (double)self->all_hits : 0;
    box->density = density_of(content);
    box->support = (double)content.inside / (double)self->cases->points;
}

static int keep_box(const search_t *self, cadre_boxes_t *out)
{
    if (out->count == out->capacity) {
        const int capacity = out->capacity > 0 ? 2 * out->capacity : 32;
        cadre_box_t *boxes =
            cadre_resize(out->boxes, (size_t)out->capacity, (size_t)capacity, sizeof *out->boxes);
        if (boxes == NULL)
            return CADRE_ERROR_MEMORY;
        out->boxes = boxes;
        out->capacity = capacity;
    }
    cadre_box_t *box = &out->boxes[out->count++];
    const int status = create_box(box, self->cases->input_count);
    if (status == CADRE_OK)
        fill_box(self, box);
    return status;
}

void cadre_boxes_free(cadre_boxes_t *self)
{
    for (int b = 0; b < self->count; b++) {
        cadre_free(self->boxes[b].low);
        cadre_free(self->boxes[b].high);
        cadre_free(self->boxes[b].limits_low);
        cadre_free(self->boxes[b].limits_high);
        cadre_free(self->boxes[b].p);
    }
    cadre_free(self->boxes);
    *self = (cadre_boxes_t){0};
}

static double balance_of(const cadre_box_t *box)
{
    const double sum = box->coverage + box->density;
    return sum > 0 ? 2 * box->coverage * box->density / sum : 0;
}

static void choose(cadre_boxes_t *self)
{
    for (int b = 1; b < self->count; b++)
        if (balance_of(&self->boxes[b]) > balance_of(&self->boxes[self->chosen]))
            self->chosen = b;
}

/* ------------------------------------------------------- together */

static int create(search_t *self)
{
    const size_t n = (size_t)self->cases->input_count;
    self->low = cadre_alloc(n, sizeof *self->low);
    self->high = cadre_alloc(n, sizeof *self->high);
    self->least = cadre_alloc(n, sizeof *self->least);
    self->most = cadre_alloc(n, sizeof *self->most);
    self->values = cadre_alloc((size_t)self->cases->points, sizeof *self->values);
    return self->low != NULL && self->high != NULL && self->least != NULL && self->most != NULL &&
                   self->values != NULL
               ? CADRE_OK
               : CADRE_ERROR_MEMORY;
}

static void destroy(search_t *self)
{
    cadre_free(self->low);
    cadre_free(self->high);
    cadre_free(self->least);
    cadre_free(self->most);
    cadre_free(self->values);
}

static void begin(search_t *self)
{
    for (int i = 0; i < self->cases->input_count; i++) {
        self->least[i] = self->most[i] = value_at(self->cases, 0, i);
        for (int64_t p = 1; p < self->cases->points; p++) {
            const double x = value_at(self->cases, p, i);
            self->least[i] = x < self->least[i] ? x : self->least[i];
            self->most[i] = x > self->most[i] ? x : self->most[i];
        }
        self->low[i] = self->least[i];
        self->high[i] = self->most[i];
    }
    self->all_hits = content_but(self, -1).hits;
}

int cadre_prim(const cadre_cases_t *cases, const cadre_prim_options_t *options, cadre_boxes_t *out)
{
    search_t search = {.cases = cases, .options = options};
    move_t move;
    out->inputs = cases->input_count;
    int status = create(&search);
    if (status == CADRE_OK) {
        begin(&search);
        status = keep_box(&search, out);
    }
    while (status == CADRE_OK && search.all_hits > 0 && find_peel(&search, &move)) {
        apply(&search, &move);
        status = keep_box(&search, out);
    }
    while (status == CADRE_OK && search.all_hits > 0 && find_paste(&search, &move)) {
        apply(&search, &move);
        status = keep_box(&search, out);
    }
    if (status == CADRE_OK)
        choose(out);
    destroy(&search);
    return status;
}
