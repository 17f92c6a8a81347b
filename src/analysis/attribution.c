#include "analysis/attribution.h"

#include "analysis/distribution_indices.h"
#include "analysis/elementary_effects.h"
#include "analysis/factorial_points.h"
#include "base/memory.h"

#include <math.h>
#include <string.h>

static int no_memory(cadre_error_t *err)
{
    return cadre_error_set(err, CADRE_ERROR_MEMORY, "out of memory");
}

static const double *point_at(const cadre_attribution_t *self, int64_t point)
{
    return self->told->x + point * self->told->input_count;
}

/* ------------------------------------------------------- blocks of Sobol' */

/* Whether `mixed` is `base` but for input i, which is that of `other`. */
static bool is_mixed(const double *mixed, const double *base, const double *other, int inputs,
                     int i)
{
    for (int k = 0; k < inputs; k++)
        if (mixed[k] != (k == i ? other[k] : base[k]))
            return false;
    return true;
}

/* Number of the first block (from 1) that is none; 0: all are. */
static int64_t broken_block(const cadre_attribution_t *self, bool second_order)
{
    const int inputs = self->told->input_count, rows = cadre_block_rows(inputs, second_order);
    for (int64_t first = 0; first < self->told->points; first += rows) {
        const double *a = point_at(self, first), *b = point_at(self, first + rows - 1);
        for (int i = 0; i < inputs; i++)
            if (!is_mixed(point_at(self, first + 1 + i), a, b, inputs, i) ||
                (second_order &&
                 !is_mixed(point_at(self, first + 1 + inputs + i), b, a, inputs, i)))
                return first / rows + 1;
    }
    return 0;
}

static int find_blocks(cadre_attribution_t *self, cadre_error_t *err)
{
    const int inputs = self->told->input_count;
    int64_t broken = 1;
    for (int second = 0; second < 2 && broken > 0; second++) {
        self->second_order = second > 0;
        self->rows = cadre_block_rows(inputs, self->second_order);
        self->units = self->told->points / self->rows;
        if (self->told->points % self->rows == 0)
            broken = broken_block(self, self->second_order);
    }
    if (broken > 0) {
        cadre_error_set(err, CADRE_ERROR_INPUT,
                        "the %lld points of %d inputs are no blocks A, AB1 .. AB%d, B (nor with "
                        "BA1 .. BA%d before B) as Sobol' indices need them",
                        (long long)self->told->points, inputs, inputs, inputs);
        cadre_error_hint(err, "pawn and delta take any points");
        return CADRE_ERROR_INPUT;
    }
    if (self->units < 2)
        return cadre_error_set(err, CADRE_ERROR_INPUT, "one block says nothing: there must be two");
    if (self->units % self->options.randomizations != 0)
        return cadre_error_set(err, CADRE_ERROR_INPUT,
                               "%lld blocks cannot be %d randomizations of equal size",
                               (long long)self->units, self->options.randomizations);
    return CADRE_OK;
}

/* ------------------------------------------------------- trajectories of Morris */

static bool moves(const cadre_attribution_t *self, int64_t point, int input)
{
    return point_at(self, point)[input] != point_at(self, point - 1)[input];
}

/* From the first trajectory, whose steps move disjoint groups until all inputs have moved. */
static bool find_groups(cadre_attribution_t *self)
{
    const int inputs = self->told->input_count;
    int left = inputs;
    for (int i = 0; i < inputs; i++)
        self->group_of[i] = -1;
    for (int64_t p = 1; left > 0 && p < self->told->points; p++, self->groups++) {
        const int before = left;
        for (int i = 0; i < inputs; i++) {
            if (!moves(self, p, i))
                continue;
            if (self->group_of[i] >= 0)
                return false;
            self->group_of[i] = self->groups;
            left--;
        }
        if (left == before)
            return false;
    }
    return left == 0;
}

/* Numbers groups by their first inputs, not by when they moved (-2 - n: has its new number n), and
 * finds those of several inputs. */
