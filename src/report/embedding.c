#include "report/embedding.h"

#include <sha256.h>
#include <stdint.h>

void cadre_embed_base64(cadre_text_t *out, const unsigned char *bytes, size_t count)
{
    static const char DIGITS[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < count; i += 3) {
        const size_t left = count - i;
        const uint32_t three = (uint32_t)bytes[i] << 16 |
                               (left > 1 ? (uint32_t)bytes[i + 1] << 8 : 0) |
                               (left > 2 ? (uint32_t)bytes[i + 2] : 0);
        const char four[4] = {DIGITS[three >> 18], DIGITS[three >> 12 & 63],
                              left > 1 ? DIGITS[three >> 6 & 63] : '=',
                              left > 2 ? DIGITS[three & 63] : '='};
        cadre_text_add_n(out, four, 4);
    }
}

void cadre_embed_hash(cadre_text_t *out, const unsigned char *text, size_t length)
{
    SHA2_CTX context;
    uint8_t digest[SHA256_DIGEST_LENGTH];
    SHA256Init(&context);
    SHA256Update(&context, text, length);
    SHA256Final(digest, &context);
    cadre_text_add(out, "'sha256-");
    cadre_embed_base64(out, digest, sizeof digest);
    cadre_text_add(out, "'");
}
