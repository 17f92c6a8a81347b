/* Whole-run outcomes of an organization: the y_ columns of runs.csv. Internal to store/. */
#ifndef CADRE_OUTCOMES_H
#define CADRE_OUTCOMES_H

#include "model/world.h"
#include "store/sheet.h"

enum { CADRE_OUTCOME_COLUMNS = 10 };

typedef struct {
    const char *name, *type, *unit, *meaning;
} cadre_outcome_column_t;

/* Column k of an organization, and its name in runs.csv: y_ORGANIZATION_NAME, '-' as '_'. */
const cadre_outcome_column_t *cadre_outcome_column(int k);
void cadre_outcome_column_name(const char *organization, int k, char *out, size_t size);
/* The fields in the order of the columns; all empty when `outcome` is NULL. `start_day` is the date
 * of step 0. */
void cadre_outcome_add(cadre_sheet_t *sheet, const cadre_outcome_t *outcome, int32_t start_day);
const char *cadre_end_name(cadre_end_t end);

#endif
