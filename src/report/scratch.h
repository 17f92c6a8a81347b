/* Memory of a page while it is made: blocks that are freed together. Internal to report/. */
#ifndef CADRE_SCRATCH_H
#define CADRE_SCRATCH_H

#include <stdbool.h>
#include <stddef.h>

/* Start with {0}. */
typedef struct {
    void **blocks;
    size_t count, capacity;
    bool failed; /* out of memory: a call returned NULL */
} cadre_scratch_t;

/* Zeroed memory; NULL with `failed` set when there is none left. */
void *cadre_scratch_alloc(cadre_scratch_t *self, size_t count, size_t size);
/* `count` numbers, all NaN. */
double *cadre_scratch_numbers(cadre_scratch_t *self, size_t count);
/* printf into a text of its own. */
__attribute__((format(printf, 2, 3))) char *cadre_scratch_text(cadre_scratch_t *self,
                                                               const char *format, ...);
void cadre_scratch_free(cadre_scratch_t *self);

#endif
