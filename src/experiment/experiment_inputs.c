/* The inputs of a experiment: what each changes, and over which values. */
#include "experiment/experiment_internal.h"

#include "base/dates.h"
#include "base/memory.h"

#include <float.h>
#include <math.h>
#include <string.h>

/* ------------------------------------------------------- what it changes */

static const cadre_organization_spec_t *find_organization(const cadre_scenario_t *scenario,
                                                          const char *id, size_t length)
{
    for (int i = 0; i < scenario->specification.organization_count; i++) {
        const cadre_organization_spec_t *organization = &scenario->specification.organizations[i];
        if (strlen(organization->id) == length && memcmp(organization->id, id, length) == 0)
            return organization;
    }
    return NULL;
}

/* ORGANIZATION.KEY, of an organization with people in all scenarios. */
static bool names_organization(const cadre_reading_experiment_t *self, const char *name,
                               cadre_experiment_input_t *out)
{
    const cadre_experiment_t *experiment = self->experiment;
    const char *dot = strchr(name, '.');
    if (dot == NULL || (out->parameter = cadre_parameter_find(dot + 1)) < 0 ||
        cadre_parameter_at(out->parameter)->scope != CADRE_SCOPE_ORGANIZATION)
        return false;
    for (int i = 0; i < experiment->scenario_count; i++) {
        const cadre_organization_spec_t *organization =
            find_organization(experiment->bases[i], name, (size_t)(dot - name));
        if (organization == NULL || organization->kind == CADRE_KIND_SERIES)
            return false;
        out->organization = organization->id;
    }
    return true;
}

static bool names_path(const char *name)
{
    static const char *const roots[] = {"organizations.", "events.", "environment.", "sites.",
                                        "regimes."};
    for (size_t i = 0; i < sizeof roots / sizeof *roots; i++)
        if (strncmp(name, roots[i], strlen(roots[i])) == 0)
            return true;
    return strcmp(name, "start") == 0 || strcmp(name, "end") == 0;
}

static int refuse_name(const cadre_json_t *inputs, int index, cadre_error_t *err)
{
    const char *name = cadre_json_key(inputs, index), *best = NULL;
    for (int i = 0; i < cadre_parameter_count(); i++)
        best = cadre_nearer(name, best, cadre_parameter_at(i)->key);
    const int status = cadre_fail_at_key(
        inputs, index, err,
        "a parameter, ORGANIZATION.PARAMETER, mechanisms.NAME, scenario, or a path into the "
        "scenario such as organizations.ID.founders.members",
        "'%s' is no input this scenario has", name);
    cadre_error_hint(err, "`cadre params` lists all parameters");
    cadre_suggest(err, best);
    return status;
}

static int find_target(cadre_reading_experiment_t *self, const cadre_json_t *inputs, int index,
                       cadre_experiment_input_t *out)
{
    const char *name = cadre_json_key(inputs, index);
    *out = (cadre_experiment_input_t){.parameter = cadre_parameter_find(name),
                                      .type = "number",
                                      .unit = "",
                                      .meaning = "Input of the design",
                                      .line = cadre_json_key_line(inputs, index),
                                      .column = cadre_json_key_column(inputs, index)};
    if (self->experiment->free)
        out->target = CADRE_TARGET_FREE;
    else if (out->parameter >= 0 || names_organization(self, name, out))
        out->target = CADRE_TARGET_PARAMETER;
    else if (strncmp(name, "mechanisms.", 11) == 0 && cadre_mechanism_find(name + 11) >= 0)
        out->target = CADRE_TARGET_SWITCH;
    else if (strcmp(name, "scenario") == 0)
        out->target = CADRE_TARGET_SCENARIO;
    else if (names_path(name))
        out->target = CADRE_TARGET_PATH;
    else
        return refuse_name(inputs, index, self->err);
    for (int i = 0; i < self->options->overrides.count; i++) {
        const char *setting = self->options->overrides.settings[i];
        if (strncmp(setting, name, strlen(name)) == 0 && setting[strlen(name)] == '=')
            return cadre_error_set(self->err, CADRE_ERROR_USAGE,
                                   "--set %s: %s is an input of the design", setting, name);
    }
    return CADRE_OK;
}

