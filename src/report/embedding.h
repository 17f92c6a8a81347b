/* Bytes inside a page. */
#ifndef CADRE_EMBEDDING_H
#define CADRE_EMBEDDING_H

#include "base/text.h"

/* Base64 of RFC 4648. */
void cadre_embed_base64(cadre_text_t *out, const unsigned char *bytes, size_t count);
/* 'sha256-…' of a text, as a content security policy names what it allows. */
void cadre_embed_hash(cadre_text_t *out, const unsigned char *text, size_t length);

#endif
