/* A folder of results while it is written: its tables, each a CSV file, and the manifest that says
 * what they are. Internal to store/. */
#ifndef CADRE_FOLDER_H
#define CADRE_FOLDER_H

#include "store/directory.h"
#include "store/manifest.h"
#include "store/sheet.h"
#include "store/tables.h"

typedef struct {
    cadre_directory_t directory;
    cadre_table_t tables[CADRE_TABLE_COUNT];
    cadre_sheet_t sheets[CADRE_TABLE_COUNT];
    char *paths[CADRE_TABLE_COUNT]; /* as people know the files */
    int count;
} cadre_folder_t;

/* As cadre_directory_open. Close it even after an error. */
int cadre_folder_open(cadre_folder_t *self, const char *path, const cadre_possession_t *claim,
                      cadre_error_t *err);
/* Begins the next table's file with its header; the sheet is sheets[count - 1] then. `scenario` as
 * in cadre_table_create, `path` as given to open. */
int cadre_folder_add(cadre_folder_t *self, cadre_table_kind_t kind,
                     const cadre_scenario_t *scenario, const char *path, cadre_error_t *err);
/* The same with a table that is there already and becomes the folder's, also after an error. */
int cadre_folder_add_table(cadre_folder_t *self, const cadre_table_t *table, const char *path,
                           cadre_error_t *err);
/* CADRE_ERROR_IO or _MEMORY if anything failed so far. */
int cadre_folder_check(const cadre_folder_t *self, cadre_error_t *err);
/* Syncs everything and puts it into place with the manifest. `replaced`: whether results were there
 * before. */
int cadre_folder_publish(cadre_folder_t *self, const cadre_provenance_t *provenance, bool *replaced,
                         cadre_error_t *err);
/* Without results published, everything is as before. */
void cadre_folder_close(cadre_folder_t *self);

#endif
