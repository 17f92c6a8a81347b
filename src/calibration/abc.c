#include "calibration/abc.h"

#include "base/memory.h"
#include "base/sampling.h"
#include "calibration/keyed_stream.h"
#include "calibration/perturbation.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <string.h>

static const double USUAL_WIDENING = 2; /* Beaumont et al. 2009 */

/* Particles with room for `capacity`. */
typedef struct {
    int64_t count, capacity;
    double *places, *points, *weights, *distances, *statistics;
} particles_t;

typedef enum { STAGE_GENERATION, STAGE_PREDICTION, STAGE_DONE } stage_t;

struct cadre_abc {
    const cadre_design_t *design;
    cadre_abc_settings_t settings;
    const cadre_abc_target_t *targets;
    int target_count, statistics;
    stage_t stage;
    cadre_stop_t stopped;
    int generation;     /* from 1 */
    int64_t told, runs; /* runs of this stage, of all */
    double *means;      /* [statistics] sums over the replicates of the point under way */
    particles_t previous, current; /* `previous` is what proposals come from, and the posterior */
    cadre_perturbation_t kernel;   /* around the previous ones */
    double tolerance;              /* of this generation */
    double *scales;                /* [targets] */
    double *seen;                  /* [points][statistics] of this generation, near or not */
    int64_t seen_count, seen_capacity;
    cadre_generation_t *rows;
    int row_count;
    double *first; /* [points][statistics] of the first generation, near or not */
    int64_t first_count, first_capacity;
    double *prediction; /* [particles][statistics] */
    double *cumulative; /* of the posterior's weights */
    double *prior;      /* places of the first generation, if there are constraints */
    int64_t prior_count;
};

/* ------------------------------------------------------- particles */

static void free_particles(particles_t *self)
{
    cadre_free(self->places);
    cadre_free(self->points);
    cadre_free(self->weights);
    cadre_free(self->distances);
    cadre_free(self->statistics);
    *self = (particles_t){0};
}

static int create_particles(const cadre_abc_t *abc, int64_t capacity, particles_t *self)
{
    const size_t count = (size_t)capacity, inputs = (size_t)abc->design->input_count;
    *self =
        (particles_t){.capacity = capacity,
                      .places = cadre_alloc(count, inputs * sizeof(double)),
                      .points = cadre_alloc(count, inputs * sizeof(double)),
                      .weights = cadre_alloc(count, sizeof(double)),
                      .distances = cadre_alloc(count, sizeof(double)),
                      .statistics = cadre_alloc(count, (size_t)abc->statistics * sizeof(double))};
    return self->places != NULL && self->points != NULL && self->weights != NULL &&
                   self->distances != NULL && self->statistics != NULL
               ? CADRE_OK
               : CADRE_ERROR_MEMORY;
}

/* The place and the values of proposal `number`, from 1, of this generation. */
static void draw(const cadre_abc_t *self, int64_t number, double *place, double *point)
{
    cadre_keyed_stream_t stream;
    cadre_keyed_stream_begin(&stream, self->design->seed, (uint32_t)self->generation,
                             (uint64_t)number);
    if (self->generation == 1)
        cadre_prior_propose(self->design, &stream.rng, place, point);
    else
        cadre_perturbation_propose(&self->kernel, &stream.rng, place, point);
}

static void keep(cadre_abc_t *self, int64_t number, const double *statistics, double distance)
{
    particles_t *to = &self->current;
    const int inputs = self->design->input_count;
    draw(self, number, to->places + to->count * inputs, to->points + to->count * inputs);
    to->distances[to->count] = distance;
    memcpy(to->statistics + to->count * self->statistics, statistics,
           (size_t)self->statistics * sizeof *statistics);
    to->count++;
}

/* ------------------------------------------------------- making and freeing */

