#include "store/design_store.h"

#include "base/build.h"
#include "store/directory.h"
#include "store/manifest.h"
#include "store/sheet.h"
#include "store/tables.h"
#include "json/writer.h"

void cadre_design_describe(const cadre_experiment_t *experiment, cadre_table_t *table)
{
    *table = (cadre_table_t){.name = "design", .title = "Points of the design"};
    cadre_table_add(table, "block", "integer", "", "Points that belong together, from 1");
    cadre_table_add(table, "role", "string", "",
                    "Row of a Sobol' block; step of a Morris trajectory; of a factorial block "
                    "posterior or prior, and the factors that are there");
    for (int k = 0; k < experiment->design.input_count; k++)
        cadre_table_add(table, experiment->design.inputs[k].name, experiment->inputs[k].type,
                        experiment->inputs[k].unit, experiment->inputs[k].meaning);
}

static void add_point(const cadre_experiment_t *experiment, const cadre_sample_t *sample,
                      int64_t point, cadre_sheet_t *sheet)
{
    char role[CADRE_ROLE_SIZE];
    cadre_sheet_integer(sheet, sample->blocks[point]);
    cadre_sheet_text(sheet, cadre_role_name(&experiment->design, sample->roles[point], role));
    for (int k = 0; k < sample->inputs; k++) {
        cadre_text_t value = {0};
        cadre_experiment_value(experiment, k, sample->values[point * sample->inputs + k], &value);
        cadre_sheet_text(sheet, value.failed ? "" : value.data);
        sheet->text.failed |= value.failed;
        cadre_text_free(&value);
    }
    cadre_sheet_end_row(sheet);
}

static int write_rows(const cadre_experiment_t *experiment, const cadre_sample_t *sample,
                      cadre_sheet_t *sheet, cadre_error_t *err)
{
    cadre_table_t table;
    cadre_design_describe(experiment, &table);
    cadre_table_add_header(&table, sheet);
    sheet->text.failed |= table.failed;
    cadre_table_free(&table);
    int code = CADRE_OK;
    for (int64_t i = 0; code == CADRE_OK && i < sample->points; i++) {
        add_point(experiment, sample, i, sheet);
        code = cadre_sheet_check(sheet, err);
    }
    return code;
}

int cadre_design_text(const cadre_experiment_t *experiment, const cadre_sample_t *sample,
                      cadre_text_t *out, cadre_error_t *err)
{
    cadre_sheet_t sheet;
    cadre_sheet_begin(&sheet, NULL, "design.csv");
    const int code = write_rows(experiment, sample, &sheet, err);
    *out = sheet.text;
    return code;
}

int cadre_design_write(const cadre_experiment_t *experiment, const cadre_sample_t *sample,
                       FILE *stream, const char *name, cadre_error_t *err)
{
    cadre_sheet_t sheet;
    cadre_sheet_begin(&sheet, stream, name);
    int code = write_rows(experiment, sample, &sheet, err);
    if (code == CADRE_OK)
        code = cadre_sheet_flush(&sheet, err);
    cadre_sheet_end(&sheet);
    return code;
}

static void add_manifest(const cadre_experiment_t *experiment, const cadre_sample_t *sample,
                         cadre_text_t *text)
{
    cadre_json_writer_t out = {.out = text};
    cadre_table_t table;
    cadre_design_describe(experiment, &table);
    cadre_json_write_open(&out, NULL, '{');
    cadre_json_write_string(&out, "$schema",
                            "https://datapackage.org/profiles/2.0/datapackage.json");
    cadre_json_write_string(&out, "name", experiment->name);
    cadre_json_write_string(&out, "title", experiment->title);
    cadre_json_write_open(&out, "cadre", '{');
    cadre_json_write_string(&out, "kind", "design");
    cadre_json_write_string(&out, "version", CADRE_VERSION);
    cadre_json_write_string(&out, "scenario", experiment->name); /* whose directory it is */
    cadre_json_write_string(&out, "design_sha256", experiment->sha256);
    cadre_json_write_string(&out, "method", cadre_method_name(experiment->design.method));
    cadre_json_write_number(&out, "points", (double)sample->points);
    cadre_json_write_close(&out, '}');
    cadre_manifest_add_resources(text, &table, 1);
    cadre_json_write_close(&out, '}');
    text->failed |= table.failed;
    cadre_table_free(&table);
}

int cadre_design_store(const cadre_experiment_t *experiment, const cadre_sample_t *sample,
                       const char *directory, bool force, cadre_error_t *err)
{
    const cadre_possession_t claim = {"design", experiment->name, force};
    cadre_directory_t folder;
    cadre_sheet_t sheet = {0};
    cadre_text_t manifest = {0};
    FILE *stream;
    int code = cadre_directory_open(&folder, directory, &claim, err);
    if (code != CADRE_OK)
        return code;
    code = cadre_directory_create(&folder, "design.csv", &stream, err);
    if (code == CADRE_OK) {
        cadre_sheet_begin(&sheet, stream, "design.csv");
        code = write_rows(experiment, sample, &sheet, err);
        cadre_error_t ignored;
        const int finished = cadre_sheet_finish(&sheet, code == CADRE_OK ? err : &ignored);
        code = code == CADRE_OK ? finished : code;
    }
    add_manifest(experiment, sample, &manifest);
    if (code == CADRE_OK && manifest.failed)
        code = cadre_error_set(err, CADRE_ERROR_MEMORY, "out of memory");
    if (code == CADRE_OK)
        code = cadre_directory_publish(&folder, manifest.data, manifest.length, err);
    cadre_text_free(&manifest);
    cadre_sheet_end(&sheet);
    cadre_directory_close(&folder);
    return code;
}
