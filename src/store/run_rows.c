#include "store/run_rows.h"

#include "store/outcomes.h"
#include "store/tables.h"

static const char *observed_id(const cadre_scenario_t *scenario, int k)
{
    const cadre_specification_t *specification = &scenario->specification;
    return specification->organizations[cadre_observed_organization(specification, k)].id;
}

/* The id of an organization, of the scenario or born during the run; "" for the world. */
static const char *id_of(const cadre_scenario_t *scenario, const cadre_replicate_t *replicate,
                         int organization)
{
    const cadre_specification_t *specification = &scenario->specification;
    const int declared = specification->organization_count;
    if (organization < 0)
        return "";
    return organization < declared ? specification->organizations[organization].id
                                   : replicate->born[organization - declared].name;
}

/* What rows of all files but runs.csv and summary.csv begin with. */
static void begin_row(cadre_sheet_t *sheet, const cadre_scenario_t *scenario, int64_t run,
                      const char *organization)
{
    cadre_sheet_text(sheet, scenario->name);
    cadre_sheet_integer(sheet, run);
    cadre_sheet_text(sheet, organization);
}

static void add_time(cadre_sheet_t *sheet, const cadre_scenario_t *scenario, int32_t step)
{
    cadre_sheet_date(sheet, cadre_scenario_day(scenario, step));
    cadre_sheet_integer(sheet, step);
}

static void add_inputs(cadre_sheet_t *sheet, cadre_run_place_t place)
{
    const cadre_posterior_t *posterior = place.posterior;
    for (int k = 0; posterior != NULL && k < posterior->input_count; k++) {
        const cadre_posterior_input_t *input = &posterior->inputs[k];
        const double value =
            posterior->values[(place.point - 1) * posterior->columns + input->column];
        if (cadre_parameter_at(input->parameter)->type == CADRE_PARAMETER_BOOLEAN)
            cadre_sheet_text(sheet, value != 0 ? "true" : "false");
        else
            cadre_sheet_double(sheet, value);
    }
}

void cadre_add_run_row(cadre_sheet_t *sheet, const cadre_scenario_t *scenario,
                       cadre_run_place_t place, const cadre_replicate_t *replicate)
{
    static const char *const STATUS[] = {
        [CADRE_STATUS_OK] = "ok",
        [CADRE_STATUS_CAPPED] = "capped",
        [CADRE_STATUS_FAILED] = "failed",
    };
    const bool failed = replicate->status == CADRE_STATUS_FAILED;
    cadre_sheet_integer(sheet, replicate->run);
    cadre_sheet_integer(sheet, place.point);
    cadre_sheet_integer(sheet, place.replicate);
    cadre_sheet_text(sheet, scenario->name);
    add_inputs(sheet, place);
    for (int k = 0; k < replicate->organizations; k++)
        cadre_outcome_add(sheet, failed ? NULL : &replicate->outcomes[k],
                          scenario->specification.start_day);
    cadre_sheet_text(sheet, STATUS[replicate->status]);
    cadre_sheet_text(sheet, failed || replicate->organizations == 0
                                ? ""
                                : cadre_end_name(replicate->outcomes[0].end));
    cadre_sheet_text(sheet, failed ? cadre_error_text(replicate->error) : "");
    cadre_sheet_end_row(sheet);
}

/* Rows over time of one replicate. */
typedef struct {
    cadre_sheet_t *sheet;
    const cadre_scenario_t *scenario;
    const cadre_replicate_t *replicate;
    const int32_t *steps;
    const bool *wanted; /* [row], NULL: all are */
    bool bare;          /* without scenario and run */
} series_t;

static void add_measures(const series_t *self, const char *organization, int32_t step,
                         const float *measures)
{
    if (self->bare)
        cadre_sheet_text(self->sheet, organization);
    else
        begin_row(self->sheet, self->scenario, self->replicate->run, organization);
    add_time(self->sheet, self->scenario, step);
    for (int m = 0; m < CADRE_MEASURE_COUNT; m++)
        cadre_sheet_float(self->sheet, measures[m]);
    cadre_sheet_end_row(self->sheet);
}

/* Flows of a born organization since its row before of series.csv: its rows between are summed,
 * and it has a row at every recorded step of its life. */
