/* CSV files with a dated column, as series and the rival's membership are given. */
#ifndef CADRE_DATA_FILE_H
#define CADRE_DATA_FILE_H

#include "scenario/loading.h"

/* A dated value and where it was written. */
typedef struct {
    int32_t day;
    double value;
    const char *file;
    int line, column;
} cadre_point_t;

/* The points of column `column` in the CSV file `file` names; both are strings of a series. The
 * file has a header with `date` and that column, ISO dates that increase strictly, a number in
 * every row of the column, and RFC 4180's quoting within a line. Its SHA-256 joins the scenario's
 * identity. */
int cadre_data_file_read(cadre_loading_t *self, const cadre_json_t *file,
                         const cadre_json_t *column, cadre_point_t **points, int *count);
/* Enters a file that is read into what the scenario's identity is made of, once. */
int cadre_data_file_record(cadre_loading_t *self, const char *path, const char *sha256);

#endif
