/* Trajectories for screening (Morris 1991): from a random point of a grid of `levels` values, one
 * input (or one group of inputs) after the other jumps by half the grid, up or down. */
#include "design/design_internal.h"

#include "base/memory.h"
#include "base/random.h"

static uint32_t word_of(const cadre_design_t *design, int64_t trajectory, int what)
{
    return cadre_design_word(design->seed, CADRE_DESIGN_DRAW_TRAJECTORY, (uint32_t)trajectory,
                             (uint32_t)what);
}

static int group_count(const cadre_design_t *design)
{
    return design->group_of != NULL ? design->group_count : design->input_count;
}

/* Where each input begins, and whether it goes up: of `levels` values the lower half goes up by
 * levels/2, the upper half down, so that all values are equally likely. */
static void begin(const cadre_design_t *design, int64_t trajectory, int *level)
{
    for (int k = 0; k < design->input_count; k++)
        level[k] =
            (int)cadre_uniform_below(word_of(design, trajectory, k), (uint32_t)design->levels);
}

/* The order in which groups jump (Fisher and Yates). */
static void shuffle(const cadre_design_t *design, int64_t trajectory, int *order)
{
    const int groups = group_count(design);
    for (int g = 0; g < groups; g++)
        order[g] = g;
    for (int g = groups - 1; g > 0; g--) {
        const uint32_t word = word_of(design, trajectory, design->input_count + g);
        const int other = (int)cadre_uniform_below(word, (uint32_t)g + 1);
        const int held = order[g];
        order[g] = order[other];
        order[other] = held;
    }
}

static void jump(const cadre_design_t *design, int group, int *level)
{
    const int half = design->levels / 2;
    for (int k = 0; k < design->input_count; k++)
        if ((design->group_of != NULL ? design->group_of[k] : k) == group)
            level[k] += level[k] < half ? half : -half;
}

static void place(const cadre_design_t *design, const int *level, int64_t row, int64_t trajectory,
                  int step, cadre_sample_t *out)
{
    out->blocks[row] = (int32_t)(trajectory + 1);
    out->roles[row] = step;
    for (int k = 0; k < out->inputs; k++)
        out->values[row * out->inputs + k] =
            cadre_input_value(&design->inputs[k], (double)level[k] / (double)(design->levels - 1));
}

int cadre_sample_morris(const cadre_design_t *design, cadre_sample_t *out, cadre_error_t *err)
{
    const int groups = group_count(design), rows = groups + 1;
    int code = cadre_design_check_free(design, err);
    if (code == CADRE_OK)
        code = cadre_design_check_bounded(design, err);
    if (code == CADRE_OK)
        code = cadre_sample_create(out, design->points * rows, design->input_count, err);
    int *level = cadre_alloc((size_t)design->input_count, sizeof *level);
    int *order = cadre_alloc((size_t)groups, sizeof *order);
    if (code == CADRE_OK && (level == NULL || order == NULL)) {
        cadre_error_set(err, CADRE_ERROR_MEMORY, "out of memory");
        code = CADRE_ERROR_MEMORY;
    }
    for (int64_t t = 0; code == CADRE_OK && t < design->points; t++) {
        begin(design, t, level);
        shuffle(design, t, order);
        place(design, level, t * rows, t, 0, out);
        for (int g = 0; g < groups; g++) {
            jump(design, order[g], level);
            place(design, level, t * rows + g + 1, t, g + 1, out);
        }
    }
    cadre_free(level);
    cadre_free(order);
    return code;
}
