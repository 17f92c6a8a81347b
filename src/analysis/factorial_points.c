#include "analysis/factorial_points.h"

#include "base/memory.h"

#include <string.h>

static double value_at(const cadre_attribution_t *self, int64_t point, int input)
{
    return self->told->x[point * self->told->input_count + input];
}

/* At which of a unit's points, a bit each, the input is not what it is at the first. */
static uint64_t changes(const cadre_attribution_t *self, int64_t unit, int input)
{
    const int64_t first = unit * self->rows;
    uint64_t bits = 0;
    for (int r = 1; r < self->rows; r++)
        if (value_at(self, first + r, input) != value_at(self, first, input))
            bits |= (uint64_t)1 << r;
    return bits;
}

/* Factors from the first unit: inputs by where they change. Whether there are as many as wanted. */
static bool find_factors(cadre_attribution_t *self, int wanted)
{
    uint64_t bits[CADRE_MOST_FACTORS];
    self->groups = 0;
    for (int i = 0; i < self->told->input_count; i++) {
        const uint64_t of = changes(self, 0, i);
        int group = 0;
        while (group < self->groups && bits[group] != of)
            group++;
        self->group_of[i] = of != 0 ? group : -1;
        if (of == 0 || group < self->groups)
            continue;
        if (self->groups == wanted)
            return false;
        bits[self->groups++] = of;
    }
    return self->groups == wanted;
}

/* The value that the input has wherever its factor is there: that of the first such point. */
static double value_there(const cadre_attribution_t *self, int input)
{
    int64_t point = 1;
    while (value_at(self, point, input) == value_at(self, 0, input))
        point++;
    return value_at(self, point, input);
}

/* Whether a unit's point has every input where it may be; notes which factors are there. */
static bool place_point(cadre_attribution_t *self, int64_t unit, int64_t point)
{
    unsigned there = 0, not_there = 0;
    for (int i = 0; i < self->told->input_count; i++) {
        const int group = self->group_of[i];
        const double x = value_at(self, point, i);
        if (group < 0 && x != value_at(self, unit * self->rows, i))
            return false;
        if (group >= 0 && x == value_at(self, 0, i))
            not_there |= 1u << group;
        else if (group >= 0 && x == value_there(self, i))
            there |= 1u << group;
        else if (group >= 0)
            return false;
    }
    self->there[point] = (uint8_t)there;
    return (there & not_there) == 0;
}

/* Whether a unit holds each coalition once, nothing first, all of one kind of draw. */
static bool is_complete(cadre_attribution_t *self, int64_t unit)
{
    const int64_t first = unit * self->rows;
    uint64_t seen = 0;
    for (int64_t p = first; p < first + self->rows; p++) {
        if (!place_point(self, unit, p) || self->told->prior[p] != self->told->prior[first])
            return false;
        seen |= (uint64_t)1 << self->there[p];
    }
    return self->there[first] == 0 && seen == ~(uint64_t)0 >> (64 - self->rows);
}

static bool fits(cadre_attribution_t *self, int factors)
{
    self->rows = 1 << factors;
    if (self->told->block > 1 && self->told->block != self->rows)
        return false;
    self->units = self->told->points / self->rows;
    if (self->told->points % self->rows != 0 || !find_factors(self, factors))
        return false;
    for (int64_t u = 0; u < self->units; u++)
        if (!is_complete(self, u))
            return false;
    return true;
}

/* Factors are called as the role of the point where each is there alone says: "prior rival". */
static void find_names(cadre_attribution_t *self)
{
    for (int r = 0; r < self->rows; r++)
        for (int g = 0; self->told->roles[r] != NULL && g < self->groups; g++) {
            const char *blank = strchr(self->told->roles[r], ' ');
            if (self->there[r] == 1 << g && blank != NULL)
                self->names[g] = blank + 1;
        }
}

static int check_units(const cadre_attribution_t *self, cadre_error_t *err)
{
    int64_t prior = 0;
    for (int64_t u = 0; u < self->units; u++)
        prior += self->told->prior[u * self->rows];
    if (prior != 1 && self->units - prior != 1)
        return CADRE_OK;
    cadre_error_set(err, CADRE_ERROR_INPUT,
                    "one block%s of %d points says nothing of its chance: there must be two",
                    self->units > 1 ? (prior == 1 ? " of the prior" : " beside those of the prior")
                                    : "",
                    self->rows);
    return CADRE_ERROR_INPUT;
}

int cadre_factorial_points(cadre_attribution_t *self, cadre_error_t *err)
{
    int factors = CADRE_MOST_FACTORS;
    self->there = cadre_alloc((size_t)self->told->points, sizeof *self->there);
    if (self->there == NULL)
        return cadre_error_set(err, CADRE_ERROR_MEMORY, "out of memory");
    while (factors > 0 && !fits(self, factors))
        factors--;
    if (factors == 0) {
        cadre_error_set(err, CADRE_ERROR_INPUT,
                        "the %lld points are no blocks in which every combination of up to %d "
                        "factors, there or not, comes once while the other inputs stay",
                        (long long)self->told->points, CADRE_MOST_FACTORS);
        cadre_error_hint(err, "the first point of a block is where no factor is there");
        return CADRE_ERROR_INPUT;
    }
    for (int i = 0; i < self->told->input_count; i++)
        for (int k = 0; k < i; k++)
            if (self->group_of[i] >= 0 && self->group_of[i] == self->group_of[k])
                self->joint[self->group_of[i]] = true;
    find_names(self);
    return check_units(self, err);
}
