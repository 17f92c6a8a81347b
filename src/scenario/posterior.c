#include "scenario/posterior.h"

#include "base/csv.h"
#include "base/memory.h"
#include "base/random.h"
#include "base/sampling.h"
#include "scenario/owner.h"

#include <math.h>
#include <sha256.h>
#include <stdio.h>
#include <string.h>

enum { MAX_BYTES = 1 << 30, RESAMPLING_PURPOSE = 252, NAME_SIZE = 240 };

/* A posterior while it is being read. */
typedef struct {
    cadre_posterior_t posterior;
    cadre_owner_t *owner;
    const cadre_scenario_t *scenario;
    cadre_overrides_t overrides;
    cadre_csv_t csv;
    int weight;  /* field of the weights */
    int *fields; /* [columns] of the values */
    int *kinds;  /* [columns] parameter of each */
    cadre_posterior_setting_t *settings;
    cadre_posterior_input_t *inputs;
    cadre_error_t *err;
} reading_t;

/* ------------------------------------------------------- columns */

/* "p_", an organization if there is one, and a key, '.' and '-' as '_'. */
static void column_name(const char *organization, const char *key, char out[NAME_SIZE])
{
    snprintf(out, NAME_SIZE, "p_%s%s%s", organization != NULL ? organization : "",
             organization != NULL ? "_" : "", key);
    for (char *c = out; *c != '\0'; c++)
        *c = *c == '.' || *c == '-' ? '_' : *c;
}

/* Whether --set sets the parameter of this organization (NULL: of the world). */
static bool is_overridden(const reading_t *self, const char *organization, const char *key)
{
    char own[NAME_SIZE];
    snprintf(own, sizeof own, "%s.%s", organization != NULL ? organization : "", key);
    for (int i = 0; i < self->overrides.count; i++) {
        const char *setting = self->overrides.settings[i];
        const size_t length = strcspn(setting, "=");
        if ((strlen(key) == length && memcmp(setting, key, length) == 0) ||
            (strlen(own) == length && memcmp(setting, own, length) == 0))
            return true;
    }
    return false;
}

static void add_setting(reading_t *self, int parameter, int organization, int column)
{
    const char *id =
        organization >= 0 ? self->scenario->specification.organizations[organization].id : NULL;
    if (is_overridden(self, id, cadre_parameter_at(parameter)->key))
        return;
    self->settings[self->posterior.setting_count++] =
        (cadre_posterior_setting_t){parameter, organization, column};
}

/* Enters what a column called `name` sets, if that is parameter `p`. */
static bool is_parameter(reading_t *self, int p, const char *name, int column)
{
    const cadre_specification_t *specification = &self->scenario->specification;
    const cadre_parameter_t *info = cadre_parameter_at(p);
    char expected[NAME_SIZE];
    column_name(NULL, info->key, expected);
    const bool all = strcmp(expected, name) == 0;
    bool found = all;
    if (all && info->scope == CADRE_SCOPE_WORLD)
        add_setting(self, p, -1, column);
    for (int o = 0;
         info->scope == CADRE_SCOPE_ORGANIZATION && o < specification->organization_count; o++) {
        const cadre_organization_spec_t *organization = &specification->organizations[o];
        if (organization->kind == CADRE_KIND_SERIES)
            continue;
        column_name(organization->id, info->key, expected);
        if (!all && strcmp(expected, name) != 0)
            continue;
        add_setting(self, p, o, column);
        found = true;
    }
    return found;
}

/* Keeps a column; of the inputs are those of which --set leaves something. */
static int add_column(reading_t *self, int field, int parameter, int settings_before)
{
    cadre_posterior_t *posterior = &self->posterior;
    const int column = posterior->columns++;
    self->fields[column] = field;
    self->kinds[column] = parameter;
    if (posterior->setting_count == settings_before)
        return CADRE_OK;
    const char *name = cadre_owner_copy(self->owner, self->csv.header[field], self->err);
    self->inputs[posterior->input_count++] = (cadre_posterior_input_t){name, parameter, column};
    return name != NULL ? CADRE_OK : CADRE_ERROR_MEMORY;
}

