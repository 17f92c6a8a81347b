/* What `cadre run` tells at its end, from one set of figures: a page for a person, or the result of
 * --json. */
#ifndef CADRE_SUMMARY_H
#define CADRE_SUMMARY_H

#include "cli/figures.h"
#include "cli/terminal.h"
#include "scenario/scenario.h"
#include "store/store.h"

typedef struct {
    const cadre_scenario_t *scenario;
    const cadre_recording_t *recording;
    const cadre_progress_t *totals;
    cadre_figures_t *figures;
    cadre_run_store_t *store; /* asked for fans; not closed yet */
    uint64_t seed;
    int threads;
    int64_t keep_runs;
    const char *directory;
    bool replaced;                      /* results that were there */
    const cadre_posterior_t *posterior; /* whose points the runs took, or NULL */
} cadre_summary_t;

/* The page: figures, hours, fan and evidence of each organization, files. CADRE_ERROR_MEMORY or
 * what the store answers. */
int cadre_summary_page(const cadre_summary_t *self, const cadre_terminal_t *terminal,
                       cadre_text_t *out);
/* The whole --json object. */
int cadre_summary_answer(const cadre_summary_t *self, cadre_text_t *text);

/* ------------------------------------------------- what both are made of (summary_parts.c) */

/* The organization in the specification that is observed as number `k`. */
const cadre_organization_spec_t *cadre_summary_organization(const cadre_summary_t *self, int k);

/* A pattern of evidence about an organization, and what the runs say. */
typedef struct {
    const cadre_pattern_t *pattern;
    cadre_measure_t measure;
    double median; /* of the runs at the row nearest to its date */
} cadre_held_t;

/* Evidence about organization `k`, in the order of the file, and its fan of members. */
typedef struct {
    cadre_held_t *held;
    int held_count;
    double (*members)[5]; /* a row each */
} cadre_views_t;
int cadre_views_create(const cadre_summary_t *self, int k, cadre_views_t *out);
void cadre_views_free(cadre_views_t *self);

/* Files of a finished run that exist in the folder; ends with NULL. */
enum { CADRE_SUMMARY_FILES = 8 };
void cadre_summary_files(const cadre_summary_t *self, const char *files[CADRE_SUMMARY_FILES]);

/* The figures in the order of the page. */
typedef struct {
    const char *label, *name; /* for people, in --json */
    cadre_figure_t figure;
    bool share;
} cadre_summary_row_t;
enum { CADRE_SUMMARY_ROWS = 6 };
extern const cadre_summary_row_t cadre_summary_rows[CADRE_SUMMARY_ROWS];

#endif
