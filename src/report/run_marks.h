/* What the file of a scenario made happen in the runs, to be marked in pictures over time. Internal
 * to report/. */
#ifndef CADRE_RUN_MARKS_H
#define CADRE_RUN_MARKS_H

#include "report/report_internal.h"

/* Scripted events of events.csv, once each: a note's text, or the event and its name in the file.
 * Events of all organizations, ascending in date; the first `most` found, for which `out` has room.
 * Returns a code. */
int cadre_run_marks(cadre_page_t *page, int most, cadre_mark_t *out, int *count);

#endif
