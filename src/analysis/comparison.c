#include "analysis/comparison.h"

#include "base/memory.h"

#include <string.h>

enum { SIDES = 2, DAYS_A_WEEK = 7 };

struct cadre_comparison {
    cadre_variant_t variants[SIDES];
    cadre_recording_t recordings[SIDES];
    int32_t *steps[SIDES]; /* of common rows */
    int rows;
    int *organizations[SIDES]; /* in common, as the engine counts them */
    int organization_count;
    bool starts_together;  /* the first row is step 0 of both */
    float *values;         /* of the run of A that waits for that of B */
    int reached;           /* its rows; -1 = it failed */
    cadre_paired_t *pairs; /* [row][organization][CADRE_MEASURE_COUNT] */
};

static int32_t day_of(const cadre_variant_t *side, int row)
{
    return side->specification->start_day + DAYS_A_WEEK * side->recording->row_steps[row];
}

/* Both lists ascend: one walk through them finds what is in both. */
static void find_rows(cadre_comparison_t *self, const cadre_variant_t sides[SIDES])
{
    int at[SIDES] = {0, 0};
    while (at[0] < sides[0].recording->row_count && at[1] < sides[1].recording->row_count) {
        const int32_t day[SIDES] = {day_of(&sides[0], at[0]), day_of(&sides[1], at[1])};
        if (day[0] == day[1]) {
            for (int side = 0; side < SIDES; side++)
                self->steps[side][self->rows] = sides[side].recording->row_steps[at[side]];
            self->rows++;
        }
        at[0] += day[0] <= day[1];
        at[1] += day[1] <= day[0];
    }
    self->starts_together = self->rows > 0 && self->steps[0][0] == 0 && self->steps[1][0] == 0;
}

static const char *observed_id(const cadre_variant_t *side, int k)
{
    const cadre_specification_t *specification = side->specification;
    return specification->organizations[cadre_observed_organization(specification, k)].id;
}

/* In the order of A. */
static void find_organizations(cadre_comparison_t *self, const cadre_variant_t sides[SIDES])
{
    const int count[SIDES] = {cadre_observed_count(sides[0].specification),
                              cadre_observed_count(sides[1].specification)};
    for (int a = 0; a < count[0]; a++)
        for (int b = 0; b < count[1]; b++) {
            if (strcmp(observed_id(&sides[0], a), observed_id(&sides[1], b)) != 0)
                continue;
            self->organizations[0][self->organization_count] = a;
            self->organizations[1][self->organization_count++] = b;
        }
}

static bool make_room(cadre_comparison_t *self, const cadre_variant_t sides[SIDES])
{
    bool made = true;
    for (int side = 0; side < SIDES; side++) {
        const int organizations = cadre_observed_count(sides[side].specification);
        self->steps[side] =
            cadre_alloc((size_t)sides[side].recording->row_count, sizeof *self->steps[side]);
        self->organizations[side] =
            cadre_alloc((size_t)organizations, sizeof *self->organizations[side]);
        made = made && self->steps[side] != NULL && self->organizations[side] != NULL;
    }
    return made;
}

int cadre_comparison_create(const cadre_variant_t sides[2], cadre_comparison_t **out)
{
    *out = NULL;
    cadre_comparison_t *self = cadre_alloc(1, sizeof *self);
    if (self == NULL || !make_room(self, sides)) {
        cadre_comparison_free(self);
        return CADRE_ERROR_MEMORY;
    }
    find_rows(self, sides);
    find_organizations(self, sides);
    for (int side = 0; side < SIDES; side++) {
        self->recordings[side] =
            (cadre_recording_t){.row_steps = self->steps[side], .row_count = self->rows};
        self->variants[side] =
            (cadre_variant_t){sides[side].specification, &self->recordings[side]};
    }
    const size_t rows = (size_t)self->rows;
    const size_t of_a = (size_t)cadre_observed_count(sides[0].specification);
    self->values = cadre_alloc(rows * of_a * CADRE_MEASURE_COUNT, sizeof *self->values);
    self->pairs = cadre_alloc(rows * (size_t)self->organization_count * CADRE_MEASURE_COUNT,
                              sizeof *self->pairs);
    if (self->values == NULL || self->pairs == NULL) {
        cadre_comparison_free(self);
        return CADRE_ERROR_MEMORY;
    }
    *out = self;
    return CADRE_OK;
}

void cadre_comparison_free(cadre_comparison_t *self)
{
    if (self == NULL)
        return;
    for (int side = 0; side < SIDES; side++) {
        cadre_free(self->steps[side]);
        cadre_free(self->organizations[side]);
    }
    cadre_free(self->values);
    cadre_free(self->pairs);
    cadre_free(self);
}

/* ------------------------------------------------------- observing */

static void keep(cadre_comparison_t *self, const cadre_replicate_t *replicate)
{
    self->reached = replicate->status == CADRE_STATUS_FAILED ? -1 : replicate->row_count;
    memcpy(self->values, replicate->values,
           (size_t)replicate->row_count * (size_t)replicate->organizations * CADRE_MEASURE_COUNT *
               sizeof *self->values);
}

static void add_row(cadre_comparison_t *self, int row, int k, const float *a, const float *b)
{
    cadre_paired_t *pairs =
        self->pairs +
        ((size_t)row * (size_t)self->organization_count + (size_t)k) * CADRE_MEASURE_COUNT;
    const bool has_flows = row > 0 || self->starts_together;
    for (int m = 0; m < CADRE_MEASURE_COUNT; m++)
        if (has_flows || cadre_measure_info((cadre_measure_t)m)->kind != CADRE_MEASURE_FLOW)
            cadre_paired_add(&pairs[m], (double)a[m], (double)b[m]);
}

static void pair_up(cadre_comparison_t *self, const cadre_replicate_t *b)
{
    const size_t of_a = (size_t)cadre_observed_count(self->variants[0].specification);
    for (int row = 0; row < self->reached && row < b->row_count; row++)
        for (int k = 0; k < self->organization_count; k++) {
            const size_t at_a = (size_t)row * of_a + (size_t)self->organizations[0][k];
            const size_t at_b =
                (size_t)row * (size_t)b->organizations + (size_t)self->organizations[1][k];
            add_row(self, row, k, self->values + at_a * CADRE_MEASURE_COUNT,
                    b->values + at_b * CADRE_MEASURE_COUNT);
        }
}

int cadre_comparison_observe(void *context, const cadre_replicate_t *replicate)
{
    cadre_comparison_t *self = context;
    if (replicate->variant == 0)
        keep(self, replicate);
    else if (replicate->status != CADRE_STATUS_FAILED)
        pair_up(self, replicate);
    return CADRE_OK;
}

/* ------------------------------------------------------- asking */

const cadre_variant_t *cadre_comparison_variants(const cadre_comparison_t *self)
{
    return self->variants;
}

int cadre_comparison_rows(const cadre_comparison_t *self)
{
    return self->rows;
}

int cadre_comparison_organizations(const cadre_comparison_t *self)
{
    return self->organization_count;
}

int32_t cadre_comparison_step(const cadre_comparison_t *self, int side, int row)
{
    return self->steps[side][row];
}

int cadre_comparison_organization(const cadre_comparison_t *self, int side, int k)
{
    return self->organizations[side][k];
}

const cadre_paired_t *cadre_comparison_at(const cadre_comparison_t *self, int row, int k,
                                          cadre_measure_t measure)
{
    return self->pairs +
           ((size_t)row * (size_t)self->organization_count + (size_t)k) * CADRE_MEASURE_COUNT +
           (size_t)measure;
}
