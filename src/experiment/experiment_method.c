/* The method of a experiment, and its constraints. */
#include "experiment/experiment_internal.h"

#include "base/csv.h"
#include "base/dates.h"
#include "base/memory.h"

#include <math.h>
#include <sha256.h>
#include <stdio.h>
#include <string.h>

int cadre_experiment_find_input(const cadre_reading_experiment_t *self, const char *name,
                                size_t length)
{
    for (int i = 0; i < self->experiment->design.input_count; i++)
        if (strlen(self->axes[i].name) == length && memcmp(self->axes[i].name, name, length) == 0)
            return i;
    return -1;
}

/* ------------------------------------------------------- constraints */

/* "a < b", with <, <=, >, >= and blanks around it. */
static int read_constraint(cadre_reading_experiment_t *self, const cadre_json_t *value,
                           cadre_constraint_t *out)
{
    static const char *const relations[] = {"<", "<=", ">", ">="};
    const char *text;
    char left[80], relation[3], right[80], rest[2];
    const int status = cadre_json_read_string(value, &text, self->err);
    if (status != CADRE_OK)
        return status;
    const int parts = sscanf(text, "%79s %2s %79s %1s", left, relation, right, rest);
    int which = 0;
    while (parts == 3 && which < 4 && strcmp(relations[which], relation) != 0)
        which++;
    if (parts != 3 || which == 4)
        return cadre_refuse(value, self->err,
                            "\"INPUT < INPUT\", with <, <=, > or >=", "'%s' compares no two inputs",
                            text);
    out->left = cadre_experiment_find_input(self, left, strlen(left));
    out->right = cadre_experiment_find_input(self, right, strlen(right));
    out->relation = (cadre_relation_t)which;
    const char *absent = out->left < 0 ? left : out->right < 0 ? right : NULL;
    if (absent != NULL)
        return cadre_refuse(value, self->err, "inputs of this design", "there is no input '%s'",
                            absent);
    if (self->axes[out->left].kind == CADRE_INPUT_TEXT ||
        self->axes[out->right].kind == CADRE_INPUT_TEXT)
        return cadre_refuse(value, self->err, "inputs that are numbers",
                            "texts have no order to keep");
    return CADRE_OK;
}

static int read_constraints(cadre_reading_experiment_t *self)
{
    const cadre_json_t *list = cadre_json_get(self->root, "constraints");
    if (list == NULL)
        return CADRE_OK;
    int status = cadre_check_type(list, CADRE_JSON_ARRAY, self->err);
    if (status != CADRE_OK)
        return status;
    const int count = cadre_json_size(list);
    cadre_constraint_t *constraints =
        cadre_owner_alloc(self->owner, (size_t)count, sizeof *constraints, self->err);
    if (constraints == NULL)
        return CADRE_ERROR_MEMORY;
    for (int i = 0; i < count && status == CADRE_OK; i++)
        status = read_constraint(self, cadre_json_at(list, i), &constraints[i]);
    self->experiment->design.constraints = constraints;
    self->experiment->design.constraint_count = count;
    return status;
}

/* ------------------------------------------------------- methods */

static int read_count(cadre_reading_experiment_t *self, const cadre_json_t *method, const char *key)
{
    const cadre_json_t *value;
    const int status = cadre_require(method, key, &value, self->err);
    return status == CADRE_OK ? cadre_json_read_integer(value, 1, CADRE_MOST_POINTS,
                                                        &self->experiment->design.points, self->err)
                              : status;
}

static int read_lhs(cadre_reading_experiment_t *self, const cadre_json_t *method)
{
    static const char *const criteria[] = {"random", "center"};
    int centred = 0;
    int status = read_count(self, method, "points");
    if (status == CADRE_OK)
        status = cadre_optional_choice(method, "criterion", criteria, 2, &centred, self->err);
    self->experiment->design.centred = centred == 1;
    return status;
}

