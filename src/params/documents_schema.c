/* JSON Schema (draft-07) of scenario files: what an editor needs to complete, explain and check
 * while one types. Cross-references and dates that do not exist are left to `cadre check`.
 *
 * A file that extends another one is a merge patch, in which null removes: so everything but
 * `format` may be null, and nothing inside is required. */
#include "params/catalogue.h"
#include "params/documents.h"
#include "params/parameters.h"
#include "params/schema_parts.h"
#include "params/wording.h"
#include "json/writer.h"

#include <math.h>
#include <string.h>

typedef cadre_json_writer_t writer_t;

/* Limits of the model, which params/ does not see; the loader checks them, a test both. */
enum { CASE_INSIDERS = 30, FACTION_FOUNDERS = 32 };

/* A composed text; when it failed, so has the document. */
static const char *content(writer_t *self, const cadre_text_t *text)
{
    if (text->failed)
        self->out->failed = true;
    return text->failed ? "" : text->data;
}

static const char ID[] = "^[a-z][a-z0-9-]{0,31}$";
static const char DATE[] = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";
static const char OBJECT[] = "[\"object\", \"null\"]";

/* ---------------------------------------------------------------- parts of any schema */

static void add_type(writer_t *self, const char *type, const char *description)
{
    char types[40] = "[\"";
    strcat(strcat(types, type), "\", \"null\"]");
    cadre_json_write_string(self, "description", description);
    cadre_json_write_raw(self, "type", types);
}

static void add_string(writer_t *self, const char *key, const char *description)
{
    cadre_schema_value(self, key, "[\"string\", \"null\"]", description);
}

static void add_pattern(writer_t *self, const char *key, const char *pattern,
                        const char *description)
{
    cadre_json_write_open(self, key, '{');
    add_type(self, "string", description);
    cadre_json_write_string(self, "pattern", pattern);
    cadre_json_write_close(self, '}');
}

static void add_boolean(writer_t *self, const char *key, const char *description)
{
    cadre_schema_value(self, key, "[\"boolean\", \"null\"]", description);
}

/* `type` is "number" or "integer"; an infinite `max` is none. */
static void add_number(writer_t *self, const char *key, const char *type, double min, double max,
                       const char *description)
{
    cadre_json_write_open(self, key, '{');
    add_type(self, type, description);
    cadre_json_write_number(self, "minimum", min);
    if (isfinite(max))
        cadre_json_write_number(self, "maximum", max);
    cadre_json_write_close(self, '}');
}

/* `names` is a JSON array that ends with null. */
static void add_choice(writer_t *self, const char *key, const char *names, const char *description)
{
    cadre_json_write_open(self, key, '{');
    cadre_json_write_string(self, "description", description);
    cadre_json_write_raw(self, "enum", names);
    cadre_json_write_close(self, '}');
}

static void add_reference(writer_t *self, const char *key, const char *definition)
{
    cadre_schema_reference(self, key, definition);
}

static void open_object(writer_t *self, const char *key, const char *description)
{
    cadre_schema_open_object(self, key, OBJECT, description);
}

static void close_object(writer_t *self)
{
    cadre_schema_close_object(self);
}

/* An object whose keys match `pattern`; what follows up to close_map is the schema of a value. */
static void open_map(writer_t *self, const char *key, const char *pattern, const char *description)
{
    cadre_schema_open_map(self, key, OBJECT, pattern, description);
}

static void close_map(writer_t *self)
{
    cadre_json_write_close(self, '}');
}

static void add_strings(writer_t *self, const char *key, const char *pattern,
                        const char *description)
{
    cadre_json_write_open(self, key, '{');
    add_type(self, "array", description);
    cadre_json_write_open(self, "items", '{');
    cadre_json_write_string(self, "type", "string");
    if (pattern != NULL)
        cadre_json_write_string(self, "pattern", pattern);
    cadre_json_write_close(self, '}');
    cadre_json_write_close(self, '}');
}

/* ---------------------------------------------------------------- parameters */

static void add_parameter(writer_t *self, const cadre_parameter_t *parameter)
{
    static const char *const types[] = {"number", "integer", "boolean"};
    char value[CADRE_NUMBER_SIZE];
    cadre_text_t description = {0};
    cadre_wording_value(parameter, parameter->value, value);
    cadre_text_addf(&description, "%s [%s]", parameter->meaning, parameter->unit);
    cadre_json_write_open(self, parameter->name, '{');
    add_type(self, types[parameter->type], content(self, &description));
    cadre_json_write_raw(self, "default", value);
    if (parameter->type != CADRE_PARAMETER_BOOLEAN) {
        cadre_json_write_number(self, "minimum", parameter->min);
        cadre_json_write_number(self, "maximum", parameter->max);
    }
    cadre_json_write_close(self, '}');
    cadre_text_free(&description);
}

