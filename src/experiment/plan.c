/* A run's specification is that of a variant (the scenario with the switches and values of the
 * document its point asks for), copied, with the point's parameters. Variants are few where
 * parameters are many, and are kept; a copy takes microseconds and lives as long as its run. */
#include "experiment/plan.h"

#include "base/memory.h"
#include "base/text.h"
#include "json/writer.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

enum { MOST_VARIANTS = 256 };

/* A scenario as some points have it, kept while it is used, and then while there is room. */
typedef struct variant {
    struct variant *next;
    char *key; /* what makes it */
    cadre_scenario_t *scenario;
    cadre_recording_t recording;
    int32_t *steps;
    cadre_recording_t filing; /* of runs that record more rows */
    int32_t *filing_steps;
    bool *filed;
    int users;
} variant_t;

struct cadre_plan {
    const cadre_experiment_t *experiment;
    cadre_sample_t sample;
    cadre_plan_rows_t rows;
    int most_rows, most_organizations;
    const uint8_t *done;
    int64_t shard, shards;
    pthread_mutex_t lock; /* of all below */
    variant_t *variants;  /* last used first */
    int variant_count;
    int64_t next_number; /* jobs are prepared in order, or nearly so: where the search stands */
    int64_t next_place;
};

/* What one run holds. */
typedef struct {
    cadre_planned_t planned;
    variant_t *variant;
    cadre_specification_t specification;
    char failure[400];
    cadre_organization_spec_t organizations[]; /* the specification's */
} held_t;

/* ------------------------------------------------------- variants */

/* {"a":{"b":VALUE}} for the path a.b */
static void add_patch(const cadre_experiment_t *experiment, int k, double value, cadre_text_t *out)
{
    const cadre_input_t *input = &experiment->design.inputs[k];
    const char *path = input->name;
    int depth = 0;
    for (;; depth++) {
        const size_t length = strcspn(path, ".");
        cadre_text_addf(out, "{\"%.*s\":", (int)length, path);
        if (path[length] == '\0')
            break;
        path += length + 1;
    }
    cadre_text_t text = {0};
    cadre_experiment_value(experiment, k, value, &text);
    if (text.failed)
        out->failed = true;
    else if (input->kind == CADRE_INPUT_TEXT || input->kind == CADRE_INPUT_DATE)
        cadre_text_add_json(out, text.data);
    else
        cadre_text_add(out, text.data);
    cadre_text_free(&text);
    for (; depth >= 0; depth--)
        cadre_text_add(out, "}");
}

/* The variant of a point as lines: the scenario's number, then for each input "=SWITCH" or the
 * patch. */
static void add_key(const cadre_experiment_t *experiment, const double *point, cadre_text_t *out)
{
    int scenario = 0;
    for (int k = 0; k < experiment->design.input_count; k++)
        if (experiment->inputs[k].target == CADRE_TARGET_SCENARIO)
            scenario = (int)point[k];
    cadre_text_addf(out, "%d\n", scenario);
    for (int k = 0; k < experiment->design.input_count; k++) {
        if (experiment->inputs[k].target == CADRE_TARGET_SWITCH)
            cadre_text_addf(out, "=%s=%s\n", experiment->design.inputs[k].name,
                            point[k] != 0 ? "true" : "false");
        if (experiment->inputs[k].target == CADRE_TARGET_PATH) {
            add_patch(experiment, k, point[k], out);
            cadre_text_add(out, "\n");
        }
    }
}

/* Cuts the lines of a key: settings for the scenario, after those of --set, and patches. */
static int load_variant(const cadre_experiment_t *experiment, const char *key,
                        cadre_scenario_t **out, cadre_error_t *err)
{
    const int inputs = experiment->design.input_count;
    const size_t most = (size_t)experiment->overrides.count + (size_t)inputs;
    const char **settings = cadre_alloc(most, sizeof *settings);
    const char **patches = cadre_alloc((size_t)inputs, sizeof *patches);
    char *lines = cadre_copy_text(key);
    int status = CADRE_ERROR_MEMORY, setting_count = experiment->overrides.count, patch_count = 0;
    if (settings == NULL || patches == NULL || lines == NULL) {
        cadre_error_set(err, status, "out of memory");
        goto out;
    }
    for (int i = 0; i < experiment->overrides.count; i++)
        settings[i] = experiment->overrides.settings[i];
    char *rest, *line = strtok_r(lines, "\n", &rest);
    int scenario = 0;
    sscanf(line, "%d", &scenario);
    while ((line = strtok_r(NULL, "\n", &rest)) != NULL)
        if (line[0] == '=')
            settings[setting_count++] = line + 1;
        else
            patches[patch_count++] = line;
    status = cadre_scenario_load_patched(experiment->scenarios[scenario],
                                         (cadre_overrides_t){settings, setting_count}, patches,
                                         patch_count, out, err);
out:
    cadre_free(lines);
    cadre_free(settings);
    cadre_free(patches);
    return status;
}

