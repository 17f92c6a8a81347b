#include "cli/effects.h"

#include "base/error.h"
#include "base/memory.h"
#include "cli/writing.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { FEW_VALUES = 5, MOST_OUTCOMES = 6, MOST_INPUTS = 12 };

/* One point as told: values of the inputs (texts by their order of appearance), then the means. */
struct cadre_effects {
    double *numbers; /* [point][inputs + outcomes] */
    int64_t points, capacity;
    char **texts; /* values that are no numbers */
    int text_count;
    int inputs, outcomes;
    bool failed;
};

cadre_effects_t *cadre_effects_create(void)
{
    return cadre_alloc(1, sizeof(cadre_effects_t));
}

void cadre_effects_free(cadre_effects_t *self)
{
    if (self == NULL)
        return;
    for (int i = 0; i < self->text_count; i++)
        cadre_free(self->texts[i]);
    cadre_free(self->texts);
    cadre_free(self->numbers);
    cadre_free(self);
}

/* The number a field is; a text is one by the order in which it appeared. */
static double number_of(cadre_effects_t *self, const char *field)
{
    double value;
    if (cadre_parse_number(field, &value))
        return value;
    for (int i = 0; i < self->text_count; i++)
        if (strcmp(self->texts[i], field) == 0)
            return i;
    char **grown = cadre_resize(self->texts, (size_t)self->text_count, (size_t)self->text_count + 1,
                                sizeof(char *));
    if (grown == NULL || (grown[self->text_count] = cadre_copy_text(field)) == NULL) {
        self->texts = grown != NULL ? grown : self->texts;
        self->failed = true;
        return 0;
    }
    self->texts = grown;
    return self->text_count++;
}

static double *next_point(cadre_effects_t *self, size_t width)
{
    if (self->points == self->capacity) {
        const int64_t capacity = 2 * self->capacity + 64;
        double *grown = cadre_resize(self->numbers, (size_t)self->capacity * width,
                                     (size_t)capacity * width, sizeof *grown);
        if (grown == NULL) {
            self->failed = true;
            return NULL;
        }
        self->numbers = grown;
        self->capacity = capacity;
    }
    return self->numbers + (size_t)self->points++ * width;
}

void cadre_effects_add(void *context, const cadre_point_mean_t *mean)
{
    cadre_effects_t *self = context;
    self->inputs = mean->of->input_count;
    self->outcomes = mean->of->outcome_count;
    const size_t width = (size_t)self->inputs + (size_t)self->outcomes;
    if (self->failed)
        return;
    double *point = mean->outcome == 0 ? next_point(self, width)
                                       : self->numbers + (size_t)(self->points - 1) * width;
    for (int k = 0; point != NULL && mean->outcome == 0 && k < self->inputs; k++)
        point[k] = number_of(self, mean->inputs[k]);
    if (point != NULL)
        point[self->inputs + mean->outcome] = mean->mean;
}

/* ------------------------------------------------------- ends of an input */

static int by_value(const void *a, const void *b)
{
    const double *left = a, *right = b;
    return (*left > *right) - (*left < *right);
}

/* Values up to `low` are its low end, from `high` on its high end. */
static bool find_ends(const cadre_effects_t *self, int input, double *low, double *high)
{
    const size_t width = (size_t)self->inputs + (size_t)self->outcomes;
    double *values = cadre_alloc((size_t)self->points, sizeof *values);
    if (values == NULL)
        return false;
    for (int64_t i = 0; i < self->points; i++)
        values[i] = self->numbers[(size_t)i * width + (size_t)input];
    qsort(values, (size_t)self->points, sizeof *values, by_value);
    int64_t different = 1;
    for (int64_t i = 1; i < self->points; i++)
        different += values[i] != values[i - 1];
    const int64_t last = self->points - 1;
    *low = values[different <= FEW_VALUES ? 0 : last / 3];
    *high = values[different <= FEW_VALUES ? last : last - last / 3];
    cadre_free(values);
    return true;
}

/* Mean of an outcome over the points at one end; NaN if none has a value. */
static double mean_at(const cadre_effects_t *self, int input, int outcome, double least,
                      double most)
{
    const size_t width = (size_t)self->inputs + (size_t)self->outcomes;
    double sum = 0;
    int64_t n = 0;
    for (int64_t i = 0; i < self->points; i++) {
        const double *point = self->numbers + (size_t)i * width;
        const double y = point[self->inputs + outcome];
        if (isnan(y) || point[input] < least || point[input] > most)
            continue;
        sum += y;
        n++;
    }
    return n > 0 ? sum / (double)n : (double)NAN;
}

typedef struct {
    int input;
    double low, high;
} effect_t;

static int by_size(const void *a, const void *b)
{
    const effect_t *left = a, *right = b;
    const double x = fabs(left->high - left->low), y = fabs(right->high - right->low);
    return isnan(x) || isnan(y) ? isnan(x) - isnan(y) : (x < y) - (x > y);
}

static void write_outcome(const cadre_merged_t *merged, int outcome, const effect_t *effects,
                          int count, int width, cadre_text_t *out)
{
    char low[CADRE_WORD_SIZE], high[CADRE_WORD_SIZE], difference[CADRE_WORD_SIZE];
    cadre_text_add(out, "\n");
    cadre_write_left(out, merged->outcomes[outcome], width + 2);
    cadre_write_right(out, "low end", 12);
    cadre_write_right(out, "high end", 12);
    cadre_write_right(out, "difference", 12);
    cadre_text_add(out, "\n");
    for (int i = 0; i < count && i < MOST_INPUTS; i++) {
        cadre_text_add(out, "  ");
        cadre_write_left(out, merged->inputs[effects[i].input], width);
        cadre_write_right(out, cadre_word_number(effects[i].low, low), 12);
        cadre_write_right(out, cadre_word_number(effects[i].high, high), 12);
        cadre_write_right(out, cadre_word_number(effects[i].high - effects[i].low, difference), 12);
        cadre_text_add(out, "\n");
    }
}

int cadre_effects_write(cadre_effects_t *self, const cadre_merged_t *merged, cadre_text_t *out)
{
    effect_t *effects = cadre_alloc((size_t)self->inputs, sizeof *effects);
    int width = 12, code = self->failed || effects == NULL ? CADRE_ERROR_MEMORY : CADRE_OK;
    for (int k = 0; code == CADRE_OK && k < self->inputs; k++)
        width = cadre_columns(merged->inputs[k]) > width ? cadre_columns(merged->inputs[k]) : width;
    for (int outcome = 0; code == CADRE_OK && outcome < self->outcomes && outcome < MOST_OUTCOMES;
         outcome++) {
        for (int k = 0; code == CADRE_OK && k < self->inputs; k++) {
            double low, high;
            if (!find_ends(self, k, &low, &high))
                code = CADRE_ERROR_MEMORY;
            else
                effects[k] = (effect_t){k, mean_at(self, k, outcome, -(double)INFINITY, low),
                                        mean_at(self, k, outcome, high, (double)INFINITY)};
        }
        if (code == CADRE_OK)
            qsort(effects, (size_t)self->inputs, sizeof *effects, by_size);
        if (code == CADRE_OK)
            write_outcome(merged, outcome, effects, self->inputs, width, out);
    }
    cadre_free(effects);
    return code;
}
