#include "check.h"
#include "report/plot.h"

static const double X[] = {0, 10, 20, 30}, Y[] = {0, 50, NAN, 100}, LOW[] = {0, 40, 50, 60},
                    HIGH[] = {0, 60, 70, 100};
static cadre_text_t out;

static int teardown(void **state)
{
    (void)state;
    cadre_text_free(&out);
    return 0;
}

static cadre_plot_t plot(void)
{
    return (cadre_plot_t){.figure = {.id = "fig-1", .title = "T", .caption = ""},
                          .x_name = "box",
                          .unit = "share",
                          .count = 4,
                          .x = X,
                          .layers = {{CADRE_LAYER_LINE, "value", NULL, Y, 2}},
                          .layer_count = 1};
}

/* The small form is 380 wide, with values from 50 to 364 across and 210 up to 28; the vertical axis
 * goes from 0 to 100. */
static void test_lines_have_gaps(void **state)
{
    cadre_plot_t self = plot();
    (void)state;
    self.figure.small = true;
    cadre_plot_add(&self, &out);
    check_contains(out.data, "data-x0=\"0\" data-x1=\"30\"");
    check_contains(out.data, "<path class=\"line s2\" d=\"M50 210L154.7 119M364 28\"/>");
    check_contains(out.data, "<tr data-x=\"20\"><th scope=\"row\">20</th><td></td></tr>");
    check_contains(out.data, "value: 0 at 0, at most 100 at 30, 100 at 30 (share).");
    assert_null(strstr(out.data, "class=\"key\""));
}

static void test_bands_go_there_and_back(void **state)
{
    cadre_plot_t self = plot();
    (void)state;
    self.figure.small = true;
    self.layers[0] = (cadre_layer_t){CADRE_LAYER_BAND, "b", LOW, HIGH, 0};
    cadre_plot_add(&self, &out);
    check_contains(out.data, "<path class=\"band s0\" d=\"M50 210L154.7 100.8L259.3 82.6L364 28"
                             "L364 100.8L259.3 119L154.7 137.2L50 210Z\"/>");
    check_contains(out.data, "<th scope=\"col\">b, low</th><th scope=\"col\">b, high</th>");
}

static void test_areas_stand_on_one_another(void **state)
{
    static const double ONE[] = {10, 10, 10, 10}, TWO[] = {20, 20, NAN, 40};
    cadre_plot_t self = plot();
    (void)state;
    self.figure.small = true;
    self.layers[0] = (cadre_layer_t){CADRE_LAYER_STACK, "one", NULL, ONE, 0};
    self.layers[1] = (cadre_layer_t){CADRE_LAYER_STACK, "two", NULL, TWO, 1};
    self.layer_count = 2;
    cadre_plot_add(&self, &out);
    /* up to 50: 10 is 173.6, 30 is 100.8, 50 is 28; nothing is on top where there is no value */
    check_contains(out.data, "<path class=\"area s1\" d=\"M50 100.8L132 100.8L214 173.6L296 28"
                             "L296 173.6L214 173.6L132 173.6L50 173.6Z\"/>");
    check_contains(out.data, ">one</text>"); /* direct labels: two can be told apart */
    check_contains(out.data, ">two</text>");
}

static void test_the_zero_line(void **state)
{
    static const double DIFFERENCE[] = {-50, 0, 20, 50};
    cadre_plot_t self = plot();
    (void)state;
    cadre_plot_add(&self, &out);
    assert_null(strstr(out.data, "class=\"zero\""));
    cadre_text_clear(&out);
    self.layers[0].values = DIFFERENCE;
    cadre_plot_add(&self, &out);
    check_contains(out.data, "class=\"zero\"");
}

static void test_targets_and_marks(void **state)
{
    static const cadre_target_t TARGETS[] = {{10, 70, 60, 400, "S1 & S2"}, {99, 1, 0, 2, "late"}};
    static const cadre_mark_t MARKS[] = {{0, "begins"}, {10, "a <scandal>"}};
    cadre_plot_t self = plot();
    (void)state;
    self.dates = true;
    self.x_name = "date";
    self.targets = TARGETS;
    self.target_count = 2;
    self.marks = MARKS;
    self.mark_count = 2;
    cadre_plot_add(&self, &out);
    check_contains(out.data, "evidence with its band</li>");
    check_contains(out.data, "<th scope=\"row\">1970-01-11</th><td>70</td><td>60</td><td>400</td>"
                             "<td>S1 &amp; S2</td>");
    check_contains(out.data, ">400</text>"); /* the axis holds the band */
    check_contains(out.data, "<ol class=\"marks\"><li><b>1970-01-01</b> begins</li>"
                             "<li><b>1970-01-11</b> a &lt;scandal&gt;</li></ol>");
    check_contains(out.data, "class=\"event\"");
    int circles = 0;
    for (const char *at = out.data; (at = strstr(at, "<circle class=\"target\"")) != NULL; at++)
        circles++;
    assert_int_equal(circles, 2); /* one a picture: the other target is beyond the axis */
}

static void test_no_values_at_all(void **state)
{
    cadre_plot_t self = plot();
    (void)state;
    self.count = 0;
    cadre_plot_add(&self, &out);
    check_contains(out.data, "There are no values.");
    assert_null(strstr(out.data, "nan"));
    assert_null(strstr(out.data, "inf"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(test_lines_have_gaps, teardown),
        cmocka_unit_test_teardown(test_bands_go_there_and_back, teardown),
        cmocka_unit_test_teardown(test_areas_stand_on_one_another, teardown),
        cmocka_unit_test_teardown(test_the_zero_line, teardown),
        cmocka_unit_test_teardown(test_targets_and_marks, teardown),
        cmocka_unit_test_teardown(test_no_values_at_all, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