int cadre_abc_create(const cadre_design_t *design, const cadre_abc_settings_t *settings,
                     const cadre_abc_target_t *targets, int target_count, int statistics,
                     cadre_abc_t **out)
{
    gsl_set_error_handler_off();
    *out = NULL;
    cadre_abc_t *self = cadre_alloc(1, sizeof *self);
    if (self == NULL)
        return CADRE_ERROR_MEMORY;
    self->design = design;
    self->settings = *settings;
    self->targets = targets;
    self->target_count = target_count;
    self->statistics = statistics;
    self->generation = 1;
    self->tolerance = INFINITY;
    self->means = cadre_alloc((size_t)statistics, sizeof *self->means);
    self->scales = cadre_alloc((size_t)target_count, sizeof *self->scales);
    const int64_t most =
        settings->sequential ? settings->particles : settings->stop.runs / settings->replicates;
    if (self->means == NULL || self->scales == NULL ||
        create_particles(self, most, &self->current) != CADRE_OK) {
        cadre_abc_free(self);
        return CADRE_ERROR_MEMORY;
    }
    for (int k = 0; k < target_count; k++)
        self->scales[k] = targets[k].sd > 0 ? targets[k].sd : 1;
    *out = self;
    return CADRE_OK;
}

void cadre_abc_free(cadre_abc_t *self)
{
    if (self == NULL)
        return;
    free_particles(&self->previous);
    free_particles(&self->current);
    cadre_perturbation_free(&self->kernel);
    cadre_free(self->means);
    cadre_free(self->scales);
    cadre_free(self->seen);
    cadre_free(self->rows);
    cadre_free(self->first);
    cadre_free(self->prediction);
    cadre_free(self->cumulative);
    cadre_free(self->prior);
    cadre_free(self);
}

/* ------------------------------------------------------- where it is */

bool cadre_abc_done(const cadre_abc_t *self)
{
    return self->stage == STAGE_DONE;
}

bool cadre_abc_predicts(const cadre_abc_t *self)
{
    return self->stage == STAGE_PREDICTION;
}

int cadre_abc_generation(const cadre_abc_t *self)
{
    return self->generation;
}

int64_t cadre_abc_accepted(const cadre_abc_t *self)
{
    return self->current.count;
}

int64_t cadre_abc_told(const cadre_abc_t *self)
{
    return self->told;
}

int64_t cadre_abc_runs(const cadre_abc_t *self)
{
    return self->runs;
}

/* A generation of a sequence may take so many runs until too few of them were near enough. */
int64_t cadre_abc_most(const cadre_abc_t *self)
{
    const cadre_abc_settings_t *settings = &self->settings;
    const int64_t replicates = settings->replicates;
    if (self->stage == STAGE_PREDICTION)
        return self->previous.count;
    const int64_t before = self->runs - self->told;
    const int64_t left = (settings->stop.runs - before) / replicates * replicates;
    if (!settings->sequential || self->generation == 1 || settings->stop.acceptance <= 0)
        return left;
    const double points = floor((double)settings->particles / settings->stop.acceptance);
    const int64_t most = left / replicates;
    return points < (double)most ? (int64_t)points * replicates : left;
}

/* ------------------------------------------------------- proposals */

void cadre_abc_propose(const cadre_abc_t *self, int64_t number, double *point)
{
    const int inputs = self->design->input_count;
    if (self->stage == STAGE_PREDICTION) {
        const double u = ((double)number - 0.5) / (double)self->previous.count;
        const int64_t row = cadre_weighted_row(self->cumulative, self->previous.count, u);
        memcpy(point, self->previous.points + row * inputs, (size_t)inputs * sizeof *point);
        return;
    }
    double place[CADRE_ABC_INPUTS];
    draw(self, (number - 1) / self->settings.replicates + 1, place, point);
}

/* ------------------------------------------------------- what runs show */

/* One row of `width` numbers more at the end of a growing list. */
static int append(double **list, int64_t *count, int64_t *capacity, const double *row, int width)
{
    if (*count == *capacity) {
        const int64_t wanted = 2 * *capacity + 256;
        double *grown =
            cadre_resize(*list, (size_t)*capacity, (size_t)wanted, (size_t)width * sizeof *grown);
        if (grown == NULL)
            return CADRE_ERROR_MEMORY;
        *list = grown;
        *capacity = wanted;
    }
    memcpy(*list + *count * width, row, (size_t)width * sizeof *row);
    (*count)++;
    return CADRE_OK;
}

