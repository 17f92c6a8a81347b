#include "store/study_store.h"

#include "base/memory.h"
#include "store/folder.h"

struct cadre_study_store {
    cadre_study_options_t options;
    cadre_folder_t folder;
    cadre_text_t subject; /* "A B" */
};

static int no_memory(cadre_error_t *err)
{
    return cadre_error_set(err, CADRE_ERROR_MEMORY, "not enough memory for the results");
}

int cadre_study_store_open(const cadre_study_options_t *options, cadre_study_store_t **out,
                           cadre_error_t *err)
{
    *out = NULL;
    cadre_study_store_t *self = cadre_alloc(1, sizeof *self);
    if (self == NULL)
        return no_memory(err);
    self->options = *options;
    self->folder.directory = (cadre_directory_t){.folder = -1, .staging = -1};
    for (int i = 0; i < options->scenario_count; i++)
        cadre_text_addf(&self->subject, "%s%s", i > 0 ? " " : "", options->scenarios[i]->name);
    int code = self->subject.failed ? no_memory(err) : CADRE_OK;
    if (code == CADRE_OK) {
        const cadre_possession_t claim = {options->kind, self->subject.data, options->force};
        code = cadre_folder_open(&self->folder, options->directory, &claim, err);
    }
    if (code == CADRE_OK)
        *out = self;
    else
        cadre_study_store_close(self);
    return code;
}

static int publish(cadre_study_store_t *self, bool *replaced, cadre_error_t *err)
{
    const cadre_study_options_t *options = &self->options;
    const cadre_provenance_t provenance = {
        .kind = options->kind,
        .subject = self->subject.data,
        .scenarios = {options->scenarios[0], options->scenarios[1]},
        .scenario_count = options->scenario_count,
        .seed = options->seed,
        .runs = options->runs,
        .keep_runs = -1,
        .every = cadre_every_name(options->every),
        .command = options->command,
    };
    return cadre_folder_publish(&self->folder, &provenance, replaced, err);
}

static void add_pairs(cadre_sheet_t *sheet, const cadre_paired_t *pairs)
{
    const bool any = pairs->n > 0;
    const cadre_interval_t interval = cadre_paired_interval(pairs);
    cadre_sheet_integer(sheet, pairs->n);
    cadre_sheet_double(sheet, any ? pairs->mean_a : CADRE_MISSING);
    cadre_sheet_double(sheet, any ? pairs->mean_b : CADRE_MISSING);
    cadre_sheet_double(sheet, any ? pairs->mean_difference : CADRE_MISSING);
    cadre_sheet_double(sheet, interval.low);
    cadre_sheet_double(sheet, interval.high);
    cadre_sheet_double(sheet, cadre_paired_variance_ratio(pairs));
    cadre_sheet_end_row(sheet);
}

/* By organization, then measure, then date: each course over time stands together. */
static void add_comparison(cadre_study_store_t *self, const cadre_comparison_t *comparison)
{
    const cadre_scenario_t *a = self->options.scenarios[0];
    cadre_sheet_t *sheet = &self->folder.sheets[0];
    for (int k = 0; k < cadre_comparison_organizations(comparison); k++) {
        const int organization = cadre_observed_organization(
            &a->specification, cadre_comparison_organization(comparison, 0, k));
        for (int m = 0; m < CADRE_MEASURE_COUNT; m++)
            for (int row = 0; row < cadre_comparison_rows(comparison); row++) {
                const int32_t step = cadre_comparison_step(comparison, 0, row);
                cadre_sheet_text(sheet, a->specification.organizations[organization].id);
                cadre_sheet_text(sheet, cadre_measure_info((cadre_measure_t)m)->name);
                cadre_sheet_date(sheet, cadre_scenario_day(a, step));
                cadre_sheet_integer(sheet, step);
                add_pairs(sheet, cadre_comparison_at(comparison, row, k, (cadre_measure_t)m));
            }
    }
}

int cadre_study_store_comparison(cadre_study_store_t *self, const cadre_comparison_t *comparison,
                                 bool *replaced, cadre_error_t *err)
{
    const int code =
        cadre_folder_add(&self->folder, CADRE_TABLE_COMPARE, NULL, self->options.directory, err);
    if (code != CADRE_OK)
        return code;
    add_comparison(self, comparison);
    return publish(self, replaced, err);
}

/* ------------------------------------------------------- score.csv */

