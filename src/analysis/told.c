#include "analysis/told.h"

#include "base/csv.h"
#include "base/dates.h"
#include "base/memory.h"
#include "base/text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MAX_BYTES = 1 << 30, MAX_WORDS = 64 };

static const char *const NO_INPUTS[] = {"block", "role", "trajectory",    "step",
                                        "point", "run",  "randomization", NULL};
static const char *const NO_OUTCOMES[] = {"replicate", "scenario", "status",
                                          "end_state", "error",    NULL};

static bool is_one_of(const char *name, const char *const *names)
{
    for (; *names != NULL; names++)
        if (strcmp(name, *names) == 0)
            return true;
    return false;
}

static bool begins(const char *text, const char *start)
{
    return strncmp(text, start, strlen(start)) == 0;
}

static int no_memory(cadre_error_t *err)
{
    return cadre_error_set(err, CADRE_ERROR_MEMORY, "out of memory");
}

/* Words of one input as they appear. */
typedef struct {
    char *words[MAX_WORDS];
    int count;
} vocabulary_t;

/* Columns of a file that count. */
typedef struct {
    int *columns; /* in the file */
    int count;
} choice_t;

/* ------------------------------------------------------- the design */

static int word_number(cadre_csv_t *csv, int field, vocabulary_t *vocabulary, double *out)
{
    const char *word = csv->fields[field];
    int k = 0;
    while (k < vocabulary->count && strcmp(vocabulary->words[k], word) != 0)
        k++;
    *out = k;
    if (k < vocabulary->count)
        return CADRE_OK;
    if (k == MAX_WORDS)
        return cadre_csv_refuse(csv, field, "column '%s' has more than %d different words",
                                csv->header[field], MAX_WORDS);
    vocabulary->words[k] = cadre_copy_text(word);
    if (vocabulary->words[k] == NULL)
        return no_memory(csv->err);
    vocabulary->count++;
    return CADRE_OK;
}

/* A number, a date, a truth. */
static bool plain_value(const char *text, double *out)
{
    int32_t day;
    if (cadre_parse_number(text, out))
        return true;
    *out = strcmp(text, "true") == 0;
    if (*out > 0 || strcmp(text, "false") == 0)
        return true;
    if (cadre_date_parse(text, &day) != CADRE_OK)
        return false;
    *out = day;
    return true;
}

/* A column is one of words if its first value is. */
static int read_input(cadre_csv_t *csv, int field, vocabulary_t *vocabulary, bool first,
                      double *out)
{
    if (csv->fields[field][0] == '\0')
        return cadre_csv_refuse(csv, field, "there is no value of '%s' here", csv->header[field]);
    if (vocabulary->count == 0 && plain_value(csv->fields[field], out))
        return CADRE_OK;
    if (!first && vocabulary->count == 0)
        return cadre_csv_refuse(csv, field, "'%s' is not a number", csv->fields[field]);
    return word_number(csv, field, vocabulary, out);
}

static int copy_names(const cadre_csv_t *csv, const choice_t *choice, char ***out, int *count)
{
    *out = cadre_alloc((size_t)choice->count, sizeof **out);
    *count = *out != NULL ? choice->count : 0;
    for (int i = 0; *out != NULL && i < choice->count; i++)
        if (((*out)[i] = cadre_copy_text(csv->header[choice->columns[i]])) == NULL)
            return no_memory(csv->err);
    return *out != NULL ? CADRE_OK : no_memory(csv->err);
}

/* Room for the values of one more point. */
static int reserve_point(cadre_told_t *self, int64_t *capacity, cadre_error_t *err)
{
    if (self->points < *capacity)
        return CADRE_OK;
    const int64_t wider = *capacity > 0 ? 2 * *capacity : 64;
    const size_t row = (size_t)self->input_count * sizeof *self->x;
    double *x = cadre_resize(self->x, (size_t)*capacity, (size_t)wider, row);
    if (x == NULL)
        return no_memory(err);
    self->x = x;
    bool *prior = cadre_resize(self->prior, (size_t)*capacity, (size_t)wider, sizeof *prior);
    if (prior == NULL)
        return no_memory(err);
    self->prior = prior;
    *capacity = wider;
    return CADRE_OK;
}

