/* The schema of the claims file is JSON, knows every mechanism, parameter and measure of the lists,
 * points nowhere in vain, and leaves no object open to unknown keys. */
#include "schema_case.h"

#include "params/catalogue.h"
#include "params/documents.h"
#include "params/parameters.h"

static int make_document(void **state)
{
    (void)state;
    return make_schema(cadre_document_claims_schema);
}

static void test_lists(void **state)
{
    (void)state;
    const cadre_json_t *names = find("definitions/mechanism/items/enum");
    assert_int_equal(cadre_json_size(names), CADRE_MECHANISM_COUNT);
    assert_string_equal(cadre_json_string(cadre_json_at(names, CADRE_MECHANISM_exit)), "exit");
    names = find("definitions/measures/items/enum");
    assert_int_equal(cadre_json_size(names), CADRE_MEASURE_COUNT);
    assert_string_equal(cadre_json_string(cadre_json_at(names, CADRE_MEASURE_cadre)), "cadre");
    names = find("definitions/parameters/items/enum");
    assert_int_equal(cadre_json_size(names), cadre_parameter_count());
    for (int i = 0; i < cadre_parameter_count(); i++)
        assert_string_equal(cadre_json_string(cadre_json_at(names, i)), cadre_parameter_at(i)->key);
}

/* The keys that configs/README.md lists. */
static void test_keys(void **state)
{
    (void)state;
    static const char *const claim[] = {
        "theme",      "says",     "sources",   "confidence",      "title",        "mechanism",
        "parameters", "measures", "scenarios", "contradicted_by", "not_modelled", "note"};
    const cadre_json_t *keys = find("properties/claims/additionalProperties/properties");
    assert_int_equal(cadre_json_size(keys), sizeof claim / sizeof claim[0]);
    for (size_t i = 0; i < sizeof claim / sizeof claim[0]; i++)
        assert_non_null(cadre_json_get(keys, claim[i]));
    keys = find("properties/contradictions/additionalProperties/properties");
    assert_null(cadre_json_get(keys, "theme"));
    assert_null(cadre_json_get(keys, "says"));
    assert_non_null(cadre_json_get(keys, "versions"));
    assert_int_equal(cadre_json_size(find("properties/claims/additionalProperties/oneOf")), 2);
}

static void test_out_of_memory(void **state)
{
    (void)state;
    check_out_of_memory(cadre_document_claims_schema);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lists),         cmocka_unit_test(test_references),
        cmocka_unit_test(test_closed),        cmocka_unit_test(test_keys),
        cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests(tests, make_document, free_schema);
}
