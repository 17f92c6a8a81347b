/* A CSV file of results, read whole: cells by row and column. What is not a number or a date where
 * one is asked for is kept as the first mistake and told by cadre_data_check. Internal to report/.
 */
#ifndef CADRE_DATA_TABLE_H
#define CADRE_DATA_TABLE_H

#include "base/csv.h"

typedef struct {
    cadre_csv_t csv; /* owns the text that the cells point into */
    char *path;
    const char **cells; /* rows x columns */
    int *lines;         /* of each row in the file */
    long rows, capacity;
    int columns;
    long bad_row; /* of the first cell that is not what was asked for; -1: none */
    int bad_column;
    const char *bad_allowed;
} cadre_data_t;

/* Reads FOLDER/FILE. CADRE_ERROR_NO_INPUT, _INPUT, _IO, _MEMORY. Free it even then. */
int cadre_data_read(cadre_data_t *self, const char *folder, const char *file, cadre_error_t *err);
void cadre_data_free(cadre_data_t *self);

/* Index of a column; -1 if there is none. */
int cadre_data_find(const cadre_data_t *self, const char *name);
/* Indices of `count` columns that must be there; CADRE_ERROR_INPUT names the first that is not. */
int cadre_data_need(const cadre_data_t *self, const char *const *names, int count, int *out,
                    cadre_error_t *err);
const char *cadre_data_text(const cadre_data_t *self, long row, int column);
/* The number in a cell; NaN where it is empty. */
double cadre_data_number(cadre_data_t *self, long row, int column);
/* The ISO date in a cell, as days since 1970-01-01. */
double cadre_data_day(cadre_data_t *self, long row, int column);
/* CADRE_ERROR_INPUT with the place of the first cell that was not what was asked for. */
int cadre_data_check(const cadre_data_t *self, cadre_error_t *err);

#endif
