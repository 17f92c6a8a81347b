/* The rows of sensitivity.csv and boxes.csv. Internal to store/. */
#ifndef CADRE_ATTRIBUTION_ROWS_H
#define CADRE_ATTRIBUTION_ROWS_H

#include "analysis/attribution.h"
#include "store/tables.h"

/* BOXES of PRIM, else SENSITIVITY. */
cadre_table_kind_t cadre_attribution_table(const cadre_attribution_t *self);
/* All rows under the header; whatever fails shows in the sheet. */
void cadre_attribution_add_rows(cadre_sheet_t *sheet, const cadre_attribution_t *self);

#endif
