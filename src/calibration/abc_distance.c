#include "calibration/abc_distance.h"

#include <gsl/gsl_statistics_double.h>
#include <math.h>

static double scale_of_runs(const cadre_abc_target_t *target, cadre_scaling_t scaling,
                            const double *values, int64_t n, double *work)
{
    double scale = 0;
    if (n >= 2 && scaling == CADRE_SCALE_MAD)
        scale = gsl_stats_mad(values, 1, (size_t)n, work);
    if (n >= 2 && !(scale > 0)) /* more than half of the runs may be equal */
        scale = gsl_stats_sd(values, 1, (size_t)n);
    return isfinite(scale) && scale > 0 ? scale : target->scale;
}

void cadre_abc_scales(const cadre_abc_target_t *targets, int count, cadre_scaling_t scaling,
                      const double *statistics, int64_t runs, double *work, double *scales)
{
    for (int k = 0; k < count; k++) {
        int64_t n = 0;
        for (int64_t i = 0; i < runs; i++)
            if (isfinite(statistics[i * count + k]))
                work[n++] = statistics[i * count + k];
        scales[k] = scaling == CADRE_SCALE_BAND
                        ? targets[k].scale
                        : scale_of_runs(&targets[k], scaling, work, n, work + runs);
    }
}

static int size_of_group(const cadre_abc_target_t *targets, int count, int group)
{
    int size = 0;
    for (int k = 0; k < count; k++)
        size += targets[k].group == group;
    return size;
}

static int number_of_groups(const cadre_abc_target_t *targets, int count)
{
    int groups = 0;
    for (int k = 0; k < count; k++)
        groups = targets[k].group >= groups ? targets[k].group + 1 : groups;
    return groups;
}

double cadre_abc_distance(const cadre_abc_target_t *targets, int count, const double *scales,
                          const double *statistics)
{
    const int groups = number_of_groups(targets, count);
    double squares = 0;
    for (int k = 0; k < count; k++) {
        if (!isfinite(statistics[k]))
            return INFINITY;
        const double difference = (statistics[k] - targets[k].observed) / scales[k];
        squares +=
            difference * difference / (groups * size_of_group(targets, count, targets[k].group));
    }
    return sqrt(squares);
}