static bool begins_group(int index)
{
    return index == 0 ||
           strcmp(cadre_parameter_at(index - 1)->group, cadre_parameter_at(index)->group) != 0;
}

/* One definition per group; the groups stand together in the list. */
static void add_groups(writer_t *self)
{
    for (int i = 0; i < cadre_parameter_count(); i++) {
        const cadre_parameter_t *parameter = cadre_parameter_at(i);
        if (begins_group(i))
            open_object(self, parameter->group,
                        parameter->scope == CADRE_SCOPE_WORLD ? "Parameters of the world"
                                                              : "Parameters of an organization");
        add_parameter(self, parameter);
        if (i + 1 == cadre_parameter_count() || begins_group(i + 1))
            close_object(self);
    }
}

static void add_group_references(writer_t *self, bool world_too)
{
    for (int i = 0; i < cadre_parameter_count(); i++) {
        const cadre_parameter_t *parameter = cadre_parameter_at(i);
        if (begins_group(i) && (world_too || parameter->scope == CADRE_SCOPE_ORGANIZATION))
            add_reference(self, parameter->group, parameter->group);
    }
}

/* ---------------------------------------------------------------- definitions */

static void add_series(writer_t *self)
{
    cadre_json_write_open(self, "series", '{');
    cadre_json_write_string(self, "description",
                            "A number, or a series: points by date, or a column of a CSV file");
    cadre_json_write_open(self, "anyOf", '[');
    cadre_json_write_raw(self, NULL, "{\"type\": [\"number\", \"null\"]}");
    open_object(self, NULL, "A series");
    open_map(self, "points", DATE, "Values by date (YYYY-MM-DD)");
    cadre_json_write_raw(self, "additionalProperties", "{\"type\": [\"number\", \"null\"]}");
    close_map(self);
    add_string(self, "file", "CSV file with an ISO `date` column, relative to this file");
    add_string(self, "column", "Its column");
    add_number(self, "scale", "number", 0, 1e12, "Factor on every value (default 1)");
    add_choice(self, "interpolate", "[\"step\", \"linear\", \"monotone\", null]",
               "Between the points (default step: the last value holds)");
    add_choice(self, "outside", "[\"error\", \"hold\", \"zero\", null]",
               "Before the first and after the last point (default error)");
    close_object(self);
    cadre_json_write_close(self, ']');
    cadre_json_write_close(self, '}');
}

static void add_definitions(writer_t *self)
{
    cadre_json_write_open(self, "definitions", '{');
    add_pattern(self, "date", DATE, "A day, YYYY-MM-DD");
    add_series(self);
    open_object(self, "parameters", "Parameters of an organization, by group");
    add_group_references(self, false);
    close_object(self);
    add_groups(self);
    cadre_json_write_close(self, '}');
}

/* ---------------------------------------------------------------- the parts of a scenario */

static void add_texts(writer_t *self)
{
    add_string(self, "$schema", "This schema, for editors");
    cadre_json_write_open(self, "format", '{');
    cadre_json_write_string(self, "description", "The form of this file");
    cadre_json_write_string(self, "const", "cadre-scenario/1");
    cadre_json_write_close(self, '}');
    cadre_json_write_open(self, "extends", '{');
    cadre_json_write_string(self, "description",
                            "A scenario file, relative to this one, that this one patches: objects "
                            "merge, other values replace, null removes");
    cadre_json_write_string(self, "type", "string");
    cadre_json_write_close(self, '}');
    add_string(self, "title", "What it is, in one line");
    add_string(self, "group", "Heading in the catalogue");
    add_strings(self, "claims", "^(M[0-9]{2}|C[0-9]{1,2})$", "Claims it bears on");
    add_strings(self, "look_for", NULL, "What to look for in the results");
    cadre_json_write_open(self, "expect", '{');
    add_type(self, "object", "Predictions by outcome, in words");
    cadre_json_write_raw(self, "additionalProperties", "{\"type\": [\"string\", \"null\"]}");
    cadre_json_write_close(self, '}');
    add_string(self, "evidence", "File of historical patterns to draw and score against");
    add_string(self, "posterior", "File of weighted parameters that the runs of `run` take");
}

