/* The runs of a calibration: from what it proposes to jobs of the pool, and from what they record
 * to the statistics it is told. */
#ifndef CADRE_CALIBRATION_RUNS_H
#define CADRE_CALIBRATION_RUNS_H

#include "analysis/interval.h"
#include "experiment/plan.h"

typedef struct cadre_calibration_runs cadre_calibration_runs_t;

/* For an experiment that calibrates, which must outlive it. CADRE_ERROR_MEMORY, and what
 * cadre_plan_create_open refuses. */
int cadre_calibration_runs_create(const cadre_experiment_t *experiment,
                                  cadre_calibration_runs_t **out, cadre_error_t *err);
void cadre_calibration_runs_free(cadre_calibration_runs_t *self);

/* The algorithm, to be told and advanced; only between two uses of the pool. */
cadre_abc_t *cadre_calibration_runs_abc(cadre_calibration_runs_t *self);
/* All runs that its stage may still need, as jobs that belong to it. Run numbers are those of the
 * stage; the luck of a run is that of its number among all. */
void cadre_calibration_runs_jobs(cadre_calibration_runs_t *self, cadre_jobs_t *jobs);
/* The statistics of a run, [readings], missing ones NaN: all of them when it failed. */
void cadre_calibration_runs_read(const cadre_calibration_runs_t *self,
                                 const cadre_replicate_t *replicate, double *out);

/* What runs show of a target, or of what is held out. */
typedef struct {
    int64_t runs, n;         /* runs, and those that have a value (none of a condition) */
    double median, q05, q95; /* of these (type 7); NaN when there are none */
    double inside;           /* share of all runs within the band */
    cadre_interval_t interval;
} cadre_prediction_t;
/* Fresh runs of the posterior, of reading k, once the calibration is done. CADRE_ERROR_MEMORY. */
int cadre_calibration_predict(const cadre_experiment_t *experiment, const cadre_abc_t *abc, int k,
                              cadre_prediction_t *out);
/* The same of the runs of the prior, those of the first generation. */
int cadre_calibration_predict_prior(const cadre_experiment_t *experiment, const cadre_abc_t *abc,
                                    int k, cadre_prediction_t *out);

#endif