static void free_variant(variant_t *self)
{
    if (self == NULL)
        return;
    cadre_scenario_free(self->scenario);
    cadre_free(self->steps);
    cadre_free(self->filing_steps);
    cadre_free(self->filed);
    cadre_free(self->key);
    cadre_free(self);
}

/* What outcomes read, and the rows of the file. */
static int record_more(const cadre_plan_rows_t *rows, variant_t *self)
{
    const cadre_specification_t *specification = &self->scenario->specification;
    const size_t most = (size_t)specification->steps + 1;
    int read = 0, count = 0;
    self->filing_steps = cadre_alloc(most, sizeof *self->filing_steps);
    self->filed = cadre_alloc(most, sizeof *self->filed);
    if (self->filing_steps == NULL || self->filed == NULL)
        return CADRE_ERROR_MEMORY;
    for (int32_t step = 0; step <= specification->steps; step++) {
        const cadre_plan_step_t what = rows->step(rows->context, specification, step);
        const bool is_read = read < self->recording.row_count && self->steps[read] == step;
        read += is_read;
        if (what == CADRE_PLAN_STEP_PASSED && !is_read)
            continue;
        self->filing_steps[count] = step;
        self->filed[count++] = what == CADRE_PLAN_STEP_FILED;
    }
    self->filing = (cadre_recording_t){
        .row_steps = self->filing_steps, .row_count = count, .filed = self->filed};
    return CADRE_OK;
}

static int record(const cadre_plan_t *plan, variant_t *self, cadre_error_t *err)
{
    const cadre_experiment_t *experiment = plan->experiment;
    int status = cadre_readings_rows(experiment->readings, experiment->reading_count,
                                     &self->scenario->specification, &self->steps,
                                     &self->recording.row_count);
    self->recording.row_steps = self->steps;
    if (status == CADRE_OK && plan->rows.runs > 0)
        status = record_more(&plan->rows, self);
    return status == CADRE_OK ? CADRE_OK : cadre_error_set(err, status, "out of memory");
}

static int make_variant(const cadre_plan_t *plan, const char *key, variant_t **out,
                        cadre_error_t *err)
{
    *out = NULL;
    variant_t *self = cadre_alloc(1, sizeof *self);
    if (self == NULL)
        return cadre_error_set(err, CADRE_ERROR_MEMORY, "out of memory");
    self->key = cadre_copy_text(key);
    int status = self->key != NULL ? load_variant(plan->experiment, key, &self->scenario, err)
                                   : cadre_error_set(err, CADRE_ERROR_MEMORY, "out of memory");
    if (status == CADRE_OK)
        status = record(plan, self, err);
    if (status == CADRE_OK)
        *out = self;
    else
        free_variant(self);
    return status;
}

/* Lets go of what has not been used for longest, as far as nobody uses it. */
static void make_room(cadre_plan_t *self)
{
    variant_t **place = &self->variants, **last = NULL;
    for (; *place != NULL; place = &(*place)->next)
        if ((*place)->users == 0)
            last = place;
    if (last == NULL || self->variant_count <= MOST_VARIANTS)
        return;
    variant_t *gone = *last;
    *last = gone->next;
    self->variant_count--;
    free_variant(gone);
}

/* The variant of a key, with one user more. */
static int take_variant(cadre_plan_t *self, const char *key, variant_t **out, cadre_error_t *err)
{
    int status = CADRE_OK;
    pthread_mutex_lock(&self->lock);
    variant_t **place = &self->variants;
    while (*place != NULL && strcmp((*place)->key, key) != 0)
        place = &(*place)->next;
    variant_t *found = *place;
    if (found != NULL)
        *place = found->next;
    else if ((status = make_variant(self, key, &found, err)) == CADRE_OK)
        self->variant_count++;
    if (found != NULL) {
        found->users++;
        found->next = self->variants;
        self->variants = found;
        make_room(self);
    }
    pthread_mutex_unlock(&self->lock);
    *out = found;
    return status;
}

