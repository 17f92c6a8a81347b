/* The files of all commands and their columns: one list for the header lines and for the manifest.
 * Internal to store/. */
#ifndef CADRE_TABLES_H
#define CADRE_TABLES_H

#include "scenario/posterior.h"
#include "scenario/scenario.h"
#include "store/sheet.h"

typedef enum {
    CADRE_TABLE_RUNS,
    CADRE_TABLE_SERIES,
    CADRE_TABLE_SUMMARY,
    CADRE_TABLE_BRANCHES,
    CADRE_TABLE_EVENTS,
    CADRE_TABLE_PURPOSE,
    CADRE_TABLE_COUNT, /* of a run; other commands write one each: */
    CADRE_TABLE_COMPARE = CADRE_TABLE_COUNT,
    CADRE_TABLE_SCORE,
    CADRE_TABLE_ABLATION,
    CADRE_TABLE_SENSITIVITY,
    CADRE_TABLE_BOXES,
    CADRE_TABLE_POSTERIOR, /* its inputs are the caller's to add */
    CADRE_TABLE_GENERATIONS,
    CADRE_TABLE_MARGINALS,
    CADRE_TABLE_PREDICTIONS,
    CADRE_TABLE_KINDS
} cadre_table_kind_t;

typedef struct {
    char name[72];
    const char *type; /* of the Table Schema: string, integer, number, date */
    const char *unit; /* "" = none */
    const char *meaning;
} cadre_column_t;

typedef struct {
    const char *name; /* of the file, without ".csv" */
    const char *title;
    cadre_column_t *columns;
    int count, capacity;
    bool failed; /* out of memory while adding */
} cadre_table_t;

/* The table of `kind` for runs of `scenario` (on which only RUNS depends; else it may be NULL).
 * CADRE_ERROR_MEMORY; free it even then. */
int cadre_table_create(cadre_table_t *self, cadre_table_kind_t kind,
                       const cadre_scenario_t *scenario);
/* That of runs which take points of a posterior (NULL: none), with its columns p_…. */
int cadre_table_create_runs(cadre_table_t *self, const cadre_scenario_t *scenario,
                            const cadre_posterior_t *posterior);
/* series.csv of a sweep: that of a run, with the point of each run. */
int cadre_table_create_sweep_series(cadre_table_t *self);
void cadre_table_free(cadre_table_t *self);
/* One more column; out of memory shows in `failed`. `type`, `unit`, `meaning` are not copied. */
void cadre_table_add(cadre_table_t *self, const char *name, const char *type, const char *unit,
                     const char *meaning);
/* "p_" or "y_" (by `prefix`) and the name of an input or outcome, '.' and '-' as '_'. */
void cadre_column_name(char prefix, const char *name, char *out, size_t size);
/* The header line. */
void cadre_table_add_header(const cadre_table_t *self, cadre_sheet_t *sheet);

#endif
