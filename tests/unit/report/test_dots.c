#include "check.h"
#include "report/dots.h"

static const char *const LABELS[] = {"first", "second"};
static cadre_text_t out;

static int teardown(void **state)
{
    (void)state;
    cadre_text_free(&out);
    return 0;
}

static cadre_dots_t chart(const cadre_dot_t *dots)
{
    return (cadre_dots_t){
        .figure = {.id = "fig-1", .title = "T", .caption = "", .says = "S", .small = true},
        .rows = 2,
        .labels = LABELS,
        .panel_count = 1,
        .panels = {{.name = "unit", .low = 0, .high = 10, .dots = {dots}}}};
}

static void draw(const cadre_dots_t *self)
{
    cadre_dots_begin(self, &out);
    cadre_dots_end(&out);
}

/* The small form has its panel from 150 to 366 and rows of 17 from 34 on. */
static void test_dots_with_intervals(void **state)
{
    static const cadre_dot_t DOTS[] = {{5, 2.5, 7.5, 0, 10}, {NAN, NAN, NAN, NAN, NAN}};
    const cadre_dots_t self = chart(DOTS);
    (void)state;
    draw(&self);
    check_contains(out.data,
                   "<line class=\"thin s0\" x1=\"150\" y1=\"42.5\" x2=\"366\" y2=\"42.5\"/>"
                   "<line class=\"whisker s0\" x1=\"204\" y1=\"42.5\" x2=\"312\" "
                   "y2=\"42.5\"/><circle class=\"dot s0\" cx=\"258\" cy=\"42.5\" r=\"4\"/>");
    check_contains(out.data, "data-row=\"17\"");
    check_contains(out.data, ">second</text>");
    assert_null(strstr(out.data, "nan"));
    int circles = 0;
    for (const char *at = out.data; (at = strstr(at, "<circle")) != NULL; at++)
        circles++;
    assert_int_equal(circles, 1);
}

static void test_bars_begin_at_zero(void **state)
{
    static const cadre_dot_t DOTS[] = {{-5, NAN, NAN, NAN, NAN}, {10, 8, 12, NAN, NAN}};
    cadre_dots_t self = chart(DOTS);
    (void)state;
    self.panels[0].low = self.panels[0].high = NAN;
    self.panels[0].bars = true;
    draw(&self);
    /* from -5 to 15: zero at 204 */
    check_contains(out.data, "<rect class=\"bar s0\" x=\"150\" y=\"37.1\" width=\"54\"");
    check_contains(out.data, "<rect class=\"bar s0\" x=\"204\" y=\"54.1\" width=\"108\"");
    assert_null(strstr(out.data, "<circle"));
}

static void test_what_is_beyond_a_closed_axis_is_an_arrow_at_its_end(void **state)
{
    static const cadre_dot_t DOTS[] = {{40, NAN, NAN, 20, 50}, {-3, NAN, NAN, NAN, NAN}};
    cadre_dots_t self = chart(DOTS);
    (void)state;
    self.panels[0].closed = true;
    draw(&self);
    assert_null(strstr(out.data, "<circle"));
    check_contains(out.data, "<path class=\"dot s0\" d=\"M369.0 42.5L362.0 38.5L362.0 46.5Z\"/>");
    check_contains(out.data, "<path class=\"dot s0\" d=\"M147.0 59.5");
    check_contains(out.data, "x1=\"366\" y1=\"42.5\" x2=\"366\""); /* the span, too, stays inside */
}

static void test_goals_and_the_key(void **state)
{
    static const cadre_dot_t DOTS[] = {{5, NAN, NAN, NAN, NAN}, {5, NAN, NAN, NAN, NAN}};
    static const double FROM[] = {2, NAN}, TO[] = {4, NAN};
    cadre_dots_t self = chart(DOTS);
    (void)state;
    self.panels[0].goal_lo = FROM;
    self.panels[0].goal_hi = TO;
    self.goal = "band";
    self.series[0] = "median";
    draw(&self);
    check_contains(out.data, "<rect class=\"goal\" x=\"193.2\" y=\"36.5\" width=\"43.2\"");
    check_contains(out.data,
                   "<i class=\"dot s0\"></i>median</li><li><i class=\"goal\"></i>band</li>");
}

static void test_two_panels_share_the_rows(void **state)
{
    static const cadre_dot_t DOTS[] = {{5, NAN, NAN, NAN, NAN}, {5, NAN, NAN, NAN, NAN}};
    cadre_dots_t self = chart(DOTS);
    (void)state;
    self.figure.small = false;
    self.panel_count = 2;
    self.panels[1] = self.panels[0];
    self.panels[1].name = "other";
    draw(&self);
    /* wide: 250 to 585 and 611 to 946 */
    check_contains(out.data, "<circle class=\"dot s0\" cx=\"417.5\"");
    check_contains(out.data, "<circle class=\"dot s0\" cx=\"778.5\"");
    check_contains(out.data, "class=\"picture narrow\"");
    check_contains(out.data, ">other</text>");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(test_dots_with_intervals, teardown),
        cmocka_unit_test_teardown(test_bars_begin_at_zero, teardown),
        cmocka_unit_test_teardown(test_what_is_beyond_a_closed_axis_is_an_arrow_at_its_end,
                                  teardown),
        cmocka_unit_test_teardown(test_goals_and_the_key, teardown),
        cmocka_unit_test_teardown(test_two_panels_share_the_rows, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
