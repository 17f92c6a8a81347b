/* What must hold of every line of the other lists, whatever they contain. */
#include "check.h"

#include "params/catalogue.h"

#include <stdbool.h>

static bool is_identifier(const char *text)
{
    return text[0] >= 'a' && text[0] <= 'z' &&
           text[strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_")] == '\0';
}

static void test_mechanisms(void **state)
{
    (void)state;
    assert_true(CADRE_MECHANISM_COUNT <= 32); /* a bit each in uint32_t */
    for (int i = 0; i < CADRE_MECHANISM_COUNT; i++) {
        const cadre_mechanism_info_t *info = cadre_mechanism_info((cadre_mechanism_t)i);
        assert_true(is_identifier(info->name));
        assert_int_equal(cadre_mechanism_find(info->name), i); /* so no other has it */
        assert_true(info->does[0] != '\0' && info->without[0] != '\0');
    }
    assert_string_equal(cadre_mechanism_info(CADRE_MECHANISM_exit)->name, "exit");
    assert_int_equal(cadre_mechanism_find("Exit"), -1);
}

static void test_events(void **state)
{
    (void)state;
    for (int i = 0; i < CADRE_EVENT_COUNT; i++) {
        const cadre_event_info_t *info = cadre_event_info((cadre_event_type_t)i);
        assert_true(is_identifier(info->name));
        assert_int_equal(info->scripted, i < CADRE_SCRIPTED_COUNT);
        for (int k = 0; k < i; k++)
            assert_string_not_equal(info->name, cadre_event_info((cadre_event_type_t)k)->name);
        if (!info->scripted)
            continue;
        assert_int_equal(cadre_scripted_event_find(info->name), i);
        assert_true(info->meaning[0] != '\0');
        if (info->mechanism[0] != '\0')
            assert_true(cadre_mechanism_find(info->mechanism) >= 0);
    }
    assert_string_equal(cadre_event_info(CADRE_EVENT_set)->name, "set");
    assert_string_equal(cadre_event_info(CADRE_EVENT_founded)->name, "founded");
    assert_string_equal(cadre_event_info(CADRE_EVENT_capped)->name, "capped");
    assert_int_equal(cadre_scripted_event_find("founded"), -1); /* not for scenarios */
}

static void test_measures(void **state)
{
    (void)state;
    for (int i = 0; i < CADRE_MEASURE_COUNT; i++) {
        const cadre_measure_info_t *info = cadre_measure_info((cadre_measure_t)i);
        assert_true(is_identifier(info->name));
        assert_int_equal(cadre_measure_find(info->name), i);
        assert_true(info->unit[0] != '\0' && info->meaning[0] != '\0');
    }
    const cadre_measure_info_t *gone = cadre_measure_info(CADRE_MEASURE_share_gone_within_year);
    assert_string_equal(gone->name, "share_gone_within_year");
    assert_int_equal(gone->kind, CADRE_MEASURE_MEAN);
    assert_false(gone->integer);
    assert_true(cadre_measure_info(CADRE_MEASURE_members)->integer);
    assert_int_equal(cadre_measure_find("Members"), -1);
}

/* Every purpose of the ledger has its column in series.csv. */
static void test_ledger(void **state)
{
    (void)state;
    for (int i = 0; i < CADRE_HOURS_COUNT; i++) {
        const cadre_hours_info_t *info = cadre_hours_info((cadre_hours_t)i);
        char column[60];
        snprintf(column, sizeof column, "hours_%s", info->name);
        assert_true(cadre_measure_find(column) >= 0);
        assert_true(info->meaning[0] != '\0');
    }
}

/* Numbers have eight bits in a draw's counter, and no two are the same. */
static void test_numbers(void **state)
{
    (void)state;
    static const int purposes[] = {
#define D(name, number, entity, words) number,
#include "params/purposes.def"
#undef D
    };
    static const int births[] = {
#define B(name, number, made_of) number,
#include "params/births.def"
#undef B
    };
    bool drawn[256] = {false}, born[256] = {false};
    for (size_t i = 0; i < sizeof purposes / sizeof purposes[0]; i++) {
        assert_in_range(purposes[i], 1, 255);
        assert_false(drawn[purposes[i]]);
        drawn[purposes[i]] = true;
    }
    for (size_t i = 0; i < sizeof births / sizeof births[0]; i++) {
        assert_in_range(births[i], 1, 255);
        assert_false(born[births[i]]);
        born[births[i]] = true;
    }
}

static void test_kinds(void **state)
{
    (void)state;
    for (int i = 0; i < CADRE_KIND_COUNT; i++) {
        const cadre_kind_info_t *info = cadre_kind_info((cadre_kind_t)i);
        assert_true(is_identifier(info->name));
        assert_true(info->meaning[0] != '\0');
        for (int k = 0; k < i; k++)
            assert_string_not_equal(info->name, cadre_kind_info((cadre_kind_t)k)->name);
    }
    assert_string_equal(cadre_kind_info(CADRE_KIND_PARTY)->name, "party");
    assert_string_equal(cadre_kind_info(CADRE_KIND_SPONSOR)->name, "sponsor");
}

/* By the model's definition: a front's participants are counted, a series and a sponsor have
 * nobody, all others are made of persons. */
static void test_what_kinds_are_made_of(void **state)
{
    (void)state;
    for (int i = 0; i < CADRE_KIND_COUNT; i++) {
        const cadre_made_of_t expected = i == CADRE_KIND_FRONT ? CADRE_MADE_OF_COUNTS
                                         : i == CADRE_KIND_SERIES || i == CADRE_KIND_SPONSOR
                                             ? CADRE_MADE_OF_NOBODY
                                             : CADRE_MADE_OF_PEOPLE;
        assert_int_equal(cadre_kind_info((cadre_kind_t)i)->made_of, expected);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_mechanisms),
        cmocka_unit_test(test_events),
        cmocka_unit_test(test_measures),
        cmocka_unit_test(test_ledger),
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_kinds),
        cmocka_unit_test(test_what_kinds_are_made_of),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
