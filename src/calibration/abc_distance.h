/* How far a run is from what is known: the root of the weighted mean square of standardized
 * differences, in which each group of targets weighs the same and so does each target of a group.
 */
#ifndef CADRE_ABC_DISTANCE_H
#define CADRE_ABC_DISTANCE_H

#include <stdint.h>

/* One statistic of a run, and what it should be. */
typedef struct {
    double observed;
    double scale; /* what a difference of 1 standard deviation is, > 0: of its source, …; the unit
                     of SCALE_BAND, and of the others where runs do not differ */
    int group;    /* from 0 */
} cadre_abc_target_t;

/* In the order in which design files name them. */
typedef enum {
    CADRE_SCALE_MAD, /* median absolute deviation of the runs, times 1.4826 (Prangle 2017) */
    CADRE_SCALE_SD,  /* standard deviation of the runs */
    CADRE_SCALE_BAND /* the target's own */
} cadre_scaling_t;

/* The scales of `count` targets from `runs` statistics, [run][count]; runs without a value for a
 * target are left out. `work` has room for 2 `runs` values. */
void cadre_abc_scales(const cadre_abc_target_t *targets, int count, cadre_scaling_t scaling,
                      const double *statistics, int64_t runs, double *work, double *scales);
/* The distance of a run's statistics, in units of `scales`; infinity when one is missing. */
double cadre_abc_distance(const cadre_abc_target_t *targets, int count, const double *scales,
                          const double *statistics);

#endif
