/* Approximate Bayesian computation: rejection (Tavaré et al. 1997; Pritchard et al. 1999) and
 * sequential Monte Carlo (Sisson, Fan & Tanaka 2007; Toni et al. 2009; Beaumont et al. 2009).
 *
 * Ask and tell: it proposes the points of the next runs and is told what each run showed, in the
 * order in which they began. A generation takes the runs that are near enough in that order until
 * it has enough, so what becomes of it depends neither on which run ends first nor on how many run
 * at once; and telling the same results again leads to the same place. Knows no model and no
 * files. */
#ifndef CADRE_ABC_H
#define CADRE_ABC_H

#include "calibration/abc_distance.h"
#include "design/design.h"

enum { CADRE_ABC_INPUTS = 500 }; /* at most */

typedef enum {
    CADRE_STOP_NONE,        /* not yet */
    CADRE_STOP_GENERATIONS, /* as many as asked for */
    CADRE_STOP_TOLERANCE,   /* the tolerance asked for is reached */
    CADRE_STOP_CHANGE,      /* the tolerance hardly changes any more */
    CADRE_STOP_ACCEPTANCE,  /* too few runs are near enough; the generation is not used */
    CADRE_STOP_RUNS,        /* no runs are left for another generation */
    CADRE_STOP_COUNT
} cadre_stop_t;

typedef struct {
    bool sequential; /* else rejection */
    cadre_scaling_t scaling;
    int64_t particles;  /* of a generation, at least 2 */
    int64_t replicates; /* runs at each point, of which statistics are the means */
    double quantile;    /* of the distances of a generation: tolerance of the next; 0 = fixed */
    double tolerance;   /* fixed */
    double widening;    /* of the kernel, in covariances of the particles; 0 = 2 */
    struct {
        int64_t generations;
        int64_t runs; /* in all; of rejection, exactly so many */
        double acceptance;
        double tolerance;
        double change; /* of the tolerance, as a share */
    } stop;            /* 0 = no such reason, but for `generations` and `runs` */
} cadre_abc_settings_t;

/* What came of a generation. */
typedef struct {
    double tolerance; /* infinite in the first one of a sequence */
    int64_t runs, accepted;
    double ess; /* effective sample size; NaN if it is not used */
} cadre_generation_t;

/* Weighted particles; arrays belong to the calibration. */
typedef struct {
    int64_t count;
    const double *places;     /* [count][inputs]: distribution functions of the prior */
    const double *points;     /* [count][inputs]: values of the inputs */
    const double *weights;    /* sum to 1 */
    const double *distances;  /* in the units of their generation */
    const double *statistics; /* [count][statistics] */
} cadre_population_t;

typedef struct cadre_abc cadre_abc_t;

/* For the inputs, constraints and seed of `design` (independent priors), and runs of `statistics`
 * numbers each, of which the first `target_count` are held against `targets`; all must outlive it.
 * CADRE_ERROR_MEMORY. */
int cadre_abc_create(const cadre_design_t *design, const cadre_abc_settings_t *settings,
                     const cadre_abc_target_t *targets, int target_count, int statistics,
                     cadre_abc_t **out);
void cadre_abc_free(cadre_abc_t *self);

/* The stage it is at: a generation, from 1, then the prediction (fresh runs of the posterior, one
 * for each particle in systematic resampling), then done. */
bool cadre_abc_done(const cadre_abc_t *self);
bool cadre_abc_predicts(const cadre_abc_t *self);
int cadre_abc_generation(const cadre_abc_t *self);
int64_t cadre_abc_accepted(const cadre_abc_t *self); /* so far in this generation */
/* Runs of this stage: told so far, and the most there can be. */
int64_t cadre_abc_told(const cadre_abc_t *self);
int64_t cadre_abc_most(const cadre_abc_t *self);
int64_t cadre_abc_runs(const cadre_abc_t *self); /* of all stages, told so far */

/* The point of run `number`, from 1, of this stage: [inputs]. Changes nothing: several threads may
 * ask at once, also while another tells. */
void cadre_abc_propose(const cadre_abc_t *self, int64_t number, double *point);
/* What the next run showed: [statistics], missing ones NaN. `*complete`: the stage needs no more
 * runs; call cadre_abc_advance before the next proposal. CADRE_ERROR_MEMORY. */
int cadre_abc_tell(cadre_abc_t *self, const double *statistics, bool *complete);
/* Goes on to the next stage. CADRE_ERROR_INPUT when the first generation has too few particles, or
 * rejection accepts fewer than two; CADRE_ERROR_MEMORY. */
int cadre_abc_advance(cadre_abc_t *self, cadre_error_t *err);

/* 1 / sum of squared weights, which sum to 1 (Kong, Liu & Wong 1994). */
double cadre_effective_size(const double *weights, int64_t count);

/* Results, once it predicts or is done. */
cadre_stop_t cadre_abc_stopped(const cadre_abc_t *self);
const cadre_generation_t *cadre_abc_generations(const cadre_abc_t *self, int *count);
cadre_population_t cadre_abc_posterior(const cadre_abc_t *self);
/* Places of the first generation, a sample of the prior: [count][inputs]; NULL without constraints,
 * which alone make it differ from the file's. */
const double *cadre_abc_prior(const cadre_abc_t *self, int64_t *count);
/* Statistics of all points of the first generation, which are of the prior, near or not: [count]
 * [statistics]; once it predicts. */
const double *cadre_abc_prior_prediction(const cadre_abc_t *self, int64_t *count);
/* Statistics of the fresh runs, all of the same weight: [count][statistics]; once it is done. */
const double *cadre_abc_prediction(const cadre_abc_t *self, int64_t *count);

#endif