static void leave_variant(cadre_plan_t *self, variant_t *variant)
{
    pthread_mutex_lock(&self->lock);
    variant->users--;
    pthread_mutex_unlock(&self->lock);
}

/* ------------------------------------------------------- points */

/* As --set does: a parameter of organizations without a name is set for all. */
static void set_parameters(const cadre_experiment_t *experiment, const double *point, held_t *held)
{
    for (int k = 0; k < experiment->design.input_count; k++) {
        const cadre_experiment_input_t *input = &experiment->inputs[k];
        if (input->target != CADRE_TARGET_PARAMETER)
            continue;
        if (cadre_parameter_at(input->parameter)->scope == CADRE_SCOPE_WORLD)
            cadre_parameter_set(input->parameter, &held->specification.parameters, point[k]);
        for (int o = 0; cadre_parameter_at(input->parameter)->scope == CADRE_SCOPE_ORGANIZATION &&
                        o < held->specification.organization_count;
             o++)
            if (input->organization == NULL ||
                strcmp(held->organizations[o].id, input->organization) == 0)
                cadre_parameter_set(input->parameter, &held->organizations[o].parameters, point[k]);
    }
}

/* `files`: the run records more rows. */
static int hold(cadre_plan_t *self, const double *values, bool files, held_t **out,
                cadre_error_t *err)
{
    cadre_text_t key = {0};
    variant_t *variant = NULL;
    add_key(self->experiment, values, &key);
    int status = key.failed ? cadre_error_set(err, CADRE_ERROR_MEMORY, "out of memory")
                            : take_variant(self, key.data, &variant, err);
    cadre_text_free(&key);
    const int count = variant != NULL ? variant->scenario->specification.organization_count : 0;
    held_t *held = cadre_alloc(1, sizeof *held + (size_t)count * sizeof *held->organizations);
    *out = held;
    if (held == NULL) {
        if (variant != NULL)
            leave_variant(self, variant);
        return cadre_error_set(err, CADRE_ERROR_MEMORY, "out of memory");
    }
    held->planned.scenario = self->experiment->bases[0]->name;
    if (status != CADRE_OK || variant == NULL)
        return status;
    held->variant = variant;
    held->planned.scenario = variant->scenario->name;
    held->specification = variant->scenario->specification;
    held->specification.organizations = held->organizations;
    memcpy(held->organizations, variant->scenario->specification.organizations,
           (size_t)count * sizeof *held->organizations);
    set_parameters(self->experiment, values, held);
    held->planned.of = variant->scenario;
    held->planned.specification = &held->specification;
    held->planned.recording = files ? &variant->filing : &variant->recording;
    return CADRE_OK;
}

/* ------------------------------------------------------- jobs */

/* Place in the order of execution, from 0, to the run: replicate by replicate. */
static int64_t run_at(const cadre_plan_t *self, int64_t place)
{
    const int64_t points = self->sample.points, replicate = place / points;
    return (place % points) * self->experiment->replicates + replicate + 1;
}

static bool is_to_do(const cadre_plan_t *self, int64_t run)
{
    return (run - 1) % self->shards == self->shard - 1 &&
           !(self->done[(run - 1) / 8] >> ((run - 1) % 8) & 1);
}

/* The run of job `number`. Numbers come nearly in order: the search goes on from the last one. */
static int64_t find_run(cadre_plan_t *self, int64_t number)
{
    if (number < self->next_number) {
        self->next_number = 1;
        self->next_place = 0;
    }
    for (;; self->next_place++) {
        const int64_t run = run_at(self, self->next_place);
        if (!is_to_do(self, run))
            continue;
        if (self->next_number == number)
            return run;
        self->next_number++;
    }
}

/* Keeps what a run at `point` is made of in its job. */
static int fill_job(cadre_plan_t *self, const double *point, cadre_planned_t which,
                    cadre_luck_t luck, cadre_job_t *job)
{
    cadre_error_t err = {0};
    held_t *held;
    int status = hold(self, point, which.run <= self->rows.runs, &held, &err);
    job->run = which.run;
    job->of = held;
    if (held == NULL)
        return status;
    held->planned.run = which.run;
    held->planned.point = which.point;
    held->planned.replicate = which.replicate;
    if (status == CADRE_OK &&
        (held->planned.recording->row_count > self->most_rows ||
         cadre_observed_count(&held->specification) > self->most_organizations))
        status = cadre_error_set(&err, CADRE_ERROR_INPUT,
                                 "the run records more than those that were tried beforehand");
    if (status != CADRE_OK) {
        cadre_error_describe(&err, held->failure, sizeof held->failure);
        held->planned.failure = held->failure;
        return status;
    }
    job->luck = luck;
    job->variant = (cadre_variant_t){held->planned.specification, held->planned.recording};
    return CADRE_OK;
}

