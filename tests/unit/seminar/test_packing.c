#include "seminar/packing.h"

#include "base/memory.h"
#include "base/random.h"
#include "check.h"

static cadre_scenario_t *load(const char *name)
{
    char path[160];
    cadre_scenario_t *scenario = NULL;
    cadre_error_t err = {0};
    snprintf(path, sizeof path, "configs/%s.json", name);
    assert_int_equal(cadre_scenario_load(path, (cadre_overrides_t){0}, &scenario, &err), CADRE_OK);
    return scenario;
}

static void pack(const cadre_scenario_t *scenario, cadre_text_t *out)
{
    cadre_pack(scenario, out);
    assert_false(out->failed);
}

static void check_text(const char *actual, const char *expected)
{
    if (expected == NULL || actual == NULL)
        assert_true(expected == actual);
    else
        assert_string_equal(actual, expected);
}

static void check_values(const float *actual, const float *expected, int count)
{
    if (expected == NULL || actual == NULL)
        assert_true(expected == actual);
    else
        assert_memory_equal(actual, expected, (size_t)count * sizeof *expected);
}

static void check_organization(const cadre_organization_spec_t *actual,
                               const cadre_organization_spec_t *expected, int weeks)
{
    check_text(actual->id, expected->id);
    check_text(actual->title, expected->title);
    assert_int_equal(actual->kind, expected->kind);
    assert_int_equal(actual->parent, expected->parent);
    assert_int_equal(actual->copies, expected->copies);
    assert_int_equal(actual->founders.members, expected->founders.members);
    assert_int_equal(actual->founders.placement, expected->founders.placement);
    for (int i = 0; i < cadre_parameter_count(); i++)
        if (cadre_parameter_at(i)->scope == CADRE_SCOPE_ORGANIZATION)
            assert_true(cadre_parameter_get(i, &actual->parameters) ==
                        cadre_parameter_get(i, &expected->parameters));
    check_values(actual->series_members, expected->series_members, weeks);
    check_values(actual->series_openness, expected->series_openness, weeks);
}

static void check_event(const cadre_event_spec_t *actual, const cadre_event_spec_t *expected)
{
    check_text(actual->id, expected->id);
    check_text(actual->found, expected->found);
    check_text(actual->note, expected->note);
    assert_int_equal(actual->type, expected->type);
    assert_int_equal(actual->step, expected->step);
    assert_int_equal(actual->until, expected->until);
    assert_int_equal(actual->reference, expected->reference);
    assert_int_equal(actual->sponsor, expected->sponsor);
    assert_int_equal(actual->setting_count, expected->setting_count);
    for (int s = 0; s < expected->setting_count; s++) {
        assert_int_equal(actual->settings[s].parameter, expected->settings[s].parameter);
        assert_true(actual->settings[s].value == expected->settings[s].value);
    }
}

/* What comes out is what went in, for scenarios that between them have every part: series, waves,
 * listed founders, settings, several kinds. */