/* Of a measure its unit; of a quotient "ratio", of a date "year", of a count "times". */
static const char *unit_of(const cadre_pattern_t *pattern)
{
    if (pattern->take == CADRE_TAKE_DATE)
        return "year";
    if (pattern->take == CADRE_TAKE_COUNT)
        return "times";
    if (pattern->relative || pattern->per[0] != '\0')
        return "ratio";
    return cadre_measure_info((cadre_measure_t)cadre_measure_find(pattern->measure))->unit;
}

static void add_number(cadre_sheet_t *sheet, const cadre_pattern_t *pattern, double x)
{
    cadre_sheet_double(sheet, pattern->take == CADRE_TAKE_DATE ? cadre_decimal_year(x) : x);
}

static void add_score(cadre_sheet_t *sheet, const cadre_pattern_t *pattern,
                      const cadre_score_t *score)
{
    cadre_sheet_text(sheet, pattern->id);
    cadre_sheet_date(sheet, pattern->day);
    add_number(sheet, pattern, pattern->low);
    add_number(sheet, pattern, pattern->high);
    cadre_sheet_text(sheet, pattern->source);
    cadre_sheet_text(sheet, pattern->confidence);
    add_number(sheet, pattern, score->median);
    add_number(sheet, pattern, score->q05);
    add_number(sheet, pattern, score->q95);
    cadre_sheet_double(sheet, score->inside);
    cadre_sheet_double(sheet, score->interval.low);
    cadre_sheet_double(sheet, score->interval.high);
    cadre_sheet_integer(sheet, score->n);
    cadre_sheet_text(sheet, unit_of(pattern));
    cadre_sheet_text(sheet, pattern->group);
    cadre_sheet_text(sheet, pattern->held_out ? "held-out" : "fit");
    cadre_sheet_end_row(sheet);
}

int cadre_study_store_score(cadre_study_store_t *self, cadre_scorecard_t *scorecard, bool *replaced,
                            cadre_error_t *err)
{
    const cadre_scenario_t *scenario = self->options.scenarios[0];
    const int code =
        cadre_folder_add(&self->folder, CADRE_TABLE_SCORE, NULL, self->options.directory, err);
    if (code != CADRE_OK)
        return code;
    for (int p = 0; p < scenario->pattern_count; p++) {
        const cadre_score_t score = cadre_scorecard_score(scorecard, p);
        add_score(&self->folder.sheets[0], &scenario->patterns[p], &score);
    }
    return publish(self, replaced, err);
}

/* ------------------------------------------------------- ablation.csv */

static void add_effect(cadre_sheet_t *sheet, const char *mechanism, const char *pattern,
                       const cadre_paired_t *pairs)
{
    const bool any = pairs->n > 0;
    const cadre_interval_t interval = cadre_paired_interval(pairs);
    cadre_sheet_text(sheet, mechanism);
    cadre_sheet_text(sheet, pattern);
    cadre_sheet_double(sheet, any ? pairs->mean_a : CADRE_MISSING);
    cadre_sheet_double(sheet, any ? pairs->mean_b : CADRE_MISSING);
    cadre_sheet_double(sheet, any ? pairs->mean_difference : CADRE_MISSING);
    cadre_sheet_double(sheet, interval.low);
    cadre_sheet_double(sheet, interval.high);
    cadre_sheet_integer(sheet, pairs->n);
    cadre_sheet_end_row(sheet);
}

int cadre_study_store_ablation(cadre_study_store_t *self, const cadre_ablation_t *ablation,
                               bool *replaced, cadre_error_t *err)
{
    const cadre_scenario_t *scenario = self->options.scenarios[0];
    const int code =
        cadre_folder_add(&self->folder, CADRE_TABLE_ABLATION, NULL, self->options.directory, err);
    if (code != CADRE_OK)
        return code;
    for (int i = 0; i < cadre_ablation_count(ablation); i++)
        for (int p = 0; p < scenario->pattern_count; p++)
            add_effect(&self->folder.sheets[0],
                       cadre_mechanism_info(cadre_ablation_mechanism(ablation, i))->name,
                       scenario->patterns[p].id, cadre_ablation_at(ablation, i, p));
    return publish(self, replaced, err);
}

void cadre_study_store_close(cadre_study_store_t *self)
{
    if (self == NULL)
        return;
    cadre_folder_close(&self->folder);
    cadre_text_free(&self->subject);
    cadre_free(self);
}
