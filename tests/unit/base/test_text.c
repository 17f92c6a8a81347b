/* base/text: buffers, numbers that read back, near names, whole files. */
#include "base/text.h"

#include "base/memory.h"
#include "check.h"

#include <float.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---------------------------------------------------------------- the growing text */

static void text_grows(void **state)
{
    (void)state;
    cadre_text_t text = {0};
    char expected[5 * 1000 + 16] = "";
    for (int i = 0; i < 1000; i++) {
        cadre_text_addf(&text, "%04d,", i);
        snprintf(expected + 5 * i, 16, "%04d,", i);
    }
    assert_false(text.failed);
    assert_int_equal(text.length, 5000);
    assert_string_equal(text.data, expected);
    cadre_text_clear(&text);
    assert_string_equal(text.data, "");
    cadre_text_add(&text, "new");
    cadre_text_add_n(&text, "est text", 3);
    assert_string_equal(text.data, "newest");
    cadre_text_free(&text);
    assert_null(text.data);
    cadre_text_clear(&text);
    cadre_text_add(&text, "");
    assert_string_equal(text.data, "");
    cadre_text_free(&text);
}

static void failed_allocation_is_remembered(void **state)
{
    (void)state;
    cadre_text_t text = {0};
    cadre_text_add(&text, "kept");
    char big[500];
    memset(big, 'x', sizeof big - 1);
    big[sizeof big - 1] = '\0';
    cadre_memory_fail_after(1);
    cadre_text_add(&text, big);
    assert_true(text.failed);
    cadre_text_add(&text, "more");
    cadre_text_addf(&text, "%d", 1);
    assert_string_equal(text.data, "kept");
    cadre_text_free(&text);
}

static void check_json(const char *text, const char *expected)
{
    cadre_text_t out = {0};
    cadre_text_add_json(&out, text);
    assert_string_equal(out.data, expected);
    cadre_text_free(&out);
}

/* RFC 8259, section 7: quote, backslash and everything below 0x20. */
static void json_strings(void **state)
{
    (void)state;
    check_json("", "\"\"");
    check_json("plain / text", "\"plain / text\"");
    check_json("\"\\\b\f\n\r\t", "\"\\\"\\\\\\b\\f\\n\\r\\t\"");
    check_json("\x01\x1f\x7f", "\"\\u0001\\u001f\x7f\"");
    check_json("caf\xc3\xa9 \xe2\x82\xac \xf0\x9f\x9a\xa9",
               "\"caf\xc3\xa9 \xe2\x82\xac \xf0\x9f\x9a\xa9\"");
}

/* RFC 3629: a lone byte of Latin-1, an overlong slash, a surrogate, above U+10FFFF, a character
 * cut off by the end. Each bad byte becomes U+FFFD. */
static void json_strings_are_always_utf8(void **state)
{
    (void)state;
    check_json("caf\xe9!", "\"caf\xef\xbf\xbd!\"");
    check_json("\xc0\xaf", "\"\xef\xbf\xbd\xef\xbf\xbd\"");
    check_json("\xe0\x80\xaf", "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\"");
    check_json("\xed\xa0\x80", "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\"");
    check_json("\xf4\x90\x80\x80", "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\"");
    check_json("\xe2\x82", "\"\xef\xbf\xbd\xef\xbf\xbd\"");
    check_json("\xe2", "\"\xef\xbf\xbd\"");
}

static void check_csv(const char *text, const char *expected)
{
    cadre_text_t out = {0};
    cadre_text_add_csv(&out, text);
    assert_string_equal(out.data, expected);
    cadre_text_free(&out);
}

/* RFC 4180, rules 5 to 7. */
static void csv_fields(void **state)
{
    (void)state;
    check_csv("", "");
    check_csv("New York", "New York");
    check_csv("a,b", "\"a,b\"");
    check_csv("say \"no\"", "\"say \"\"no\"\"\"");
    check_csv("two\nlines", "\"two\nlines\"");
    check_csv("\r", "\"\r\"");
}

/* ---------------------------------------------------------------- numbers */

static void check_double(double x, const char *expected)
{
    char out[CADRE_NUMBER_SIZE];
    const int length = cadre_format_double(x, out);
    assert_string_equal(out, expected);
    assert_int_equal(length, strlen(expected));
}

static void check_float(float x, const char *expected)
{
    char out[CADRE_NUMBER_SIZE];
    const int length = cadre_format_float(x, out);
    assert_string_equal(out, expected);
    assert_int_equal(length, strlen(expected));
}

