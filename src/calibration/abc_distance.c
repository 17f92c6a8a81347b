#include "calibration/abc_distance.h"

#include <gsl/gsl_statistics_double.h>
#include <math.h>

static double spread_of_runs(cadre_scaling_t scaling, const double *values, int64_t n, double *work)
{
    double spread = 0;
    if (n >= 2 && scaling == CADRE_SCALE_MAD)
        spread = gsl_stats_mad(values, 1, (size_t)n, work);
    if (n >= 2 && !(spread > 0)) /* more than half of the runs may be equal */
        spread = gsl_stats_sd(values, 1, (size_t)n);
    return isfinite(spread) ? spread : 0;
}

void cadre_abc_scales(const cadre_abc_target_t *targets, int count, cadre_scaling_t scaling,
                      const double *statistics, int64_t runs, double *work, double *scales)
{
    for (int k = 0; k < count; k++) {
        int64_t n = 0;
        for (int64_t i = 0; i < runs; i++)
            if (isfinite(statistics[i * count + k]))
                work[n++] = statistics[i * count + k];
        const double spread =
            scaling == CADRE_SCALE_BAND ? 0 : spread_of_runs(scaling, work, n, work + runs);
        const double scale = sqrt(targets[k].sd * targets[k].sd + spread * spread);
        scales[k] = scale > 0 ? scale : 1;
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
