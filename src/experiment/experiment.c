/* A experiment from its file: the order in which its parts are read, and its end. */
#include "experiment/experiment_internal.h"

#include "base/dates.h"
#include "base/memory.h"

#include <gsl/gsl_errno.h>
#include <sha256.h>
#include <string.h>

typedef struct {
    cadre_experiment_t experiment;
    cadre_owner_t *owner;
} loaded_t;

static int name_experiment(cadre_reading_experiment_t *self, const char *path)
{
    const char *slash = strrchr(path, '/');
    char *name = cadre_owner_copy(self->owner, slash != NULL ? slash + 1 : path, self->err);
    self->experiment->path = cadre_owner_copy(self->owner, path, self->err);
    if (name == NULL || self->experiment->path == NULL)
        return CADRE_ERROR_MEMORY;
    char *dot = strrchr(name, '.');
    if (dot != NULL && dot > name)
        *dot = '\0';
    self->experiment->name = name;
    self->experiment->title = name;
    return CADRE_OK;
}

static int read_file(cadre_reading_experiment_t *self)
{
    static const char *const known[] = {
        "$schema", "format", "title",       "scenario", "method",  "replicates", "random_numbers",
        "seed",    "inputs", "constraints", "outcomes", "targets", "hold_out",   NULL};
    static const char *const formats[] = {"cadre-design/1"};
    cadre_json_document_t *document;
    const cadre_json_t *format;
    int index;
    int status = cadre_json_load(self->experiment->path, &document, self->err);
    if (status == CADRE_OK)
        status = cadre_owner_keep_document(self->owner, document, self->err);
    if (status != CADRE_OK)
        return status;
    self->root = cadre_json_root(document);
    status = cadre_check_type(self->root, CADRE_JSON_OBJECT, self->err);
    if (status == CADRE_OK)
        status = cadre_require(self->root, "format", &format, self->err);
    if (status == CADRE_OK)
        status = cadre_json_read_choice(format, formats, 1, &index, self->err);
    if (status == CADRE_OK)
        status = cadre_check_object(self->root, known, self->err);
    return status == CADRE_OK
               ? cadre_optional_string(self->root, "title", &self->experiment->title, self->err)
               : status;
}

static int read_runs(cadre_reading_experiment_t *self)
{
    static const char *const numbers[] = {"common", "independent"};
    const cadre_json_t *seed = cadre_json_get(self->root, "seed");
    int independent = 0;
    self->experiment->replicates = 1;
    self->experiment->design.seed = 1;
    int status = cadre_optional_integer(self->root, "replicates", 1, UINT32_MAX,
                                        &self->experiment->replicates, self->err);
    if (status == CADRE_OK)
        status = cadre_optional_choice(self->root, "random_numbers", numbers, 2, &independent,
                                       self->err);
    if (status == CADRE_OK && seed != NULL)
        status = cadre_json_read_seed(seed, &self->experiment->design.seed, self->err);
    if (self->options->replicates > 0)
        self->experiment->replicates = self->options->replicates;
    if (self->options->has_seed)
        self->experiment->design.seed = self->options->seed;
    self->experiment->independent = independent == 1;
    return status;
}

static int fingerprint(cadre_reading_experiment_t *self)
{
    cadre_text_t text = {0};
    cadre_json_canonical(self->root, &text);
    cadre_text_add(&text, self->table_sha256);
    if (self->evidence != NULL)
        cadre_json_canonical(self->evidence, &text);
    if (text.failed) {
        cadre_text_free(&text);
        return cadre_error_set(self->err, CADRE_ERROR_MEMORY, "out of memory");
    }
    SHA256Data((const uint8_t *)text.data, text.length, self->experiment->sha256);
    cadre_text_free(&text);
    return CADRE_OK;
}

/* Inputs need the scenarios whose parameters they change, methods the inputs. */
static int read_all(cadre_reading_experiment_t *self)
{
    int status;
    if ((status = read_file(self)) != CADRE_OK || (status = read_runs(self)) != CADRE_OK ||
        (status = cadre_experiment_scenarios(self)) != CADRE_OK ||
        (status = cadre_experiment_inputs(self)) != CADRE_OK ||
        (status = cadre_experiment_method(self)) != CADRE_OK ||
        (status = cadre_experiment_outcomes(self)) != CADRE_OK ||
        (status = cadre_experiment_targets(self)) != CADRE_OK)
        return status;
    return fingerprint(self);
}

int cadre_experiment_load(const char *path, const cadre_experiment_options_t *options,
                          cadre_experiment_t **out, cadre_error_t *err)
{
    cadre_error_t unwanted;
    *out = NULL;
    err = err != NULL ? err : &unwanted;
    gsl_set_error_handler_off();
    loaded_t *loaded = cadre_alloc(1, sizeof *loaded);
    cadre_owner_t *owner = cadre_owner_create();
    if (loaded == NULL || owner == NULL) {
        cadre_free(loaded);
        cadre_owner_free(owner);
        return cadre_error_set(err, CADRE_ERROR_MEMORY, "out of memory while reading %s", path);
    }
    loaded->owner = owner;
    loaded->experiment.memory = loaded;
    loaded->experiment.overrides = options->overrides;
    cadre_reading_experiment_t reading = {
        .experiment = &loaded->experiment, .owner = owner, .options = options, .err = err};
    int status = name_experiment(&reading, path);
    if (status == CADRE_OK)
        status = read_all(&reading);
    if (status == CADRE_OK)
        *out = &loaded->experiment;
    else
        cadre_experiment_free(&loaded->experiment);
    return status;
}

bool cadre_experiment_calibrates(const cadre_experiment_t *self)
{
    return self->design.method == CADRE_METHOD_ABC || self->design.method == CADRE_METHOD_ABC_SMC;
}

void cadre_experiment_free(cadre_experiment_t *self)
{
    if (self == NULL)
        return;
    loaded_t *loaded = self->memory;
    for (int i = 0; self->bases != NULL && i < self->scenario_count; i++)
        cadre_scenario_free(self->bases[i]);
    cadre_owner_free(loaded->owner);
    cadre_free(loaded);
}

void cadre_experiment_value(const cadre_experiment_t *self, int k, double value, cadre_text_t *out)
{
    const cadre_input_t *input = &self->design.inputs[k];
    char number[CADRE_NUMBER_SIZE], date[11];
    switch (input->kind) {
    case CADRE_INPUT_BOOLEAN:
        cadre_text_add(out, value != 0 ? "true" : "false");
        break;
    case CADRE_INPUT_DATE:
        cadre_text_add(out, cadre_date_format((int32_t)value, date));
        break;
    case CADRE_INPUT_TEXT:
        cadre_text_add(out, input->texts[(int)value]);
        break;
    default:
        cadre_format_double(value, number);
        cadre_text_add(out, number);
    }
}

int cadre_experiment_sample(const cadre_experiment_t *self, cadre_sample_t *out, cadre_error_t *err)
{
    const int code = cadre_design_sample(&self->design, out, err);
    if (code == CADRE_ERROR_INPUT)
        cadre_error_at(err, self->path, 0, 0);
    return code;
}
