/* base/error: what a person reads of an error, and what the program ends with. */
#include "base/error.h"
#include "check.h"

/* The numbers are those of sysexits.h and of the command-line contract. */
static void exit_statuses_are_those_of_sysexits(void **state)
{
    (void)state;
    assert_int_equal(cadre_error_exit_status(CADRE_OK), 0);
    assert_int_equal(cadre_error_exit_status(CADRE_ERROR_USAGE), 64);
    assert_int_equal(cadre_error_exit_status(CADRE_ERROR_INPUT), 65);
    assert_int_equal(cadre_error_exit_status(CADRE_ERROR_NO_INPUT), 66);
    assert_int_equal(cadre_error_exit_status(CADRE_ERROR_MEMORY), 71);
    assert_int_equal(cadre_error_exit_status(CADRE_ERROR_CREATE), 73);
    assert_int_equal(cadre_error_exit_status(CADRE_ERROR_IO), 74);
    assert_int_equal(cadre_error_exit_status(CADRE_ERROR_BUSY), 75);
    assert_int_equal(cadre_error_exit_status(CADRE_ERROR_IDENTITY), 78);
    assert_int_equal(cadre_error_exit_status(CADRE_ERROR_INTERRUPTED), 130);
}

static void unknown_code_is_a_defect(void **state)
{
    (void)state;
    assert_int_equal(cadre_error_exit_status(-12345), 70);
    assert_string_equal(cadre_error_text(-12345), "unknown error");
    assert_string_equal(cadre_error_text(CADRE_OK), "no error");
}

static void every_code_is_negative_and_has_its_text(void **state)
{
    (void)state;
    for (int code = CADRE_ERROR_FIRST_ + 1; code < CADRE_ERROR_LAST_; code++) {
        assert_true(code < 0);
        assert_string_not_equal(cadre_error_text(code), "unknown error");
        assert_in_range(cadre_error_exit_status(code), 1, 255);
    }
    assert_string_equal(cadre_error_text(CADRE_ERROR_USAGE), "wrong command line");
}

static void set_returns_the_code_and_clears_what_was_there(void **state)
{
    (void)state;
    cadre_error_t err;
    memset(&err, 'x', sizeof err);
    assert_int_equal(cadre_error_set(&err, CADRE_ERROR_INPUT, "%s = %d", "rho", 7),
                     CADRE_ERROR_INPUT);
    assert_int_equal(err.code, CADRE_ERROR_INPUT);
    assert_string_equal(err.message, "rho = 7");
    assert_int_equal(err.line, 0);
    assert_string_equal(err.file, "");
    assert_string_equal(err.key, "");
    assert_string_equal(err.found, "");
    assert_string_equal(err.allowed, "");
    assert_string_equal(err.hint, "");
}

static void message_is_never_empty(void **state)
{
    (void)state;
    cadre_error_t err;
    cadre_error_set(&err, CADRE_ERROR_MEMORY, "%s", "");
    assert_string_equal(err.message, "out of memory, or too large for this machine");
}

static void message_may_be_made_from_the_error_itself(void **state)
{
    (void)state;
    cadre_error_t err;
    cadre_error_set(&err, CADRE_ERROR_INPUT, "inner");
    cadre_error_set(&err, CADRE_ERROR_IO, "outer, because of %s", err.message);
    assert_string_equal(err.message, "outer, because of inner");
}

static void null_is_accepted_everywhere(void **state)
{
    (void)state;
    assert_int_equal(cadre_error_set(NULL, CADRE_ERROR_IO, "x"), CADRE_ERROR_IO);
    cadre_error_at(NULL, "f", 1, 2);
    cadre_error_key(NULL, "k");
    cadre_error_found(NULL, "f");
    cadre_error_allowed(NULL, "a");
    cadre_error_hint(NULL, "h");
}