static void short_numbers(void **state)
{
    (void)state;
    check_double(0.0, "0");
    check_double(-0.0, "0");
    check_double(1.0, "1");
    check_double(-1977.0, "-1977");
    check_double(1e15, "1000000000000000");
    check_double(-1e15, "-1000000000000000");
    check_double(1e16, "1e+16");
    check_double(0.1, "0.1");
    check_double(0.1 + 0.2, "0.30000000000000004");
    check_double(1.0 / 3.0, "0.3333333333333333");
    check_double(5e-324, "5e-324");
    check_double(DBL_MAX, "1.7976931348623157e+308");
    check_double(-DBL_MAX, "-1.7976931348623157e+308");
    check_double(NAN, "");
    check_double(INFINITY, "");
    check_double(-INFINITY, "");
    check_float(0.1f, "0.1");
    check_float(1.0f / 3.0f, "0.33333334");
    check_float(16777216.0f, "16777216");
    check_float(FLT_MAX, "3.4028235e+38");
    check_float(1e-45f, "1e-45");
    check_float(NAN, "");
    check_float(-INFINITY, "");
}

static int count_digits(const char *number)
{
    int digits = 0;
    bool leading = true;
    for (; *number && *number != 'e'; number++) {
        leading = leading && (*number < '1' || *number > '9');
        digits += !leading && *number >= '0' && *number <= '9';
    }
    return digits;
}

/* Random bit patterns read back exactly, and one digit less would not. */
static void numbers_read_back_and_are_shortest(void **state)
{
    (void)state;
    uint64_t bits = 1;
    for (int i = 0; i < 100000; i++) {
        bits = bits * 6364136223846793005u + 1442695040888963407u;
        const uint32_t high = (uint32_t)(bits >> 32);
        char out[CADRE_NUMBER_SIZE], shorter[400];
        double x;
        memcpy(&x, &bits, sizeof x);
        if (isfinite(x) && (x != floor(x) || fabs(x) > 1e15)) {
            assert_in_range(cadre_format_double(x, out), 1, CADRE_NUMBER_SIZE - 1);
            assert_true(strtod(out, NULL) == x);
            const int digits = count_digits(out);
            if (digits > 1) {
                snprintf(shorter, sizeof shorter, "%.*g", digits - 1, x);
                assert_true(strtod(shorter, NULL) != x);
            }
        }
        float y;
        memcpy(&y, &high, sizeof y);
        if (isfinite(y)) {
            assert_in_range(cadre_format_float(y, out), 1, CADRE_NUMBER_SIZE - 1);
            assert_true(strtof(out, NULL) == y);
        }
    }
}

/* Expected: the definition, digits of "%.*g" from DBL_DIG (FLT_DIG) on until strtod (strtof) of the
 * C library reads the same number back. */
static void check_against_library(double x)
{
    char expected[CADRE_NUMBER_SIZE], out[CADRE_NUMBER_SIZE];
    if (x != floor(x)) {
        int digits = DBL_DIG;
        do
            snprintf(expected, sizeof expected, "%.*g", digits, x);
        while (strtod(expected, NULL) != x && digits++ < DBL_DECIMAL_DIG);
        assert_int_equal(cadre_format_double(x, out), strlen(expected));
        assert_string_equal(out, expected);
    }
    const float y = (float)x;
    if (y != floorf(y) && fabsf(y) >= FLT_MIN) {
        int digits = FLT_DIG;
        do
            snprintf(expected, sizeof expected, "%.*g", digits, (double)y);
        while (strtof(expected, NULL) != y && digits++ < FLT_DECIMAL_DIG);
        assert_int_equal(cadre_format_float(y, out), strlen(expected));
        assert_string_equal(out, expected);
    }
}

static void numbers_are_as_the_library_writes_them(void **state)
{
    (void)state;
    uint64_t bits = 1;
    for (int exponent = -8; exponent <= 17; exponent++) {
        const double power = pow(10, exponent);
        for (int way = 0; way < 2; way++) { /* neighbours of a power of ten */
            double x = power;
            for (int i = 0; i < 50; i++, x = nextafter(x, way * 1e30))
                check_against_library(x);
            float y = (float)power;
            for (int i = 0; i < 50; i++, y = nextafterf(y, (float)way * 1e30f))
                check_against_library((double)y);
        }
        for (uint32_t i = 0; i < 4000; i++) {
            bits = bits * 6364136223846793005u + 1442695040888963407u;
            const double part = 1 + 9 * (double)(bits >> 11) * 0x1p-53;
            check_against_library(i % 2 == 0 ? part * power : -part * power);
            check_against_library(round(part * 1000) / 1000 * power);         /* few digits */
            check_against_library(power * (1 + (double)(bits >> 52) / 4096)); /* few bits: ties */
        }
    }
}

