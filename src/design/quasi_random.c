/* Designs on quasi-random sequences: plain ones, and Saltelli's blocks. */
#include "design/design_internal.h"

#include "base/memory.h"

typedef void (*place_t)(const cadre_design_t *design, int64_t number, const double *u,
                        cadre_sample_t *out);

static void place_point(const cadre_design_t *design, int64_t number, const double *u,
                        cadre_sample_t *out)
{
    for (int k = 0; k < out->inputs; k++)
        out->values[number * out->inputs + k] = cadre_input_value(&design->inputs[k], u[k]);
}

static int rows_of_block(const cadre_design_t *design)
{
    return (design->second_order ? 2 : 1) * design->input_count + 2;
}

/* Rows A, AB1 .. ABD, (BA1 .. BAD,) B: the first half of the dimensions is A, the second B; ABk is
 * A with input k from B (Saltelli et al. 2010). */
static void place_block(const cadre_design_t *design, int64_t number, const double *u,
                        cadre_sample_t *out)
{
    const int inputs = out->inputs, rows = rows_of_block(design);
    for (int row = 0; row < rows; row++) {
        const int64_t point = number * rows + row;
        const bool near_b = row > inputs; /* BA and B */
        const int other = (row - 1) % inputs;
        out->blocks[point] = (int32_t)(number + 1);
        out->roles[point] = row;
        for (int k = 0; k < inputs; k++) {
            const bool exchanged = row > 0 && row < rows - 1 && k == other;
            const double at = u[(near_b != exchanged ? inputs : 0) + k];
            out->values[point * inputs + k] = cadre_input_value(&design->inputs[k], at);
        }
    }
}

static int walk(const cadre_design_t *design, int dimensions, place_t place, cadre_sample_t *out,
                cadre_error_t *err)
{
    int code = CADRE_OK;
    double *u = cadre_alloc((size_t)dimensions, sizeof *u);
    if (u == NULL)
        return cadre_error_set(err, CADRE_ERROR_MEMORY, "out of memory");
    for (int r = 0; code == CADRE_OK && r < design->randomizations; r++) {
        cadre_sequence_t *sequence;
        code = cadre_sequence_create(design->method == CADRE_METHOD_SOBOL, dimensions,
                                     design->randomize, design->seed, r, &sequence, err);
        for (int64_t i = 0; code == CADRE_OK && i < design->points; i++) {
            cadre_sequence_next(sequence, u);
            place(design, r * design->points + i, u, out);
        }
        cadre_sequence_free(sequence);
    }
    cadre_free(u);
    return code;
}

static int sample(const cadre_design_t *design, int rows, int dimensions, place_t place,
                  cadre_sample_t *out, cadre_error_t *err)
{
    int code = cadre_design_check_free(design, err);
    if (code == CADRE_OK && design->randomize == CADRE_RANDOMIZE_NONE)
        code = cadre_design_check_bounded(design, err); /* the origin is the smallest of all */
    if (code == CADRE_OK)
        code = cadre_sample_create(out, design->points * design->randomizations * rows,
                                   design->input_count, err);
    return code == CADRE_OK ? walk(design, dimensions, place, out, err) : code;
}

int cadre_sample_sobol(const cadre_design_t *design, cadre_sample_t *out, cadre_error_t *err)
{
    if (design->blocks)
        return sample(design, rows_of_block(design), 2 * design->input_count, place_block, out,
                      err);
    return sample(design, 1, design->input_count, place_point, out, err);
}

int cadre_sample_halton(const cadre_design_t *design, cadre_sample_t *out, cadre_error_t *err)
{
    return sample(design, 1, design->input_count, place_point, out, err);
}
