#include "seminar_case.h"

#include "seminar/carried.h"
#include "seminar/seminar.h"

static const char *between(const char *text, const char *from, const char *to, size_t *length)
{
    const char *begin = strstr(text, from);
    assert_non_null(begin);
    begin += strlen(from);
    const char *end = strstr(begin, to);
    assert_non_null(end);
    *length = (size_t)(end - begin);
    return begin;
}

static void test_the_file_is_found(void **state)
{
    char path[512];
    cadre_error_t err = {0};
    (void)state;
    assert_int_equal(cadre_seminar_find(path, sizeof path, &err), CADRE_OK);
    assert_string_equal(path, "configs/seminar.json");
}

/* Whether the model is there does not depend on the page. */
static void test_what_is_carried(void **state)
{
    size_t size = 1;
    (void)state;
    const unsigned char *module = cadre_carried_module(&size);
    assert_int_equal(cadre_seminar_can(), module != NULL);
    if (module == NULL)
        assert_int_equal(size, 0);
    else
        assert_memory_equal(module, "\0asm\1\0\0\0", 8); /* WebAssembly 1 */
}

/* One file: a policy that lets nothing in, no address, and the two blocks of data. */
static void test_a_page_stands_alone(void **state)
{
    cadre_text_t page = {0};
    cadre_error_t err = {0};
    size_t length;
    (void)state;
    if (!cadre_seminar_can())
        skip();
    write_seminar(SEMINAR_FILE, NULL, NULL);
    assert_int_equal(cadre_seminar_make(seminar_path, &page, &err), CADRE_OK);
    const char *policy = between(page.data, "Content-Security-Policy\" content=\"", "\"", &length);
    check_contains(policy, "default-src 'none'; base-uri 'none'; form-action 'none'; worker-src "
                           "blob:; style-src 'sha256-");
    assert_null(memchr(policy, '*', length));
    check_contains(page.data, "id=\"content\">{");
    check_contains(page.data, "id=\"module\">\"");
    assert_null(strstr(page.data, "src=\""));
    assert_null(strstr(page.data, "href=\"http"));
    assert_string_equal(page.data + page.length - 24, "</script></body></html>\n");
    cadre_text_free(&page);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_the_file_is_found),
                                       cmocka_unit_test(test_what_is_carried),
                                       cmocka_unit_test(test_a_page_stands_alone)};
    return cmocka_run_group_tests(tests, open_seminar, close_seminar);
}