static int read_sequence(cadre_reading_experiment_t *self, const cadre_json_t *method)
{
    static const char *const layouts[] = {"blocks", "sequence"};
    static const char *const ways[] = {"none", "shift", "owen"};
    cadre_design_t *design = &self->experiment->design;
    const bool sobol = design->method == CADRE_METHOD_SOBOL;
    int layout = 0, way = sobol ? CADRE_RANDOMIZE_OWEN : CADRE_RANDOMIZE_SHIFT;
    int64_t randomizations = 1;
    int status = read_count(self, method, "points");
    if (status == CADRE_OK && sobol)
        status = cadre_optional_choice(method, "layout", layouts, 2, &layout, self->err);
    if (status == CADRE_OK && sobol)
        status = cadre_optional_boolean(method, "second_order", &design->second_order, self->err);
    if (status == CADRE_OK)
        status = cadre_optional_choice(method, "randomize", ways, sobol ? 3 : 2, &way, self->err);
    if (status == CADRE_OK)
        status =
            cadre_optional_integer(method, "randomizations", 1, 65535, &randomizations, self->err);
    design->blocks = sobol && layout == 0;
    design->randomize = (cadre_randomize_t)way;
    design->randomizations = (int)randomizations;
    if (status == CADRE_OK && randomizations > 1 && way == CADRE_RANDOMIZE_NONE)
        return cadre_refuse(cadre_json_get(method, "randomizations"), self->err, "1",
                            "a sequence that is not randomized is always the same");
    return status;
}

int cadre_experiment_groups(cadre_reading_experiment_t *self, const cadre_json_t *groups,
                            int *group_of)
{
    const cadre_design_t *design = &self->experiment->design;
    int status = cadre_check_type(groups, CADRE_JSON_OBJECT, self->err);
    if (status != CADRE_OK)
        return status;
    for (int k = 0; k < design->input_count; k++)
        group_of[k] = -1;
    for (int g = 0; g < cadre_json_size(groups); g++) {
        const cadre_json_t *members = cadre_json_at(groups, g);
        status = cadre_check_type(members, CADRE_JSON_ARRAY, self->err);
        for (int i = 0; status == CADRE_OK && i < cadre_json_size(members); i++) {
            const char *name;
            status = cadre_json_read_string(cadre_json_at(members, i), &name, self->err);
            const int k =
                status == CADRE_OK ? cadre_experiment_find_input(self, name, strlen(name)) : 0;
            if (status == CADRE_OK && (k < 0 || group_of[k] >= 0))
                return cadre_refuse(
                    cadre_json_at(members, i), self->err, "inputs of this design",
                    k < 0 ? "there is no input '%s'" : "input '%s' is in a group already", name);
            group_of[k] = g;
        }
        if (status != CADRE_OK)
            return status;
    }
    return CADRE_OK;
}

/* Inputs in no group are groups by themselves. */
static int read_groups(cadre_reading_experiment_t *self, const cadre_json_t *groups)
{
    cadre_design_t *design = &self->experiment->design;
    int *group_of =
        cadre_owner_alloc(self->owner, (size_t)design->input_count, sizeof *group_of, self->err);
    if (group_of == NULL)
        return CADRE_ERROR_MEMORY;
    const int status = cadre_experiment_groups(self, groups, group_of);
    if (status != CADRE_OK)
        return status;
    design->group_count = cadre_json_size(groups);
    for (int k = 0; k < design->input_count; k++)
        if (group_of[k] < 0)
            group_of[k] = design->group_count++;
    design->group_of = group_of;
    return CADRE_OK;
}

static int read_morris(cadre_reading_experiment_t *self, const cadre_json_t *method)
{
    const cadre_json_t *groups = cadre_json_get(method, "groups");
    int64_t levels = 4;
    int status = read_count(self, method, "trajectories");
    if (status == CADRE_OK)
        status = cadre_optional_integer(method, "levels", 2, 1000, &levels, self->err);
    if (status == CADRE_OK && levels % 2 != 0)
        return cadre_refuse(cadre_json_get(method, "levels"), self->err, "an even number",
                            "levels must be even: trajectories jump by half of them");
    self->experiment->design.levels = (int)levels;
    return status == CADRE_OK && groups != NULL ? read_groups(self, groups) : status;
}

