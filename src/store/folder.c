#include "store/folder.h"

#include "base/memory.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

static int no_memory(cadre_error_t *err)
{
    return cadre_error_set(err, CADRE_ERROR_MEMORY, "not enough memory for the results");
}

int cadre_folder_open(cadre_folder_t *self, const char *path, const cadre_possession_t *claim,
                      cadre_error_t *err)
{
    *self = (cadre_folder_t){0};
    return cadre_directory_open(&self->directory, path, claim, err);
}

int cadre_folder_add(cadre_folder_t *self, cadre_table_kind_t kind,
                     const cadre_scenario_t *scenario, const char *path, cadre_error_t *err)
{
    cadre_table_t table;
    (void)cadre_table_create(&table, kind, scenario); /* whose failure the table tells */
    return cadre_folder_add_table(self, &table, path, err);
}

int cadre_folder_add_table(cadre_folder_t *self, const cadre_table_t *table, const char *path,
                           cadre_error_t *err)
{
    cadre_text_t text = {0};
    FILE *stream;
    const int k = self->count++;
    self->tables[k] = *table;
    if (table->failed)
        return no_memory(err);
    cadre_text_addf(&text, "%s/%s.csv", path, self->tables[k].name);
    if (text.failed)
        return no_memory(err);
    self->paths[k] = text.data;
    const int code =
        cadre_directory_create(&self->directory, text.data + strlen(path) + 1, &stream, err);
    if (code != CADRE_OK)
        return code;
    cadre_sheet_begin(&self->sheets[k], stream, self->paths[k]);
    cadre_table_add_header(&self->tables[k], &self->sheets[k]);
    return CADRE_OK;
}

int cadre_folder_check(const cadre_folder_t *self, cadre_error_t *err)
{
    int code = CADRE_OK;
    for (int k = 0; code == CADRE_OK && k < self->count; k++)
        code = cadre_sheet_check(&self->sheets[k], err);
    return code;
}

int cadre_folder_publish(cadre_folder_t *self, const cadre_provenance_t *provenance, bool *replaced,
                         cadre_error_t *err)
{
    cadre_text_t manifest = {0};
    int code = CADRE_OK;
    for (int k = 0; code == CADRE_OK && k < self->count; k++)
        code = cadre_sheet_finish(&self->sheets[k], err);
    if (code != CADRE_OK)
        return code;
    cadre_manifest_add(&manifest, provenance, self->tables, self->count);
    code = manifest.failed
               ? no_memory(err)
               : cadre_directory_publish(&self->directory, manifest.data, manifest.length, err);
    cadre_text_free(&manifest);
    if (code == CADRE_OK)
        *replaced = self->directory.had_results;
    return code;
}

void cadre_folder_close(cadre_folder_t *self)
{
    for (int k = 0; k < self->count; k++) {
        if (self->sheets[k].stream != NULL)
            fclose(self->sheets[k].stream);
        cadre_sheet_end(&self->sheets[k]);
        cadre_table_free(&self->tables[k]);
        cadre_free(self->paths[k]);
    }
    cadre_directory_close(&self->directory);
    *self = (cadre_folder_t){.directory = {.folder = -1, .staging = -1}};
}