static int find_parameter(reading_t *self, int field)
{
    const int settings = self->posterior.setting_count;
    const char *name = self->csv.header[field];
    for (int p = 0; p < cadre_parameter_count(); p++)
        if (is_parameter(self, p, name, self->posterior.columns))
            return add_column(self, field, p, settings);
    const int status = cadre_error_set(self->err, CADRE_ERROR_INPUT,
                                       "column '%s' is no parameter of the scenario '%s'", name,
                                       self->scenario->name);
    cadre_error_at(self->err, self->csv.path, 1, 0);
    cadre_error_key(self->err, name);
    cadre_error_hint(self->err, "a run takes parameters from a posterior, no mechanisms or other "
                                "values of the scenario");
    return status;
}

static int find_columns(reading_t *self)
{
    const size_t fields = (size_t)self->csv.header_count;
    const size_t organizations = (size_t)self->scenario->specification.organization_count + 1;
    self->weight = cadre_csv_find(&self->csv, "weight");
    self->fields = cadre_owner_alloc(self->owner, fields, sizeof *self->fields, self->err);
    self->kinds = cadre_owner_alloc(self->owner, fields, sizeof *self->kinds, self->err);
    self->settings =
        cadre_owner_alloc(self->owner, fields * organizations, sizeof *self->settings, self->err);
    self->inputs = cadre_owner_alloc(self->owner, fields, sizeof *self->inputs, self->err);
    if (self->fields == NULL || self->kinds == NULL || self->settings == NULL ||
        self->inputs == NULL)
        return CADRE_ERROR_MEMORY;
    int status = CADRE_OK;
    for (int f = 0; f < self->csv.header_count && status == CADRE_OK; f++)
        if (strncmp(self->csv.header[f], "p_", 2) == 0)
            status = find_parameter(self, f);
    self->posterior.settings = self->settings;
    self->posterior.inputs = self->inputs;
    if (status == CADRE_OK && (self->weight < 0 || self->posterior.columns == 0)) {
        status =
            cadre_error_set(self->err, CADRE_ERROR_INPUT, "is no posterior: it has no column %s",
                            self->weight < 0 ? "'weight'" : "p_…");
        cadre_error_at(self->err, self->csv.path, 1, 0);
    }
    return status;
}

/* ------------------------------------------------------- points */

static int read_value(reading_t *self, int column, double *out)
{
    const cadre_parameter_t *info = cadre_parameter_at(self->kinds[column]);
    const int field = self->fields[column];
    const char *text = self->csv.fields[field];
    if (info->type == CADRE_PARAMETER_BOOLEAN &&
        (strcmp(text, "true") == 0 || strcmp(text, "false") == 0)) {
        *out = text[0] == 't';
        return CADRE_OK;
    }
    const int status = cadre_csv_number(&self->csv, field, out);
    if (status == CADRE_OK && !cadre_parameter_accepts(self->kinds[column], *out))
        return cadre_csv_refuse(&self->csv, field, "%s = %s is outside [%g, %g] (%s)", info->key,
                                text, info->min, info->max, info->unit);
    return status;
}

static int read_weight(reading_t *self, double *out)
{
    const int status = cadre_csv_number(&self->csv, self->weight, out);
    if (status == CADRE_OK && *out < 0)
        return cadre_csv_refuse(&self->csv, self->weight, "a weight must not be negative");
    return status;
}

/* Room for as many points as the file has lines. */
static int make_room(reading_t *self, double **values, double **weights)
{
    size_t lines = 1;
    for (const char *c = self->csv.next; *c != '\0'; c++)
        lines += *c == '\n';
    const size_t width = (size_t)self->posterior.columns;
    *values = cadre_owner_alloc(self->owner, lines, width * sizeof **values, self->err);
    *weights = cadre_owner_alloc(self->owner, lines, sizeof **weights, self->err);
    return *values != NULL && *weights != NULL ? CADRE_OK : CADRE_ERROR_MEMORY;
}