static void numbers_of_json_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        double value;
    } GOOD[] = {
        {"0", 0},         {"-0", 0},     {"7", 7},         {"-12", -12},   {"0.5", 0.5},
        {"10.25", 10.25}, {"1e3", 1000}, {"1E+3", 1000},   {"25e-1", 2.5}, {"-0.0e0", 0},
        {"1e-400", 0},    {"0e5", 0},    {"1e05", 100000},
    };
    for (size_t i = 0; i < sizeof GOOD / sizeof GOOD[0]; i++) {
        double value = -1;
        assert_true(cadre_parse_number(GOOD[i].text, &value));
        check_close(value, GOOD[i].value, 0, 0);
    }
}

static void other_numbers_are_refused(void **state)
{
    (void)state;
    static const char *const BAD[] = {
        "",      "-",      "+1",   ".5",  "1.",    "01",    "-01", "00",    "1e",
        "1e+",   "1.e3",   "0x10", " 1",  "1 ",    "1,5",   "nan", "inf",   "Infinity",
        "1e400", "-1e400", "1f",   "--1", "1.2.3", "1e5.0", "a",   "1_000",
    };
    for (size_t i = 0; i < sizeof BAD / sizeof BAD[0]; i++) {
        double value = 4711;
        if (cadre_parse_number(BAD[i], &value) || value != 4711) {
            fail_msg("'%s' was not refused", BAD[i]);
        }
    }
}

/* ---------------------------------------------------------------- the nearest name */

static const char *const NAMES[] = {"recruitment.rho", "recruitment.kappa", "exit.base",
                                    "exit.contagion",  "effort.hours",      "run"};

static const char *nearest(const char *name)
{
    return cadre_nearest(name, NAMES, (int)(sizeof NAMES / sizeof NAMES[0]));
}

static void near_names_are_found(void **state)
{
    (void)state;
    assert_string_equal(nearest("recruitment.roh"), "recruitment.rho"); /* swapped */
    assert_string_equal(nearest("recruitment.rh"), "recruitment.rho");  /* one too few */
    assert_string_equal(nearest("Exit.Base"), "exit.base");             /* case */
    assert_string_equal(nearest("exot.bases"), "exit.base");            /* two edits */
    assert_string_equal(nearest("rho"), "recruitment.rho");             /* the last part */
    assert_string_equal(nearest("leaving.contagion"), "exit.contagion");
    assert_string_equal(nearest("ruin"), "run");
}

static void far_names_are_not_suggested(void **state)
{
    (void)state;
    assert_null(nearest("zzzz"));
    assert_null(nearest("weather.temperature"));
    assert_null(cadre_nearest("rho", NAMES, 0));
    char huge[1000];
    memset(huge, 'r', sizeof huge - 1);
    huge[sizeof huge - 1] = '\0';
    assert_null(nearest(huge));
    const char *const only_huge[] = {huge};
    assert_null(cadre_nearest("rho", only_huge, 1));
}

/* A swap counts one (Damerau), not two: "ab" is one from "ba" and within 1 + 2/4 = 1. */
static void a_swap_is_one_edit(void **state)
{
    (void)state;
    const char *const names[] = {"ba"};
    assert_non_null(cadre_nearest("ab", names, 1));
    const char *const others[] = {"cd"};
    assert_null(cadre_nearest("ab", others, 1));
}

/* ---------------------------------------------------------------- whole files */

typedef struct {
    char folder[64], path[96];
} place_t;

static int make_place(void **state)
{
    static place_t place;
    strcpy(place.folder, "/tmp/cadre-text-XXXXXX");
    if (mkdtemp(place.folder) == NULL) {
        return -1;
    }
    snprintf(place.path, sizeof place.path, "%s/file", place.folder);
    *state = &place;
    return 0;
}

static int remove_place(void **state)
{
    const place_t *place = *state;
    unlink(place->path);
    return rmdir(place->folder);
}

