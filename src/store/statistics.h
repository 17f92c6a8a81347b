/* Statistics of one measure over all runs. Internal to store/. */
#ifndef CADRE_STATISTICS_H
#define CADRE_STATISTICS_H

enum { CADRE_FAN_QUANTILES = 5 };
extern const double CADRE_FAN_LEVELS[CADRE_FAN_QUANTILES]; /* .05 .25 .50 .75 .95 */

typedef struct {
    long n;      /* values that are not missing */
    double mean; /* this and all below: missing when n is 0 */
    double sd;   /* with n - 1; missing when n < 2 */
    double min, max;
    double quantiles[CADRE_FAN_QUANTILES]; /* exact, type 7 */
} cadre_statistics_t;

/* Of `count` values in the order of runs, missing ones (NaN) left out. Sorts `values` in place,
 * with the help of as many `spare` ones. */
void cadre_statistics(float *values, long count, float *spare, cadre_statistics_t *out);

#endif
