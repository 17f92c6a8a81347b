/* A table of runs x columns that is filled run by run and read column by column: in memory while
 * it fits, else in a scratch file without a name. Internal to store/. */
#ifndef CADRE_SAMPLES_H
#define CADRE_SAMPLES_H

#include "base/error.h"

#include <stddef.h>
#include <stdint.h>

enum { CADRE_SAMPLES_BYTES = 192 << 20 }; /* memory for one table, whatever the number of runs */

typedef struct cadre_samples cadre_samples_t;

/* For `runs` runs of `columns` values in about `bytes` of memory; a scratch file, when it is
 * needed, is made in the open folder `folder`. CADRE_ERROR_MEMORY. */
int cadre_samples_create(int64_t runs, long columns, size_t bytes, int folder,
                         cadre_samples_t **out);
void cadre_samples_free(cadre_samples_t *self);
/* The values of the next run. CADRE_ERROR_IO, _MEMORY. */
int cadre_samples_add(cadre_samples_t *self, const float *values, cadre_error_t *err);

/* Reading; nothing may be added afterwards. */
int64_t cadre_samples_runs(const cadre_samples_t *self); /* added */
/* Number of columns that can be loaded at once, at least 1. */
long cadre_samples_at_once(const cadre_samples_t *self);
/* Makes columns first .. first + count - 1 ready. CADRE_ERROR_IO, _MEMORY. */
int cadre_samples_load(cadre_samples_t *self, long first, long count, cadre_error_t *err);
/* A column made ready, in the order of runs. */
void cadre_samples_column(const cadre_samples_t *self, long column, float *out);

#endif
