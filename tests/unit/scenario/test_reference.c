#include "scenario_case.h"

#define BASE CASE_WITH("\"title\": \"the base\"")

static void extend(const char *name, const char *base)
{
    char text[256];
    snprintf(text, sizeof text, "{\"format\": \"cadre-scenario/1\", \"extends\": \"%s\"}", base);
    write_file(name, text);
}

static void check_title(const char *name)
{
    cadre_scenario_t *scenario = load_file(name, (cadre_overrides_t){NULL, 0});
    assert_string_equal(scenario->title, "the base");
    cadre_scenario_free(scenario);
}

static void test_paths_are_relative_to_the_file_they_stand_in(void **state)
{
    (void)state;
    make_folder("sub");
    make_folder("sub/deep");
    write_file("base.json", BASE);
    extend("sub/deep/middle.json", "../../base.json"); /* up, but not out */
    extend("a.json", "sub/deep/middle.json");
    extend("b.json", "./sub/.././base.json");
    check_title("a.json");
    check_title("b.json");
}

static void test_nothing_leads_out_of_the_folder(void **state)
{
    (void)state;
    const cadre_overrides_t none = {NULL, 0};
    make_folder("sub");
    write_file("base.json", BASE);
    extend("sub/a.json", "../base.json");
    assert_string_equal(refuse_file("sub/a.json", none, CADRE_ERROR_INPUT),
                        "sub/a.json:1:43: extends: '../base.json' leads out of it: a scenario uses "
                        "only files in its own folder and below");
    extend("sub/b.json", "c/../../base.json");
    check_contains(refuse_file("sub/b.json", none, CADRE_ERROR_INPUT), "leads out of it");
    extend("c.json", "/base.json");
    check_contains(refuse_file("c.json", none, CADRE_ERROR_INPUT), "is an absolute path");
    extend("d.json", "");
    check_contains(refuse_file("d.json", none, CADRE_ERROR_INPUT), "the name of a file is empty");
    extend("e.json", "sub");
    check_contains(refuse_file("e.json", none, CADRE_ERROR_INPUT), "'sub' is not a regular file");
    extend("f.json", "none.json");
    check_contains(refuse_file("f.json", none, CADRE_ERROR_NO_INPUT),
                   "extends: 'none.json': there is no such file");
}

static void test_links_may_stay_inside(void **state)
{
    (void)state;
    const cadre_overrides_t none = {NULL, 0};
    char outside[160];
    make_folder("home");
    write_file("outside.json", BASE);
    strcpy(outside, path_of("outside.json"));
    write_file("home/inside.json", BASE);
    assert_int_equal(symlink("inside.json", path_of("home/good.json")), 0);
    remember("home/good.json");
    assert_int_equal(symlink(outside, path_of("home/bad.json")), 0);
    remember("home/bad.json");
    extend("home/a.json", "good.json");
    check_title("home/a.json");
    extend("home/b.json", "bad.json");
    check_contains(refuse_file("home/b.json", none, CADRE_ERROR_INPUT),
                   "'bad.json' is a link that leads elsewhere");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        in_folder(test_paths_are_relative_to_the_file_they_stand_in),
        in_folder(test_nothing_leads_out_of_the_folder),
        in_folder(test_links_may_stay_inside),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
