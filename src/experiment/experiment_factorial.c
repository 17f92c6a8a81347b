/* The method `factorial`: its factors, and the draws at which all their combinations are made. */
#include "experiment/experiment_internal.h"

#include "base/memory.h"
#include "base/sampling.h"

#include <stdio.h>
#include <string.h>

enum { MAX_BYTES = 1 << 30, NAME_SIZE = 240, MOST_DRAWS = 1000000 };

/* Points of a posterior while they are read. */
typedef struct {
    cadre_reading_experiment_t *experiment;
    cadre_csv_t csv;
    int weight;         /* field */
    int *fields;        /* [input]; -1: a factor */
    double *rows;       /* [row][input] */
    double *cumulative; /* [row] of the weights, to their sum */
    int64_t count;
} posterior_t;

/* "p_" and the name, '.' and '-' as '_'. */
static void column_name(const char *input, char out[NAME_SIZE])
{
    snprintf(out, NAME_SIZE, "p_%s", input);
    for (char *c = out; *c != '\0'; c++)
        *c = *c == '.' || *c == '-' ? '_' : *c;
}

static int find_columns(posterior_t *self, const cadre_json_t *file)
{
    const cadre_reading_experiment_t *reading = self->experiment;
    const cadre_design_t *design = &reading->experiment->design;
    self->weight = cadre_csv_find(&self->csv, "weight");
    if (self->weight < 0)
        return cadre_refuse(file, reading->err, NULL, "%s is no posterior: it has no column '%s'",
                            self->csv.path, "weight");
    for (int k = 0; k < design->input_count; k++) {
        char name[NAME_SIZE];
        column_name(design->inputs[k].name, name);
        self->fields[k] = design->group_of[k] < 0 ? cadre_csv_find(&self->csv, name) : -1;
        if (design->group_of[k] < 0 && self->fields[k] < 0)
            return cadre_refuse(file, reading->err, NULL, "%s has no column '%s'", self->csv.path,
                                name);
    }
    return CADRE_OK;
}

/* Room for as many points as the file has lines. */
static int make_room(posterior_t *self)
{
    cadre_reading_experiment_t *reading = self->experiment;
    const size_t inputs = (size_t)reading->experiment->design.input_count;
    size_t lines = 1;
    for (const char *c = self->csv.text; *c != '\0'; c++)
        lines += *c == '\n';
    self->fields = cadre_alloc(inputs, sizeof *self->fields);
    self->rows = cadre_alloc(lines, inputs * sizeof *self->rows);
    self->cumulative = cadre_alloc(lines, sizeof *self->cumulative);
    return self->fields != NULL && self->rows != NULL && self->cumulative != NULL
               ? CADRE_OK
               : cadre_error_set(reading->err, CADRE_ERROR_MEMORY, "out of memory");
}

static int read_rows(posterior_t *self)
{
    cadre_reading_experiment_t *reading = self->experiment;
    const int inputs = reading->experiment->design.input_count;
    double sum = 0, weight;
    int status = CADRE_OK;
    for (; cadre_csv_next(&self->csv, &status); self->count++) {
        status = cadre_csv_number(&self->csv, self->weight, &weight);
        if (status == CADRE_OK && weight < 0)
            status = cadre_csv_refuse(&self->csv, self->weight, "a weight must not be negative");
        for (int k = 0; k < inputs && status == CADRE_OK; k++)
            if (self->fields[k] >= 0)
                status = cadre_experiment_cell(reading, &self->csv, self->fields[k], k,
                                               &self->rows[self->count * inputs + k]);
        if (status != CADRE_OK)
            return status;
        self->cumulative[self->count] = sum += weight;
    }
    if (status == CADRE_OK && !(sum > 0))
        return cadre_csv_refuse(&self->csv, -1, "there is no point with a weight above 0");
    return status;
}