static int prepare(void *context, int64_t number, cadre_job_t *job)
{
    cadre_plan_t *self = context;
    const int64_t replicates = self->experiment->replicates;
    pthread_mutex_lock(&self->lock);
    const int64_t run = find_run(self, number);
    pthread_mutex_unlock(&self->lock);
    const cadre_planned_t which = {
        .run = run, .point = (run - 1) / replicates + 1, .replicate = (run - 1) % replicates + 1};
    /* points of one block share their luck: what differs between them is the inputs' doing */
    const int64_t block = self->experiment->independent ? self->sample.blocks[which.point - 1] : 1;
    const cadre_luck_t luck = {self->experiment->design.seed,
                               (uint32_t)((block - 1) * replicates + which.replicate)};
    return fill_job(self, self->sample.values + (which.point - 1) * self->sample.inputs, which,
                    luck, job);
}

static void release(void *context, cadre_job_t *job)
{
    held_t *held = job->of;
    if (held == NULL)
        return;
    if (held->variant != NULL)
        leave_variant(context, held->variant);
    cadre_free(held);
}

void cadre_plan_jobs(cadre_plan_t *self, int64_t shard, int64_t shards, const uint8_t *done,
                     cadre_jobs_t *jobs)
{
    self->shard = shard;
    self->shards = shards;
    self->done = done;
    self->next_number = 1;
    self->next_place = 0;
    *jobs = (cadre_jobs_t){.most_rows = self->most_rows,
                           .most_organizations = self->most_organizations,
                           .prepare = prepare,
                           .release = release,
                           .context = self};
    for (int64_t run = shard; run <= cadre_plan_runs(self); run += shards)
        jobs->count += is_to_do(self, run);
}

void cadre_plan_limits(const cadre_plan_t *self, cadre_jobs_t *jobs)
{
    jobs->most_rows = self->most_rows;
    jobs->most_organizations = self->most_organizations;
}

int cadre_plan_prepare(cadre_plan_t *self, const double *point, int64_t run, cadre_luck_t luck,
                       cadre_job_t *job)
{
    const cadre_planned_t which = {.run = run, .point = run, .replicate = 1};
    return fill_job(self, point, which, luck, job);
}

void cadre_plan_release(cadre_plan_t *self, cadre_job_t *job)
{
    release(self, job);
}

void cadre_plan_read(const cadre_plan_t *self, const cadre_replicate_t *replicate, double *out)
{
    const cadre_planned_t *planned = replicate->of;
    for (int i = 0; i < self->experiment->reading_count; i++)
        out[i] = planned == NULL || planned->specification == NULL
                     ? CADRE_MISSING
                     : cadre_reading_value(&self->experiment->readings[i], planned->of,
                                           planned->recording, replicate);
}

/* ------------------------------------------------------- making and freeing */

/* How much a run of this point records. */
static int measure(cadre_plan_t *self, const double *point, cadre_error_t *err)
{
    held_t *held;
    const int status = hold(self, point, self->rows.runs > 0, &held, err);
    if (status == CADRE_OK) {
        const int rows = held->planned.recording->row_count;
        const int organizations = cadre_observed_count(&held->specification);
        self->most_rows = rows > self->most_rows ? rows : self->most_rows;
        self->most_organizations =
            organizations > self->most_organizations ? organizations : self->most_organizations;
    }
    release(self, &(cadre_job_t){.of = held});
    return status;
}

/* Whether the points differ in more than parameters. */
static bool has_variants(const cadre_experiment_t *experiment)
{
    for (int k = 0; k < experiment->design.input_count; k++)
        if (experiment->inputs[k].target != CADRE_TARGET_PARAMETER)
            return true;
    return false;
}

