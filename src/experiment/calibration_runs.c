#include "experiment/calibration_runs.h"

#include "base/memory.h"
#include "experiment/targets.h"

#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>

struct cadre_calibration_runs {
    const cadre_experiment_t *experiment;
    cadre_plan_t *plan;
    cadre_abc_t *abc;
    int64_t before; /* runs of earlier stages */
    int64_t told;   /* runs of this stage when the jobs were made */
};

int cadre_calibration_runs_create(const cadre_experiment_t *experiment,
                                  cadre_calibration_runs_t **out, cadre_error_t *err)
{
    *out = NULL;
    cadre_calibration_runs_t *self = cadre_alloc(1, sizeof *self);
    if (self == NULL)
        return cadre_error_set(err, CADRE_ERROR_MEMORY, "out of memory");
    self->experiment = experiment;
    int status = cadre_plan_create_open(experiment, &self->plan, err);
    if (status == CADRE_OK &&
        (status = cadre_abc_create(&experiment->design, &experiment->abc, experiment->targets,
                                   experiment->target_count, experiment->reading_count,
                                   &self->abc)) != CADRE_OK)
        cadre_error_set(err, status, "not enough memory for the particles");
    if (status == CADRE_OK)
        *out = self;
    else
        cadre_calibration_runs_free(self);
    return status;
}

void cadre_calibration_runs_free(cadre_calibration_runs_t *self)
{
    if (self == NULL)
        return;
    cadre_abc_free(self->abc);
    cadre_plan_free(self->plan);
    cadre_free(self);
}

cadre_abc_t *cadre_calibration_runs_abc(cadre_calibration_runs_t *self)
{
    return self->abc;
}

static int prepare(void *context, int64_t number, cadre_job_t *job)
{
    cadre_calibration_runs_t *self = context;
    double point[CADRE_ABC_INPUTS];
    const int64_t run = self->told + number;
    const cadre_luck_t luck = {self->experiment->design.seed, (uint32_t)(self->before + run)};
    cadre_abc_propose(self->abc, run, point);
    return cadre_plan_prepare(self->plan, point, run, luck, job);
}

static void release(void *context, cadre_job_t *job)
{
    cadre_calibration_runs_t *self = context;
    cadre_plan_release(self->plan, job);
}

void cadre_calibration_runs_jobs(cadre_calibration_runs_t *self, cadre_jobs_t *jobs)
{
    self->told = cadre_abc_told(self->abc);
    self->before = cadre_abc_runs(self->abc) - self->told;
    *jobs = (cadre_jobs_t){.count = cadre_abc_most(self->abc) - self->told,
                           .prepare = prepare,
                           .release = release,
                           .context = self};
    cadre_plan_limits(self->plan, jobs);
}

void cadre_calibration_runs_read(const cadre_calibration_runs_t *self,
                                 const cadre_replicate_t *replicate, double *out)
{
    cadre_plan_read(self->plan, replicate, out);
    for (int i = 0; i < self->experiment->reading_count; i++)
        out[i] = cadre_reading_statistic(&self->experiment->readings[i], out[i]);
}

static double quantile_of(const cadre_pattern_t *pattern, const double *sorted, int64_t n,
                          double level)
{
    return n > 0 ? cadre_pattern_of_statistic(
                       pattern, gsl_stats_quantile_from_sorted_data(sorted, 1, (size_t)n, level))
                 : (double)NAN;
}

/* Of `runs` rows of statistics. */
static int summarize(const cadre_experiment_t *experiment, const double *statistics, int64_t runs,
                     int k, cadre_prediction_t *out)
{
    const cadre_reading_t *reading = &experiment->readings[k];
    const cadre_pattern_t *pattern = &reading->pattern;
    const double low = cadre_reading_statistic(reading, pattern->low);
    const double high = cadre_reading_statistic(reading, pattern->high);
    int64_t n = 0, inside = 0;
    double *values = cadre_alloc((size_t)runs, sizeof *values);
    if (values == NULL)
        return CADRE_ERROR_MEMORY;
    for (int64_t i = 0; i < runs; i++) {
        const double statistic = statistics[i * experiment->reading_count + k];
        if (isnan(statistic))
            continue;
        values[n++] = statistic;
        inside += low <= statistic && statistic <= high;
    }
    if (reading->condition) /* nothing else is known of it */
        n = 0;
    gsl_sort(values, 1, (size_t)n);
    *out = (cadre_prediction_t){.runs = runs,
                                .n = n,
                                .median = quantile_of(pattern, values, n, 0.5),
                                .q05 = quantile_of(pattern, values, n, 0.05),
                                .q95 = quantile_of(pattern, values, n, 0.95),
                                .inside = (double)inside / (double)runs,
                                .interval = cadre_share_interval(inside, runs)};
    cadre_free(values);
    return CADRE_OK;
}

int cadre_calibration_predict(const cadre_experiment_t *experiment, const cadre_abc_t *abc, int k,
                              cadre_prediction_t *out)
{
    int64_t runs;
    const double *statistics = cadre_abc_prediction(abc, &runs);
    return summarize(experiment, statistics, runs, k, out);
}

int cadre_calibration_predict_prior(const cadre_experiment_t *experiment, const cadre_abc_t *abc,
                                    int k, cadre_prediction_t *out)
{
    int64_t runs;
    const double *statistics = cadre_abc_prior_prediction(abc, &runs);
    return summarize(experiment, statistics, runs, k, out);
}
