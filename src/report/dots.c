#include "report/dots.h"

#include <stdio.h>

#define CHARACTER 7.0 /* width of one in a label, at most on the average */
#define HEAD      34.0
#define FOOT      26.0
#define PANEL_GAP 26.0

/* Sizes of a form: the picture's width, that of the labels, height of a row. */
typedef struct {
    double width, labels, row;
} shape_t;

/* One panel of one picture. */
typedef struct {
    const cadre_dots_t *chart;
    const cadre_panel_t *panel;
    cadre_frame_t frame;
    cadre_axis_t x;
    double row;
    cadre_text_t *out;
} field_t;

/* ---------------------------------------------------------------- one panel */

static void set_axis(field_t *self)
{
    const cadre_panel_t *panel = self->panel;
    self->x = (cadre_axis_t){INFINITY, -INFINITY, self->frame.left, self->frame.right};
    if (isfinite(panel->low) && isfinite(panel->high)) {
        self->x.low = panel->low;
        self->x.high = panel->high;
        return;
    }
    cadre_axis_include(&self->x, panel->low);
    cadre_axis_include(&self->x, panel->high);
    for (int i = 0; i < self->chart->rows; i++)
        for (int s = 0; s < CADRE_SERIES_MAX; s++) {
            if (panel->dots[s] == NULL)
                continue;
            const cadre_dot_t *dot = &panel->dots[s][i];
            const double values[] = {dot->estimate, dot->lo, dot->hi, dot->outer_lo, dot->outer_hi};
            for (int k = 0; k < 5; k++)
                cadre_axis_include(&self->x, values[k]);
        }
    if (panel->bars)
        cadre_axis_include(&self->x, 0);
    cadre_axis_round(&self->x, 4);
}

/* Where a value stands, kept inside the panel. */
static double place(const field_t *self, double value)
{
    const double x = cadre_axis_place(&self->x, value);
    return x < self->frame.left ? self->frame.left : x > self->frame.right ? self->frame.right : x;
}

static void draw_span(const field_t *self, double lo, double hi, double y, const char *kind, int s)
{
    char class[24];
    if (!isfinite(lo) || !isfinite(hi))
        return;
    snprintf(class, sizeof class, "%s s%d", kind, s);
    cadre_figure_line(place(self, lo), y, place(self, hi), y, class, self->out);
}

/* A triangle that says: further out. */
static void draw_arrow(const field_t *self, double x, double y, int direction, int s)
{
    cadre_text_addf(self->out, "<path class=\"dot s%d\" d=\"M%.1f %.1fL%.1f %.1fL%.1f %.1fZ\"/>", s,
                    x + 3 * direction, y, x - 4 * direction, y - 4, x - 4 * direction, y + 4);
}

static void draw_estimate(const field_t *self, double value, double y, int s)
{
    char class[24];
    const bool beyond = self->panel->closed && (value < self->x.low || value > self->x.high);
    snprintf(class, sizeof class, s == 0 ? "dot s%d" : "hollow s%d", s);
    if (beyond)
        draw_arrow(self, place(self, value), y, value > self->x.high ? 1 : -1, s);
    else
        cadre_figure_dot(place(self, value), y, s == 0 ? 4 : 3.5, class, self->out);
}

static void draw_dot(const field_t *self, int i, int s)
{
    const cadre_dot_t *dot = &self->panel->dots[s][i];
    const bool bar = self->panel->bars && s == 0;
    const double shift = self->panel->dots[1] != NULL && !bar ? (s == 0 ? -3 : 4) : 0;
    const double y = self->frame.top + self->row * (i + 0.5) + shift;
    if (bar && isfinite(dot->estimate))
        cadre_figure_box(place(self, 0), y - self->row * 0.32, place(self, dot->estimate),
                         y + self->row * 0.32, "bar s0", self->out);
    draw_span(self, dot->outer_lo, dot->outer_hi, y, "thin", s);
    draw_span(self, dot->lo, dot->hi, y, bar ? "zero" : "whisker", s);
    if (isfinite(dot->estimate) && !bar)
        draw_estimate(self, dot->estimate, y, s);
}

static void draw_goal(const field_t *self, int i)
{
    const double y = self->frame.top + self->row * i;
    if (self->panel->goal_lo == NULL ||
        !(isfinite(self->panel->goal_lo[i]) && isfinite(self->panel->goal_hi[i])))
        return;
    cadre_figure_box(place(self, self->panel->goal_lo[i]), y + self->row * 0.15,
                     place(self, self->panel->goal_hi[i]), y + self->row * 0.85, "goal", self->out);
}

