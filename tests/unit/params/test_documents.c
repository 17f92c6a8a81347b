/* The table, CSV and JSON of parameters against the table in memory. */
#include "check.h"

#include "params/documents.h"
#include "params/parameters.h"
#include "json/json.h"

static void test_table(void **state)
{
    (void)state;
    cadre_text_t out = {0};
    cadre_document_parameters_table(&out, NULL, 80);
    assert_false(out.failed);
    for (int i = 0; i < cadre_parameter_count(); i++) {
        char line[80];
        snprintf(line, sizeof line, "\n%s ", cadre_parameter_at(i)->key);
        check_contains(out.data, line);
    }
    for (const char *line = out.data; *line != '\0'; line += strcspn(line, "\n") + 1)
        assert_true(strcspn(line, "\n") <= 80);
    cadre_text_free(&out);
}

/* All columns begin where their heading begins, and lines are as long as asked for. */
static void test_wide_table(void **state)
{
    (void)state;
    enum { WIDTH = 160 };
    cadre_text_t out = {0};
    cadre_document_parameters_table(&out, "effort.", WIDTH);
    const size_t meaning = (size_t)(strstr(out.data, "MEANING") - out.data);
    const size_t unit = (size_t)(strstr(out.data, "UNIT") - out.data);
    const char *row = strstr(out.data, "effort.demand_hours");
    assert_int_equal(strncmp(row + unit, "hours/week ", 11), 0);
    assert_int_equal(strncmp(row + meaning, "Time the organization asks", 26), 0);
    assert_null(strstr(out.data, "recruitment.rho"));
    for (const char *line = out.data; *line != '\0'; line += strcspn(line, "\n") + 1)
        assert_true(strcspn(line, "\n") <= WIDTH);
    cadre_text_free(&out);
}

static void test_filter(void **state)
{
    (void)state;
    cadre_text_t out = {0};
    cadre_document_parameters_table(&out, "contagion", 80);
    check_contains(out.data, "\nexit.contagion ");
    assert_null(strstr(out.data, "exit.outside"));
    cadre_text_free(&out);
}

static void test_one_in_full(void **state)
{
    (void)state;
    cadre_text_t out = {0};
    const int index = cadre_parameter_find("socialization.enter_as_paper");
    cadre_document_parameter(&out, index);
    assert_string_equal(
        out.data,
        "socialization.enter_as_paper\n"
        "  Whether recruits enter as paper members\n"
        "\n"
        "  default    false (yes/no)\n"
        "  plausible  only the default; a design that sweeps it gives values\n"
        "  allowed    false, true\n"
        "  type       boolean\n"
        "  scope      each organization has its own\n"
        "  basis      assumed: no source gives it\n"
        "  option     --set socialization.enter_as_paper=false\n"
        "  in a file  \"parameters\": {\"socialization\": {\"enter_as_paper\": false}}\n");
    cadre_text_clear(&out);
    cadre_document_parameter(&out, cadre_parameter_find("recruitment.rho"));
    check_contains(out.data, ", swept on a log scale\n");
    cadre_text_free(&out);
}

/* One record a line, because no meaning has a line break; the first line names twelve columns. */
static void test_csv(void **state)
{
    (void)state;
    cadre_text_t out = {0};
    int lines = 0;
    cadre_document_parameters_csv(&out);
    for (const char *c = out.data; *c != '\0'; c++)
        lines += *c == '\n';
    assert_int_equal(lines, cadre_parameter_count() + 1);
    assert_int_equal(
        strncmp(out.data, "type,key,scope,default,low,high,min,max,unit,scale,basis,meaning\n", 65),
        0);
    check_contains(out.data, "\nboolean,socialization.enter_as_paper,organization,0,0,0,0,1,yes/no,"
                             "linear,assumed,Whether recruits enter as paper members\n");
    cadre_text_free(&out);
}

static double number_of(const cadre_json_t *object, const char *key)
{
    return cadre_json_number(cadre_json_get(object, key));
}

static void test_json(void **state)
{
    (void)state;
    cadre_text_t out = {0};
    cadre_json_document_t *document = NULL;
    cadre_document_parameters_json(&out);
    assert_int_equal(cadre_json_parse(out.data, out.length, "x", &document, NULL), CADRE_OK);
    const cadre_json_t *list = cadre_json_root(document);
    assert_int_equal(cadre_json_size(list), cadre_parameter_count());
    for (int i = 0; i < cadre_parameter_count(); i++) {
        const cadre_parameter_t *p = cadre_parameter_at(i);
        const cadre_json_t *object = cadre_json_at(list, i);
        assert_string_equal(cadre_json_string(cadre_json_get(object, "key")), p->key);
        assert_string_equal(cadre_json_string(cadre_json_get(object, "meaning")), p->meaning);
        check_close(number_of(object, "default"), p->value, 0, 0);
        check_close(number_of(object, "low"), p->low, 0, 0);
        check_close(number_of(object, "high"), p->high, 0, 0);
        check_close(number_of(object, "min"), p->min, 0, 0);
        check_close(number_of(object, "max"), p->max, 0, 0);
    }
    cadre_json_free(document);
    cadre_text_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_table),  cmocka_unit_test(test_wide_table),
        cmocka_unit_test(test_filter), cmocka_unit_test(test_one_in_full),
        cmocka_unit_test(test_csv),    cmocka_unit_test(test_json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