/* Notes the statistics of a point, and takes it if it is near enough. */
static int see(cadre_abc_t *self, const double *statistics)
{
    int code = append(&self->seen, &self->seen_count, &self->seen_capacity, statistics,
                      self->target_count);
    if (code == CADRE_OK && self->generation == 1)
        code = append(&self->first, &self->first_count, &self->first_capacity, statistics,
                      self->statistics);
    if (code != CADRE_OK)
        return code;
    const double distance =
        cadre_abc_distance(self->targets, self->target_count, self->scales, statistics);
    if (isfinite(distance) && distance <= self->tolerance)
        keep(self, self->seen_count, statistics, distance);
    return CADRE_OK;
}

int cadre_abc_tell(cadre_abc_t *self, const double *statistics, bool *complete)
{
    const int64_t replicates = self->settings.replicates;
    const size_t width = (size_t)self->statistics;
    int code = CADRE_OK;
    self->told++;
    self->runs++;
    if (self->stage == STAGE_PREDICTION) {
        memcpy(self->prediction + (size_t)(self->told - 1) * width, statistics,
               width * sizeof *statistics);
        *complete = self->told == cadre_abc_most(self);
        return CADRE_OK;
    }
    const int64_t replicate = (self->told - 1) % replicates + 1;
    for (int k = 0; k < self->statistics; k++)
        self->means[k] = (replicate == 1 ? 0 : self->means[k]) + statistics[k] / (double)replicates;
    if (replicate == replicates)
        code = see(self, self->means);
    *complete = self->told >= cadre_abc_most(self) ||
                (self->settings.sequential && self->current.count == self->settings.particles);
    return code;
}

/* ------------------------------------------------------- the end of a generation */

/* Weight of a particle: density of the prior, which is the same everywhere, over that of proposals.
 */
static int weigh(cadre_abc_t *self)
{
    particles_t *particles = &self->current;
    double sum = 0;
    for (int64_t i = 0; i < particles->count; i++) {
        double density = 1;
        if (self->generation > 1 &&
            cadre_perturbation_density(&self->kernel,
                                       particles->places + i * self->design->input_count,
                                       &density) != CADRE_OK)
            return CADRE_ERROR_MEMORY;
        particles->weights[i] = 1 / density;
        sum += particles->weights[i];
    }
    for (int64_t i = 0; i < particles->count; i++)
        particles->weights[i] /= sum;
    return CADRE_OK;
}

double cadre_effective_size(const double *weights, int64_t count)
{
    double squares = 0;
    for (int64_t i = 0; i < count; i++)
        squares += weights[i] * weights[i];
    return 1 / squares;
}

static int add_row(cadre_abc_t *self, bool used)
{
    cadre_generation_t *grown = cadre_resize(self->rows, (size_t)self->row_count,
                                             (size_t)self->row_count + 1, sizeof *grown);
    if (grown == NULL)
        return CADRE_ERROR_MEMORY;
    self->rows = grown;
    self->rows[self->row_count++] = (cadre_generation_t){
        .tolerance = self->tolerance,
        .runs = self->told,
        .accepted = self->current.count,
        .ess =
            used ? cadre_effective_size(self->current.weights, self->current.count) : (double)NAN};
    return CADRE_OK;
}

/* Scales of the next generation, and its tolerance: a quantile of the distances that the accepted
 * have in them. `*change`: by which share it is below the largest of these. */
