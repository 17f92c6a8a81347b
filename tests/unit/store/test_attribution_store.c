/* Results of analyses as files, from answers made by hand. */
#define _XOPEN_SOURCE 700 /* mkdtemp */
#include "hand_made.h"

#include "store/attribution_store.h"

static char *names[] = {"x", "y", "z"}, *outcomes[] = {"members"};
static int group_of[] = {0, 1, 0}; /* x and z move together */

static const cadre_told_t TOLD = {.points = 10,
                                  .replicates = 2,
                                  .input_count = 3,
                                  .outcome_count = 1,
                                  .inputs = names,
                                  .outcomes = outcomes};

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

static void check_name(const cadre_attribution_t *self, int input, int other, const char *expected)
{
    cadre_text_t text = {0};
    cadre_attribution_name(self, input, other, &text);
    assert_string_equal(text.data, expected);
    cadre_text_free(&text);
}

static void test_names(void **state)
{
    const cadre_attribution_t self = {.told = &TOLD, .group_of = group_of};
    (void)state;
    check_name(&self, 0, -1, "x+z");
    check_name(&self, 1, -1, "y");
    check_name(&self, 1, 0, "y:x+z");
    check_name(&self, -1, -1, "(dummy)");
}

static void store(const hand_t *hand, const cadre_attribution_t *self, const char *file,
                  const char *expected)
{
    char folder[256], path[160];
    bool replaced = true;
    snprintf(folder, sizeof folder, "%s", hand_path(hand, file));
    const cadre_attribution_store_options_t options = {.directory = folder,
                                                       .subject = "method runs",
                                                       .name = "method-runs",
                                                       .command = "cadre analyze"};
    assert_int_equal(cadre_attribution_store(&options, self, &replaced, NULL), 0);
    assert_false(replaced);
    snprintf(path, sizeof path, "%s/%s.csv", file, file);
    char *text = hand_read(hand, path);
    assert_non_null(text);
    assert_string_equal(text, expected);
    free(text);
    snprintf(path, sizeof path, "%s/datapackage.json", file);
    char *manifest = hand_read(hand, path);
    check_contains(manifest, "\"kind\": \"analyze\"");
    check_contains(manifest, "\"runs\": 20"); /* points x replicates */
    free(manifest);
}

static void test_indices(void **state)
{
    cadre_index_t items[] = {{"S1", 0, -1, 0.5, {0.25, 0.75}, {0.375, 0.625}},
                             {"S2", 0, 1, -0.125, {NAN, NAN}, {NAN, NAN}}};
    cadre_answer_about_t about = {.indices = {.items = items, .count = 2}};
    const cadre_attribution_t self = {.told = &TOLD,
                                      .options = {.method = CADRE_ASK_SOBOL},
                                      .group_of = group_of,
                                      .answers = &about};
    store(*state, &self, "sensitivity",
          "outcome,input,index,estimate,lo,hi,bootstrap_lo,bootstrap_hi\n"
          "members,x+z,S1,0.5,0.25,0.75,0.375,0.625\n"
          "members,x+z:y,S2,-0.125,,,,\n");
}

/* A box without limits has one row; one with two limited inputs has two. */
static void test_boxes(void **state)
{
    static double low[] = {0.25, NAN, 3}, high[] = {0.5, NAN, 9}, p[] = {0.001, NAN, 0.05};
    static bool none[] = {false, false, false}, left[] = {true, false, true},
                right[] = {true, false, false};
    cadre_box_t boxes[] = {
        {low, high, none, none, p, 10, 4, 1, 0.4, 1},
        {low, high, left, right, p, 4, 3, 0.75, 0.75, 0.4},
    };
    cadre_answer_about_t about = {.boxes = {.boxes = boxes, .count = 2, .inputs = 3, .chosen = 1}};
    const cadre_attribution_t self = {.told = &TOLD,
                                      .options = {.method = CADRE_ASK_PRIM},
                                      .group_of = group_of,
                                      .answers = &about};
    store(*state, &self, "boxes",
          "outcome,box,input,lo,hi,coverage,density,support,p_value,chosen\n"
          "members,1,,,,1,0.4,1,,0\n"
          "members,2,x,0.25,0.5,0.75,0.75,0.4,0.001,1\n"
          "members,2,z,3,,0.75,0.75,0.4,0.05,1\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_indices),
        cmocka_unit_test(test_boxes),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