static void sort_groups(cadre_attribution_t *self)
{
    const int inputs = self->told->input_count;
    int next = 0;
    for (int i = 0; i < inputs; i++) {
        const int group = self->group_of[i];
        for (int k = i; group >= 0 && k < inputs; k++) {
            if (self->group_of[k] != group)
                continue;
            self->group_of[k] = -2 - next;
            self->joint[next] |= k > i;
        }
        next += group >= 0;
    }
    for (int i = 0; i < inputs; i++)
        self->group_of[i] = -2 - self->group_of[i];
}

/* The group that the step to `point` moves, all of it and nothing else; -1: none. */
static int group_moved(const cadre_attribution_t *self, int64_t point, bool *down)
{
    int group = -1;
    for (int i = 0; i < self->told->input_count; i++)
        if (group < 0 && moves(self, point, i)) {
            group = self->group_of[i];
            *down = point_at(self, point)[i] < point_at(self, point - 1)[i];
        }
    for (int i = 0; i < self->told->input_count; i++)
        if (moves(self, point, i) != (group >= 0 && self->group_of[i] == group))
            return -1;
    return group;
}

/* Number of the first trajectory (from 1) that is none; 0: all are. */
static int64_t broken_trajectory(cadre_attribution_t *self)
{
    for (int64_t t = 0; t < self->units; t++)
        for (int s = 0; s < self->groups; s++) {
            const int64_t step = t * self->groups + s;
            self->moved[step] = group_moved(self, t * self->rows + s + 1, &self->down[step]);
            for (int k = 0; k < s; k++)
                if (self->moved[step - 1 - k] == self->moved[step])
                    return t + 1;
            if (self->moved[step] < 0)
                return t + 1;
        }
    return 0;
}

static int find_trajectories(cadre_attribution_t *self, cadre_error_t *err)
{
    int64_t broken = 1;
    self->groups = 0;
    if (find_groups(self) && self->told->points % (self->groups + 1) == 0) {
        sort_groups(self);
        self->rows = self->groups + 1;
        self->units = self->told->points / self->rows;
        const size_t steps = (size_t)(self->units * self->groups);
        self->moved = cadre_alloc(steps, sizeof *self->moved);
        self->down = cadre_alloc(steps, sizeof *self->down);
        if (self->moved == NULL || self->down == NULL)
            return no_memory(err);
        broken = broken_trajectory(self);
    }
    if (broken > 0) {
        cadre_error_set(err, CADRE_ERROR_INPUT,
                        "the points are no trajectories as Morris needs them: trajectory %lld does "
                        "not move each input (or group) once, one a step",
                        (long long)broken);
        cadre_error_hint(err, "pawn and delta take any points");
        return CADRE_ERROR_INPUT;
    }
    return self->units >= 2 ? CADRE_OK
                            : cadre_error_set(err, CADRE_ERROR_INPUT,
                                              "one trajectory says nothing: there must be two");
}

/* ------------------------------------------------------- single points */

/* Whether neighbouring points share more than half of their values. */
static bool neighbours_share(const cadre_attribution_t *self)
{
    const int64_t inputs = self->told->input_count, all = (self->told->points - 1) * inputs;
    int64_t shared = 0;
    for (int64_t v = 0; v < all; v++)
        shared += self->told->x[v] == self->told->x[v + inputs];
    return 2 * shared > all;
}

static int find_points(cadre_attribution_t *self, cadre_error_t *err)
{
    self->rows = 1;
    self->repeats = neighbours_share(self);
    self->units = self->told->points;
    for (int i = 0; i < self->told->input_count; i++)
        if (self->told->words[i] > 2) {
            cadre_error_set(err, CADRE_ERROR_INPUT,
                            "input '%s' has %d different words, which have no order",
                            self->told->inputs[i], self->told->words[i]);
            cadre_error_hint(err, "sobol and morris take words");
            return CADRE_ERROR_INPUT;
        }
    return self->units >= CADRE_LEAST_POINTS
               ? CADRE_OK
               : cadre_error_set(err, CADRE_ERROR_INPUT,
                                 "%lld points say too little: there must be %d",
                                 (long long)self->units, CADRE_LEAST_POINTS);
}

/* ------------------------------------------------------- one outcome */