static void test_round_trip(void **state)
{
    static const char *const NAMES[] = {"iso-1977-2019",     "early-accountability", "circles",
                                        "two-campus-rivals", "front-group-mutiny",   "regroupment"};
    (void)state;
    for (size_t n = 0; n < sizeof NAMES / sizeof NAMES[0]; n++) {
        cadre_scenario_t *scenario = load(NAMES[n]);
        const cadre_specification_t *expected = &scenario->specification;
        cadre_text_t bytes = {0}, again = {0};
        cadre_unpacked_t unpacked = {0};
        pack(scenario, &bytes);
        assert_int_equal(cadre_unpack(bytes.data, bytes.length, &unpacked), CADRE_OK);
        const cadre_specification_t *actual = &unpacked.scenario.specification;
        check_text(unpacked.scenario.name, NAMES[n]);
        check_text(unpacked.scenario.title, scenario->title);
        assert_true(unpacked.scenario.seed == scenario->seed);
        assert_int_equal(actual->steps, expected->steps);
        assert_true(actual->mechanisms == expected->mechanisms);
        check_values(actual->climate, expected->climate, expected->steps + 1);
        check_values(actual->norm, expected->norm, expected->steps + 1);
        check_values(actual->site_size, expected->site_size, expected->site_count);
        assert_int_equal(actual->wave_count, expected->wave_count);
        assert_int_equal(actual->organization_count, expected->organization_count);
        for (int k = 0; k < expected->organization_count; k++)
            check_organization(&actual->organizations[k], &expected->organizations[k],
                               expected->steps + 1);
        assert_int_equal(actual->event_count, expected->event_count);
        for (int e = 0; e < expected->event_count; e++)
            check_event(&actual->events[e], &expected->events[e]);
        pack(&unpacked.scenario, &again);
        assert_int_equal(again.length, bytes.length);
        assert_memory_equal(again.data, bytes.data, bytes.length);
        cadre_unpacked_free(&unpacked);
        cadre_text_free(&again);
        cadre_text_free(&bytes);
        cadre_scenario_free(scenario);
    }
}

/* Cut anywhere, or with a byte too many, it is refused. */
static void test_cut_bytes_are_refused(void **state)
{
    cadre_scenario_t *scenario = load("two-workers");
    cadre_text_t bytes = {0};
    cadre_unpacked_t unpacked = {0};
    (void)state;
    pack(scenario, &bytes);
    for (size_t length = 0; length < bytes.length; length++) {
        assert_int_equal(cadre_unpack(bytes.data, length, &unpacked), CADRE_ERROR_INPUT);
        cadre_unpacked_free(&unpacked);
    }
    cadre_text_add_n(&bytes, "", 1);
    assert_int_equal(cadre_unpack(bytes.data, bytes.length, &unpacked), CADRE_ERROR_INPUT);
    cadre_unpacked_free(&unpacked);
    cadre_text_free(&bytes);
    cadre_scenario_free(scenario);
}

/* Turned bits are refused or make another scenario, and never more: for the sanitizers. */
static void test_turned_bits_do_no_harm(void **state)
{
    cadre_scenario_t *scenario = load("two-workers");
    cadre_text_t bytes = {0};
    int refused = 0;
    (void)state;
    pack(scenario, &bytes);
    for (uint32_t i = 0; i < 4000; i++) {
        cadre_unpacked_t unpacked = {0};
        const cadre_words_t words = cadre_draw((cadre_luck_t){1, 1}, i, 0, 0, 0);
        const uint32_t at = cadre_uniform_below(words.word[0], (uint32_t)bytes.length);
        const char bit = (char)(1 << (words.word[1] & 7));
        bytes.data[at] ^= bit;
        refused += cadre_unpack(bytes.data, bytes.length, &unpacked) == CADRE_ERROR_INPUT;
        cadre_unpacked_free(&unpacked);
        bytes.data[at] ^= bit;
    }
    assert_true(refused > 0 && refused < 4000);
    cadre_text_free(&bytes);
    cadre_scenario_free(scenario);
}

static void test_out_of_memory(void **state)
{
    cadre_scenario_t *scenario = load("two-workers");
    cadre_text_t bytes = {0};
    cadre_unpacked_t unpacked = {0};
    int status = CADRE_ERROR_MEMORY;
    (void)state;
    pack(scenario, &bytes);
    for (long n = 1; status != CADRE_OK; n++) {
        cadre_memory_fail_after(n);
        status = cadre_unpack(bytes.data, bytes.length, &unpacked);
        cadre_memory_fail_after(0);
        assert_true(status == CADRE_OK || status == CADRE_ERROR_MEMORY);
        cadre_unpacked_free(&unpacked);
    }
    cadre_text_free(&bytes);
    cadre_scenario_free(scenario);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_round_trip), cmocka_unit_test(test_cut_bytes_are_refused),
        cmocka_unit_test(test_turned_bits_do_no_harm), cmocka_unit_test(test_out_of_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