/* Systematic resampling, as the prediction of a calibration has it. */
static int resample(posterior_t *self, int64_t draws)
{
    cadre_reading_experiment_t *reading = self->experiment;
    const int inputs = reading->experiment->design.input_count;
    double *table = cadre_owner_alloc(reading->owner, (size_t)draws, (size_t)inputs * sizeof *table,
                                      reading->err);
    if (table == NULL)
        return CADRE_ERROR_MEMORY;
    const double sum = self->cumulative[self->count - 1];
    for (int64_t i = 0; i < self->count; i++)
        self->cumulative[i] /= sum;
    for (int64_t d = 0; d < draws; d++) {
        const int64_t row =
            cadre_weighted_row(self->cumulative, self->count, ((double)d + 0.5) / (double)draws);
        memcpy(table + d * inputs, self->rows + row * inputs, (size_t)inputs * sizeof *table);
    }
    reading->experiment->design.table = table;
    reading->experiment->design.points = draws;
    return CADRE_OK;
}

static int read_posterior(cadre_reading_experiment_t *self, const cadre_json_t *file, int64_t draws)
{
    posterior_t posterior = {.experiment = self};
    const char *path;
    int status = cadre_experiment_file(self, file, &path);
    if (status != CADRE_OK)
        return status;
    status = cadre_csv_open(&posterior.csv, path, MAX_BYTES, self->err);
    if (status == CADRE_OK) {
        cadre_experiment_note_table(self, &posterior.csv);
        status = make_room(&posterior);
    }
    if (status == CADRE_OK)
        status = cadre_csv_read_header(&posterior.csv);
    if (status == CADRE_OK)
        status = find_columns(&posterior, file);
    if (status == CADRE_OK)
        status = read_rows(&posterior);
    if (status == CADRE_OK)
        status = resample(&posterior, draws);
    cadre_csv_close(&posterior.csv);
    cadre_free(posterior.fields);
    cadre_free(posterior.rows);
    cadre_free(posterior.cumulative);
    return status;
}

static int read_names(cadre_reading_experiment_t *self, const cadre_json_t *factors,
                      const char *const **out)
{
    const int count = cadre_json_size(factors);
    const char **names = cadre_owner_alloc(self->owner, (size_t)count, sizeof *names, self->err);
    int status = names != NULL ? CADRE_OK : CADRE_ERROR_MEMORY;
    for (int g = 0; status == CADRE_OK && g < count; g++) {
        status = cadre_check_id(factors, g, self->err);
        names[g] = cadre_json_key(factors, g);
    }
    *out = names;
    return status;
}

int cadre_experiment_factorial(cadre_reading_experiment_t *self, const cadre_json_t *method)
{
    cadre_design_t *design = &self->experiment->design;
    const cadre_json_t *factors, *draws, *posterior = cadre_json_get(method, "posterior");
    int64_t count = 0, prior = 0;
    const char *const *names = NULL;
    int *factor_of =
        cadre_owner_alloc(self->owner, (size_t)design->input_count, sizeof *factor_of, self->err);
    int status = factor_of != NULL ? CADRE_OK : CADRE_ERROR_MEMORY;
    if (status == CADRE_OK)
        status = cadre_require(method, "factors", &factors, self->err);
    if (status == CADRE_OK)
        status = cadre_experiment_groups(self, factors, factor_of);
    if (status == CADRE_OK)
        status = read_names(self, factors, &names);
    if (status == CADRE_OK)
        status = cadre_require(method, "draws", &draws, self->err);
    if (status == CADRE_OK)
        status = cadre_json_read_integer(draws, 1, MOST_DRAWS, &count, self->err);
    prior = count;
    if (status == CADRE_OK)
        status = cadre_optional_integer(method, "prior_draws", 1, MOST_DRAWS, &prior, self->err);
    if (status != CADRE_OK)
        return status;
    design->group_of = factor_of;
    design->group_count = cadre_json_size(factors);
    design->factor_names = names;
    design->prior_points = prior;
    return posterior != NULL ? read_posterior(self, posterior, count) : CADRE_OK;
}
