/* Rows of a table by what one of its columns says. Internal to report/. */
#ifndef CADRE_GROUPS_H
#define CADRE_GROUPS_H

#include "report/data_table.h"
#include "report/scratch.h"

/* Different texts of a column, in the order in which they first appear. */
typedef struct {
    const char **items; /* NULL: out of memory, as the scratch knows */
    int count;
} cadre_names_t;

/* Of the rows from `row` to before `end`. */
cadre_names_t cadre_groups_names(cadre_scratch_t *scratch, const cadre_data_t *data, int column,
                                 long row, long end);
/* The first row after `row` that has another text in one of the columns; the number of rows at the
 * end. */
long cadre_groups_end(const cadre_data_t *data, long row, const int *columns, int count);

#endif
