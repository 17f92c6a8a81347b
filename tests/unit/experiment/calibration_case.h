/* The calibration that the tests of the command line use: tiny.json with made-up evidence. */
#ifndef CADRE_CALIBRATION_CASE_H
#define CADRE_CALIBRATION_CASE_H

#include "check.h"

#include "experiment/calibration_runs.h"

static inline cadre_experiment_t *load_calibration(const char *path, uint64_t seed)
{
    const cadre_experiment_options_t options = {.has_seed = seed != 0, .seed = seed};
    cadre_experiment_t *experiment;
    cadre_error_t err = {0};
    if (cadre_experiment_load(path, &options, &experiment, &err) != 0)
        fail_msg("%s:%d:%d: %s", err.file, err.line, err.column, err.message);
    return experiment;
}

static inline cadre_experiment_t *tiny_calibration(void)
{
    return load_calibration("tests/cli/tiny-calibration.json", 0);
}

/* Statistics of an invented run: what is aimed at, and so near as 1 / run. */
static inline void invent(const cadre_experiment_t *experiment, int64_t run, double *statistics)
{
    for (int k = 0; k < experiment->reading_count; k++)
        statistics[k] = k < experiment->target_count
                            ? experiment->targets[k].observed + (k + 1) / (double)run
                            : (double)run;
}

#endif