/* The error at the first input that is not a parameter; the point tells the rest. */
static int refuse_point(const cadre_experiment_t *experiment, int64_t point, cadre_error_t *err)
{
    char why[400];
    const int code = err->code;
    cadre_error_describe(err, why, sizeof why);
    if (code == CADRE_ERROR_MEMORY)
        return code;
    cadre_error_set(err, CADRE_ERROR_INPUT, "point %lld is no scenario: %s", (long long)point, why);
    for (int k = experiment->design.input_count - 1; k >= 0; k--)
        if (experiment->inputs[k].target != CADRE_TARGET_PARAMETER)
            cadre_error_at(err, experiment->path, experiment->inputs[k].line,
                           experiment->inputs[k].column);
    return CADRE_ERROR_INPUT;
}

static cadre_plan_t *create(const cadre_experiment_t *experiment, cadre_error_t *err)
{
    cadre_plan_t *self = cadre_alloc(1, sizeof *self);
    if (self == NULL) {
        cadre_error_set(err, CADRE_ERROR_MEMORY, "out of memory");
        return NULL;
    }
    pthread_mutex_init(&self->lock, NULL);
    self->experiment = experiment;
    return self;
}

int cadre_plan_create(const cadre_experiment_t *experiment, cadre_plan_t **out, cadre_error_t *err)
{
    return cadre_plan_create_recording(experiment, NULL, out, err);
}

int cadre_plan_create_recording(const cadre_experiment_t *experiment, const cadre_plan_rows_t *rows,
                                cadre_plan_t **out, cadre_error_t *err)
{
    cadre_error_t unwanted;
    *out = NULL;
    err = err != NULL ? err : &unwanted;
    cadre_plan_t *self = create(experiment, err);
    if (self == NULL)
        return CADRE_ERROR_MEMORY;
    if (rows != NULL)
        self->rows = *rows;
    int status = cadre_experiment_sample(experiment, &self->sample, err);
    if (status == CADRE_OK && self->sample.points > (int64_t)UINT32_MAX / experiment->replicates) {
        status = cadre_error_set(err, CADRE_ERROR_INPUT,
                                 "%lld points with %lld replicates are more than 4294967295 runs",
                                 (long long)self->sample.points, (long long)experiment->replicates);
        cadre_error_at(err, experiment->path, 0, 0);
    }
    const int64_t tried = has_variants(experiment) ? self->sample.points : 1;
    for (int64_t point = 1; status == CADRE_OK && point <= tried; point++)
        if ((status = measure(self, self->sample.values + (point - 1) * self->sample.inputs,
                              err)) != CADRE_OK)
            status = refuse_point(experiment, point, err);
    if (status == CADRE_OK)
        *out = self;
    else
        cadre_plan_free(self);
    return status;
}

/* Tries the middle of all inputs with each scenario that there may be. */
static int try_middle(cadre_plan_t *self, cadre_error_t *err)
{
    const cadre_design_t *design = &self->experiment->design;
    double *point = cadre_alloc((size_t)design->input_count, sizeof *point);
    if (point == NULL)
        return cadre_error_set(err, CADRE_ERROR_MEMORY, "out of memory");
    int status = CADRE_OK;
    for (int i = 0; status == CADRE_OK && i < self->experiment->scenario_count; i++) {
        for (int k = 0; k < design->input_count; k++)
            point[k] = self->experiment->inputs[k].target == CADRE_TARGET_SCENARIO
                           ? i
                           : cadre_input_value(&design->inputs[k], 0.5);
        status = measure(self, point, err);
        if (status != CADRE_OK)
            status = refuse_point(self->experiment, 1, err);
    }
    cadre_free(point);
    return status;
}

int cadre_plan_create_open(const cadre_experiment_t *experiment, cadre_plan_t **out,
                           cadre_error_t *err)
{
    cadre_error_t unwanted;
    *out = NULL;
    err = err != NULL ? err : &unwanted;
    cadre_plan_t *self = create(experiment, err);
    if (self == NULL)
        return CADRE_ERROR_MEMORY;
    const int status = try_middle(self, err);
    if (status == CADRE_OK)
        *out = self;
    else
        cadre_plan_free(self);
    return status;
}

void cadre_plan_free(cadre_plan_t *self)
{
    if (self == NULL)
        return;
    while (self->variants != NULL) {
        variant_t *variant = self->variants;
        self->variants = variant->next;
        free_variant(variant);
    }
    cadre_sample_free(&self->sample);
    pthread_mutex_destroy(&self->lock);
    cadre_free(self);
}

const cadre_sample_t *cadre_plan_sample(const cadre_plan_t *self)
{
    return &self->sample;
}

int64_t cadre_plan_runs(const cadre_plan_t *self)
{
    return self->sample.points * self->experiment->replicates;
}
