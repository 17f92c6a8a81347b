/* One self-contained page from a directory of results: finished SVG that shows without script,
 * tables behind each picture, and how the results came about. Reads the CSV files and
 * datapackage.json; knows nothing of how they were made. */
#ifndef CADRE_REPORT_H
#define CADRE_REPORT_H

#include "base/error.h"
#include "base/text.h"

#include <stddef.h>

/* A directory's datapackage.json, as far as it matters here. */
typedef struct cadre_origin cadre_origin_t;

/* CADRE_ERROR_NO_INPUT where there is no such directory, CADRE_ERROR_INPUT where it is not one of
 * Cadre's; the codes of cadre_json_load. On error `*out` is NULL. */
int cadre_origin_read(const char *folder, cadre_origin_t **out, cadre_error_t *err);
void cadre_origin_free(cadre_origin_t *self);
/* The command the results are of: "run". */
const char *cadre_origin_kind(const cadre_origin_t *self);

/* Adds the page of the directory's results to `out`. CADRE_ERROR_INPUT for results without a
 * picture and for damaged files, with their place; CADRE_ERROR_NO_INPUT where a file is missing;
 * CADRE_ERROR_MEMORY. */
int cadre_report_make(const char *folder, const cadre_origin_t *origin, cadre_text_t *out,
                      cadre_error_t *err);

/* Puts the page into a file, whole or not at all. Replaces an earlier report and nothing else:
 * CADRE_ERROR_CREATE where another file is in the way or none can be made; CADRE_ERROR_IO. */
int cadre_report_write(const char *path, const cadre_text_t *page, cadre_error_t *err);

#endif
