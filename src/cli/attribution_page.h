/* What an analysis says: a page for a person, or the result of --json. */
#ifndef CADRE_ATTRIBUTION_PAGE_H
#define CADRE_ATTRIBUTION_PAGE_H

#include "analysis/attribution.h"
#include "base/text.h"
#include "cli/terminal.h"

/* Whether all runs of a block (or trajectory) had the same luck. */
typedef enum { CADRE_LUCK_UNKNOWN, CADRE_LUCK_SHARED, CADRE_LUCK_OWN } cadre_luck_of_blocks_t;

typedef struct {
    const cadre_attribution_t *attribution;
    const char *command, *status; /* of --json */
    const char *directory;
    bool replaced;
    bool swept; /* the files of a sweep stand beside those of the analysis */
    cadre_luck_of_blocks_t luck;
} cadre_attribution_page_t;

void cadre_attribution_page(const cadre_attribution_page_t *page, const cadre_terminal_t *terminal,
                            cadre_text_t *out);
/* The whole --json object. */
void cadre_attribution_answer(const cadre_attribution_page_t *page, cadre_text_t *text);
/* "sobol" */
const char *cadre_ask_name(cadre_ask_t method);

#endif
