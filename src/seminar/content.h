/* What the seminar page knows: the file seminar.json, checked, with the scenarios, claims,
 * parameters and lists that it names, as one JSON object. Internal to seminar/. */
#ifndef CADRE_CONTENT_H
#define CADRE_CONTENT_H

#include "base/error.h"
#include "base/text.h"

/* Adds the object to `out`, safe inside a script element; the errors of cadre_seminar_make. */
int cadre_content_add(const char *path, cadre_text_t *out, cadre_error_t *err);
/* Adds `"…"`, the bytes compressed (zlib, RFC 1950) in base64. CADRE_ERROR_MEMORY. */
int cadre_content_add_bytes(cadre_text_t *out, const unsigned char *bytes, size_t count,
                            cadre_error_t *err);

#endif