static void sum_born_flows(const cadre_replicate_t *replicate, const bool *wanted, int at,
                           float *measures)
{
    const cadre_born_row_t *last = &replicate->born_rows[at];
    for (int m = 0; m < CADRE_MEASURE_COUNT; m++)
        measures[m] = last->values[m];
    int row = last->row;
    for (int i = at - 1; i >= 0 && row > 0 && wanted != NULL && !wanted[row - 1]; i--) {
        const cadre_born_row_t *before = &replicate->born_rows[i];
        if (before->organization != last->organization)
            continue;
        for (int m = 0; m < CADRE_MEASURE_COUNT; m++)
            if (cadre_measure_info((cadre_measure_t)m)->kind == CADRE_MEASURE_FLOW)
                measures[m] += before->values[m];
        row = before->row;
    }
}

static const cadre_organization_row_t *born_of(const cadre_scenario_t *scenario,
                                               const cadre_replicate_t *replicate, int organization)
{
    return &replicate->born[organization - scenario->specification.organization_count];
}

/* Whether a born organization had ended when the row before `row` was written, of those a file
 * wants: that one was its last then. */
static bool is_past(const cadre_organization_row_t *born, const int32_t *steps, const bool *wanted,
                    int row)
{
    do
        row--;
    while (row >= 0 && wanted != NULL && !wanted[row]);
    return row >= 0 && born->ended >= 0 && born->ended <= steps[row];
}

/* The rows of born organizations at a row; `next` is the first not yet written. */
static int add_born_rows(const series_t *self, int row, int next)
{
    const cadre_replicate_t *replicate = self->replicate;
    float measures[CADRE_MEASURE_COUNT];
    for (; next < replicate->born_row_count && replicate->born_rows[next].row <= row; next++) {
        const int organization = replicate->born_rows[next].organization;
        if ((self->wanted != NULL && !self->wanted[row]) ||
            is_past(born_of(self->scenario, replicate, organization), self->steps, self->wanted,
                    row))
            continue;
        sum_born_flows(replicate, self->wanted, next, measures);
        add_measures(self, id_of(self->scenario, replicate, organization), self->steps[row],
                     measures);
    }
    return next;
}

static void add_rows(const series_t *self, const float *values)
{
    const size_t organizations = (size_t)self->replicate->organizations;
    int born = 0;
    for (int row = 0; row < self->replicate->row_count; row++) {
        for (size_t k = 0; k < organizations; k++)
            if (self->wanted == NULL || self->wanted[row])
                add_measures(self, observed_id(self->scenario, (int)k), self->steps[row],
                             values + ((size_t)row * organizations + k) * CADRE_MEASURE_COUNT);
        born = add_born_rows(self, row, born);
    }
}

void cadre_add_series_rows(cadre_sheet_t *sheet, const cadre_scenario_t *scenario,
                           const cadre_replicate_t *replicate, const int32_t *steps,
                           const bool *wanted, const float *values)
{
    const series_t series = {sheet, scenario, replicate, steps, wanted, false};
    add_rows(&series, values);
}

void cadre_add_bare_series_rows(cadre_sheet_t *sheet, const cadre_scenario_t *scenario,
                                const cadre_replicate_t *replicate, const int32_t *steps,
                                const bool *wanted, const float *values)
{
    const series_t series = {sheet, scenario, replicate, steps, wanted, true};
    add_rows(&series, values);
}

/* The measure that counts the hours of a purpose: hours_recruiting and so on, in the ledger's
 * order. */
static cadre_measure_t hours_measure(cadre_hours_t purpose)
{
    static const cadre_measure_t MEASURES[CADRE_HOURS_COUNT] = {
#define L(name, meaning) [CADRE_HOURS_##name] = CADRE_MEASURE_hours_##name,
#include "params/ledger.def"
#undef L
    };
    return MEASURES[purpose];
}

/* Hours of organization k for a purpose in rows first .. last. */
static float hours_between(const cadre_replicate_t *replicate, int first, int last, int k,
                           cadre_hours_t purpose)
{
    double sum = 0;
    for (int row = first; row <= last; row++)
        sum +=
            (double)replicate->values[((size_t)row * (size_t)replicate->organizations + (size_t)k) *
                                          CADRE_MEASURE_COUNT +
                                      hours_measure(purpose)];
    return (float)sum;
}

static void add_hours(cadre_sheet_t *sheet, const cadre_scenario_t *scenario, int64_t run,
                      const char *organization, int32_t step, cadre_hours_t purpose, float hours)
{
    begin_row(sheet, scenario, run, organization);
    add_time(sheet, scenario, step);
    cadre_sheet_text(sheet, cadre_hours_info(purpose)->name);
    cadre_sheet_float(sheet, hours);
    cadre_sheet_end_row(sheet);
}

