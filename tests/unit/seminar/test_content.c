#include "seminar_case.h"

#include "base/memory.h"
#include "report/embedding.h"
#include "seminar/content.h"
#include "seminar/packing.h"
#include "json/json.h"

#include <zlib.h>

/* The object of the file, parsed. */
static cadre_json_document_t *content_of(const char *text)
{
    cadre_json_document_t *document = NULL;
    cadre_text_t out = {0};
    cadre_error_t err = {0};
    write_seminar(text, NULL, NULL);
    assert_int_equal(cadre_content_add(seminar_path, &out, &err), CADRE_OK);
    assert_null(strchr(out.data, '<')); /* nothing can end the script element */
    assert_int_equal(cadre_json_parse(out.data, out.length, "content", &document, &err), CADRE_OK);
    cadre_text_free(&out);
    return document;
}

static const cadre_json_t *at(const cadre_json_t *from, const char *path)
{
    char key[64];
    while (from != NULL && *path != '\0') {
        const size_t length = strcspn(path, "/");
        snprintf(key, sizeof key, "%.*s", (int)length, path);
        from = cadre_json_get(from, key);
        path += length + (path[length] == '/');
    }
    assert_non_null(from);
    return from;
}

/* What the file names is there: the preset's own values, the slider's range, the claim, and the
 * text as it was. */
static void test_what_is_named_is_there(void **state)
{
    cadre_json_document_t *document = content_of(SEMINAR_FILE);
    const cadre_json_t *root = cadre_json_root(document);
    (void)state;
    assert_string_equal(cadre_json_string(at(root, "scenarios/p/scenario")), "two-workers");
    const cadre_json_t *organization = cadre_json_at(at(root, "scenarios/p/organizations"), 0);
    check_close(cadre_json_number(at(organization, "parameters/recruitment.rho")),
                cadre_parameter_at(cadre_parameter_find("recruitment.rho"))->value, 0, 0);
    assert_true(cadre_json_number(at(root, "parameters/recruitment.rho/index")) ==
                cadre_parameter_find("recruitment.rho"));
    assert_string_equal(cadre_json_string(at(root, "claims/M01/title")), "The revolving door");
    const cadre_json_t *picture = cadre_json_at(at(root, "seminar/pictures"), 0);
    assert_string_equal(cadre_json_string(at(picture, "plain")), "<P>");
    assert_int_equal(cadre_json_size(at(root, "mechanisms")), CADRE_MECHANISM_COUNT);
    assert_int_equal(cadre_json_size(at(root, "measures")), CADRE_MEASURE_COUNT);
    cadre_json_free(document);
}

/* Of two factors there are four scenarios, each without what is absent. */
static void test_subsets_of_factors(void **state)
{
    static const char file[] =
        "{\"format\": \"cadre-seminar/1\", \"runs\": 16, " SEMINAR_PRESETS ", " SEMINAR_REST
        ", \"attribution\": {\"scenario\": \"iso-1977-2019\", \"factors\": [{\"id\": \"a\", "
        "\"label\": \"A\", \"patch\": {\"title\": \"without a\"}}, {\"id\": \"b\", \"label\": "
        "\"B\", \"patch\": {\"events\": {\"sister\": null}}}]}}";
    cadre_json_document_t *document = content_of(file);
    const cadre_json_t *root = cadre_json_root(document);
    (void)state;
    assert_string_equal(cadre_json_string(at(root, "scenarios/factors-0/title")), "without a");
    assert_string_equal(cadre_json_string(at(root, "scenarios/factors-2/title")), "without a");
    assert_string_equal(cadre_json_string(at(root, "scenarios/factors-1/title")),
                        cadre_json_string(at(root, "scenarios/factors-3/title")));
    const int whole = cadre_json_size(at(root, "scenarios/factors-3/marks"));
    assert_int_equal(cadre_json_size(at(root, "scenarios/factors-1/marks")), whole - 1);
    assert_int_equal(cadre_json_size(at(root, "scenarios/factors-2/marks")), whole);
    cadre_json_free(document);
}