/* ------------------------------------------------------- listed values */

static int read_texts(cadre_reading_experiment_t *self, const cadre_json_t *values,
                      cadre_input_t *out)
{
    const int count = cadre_json_size(values);
    const char **texts = cadre_owner_alloc(self->owner, (size_t)count, sizeof *texts, self->err);
    double *numbers = cadre_owner_alloc(self->owner, (size_t)count, sizeof *numbers, self->err);
    if (texts == NULL || numbers == NULL)
        return CADRE_ERROR_MEMORY;
    int status = CADRE_OK;
    for (int i = 0; i < count && status == CADRE_OK; i++) {
        status = cadre_json_read_string(cadre_json_at(values, i), &texts[i], self->err);
        numbers[i] = i;
    }
    out->kind = CADRE_INPUT_TEXT;
    out->texts = texts;
    out->values = numbers;
    return status;
}

static int read_number(cadre_reading_experiment_t *self, const cadre_json_t *value,
                       const cadre_input_t *axis, const cadre_experiment_input_t *input,
                       double *out)
{
    const cadre_parameter_t *info =
        input->target == CADRE_TARGET_PARAMETER ? cadre_parameter_at(input->parameter) : NULL;
    bool boolean = false;
    int status;
    if (axis->kind == CADRE_INPUT_BOOLEAN) {
        status = cadre_json_read_boolean(value, &boolean, self->err);
        *out = boolean;
        return status;
    }
    status = cadre_json_read_number(value, info != NULL ? info->min : -DBL_MAX,
                                    info != NULL ? info->max : DBL_MAX,
                                    info != NULL ? info->unit : NULL, out, self->err);
    if (status == CADRE_OK && axis->kind == CADRE_INPUT_INTEGER && *out != floor(*out))
        return cadre_refuse(value, self->err, "a whole number", "must be a whole number");
    return status;
}

static int read_numbers(cadre_reading_experiment_t *self, const cadre_json_t *values,
                        const cadre_experiment_input_t *input, cadre_input_t *out)
{
    const int count = cadre_json_size(values);
    double *numbers = cadre_owner_alloc(self->owner, (size_t)count, sizeof *numbers, self->err);
    if (numbers == NULL)
        return CADRE_ERROR_MEMORY;
    int status = CADRE_OK;
    for (int i = 0; i < count && status == CADRE_OK; i++)
        status = read_number(self, cadre_json_at(values, i), out, input, &numbers[i]);
    out->values = numbers;
    return status;
}

static int read_values(cadre_reading_experiment_t *self, const cadre_json_t *values,
                       const cadre_experiment_input_t *input, cadre_input_t *out)
{
    int status = cadre_check_type(values, CADRE_JSON_ARRAY, self->err);
    if (status != CADRE_OK)
        return status;
    out->value_count = cadre_json_size(values);
    if (out->value_count == 0)
        return cadre_refuse(values, self->err, NULL, "the list is empty");
    out->distribution = CADRE_DISTRIBUTION_LIST;
    const cadre_json_type_t type = cadre_json_type(cadre_json_at(values, 0));
    const bool open = input->target == CADRE_TARGET_PATH || input->target == CADRE_TARGET_FREE;
    if (input->target == CADRE_TARGET_SCENARIO || (open && type == CADRE_JSON_STRING))
        return read_texts(self, values, out);
    if (open && type == CADRE_JSON_BOOLEAN)
        out->kind = CADRE_INPUT_BOOLEAN;
    return read_numbers(self, values, input, out);
}

/* ------------------------------------------------------- ranges and distributions */

/* An end of a range: a number, or a date where the file takes dates. */
static int read_end(cadre_reading_experiment_t *self, const cadre_json_t *object, const char *key,
                    const cadre_experiment_input_t *input, cadre_input_t *axis, double *out)
{
    const cadre_json_t *value = cadre_json_get(object, key);
    int32_t day;
    if (value == NULL)
        return CADRE_OK;
    if (input->target != CADRE_TARGET_PATH || cadre_json_type(value) != CADRE_JSON_STRING)
        return read_number(self, value, axis, input, out);
    const int status = cadre_read_date(value, &day, self->err);
    axis->kind = CADRE_INPUT_DATE;
    *out = day;
    return status;
}

