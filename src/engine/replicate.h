/* One replicate, from its first week to its last, into buffers that serve again for the next one.
 * Internal to engine/. */
#ifndef CADRE_REPLICATE_H
#define CADRE_REPLICATE_H

#include "engine/engine.h"

/* A replicate's results and the buffers they stand in. */
typedef struct {
    cadre_replicate_t replicate; /* what the observer sees; points into the buffers */
    float *values;
    cadre_outcome_t *outcomes;
    cadre_happening_t *happenings;
    int happening_capacity;
    cadre_branch_record_t *branches;
    int branch_capacity;
    cadre_organization_row_t *born;
    int born_capacity;
    cadre_born_row_t *born_rows;
    int born_row_capacity;
    int32_t before;  /* step of the last row; -1 = none */
    int32_t settled; /* who had ended by this step has all rows that are wanted; -1 = none */
} cadre_result_t;

/* Room for up to `rows` rows of up to `organizations` observed organizations. CADRE_ERROR_MEMORY;
 * free it even then. */
int cadre_result_create(cadre_result_t *self, int rows, int organizations);
void cadre_result_free(cadre_result_t *self);

/* Asked between weeks; true drops the replicate. */
typedef bool (*cadre_poll_t)(void *context);

/* What a replicate is made of. */
typedef struct {
    const cadre_specification_t *specification;
    const cadre_recording_t *recording;
    cadre_luck_t luck;
    int64_t run;
    int variant;
    void *of;
    bool keep_branches;
    cadre_poll_t poll;
    void *poll_context;
} cadre_assignment_t;

/* Computes the replicate in `world`, which is one of its specification, or NULL if there was not
 * enough memory to make it. A failure of the model is a result like another (status failed); the
 * only error is CADRE_ERROR_INTERRUPTED, when the poll dropped it. */
int cadre_replicate_compute(const cadre_assignment_t *assignment, cadre_world_t *world,
                            cadre_result_t *result);

#endif
