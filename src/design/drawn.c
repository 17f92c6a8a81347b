/* Designs drawn by chance: independent points, Latin hypercubes. */
#include "design/design_internal.h"

#include "base/memory.h"
#include "base/random.h"

enum { MOST_REDRAWS = 10000 };

static int no_way(const cadre_design_t *design, cadre_error_t *err)
{
    return cadre_error_set(err, CADRE_ERROR_INPUT,
                           "method %s finds no points that keep all constraints: do they leave "
                           "anything?",
                           cadre_method_name(design->method));
}

int cadre_sample_random(const cadre_design_t *design, cadre_sample_t *out, cadre_error_t *err)
{
    const int code = cadre_sample_create(out, design->points, design->input_count, err);
    if (code != CADRE_OK)
        return code;
    for (int64_t i = 0; i < out->points; i++) {
        double *point = out->values + i * out->inputs;
        int trial = 0;
        do {
            for (int k = 0; k < out->inputs; k++) {
                const uint32_t word = cadre_design_word(design->seed, CADRE_DESIGN_DRAW_POINT,
                                                        (uint32_t)i, (uint32_t)(trial << 10 | k));
                point[k] = cadre_input_value(&design->inputs[k], cadre_uniform(word));
            }
        } while (!cadre_constraints_hold(design, point) && ++trial < MOST_REDRAWS);
        if (trial == MOST_REDRAWS)
            return no_way(design, err);
    }
    return CADRE_OK;
}

/* ------------------------------------------------------- Latin hypercubes */

static void exchange(double *values, int inputs, int64_t i, int64_t j, int k)
{
    const double held = values[i * inputs + k];
    values[i * inputs + k] = values[j * inputs + k];
    values[j * inputs + k] = held;
}

/* One value in each of as many strata as there are points, in an order of its own (Fisher and
 * Yates). */
static void fill_column(const cadre_design_t *design, cadre_sample_t *out, int k)
{
    for (int64_t i = 0; i < out->points; i++) {
        const uint32_t word =
            cadre_design_word(design->seed, CADRE_DESIGN_DRAW_POINT, (uint32_t)i, (uint32_t)k);
        const double place = design->centred ? 0.5 : cadre_uniform(word);
        out->values[i * out->inputs + k] =
            cadre_input_value(&design->inputs[k], ((double)i + place) / (double)out->points);
    }
    for (int64_t i = out->points - 1; i > 0; i--) {
        const uint32_t word =
            cadre_design_word(design->seed, CADRE_DESIGN_DRAW_SHUFFLE, (uint32_t)i, (uint32_t)k);
        exchange(out->values, out->inputs, i, cadre_uniform_below(word, (uint32_t)(i + 1)), k);
    }
}

/* Point i breaks a constraint: it exchanges one value of the constrained inputs with another point,
 * so that both keep all. Every input stays as evenly spread as it was. */
static bool mend_point(const cadre_design_t *design, cadre_sample_t *out, int64_t i)
{
    double *point = out->values + i * out->inputs;
    for (uint32_t trial = 0; trial < MOST_REDRAWS; trial++) {
        const cadre_words_t words =
            cadre_draw((cadre_luck_t){design->seed, 0}, (uint64_t)trial << 32 | (uint32_t)i,
                       CADRE_DESIGN_DRAW_EXCHANGE, CADRE_DESIGN_PURPOSE, 0);
        const int64_t j = cadre_uniform_below(words.word[0], (uint32_t)out->points);
        const int which =
            (int)cadre_uniform_below(words.word[1], 2u * (uint32_t)design->constraint_count);
        const cadre_constraint_t *constraint = &design->constraints[which / 2];
        const int k = which % 2 == 0 ? constraint->left : constraint->right;
        const bool other_held = cadre_constraints_hold(design, out->values + j * out->inputs);
        exchange(out->values, out->inputs, i, j, k);
        if (cadre_constraints_hold(design, point) &&
            (!other_held || cadre_constraints_hold(design, out->values + j * out->inputs)))
            return true;
        exchange(out->values, out->inputs, i, j, k);
    }
    return false;
}

int cadre_sample_lhs(const cadre_design_t *design, cadre_sample_t *out, cadre_error_t *err)
{
    const int code = cadre_sample_create(out, design->points, design->input_count, err);
    if (code != CADRE_OK)
        return code;
    for (int k = 0; k < out->inputs; k++)
        fill_column(design, out, k);
    for (int64_t i = 0; i < out->points; i++)
        if (!cadre_constraints_hold(design, out->values + i * out->inputs) &&
            !mend_point(design, out, i))
            return no_way(design, err);
    return CADRE_OK;
}