static void refuse(const char *old, const char *new, int code, const char *why)
{
    cadre_text_t out = {0};
    cadre_error_t err = {0};
    char described[2048];
    write_seminar(SEMINAR_FILE, old, new);
    assert_int_equal(cadre_content_add(seminar_path, &out, &err), code);
    check_contains(cadre_error_describe(&err, described, sizeof described), why);
    cadre_text_free(&out);
}

static void test_what_is_not_there_is_refused(void **state)
{
    (void)state;
    refuse("\"two-workers\"", "\"two-workerss\"", CADRE_ERROR_NO_INPUT, "two-workerss");
    refuse("\"preset\": \"p\"", "\"preset\": \"q\"", CADRE_ERROR_INPUT, "there is no preset 'q'");
    refuse("\"measure\": \"members\"", "\"measure\": \"membres\"", CADRE_ERROR_INPUT,
           "there is no measure 'membres'");
    refuse("\"measure\": \"members\"", "\"measure\": 3", CADRE_ERROR_INPUT,
           "'measure' must be a string");
    refuse("\"panels\": [\"members\"", "\"panels\": [\"size\"", CADRE_ERROR_INPUT,
           "there is no picture 'size'");
    refuse("\"parameter\": \"recruitment.rho\"", "\"parameter\": \"recruitment.rh\"",
           CADRE_ERROR_INPUT, "there is no parameter 'recruitment.rh'");
    refuse("\"recruitment.rho\": 0.5", "\"recruitment.rho\": 50", CADRE_ERROR_INPUT, "outside");
    refuse("\"recruitment.rho\": 0.5", "\"recruitment.x\": 0.5", CADRE_ERROR_INPUT,
           "there is no parameter 'recruitment.x'");
    refuse("\"voice\": false", "\"voices\": false", CADRE_ERROR_INPUT,
           "there is no mechanism 'voices'");
    refuse("[\"M01\"]", "[\"M99\"]", CADRE_ERROR_INPUT, "there is no claim 'M99'");
}

/* Base64 of bytes that zlib reads back; the expected ones are zlib's own. */
static void test_bytes_are_compressed(void **state)
{
    static const unsigned char bytes[] = "cadre cadre cadre cadre cadre cadre";
    unsigned char packed[128];
    uLongf size = sizeof packed;
    cadre_text_t out = {0}, expected = {0};
    (void)state;
    assert_int_equal(compress2(packed, &size, bytes, sizeof bytes, 9), Z_OK);
    cadre_text_add(&expected, "\"");
    cadre_embed_base64(&expected, packed, size);
    cadre_text_add(&expected, "\"");
    assert_int_equal(cadre_content_add_bytes(&out, bytes, sizeof bytes, NULL), CADRE_OK);
    assert_string_equal(out.data, expected.data);
    cadre_text_free(&out);
    cadre_text_free(&expected);
}

static void test_out_of_memory(void **state)
{
    int status = CADRE_ERROR_MEMORY;
    (void)state;
    write_seminar(SEMINAR_FILE, NULL, NULL);
    for (long n = 1; status != CADRE_OK; n += 1 + n / 8) { /* there are thousands of them */
        cadre_text_t out = {0};
        cadre_error_t err = {0};
        cadre_memory_fail_after(n);
        status = cadre_content_add(seminar_path, &out, &err);
        cadre_memory_fail_after(0);
        assert_true(status == CADRE_ERROR_MEMORY || status == CADRE_OK);
        if (status == CADRE_OK && out.failed)
            status = CADRE_ERROR_MEMORY;
        cadre_text_free(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_named_is_there), cmocka_unit_test(test_subsets_of_factors),
        cmocka_unit_test(test_what_is_not_there_is_refused),
        cmocka_unit_test(test_bytes_are_compressed), cmocka_unit_test(test_out_of_memory)};
    return cmocka_run_group_tests(tests, open_seminar, close_seminar);
}
