/* What a calibration aims at: patterns of evidence as statistics with a standard deviation. */
#ifndef CADRE_TARGETS_H
#define CADRE_TARGETS_H

#include "calibration/abc_distance.h"
#include "experiment/readings.h"

/* A value of the pattern as a statistic: numbers whose band is above 0 as logarithms, since sources
 * and model err by factors; dates and counts, and bands that reach to 0, as they are. A logarithm
 * of nothing is missing (NaN). */
double cadre_pattern_statistic(const cadre_pattern_t *self, double value);
/* And back. */
double cadre_pattern_of_statistic(const cadre_pattern_t *self, double statistic);
/* The pattern's value and sd: that of its source, whose 90 % band is given, and a tenth for what
 * the model leaves out (none of dates). The group is the caller's. */
cadre_abc_target_t cadre_pattern_target(const cadre_pattern_t *self);

/* A value of a reading as a statistic: of its pattern; of a condition 1 in the band and 0 outside,
 * also where there is no value. */
double cadre_reading_statistic(const cadre_reading_t *self, double value);
/* What a reading aims at: its pattern; of a condition 1, with a tenth for what the model leaves
 * out. The group is the caller's. */
cadre_abc_target_t cadre_reading_target(const cadre_reading_t *self);

#endif