/* What a point is besides its inputs: one of the prior, one of the first block. */
typedef struct {
    int role, block; /* columns; -1: none */
    char first[32];  /* the first block */
    bool over;       /* whether another one has begun */
} place_t;

static int note_place(cadre_told_t *self, const cadre_csv_t *csv, place_t *place)
{
    if (place->role >= 0)
        self->prior[self->points] = begins(csv->fields[place->role], "prior");
    if (place->block < 0)
        return CADRE_OK;
    if (self->points == 0)
        snprintf(place->first, sizeof place->first, "%s", csv->fields[place->block]);
    place->over |= strcmp(csv->fields[place->block], place->first) != 0;
    if (place->over)
        return CADRE_OK;
    const int64_t at = self->block++;
    if (place->role < 0 || at >= CADRE_TOLD_ROLES)
        return CADRE_OK;
    self->roles[at] = cadre_copy_text(csv->fields[place->role]);
    return self->roles[at] != NULL ? CADRE_OK : no_memory(csv->err);
}

static int read_points(cadre_told_t *self, cadre_csv_t *csv, const choice_t *choice,
                       vocabulary_t *vocabularies)
{
    place_t place = {.role = cadre_csv_find(csv, "role"), .block = cadre_csv_find(csv, "block")};
    int64_t capacity = 0;
    int status = CADRE_OK;
    for (; cadre_csv_next(csv, &status); self->points++) {
        status = reserve_point(self, &capacity, csv->err);
        if (status == CADRE_OK)
            status = note_place(self, csv, &place);
        for (int i = 0; status == CADRE_OK && i < choice->count; i++)
            status = read_input(csv, choice->columns[i], &vocabularies[i], self->points == 0,
                                &self->x[self->points * self->input_count + i]);
    }
    if (status == CADRE_OK && self->points == 0)
        status = cadre_csv_refuse(csv, -1, "there are no points under the header");
    return status;
}

static int choose_inputs(const cadre_csv_t *csv, choice_t *out)
{
    out->columns = cadre_alloc((size_t)csv->header_count, sizeof *out->columns);
    if (out->columns == NULL)
        return no_memory(csv->err);
    for (int i = 0; i < csv->header_count; i++)
        if (!is_one_of(csv->header[i], NO_INPUTS))
            out->columns[out->count++] = i;
    return out->count > 0 ? CADRE_OK : cadre_csv_refuse(csv, -1, "the header names no input");
}

/* From a file that was opened with `status`; closes it. */
static int read_design(cadre_told_t *self, cadre_csv_t *csv, int status)
{
    choice_t choice = {0};
    vocabulary_t *vocabularies = NULL;
    if (status == CADRE_OK)
        status = cadre_csv_read_header(csv);
    if (status == CADRE_OK)
        status = choose_inputs(csv, &choice);
    if (status == CADRE_OK)
        status = copy_names(csv, &choice, &self->inputs, &self->input_count);
    if (status != CADRE_OK)
        goto out;
    vocabularies = cadre_alloc((size_t)choice.count, sizeof *vocabularies);
    self->words = cadre_alloc((size_t)choice.count, sizeof *self->words);
    if (vocabularies == NULL || self->words == NULL)
        status = no_memory(csv->err);
    else
        status = read_points(self, csv, &choice, vocabularies);
out:
    for (int i = 0; vocabularies != NULL && i < choice.count; i++) {
        if (self->words != NULL)
            self->words[i] = vocabularies[i].count;
        for (int k = 0; k < vocabularies[i].count; k++)
            cadre_free(vocabularies[i].words[k]);
    }
    cadre_free(vocabularies);
    cadre_free(choice.columns);
    cadre_csv_close(csv);
    return status;
}

