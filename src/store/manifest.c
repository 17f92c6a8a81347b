#include "store/manifest.h"

#include "base/build.h"
#include "base/dates.h"
#include "model/version.h"

#include <gsl/gsl_version.h>
#include <inttypes.h>
#include <string.h>

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

const char *cadre_every_name(cadre_every_t every)
{
    static const char *const NAMES[] = {
        [CADRE_EVERY_WEEK] = "week", [CADRE_EVERY_MONTH] = "month", [CADRE_EVERY_YEAR] = "year"};
    return NAMES[every];
}

static void add_scenarios(cadre_text_t *text, const cadre_provenance_t *self)
{
    static const char *const NAMES[] = {"scenario_a", "scenario_b"};
    static const char *const HASHES[] = {"scenario_a_sha256", "scenario_b_sha256"};
    /* for people and for cadre_directory_open, which compares it */
    add_pair(text, ",\n    ", "scenario", self->subject);
    if (self->scenario_count == 1)
        add_pair(text, ",\n    ", "scenario_sha256", self->scenarios[0]->sha256);
    for (int i = 0; i < 2 && self->scenario_count == 2; i++) {
        add_pair(text, ",\n    ", NAMES[i], self->scenarios[i]->name);
        add_pair(text, ",\n    ", HASHES[i], self->scenarios[i]->sha256);
    }
}

/* The seed is a text: JSON's numbers end at 2^53 in many readers. */
static void add_provenance(cadre_text_t *text, const cadre_provenance_t *self)
{
    add_pair(text, "  \"cadre\": {\n    ", "kind", self->kind);
    add_pair(text, ",\n    ", "version", CADRE_VERSION);
    add_pair(text, ",\n    ", "model_version", CADRE_MODEL_VERSION);
    add_scenarios(text, self);
    cadre_text_addf(text, ",\n    \"seed\": \"%" PRIu64 "\"", self->seed);
    cadre_text_addf(text, ",\n    \"runs\": %" PRId64, self->runs);
    if (self->keep_runs >= 0)
        cadre_text_addf(text, ",\n    \"keep_runs\": %" PRId64,
                        self->keep_runs < self->runs ? self->keep_runs : self->runs);
    if (self->every != NULL)
        add_pair(text, ",\n    ", "every", self->every);
    if (self->posterior != NULL) {
        add_pair(text, ",\n    ", "posterior", self->posterior->name);
        add_pair(text, ",\n    ", "posterior_sha256", self->posterior->sha256);
        cadre_text_addf(text, ",\n    \"posterior_points\": %" PRId64, self->posterior->points);
    }
    add_pair(text, ",\n    ", "command", self->command);
    add_pair(text, ",\n    ", "compiler", CADRE_COMPILER);
    add_pair(text, ",\n    ", "compile_flags", CADRE_COMPILE_FLAGS);
    add_pair(text, ",\n    \"libraries\": {", "gsl", gsl_version);
    cadre_text_add(text, "}\n  }");
}

static void add_number(cadre_text_t *text, const char *key, double value)
{
    char digits[CADRE_NUMBER_SIZE];
    cadre_format_double(value, digits);
    cadre_text_addf(text, ", \"%s\": %s", key, digits);
}

/* What is known of a run's measures at a date, one entry a line, so that what reads the results
 * needs nothing else. Patterns over a period and of events are `cadre score`'s. */
static void add_evidence(cadre_text_t *text, const cadre_scenario_t *scenario)
{
    int count = 0;
    cadre_text_add(text, ",\n  \"evidence\": [");
    for (int i = 0; i < scenario->pattern_count; i++) {
        const cadre_pattern_t *pattern = &scenario->patterns[i];
        char date[11];
        if (pattern->measure[0] == '\0' || !cadre_pattern_is_plain(pattern))
            continue;
        add_pair(text, count++ > 0 ? ",\n    {" : "\n    {", "organization", pattern->organization);
        add_pair(text, ", ", "measure", pattern->measure);
        add_pair(text, ", ", "date", cadre_date_format(pattern->day, date));
        add_number(text, "value", pattern->value);
        add_number(text, "low", pattern->low);
        add_number(text, "high", pattern->high);
        add_pair(text, ", ", "source", pattern->source);
        cadre_text_add(text, "}");
    }
    cadre_text_add(text, count > 0 ? "\n  ]" : "]");
}

void cadre_manifest_add_resources(cadre_text_t *text, const cadre_table_t *tables, int count)
{
    cadre_text_add(text, ",\n  \"resources\": [\n");
    for (int t = 0; t < count; t++) {
        add_resource(text, &tables[t]);
        cadre_text_add(text, t + 1 < count ? ",\n" : "\n");
    }
    cadre_text_add(text, "  ]\n");
}

/* "by-hand", or "compare-a-b": a name may have no blanks. */
static void add_name(cadre_text_t *text, const cadre_provenance_t *self)
{
    cadre_text_t name = {0};
    if (strcmp(self->kind, "run") != 0)
        cadre_text_addf(&name, "%s-", self->kind);
    for (int i = 0; i < self->scenario_count; i++)
        cadre_text_addf(&name, "%s%s", i > 0 ? "-" : "", self->scenarios[i]->name);
    if (self->scenario_count == 0)
        cadre_text_add(&name, self->name);
    if (name.failed)
        text->failed = true;
    else
        add_pair(text, ",\n  ", "name", name.data);
    cadre_text_free(&name);
}

void cadre_manifest_add(cadre_text_t *text, const cadre_provenance_t *provenance,
                        const cadre_table_t *tables, int count)
{
    add_pair(text, "{\n  ", "$schema", "https://datapackage.org/profiles/2.0/datapackage.json");
    add_name(text, provenance);
    add_pair(text, ",\n  ", "title",
             provenance->scenario_count > 0 ? provenance->scenarios[0]->title : provenance->title);
    cadre_text_add(text, ",\n");
    add_provenance(text, provenance);
    if (provenance->with_evidence)
        add_evidence(text, provenance->scenarios[0]);
    cadre_manifest_add_resources(text, tables, count);
    cadre_text_add(text, "}\n");
}