static void add_time(writer_t *self)
{
    add_reference(self, "start", "date");
    add_reference(self, "end", "date");
    cadre_json_write_open(self, "seed", '{');
    cadre_json_write_string(self, "description",
                            "Seed of all randomness (default 1); above 2^53 as a string of digits");
    cadre_json_write_open(self, "anyOf", '[');
    cadre_json_write_raw(self, NULL,
                         "{\"type\": \"integer\", \"minimum\": 0, \"maximum\": 9007199254740992}");
    cadre_json_write_raw(self, NULL, "{\"type\": \"string\", \"pattern\": \"^[0-9]{1,20}$\"}");
    cadre_json_write_raw(self, NULL, "{\"type\": \"null\"}");
    cadre_json_write_close(self, ']');
    cadre_json_write_close(self, '}');
}

static void add_shape(writer_t *self)
{
    add_number(self, "rise_weeks", "number", 1, 520, "Weeks from nothing to its height");
    add_number(self, "hold_weeks", "number", 0, 5200, "Weeks at its height");
    add_number(self, "decay_weeks", "number", 1, 5200, "Weeks in which it falls to 1/e");
}

static void add_environment(writer_t *self)
{
    open_object(self, "environment", "What happens around the organizations");
    add_reference(self, "climate", "series");
    add_reference(self, "norm", "series");
    add_reference(self, "need", "series");
    open_map(self, "waves", ID, "Movements, by id");
    open_object(self, "additionalProperties", "A movement that rises, holds and decays");
    add_reference(self, "date", "date");
    add_number(self, "size", "number", 0, 2, "Its height, above 0; 1 is a large movement");
    add_shape(self);
    close_object(self);
    close_map(self);
    open_object(self, "wave_shape", "Shape of movements that do not give their own");
    add_shape(self);
    close_object(self);
    open_object(self, "wave_generator", "Movements that come by chance");
    add_boolean(self, "on", "Whether there are any (default false)");
    add_number(self, "rate_per_year", "number", 0, 10, "How many a year on average");
    add_number(self, "mean_size", "number", 0, 2, "Their mean height, above 0");
    close_object(self);
    close_object(self);
}

static void add_sites(writer_t *self)
{
    open_object(self, "sites", "Places, and the people who can be met there");
    add_number(self, "count", "integer", 1, 100000, "How many places");
    open_object(self, "size", "How large they are");
    add_choice(self, "distribution", "[\"lognormal\", null]", "Distribution of sizes");
    add_number(self, "median", "number", 0.001, 1000, "Median size");
    add_number(self, "sigma", "number", 0, 3, "Standard deviation of the logarithm");
    add_boolean(self, "draw", "Whether sizes are drawn; else they are fixed quantiles");
    close_object(self);
    open_object(self, "pools", "People who can be met at a place of size 1");
    add_number(self, "campus", "number", 0, 1e9, "on the campus");
    add_number(self, "city", "number", 0, 1e9, "in the city");
    add_number(self, "workplace", "number", 0, 1e9, "at work");
    close_object(self);
    add_number(self, "reservoir", "integer", 0, 1e9, "People in all who may join from afar");
    close_object(self);
}

static void add_regimes(writer_t *self)
{
    open_map(self, "regimes", ID, "Named sets of parameters, by id");
    open_object(self, "additionalProperties", "A set of parameters");
    add_string(self, "title", "What it is, in one line");
    add_pattern(self, "extends", ID, "The regime it starts from");
    add_reference(self, "parameters", "parameters");
    close_object(self);
    close_map(self);
}

static void add_founders(writer_t *self)
{
    open_object(self, "founders", "Who founds it, and where");
    add_number(self, "members", "integer", 0, 1e8, "How many");
    add_number(self, "cadre_share", "number", 0, 1, "Which share of them are cadre");
    add_number(self, "sites", "integer", 1, 100000, "Over how many places, evenly");
    add_choice(self, "placement", "[\"largest\", \"random\", null]", "Which places");
    cadre_json_write_open(self, "at", '{');
    add_type(self, "array",
             "The places by number, instead of sites and placement; 1 is the largest");
    cadre_json_write_raw(self, "items", "{\"type\": \"integer\", \"minimum\": 1}");
    cadre_json_write_close(self, '}');
    add_choice(self, "milieu", "[\"campus\", \"city\", \"workplace\", null]",
               "Where their branches work");
    close_object(self);
}

