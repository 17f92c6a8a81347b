#include "analysis/variance_indices.h"

#include "base/error.h"
#include "base/memory.h"

#include <math.h>
#include <string.h>

/* Every estimator is a function of means over blocks. Those of a block are computed once; any
 * sample of blocks (all of them, a resample, all without one randomisation) is then a sum of rows
 * of this table. */
typedef enum {
    A_PLUS_B, /* A + B */
    SQUARES,  /* A^2 + B^2 */
    OF_A,
    OF_A2,
    OF_B,
    OF_B2,
    SHARED /* how many of these; those of each input follow, then those of each pair */
} shared_t;

typedef enum {
    FIRST,         /* B (AB - A) */
    FIRST_SQUARES, /* (B - AB)^2 */
    TOTAL_SQUARES, /* (A - AB)^2 */
    OF_AB,
    OF_AB2,
    A_AB,
    B_AB,
    PER_INPUT
} per_input_t;

typedef struct {
    const cadre_blocks_t *blocks;
    cadre_estimator_t estimator;
    int terms;     /* columns of the table */
    int indices;   /* how many there are: S1, ST, S2 */
    double *table; /* [block][term] */
    double *sums;  /* [term], of the sample at hand */
    double *all;   /* [index], of all blocks */
    double *some;  /* [resample or randomisation][index] */
    double *column;
    uint32_t *drawn;
} job_t;

int cadre_block_rows(int inputs, bool second_order)
{
    return (second_order ? 2 * inputs : inputs) + 2;
}

static int pairs_of(const cadre_blocks_t *blocks)
{
    return blocks->second_order ? blocks->inputs * (blocks->inputs - 1) / 2 : 0;
}

/* ------------------------------------------------------- the table */

/* How outcomes are made numbers around 0 of about size 1. */
typedef struct {
    double centre, scale; /* scale 0: all are equal */
} standard_t;

static standard_t standard_of(const cadre_blocks_t *blocks)
{
    const int64_t n = blocks->blocks * cadre_block_rows(blocks->inputs, blocks->second_order);
    bool equal = true;
    for (int64_t i = 1; equal && i < n; i++)
        equal = blocks->values[i] == blocks->values[0];
    const double mean = cadre_mean(blocks->values, n, 1);
    const double variance = cadre_squares(blocks->values, n, 1, mean) / (double)n;
    return (standard_t){mean, equal ? 0 : sqrt(variance)};
}

static void fill_input(double *term, double a, double ab, double b)
{
    term[FIRST] = b * (ab - a);
    term[FIRST_SQUARES] = (b - ab) * (b - ab);
    term[TOTAL_SQUARES] = (a - ab) * (a - ab);
    term[OF_AB] = ab;
    term[OF_AB2] = ab * ab;
    term[A_AB] = a * ab;
    term[B_AB] = b * ab;
}

/* Terms of the block whose standardised outcomes are y. */
static void fill_block(const cadre_blocks_t *blocks, const double *y, double *term)
{
    const int inputs = blocks->inputs;
    const double a = y[0], b = y[cadre_block_rows(inputs, blocks->second_order) - 1];
    const double *ab = y + 1, *ba = ab + inputs;
    const double shared[SHARED] = {a + b, a * a + b * b, a, a * a, b, b * b};
    memcpy(term, shared, sizeof shared);
    term += SHARED;
    for (int i = 0; i < inputs; i++, term += PER_INPUT)
        fill_input(term, a, ab[i], b);
    if (blocks->second_order)
        for (int j = 0; j < inputs; j++)
            for (int k = j + 1; k < inputs; k++)
                *term++ = ba[j] * ab[k] - a * b;
}

static int fill_table(job_t *self)
{
    const cadre_blocks_t *blocks = self->blocks;
    const int rows = cadre_block_rows(blocks->inputs, blocks->second_order);
    const standard_t standard = standard_of(blocks);
    double *y = cadre_alloc((size_t)rows, sizeof *y);
    if (y == NULL)
        return CADRE_ERROR_MEMORY;
    for (int64_t n = 0; standard.scale > 0 && n < blocks->blocks; n++) {
        for (int r = 0; r < rows; r++)
            y[r] = (blocks->values[n * rows + r] - standard.centre) / standard.scale;
        fill_block(blocks, y, self->table + n * self->terms);
    }
    cadre_free(y);
    return CADRE_OK;
}

