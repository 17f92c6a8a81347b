/* What every sensitivity method answers: a list of indices with their intervals, and the bootstrap
 * and the jackknife that these come from. Pure: matrices in, numbers out. */
#ifndef CADRE_INDICES_H
#define CADRE_INDICES_H

#include <stdint.h>

/* How intervals are made. Draws are keyed (base/random.h), so they are the same whatever was
 * computed before. */
typedef struct {
    uint64_t seed;
    int resamples; /* of the bootstrap, at least 2 */
} cadre_resampling_t;

enum { CADRE_RESAMPLES = 1000, CADRE_LEAST_RANDOMIZATIONS = 8 };

typedef struct {
    double low, high; /* NaN where there is none */
} cadre_bounds_t;

/* What an index is of instead of an input. */
enum {
    CADRE_INPUT_DUMMY = -1, /* one that does nothing */
    CADRE_INPUT_NONE = -2,  /* no factor is there */
    CADRE_INPUT_ALL = -3    /* all are */
};

typedef struct {
    const char *index; /* "S1", static */
    int input;         /* from 0; the group, where inputs were moved in groups; or as above */
    int other;         /* the second input of a pair, else -1 */
    double estimate;
    cadre_bounds_t bounds;    /* 95 %: of randomisations if there are enough, else the next */
    cadre_bounds_t bootstrap; /* 95 %, from resampling the points that there are */
} cadre_index_t;

/* A growing list; start with {0}. */
typedef struct {
    cadre_index_t *items;
    int count, capacity;
} cadre_indices_t;

/* CADRE_ERROR_MEMORY. */
int cadre_indices_add(cadre_indices_t *self, const cadre_index_t *index);
void cadre_indices_free(cadre_indices_t *self);

/* The units that resample number `resample` draws with replacement out of 0 .. units - 1. */
void cadre_resample(const cadre_resampling_t *self, int resample, int64_t units, uint32_t *out);
/* estimate +- t s, where s is the standard deviation of the resampled estimates, enlarged by
 * sqrt(n / (n - 1)), and t Student's with n - 1 degrees of freedom: for a mean of n units the
 * interval of Student (1908). NaN below two units. */
cadre_bounds_t cadre_bootstrap_bounds(const cadre_resampling_t *self, double estimate,
                                      const double *resampled, int64_t units);
/* The same from leaving out one of `groups` independent groups at a time (the jackknife, Tukey
 * 1958): `without[g]` is the estimate without group g. */
cadre_bounds_t cadre_jackknife_bounds(double estimate, const double *without, int groups);

/* Mean of x[0], x[stride], …, compensated; and the sum of squared deviations from `mean`. */
double cadre_mean(const double *x, int64_t n, int64_t stride);
double cadre_squares(const double *x, int64_t n, int64_t stride, double mean);

#endif
