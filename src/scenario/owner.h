/* Owner of everything a scenario consists of: blocks of memory and JSON documents, freed at once.
 */
#ifndef CADRE_OWNER_H
#define CADRE_OWNER_H

#include "base/error.h"
#include "json/json.h"

#include <stddef.h>

typedef struct cadre_owner cadre_owner_t;

/* NULL when out of memory. */
cadre_owner_t *cadre_owner_create(void);
void cadre_owner_free(cadre_owner_t *self);

/* Zeroed memory that lives as long as the owner; NULL with CADRE_ERROR_MEMORY in `err`. */
void *cadre_owner_alloc(cadre_owner_t *self, size_t count, size_t size, cadre_error_t *err);
char *cadre_owner_copy(cadre_owner_t *self, const char *text, cadre_error_t *err);
/* Takes over a block of cadre_alloc; frees it and returns CADRE_ERROR_MEMORY on failure. */
int cadre_owner_keep(cadre_owner_t *self, void *block, cadre_error_t *err);
/* Takes over a document, also on failure. */
int cadre_owner_keep_document(cadre_owner_t *self, cadre_json_document_t *document,
                              cadre_error_t *err);

#endif