/* ------------------------------------------------------- indices of a sample of blocks */

static void add_block(job_t *self, int64_t block)
{
    const double *row = self->table + block * self->terms;
    for (int t = 0; t < self->terms; t++)
        self->sums[t] += row[t];
}

/* Below this share of the outcome's variance a sample counts as constant: what is left is
 * rounding. */
static const double NOTHING = 1e-12;

static double correlation(double n, double x, double x2, double y, double y2, double xy)
{
    const double covariance = xy / n - x / n * (y / n);
    const double product = (x2 / n - x / n * (x / n)) * (y2 / n - y / n * (y / n));
    return product > NOTHING * NOTHING ? covariance / sqrt(product) : 0;
}

static void estimate_input(const job_t *self, double n, double variance, const double *term,
                           double *first, double *total)
{
    const double *s = self->sums;
    *first = term[FIRST] / n / variance;
    *total = term[TOTAL_SQUARES] / n / (2 * variance);
    if (self->estimator == CADRE_ESTIMATOR_JANSEN)
        *first = 1 - term[FIRST_SQUARES] / n / (2 * variance);
    if (self->estimator == CADRE_ESTIMATOR_MARTINEZ) {
        *first = correlation(n, s[OF_B], s[OF_B2], term[OF_AB], term[OF_AB2], term[B_AB]);
        /* an input that changes nothing has 0, not the rounding of 1 - 1 */
        if (term[TOTAL_SQUARES] > 0)
            *total = 1 - correlation(n, s[OF_A], s[OF_A2], term[OF_AB], term[OF_AB2], term[A_AB]);
    }
}

/* From the sums over `count` blocks. */
static void estimate(const job_t *self, int64_t count, double *out)
{
    const int inputs = self->blocks->inputs, pairs = pairs_of(self->blocks);
    const double n = (double)count, mean = self->sums[A_PLUS_B] / (2 * n);
    const double variance = self->sums[SQUARES] / (2 * n) - mean * mean;
    memset(out, 0, (size_t)self->indices * sizeof *out);
    if (variance <= NOTHING)
        return;
    double *first = out, *total = out + inputs, *second = total + inputs;
    const double *term = self->sums + SHARED;
    for (int i = 0; i < inputs; i++, term += PER_INPUT)
        estimate_input(self, n, variance, term, &first[i], &total[i]);
    for (int j = 0; pairs > 0 && j < inputs; j++)
        for (int k = j + 1; k < inputs; k++)
            *second++ = *term++ / n / variance - first[j] - first[k];
}

static void clear(job_t *self)
{
    memset(self->sums, 0, (size_t)self->terms * sizeof *self->sums);
}

static void estimate_all(job_t *self)
{
    clear(self);
    for (int64_t b = 0; b < self->blocks->blocks; b++)
        add_block(self, b);
    estimate(self, self->blocks->blocks, self->all);
}

static void estimate_resample(job_t *self, const cadre_resampling_t *resampling, int resample)
{
    clear(self);
    cadre_resample(resampling, resample, self->blocks->blocks, self->drawn);
    for (int64_t b = 0; b < self->blocks->blocks; b++)
        add_block(self, self->drawn[b]);
    estimate(self, self->blocks->blocks, self->some + (int64_t)resample * self->indices);
}

/* All blocks but those of one randomisation. */
static void estimate_without(job_t *self, int randomization)
{
    const int64_t size = self->blocks->blocks / self->blocks->randomizations;
    clear(self);
    for (int64_t b = 0; b < self->blocks->blocks; b++)
        if (b / size != randomization)
            add_block(self, b);
    estimate(self, self->blocks->blocks - size,
             self->some + (int64_t)randomization * self->indices);
}

/* ------------------------------------------------------- intervals */

static const double *column_of(job_t *self, int rows, int index)
{
    for (int r = 0; r < rows; r++)
        self->column[r] = self->some[(int64_t)r * self->indices + index];
    return self->column;
}

