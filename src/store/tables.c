#include "store/tables.h"

#include "base/memory.h"
#include "store/outcomes.h"

#include <stdio.h>
#include <string.h>

static void add(cadre_table_t *self, const char *name, const char *type, const char *unit,
                const char *meaning)
{
    if (self->count == self->capacity) {
        const int capacity = 2 * self->capacity + 16;
        cadre_column_t *grown = cadre_resize(self->columns, (size_t)self->capacity,
                                             (size_t)capacity, sizeof *self->columns);
        if (grown == NULL) {
            self->failed = true;
            return;
        }
        self->columns = grown;
        self->capacity = capacity;
    }
    cadre_column_t *column = &self->columns[self->count++];
    snprintf(column->name, sizeof column->name, "%s", name);
    column->type = type;
    column->unit = unit;
    column->meaning = meaning;
}

/* ------------------------------------------------------- columns that several files have */

static void add_scenario(cadre_table_t *self)
{
    add(self, "scenario", "string", "", "Name of the scenario");
}

static void add_run(cadre_table_t *self)
{
    add(self, "run", "integer", "", "Number of the run, from 1");
}

static void add_organization(cadre_table_t *self)
{
    add(self, "organization", "string", "",
        "Id of the organization: in the scenario, or made at its birth");
}

static void add_time(cadre_table_t *self)
{
    add(self, "date", "date", "", "Date of the row");
    add(self, "step", "integer", "weeks", "Weeks since the scenario's start");
}

/* ------------------------------------------------------- the files */

static void add_runs(cadre_table_t *self, const cadre_scenario_t *scenario)
{
    const cadre_specification_t *specification = &scenario->specification;
    add_run(self);
    add(self, "point", "integer", "", "Number of the point of the design, from 1");
    add(self, "replicate", "integer", "", "Number of the replicate at this point, from 1");
    add_scenario(self);
    for (int i = 0; i < specification->organization_count; i++) {
        if (!cadre_kind_is_observed(specification->organizations[i].kind))
            continue;
        for (int k = 0; k < CADRE_OUTCOME_COLUMNS; k++) {
            const cadre_outcome_column_t *column = cadre_outcome_column(k);
            char name[sizeof self->columns->name];
            cadre_outcome_column_name(specification->organizations[i].id, k, name, sizeof name);
            add(self, name, column->type, column->unit, column->meaning);
        }
    }
    add(self, "status", "string", "",
        "ok; capped: passed limits.members and stopped there; failed: see error");
    add(self, "end_state", "string", "",
        "Of the first organization: alive, died (of itself), destroyed or merged (by an event)");
    add(self, "error", "string", "", "Why a failed run failed");
}

static void add_series(cadre_table_t *self)
{
    add_scenario(self);
    add_run(self);
    add_organization(self);
    add_time(self);
    for (int m = 0; m < CADRE_MEASURE_COUNT; m++) {
        const cadre_measure_info_t *info = cadre_measure_info((cadre_measure_t)m);
        add(self, info->name, info->integer ? "integer" : "number", info->unit, info->meaning);
    }
}

static void add_summary(cadre_table_t *self)
{
    add_scenario(self);
    add_organization(self);
    add_time(self);
    add(self, "metric", "string", "", "Measure, a column of series.csv");
    add(self, "n_runs", "integer", "runs", "Runs that have a value");
    add(self, "mean", "number", "of the metric", "Mean over these runs");
    add(self, "sd", "number", "of the metric", "Standard deviation, with n - 1");
    add(self, "min", "number", "of the metric", "Smallest value");
    add(self, "q05", "number", "of the metric", "5 % quantile (type 7)");
    add(self, "q25", "number", "of the metric", "25 % quantile");
    add(self, "q50", "number", "of the metric", "Median");
    add(self, "q75", "number", "of the metric", "75 % quantile");
    add(self, "q95", "number", "of the metric", "95 % quantile");
    add(self, "max", "number", "of the metric", "Largest value");
}

static void add_branches(cadre_table_t *self)
{
    add_scenario(self);
    add_run(self);
    add_organization(self);
    add(self, "branch", "integer", "",
        "Number of the branch within the organization, from 1, in order of opening");
    add(self, "site", "integer", "", "Number of the site, from 1");
    add(self, "milieu", "string", "", "campus, city or workplace");
    add_time(self);
    add(self, "members", "integer", "people", "Members of the branch");
    add(self, "cadre", "integer", "people", "of these cadre");
    add(self, "roots", "number", "level", "Stock of relationships outside, 0 to 1");
}

static void add_events(cadre_table_t *self)
{
    add_scenario(self);
    add_run(self);
    add_organization(self);
    add_time(self);
    add(self, "event", "string", "", "What happened");
    add(self, "label", "string", "", "To what or whom, e.g. the number of a branch");
    add(self, "value", "number", "of the event", "How much, e.g. members");
}

static void add_purpose(cadre_table_t *self)
{
    add_scenario(self);
    add_run(self);
    add_organization(self);
    add_time(self);
    add(self, "purpose", "string", "", "What hours were booked to");
    add(self, "hours", "number", "hours", "Hours since the row before");
}

int cadre_table_create(cadre_table_t *self, cadre_table_kind_t kind,
                       const cadre_scenario_t *scenario)
{
    static const struct {
        const char *name, *title;
        void (*fill)(cadre_table_t *self);
    } TABLES[CADRE_TABLE_COUNT] = {
        [CADRE_TABLE_RUNS] = {"runs", "Runs: inputs and outcomes of each", NULL},
        [CADRE_TABLE_SERIES] = {"series", "Measures of each run over time", add_series},
        [CADRE_TABLE_SUMMARY] = {"summary", "Measures over time, over all runs", add_summary},
        [CADRE_TABLE_BRANCHES] = {"branches", "Branches, yearly", add_branches},
        [CADRE_TABLE_EVENTS] = {"events", "What happened", add_events},
        [CADRE_TABLE_PURPOSE] = {"purpose", "What hours went to, yearly", add_purpose},
    };
    *self = (cadre_table_t){.name = TABLES[kind].name, .title = TABLES[kind].title};
    if (kind == CADRE_TABLE_RUNS)
        add_runs(self, scenario);
    else
        TABLES[kind].fill(self);
    return self->failed ? CADRE_ERROR_MEMORY : CADRE_OK;
}

void cadre_table_free(cadre_table_t *self)
{
    cadre_free(self->columns);
    *self = (cadre_table_t){0};
}

void cadre_table_add_header(const cadre_table_t *self, cadre_sheet_t *sheet)
{
    for (int i = 0; i < self->count; i++)
        cadre_sheet_text(sheet, self->columns[i].name);
    cadre_sheet_end_row(sheet);
}