/* ------------------------------------------------------- the outcomes */

/* While runs are read. */
typedef struct {
    cadre_told_t *told;
    cadre_csv_t csv;
    choice_t choice;
    int point, status; /* columns, -1: none */
    int64_t rows;
    int64_t *counts;        /* [point], runs seen */
    double *mean, *squares; /* [outcome][point], Welford 1962 */
} reading_t;

static bool is_input(const cadre_told_t *self, const char *name)
{
    for (int i = 0; i < self->input_count; i++)
        if (strcmp(self->inputs[i], name) == 0)
            return true;
    return false;
}

static int choose_outcomes(reading_t *self)
{
    const cadre_csv_t *csv = &self->csv;
    choice_t *out = &self->choice;
    bool ours = false;
    for (int i = 0; i < csv->header_count; i++)
        ours |= begins(csv->header[i], "y_");
    out->columns = cadre_alloc((size_t)csv->header_count, sizeof *out->columns);
    if (out->columns == NULL)
        return no_memory(csv->err);
    for (int i = 0; i < csv->header_count; i++) {
        const char *name = csv->header[i];
        if (ours ? begins(name, "y_")
                 : !is_one_of(name, NO_INPUTS) && !is_one_of(name, NO_OUTCOMES) &&
                       !begins(name, "p_") && !is_input(self->told, name))
            out->columns[out->count++] = i;
    }
    return out->count > 0 ? CADRE_OK : cadre_csv_refuse(csv, -1, "the header names no outcome");
}

/* Which point the current row belongs to, from 0. */
static int find_point(reading_t *self, int64_t *out)
{
    double number = (double)self->rows + 1;
    int status = CADRE_OK;
    if (self->point >= 0)
        status = cadre_csv_number(&self->csv, self->point, &number);
    if (status != CADRE_OK)
        return status;
    if (!(number >= 1 && number <= (double)self->told->points) || number != floor(number))
        return cadre_csv_refuse(&self->csv, self->point,
                                "the design has no point %.15g: it has %lld", number,
                                (long long)self->told->points);
    *out = (int64_t)number - 1;
    return CADRE_OK;
}

static bool has_failed(reading_t *self)
{
    const char *status = self->status >= 0 ? self->csv.fields[self->status] : "ok";
    if (status[0] == '\0' || strcmp(status, "ok") == 0)
        return false;
    if (self->told->failed++ == 0)
        snprintf(self->told->first_failed, sizeof self->told->first_failed, "line %d: %.20s",
                 self->csv.lines[0], status);
    return true;
}

static int read_run(reading_t *self)
{
    cadre_told_t *told = self->told;
    int64_t point = 0;
    int status = find_point(self, &point);
    if (status != CADRE_OK)
        return status;
    const bool failed = has_failed(self);
    const double n = (double)++self->counts[point];
    for (int k = 0; status == CADRE_OK && k < self->choice.count; k++) {
        const int field = self->choice.columns[k];
        const int64_t place = k * told->points + point;
        double y = NAN;
        if (!failed && self->csv.fields[field][0] != '\0') {
            if (!plain_value(self->csv.fields[field], &y))
                status = cadre_csv_number(&self->csv, field, &y);
        } else {
            told->missing[k] += !failed;
        }
        const double distance = y - self->mean[place];
        self->mean[place] += distance / n;
        self->squares[place] += distance * (y - self->mean[place]);
    }
    return status;
}

static int check_counts(reading_t *self)
{
    const cadre_told_t *told = self->told;
    for (int64_t p = 0; p < told->points; p++)
        if (self->counts[p] != self->counts[0])
            return cadre_csv_refuse(&self->csv, -1,
                                    "point %lld has %lld runs, point 1 has %lld: all must have as "
                                    "many",
                                    (long long)p + 1, (long long)self->counts[p],
                                    (long long)self->counts[0]);
    self->told->replicates = self->counts[0];
    return self->counts[0] > 0
               ? CADRE_OK
               : cadre_csv_refuse(&self->csv, -1, "there are no runs under the header");
}

