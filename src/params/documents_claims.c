/* JSON Schema (draft-07) of the claims file: what an editor needs to complete, explain and check
 * while one types. That a claim which speaks against another exists, that a line is one of its
 * document, and that keys are not doubled are left to `cadre check`. */
#include "params/catalogue.h"
#include "params/documents.h"
#include "params/parameters.h"
#include "json/writer.h"

typedef cadre_json_writer_t writer_t;

/* The i-th name of a list. */
typedef const char *(*name_at_t)(int index);

static const char *mechanism_at(int index)
{
    return cadre_mechanism_info((cadre_mechanism_t)index)->name;
}

static const char *measure_at(int index)
{
    return cadre_measure_info((cadre_measure_t)index)->name;
}

static const char *parameter_at(int index)
{
    return cadre_parameter_at(index)->key;
}

/* ---------------------------------------------------------------- parts of any schema */

static void add_string(writer_t *self, const char *key, const char *description)
{
    cadre_json_write_open(self, key, '{');
    cadre_json_write_string(self, "description", description);
    cadre_json_write_string(self, "type", "string");
    cadre_json_write_close(self, '}');
}

static void add_reference(writer_t *self, const char *key, const char *path)
{
    cadre_json_write_open(self, key, '{');
    cadre_json_write_string(self, "$ref", path);
    cadre_json_write_close(self, '}');
}

/* `required` is a JSON array of keys. */
static void open_object(writer_t *self, const char *key, const char *required,
                        const char *description)
{
    cadre_json_write_open(self, key, '{');
    cadre_json_write_string(self, "description", description);
    cadre_json_write_string(self, "type", "object");
    cadre_json_write_boolean(self, "additionalProperties", false);
    cadre_json_write_raw(self, "required", required);
    cadre_json_write_open(self, "properties", '{');
}

static void close_object(writer_t *self)
{
    cadre_json_write_close(self, '}');
    cadre_json_write_close(self, '}');
}

/* An object whose keys match `pattern`; what follows up to close_map is the schema of a value. */
static void open_map(writer_t *self, const char *key, const char *pattern, const char *description)
{
    cadre_json_write_open(self, key, '{');
    cadre_json_write_string(self, "description", description);
    cadre_json_write_string(self, "type", "object");
    cadre_json_write_open(self, "propertyNames", '{');
    cadre_json_write_string(self, "pattern", pattern);
    cadre_json_write_close(self, '}');
}

static void close_map(writer_t *self)
{
    cadre_json_write_close(self, '}');
}

/* An array of names out of a list. */
static void add_names(writer_t *self, const char *key, int count, name_at_t at,
                      const char *description)
{
    cadre_json_write_open(self, key, '{');
    cadre_json_write_string(self, "description", description);
    cadre_json_write_string(self, "type", "array");
    cadre_json_write_open(self, "items", '{');
    cadre_json_write_open(self, "enum", '[');
    for (int i = 0; i < count; i++)
        cadre_json_write_string(self, NULL, at(i));
    cadre_json_write_close(self, ']');
    cadre_json_write_close(self, '}');
    cadre_json_write_close(self, '}');
}

/* ---------------------------------------------------------------- definitions */

static void add_sources(writer_t *self)
{
    cadre_json_write_open(self, "sources", '{');
    cadre_json_write_string(self, "description", "Where it is said");
    cadre_json_write_string(self, "type", "array");
    open_object(self, "items", "[\"document\", \"line\"]", "A line of a document");
    add_string(self, "document", "A key of `documents`");
    cadre_json_write_raw(self, "line", "{\"type\": \"integer\", \"minimum\": 1}");
    close_object(self);
    cadre_json_write_close(self, '}');
}

static void add_confidence(writer_t *self)
{
    cadre_json_write_open(self, "confidence", '{');
    cadre_json_write_string(self, "description",
                            "How sure it is; inference: nobody says it in so many words");
    cadre_json_write_raw(self, "enum", "[\"high\", \"medium\", \"low\", \"inference\"]");
    cadre_json_write_close(self, '}');
}

static void add_model_parts(writer_t *self)
{
    add_names(self, "mechanism", CADRE_MECHANISM_COUNT, mechanism_at,
              "The mechanisms that carry it");
    add_names(self, "parameters", cadre_parameter_count(), parameter_at, "What sets it");
    add_names(self, "measures", CADRE_MEASURE_COUNT, measure_at, "Where it shows");
    cadre_json_write_open(self, "scenarios", '{');
    cadre_json_write_string(self, "description", "What reproduces or varies it");
    cadre_json_write_string(self, "type", "array");
    cadre_json_write_raw(self, "items", "{\"type\": \"string\"}");
    cadre_json_write_close(self, '}');
    open_map(self, "contradicted_by", "^(M[0-9]{2}|C[0-9]{1,2})$", "What speaks against it, by id");
    cadre_json_write_raw(self, "additionalProperties", "{\"type\": \"string\"}");
    close_map(self);
}

