#include "check.h"
#include "report/figure.h"

static const cadre_figure_t FIGURE = {
    .id = "fig-1", .title = "A & B", .caption = "How", .says = "It <grows>"};
static const cadre_frame_t FRAME = {300, 200, 40, 290, 20, 170};

static void test_who_does_not_see_it_is_told(void **state)
{
    cadre_text_t out = {0};
    (void)state;
    cadre_figure_begin(&FIGURE, &out);
    cadre_figure_picture_begin(&FIGURE, CADRE_FORM_NARROW, &FRAME, " data-row=\"17\"", &out);
    cadre_figure_picture_end(&out);
    cadre_figure_data_begin(&FIGURE, &out);
    cadre_figure_data_end(&out);
    cadre_figure_end(&out);
    check_contains(out.data, "<figure id=\"fig-1\">\n<figcaption><h3>A &amp; B</h3><p>How</p>");
    check_contains(out.data, "viewBox=\"0 0 300 200\" role=\"img\" "
                             "aria-labelledby=\"fig-1-n-t fig-1-n-d\"");
    check_contains(out.data, "data-bottom=\"170.0\" data-row=\"17\">");
    check_contains(out.data, "<title id=\"fig-1-n-t\">A &amp; B</title>"
                             "<desc id=\"fig-1-n-d\">It &lt;grows&gt;</desc>");
    check_contains(out.data,
                   "<details><summary>Data</summary><div class=\"scroll\" role=\"region\" "
                   "tabindex=\"0\" aria-label=\"Data: A &amp; B\">");
    cadre_text_free(&out);
}

static void test_small_ones_and_those_without_a_caption(void **state)
{
    cadre_figure_t figure = FIGURE;
    cadre_text_t out = {0};
    (void)state;
    figure.small = true;
    figure.caption = "";
    cadre_figure_begin(&figure, &out);
    assert_string_equal(out.data, "<figure id=\"fig-1\" class=\"small\">\n"
                                  "<figcaption><h3>A &amp; B</h3></figcaption>\n");
    cadre_text_free(&out);
}

static void test_shapes(void **state)
{
    cadre_text_t out = {0};
    (void)state;
    cadre_figure_line(1, 2.25, 3, 4, "zero", &out);
    cadre_figure_box(30, 5, 10, 9, "bar", &out); /* the corners may be any two */
    cadre_figure_dot(1, 2, 3, "dot", &out);
    cadre_figure_words(1, 2, "end", "a<b and more", 5, &out);
    assert_string_equal(out.data, "<line class=\"zero\" x1=\"1\" y1=\"2.2\" x2=\"3\" y2=\"4\"/>"
                                  "<rect class=\"bar\" x=\"10\" y=\"5\" width=\"20\" height=\"4\"/>"
                                  "<circle class=\"dot\" cx=\"1\" cy=\"2\" r=\"3\"/>"
                                  "<text class=\"end\" x=\"1\" y=\"2\">a&lt;b \xe2\x80\xa6</text>");
    cadre_text_free(&out);
}

static void test_grids_stand_where_the_ticks_are(void **state)
{
    const cadre_axis_t axis = {0, 10, 170, 20};
    const cadre_ticks_t ticks = {.count = 1, .values = {5}, .labels = {"5"}};
    cadre_text_t out = {0};
    (void)state;
    cadre_figure_grid_y(&FRAME, &axis, &ticks, &out);
    assert_string_equal(out.data, "<line class=\"grid\" x1=\"40\" y1=\"95\" x2=\"290\" y2=\"95\"/>"
                                  "<text class=\"tick end\" x=\"34\" y=\"99\">5</text>\n");
    cadre_text_clear(&out);
    cadre_figure_grid_x(&FRAME, &(cadre_axis_t){0, 10, 40, 290}, &ticks, &out);
    assert_string_equal(out.data,
                        "<line class=\"grid\" x1=\"165\" y1=\"20\" x2=\"165\" y2=\"170\"/>"
                        "<text class=\"tick mid\" x=\"165\" y=\"186\">5</text>\n");
    cadre_text_clear(&out); /* a label that would leave the picture ends at its edge */
    cadre_figure_grid_x(&FRAME, &(cadre_axis_t){0, 10, 40, 290},
                        &(cadre_ticks_t){.count = 1, .values = {10}, .labels = {"10000"}}, &out);
    check_contains(out.data, "<text class=\"tick last\" x=\"300\" y=\"186\">10000</text>");
    cadre_text_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_who_does_not_see_it_is_told),
        cmocka_unit_test(test_small_ones_and_those_without_a_caption),
        cmocka_unit_test(test_shapes),
        cmocka_unit_test(test_grids_stand_where_the_ticks_are),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
