#include "report_folder.h"

#include <ctype.h>

static report_folder_t folder;
static cadre_origin_t *origin;
static cadre_page_t page;

static int setup(void **state)
{
    (void)state;
    report_folder_begin(&folder, "run", "runs");
    assert_int_equal(cadre_origin_read(folder.path, &origin, &folder.err), CADRE_OK);
    page = (cadre_page_t){
        .folder = folder.path, .origin = origin, .out = &folder.out, .err = &folder.err};
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    cadre_scratch_free(&page.scratch);
    cadre_origin_free(origin);
    report_folder_end(&folder);
    return 0;
}

static void test_head_and_foot(void **state)
{
    (void)state;
    cadre_page_begin(&page);
    cadre_page_end(&page);
    assert_memory_equal(folder.out.data, CADRE_REPORT_FIRST_LINE,
                        sizeof CADRE_REPORT_FIRST_LINE - 1);
    check_contains(folder.out.data, "<title>By hand &amp; &lt;b&gt; - cadre run</title>");
    check_contains(folder.out.data, "</script></body></html>\n");
    /* nothing points outside; the name of a namespace is no address */
    assert_int_equal(report_folder_count(&folder, "://"), 1);
    check_contains(folder.out.data, "'http://www.w3.org/2000/svg'");
    assert_null(strstr(folder.out.data, "src="));
    assert_null(strstr(folder.out.data, "url("));
    assert_null(strstr(folder.out.data, "@import"));
}

/* The policy allows one script and one style sheet: 32 bytes of SHA-256 are 44 digits of base 64.
 */
static void test_the_policy_names_two_hashes(void **state)
{
    (void)state;
    cadre_page_begin(&page);
    check_contains(folder.out.data, "default-src 'none'; base-uri 'none'; form-action 'none'; "
                                    "style-src 'sha256-");
    const char *at = strstr(folder.out.data, "script-src 'sha256-");
    assert_non_null(at);
    at += strlen("script-src 'sha256-");
    for (int i = 0; i < 43; i++)
        assert_true(isalnum(at[i]) || at[i] == '+' || at[i] == '/');
    assert_memory_equal(at + 43, "='\"", 3);
    assert_int_equal(report_folder_count(&folder, "'sha256-"), 2);
}

static void test_words_are_escaped(void **state)
{
    (void)state;
    cadre_page_heading(&page, "%s & %d", "<h>", 3);
    cadre_page_paragraph(&page, "%s", "<p>");
    cadre_page_notice(&page, "%s", "<n>");
    assert_string_equal(folder.out.data, "<h2>&lt;h&gt; &amp; 3</h2>\n<p>&lt;p&gt;</p>\n"
                                         "<p class=\"notice\">&lt;n&gt;</p>\n");
    assert_string_equal(cadre_page_id(&page), "fig-1");
    assert_string_equal(cadre_page_id(&page), "fig-2");
}

static void test_out_of_memory_is_told_first(void **state)
{
    cadre_data_t data = {.bad_row = -1};
    (void)state;
    assert_int_equal(cadre_page_check(&page, &data), CADRE_OK);
    page.scratch.failed = true;
    assert_int_equal(cadre_page_check(&page, &data), CADRE_ERROR_MEMORY);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_head_and_foot, setup, teardown),
        cmocka_unit_test_setup_teardown(test_the_policy_names_two_hashes, setup, teardown),
        cmocka_unit_test_setup_teardown(test_words_are_escaped, setup, teardown),
        cmocka_unit_test_setup_teardown(test_out_of_memory_is_told_first, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
