/* Complete two-level designs: at each draw of the other inputs every combination of the factors,
 * there or not. A draw is listed (a posterior's), or comes from the inputs' distributions. */
#include "design/design_internal.h"

#include "base/random.h"

enum { MOST_FACTORS = 16 };

static int check_factors(const cadre_design_t *design, cadre_error_t *err)
{
    for (int k = 0; k < design->input_count; k++) {
        const cadre_input_t *input = &design->inputs[k];
        if (design->group_of[k] < 0 ||
            (input->distribution == CADRE_DISTRIBUTION_LIST && input->value_count == 2 &&
             input->values[0] != input->values[1]))
            continue;
        cadre_error_set(err, CADRE_ERROR_INPUT,
                        "input '%s' needs two different values: without the factor, and with it",
                        input->name);
        cadre_error_key(err, input->name);
        return CADRE_ERROR_INPUT;
    }
    return design->group_count <= MOST_FACTORS
               ? CADRE_OK
               : cadre_error_set(err, CADRE_ERROR_INPUT, "%d factors: at most %d are possible",
                                 design->group_count, MOST_FACTORS);
}

/* What draw `number` of the prior, from 0, has for input k. */
static double drawn(const cadre_design_t *design, int64_t number, int k)
{
    const uint32_t word =
        cadre_design_word(design->seed, CADRE_DESIGN_DRAW_POINT, (uint32_t)number, (uint32_t)k);
    return cadre_input_value(&design->inputs[k], cadre_uniform(word));
}

static void fill_block(const cadre_design_t *design, int64_t block, cadre_sample_t *out)
{
    const int rows = 1 << design->group_count;
    const bool listed = block < design->points;
    for (int r = 0; r < rows; r++) {
        const int64_t row = block * rows + r;
        out->blocks[row] = (int32_t)(block + 1);
        out->roles[row] = (listed ? CADRE_ROLE_POSTERIOR : CADRE_ROLE_PRIOR) | r << 1;
        for (int k = 0; k < out->inputs; k++) {
            const int factor = design->group_of[k];
            double *value = &out->values[row * out->inputs + k];
            if (factor >= 0)
                *value = design->inputs[k].values[r >> factor & 1];
            else
                *value = listed ? design->table[block * out->inputs + k]
                                : drawn(design, block - design->points, k);
        }
    }
}

int cadre_sample_factorial(const cadre_design_t *design, cadre_sample_t *out, cadre_error_t *err)
{
    const int64_t blocks = design->points + design->prior_points;
    int code = cadre_design_check_free(design, err);
    if (code == CADRE_OK)
        code = check_factors(design, err);
    if (code == CADRE_OK)
        code = cadre_sample_create(out, blocks << design->group_count, design->input_count, err);
    for (int64_t b = 0; code == CADRE_OK && b < blocks; b++)
        fill_block(design, b, out);
    return code;
}