/* Hours of a born organization in rows first .. last; false: it has no row there. */
static bool born_hours(const cadre_replicate_t *replicate, int first, int last, int organization,
                       float hours[CADRE_HOURS_COUNT])
{
    double sum[CADRE_HOURS_COUNT] = {0};
    bool found = false;
    for (int i = 0; i < replicate->born_row_count; i++) {
        const cadre_born_row_t *row = &replicate->born_rows[i];
        if (row->organization != organization || row->row < first || row->row > last)
            continue;
        found = true;
        for (int p = 0; p < CADRE_HOURS_COUNT; p++)
            sum[p] += (double)row->values[hours_measure((cadre_hours_t)p)];
    }
    for (int p = 0; p < CADRE_HOURS_COUNT; p++)
        hours[p] = (float)sum[p];
    return found;
}

static void add_born_purposes(cadre_sheet_t *sheet, const cadre_scenario_t *scenario,
                              const cadre_replicate_t *replicate, const cadre_rows_t *rows,
                              int first, int row)
{
    float hours[CADRE_HOURS_COUNT];
    for (int b = 0; b < replicate->born_count; b++) {
        const int organization = scenario->specification.organization_count + b;
        if (is_past(&replicate->born[b], rows->steps, rows->yearly, row) ||
            !born_hours(replicate, first, row, organization, hours))
            continue;
        for (int p = 0; p < CADRE_HOURS_COUNT; p++)
            add_hours(sheet, scenario, replicate->run, replicate->born[b].name, rows->steps[row],
                      (cadre_hours_t)p, hours[p]);
    }
}

void cadre_add_purpose_rows(cadre_sheet_t *sheet, const cadre_scenario_t *scenario,
                            const cadre_replicate_t *replicate, const cadre_rows_t *rows)
{
    int first = 0;
    for (int row = 0; row < replicate->row_count; row++) {
        if (!rows->yearly[row])
            continue;
        for (int k = 0; k < replicate->organizations; k++)
            for (int p = 0; p < CADRE_HOURS_COUNT; p++)
                add_hours(sheet, scenario, replicate->run, observed_id(scenario, k),
                          rows->steps[row], (cadre_hours_t)p,
                          hours_between(replicate, first, row, k, (cadre_hours_t)p));
        add_born_purposes(sheet, scenario, replicate, rows, first, row);
        first = row + 1;
    }
}

void cadre_add_branch_rows(cadre_sheet_t *sheet, const cadre_scenario_t *scenario,
                           const cadre_replicate_t *replicate)
{
    static const char *const MILIEU[CADRE_MILIEU_COUNT] = {
        [CADRE_MILIEU_CAMPUS] = "campus",
        [CADRE_MILIEU_CITY] = "city",
        [CADRE_MILIEU_WORKPLACE] = "workplace",
    };
    for (int i = 0; i < replicate->branch_count; i++) {
        const cadre_branch_record_t *record = &replicate->branches[i];
        begin_row(sheet, scenario, replicate->run,
                  id_of(scenario, replicate, record->organization));
        cadre_sheet_integer(sheet, record->branch.number);
        cadre_sheet_integer(sheet, record->branch.site + 1);
        cadre_sheet_text(sheet, MILIEU[record->branch.milieu]);
        add_time(sheet, scenario, record->step);
        cadre_sheet_integer(sheet, record->branch.members);
        cadre_sheet_integer(sheet, record->branch.cadre);
        cadre_sheet_float(sheet, record->branch.roots);
        cadre_sheet_end_row(sheet);
    }
}

void cadre_add_event_rows(cadre_sheet_t *sheet, const cadre_scenario_t *scenario,
                          const cadre_replicate_t *replicate)
{
    for (int i = 0; i < replicate->happening_count; i++) {
        const cadre_happening_t *happening = &replicate->happenings[i];
        begin_row(sheet, scenario, replicate->run,
                  id_of(scenario, replicate, happening->organization));
        add_time(sheet, scenario, happening->step);
        cadre_sheet_text(sheet, cadre_event_info(happening->type)->name);
        if (happening->label != NULL)
            cadre_sheet_text(sheet, happening->label);
        else if (happening->other >= 0)
            cadre_sheet_text(sheet, id_of(scenario, replicate, happening->other));
        else if (happening->number >= 0)
            cadre_sheet_integer(sheet, happening->number);
        else
            cadre_sheet_empty(sheet);
        cadre_sheet_double(sheet, happening->value);
        cadre_sheet_end_row(sheet);
    }
}