static void add_kinds(writer_t *self)
{
    cadre_text_t names = {0}, description = {0};
    cadre_text_add(&names, "[");
    for (int k = 0; k < CADRE_KIND_COUNT; k++) {
        const cadre_kind_info_t *info = cadre_kind_info((cadre_kind_t)k);
        cadre_text_addf(&names, "\"%s\", ", info->name);
        cadre_text_addf(&description, "%s%s%s: %s", k ? ". " : "", info->name,
                        k == CADRE_KIND_PARTY ? " (default)" : "", info->meaning);
    }
    cadre_text_add(&names, "null]");
    add_choice(self, "kind", content(self, &names), content(self, &description));
    cadre_text_free(&names);
    cadre_text_free(&description);
}

static void add_organizations(writer_t *self)
{
    open_map(self, "organizations", ID, "Organizations, by id");
    open_object(self, "additionalProperties", "An organization");
    add_kinds(self);
    add_string(self, "title", "Its name in pictures and tables");
    add_pattern(self, "regime", ID, "The regime whose parameters it starts from");
    add_reference(self, "founded", "date");
    add_founders(self);
    add_number(self, "copies", "integer", 1, 10000,
               "How many such organizations there are: ID, ID-2, ID-3 and so on");
    add_pattern(self, "parent", ID, "Of a front: whose it is");
    add_reference(self, "parameters", "parameters");
    add_reference(self, "members", "series");
    add_reference(self, "openness", "series");
    close_object(self);
    close_map(self);
}

static void add_mechanisms(writer_t *self)
{
    open_object(self, "mechanisms", "Switches; all are on by default");
    for (int i = 0; i < CADRE_MECHANISM_COUNT; i++) {
        const cadre_mechanism_info_t *info = cadre_mechanism_info((cadre_mechanism_t)i);
        cadre_text_t description = {0};
        cadre_text_addf(&description, "%s; off: %s", info->does, info->without);
        add_boolean(self, info->name, content(self, &description));
        cadre_text_free(&description);
    }
    close_object(self);
}

/* ---------------------------------------------------------------- events */

static void add_event_types(writer_t *self)
{
    cadre_text_t description = {0}, names = {0};
    cadre_text_add(&names, "[");
    for (int i = 0; i < CADRE_SCRIPTED_COUNT; i++) {
        const cadre_event_info_t *info = cadre_event_info((cadre_event_type_t)i);
        cadre_text_addf(&description, "%s%s: %s", i ? ". " : "", info->name, info->meaning);
        cadre_text_addf(&names, "\"%s\", ", info->name);
    }
    cadre_text_add(&names, "null]");
    add_choice(self, "type", content(self, &names), content(self, &description));
    cadre_text_free(&names);
    cadre_text_free(&description);
}

/* An event takes only the fields of its type; a switch is the whole world's. */
static void add_event_rule(writer_t *self, cadre_event_type_t type)
{
    const cadre_event_info_t *info = cadre_event_info(type);
    cadre_json_write_open(self, NULL, '{');
    cadre_json_write_open(self, "if", '{');
    cadre_json_write_raw(self, "required", "[\"type\"]");
    cadre_json_write_open(self, "properties", '{');
    cadre_json_write_open(self, "type", '{');
    cadre_json_write_string(self, "const", info->name);
    cadre_json_write_close(self, '}');
    cadre_json_write_close(self, '}');
    cadre_json_write_close(self, '}');
    cadre_json_write_open(self, "then", '{');
    cadre_json_write_open(self, "propertyNames", '{');
    cadre_json_write_open(self, "enum", '[');
    cadre_json_write_raw(self, NULL, "\"date\", \"type\", \"note\"");
    if (type != CADRE_EVENT_switch)
        cadre_json_write_string(self, NULL, "organization");
    for (const char *field = info->fields; *field != '\0'; field += strspn(field, " ")) {
        char name[40] = "";
        const size_t length = strcspn(field, " ");
        cadre_json_write_string(self, NULL, strncat(name, field, length));
        field += length;
    }
    cadre_json_write_close(self, ']');
    cadre_json_write_close(self, '}');
    cadre_json_write_close(self, '}');
    cadre_json_write_close(self, '}');
}

static void add_mechanism_choice(writer_t *self)
{
    cadre_text_t names = {0};
    cadre_text_add(&names, "[");
    for (int i = 0; i < CADRE_MECHANISM_COUNT; i++)
        cadre_text_addf(&names, "\"%s\", ", cadre_mechanism_info((cadre_mechanism_t)i)->name);
    cadre_text_add(&names, "null]");
    add_choice(self, "mechanism", content(self, &names), "switch: which mechanism");
    cadre_text_free(&names);
}

