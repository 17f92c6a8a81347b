#include "analysis/scorecard.h"

#include "base/dates.h"
#include "base/memory.h"
#include "base/numeric.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DAYS_A_WEEK = 7 };

/* ------------------------------------------------------- one run */

static double ratio(double part, double whole)
{
    return whole != 0 ? part / whole : (double)NAN;
}

/* The organization's number as the engine counts them. */
static int observed_number(const cadre_specification_t *specification, const char *id)
{
    int k = 0;
    while (strcmp(specification->organizations[cadre_observed_organization(specification, k)].id,
                  id) != 0)
        k++;
    return k;
}

static double measure_at(const cadre_pattern_t *pattern, const cadre_replicate_t *replicate, int k,
                         int row)
{
    const float *measures =
        replicate->values +
        ((size_t)row * (size_t)replicate->organizations + (size_t)k) * CADRE_MEASURE_COUNT;
    const double value = (double)measures[cadre_measure_find(pattern->measure)];
    if (pattern->per[0] == '\0')
        return value;
    return ratio(value, (double)measures[cadre_measure_find(pattern->per)]);
}

/* The value in the row nearest to a day, the earlier of two equally near. */
static double value_near(const cadre_scenario_t *scenario, const cadre_recording_t *recording,
                         const cadre_pattern_t *pattern, const cadre_replicate_t *replicate, int k,
                         int32_t day)
{
    int best = 0;
    for (int row = 1; row < recording->row_count; row++)
        if (abs(cadre_scenario_day(scenario, recording->row_steps[row]) - day) <
            abs(cadre_scenario_day(scenario, recording->row_steps[best]) - day))
            best = row;
    return best < replicate->row_count ? measure_at(pattern, replicate, k, best) : (double)NAN;
}

/* One value more of a period. */
static double gather(cadre_take_t take, double so_far, double value)
{
    switch (take) {
    case CADRE_TAKE_MIN:
        return value < so_far ? value : so_far;
    case CADRE_TAKE_MAX:
        return value > so_far ? value : so_far;
    case CADRE_TAKE_LAST:
        return value;
    case CADRE_TAKE_MEAN:
        return so_far + value;
    default:
        return so_far;
    }
}

/* Rows without a value are left out; none has one: NaN. */
static double value_of_period(const cadre_scenario_t *scenario, const cadre_recording_t *recording,
                              const cadre_pattern_t *pattern, const cadre_replicate_t *replicate,
                              int k)
{
    double result = (double)NAN;
    int count = 0;
    for (int row = 0; row < replicate->row_count; row++) {
        const int32_t day = cadre_scenario_day(scenario, recording->row_steps[row]);
        if (day < pattern->day || day > pattern->until)
            continue;
        const double value = measure_at(pattern, replicate, k, row);
        if (isnan(value))
            continue;
        result = count++ == 0 ? value : gather(pattern->take, result, value);
    }
    return pattern->take == CADRE_TAKE_MEAN ? result / count : result;
}

static bool is_event(const cadre_happening_t *happening, const char *name)
{
    return strcmp(cadre_event_info(happening->type)->name, name) == 0;
}

/* Whether what must follow happening `at` does, each within the weeks of the one before. */
static bool is_followed(const cadre_pattern_t *pattern, const cadre_replicate_t *replicate, int at)
{
    const int32_t organization = replicate->happenings[at].organization;
    int32_t since = replicate->happenings[at].step;
    int reached = 0;
    for (int i = at + 1; i < replicate->happening_count && reached < pattern->then_count; i++) {
        const cadre_happening_t *happening = &replicate->happenings[i];
        if (happening->organization != organization || !is_event(happening, pattern->then[reached]))
            continue;
        if (happening->step - since > pattern->within)
            return false;
        since = happening->step;
        reached++;
    }
    return reached == pattern->then_count;
}

static double value_of_event(const cadre_scenario_t *scenario, const cadre_pattern_t *pattern,
                             const cadre_replicate_t *replicate, int32_t organization)
{
    double first = (double)NAN;
    int count = 0;
    for (int i = 0; i < replicate->happening_count; i++) {
        const cadre_happening_t *happening = &replicate->happenings[i];
        const int32_t day = cadre_scenario_day(scenario, happening->step);
        if (happening->organization != organization || day < pattern->day || day > pattern->until ||
            !is_event(happening, pattern->event) || !is_followed(pattern, replicate, i))
            continue;
        if (count++ == 0)
            first = day;
    }
    return pattern->take == CADRE_TAKE_COUNT ? count : first;
}

