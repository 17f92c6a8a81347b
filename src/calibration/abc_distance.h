/* How far a run is from what is known: the root of the weighted mean square of standardized
 * differences, in which each group of targets weighs the same and so does each target of a group.
 */
#ifndef CADRE_ABC_DISTANCE_H
#define CADRE_ABC_DISTANCE_H

#include <stdint.h>

/* One statistic of a run, and what it should be. */
typedef struct {
    double observed;
    double sd; /* of what is known and of what the model leaves out, >= 0; 0 = exact */
    int group; /* from 0 */
} cadre_abc_target_t;

/* What a difference is measured in, in the order in which design files name them: the root of the
 * sum of squares of the target's own sd and of the spread of the runs of the generation before.
 * While particles are far apart the latter rules, and each target counts alike (Prangle 2017); once
 * they are near one another it is the spread among replicates. */
typedef enum {
    CADRE_SCALE_MAD, /* median absolute deviation times 1.4826 */
    CADRE_SCALE_SD,  /* standard deviation */
    CADRE_SCALE_BAND /* no spread of runs: the target's own sd alone */
} cadre_scaling_t;

/* The scales of `count` targets from `runs` statistics, [run][count]; runs without a value for a
 * target are left out. `work` has room for 2 `runs` values. */
void cadre_abc_scales(const cadre_abc_target_t *targets, int count, cadre_scaling_t scaling,
                      const double *statistics, int64_t runs, double *work, double *scales);
/* The distance of a run's statistics, in units of `scales`; infinity when one is missing. */
double cadre_abc_distance(const cadre_abc_target_t *targets, int count, const double *scales,
                          const double *statistics);

#endif