static int read_shape(cadre_reading_experiment_t *self, const cadre_json_t *object,
                      cadre_input_t *out)
{
    static const char *const names[] = {"uniform",   "loguniform", "normal",
                                        "lognormal", "triangular", NULL};
    static const char *const scales[] = {"linear", "log"};
    static const struct {
        const char *centre, *spread;
    } keys[] = {{0}, {0}, {"mean", "sd"}, {"median", "sigma"}, {"mode", NULL}};
    const cadre_json_t *value;
    int shape = (int)out->distribution, scale = out->distribution == CADRE_DISTRIBUTION_LOGUNIFORM;
    int status = cadre_optional_choice(object, "scale", scales, 2, &scale, self->err);
    shape = scale == 1 ? CADRE_DISTRIBUTION_LOGUNIFORM : CADRE_DISTRIBUTION_UNIFORM;
    if (status == CADRE_OK)
        status = cadre_optional_choice(object, "distribution", names, 5, &shape, self->err);
    out->distribution = (cadre_distribution_t)shape;
    if (status == CADRE_OK && keys[shape].centre != NULL)
        status = cadre_require(object, keys[shape].centre, &value, self->err);
    if (status == CADRE_OK && keys[shape].centre != NULL)
        status = cadre_json_read_number(value, -DBL_MAX, DBL_MAX, NULL, &out->centre, self->err);
    if (status == CADRE_OK && keys[shape].spread != NULL)
        status = cadre_require(object, keys[shape].spread, &value, self->err);
    if (status == CADRE_OK && keys[shape].spread != NULL)
        status = cadre_json_read_number(value, DBL_MIN, DBL_MAX, NULL, &out->spread, self->err);
    return status;
}

static int check_range(const cadre_reading_experiment_t *self, const cadre_json_t *object,
                       const cadre_input_t *axis)
{
    const bool unbounded = axis->distribution == CADRE_DISTRIBUTION_NORMAL ||
                           axis->distribution == CADRE_DISTRIBUTION_LOGNORMAL;
    const bool logarithmic = axis->distribution == CADRE_DISTRIBUTION_LOGUNIFORM;
    if (!unbounded && !(isfinite(axis->low) && isfinite(axis->high)))
        return cadre_refuse(object, self->err, "low and high, or values",
                            "needs low and high: there is no range to take by default");
    if (axis->low > axis->high || (!unbounded && axis->low == axis->high))
        return cadre_refuse(object, self->err, "low < high", "low must be below high");
    if (logarithmic && axis->low <= 0)
        return cadre_refuse(object, self->err, "low > 0",
                            "a logarithmic scale needs a low above 0");
    if (axis->distribution == CADRE_DISTRIBUTION_LOGNORMAL && axis->centre <= 0)
        return cadre_refuse(object, self->err, "median > 0", "the median must be above 0");
    if (axis->distribution == CADRE_DISTRIBUTION_TRIANGULAR &&
        (axis->centre < axis->low || axis->centre > axis->high))
        return cadre_refuse(object, self->err, "low <= mode <= high",
                            "the mode must lie between low and high");
    return CADRE_OK;
}

/* `levels`: the range as a list. */
static int read_levels(cadre_reading_experiment_t *self, const cadre_json_t *object,
                       cadre_input_t *out)
{
    int64_t levels = 0;
    const int status = cadre_optional_integer(object, "levels", 2, 100000, &levels, self->err);
    if (status != CADRE_OK || levels == 0)
        return status;
    double *values = cadre_owner_alloc(self->owner, (size_t)levels, sizeof *values, self->err);
    if (values == NULL)
        return CADRE_ERROR_MEMORY;
    if (!isfinite(out->low) || !isfinite(out->high))
        return cadre_refuse(cadre_json_get(object, "levels"), self->err, NULL,
                            "levels need low and high");
    int count = 0;
    for (int i = 0; i < (int)levels; i++) {
        const double value = cadre_input_level(out, i, (int)levels);
        if (count == 0 || value != values[count - 1]) /* whole numbers may coincide */
            values[count++] = value;
    }
    out->values = values;
    out->value_count = count;
    out->distribution = CADRE_DISTRIBUTION_LIST;
    return CADRE_OK;
}