static int tighten(cadre_abc_t *self, double *change)
{
    const cadre_abc_settings_t *settings = &self->settings;
    const int64_t count = self->current.count;
    double *work = cadre_alloc(2 * (size_t)self->seen_count + (size_t)count, sizeof *work);
    if (work == NULL)
        return CADRE_ERROR_MEMORY;
    double *distances = work + 2 * self->seen_count;
    cadre_abc_scales(self->targets, self->target_count, settings->scaling, self->seen,
                     self->seen_count, work, self->scales);
    for (int64_t i = 0; i < count; i++)
        distances[i] = cadre_abc_distance(self->targets, self->target_count, self->scales,
                                          self->current.statistics + i * self->statistics);
    gsl_sort(distances, 1, (size_t)count);
    const double largest = distances[count - 1];
    self->tolerance =
        settings->quantile > 0
            ? gsl_stats_quantile_from_sorted_data(distances, 1, (size_t)count, settings->quantile)
            : settings->tolerance;
    if (self->tolerance < settings->stop.tolerance)
        self->tolerance = settings->stop.tolerance;
    *change = largest > 0 ? 1 - self->tolerance / largest : 0;
    cadre_free(work);
    return CADRE_OK;
}

static cadre_stop_t reason_to_stop(const cadre_abc_t *self, double before, double change)
{
    const cadre_abc_settings_t *settings = &self->settings;
    const double aim = settings->quantile > 0 ? settings->stop.tolerance : settings->tolerance;
    if (self->generation > 1 && before <= aim)
        return CADRE_STOP_TOLERANCE;
    if (self->generation >= settings->stop.generations)
        return CADRE_STOP_GENERATIONS;
    if (settings->stop.runs - self->runs < settings->particles * settings->replicates)
        return CADRE_STOP_RUNS;
    if (self->generation > 1 && change < settings->stop.change)
        return CADRE_STOP_CHANGE;
    return CADRE_STOP_NONE;
}

static int begin_prediction(cadre_abc_t *self, cadre_stop_t reason)
{
    const size_t count = (size_t)self->previous.count;
    self->stage = STAGE_PREDICTION;
    self->stopped = reason;
    self->prediction = cadre_alloc(count * (size_t)self->statistics, sizeof *self->prediction);
    self->cumulative = cadre_alloc(count, sizeof *self->cumulative);
    if (self->prediction == NULL || self->cumulative == NULL)
        return CADRE_ERROR_MEMORY;
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        self->cumulative[i] = sum += self->previous.weights[i];
    return CADRE_OK;
}

/* What was accepted becomes what the next generation starts from. */
static void pass_on(cadre_abc_t *self)
{
    cadre_perturbation_free(&self->kernel);
    free_particles(&self->previous);
    self->previous = self->current;
    self->current = (particles_t){0};
    self->seen_count = 0;
    self->told = 0;
}

static int next_generation(cadre_abc_t *self)
{
    const double widening = self->settings.widening;
    self->generation++;
    const int code = cadre_perturbation_create(&self->kernel, self->design, self->previous.places,
                                               self->previous.weights, self->previous.count,
                                               widening > 0 ? widening : USUAL_WIDENING);
    return code == CADRE_OK ? create_particles(self, self->settings.particles, &self->current)
                            : code;
}

/* The generation found too few particles: the posterior is that of the one before. */
static int give_up(cadre_abc_t *self)
{
    const bool exhausted = self->settings.stop.runs - self->runs < self->settings.replicates;
    const int code = add_row(self, false);
    self->told = 0;
    return code == CADRE_OK
               ? begin_prediction(self, exhausted ? CADRE_STOP_RUNS : CADRE_STOP_ACCEPTANCE)
               : code;
}

/* A generation of a sequence that has, or has not, all its particles. */
static int end_generation(cadre_abc_t *self, cadre_error_t *err)
{
    const bool whole = self->current.count == self->settings.particles;
    const double before = self->tolerance;
    double change = 0;
    if (!whole && self->generation == 1)
        return cadre_error_set(
            err, CADRE_ERROR_INPUT,
            "%lld of %lld runs from the prior have a value for every target, and "
            "%lld particles are needed",
            (long long)self->current.count, (long long)self->told,
            (long long)self->settings.particles);
    if (!whole)
        return give_up(self);
    int code = weigh(self);
    if (code == CADRE_OK)
        code = add_row(self, true);
    if (code == CADRE_OK)
        code = tighten(self, &change);
    if (code != CADRE_OK)
        return code;
    pass_on(self);
    const cadre_stop_t reason = reason_to_stop(self, before, change);
    return reason != CADRE_STOP_NONE ? begin_prediction(self, reason) : next_generation(self);
}