static void write_file(const char *path, const char *data, size_t length)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(data, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
}

static void check_refused(const char *path, size_t limit, int code, const char *line)
{
    char *data = NULL;
    size_t length = 4711;
    cadre_error_t err;
    char out[512];
    assert_int_equal(cadre_read_file(path, limit, &data, &length, &err), code);
    assert_int_equal(err.code, code);
    assert_string_equal(err.file, path);
    check_contains(cadre_error_describe(&err, out, sizeof out), line);
    assert_null(data);
    assert_int_equal(length, 4711);
}

static void whole_files_are_read(void **state)
{
    const place_t *place = *state;
    char *data;
    size_t length;
    cadre_error_t err;
    write_file(place->path, "a\0b\n", 4);
    assert_int_equal(cadre_read_file(place->path, 4, &data, &length, &err), CADRE_OK);
    assert_int_equal(length, 4);
    assert_memory_equal(data, "a\0b\n", 5); /* with the terminator behind it */
    cadre_free(data);
    write_file(place->path, "", 0);
    assert_int_equal(cadre_read_file(place->path, 0, &data, &length, &err), CADRE_OK);
    assert_int_equal(length, 0);
    assert_string_equal(data, "");
    cadre_free(data);
}

static void large_files_are_refused(void **state)
{
    const place_t *place = *state;
    write_file(place->path, "12345", 5);
    check_refused(place->path, 4, CADRE_ERROR_INPUT, ": is too large: 5 bytes, at most 4");
}

static void missing_files_are_refused(void **state)
{
    const place_t *place = *state;
    check_refused(place->path, 10, CADRE_ERROR_NO_INPUT,
                  ": cannot be opened: No such file or directory");
    check_refused("", 10, CADRE_ERROR_NO_INPUT, "cannot be opened: No such file or directory");
}

static void other_things_than_files_are_refused(void **state)
{
    const place_t *place = *state;
    check_refused(place->folder, 1000000, CADRE_ERROR_INPUT, ": is a directory, not a file");
    check_refused("/dev/null", 10, CADRE_ERROR_INPUT, "/dev/null: is not a regular file");
    /* nobody writes into this one: reading it must not wait */
    assert_int_equal(mkfifo(place->path, 0600), 0);
    check_refused(place->path, 10, CADRE_ERROR_INPUT, ": is not a regular file");
}

/* Files of the kernel say they are empty and are not: as if they had grown meanwhile. */
static void files_that_change_are_refused(void **state)
{
    (void)state;
    if (access("/proc/self/status", R_OK) != 0) {
        skip();
    }
    check_refused("/proc/self/status", 100000, CADRE_ERROR_IO,
                  "cannot be read: it changed meanwhile");
}

static void no_memory_for_the_file(void **state)
{
    const place_t *place = *state;
    write_file(place->path, "12345", 5);
    cadre_memory_fail_after(1);
    check_refused(place->path, 10, CADRE_ERROR_MEMORY, ": no memory for its 5 bytes");
}

static void error_may_be_null(void **state)
{
    const place_t *place = *state;
    char *data;
    size_t length;
    assert_int_equal(cadre_read_file(place->path, 10, &data, &length, NULL), CADRE_ERROR_NO_INPUT);
}

#define FILE_TEST(name) cmocka_unit_test_setup_teardown(name, make_place, remove_place)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_grows),
        cmocka_unit_test(failed_allocation_is_remembered),
        cmocka_unit_test(json_strings),
        cmocka_unit_test(json_strings_are_always_utf8),
        cmocka_unit_test(csv_fields),
        cmocka_unit_test(short_numbers),
        cmocka_unit_test(numbers_read_back_and_are_shortest),
        cmocka_unit_test(numbers_are_as_the_library_writes_them),
        cmocka_unit_test(numbers_of_json_are_read),
        cmocka_unit_test(other_numbers_are_refused),
        cmocka_unit_test(near_names_are_found),
        cmocka_unit_test(far_names_are_not_suggested),
        cmocka_unit_test(a_swap_is_one_edit),
        FILE_TEST(whole_files_are_read),
        FILE_TEST(large_files_are_refused),
        FILE_TEST(missing_files_are_refused),
        FILE_TEST(other_things_than_files_are_refused),
        FILE_TEST(files_that_change_are_refused),
        FILE_TEST(no_memory_for_the_file),
        FILE_TEST(error_may_be_null),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