/* The units of an outcome that are whole, copied together. */
typedef struct {
    int64_t units;
    double *y;  /* [unit][row] */
    double *x;  /* [unit][input], of single points */
    int *moved; /* of trajectories */
    bool *down;
    bool *cases;
    int64_t *unit; /* which of all */
} whole_t;

static bool is_whole(const cadre_attribution_t *self, const double *y, int64_t unit)
{
    for (int r = 0; r < self->rows; r++)
        if (isnan(y[unit * self->rows + r]))
            return false;
    return true;
}

static void copy_unit(const cadre_attribution_t *self, const double *y, int64_t unit, whole_t *out)
{
    const size_t groups = (size_t)self->groups, inputs = (size_t)self->told->input_count;
    const int64_t to = out->units++;
    out->unit[to] = unit;
    memcpy(out->y + to * self->rows, y + unit * self->rows, (size_t)self->rows * sizeof *y);
    if (self->rows == 1)
        memcpy(out->x + to * (int64_t)inputs, point_at(self, unit), inputs * sizeof *out->x);
    if (self->moved != NULL) {
        memcpy(out->moved + to * self->groups, self->moved + unit * self->groups,
               groups * sizeof *out->moved);
        memcpy(out->down + to * self->groups, self->down + unit * self->groups,
               groups * sizeof *out->down);
    }
}

static bool whole_create(const cadre_attribution_t *self, whole_t *out)
{
    const size_t points = (size_t)self->told->points, units = (size_t)self->units;
    const size_t steps = units * (size_t)self->groups;
    *out = (whole_t){.y = cadre_alloc(points, sizeof *out->y),
                     .x = cadre_alloc(self->rows == 1 ? points : 1,
                                      (size_t)self->told->input_count * sizeof *out->x),
                     .moved = cadre_alloc(steps, sizeof *out->moved),
                     .down = cadre_alloc(steps, sizeof *out->down),
                     .cases = cadre_alloc(points, sizeof *out->cases),
                     .unit = cadre_alloc(units, sizeof *out->unit)};
    return out->y != NULL && out->x != NULL && out->moved != NULL && out->down != NULL &&
           out->cases != NULL && out->unit != NULL;
}

static void whole_free(whole_t *self)
{
    cadre_free(self->y);
    cadre_free(self->x);
    cadre_free(self->moved);
    cadre_free(self->down);
    cadre_free(self->cases);
    cadre_free(self->unit);
}

static double noise_of(const cadre_attribution_t *self, const whole_t *whole, double within)
{
    const int64_t n = whole->units * self->rows;
    const double left = within / (double)self->told->replicates;
    const double all = cadre_squares(whole->y, n, 1, cadre_mean(whole->y, n, 1)) / (double)n;
    if (isnan(within) || left == 0)
        return within;
    return all > left ? left / (all - left) : INFINITY;
}

static bool is_case(const cadre_ask_options_t *options, double y)
{
    switch (options->case_relation) {
    case CADRE_CASE_LESS:
        return y < options->case_value;
    case CADRE_CASE_LESS_EQUAL:
        return y <= options->case_value;
    case CADRE_CASE_GREATER:
        return y > options->case_value;
    case CADRE_CASE_GREATER_EQUAL:
        return y >= options->case_value;
    default: /* EQUAL */
        return y == options->case_value;
    }
}

static int ask_prim(const cadre_attribution_t *self, whole_t *whole, cadre_answer_about_t *out)
{
    for (int64_t u = 0; u < whole->units; u++) {
        whole->cases[u] = is_case(&self->options, whole->y[u]);
        out->cases += whole->cases[u];
    }
    const cadre_cases_t cases = {whole->x, whole->cases, whole->units, self->told->input_count};
    return cadre_prim(&cases, &CADRE_PRIM_DEFAULT, &out->boxes);
}

/* Units of the prior (or the others) as games, their rows in the order of coalitions. */
static int64_t collect_games(const cadre_attribution_t *self, const whole_t *whole, bool prior,
                             double *worths)
{
    int64_t count = 0;
    for (int64_t u = 0; u < whole->units; u++) {
        const int64_t first = whole->unit[u] * self->rows;
        if (self->told->prior[first] != prior)
            continue;
        for (int r = 0; r < self->rows; r++)
            worths[count * self->rows + self->there[first + r]] = whole->y[u * self->rows + r];
        count++;
    }
    return count;
}

