/* Designs of listed values: grid, one factor at a time, side by side, table. */
#include "design/design_internal.h"

#include "base/memory.h"

#include <math.h>
#include <string.h>

static int check_lists(const cadre_design_t *design, cadre_error_t *err)
{
    for (int k = 0; k < design->input_count; k++) {
        const cadre_input_t *input = &design->inputs[k];
        if (input->distribution == CADRE_DISTRIBUTION_LIST)
            continue;
        cadre_error_set(err, CADRE_ERROR_INPUT, "input '%s' needs values: method %s walks lists",
                        input->name, cadre_method_name(design->method));
        cadre_error_hint(err, "give it \"values\", or \"levels\" (how many from low to high)");
        cadre_error_key(err, input->name);
        return CADRE_ERROR_INPUT;
    }
    return CADRE_OK;
}

/* A listed design that breaks a constraint is a mistake of its author. */
static int check_constraints(const cadre_design_t *design, const cadre_sample_t *sample,
                             cadre_error_t *err)
{
    for (int64_t i = 0; i < sample->points; i++)
        if (!cadre_constraints_hold(design, sample->values + i * sample->inputs))
            return cadre_error_set(err, CADRE_ERROR_INPUT, "point %lld breaks a constraint",
                                   (long long)i + 1);
    return CADRE_OK;
}

/* The first input turns slowest, as in nested loops. */
static void grid_point(const cadre_design_t *design, int64_t number, double *point)
{
    for (int k = design->input_count - 1; k >= 0; k--) {
        const cadre_input_t *input = &design->inputs[k];
        point[k] = input->values[number % input->value_count];
        number /= input->value_count;
    }
}

static int64_t grid_size(const cadre_design_t *design)
{
    int64_t size = 1;
    for (int k = 0; k < design->input_count && size <= CADRE_MOST_POINTS; k++)
        size *= design->inputs[k].value_count;
    return size;
}

int cadre_sample_grid(const cadre_design_t *design, cadre_sample_t *out, cadre_error_t *err)
{
    int code = check_lists(design, err);
    const int64_t size = code == CADRE_OK ? grid_size(design) : 0;
    if (code == CADRE_OK)
        code = cadre_sample_create(out, size, design->input_count, err);
    if (code != CADRE_OK)
        return code;
    int64_t kept = 0;
    for (int64_t i = 0; i < size; i++) {
        double *point = out->values + kept * out->inputs;
        grid_point(design, i, point);
        kept += cadre_constraints_hold(design, point);
    }
    out->points = kept;
    out->dropped = size - kept;
    return kept > 0 ? CADRE_OK
                    : cadre_error_set(err, CADRE_ERROR_INPUT,
                                      "no point of the grid keeps all constraints");
}

static int check_bases(const cadre_design_t *design, cadre_error_t *err)
{
    for (int k = 0; k < design->input_count; k++)
        if (isnan(design->inputs[k].base)) {
            cadre_error_set(err, CADRE_ERROR_INPUT,
                            "input '%s' needs a base: where it stands while "
                            "the others vary",
                            design->inputs[k].name);
            cadre_error_key(err, design->inputs[k].name);
            return CADRE_ERROR_INPUT;
        }
    return CADRE_OK;
}

int cadre_sample_ofat(const cadre_design_t *design, cadre_sample_t *out, cadre_error_t *err)
{
    int64_t points = 1;
    int code = check_lists(design, err);
    if (code == CADRE_OK)
        code = check_bases(design, err);
    for (int k = 0; k < design->input_count; k++)
        for (int v = 0; code == CADRE_OK && v < design->inputs[k].value_count; v++)
            points += design->inputs[k].values[v] != design->inputs[k].base;
    if (code == CADRE_OK)
        code = cadre_sample_create(out, points, design->input_count, err);
    if (code != CADRE_OK)
        return code;
    double *point = out->values;
    for (int64_t i = 0; i < points; i++)
        for (int k = 0; k < design->input_count; k++)
            out->values[i * out->inputs + k] = design->inputs[k].base;
    for (int k = 0; k < design->input_count; k++)
        for (int v = 0; v < design->inputs[k].value_count; v++)
            if (design->inputs[k].values[v] != design->inputs[k].base)
                (point += out->inputs)[k] = design->inputs[k].values[v];
    return check_constraints(design, out, err);
}

int cadre_sample_zip(const cadre_design_t *design, cadre_sample_t *out, cadre_error_t *err)
{
    int code = check_lists(design, err);
    const int count = design->inputs[0].value_count;
    for (int k = 1; code == CADRE_OK && k < design->input_count; k++) {
        const cadre_input_t *input = &design->inputs[k];
        if (input->value_count == count)
            continue;
        code = cadre_error_set(err, CADRE_ERROR_INPUT,
                               "input '%s' has %d values and '%s' %d: method zip takes them side "
                               "by side",
                               input->name, input->value_count, design->inputs[0].name, count);
        cadre_error_key(err, input->name);
    }
    if (code == CADRE_OK)
        code = cadre_sample_create(out, count, design->input_count, err);
    if (code != CADRE_OK)
        return code;
    for (int i = 0; i < count; i++)
        for (int k = 0; k < out->inputs; k++)
            out->values[(int64_t)i * out->inputs + k] = design->inputs[k].values[i];
    return check_constraints(design, out, err);
}

int cadre_sample_table(const cadre_design_t *design, cadre_sample_t *out, cadre_error_t *err)
{
    const int code = cadre_sample_create(out, design->points, design->input_count, err);
    if (code != CADRE_OK)
        return code;
    const size_t count = (size_t)design->points * (size_t)design->input_count;
    memcpy(out->values, design->table, count * sizeof *out->values);
    return check_constraints(design, out, err);
}