int cadre_experiment_cell(cadre_reading_experiment_t *self, cadre_csv_t *csv, int field, int k,
                          double *out)
{
    const cadre_input_t *axis = &self->axes[k];
    const cadre_experiment_input_t *input = &self->inputs[k];
    const char *text = csv->fields[field];
    int status;
    if (axis->kind == CADRE_INPUT_TEXT) {
        for (int i = 0; i < axis->value_count; i++)
            if (strcmp(axis->texts[i], text) == 0) {
                *out = i;
                return CADRE_OK;
            }
        return cadre_csv_refuse(csv, field, "'%s' is no value of the input '%s'", text, axis->name);
    }
    if (axis->kind == CADRE_INPUT_BOOLEAN &&
        (strcmp(text, "true") == 0 || strcmp(text, "false") == 0)) {
        *out = text[0] == 't';
        return CADRE_OK;
    }
    int32_t day;
    if (axis->kind == CADRE_INPUT_DATE && cadre_date_parse(text, &day) == CADRE_OK) {
        *out = day;
        return CADRE_OK;
    }
    status = cadre_csv_number(csv, field, out);
    if (status == CADRE_OK && input->target == CADRE_TARGET_PARAMETER &&
        !cadre_parameter_accepts(input->parameter, *out)) {
        const cadre_parameter_t *info = cadre_parameter_at(input->parameter);
        return cadre_csv_refuse(csv, field, "%s = %s is outside [%g, %g] (%s)", axis->name, text,
                                info->min, info->max, info->unit);
    }
    return status;
}

static int read_rows(cadre_reading_experiment_t *self, cadre_csv_t *csv, const int *columns)
{
    cadre_design_t *design = &self->experiment->design;
    double *table = NULL;
    int64_t capacity = 0, rows = 0;
    int status = CADRE_OK;
    while (cadre_csv_next(csv, &status)) {
        if (rows == capacity) {
            const int64_t wanted = 2 * capacity + 64;
            const size_t width = (size_t)design->input_count * sizeof *table;
            double *grown = cadre_resize(table, (size_t)capacity, (size_t)wanted, width);
            if (grown == NULL) {
                status = cadre_error_set(self->err, CADRE_ERROR_MEMORY, "out of memory");
                break;
            }
            table = grown;
            capacity = wanted;
        }
        for (int k = 0; k < design->input_count && status == CADRE_OK; k++)
            status = cadre_experiment_cell(self, csv, columns[k], k,
                                           &table[rows * design->input_count + k]);
        rows++;
    }
    design->table = table;
    design->points = rows;
    if (status == CADRE_OK && rows == 0)
        status = cadre_csv_refuse(csv, -1, "the table has no points");
    if (table == NULL)
        return status;
    const int kept = cadre_owner_keep(self->owner, table, self->err);
    return status == CADRE_OK ? kept : status;
}

void cadre_experiment_note_table(cadre_reading_experiment_t *self, const cadre_csv_t *csv)
{
    SHA256Data((const uint8_t *)csv->text, csv->length, self->table_sha256);
}

/* A CSV file with a column for every input; the file's checksum joins the design's identity. */
static int read_table(cadre_reading_experiment_t *self, const cadre_json_t *method)
{
    const cadre_json_t *file;
    const char *path;
    cadre_csv_t csv = {0};
    cadre_design_t *design = &self->experiment->design;
    int status = cadre_require(method, "file", &file, self->err);
    if (status == CADRE_OK)
        status = cadre_experiment_file(self, file, &path);
    if (status != CADRE_OK)
        return status;
    int *columns =
        cadre_owner_alloc(self->owner, (size_t)design->input_count, sizeof *columns, self->err);
    status = columns != NULL ? cadre_csv_open(&csv, path, 1 << 30, self->err) : CADRE_ERROR_MEMORY;
    if (status == CADRE_OK) {
        cadre_experiment_note_table(self, &csv);
        status = cadre_csv_read_header(&csv);
    }
    for (int k = 0; k < design->input_count && status == CADRE_OK; k++) {
        columns[k] = cadre_csv_find(&csv, self->axes[k].name);
        if (columns[k] < 0)
            status = cadre_refuse(file, self->err, NULL, "%s has no column '%s'", path,
                                  self->axes[k].name);
    }
    if (status == CADRE_OK)
        status = read_rows(self, &csv, columns);
    cadre_csv_close(&csv);
    return status;
}

/* ------------------------------------------------------- calibrations */

enum { USUAL_PARTICLES = 500, USUAL_GENERATIONS = 20, MOST_PARTICLES = 1000000 };
static const double USUAL_QUANTILE = 0.5, USUAL_ACCEPTANCE = 0.01;