/* A prior stands beside a posterior, or is all there is. */
static int ask_shapley(const cadre_attribution_t *self, const whole_t *whole,
                       const cadre_resampling_t *resampling, cadre_answer_about_t *out)
{
    double *worths = cadre_alloc((size_t)whole->units, (size_t)self->rows * sizeof *worths);
    double *before = cadre_alloc((size_t)whole->units, (size_t)self->rows * sizeof *before);
    int status = CADRE_ERROR_MEMORY;
    if (worths != NULL && before != NULL) {
        const cadre_games_t games = {worths, collect_games(self, whole, false, worths)};
        const cadre_games_t prior = {before, collect_games(self, whole, true, before)};
        const bool both = games.units > 0 && prior.units > 0;
        out->left_out = games.units == 1 || prior.units == 1;
        status = out->left_out
                     ? CADRE_OK
                     : cadre_attribute(games.units > 0 ? &games : &prior, both ? &prior : NULL,
                                       self->groups, resampling, &out->indices);
    }
    cadre_free(worths);
    cadre_free(before);
    return status;
}

static int ask_method(const cadre_attribution_t *self, whole_t *whole, cadre_answer_about_t *out)
{
    const cadre_ask_options_t *options = &self->options;
    cadre_resampling_t resampling = {options->seed, CADRE_RESAMPLES};
    const cadre_points_t points = {whole->x, whole->y, whole->units, self->told->input_count};
    const cadre_blocks_t blocks = {whole->y, whole->units, self->told->input_count,
                                   self->second_order,
                                   out->dropped > 0 ? 1 : options->randomizations};
    const cadre_trajectories_t trajectories = {.values = whole->y,
                                               .moved = whole->moved,
                                               .down = whole->down,
                                               .joint = self->joint,
                                               .trajectories = whole->units,
                                               .groups = self->groups,
                                               .step = cadre_morris_step(options->levels)};
    switch (options->method) {
    case CADRE_ASK_MORRIS:
        return cadre_elementary_effects(&trajectories, &resampling, &out->indices);
    case CADRE_ASK_SOBOL:
        return cadre_variance_indices(&blocks, options->estimator, &resampling, &out->indices);
    case CADRE_ASK_PAWN:
        resampling.resamples = CADRE_DELTA_RESAMPLES;
        return cadre_pawn(&points, CADRE_PAWN_SLICES, &resampling, &out->indices);
    case CADRE_ASK_DELTA:
        resampling.resamples = CADRE_DELTA_RESAMPLES;
        return cadre_delta(&points, &resampling, &out->indices);
    case CADRE_ASK_SHAPLEY:
        return ask_shapley(self, whole, &resampling, out);
    default: /* PRIM */
        return ask_prim(self, whole, out);
    }
}

static bool is_asked(const cadre_attribution_t *self, int outcome)
{
    const cadre_ask_options_t *options = &self->options;
    if (options->method == CADRE_ASK_PRIM && options->case_outcome != NULL &&
        strcmp(options->case_outcome, self->told->outcomes[outcome]) != 0)
        return false;
    return options->drop_failed || self->told->missing[outcome] == 0;
}

/* The smallest number of units a method can do with. */
static int64_t least_units(const cadre_attribution_t *self)
{
    return self->rows > 1 ? 2 : CADRE_LEAST_POINTS;
}

static int ask(const cadre_attribution_t *self, int outcome, whole_t *whole,
               cadre_answer_about_t *out)
{
    const double *y = self->told->y + outcome * self->told->points;
    out->left_out = !is_asked(self, outcome);
    if (out->left_out)
        return CADRE_OK;
    whole->units = 0;
    for (int64_t u = 0; u < self->units; u++)
        if (is_whole(self, y, u))
            copy_unit(self, y, u, whole);
    out->dropped = self->units - whole->units;
    out->left_out = whole->units < least_units(self);
    if (out->left_out)
        return CADRE_OK;
    out->noise = noise_of(self, whole, self->told->within[outcome]);
    return ask_method(self, whole, out);
}

