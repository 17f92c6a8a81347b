/* From a design to its points: what all methods have in common. */
#include "design/design_internal.h"

#include "base/memory.h"
#include "base/random.h"

#include <math.h>
#include <stdio.h>

/* clang-format off */
static const struct {
    const char *name;
    int (*sample)(const cadre_design_t *design, cadre_sample_t *out, cadre_error_t *err);
} METHODS[CADRE_METHOD_COUNT] = {
    [CADRE_METHOD_GRID]    = {"grid",    cadre_sample_grid},
    [CADRE_METHOD_OFAT]    = {"ofat",    cadre_sample_ofat},
    [CADRE_METHOD_ZIP]     = {"zip",     cadre_sample_zip},
    [CADRE_METHOD_TABLE]   = {"table",   cadre_sample_table},
    [CADRE_METHOD_RANDOM]  = {"random",  cadre_sample_random},
    [CADRE_METHOD_LHS]     = {"lhs",     cadre_sample_lhs},
    [CADRE_METHOD_SOBOL]   = {"sobol",   cadre_sample_sobol},
    [CADRE_METHOD_HALTON]  = {"halton",  cadre_sample_halton},
    [CADRE_METHOD_MORRIS]  = {"morris",  cadre_sample_morris},
    [CADRE_METHOD_FACTORIAL] = {"factorial", cadre_sample_factorial},
    [CADRE_METHOD_ABC]     = {"abc",     NULL},
    [CADRE_METHOD_ABC_SMC] = {"abc-smc", NULL},
};
/* clang-format on */

const char *cadre_method_name(cadre_method_t method)
{
    return METHODS[method].name;
}

uint32_t cadre_design_word(uint64_t seed, cadre_design_draw_t what, uint32_t a, uint32_t b)
{
    const cadre_luck_t luck = {seed, 0};
    return cadre_draw(luck, (uint64_t)b << 32 | a, (uint32_t)what, CADRE_DESIGN_PURPOSE, 0).word[0];
}

int cadre_sample_create(cadre_sample_t *self, int64_t points, int inputs, cadre_error_t *err)
{
    *self = (cadre_sample_t){.points = points, .inputs = inputs};
    if (points > CADRE_MOST_POINTS)
        return cadre_error_set(err, CADRE_ERROR_INPUT, "%lld points: at most %d are possible",
                               (long long)points, CADRE_MOST_POINTS);
    const size_t count = (size_t)points;
    self->values = cadre_alloc(count, (size_t)inputs * sizeof *self->values);
    self->blocks = cadre_alloc(count, sizeof *self->blocks);
    self->roles = cadre_alloc(count, sizeof *self->roles);
    if (self->values == NULL || self->blocks == NULL || self->roles == NULL)
        return cadre_error_set(err, CADRE_ERROR_MEMORY, "not enough memory for %lld points",
                               (long long)points);
    for (int64_t i = 0; i < points; i++) {
        self->blocks[i] = (int32_t)(i + 1);
        self->roles[i] = CADRE_NO_ROLE;
    }
    return CADRE_OK;
}

void cadre_sample_free(cadre_sample_t *self)
{
    cadre_free(self->values);
    cadre_free(self->blocks);
    cadre_free(self->roles);
    *self = (cadre_sample_t){0};
}

int cadre_design_check_free(const cadre_design_t *design, cadre_error_t *err)
{
    if (design->constraint_count == 0)
        return CADRE_OK;
    cadre_error_set(err, CADRE_ERROR_INPUT,
                    "method %s takes no constraints: its points fill the whole space",
                    cadre_method_name(design->method));
    cadre_error_hint(err, "methods random, lhs and grid keep constraints");
    return CADRE_ERROR_INPUT;
}

int cadre_design_check_bounded(const cadre_design_t *design, cadre_error_t *err)
{
    for (int k = 0; k < design->input_count; k++) {
        const cadre_input_t *input = &design->inputs[k];
        if (input->distribution == CADRE_DISTRIBUTION_LIST ||
            (isfinite(input->low) && isfinite(input->high)))
            continue;
        cadre_error_set(err, CADRE_ERROR_INPUT,
                        "input '%s' needs low and high: method %s goes to the ends of all inputs",
                        input->name, cadre_method_name(design->method));
        cadre_error_key(err, input->name);
        return CADRE_ERROR_INPUT;
    }
    return CADRE_OK;
}

int cadre_design_sample(const cadre_design_t *design, cadre_sample_t *out, cadre_error_t *err)
{
    *out = (cadre_sample_t){0};
    if (METHODS[design->method].sample == NULL) {
        cadre_error_set(err, CADRE_ERROR_INPUT,
                        "method %s is a calibration: it finds its points as it goes",
                        cadre_method_name(design->method));
        cadre_error_hint(err, "'cadre calibrate' makes its runs");
        return CADRE_ERROR_INPUT;
    }
    return METHODS[design->method].sample(design, out, err);
}

static void write_factors(const cadre_design_t *design, int32_t role, char out[CADRE_ROLE_SIZE])
{
    int at = snprintf(out, CADRE_ROLE_SIZE, "%s",
                      (role & 1) == CADRE_ROLE_PRIOR ? "prior" : "posterior");
    const char *between = " ";
    for (int g = 0; g < design->group_count && at < CADRE_ROLE_SIZE; g++)
        if (role >> (g + 1) & 1) {
            at += snprintf(out + at, (size_t)(CADRE_ROLE_SIZE - at), "%s%s", between,
                           design->factor_names[g]);
            between = "+";
        }
}

char *cadre_role_name(const cadre_design_t *design, int32_t role, char out[CADRE_ROLE_SIZE])
{
    const int inputs = design->input_count;
    const int last = design->second_order ? 2 * inputs + 1 : inputs + 1;
    out[0] = '\0';
    if (role == CADRE_NO_ROLE)
        return out;
    if (design->method == CADRE_METHOD_MORRIS)
        snprintf(out, CADRE_ROLE_SIZE, "%d", (int)role);
    else if (design->method == CADRE_METHOD_FACTORIAL)
        write_factors(design, role, out);
    else if (role == 0 || role == last)
        snprintf(out, CADRE_ROLE_SIZE, "%s", role == 0 ? "A" : "B");
    else
        snprintf(out, CADRE_ROLE_SIZE, "%s%d", role <= inputs ? "AB" : "BA",
                 (int)(role <= inputs ? role : role - inputs));
    return out;
}

bool cadre_constraints_hold(const cadre_design_t *design, const double *point)
{
    bool hold = true;
    for (int i = 0; i < design->constraint_count; i++) {
        const cadre_constraint_t *constraint = &design->constraints[i];
        const double left = point[constraint->left], right = point[constraint->right];
        switch (constraint->relation) {
        case CADRE_LESS:
            hold = hold && left < right;
            break;
        case CADRE_LESS_EQUAL:
            hold = hold && left <= right;
            break;
        case CADRE_GREATER:
            hold = hold && left > right;
            break;
        default: /* GREATER_EQUAL */
            hold = hold && left >= right;
        }
    }
    return hold;
}
