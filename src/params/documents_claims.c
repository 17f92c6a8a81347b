/* JSON Schema (draft-07) of the claims file: what an editor needs to complete, explain and check
 * while one types. That a claim which speaks against another exists, that a line is one of its
 * document, and that keys are not doubled are left to `cadre check`. */
#include "params/catalogue.h"
#include "params/documents.h"
#include "params/parameters.h"
#include "params/schema_parts.h"

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

static const char STRING[] = "\"string\"";
static const char OBJECT[] = "\"object\"";

/* Closes the properties; `required` is a JSON array of keys. What follows are more rules for the
 * object, up to its own close. */
static void require(writer_t *self, const char *required)
{
    cadre_json_write_close(self, '}');
    cadre_json_write_raw(self, "required", required);
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
    cadre_schema_open_object(self, "items", OBJECT, "A line of a document");
    cadre_schema_value(self, "document", STRING, "A key of `documents`");
    cadre_json_write_raw(self, "line", "{\"type\": \"integer\", \"minimum\": 1}");
    require(self, "[\"document\", \"line\"]");
    cadre_json_write_close(self, '}');
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
    cadre_schema_open_map(self, "contradicted_by", OBJECT, "^(M[0-9]{2}|C[0-9]{1,2})$",
                          "What speaks against it, by id");
    cadre_json_write_raw(self, "additionalProperties", "{\"type\": \"string\"}");
    cadre_json_write_close(self, '}');
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
    cadre_schema_value(self, "title", STRING, "A few words");
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        cadre_schema_reference(self, keys[i], keys[i]);
    cadre_schema_value(self, "not_modelled", STRING, "Instead of mechanism: why none carries it");
    cadre_schema_value(self, "note", STRING, "A remark");
}

/* Closes an object that has either a mechanism or the reason why there is none. */
static void close_entry(writer_t *self, const char *required)
{
    require(self, required);
    cadre_json_write_open(self, "oneOf", '[');
    cadre_json_write_raw(self, NULL, "{\"required\": [\"mechanism\"]}");
    cadre_json_write_raw(self, NULL, "{\"required\": [\"not_modelled\"]}");
    cadre_json_write_close(self, ']');
    cadre_json_write_close(self, '}');
}

static void add_claims(writer_t *self)
{
    cadre_schema_open_map(self, "claims", OBJECT, "^M[0-9]{2}$", "Claims, by id");
    cadre_schema_open_object(self, "additionalProperties", OBJECT, "A claim, told as somebody's");
    cadre_schema_value(self, "theme", STRING, "A key of `themes`");
    cadre_schema_value(self, "says", STRING, "The claim in other words, with who makes it");
    cadre_schema_reference(self, "sources", "sources");
    cadre_schema_reference(self, "confidence", "confidence");
    add_common(self);
    close_entry(self, "[\"theme\", \"title\", \"says\", \"sources\"]");
    cadre_json_write_close(self, '}');
}

static void add_versions(writer_t *self)
{
    cadre_json_write_open(self, "versions", '{');
    cadre_json_write_string(self, "description", "The tellings that contradict one another");
    cadre_json_write_string(self, "type", "array");
    cadre_schema_open_object(self, "items", OBJECT, "One telling");
    cadre_schema_value(self, "says", STRING, "It in other words, with who tells it");
    cadre_schema_reference(self, "sources", "sources");
    cadre_schema_value(self, "external", STRING, "A source outside the documents");
    cadre_schema_reference(self, "confidence", "confidence");
    cadre_schema_value(self, "model", STRING, "What the model does with it");
    require(self, "[\"says\", \"model\"]");
    cadre_json_write_open(self, "anyOf", '[');
    cadre_json_write_raw(self, NULL, "{\"required\": [\"sources\"]}");
    cadre_json_write_raw(self, NULL, "{\"required\": [\"external\"]}");
    cadre_json_write_close(self, ']');
    cadre_json_write_close(self, '}');
    cadre_json_write_close(self, '}');
}

static void add_contradictions(writer_t *self)
{
    cadre_schema_open_map(self, "contradictions", OBJECT, "^C[0-9]{1,2}$",
                          "Where the documents disagree, by id");
    cadre_schema_open_object(self, "additionalProperties", OBJECT, "A contradiction");
    add_versions(self);
    add_common(self);
    close_entry(self, "[\"title\", \"versions\"]");
    cadre_json_write_close(self, '}');
}

/* ---------------------------------------------------------------- the whole */

static void add_documents(writer_t *self)
{
    cadre_schema_open_map(self, "documents", OBJECT, "^S[0-9]$", "The source documents, by id");
    cadre_schema_open_object(self, "additionalProperties", OBJECT, "A document");
    cadre_schema_value(self, "title", STRING, "What it is, in a few words");
    cadre_json_write_raw(self, "lines", "{\"type\": \"integer\", \"minimum\": 1}");
    require(self, "[\"title\", \"lines\"]");
    cadre_json_write_close(self, '}');
    cadre_json_write_close(self, '}');
    cadre_schema_open_map(self, "themes", OBJECT, "^[a-z][a-z0-9-]{0,31}$", "Headings, by id");
    cadre_json_write_raw(self, "additionalProperties", "{\"type\": \"string\"}");
    cadre_json_write_close(self, '}');
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
    cadre_schema_value(&writer, "$schema", STRING, "This schema, for editors");
    cadre_json_write_raw(&writer, "format", "{\"const\": \"cadre-claims/1\"}");
    cadre_schema_value(&writer, "title", STRING, "What it is, in one line");
    add_documents(&writer);
    add_claims(&writer);
    add_contradictions(&writer);
    cadre_json_write_close(&writer, '}');
    add_definitions(&writer);
    cadre_json_write_close(&writer, '}');
}