/* ------------------------------------------------------- together */

static int check_runs(const cadre_attribution_t *self, cadre_error_t *err)
{
    const cadre_told_t *told = self->told;
    if (told->failed == 0 || self->options.drop_failed)
        return CADRE_OK;
    cadre_error_set(err, CADRE_ERROR_INPUT, "%lld of %lld runs did not end well (%s)",
                    (long long)told->failed, (long long)told->points * (long long)told->replicates,
                    told->first_failed);
    cadre_error_hint(err, "--drop-failed leaves out their whole blocks, and says how many");
    return CADRE_ERROR_INPUT;
}

static int check_asked(const cadre_attribution_t *self, cadre_error_t *err)
{
    for (int k = 0; k < self->told->outcome_count; k++)
        if (!self->answers[k].left_out)
            return CADRE_OK;
    const char *name = self->options.case_outcome;
    for (int k = 0; name != NULL && k <= self->told->outcome_count; k++)
        if (k == self->told->outcome_count)
            return cadre_error_set(err, CADRE_ERROR_INPUT, "there is no outcome '%s'", name);
        else if (strcmp(name, self->told->outcomes[k]) == 0)
            break;
    cadre_error_set(err, CADRE_ERROR_INPUT, "no outcome has a value in all runs");
    cadre_error_hint(err, "--drop-failed leaves out the blocks without one");
    return CADRE_ERROR_INPUT;
}

static int find_structure(cadre_attribution_t *self, cadre_error_t *err)
{
    if (self->options.method == CADRE_ASK_SOBOL)
        return find_blocks(self, err);
    if (self->options.method == CADRE_ASK_MORRIS)
        return find_trajectories(self, err);
    if (self->options.method == CADRE_ASK_SHAPLEY)
        return cadre_factorial_points(self, err);
    return find_points(self, err);
}

static int begin(cadre_attribution_t *self, const cadre_told_t *told,
                 const cadre_ask_options_t *options, cadre_error_t *err)
{
    const size_t inputs = (size_t)told->input_count;
    *self = (cadre_attribution_t){
        .told = told,
        .options = *options,
        .groups = told->input_count,
        .group_of = cadre_alloc(inputs, sizeof *self->group_of),
        .joint = cadre_alloc(inputs, sizeof *self->joint),
        .answers = cadre_alloc((size_t)told->outcome_count, sizeof *self->answers)};
    if (self->group_of == NULL || self->joint == NULL || self->answers == NULL)
        return no_memory(err);
    for (int i = 0; i < told->input_count; i++)
        self->group_of[i] = i;
    const int status = check_runs(self, err);
    return status == CADRE_OK ? find_structure(self, err) : status;
}

int cadre_attribution_check(const cadre_told_t *told, const cadre_ask_options_t *options,
                            cadre_error_t *err)
{
    cadre_attribution_t self;
    const int status = begin(&self, told, options, err);
    cadre_attribution_free(&self);
    return status;
}

int cadre_attribution_find(cadre_attribution_t *self, const cadre_told_t *told,
                           const cadre_ask_options_t *options, cadre_error_t *err)
{
    whole_t whole = {0};
    int status = begin(self, told, options, err);
    if (status != CADRE_OK)
        return status;
    status = whole_create(self, &whole) ? CADRE_OK : CADRE_ERROR_MEMORY;
    for (int k = 0; status == CADRE_OK && k < told->outcome_count; k++)
        status = ask(self, k, &whole, &self->answers[k]);
    whole_free(&whole);
    return status == CADRE_OK ? check_asked(self, err) : no_memory(err);
}

void cadre_attribution_free(cadre_attribution_t *self)
{
    for (int k = 0; self->answers != NULL && k < self->told->outcome_count; k++) {
        cadre_indices_free(&self->answers[k].indices);
        cadre_boxes_free(&self->answers[k].boxes);
    }
    cadre_free(self->answers);
    cadre_free(self->group_of);
    cadre_free(self->moved);
    cadre_free(self->down);
    cadre_free(self->joint);
    cadre_free(self->there);
    *self = (cadre_attribution_t){0};
}