static void add_definitions(writer_t *self)
{
    cadre_json_write_open(self, "definitions", '{');
    add_sources(self);
    add_confidence(self);
    add_model_parts(self);
    cadre_json_write_close(self, '}');
}

/* ---------------------------------------------------------------- a claim, a contradiction */

/* What a claim and a contradiction both have. */
static void add_common(writer_t *self)
{
    static const char *const keys[] = {"mechanism", "parameters", "measures", "scenarios",
                                       "contradicted_by"};
    add_string(self, "title", "A few words");
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        cadre_text_t path = {0};
        cadre_text_addf(&path, "#/definitions/%s", keys[i]);
        self->out->failed |= path.failed;
        add_reference(self, keys[i], path.failed ? "" : path.data);
        cadre_text_free(&path);
    }
    add_string(self, "not_modelled", "Instead of mechanism: why none carries it");
    add_string(self, "note", "A remark");
}

/* Closes an object that has either a mechanism or the reason why there is none. */
static void close_entry(writer_t *self)
{
    cadre_json_write_close(self, '}'); /* the properties */
    cadre_json_write_open(self, "oneOf", '[');
    cadre_json_write_raw(self, NULL, "{\"required\": [\"mechanism\"]}");
    cadre_json_write_raw(self, NULL, "{\"required\": [\"not_modelled\"]}");
    cadre_json_write_close(self, ']');
    cadre_json_write_close(self, '}');
}

static void add_claims(writer_t *self)
{
    open_map(self, "claims", "^M[0-9]{2}$", "Claims, by id");
    open_object(self, "additionalProperties", "[\"theme\", \"title\", \"says\", \"sources\"]",
                "A claim, told as somebody's");
    add_string(self, "theme", "A key of `themes`");
    add_string(self, "says", "The claim in other words, with who makes it");
    add_reference(self, "sources", "#/definitions/sources");
    add_reference(self, "confidence", "#/definitions/confidence");
    add_common(self);
    close_entry(self);
    close_map(self);
}

static void add_versions(writer_t *self)
{
    cadre_json_write_open(self, "versions", '{');
    cadre_json_write_string(self, "description", "The tellings that contradict one another");
    cadre_json_write_string(self, "type", "array");
    open_object(self, "items", "[\"says\", \"model\"]", "One telling");
    add_string(self, "says", "It in other words, with who tells it");
    add_reference(self, "sources", "#/definitions/sources");
    add_string(self, "external", "A source outside the documents");
    add_reference(self, "confidence", "#/definitions/confidence");
    add_string(self, "model", "What the model does with it");
    cadre_json_write_close(self, '}'); /* the properties */
    cadre_json_write_open(self, "anyOf", '[');
    cadre_json_write_raw(self, NULL, "{\"required\": [\"sources\"]}");
    cadre_json_write_raw(self, NULL, "{\"required\": [\"external\"]}");
    cadre_json_write_close(self, ']');
    cadre_json_write_close(self, '}');
    cadre_json_write_close(self, '}');
}

static void add_contradictions(writer_t *self)
{
    open_map(self, "contradictions", "^C[0-9]{1,2}$", "Where the documents disagree, by id");
    open_object(self, "additionalProperties", "[\"title\", \"versions\"]", "A contradiction");
    add_versions(self);
    add_common(self);
    close_entry(self);
    close_map(self);
}

/* ---------------------------------------------------------------- the whole */

static void add_documents(writer_t *self)
{
    open_map(self, "documents", "^S[0-9]$", "The source documents, by id");
    open_object(self, "additionalProperties", "[\"title\", \"lines\"]", "A document");
    add_string(self, "title", "What it is, in a few words");
    cadre_json_write_raw(self, "lines", "{\"type\": \"integer\", \"minimum\": 1}");
    close_object(self);
    close_map(self);
    open_map(self, "themes", "^[a-z][a-z0-9-]{0,31}$", "Headings, by id");
    cadre_json_write_raw(self, "additionalProperties", "{\"type\": \"string\"}");
    close_map(self);
}

void cadre_document_claims_schema(cadre_text_t *out)
{
    writer_t writer = {.out = out};
    cadre_json_write_open(&writer, NULL, '{');
    cadre_json_write_string(&writer, "$schema", "http://json-schema.org/draft-07/schema#");
    cadre_json_write_string(&writer, "title", "Cadre claims");
    cadre_json_write_string(&writer, "type", "object");
    cadre_json_write_boolean(&writer, "additionalProperties", false);
    cadre_json_write_raw(&writer, "required",
                         "[\"format\", \"documents\", \"themes\", \"claims\", \"contradictions\"]");
    cadre_json_write_open(&writer, "properties", '{');
    add_string(&writer, "$schema", "This schema, for editors");
    cadre_json_write_raw(&writer, "format", "{\"const\": \"cadre-claims/1\"}");
    add_string(&writer, "title", "What it is, in one line");
    add_documents(&writer);
    add_claims(&writer);
    add_contradictions(&writer);
    cadre_json_write_close(&writer, '}');
    add_definitions(&writer);
    cadre_json_write_close(&writer, '}');
}
