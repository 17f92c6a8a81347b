/* What the pages of the several kinds of results share. Internal to report/. */
#ifndef CADRE_REPORT_INTERNAL_H
#define CADRE_REPORT_INTERNAL_H

#include "report/data_table.h"
#include "report/plot.h"
#include "report/report.h"
#include "report/scratch.h"

/* What every report begins with, and nothing else does. */
#define CADRE_REPORT_FIRST_LINE "<!doctype html><!-- cadre-report/1 -->\n"

/* A page while it is made. */
typedef struct {
    const char *folder;
    const cadre_origin_t *origin;
    cadre_scratch_t scratch; /* what figures point into */
    cadre_text_t *out;
    cadre_error_t *err;
    int figures; /* so far: their ids are fig-1, fig-2, … */
} cadre_page_t;

/* The next figure's id. */
const char *cadre_page_id(cadre_page_t *self);
/* A heading of level 2, a paragraph, a warning; printf. */
__attribute__((format(printf, 2, 3))) void cadre_page_heading(cadre_page_t *self,
                                                              const char *format, ...);
__attribute__((format(printf, 2, 3))) void cadre_page_paragraph(cadre_page_t *self,
                                                                const char *format, ...);
__attribute__((format(printf, 2, 3))) void cadre_page_notice(cadre_page_t *self, const char *format,
                                                             ...);
/* Small figures between these stand side by side. */
void cadre_page_grid_begin(cadre_page_t *self);
void cadre_page_grid_end(cadre_page_t *self);
/* CADRE_ERROR_MEMORY if the page or its scratch could not be built; else the table's first mistake,
 * if any. */
int cadre_page_check(cadre_page_t *self, const cadre_data_t *data);

/* Everything before and after the figures. */
void cadre_page_begin(cadre_page_t *self);
void cadre_page_end(cadre_page_t *self);
void cadre_origin_add(const cadre_origin_t *self, cadre_text_t *out);
/* Whether the manifest lists a table of this name ("boxes"). */
bool cadre_origin_has(const cadre_origin_t *self, const char *table);
/* The manifest's title, or its name. */
const char *cadre_origin_title(const cadre_origin_t *self);

/* What is known of a measure of an organization at a date: drawn into the picture of a run. */
typedef struct {
    const char *organization, *source; /* texts of the origin's */
    double day, value, low, high;      /* days since 1970-01-01 */
} cadre_evidence_t;

/* Whether the manifest says what is known; those of earlier versions do not. */
bool cadre_origin_has_evidence(const cadre_origin_t *self);
/* What it says of a measure, in its order; the first `most`, for which `out` has room.
 * CADRE_ERROR_INPUT with the place of an entry that is damaged. */
int cadre_origin_evidence(const cadre_origin_t *self, const char *measure, int most,
                          cadre_evidence_t *out, int *count, cadre_error_t *err);

/* The figures of each kind of results. */
int cadre_report_run(cadre_page_t *page);
int cadre_report_compare(cadre_page_t *page);
int cadre_report_score(cadre_page_t *page);
int cadre_report_ablate(cadre_page_t *page);
int cadre_report_sweep(cadre_page_t *page);
int cadre_report_sensitivity(cadre_page_t *page);
int cadre_report_boxes(cadre_page_t *page);
int cadre_report_shapley(cadre_page_t *page);
int cadre_report_calibration(cadre_page_t *page);

#endif