/* Mean variance between replicates, over the points that have one. */
static double within(const reading_t *self, int outcome)
{
    const cadre_told_t *told = self->told;
    double sum = 0;
    int64_t n = 0;
    for (int64_t p = 0; p < told->points; p++) {
        const double squares = self->squares[outcome * told->points + p];
        if (!isnan(squares)) {
            sum += squares / (double)(told->replicates - 1);
            n++;
        }
    }
    return told->replicates > 1 && n > 0 ? sum / (double)n : NAN;
}

static int read_runs(reading_t *self, cadre_error_t *err)
{
    cadre_told_t *told = self->told;
    const size_t points = (size_t)told->points, count = (size_t)self->choice.count;
    self->counts = cadre_alloc(points, sizeof *self->counts);
    self->mean = told->y = cadre_alloc(points, count * sizeof *told->y);
    self->squares = cadre_alloc(points, count * sizeof *self->squares);
    told->within = cadre_alloc(count, sizeof *told->within);
    told->missing = cadre_alloc(count, sizeof *told->missing);
    if (self->counts == NULL || self->mean == NULL || self->squares == NULL ||
        told->within == NULL || told->missing == NULL)
        return no_memory(err);
    int status = CADRE_OK;
    for (; cadre_csv_next(&self->csv, &status); self->rows++)
        status = read_run(self);
    if (status == CADRE_OK)
        status = check_counts(self);
    for (int k = 0; status == CADRE_OK && k < told->outcome_count; k++)
        told->within[k] = within(self, k);
    return status;
}

int cadre_told_read_outcomes(cadre_told_t *self, const char *path, cadre_error_t *err)
{
    reading_t reading = {.told = self};
    int status = cadre_csv_open(&reading.csv, path, MAX_BYTES, err);
    if (status == CADRE_OK)
        status = cadre_csv_read_header(&reading.csv);
    if (status == CADRE_OK)
        status = choose_outcomes(&reading);
    if (status == CADRE_OK)
        status = copy_names(&reading.csv, &reading.choice, &self->outcomes, &self->outcome_count);
    if (status == CADRE_OK) {
        reading.point = cadre_csv_find(&reading.csv, "point");
        reading.status = cadre_csv_find(&reading.csv, "status");
        status = read_runs(&reading, err);
    }
    cadre_free(reading.counts);
    cadre_free(reading.squares);
    cadre_free(reading.choice.columns);
    cadre_csv_close(&reading.csv);
    return status;
}

int cadre_told_read(cadre_told_t *self, const char *design, const char *outcomes,
                    cadre_error_t *err)
{
    cadre_csv_t csv;
    *self = (cadre_told_t){0};
    const int status = read_design(self, &csv, cadre_csv_open(&csv, design, MAX_BYTES, err));
    return status == CADRE_OK ? cadre_told_read_outcomes(self, outcomes, err) : status;
}

int cadre_told_read_points(cadre_told_t *self, const char *name, const cadre_text_t *design,
                           cadre_error_t *err)
{
    cadre_csv_t csv;
    *self = (cadre_told_t){0};
    return read_design(self, &csv,
                       cadre_csv_open_text(&csv, name, design->data, design->length, err));
}

static void free_names(char **names, int count)
{
    for (int i = 0; names != NULL && i < count; i++)
        cadre_free(names[i]);
    cadre_free(names);
}

void cadre_told_free(cadre_told_t *self)
{
    free_names(self->inputs, self->input_count);
    free_names(self->outcomes, self->outcome_count);
    cadre_free(self->words);
    cadre_free(self->x);
    cadre_free(self->prior);
    for (int i = 0; i < CADRE_TOLD_ROLES; i++)
        cadre_free(self->roles[i]);
    cadre_free(self->y);
    cadre_free(self->within);
    cadre_free(self->missing);
    *self = (cadre_told_t){0};
}