static void add_bootstrap(job_t *self, const cadre_resampling_t *resampling, cadre_index_t *out)
{
    for (int r = 0; r < resampling->resamples; r++)
        estimate_resample(self, resampling, r);
    for (int i = 0; i < self->indices; i++) {
        out[i].bootstrap =
            cadre_bootstrap_bounds(resampling, self->all[i],
                                   column_of(self, resampling->resamples, i), self->blocks->blocks);
        out[i].bounds = out[i].bootstrap;
    }
}

static void add_jackknife(job_t *self, cadre_index_t *out)
{
    const int groups = self->blocks->randomizations;
    if (groups < CADRE_LEAST_RANDOMIZATIONS)
        return;
    for (int g = 0; g < groups; g++)
        estimate_without(self, g);
    for (int i = 0; i < self->indices; i++)
        out[i].bounds = cadre_jackknife_bounds(self->all[i], column_of(self, groups, i), groups);
}

/* ------------------------------------------------------- together */

static int create(job_t *self, const cadre_resampling_t *resampling)
{
    const cadre_blocks_t *blocks = self->blocks;
    const size_t most =
        (size_t)(resampling->resamples > blocks->randomizations ? resampling->resamples
                                                                : blocks->randomizations);
    self->terms = SHARED + blocks->inputs * PER_INPUT + pairs_of(blocks);
    self->indices = 2 * blocks->inputs + pairs_of(blocks);
    const size_t terms = (size_t)self->terms, indices = (size_t)self->indices;
    self->table = cadre_alloc((size_t)blocks->blocks, terms * sizeof *self->table);
    self->sums = cadre_alloc(terms, sizeof *self->sums);
    self->all = cadre_alloc(indices, sizeof *self->all);
    self->some = cadre_alloc(most, indices * sizeof *self->some);
    self->column = cadre_alloc(most, sizeof *self->column);
    self->drawn = cadre_alloc((size_t)blocks->blocks, sizeof *self->drawn);
    return self->table != NULL && self->sums != NULL && self->all != NULL && self->some != NULL &&
                   self->column != NULL && self->drawn != NULL
               ? CADRE_OK
               : CADRE_ERROR_MEMORY;
}

static void destroy(job_t *self)
{
    cadre_free(self->table);
    cadre_free(self->sums);
    cadre_free(self->all);
    cadre_free(self->some);
    cadre_free(self->column);
    cadre_free(self->drawn);
}

/* Which index stands at which place: S1 of all, ST of all, S2 of all pairs. */
static void name_indices(const cadre_blocks_t *blocks, const double *estimates, cadre_index_t *out)
{
    const int inputs = blocks->inputs;
    for (int i = 0; i < 2 * inputs; i++)
        out[i] = (cadre_index_t){.index = i < inputs ? "S1" : "ST",
                                 .input = i % inputs,
                                 .other = -1,
                                 .estimate = estimates[i]};
    int i = 2 * inputs;
    for (int j = 0; blocks->second_order && j < inputs; j++)
        for (int k = j + 1; k < inputs; k++, i++)
            out[i] =
                (cadre_index_t){.index = "S2", .input = j, .other = k, .estimate = estimates[i]};
}

int cadre_variance_indices(const cadre_blocks_t *blocks, cadre_estimator_t estimator,
                           const cadre_resampling_t *resampling, cadre_indices_t *out)
{
    job_t job = {.blocks = blocks, .estimator = estimator};
    cadre_index_t *indices = NULL;
    int status = create(&job, resampling);
    if (status == CADRE_OK)
        status = fill_table(&job);
    if (status == CADRE_OK) {
        indices = cadre_alloc((size_t)job.indices, sizeof *indices);
        status = indices != NULL ? CADRE_OK : CADRE_ERROR_MEMORY;
    }
    if (status == CADRE_OK) {
        estimate_all(&job);
        name_indices(blocks, job.all, indices);
        add_bootstrap(&job, resampling, indices);
        add_jackknife(&job, indices);
    }
    for (int i = 0; status == CADRE_OK && i < job.indices; i++)
        status = cadre_indices_add(out, &indices[i]);
    cadre_free(indices);
    destroy(&job);
    return status;
}
