/* The JSON Schema of design files. */
#include "params/documents.h"
#include "params/parameters.h"
#include "params/wording.h"
#include "json/writer.h"

/* One of the fixed parts of the schema, as JSON. */
static void add(cadre_json_writer_t *out, const char *key, const char *json)
{
    cadre_json_write_raw(out, key, json);
}

static void add_definitions(cadre_json_writer_t *out)
{
    cadre_json_write_open(out, "definitions", '{');
    add(out, "input",
        "{\"type\": \"object\", \"additionalProperties\": false, \"properties\": {"
        "\"values\": {\"type\": \"array\", \"minItems\": 1}, "
        "\"choices\": {\"type\": \"array\", \"minItems\": 1}, "
        "\"low\": {\"type\": [\"number\", \"string\"]}, \"high\": {\"type\": [\"number\", "
        "\"string\"]}, \"levels\": {\"type\": \"integer\", \"minimum\": 2}, "
        "\"base\": {}, \"scale\": {\"enum\": [\"linear\", \"log\"]}, "
        "\"distribution\": {\"enum\": [\"uniform\", \"loguniform\", \"normal\", \"lognormal\", "
        "\"triangular\"]}, \"mean\": {\"type\": \"number\"}, \"sd\": {\"type\": \"number\"}, "
        "\"median\": {\"type\": \"number\"}, \"sigma\": {\"type\": \"number\"}, "
        "\"mode\": {\"type\": \"number\"}}}");
    add(out, "outcome",
        "{\"type\": \"object\", \"additionalProperties\": false, \"properties\": {"
        "\"measure\": {\"type\": \"string\"}, \"event\": {\"type\": \"string\"}, "
        "\"organization\": {\"type\": \"string\"}, \"at\": {\"$ref\": \"#/definitions/date\"}, "
        "\"relative_to\": {\"$ref\": \"#/definitions/date\"}, \"logarithm\": {\"type\": "
        "\"boolean\"}, "
        "\"given_alive\": {\"$ref\": \"#/definitions/date\"}, "
        "\"from\": {\"$ref\": \"#/definitions/date\"}, \"to\": {\"$ref\": \"#/definitions/date\"}, "
        "\"take\": {\"enum\": [\"mean\", \"min\", \"max\", \"first\", \"last\", \"date\", "
        "\"count\"]}}}");
    add(out, "date", "{\"type\": \"string\", \"pattern\": \"^[0-9]{4}-[0-9]{2}-[0-9]{2}$\"}");
    cadre_json_write_close(out, '}');
}

static void add_inputs(cadre_json_writer_t *out)
{
    cadre_json_write_open(out, "inputs", '{');
    cadre_json_write_string(out, "description",
                            "What varies: parameters, ORGANIZATION.PARAMETER, mechanisms.NAME, "
                            "scenario, or dotted paths into the scenario");
    cadre_json_write_string(out, "type", "object");
    cadre_json_write_number(out, "minProperties", 1);
    cadre_json_write_open(out, "properties", '{');
    for (int i = 0; i < cadre_parameter_count(); i++) {
        const cadre_parameter_t *parameter = cadre_parameter_at(i);
        char range[CADRE_RANGE_SIZE];
        cadre_text_t meaning = {0};
        cadre_wording_plausible(parameter, range);
        cadre_text_addf(&meaning, "%s (%s; plausible: %s)", parameter->meaning, parameter->unit,
                        range);
        cadre_json_write_open(out, parameter->key, '{');
        cadre_json_write_string(out, "description", meaning.failed ? "" : meaning.data);
        out->out->failed |= meaning.failed;
        cadre_text_free(&meaning);
        add(out, "allOf", "[{\"$ref\": \"#/definitions/input\"}]");
        cadre_json_write_close(out, '}');
    }
    cadre_json_write_close(out, '}');
    add(out, "additionalProperties", "{\"$ref\": \"#/definitions/input\"}");
    cadre_json_write_close(out, '}');
}

static void add_properties(cadre_json_writer_t *out)
{
    cadre_json_write_open(out, "properties", '{');
    add(out, "$schema", "{\"type\": \"string\"}");
    add(out, "format", "{\"const\": \"cadre-design/1\"}");
    add(out, "title", "{\"type\": \"string\"}");
    add(out, "scenario",
        "{\"type\": \"string\", \"description\": \"A path from here, or a name\"}");
    add(out, "method",
        "{\"type\": \"object\", \"required\": [\"type\"], \"properties\": {\"type\": {\"enum\": "
        "[\"grid\", \"ofat\", \"zip\", \"table\", \"random\", \"lhs\", \"sobol\", \"halton\", "
        "\"morris\", \"factorial\", \"abc\", \"abc-smc\"]}}}");
    add(out, "replicates", "{\"type\": \"integer\", \"minimum\": 1}");
    add(out, "random_numbers", "{\"enum\": [\"common\", \"independent\"]}");
    add(out, "seed", "{\"type\": [\"integer\", \"string\"]}");
    add_inputs(out);
    add(out, "constraints", "{\"type\": \"array\", \"items\": {\"type\": \"string\"}}");
    add(out, "outcomes",
        "{\"anyOf\": [{\"const\": \"scorecard\"}, {\"type\": \"object\", "
        "\"additionalProperties\": {\"$ref\": \"#/definitions/outcome\"}}]}");
    add(out, "targets", "{\"type\": \"object\"}");
    add(out, "hold_out", "{\"type\": \"array\", \"items\": {\"type\": \"string\"}}");
    cadre_json_write_close(out, '}');
}

void cadre_document_design_schema(cadre_text_t *text)
{
    cadre_json_writer_t out = {.out = text};
    cadre_json_write_open(&out, NULL, '{');
    cadre_json_write_string(&out, "$schema", "http://json-schema.org/draft-07/schema#");
    cadre_json_write_string(&out, "title", "Cadre design");
    cadre_json_write_string(&out, "type", "object");
    cadre_json_write_boolean(&out, "additionalProperties", false);
    add(&out, "required", "[\"format\", \"method\", \"inputs\"]");
    add_definitions(&out);
    add_properties(&out);
    cadre_json_write_close(&out, '}');
}
