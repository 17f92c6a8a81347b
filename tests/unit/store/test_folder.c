/* Folders of results: tables with their headers and the manifest, all at once or none. */
#define _XOPEN_SOURCE 700 /* mkdtemp */
#include "hand_made.h"

#include "base/memory.h"
#include "store/folder.h"

static const cadre_possession_t CLAIM = {"score", "by-hand", false};

static int set_up(void **state)
{
    *state = hand_make();
    return 0;
}

static int tear_down(void **state)
{
    hand_free(*state);
    return 0;
}

static cadre_provenance_t provenance_of(const hand_t *hand)
{
    return (cadre_provenance_t){.kind = "score",
                                .subject = "by-hand",
                                .scenarios = {&hand->scenario},
                                .scenario_count = 1,
                                .runs = 3,
                                .keep_runs = -1,
                                .command = "cadre score by-hand"};
}

/* Two tables, a row in the second; published twice, the second time in place of the first. */
static int make(const hand_t *hand, const char *path, bool *replaced, cadre_error_t *err)
{
    static const cadre_table_kind_t kinds[] = {CADRE_TABLE_SCORE, CADRE_TABLE_EVENTS};
    const cadre_provenance_t provenance = provenance_of(hand);
    cadre_folder_t folder;
    int code = cadre_folder_open(&folder, path, &CLAIM, err);
    for (int i = 0; i < 2 && code == 0; i++)
        code = cadre_folder_add(&folder, kinds[i], &hand->scenario, path, err);
    if (code == 0) {
        cadre_sheet_text(&folder.sheets[1], "by-hand");
        cadre_sheet_end_row(&folder.sheets[1]);
        code = cadre_folder_check(&folder, err);
    }
    if (code == 0)
        code = cadre_folder_publish(&folder, &provenance, replaced, err);
    cadre_folder_close(&folder);
    return code;
}

static void test_published(void **state)
{
    const hand_t *hand = *state;
    char path[256];
    bool replaced = true;
    snprintf(path, sizeof path, "%s", hand_path(hand, "out"));
    assert_int_equal(make(hand, path, &replaced, NULL), 0);
    assert_false(replaced);
    assert_int_equal(hand_count(hand, "out"), 3);
    char *score = hand_read(hand, "out/score.csv"), *events = hand_read(hand, "out/events.csv");
    char *manifest = hand_read(hand, "out/datapackage.json");
    assert_int_equal(strncmp(score, "pattern,date,lo,hi,", 19), 0);
    assert_null(strchr(strchr(score, '\n') + 1, '\n')); /* no row */
    assert_string_equal(strchr(events, '\n') + 1, "by-hand\n");
    check_contains(manifest, "\"path\": \"score.csv\"");
    check_contains(manifest, "\"path\": \"events.csv\"");
    check_contains(manifest, "\"kind\": \"score\"");
    free(score);
    free(events);
    free(manifest);
    assert_int_equal(make(hand, path, &replaced, NULL), 0);
    assert_true(replaced);
    assert_int_equal(hand_count(hand, "out"), 3);
}

/* Closed before it is published, the folder is as it was: not there. */
static void test_abandoned(void **state)
{
    const hand_t *hand = *state;
    char path[256];
    cadre_folder_t folder;
    snprintf(path, sizeof path, "%s", hand_path(hand, "abandoned"));
    assert_int_equal(cadre_folder_open(&folder, path, &CLAIM, NULL), 0);
    assert_int_equal(cadre_folder_add(&folder, CADRE_TABLE_SCORE, NULL, path, NULL), 0);
    assert_int_equal(hand_count(hand, "abandoned"), 1); /* being written */
    cadre_folder_close(&folder);
    assert_int_equal(hand_count(hand, "abandoned"), -1);
}

static void test_out_of_memory(void **state)
{
    const hand_t *hand = *state;
    char path[256];
    int code = CADRE_ERROR_MEMORY;
    snprintf(path, sizeof path, "%s", hand_path(hand, "memory"));
    for (long n = 1; code != 0; n++) {
        cadre_error_t err;
        bool replaced;
        assert_true(n < 20000);
        cadre_memory_fail_after(n);
        code = make(hand, path, &replaced, &err);
        cadre_memory_fail_after(0);
        assert_true(code == 0 || code == CADRE_ERROR_MEMORY);
        assert_int_equal(hand_count(hand, "memory"), code == 0 ? 3 : -1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_published),
        cmocka_unit_test(test_abandoned),
        cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
