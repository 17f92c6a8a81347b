#include "check.h"
#include "report/embedding.h"

/* The vectors of RFC 4648, section 10. */
static void test_base64(void **state)
{
    static const char *const CASES[][2] = {{"", ""},
                                           {"f", "Zg=="},
                                           {"fo", "Zm8="},
                                           {"foo", "Zm9v"},
                                           {"foob", "Zm9vYg=="},
                                           {"fooba", "Zm9vYmE="},
                                           {"foobar", "Zm9vYmFy"}};
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        cadre_text_t out = {0};
        cadre_text_add(&out, "");
        cadre_embed_base64(&out, (const unsigned char *)CASES[i][0], strlen(CASES[i][0]));
        assert_string_equal(out.data, CASES[i][1]);
        cadre_text_free(&out);
    }
}

/* SHA-256 of "abc" (FIPS 180-4), in base64. */
static void test_hash(void **state)
{
    cadre_text_t out = {0};
    (void)state;
    cadre_embed_hash(&out, (const unsigned char *)"abc", 3);
    assert_string_equal(out.data, "'sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0='");
    cadre_text_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_base64), cmocka_unit_test(test_hash)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
