#include "store/sensitivity_store.h"

#include "store/attribution_rows.h"
#include "store/design_store.h"
#include "store/directory.h"
#include "store/sweep_header.h"

#include <string.h>

enum { DESIGN, RUNS, SUMMARY, ANALYSIS, TABLES };

typedef struct {
    const cadre_sensitivity_store_options_t *options;
    const cadre_sweep_options_t *sweep;
    const cadre_sweep_header_t *header;
    const cadre_attribution_t *attribution;
    cadre_directory_t directory;
    cadre_json_document_t *manifest; /* that is there */
    const cadre_json_t *provenance;  /* its "cadre" */
    cadre_table_t tables[TABLES];    /* RUNS is the header's */
} analysis_t;

static int no_memory(cadre_error_t *err)
{
    return cadre_error_set(err, CADRE_ERROR_MEMORY, "not enough memory for the results");
}

/* The manifest, which must be of this sweep. */
static int read_manifest(analysis_t *self, cadre_error_t *err)
{
    cadre_text_t path = {0};
    cadre_text_addf(&path, "%s/" CADRE_MANIFEST_FILE, self->sweep->directory);
    if (path.failed)
        return no_memory(err);
    const int code = cadre_json_load(path.data, &self->manifest, err);
    cadre_text_free(&path);
    if (code != CADRE_OK)
        return code;
    self->provenance = cadre_json_get(cadre_json_root(self->manifest), "cadre");
    const cadre_sweep_header_t there = {.design = self->header->design,
                                        .identity = cadre_json_get(self->provenance, "identity")};
    return cadre_sweep_header_compare(self->header, &there, self->sweep->directory, err);
}

static int describe_tables(analysis_t *self, cadre_error_t *err)
{
    cadre_design_describe(self->sweep->experiment, &self->tables[DESIGN]);
    cadre_sweep_header_summary(self->header, &self->tables[SUMMARY]);
    const int code = cadre_table_create(&self->tables[ANALYSIS],
                                        cadre_attribution_table(self->attribution), NULL);
    return code != CADRE_OK || self->tables[DESIGN].failed || self->tables[SUMMARY].failed
               ? no_memory(err)
               : CADRE_OK;
}

/* Stages one of the two files. */
static int stage(analysis_t *self, int table, cadre_error_t *err)
{
    cadre_sheet_t sheet;
    FILE *stream;
    char name[96];
    snprintf(name, sizeof name, "%s.csv", self->tables[table].name);
    int code = cadre_directory_create(&self->directory, name, &stream, err);
    if (code != CADRE_OK)
        return code;
    cadre_sheet_begin(&sheet, stream, name);
    if (table == DESIGN) {
        const cadre_text_t *design = self->options->design;
        cadre_text_add_n(&sheet.text, design->data, design->length);
    } else {
        cadre_table_add_header(&self->tables[table], &sheet);
        cadre_attribution_add_rows(&sheet, self->attribution);
    }
    code = cadre_sheet_finish(&sheet, err);
    cadre_sheet_end(&sheet);
    return code;
}

static int publish(analysis_t *self, cadre_error_t *err)
{
    const cadre_sweep_analysis_t analysis = {.method = self->options->method,
                                             .command = self->options->command,
                                             .seed = self->attribution->options.seed};
    cadre_text_t manifest = {0};
    cadre_table_t tables[TABLES];
    memcpy(tables, self->tables, sizeof tables);
    tables[RUNS] = self->header->table;
    cadre_sweep_header_manifest(self->header, self->provenance, tables, TABLES, &analysis,
                                &manifest);
    const int code = manifest.failed ? no_memory(err)
                                     : cadre_directory_publish(&self->directory, manifest.data,
                                                               manifest.length, err);
    cadre_text_free(&manifest);
    return code;
}

int cadre_sensitivity_store(const cadre_sensitivity_store_options_t *options,
                            const cadre_attribution_t *attribution, bool *replaced,
                            cadre_error_t *err)
{
    analysis_t self = {.options = options,
                       .sweep = cadre_sweep_store_options(options->sweep),
                       .header = cadre_sweep_store_header(options->sweep),
                       .attribution = attribution,
                       .directory = {.folder = -1, .staging = -1}};
    const cadre_possession_t claim = {"sweep", self.header->scenario, false};
    int code = cadre_directory_open(&self.directory, self.sweep->directory, &claim, err);
    if (code == CADRE_OK)
        code = read_manifest(&self, err);
    if (code == CADRE_OK) {
        *replaced = cadre_json_get(self.provenance, "analysis") != NULL;
        code = describe_tables(&self, err);
    }
    if (code == CADRE_OK)
        code = stage(&self, DESIGN, err);
    if (code == CADRE_OK)
        code = stage(&self, ANALYSIS, err);
    if (code == CADRE_OK)
        code = publish(&self, err);
    cadre_directory_close(&self.directory);
    cadre_json_free(self.manifest);
    for (int t = 0; t < TABLES; t++)
        cadre_table_free(&self.tables[t]);
    return code;
}
