/* Result directories: the CSV files of a run, the manifest, atomic replacement. */
#ifndef CADRE_STORE_H
#define CADRE_STORE_H

#include "base/error.h"
#include "engine/engine.h"
#include "scenario/posterior.h"
#include "scenario/scenario.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

typedef enum { CADRE_EVERY_WEEK, CADRE_EVERY_MONTH, CADRE_EVERY_YEAR } cadre_every_t;

/* Steps at which rows are written: the first step of each month (week: every step; year: the first
 * step on or after 22 February, as all yearly files), plus the first and the last step. The caller
 * frees *steps with cadre_free. CADRE_ERROR_MEMORY. */
int cadre_row_steps(const cadre_specification_t *specification, cadre_every_t every,
                    int32_t **steps, int *count);

typedef struct {
    const cadre_scenario_t *scenario;
    const char *directory;
    const char *command; /* exact command for the manifest, e.g. "cadre run x -n 100" */
    uint64_t seed;
    int64_t runs;
    int64_t keep_runs; /* rows of series, branches, purpose, events for runs 1..keep_runs */
    cadre_every_t every;
    bool force;                         /* replace results of another scenario */
    const cadre_posterior_t *posterior; /* whose points the runs take, or NULL */
} cadre_run_store_options_t;

typedef struct cadre_run_store cadre_run_store_t;

/* Checks the directory (CADRE_ERROR_IDENTITY, _CREATE, _BUSY, _IO with the ways out in `err`),
 * locks it and opens files aside. Nothing that was there changes before cadre_run_store_commit. */
int cadre_run_store_open(const cadre_run_store_options_t *options, cadre_run_store_t **out,
                         cadre_error_t *err);
/* Recording that the engine must make for this store. */
const cadre_recording_t *cadre_run_store_recording(const cadre_run_store_t *self);
/* The observer for the engine; `context` is the store. */
int cadre_run_store_observe(void *context, const cadre_replicate_t *replicate);
/* Writes summary and manifest, syncs, renames all into place. `replaced`: whether results were
 * there before. */
int cadre_run_store_commit(cadre_run_store_t *self, bool *replaced, cadre_error_t *err);
/* Frees; without a commit the directory is as it was (and gone if this store made it). */
void cadre_run_store_close(cadre_run_store_t *self);
/* Why the last call failed (after an observer's negative return). */
const cadre_error_t *cadre_run_store_error(const cadre_run_store_t *self);

/* For the report to a person after a run: quantiles of `measure` of observed organization
 * `organization` at row r into out[r][5] (q05 q25 q50 q75 q95), rows as recorded; over all runs.
 * Only between the last observe and close. */
int cadre_run_store_fan(cadre_run_store_t *self, int organization, cadre_measure_t measure,
                        double (*out)[5]);

/* `run -o -`: to a stream, byte for byte what series.csv would hold of the runs observed. */
typedef struct cadre_series_stream cadre_series_stream_t;
/* Writes the header. The stream stays the caller's. CADRE_ERROR_IO, _MEMORY. */
int cadre_series_stream_open(FILE *stream, const cadre_scenario_t *scenario, cadre_every_t every,
                             cadre_series_stream_t **out, cadre_error_t *err);
const cadre_recording_t *cadre_series_stream_recording(const cadre_series_stream_t *self);
/* The observer for the engine; `context` is the stream. */
int cadre_series_stream_observe(void *context, const cadre_replicate_t *replicate);
const cadre_error_t *cadre_series_stream_error(const cadre_series_stream_t *self);
void cadre_series_stream_close(cadre_series_stream_t *self);

#endif