double cadre_pattern_value(const cadre_scenario_t *scenario, const cadre_recording_t *recording,
                           const cadre_pattern_t *pattern, const cadre_replicate_t *replicate)
{
    const int k = observed_number(&scenario->specification, pattern->organization);
    if (pattern->event[0] != '\0')
        return value_of_event(scenario, pattern, replicate,
                              cadre_observed_organization(&scenario->specification, k));
    if (pattern->take != CADRE_TAKE_AT)
        return value_of_period(scenario, recording, pattern, replicate, k);
    const double value = value_near(scenario, recording, pattern, replicate, k, pattern->day);
    if (!pattern->relative)
        return value;
    return ratio(value,
                 value_near(scenario, recording, pattern, replicate, k, pattern->relative_day));
}

double cadre_decimal_year(double day)
{
    if (isnan(day))
        return day;
    const int year = cadre_date_civil((int32_t)floor(day)).year;
    const double first = cadre_date_days((cadre_civil_t){year, 1, 1});
    const double next = cadre_date_days((cadre_civil_t){year + 1, 1, 1});
    return year + (day - first) / (next - first);
}

/* ------------------------------------------------------- all runs */

struct cadre_scorecard {
    const cadre_scenario_t *scenario;
    const cadre_recording_t *recording;
    int64_t capacity, runs; /* runs: that did not fail */
    float *values;          /* [pattern][capacity]: those there are */
    int64_t *counts;        /* [pattern] of them */
    int64_t *inside;        /* [pattern] within the band */
};

int cadre_scorecard_create(const cadre_scenario_t *scenario, const cadre_recording_t *recording,
                           int64_t runs, cadre_scorecard_t **out)
{
    const size_t patterns = (size_t)scenario->pattern_count;
    *out = NULL;
    cadre_scorecard_t *self = cadre_alloc(1, sizeof *self);
    if (self == NULL)
        return CADRE_ERROR_MEMORY;
    *self = (cadre_scorecard_t){
        .scenario = scenario,
        .recording = recording,
        .capacity = runs,
        .values = cadre_alloc(patterns * (size_t)runs, sizeof *self->values),
        .counts = cadre_alloc(patterns, sizeof *self->counts),
        .inside = cadre_alloc(patterns, sizeof *self->inside),
    };
    if (self->values != NULL && self->counts != NULL && self->inside != NULL) {
        *out = self;
        return CADRE_OK;
    }
    cadre_scorecard_free(self);
    return CADRE_ERROR_MEMORY;
}

void cadre_scorecard_free(cadre_scorecard_t *self)
{
    if (self == NULL)
        return;
    cadre_free(self->values);
    cadre_free(self->counts);
    cadre_free(self->inside);
    cadre_free(self);
}

int cadre_scorecard_observe(void *context, const cadre_replicate_t *replicate)
{
    cadre_scorecard_t *self = context;
    if (replicate->status == CADRE_STATUS_FAILED)
        return CADRE_OK;
    self->runs++;
    for (int p = 0; p < self->scenario->pattern_count; p++) {
        const cadre_pattern_t *pattern = &self->scenario->patterns[p];
        const double value =
            cadre_pattern_value(self->scenario, self->recording, pattern, replicate);
        if (isnan(value))
            continue;
        self->values[p * self->capacity + self->counts[p]++] = (float)value;
        self->inside[p] += value >= pattern->low && value <= pattern->high;
    }
    return CADRE_OK;
}

static int compare_floats(const void *a, const void *b)
{
    const float x = *(const float *)a, y = *(const float *)b;
    return (x > y) - (x < y);
}

cadre_score_t cadre_scorecard_score(cadre_scorecard_t *self, int pattern)
{
    const int64_t n = self->counts[pattern];
    float *values = self->values + pattern * self->capacity;
    cadre_score_t score = {
        .n = n,
        .median = (double)NAN,
        .q05 = (double)NAN,
        .q95 = (double)NAN,
        .inside = self->runs > 0 ? (double)self->inside[pattern] / (double)self->runs : (double)NAN,
        .interval = cadre_share_interval(self->inside[pattern], self->runs)};
    if (n == 0)
        return score;
    qsort(values, (size_t)n, sizeof *values, compare_floats);
    score.median = cadre_quantile_sorted(values, (long)n, 0.5);
    score.q05 = cadre_quantile_sorted(values, (long)n, 0.05);
    score.q95 = cadre_quantile_sorted(values, (long)n, 0.95);
    return score;
}
