#include "check.h"

#include "base/memory.h"
#include "scenario/owner.h"

/* Leaks and double frees are the address sanitizer's to find; here the contents must last. */
static void test_things_last_as_long_as_the_owner(void **state)
{
    (void)state;
    cadre_owner_t *owner = cadre_owner_create();
    char *texts[100];
    for (int i = 0; i < 100; i++) {
        char text[24];
        snprintf(text, sizeof text, "text %d", i);
        texts[i] = cadre_owner_copy(owner, text, NULL);
    }
    cadre_json_document_t *document = NULL;
    assert_int_equal(cadre_json_parse("[1]", 3, "name", &document, NULL), CADRE_OK);
    assert_int_equal(cadre_owner_keep_document(owner, document, NULL), CADRE_OK);
    const int *zeros = cadre_owner_alloc(owner, 10, sizeof *zeros, NULL);
    assert_string_equal(texts[0], "text 0");
    assert_string_equal(texts[99], "text 99");
    assert_int_equal(zeros[9], 0);
    cadre_owner_free(owner);
}

static void test_a_failed_allocation_is_an_error(void **state)
{
    (void)state;
    cadre_owner_t *owner = cadre_owner_create();
    for (long countdown = 1; countdown <= 2; countdown++) { /* the block, the list of blocks */
        cadre_error_t err = {0};
        cadre_memory_fail_after(countdown);
        assert_null(cadre_owner_alloc(owner, 1, 8, &err));
        cadre_memory_fail_after(0);
        assert_int_equal(err.code, CADRE_ERROR_MEMORY);
        assert_string_equal(err.message, "out of memory while reading the scenario");
    }
    cadre_owner_free(owner);
    cadre_owner_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_things_last_as_long_as_the_owner),
        cmocka_unit_test(test_a_failed_allocation_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