static void describe_gives_place_message_and_hint(void **state)
{
    (void)state;
    cadre_error_t err;
    char line[256];
    cadre_error_set(&err, CADRE_ERROR_INPUT, "unknown key 'recruitment.roh'");
    assert_string_equal(cadre_error_describe(&err, line, sizeof line),
                        "unknown key 'recruitment.roh'");
    cadre_error_at(&err, "x.json", 0, 0);
    assert_string_equal(cadre_error_describe(&err, line, sizeof line),
                        "x.json: unknown key 'recruitment.roh'");
    cadre_error_at(&err, "x.json", 14, 0);
    assert_string_equal(cadre_error_describe(&err, line, sizeof line),
                        "x.json:14: unknown key 'recruitment.roh'");
    cadre_error_at(&err, "x.json", 14, 22);
    cadre_error_hint(&err, "did you mean '%s'?", "recruitment.rho");
    assert_string_equal(
        cadre_error_describe(&err, line, sizeof line),
        "x.json:14:22: unknown key 'recruitment.roh' (did you mean 'recruitment.rho'?)");
}

/* An input file must not be able to move the cursor of whoever reads the message about it. */
static void describe_is_one_line_without_control_characters(void **state)
{
    (void)state;
    cadre_error_t err;
    char line[64];
    cadre_error_set(&err, CADRE_ERROR_INPUT, "bad '\x1b[2J\n\x7f'");
    assert_string_equal(cadre_error_describe(&err, line, sizeof line), "bad ' [2J  '");
}

static void long_texts_are_cut_with_dots(void **state)
{
    (void)state;
    char text[400];
    memset(text, 'a', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    cadre_error_t err;
    cadre_error_set(&err, CADRE_ERROR_INPUT, "%s%s%s", text, text, text);
    assert_int_equal(strlen(err.message), sizeof err.message - 1);
    assert_string_equal(err.message + sizeof err.message - 6, "aa...");
    cadre_error_key(&err, text);
    assert_string_equal(err.key + sizeof err.key - 6, "aa...");
    cadre_error_found(&err, text);
    assert_string_equal(err.found + sizeof err.found - 6, "aa...");
    cadre_error_allowed(&err, "%s", text);
    assert_string_equal(err.allowed + sizeof err.allowed - 6, "aa...");
    cadre_error_hint(&err, "%s", text);
    assert_string_equal(err.hint + sizeof err.hint - 6, "aa...");
    char line[10];
    assert_string_equal(cadre_error_describe(&err, line, sizeof line), "aaaaaa...");
    char tiny[1] = {'x'};
    assert_string_equal(cadre_error_describe(&err, tiny, sizeof tiny), "");
}

/* found has 160 bytes: 156 for text before "...". With 155 letters before two-byte characters the
 * cut would fall into the first of them, so it must go back to 155. */
static void cut_never_leaves_half_a_character(void **state)
{
    (void)state;
    char text[200];
    memset(text, 'a', 155);
    strcpy(text + 155, "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9");
    cadre_error_t err;
    cadre_error_set(&err, CADRE_ERROR_INPUT, "x");
    cadre_error_found(&err, text);
    assert_int_equal(strlen(err.found), 158);
    assert_string_equal(err.found + 154, "a...");
}

static void text_that_just_fits_is_whole(void **state)
{
    (void)state;
    cadre_error_t err;
    cadre_error_set(&err, CADRE_ERROR_INPUT, "x");
    char text[sizeof err.found];
    memset(text, 'a', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    cadre_error_found(&err, text);
    assert_string_equal(err.found, text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exit_statuses_are_those_of_sysexits),
        cmocka_unit_test(unknown_code_is_a_defect),
        cmocka_unit_test(every_code_is_negative_and_has_its_text),
        cmocka_unit_test(set_returns_the_code_and_clears_what_was_there),
        cmocka_unit_test(message_is_never_empty),
        cmocka_unit_test(message_may_be_made_from_the_error_itself),
        cmocka_unit_test(null_is_accepted_everywhere),
        cmocka_unit_test(describe_gives_place_message_and_hint),
        cmocka_unit_test(describe_is_one_line_without_control_characters),
        cmocka_unit_test(long_texts_are_cut_with_dots),
        cmocka_unit_test(cut_never_leaves_half_a_character),
        cmocka_unit_test(text_that_just_fits_is_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
