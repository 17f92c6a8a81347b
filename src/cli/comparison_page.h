/* What `cadre compare` tells at its end: a page for a person, or the result of --json. */
#ifndef CADRE_COMPARISON_PAGE_H
#define CADRE_COMPARISON_PAGE_H

#include "analysis/comparison.h"
#include "base/text.h"
#include "cli/terminal.h"
#include "scenario/scenario.h"

typedef struct {
    const cadre_scenario_t *scenarios[2];
    const cadre_comparison_t *comparison;
    const cadre_progress_t *totals;
    int rows[2]; /* that each scenario has, of which some are common */
    int64_t runs;
    uint64_t seed;
    int threads;
    const char *directory;
    bool replaced; /* results that were there */
} cadre_comparison_page_t;

/* Members at A's peak and at the end, what differs beyond its interval, what common luck gained. */
void cadre_comparison_page(const cadre_comparison_page_t *self, const cadre_terminal_t *terminal,
                           cadre_text_t *out);
/* The whole --json object. */
void cadre_comparison_answer(const cadre_comparison_page_t *self, cadre_text_t *text);

#endif
