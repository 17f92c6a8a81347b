/* One replicate: begin, week after week, and what is written down on the way. */
#include "engine/replicate.h"

#include "base/memory.h"
#include "engine/isa.h"

#include <string.h>

int cadre_observed_count(const cadre_specification_t *specification)
{
    int count = 0;
    for (int i = 0; i < specification->organization_count; i++)
        count += cadre_kind_is_observed(specification->organizations[i].kind);
    return count;
}

int cadre_observed_organization(const cadre_specification_t *specification, int k)
{
    int i = 0;
    while (!cadre_kind_is_observed(specification->organizations[i].kind) || k-- > 0)
        i++;
    return i;
}

int cadre_result_create(cadre_result_t *self, int rows, int organizations)
{
    const size_t row = (size_t)organizations * CADRE_MEASURE_COUNT;
    *self = (cadre_result_t){0};
    self->values = cadre_alloc((size_t)rows * row, sizeof *self->values);
    self->outcomes = cadre_alloc((size_t)organizations, sizeof *self->outcomes);
    return self->values != NULL && self->outcomes != NULL ? CADRE_OK : CADRE_ERROR_MEMORY;
}

void cadre_result_free(cadre_result_t *self)
{
    cadre_free(self->values);
    cadre_free(self->outcomes);
    cadre_free(self->happenings);
    cadre_free(self->branches);
    cadre_free(self->born);
    cadre_free(self->born_rows);
    *self = (cadre_result_t){0};
}

/* Makes room for `needed` elements; grows by half at least, so that growing stays rare. */
static int make_room(void **array, int *capacity, int needed, size_t size)
{
    if (needed <= *capacity)
        return CADRE_OK;
    const int wanted = needed + needed / 2;
    void *grown = cadre_resize(*array, (size_t)*capacity, (size_t)wanted, size);
    if (grown == NULL)
        return CADRE_ERROR_MEMORY;
    *array = grown;
    *capacity = wanted;
    return CADRE_OK;
}

/* The row of an organization that was born, unless it has had those that files need of its end. */
static int record_born(cadre_world_t *world, cadre_result_t *result, int organization)
{
    cadre_replicate_t *replicate = &result->replicate;
    cadre_organization_row_t what;
    cadre_world_organization(world, organization, &what);
    if (what.ended >= 0 && what.ended <= result->settled)
        return CADRE_OK;
    void *rows = result->born_rows;
    const int code = make_room(&rows, &result->born_row_capacity, replicate->born_row_count + 1,
                               sizeof *result->born_rows);
    if (code != CADRE_OK)
        return code;
    result->born_rows = rows;
    cadre_born_row_t *row = &result->born_rows[replicate->born_row_count++];
    row->row = replicate->row_count;
    row->organization = organization;
    cadre_world_observe(world, organization, true, row->values);
    return CADRE_OK;
}

/* A file has the first of its rows at or after an end: of two rows next to each other one is in
 * every file, unless it is said which are. */
static void settle(const cadre_recording_t *recording, int row, int32_t now, cadre_result_t *result)
{
    if (recording->filed == NULL)
        result->settled = result->before;
    else if (recording->filed[row])
        result->settled = now;
    result->before = now;
}

static int record_row(const cadre_recording_t *recording, cadre_world_t *world,
                      cadre_result_t *result)
{
    cadre_replicate_t *replicate = &result->replicate;
    const int declared = cadre_world_declared_count(world);
    int code = CADRE_OK;
    const size_t width = (size_t)replicate->organizations * CADRE_MEASURE_COUNT;
    float *row = result->values + (size_t)replicate->row_count * width;
    for (int k = 0; k < replicate->organizations; k++)
        cadre_world_observe(world, cadre_world_observed(world, k), true,
                            row + (size_t)k * CADRE_MEASURE_COUNT);
    for (int b = 0; b < cadre_world_born_count(world) && code == CADRE_OK; b++)
        code = record_born(world, result, declared + b);
    settle(recording, replicate->row_count++, cadre_world_now(world), result);
    return code;
}

static int record_branches(const cadre_world_t *world, cadre_result_t *result)
{
    cadre_replicate_t *replicate = &result->replicate;
    const int born = cadre_world_born_count(world);
    for (int k = 0; k < replicate->organizations + born; k++) {
        const int organization = k < replicate->organizations ? cadre_world_observed(world, k)
                                                              : cadre_world_declared_count(world) +
                                                                    k - replicate->organizations;
        const int count = cadre_world_branch_count(world, organization);
        void *branches = result->branches;
        const int code = make_room(&branches, &result->branch_capacity,
                                   replicate->branch_count + count, sizeof *result->branches);
        if (code != CADRE_OK)
            return code;
        result->branches = branches;
        for (int i = 0; i < count; i++) {
            cadre_branch_record_t *record = &result->branches[replicate->branch_count++];
            record->step = cadre_world_now(world);
            record->organization = organization;
            cadre_world_branch(world, organization, i, &record->branch);
        }
    }
    return CADRE_OK;
}