/* A number that is kept, or {"quantile": q}. */
static int read_tolerance(cadre_reading_experiment_t *self, const cadre_json_t *value)
{
    static const char *const known[] = {"quantile", NULL};
    cadre_abc_settings_t *abc = &self->experiment->abc;
    const cadre_json_t *quantile;
    abc->quantile = USUAL_QUANTILE;
    if (value == NULL)
        return CADRE_OK;
    if (cadre_json_type(value) == CADRE_JSON_NUMBER) {
        abc->quantile = 0;
        return cadre_json_read_number(value, 0, 1e12, NULL, &abc->tolerance, self->err);
    }
    int status = cadre_check_object(value, known, self->err);
    if (status == CADRE_OK)
        status = cadre_require(value, "quantile", &quantile, self->err);
    return status == CADRE_OK
               ? cadre_json_read_number(quantile, 0.001, 0.99, NULL, &abc->quantile, self->err)
               : status;
}

static int read_stop(cadre_reading_experiment_t *self, const cadre_json_t *stop)
{
    static const char *const known[] = {"generations", "acceptance", "tolerance",
                                        "change",      "runs",       NULL};
    cadre_abc_settings_t *abc = &self->experiment->abc;
    const int64_t most = UINT32_MAX - abc->particles; /* a run's luck has 32 bits of number */
    abc->stop.generations = USUAL_GENERATIONS;
    abc->stop.acceptance = USUAL_ACCEPTANCE;
    abc->stop.runs = 0;
    int status = stop != NULL ? cadre_check_object(stop, known, self->err) : CADRE_OK;
    if (status == CADRE_OK)
        status =
            cadre_optional_integer(stop, "generations", 1, 1000, &abc->stop.generations, self->err);
    if (status == CADRE_OK)
        status =
            cadre_optional_number(stop, "acceptance", 0, 1, NULL, &abc->stop.acceptance, self->err);
    if (status == CADRE_OK)
        status = cadre_optional_number(stop, "tolerance", 0, 1e12, NULL, &abc->stop.tolerance,
                                       self->err);
    if (status == CADRE_OK)
        status = cadre_optional_number(stop, "change", 0, 1, NULL, &abc->stop.change, self->err);
    return status == CADRE_OK
               ? cadre_optional_integer(stop, "runs", 1, most, &abc->stop.runs, self->err)
               : status;
}

/* How many runs there may be, or (rejection) are. */
static int settle_runs(cadre_reading_experiment_t *self, const cadre_json_t *method)
{
    cadre_abc_settings_t *abc = &self->experiment->abc;
    const cadre_json_t *stop = cadre_json_get(method, "stop");
    const cadre_json_t *runs = stop != NULL ? cadre_json_get(stop, "runs") : NULL;
    const int64_t most = UINT32_MAX - abc->particles, least = abc->particles * abc->replicates;
    if (runs == NULL && !abc->sequential && abc->quantile <= 0)
        return cadre_refuse(method, self->err, NULL,
                            "rejection at a tolerance needs stop.runs: how many runs to make");
    if (runs == NULL && abc->sequential)
        abc->stop.runs = most;
    else if (runs == NULL)
        abc->stop.runs = (int64_t)ceil((double)abc->particles / abc->quantile) * abc->replicates;
    if (abc->stop.runs > most || abc->stop.runs < least)
        return cadre_refuse(runs != NULL ? runs : method, self->err, NULL,
                            "%lld particles of %lld runs each need %lld to %lld runs",
                            (long long)abc->particles, (long long)abc->replicates, (long long)least,
                            (long long)most);
    return CADRE_OK;
}

static int read_abc(cadre_reading_experiment_t *self, const cadre_json_t *method)
{
    static const char *const distances[] = {"mad", "sd", "band"};
    const cadre_json_t *luck = cadre_json_get(self->root, "random_numbers");
    cadre_experiment_t *experiment = self->experiment;
    cadre_abc_settings_t *abc = &experiment->abc;
    int scaling = 0;
    *abc = (cadre_abc_settings_t){.sequential = experiment->design.method == CADRE_METHOD_ABC_SMC,
                                  .particles = USUAL_PARTICLES,
                                  .replicates = experiment->replicates};
    if (luck != NULL && !experiment->independent)
        return cadre_refuse(luck, self->err, "independent",
                            "the runs of a calibration have luck of their own");
    experiment->independent = true;
    int status =
        cadre_optional_integer(method, "particles", 2, MOST_PARTICLES, &abc->particles, self->err);
    if (status == CADRE_OK)
        status = cadre_optional_choice(method, "distance", distances, 3, &scaling, self->err);
    abc->scaling = (cadre_scaling_t)scaling;
    if (status == CADRE_OK)
        status =
            cadre_optional_number(method, "kernel", 0.01, 100, NULL, &abc->widening, self->err);
    if (status == CADRE_OK)
        status = read_tolerance(self, cadre_json_get(method, "tolerance"));
    if (status == CADRE_OK)
        status = read_stop(self, cadre_json_get(method, "stop"));
    return status == CADRE_OK ? settle_runs(self, method) : status;
}