static int read_range(cadre_reading_experiment_t *self, const cadre_json_t *object,
                      const cadre_experiment_input_t *input, cadre_input_t *out)
{
    int status = read_end(self, object, "low", input, out, &out->low);
    if (status == CADRE_OK)
        status = read_end(self, object, "high", input, out, &out->high);
    if (status == CADRE_OK)
        status = read_shape(self, object, out);
    /* where the distribution has no end of its own, it ends where the parameter does */
    if (status == CADRE_OK && input->target == CADRE_TARGET_PARAMETER &&
        (out->distribution == CADRE_DISTRIBUTION_NORMAL ||
         out->distribution == CADRE_DISTRIBUTION_LOGNORMAL)) {
        const cadre_parameter_t *info = cadre_parameter_at(input->parameter);
        out->low = cadre_json_get(object, "low") != NULL ? out->low : info->min;
        out->high = cadre_json_get(object, "high") != NULL ? out->high : info->max;
    }
    if (status == CADRE_OK)
        status = check_range(self, object, out);
    return status == CADRE_OK ? read_levels(self, object, out) : status;
}

/* ------------------------------------------------------- one input */

/* What the table of parameters says; where it stands in the (first) scenario is the base. */
static void start_from_table(const cadre_reading_experiment_t *self,
                             cadre_experiment_input_t *input, cadre_input_t *axis)
{
    const cadre_parameter_t *info = cadre_parameter_at(input->parameter);
    const cadre_specification_t *specification = &self->experiment->bases[0]->specification;
    const void *fields = &specification->parameters;
    for (int i = 0;
         info->scope == CADRE_SCOPE_ORGANIZATION && i < specification->organization_count; i++) {
        const cadre_organization_spec_t *organization = &specification->organizations[i];
        const bool named = input->organization == NULL
                               ? organization->kind != CADRE_KIND_SERIES
                               : strcmp(organization->id, input->organization) == 0;
        if (!named)
            continue;
        fields = &organization->parameters;
        break;
    }
    axis->base = cadre_parameter_get(input->parameter, fields);
    axis->kind = info->type == CADRE_PARAMETER_REAL      ? CADRE_INPUT_REAL
                 : info->type == CADRE_PARAMETER_INTEGER ? CADRE_INPUT_INTEGER
                                                         : CADRE_INPUT_BOOLEAN;
    if (info->scale == CADRE_SCALE_LOG)
        axis->distribution = CADRE_DISTRIBUTION_LOGUNIFORM;
    if (info->low < info->high) {
        axis->low = info->low;
        axis->high = info->high;
    }
    input->unit = info->unit;
    input->meaning = info->meaning;
}

static void start_switch(const cadre_reading_experiment_t *self,
                         const cadre_experiment_input_t *input, cadre_input_t *axis)
{
    axis->kind = CADRE_INPUT_BOOLEAN;
    if (input->target == CADRE_TARGET_SWITCH) {
        const int mechanism = cadre_mechanism_find(strchr(axis->name, '.') + 1);
        axis->base = cadre_mechanism_on(self->experiment->bases[0]->specification.mechanisms,
                                        (cadre_mechanism_t)mechanism);
    }
}

static int both_values(cadre_reading_experiment_t *self, cadre_input_t *out)
{
    double *values = cadre_owner_alloc(self->owner, 2, sizeof *values, self->err);
    if (values == NULL)
        return CADRE_ERROR_MEMORY;
    values[1] = 1;
    out->values = values;
    out->value_count = 2;
    out->distribution = CADRE_DISTRIBUTION_LIST;
    return CADRE_OK;
}