/* Fields of events of politics. */
static void add_political_fields(writer_t *self)
{
    add_choice(self, "who", "[\"random\", \"loyal_minority\", null]",
               "split: a share drawn one by one, or those nearer to the sponsor's doctrine");
    add_number(self, "size", "number", 0, 5,
               "thaw: what openness rises by; shock, sister_scandal: how large");
    add_choice(self, "rank", "[\"member\", \"cadre\", \"leader\", \"chance\", null]",
               "case: what the accused is; chance by default");
    add_number(self, "severity", "number", 0, 1, "case: how grave; drawn without it");
    add_choice(self, "handling",
               "[\"chance\", \"unreported\", \"dismissed\", \"covered_up\", \"resolved\", null]",
               "case: how it was dealt with; chance by default");
    add_number(self, "insiders", "integer", 0, CASE_INSIDERS, "case: how many know");
    add_pattern(self, "case", ID, "expose: id of the event of the case; the oldest without it");
    add_number(self, "salience", "number", 0, 1, "issue: how much distance in doctrine weighs");
    add_number(self, "position", "number", -1, 1,
               "issue: where the organization stands now; sponsor: where the sponsor stands");
    add_number(self, "founders", "integer", 2, FACTION_FOUNDERS,
               "faction: how many found it; as the parameter says without it");
    add_choice(self, "action",
               "[\"instigate\", \"copy_regime\", \"back\", \"expel\", \"sever\", null]",
               "sponsor: what it does");
    add_pattern(self, "sponsor", ID, "sponsor: which organization it is, if it is in the file");
}

static void add_events(writer_t *self)
{
    open_map(self, "events", ID, "What happens at a date, by id");
    open_object(self, "additionalProperties", "An event");
    add_reference(self, "date", "date");
    add_event_types(self);
    add_pattern(self, "organization", ID, "To which organization; all without it");
    add_reference(self, "parameters", "parameters");
    add_reference(self, "until", "date");
    add_mechanism_choice(self);
    add_boolean(self, "on", "switch: whether it is on from then on");
    add_pattern(self, "into", ID, "merge: which organization takes the people");
    add_number(self, "share", "number", 0, 1, "split: share of the members who go");
    add_number(self, "pieces", "integer", 2, 20, "fragment: how many organizations come of it");
    add_number(self, "drift", "number", 0, 1,
               "split, fragment: sd of the logarithm of the new one's parameters");
    add_pattern(self, "found", ID, "split, fragment, expel, secede: id of what is born");
    add_choice(self, "milieu", "[\"campus\", \"city\", \"workplace\", null]",
               "reorient: the new line");
    add_political_fields(self);
    add_string(self, "note", "Text for pictures, no effect");
    cadre_json_write_close(self, '}'); /* the properties */
    cadre_json_write_open(self, "allOf", '[');
    for (int i = 0; i < CADRE_SCRIPTED_COUNT; i++)
        add_event_rule(self, (cadre_event_type_t)i);
    cadre_json_write_close(self, ']');
    cadre_json_write_close(self, '}');
    close_map(self);
}

/* ---------------------------------------------------------------- the whole */

static void add_properties(writer_t *self)
{
    cadre_json_write_open(self, "properties", '{');
    add_texts(self);
    add_time(self);
    add_environment(self);
    add_sites(self);
    open_object(self, "parameters",
                "Parameters of the world, and defaults for all organizations, by group");
    add_group_references(self, true);
    close_object(self);
    add_regimes(self);
    add_organizations(self);
    add_mechanisms(self);
    add_events(self);
    cadre_json_write_close(self, '}');
}

void cadre_document_scenario_schema(cadre_text_t *out)
{
    writer_t writer = {.out = out};
    cadre_json_write_open(&writer, NULL, '{');
    cadre_json_write_string(&writer, "$schema", "http://json-schema.org/draft-07/schema#");
    cadre_json_write_string(&writer, "title", "Cadre scenario");
    cadre_json_write_string(&writer, "type", "object");
    cadre_json_write_boolean(&writer, "additionalProperties", false);
    cadre_json_write_raw(&writer, "required", "[\"format\"]");
    cadre_json_write_raw(&writer, "if", "{\"not\": {\"required\": [\"extends\"]}}");
    cadre_json_write_raw(&writer, "then",
                         "{\"required\": [\"start\", \"end\", \"organizations\"]}");
    add_properties(&writer);
    add_definitions(&writer);
    cadre_json_write_close(&writer, '}');
}