typedef struct {
    int (*read)(cadre_reading_experiment_t *self, const cadre_json_t *method);
    const char *const *keys;
} reader_t;

static int nothing_more(cadre_reading_experiment_t *self, const cadre_json_t *method)
{
    (void)self;
    (void)method;
    return CADRE_OK;
}

static int read_random(cadre_reading_experiment_t *self, const cadre_json_t *method)
{
    return read_count(self, method, "points");
}

/* clang-format off */
static const char *const plain[]    = {"type", NULL};
static const char *const table[]    = {"type", "file", NULL};
static const char *const random[]   = {"type", "points", NULL};
static const char *const lhs[]      = {"type", "points", "criterion", NULL};
static const char *const sobol[]    = {"type", "points", "layout", "second_order", "randomize", "randomizations", NULL};
static const char *const halton[]   = {"type", "points", "randomize", "randomizations", NULL};
static const char *const morris[]   = {"type", "trajectories", "levels", "groups", NULL};
static const char *const factors[]  = {"type", "factors", "draws", "prior_draws", "posterior", NULL};
static const char *const abc[]      = {"type", "particles", "tolerance", "distance", "kernel", "stop", NULL};
static const reader_t READERS[CADRE_METHOD_COUNT] = {
    [CADRE_METHOD_GRID]    = {nothing_more, plain},
    [CADRE_METHOD_OFAT]    = {nothing_more, plain},
    [CADRE_METHOD_ZIP]     = {nothing_more, plain},
    [CADRE_METHOD_TABLE]   = {read_table, table},
    [CADRE_METHOD_RANDOM]  = {read_random, random},
    [CADRE_METHOD_LHS]     = {read_lhs, lhs},
    [CADRE_METHOD_SOBOL]   = {read_sequence, sobol},
    [CADRE_METHOD_HALTON]  = {read_sequence, halton},
    [CADRE_METHOD_MORRIS]  = {read_morris, morris},
    [CADRE_METHOD_FACTORIAL] = {cadre_experiment_factorial, factors},
    [CADRE_METHOD_ABC]     = {read_abc, abc},
    [CADRE_METHOD_ABC_SMC] = {read_abc, abc},
};
/* clang-format on */

static int read_type(cadre_reading_experiment_t *self, const cadre_json_t *method, int *out)
{
    const char *names[CADRE_METHOD_COUNT];
    int of[CADRE_METHOD_COUNT], count = 0, choice = 0;
    const cadre_json_t *type;
    for (int i = 0; i < CADRE_METHOD_COUNT; i++)
        if (READERS[i].read != NULL) {
            of[count] = i;
            names[count++] = cadre_method_name((cadre_method_t)i);
        }
    int status = cadre_require(method, "type", &type, self->err);
    if (status == CADRE_OK)
        status = cadre_json_read_choice(type, names, count, &choice, self->err);
    *out = of[choice];
    return status;
}

int cadre_experiment_method(cadre_reading_experiment_t *self)
{
    const cadre_json_t *method;
    int type = 0;
    int status = cadre_require(self->root, "method", &method, self->err);
    if (status == CADRE_OK)
        status = cadre_check_type(method, CADRE_JSON_OBJECT, self->err);
    if (status == CADRE_OK)
        status = read_type(self, method, &type);
    if (status == CADRE_OK)
        status = cadre_check_object(method, READERS[type].keys, self->err);
    self->experiment->design.method = (cadre_method_t)type;
    if (status == CADRE_OK)
        status = READERS[type].read(self, method);
    return status == CADRE_OK ? read_constraints(self) : status;
}