/* Rejection has one generation. All runs are seen before any is judged: their scales are known only
 * then, and the tolerance may be a quantile. */
static int end_rejection(cadre_abc_t *self, cadre_error_t *err)
{
    particles_t all = self->current;
    double change;
    int code = all.count > 0 ? tighten(self, &change) : CADRE_OK;
    int64_t kept = 0;
    for (int64_t i = 0; code == CADRE_OK && i < all.count; i++) {
        const int inputs = self->design->input_count;
        const double distance = cadre_abc_distance(self->targets, self->target_count, self->scales,
                                                   all.statistics + i * self->statistics);
        if (distance > self->tolerance)
            continue;
        all.distances[kept] = distance;
        memmove(all.places + kept * inputs, all.places + i * inputs,
                (size_t)inputs * sizeof(double));
        memmove(all.points + kept * inputs, all.points + i * inputs,
                (size_t)inputs * sizeof(double));
        memmove(all.statistics + kept * self->statistics, all.statistics + i * self->statistics,
                (size_t)self->statistics * sizeof(double));
        kept++;
    }
    self->current.count = kept;
    if (code == CADRE_OK && kept < 2)
        return cadre_error_set(err, CADRE_ERROR_INPUT,
                               "%lld of %lld runs from the prior are within the tolerance",
                               (long long)kept, (long long)self->told);
    if (code == CADRE_OK)
        code = weigh(self);
    if (code == CADRE_OK)
        code = add_row(self, true);
    if (code != CADRE_OK)
        return code;
    pass_on(self);
    return begin_prediction(self, CADRE_STOP_RUNS);
}

static int remember_prior(cadre_abc_t *self)
{
    const size_t width = (size_t)self->design->input_count * sizeof *self->prior;
    self->prior_count = self->current.count;
    self->prior = cadre_alloc((size_t)self->prior_count, width);
    if (self->prior == NULL)
        return CADRE_ERROR_MEMORY;
    memcpy(self->prior, self->current.places, (size_t)self->prior_count * width);
    return CADRE_OK;
}

int cadre_abc_advance(cadre_abc_t *self, cadre_error_t *err)
{
    int code = CADRE_OK;
    if (self->stage == STAGE_GENERATION && self->generation == 1 &&
        self->design->constraint_count > 0)
        code = remember_prior(self);
    if (self->stage == STAGE_PREDICTION)
        self->stage = STAGE_DONE;
    else if (code == CADRE_OK)
        code = self->settings.sequential ? end_generation(self, err) : end_rejection(self, err);
    return code == CADRE_ERROR_MEMORY
               ? cadre_error_set(err, code, "not enough memory for the particles")
               : code;
}

/* ------------------------------------------------------- results */

cadre_stop_t cadre_abc_stopped(const cadre_abc_t *self)
{
    return self->stopped;
}

const cadre_generation_t *cadre_abc_generations(const cadre_abc_t *self, int *count)
{
    *count = self->row_count;
    return self->rows;
}

cadre_population_t cadre_abc_posterior(const cadre_abc_t *self)
{
    const particles_t *of = &self->previous;
    return (cadre_population_t){of->count,   of->places,    of->points,
                                of->weights, of->distances, of->statistics};
}

const double *cadre_abc_prediction(const cadre_abc_t *self, int64_t *count)
{
    *count = self->previous.count;
    return self->prediction;
}

const double *cadre_abc_prior_prediction(const cadre_abc_t *self, int64_t *count)
{
    *count = self->first_count;
    return self->first;
}

const double *cadre_abc_prior(const cadre_abc_t *self, int64_t *count)
{
    *count = self->prior_count;
    return self->prior;
}