static int read_points(reading_t *self)
{
    cadre_posterior_t *posterior = &self->posterior;
    double *values, *weights, sum = 0;
    int status = make_room(self, &values, &weights);
    while (cadre_csv_next(&self->csv, &status)) {
        double *point = values + posterior->points * posterior->columns;
        status = read_weight(self, &weights[posterior->points]);
        for (int c = 0; c < posterior->columns && status == CADRE_OK; c++)
            status = read_value(self, c, &point[c]);
        if (status == CADRE_OK) {
            sum += weights[posterior->points];
            weights[posterior->points++] = sum;
        }
    }
    if (status == CADRE_OK && !(sum > 0))
        return cadre_csv_refuse(&self->csv, -1, "there is no point with a weight above 0");
    for (int64_t i = 0; i < posterior->points; i++)
        weights[i] /= sum;
    posterior->values = values;
    posterior->cumulative = weights;
    return status;
}

/* ------------------------------------------------------- for all to use */

static int read_file(reading_t *self, const char *path)
{
    const char *slash = strrchr(path, '/');
    self->posterior.path = cadre_owner_copy(self->owner, path, self->err);
    self->posterior.name =
        cadre_owner_copy(self->owner, slash != NULL ? slash + 1 : path, self->err);
    if (self->posterior.path == NULL || self->posterior.name == NULL)
        return CADRE_ERROR_MEMORY;
    int status = cadre_csv_open(&self->csv, self->posterior.path, MAX_BYTES, self->err);
    if (status == CADRE_OK) {
        SHA256Data((const uint8_t *)self->csv.text, self->csv.length, self->posterior.sha256);
        status = cadre_csv_read_header(&self->csv);
    }
    if (status == CADRE_OK)
        status = find_columns(self);
    return status == CADRE_OK ? read_points(self) : status;
}

int cadre_posterior_load(const char *path, const cadre_scenario_t *scenario,
                         cadre_overrides_t overrides, cadre_posterior_t **out, cadre_error_t *err)
{
    cadre_error_t unwanted;
    err = err != NULL ? err : &unwanted;
    *out = NULL;
    cadre_owner_t *owner = cadre_owner_create();
    reading_t *self = owner != NULL ? cadre_owner_alloc(owner, 1, sizeof *self, err) : NULL;
    if (self == NULL) {
        cadre_owner_free(owner);
        return cadre_error_set(err, CADRE_ERROR_MEMORY, "out of memory while reading %s", path);
    }
    self->owner = owner;
    self->scenario = scenario;
    self->overrides = overrides;
    self->err = err;
    self->posterior.memory = owner;
    const int status = read_file(self, path);
    cadre_csv_close(&self->csv);
    if (status == CADRE_OK)
        *out = &self->posterior;
    else
        cadre_owner_free(owner);
    return status;
}

void cadre_posterior_free(cadre_posterior_t *self)
{
    if (self != NULL)
        cadre_owner_free(self->memory);
}

int64_t cadre_posterior_point(const cadre_posterior_t *self, uint64_t seed, int64_t run,
                              int64_t runs)
{
    const cadre_words_t words = cadre_draw((cadre_luck_t){seed, 0}, 0, 0, RESAMPLING_PURPOSE, 0);
    const double u = ((double)(run - 1) + cadre_uniform(words.word[0])) / (double)runs;
    return cadre_weighted_row(self->cumulative, self->points, u);
}

void cadre_posterior_apply(const cadre_posterior_t *self, int64_t point,
                           cadre_world_parameters_t *world,
                           cadre_organization_spec_t *organizations)
{
    for (int i = 0; i < self->setting_count; i++) {
        const cadre_posterior_setting_t *setting = &self->settings[i];
        void *fields = setting->organization < 0
                           ? (void *)world
                           : (void *)&organizations[setting->organization].parameters;
        cadre_parameter_set(setting->parameter, fields,
                            self->values[point * self->columns + setting->column]);
    }
}
