/* Progress on standard error: a bar on a terminal, a line a minute elsewhere. */
#ifndef CADRE_PROGRESS_H
#define CADRE_PROGRESS_H

#include "cli/terminal.h"
#include "engine/engine.h"

typedef struct {
    cadre_terminal_t terminal; /* standard error */
    bool silent;
    double last;      /* seconds at which it was last shown */
    bool shown;       /* a bar stands on the line */
    const char *what; /* "runs" */
} cadre_progress_view_t;

cadre_progress_view_t cadre_progress_view(bool silent, const char *what);
/* The form the engine calls; `context` is the view. */
void cadre_progress_show(void *context, const cadre_progress_t *progress);
/* Erases the bar. */
void cadre_progress_erase(cadre_progress_view_t *self);

#endif
