#include "store/manifest.h"

#include "base/build.h"
#include "model/version.h"

#include <gsl/gsl_version.h>
#include <inttypes.h>

/* "KEY": "VALUE", with what stands before it. */
static void add_pair(cadre_text_t *text, const char *before, const char *key, const char *value)
{
    cadre_text_addf(text, "%s\"%s\": ", before, key);
    cadre_text_add_json(text, value);
}

static void add_field(cadre_text_t *text, const cadre_column_t *column)
{
    add_pair(text, "          {", "name", column->name);
    add_pair(text, ", ", "type", column->type);
    if (column->unit[0] != '\0')
        add_pair(text, ", ", "unit", column->unit);
    add_pair(text, ", ", "description", column->meaning);
    cadre_text_add(text, "}");
}

static void add_resource(cadre_text_t *text, const cadre_table_t *table)
{
    add_pair(text, "    {\n      ", "name", table->name);
    add_pair(text, ",\n      ", "title", table->title);
    cadre_text_addf(text, ",\n      \"path\": \"%s.csv\"", table->name);
    cadre_text_add(text, ",\n      \"type\": \"table\",\n      \"format\": \"csv\""
                         ",\n      \"mediatype\": \"text/csv\",\n      \"encoding\": \"utf-8\""
                         ",\n      \"dialect\": {\"header\": true, \"delimiter\": \",\", "
                         "\"lineTerminator\": \"\\n\", \"quoteChar\": \"\\\"\", "
                         "\"doubleQuote\": true}"
                         ",\n      \"schema\": {\n        \"missingValues\": [\"\"]"
                         ",\n        \"fields\": [\n");
    for (int i = 0; i < table->count; i++) {
        add_field(text, &table->columns[i]);
        cadre_text_add(text, i + 1 < table->count ? ",\n" : "\n");
    }
    cadre_text_add(text, "        ]\n      }\n    }");
}

static const char *every_name(cadre_every_t every)
{
    static const char *const NAMES[] = {
        [CADRE_EVERY_WEEK] = "week", [CADRE_EVERY_MONTH] = "month", [CADRE_EVERY_YEAR] = "year"};
    return NAMES[every];
}

/* The seed is a text: JSON's numbers end at 2^53 in many readers. */
static void add_provenance(cadre_text_t *text, const cadre_run_store_options_t *options)
{
    const int64_t kept = options->keep_runs < options->runs ? options->keep_runs : options->runs;
    add_pair(text, "  \"cadre\": {\n    ", "kind", "run");
    add_pair(text, ",\n    ", "version", CADRE_VERSION);
    add_pair(text, ",\n    ", "model_version", CADRE_MODEL_VERSION);
    add_pair(text, ",\n    ", "scenario", options->scenario->name);
    add_pair(text, ",\n    ", "scenario_sha256", options->scenario->sha256);
    cadre_text_addf(text, ",\n    \"seed\": \"%" PRIu64 "\"", options->seed);
    cadre_text_addf(text, ",\n    \"runs\": %" PRId64, options->runs);
    cadre_text_addf(text, ",\n    \"keep_runs\": %" PRId64, kept);
    add_pair(text, ",\n    ", "every", every_name(options->every));
    add_pair(text, ",\n    ", "command", options->command);
    add_pair(text, ",\n    ", "compiler", CADRE_COMPILER);
    add_pair(text, ",\n    ", "compile_flags", CADRE_COMPILE_FLAGS);
    add_pair(text, ",\n    \"libraries\": {", "gsl", gsl_version);
    cadre_text_add(text, "}\n  }");
}

void cadre_manifest_add(cadre_text_t *text, const cadre_run_store_options_t *options,
                        const cadre_table_t tables[CADRE_TABLE_COUNT])
{
    add_pair(text, "{\n  ", "$schema", "https://datapackage.org/profiles/2.0/datapackage.json");
    add_pair(text, ",\n  ", "name", options->scenario->name);
    add_pair(text, ",\n  ", "title", options->scenario->title);
    cadre_text_add(text, ",\n");
    add_provenance(text, options);
    cadre_text_add(text, ",\n  \"resources\": [\n");
    for (int t = 0; t < CADRE_TABLE_COUNT; t++) {
        add_resource(text, &tables[t]);
        cadre_text_add(text, t + 1 < CADRE_TABLE_COUNT ? ",\n" : "\n");
    }
    cadre_text_add(text, "  ]\n}\n");
}
