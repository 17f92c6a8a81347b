#include "params/schema_parts.h"

static void open_value(cadre_json_writer_t *self, const char *key, const char *types,
                       const char *description)
{
    cadre_json_write_open(self, key, '{');
    cadre_json_write_string(self, "description", description);
    cadre_json_write_raw(self, "type", types);
}

void cadre_schema_value(cadre_json_writer_t *self, const char *key, const char *types,
                        const char *description)
{
    open_value(self, key, types, description);
    cadre_json_write_close(self, '}');
}

void cadre_schema_reference(cadre_json_writer_t *self, const char *key, const char *definition)
{
    cadre_text_t path = {0};
    cadre_text_addf(&path, "#/definitions/%s", definition);
    self->out->failed |= path.failed;
    cadre_json_write_open(self, key, '{');
    cadre_json_write_string(self, "$ref", path.failed ? "" : path.data);
    cadre_json_write_close(self, '}');
    cadre_text_free(&path);
}

void cadre_schema_open_object(cadre_json_writer_t *self, const char *key, const char *types,
                              const char *description)
{
    open_value(self, key, types, description);
    cadre_json_write_boolean(self, "additionalProperties", false);
    cadre_json_write_open(self, "properties", '{');
}

void cadre_schema_close_object(cadre_json_writer_t *self)
{
    cadre_json_write_close(self, '}');
    cadre_json_write_close(self, '}');
}

void cadre_schema_open_map(cadre_json_writer_t *self, const char *key, const char *types,
                           const char *pattern, const char *description)
{
    open_value(self, key, types, description);
    cadre_json_write_open(self, "propertyNames", '{');
    cadre_json_write_string(self, "pattern", pattern);
    cadre_json_write_close(self, '}');
}