static int read_base(cadre_reading_experiment_t *self, const cadre_json_t *object,
                     const cadre_experiment_input_t *input, cadre_input_t *axis)
{
    const cadre_json_t *base = cadre_json_get(object, "base");
    if (base == NULL)
        return CADRE_OK;
    if (axis->kind != CADRE_INPUT_TEXT)
        return read_end(self, object, "base", input, axis, &axis->base);
    int index = 0;
    const int status =
        cadre_json_read_choice(base, axis->texts, axis->value_count, &index, self->err);
    axis->base = index;
    return status;
}

static void set_type(cadre_experiment_input_t *input, const cadre_input_t *axis)
{
    static const char *const types[] = {[CADRE_INPUT_REAL] = "number",
                                        [CADRE_INPUT_INTEGER] = "integer",
                                        [CADRE_INPUT_BOOLEAN] = "boolean",
                                        [CADRE_INPUT_DATE] = "date",
                                        [CADRE_INPUT_TEXT] = "string"};
    input->type = types[axis->kind];
}

/* Whether a table lists the values, so that inputs need no range. */
static bool comes_from_table(const cadre_reading_experiment_t *self)
{
    const cadre_json_t *method = cadre_json_get(self->root, "method");
    const bool object = method != NULL && cadre_json_type(method) == CADRE_JSON_OBJECT;
    const cadre_json_t *type = object ? cadre_json_get(method, "type") : NULL;
    return type != NULL && cadre_json_type(type) == CADRE_JSON_STRING &&
           strcmp(cadre_json_string(type), "table") == 0;
}

static int read_input(cadre_reading_experiment_t *self, const cadre_json_t *inputs, int index)
{
    static const char *const known[] = {"values", "choices", "low",          "high", "scale",
                                        "levels", "base",    "distribution", "mean", "sd",
                                        "median", "sigma",   "mode",         NULL};
    cadre_experiment_input_t *input = &self->inputs[index];
    cadre_input_t *axis = &self->axes[index];
    const cadre_json_t *object = cadre_json_at(inputs, index), *values;
    *axis = (cadre_input_t){
        .name = cadre_json_key(inputs, index), .low = -INFINITY, .high = INFINITY, .base = NAN};
    int status = find_target(self, inputs, index, input);
    if (status == CADRE_OK)
        status = cadre_check_object(object, known, self->err);
    if (status != CADRE_OK)
        return status;
    if (input->target == CADRE_TARGET_PARAMETER)
        start_from_table(self, input, axis);
    if (input->target == CADRE_TARGET_SWITCH || axis->kind == CADRE_INPUT_BOOLEAN)
        start_switch(self, input, axis);
    values = cadre_json_get(object, "values");
    values = values != NULL ? values : cadre_json_get(object, "choices");
    if (values != NULL)
        status = read_values(self, values, input, axis);
    else if (axis->kind == CADRE_INPUT_BOOLEAN)
        status = both_values(self, axis);
    else if (!(cadre_json_size(object) == 0 && comes_from_table(self)))
        status = read_range(self, object, input, axis);
    if (status == CADRE_OK)
        status = read_base(self, object, input, axis);
    set_type(input, axis);
    return status;
}

int cadre_experiment_inputs(cadre_reading_experiment_t *self)
{
    const cadre_json_t *inputs;
    int status = cadre_require(self->root, "inputs", &inputs, self->err);
    if (status == CADRE_OK)
        status = cadre_check_type(inputs, CADRE_JSON_OBJECT, self->err);
    if (status != CADRE_OK)
        return status;
    const int count = cadre_json_size(inputs);
    if (count == 0 || count > 500)
        return cadre_refuse(inputs, self->err, "1 to 500 inputs", "there must be 1 to 500 inputs");
    self->inputs = cadre_owner_alloc(self->owner, (size_t)count, sizeof *self->inputs, self->err);
    self->axes = cadre_owner_alloc(self->owner, (size_t)count, sizeof *self->axes, self->err);
    if (self->inputs == NULL || self->axes == NULL)
        return CADRE_ERROR_MEMORY;
    for (int i = 0; i < count && status == CADRE_OK; i++)
        status = read_input(self, inputs, i);
    self->experiment->inputs = self->inputs;
    self->experiment->design.inputs = self->axes;
    self->experiment->design.input_count = count;
    return status;
}
