/* Parts that every JSON Schema is made of. `types` is JSON: "\"object\"", or an array of names. A
 * failed allocation shows in the writer's text. */
#ifndef CADRE_SCHEMA_PARTS_H
#define CADRE_SCHEMA_PARTS_H

#include "json/writer.h"

/* A value of these types. */
void cadre_schema_value(cadre_json_writer_t *self, const char *key, const char *types,
                        const char *description);
/* A value as the definition of that name says. */
void cadre_schema_reference(cadre_json_writer_t *self, const char *key, const char *definition);
/* An object that takes no other keys than those written up to cadre_schema_close_object. */
void cadre_schema_open_object(cadre_json_writer_t *self, const char *key, const char *types,
                              const char *description);
void cadre_schema_close_object(cadre_json_writer_t *self);
/* An object whose keys match `pattern`; what follows is the schema of a value, then the caller
 * closes the object. */
void cadre_schema_open_map(cadre_json_writer_t *self, const char *key, const char *types,
                           const char *pattern, const char *description);

#endif