/* Whether the next of ascending `steps`, of which `*done` have passed, is `now`. */
static bool is_due(const int32_t *steps, int count, int *done, int32_t now)
{
    if (*done >= count || steps[*done] != now)
        return false;
    (*done)++;
    return true;
}

/* The weeks, with everything recorded that is due. 0, CADRE_ERROR_INTERRUPTED, or why it failed. */
static int live(const cadre_assignment_t *assignment, cadre_world_t *world, cadre_result_t *result)
{
    const cadre_recording_t *recording = assignment->recording;
    const cadre_step_t step = cadre_isa_step(cadre_isa_chosen());
    int rows = 0, years = 0, code = CADRE_OK;
    for (;;) {
        const int32_t now = cadre_world_now(world);
        if (is_due(recording->row_steps, recording->row_count, &rows, now))
            code = record_row(recording, world, result);
        if (code != CADRE_OK)
            return code;
        if (is_due(recording->year_steps, recording->year_count, &years, now) &&
            assignment->keep_branches)
            code = record_branches(world, result);
        if (code != CADRE_OK || now >= assignment->specification->steps ||
            cadre_world_status(world) != CADRE_STATUS_OK)
            return code;
        if (assignment->poll(assignment->poll_context))
            return CADRE_ERROR_INTERRUPTED;
        code = step(world);
        if (code != CADRE_OK)
            return code;
    }
}

static int copy_happenings(const cadre_world_t *world, cadre_result_t *result)
{
    int count;
    const cadre_happening_t *happenings = cadre_world_happenings(world, &count);
    void *copy = result->happenings;
    const int code =
        make_room(&copy, &result->happening_capacity, count, sizeof *result->happenings);
    if (code != CADRE_OK)
        return code;
    result->happenings = copy;
    if (count > 0)
        memcpy(copy, happenings, (size_t)count * sizeof *happenings);
    result->replicate.happening_count = count;
    return CADRE_OK;
}

static int copy_born(const cadre_world_t *world, cadre_result_t *result)
{
    const int count = cadre_world_born_count(world);
    void *copy = result->born;
    const int code = make_room(&copy, &result->born_capacity, count, sizeof *result->born);
    if (code != CADRE_OK)
        return code;
    result->born = copy;
    for (int b = 0; b < count; b++)
        cadre_world_organization(world, cadre_world_declared_count(world) + b, &result->born[b]);
    result->replicate.born_count = count;
    return CADRE_OK;
}

/* Outcome and happenings of a world that has reached its end. */
static int conclude(const cadre_world_t *world, cadre_result_t *result)
{
    result->replicate.status = cadre_world_status(world);
    for (int k = 0; k < result->replicate.organizations; k++)
        cadre_world_outcome(world, cadre_world_observed(world, k), &result->outcomes[k]);
    return copy_happenings(world, result);
}

/* Names who was born, also in a run that failed: its rows are of them. What cannot be named is
 * dropped. */
static int name_born(const cadre_world_t *world, cadre_result_t *result)
{
    const int code = copy_born(world, result);
    if (code != CADRE_OK)
        result->replicate.born_row_count = result->replicate.branch_count = 0;
    return code;
}

/* An empty result, whatever the buffers served for before. */
static void reset(cadre_result_t *result, const cadre_assignment_t *assignment)
{
    const int organizations = cadre_observed_count(assignment->specification);
    result->replicate = (cadre_replicate_t){.run = assignment->run,
                                            .variant = assignment->variant,
                                            .of = assignment->of,
                                            .organizations = organizations,
                                            .values = result->values,
                                            .outcomes = result->outcomes};
    result->before = result->settled = -1;
    memset(result->outcomes, 0, (size_t)organizations * sizeof *result->outcomes);
}

/* From the first week to the last. 0, CADRE_ERROR_INTERRUPTED, or why it failed. */
static int live_and_conclude(const cadre_assignment_t *assignment, cadre_world_t *world,
                             cadre_result_t *result)
{
    if (world == NULL)
        return CADRE_ERROR_MEMORY;
    int code = cadre_world_begin(world, assignment->luck);
    if (code == CADRE_OK) {
        code = live(assignment, world, result);
        result->replicate.last_step = cadre_world_now(world);
    }
    const int named = name_born(world, result);
    if (code == CADRE_OK)
        code = named;
    return code == CADRE_OK ? conclude(world, result) : code;
}

int cadre_replicate_compute(const cadre_assignment_t *assignment, cadre_world_t *world,
                            cadre_result_t *result)
{
    cadre_replicate_t *replicate = &result->replicate;
    reset(result, assignment);
    const int code = live_and_conclude(assignment, world, result);
    if (code == CADRE_ERROR_INTERRUPTED)
        return code;
    if (code != CADRE_OK) {
        replicate->status = CADRE_STATUS_FAILED;
        replicate->error = code;
    }
    replicate->born = result->born;
    replicate->born_rows = result->born_rows;
    replicate->happenings = result->happenings;
    replicate->branches = result->branches;
    return CADRE_OK;
}