/* The whole scale of a row that has one of its own. */
static void draw_track(const field_t *self, int i)
{
    const double y = self->frame.top + self->row * (i + 0.5);
    cadre_figure_line(self->frame.left, y, self->frame.right, y, "grid", self->out);
}

static void draw_panel(field_t *self)
{
    cadre_ticks_t ticks;
    set_axis(self);
    cadre_axis_ticks(&self->x, self->frame.right - self->frame.left > 300 ? 6 : 3, &ticks);
    if (!self->panel->unlabelled)
        cadre_figure_grid_x(&self->frame, &self->x, &ticks, self->out);
    cadre_figure_words(self->frame.left, self->frame.top - 10, "unit", self->panel->name, -1,
                       self->out);
    if (!self->panel->unlabelled && self->x.low <= 0 && self->x.high > 0)
        cadre_figure_line(place(self, 0), self->frame.top, place(self, 0), self->frame.bottom,
                          "zero", self->out);
    for (int i = 0; i < self->chart->rows; i++) {
        if (self->panel->unlabelled)
            draw_track(self, i);
        draw_goal(self, i);
        for (int s = 0; s < CADRE_SERIES_MAX; s++)
            if (self->panel->dots[s] != NULL)
                draw_dot(self, i, s);
        cadre_text_add(self->out, "\n");
    }
}

/* ---------------------------------------------------------------- the figure */

static void draw(const cadre_dots_t *self, cadre_form_t form, cadre_text_t *out)
{
    static const shape_t SHAPES[] = {[CADRE_FORM_WIDE] = {960, 250, 22},
                                     [CADRE_FORM_NARROW] = {380, 138, 22},
                                     [CADRE_FORM_SMALL] = {380, 150, 17}};
    const shape_t shape = SHAPES[form];
    const double width =
        (shape.width - shape.labels - 14 - PANEL_GAP * (self->panel_count - 1)) / self->panel_count;
    cadre_frame_t frame = {.width = shape.width, .left = shape.labels, .top = HEAD};
    char data[48];
    frame.bottom = HEAD + shape.row * self->rows;
    frame.height = frame.bottom + FOOT;
    frame.right = shape.width - 14;
    snprintf(data, sizeof data, " data-row=\"%.0f\"", shape.row);
    cadre_figure_picture_begin(&self->figure, form, &frame, data, out);
    for (int i = 0; i < self->rows; i++)
        cadre_figure_words(frame.left - 10, frame.top + shape.row * (i + 0.5) + 4, "end",
                           self->labels[i], (int)(shape.labels / CHARACTER), out);
    cadre_text_add(out, "\n");
    for (int p = 0; p < self->panel_count; p++) {
        field_t field = {
            .chart = self, .panel = &self->panels[p], .frame = frame, .row = shape.row, .out = out};
        field.frame.left = shape.labels + p * (width + PANEL_GAP);
        field.frame.right = field.frame.left + width;
        draw_panel(&field);
    }
    cadre_figure_picture_end(out);
}

static void add_key(const cadre_dots_t *self, cadre_text_t *out)
{
    cadre_text_add(out, "<ul class=\"key\">");
    for (int s = 0; s < CADRE_SERIES_MAX; s++) {
        if (self->series[s] == NULL)
            continue;
        const char *kind = s > 0 ? "hollow" : self->panels[0].bars ? "area" : "dot";
        cadre_text_addf(out, "<li><i class=\"%s s%d\"></i>", kind, s);
        cadre_markup_text(out, self->series[s]);
        cadre_text_add(out, "</li>");
    }
    if (self->goal != NULL) {
        cadre_text_add(out, "<li><i class=\"goal\"></i>");
        cadre_markup_text(out, self->goal);
        cadre_text_add(out, "</li>");
    }
    cadre_text_add(out, "</ul>\n");
}

void cadre_dots_begin(const cadre_dots_t *self, cadre_text_t *out)
{
    cadre_figure_begin(&self->figure, out);
    if (self->series[0] != NULL || self->goal != NULL)
        add_key(self, out);
    if (self->figure.small) {
        draw(self, CADRE_FORM_SMALL, out);
    } else {
        draw(self, CADRE_FORM_WIDE, out);
        draw(self, CADRE_FORM_NARROW, out);
    }
    cadre_figure_data_begin(&self->figure, out);
}

void cadre_dots_end(cadre_text_t *out)
{
    cadre_figure_data_end(out);
    cadre_figure_end(out);
}
